/* SPDX-License-Identifier: ISC */
/*
 * told: what the texts of the dossier are in the other five languages.
 *
 * The tables are English, and so are the keys that lists and links go by; what stands on a page is
 * looked up here by its English. A language is unpacked when the first text of it is asked for, and
 * kept with its store: who reads English pays nothing. Knows no table and no page.
 */
#ifndef PALAIS_MODEL_STORE_TOLD_H
#define PALAIS_MODEL_STORE_TOLD_H

#include "model/store/store.h"

/* Stands after English where there is no translation. */
#define TOLD_ENGLISH "[E]"

struct told {
	const char *text; /* until the store is closed or rests; or the English itself */
	bool ours;        /* a translation of palais' own: no wording of the UN's */
	bool english;     /* there is no translation */
};

/* In a language, by its place in lang_codes; in that of the interface, or, where the original is
 * wanted, in English. s may be NULL. */
struct told store_told_in(struct store *s, int language, const char *english);
struct told store_told(struct store *s, const char *english);
/* The place in lang_codes of the language in which texts are told. */
int store_told_language(const struct store *s);
/* How many texts a language has, and how many of them are ours. */
void store_told_count(struct store *s, int language, long *all, long *ours);

/* Whether the English stands in place of translations. */
void store_set_original(struct store *s, bool original);
bool store_is_original(const struct store *s);

/* One text for store_put_told; `english` in bytewise order does not matter. */
struct told_row {
	const char *english, *text;
	bool ours;
};
/* Writes all that there is in a language: 0; -1 with err, also where two English texts cannot be
 * told from one another. */
int store_put_told(struct store *s, int language, const struct told_row *rows, size_t count,
                   struct err *err);

/* For the store that is closed. */
void store_told_free(struct store *s);

#endif
