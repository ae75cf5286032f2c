/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "fetch/helpers/client.h"

#include "fetch/helpers/internal.h"
#include "model/base/clock.h"
#include "model/base/utf8.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Bytes that a parser took are told to palais-fetch in steps of this. */
#define MORE_STEP (WIRE_WINDOW / 4)
#define OUT_MAX (64u << 20)

char *client_copy(const char *s)
{
	return s ? strdup(s) : NULL;
}

/* -- tasks and events ----------------------------------------------------------- */

struct task *client_task(const struct client *c, int id)
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
	t->id = t->wire_id = ++c->last_id;
	t->length = t->first = t->total = -1;
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

int client_how_copy(struct client_parse *to, const struct client_parse *from, struct err *err)
{
	struct client_parse how = {
		.type = client_copy(from->type),
		.charset = client_copy(from->charset),
		.coding = client_copy(from->coding),
		.base = client_copy(from->base),
		.name = client_copy(from->name),
		.whole = from->whole,
		.part = from->part,
	};

	forget_how(to);
	*to = how;
	if (!how.type != !from->type || !how.charset != !from->charset ||
	    !how.coding != !from->coding || !how.base != !from->base || !how.name != !from->name)
		return err_set(err, ERR_FAILED, "out of memory");
	return 0;
}

static void forget_asked(struct client_request *r)
{
	free((char *)r->url);
	free((char *)r->etag);
	free((char *)r->last_modified);
	free((char *)r->languages);
	free((char *)r->encoding);
	free((char *)r->if_range);
	free((char *)r->named_by);
	memset(r, 0, sizeof *r);
}

/* What is asked, with the defaults filled in. */
static void keep_asked(struct task *t, const struct client_request *r)
{
	struct client_request asked = *r;

	asked.url = client_copy(r->url);
	asked.etag = client_copy(r->etag);
	asked.last_modified = client_copy(r->last_modified);
	asked.languages = client_copy(r->languages);
	asked.encoding = client_copy(r->encoding);
	asked.if_range = client_copy(r->if_range);
	asked.named_by = client_copy(r->named_by);
	asked.max_bytes = r->max_bytes ? r->max_bytes : CLIENT_MAX_BODY;
	asked.deadline_seconds = r->deadline_seconds ? r->deadline_seconds : CLIENT_DEADLINE;
	forget_asked(&t->asked);
	t->asked = asked;
}

void client_task_forget(struct client *c, struct task *t)
{
	struct task **at = &c->tasks;

	while (*at != t)
		at = &(*at)->next;
	*at = t->next;
	parser_free(t->parser);
	client_before_forget(t);
	forget_how(&t->how);
	forget_asked(&t->asked);
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
struct node *client_tell(struct client *c, enum client_event_kind kind, int id)
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

void client_tell_end(struct client *c, struct task *t, const struct wire_end *end,
                     const struct err *err)
{
	struct node *node = client_tell(c, CLIENT_END, t->id);
	bool more = t->body && !t->asked.bytes_alone && (end->whole || t->got);

	t->ended = true;
	if (node) {
		node->event.whole = end->whole;
		node->event.limited = end->limited;
		node->event.overrun = end->overrun;
		node->event.down = end->down;
		node->event.up = end->up;
		node->event.more = more;
		node->event.err = *err;
	}
	if (!node && !more)
		client_task_forget(c, t);
}

/* The task's document, which is its last event. */
static void tell_doc(struct client *c, struct task *t, struct doc *doc, const struct err *err)
{
	struct node *node = client_tell(c, CLIENT_DOC, t->id);

	if (node) {
		node->event.doc = doc;
		node->event.err = *err;
	} else {
		doc_free(doc);
	}
	client_task_forget(c, t);
}

/* -- parsers ------------------------------------------------------------------------- */

/* The parser of a get, started with its first bytes or at its end. When it
 * cannot be, the task ends with a document that says so. */
bool client_has_parser(struct client *c, struct task *t)
{
	struct err err = {0};

	if (t->parser)
		return true;
	t->parser = parser_new(&c->programs, &t->how, c->parse_seconds, &err);
	return t->parser;
}

/* Tells palais-fetch what the parser has taken. */
static void tell_more(struct client *c, struct task *t)
{
	struct wire_more more;

	if (t->parser)
		t->owed += client_before_count(t, parser_taken(t->parser));
	if (!t->is_get || t->ended || t->owed < MORE_STEP || !c->fetch.pid)
		return;
	more.bytes = t->owed;
	t->owed = 0;
	wire_put(&c->out, WIRE_MORE, (uint32_t)t->wire_id, &more, NULL);
	client_fetch_write(c);
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

	snprintf(why, sizeof why, "%.200s could not be started", c->programs.path);
	err_set(&err, ERR_FAILED, "%.250s: %s", t->asked.url, why);
	tell_doc(c, t, parser_error_doc(t->how.base, t->how.name, why), &err);
}

/* The owner is through with an event: its bytes go on to the parser, so that
 * owner and parser both hold the line back. */
static void release(struct client *c, struct node *node)
{
	struct task *t = node ? client_task(c, node->event.id) : NULL;

	if (t && node->chunk) {
		if (!t->asked.bytes_alone && client_has_parser(c, t)) {
			client_before_add(t, node->chunk);
			node->chunk = NULL;
		} else {
			t->owed += node->chunk->len;
		}
		tell_more(c, t);
	}
	if (t && node->event.kind == CLIENT_END) {
		if (!node->event.more) {
			client_task_forget(c, t);
		} else if (client_has_parser(c, t)) {
			client_before_end(t);
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

		if (!strchr(rule, '=') || !utf8_is_clean(rule, strlen(rule), false)) {
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
	c->public_only = config->public_only;
	c->parse_seconds = config->parse_seconds ? config->parse_seconds : CLIENT_PARSE_SECONDS;
	wire_reader_init(&c->in);
	buf_init(&c->out, OUT_MAX);
	c->mirrors = join_mirrors(config, err);
	c->fetch_path = client_copy(config->fetch_path);
	if (config->parse_path && parse_programs_init(&c->programs, config->parse_path) == 0 &&
	    c->mirrors && c->fetch_path)
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
		client_task_forget(c, c->tasks);
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
	parse_programs_done(&c->programs);
	free(c->mirrors);
	free(c);
}

/* Asks palais-fetch for what the task keeps; its id, or -1 and it is no more. */
static int ask(struct client *c, struct task *t, struct err *err)
{
	if (c->offline) {
		client_fail(c, t, ERR_NETWORK, "offline");
		return t->id;
	}
	if (client_fetch_start(c, err) || client_fetch_get(c, t, err)) {
		client_task_forget(c, t);
		return -1;
	}
	client_fetch_write(c);
	return t->id;
}

int client_get(struct client *c, const struct client_request *r, struct err *err)
{
	struct task *t = task_new(c);

	if (!t)
		return err_set(err, ERR_FAILED, "out of memory");
	t->is_get = true;
	keep_asked(t, r);
	return ask(c, t, err);
}

int client_parse(struct client *c, const struct client_parse *how, struct err *err)
{
	struct task *t = task_new(c);

	if (!t)
		return err_set(err, ERR_FAILED, "out of memory");
	if (client_how_copy(&t->how, how, err) == 0)
		t->parser = parser_new(&c->programs, how, c->parse_seconds, err);
	if (t->parser)
		return t->id;
	client_task_forget(c, t);
	return -1;
}

int client_parse_like(struct client *c, int id, struct err *err)
{
	const struct task *t = client_task(c, id);

	struct client_parse how;

	if (!t)
		return err_set(err, ERR_FAILED, "it has ended");
	how = t->how;
	how.part = true;
	return client_parse(c, &how, err);
}

int client_parse_feed(struct client *c, int id, const char *bytes, size_t len, struct err *err)
{
	struct task *t = client_task(c, id);
	struct chunk *chunk;

	if (!t || t->is_get || !len)
		return 0; /* it is done already: it had enough */
	if (parser_queued(t->parser) > CLIENT_MAX_BODY - len)
		return err_set(err, ERR_FAILED, "too much for the parser at once");
	chunk = chunk_new(bytes, len);
	if (!chunk)
		return err_set(err, ERR_FAILED, "out of memory");
	client_before_add(t, chunk);
	return 0;
}

int client_parse_end(struct client *c, int id, struct err *err)
{
	struct task *t = client_task(c, id);

	(void)err;
	if (t && !t->is_get)
		client_before_end(t);
	return 0;
}

/* Forgets what waits to be told of a task; the bytes among it go to last, if any. */
static void forget_events(struct client *c, int id, client_last *last, void *payload)
{
	struct node **at = &c->first;

	while (*at) {
		struct node *node = *at;

		if (node->event.id != id) {
			at = &node->next;
			continue;
		}
		*at = node->next;
		if (last && node->chunk)
			last(payload, node->chunk->bytes, node->chunk->len);
		node_free(node);
	}
	c->last = at;
}

/* palais-fetch need not go on with it. */
static void call_off(struct client *c, const struct task *t)
{
	if (!t->is_get || t->ended || !c->fetch.pid)
		return;
	wire_put(&c->out, WIRE_CANCEL, (uint32_t)t->wire_id, NULL, NULL);
	client_fetch_write(c);
}

void client_cancel_after(struct client *c, int id, client_last *last, void *payload)
{
	struct task *t = client_task(c, id);

	/* what waits in the pipe has come as well */
	if (last && t && t->is_get && !t->ended && c->fetch.pid)
		client_fetch_hear(c);
	t = client_task(c, id);
	forget_events(c, id, last, payload);
	if (!t)
		return;
	call_off(c, t);
	client_task_forget(c, t);
}

void client_cancel(struct client *c, int id)
{
	client_cancel_after(c, id, NULL, NULL);
}

/* As it was before anything came of it. */
static void begin_anew(struct client *c, struct task *t)
{
	parser_free(t->parser);
	t->parser = NULL;
	client_before_forget(t);
	forget_how(&t->how);
	t->answered = t->again = t->ended = t->over = t->body = false;
	t->got = t->owed = 0;
	t->length = t->first = t->total = -1;
	t->wire_id = ++c->last_id;
}

int client_get_again(struct client *c, int id, const struct client_request *r, struct err *err)
{
	struct task *t = client_task(c, id);

	if (!t || !t->is_get)
		return err_set(err, ERR_FAILED, "no longer there");
	call_off(c, t);
	forget_events(c, id, NULL, NULL);
	if (c->given && c->given->event.id == id)
		c->given->event.id = 0; /* what the owner borrows stays; nothing comes of it */
	begin_anew(c, t);
	keep_asked(t, r);
	return ask(c, t, err) < 0 ? -1 : 0;
}

bool client_busy(const struct client *c)
{
	const struct task *t = c->tasks;

	while (t && t->over)
		t = t->next;
	return t || c->first;
}

void client_wake(struct client *c)
{
	struct err err = {0};

	if (!c->offline)
		client_fetch_start(c, &err);
}

bool client_progress(const struct client *c, int id, uint64_t *got, int64_t *length)
{
	const struct task *t = client_task(c, id);

	uint64_t before;

	if (!t || !t->is_get || t->over)
		return false;
	before = t->first > 0 ? (uint64_t)t->first : t->before.size;
	*got = before + t->got;
	*length = t->length;
	if (t->total >= 0)
		*length = t->total;
	else if (t->length >= 0 && before <= INT64_MAX / 2)
		*length = (int64_t)before + t->length;
	return true;
}

uint64_t client_came(const struct client *c, int id)
{
	const struct task *t = client_task(c, id);

	return t && t->is_get ? t->got : 0;
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
		sooner(&first, client_fetch_deadline(c));
	}
	for (const struct task *t = c->tasks; t; t = t->next) {
		if (!t->parser)
			continue;
		n += parser_fds(t->parser, fds + n, max - n);
		sooner(&first, client_before_waits(t) ? 0 : parser_deadline(t->parser));
	}
	*timeout_ms = -1;
	if (first >= 0) {
		left = first - clock_ms();
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

void client_ready(struct client *c, const struct pollfd *fds, size_t count)
{
	struct task *t, *next;

	client_fetch_ready(c, fds, count);
	for (t = c->tasks; t; t = next) {
		next = t->next;
		if (!t->parser)
			continue;
		parser_ready(t->parser, fds, count);
		client_before_go_on(c, t);
		tell_more(c, t);
		take_doc(c, t);
	}
}

/* What was put before a body is parsed though nothing came after it. */
static void settle_end(struct client *c, struct client_event *end)
{
	struct task *t = client_task(c, end->id);

	if (!t)
		return;
	end->more = end->more || (t->body && t->before.read);
	t->over = !end->more;
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
	if (c->given->event.kind == CLIENT_END)
		settle_end(c, &c->given->event);
	*event = c->given->event;
	return 1;
}

void client_poll_once(struct client *c, int limit_ms)
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
		client_poll_once(c, -1);
	}
	return 1;
}

bool client_take_event(struct client *c, int id, struct client_event *event)
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
