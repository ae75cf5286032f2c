/* SPDX-License-Identifier: ISC */
/*
 * paint_int: what the paint*.c files share. No other module includes this.
 */
#ifndef PALAIS_TUI_PAINT_INT_H
#define PALAIS_TUI_PAINT_INT_H

#include "tui/paint.h"

/* A hand that writes: what it has written, and where the terminal is by it. Copied to
 * try a way; the bytes of each are in a buffer of its own. */
struct brush {
	struct buf *out;
	const struct grids *g;
	struct grid *shown;
	int row, col;   /* the cursor */
	bool row_known; /* whether it is in that row, */
	bool col_known; /* and, by this terminal too, in that column */
	int style;      /* of what is written next */
	int last;       /* row beyond which a line feed would scroll */
};

/* paint_move.c */
void brush_move(struct brush *b, int row, int col);
/* Writes a wanted cell where the cursor is. */
void brush_write(struct brush *b, const struct grid_cell *cell);
/* Writes the last cell of all, before which the cursor is, without scrolling. */
void brush_corner(struct brush *b, const struct grid_cell *cell);
void brush_style(struct brush *b, int style);
/* Erases from the cursor to the end of its row. */
bool brush_erase(struct brush *b);

/* paint_row.c */
void paint_row(struct brush *b, int row);

/* paint_scroll.c */
/* Rows that move together: row r of what is wanted stands, for the most part, in r + by. */
struct scroll {
	int top, bottom; /* the region in which they move */
	int by;          /* > 0: up; 0: none do */
	bool keep;       /* the terminal keeps the cursor's place when it begins */
	bool early;      /* it ends before the rows around, and the place is kept; or last */
};

struct scroll scroll_find(const struct grids *g);
void scroll_begin(struct brush *b, struct scroll s);
void scroll_end(struct brush *b, struct scroll s);

#endif
