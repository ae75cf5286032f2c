/* SPDX-License-Identifier: ISC */
/* What an index answers: all its rows, ranked. */
#include "config.h"

#include "model/search/run.h"
#include "model/store/titles.h"
#include "model/store/vocabulary.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Common words alone are looked for in texts one by one, the newest first, up to so many;
 * where that gives too few, all places of the words are read. */
#define PROBES_MOST 400
/* So many rows are asked one by one for what common words give them. */
#define WEIGHED_MOST 120
/* Later than any text. */
#define YEAR_MOST 9998

static int by_rank(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;

	if (x->score != y->score)
		return x->score < y->score ? 1 : -1;
	return (x->row < y->row) - (x->row > y->row);
}

static int by_number(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static int take_row(int64_t row, double score, void *payload)
{
	struct list *l = payload;

	/* rows that people have chosen go before the catalogue */
	if (l->titles && row % TITLE_KINDS != TITLE_SYMBOL)
		score += 1e6;
	return vec_push(&l->rows, ((struct ranked){row, score})) < 0 || vec_push(&l->found, row) < 0
	               ? -1
	               : 0;
}

static void sort(struct list *l)
{
	if (l->rows.count)
		qsort(l->rows.at, l->rows.count, sizeof *l->rows.at, by_rank);
	if (l->found.count)
		qsort(l->found.at, l->found.count, sizeof *l->found.at, by_number);
}

/* -- by date ------------------------------------------------------------------ */

struct probing {
	struct search *s;
	struct list *l;
	size_t wanted, tried; /* works; texts */
	int from, to;         /* years that a text may be of */
	bool words;           /* none: filters alone, and every text answers */
	bool found;           /* all that have the words are known, and not asked one by one */
	VEC(int64_t) works;   /* of the texts that have them and pass */
};

static void set_years(struct probing *p)
{
	const struct query *q = p->s->query;

	p->from = 0;
	p->to = YEAR_MOST;
	for (size_t i = 0; i < q->filter_count; i++) {
		if (q->filters[i].kind != FILTER_YEAR)
			continue;
		p->from = q->filters[i].from > p->from ? q->filters[i].from : p->from;
		p->to = q->filters[i].to < p->to ? q->filters[i].to : p->to;
	}
}

/* Of a text without a date the dossier may know one. */
static bool may_be(const struct probing *p, const char *date)
{
	int year = atoi(date);

	return !*date || (year >= p->from && year <= p->to);
}

/* A work is one result, in however many languages it is here. */
static int note_work(struct probing *p, int64_t text)
{
	struct store_text t;
	int rc = store_text_get(p->l->store, text, &t, p->s->err);
	bool known = false;

	if (rc <= 0)
		return rc;
	for (size_t i = 0; i < p->works.count && !known; i++)
		known = p->works.at[i] == t.work;
	rc = 0;
	if (!known &&
	    filter_passes(p->s, &(struct candidate){t.key, t.date, p->l->store, text, t.lang}))
		rc = vec_push(&p->works, t.work);
	store_text_done(&t);
	return rc;
}

static int note_found(int64_t row, double score, void *payload)
{
	struct probing *p = payload;

	(void)score;
	return vec_push(&p->l->found, row) < 0 ? -1 : 0;
}

/* They come in their order; feeds are no documents. */
static int take_dated(struct probing *p, int64_t text)
{
	if (!store_text_has_blocks(p->l->store, text))
		return 0;
	return vec_push(&p->l->rows, ((struct ranked){text, -(double)p->tried})) < 0
	               ? -1
	               : note_work(p, text);
}

static int has_words(struct probing *p, int64_t text)
{
	size_t before = p->l->found.count;

	if (store_match(p->l->store, &p->l->question.all.asked, text, note_found, p, p->s->err) < 0)
		return -1;
	return p->l->found.count > before;
}

static int probe(int64_t text, const char *date, void *payload)
{
	struct probing *p = payload;
	int has;

	if (!may_be(p, date))
		return 0;
	p->tried++;
	if (!p->words)
		return take_row(text, -(double)p->tried, p->l);
	if (!p->found && p->tried > PROBES_MOST)
		return 1;
	has = p->found ? list_has(p->l, text) : has_words(p, text);
	if (has < 0 || (has && take_dated(p, text) < 0))
		return -1;
	return p->works.count >= p->wanted;
}

/* The newest first; of common words not all that have them are looked for, unless those that
 * were looked at give too few. */
static int ask_by_date(struct search *s, struct list *l)
{
	/* one more than is shown: whether there are more */
	struct probing p = {
		.s = s, .l = l, .wanted = s->wish->most + 1, .words = s->query->root >= 0};
	char since[16], before[16];
	struct store_dates dates = {0};
	int rc;

	set_years(&p);
	snprintf(since, sizeof since, "%04d", p.from);
	snprintf(before, sizeof before, "%04d", p.to + 1);
	dates.since = p.from > 0 ? since : NULL;
	dates.before = p.to < YEAR_MOST ? before : NULL;
	rc = store_each_text(l->store, !p.words, &dates, probe, &p, s->err);
	if (rc == 0 && p.words && p.tried > PROBES_MOST) {
		p.found = true;
		p.tried = p.works.count = l->rows.count = l->found.count = 0;
		rc = store_match(l->store, &l->question.all.asked, 0, note_found, &p, s->err);
		sort(l);
		if (rc == 0)
			rc = store_each_text(l->store, false, &dates, probe, &p, s->err);
	}
	vec_done(&p.works);
	return rc;
}

/* -- asking --------------------------------------------------------------------- */

/* What is marked in passages: all forms of words that are not taken away by NOT. */
static int add_marks(struct search *s, const struct question *q)
{
	for (size_t i = 0; i < s->query->node_count; i++) {
		const struct query_node *n = &s->query->nodes[i];
		const struct forms *f = &q->forms[n->word];

		if (n->op > QUERY_PREFIX)
			continue;
		for (size_t k = 0; k < f->count; k++)
			if (marks_add(s->marks, f->at[k].terms, n->op == QUERY_PREFIX, n->word) < 0)
				return -1;
	}
	return 0;
}

static int note_common(struct search *s, const struct question *q)
{
	for (size_t i = 0; i < s->query->node_count; i++) {
		const struct query_node *n = &s->query->nodes[i];
		char *word;
		bool there = false;

		if (n->op > QUERY_PREFIX || !q->common[n->word])
			continue;
		for (size_t k = 0; k < s->common.count; k++)
			there = there || !strcmp(s->common.at[k], n->typed);
		word = there ? NULL : strdup(n->typed);
		if (word && vec_push(&s->common, word) < 0) {
			free(word);
			return -1;
		}
	}
	s->by_date = s->by_date || q->by_date;
	return 0;
}

int list_prepare(struct search *s, struct list *l)
{
	struct forms_from from = {.store = l->store,
	                          .table = l->titles ? MATCH_TITLES : MATCH_TEXTS,
	                          .stems = s->stems,
	                          .lang = filter_lang(s->query)};

	from.all = store_index_rows(l->store, from.table, s->err);
	if (from.all < 0 || question_make(&l->question, s->query, &from, s->err) < 0)
		return -1;
	if (add_marks(s, &l->question) < 0 || note_common(s, &l->question) < 0)
		return err_set(s->err, ERR_FAILED, "out of memory");
	return 0;
}

static int ask_for(struct search *s, struct list *l, const struct match_question *q)
{
	l->rows.count = l->found.count = 0;
	if (store_match(l->store, q, 0, take_row, l, s->err) < 0)
		return -1;
	sort(l);
	return 0;
}

int list_ask(struct search *s, struct list *l)
{
	const struct question *q = &l->question;

	if (list_prepare(s, l) < 0)
		return -1;
	if (l->titles && s->query->root < 0)
		return 0;
	if (s->query->root < 0 || q->by_date) {
		if (ask_by_date(s, l) < 0)
			return -1;
		sort(l);
	} else if (ask_for(s, l, q->parted ? &q->first.asked : &q->all.asked) < 0) {
		return -1;
	}
	if (!q->parted)
		l->settled = l->weighed = l->rows.count;
	/* of the newest no more were asked for than are shown */
	return q->by_date ? 0 : list_place(s, l);
}

/* -- what common words give ------------------------------------------------------- */

static int add_score(int64_t row, double score, void *payload)
{
	(void)row;
	*(double *)payload += score;
	return 0;
}

/* The next row has its common words counted, and is put among those that have. */
static int weigh(struct search *s, struct list *l)
{
	size_t at = l->weighed;
	struct ranked r = l->rows.at[at];

	if (store_match(l->store, &l->question.then.asked, r.row, add_score, &r.score, s->err) < 0)
		return -1;
	for (; at > l->settled && by_rank(&r, &l->rows.at[at - 1]) < 0; at--)
		l->rows.at[at] = l->rows.at[at - 1];
	l->rows.at[at] = r;
	l->weighed++;
	return 0;
}

/* A row stands where it does when no other can come before it: none that has all counted, nor,
 * with the most that they can get, one that has not. Where too many could, all are asked. */
int list_settle(struct search *s, struct list *l, size_t count)
{
	while (l->settled < count && l->settled < l->rows.count) {
		const struct ranked *next = &l->rows.at[l->settled];
		bool more = l->weighed < l->rows.count;

		if (!more || (l->settled < l->weighed &&
		              l->rows.at[l->weighed].score + l->question.then_most < next->score)) {
			l->settled++;
		} else if (l->weighed == WEIGHED_MOST) {
			if (ask_for(s, l, &l->question.all.asked) < 0)
				return -1;
			l->settled = l->weighed = l->rows.count;
		} else if (weigh(s, l) < 0) {
			return -1;
		}
	}
	return 0;
}

/* Places that are noted: a row or two may have very many. */
#define PLACES_MOST 20000

static int note_place(const struct match_place *place, void *payload)
{
	struct list *l = payload;

	return l->places.count == PLACES_MOST || vec_push(&l->places, *place) < 0;
}

/* One by one each row would have all forms of all words looked up again: of common words alone
 * that is less than to go through them. */
int list_place(struct search *s, struct list *l)
{
	size_t count = l->rows.count < s->wish->most ? l->rows.count : s->wish->most;
	const struct question *q = &l->question;
	bool one_by_one;

	if (l->titles || count < 2 || !q->all.asked.phrases)
		return 0;
	if (list_settle(s, l, count) < 0)
		return -1;
	/* where not even weighing was too much */
	one_by_one = l->weighed < l->rows.count;
	for (size_t i = 0; i < count; i++)
		if (vec_push(&l->placed, l->rows.at[i].row) < 0)
			return err_set(s->err, ERR_FAILED, "out of memory");
	qsort(l->placed.at, count, sizeof *l->placed.at, by_number);
	if (store_match_places(l->store, one_by_one ? &q->first.asked : &q->all.asked, l->placed.at,
	                       count, note_place, l, s->err) < 0)
		return -1;
	for (size_t i = 0; one_by_one && i < count; i++)
		if (store_match_places(l->store, &q->then.asked, &l->placed.at[i], 1, note_place, l,
		                       s->err) < 0)
			return -1;
	/* those of the last may not be all */
	if (l->places.count == PLACES_MOST)
		l->placed.count = l->places.count = 0;
	return 0;
}

bool list_has(const struct list *l, int64_t row)
{
	return l->found.count &&
	       bsearch(&row, l->found.at, l->found.count, sizeof *l->found.at, by_number);
}

void list_done(struct list *l)
{
	question_done(&l->question);
	vec_done(&l->rows);
	vec_done(&l->found);
	vec_done(&l->placed);
	vec_done(&l->places);
}
