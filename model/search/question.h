/* SPDX-License-Identifier: ISC */
/*
 * question: a query as one index is asked it: with the forms that its words have there, and
 * what each word weighs.
 */
#ifndef PALAIS_MODEL_SEARCH_QUESTION_H
#define PALAIS_MODEL_SEARCH_QUESTION_H

#include "model/base/buf.h"
#include "model/search/forms.h"
#include "model/store/match.h"

/* An expression, and which word each of its phrases is a form of. */
struct question_part {
	struct buf expression;
	int *phrases;
	size_t phrase_count, phrase_room;
	struct match_question asked;
};

struct question {
	const struct query *query;
	struct forms forms[QUERY_WORDS_MOST];
	double weights[QUERY_WORDS_MOST];
	bool common[QUERY_WORDS_MOST];   /* it ranks, and is not asked for */
	int64_t pages[QUERY_WORDS_MOST]; /* of the index, that it fills; 0: few */
	bool by_date; /* all that is asked for is common, or fills many pages: the newest are wanted
	               */
	struct question_part all;
	/* The same in two, where some of those that rank fill many pages, most of which are about
	 * rows that come to nothing: without them, and what they give a row, which can be asked
	 * row by row. */
	bool parted, later[QUERY_WORDS_MOST];
	struct question_part first, then;
	double then_most; /* what that is at the most */
};

/* Prepares what `from` is asked; its own until question_done. 0, -1 err. */
int question_make(struct question *q, const struct query *query, const struct forms_from *from,
                  struct err *err);
void question_done(struct question *q);

#endif
