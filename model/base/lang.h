/* SPDX-License-Identifier: ISC */
/*
 * lang: the six languages of the UN and orders of preference among them.
 *
 * A language is an ISO 639-1 code in lower case ("ar"); the UN's letters
 * (A C E F R S) are taken where a reader types. A preference is a list of codes
 * with commas, best first: "ar,en".
 */
#ifndef PALAIS_MODEL_BASE_LANGUAGES_H
#define PALAIS_MODEL_BASE_LANGUAGES_H

#include <stdbool.h>
#include <stddef.h>

/* Codes in the order in which the UN shows its letters: ar zh en fr ru es. */
#define LANG_COUNT 6
extern const char *const lang_codes[LANG_COUNT];
extern const char *const lang_names[LANG_COUNT]; /* English, and messages: "Arabic" */
extern const char lang_letters[LANG_COUNT + 1];  /* "ACEFRS" */

/* The place of a code in these tables, -1 for another. */
int lang_index(const char *code);

/* How a language stands in a preference: 0 best; after all that are named come
 * en, then any other. NULL or "" prefers en. */
int lang_rank(const char *preference, const char *lang);

/* Writes the preference that the reader typed ("A,en", "ar_SY") in codes; -1
 * when a part of it is no language of the UN's. */
int lang_preference(const char *typed, char *out, size_t size);

/* The code for a locale such as "ar_SY.UTF-8"; "en" for what is not of the six. */
const char *lang_of_locale(const char *locale);

#endif
