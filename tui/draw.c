/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "tui/draw.h"

#include "model/base/shown.h"
#include "model/base/utf8.h"
#include "model/layout/translit.h"
#include "model/text/characters.h"
#include "tui/term.h"

#include <curses.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#define RLM "\xe2\x80\x8f"
#define RLI "\xe2\x81\xa7"
#define FSI "\xe2\x81\xa8"
#define PDI "\xe2\x81\xa9"

static attr_t attributes(int style)
{
	attr_t a = A_NORMAL;

	if (style & DRAW_BOLD)
		a |= A_BOLD;
	if (style & DRAW_REVERSE)
		a |= A_REVERSE;
	if (style & DRAW_UNDERLINE)
		a |= A_UNDERLINE;
	if (style & DRAW_DIM)
		a |= A_DIM;
	return a;
}

void draw_begin(void)
{
	erase();
}

/* Bytes of whole clusters that fit into so many cells. */
static size_t fitting(const char *s, size_t len, int cells, int *used)
{
	size_t i = 0;

	*used = 0;
	while (i < len) {
		size_t n = text_cluster(s + i, len - i);
		int w = (int)text_cluster_width(s + i, n);

		if (*used + w > cells)
			break;
		*used += w;
		i += n;
	}
	return i;
}

/* No-break spaces are spaces on the screen, soft hyphens nothing. */
static void add_spaced(const char *s, size_t len)
{
	size_t from = 0;

	for (size_t i = 0; i + 1 < len; i++) {
		if (s[i] != '\xc2' || (s[i + 1] != '\xa0' && s[i + 1] != '\xad'))
			continue;
		addnstr(s + from, (int)(i - from));
		if (s[i + 1] == '\xa0')
			addch(' ');
		from = ++i + 1;
	}
	if (len > from)
		addnstr(s + from, (int)(len - from));
}

/* own: marks of direction among it are palais' (shown.h). */
static void add_utf8(const char *s, size_t len, bool own)
{
	struct buf b;

	if (shown_is_all(s, len, own)) {
		add_spaced(s, len);
		return;
	}
	buf_init(&b, 1 << 16);
	shown_add(&b, s, len, own);
	add_spaced(b.bytes, b.len);
	buf_done(&b);
}

/* Text as it is, from where the screen's cursor is. */
static int put(const char *s, size_t len, int cells, bool own)
{
	int used;
	size_t n = fitting(s, len, cells, &used);

	add_utf8(s, n, own);
	return used;
}

/* -- words of the screen's own ---------------------------------------------- */

/* In letters that the terminal can show. */
static int put_translit(const char *s, size_t len, int cells)
{
	struct buf b;
	int used;

	buf_init(&b, 1 << 16);
	translit_write(&b, s, len, term_letters());
	used = put(b.bytes, b.len, cells, true);
	buf_done(&b);
	return used;
}

/* Cells from the left, as many as fit. */
static int put_cells(const struct bidi_cell *cell, size_t count, const char *bytes, int cells)
{
	int used = 0;

	for (size_t i = 0; i < count && used + cell[i].width <= cells; i++) {
		add_utf8(bytes + cell[i].at, cell[i].len, false);
		used += cell[i].width;
	}
	return used;
}

/* A line of chrome in the order in which it is seen; stretches from the right move
 * nothing beside them. */
static int put_seen(const struct buf *isolated, int cells)
{
	struct bidi *b = bidi_new();
	const struct bidi_cell *cell = NULL;
	size_t count;
	int used = 0;

	if (b && bidi_read(b, isolated->bytes, isolated->len, BIDI_LTR) == 0)
		cell = bidi_row(b, 0, isolated->len, &count);
	if (cell)
		used = put_cells(cell, count, bidi_shown(b), cells);
	bidi_free(b);
	return used;
}

/* For a terminal that reorders. An isolate is carried by the cell before it, which in
 * the first column there is none of: so a blank is put there. What is cut off within
 * an isolate ends it. */
static int put_isolated(const struct buf *isolated, int col, int cells)
{
	const char *s = isolated->bytes;
	bool blank = col == 0 && (unsigned char)*s == 0xe2, open = false;
	int used;
	size_t n;

	if (blank)
		addch(' ');
	n = fitting(s, isolated->len, cells - blank, &used);
	for (size_t i = 0; i + 2 < n; i++)
		if (!memcmp(s + i, RLI, 3))
			open = true;
		else if (!memcmp(s + i, PDI, 3))
			open = false;
	add_utf8(s, n, true);
	if (open)
		addstr(PDI);
	return used + blank;
}

static int put_chrome(int col, const char *s, size_t len, int cells)
{
	struct buf b;
	int used;

	if (term_letters() != TRANSLIT_NONE)
		return put_translit(s, len, cells);
	if (term_bidi() == TERM_BIDI_LOGICAL || !bidi_is_needed(s, len))
		return put(s, len, cells, true);
	buf_init(&b, 1 << 16);
	bidi_isolate(&b, s, len);
	used = term_bidi() == TERM_BIDI_PROGRAM ? put_seen(&b, cells)
	                                        : put_isolated(&b, col, cells);
	buf_done(&b);
	return used;
}

/* Whether a place is on the screen; *cells is cut to what is left there. */
static bool go_to(int row, int col, int *cells)
{
	if (row < 0 || row >= term_rows() || col < 0 || col >= term_cols())
		return false;
	if (*cells > term_cols() - col)
		*cells = term_cols() - col;
	move(row, col);
	return true;
}

int draw_text(int row, int col, const char *s, size_t len, int cells, int style)
{
	struct buf clean;
	int used;

	if (!go_to(row, col, &cells))
		return 0;
	attrset(attributes(style));
	buf_init(&clean, 1 << 16);
	if (!utf8_is_clean(s, len, false)) {
		utf8_clean(&clean, s, len, false);
		s = clean.bytes;
		len = clean.len;
	}
	used = put_chrome(col, s, len, cells);
	buf_done(&clean);
	attrset(A_NORMAL);
	return used;
}

/* -- a line that is typed ------------------------------------------------------ */

/* Where the line begins, so that the cursor is within the cells. */
static size_t typed_from(const char *s, size_t at, int cells, int *before)
{
	size_t from = 0;

	*before = (int)text_width(s, at);
	while (from < at && *before >= cells) {
		size_t n = text_cluster(s + from, at - from);

		*before -= (int)text_cluster_width(s + from, n);
		from += n;
	}
	return from;
}

/* In the order in which it is seen; a blank that follows it is where the next letter
 * goes: at its left in a line from the right. */
static int type_seen(const struct buf *line, size_t at, int cells)
{
	struct bidi *b = bidi_new();
	const struct bidi_cell *cell = NULL;
	size_t count = 0, first = 0;
	int cursor = 0;

	if (b && bidi_read(b, line->bytes, line->len, BIDI_AUTO) == 0)
		cell = bidi_row(b, 0, line->len, &count);
	for (size_t i = 0; cell && i < count && !(cell[i].from <= at && cell[i].to > at); i++)
		cursor += cell[i].width;
	for (; cell && first < count && cursor >= cells; first++)
		cursor -= cell[first].width;
	if (cell)
		put_cells(cell + first, count - first, bidi_shown(b), cells);
	bidi_free(b);
	return cursor;
}

static int type_read(const char *s, size_t len, size_t at, int cells)
{
	int before;
	size_t from = typed_from(s, at, cells, &before);
	bool isolate = term_bidi() == TERM_BIDI_TERMINAL && bidi_is_needed(s, len);

	if (isolate)
		addstr(FSI);
	put(s + from, len - from, cells, true);
	if (isolate)
		addstr(PDI);
	return before;
}

int draw_typed(int row, int col, const char *s, size_t len, size_t at, int cells)
{
	struct buf b;
	int cursor;

	if (!go_to(row, col, &cells))
		return term_cols() - 1;
	buf_init(&b, 1 << 16);
	if (term_letters() != TRANSLIT_NONE) {
		size_t before;

		translit_write(&b, s, at, term_letters());
		before = b.len;
		translit_write(&b, s + at, len - at, term_letters());
		cursor = type_read(b.bytes, b.len, before, cells);
	} else if (term_bidi() == TERM_BIDI_PROGRAM && bidi_is_needed(s, len)) {
		buf_add(&b, s, len);
		buf_char(&b, ' ');
		cursor = type_seen(&b, at, cells);
	} else {
		cursor = type_read(s, len, at, cells);
	}
	buf_done(&b);
	return col + cursor;
}

/* -- rows of a document ---------------------------------------------------------- */

static int span_style(const struct doc_span *s)
{
	static const int styles[] = {
		[DOC_EM] = DRAW_UNDERLINE, [DOC_STRONG] = DRAW_BOLD, [DOC_LINK] = DRAW_UNDERLINE};

	if (s->kind == DOC_READER)
		return strcmp(s->value, DOC_READER_HIGHLIGHT) ? 0 : DRAW_REVERSE;
	return (size_t)s->kind < sizeof styles / sizeof *styles ? styles[s->kind] : 0;
}

/* A link that a whole entry begins with needs no mark: the entry is the link,
 * and an underline would cost bytes on every line of a list. */
static bool is_entry_link(const struct doc_block *b, const struct doc_span *s)
{
	return s->kind == DOC_LINK && b->kind == DOC_ITEM && s->start == 0;
}

/* The style at a byte of a text, and where it next changes. */
static int style_at(const struct doc_block *b, const struct wrap_piece *p, uint32_t at,
                    const struct draw_mark *mark, uint32_t *until)
{
	int style = p->style == WRAP_HEADING ? DRAW_BOLD : 0;

	for (uint32_t i = 0; i < p->text->span_count; i++) {
		const struct doc_span *s = &p->text->spans[i];

		if (s->start > at && s->start < *until)
			*until = s->start;
		if (s->start > at || s->end <= at)
			continue;
		if (s->end < *until)
			*until = s->end;
		if (!is_entry_link(b, s))
			style |= span_style(s);
	}
	if (mark->text == p->text) {
		if (mark->start > at && mark->start < *until)
			*until = mark->start;
		if (mark->start <= at && mark->end > at) {
			style |= DRAW_REVERSE;
			if (mark->end < *until)
				*until = mark->end;
		}
	}
	return style;
}

static int own_style(const struct wrap_piece *p)
{
	return p->style == WRAP_LABEL ? DRAW_BOLD : 0;
}

/* A piece as it is read. */
static void draw_read(int col, int right, const struct doc_block *b, const struct wrap_piece *p,
                      const struct draw_mark *mark)
{
	uint32_t at = 0;

	while (at < p->len && col < right) {
		uint32_t until = p->offset + p->len;
		int style = p->text ? style_at(b, p, p->offset + at, mark, &until) : own_style(p);

		attrset(attributes(style));
		if (term_letters() == TRANSLIT_NONE)
			col += put(p->bytes + at, until - p->offset - at, right - col, p->own);
		else
			col += put_translit(p->bytes + at, until - p->offset - at, right - col);
		at = until - p->offset;
	}
	attrset(A_NORMAL);
	if (p->hyphen && col < right)
		addch('-');
}

/* A piece as it is seen: its cells from the left, each with the style of the place in
 * the text that it is of. */
static void draw_seen(int col, int right, const struct doc_block *b, const struct wrap_piece *p,
                      const struct wrap_shown *shown, const struct draw_mark *mark)
{
	uint32_t from = 1, until = 0; /* where the style holds */
	int style = 0;

	if (p->hyphen && p->rtl && col++ < right)
		addch('-');
	for (size_t i = 0; i < shown->count; i++) {
		const struct bidi_cell *c = &shown->cells[i];
		uint32_t at = c->from + shown->base;

		if (col + c->width > right)
			break;
		if (at < from || at >= until) {
			from = at;
			until = p->offset + p->len;
			style = p->text ? style_at(b, p, at, mark, &until) : own_style(p);
			attrset(attributes(style));
		}
		add_utf8(shown->bytes + c->at, c->len, false);
		col += c->width;
	}
	attrset(A_NORMAL);
	if (p->hyphen && !p->rtl && col < right)
		addch('-');
}

/* A terminal takes the direction of a line from its first letter. Where that would be
 * the wrong one, a mark of no width goes before it. */
static void direct(const struct wrap_row *r, const struct wrap_piece *p)
{
	if (term_bidi() == TERM_BIDI_TERMINAL && p == r->pieces && p->rtl &&
	    !text_starts_rtl(p->bytes, p->len))
		addstr(RLM);
}

void draw_row(int row, int col, int cells, const struct doc *doc, struct wrap *w,
              const struct wrap_row *r, const struct draw_mark *mark)
{
	const struct doc_block *b = doc_block(doc, r->block);

	for (uint32_t i = 0; i < r->piece_count; i++) {
		const struct wrap_piece *p = &r->pieces[i];
		int room = cells - p->col;
		struct wrap_shown shown;

		if (!go_to(row, col + p->col, &room))
			continue;
		direct(r, p);
		if (wrap_show(w, p, &shown))
			draw_seen(0, room, b, p, &shown, mark);
		else
			draw_read(0, room, b, p, mark);
	}
}

void draw_cursor(int row, int col)
{
	move(row, col);
}

/* -- what was drawn ----------------------------------------------------------------- */

static uint8_t style_of(attr_t a)
{
	return (uint8_t)((a & A_BOLD ? DRAW_BOLD : 0) | (a & A_REVERSE ? DRAW_REVERSE : 0) |
	                 (a & A_UNDERLINE ? DRAW_UNDERLINE : 0) | (a & A_DIM ? DRAW_DIM : 0));
}

/* curses gives one for each letter, whatever its width */
static void read_letter(const cchar_t *from, struct draw_letter *to)
{
	attr_t attributes;
	short pair;

	memset(to, 0, sizeof *to);
	getcchar(from, to->text, &attributes, &pair, NULL);
	if (!*to->text)
		*to->text = ' ';
	to->style = style_of(attributes);
	to->width = wcwidth(*to->text) == 2 ? 2 : 1;
}

int draw_read_row(enum draw_which which, int row, struct draw_letter *letters)
{
	int cols = getmaxx(stdscr), y, x, count = 0;
	cchar_t *line = cols > 0 ? calloc((size_t)cols + 1, sizeof *line) : NULL;

	if (!line)
		return 0;
	getyx(stdscr, y, x);
	if (mvwin_wchnstr(which == DRAW_WANTED ? stdscr : curscr, row, 0, line, cols) != ERR)
		for (int col = 0; col < cols; col += letters[count++].width)
			read_letter(line + count, letters + count);
	move(y, x);
	free(line);
	return count;
}

void draw_where(int *row, int *col)
{
	getyx(stdscr, *row, *col);
}

void draw_settle(void)
{
	overwrite(stdscr, curscr);
}
