/* SPDX-License-Identifier: ISC */
/* Rows that stand on the terminal already, further up or down. */
#include "config.h"

#include "tui/capabilities.h"
#include "tui/paint_int.h"

#include <string.h>

/* Letters that stand in the same columns of two rows; 0 unless most of them do. */
static int likeness(const struct grid_cell *is, const struct grid_cell *want, int letters, int cols)
{
	int same = 0, other = 0;

	for (int col = 0; col < cols && other * 2 < letters; col++)
		if (want[col].text == ' ')
			continue;
		else if (grid_same(is + col, want + col))
			same++;
		else
			other++;
	return same > other ? same : 0;
}

static int letters_of(const struct grid_cell *cell, int cols)
{
	int letters = 0;

	for (int col = 0; col < cols; col++)
		letters += cell[col].text != ' ';
	return letters;
}

/* What a shift would leave standing, and the region that it needs. */
static int weigh(const struct grids *g, int by, struct scroll *s)
{
	int rows = g->shown.rows, cols = g->shown.cols, weight = 0, first = rows, last = -1;

	for (int row = by < 0 ? -by : 0; row < rows && row + by < rows; row++) {
		const struct grid_cell *want = grid_row(&g->wanted, row);
		int letters = letters_of(want, cols);
		int same =
			letters ? likeness(grid_row(&g->shown, row + by), want, letters, cols) : 0;

		if (!same)
			continue;
		weight += same;
		first = row < first ? row : first;
		last = row;
	}
	*s = (struct scroll){by < 0 ? first + by : first, by < 0 ? last : last + by, by, false,
	                     false};
	return weight;
}

struct scroll scroll_find(const struct grids *g)
{
	struct scroll found = {.by = 0}, s;
	int best = 0;

	for (int by = 1 - g->shown.rows; by < g->shown.rows; by++) {
		int weight;

		if (!by || !capabilities_scrolls(by))
			continue;
		weight = weigh(g, by, &s);
		if (weight <= best)
			continue;
		best = weight;
		found = s;
	}
	return found;
}

/* As the terminal does it. */
static void move_rows(struct grid *shown, struct scroll s)
{
	size_t cols = (size_t)shown->cols;
	int count = s.by > 0 ? s.by : -s.by, kept = s.bottom - s.top + 1 - count;
	int from = s.by > 0 ? s.top + count : s.top, to = s.by > 0 ? s.top : s.top + count;
	int blank = s.by > 0 ? s.bottom - count + 1 : s.top;

	memmove(grid_row(shown, to), grid_row(shown, from),
	        (size_t)kept * cols * sizeof *shown->cells);
	for (size_t i = 0; i < (size_t)count * cols; i++)
		grid_row(shown, blank)[i] = (struct grid_cell){' ', 0, 1};
}

/* What the cursor stands on is put right before it moves away: the mark in the gutter is
 * one letter here, and a row's journey later. */
static void touch(struct brush *b, struct scroll s)
{
	int row = b->row - s.by;
	struct grid_cell *is;
	const struct grid_cell *want;

	if (!b->row_known || !b->col_known || b->row < s.top || b->row > s.bottom || row < s.top ||
	    row > s.bottom || b->col >= b->shown->cols - 1)
		return;
	is = grid_row(b->shown, b->row) + b->col;
	want = grid_row(&b->g->wanted, row) + b->col;
	if (is->width != 1 || want->width != 1 || grid_same(is, want))
		return;
	brush_write(b, want);
	*is = *want;
}

/* A region, or none, sets the cursor on the first cell of all where that is known. */
static void is_home(struct brush *b)
{
	b->row = b->col = 0;
	b->row_known = b->col_known = capabilities_region_homes();
}

/* The region, or none; the cursor is where it was, if the terminal shall keep it. */
static void set_region(struct brush *b, struct scroll s, bool ends, bool keep)
{
	keep = keep && b->row_known && b->col_known && capabilities_keep(b->out);
	if (ends)
		capabilities_no_region(b->out, b->shown->rows);
	else
		capabilities_region(b->out, s.top, s.bottom);
	if (keep)
		capabilities_go_back(b->out);
	else
		is_home(b);
	b->last = ends ? b->shown->rows - 1 : s.bottom;
}

void scroll_begin(struct brush *b, struct scroll s)
{
	int from = s.by > 0 ? s.bottom : s.top;

	touch(b, s);
	brush_style(b, 0);
	set_region(b, s, false, s.keep);
	if (!capabilities_scrolls_anywhere(s.by))
		brush_move(b, from, b->row_known && b->col_known ? b->col : 0);
	capabilities_scroll(b->out, s.by);
	move_rows(b->shown, s);
}

void scroll_end(struct brush *b, struct scroll s)
{
	set_region(b, s, true, s.early);
}
