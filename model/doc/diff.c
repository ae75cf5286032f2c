/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/doc/diff.h"

#include "model/base/messages.h"
#include "model/base/vec.h"
#include "model/doc/edit.h"
#include "model/doc/passage.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Steps of comparing paragraphs, and as many again of comparing words: some tenths of a
 * second or so. Texts that have nothing in common use them up. */
#define WORK (16 << 20)
/* A paragraph in place of another is the same one, changed, if so many of 100 of their
 * words are words of either. */
#define SHARE_LEAST 50
/* Of paragraphs in place of others each is held against each, if that makes so many pairs
 * at most; else against so many next ones. */
#define PAIRS_MOST 40000
#define NEXT_MOST 8

/* -1 in a row: there is none. */
struct row {
	long before, after;
	bool same;
};

struct diff {
	const struct doc *doc[2];
	struct passages passages[2];
	VEC(struct row) rows;
	size_t changed;
	bool cut; /* paragraphs were too many to compare */
};

/* -- paragraphs in place of others --------------------------------------------- */

/* Those of a gap: so many from the first on, with their words. */
struct side {
	long first, count;
	struct passage_bag *bags;
};

static int side_init(struct side *s, const struct passages *u, long first, long end)
{
	*s = (struct side){first, end - first, calloc((size_t)(end - first) + 1, sizeof *s->bags)};
	for (long i = 0; s->bags && i < s->count; i++)
		if (passage_bag(&s->bags[i], &u->all.at[first + i]) < 0)
			return -1;
	return s->bags ? 0 : -1;
}

static void side_done(struct side *s)
{
	for (long i = 0; s->bags && i < s->count; i++)
		vec_done(&s->bags[i].all);
	free(s->bags);
}

/* 0 where one is not the other changed. */
static int share(const struct side *a, long i, const struct side *b, long j)
{
	int of_100 = passage_bags_share(&a->bags[i], &b->bags[j]);

	return of_100 >= SHARE_LEAST ? of_100 : 0;
}

static int add_row(struct diff *d, long before, long after, bool same)
{
	struct row row = {before, after, same};

	d->changed += !same;
	return vec_push(&d->rows, row);
}

/* So many of one side that have no partner. */
static int add_lone(struct diff *d, const struct side *s, long from, long to, bool after)
{
	for (; from < to; from++)
		if (add_row(d, after ? -1 : s->first + from, after ? s->first + from : -1, false) <
		    0)
			return -1;
	return 0;
}

/* Each with the next that it may be, the nearest first. */
static int pair_next(struct diff *d, const struct side *a, const struct side *b)
{
	long i = 0, j = 0;

	while (i < a->count && j < b->count) {
		long x = 0, y = 0, n;
		bool found = false;

		for (n = 0; !found && n < 2 * NEXT_MOST; n++)
			for (x = 0; !found && x <= n; x++) {
				y = n - x;
				found = i + x < a->count && j + y < b->count &&
				        share(a, i + x, b, j + y) > 0;
			}
		/* without one, both are passed over */
		x = found ? x - 1 : 1;
		y = found ? y : 1;
		if (add_lone(d, a, i, i + x, false) < 0 || add_lone(d, b, j, j + y, true) < 0)
			return -1;
		i += x;
		j += y;
		if (found && add_row(d, a->first + i++, b->first + j++, false) < 0)
			return -1;
	}
	if (add_lone(d, a, i, a->count, false) < 0)
		return -1;
	return add_lone(d, b, j, b->count, true);
}

/* The pairs in their order that share most. `best` is a table of the counts of both, each
 * one more: what those from there on share. */
static int pair_best(struct diff *d, const struct side *a, const struct side *b, int32_t *best)
{
	long wide = b->count + 1, i, j;

	for (i = a->count - 1; i >= 0; i--)
		for (j = b->count - 1; j >= 0; j--) {
			int32_t *at = &best[i * wide + j];
			int pair = share(a, i, b, j);

			*at = at[wide] > at[1] ? at[wide] : at[1];
			if (pair > 0 && at[wide + 1] + pair > *at)
				*at = at[wide + 1] + pair;
		}
	for (i = 0, j = 0; i < a->count && j < b->count;) {
		int32_t *at = &best[i * wide + j];
		int rc;

		if (*at == at[wide])
			rc = add_lone(d, a, i, i + 1, false), i++;
		else if (*at == at[1])
			rc = add_lone(d, b, j, j + 1, true), j++;
		else
			rc = add_row(d, a->first + i++, b->first + j++, false);
		if (rc < 0)
			return -1;
	}
	if (add_lone(d, a, i, a->count, false) < 0)
		return -1;
	return add_lone(d, b, j, b->count, true);
}

static int pair(struct diff *d, long i, long i_end, long j, long j_end)
{
	struct side a = {0}, b = {0};
	size_t cells = (size_t)(i_end - i + 1) * (size_t)(j_end - j + 1);
	int32_t *best = NULL;
	int rc = side_init(&a, &d->passages[0], i, i_end);

	if (rc == 0)
		rc = side_init(&b, &d->passages[1], j, j_end);
	if (rc == 0 && cells > PAIRS_MOST)
		rc = pair_next(d, &a, &b);
	else if (rc == 0)
		rc = (best = calloc(cells, sizeof *best)) ? pair_best(d, &a, &b, best) : -1;
	free(best);
	side_done(&a);
	side_done(&b);
	return rc;
}

/* -- all paragraphs ---------------------------------------------------------------- */

static int sequence_init(struct edit_sequence *s, uint32_t **numbers, const struct passages *u)
{
	*numbers = calloc(u->all.count + 1, sizeof **numbers);
	*s = (struct edit_sequence){*numbers, u->all.count,
	                            calloc(u->all.count + 1, sizeof *s->changed)};
	if (!*numbers || !s->changed)
		return -1;
	for (size_t i = 0; i < u->all.count; i++)
		(*numbers)[i] = u->all.at[i].id;
	return 0;
}

static int make_rows(struct diff *d, const struct edit_sequence *a, const struct edit_sequence *b)
{
	long n = (long)a->count, m = (long)b->count;

	for (long i = 0, j = 0; i < n || j < m;) {
		long x = i, y = j;

		while (x < n && a->changed[x])
			x++;
		while (y < m && b->changed[y])
			y++;
		if (x == i && y == j ? add_row(d, x++, y++, true) < 0 : pair(d, i, x, j, y) < 0)
			return -1;
		i = x;
		j = y;
	}
	return 0;
}

static int compare(struct diff *d)
{
	struct edit_sequence a = {0}, b = {0};
	uint32_t *of_a = NULL, *of_b = NULL;
	int64_t work = WORK;
	int rc = passages_add(&d->passages[0], d->doc[0]);

	if (rc == 0)
		rc = passages_add(&d->passages[1], d->doc[1]);
	if (rc == 0)
		rc = passages_number(&d->passages[0], &d->passages[1]);
	if (rc == 0)
		rc = sequence_init(&a, &of_a, &d->passages[0]);
	if (rc == 0)
		rc = sequence_init(&b, &of_b, &d->passages[1]);
	if (rc == 0)
		rc = edit_compare(&a, &b, &work);
	d->cut = rc == 0;
	if (rc >= 0)
		rc = make_rows(d, &a, &b);
	free(a.changed);
	free(b.changed);
	free(of_a);
	free(of_b);
	return rc;
}

struct diff *diff_new(const struct doc *before, const struct doc *after, struct err *err)
{
	struct diff *d = calloc(1, sizeof *d);

	if (d)
		d->doc[0] = before, d->doc[1] = after;
	if (d && compare(d) == 0)
		return d;
	diff_free(d);
	err_set(err, ERR_FAILED, "what changed: out of memory");
	return NULL;
}

void diff_free(struct diff *d)
{
	if (!d)
		return;
	vec_done(&d->passages[0].all);
	vec_done(&d->passages[1].all);
	vec_done(&d->rows);
	free(d);
}

size_t diff_changed(const struct diff *d)
{
	return d->changed;
}

void diff_summary(const struct diff *d, char *out, size_t size)
{
	snprintf(out, size,
	         messages_count("%ld paragraph changed", "%ld paragraphs changed",
	                        (long long)d->changed),
	         (long)d->changed);
}

/* -- the document -------------------------------------------------------------------- */

/* What is written of both documents. */
struct writer {
	const struct diff *d;
	struct doc_maker *m;
	int64_t work; /* of comparing words */
	bool cut;     /* it was used up */
};

enum mark { COMMON, REMOVED, ADDED };
static const struct {
	const char *before, *after;
	enum doc_span_kind span;
} marks[] = {[COMMON] = {"", "", DOC_EM},
             [REMOVED] = {DOC_DEL_BEFORE, DOC_DEL_BEHIND, DOC_EM},
             [ADDED] = {DOC_INS_BEFORE, DOC_INS_BEHIND, DOC_STRONG}};

/* Words of palais' own. */
static void say(struct doc_maker *m, const char *text)
{
	doc_begin(m, DOC_PARAGRAPH);
	doc_attr(m, "lang", messages_language());
	if (messages_rtl())
		doc_attr(m, "dir", "rtl");
	doc_add_str(m, text);
}

static void fold(struct writer *w, long count)
{
	char text[200];

	if (!count)
		return;
	snprintf(text, sizeof text,
	         messages_count("… %ld paragraph unchanged", "… %ld paragraphs unchanged", count),
	         count);
	say(w->m, text);
}

/* A paragraph like that of the passage; `label`: with what is printed before it. */
static void begin(struct writer *w, const struct passage *u, bool after, bool label)
{
	const struct doc_block *b = u->block;
	bool plain = b->kind == DOC_TABLE || b->kind == DOC_FIGURE || b->kind == DOC_NOTE;
	const char *lang = *b->lang ? b->lang : doc_fact(w->d->doc[after], DOC_LANGUAGE);
	char level[12];

	doc_begin(w->m, plain ? DOC_PARAGRAPH : b->kind);
	snprintf(level, sizeof level, "%d", b->level);
	doc_attr(w->m, "level", level);
	if (b->dir != DOC_DIR_AUTO)
		doc_attr(w->m, "dir", b->dir == DOC_RTL ? "rtl" : "ltr");
	if (*lang)
		doc_attr(w->m, "lang", lang);
	/* a bullet is no label and always stands */
	if (!label && *passage_label(u))
		return;
	if (*b->number)
		doc_attr(w->m, "number", b->number);
	if (*b->marker)
		doc_attr(w->m, "marker", b->marker);
}

/* Words with what is between them; `space`: whose white space goes before the first, NULL
 * where nothing does. */
static void add_words(struct writer *w, enum mark mark, const struct passage_words *words,
                      size_t from, size_t to, const struct passage_word *space)
{
	uint32_t start;

	if (from == to)
		return;
	if (space)
		doc_add_text(w->m, space->space, space->space_len);
	start = doc_text_length(w->m);
	doc_add_str(w->m, marks[mark].before);
	for (size_t i = from; i < to; i++) {
		const struct passage_word *word = &words->all.at[i];

		if (i > from)
			doc_add_text(w->m, word->space, word->space_len);
		doc_add_text(w->m, word->bytes, word->len);
	}
	doc_add_str(w->m, marks[mark].after);
	if (mark != COMMON)
		doc_add_span(w->m, marks[mark].span, start, doc_text_length(w->m), NULL);
}

/* A paragraph that one of them alone has. */
static void write_lone(struct writer *w, const struct passage *u, bool after)
{
	struct passage_words words = {0};
	size_t from;

	begin(w, u, after, true);
	if (passage_words(&words, u) == 0) {
		from = words.all.at[0].label;
		add_words(w, after ? ADDED : REMOVED, &words, from, words.all.count, NULL);
	}
	vec_done(&words.all);
}

/* Signs alone between two changes are changed with them: a comma that stayed tells
 * nothing, and makes many marks of one. */
static void join_changes(struct edit_sequence *a, struct edit_sequence *b,
                         const struct passage_words *words)
{
	for (size_t i = 0, j = 0; i < a->count || j < b->count;) {
		bool changed = false, letters = false;
		size_t n = 0;

		for (; i < a->count && a->changed[i]; i++)
			changed = true;
		for (; j < b->count && b->changed[j]; j++)
			changed = true;
		for (; i + n < a->count && !a->changed[i + n] && !b->changed[j + n]; n++)
			letters = letters || words->all.at[i + n].letters;
		if (changed && !letters && (i + n < a->count || j + n < b->count))
			for (size_t k = 0; k < n; k++)
				a->changed[i + k] = b->changed[j + k] = true;
		i += n;
		j += n;
	}
}

static void write_edit(struct writer *w, const struct edit_sequence *a,
                       const struct edit_sequence *b, const struct passage_words *x,
                       const struct passage_words *y, size_t from)
{
	const struct passage_word *u = x->all.at, *v = y->all.at;

	for (size_t i = from, j = from; i < a->count || j < b->count;) {
		size_t gone = i, come = j, end;

		while (gone < a->count && a->changed[gone])
			gone++;
		while (come < b->count && b->changed[come])
			come++;
		add_words(w, REMOVED, x, i, gone, i > from ? &u[i] : NULL);
		add_words(w, ADDED, y, j, come, j > from && gone == i ? &v[j] : NULL);
		for (end = come;
		     end < b->count && !b->changed[end] && !a->changed[gone + (end - come)];)
			end++;
		/* what was before it may have gone, and the space with that */
		add_words(w, COMMON, y, come, end,
		          come == end || (come == from && gone == from) ? NULL
		          : v[come].space_len                           ? &v[come]
		                                                        : &u[gone]);
		i = gone + (end - come);
		j = end;
	}
}

/* The words of a paragraph that has changed: false when they could not be compared. */
static bool write_changed(struct writer *w, const struct passage *u, const struct passage *v,
                          struct passage_words *x, struct passage_words *y)
{
	struct edit_sequence a = {.count = x->all.count}, b = {.count = y->all.count};
	uint32_t *ids = calloc(a.count + b.count + 1, sizeof *ids);
	bool *changed = calloc(a.count + b.count + 1, sizeof *changed);
	bool label = !strcmp(passage_label(u), passage_label(v)), done = false;

	if (ids && changed && passage_words_number(x, y) == 0) {
		for (size_t i = 0; i < a.count; i++)
			ids[i] = x->all.at[i].id;
		for (size_t j = 0; j < b.count; j++)
			ids[a.count + j] = y->all.at[j].id;
		a.at = ids;
		b.at = ids + a.count;
		a.changed = changed;
		b.changed = changed + a.count;
		done = edit_compare(&a, &b, &w->work) > 0;
	}
	if (done) {
		begin(w, v, true, label);
		join_changes(&a, &b, x);
		write_edit(w, &a, &b, x, y, label && *passage_label(u));
	}
	free(ids);
	free(changed);
	return done;
}

static void write_pair(struct writer *w, const struct passage *u, const struct passage *v)
{
	struct passage_words x = {0}, y = {0};

	if (passage_words(&x, u) < 0 || passage_words(&y, v) < 0 ||
	    !write_changed(w, u, v, &x, &y)) {
		w->cut = true;
		write_lone(w, u, false);
		write_lone(w, v, true);
	}
	vec_done(&x.all);
	vec_done(&y.all);
}

void diff_write(const struct diff *d, struct doc_maker *m)
{
	struct writer w = {d, m, WORK, d->cut};
	long same = 0;

	for (size_t i = 0; i < d->rows.count; i++) {
		const struct row *r = &d->rows.at[i];
		const struct passage *u = r->before < 0 ? NULL : &d->passages[0].all.at[r->before];
		const struct passage *v = r->after < 0 ? NULL : &d->passages[1].all.at[r->after];

		if (r->same) {
			same++;
			continue;
		}
		fold(&w, same);
		same = 0;
		if (u && v)
			write_pair(&w, u, v);
		else if (u || v)
			write_lone(&w, u ? u : v, v != NULL);
	}
	fold(&w, same);
	if (w.cut)
		say(m, _("Too much has changed to compare all of it word by word: some paragraphs "
		         "stand as removed and added that may be the same ones."));
}
