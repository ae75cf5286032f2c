/* SPDX-License-Identifier: ISC */
/*
 * translit: text for a place that cannot show it: a locale without UTF-8, a console
 * whose font has few letters.
 *
 * Quotes, dashes, bullets, rules and accents have readable twins. Cyrillic is written
 * as BGN and PCGN have it, Arabic as the UN's system of 2017 has it, without its
 * points and macrons (short vowels stand only where the text has them), Greek by its
 * plain letters. What has none of these, Chinese above all, gets a placeholder as wide
 * as it is: "[]" or "_". What was done is told, for the caller to tell the reader.
 */
#ifndef PALAIS_MODEL_LAYOUT_TRANSLIT_H
#define PALAIS_MODEL_LAYOUT_TRANSLIT_H

#include "model/doc/document.h"

#include <stddef.h>

enum translit_to {
	TRANSLIT_NONE, /* everything can be shown */
	TRANSLIT_FEW,  /* Latin, Greek, Cyrillic, and signs: a console's font */
	TRANSLIT_ASCII
};

/* What was done, OR-ed. */
enum {
	TRANSLIT_ACCENTS = 1, /* letters lost their accents */
	TRANSLIT_LETTERS = 2, /* another script is in Latin letters */
	TRANSLIT_CHINESE = 4, /* placeholders stand for Chinese characters */
	TRANSLIT_LOST = 8     /* placeholders stand for others */
};

/* Writes the text; what was done. */
unsigned translit_write(struct buf *out, const char *s, size_t len, enum translit_to to);

/* The document in letters that can be shown, block for block, running from the left;
 * NULL when nothing was to be done (or memory ran out). Its facts are as they were. */
struct doc *translit_doc(const struct doc *doc, enum translit_to to, unsigned *did);

/* A line for the reader about what was done, "" when there is nothing to say. */
const char *translit_words(unsigned did);

#endif
