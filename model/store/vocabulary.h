/* SPDX-License-Identifier: ISC */
/*
 * vocabulary: which words stand in an index, and in about how many of its rows.
 *
 * FTS5's own list of words (fts5vocab) reads every place of every word that it passes, of
 * common ones thousands of pages. This reads the pages alone on which words begin. For the
 * search; no other module includes this.
 */
#ifndef PALAIS_MODEL_STORE_VOCABULARY_H
#define PALAIS_MODEL_STORE_VOCABULARY_H

#include "model/store/store.h"

/* The word is not terminated. A word may be handed over more than once, each time with the
 * rows of another part of the index. What was written in a transaction that has not ended
 * is not seen. */
typedef int vocabulary_fn(const char *word, size_t len, int64_t rows, void *payload);

/* The words of an index ("search", "titles") that begin with a prefix, until `each` returns
 * non-zero. 0, -1 err. */
int store_each_word(struct store *s, const char *table, const char *prefix, vocabulary_fn *each,
                    void *payload, struct err *err);

/* In about how many rows a word stands; -1 err. */
int64_t store_word_rows(struct store *s, const char *table, const char *word, struct err *err);

/* How many rows an index has; -1 err. */
int64_t store_index_rows(struct store *s, const char *table, struct err *err);
/* Over how many pages of the index its rows lie, as far as the index of pages says; none is read.
 * begins: those of all words that begin so. */
int64_t store_word_pages(struct store *s, const char *table, const char *word, bool begins);

#endif
