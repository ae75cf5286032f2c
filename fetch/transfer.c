#include "config.h"

#include "fetch/transfer.h"
#include "fetch/rules.h"
#include "model/url.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <errno.h>
#include <inttypes.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

/* Bodies that nobody wants (of redirects and errors) are read so far, to keep
 * the connection; past it the connection is the cheaper loss. */
#define UNWANTED_MAX (64u * 1024)
/* While a first connection to an https host is being made, others wait for it
 * so long: with HTTP/2 they need none of their own, and each costs some 5 KB.
 * (CURLOPT_PIPEWAIT is for this, but wakes those who wait one by one.) */
#define HOLD_MS 3000

struct transfer {
	struct transfer *next;
	struct transfers *all;
	CURL *easy; /* NULL while queued */
	struct curl_slist *headers;
	uint32_t id;
	char *mirrors;
	char *chain[RULES_REDIRECTS + 1]; /* the addresses so far, unmapped */
	int hops;                         /* chain[hops] is the present one */
	char *asked;                      /* that, mapped */
	struct answer answer;
	uint64_t max_bytes, deadline_ms, window;
	uint64_t got;      /* bytes of this hop's body */
	uint64_t unwanted; /* of a body that is left out */
	uint64_t down, up; /* of the hops before */
	int64_t deadline;  /* on the clock of now_ms(); 0: none */
	int64_t began;     /* likewise, this hop */
	bool connected;    /* this hop */
	bool guarded;      /* a hop before this one was public */
	bool checked;      /* this hop may not connect to a private address */
	bool paused, told; /* body refused; head told */
	bool enough;       /* cut off on purpose: no failure */
	struct err why;    /* what we ourselves found wrong */
	char detail[CURL_ERROR_SIZE];
};

struct transfers {
	CURLM *multi;
	struct transfer *first; /* in the order asked */
	const struct transfer_ops *ops;
	void *owner;
	int64_t held_until; /* someone waits for another's connection; 0: no one */
};

static int64_t now_ms(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

static const char *present(const struct transfer *t)
{
	return t->chain[t->hops];
}

static void transfer_free(struct transfer *t)
{
	if (!t)
		return;
	if (t->easy) {
		curl_multi_remove_handle(t->all->multi, t->easy);
		curl_easy_cleanup(t->easy);
	}
	curl_slist_free_all(t->headers);
	for (int i = 0; i <= t->hops; i++)
		free(t->chain[i]);
	free(t->asked);
	free(t->mirrors);
	answer_done(&t->answer);
	free(t);
}

static void forget(struct transfer *t)
{
	struct transfer **at = &t->all->first;

	while (*at != t)
		at = &(*at)->next;
	*at = t->next;
	transfer_free(t);
}

static struct transfer *find(const struct transfers *ts, uint32_t id)
{
	struct transfer *t = ts->first;

	while (t && t->id != id)
		t = t->next;
	return t;
}

/* -- what curl calls -------------------------------------------------------- */

static bool is_success(int status)
{
	return status >= 200 && status <= 299;
}

static void tell_head(struct transfer *t)
{
	if (t->told)
		return;
	t->told = true;
	t->all->ops->head(t->all->owner, t->id, present(t), &t->answer);
}

static size_t on_header(char *line, size_t size, size_t count, void *at)
{
	struct transfer *t = at;
	size_t len = size * count;
	bool ended = t->answer.ended;

	if (answer_line(&t->answer, line, len)) {
		err_set(&t->why, ERR_FAILED, "the answer's head is longer than %u KiB",
		        ANSWER_BLOCK_MAX / 1024);
		return 0;
	}
	if (ended || !t->answer.ended || answer_is_redirect(&t->answer))
		return len;
	tell_head(t);
	if (is_success(t->answer.status) && t->answer.length > 0 &&
	    (uint64_t)t->answer.length > t->max_bytes) {
		err_set(&t->why, ERR_FAILED,
		        "too large: %" PRId64 " bytes, and at most %" PRIu64 " are taken",
		        t->answer.length, t->max_bytes);
		return 0;
	}
	return len;
}

static size_t on_body(char *bytes, size_t size, size_t count, void *at)
{
	struct transfer *t = at;
	size_t len = size * count;

	if (!is_success(t->answer.status)) {
		t->unwanted += len;
		t->enough = t->unwanted > UNWANTED_MAX;
		return t->enough ? 0 : len;
	}
	if (len > t->max_bytes - t->got) {
		err_set(&t->why, ERR_FAILED, "too large: at most %" PRIu64 " bytes are taken",
		        t->max_bytes);
		return 0;
	}
	if (len > t->window || !t->all->ops->body(t->all->owner, t->id, bytes, len)) {
		t->paused = true;
		return CURL_WRITEFUNC_PAUSE;
	}
	t->window -= len;
	t->got += len;
	return len;
}

static bool refuses(struct transfer *t, const struct sockaddr *address)
{
	if (!t->checked || !rules_address_is_private(address))
		return false;
	err_set(&t->why, ERR_FAILED,
	        "redirect to %.150s refused: its name leads from a public to a private address",
	        present(t));
	return true;
}

static curl_socket_t on_socket(void *at, curlsocktype purpose, struct curl_sockaddr *a)
{
	(void)purpose;
	if (refuses(at, &a->addr))
		return CURL_SOCKET_BAD;
	return socket(a->family, a->socktype | SOCK_CLOEXEC, a->protocol);
}

/* A connection that is used again passed on_socket for another request: the
 * address is looked at once more before anything is sent. */
static int on_connected(void *at, char *remote, char *local, int remote_port, int local_port)
{
	struct sockaddr_in in = {.sin_family = AF_INET};
	struct sockaddr_in6 in6 = {.sin6_family = AF_INET6};
	const void *address = &in;
	struct transfer *t = at;

	t->connected = true;
	(void)local;
	(void)remote_port;
	(void)local_port;
	if (inet_pton(AF_INET, remote, &in.sin_addr) != 1) {
		address = &in6;
		if (inet_pton(AF_INET6, remote, &in6.sin6_addr) != 1)
			return CURL_PREREQFUNC_ABORT;
	}
	return refuses(t, address) ? CURL_PREREQFUNC_ABORT : CURL_PREREQFUNC_OK;
}

/* -- beginning --------------------------------------------------------------- */

static int add_field(struct transfer *t, const char *name, const char *value)
{
	char line[2400];
	struct curl_slist *longer;

	if (!value || !*value)
		return 0;
	for (const char *p = value; *p; p++)
		if ((unsigned char)*p < 0x20 || *p == 0x7f)
			return 0;
	if (snprintf(line, sizeof line, "%s: %s", name, value) >= (int)sizeof line)
		return 0;
	longer = curl_slist_append(t->headers, line);
	if (!longer)
		return -1;
	t->headers = longer;
	return 0;
}

/* What never changes from hop to hop. libcurl keeps no cookies, reads no
 * .netrc and sends no credentials unless it is told to; it is not. */
static void set_up(struct transfer *t)
{
	CURL *easy = t->easy;

	curl_easy_setopt(easy, CURLOPT_PRIVATE, t);
	curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, t->detail);
	curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(easy, CURLOPT_PATH_AS_IS, 1L);
	curl_easy_setopt(easy, CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
	curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_2TLS);
	curl_easy_setopt(easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
	curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
	/* As the curl program does; a house whose proxy opens TLS sets it. */
	if (getenv("SSL_CERT_FILE"))
		curl_easy_setopt(easy, CURLOPT_CAINFO, getenv("SSL_CERT_FILE"));
	curl_easy_setopt(easy, CURLOPT_USERAGENT, "palais/" PACKAGE_VERSION " (+offline reader)");
	curl_easy_setopt(easy, CURLOPT_HTTPHEADER, t->headers);
	curl_easy_setopt(easy, CURLOPT_HTTP_CONTENT_DECODING, 0L);
	curl_easy_setopt(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
	curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT, (long)TRANSFER_CONNECT_SECONDS);
	curl_easy_setopt(easy, CURLOPT_LOW_SPEED_LIMIT, 1L);
	curl_easy_setopt(easy, CURLOPT_LOW_SPEED_TIME, (long)TRANSFER_STALL_SECONDS);
	curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, on_header);
	curl_easy_setopt(easy, CURLOPT_HEADERDATA, t);
	curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body);
	curl_easy_setopt(easy, CURLOPT_WRITEDATA, t);
	curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, on_socket);
	curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, t);
	curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, on_connected);
	curl_easy_setopt(easy, CURLOPT_PREREQDATA, t);
}

/* Sets `asked` for the present address. */
static int map_present(struct transfer *t)
{
	free(t->asked);
	t->asked = rules_map(t->mirrors, present(t));
	if (!t->asked) {
		t->asked = strdup(present(t));
		return t->asked ? 0 : err_set(&t->why, ERR_FAILED, "out of memory");
	}
	if (!url_is_web(t->asked))
		return err_set(&t->why, ERR_USAGE,
		               "the mirror %.150s is not an http or https address", t->asked);
	return 0;
}

static int begin_hop(struct transfer *t)
{
	const char *proxy = rules_proxy(t->asked);
	bool mapped = strcmp(t->asked, present(t)) != 0;
	int64_t left = 0;

	if (t->deadline) {
		left = t->deadline - now_ms();
		if (left < 1)
			left = 1;
	}
	answer_done(&t->answer);
	answer_init(&t->answer);
	t->got = t->unwanted = 0;
	t->enough = t->connected = false;
	t->began = now_ms();
	t->detail[0] = '\0';
	t->checked = t->guarded && !mapped && !proxy;
	if (!rules_is_private(present(t)))
		t->guarded = true;
	if (curl_easy_setopt(t->easy, CURLOPT_URL, t->asked) ||
	    curl_easy_setopt(t->easy, CURLOPT_PROXY, proxy ? proxy : "") ||
	    curl_easy_setopt(t->easy, CURLOPT_NOPROXY, "") ||
	    curl_easy_setopt(t->easy, CURLOPT_TIMEOUT_MS, (long)left) ||
	    curl_multi_add_handle(t->all->multi, t->easy))
		return err_set(&t->why, ERR_FAILED, "cannot be asked");
	return 0;
}

static int begin(struct transfer *t)
{
	if (t->deadline_ms)
		t->deadline = now_ms() + (int64_t)t->deadline_ms;
	t->easy = curl_easy_init();
	if (!t->easy)
		return err_set(&t->why, ERR_FAILED, "out of memory");
	set_up(t);
	return begin_hop(t);
}

int transfers_get(struct transfers *ts, const struct transfer_request *r, struct err *err)
{
	struct transfer *t = calloc(1, sizeof *t), **at = &ts->first;

	if (!t)
		return err_set(err, ERR_FAILED, "out of memory");
	t->all = ts;
	t->id = r->id;
	answer_init(&t->answer);
	t->max_bytes = r->max_bytes;
	t->deadline_ms = r->deadline_ms < INT32_MAX ? r->deadline_ms : INT32_MAX;
	t->window = r->window;
	t->mirrors = strdup(r->mirrors ? r->mirrors : "");
	t->chain[0] = rules_first(r->url, &t->why);
	if (!t->chain[0])
		t->chain[0] = strdup(r->url);
	if (!t->mirrors || !t->chain[0] ||
	    add_field(t, "Accept-Encoding", "br, zstd, gzip") ||
	    add_field(t, "Accept-Language", r->languages) ||
	    add_field(t, "If-None-Match", r->etag) ||
	    add_field(t, "If-Modified-Since", r->last_modified)) {
		transfer_free(t);
		return err_set(err, ERR_FAILED, "out of memory");
	}
	if (!t->why.code)
		map_present(t);
	while (*at)
		at = &(*at)->next;
	*at = t;
	return 0;
}

/* -- ending ------------------------------------------------------------------ */

enum detail { PLAIN, WITH_DETAIL, WITH_ERRNO, WITH_COUNT };

/* A CURLcode in words; what is not here is told as libcurl tells it. */
static const struct failure {
	CURLcode code;
	const char *words;
	enum detail detail;
} failures[] = {
	{CURLE_COULDNT_RESOLVE_PROXY, "the proxy's name was not found", PLAIN},
	{CURLE_COULDNT_RESOLVE_HOST, "no such host, or no network to ask for it", PLAIN},
	{CURLE_COULDNT_CONNECT, "no connection", WITH_ERRNO},
	{CURLE_PROXY, "the proxy refused", WITH_DETAIL},
	{CURLE_GOT_NOTHING, "the server hung up without an answer", PLAIN},
	{CURLE_PARTIAL_FILE, "the connection ended too soon", WITH_COUNT},
	{CURLE_RECV_ERROR, "the connection broke", WITH_COUNT},
	{CURLE_SEND_ERROR, "the connection broke", WITH_COUNT},
	{CURLE_HTTP2, "the connection broke", WITH_COUNT},
	{CURLE_HTTP2_STREAM, "the connection broke", WITH_COUNT},
	{CURLE_PEER_FAILED_VERIFICATION, "the certificate is not to be trusted", WITH_DETAIL},
	{CURLE_SSL_CONNECT_ERROR, "no encrypted connection", WITH_DETAIL},
	{CURLE_SSL_CACERT_BADFILE, "the list of trusted certificates cannot be read", WITH_DETAIL},
	{CURLE_WEIRD_SERVER_REPLY, "not an HTTP answer", PLAIN},
	{CURLE_UNSUPPORTED_PROTOCOL, "not an HTTP answer", WITH_DETAIL},
};

static void add_count(const struct transfer *t, struct buf *b)
{
	if (!t->answer.ended)
		return;
	if (t->answer.length >= 0)
		buf_printf(b, " (%" PRIu64 " of %" PRId64 " bytes came)", t->got,
		           t->answer.length);
	else
		buf_printf(b, " (%" PRIu64 " bytes came)", t->got);
}

static void add_timeout(struct transfer *t, struct buf *b)
{
	if (t->deadline && now_ms() >= t->deadline - 20)
		buf_printf(b, "not done within %g s", (double)t->deadline_ms / 1000);
	else if (t->answer.status || strstr(t->detail, "too slow"))
		buf_printf(b, "nothing came for %d s", TRANSFER_STALL_SECONDS);
	else
		buf_printf(b, "no connection within %d s", TRANSFER_CONNECT_SECONDS);
	add_count(t, b);
}

static void add_failure(struct transfer *t, CURLcode code, struct buf *b)
{
	const struct failure *f = NULL;
	long number = 0;

	for (size_t i = 0; i < sizeof failures / sizeof failures[0]; i++)
		if (failures[i].code == code)
			f = &failures[i];
	buf_str(b, f ? f->words : curl_easy_strerror(code));
	curl_easy_getinfo(t->easy, CURLINFO_OS_ERRNO, &number);
	if (f && f->detail == WITH_COUNT)
		add_count(t, b);
	else if (f && f->detail == WITH_ERRNO && number)
		buf_printf(b, ": %s", strerror((int)number));
	else if ((!f || f->detail == WITH_DETAIL) && *t->detail)
		buf_printf(b, " (%s)", t->detail);
}

/* One line, "address: why". */
static void explain(struct transfer *t, CURLcode code, struct err *err)
{
	struct buf b;

	if (t->why.code) {
		*err = t->why;
	} else {
		buf_init(&b, 1000);
		if (code == CURLE_OPERATION_TIMEDOUT)
			add_timeout(t, &b);
		else
			add_failure(t, code, &b);
		err_set(err, ERR_NETWORK, "%s", b.bytes);
		buf_done(&b);
	}
	err_prefix(err, t->chain[0]);
}

static void count_hop(struct transfer *t)
{
	curl_off_t body = 0;
	long head = 0, request = 0;

	curl_easy_getinfo(t->easy, CURLINFO_SIZE_DOWNLOAD_T, &body);
	curl_easy_getinfo(t->easy, CURLINFO_HEADER_SIZE, &head);
	curl_easy_getinfo(t->easy, CURLINFO_REQUEST_SIZE, &request);
	t->down += (uint64_t)body + (uint64_t)head;
	t->up += (uint64_t)request;
}

static void finish(struct transfer *t, CURLcode code)
{
	struct transfer_end end = {.down = t->down, .up = t->up};
	struct transfers *ts = t->all;
	uint32_t id = t->id;

	if (t->why.code || (code && !t->enough))
		explain(t, code, &end.err);
	end.whole = !end.err.code;
	forget(t);
	ts->ops->end(ts->owner, id, &end);
}

/* Goes on to where the answer points; -1 with t->why when it may not. */
static int follow(struct transfer *t)
{
	char *to = rules_redirect(present(t), t->answer.location, t->guarded, &t->why);

	if (!to)
		return t->why.code ? -1 : err_set(&t->why, ERR_FAILED, "out of memory");
	for (int i = 0; i <= t->hops; i++) {
		if (strcmp(t->chain[i], to))
			continue;
		err_set(&t->why, ERR_FAILED, "redirect loop: back to %.200s", to);
		free(to);
		return -1;
	}
	if (t->hops == RULES_REDIRECTS) {
		free(to);
		return err_set(&t->why, ERR_FAILED, "more than %d redirects", RULES_REDIRECTS);
	}
	t->chain[++t->hops] = to;
	curl_multi_remove_handle(t->all->multi, t->easy);
	return map_present(t) || begin_hop(t) ? -1 : 0;
}

static void take_done(struct transfers *ts)
{
	CURLMsg *m;
	int left;

	while ((m = curl_multi_info_read(ts->multi, &left))) {
		CURLcode code = m->data.result;
		struct transfer *t;
		char *at;

		if (m->msg != CURLMSG_DONE)
			continue;
		curl_easy_getinfo(m->easy_handle, CURLINFO_PRIVATE, &at);
		t = (struct transfer *)(void *)at;
		count_hop(t);
		if ((!code || t->enough) && !t->why.code && answer_is_redirect(&t->answer) &&
		    !follow(t))
			continue;
		if (!code && !t->why.code && !t->answer.ended)
			err_set(&t->why, ERR_NETWORK, "not an HTTP answer");
		finish(t, code);
	}
}

/* -- all of them -------------------------------------------------------------- */

struct transfers *transfers_new(const struct transfer_ops *ops, void *owner, struct err *err)
{
	struct transfers *ts = calloc(1, sizeof *ts);

	if (!ts || curl_global_init(CURL_GLOBAL_DEFAULT) || !(ts->multi = curl_multi_init())) {
		free(ts);
		err_set(err, ERR_FAILED, "libcurl could not be started");
		return NULL;
	}
	curl_multi_setopt(ts->multi, CURLMOPT_MAX_HOST_CONNECTIONS, (long)TRANSFER_PER_HOST);
	curl_multi_setopt(ts->multi, CURLMOPT_MAXCONNECTS, (long)TRANSFER_TOTAL);
	ts->ops = ops;
	ts->owner = owner;
	return ts;
}

void transfers_free(struct transfers *ts)
{
	if (!ts)
		return;
	while (ts->first)
		forget(ts->first);
	curl_multi_cleanup(ts->multi);
	curl_global_cleanup();
	free(ts);
}

void transfers_cancel(struct transfers *ts, uint32_t id)
{
	struct transfer *t = find(ts, id);

	if (t)
		forget(t);
}

bool transfers_has(const struct transfers *ts, uint32_t id)
{
	return find(ts, id);
}

size_t transfers_count(const struct transfers *ts)
{
	size_t n = 0;

	for (const struct transfer *t = ts->first; t; t = t->next)
		n++;
	return n;
}

static void resume(struct transfer *t)
{
	if (!t->paused)
		return;
	t->paused = false;
	curl_easy_pause(t->easy, CURLPAUSE_CONT);
}

void transfers_more(struct transfers *ts, uint32_t id, uint64_t bytes)
{
	struct transfer *t = find(ts, id);

	if (!t || bytes > UINT64_MAX - t->window)
		return;
	t->window += bytes;
	resume(t);
}

void transfers_resume(struct transfers *ts)
{
	for (struct transfer *t = ts->first; t; t = t->next)
		resume(t);
}

static bool has_room(struct transfers *ts, const struct transfer *t)
{
	int64_t now = now_ms(), hold = 0;
	int host = 0, total = 0;

	for (const struct transfer *o = ts->first; o; o = o->next) {
		if (!o->easy)
			continue;
		total++;
		if (!url_same_origin(o->asked, t->asked))
			continue;
		host++;
		if (!o->connected && url_is_https(o->asked) && now < o->began + HOLD_MS)
			hold = o->began + HOLD_MS;
	}
	if (total >= TRANSFER_TOTAL || host >= TRANSFER_PER_HOST)
		return false;
	if (hold && (!ts->held_until || hold < ts->held_until))
		ts->held_until = hold;
	return !hold;
}

static void begin_queued(struct transfers *ts)
{
	struct transfer *t = ts->first, *next;

	ts->held_until = 0;
	for (; t; t = next) {
		next = t->next;
		if (t->easy)
			continue;
		if (t->why.code || (has_room(ts, t) && begin(t)))
			finish(t, CURLE_OK);
	}
}

void transfers_perform(struct transfers *ts)
{
	int running;

	begin_queued(ts);
	curl_multi_perform(ts->multi, &running);
	take_done(ts);
	/* Those that ended made room for others. */
	begin_queued(ts);
}

int transfers_poll(struct transfers *ts, struct pollfd *fds, unsigned count, int timeout_ms,
                   struct err *err)
{
	struct curl_waitfd extra[4] = {{0}};
	int64_t hold = ts->held_until ? ts->held_until - now_ms() : timeout_ms;

	if (hold < timeout_ms)
		timeout_ms = hold < 0 ? 0 : (int)hold;
	if (count > 4)
		count = 4;
	for (unsigned i = 0; i < count; i++) {
		extra[i].fd = fds[i].fd;
		if (fds[i].events & POLLIN)
			extra[i].events |= CURL_WAIT_POLLIN;
		if (fds[i].events & POLLOUT)
			extra[i].events |= CURL_WAIT_POLLOUT;
	}
	if (curl_multi_poll(ts->multi, extra, count, timeout_ms, NULL))
		return err_set(err, ERR_FAILED, "waiting failed");
	for (unsigned i = 0; i < count; i++) {
		fds[i].revents = 0;
		if (extra[i].revents & CURL_WAIT_POLLIN)
			fds[i].revents |= POLLIN;
		if (extra[i].revents & CURL_WAIT_POLLOUT)
			fds[i].revents |= POLLOUT;
	}
	return 0;
}

const char *transfers_library(void)
{
	return curl_version();
}
