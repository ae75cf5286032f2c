/* SPDX-License-Identifier: ISC */
/* A whole picture: the ways to it, and the shortest of them. */
#include "config.h"

#include "tui/paint.h"

#include "tui/paint_int.h"

#include <stdlib.h>
#include <string.h>

static void paint_rows(struct brush *b, int from, int to)
{
	for (int row = from; row <= to; row++)
		paint_row(b, row);
}

static void paint_by(struct brush *b, struct scroll s)
{
	int rows = b->shown->rows;

	if (s.by) {
		scroll_begin(b, s);
		paint_rows(b, s.top, s.bottom);
		if (s.early)
			scroll_end(b, s);
	}
	paint_rows(b, 0, rows - 1);
	if (s.by && !s.early)
		scroll_end(b, s);
	if (!b->col_known)
		b->col = -1; /* the cursor is seen: not by reckoning alone */
	brush_move(b, b->g->row, b->g->col);
	brush_style(b, 0);
}

/* The same on a copy of what is shown; false: out of memory. */
static bool try_by(struct brush b, struct buf *out, const struct grid *shown, struct scroll s)
{
	size_t size = (size_t)shown->rows * (size_t)shown->cols * sizeof *shown->cells;
	struct grid copy = {shown->rows, shown->cols, malloc(size)};

	if (!copy.cells)
		return false;
	memcpy(copy.cells, shown->cells, size);
	b.shown = &copy;
	b.out = out;
	paint_by(&b, s);
	free(copy.cells);
	return true;
}

void paint(struct buf *out, struct grids *g, struct paint_place *place)
{
	const struct brush start = {.g = g,
	                            .row = place->row,
	                            .col = place->col,
	                            .row_known = place->known,
	                            .col_known = place->known,
	                            .last = g->shown.rows - 1};
	const struct scroll moved = scroll_find(g);
	struct buf best, now;

	buf_init(&best, out->max);
	buf_init(&now, out->max);
	for (int i = 0; i < (moved.by ? 5 : 1); i++) {
		struct scroll s = {.by = 0};

		if (i) {
			s = moved;
			s.keep = i & 1;
			s.early = i & 2;
		}
		buf_reset(&now);
		if (!try_by(start, &now, &g->shown, s))
			break;
		if (i == 1 && now.len > best.len + 8)
			break; /* the ways to scroll differ by less */
		if (i && now.len >= best.len)
			continue;
		buf_reset(&best);
		buf_add(&best, now.bytes, now.len);
		*place = (struct paint_place){g->row, g->col, true};
	}
	buf_add(out, best.bytes, best.len);
	buf_done(&best);
	buf_done(&now);
}
