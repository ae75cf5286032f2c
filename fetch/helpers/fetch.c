/* SPDX-License-Identifier: ISC */
/* The side of the client that speaks with palais-fetch. */
#include "config.h"

#include "fetch/helpers/internal.h"
#include "fetch/wire/errand.h"
#include "fetch/wire/mirrors.h"
#include "model/base/clock.h"
#include "model/base/messages.h"
#include "model/base/public.h"
#include "model/base/url.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* palais-fetch says hello at once, or never. */
#define HELLO_MS 15000
/* Every get that it works on ends by its deadline, and is told of. One that
 * says nothing for the longest deadline and this more works on none. */
#define SILENCE_MS 30000

/* -- asking palais-fetch ---------------------------------------------------------- */

void client_fetch_write(struct client *c)
{
	while (c->written < c->out.len) {
		ssize_t n =
			child_write(&c->fetch, c->out.bytes + c->written, c->out.len - c->written);

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

static uint64_t deadline_ms(const struct task *t)
{
	return 1000ull * t->asked.deadline_seconds;
}

int client_fetch_get(struct client *c, const struct task *t, struct err *err)
{
	const struct client_request *r = &t->asked;
	struct wire_get get = {
		.url = r->url,
		.etag = r->etag,
		.last_modified = r->last_modified,
		.languages = r->languages,
		.mirrors = c->mirrors,
		.encoding = r->encoding,
		.if_range = r->if_range,
		.named_by = r->named_by,
		.from = r->from,
		.limit = r->limit,
		.closed = r->closed,
		.loose = r->loose,
		.head_only = r->head_only,
		.max_bytes = r->max_bytes,
		.deadline_ms = deadline_ms(t),
	};

	c->heard = clock_ms();
	return wire_put(&c->out, WIRE_GET, (uint32_t)t->wire_id, &get, err);
}

int client_fetch_start(struct client *c, struct err *err)
{
	const char *const argv[] = {"palais-fetch", c->public_only ? "--public" : NULL, NULL};
	struct wire_hello hello = {WIRE_VERSION};

	if (c->fetch.pid)
		return 0;
	if (child_start(&c->fetch, NULL, c->fetch_path, argv, err))
		return -1;
	wire_reader_done(&c->in);
	wire_reader_init(&c->in);
	buf_reset(&c->out);
	c->written = 0;
	c->greeted = false;
	c->hello_by = clock_ms() + HELLO_MS;
	return wire_put(&c->out, WIRE_HELLO, 0, &hello, err);
}

void client_fail(struct client *c, struct task *t, enum err_code code, const char *why)
{
	struct wire_end end = {0};
	struct err err = {0};

	err_set(&err, code, "%.300s: %s", t->asked.url, why);
	client_tell_end(c, t, &end, &err);
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
			if (!client_fetch_start(c, &err) && !client_fetch_get(c, t, &err))
				continue;
			why = err.text;
		}
		client_fail(c, t, ERR_FAILED, why);
	}
	if (c->fetch.pid)
		client_fetch_write(c);
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

static int64_t number(uint64_t n)
{
	return n == UINT64_MAX ? -1 : (int64_t)n;
}

/* Moves all strings of the message into one piece of memory. */
static struct head *head_copy(const struct wire_head *w, const char *mirror)
{
	const char *from[] = {w->url,           w->type, w->charset, w->coding, w->etag,
	                      w->last_modified, w->date, w->headers, mirror};
	struct head *h;
	const char **to[9];
	size_t size = 0;
	char *at;

	for (size_t i = 0; i < 9; i++)
		size += (from[i] ? strlen(from[i]) : 0) + 1;
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
	to[8] = &h->head.mirror;
	at = h->bytes;
	for (size_t i = 0; i < 9; i++) {
		size_t n = from[i] ? strlen(from[i]) : 0;

		*to[i] = at;
		memcpy(at, from[i] ? from[i] : "", n);
		at[n] = '\0';
		at += n + 1;
	}
	h->head.status = (int)w->status;
	h->head.length = number(w->length);
	h->head.first = h->head.last = h->head.total = -1;
	h->head.permanent = w->permanent;
	if (w->status != 206)
		return h;
	h->head.first = number(w->first);
	h->head.last = number(w->last);
	h->head.total = number(w->total);
	return h;
}

/* What the parser is told; a type that says nothing leaves it the name. */
static void set_how(struct task *t, const struct client_head *head)
{
	bool silent = !*head->type || !strcmp(head->type, "application/octet-stream") ||
	              !strcmp(head->type, "binary/octet-stream");

	t->how.type = silent ? NULL : client_copy(head->type);
	t->how.charset = client_copy(head->charset);
	t->how.coding = client_copy(head->coding);
	t->how.base = client_copy(head->url);
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

/* Whether a document may be from there, when this was asked for: palais-fetch would not
 * have gone. */
static bool may_be_from(const struct client_request *asked, const char *url)
{
	if (!errand_keeps_secret(asked->url, url) || !errand_may(url, asked->named_by))
		return false;
	return url_is_public(url) || !url_is_public(asked->url);
}

static int take_head(struct client *c, struct task *t, const struct wire_message *m)
{
	struct wire_head w;
	struct node *node;
	struct head *h;
	char *mirror;

	if (wire_get_values(m, &w, NULL))
		return -1;
	if (!t)
		return 0;
	if (t->answered || !may_be_from(&t->asked, w.url))
		return -1;
	mirror = mirrors_map(c->mirrors, w.url);
	h = head_copy(&w, mirror);
	free(mirror);
	node = h ? client_tell(c, CLIENT_HEAD, t->id) : NULL;
	if (!node) {
		free(h);
		return -1;
	}
	node->head = h;
	node->event.head = &h->head;
	t->answered = true;
	t->length = h->head.length;
	t->first = h->head.first;
	t->total = h->head.total;
	t->body = !t->asked.head_only && w.status <= 299 && w.status != 204 && w.status != 205;
	if (t->body)
		set_how(t, &h->head);
	return 0;
}

static int take_body(struct client *c, struct task *t, const struct wire_message *m)
{
	struct node *node;

	if (!t)
		return 0;
	if (!t->body || m->len > t->asked.max_bytes - t->got)
		return -1;
	node = client_tell(c, CLIENT_BODY, t->id);
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

	if (wire_get_values(m, &end, NULL))
		return -1;
	if (!t)
		return 0;
	if ((end.whole || end.limited) && !t->answered)
		return -1;
	if (end.limited && (!t->asked.limit || t->got < t->asked.limit))
		return -1;
	if (end.code || !(end.whole || end.limited))
		err_set(&err, end.code ? (enum err_code)end.code : ERR_NETWORK, "%s",
		        end.text ? end.text : _("no answer"));
	client_tell_end(c, t, &end, &err);
	return 0;
}

static int (*const takers[])(struct client *, struct task *, const struct wire_message *) = {
	[WIRE_HELLO] = take_hello,
	[WIRE_HEAD] = take_head,
	[WIRE_BODY] = take_body,
	[WIRE_END] = take_end,
	[WIRE_RECORD] = NULL, /* none of palais-fetch */
};

static struct task *task_on_wire(const struct client *c, uint32_t id)
{
	struct task *t = c->tasks;

	while (t && (uint32_t)t->wire_id != id)
		t = t->next;
	return t;
}

/* A message about a task that was cancelled, or asked anew, finds none, and is dropped. */
static int take_message(struct client *c, const struct wire_message *m)
{
	struct task *t = task_on_wire(c, m->id);

	if (!takers[m->type] || (!c->greeted && m->type != WIRE_HELLO))
		return -1;
	if (m->id > (uint32_t)c->last_id || (t && (!t->is_get || t->ended)))
		return -1;
	return takers[m->type](c, t, m);
}

void client_fetch_hear(struct client *c)
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
		c->heard = clock_ms();
		while ((got = wire_next(&c->in, &m, &err)) > 0)
			if (take_message(c, &m))
				break;
		if (got) {
			fetch_broke(c, _("palais-fetch does not keep to the wire, and was ended"));
			return;
		}
	}
}

int64_t client_fetch_deadline(const struct client *c)
{
	uint64_t longest = 0;

	if (!c->fetch.pid)
		return -1;
	if (c->hello_by >= 0)
		return c->hello_by;
	for (const struct task *t = c->tasks; t; t = t->next)
		if (t->is_get && !t->ended && deadline_ms(t) > longest)
			longest = deadline_ms(t);
	return longest ? c->heard + (int64_t)longest + SILENCE_MS : -1;
}

void client_fetch_ready(struct client *c, const struct pollfd *fds, size_t count)
{
	bool in = false, out = false;
	int64_t deadline;

	for (size_t i = 0; i < count && c->fetch.pid; i++) {
		in = in || (fds[i].fd == c->fetch.in && fds[i].revents);
		out = out || (fds[i].fd == c->fetch.out && fds[i].revents);
	}
	if (in)
		client_fetch_write(c);
	if (out)
		client_fetch_hear(c);
	if (c->fetch.pid && c->fetch.in < 0)
		fetch_left(c); /* it listens no more */
	deadline = client_fetch_deadline(c);
	if (deadline >= 0 && clock_ms() >= deadline)
		fetch_broke(c, _("palais-fetch says nothing more, and was ended"));
}
