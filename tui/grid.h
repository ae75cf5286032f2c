/* SPDX-License-Identifier: ISC */
/*
 * grid: what stands on the terminal and what shall stand there, as cells. They are
 * taken out of curses' two windows for one picture and put back after it. Curses is
 * used in grid.c, the cells are without it.
 */
#ifndef PALAIS_TUI_GRID_H
#define PALAIS_TUI_GRID_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/* A letter with its marks takes no more. */
#define GRID_BYTES 32

struct grid_cell {
	uint32_t text;  /* a character, or one of GRID_… */
	uint32_t style; /* enum draw_style; of a blank no more than can be seen of it */
	uint8_t width;  /* 1, 2; 0: the second half of the cell before */
};

/* Beyond all characters: with an index, letters of more than one character; and what
 * nobody knows. */
#define GRID_LETTERS 0x200000u
#define GRID_UNKNOWN 0x1fffffu

struct grid {
	int rows, cols;
	struct grid_cell *cells; /* row by row */
};

struct grids {
	struct grid shown, wanted;
	int row, col;           /* where the cursor shall stand */
	uint32_t (*letters)[6]; /* ended by 0 */
	size_t letter_count, letter_cap;
};

/* False: out of memory. To be freed by grids_done in any case. */
bool grids_take(struct grids *g);
void grids_done(struct grids *g);
/* The screen as it was drawn, one line a row without trailing spaces. */
void grids_dump(FILE *out);

/* What a cell holds as UTF-8; the bytes. */
size_t grid_bytes(const struct grids *g, const struct grid_cell *cell, char out[GRID_BYTES]);

static inline struct grid_cell *grid_row(const struct grid *g, int row)
{
	return g->cells + (size_t)row * (size_t)g->cols;
}

static inline bool grid_same(const struct grid_cell *a, const struct grid_cell *b)
{
	return a->text == b->text && a->style == b->style && a->width == b->width;
}

bool grid_is_blank(const struct grid_cell *cell);

#endif
