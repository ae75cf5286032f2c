/* SPDX-License-Identifier: ISC */
/* The masthead of a first page: its lines are facts, where the paper has one. */
#include "config.h"

#include "fetch/parse/pdf/pdf.h"
#include "model/symbol/symbol.h"

#include <stdlib.h>
#include <string.h>

#define MAST_MOST 200 /* pieces of lines */

struct mast {
	struct pdf_lines *lines;
	struct un_facts *facts;
	size_t end;
	int agenda;  /* the line of the agenda item, or -1 */
	bool issued; /* see un_is_issued */
};

/* A piece of running text: the masthead is over. */
static bool is_body(const struct mast *mast, const struct pdf_line *line, int width)
{
	struct un_marker marker;

	if (line->chars > 55 && (line->right - line->left) * 2 > width)
		return true;
	return line->lead && un_marker_read(pdf_line_text(mast->lines, line), line->len, &marker) &&
	       marker.kind == UN_NUMBER;
}

/* The piece below, of the same print and at the same place. */
static size_t below(const struct mast *mast, size_t i)
{
	const struct pdf_line *line = &mast->lines->at.at[i];

	for (size_t k = i + 1; k < mast->end && k < i + 8; k++) {
		const struct pdf_line *next = &mast->lines->at.at[k];

		if (next->row > line->row && next->row <= line->row + 3 &&
		    abs(next->left - line->left) <= 2 * line->size && next->size == line->size &&
		    2 * (next->base - line->base) < 5 * line->size)
			return k;
	}
	return 0;
}

/* The piece and the one below it, as one line: the lower one's index; 0 when there is none
 * that fits. */
static size_t two_lines(const struct mast *mast, size_t i, struct buf *both)
{
	const struct pdf_line *line = &mast->lines->at.at[i], *lower;
	size_t next = below(mast, i);

	buf_reset(both);
	if (!next || line->len > 120)
		return 0;
	lower = &mast->lines->at.at[next];
	buf_add(both, pdf_line_text(mast->lines, line), line->len);
	buf_char(both, ' ');
	buf_add(both, pdf_line_text(mast->lines, lower), lower->len < 300 ? lower->len : 0);
	return next;
}

/* A name on two lines. */
static bool take_two(struct mast *mast, size_t i)
{
	struct pdf_line *line = &mast->lines->at.at[i];
	struct un_line read;
	struct buf both;
	enum un_line_kind kind = UN_TEXT;
	size_t next;

	buf_init(&both, 1024);
	next = two_lines(mast, i, &both);
	if (next)
		kind = un_line_read(both.bytes, both.len, &read);
	if (kind == UN_BODY || kind == UN_ORGANIZATION || kind == UN_SESSION) {
		un_facts_line(mast->facts, both.bytes, both.len);
		line->gone = mast->lines->at.at[next].gone = true;
	}
	buf_done(&both);
	return line->gone;
}

/* Lines below the agenda item, as long as they stand close and at its place. */
static void take_agenda(struct mast *mast, size_t i)
{
	const struct pdf_line *line = &mast->lines->at.at[i];
	const struct pdf_line *item = &mast->lines->at.at[mast->agenda];

	if (abs(line->left - item->left) > item->size || line->row <= item->row)
		return;
	if (line->base - item->base > 2 * item->size || line->size > item->size * 6 / 5) {
		mast->agenda = -1;
		return;
	}
	un_facts_agenda(mast->facts, pdf_line_text(mast->lines, line), line->len);
	mast->agenda = (int)i;
}

/* Its own symbol stands above all text, unless it says who issued it where; bare figures
 * are a page's or a table's. */
static bool is_others(const struct mast *mast, const char *s, size_t len)
{
	struct un_line read;
	enum un_line_kind kind = un_line_read(s, len, &read);

	return (kind == UN_PAGE && strspn(s, "0123456789") >= len) ||
	       (kind == UN_SYMBOL && mast->facts->said && !mast->issued);
}

static void take_piece(struct mast *mast, size_t i)
{
	struct pdf_line *line = &mast->lines->at.at[i];
	const char *s = pdf_line_text(mast->lines, line);
	enum un_line_kind kind;
	char iso[11];

	if (line->gone || is_others(mast, s, line->len))
		return;
	kind = un_facts_line(mast->facts, s, line->len);
	line->gone = kind != UN_TEXT && !un_is_shown(kind);
	if (kind == UN_AGENDA) {
		mast->agenda = (int)i;
		return;
	}
	if (kind != UN_TEXT || take_two(mast, i))
		return;
	if (mast->agenda >= 0)
		take_agenda(mast, i);
	else if (!*mast->facts->date && line->chars < 60 && un_date(s, line->len, iso, NULL))
		memcpy(mast->facts->date, iso, sizeof iso);
}

/* -- the whole ------------------------------------------------------------------------ */

static bool is_figure(const struct mast *mast, const struct pdf_line *line)
{
	const char *s = pdf_line_text(mast->lines, line);
	size_t n = strspn(s, "0123456789 .,%-+()");

	return line->len > 0 && n >= line->len && strpbrk(s, "0123456789") < s + line->len;
}

/* Two figures in a printed row are of a table. */
static bool is_row_of_figures(const struct mast *mast, size_t i, size_t end)
{
	size_t figures = 0;

	for (size_t k = i; k < end && mast->lines->at.at[k].row == mast->lines->at.at[i].row; k++)
		figures += is_figure(mast, &mast->lines->at.at[k]);
	return figures > 1;
}

/* The lines in which a masthead may be: above running text and tables. */
static void find_end(struct mast *mast, const struct pdf_page *page)
{
	for (size_t i = 0; i < mast->end; i++) {
		const struct pdf_line *line = &mast->lines->at.at[i];

		if (i == MAST_MOST || line->top * 20 > page->height * 9 ||
		    is_body(mast, line, page->width) || is_row_of_figures(mast, i, mast->end)) {
			mast->end = i;
			break;
		}
	}
}

/* Whether there is one; the imprint at the foot of the page is a sign as well. */
static bool is_formal(struct mast *mast, size_t page_end)
{
	struct un_masthead signs = {.signs = 0};
	struct un_line read;
	struct buf both;

	buf_init(&both, 1024);
	for (size_t i = 0; i < page_end; i++) {
		const struct pdf_line *line = &mast->lines->at.at[i];
		const char *s = pdf_line_text(mast->lines, line);
		enum un_line_kind kind = i < mast->end ? UN_JOB : un_line_read(s, line->len, &read);

		if (kind == UN_JOB || kind == UN_BARCODE)
			un_masthead_note(&signs, s, line->len);
		if (i < mast->end && two_lines(mast, i, &both))
			un_masthead_note(&signs, both.bytes, both.len);
	}
	buf_done(&both);
	mast->issued = un_is_issued(&signs);
	return un_has_masthead(&signs);
}

/* "A/RES/77/230 of 15 December 2022": the day is that of what is cited. */
static bool is_cited(const char *s, size_t len)
{
	struct symbol_scan scan;
	struct symbol_match match;

	symbol_scan(&scan, s, len, NULL);
	return symbol_next(&scan, &match);
}

/* What is known of a paper without one: the day in its head, and a symbol before all. */
static void take_head(struct mast *mast)
{
	char iso[11];

	for (size_t i = 0; i < mast->end && !*mast->facts->date; i++) {
		const struct pdf_line *line = &mast->lines->at.at[i];
		const char *s = pdf_line_text(mast->lines, line);

		if (line->chars < 60 && !is_cited(s, line->len) && un_date(s, line->len, iso, NULL))
			memcpy(mast->facts->date, iso, sizeof iso);
	}
	for (size_t i = 0; i < mast->end && !mast->facts->said; i++) {
		struct pdf_line *line = &mast->lines->at.at[i];
		struct un_line read;

		mast->facts->said = un_line_read(pdf_line_text(mast->lines, line), line->len,
		                                 &read) != UN_SYMBOL;
		line->gone = !mast->facts->said;
		if (line->gone)
			un_facts_line(mast->facts, pdf_line_text(mast->lines, line), line->len);
	}
}

void pdf_masthead(struct pdf_lines *lines, const struct pdf_file *file, struct un_facts *facts)
{
	struct mast mast = {lines, facts, lines->pages.at[1], -1, false};
	struct un_line read;

	find_end(&mast, &file->pages.at[0]);
	facts->formal = is_formal(&mast, lines->pages.at[1]);
	if (!facts->formal) {
		take_head(&mast);
		return;
	}
	/* A day in a sentence of the head is the date only if no line says it alone. */
	for (size_t i = 0; i < mast.end && !*facts->date; i++) {
		const struct pdf_line *line = &lines->at.at[i];

		if (un_line_read(pdf_line_text(lines, line), line->len, &read) == UN_DATE)
			un_facts_line(facts, pdf_line_text(lines, line), line->len);
	}
	for (size_t i = 0; i < mast.end; i++)
		take_piece(&mast, i);
}
