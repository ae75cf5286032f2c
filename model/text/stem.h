/* SPDX-License-Identifier: ISC */
/*
 * stem: what the forms of a word have in common, by the Snowball stemmers (libstemmer).
 *
 * The library is looked for when the first stemmer is made, for who does not search does
 * not pay for it; where it is not here a word has no forms but itself.
 */
#ifndef PALAIS_MODEL_TEXT_STEM_H
#define PALAIS_MODEL_TEXT_STEM_H

#include <stddef.h>

/* Bytes of a stem, with its end. */
#define STEM_MAX 128

enum stem_lang { STEM_EN, STEM_FR, STEM_ES, STEM_RU, STEM_LANGS };

struct stems;

/* NULL when the library is not here. */
struct stems *stems_new(void);
void stems_free(struct stems *s); /* NULL is fine */

/* The stem of a word in small letters with their marks; "" when it has none. Borrowed until
 * the next call. */
const char *stems_of(struct stems *s, enum stem_lang lang, const char *word, size_t len);

#endif
