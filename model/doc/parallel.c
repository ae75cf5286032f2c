/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/doc/parallel.h"

#include "model/base/vec.h"
#include "model/doc/copy.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Two stretches of more blocks than this, squared, are paired without comparing
 * each with each. */
#define CELLS_MOST (4u << 20)

struct parallel {
	VEC(struct parallel_row) rows;
};

struct sides {
	const struct doc *doc[2];
};

/* -- how well two blocks go together -------------------------------------- */

static size_t length_of(const struct doc_block *b)
{
	size_t n = b->text.len;

	for (uint32_t r = 0; r < b->row_count; r++)
		for (uint32_t c = 0; c < b->rows[r].cell_count; c++)
			n += b->rows[r].cells[c].text.len;
	return n;
}

/* Bytes are no measure between scripts: a share of the whole is. */
static int length_score(const struct sides *s, const struct doc_block *a, const struct doc_block *b)
{
	double share_a = (double)(length_of(a) + 20) / (double)(doc_size(s->doc[0]) + 200);
	double share_b = (double)(length_of(b) + 20) / (double)(doc_size(s->doc[1]) + 200);
	double ratio = share_a < share_b ? share_a / share_b : share_b / share_a;

	return (int)(ratio * 6);
}

/* More than 0: they may stand together, the better the more. 0: they may not. */
static int score(const struct sides *s, long i, long j)
{
	const struct doc_block *a = doc_block(s->doc[0], (size_t)i);
	const struct doc_block *b = doc_block(s->doc[1], (size_t)j);
	bool same_number = *a->number && !strcmp(a->number, b->number);

	if (strcmp(a->number, b->number) != 0 && (*a->number || *b->number))
		return 0;
	if (a->kind != b->kind)
		return same_number ? 8 : 0;
	if (a->level != b->level)
		return 1 + length_score(s, a, b) / 2;
	return (same_number ? 12 : 3) + length_score(s, a, b);
}

/* -- rows ---------------------------------------------------------------- */

static int add_row(struct parallel *p, long first, long second)
{
	struct parallel_row row = {first, second};

	return vec_push(&p->rows, row);
}

/* Blocks [i, n) and [j, m), one for one as far as they go together. */
static int pair_in_turn(struct parallel *p, const struct sides *s, long i, long n, long j, long m)
{
	int rc = 0;

	while (rc == 0 && (i < n || j < m)) {
		if (i < n && j < m && score(s, i, j) > 0)
			rc = add_row(p, i++, j++);
		else if (i < n && (n - i >= m - j || j >= m))
			rc = add_row(p, i++, -1);
		else
			rc = add_row(p, -1, j++);
	}
	return rc;
}

/* The best alignment of [i, n) and [j, m): the greatest sum of scores; a block alone
 * costs nothing. `best` is a table of (n-i+1) x (m-j+1). */
static int pair_best(struct parallel *p, const struct sides *s, long i, long n, long j, long m)
{
	long wide = m - j + 1;
	size_t cells = (size_t)(n - i + 1) * (size_t)wide;
	int32_t *best = cells <= CELLS_MOST ? calloc(cells, sizeof *best) : NULL;
	long a, b;
	int rc = 0;

	if (cells > CELLS_MOST)
		return pair_in_turn(p, s, i, n, j, m);
	if (!best)
		return -1;
	/* best[a][b]: of what lies from a and b on */
	for (a = n - i - 1; a >= 0; a--)
		for (b = wide - 2; b >= 0; b--) {
			int32_t *at = &best[a * wide + b];
			int pair = score(s, i + a, j + b);

			*at = at[wide] > at[1] ? at[wide] : at[1];
			if (pair > 0 && at[wide + 1] + pair >= *at)
				*at = at[wide + 1] + pair;
		}
	for (a = 0, b = 0; rc == 0 && (i + a < n || j + b < m);) {
		int32_t *at = &best[a * wide + b];
		int pair = i + a < n && j + b < m ? score(s, i + a, j + b) : 0;

		if (pair > 0 && at[wide + 1] + pair == *at) {
			rc = add_row(p, i + a, j + b);
			a++, b++;
		} else if (j + b >= m || (i + a < n && at[wide] == *at)) {
			rc = add_row(p, i + a++, -1);
		} else {
			rc = add_row(p, -1, j + b++);
		}
	}
	free(best);
	return rc;
}

/* -- fixed points ----------------------------------------------------------- */

struct numbered {
	VEC(long) blocks;
};

static int find_numbered(const struct doc *doc, struct numbered *n)
{
	for (size_t i = 0; i < doc_block_count(doc); i++)
		if (*doc_block(doc, i)->number && vec_push(&n->blocks, (long)i) < 0)
			return -1;
	return 0;
}

static bool same_number(const struct sides *s, long a, long b)
{
	return !strcmp(doc_block(s->doc[0], (size_t)a)->number,
	               doc_block(s->doc[1], (size_t)b)->number);
}

/* One numbered block of each as a fixed point, after what lies before them. */
static int fix(struct parallel *p, const struct sides *s, long *i, long a, long *j, long b)
{
	if (pair_best(p, s, *i, a, *j, b) < 0 || add_row(p, a, b) < 0)
		return -1;
	*i = a + 1;
	*j = b + 1;
	return 0;
}

/* The longest run of numbers that both have in the same order: numbers begin again
 * in annexes, and some are missing. `longest` is a table of both counts, each one
 * more: how long it is from there on. */
static int fix_longest(struct parallel *p, const struct sides *s, const struct numbered *x,
                       const struct numbered *y, long *i, long *j)
{
	size_t n = x->blocks.count, m = y->blocks.count, wide = m + 1;
	uint32_t *longest = calloc((n + 1) * wide, sizeof *longest);
	int rc = longest ? 0 : -1;

	for (size_t a = n; rc == 0 && a-- > 0;)
		for (size_t b = m; b-- > 0;) {
			uint32_t *at = &longest[a * wide + b];

			if (same_number(s, x->blocks.at[a], y->blocks.at[b]))
				*at = at[wide + 1] + 1;
			else
				*at = at[wide] > at[1] ? at[wide] : at[1];
		}
	for (size_t a = 0, b = 0; rc == 0 && a < n && b < m;) {
		uint32_t *at = &longest[a * wide + b];

		if (same_number(s, x->blocks.at[a], y->blocks.at[b]))
			rc = fix(p, s, i, x->blocks.at[a++], j, y->blocks.at[b++]);
		else if (at[wide] >= at[1])
			a++;
		else
			b++;
	}
	free(longest);
	return rc;
}

/* The same for more numbers than a table holds: each with the next of its like. */
static int fix_in_turn(struct parallel *p, const struct sides *s, const struct numbered *x,
                       const struct numbered *y, long *i, long *j)
{
	int rc = 0;

	for (size_t a = 0, b = 0; rc == 0 && a < x->blocks.count; a++) {
		size_t look = b;

		while (look < y->blocks.count && look < b + 8 &&
		       !same_number(s, x->blocks.at[a], y->blocks.at[look]))
			look++;
		if (look == y->blocks.count || look == b + 8)
			continue;
		rc = fix(p, s, i, x->blocks.at[a], j, y->blocks.at[look]);
		b = look + 1;
	}
	return rc;
}

/* Numbers that both have are fixed points; what lies between is aligned by itself. */
static int align(struct parallel *p, const struct sides *s)
{
	struct numbered x = {0}, y = {0};
	long i = 0, j = 0;
	int rc = find_numbered(s->doc[0], &x) < 0 || find_numbered(s->doc[1], &y) < 0 ? -1 : 0;

	if (rc == 0 && x.blocks.count * y.blocks.count <= CELLS_MOST)
		rc = fix_longest(p, s, &x, &y, &i, &j);
	else if (rc == 0)
		rc = fix_in_turn(p, s, &x, &y, &i, &j);
	if (rc == 0)
		rc = pair_best(p, s, i, (long)doc_block_count(s->doc[0]), j,
		               (long)doc_block_count(s->doc[1]));
	vec_done(&x.blocks);
	vec_done(&y.blocks);
	return rc;
}

struct parallel *parallel_new(const struct doc *first, const struct doc *second, struct err *err)
{
	struct parallel *p = calloc(1, sizeof *p);
	struct sides s = {{first, second}};

	if (p && align(p, &s) == 0)
		return p;
	parallel_free(p);
	err_set(err, ERR_FAILED, "two languages: out of memory");
	return NULL;
}

void parallel_free(struct parallel *p)
{
	if (!p)
		return;
	vec_done(&p->rows);
	free(p);
}

size_t parallel_count(const struct parallel *p)
{
	return p->rows.count;
}

struct parallel_row parallel_row(const struct parallel *p, size_t index)
{
	return p->rows.at[index];
}

long parallel_partner(const struct parallel *p, long block, bool of_second)
{
	long partner = 0;

	for (size_t i = 0; i < p->rows.count; i++) {
		struct parallel_row row = p->rows.at[i];
		long here = of_second ? row.second : row.first;
		long there = of_second ? row.first : row.second;

		if (here > block)
			break;
		if (here >= 0 && there >= 0)
			partner = there;
	}
	return partner;
}

long parallel_index(const struct parallel *p, long block, bool of_second)
{
	long index = 0;

	for (size_t i = 0; i < p->rows.count; i++) {
		struct parallel_row row = p->rows.at[i];

		if ((of_second ? row.second : row.first) == block)
			return index + (of_second && row.first >= 0);
		index += (row.first >= 0) + (row.second >= 0);
	}
	return 0;
}

long parallel_block(const struct parallel *p, long index, bool *of_second)
{
	long at = 0;

	*of_second = false;
	for (size_t i = 0; i < p->rows.count; i++) {
		struct parallel_row row = p->rows.at[i];

		if (row.first >= 0 && at++ == index)
			return row.first;
		if (row.second >= 0 && at++ == index) {
			*of_second = true;
			return row.second;
		}
	}
	return 0;
}

/* -- one document of both ----------------------------------------------------- */

/* What names a place in the second document names it there: both have a note 1. */
static void copy_second(struct doc_maker *m, const struct doc_text *t, void *payload)
{
	uint32_t from = doc_text_length(m);
	char place[200];

	(void)payload;
	doc_add_text(m, t->bytes, t->len);
	for (uint32_t i = 0; i < t->span_count; i++) {
		const struct doc_span *s = &t->spans[i];
		bool within = s->kind == DOC_CALL || (s->kind == DOC_LINK && *s->value == '#');

		snprintf(place, sizeof place, "%.190s-second", s->value);
		doc_add_span(m, s->kind, from + s->start, from + s->end, within ? place : s->value);
	}
}

/* A block with its language said: the document has two. */
static void copy_side(struct doc_maker *m, const struct doc *doc, long index, bool second)
{
	const struct doc_block *b = doc_block(doc, (size_t)index);
	char anchor[200];

	doc_copy_block(m, b, second ? copy_second : NULL, NULL);
	if (!*b->lang)
		doc_attr(m, "lang", doc_fact(doc, DOC_LANGUAGE));
	if (second && *b->anchor) {
		snprintf(anchor, sizeof anchor, "%.190s-second", b->anchor);
		doc_attr(m, "anchor", anchor);
	}
}

struct doc *parallel_doc(const struct doc *first, const struct doc *second, struct err *err)
{
	struct parallel *p = parallel_new(first, second, err);
	struct doc_maker *m = p ? doc_maker_new(0) : NULL;

	if (!m) {
		err_set(err, ERR_FAILED, "two languages: out of memory");
		parallel_free(p);
		return NULL;
	}
	doc_copy_facts(m, first);
	doc_add_fact(m, "language-second", doc_fact(second, DOC_LANGUAGE));
	doc_add_fact(m, "title-second", doc_fact(second, DOC_TITLE));
	for (size_t i = 0; i < p->rows.count; i++) {
		if (p->rows.at[i].first >= 0)
			copy_side(m, first, p->rows.at[i].first, false);
		if (p->rows.at[i].second >= 0)
			copy_side(m, second, p->rows.at[i].second, true);
	}
	parallel_free(p);
	return doc_finish(m, err);
}
