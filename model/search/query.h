/* SPDX-License-Identifier: ISC */
/*
 * query: what a reader looks for, read.
 *
 *   refugees camps         both words, in any of their forms
 *   "refugee camps"        these words in this form, one after the other
 *   refug*                 whatever begins so
 *   a OR b, a NOT b, (…)   AND stands between words that nothing stands between
 *   lang:ar year:2015      filters: of what is found, that alone
 *
 * Knows text alone: no store, no languages' forms.
 */
#ifndef PALAIS_MODEL_SEARCH_QUERY_H
#define PALAIS_MODEL_SEARCH_QUERY_H

#include "model/base/err.h"

#include <stdbool.h>
#include <stddef.h>

/* Words of one query, and bytes: a long text is nothing that one looks for, and a row of
 * thousands of words would take an index minutes. */
#define QUERY_WORDS_MOST 32
#define QUERY_BYTES_MOST 2000

enum query_op {
	QUERY_WORD,   /* in any form */
	QUERY_EXACT,  /* one term or more, as they are */
	QUERY_PREFIX, /* the last term goes on */
	QUERY_AND,
	QUERY_OR,
	QUERY_NOT /* left, and not right */
};

struct query_node {
	enum query_op op;
	int left, right; /* of an operator: nodes */
	int word;        /* of a word: its number among them */
	char *terms;     /* folded, apart by blanks */
	char *typed;     /* of QUERY_WORD: in small letters with its marks */
};

enum query_filter_kind {
	FILTER_LANG,  /* a code: "ar" */
	FILTER_TYPE,  /* words of the dossier: "resolution" */
	FILTER_YEAR,  /* "2015", "2012-2015" */
	FILTER_PANE,  /* a pane's key */
	FILTER_CITES, /* a symbol in its canonical form */
	FILTER_BODY,
	FILTER_IN, /* "bookmarks" */
	FILTER_KINDS
};

struct query_filter {
	enum query_filter_kind kind;
	char *value;
	int from, to; /* of FILTER_YEAR */
};

struct query {
	struct query_node nodes[4 * QUERY_WORDS_MOST];
	size_t node_count, words;
	int root; /* -1: filters alone */
	struct query_filter filters[16];
	size_t filter_count;
	char *plain; /* what was typed but its filters, for a symbol among it */
};

/* NULL with err, which says what is wrong and how it is right (ERR_USAGE). */
struct query *query_read(const char *typed, struct err *err);
void query_free(struct query *q); /* NULL is fine */

#endif
