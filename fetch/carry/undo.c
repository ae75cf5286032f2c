/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "fetch/carry/undo.h"

#include "fetch/wire/undo.h"
#include "model/store/pack.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

struct undoing {
	int from, to;
	struct packer *packer;
	struct buf words, packed, plain;
};

/* All of it: 1, 0 when there is nothing more, -1. */
static int read_all(int fd, void *bytes, size_t len)
{
	for (size_t at = 0; at < len;) {
		ssize_t n = read(fd, (char *)bytes + at, len - at);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return n == 0 && at == 0 ? 0 : -1;
		at += (size_t)n;
	}
	return 1;
}

static bool write_all(int fd, const void *bytes, size_t len)
{
	for (size_t at = 0; at < len;) {
		ssize_t n = write(fd, (const char *)bytes + at, len - at);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		at += (size_t)n;
	}
	return true;
}

static bool read_into(int fd, struct buf *b, uint32_t len)
{
	char *room;

	buf_reset(b);
	if (!len)
		return true;
	room = buf_room(b, len);
	if (!room || read_all(fd, room, len) <= 0)
		return false;
	buf_grown(b, len);
	return true;
}

/* The plain bytes, or none: whether it unpacks. */
static bool unpack_it(struct undoing *u)
{
	const struct pack_prefix prefix = {u->words.bytes, u->words.len, 0};
	int64_t len = pack_plain_size(u->packed.bytes, u->packed.len);
	char *room;

	buf_reset(&u->plain);
	if (len <= 0 || len > (int64_t)UNDO_PLAIN_MOST)
		return false;
	room = buf_room(&u->plain, (size_t)len);
	if (!room ||
	    unpack(u->packer, prefix, u->packed.bytes, u->packed.len, room, (size_t)len) < 0)
		return false;
	buf_grown(&u->plain, (size_t)len);
	return true;
}

/* 1, 0 when there are no more questions, -1. */
static int answer(struct undoing *u)
{
	unsigned char head[8], say[4];
	int got = read_all(u->from, head, sizeof head);
	uint32_t words = undo_get(head);
	bool unpacks;

	if (got <= 0)
		return got;
	if (words != UNDO_SAME && !read_into(u->from, &u->words, words))
		return -1;
	if (!read_into(u->from, &u->packed, undo_get(head + 4)))
		return -1;
	unpacks = unpack_it(u);
	undo_put(say, unpacks ? (uint32_t)u->plain.len : UNDO_NOT);
	return write_all(u->to, say, sizeof say) && write_all(u->to, u->plain.bytes, u->plain.len)
	               ? 1
	               : -1;
}

bool undo_run(int from, int to)
{
	struct undoing u = {.from = from, .to = to, .packer = packer_new()};
	int got = 1;

	buf_init(&u.words, UNDO_WORDS_MOST);
	buf_init(&u.packed, UNDO_PACKED_MOST);
	buf_init(&u.plain, UNDO_PLAIN_MOST);
	while (u.packer && got > 0)
		got = answer(&u);
	packer_free(u.packer);
	buf_done(&u.words);
	buf_done(&u.packed);
	buf_done(&u.plain);
	return got == 0;
}
