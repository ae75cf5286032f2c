/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "fetch/helpers/rows.h"

#include "fetch/helpers/undo.h"
#include "fetch/wire/undo.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

struct rows {
	char *program;
	struct undo *undo; /* NULL until a row is wanted */
	const void *owner; /* whose dictionary it has, and which */
	int64_t dictionary;
	struct buf words, plain;
};

struct rows *rows_new(const char *program)
{
	struct rows *r = calloc(1, sizeof *r);

	if (!r || !(r->program = strdup(program))) {
		free(r);
		return NULL;
	}
	buf_init(&r->words, UNDO_WORDS_MOST);
	buf_init(&r->plain, UNDO_PLAIN_MOST);
	return r;
}

static void rest(struct rows *r)
{
	undo_end(r->undo);
	r->undo = NULL;
	r->owner = NULL;
	buf_done(&r->words);
	buf_done(&r->plain);
}

void rows_free(struct rows *r)
{
	if (!r)
		return;
	rest(r);
	free(r->program);
	free(r);
}

/* What the row is packed behind, or NULL: it has that already. */
static const struct buf *words_of(struct rows *r, const struct store_unpack *what)
{
	bool same = r->owner == what->owner && r->dictionary == what->dictionary;

	if (same && !what->then.len)
		return NULL;
	buf_reset(&r->words);
	buf_add(&r->words, what->first.bytes, what->first.len);
	buf_add(&r->words, what->then.bytes, what->then.len);
	/* of two parts it is that row's alone */
	r->owner = what->then.len ? NULL : what->owner;
	r->dictionary = what->dictionary;
	return &r->words;
}

int rows_unpack(const struct store_unpack *what, char *plain, void *rows, struct err *err)
{
	struct rows *r = rows;
	struct buf packed;
	const struct buf *words;
	int rc;

	if (!what) {
		rest(r);
		return 0;
	}
	if (!r->undo && !(r->undo = undo_start(r->program, err)))
		return -2;
	packed = (struct buf){.bytes = (char *)what->packed, .len = what->packed_len};
	words = words_of(r, what);
	buf_reset(&r->plain);
	rc = undo_packed(r->undo, words, &packed, what->len, &r->plain, NULL);
	if (rc > 0)
		memcpy(plain, r->plain.bytes, what->len);
	/* what has ended it does not unpack, whatever it would have become */
	if (rc < 0)
		rest(r);
	return rc > 0 ? 0 : -1;
}
