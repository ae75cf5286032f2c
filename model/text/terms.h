/* SPDX-License-Identifier: ISC */
/*
 * terms: a text cut into the words that it is found by.
 *
 * A term is a run of letters and digits, folded as text_fold does, and Chinese characters
 * in their simplified form, where the build had a table for that; a Chinese character is a
 * term by itself. What stands raised behind a word is the call of a note and no part of it.
 * A term holds no ASCII but small letters and digits. Knows text alone.
 */
#ifndef PALAIS_MODEL_TEXT_TERMS_H
#define PALAIS_MODEL_TEXT_TERMS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Changes with what terms are: an index of other terms is made anew. */
#define TERMS_VERSION 1

/* Bytes of a term; the rest of a longer run is left out. */
#define TERM_MAX 120

/* Remembers what characters fold to. */
struct terms;

/* NULL when out of memory. */
struct terms *terms_new(void);
void terms_free(struct terms *t); /* NULL is fine */

/* A term (terminated), and the bytes [from, to) of the text that it is of. */
typedef int terms_fn(const char *term, size_t len, size_t from, size_t to, void *payload);

/* Hands over the terms of a text in their order, until `each` returns non-zero; that, or 0. */
int terms_cut(struct terms *t, const char *s, size_t len, terms_fn *each, void *payload);

/* Whether traditional Chinese characters are found by simplified ones. */
bool terms_fold_chinese(void);

#endif
