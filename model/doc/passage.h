/* SPDX-License-Identifier: ISC */
/*
 * passage: what of two documents is compared as one: a paragraph, a heading, an item, a
 * note, a caption, a row of a table; and the words that it is made of.
 *
 * White space tells words apart and is none itself. What is printed before a paragraph
 * ("4.", "(a)") counts as its first word; a bullet does not. Knows nothing of what has
 * changed.
 */
#ifndef PALAIS_MODEL_DOC_PASSAGE_H
#define PALAIS_MODEL_DOC_PASSAGE_H

#include "model/base/vec.h"
#include "model/doc/document.h"

struct passage {
	const struct doc_block *block;
	const struct doc_row *row; /* of a table; else NULL */
	uint32_t id;               /* passages of the same words have the same */
};

struct passages {
	VEC(struct passage) all;
};

/* Adds those of a document, which is borrowed. -1: out of memory. */
int passages_add(struct passages *u, const struct doc *doc);

/* Numbers those of two documents. -1: out of memory. */
int passages_number(struct passages *a, struct passages *b);

struct passage_word {
	const char *bytes;
	size_t len;
	const char *space; /* the white space before it, of so many bytes */
	size_t space_len;
	bool letters; /* no sign alone */
	bool label;   /* what is printed before the text */
	uint32_t id;  /* words_number: the same words have the same */
};

struct passage_words {
	VEC(struct passage_word) all;
};

/* Adds the words of a passage. -1: out of memory. */
int passage_words(struct passage_words *w, const struct passage *u);
/* Numbers all words of both; -1: out of memory. */
int passage_words_number(struct passage_words *a, struct passage_words *b);

/* The words of a passage but its label and signs, whatever their order. */
struct passage_bag {
	VEC(uint32_t) all;
};
int passage_bag(struct passage_bag *bag, const struct passage *u); /* -1: out of memory */
/* How many of the words of both are words of either, of 100. */
int passage_bags_share(const struct passage_bag *a, const struct passage_bag *b);

/* The number, or the letter or number that is its marker: "4", "(a)"; "" */
const char *passage_label(const struct passage *u);

#endif
