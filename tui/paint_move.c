/* SPDX-License-Identifier: ISC */
/* The cursor from one place to another, and letters and styles. */
#include "config.h"

#include "tui/capabilities.h"
#include "tui/draw.h"
#include "tui/paint_int.h"

#include <string.h>

/* No way is as long. */
#define WAY_MOST 4096
/* From here on terminals differ in how wide a letter is: after it the column is known
 * to palais alone. */
#define SURE_BELOW 0x300

/* What cannot be seen of a blank. */
static bool shows_alike(const struct grid_cell *cell, int style)
{
	int seen = DRAW_REVERSE | DRAW_UNDERLINE | DRAW_COLOURED;

	return cell->style == (uint32_t)style || (grid_is_blank(cell) && !(style & seen));
}

void brush_style(struct brush *b, int style)
{
	capabilities_style(b->out, b->style, style);
	b->style = style;
}

void brush_write(struct brush *b, const struct grid_cell *cell)
{
	char bytes[GRID_BYTES];

	if (!shows_alike(cell, b->style))
		brush_style(b, (int)cell->style);
	buf_add(b->out, bytes, grid_bytes(b->g, cell, bytes));
	b->col += cell->width;
	if (cell->text >= SURE_BELOW)
		b->col_known = false;
	if (b->col < b->shown->cols)
		return;
	b->col_known = false;
	if (capabilities_edge() == CAPABILITIES_WRAPS)
		b->row_known = false;
}

/* Where a letter in the corner scrolls the terminal, it is written beside it and moved
 * there by the letter before. */
void brush_corner(struct brush *b, const struct grid_cell *cell)
{
	if (capabilities_edge() != CAPABILITIES_WRAPS) {
		brush_write(b, cell);
		return;
	}
	if (cell->width != 1 || cell[-1].width != 1)
		return;
	capabilities_step(b->out, CAPABILITIES_LEFT, 1);
	b->col--;
	brush_write(b, cell);
	capabilities_step(b->out, CAPABILITIES_LEFT, 1);
	b->col--;
	if (capabilities_insert(b->out))
		brush_write(b, cell - 1);
}

bool brush_erase(struct brush *b)
{
	if (b->style & (DRAW_REVERSE | DRAW_UNDERLINE | DRAW_COLOURED))
		brush_style(b, 0);
	return capabilities_erase_line(b->out);
}

/* -- ways --------------------------------------------------------------------- */

/* The shortest of what was tried: a way that begins at a place is put together from a
 * part along the column and a part along the row. */
struct ways {
	struct buf best, now;
	bool found;
};

static void keep_shorter(struct ways *w)
{
	if (!w->found || w->now.len < w->best.len) {
		buf_reset(&w->best);
		buf_add(&w->best, w->now.bytes, w->now.len);
		w->found = true;
	}
	buf_reset(&w->now);
}

/* Of two ways behind each other, the first from a byte on and the second from another,
 * the shorter is left. */
static void leave_shorter(struct buf *out, size_t first, size_t second)
{
	size_t len = out->len - second;

	if (len < second - first) {
		memmove(out->bytes + first, out->bytes + second, len);
		buf_cut(out, first + len);
	} else {
		buf_cut(out, second);
	}
}

/* Adds the shorter of one sequence and many steps; false: there is neither. */
static bool go_by(struct buf *out, enum capabilities_way way, int count)
{
	size_t first = out->len, second, step;
	bool found;

	if (!count)
		return true;
	found = capabilities_by(out, way, count);
	second = out->len;
	if (!capabilities_step(out, way, 1))
		return found;
	step = out->len - second;
	if (found && step * (size_t)count >= second - first) {
		buf_cut(out, second);
		return true;
	}
	capabilities_step(out, way, count - 1);
	if (found)
		leave_shorter(out, first, second);
	return true;
}

/* Along a column. */
static bool go_row(const struct brush *b, struct buf *out, int from, int to)
{
	size_t first = out->len, second;
	bool found = from == to;

	if (to < from)
		found = go_by(out, CAPABILITIES_UP, from - to);
	else if (to > from && to <= b->last)
		found = go_by(out, CAPABILITIES_DOWN, to - from);
	second = out->len;
	if (from == to || !capabilities_row(out, to))
		return found;
	if (found)
		leave_shorter(out, first, second);
	return true;
}

/* Over cells that stand there as they shall: by writing them once more. */
static bool write_over(const struct brush *b, struct ways *w, int row, int from, int to)
{
	const struct grid_cell *is = grid_row(b->shown, row), *want = grid_row(&b->g->wanted, row);

	if (w->found && w->now.len + (size_t)(to - from) >= w->best.len)
		return false;
	for (int col = from; col < to; col++) {
		if (!grid_same(is + col, want + col) || want[col].text >= 0x7f ||
		    want[col].width != 1 || !shows_alike(want + col, b->style))
			return false;
		buf_char(&w->now, (char)want[col].text);
	}
	return true;
}

/* Tries the ways along a row behind what is in w->now. */
static void along(const struct brush *b, struct ways *w, int row, int from, int to)
{
	size_t before = w->now.len;
	struct buf way;

	buf_init(&way, WAY_MOST);
	buf_add(&way, w->now.bytes, before);
	if (to < from ? go_by(&w->now, CAPABILITIES_LEFT, from - to)
	              : go_by(&w->now, CAPABILITIES_RIGHT, to - from))
		keep_shorter(w);
	buf_reset(&w->now);
	buf_add(&w->now, way.bytes, before);
	if (capabilities_column(&w->now, to))
		keep_shorter(w);
	buf_reset(&w->now);
	buf_add(&w->now, way.bytes, before);
	if (to > from && write_over(b, w, row, from, to))
		keep_shorter(w);
	buf_reset(&w->now);
	buf_done(&way);
}

static void try_ways(const struct brush *b, struct ways *w, int row, int col)
{
	if (capabilities_place(&w->now, row, col))
		keep_shorter(w);
	buf_reset(&w->now);
	if (capabilities_home(&w->now) && go_row(b, &w->now, 0, row))
		along(b, w, row, 0, col);
	buf_reset(&w->now);
	if (b->row_known && b->col_known && go_row(b, &w->now, b->row, row))
		along(b, w, row, b->col, col);
	buf_reset(&w->now);
	if (b->row_known && go_row(b, &w->now, b->row, row) && capabilities_column(&w->now, col))
		keep_shorter(w);
	buf_reset(&w->now);
	if (b->row_known && capabilities_return(&w->now) && go_row(b, &w->now, b->row, row))
		along(b, w, row, 0, col);
	buf_reset(&w->now);
}

void brush_move(struct brush *b, int row, int col)
{
	struct ways w = {.found = false};

	/* a letter behind another needs no movement, whatever the terminal's column is */
	if (b->row_known && b->row == row && b->col == col && col < b->shown->cols)
		return;
	buf_init(&w.best, WAY_MOST);
	buf_init(&w.now, WAY_MOST);
	try_ways(b, &w, row, col);
	buf_add(b->out, w.best.bytes, w.best.len);
	buf_done(&w.best);
	buf_done(&w.now);
	b->row = row;
	b->col = col;
	b->row_known = b->col_known = true;
}
