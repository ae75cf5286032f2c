/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "fetch/carry/undo.h"

#include "fetch/wire/undo.h"
#include "model/doc/document.h"
#include "model/store/pack.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* More than any row has behind its dictionary, or is, packed. */
#define THEN_MOST (1u << 20)
#define PACKED_MOST (DOC_MAX + DOC_MAX / 8)

struct undoing {
	struct packer *packer;
	struct buf prefix, packed, plain;
	size_t dictionary; /* bytes of the prefix */
};

static bool get(char *bytes, size_t len)
{
	while (len) {
		ssize_t n = read(STDIN_FILENO, bytes, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		bytes += n;
		len -= (size_t)n;
	}
	return true;
}

static bool put(const char *bytes, size_t len)
{
	while (len) {
		ssize_t n = write(STDOUT_FILENO, bytes, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		bytes += n;
		len -= (size_t)n;
	}
	return true;
}

/* So many bytes of the request behind what is in `out`. */
static bool take(struct buf *out, size_t len)
{
	char *room = buf_room(out, len);

	if (!room || !get(room, len))
		return false;
	buf_grown(out, len);
	return true;
}

static bool answer(struct undoing *u, const struct undo_request *r)
{
	struct pack_prefix prefix;
	bool good;

	if (r->dictionary != UNDO_SAME) {
		buf_reset(&u->prefix);
		if (r->dictionary > PACK_DICTIONARY || !take(&u->prefix, r->dictionary))
			return false;
		u->dictionary = r->dictionary;
	}
	buf_cut(&u->prefix, u->dictionary);
	buf_reset(&u->packed);
	buf_reset(&u->plain);
	if (!take(&u->prefix, r->then) || !take(&u->packed, r->packed) ||
	    !buf_room(&u->plain, r->plain))
		return false;
	prefix = (struct pack_prefix){u->prefix.bytes, u->prefix.len};
	if (pack_is_old(u->packed.bytes, u->packed.len))
		good = unpack_old(u->packed.bytes, u->packed.len, u->plain.bytes, r->plain) == 0;
	else
		good = unpack(u->packer, prefix, u->packed.bytes, u->packed.len, u->plain.bytes,
		              r->plain) == 0;
	return put(good ? "\1" : "", 1) && (!good || put(u->plain.bytes, r->plain));
}

int undo_all(void)
{
	struct undoing u = {.packer = packer_new()};
	struct undo_request r;

	if (!u.packer)
		return 1;
	buf_init(&u.prefix, PACK_DICTIONARY + THEN_MOST);
	buf_init(&u.packed, PACKED_MOST);
	buf_init(&u.plain, DOC_MAX);
	while (get((char *)&r, sizeof r) && answer(&u, &r))
		continue;
	buf_done(&u.prefix);
	buf_done(&u.packed);
	buf_done(&u.plain);
	packer_free(u.packer);
	return 0;
}
