/* SPDX-License-Identifier: ISC */
/*
 * list: which texts a hub has and where they lie: all of them, or what has changed since the
 * generation before.
 *
 * A text is a record of its own in a pack: packed alone, behind a dictionary or behind
 * nothing, and told by offset, length and hash. Packs hold records behind one another, and
 * nothing else that a list has to know. What a list says is held against itself when it is
 * read, so that who goes by it need not look again: no record lies outside of its pack or
 * over another, no text stands twice. Pure: reads and writes no file.
 */
#ifndef PALAIS_MODEL_HUB_LIST_H
#define PALAIS_MODEL_HUB_LIST_H

#include "model/base/arena.h"
#include "model/base/vec.h"
#include "model/hub/root.h"

/* Texts, packs and dictionaries of a list, at most. */
#define HUB_TEXTS_MOST 400000u
#define HUB_PACKS_MOST 20000u
#define HUB_WORDS_MOST 64u
#define HUB_KEY_MOST 8192u
#define HUB_LANG_MOST 8u
/* Of the hash of a text's bytes so much is told, by which a reader knows whether it is here. */
#define HUB_TAG 8

/* A pack, or a dictionary. Packs are numbered in the order in which they came to be. */
struct hub_part {
	struct hub_file file;
	uint64_t number; /* from 1 */
};

struct hub_text {
	const char *key;         /* of the work: a symbol, an address */
	const char *lang;        /* "" where it is not known */
	bool gone;               /* the hub has it no more; what follows is not set */
	uint8_t tag[HUB_TAG];    /* what its bytes' SHA-256 begins with */
	uint64_t offset, length; /* in its pack, packed */
	uint8_t hash[HUB_HASH];  /* of that */
	const struct hub_part *pack;
	const struct hub_part *words; /* behind which it is packed; NULL: behind nothing */
};

struct hub_list {
	int64_t generation;
	int64_t after; /* what it is the difference to; 0: all */
	VEC(struct hub_part) packs, words;
	VEC(struct hub_text) texts; /* by pack and offset; those that are gone behind them */
	struct arena strings;
};

void hub_list_init(struct hub_list *l);
void hub_list_done(struct hub_list *l);

/* For the one who makes a list: packs and dictionaries first, for they are pointed to, then
 * texts in their order. 0, -1 when out of memory. Strings are copied. */
int hub_list_add(struct hub_list *l, const struct hub_text *text);
const struct hub_part *hub_part_find(const struct hub_part *at, size_t count, uint64_t number);
void hub_list_write(const struct hub_list *l, struct buf *out);

/* -1 with err, which says what is wrong with `what`; the list is then empty. */
int hub_list_read(struct hub_list *l, const char *text, size_t len, const char *what,
                  struct err *err);

/* By language and key. */
int hub_text_compare(const struct hub_text *a, const struct hub_text *b);

/* What several lists of changes, the newest first, have led to: each text as it was told last.
 * Borrows from the lists. -1 when out of memory. */
struct hub_texts {
	VEC(const struct hub_text *) list; /* by pack and offset, those that are gone left out */
};
int hub_merge(const struct hub_list *lists, size_t count, struct hub_texts *out);

#endif
