#include "config.h"

#include "tui/draw.h"

#include "tui/term.h"

#include "model/ascii.h"
#include "model/text.h"

#include <curses.h>
#include <stdlib.h>
#include <string.h>

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
static void add_utf8(const char *s, size_t len)
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

int draw_text(int row, int col, const char *s, size_t len, int cells, int style)
{
	int used;
	size_t n;

	if (row < 0 || row >= term_rows() || col < 0 || col >= term_cols())
		return 0;
	if (cells > term_cols() - col)
		cells = term_cols() - col;
	attrset(attributes(style));
	move(row, col);
	if (term_utf8()) {
		n = fitting(s, len, cells, &used);
		add_utf8(s, n);
	} else {
		struct buf b;

		buf_init(&b, 1 << 16);
		ascii_write(&b, s, len);
		used = (int)b.len < cells ? (int)b.len : cells;
		addnstr(b.bytes, used);
		buf_done(&b);
	}
	attrset(A_NORMAL);
	return used;
}

static int span_style(enum doc_span_kind kind)
{
	static const int styles[] = {[DOC_EM] = DRAW_UNDERLINE, [DOC_STRONG] = DRAW_BOLD,
	                             [DOC_LINK] = DRAW_UNDERLINE};

	return (size_t)kind < sizeof styles / sizeof *styles ? styles[kind] : 0;
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
			style |= span_style(s->kind);
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

static void draw_piece(int row, int col, int right, const struct doc_block *b,
                       const struct wrap_piece *p, const struct draw_mark *mark)
{
	uint32_t at = 0;

	if (!p->text) {
		draw_text(row, col, p->bytes, p->len, right - col,
		          p->style == WRAP_LABEL ? DRAW_BOLD : 0);
		return;
	}
	while (at < p->len) {
		uint32_t until = p->offset + p->len;
		int style = style_at(b, p, p->offset + at, mark, &until);

		col += draw_text(row, col, p->bytes + at, until - p->offset - at, right - col, style);
		at = until - p->offset;
	}
	if (p->hyphen)
		draw_text(row, col, "-", 1, right - col, 0);
}

void draw_row(int row, int col, int cells, const struct doc *doc, const struct wrap_row *r,
              const struct draw_mark *mark)
{
	for (uint32_t i = 0; i < r->piece_count; i++)
		draw_piece(row, col + r->pieces[i].col, col + cells, doc_block(doc, r->block),
		           &r->pieces[i], mark);
}

void draw_cursor(int row, int col)
{
	move(row, col);
}

void draw_dump(FILE *out)
{
	int cols = term_cols(), y, x;
	wchar_t *line = calloc((size_t)cols * 6 + 1, sizeof *line);

	if (!line)
		return;
	getyx(stdscr, y, x);
	for (int row = 0; row < term_rows(); row++) {
		int n = mvinnwstr(row, 0, line, cols * 6);

		while (n > 0 && line[n - 1] == L' ')
			n--;
		for (int i = 0; i < n; i++) {
			char mb[8];
			int len = wctomb(mb, line[i]);

			if (len > 0)
				fwrite(mb, 1, (size_t)len, out);
		}
		fputc('\n', out);
	}
	move(y, x);
	free(line);
}
