/* SPDX-License-Identifier: ISC */
/* One hop of one request: how it is asked, and what curl calls while it comes. */
#include "config.h"

#include "fetch/net/internal.h"
#include "fetch/wire/errand.h"
#include "fetch/wire/mirrors.h"
#include "model/base/clock.h"
#include "model/base/public.h"
#include "model/base/url.h"

#include <arpa/inet.h>
#include <inttypes.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

/* Bodies that nobody wants (of redirects and errors) are read so far, to keep
 * the connection; past it the connection is the cheaper loss. */
#define UNWANTED_MAX (64u * 1024)
#define UNWANTED_LIMITED 4096u
/* What the system takes in for us unasked, where a limit is to be kept. */
#define LIMITED_BUFFER (16 * 1024)

/* -- what curl calls -------------------------------------------------------- */

static bool is_success(int status)
{
	return status >= 200 && status <= 299;
}

static int tell_head(struct transfer *t)
{
	if (t->told)
		return 0;
	t->told = true;
	return t->all->ops->head(t->all->owner, t->id, transfer_present(t), t->hops && !t->for_now,
	                         &t->answer, &t->why);
}

int64_t transfer_due(const struct transfer *t)
{
	if (t->answer.length < 0 && t->answer.first >= 0)
		return t->answer.last - t->answer.first + 1;
	return t->answer.length;
}

/* Where in the whole the body begins, and whether the whole is one that is taken. */
static int place(struct transfer *t)
{
	const struct answer *a = &t->answer;
	int64_t whole = a->total;

	t->base = 0;
	if (a->status == 206)
		t->base = a->first >= 0 ? (uint64_t)a->first : t->from;
	if (whole < 0 && transfer_due(t) >= 0 && t->base < INT64_MAX / 2)
		whole = (int64_t)t->base + transfer_due(t);
	if (whole > 0 && (uint64_t)whole > t->max_bytes)
		return err_set(&t->why, ERR_FAILED,
		               "too large: %" PRId64 " bytes, and at most %" PRIu64 " are taken",
		               whole, t->max_bytes);
	if (t->base > t->max_bytes)
		return err_set(&t->why, ERR_FAILED,
		               "too large: at most %" PRIu64 " bytes are taken", t->max_bytes);
	return 0;
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
	if (!ended && t->answer.ended)
		transfer_note_version(t);
	if (ended || !t->answer.ended || answer_is_redirect(&t->answer))
		return len;
	if (tell_head(t) || (is_success(t->answer.status) && !t->head_only && place(t)))
		return 0;
	return len;
}

/* Bytes that have crossed the line and that curl has not taken in yet. */
static uint64_t count_unread(const struct transfer *t)
{
	curl_socket_t fd = CURL_SOCKET_BAD;
	int unread = 0;

	if (curl_easy_getinfo(t->easy, CURLINFO_ACTIVESOCKET, &fd) || fd == CURL_SOCKET_BAD ||
	    ioctl(fd, FIONREAD, &unread) || unread < 0)
		return 0;
	return (uint64_t)unread;
}

/* Whether the body has come to its limit and is to be cut off there. One that ends
 * where the limit is, or in the piece that went beyond it, is whole. */
static bool is_cut(struct transfer *t)
{
	int64_t due = transfer_due(t);

	if (!t->limit || t->got < t->limit)
		return false;
	t->overrun = t->got - t->limit;
	if (due >= 0 && t->got >= (uint64_t)due)
		return false;
	t->unread = count_unread(t);
	t->overrun += t->unread;
	t->limited = t->enough = true;
	return true;
}

/* Whether what an error says is too long to be listened to. A short one is: to leave off
 * would cost the connection, and the next one a handshake. */
static bool is_unwanted(const struct transfer *t)
{
	uint64_t most = t->limit ? UNWANTED_LIMITED : UNWANTED_MAX;
	int64_t due = transfer_due(t);

	return t->unwanted > most || (t->limit && due > 0 && (uint64_t)due > most);
}

static size_t on_body(char *bytes, size_t size, size_t count, void *at)
{
	struct transfer *t = at;
	size_t len = size * count;

	if (!is_success(t->answer.status)) {
		t->unwanted += len;
		t->enough = is_unwanted(t);
		return t->enough ? 0 : len;
	}
	if (len > t->max_bytes - t->base - t->got) {
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
	return is_cut(t) ? 0 : len;
}

static bool refuses(struct transfer *t, const struct sockaddr *address)
{
	if (!t->checked || address_is_public(address))
		return false;
	if (t->hops)
		err_set(&t->why, ERR_FAILED,
		        "redirect to %.150s refused: its name leads from a public to a private "
		        "address",
		        transfer_present(t));
	else if (t->all->public_only)
		err_set(&t->why, ERR_USAGE,
		        "refused: its name leads to a private address: not here: this palais is "
		        "restricted");
	else
		err_set(&t->why, ERR_FAILED,
		        "refused: a page or a feed names it, and its name leads to an address near "
		        "the reader");
	return true;
}

static curl_socket_t on_socket(void *at, curlsocktype purpose, struct curl_sockaddr *a)
{
	static const int small = LIMITED_BUFFER;
	const struct transfer *t = at;
	curl_socket_t fd;

	(void)purpose;
	if (refuses(at, &a->addr))
		return CURL_SOCKET_BAD;
	fd = socket(a->family, a->socktype | SOCK_CLOEXEC, a->protocol);
	/* Before it connects: the window that the other side is told of is never larger. */
	if (t->tight && fd != CURL_SOCKET_BAD)
		setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
	return fd;
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

int transfer_add_field(struct transfer *t, const char *name, const char *value)
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

/* libcurl's own counts leave out what a TLS handshake costs: some kilobytes. */
static int on_debug(CURL *easy, curl_infotype kind, char *bytes, size_t len, void *at)
{
	struct transfer *t = at;

	(void)easy, (void)bytes;
	if (kind == CURLINFO_SSL_DATA_IN)
		t->down += len;
	else if (kind == CURLINFO_SSL_DATA_OUT)
		t->up += len;
	return 0;
}

/* As the curl program does; a house whose proxy opens TLS sets them. */
const char *transfer_ca_file(void)
{
	const char *file = getenv("SSL_CERT_FILE");

	if (!file || !*file)
		file = getenv("CURL_CA_BUNDLE");
	return file && *file ? file : NULL;
}

const char *transfer_ca_folder(void)
{
	const char *folder = getenv("SSL_CERT_DIR");

	return folder && *folder ? folder : NULL;
}

/* What never changes from hop to hop. libcurl keeps no cookies, reads no
 * .netrc and sends no credentials unless it is told to; it is not. */
static void set_up(struct transfer *t)
{
	CURL *easy = t->easy;

	curl_easy_setopt(easy, CURLOPT_PRIVATE, t);
	curl_easy_setopt(easy, CURLOPT_SHARE, t->all->common);
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
	if (transfer_ca_file())
		curl_easy_setopt(easy, CURLOPT_CAINFO, transfer_ca_file());
	if (transfer_ca_folder())
		curl_easy_setopt(easy, CURLOPT_CAPATH, transfer_ca_folder());
	curl_easy_setopt(easy, CURLOPT_USERAGENT, "palais/" PACKAGE_VERSION " (+offline reader)");
	curl_easy_setopt(easy, CURLOPT_HTTPHEADER, t->headers);
	curl_easy_setopt(easy, CURLOPT_HTTP_CONTENT_DECODING, 0L);
	curl_easy_setopt(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
	curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT, (long)TRANSFER_CONNECT_SECONDS);
	curl_easy_setopt(easy, CURLOPT_LOW_SPEED_LIMIT, 1L);
	curl_easy_setopt(easy, CURLOPT_LOW_SPEED_TIME, (long)t->stall_seconds);
	curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, on_header);
	curl_easy_setopt(easy, CURLOPT_HEADERDATA, t);
	curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body);
	curl_easy_setopt(easy, CURLOPT_WRITEDATA, t);
	curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, on_socket);
	curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, t);
	curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, on_connected);
	curl_easy_setopt(easy, CURLOPT_PREREQDATA, t);
	curl_easy_setopt(easy, CURLOPT_VERBOSE, 1L);
	curl_easy_setopt(easy, CURLOPT_DEBUGFUNCTION, on_debug);
	curl_easy_setopt(easy, CURLOPT_DEBUGDATA, t);
}

/* HTTP/2 would let the other side send far ahead of what is taken, and a connection that
 * is used again has the buffer that it was made with: those with a limit use such
 * connections alone as others with a limit have made. */
static void keep_to_limit(struct transfer *t)
{
	curl_easy_setopt(t->easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
	curl_easy_setopt(t->easy, CURLOPT_SHARE, t->all->limited);
}

int transfer_map(struct transfer *t)
{
	free(t->asked);
	t->asked = mirrors_map(t->mirrors, transfer_present(t));
	if (!t->asked) {
		t->asked = strdup(transfer_present(t));
		return t->asked ? 0 : err_set(&t->why, ERR_FAILED, "out of memory");
	}
	if (!url_is_web(t->asked))
		return err_set(&t->why, ERR_USAGE,
		               "the mirror %.150s is not an http or https address", t->asked);
	return 0;
}

/* A proxy finds the host, and where that is nobody here sees: the name is judged as it is
 * sent, in ASCII and without percent-encoding. */
static bool hides_host(struct transfer *t)
{
	bool hides = false;
#ifdef CURLU_PUNYCODE
	CURLU *u = curl_url();
	char *plain = NULL;

	if (u && !curl_url_set(u, CURLUPART_URL, t->asked, 0) &&
	    !curl_url_get(u, CURLUPART_URL, &plain, CURLU_PUNYCODE))
		hides = !url_is_public(plain) && url_is_public(t->asked);
	curl_free(plain);
	curl_url_cleanup(u);
#endif
	if (hides)
		err_set(&t->why, ERR_FAILED,
		        "%.150s refused: written otherwise, its name is one near the reader",
		        transfer_present(t));
	return hides;
}

int transfer_begin_hop(struct transfer *t)
{
	const char *proxy = rules_proxy(t->asked);
	bool mapped = strcmp(t->asked, transfer_present(t)) != 0, judged;
	int64_t left = 0;

	if (t->deadline) {
		left = t->deadline - clock_ms();
		if (left < 1)
			left = 1;
	}
	answer_done(&t->answer);
	answer_init(&t->answer);
	t->got = t->unwanted = t->base = t->overrun = t->unread = 0;
	t->enough = t->connected = false;
	t->began = clock_ms();
	t->detail[0] = '\0';
	judged = !mapped && (t->guarded || (t->named_by &&
	                                    !errand_is_own_host(transfer_present(t), t->named_by)));
	t->checked = judged && !proxy;
	if (url_is_public(transfer_present(t)))
		t->guarded = true;
	if (judged && proxy && hides_host(t))
		return -1;
	if (curl_easy_setopt(t->easy, CURLOPT_URL, t->asked) ||
	    curl_easy_setopt(t->easy, CURLOPT_PROXY, proxy ? proxy : "") ||
	    curl_easy_setopt(t->easy, CURLOPT_NOPROXY, "") ||
	    curl_easy_setopt(t->easy, CURLOPT_TIMEOUT_MS, (long)left) ||
	    curl_multi_add_handle(t->all->multi, t->easy))
		return err_set(&t->why, ERR_FAILED, "cannot be asked");
	return 0;
}

int transfer_begin(struct transfer *t)
{
	if (t->deadline_ms)
		t->deadline = clock_ms() + (int64_t)t->deadline_ms;
	t->easy = curl_easy_init();
	if (!t->easy)
		return err_set(&t->why, ERR_FAILED, "out of memory");
	set_up(t);
	if (t->tight)
		keep_to_limit(t);
	if (t->head_only)
		curl_easy_setopt(t->easy, CURLOPT_NOBODY, 1L);
	return transfer_begin_hop(t);
}
