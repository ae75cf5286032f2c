/* SPDX-License-Identifier: ISC */
/*
 * numbered: texts as they are copied to be shown: "[n]" where a link ends, for whoever reads
 * without keys, and "^" before the call of a note, which would otherwise run into the word
 * before it.
 */
#ifndef PALAIS_MODEL_VIEWS_NUMBERED_H
#define PALAIS_MODEL_VIEWS_NUMBERED_H

#include "model/base/vec.h"
#include "model/doc/document.h"
#include "model/views/notes.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* An address, and a number that others seldom have. */
struct numbered_address {
	const char *s;
	uint32_t hash;
};

/* What is put into a text as it is copied, and the bytes up to its end of all that is. */
struct numbered_mark {
	uint32_t at, sum;
	char words[24];
};

/* A copy that is being made. Zero but for what is wanted, at the beginning. */
struct numbered {
	bool numbers;                           /* links have some */
	const struct notes *notes;              /* of the document, borrowed; NULL */
	size_t block;                           /* that is copied */
	VEC(struct numbered_address) addresses; /* borrowed of the document */
	VEC(struct numbered_mark) marks;        /* of the text that is copied */
};

/* Copies a text, its spans and the reader's notes with it; payload: the struct numbered. As
 * doc_copy_block asks for it. Without memory the copy is cut. */
void numbered_text(struct doc_maker *m, const struct doc_text *text, void *payload);
/* The addresses, each an item with its number. */
void numbered_addresses(struct doc_maker *m, const struct numbered *n);
void numbered_done(struct numbered *n);

#endif
