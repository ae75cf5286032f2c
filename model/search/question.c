/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/search/question.h"

#include "model/store/vocabulary.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A word that stands in more than one of so many texts finds nothing by itself: reading where
 * it stands would cost more than all else. It ranks what other words find. */
#define COMMON_SHARE 4
/* Among fewer texts no word is common. */
#define COMMON_LEAST 8
/* A common word that fills more pages of the index than this is asked of rows one by one. */
#define PAGES_MOST 24
/* What is asked for and fills more pages of the index than this is answered as common words alone
 * are: the rest of a search reads some 180 pages, and there may be 250 (decision 060). */
#define FOUND_PAGES_MOST 64
/* What a word of the title, and one beside it, is worth against one of the text. */
#define TITLE_WORTH 4.0
#define ROW_TITLE_WORTH 10.0

static int add_phrase(struct question_part *p, int word)
{
	if (p->phrase_count == p->phrase_room) {
		size_t room = p->phrase_room ? 2 * p->phrase_room : 32;
		int *more = realloc(p->phrases, room * sizeof *more);

		if (!more)
			return -1;
		p->phrases = more;
		p->phrase_room = room;
	}
	p->phrases[p->phrase_count++] = word;
	return 0;
}

/* -- the expression -------------------------------------------------------- */

/* The forms of a word; counted: its places count for it. */
static int put_word(const struct question *q, struct question_part *p, const struct query_node *n,
                    bool counted)
{
	const struct forms *f = &q->forms[n->word];

	buf_char(&p->expression, '(');
	for (size_t i = 0; i < f->count; i++) {
		buf_printf(&p->expression, "%s\"%s\"%s", i ? " OR " : "", f->at[i].terms,
		           n->op == QUERY_PREFIX ? " *" : "");
		if (add_phrase(p, counted ? n->word : -1) < 0)
			return -1;
	}
	buf_char(&p->expression, ')');
	return 0;
}

static int put_node(const struct question *q, struct question_part *p, int node, bool counted)
{
	static const char *const between[] = {
		[QUERY_AND] = " AND ", [QUERY_OR] = " OR ", [QUERY_NOT] = " NOT "};
	const struct query_node *n = &q->query->nodes[node];
	int rc;

	if (n->op <= QUERY_PREFIX)
		return put_word(q, p, n, counted);
	buf_char(&p->expression, '(');
	rc = put_node(q, p, n->left, counted);
	buf_str(&p->expression, between[n->op]);
	if (rc == 0)
		rc = put_node(q, p, n->right, counted && n->op != QUERY_NOT);
	buf_char(&p->expression, ')');
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

/* What a side does; as bits. */
enum { FINDS = 1, RANKS = 2, RANKS_LATER = 4 };

static int use_of(const struct question *q, int node)
{
	const struct query_node *n = &q->query->nodes[node];

	if (n->op > QUERY_PREFIX || !q->common[n->word])
		return FINDS;
	return q->later[n->word] ? RANKS_LATER : RANKS;
}

/* Those sides that are of some use; how many. */
static int put_sides(const struct question *q, struct question_part *p, const struct sides *s,
                     int use, bool counted)
{
	int n = 0;

	for (size_t i = 0; i < s->count; i++) {
		if (!(use_of(q, s->at[i]) & use))
			continue;
		buf_str(&p->expression, !n++ ? "" : use & FINDS ? " AND " : " OR ");
		if (put_node(q, p, s->at[i], counted) < 0)
			return -1;
	}
	return n;
}

/* Words that are not common, all of them; beside them common ones, of which any may be
 * there. The first stand there twice, for FTS5 tells no places of what is not asked for. */
static int put_ranked(const struct question *q, struct question_part *p, const struct sides *s,
                      int beside)
{
	int used = 0;

	for (size_t i = 0; i < s->count; i++)
		used |= use_of(q, s->at[i]);
	if (put_sides(q, p, s, FINDS, true) < 0)
		return -1;
	if (!(used & beside))
		return 0;
	buf_str(&p->expression, " OR (");
	if (put_sides(q, p, s, FINDS, false) < 0)
		return -1;
	buf_str(&p->expression, " AND (");
	if (put_sides(q, p, s, beside, true) < 0)
		return -1;
	buf_str(&p->expression, "))");
	return 0;
}

static int put_parts(struct question *q, const struct sides *s)
{
	int later = put_sides(q, &q->then, s, RANKS_LATER, true);

	q->parted = later > 0;
	if (later < 0 || put_ranked(q, &q->all, s, RANKS | RANKS_LATER) < 0)
		return -1;
	return q->parted ? put_ranked(q, &q->first, s, RANKS) : 0;
}

/* How many pages of the index are gone through for a node. A row alone cannot be asked for what is
 * not in it, for FTS5 goes through all that is to be taken away: that is never too many. */
static int64_t pages_of(const struct question *q, int node)
{
	const struct query_node *n = &q->query->nodes[node];

	if (n->op == QUERY_NOT)
		return INT32_MIN;
	return n->op <= QUERY_PREFIX ? q->pages[n->word]
	                             : pages_of(q, n->left) + pages_of(q, n->right);
}

/* Of what is answered by date, the words that are the reason: those that are common, or fill many
 * pages by themselves; all, where it is their sum. */
static void set_aside(const struct question *q, bool *aside)
{
	bool any = false;

	for (size_t i = 0; i < q->query->words; i++) {
		aside[i] = aside[i] || q->common[i] || q->pages[i] > FOUND_PAGES_MOST;
		any = any || aside[i];
	}
	for (size_t i = 0; !any && i < q->query->words; i++)
		aside[i] = true;
}

static int put_expression(struct question *q)
{
	struct sides s = {.count = 0};
	bool aside[QUERY_WORDS_MOST] = {false};
	size_t rare = 0, heavy = 0;

	find_sides(q->query, q->query->root, &s);
	for (size_t i = 0; i < s.count; i++) {
		const struct query_node *n = &q->query->nodes[s.at[i]];

		rare += use_of(q, s.at[i]) == FINDS;
		/* of sides that must all be there, FTS5 goes by the one with the fewest rows */
		heavy += use_of(q, s.at[i]) == FINDS && pages_of(q, s.at[i]) > FOUND_PAGES_MOST;
		if (n->op <= QUERY_PREFIX)
			aside[n->word] = q->common[n->word];
	}
	q->by_date = heavy == rare;
	if (rare && q->by_date)
		set_aside(q, aside);
	/* within OR and NOT a word is asked for, however common it is */
	memcpy(q->common, aside, sizeof aside);
	if (q->by_date)
		rare = 0;
	return rare ? put_parts(q, &s) : put_node(q, &q->all, q->query->root, true);
}

/* -- weights -------------------------------------------------------------------- */

static double weight_of(int64_t rows, int64_t all)
{
	double w = log(((double)all - (double)rows + 0.5) / ((double)rows + 0.5));

	/* as FTS5's bm25: what stands nearly everywhere counts a little */
	return w > 1e-6 ? w : 1e-6;
}

static int finish(const struct question *q, struct question_part *p, const char *table)
{
	p->asked = (struct match_question){.table = table,
	                                   .expression = p->expression.bytes,
	                                   .word = p->phrases,
	                                   .phrases = p->phrase_count,
	                                   .weight = q->by_date ? NULL : q->weights,
	                                   .words = q->query->words};
	if (!strcmp(table, MATCH_TEXTS)) {
		p->asked.column[MATCH_TITLE] = TITLE_WORTH;
		p->asked.column[MATCH_BODY] = 1;
	} else {
		p->asked.column[MATCH_ROW_TITLE] = ROW_TITLE_WORTH;
		p->asked.column[MATCH_ROW_WORDS] = 1;
	}
	return buf_ok(&p->expression) ? 0 : -1;
}

/* Of all forms; each word of a phrase is gone through, and all words that begin as the last where
 * that is a beginning. */
static int64_t pages_of_forms(const struct forms_from *from, const struct forms *f, bool begins)
{
	int64_t pages = 0;

	for (size_t i = 0; i < f->count; i++) {
		const char *p = f->at[i].terms;

		for (size_t n; *p; p += n + (p[n] == ' ')) {
			char term[512];

			n = strcspn(p, " ");
			snprintf(term, sizeof term, "%.*s", (int)n, p);
			pages += store_word_pages(from->store, from->table, term, begins && !p[n]);
		}
	}
	return pages;
}

static int look_up(struct question *q, const struct query_node *n, const struct forms_from *from,
                   struct err *err)
{
	struct forms *f = &q->forms[n->word];

	if (forms_find(from, n, f, err) < 0)
		return -1;
	q->weights[n->word] = weight_of(f->rows, from->all);
	q->common[n->word] = !strcmp(from->table, MATCH_TEXTS) && from->all >= COMMON_LEAST &&
	                     !strchr(n->terms, ' ') && f->rows * COMMON_SHARE > from->all;
	if (!strcmp(from->table, MATCH_TEXTS))
		q->pages[n->word] = pages_of_forms(from, f, n->op == QUERY_PREFIX);
	q->later[n->word] = q->common[n->word] && q->pages[n->word] > PAGES_MOST;
	if (q->later[n->word])
		q->then_most += (MATCH_SATURATION + 1) * q->weights[n->word];
	return 0;
}

int question_make(struct question *q, const struct query *query, const struct forms_from *from,
                  struct err *err)
{
	struct question_part *const parts[] = {&q->all, &q->first, &q->then};
	int rc = 0;

	memset(q, 0, sizeof *q);
	q->query = query;
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		buf_init(&parts[i]->expression, 1 << 20);
	for (size_t i = 0; i < query->node_count; i++)
		if (query->nodes[i].op <= QUERY_PREFIX &&
		    look_up(q, &query->nodes[i], from, err) < 0)
			return -1;
	if (query->root >= 0)
		rc = put_expression(q);
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		rc = finish(q, parts[i], from->table) < 0 ? -1 : rc;
	return rc < 0 ? err_set(err, ERR_FAILED, "out of memory") : 0;
}

static void part_done(struct question_part *p)
{
	buf_done(&p->expression);
	free(p->phrases);
}

void question_done(struct question *q)
{
	for (size_t i = 0; i < QUERY_WORDS_MOST; i++)
		forms_done(&q->forms[i]);
	part_done(&q->all);
	part_done(&q->first);
	part_done(&q->then);
	memset(q, 0, sizeof *q);
}
