/* SPDX-License-Identifier: ISC */
/*
 * run: one search while it is made: what search.c, lists.c, filter.c and passage.c share. No
 * other module includes this.
 */
#ifndef PALAIS_MODEL_SEARCH_RUN_H
#define PALAIS_MODEL_SEARCH_RUN_H

#include "model/base/vec.h"
#include "model/search/question.h"
#include "model/search/search.h"
#include "model/store/found.h"

struct ranked {
	int64_t row;
	double score;
};

/* What one index has answered, best first. */
struct list {
	struct store *store;
	bool titles; /* rows of the dossier; else texts */
	struct question question;
	/* The first `settled` are in their order. Those behind them, as far as `weighed`, are in
	 * their order among themselves; the rest by what was found alone. */
	VEC(struct ranked) rows;
	size_t at, settled, weighed;    /* at: the next to be taken */
	VEC(int64_t) placed;            /* rows whose places are known, in order of number */
	VEC(struct match_place) places; /* theirs */
	VEC(int64_t) found;             /* the same rows in order of number */
};

#define LISTS_MOST 40

struct search {
	struct stores *stores;
	const struct search_wish *wish;
	struct query *query;
	struct stems *stems;
	struct marks *marks;
	struct list lists[LISTS_MOST];
	size_t list_count;
	VEC(struct search_hit) hits;
	VEC(char *) seen; /* keys that were looked at */
	VEC(char *) common;
	bool by_date, more;
	struct err *err;
};

/* lists.c: finds the forms of the words in an index; and asks it. 0, -1. */
int list_prepare(struct search *s, struct list *l);
int list_ask(struct search *s, struct list *l);
/* Puts the first so many rows in their order. 0, -1. */
int list_settle(struct search *s, struct list *l, size_t count);
/* Notes the places of the first rows, all at once. 0, -1. */
int list_place(struct search *s, struct list *l);
bool list_has(const struct list *l, int64_t row);
void list_done(struct list *l);

/* What a result is judged by. */
struct candidate {
	const char *key, *date;
	struct store *store; /* of the text; */
	int64_t text;        /* 0: a row of the dossier */
	const char *lang;
};
/* filter.c: whether it passes all filters. */
bool filter_passes(const struct search *s, const struct candidate *c);
const char *filter_lang(const struct query *q); /* NULL */

/* passage.c: the paragraph of a text that has most of the words, and its words. 0, -1. */
int passage_find(struct search *s, struct list *l, const struct store_text *t, long *block);
int passage_take(struct search *s, struct search_hit *hit);
/* Where the words are in a text: a list that is to be freed. 0; -1, with none. */
int passage_mark(struct search *s, const char *text, size_t len, struct search_mark **marks,
                 size_t *count);
/* Some of the text around its first marks. */
int passage_cut(struct search *s, const char *text, size_t len, struct search_hit *hit);

#endif
