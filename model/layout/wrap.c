/* SPDX-License-Identifier: ISC */
/* Layout: the rows, and blocks of running text. Tables are in wrap_table.c. */
#include "config.h"

#include "model/layout/internal.h"
#include "model/text/characters.h"

#include <stdlib.h>
#include <string.h>

struct wrap *wrap_new(const struct doc *doc, int width)
{
	struct wrap *w = calloc(1, sizeof *w);

	if (!w)
		return NULL;
	w->doc = doc;
	w->own = !*doc_fact(doc, DOC_FORMAT);
	w->width = width < 8 ? 8 : width > 1000 ? 1000 : width;
	return w;
}

void wrap_free(struct wrap *w)
{
	if (!w)
		return;
	vec_done(&w->rows);
	vec_done(&w->pieces);
	for (size_t i = 0; i < w->drawn.count; i++)
		free(w->drawn.at[i]);
	vec_done(&w->drawn);
	bidi_free(w->bidi);
	free(w->marks);
	free(w);
}

/* Whether the words being laid out are palais' own. */
static bool is_own(const struct wrap *w)
{
	return w->own || !strcmp(doc_block(w->doc, w->block)->lang, DOC_OWN);
}

void wrap_begin_row(struct wrap *w, uint32_t offset)
{
	struct wrap_line line = {.block = w->block,
	                         .offset = offset,
	                         .bar_right = w->rtl && w->mode == WRAP_VISUAL,
	                         .first_piece = (uint32_t)w->pieces.count};

	if (vec_push(&w->rows, line) < 0)
		w->failed = true;
}

void wrap_add_piece(struct wrap *w, const struct wrap_piece *p)
{
	if (!p->len || !w->rows.count)
		return;
	if (vec_push(&w->pieces, *p) < 0) {
		w->failed = true;
		return;
	}
	w->rows.at[w->rows.count - 1].piece_count++;
	w->pieces.at[w->pieces.count - 1].own = !p->text || is_own(w);
	if (w->mode != WRAP_PLAIN) {
		struct wrap_piece *added = &w->pieces.at[w->pieces.count - 1];

		const struct doc_block *b = doc_block(w->doc, w->block);

		/* what is on the left of a picture stays there */
		added->rtl = p->style == WRAP_PICTURE ? false
		             : !p->text || p->alone   ? wrap_text_rtl(w, p->bytes, p->len)
		             : b->row_count           ? p->rtl
		                                      : w->rtl;
		added->alone |= !p->text || p->text->len > BIDI_LONGEST || b->kind == DOC_PRE;
		added->moved |= w->mode == WRAP_VISUAL &&
		                (added->rtl || (!p->text && bidi_is_needed(p->bytes, p->len)));
	}
}

void wrap_add_own(struct wrap *w, const char *s, size_t len, int col, enum wrap_style style)
{
	struct wrap_piece p = {.bytes = s,
	                       .len = (uint32_t)len,
	                       .col = (uint16_t)col,
	                       .width = (uint16_t)wrap_width(w, s, len),
	                       .style = style};

	wrap_add_piece(w, &p);
}

/* -- breaking a text into rows ------------------------------------------ */

static bool is_space(const char *s, size_t i)
{
	return s[i] == ' ' || s[i] == '\n';
}

/* A letter of ASCII before another, or the last: a cluster of one cell, which is
 * worth not asking the library for. */
static bool is_plain_pair(const struct wrap_source *t, size_t i)
{
	unsigned char c = (unsigned char)t->s[i];

	return c >= 0x20 && c < 0x7f && (i + 1 == t->len || (unsigned char)t->s[i + 1] < 0x80);
}

const char *wrap_marks(struct wrap *w, const char *s, size_t len)
{
	if (len > w->marks_cap) {
		char *p = realloc(w->marks, len + len / 2);

		if (!p) {
			w->failed = true;
			return NULL;
		}
		w->marks = p;
		w->marks_cap = len + len / 2;
	}
	text_breaks(s, len, w->marks);
	if (is_own(w))
		wrap_hold(s, len, w->marks);
	return w->marks;
}

/* A row as it grows: the last place where it may end, and how wide it is there. */
struct growth {
	size_t end, next;
	int width;
	bool shy;
};

/* Notes that the row may end before byte i, without its trailing spaces. */
static void may_end(const struct wrap_source *t, size_t from, size_t i, int width, bool shy,
                    struct growth *g)
{
	size_t e = i;

	while (e > from && is_space(t->s, e - 1)) {
		width -= t->s[e - 1] == ' ';
		e--;
	}
	*g = (struct growth){e, i, width, shy};
}

/* Finds where a row that begins at `from` ends: the byte after its last; in *f the
 * cells without trailing space and where the next row begins. A word that is wider
 * than the row is cut between clusters. */
size_t wrap_fit(const struct wrap_source *t, size_t from, int room, struct wrap_fitted *f)
{
	struct growth last = {from, from, 0, false}, held = last, now;
	size_t i = from;
	int width = 0;
	bool shy = false;

	while (i < t->len) {
		size_t n = 1;
		int cells = 1;

		if (!is_plain_pair(t, i))
			n = wrap_cluster(t->s + i, t->len - i, t->ligatures, &cells);
		if (i > from && t->marks[i] != TEXT_BREAK_NOT) {
			may_end(t, from, i, width, shy, &now);
			if (now.width + now.shy <= room)
				*(t->marks[i] == WRAP_BREAK_HELD ? &held : &last) = now;
			if (t->marks[i] == TEXT_BREAK_MUST)
				break;
		}
		if (width + cells > room && !is_space(t->s, i))
			break;
		shy = n == 2 && !memcmp(t->s + i, "\xc2\xad", 2);
		width += cells;
		i += n;
	}
	if (i >= t->len) /* what went beyond the room are blanks, which end no row */
		may_end(t, from, t->len, width, false, &last);
	if (last.next == from)
		last = held;
	if (last.next == from) { /* nowhere: cut where the room ends, but go on */
		if (i == from)
			i += wrap_cluster(t->s + i, t->len - i, t->ligatures, &width);
		last = (struct growth){i, i, width, false};
	}
	*f = (struct wrap_fitted){last.next, last.width, last.shy};
	return last.end;
}

/* A stretch [from, to) of a text as rows. The first row may have been begun (its
 * marker stands in it); others begin at column `col`. Returns the cells used in
 * the last row. */
static int flow(struct wrap *w, const struct doc_text *t, size_t from, size_t to, int col,
                enum wrap_style style, bool begun)
{
	struct wrap_source src = {t->bytes, to, wrap_marks(w, t->bytes, to),
	                          wrap_ligatures(w, t->bytes, to)};
	const struct doc_block *b = doc_block(w->doc, w->block);
	bool cell_rtl = b->row_count && w->mode != WRAP_PLAIN && wrap_cell_rtl(w, t);
	int used = 0;

	if (!src.marks)
		return 0;
	while (from < to && is_space(t->bytes, from))
		from++;
	while (from < to) {
		struct wrap_fitted f;
		size_t end = wrap_fit(&src, from, w->width - col, &f);
		struct wrap_piece p = {.bytes = t->bytes + from,
		                       .len = (uint32_t)(end - from),
		                       .col = (uint16_t)col,
		                       .width = (uint16_t)f.width,
		                       .style = style,
		                       .hyphen = f.hyphen,
		                       .text = t,
		                       .rtl = cell_rtl,
		                       .moved = src.ligatures,
		                       .offset = (uint32_t)from};

		if (!begun)
			wrap_begin_row(w, (uint32_t)from);
		begun = false;
		wrap_add_piece(w, &p);
		used = col + f.width;
		from = f.next;
		while (from < to && t->bytes[from] == ' ')
			from++;
	}
	return used;
}

/* The end of the text that stands at the far edge: in the last row where it
 * fits, else in rows of its own. */
static void place_tail(struct wrap *w, const struct doc_text *t, size_t from, int col, int used)
{
	size_t to = t->len;
	int width;

	while (from < to && t->bytes[from] == ' ')
		from++;
	if (from == to)
		return;
	width = wrap_width(w, t->bytes + from, to - from);
	if (width > w->width - col) {
		flow(w, t, from, to, col, WRAP_TEXT, false);
		return;
	}
	if (used + 2 + width > w->width)
		wrap_begin_row(w, (uint32_t)from);
	wrap_add_piece(w, &(struct wrap_piece){.bytes = t->bytes + from,
	                                       .len = (uint32_t)(to - from),
	                                       .col = (uint16_t)(w->width - width),
	                                       .width = (uint16_t)width,
	                                       .text = t,
	                                       .moved = wrap_ligatures(w, t->bytes, to),
	                                       .alone = true,
	                                       .offset = (uint32_t)from});
}

static size_t tail_of(const struct doc_text *t)
{
	for (uint32_t i = 0; i < t->span_count; i++)
		if (t->spans[i].kind == DOC_TAIL)
			return t->spans[i].start;
	return t->len;
}

/* -- blocks ------------------------------------------------------------- */

static int indent_of(const struct doc_block *b)
{
	int level = b->level > 8 ? 8 : b->level;

	if (b->kind == DOC_ITEM)
		return 2 * (level - 1);
	return b->kind == DOC_QUOTE ? 2 * level : 0;
}

static void lay_text(struct wrap *w, const struct doc_block *b)
{
	enum wrap_style style = b->kind == DOC_HEADING ? WRAP_HEADING : WRAP_TEXT;
	int indent = indent_of(b), col, used;
	size_t tail = tail_of(&b->text), marker = strlen(b->marker);
	int marker_width = wrap_width(w, b->marker, marker);
	bool wide;

	col = indent + wrap_marker_column(w, b);
	wide = marker_width > WRAP_MARKER_MOST || col > w->width * 2 / 3;
	if (wide)
		col = indent + 2;
	if (marker) {
		wrap_begin_row(w, 0);
		wrap_add_own(w, b->marker, marker,
		             indent + (wide ? 0 : wrap_marker_shift(w, b->marker)), WRAP_MARKER);
	}
	if (!b->text.len)
		return;
	/* Beside a marker that leaves no room the text begins a row of its own. */
	used = flow(w, &b->text, 0, tail, col, style, marker && !wide);
	if (tail < b->text.len)
		place_tail(w, &b->text, tail, col, used ? used : col);
}

static void lay_quote(struct wrap *w, const struct doc_block *b)
{
	size_t first = w->rows.count;

	flow(w, &b->text, 0, b->text.len, indent_of(b), WRAP_TEXT, false);
	for (size_t i = first; i < w->rows.count; i++) {
		/* the bar goes into the row's own list of pieces: before its text */
		struct wrap_line *row = &w->rows.at[i];
		struct wrap_piece *p = &w->pieces.at[row->first_piece];

		if (row->piece_count == 1 && p->col >= 2)
			row->bar = true;
	}
}

static void lay_pre(struct wrap *w, const struct doc_block *b)
{
	const char *s = b->text.bytes;
	bool ligatures = wrap_ligatures(w, s, b->text.len);
	size_t from = 0;

	while (from < b->text.len) {
		const char *nl = memchr(s + from, '\n', b->text.len - from);
		size_t end = nl ? (size_t)(nl - s) : b->text.len;

		do { /* a line too long for the width is cut, not lost */
			size_t i = from;
			int cells = 0;

			while (i < end) {
				int c;
				size_t n = wrap_cluster(s + i, end - i, ligatures, &c);

				if (cells + c > w->width && i > from)
					break;
				cells += c;
				i += n;
			}
			wrap_begin_row(w, (uint32_t)from);
			wrap_add_piece(w, &(struct wrap_piece){.bytes = s + from,
			                                       .len = (uint32_t)(i - from),
			                                       .width = (uint16_t)cells,
			                                       .text = &b->text,
			                                       .moved = ligatures,
			                                       .offset = (uint32_t)from});
			from = i;
		} while (from < end);
		if (!nl)
			break;
		from = end + 1;
	}
}

static void lay_rule(struct wrap *w)
{
	wrap_begin_row(w, 0);
	wrap_add_rule(w, 0, w->width);
}

void wrap_add_rule(struct wrap *w, int col, int width)
{
	/* 40 cells of U+2500, three bytes each; longer rules take several */
	static const char bar[] = "────────────────────────────────────────";

	while (width > 0) {
		int n = width > 40 ? 40 : width;

		wrap_add_own(w, bar, (size_t)n * 3, col, WRAP_MARKER);
		col += n;
		width -= n;
	}
}

static void lay_figure(struct wrap *w, const struct doc_block *b)
{
	static const char label[] = "[image]";
	int col = (int)sizeof label;

	if (*b->pixels)
		wrap_picture(w, b);
	wrap_begin_row(w, 0);
	wrap_add_own(w, label, sizeof label - 1, 0, WRAP_LABEL);
	if (w->width < 3 * col)
		col = 2;
	if (b->text.len)
		flow(w, &b->text, 0, b->text.len, col, WRAP_TEXT, col > 2);
	if (*b->credit) {
		size_t len = strlen(b->credit);
		struct doc_text credit = {.bytes = b->credit, .len = (uint32_t)len};
		struct wrap_source src = {b->credit, len, wrap_marks(w, b->credit, len),
		                          wrap_ligatures(w, b->credit, len)};
		size_t from = 0;
		bool begun = !b->text.len && col > 2;

		while (src.marks && from < credit.len) {
			struct wrap_fitted f;
			size_t end = wrap_fit(&src, from, w->width - col, &f);

			if (!begun)
				wrap_begin_row(w, b->text.len);
			begun = false;
			wrap_add_own(w, b->credit + from, end - from, col, WRAP_LABEL);
			from = f.next;
		}
	}
}

/* Whether an empty row stands between two blocks. */
static bool apart(const struct doc_block *a, const struct doc_block *b)
{
	if (a->kind == DOC_ITEM && b->kind == DOC_ITEM)
		return false;
	if (a->kind == DOC_NOTE && b->kind == DOC_NOTE)
		return false;
	if (a->kind == DOC_HEADING)
		return b->kind != DOC_ITEM && b->kind != DOC_TABLE && b->kind != DOC_PRE;
	return true;
}

static void lay_block(struct wrap *w)
{
	const struct doc_block *b = doc_block(w->doc, w->block);
	size_t piece = w->pieces.count;

	if (b->kind == DOC_OTHER)
		return;
	if (w->previous && apart(w->previous, b))
		wrap_begin_row(w, 0);
	w->previous = b;
	w->mode = wrap_block_mode(w, b);
	w->rtl = wrap_block_rtl(w, b);
	switch (b->kind) {
	case DOC_TABLE:
		wrap_table(w, b);
		break;
	case DOC_RULE:
		lay_rule(w);
		break;
	case DOC_PRE:
		lay_pre(w, b);
		break;
	case DOC_FIGURE:
		lay_figure(w, b);
		break;
	case DOC_QUOTE:
		lay_quote(w, b);
		break;
	default:
		lay_text(w, b);
	}
	if (w->rtl && w->mode == WRAP_VISUAL)
		wrap_mirror(w, piece);
}

void wrap_caption(struct wrap *w, const struct doc_text *t)
{
	if (t->len)
		flow(w, t, 0, t->len, 0, WRAP_HEADING, false);
}

void wrap_flow_record(struct wrap *w, const struct doc_text *t, int col, bool begun)
{
	flow(w, t, 0, t->len, col, WRAP_TEXT, begun);
}

/* -- rows --------------------------------------------------------------- */

static void lay_until(struct wrap *w, size_t row)
{
	size_t blocks = doc_block_count(w->doc);

	while (w->rows.count <= row && w->block < blocks && !w->failed) {
		lay_block(w);
		w->block++;
	}
}

const struct wrap_row *wrap_row(struct wrap *w, size_t row)
{
	const struct wrap_line *line;

	lay_until(w, row);
	if (row >= w->rows.count)
		return NULL;
	line = &w->rows.at[row];
	w->view = (struct wrap_row){line->block, line->offset,
	                            w->pieces.at ? w->pieces.at + line->first_piece : NULL,
	                            line->piece_count};
	if (line->bar && w->view.pieces) {
		int col = w->view.pieces->col;

		col += line->bar_right ? w->view.pieces->width + 1 : -2;
		w->barred[0] = (struct wrap_piece){.bytes = "│",
		                                   .len = 3,
		                                   .width = 1,
		                                   .col = (uint16_t)col,
		                                   .style = WRAP_MARKER};
		w->barred[1] = *w->view.pieces;
		w->view.pieces = w->barred;
		w->view.piece_count = 2;
	}
	return &w->view;
}

size_t wrap_rows(struct wrap *w)
{
	lay_until(w, (size_t)-1);
	return w->rows.count;
}

bool wrap_lacks(const struct wrap *w)
{
	return w->failed;
}

size_t wrap_known(const struct wrap *w, bool *all)
{
	*all = w->failed || w->block >= doc_block_count(w->doc);
	return w->rows.count;
}

size_t wrap_find(struct wrap *w, size_t block, uint32_t offset)
{
	size_t low = 0, high, best;

	/* everything up to the block's last row must be there */
	while (w->block <= block && w->block < doc_block_count(w->doc) && !w->failed)
		lay_until(w, w->rows.count);
	high = w->rows.count;
	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (w->rows.at[mid].block < block)
			low = mid + 1;
		else
			high = mid;
	}
	best = low < w->rows.count ? low : w->rows.count ? w->rows.count - 1 : 0;
	for (size_t i = low; i < w->rows.count && w->rows.at[i].block == block; i++) {
		/* an empty row before the block is not where it begins */
		if (w->rows.at[i].offset > offset)
			break;
		best = i;
		if (offset == 0 && w->rows.at[i].piece_count)
			break;
	}
	return best;
}
