/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "fetch/helpers/undo.h"

#include "fetch/wire/child.h"
#include "fetch/wire/undo.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct undo {
	char *program;
	struct child child;
	const void *owner; /* whose dictionary it has, and which */
	int64_t dictionary;
};

struct undo *undo_new(const char *program)
{
	struct undo *u = calloc(1, sizeof *u);

	if (u && !(u->program = strdup(program))) {
		free(u);
		return NULL;
	}
	if (u)
		u->child = CHILD_NONE;
	return u;
}

static void end(struct undo *u)
{
	child_kill(&u->child);
	u->child = CHILD_NONE;
	u->owner = NULL;
	u->dictionary = 0;
}

void undo_free(struct undo *u)
{
	if (!u)
		return;
	end(u);
	free(u->program);
	free(u);
}

/* It is asked and answers in turn, so that nobody need poll. */
static int start(struct undo *u, struct err *err)
{
	static const char *const argv[] = {"palais-carry", "undo", NULL};

	if (u->child.pid)
		return 0;
	if (child_start(&u->child, NULL, u->program, argv, err) < 0)
		return -1;
	fcntl(u->child.in, F_SETFL, 0);
	fcntl(u->child.out, F_SETFL, 0);
	return 0;
}

static bool put(struct undo *u, const void *bytes, size_t len)
{
	const char *p = bytes;

	while (len) {
		ssize_t n = child_write(&u->child, p, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		p += n;
		len -= (size_t)n;
	}
	return true;
}

static bool get(struct undo *u, char *bytes, size_t len)
{
	while (len) {
		ssize_t n = read(u->child.out, bytes, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		bytes += n;
		len -= (size_t)n;
	}
	return true;
}

static bool ask(struct undo *u, const struct store_unpack *what)
{
	bool same = u->owner == what->owner && u->dictionary == what->dictionary;
	struct undo_request r = {same ? UNDO_SAME : (uint32_t)what->first.len,
	                         (uint32_t)what->then.len, (uint32_t)what->packed_len,
	                         (uint32_t)what->len};

	u->owner = what->owner;
	u->dictionary = what->dictionary;
	return put(u, &r, sizeof r) && (same || put(u, what->first.bytes, what->first.len)) &&
	       put(u, what->then.bytes, what->then.len) && put(u, what->packed, what->packed_len);
}

int undo_unpack(const struct store_unpack *what, char *plain, void *undo, struct err *err)
{
	struct undo *u = undo;
	char good = 0;

	if (!what) {
		end(u);
		return 0;
	}
	if (start(u, err) < 0)
		return -2;
	/* what ended it does not unpack, whatever it would have become */
	if (!ask(u, what) || !get(u, &good, 1)) {
		end(u);
		return -1;
	}
	if (good != 1)
		return -1;
	if (get(u, plain, what->len))
		return 0;
	end(u);
	return -1;
}
