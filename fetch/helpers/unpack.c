/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "fetch/helpers/unpack.h"

#include "fetch/helpers/internal.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PIECE 65536u
/* The child works for as long as it says something or takes something. */
#define SILENCE_MS 60000

struct unpack {
	struct child child;
	struct wire_reader in;
	int fd;
	char piece[PIECE];
	size_t at, len; /* of the piece, what the child has not taken */
	uint64_t read;
	bool greeted;
	uint32_t last; /* number of the last record that ended */
	uint32_t open; /* of the one that began and has not ended; 0 */
	bool over;
	char text[sizeof((struct err *)0)->text];
};

struct unpack *unpack_new(const struct client *c, int fd, struct err *err)
{
	const char *const argv[] = {"palais-parse", WIRE_APART, NULL};
	struct unpack *u = calloc(1, sizeof *u);

	if (!u) {
		err_set(err, ERR_FAILED, "out of memory");
		return NULL;
	}
	u->fd = fd;
	u->child = CHILD_NONE;
	wire_reader_init(&u->in);
	if (child_start(&u->child, NULL, c->programs.path, argv, err) < 0) {
		unpack_free(u);
		return NULL;
	}
	return u;
}

void unpack_free(struct unpack *u)
{
	if (!u)
		return;
	child_kill(&u->child);
	wire_reader_done(&u->in);
	free(u);
}

uint64_t unpack_read(const struct unpack *u)
{
	return u->read;
}

/* -- bytes ------------------------------------------------------------------------ */

/* As much as the child takes; one that takes no more has had enough. */
static int feed(struct unpack *u, struct err *err)
{
	ssize_t n;

	if (u->at == u->len) {
		do
			n = read(u->fd, u->piece, sizeof u->piece);
		while (n < 0 && errno == EINTR);
		if (n < 0)
			return err_set(err, ERR_FAILED, "reading failed: %s", strerror(errno));
		u->at = 0;
		u->len = (size_t)n;
		if (!n) {
			child_close_in(&u->child);
			return 0;
		}
	}
	n = child_write(&u->child, u->piece + u->at, u->len - u->at);
	if (n > 0) {
		u->at += (size_t)n;
		u->read += (size_t)n;
	} else if (n < 0 && errno != EAGAIN && errno != EINTR) {
		child_close_in(&u->child);
	}
	return 0;
}

static int gone(struct unpack *u, struct err *err)
{
	bool killed;
	int status = child_reap(&u->child, &killed);
	struct buf why;

	buf_init(&why, 600);
	buf_str(&why, "the parser ");
	child_explain(&why, status);
	err_set(err, ERR_FAILED, "%s", why.bytes);
	buf_done(&why);
	return -1;
}

/* Waits until something can be done, and does it. */
static int pump(struct unpack *u, struct err *err)
{
	struct pollfd fds[2] = {{.fd = u->child.out, .events = POLLIN},
	                        {.fd = u->child.in, .events = POLLOUT}};
	int n = poll(fds, u->child.in < 0 ? 1 : 2, SILENCE_MS);
	long got;

	if (n < 0 && errno == EINTR)
		return 0;
	if (n <= 0) {
		child_kill(&u->child);
		return err_set(err, ERR_FAILED, "the parser is silent");
	}
	if (u->child.in >= 0 && fds[1].revents && feed(u, err) < 0)
		return -1;
	if (!fds[0].revents)
		return 0;
	got = wire_read(&u->in, u->child.out);
	if (got < 0 && (errno == EAGAIN || errno == EINTR))
		return 0;
	return got > 0 ? 0 : gone(u, err);
}

/* -- messages --------------------------------------------------------------------- */

static int refuse(struct err *err)
{
	return err_set(err, ERR_FAILED, "what the parser says is not in order");
}

static int take_hello(struct unpack *u, const struct wire_message *m, struct err *err)
{
	struct wire_hello hello;

	if (u->greeted || wire_get_values(m, &hello, err) < 0 || hello.version != WIRE_VERSION)
		return refuse(err);
	u->greeted = true;
	return 0;
}

static int take_end(struct unpack *u, const struct wire_message *m, struct unpack_event *e,
                    struct err *err)
{
	struct wire_end end;

	if (wire_get_values(m, &end, err) < 0)
		return -1;
	if (u->open ? m->id != u->open : m->id && m->id != u->last + 1)
		return refuse(err);
	strncpy(u->text, end.text ? end.text : "", sizeof u->text - 1);
	if (!m->id) {
		u->over = true;
		return end.code ? err_set(err, ERR_FAILED, "%s", u->text) : 0;
	}
	/* only what began can be whole, and what began was wanted */
	if ((end.whole && !u->open) || (!end.whole && !end.code && u->open))
		return refuse(err);
	u->last = m->id;
	u->open = 0;
	*e = (struct unpack_event){.kind = UNPACK_END, .whole = end.whole};
	if (end.code)
		err_set(&e->err, ERR_FAILED, "%s", u->text);
	else if (!end.whole)
		e->passed = u->text;
	return 1;
}

/* 1 with an event, 0 without. */
static int take_message(struct unpack *u, const struct wire_message *m, struct unpack_event *e,
                        struct err *err)
{
	if (m->type == WIRE_HELLO || !u->greeted)
		return m->type == WIRE_HELLO ? take_hello(u, m, err) : refuse(err);
	if (m->type == WIRE_END)
		return take_end(u, m, e, err);
	if (m->type == WIRE_RECORD && !u->open && m->id == u->last + 1) {
		*e = (struct unpack_event){.kind = UNPACK_RECORD};
		u->open = m->id;
		return wire_get_values(m, &e->record, err) < 0 ? -1 : 1;
	}
	if (m->type != WIRE_BODY || !u->open || m->id != u->open)
		return refuse(err);
	*e = (struct unpack_event){.kind = UNPACK_BODY, .bytes = m->payload, .len = m->len};
	return 1;
}

int unpack_next(struct unpack *u, struct unpack_event *event, struct err *err)
{
	struct wire_message m;

	for (;;) {
		int rc = wire_next(&u->in, &m, err);

		if (rc > 0)
			rc = take_message(u, &m, event, err);
		else if (rc == 0)
			rc = pump(u, err);
		if (rc || u->over)
			return rc;
	}
}
