/* SPDX-License-Identifier: ISC */
/*
 * draw_int: what the files that put text into curses' memory share. No other module includes
 * this.
 */
#ifndef PALAIS_TUI_DRAW_INT_H
#define PALAIS_TUI_DRAW_INT_H

#include "model/layout/wrap.h"
#include "model/text/bidi.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Whether a place is on the screen, where it goes; *cells is cut to what is left there. */
bool draw_go_to(int row, int col, int *cells);
/* Clean text from where the screen's cursor is. own: marks of direction among it are palais'
 * (shown.h). */
void draw_add(const char *s, size_t len, bool own);
/* The same, as much as so many cells hold: the cells used. */
int draw_put(const char *s, size_t len, int cells, bool own);
/* Cells from the left, as many as fit: the cells used. */
int draw_put_cells(const struct bidi_cell *cell, size_t count, const char *bytes, int cells);

/* The colour of a letter, and that on which it stands. */
struct draw_pair {
	int ink, ground;
};
/* A letter of one cell from where the screen's cursor is. */
void draw_put_coloured(uint32_t letter, struct draw_pair pair);
/* draw_picture.c: as much of a picture's row as so many cells hold, in colours; false, and nothing
 * is put: it is none. */
bool draw_picture(const struct doc_block *b, const struct wrap_piece *p, int cells);

#endif
