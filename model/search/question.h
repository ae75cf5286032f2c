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

struct question {
	const struct query *query;
	struct forms forms[QUERY_WORDS_MOST];
	double weights[QUERY_WORDS_MOST];
	bool common[QUERY_WORDS_MOST]; /* it ranks, and is not asked for */
	bool by_date;                  /* all of its words are common: the newest are wanted */
	struct buf expression;
	int *phrases;
	size_t phrase_count, phrase_room;
	struct match_question asked;
};

/* Prepares what `from` is asked; its own until question_done. 0, -1 err. */
int question_make(struct question *q, const struct query *query, const struct forms_from *from,
                  struct err *err);
void question_done(struct question *q);

#endif
