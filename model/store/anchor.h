/* SPDX-License-Identifier: ISC */
/*
 * anchor: where in a text a reader has put something, so that it is found again in the
 * text as it comes later.
 *
 * A paragraph is known by its number, by its place among the blocks, and by its words:
 * whole, and as a hash. The same words are the same paragraph wherever they stand. The
 * same number with other words is that paragraph, changed; one without a number is that,
 * as long as half of the words are still its own. Nothing else is taken for it. Pure: asks
 * no store.
 */
#ifndef PALAIS_MODEL_STORE_ANCHOR_H
#define PALAIS_MODEL_STORE_ANCHOR_H

#include "model/doc/paragraph.h"

/* Of the words of both, so many of 100 have to be words of either. */
#define ANCHOR_ALIKE 50

struct anchor {
	char number[PARAGRAPH_LABEL_MAX]; /* "4", "4 (a)"; "" where it has none */
	long block;                       /* in the document as it is stored */
	char hash[65];                    /* SHA-256 of its words, in hexadecimal */
	const char *words;                /* of the paragraph (model/doc/paragraph.h) */
};

enum anchor_state {
	ANCHOR_SAME,    /* the same words, under the same number */
	ANCHOR_MOVED,   /* the same words, under another number */
	ANCHOR_CHANGED, /* other words in its place */
	ANCHOR_ORPHAN   /* neither is there */
};

/* The hash of words. */
void anchor_hash(const char *words, size_t len, char out[65]);

/* The paragraph that is a block of the document; its words are written into `words`,
 * which has to outlive it. 0; -1 where it has no words, or too many. */
int anchor_make(struct anchor *a, const struct doc *doc, size_t block, struct buf *words);

/* The paragraphs of a document, for looking up many. Borrows it. */
struct anchor_index;
struct anchor_index *anchor_index_new(const struct doc *doc); /* NULL: out of memory */
void anchor_index_free(struct anchor_index *x);               /* NULL is fine */
/* Where it is now; *block is not set of an orphan. */
enum anchor_state anchor_find(const struct anchor_index *x, const struct anchor *a, size_t *block);

#endif
