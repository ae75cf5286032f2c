/* SPDX-License-Identifier: ISC */
/* One row. */
#include "config.h"

#include "tui/paint_int.h"

#include <stdlib.h>
#include <string.h>

/* No row is as long. */
#define WRITTEN_MOST (1 << 16)

/* Behind the last cell that is not blank. */
static int end_of(const struct grid_cell *cell, int cols)
{
	while (cols > 0 && grid_is_blank(cell + cols - 1))
		cols--;
	return cols;
}

/* The next column from which the row is not as it shall be; cols: none. */
static int next_other(const struct grid_cell *is, const struct grid_cell *want, int col, int cols)
{
	while (col < cols && grid_same(is + col, want + col))
		col++;
	while (col > 0 && col < cols && !want[col].width)
		col--;
	return col;
}

/* A letter of two cells, one half of which is overwritten, is gone as a whole. */
static void break_wide(struct grid_cell *is, const struct grid_cell *want, int cols)
{
	for (int col = 0; col + 1 < cols; col++)
		if (is[col].width == 2 &&
		    (!grid_same(is + col, want + col) || !grid_same(is + col + 1, want + col + 1)))
			is[col].text = is[col + 1].text = GRID_UNKNOWN;
}

static void write_cells(struct brush *b, const struct grid_cell *want, int from, int to)
{
	int corner = b->row == b->shown->rows - 1 ? b->shown->cols - 1 : -1;

	for (int col = from; col < to; col += want[col].width ? want[col].width : 1)
		if (col && col == corner)
			brush_corner(b, want + col);
		else
			brush_write(b, want + col);
}

/* From where the last cell was written to the next that is not as it shall be: over what
 * is between, or by a leap, whichever is shorter. */
static void cross(struct brush *b, const struct grid_cell *want, int row, int to)
{
	struct brush over = *b, leap = *b;
	struct buf written, leapt;

	if (b->row != row || b->col >= to) {
		brush_move(b, row, to);
		return;
	}
	buf_init(&written, WRITTEN_MOST);
	buf_init(&leapt, WRITTEN_MOST);
	over.out = &written;
	leap.out = &leapt;
	brush_move(&leap, row, to);
	write_cells(&leap, want, to, to + 1);
	if ((size_t)(to - b->col) < leapt.len)
		write_cells(&over, want, b->col, to + 1);
	if (written.len && written.len <= leapt.len)
		write_cells(b, want, b->col, to);
	else
		brush_move(b, row, to);
	buf_done(&written);
	buf_done(&leapt);
}

/* The row, by writing what differs up to a column. */
static void write_row(struct brush *b, const struct grid_cell *is, int row, int end)
{
	const struct grid_cell *want = grid_row(&b->g->wanted, row);
	int col = next_other(is, want, 0, end);

	while (col < end) {
		int to = col;

		cross(b, want, row, col);
		while (to < end && (!want[to].width || !grid_same(is + to, want + to)))
			to++;
		write_cells(b, want, col, to);
		col = next_other(is, want, to, end);
	}
}

/* The row, its end erased where that is shorter than blanks. */
static void end_erased(struct brush *b, const struct grid_cell *is, int row)
{
	const struct grid_cell *want = grid_row(&b->g->wanted, row);
	int cols = b->shown->cols, end = end_of(want, cols), was = end_of(is, cols);

	write_row(b, is, row, end);
	if (was <= end)
		return;
	brush_move(b, row, end);
	if (!brush_erase(b))
		write_row(b, is, row, was);
}

enum row_way { ROW_BLANKS, ROW_END_ERASED, ROW_ERASED_FIRST, ROW_WAYS };

static bool row_by(struct brush *b, struct grid_cell *is, int row, enum row_way way)
{
	const struct grid_cell *want = grid_row(&b->g->wanted, row);
	int cols = b->shown->cols, first;

	if (way == ROW_BLANKS) {
		write_row(b, is, row, cols);
		return true;
	}
	if (way == ROW_END_ERASED) {
		end_erased(b, is, row);
		return true;
	}
	first = next_other(is, want, 0, cols);
	brush_move(b, row, first);
	if (!brush_erase(b))
		return false;
	for (int col = first; col < cols; col++)
		is[col] = (struct grid_cell){' ', 0, 1};
	write_row(b, is, row, cols);
	return true;
}

/* Tries a way on a copy of the row: its bytes in out. */
static bool try_row(const struct brush *b, struct brush *tried, struct buf *out, int row,
                    enum row_way way)
{
	int cols = b->shown->cols;
	struct grid_cell *is = malloc((size_t)cols * sizeof *is);
	bool can;

	if (!is)
		return false;
	memcpy(is, grid_row(b->shown, row), (size_t)cols * sizeof *is);
	*tried = *b;
	tried->out = out;
	buf_reset(out);
	can = row_by(tried, is, row, way);
	free(is);
	return can;
}

void paint_row(struct brush *b, int row)
{
	struct grid_cell *is = grid_row(b->shown, row);
	const struct grid_cell *want = grid_row(&b->g->wanted, row);
	struct buf *whole = b->out, out[2];
	struct brush best = *b, now;
	int cols = b->shown->cols, kept = -1, ways;

	if (next_other(is, want, 0, cols) == cols)
		return;
	break_wide(is, want, cols);
	ways = end_of(is, cols) ? ROW_WAYS : ROW_BLANKS + 1; /* nothing is there to be erased */
	buf_init(&out[0], WRITTEN_MOST);
	buf_init(&out[1], WRITTEN_MOST);
	for (int way = 0; way < ways; way++) {
		struct buf *other = &out[kept == 0];

		if (!try_row(b, &now, other, row, (enum row_way)way) ||
		    (kept >= 0 && other->len >= out[kept].len))
			continue;
		kept = other == &out[1];
		best = now;
	}
	if (kept >= 0) {
		*b = best;
		b->out = whole;
		buf_add(whole, out[kept].bytes, out[kept].len);
		memcpy(is, want, (size_t)cols * sizeof *is);
	}
	buf_done(&out[0]);
	buf_done(&out[1]);
}
