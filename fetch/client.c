#include "config.h"

#include "fetch/client.h"
#include "fetch/client_int.h"
#include "fetch/wire.h"
#include "model/url.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Bytes that a parser took are told to palais-fetch in steps of this. */
#define MORE_STEP (64u * 1024)
#define OUT_MAX (64u << 20)
/* palais-fetch says hello at once, or never. */
#define HELLO_MS 15000
/* client_parse_fd reads ahead of the parser so far. */
#define AHEAD (256u * 1024)

/* What a head holds, in one piece of memory. */
struct head {
	struct client_head head;
	char bytes[];
};

/* An event that waits to be taken, and what it borrows. */
struct node {
	struct node *next;
	struct client_event event;
	struct head *head;
	struct chunk *chunk;
};

struct task {
	struct task *next;
	int id;
	bool is_get;
	/* a get, as it was asked: to be asked again of a fresh palais-fetch */
	char *url, *etag, *last_modified, *languages;
	uint64_t max_bytes, deadline_ms;
	bool answered; /* something came */
	bool again;    /* it was asked a second time */
	bool ended;    /* CLIENT_END was told */
	bool body;     /* the answer has a body that is parsed */
	uint64_t got, owed;
	int64_t length;
	struct client_parse how; /* owned strings */
	struct parser *parser;
};

struct client {
	char *fetch_path, *parse_path, *mirrors;
	bool offline;
	unsigned parse_seconds;
	int last_id;
	struct task *tasks;
	struct node *first, **last; /* events */
	struct node *given;         /* the one that the owner borrows from */
	struct child fetch;
	bool greeted;
	int64_t hello_by; /* -1: it came */
	struct wire_reader in;
	struct buf out;
	size_t written; /* of out */
};

static char *copy(const char *s)
{
	return s ? strdup(s) : NULL;
}

/* -- tasks and events ----------------------------------------------------------- */

static struct task *find(const struct client *c, int id)
{
	struct task *t = c->tasks;

	while (t && t->id != id)
		t = t->next;
	return t;
}

static struct task *task_new(struct client *c)
{
	struct task *t = calloc(1, sizeof *t), **at = &c->tasks;

	if (!t)
		return NULL;
	t->id = ++c->last_id;
	t->length = -1;
	while (*at)
		at = &(*at)->next;
	*at = t;
	return t;
}

static void forget_how(struct client_parse *how)
{
	free((char *)how->type);
	free((char *)how->charset);
	free((char *)how->coding);
	free((char *)how->base);
	free((char *)how->name);
	memset(how, 0, sizeof *how);
}

static void task_forget(struct client *c, struct task *t)
{
	struct task **at = &c->tasks;

	while (*at != t)
		at = &(*at)->next;
	*at = t->next;
	parser_free(t->parser);
	forget_how(&t->how);
	free(t->url);
	free(t->etag);
	free(t->last_modified);
	free(t->languages);
	free(t);
}

static void node_free(struct node *node)
{
	if (!node)
		return;
	if (node->event.kind == CLIENT_DOC)
		doc_free(node->event.doc);
	free(node->head);
	free(node->chunk);
	free(node);
}

/* An event at the end of the queue; NULL when out of memory. */
static struct node *tell(struct client *c, enum client_event_kind kind, int id)
{
	struct node *node = calloc(1, sizeof *node);

	if (!node)
		return NULL;
	node->event.kind = kind;
	node->event.id = id;
	*c->last = node;
	c->last = &node->next;
	return node;
}

static void tell_end(struct client *c, struct task *t, const struct wire_end *end,
                     const struct err *err)
{
	struct node *node = tell(c, CLIENT_END, t->id);
	bool more = t->body && (end->whole || t->got);

	t->ended = true;
	if (node) {
		node->event.whole = end->whole;
		node->event.down = end->down;
		node->event.up = end->up;
		node->event.more = more;
		node->event.err = *err;
	}
	if (!more)
		task_forget(c, t);
}

/* The task's document, which is its last event. */
static void tell_doc(struct client *c, struct task *t, struct doc *doc, const struct err *err)
{
	struct node *node = tell(c, CLIENT_DOC, t->id);

	if (node) {
		node->event.doc = doc;
		node->event.err = *err;
	} else {
		doc_free(doc);
	}
	task_forget(c, t);
}

/* -- asking palais-fetch ---------------------------------------------------------- */

static void write_out(struct client *c)
{
	while (c->written < c->out.len) {
		ssize_t n = child_write(&c->fetch, c->out.bytes + c->written,
		                        c->out.len - c->written);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 && errno != EAGAIN)
			child_close_in(&c->fetch); /* client_ready sees to it */
		if (n < 0)
			return;
		c->written += (size_t)n;
	}
	buf_reset(&c->out);
	c->written = 0;
}

static int send_get(struct client *c, const struct task *t, struct err *err)
{
	struct wire_get get = {
		.url = t->url,
		.etag = t->etag,
		.last_modified = t->last_modified,
		.languages = t->languages,
		.mirrors = c->mirrors,
		.max_bytes = t->max_bytes,
		.deadline_ms = t->deadline_ms,
	};

	return wire_put(&c->out, WIRE_GET, (uint32_t)t->id, &get, err);
}

static int start_fetch(struct client *c, struct err *err)
{
	static const char *const argv[] = {"palais-fetch", NULL};
	struct wire_hello hello = {WIRE_VERSION};

	if (c->fetch.pid)
		return 0;
	if (child_start(&c->fetch, c->fetch_path, argv, err))
		return -1;
	wire_reader_done(&c->in);
	wire_reader_init(&c->in);
	buf_reset(&c->out);
	c->written = 0;
	c->greeted = false;
	c->hello_by = client_now_ms() + HELLO_MS;
	return wire_put(&c->out, WIRE_HELLO, 0, &hello, err);
}

static void fail_get(struct client *c, struct task *t, enum err_code code, const char *why)
{
	struct wire_end end = {0};
	struct err err = {0};

	err_set(&err, code, "%.300s: %s", t->url, why);
	tell_end(c, t, &end, &err);
}

/* palais-fetch is gone: what it had begun fails; what it had perhaps not even
 * read (it leaves after a minute without work) is asked of a fresh one. */
static void fetch_gone(struct client *c, const char *why, bool by_itself)
{
	struct task *t, *next;
	struct err err = {0};

	for (t = c->tasks; t; t = next) {
		next = t->next;
		if (!t->is_get || t->ended)
			continue;
		if (by_itself && !t->answered && !t->again) {
			t->again = true;
			if (!start_fetch(c, &err) && !send_get(c, t, &err))
				continue;
			why = err.text;
		}
		fail_get(c, t, ERR_FAILED, why);
	}
	if (c->fetch.pid)
		write_out(c);
}

static void fetch_left(struct client *c)
{
	struct buf why;
	bool killed;
	int status = child_reap(&c->fetch, &killed);

	buf_init(&why, 200);
	buf_str(&why, "palais-fetch ");
	child_explain(&why, status);
	fetch_gone(c, why.bytes, !status && !killed && c->greeted);
	buf_done(&why);
}

static void fetch_broke(struct client *c, const char *why)
{
	child_kill(&c->fetch);
	fetch_gone(c, why, false);
}

/* -- what palais-fetch says -------------------------------------------------------- */

/* Strings of a head are foreign; control bytes would have been cut out. */
static bool is_plain(const char *s, bool lines)
{
	for (; s && *s; s++) {
		if (lines && (*s == '\r' || *s == '\n'))
			continue;
		if (*s != '\t' && ((unsigned char)*s < 0x20 || *s == 0x7f))
			return false;
	}
	return true;
}

/* Moves all strings of the message into one piece of memory. */
static struct head *head_copy(const struct wire_head *w)
{
	const char *from[] = {w->url,  w->type,          w->charset, w->coding,
	                      w->etag, w->last_modified, w->date,    w->headers};
	struct head *h;
	const char **to[8];
	size_t size = 0;
	char *at;

	for (size_t i = 0; i < 8; i++) {
		if (!is_plain(from[i], i == 7))
			return NULL;
		size += (from[i] ? strlen(from[i]) : 0) + 1;
	}
	h = malloc(sizeof *h + size);
	if (!h)
		return NULL;
	to[0] = &h->head.url;
	to[1] = &h->head.type;
	to[2] = &h->head.charset;
	to[3] = &h->head.coding;
	to[4] = &h->head.etag;
	to[5] = &h->head.last_modified;
	to[6] = &h->head.date;
	to[7] = &h->head.headers;
	at = h->bytes;
	for (size_t i = 0; i < 8; i++) {
		*to[i] = at;
		strcpy(at, from[i] ? from[i] : "");
		at += strlen(at) + 1;
	}
	h->head.status = (int)w->status;
	h->head.length = w->length > INT64_MAX ? -1 : (int64_t)w->length;
	return h;
}

/* What the parser is told; a type that says nothing leaves it the name. */
static void set_how(struct task *t, const struct client_head *head)
{
	bool silent = !*head->type || !strcmp(head->type, "application/octet-stream") ||
	              !strcmp(head->type, "binary/octet-stream");

	t->how.type = silent ? NULL : copy(head->type);
	t->how.charset = copy(head->charset);
	t->how.coding = copy(head->coding);
	t->how.base = copy(head->url);
	t->how.name = url_file_name(head->url);
}

static int take_hello(struct client *c, struct task *t, const struct wire_message *m)
{
	struct wire_hello hello;

	(void)t;
	if (c->greeted || wire_get_values(m, &hello, NULL) || hello.version != WIRE_VERSION)
		return -1;
	c->greeted = true;
	c->hello_by = -1;
	return 0;
}

static int take_head(struct client *c, struct task *t, const struct wire_message *m)
{
	struct wire_head w;
	struct node *node;
	struct head *h;

	if (wire_get_values(m, &w, NULL) || !w.url || w.status < 200 || w.status > 999)
		return -1;
	if (!t)
		return 0;
	if (t->answered)
		return -1;
	h = head_copy(&w);
	node = h ? tell(c, CLIENT_HEAD, t->id) : NULL;
	if (!node) {
		free(h);
		return -1;
	}
	node->head = h;
	node->event.head = &h->head;
	t->answered = true;
	t->length = h->head.length;
	t->body = w.status <= 299 && w.status != 204 && w.status != 205;
	if (t->body)
		set_how(t, &h->head);
	return 0;
}

static int take_body(struct client *c, struct task *t, const struct wire_message *m)
{
	struct node *node;

	if (!t)
		return 0;
	if (!t->body || m->len > t->max_bytes - t->got)
		return -1;
	node = tell(c, CLIENT_BODY, t->id);
	if (!node)
		return -1;
	node->chunk = chunk_new(m->payload, m->len);
	if (!node->chunk)
		return -1;
	node->event.bytes = node->chunk->bytes;
	node->event.len = m->len;
	t->got += m->len;
	return 0;
}

static int take_end(struct client *c, struct task *t, const struct wire_message *m)
{
	struct wire_end end;
	struct err err = {0};

	if (wire_get_values(m, &end, NULL) || end.whole > 1 || end.code > ERR_NETWORK)
		return -1;
	if (!t)
		return 0;
	if (end.whole && (end.code || !t->answered))
		return -1;
	if (end.code || !end.whole)
		err_set(&err, end.code ? (enum err_code)end.code : ERR_NETWORK, "%s",
		        end.text ? end.text : "no answer");
	tell_end(c, t, &end, &err);
	return 0;
}

static int (*const takers[])(struct client *, struct task *, const struct wire_message *) = {
	[WIRE_HELLO] = take_hello, [WIRE_HEAD] = take_head,
	[WIRE_BODY] = take_body,   [WIRE_END] = take_end,
};

/* A message about a task that was cancelled finds none, and is dropped. */
static int take_message(struct client *c, const struct wire_message *m)
{
	struct task *t = find(c, (int)m->id);

	if (!takers[m->type] || (!c->greeted && m->type != WIRE_HELLO))
		return -1;
	if (m->id > (uint32_t)c->last_id || (t && (!t->is_get || t->ended)))
		return -1;
	return takers[m->type](c, t, m);
}

static void hear_fetch(struct client *c)
{
	struct wire_message m;
	struct err err = {0};
	int got;

	for (;;) {
		long n = wire_read(&c->in, c->fetch.out);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 && errno == EAGAIN)
			return;
		if (n <= 0) {
			fetch_left(c);
			return;
		}
		while ((got = wire_next(&c->in, &m, &err)) > 0)
			if (take_message(c, &m))
				break;
		if (got) {
			fetch_broke(c, "palais-fetch does not keep to the wire, and was ended");
			return;
		}
	}
}

/* -- parsers ------------------------------------------------------------------------- */

/* The parser of a get, started with its first bytes or at its end. When it
 * cannot be, the task ends with a document that says so. */
static bool has_parser(struct client *c, struct task *t)
{
	struct err err = {0};

	if (t->parser)
		return true;
	t->parser = parser_new(c->parse_path, &t->how, c->parse_seconds, &err);
	return t->parser;
}

/* Tells palais-fetch what the parser has taken. */
static void tell_more(struct client *c, struct task *t)
{
	struct wire_more more;

	t->owed += parser_taken(t->parser);
	if (!t->is_get || t->ended || t->owed < MORE_STEP || !c->fetch.pid)
		return;
	more.bytes = t->owed;
	t->owed = 0;
	wire_put(&c->out, WIRE_MORE, (uint32_t)t->id, &more, NULL);
	write_out(c);
}

static void take_doc(struct client *c, struct task *t)
{
	struct err err = {0};
	struct doc *doc;

	/* A get's document comes after its end, whenever the parser is done. */
	if (!t->parser || !parser_done(t->parser) || (t->is_get && !t->ended))
		return;
	doc = parser_take(t->parser, &err);
	tell_doc(c, t, doc, &err);
}

static void no_parser(struct client *c, struct task *t)
{
	struct err err = {0};
	char why[300];

	snprintf(why, sizeof why, "%.200s could not be started", c->parse_path);
	err_set(&err, ERR_FAILED, "%.250s: %s", t->url, why);
	tell_doc(c, t, parser_error_doc(t->how.base, t->how.name, why), &err);
}

/* The owner is through with an event: its bytes go on to the parser, so that
 * owner and parser both hold the line back. */
static void release(struct client *c, struct node *node)
{
	struct task *t = node ? find(c, node->event.id) : NULL;

	if (t && node->chunk) {
		if (has_parser(c, t)) {
			parser_add(t->parser, node->chunk);
			node->chunk = NULL;
			tell_more(c, t);
		} else {
			t->owed += node->chunk->len;
		}
	}
	if (t && node->event.kind == CLIENT_END) {
		if (has_parser(c, t)) {
			parser_end(t->parser);
			take_doc(c, t);
		} else {
			no_parser(c, t);
		}
	}
	if (node && node->event.kind == CLIENT_DOC)
		node->event.doc = NULL; /* the taker's */
	node_free(node);
}

/* -- the owner's verbs ------------------------------------------------------------------ */

static char *join_mirrors(const struct client_config *config, struct err *err)
{
	struct buf lines;
	char *all;

	buf_init(&lines, 32768);
	for (size_t i = 0; i < config->mirror_count; i++) {
		const char *rule = config->mirrors[i];

		if (!strchr(rule, '=') || !is_plain(rule, false)) {
			buf_done(&lines);
			err_set(err, ERR_USAGE, "mirror %s: not of the form FROM=TO", rule);
			return NULL;
		}
		buf_printf(&lines, "%s%s", i ? "\n" : "", rule);
	}
	all = buf_take(&lines);
	if (!all)
		err_set(err, ERR_USAGE, "too many mirrors");
	return all;
}

struct client *client_new(const struct client_config *config, struct err *err)
{
	struct client *c = calloc(1, sizeof *c);

	if (!c) {
		err_set(err, ERR_FAILED, "out of memory");
		return NULL;
	}
	c->fetch = CHILD_NONE;
	c->hello_by = -1;
	c->last = &c->first;
	c->offline = config->offline;
	c->parse_seconds = config->parse_seconds ? config->parse_seconds : CLIENT_PARSE_SECONDS;
	wire_reader_init(&c->in);
	buf_init(&c->out, OUT_MAX);
	c->mirrors = join_mirrors(config, err);
	c->fetch_path = copy(config->fetch_path);
	c->parse_path = copy(config->parse_path);
	if (c->mirrors && c->fetch_path && c->parse_path)
		return c;
	if (c->mirrors)
		err_set(err, ERR_USAGE, "the paths of the helpers are not known");
	client_free(c);
	return NULL;
}

void client_free(struct client *c)
{
	struct node *next;

	if (!c)
		return;
	while (c->tasks)
		task_forget(c, c->tasks);
	for (struct node *node = c->first; node; node = next) {
		next = node->next;
		node_free(node);
	}
	if (c->given && c->given->event.kind == CLIENT_DOC)
		c->given->event.doc = NULL;
	node_free(c->given);
	child_kill(&c->fetch);
	wire_reader_done(&c->in);
	buf_done(&c->out);
	free(c->fetch_path);
	free(c->parse_path);
	free(c->mirrors);
	free(c);
}

int client_get(struct client *c, const struct client_request *r, struct err *err)
{
	struct task *t = task_new(c);

	if (!t)
		return err_set(err, ERR_FAILED, "out of memory");
	t->is_get = true;
	t->url = copy(r->url);
	t->etag = copy(r->etag);
	t->last_modified = copy(r->last_modified);
	t->languages = copy(r->languages);
	t->max_bytes = r->max_bytes ? r->max_bytes : CLIENT_MAX_BODY;
	t->deadline_ms = 1000ull * (r->deadline_seconds ? r->deadline_seconds : CLIENT_DEADLINE);
	if (c->offline) {
		int id = t->id;

		fail_get(c, t, ERR_NETWORK, "offline");
		return id;
	}
	if (start_fetch(c, err) || send_get(c, t, err)) {
		task_forget(c, t);
		return -1;
	}
	write_out(c);
	return t->id;
}

int client_parse(struct client *c, const struct client_parse *how, struct err *err)
{
	struct task *t = task_new(c);

	if (!t)
		return err_set(err, ERR_FAILED, "out of memory");
	t->parser = parser_new(c->parse_path, how, c->parse_seconds, err);
	if (t->parser)
		return t->id;
	task_forget(c, t);
	return -1;
}

int client_parse_feed(struct client *c, int id, const char *bytes, size_t len, struct err *err)
{
	struct task *t = find(c, id);
	struct chunk *chunk;

	if (!t || t->is_get || !len)
		return 0; /* it is done already: it had enough */
	if (parser_queued(t->parser) > CLIENT_MAX_BODY - len)
		return err_set(err, ERR_FAILED, "too much for the parser at once");
	chunk = chunk_new(bytes, len);
	if (!chunk)
		return err_set(err, ERR_FAILED, "out of memory");
	parser_add(t->parser, chunk);
	return 0;
}

int client_parse_end(struct client *c, int id, struct err *err)
{
	struct task *t = find(c, id);

	(void)err;
	if (t && !t->is_get)
		parser_end(t->parser);
	return 0;
}

void client_cancel(struct client *c, int id)
{
	struct task *t = find(c, id);
	struct node **at = &c->first;

	while (*at) {
		struct node *node = *at;

		if (node->event.id != id) {
			at = &node->next;
			continue;
		}
		*at = node->next;
		node_free(node);
	}
	c->last = at;
	if (!t)
		return;
	if (t->is_get && !t->ended && c->fetch.pid) {
		wire_put(&c->out, WIRE_CANCEL, (uint32_t)id, NULL, NULL);
		write_out(c);
	}
	task_forget(c, t);
}

bool client_busy(const struct client *c)
{
	return c->tasks || c->first;
}

bool client_progress(const struct client *c, int id, uint64_t *got, int64_t *length)
{
	const struct task *t = find(c, id);

	if (!t || !t->is_get)
		return false;
	*got = t->got;
	*length = t->length;
	return true;
}

/* -- waiting ---------------------------------------------------------------------------- */

static void sooner(int64_t *first, int64_t deadline)
{
	if (deadline >= 0 && (*first < 0 || deadline < *first))
		*first = deadline;
}

static size_t fill_fds(struct client *c, struct pollfd *fds, size_t max, int *timeout_ms)
{
	int64_t first = -1, left;
	size_t n = 0;

	if (c->fetch.pid) {
		if (n < max)
			fds[n++] = (struct pollfd){.fd = c->fetch.out, .events = POLLIN};
		if (n < max && c->out.len && c->fetch.in >= 0)
			fds[n++] = (struct pollfd){.fd = c->fetch.in, .events = POLLOUT};
		sooner(&first, c->hello_by);
	}
	for (const struct task *t = c->tasks; t; t = t->next) {
		if (!t->parser)
			continue;
		n += parser_fds(t->parser, fds + n, max - n);
		sooner(&first, parser_deadline(t->parser));
	}
	*timeout_ms = -1;
	if (first >= 0) {
		left = first - client_now_ms();
		*timeout_ms = left < 0 ? 0 : (int)left;
	}
	if (c->fetch.pid && c->fetch.in < 0)
		*timeout_ms = 0;
	return n;
}

size_t client_fds(struct client *c, struct pollfd *fds, size_t max, int *timeout_ms)
{
	size_t n = fill_fds(c, fds, max, timeout_ms);

	if (c->first)
		*timeout_ms = 0;
	return n;
}

static void ready_fetch(struct client *c, const struct pollfd *fds, size_t count)
{
	bool in = false, out = false;

	for (size_t i = 0; i < count && c->fetch.pid; i++) {
		in = in || (fds[i].fd == c->fetch.in && fds[i].revents);
		out = out || (fds[i].fd == c->fetch.out && fds[i].revents);
	}
	if (in)
		write_out(c);
	if (out)
		hear_fetch(c);
	if (c->fetch.pid && c->fetch.in < 0)
		fetch_left(c); /* it listens no more */
	if (c->fetch.pid && c->hello_by >= 0 && client_now_ms() >= c->hello_by)
		fetch_broke(c, "palais-fetch does not say hello, and was ended");
}

void client_ready(struct client *c, const struct pollfd *fds, size_t count)
{
	struct task *t, *next;

	ready_fetch(c, fds, count);
	for (t = c->tasks; t; t = next) {
		next = t->next;
		if (!t->parser)
			continue;
		parser_ready(t->parser, fds, count);
		tell_more(c, t);
		take_doc(c, t);
	}
}

int client_next(struct client *c, struct client_event *event)
{
	struct node *given = c->given;

	c->given = NULL;
	release(c, given);
	if (!c->first)
		return 0;
	c->given = c->first;
	c->first = c->given->next;
	if (!c->first)
		c->last = &c->first;
	*event = c->given->event;
	return 1;
}

/* Polls once on all that there is, not longer than limit_ms (-1: none). */
static void poll_once(struct client *c, int limit_ms)
{
	size_t max = 2, count;
	struct pollfd *fds;
	int timeout;

	for (const struct task *t = c->tasks; t; t = t->next)
		max += 2;
	fds = calloc(max, sizeof *fds);
	if (!fds)
		return;
	count = fill_fds(c, fds, max, &timeout);
	if (limit_ms >= 0 && (timeout < 0 || timeout > limit_ms))
		timeout = limit_ms;
	if (poll(fds, count, timeout) < 0)
		for (size_t i = 0; i < count; i++)
			fds[i].revents = 0;
	client_ready(c, fds, count);
	free(fds);
}

int client_wait(struct client *c, struct client_event *event)
{
	while (!client_next(c, event)) {
		if (!client_busy(c))
			return 0;
		poll_once(c, -1);
	}
	return 1;
}

/* Takes the document of one task out of the queue, from among others' events. */
static bool take_event(struct client *c, int id, struct client_event *event)
{
	for (struct node **at = &c->first; *at; at = &(*at)->next) {
		struct node *node = *at;

		if (node->event.id != id)
			continue;
		*at = node->next;
		if (!node->next)
			c->last = at;
		*event = node->event;
		node->event.doc = NULL;
		node_free(node);
		return true;
	}
	return false;
}

/* One read of the descriptor into the parser: 1, 0 at its end, -1. */
static int feed_from(struct client *c, int id, int fd, struct err *err)
{
	char bytes[65536];
	ssize_t n;

	do
		n = read(fd, bytes, sizeof bytes);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		return err_set(err, ERR_FAILED, "reading failed: %s", strerror(errno));
	if (!n) {
		client_parse_end(c, id, err);
		return 0;
	}
	return client_parse_feed(c, id, bytes, (size_t)n, err) ? -1 : 1;
}

struct doc *client_parse_fd(struct client *c, int fd, const struct client_parse *how,
                            struct err *err)
{
	struct client_event event;
	bool more = true;
	int id = client_parse(c, how, err);

	if (id < 0)
		return NULL;
	while (!take_event(c, id, &event)) {
		struct task *t = find(c, id);
		bool hungry = more && t && parser_queued(t->parser) < AHEAD;

		if (hungry) {
			int got = feed_from(c, id, fd, err);

			more = got > 0;
			if (got < 0) {
				client_cancel(c, id);
				return NULL;
			}
		}
		poll_once(c, more && hungry ? 0 : -1);
	}
	return event.doc;
}
