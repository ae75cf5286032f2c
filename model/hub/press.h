/* SPDX-License-Identifier: ISC */
/*
 * press: records of texts, packed one by one into packs.
 *
 * A record is what model/store/carried.h writes of a version, in a frame of its own
 * (model/store/pack.h) behind the dictionary of its language, where one pays. For publish.c
 * alone.
 */
#ifndef PALAIS_MODEL_HUB_PRESS_H
#define PALAIS_MODEL_HUB_PRESS_H

#include "model/hub/folder.h"
#include "model/hub/publish.h"
#include "model/store/pack.h"

/* A text of the store on its way into the list. */
struct press_text {
	int64_t version;
	const char *key, *lang;
	uint8_t tag[HUB_TAG];
	const struct hub_text *was; /* where it lies already, with these very bytes; NULL */
	bool moves;                 /* from there into a new pack */
	bool left_out;
	uint64_t pack, words; /* their numbers; words 0: none */
	uint64_t offset, length;
	uint8_t hash[HUB_HASH];
};

/* A dictionary of a language. */
struct press_words {
	struct hub_part part;
	char lang[HUB_LANG_MOST];
	struct buf bytes; /* read when it is first needed */
};

struct press {
	struct hub_folder *folder;
	struct store *store;
	bool with_bytes;
	struct packer *packer;
	struct buf plain, pack; /* the record, and the pack at hand */
	uint64_t number;        /* of the pack at hand */
	VEC(struct hub_part) packs;
	VEC(struct press_words) words;
};

/* The first pack has this number. 0 or -1 with err. */
int press_init(struct press *p, struct hub_folder *folder, const struct hub_publish *of,
               uint64_t number, struct err *err);
void press_done(struct press *p);

/* A dictionary for a language of which so much is new, and for which there is none: learnt of
 * records here and there among the texts (those without `was`). */
int press_learn(struct press *p, const struct press_text *const *texts, size_t count,
                struct err *err);
/* Into the pack at hand, or the next: a text of the store, or one that moves. Sets where it
 * lies, or left_out. */
int press_add(struct press *p, struct press_text *t, struct err *err);
int press_move(struct press *p, struct press_text *t, const struct buf *from, struct err *err);
/* Writes the pack at hand, if there is something in it. */
int press_end(struct press *p, struct err *err);

#endif
