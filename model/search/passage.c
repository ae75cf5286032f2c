/* SPDX-License-Identifier: ISC */
/* The paragraph in which most of the words stand, and the words in it. The index tells the
 * places; of the document one block is looked at. */
#include "config.h"

#include "model/base/utf8.h"
#include "model/search/run.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Bytes of a passage, and how many of them may stand before its first mark. */
#define PASSAGE_MOST 360
#define BEFORE_MOST 100
#define ELLIPSIS "…"

/* -- which paragraph ----------------------------------------------------------- */

struct tally {
	uint32_t words; /* a bit for each that stands in it */
	unsigned places;
};

struct tallies {
	const long *starts;
	size_t count;
	struct tally *of;
	const double *weights;
};

/* The block of a term: the last that begins at it or before; one without terms is passed
 * over, for the next begins at the same. */
static size_t block_of(const struct tallies *t, long term)
{
	size_t from = 0, to = t->count;

	while (from < to) {
		size_t i = from + (to - from) / 2;

		if (t->starts[i] <= term)
			from = i + 1;
		else
			to = i;
	}
	return from ? from - 1 : 0;
}

static int take_place(const struct match_place *p, void *payload)
{
	struct tallies *t = payload;
	size_t block;

	if (p->column != MATCH_BODY || !t->count)
		return 0;
	block = block_of(t, p->term);
	/* words that follow one another across two paragraphs do not belong together */
	if (p->length > 1 && block_of(t, p->term + p->length - 1) != block)
		return 0;
	t->of[block].words |= UINT32_C(1) << p->word;
	t->of[block].places++;
	return 0;
}

static double worth(const struct tallies *t, const struct tally *one)
{
	double sum = 0;

	for (int w = 0; w < QUERY_WORDS_MOST; w++)
		if (one->words & UINT32_C(1) << w)
			sum += t->weights[w] + 1;
	return sum;
}

/* As they were noted, else by asking for them. */
static int take_places(struct search *s, struct list *l, int64_t row, struct tallies *t)
{
	bool noted = false;

	for (size_t i = 0; i < l->placed.count; i++)
		noted = noted || l->placed.at[i] == row;
	if (!noted)
		return store_match_places(l->store, &l->question.all.asked, &row, 1, take_place, t,
		                          s->err);
	for (size_t i = 0; i < l->places.count; i++)
		if (l->places.at[i].row == row)
			take_place(&l->places.at[i], t);
	return 0;
}

int passage_find(struct search *s, struct list *l, const struct store_text *text, long *block)
{
	struct tallies t = {.weights = l->question.weights};
	long *starts;
	double best = 0;
	int rc = 0;

	*block = -1;
	t.count = store_text_starts(text, &starts);
	t.starts = starts;
	t.of = calloc(t.count + 1, sizeof *t.of);
	if (!starts || !t.of) {
		err_set(s->err, ERR_FAILED, "out of memory");
		free(t.of);
		free(starts);
		return -1;
	}
	if (l->question.all.asked.phrases)
		rc = take_places(s, l, text->text, &t);
	for (size_t i = 0; rc == 0 && i < t.count; i++) {
		double here = worth(&t, &t.of[i]);

		if (here > best) {
			best = here;
			*block = (long)i;
		}
	}
	free(t.of);
	free(starts);
	return rc;
}

/* -- marks ------------------------------------------------------------------------ */

struct marking {
	VEC(struct search_mark) marks;
	bool full;
};

static int take_mark(size_t from, size_t to, int word, void *payload)
{
	struct search_mark mark = {from, to};
	struct marking *m = payload;

	(void)word;
	m->full = vec_push(&m->marks, mark) < 0;
	return m->full;
}

int passage_mark(struct search *s, const char *text, size_t len, struct search_mark **marks,
                 size_t *count)
{
	struct marking m = {.full = false};

	marks_find(s->marks, text, len, take_mark, &m);
	if (m.full)
		vec_done(&m.marks);
	*marks = m.marks.at;
	*count = m.marks.count;
	return m.full ? err_set(s->err, ERR_FAILED, "out of memory") : 0;
}

/* -- the words around them ----------------------------------------------------------- */

static size_t to_letter(const char *text, size_t at)
{
	while (at && ((unsigned char)text[at] & 0xc0) == 0x80)
		at--;
	return at;
}

/* Where the passage begins: at a word, some before the first mark. */
static size_t begin(const char *text, size_t mark)
{
	size_t at = mark > BEFORE_MOST ? to_letter(text, mark - BEFORE_MOST) : 0;
	const char *blank = at ? memchr(text + at, ' ', mark - at) : NULL;

	return blank ? (size_t)(blank + 1 - text) : at;
}

static size_t end_from(const char *text, size_t len, size_t from)
{
	size_t end = from + PASSAGE_MOST, at;

	if (end >= len)
		return len;
	end = at = to_letter(text, end);
	while (at > from + PASSAGE_MOST / 2 && text[at] != ' ')
		at--;
	return text[at] == ' ' ? at : end;
}

int passage_cut(struct search *s, const char *text, size_t len, struct search_hit *hit)
{
	struct search_mark *marks = NULL;
	size_t count = 0, from, to;
	struct buf out;

	if (passage_mark(s, text, len, &marks, &count) < 0)
		return -1;
	from = begin(text, count ? marks[0].from : 0);
	to = end_from(text, len, from);
	buf_init(&out, 1 << 16);
	buf_str(&out, from ? ELLIPSIS : "");
	hit->passage_mark_count = 0;
	for (size_t i = 0; i < count; i++)
		if (marks[i].to <= to)
			marks[hit->passage_mark_count++] = (struct search_mark){
				marks[i].from - from + out.len, marks[i].to - from + out.len};
	buf_add(&out, text + from, to - from);
	buf_str(&out, to < len ? ELLIPSIS : "");
	for (size_t i = 0; i < out.len; i++)
		if (out.bytes[i] == '\n')
			out.bytes[i] = ' ';
	free(hit->passage);
	free(hit->passage_marks);
	hit->passage = buf_take(&out);
	hit->passage_marks = marks;
	return hit->passage ? 0 : err_set(s->err, ERR_FAILED, "out of memory");
}

/* -- the block ---------------------------------------------------------------------- */

static int count_mark(size_t from, size_t to, int word, void *payload)
{
	(void)from;
	(void)to;
	*(uint32_t *)payload |= UINT32_C(1) << word;
	return 0;
}

static size_t words_in(struct search *s, const struct doc_text *t)
{
	uint32_t words = 0;
	size_t n = 0;

	marks_find(s->marks, t->bytes, t->len, count_mark, &words);
	for (; words; words &= words - 1)
		n++;
	return n;
}

/* The text of a block, of a table the caption or cell, that has most of the words. */
static const struct doc_text *best_text(struct search *s, const struct doc_block *b)
{
	const struct doc_text *best = &b->text;
	size_t most = b->row_count ? words_in(s, best) : 0;

	for (uint32_t r = 0; r < b->row_count; r++)
		for (uint32_t c = 0; c < b->rows[r].cell_count; c++) {
			size_t n = words_in(s, &b->rows[r].cells[c].text);

			if (n > most) {
				most = n;
				best = &b->rows[r].cells[c].text;
			}
		}
	return best;
}

/* The printed number of the block, else of the paragraph that it goes on from. */
static const char *number_of(const struct doc *doc, long block)
{
	for (long i = block; i >= 0; i--) {
		const struct doc_block *b = doc_block(doc, (size_t)i);

		if (*b->number)
			return b->number;
		if (b->kind == DOC_HEADING || b->kind == DOC_NOTE || b->kind == DOC_TABLE)
			break;
	}
	return "";
}

int passage_take(struct search *s, struct search_hit *hit)
{
	const struct search_language *l = &hit->languages[0];
	struct doc *doc;
	long at;
	int rc = 0;

	if (hit->block < 0 || !hit->language_count)
		return 0;
	/* one that cannot be read is a matter of verify: it is a result all the same */
	doc = store_doc_part(l->store, l->version, hit->block, &at, NULL);
	if (doc) {
		const struct doc_text *t = best_text(s, doc_block(doc, (size_t)at));

		rc = passage_cut(s, t->bytes, t->len, hit);
		snprintf(hit->number, sizeof hit->number, "%s", number_of(doc, at));
	}
	doc_free(doc);
	return rc;
}
