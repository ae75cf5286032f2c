/* SPDX-License-Identifier: ISC */
/*
 * characters: what characters are on a terminal.
 *
 * UTF-8 throughout. Knows characters, clusters, cells, line breaks and folding;
 * knows nothing of documents or screens.
 */
#ifndef PALAIS_MODEL_TEXT_CHARACTERS_H
#define PALAIS_MODEL_TEXT_CHARACTERS_H

#include "model/base/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Bytes of the cluster (what a reader calls one character) at s, len > 0. */
size_t text_cluster(const char *s, size_t len);

/* Cells that a terminal gives these bytes (whole clusters). */
size_t text_width(const char *s, size_t len);
/* Cells of the one cluster of len bytes. */
size_t text_cluster_width(const char *s, size_t len);

/* Sets marks[i] for every byte i before which a line may break (UAX 14), with
 * TEXT_BREAK_MUST before which it has to. */
enum text_break { TEXT_BREAK_NOT, TEXT_BREAK_MAY, TEXT_BREAK_MUST };
void text_breaks(const char *s, size_t len, char *marks);

/* What stands at s, len > 0: white space, a word, or a sign alone. Its bytes. A word is
 * letters and digits with what joins them (a hyphen, a slash, a point between two of
 * them); a Chinese character is one by itself. */
enum text_word { TEXT_WORD_SPACE, TEXT_WORD_LETTERS, TEXT_WORD_SIGN };
size_t text_word(const char *s, size_t len, enum text_word *what);

/* Folds for finding: compatibility form, case and marks gone, Arabic digits to
 * ASCII, tatweel dropped, alef and yeh variants made one, spaces around each
 * Han character. TEXT_FOLD_VERSION is stored beside what was folded. */
#define TEXT_FOLD_VERSION 1
void text_fold(struct buf *out, const char *s, size_t len);

/* The language by its script and commonest words: "ar" "zh" "en" "fr" "ru"
 * "es" or other ISO 639-1 codes, "" when the text does not tell. */
const char *text_language(const char *s, size_t len);

/* The same where a language is declared ("" or a tag such as "en-GB"): one of the six of the
 * UN yields only to one in another script, or to another of the six on strong evidence; any
 * other to what the text tells, unless that is short. Declared, or static. */
const char *text_language_declared(const char *declared, const char *s, size_t len);

/* Whether a language is written from the right. */
bool text_lang_is_rtl(const char *lang);
/* The direction of the first strong character, or of U+200F: 1 from the right, -1 from the
 * left, 0 where there is none. */
int text_direction(const char *s, size_t len);
/* Whether the first strong character of the text runs from the right. */
bool text_starts_rtl(const char *s, size_t len);

#endif
