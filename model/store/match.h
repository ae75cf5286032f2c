/* SPDX-License-Identifier: ISC */
/*
 * match: which rows of an index answer a question, how well, and where in them.
 *
 * A question is an expression of FTS5 whose phrases belong to words: the forms of one word
 * are phrases of their own there, and count as one. Knows no forms and no languages; what
 * asks has made the expression itself, so that it is never what a reader typed.
 */
#ifndef PALAIS_MODEL_STORE_MATCH_H
#define PALAIS_MODEL_STORE_MATCH_H

#include "model/store/store.h"

/* The two indexes: words of texts; titles in six languages and rows of the dossier, which
 * the starter has. */
#define MATCH_TEXTS "search"
#define MATCH_TITLES "titles"
#define MATCH_COLUMNS 8
/* The columns of MATCH_TEXTS, and of MATCH_TITLES. */
enum match_column { MATCH_BODY, MATCH_TITLE };
enum match_titles_column { MATCH_ROW_TITLE, MATCH_ROW_WORDS };

struct match_question {
	const char *table;
	const char *expression;
	const int *word; /* of each phrase, in the order of the expression; -1: not counted */
	size_t phrases;
	const double *weight; /* of each word: rare ones weigh more; NULL: no score is wanted */
	size_t words;
	double column[MATCH_COLUMNS]; /* what a place in it is worth */
};

/* As in FTS5's bm25: how soon more of the same word counts less. However often it stands in a
 * row, it gives it less than one more than that times its weight. */
#define MATCH_SATURATION 1.2

typedef int match_fn(int64_t row, double score, void *payload);

/* All rows, in no order, until `each` returns non-zero; with `row` that one alone. 0, -1. */
int store_match(struct store *s, const struct match_question *q, int64_t row, match_fn *each,
                void *payload, struct err *err);

/* Where a phrase stands: `length` terms from the `term`-th of the column on. */
struct match_place {
	int64_t row;
	int word, column, term, length;
};
typedef int match_place_fn(const struct match_place *place, void *payload);

/* The places of rows, given in order of their numbers, until `each` returns non-zero. Of many
 * rows all of the answer is gone through, of one that row alone. 0, -1. */
int store_match_places(struct store *s, const struct match_question *q, const int64_t *rows,
                       size_t count, match_place_fn *each, void *payload, struct err *err);

#endif
