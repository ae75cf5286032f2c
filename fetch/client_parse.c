#include "config.h"

#include "fetch/client_int.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

struct parser {
	struct child child;
	struct chunk *first, **last; /* waiting to be written */
	size_t sent;                 /* bytes of the first that were */
	size_t queued;
	uint64_t taken;
	bool ended;  /* the owner has no more */
	bool deaf;   /* the child reads no more: what comes is dropped */
	bool done;
	int64_t wait_ms;
	int64_t deadline; /* -1: it has nothing to do */
	struct buf out;
	struct doc *doc;
	struct err err;
	char *url, *name;
};

struct chunk *chunk_new(const char *bytes, size_t len)
{
	struct chunk *chunk = malloc(sizeof *chunk + len);

	if (!chunk)
		return NULL;
	chunk->next = NULL;
	chunk->len = len;
	memcpy(chunk->bytes, bytes, len);
	return chunk;
}

int64_t client_now_ms(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

/* -- error documents --------------------------------------------------------- */

struct doc *parser_error_doc(const char *url, const char *name, const char *why)
{
	struct doc_maker *m = doc_maker_new(0);
	const char *what = url && *url ? url : name && *name ? name : "document";

	if (!m)
		return NULL;
	doc_add_fact(m, DOC_TITLE, what);
	doc_add_fact(m, DOC_ERROR, why);
	doc_add_fact(m, DOC_LANGUAGE, "en");
	if (url)
		doc_add_fact(m, DOC_URL, url);
	doc_begin(m, DOC_HEADING);
	doc_attr(m, "level", "1");
	doc_add_str(m, "This document could not be read");
	doc_begin(m, DOC_PARAGRAPH);
	doc_add_str(m, "Why: ");
	doc_add_str(m, why);
	doc_add_str(m, ".");
	doc_begin(m, DOC_PARAGRAPH);
	doc_add_str(m, "The bytes that came are kept as they are.");
	return doc_finish(m, NULL);
}

static void drop_queue(struct parser *p)
{
	struct chunk *next;

	for (struct chunk *chunk = p->first; chunk; chunk = next) {
		next = chunk->next;
		free(chunk);
	}
	p->taken += p->queued;
	p->first = NULL;
	p->last = &p->first;
	p->queued = p->sent = 0;
}

/* The end, with an error document in place of the child's. */
static void fail(struct parser *p, const char *why)
{
	child_kill(&p->child);
	drop_queue(p);
	p->done = true;
	p->deadline = -1;
	p->doc = parser_error_doc(p->url, p->name, why);
	err_set(&p->err, ERR_FAILED, "%.250s: %s",
	        p->url ? p->url : p->name ? p->name : "document", why);
}

/* -- starting ---------------------------------------------------------------- */

static size_t add_option(const char **argv, size_t n, const char *option, const char *value)
{
	if (!value || !*value)
		return n;
	argv[n++] = option;
	argv[n++] = value;
	return n;
}

static int start(struct parser *p, const char *path, const struct client_parse *how,
                 struct err *err)
{
	const char *argv[12] = {"palais-parse"};
	size_t n = 1;

	n = add_option(argv, n, "--type", how->type);
	n = add_option(argv, n, "--charset", how->charset);
	n = add_option(argv, n, "--coding", how->coding);
	n = add_option(argv, n, "--base", how->base);
	n = add_option(argv, n, "--name", how->name);
	argv[n] = NULL;
	return child_start(&p->child, path, argv, err);
}

struct parser *parser_new(const char *path, const struct client_parse *how, unsigned seconds,
                          struct err *err)
{
	struct parser *p = calloc(1, sizeof *p);

	if (!p) {
		err_set(err, ERR_FAILED, "out of memory");
		return NULL;
	}
	p->child = CHILD_NONE;
	p->last = &p->first;
	p->deadline = -1;
	p->wait_ms = (int64_t)seconds * 1000;
	p->url = how->base ? strdup(how->base) : NULL;
	p->name = how->name ? strdup(how->name) : NULL;
	buf_init(&p->out, DOC_MAX);
	if (start(p, path, how, err)) {
		parser_free(p);
		return NULL;
	}
	return p;
}

void parser_free(struct parser *p)
{
	if (!p)
		return;
	child_kill(&p->child);
	drop_queue(p);
	buf_done(&p->out);
	doc_free(p->doc);
	free(p->url);
	free(p->name);
	free(p);
}

/* -- feeding ------------------------------------------------------------------ */

/* The clock runs while the child has something to do: bytes to take, or all of
 * them to work on. Each step that it makes winds it up again. */
static void wind(struct parser *p)
{
	p->deadline = p->first || p->ended ? client_now_ms() + p->wait_ms : -1;
}

static void took(struct parser *p, size_t n)
{
	struct chunk *chunk = p->first;

	p->sent += n;
	p->queued -= n;
	p->taken += n;
	if (p->sent < chunk->len)
		return;
	p->first = chunk->next;
	if (!p->first)
		p->last = &p->first;
	p->sent = 0;
	free(chunk);
}

static void feed(struct parser *p)
{
	bool moved = false;

	while (p->first) {
		ssize_t n = child_write(&p->child, p->first->bytes + p->sent,
		                        p->first->len - p->sent);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 && errno == EAGAIN)
			break;
		if (n < 0) {
			/* It may have all that it needs: its output tells. */
			p->deaf = true;
			drop_queue(p);
			break;
		}
		took(p, (size_t)n);
		moved = true;
	}
	if (p->ended && !p->first && p->child.in >= 0) {
		child_close_in(&p->child);
		moved = true;
	}
	if (moved)
		wind(p);
}

void parser_add(struct parser *p, struct chunk *chunk)
{
	if (p->deaf || p->done || !chunk->len) {
		p->taken += chunk->len;
		free(chunk);
		return;
	}
	if (!p->first)
		p->deadline = client_now_ms() + p->wait_ms;
	chunk->next = NULL;
	*p->last = chunk;
	p->last = &chunk->next;
	p->queued += chunk->len;
	feed(p);
}

void parser_end(struct parser *p)
{
	if (p->ended || p->done)
		return;
	p->ended = true;
	wind(p);
	feed(p);
}

size_t parser_queued(const struct parser *p)
{
	return p->queued;
}

uint64_t parser_taken(struct parser *p)
{
	uint64_t taken = p->taken;

	p->taken = 0;
	return taken;
}

/* -- listening ------------------------------------------------------------------ */

/* Its output is complete. A document that reads well is good however the child
 * went; of one that does not, the child's end is the cause worth telling. */
static void conclude(struct parser *p)
{
	struct err err = {0};
	struct buf why;
	bool killed;
	int status = child_reap(&p->child, &killed);

	drop_queue(p);
	p->doc = doc_read(p->out.bytes, p->out.len, &err);
	if (p->doc) {
		p->done = true;
		p->deadline = -1;
		if (*doc_fact(p->doc, DOC_ERROR))
			err_set(&p->err, ERR_FAILED, "%.250s: %s",
			        p->url ? p->url : p->name ? p->name : "document",
			        doc_fact(p->doc, DOC_ERROR));
		return;
	}
	buf_init(&why, 600);
	if (killed || !status) {
		buf_printf(&why, "what the parser printed is not a document (%s)", err.text);
	} else {
		buf_str(&why, "the parser ");
		child_explain(&why, status);
	}
	fail(p, why.bytes);
	buf_done(&why);
}

static void listen_to(struct parser *p)
{
	for (;;) {
		size_t left = DOC_MAX - p->out.len;
		char *room = left ? buf_room(&p->out, left < 65536 ? left : 65536) : NULL;
		ssize_t n;

		if (!room) {
			fail(p, left ? "out of memory" : "the parser printed more than a document holds");
			return;
		}
		n = read(p->child.out, room, left < 65536 ? left : 65536);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 && errno == EAGAIN)
			return;
		if (n <= 0) {
			conclude(p);
			return;
		}
		buf_grown(&p->out, (size_t)n);
	}
}

size_t parser_fds(const struct parser *p, struct pollfd *fds, size_t max)
{
	size_t n = 0;

	if (p->done)
		return 0;
	if (n < max)
		fds[n++] = (struct pollfd){.fd = p->child.out, .events = POLLIN};
	if (n < max && p->first)
		fds[n++] = (struct pollfd){.fd = p->child.in, .events = POLLOUT};
	return n;
}

int64_t parser_deadline(const struct parser *p)
{
	return p->deadline;
}

void parser_ready(struct parser *p, const struct pollfd *fds, size_t count)
{
	bool in = false, out = false;
	char why[80];

	for (size_t i = 0; i < count && !p->done; i++) {
		in = in || (fds[i].fd == p->child.in && fds[i].revents);
		out = out || (fds[i].fd == p->child.out && fds[i].revents);
	}
	if (in && !p->done)
		feed(p);
	if (out && !p->done)
		listen_to(p);
	if (p->done || p->deadline < 0 || client_now_ms() < p->deadline)
		return;
	snprintf(why, sizeof why, "the parser was not done after %d s, and was ended",
	         (int)(p->wait_ms / 1000));
	fail(p, why);
}

bool parser_done(const struct parser *p)
{
	return p->done;
}

struct doc *parser_take(struct parser *p, struct err *err)
{
	struct doc *doc = p->doc;

	*err = p->err;
	p->doc = NULL;
	return doc;
}
