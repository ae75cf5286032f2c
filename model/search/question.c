/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/search/question.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A word that stands in more than one of so many texts finds nothing by itself: reading where
 * it stands would cost more than all else. It ranks what other words find. */
#define COMMON_SHARE 4
/* Among fewer texts no word is common. */
#define COMMON_LEAST 8
/* What a word of the title, and one beside it, is worth against one of the text. */
#define TITLE_WORTH 4.0
#define ROW_TITLE_WORTH 10.0

static int add_phrase(struct question *q, int word)
{
	if (q->phrase_count == q->phrase_room) {
		size_t room = q->phrase_room ? 2 * q->phrase_room : 32;
		int *more = realloc(q->phrases, room * sizeof *more);

		if (!more)
			return -1;
		q->phrases = more;
		q->phrase_room = room;
	}
	q->phrases[q->phrase_count++] = word;
	return 0;
}

/* -- the expression -------------------------------------------------------- */

/* The forms of a word; counted: its places count for it. */
static int put_word(struct question *q, const struct query_node *n, bool counted)
{
	const struct forms *f = &q->forms[n->word];

	buf_char(&q->expression, '(');
	for (size_t i = 0; i < f->count; i++) {
		buf_printf(&q->expression, "%s\"%s\"%s", i ? " OR " : "", f->at[i].terms,
		           n->op == QUERY_PREFIX ? " *" : "");
		if (add_phrase(q, counted ? n->word : -1) < 0)
			return -1;
	}
	buf_char(&q->expression, ')');
	return 0;
}

static int put_node(struct question *q, int node, bool counted)
{
	static const char *const between[] = {
		[QUERY_AND] = " AND ", [QUERY_OR] = " OR ", [QUERY_NOT] = " NOT "};
	const struct query_node *n = &q->query->nodes[node];
	int rc;

	if (n->op <= QUERY_PREFIX)
		return put_word(q, n, counted);
	buf_char(&q->expression, '(');
	rc = put_node(q, n->left, counted);
	buf_str(&q->expression, between[n->op]);
	if (rc == 0)
		rc = put_node(q, n->right, counted && n->op != QUERY_NOT);
	buf_char(&q->expression, ')');
	return rc;
}

/* -- common words ------------------------------------------------------------- */

/* The sides of the ANDs that nothing else lies around. */
struct sides {
	int at[2 * QUERY_WORDS_MOST];
	size_t count;
};

static void find_sides(const struct query *query, int node, struct sides *s)
{
	const struct query_node *n = &query->nodes[node];

	if (n->op == QUERY_AND) {
		find_sides(query, n->left, s);
		find_sides(query, n->right, s);
	} else if (s->count < sizeof s->at / sizeof *s->at) {
		s->at[s->count++] = node;
	}
}

static bool is_common(const struct question *q, int node)
{
	const struct query_node *n = &q->query->nodes[node];

	return n->op <= QUERY_PREFIX && q->common[n->word];
}

/* Words that are not common, all of them; beside them the common ones, of which any may be
 * there. The first stand there twice, for FTS5 tells no places of what is not asked for. */
static int put_ranked(struct question *q, const struct sides *s, size_t rare)
{
	for (int twice = 0; twice < (rare < s->count ? 2 : 1); twice++) {
		bool first = true;

		if (twice)
			buf_str(&q->expression, " OR (");
		for (size_t i = 0; i < s->count; i++) {
			if (is_common(q, s->at[i]))
				continue;
			buf_str(&q->expression, first ? "" : " AND ");
			first = false;
			if (put_node(q, s->at[i], !twice) < 0)
				return -1;
		}
	}
	if (rare == s->count)
		return 0;
	buf_str(&q->expression, " AND (");
	for (size_t i = 0, n = 0; i < s->count; i++) {
		if (!is_common(q, s->at[i]))
			continue;
		buf_str(&q->expression, n++ ? " OR " : "");
		if (put_node(q, s->at[i], true) < 0)
			return -1;
	}
	buf_str(&q->expression, "))");
	return 0;
}

static int put_expression(struct question *q)
{
	struct sides s = {.count = 0};
	bool aside[QUERY_WORDS_MOST] = {false};
	size_t rare = 0;

	find_sides(q->query, q->query->root, &s);
	for (size_t i = 0; i < s.count; i++) {
		const struct query_node *n = &q->query->nodes[s.at[i]];

		rare += !is_common(q, s.at[i]);
		if (n->op <= QUERY_PREFIX)
			aside[n->word] = q->common[n->word];
	}
	/* within OR and NOT a word is asked for, however common it is */
	memcpy(q->common, aside, sizeof aside);
	q->by_date = !rare;
	return rare ? put_ranked(q, &s, rare) : put_node(q, q->query->root, true);
}

/* -- weights -------------------------------------------------------------------- */

static double weight_of(int64_t rows, int64_t all)
{
	double w = log(((double)all - (double)rows + 0.5) / ((double)rows + 0.5));

	/* as FTS5's bm25: what stands nearly everywhere counts a little */
	return w > 1e-6 ? w : 1e-6;
}

int question_make(struct question *q, const struct query *query, const struct forms_from *from,
                  struct err *err)
{
	bool texts = !strcmp(from->table, MATCH_TEXTS);

	memset(q, 0, sizeof *q);
	q->query = query;
	buf_init(&q->expression, 1 << 20);
	for (size_t i = 0; i < query->node_count; i++) {
		const struct query_node *n = &query->nodes[i];
		struct forms *f = &q->forms[n->word];

		if (n->op > QUERY_PREFIX)
			continue;
		if (forms_find(from, n, f, err) < 0)
			return -1;
		q->weights[n->word] = weight_of(f->rows, from->all);
		q->common[n->word] = texts && from->all >= COMMON_LEAST && !strchr(n->terms, ' ') &&
		                     f->rows * COMMON_SHARE > from->all;
	}
	if (query->root >= 0 && (put_expression(q) < 0 || !buf_ok(&q->expression)))
		return err_set(err, ERR_FAILED, "out of memory");
	q->asked = (struct match_question){.table = from->table,
	                                   .expression = q->expression.bytes,
	                                   .word = q->phrases,
	                                   .phrases = q->phrase_count,
	                                   .weight = q->weights,
	                                   .words = query->words};
	if (texts) {
		q->asked.column[MATCH_TITLE] = TITLE_WORTH;
		q->asked.column[MATCH_BODY] = 1;
	} else {
		q->asked.column[MATCH_ROW_TITLE] = ROW_TITLE_WORTH;
		q->asked.column[MATCH_ROW_WORDS] = 1;
	}
	return 0;
}

void question_done(struct question *q)
{
	for (size_t i = 0; i < QUERY_WORDS_MOST; i++)
		forms_done(&q->forms[i]);
	buf_done(&q->expression);
	free(q->phrases);
	memset(q, 0, sizeof *q);
}
