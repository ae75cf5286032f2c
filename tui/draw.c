/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "tui/draw.h"
#include "tui/draw_int.h"

#include "model/base/messages.h"
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
#define PDI "\xe2\x81\xa9"

/* What a colour is kept as: curses has these for shapes of letters, and paints none itself. */
#define A_LINK A_LEFT
#define A_TITLE A_RIGHT

/* How a theme shows what something is. Of what is left of DRAW_LINK and DRAW_TITLE a colour is
 * made. */
static int themed(int style)
{
	static const struct {
		int link, title, here, underline;
	} themes[] = {
		[THEME_PLAIN] = {DRAW_UNDERLINE, DRAW_BOLD, 0, DRAW_UNDERLINE},
		[THEME_BOLD] = {DRAW_BOLD, DRAW_BOLD, 0, DRAW_BOLD},
		[THEME_COLOUR] = {DRAW_LINK, DRAW_BOLD | DRAW_TITLE, 0, DRAW_UNDERLINE},
		[THEME_CONTRAST] = {DRAW_BOLD, DRAW_BOLD, DRAW_BOLD | DRAW_REVERSE, DRAW_BOLD},
	};
	enum theme theme = term_theme();
	int shown = style & (DRAW_BOLD | DRAW_REVERSE);

	shown |= style & DRAW_LINK ? themes[theme].link : 0;
	shown |= style & DRAW_TITLE ? themes[theme].title : 0;
	shown |= style & DRAW_HERE ? themes[theme].here : 0;
	shown |= style & DRAW_UNDERLINE ? themes[theme].underline : 0;
	return shown | (theme == THEME_CONTRAST ? 0 : style & DRAW_DIM);
}

static attr_t attributes(int style)
{
	attr_t a = A_NORMAL;

	style = themed(style);
	if (style & DRAW_BOLD)
		a |= A_BOLD;
	if (style & DRAW_REVERSE)
		a |= A_REVERSE;
	if (style & DRAW_UNDERLINE)
		a |= A_UNDERLINE;
	if (style & DRAW_DIM)
		a |= A_DIM;
	if (style & DRAW_LINK)
		a |= A_LINK;
	if (style & DRAW_TITLE)
		a |= A_TITLE;
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

void draw_add(const char *s, size_t len, bool own)
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

int draw_put(const char *s, size_t len, int cells, bool own)
{
	int used;
	size_t n = fitting(s, len, cells, &used);

	draw_add(s, n, own);
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
	used = draw_put(b.bytes, b.len, cells, true);
	buf_done(&b);
	return used;
}

int draw_put_cells(const struct bidi_cell *cell, size_t count, const char *bytes, int cells)
{
	int used = 0;

	for (size_t i = 0; i < count && used + cell[i].width <= cells; i++) {
		draw_add(bytes + cell[i].at, cell[i].len, false);
		used += cell[i].width;
	}
	return used;
}

/* A line of chrome in the order in which it is seen. Where the interface is from the right its end
 * is at the left, and that is what is cut off. */
static int put_seen(const struct buf *words, enum bidi_base base, int cells)
{
	struct bidi *b = bidi_new();
	const struct bidi_cell *cell = NULL;
	size_t count = 0, first = 0;
	int used = 0, over = -cells;

	if (b && bidi_read(b, words->bytes, words->len, base) == 0)
		cell = bidi_row(b, 0, words->len, &count);
	for (size_t i = 0; cell && i < count; i++)
		over += cell[i].width;
	for (; cell && base == BIDI_RTL && first < count && over > 0; first++)
		over -= cell[first].width;
	if (cell)
		used = draw_put_cells(cell + first, count - first, bidi_shown(b), cells);
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
	draw_add(s, n, true);
	if (open)
		addstr(PDI);
	return used + blank;
}

/* Words of an interface from the right are so as a whole, else what of them is. */
static void isolate(struct buf *out, const char *s, size_t len)
{
	if (!messages_rtl()) {
		bidi_isolate(out, s, len);
		return;
	}
	buf_str(out, RLI);
	buf_add(out, s, len);
	buf_str(out, PDI);
}

static int put_chrome(int col, const char *s, size_t len, int cells)
{
	struct buf b;
	int used;

	if (term_letters() != TRANSLIT_NONE)
		return put_translit(s, len, cells);
	if (term_bidi() == TERM_BIDI_LOGICAL || !bidi_is_needed(s, len))
		return draw_put(s, len, cells, true);
	buf_init(&b, 1 << 16);
	if (messages_rtl() && term_bidi() == TERM_BIDI_PROGRAM) {
		buf_add(&b, s, len);
		used = put_seen(&b, BIDI_RTL, cells);
	} else if (term_bidi() == TERM_BIDI_PROGRAM) {
		bidi_isolate(&b, s, len);
		used = put_seen(&b, BIDI_LTR, cells);
	} else {
		isolate(&b, s, len);
		used = put_isolated(&b, col, cells);
	}
	buf_done(&b);
	return used;
}

bool draw_go_to(int row, int col, int *cells)
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

	if (!draw_go_to(row, col, &cells))
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

int draw_width(const char *s, size_t len)
{
	int cells = 0;

	for (size_t i = 0; i < len;) {
		size_t n = text_cluster(s + i, len - i);
		size_t alef =
			term_bidi() == TERM_BIDI_PROGRAM ? bidi_ligature(s + i, n, len - i) : 0;

		cells += alef ? 1 : (int)text_cluster_width(s + i, n);
		i += n + alef;
	}
	return cells;
}

/* -- rows of a document ---------------------------------------------------------- */

static int span_style(const struct doc_span *s)
{
	static const int styles[] = {
		[DOC_EM] = DRAW_UNDERLINE, [DOC_STRONG] = DRAW_BOLD, [DOC_LINK] = DRAW_LINK};

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
	int style = p->style == WRAP_HEADING ? DRAW_TITLE : 0;

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
			col += draw_put(p->bytes + at, until - p->offset - at, right - col, p->own);
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
		draw_add(shown->bytes + c->at, c->len, false);
		col += c->width;
	}
	attrset(A_NORMAL);
	if (p->hyphen && !p->rtl && col < right)
		addch('-');
}

/* What curses keeps as the pair of a cell is nothing of its own: it paints none. */
void draw_put_coloured(uint32_t letter, struct draw_pair pair)
{
	const wchar_t text[] = {(wchar_t)letter, 0};
	int colours = DRAW_COLOURS(pair.ink, pair.ground);
	cchar_t cell;

	if (setcchar(&cell, text, A_NORMAL, 0, &colours) != ERR)
		add_wch(&cell);
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

		if (!draw_go_to(row, col + p->col, &room))
			continue;
		if (p->style == WRAP_PICTURE && term_colours() && draw_picture(b, p, room))
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

static uint32_t style_of(attr_t a)
{
	return (uint32_t)((a & A_BOLD ? DRAW_BOLD : 0) | (a & A_REVERSE ? DRAW_REVERSE : 0) |
	                  (a & A_UNDERLINE ? DRAW_UNDERLINE : 0) | (a & A_DIM ? DRAW_DIM : 0) |
	                  (a & A_LINK ? DRAW_LINK : 0) | (a & A_TITLE ? DRAW_TITLE : 0));
}

/* curses gives one for each letter, whatever its width */
static void read_letter(const cchar_t *from, struct draw_letter *to)
{
	attr_t attributes;
	short pair;
	int colours = 0;

	memset(to, 0, sizeof *to);
	getcchar(from, to->text, &attributes, &pair, &colours);
	if (!*to->text)
		*to->text = ' ';
	to->style = style_of(attributes) | (uint32_t)colours;
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
