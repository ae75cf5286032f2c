/* SPDX-License-Identifier: ISC */
/*
 * search: what the stores have of some words, best first, with the paragraph that has them.
 *
 * All stores are one list, merged by rank, for their scores cannot be compared. A work is one
 * result, whatever stores and languages it is found in; what the reader typed as a symbol
 * comes first. Feeds are no documents. Knows no screen: marks are bytes of a text.
 */
#ifndef PALAIS_MODEL_SEARCH_SEARCH_H
#define PALAIS_MODEL_SEARCH_SEARCH_H

#include "model/base/err.h"
#include "model/store/stores.h"
#include "model/symbol/symbol.h"
#include "model/text/marks.h"

struct search;

struct search_wish {
	const char *words;
	const char *langs; /* preference: which language of a work is shown, "ar,en" */
	size_t most;       /* results */
};

/* What stands out in a text: bytes [from, to). */
struct search_mark {
	size_t from, to;
};

/* A language of a work in which it was found. */
struct search_language {
	char lang[16];
	long block;      /* in which the words are; -1: in the title alone */
	int64_t version; /* of the store that has it */
	struct store *store;
};

/* Strings are "" where there is none. */
struct search_hit {
	char *key;               /* by which it is opened */
	char symbol[SYMBOL_MAX]; /* as the UN prints it */
	char *date, *title, *lang;
	char *passage;   /* some words of one paragraph, with "…" where it goes on */
	char number[24]; /* of that paragraph, as printed: "12"; of the one it belongs to */
	long block;      /* its place in the document; -1 */
	bool document;   /* and no row of the dossier */
	bool away;       /* a document whose text is in no store */
	struct search_mark *title_marks, *passage_marks;
	size_t title_mark_count, passage_mark_count;
	struct search_language *languages; /* that it is found in; the first is shown */
	size_t language_count;
};

/* NULL with err: a query that is wrong is explained (ERR_USAGE). What the stores' indexes
 * lack is not found; search_waiting tells how much that is. */
struct search *search_run(struct stores *stores, const struct search_wish *wish, struct err *err);
void search_free(struct search *s); /* NULL is fine */

size_t search_count(const struct search *s);
const struct search_hit *search_hit(const struct search *s, size_t index);
/* Whether there are more than were wanted. */
bool search_has_more(const struct search *s);
/* Words that stand in so many texts that they only rank: the index-th, NULL behind the last.
 * by_date: nothing else was looked for, and the newest are shown. */
const char *search_common(const struct search *s, size_t index, bool *by_date);
/* The words of a query in all their forms, for marking them in a document: the caller's.
 * NULL with err. */
struct marks *search_words(struct stores *stores, const char *words, struct err *err);

/* How many texts of the stores are in no index yet (index.h). -1 err. */
int64_t search_waiting(struct stores *stores, struct err *err);
/* Puts them in; progress (NULL is fine) is told how many are still to come, and stops by
 * returning non-zero: what is in by then stays. 0, -1 err. */
int search_catch_up(struct stores *stores, int (*progress)(int64_t left, void *), void *payload,
                    struct err *err);

#endif
