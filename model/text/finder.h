/* SPDX-License-Identifier: ISC */
/*
 * finder: what is looked for in one document, and where it stands in a text.
 *
 * Folded words, wherever they stand; a regular expression (PCRE2, a library that is opened
 * when the first one is asked for); or the words of a search, in all their forms. Knows no
 * document: a text is bytes.
 */
#ifndef PALAIS_MODEL_TEXT_FINDER_H
#define PALAIS_MODEL_TEXT_FINDER_H

#include "model/base/err.h"
#include "model/text/marks.h"

struct finder;

/* What was typed: a regular expression where it begins with a slash, else words. NULL with
 * err: an expression that is wrong is explained; or there is nothing to look for (err without
 * words). */
struct finder *finder_new(const char *typed, struct err *err);
/* Takes the marks, in any case. */
struct finder *finder_of_marks(struct marks *marks);
void finder_free(struct finder *f); /* NULL is fine */

/* Another number for each. */
unsigned finder_number(const struct finder *f);

/* The bytes [from, to) of the text that are found, in order, until `each` returns non-zero:
 * that, or 0. */
typedef int finder_fn(size_t from, size_t to, void *payload);
int finder_find(struct finder *f, const char *s, size_t len, finder_fn *each, void *payload);

/* Whether an expression took so long somewhere that it was given up there. */
bool finder_gave_up(const struct finder *f);

#endif
