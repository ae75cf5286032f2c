/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "fetch/helpers/undo.h"

#include "fetch/wire/child.h"
#include "fetch/wire/undo.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <unistd.h>

/* It unpacks 64 MiB in a tenth of a second. */
#define SILENCE_MS 60000

struct undo {
	struct child child;
};

struct undo *undo_start(const char *program, struct err *err)
{
	const char *const argv[] = {"palais-carry", UNDO_OPTION, NULL};
	struct undo *u = calloc(1, sizeof *u);

	if (!u) {
		err_set(err, ERR_FAILED, "out of memory");
		return NULL;
	}
	u->child = CHILD_NONE;
	if (child_start(&u->child, NULL, program, argv, err) == 0)
		return u;
	free(u);
	return NULL;
}

void undo_end(struct undo *u)
{
	if (u && u->child.pid)
		child_kill(&u->child);
	free(u);
}

static int gone(struct undo *u, struct err *err)
{
	struct buf why;

	buf_init(&why, 200);
	buf_str(&why, "palais-carry ");
	child_explain(&why, child_reap(&u->child, NULL));
	err_set(err, ERR_FAILED, "%s", why.bytes);
	buf_done(&why);
	return -1;
}

/* Until one of its pipes can be used; -1 when it says nothing for too long. */
static int wait_for(struct undo *u, int fd, short events, struct err *err)
{
	struct pollfd p = {.fd = fd, .events = events};
	int n;

	do
		n = poll(&p, 1, SILENCE_MS);
	while (n < 0 && errno == EINTR);
	if (n > 0)
		return 0;
	child_kill(&u->child);
	return err_set(err, ERR_FAILED, "palais-carry says nothing more, and was ended");
}

static int put(struct undo *u, const void *bytes, size_t len, struct err *err)
{
	for (size_t at = 0; at < len;) {
		ssize_t n = child_write(&u->child, (const char *)bytes + at, len - at);

		if (n > 0)
			at += (size_t)n;
		else if (n < 0 && errno == EAGAIN && wait_for(u, u->child.in, POLLOUT, err) < 0)
			return -1;
		else if (n < 0 && errno != EAGAIN && errno != EINTR)
			return gone(u, err);
	}
	return 0;
}

static int get(struct undo *u, void *bytes, size_t len, struct err *err)
{
	for (size_t at = 0; at < len;) {
		ssize_t n = read(u->child.out, (char *)bytes + at, len - at);

		if (n > 0)
			at += (size_t)n;
		else if (n < 0 && errno == EAGAIN && wait_for(u, u->child.out, POLLIN, err) < 0)
			return -1;
		else if (!n || (errno != EAGAIN && errno != EINTR))
			return gone(u, err);
	}
	return 0;
}

static int ask(struct undo *u, const struct buf *words, const struct buf *packed, struct err *err)
{
	unsigned char head[8];

	undo_put(head, words ? (uint32_t)words->len : UNDO_SAME);
	undo_put(head + 4, (uint32_t)packed->len);
	if (put(u, head, sizeof head, err) < 0)
		return -1;
	if (words && put(u, words->bytes, words->len, err) < 0)
		return -1;
	return put(u, packed->bytes, packed->len, err);
}

int undo_record(struct undo *u, const struct buf *words, const struct buf *packed,
                struct buf *plain, struct err *err)
{
	unsigned char say[4];
	uint32_t len;
	char *room;

	if (!u->child.pid)
		return err_set(err, ERR_FAILED, "palais-carry has ended");
	if (ask(u, words, packed, err) < 0 || get(u, say, sizeof say, err) < 0)
		return -1;
	len = undo_get(say);
	if (len == UNDO_NOT)
		return 0;
	room = len <= UNDO_PLAIN_MOST ? buf_room(plain, len) : NULL;
	if (!room)
		return err_set(err, ERR_FAILED, "palais-carry says too much");
	if (get(u, room, len, err) < 0)
		return -1;
	buf_grown(plain, len);
	return 1;
}
