/* SPDX-License-Identifier: ISC */
/*
 * paint: the bytes that make what stands on the terminal into what shall stand there,
 * as few as can be found. What is overwritten is not erased before, what stands there
 * is not sent again. Knows cells (tui/grid.h) and what a terminal can be told
 * (tui/capabilities.h); knows no curses and sends nothing.
 */
#ifndef PALAIS_TUI_PAINT_H
#define PALAIS_TUI_PAINT_H

#include "model/base/buf.h"
#include "tui/grid.h"

/* Where the cursor is left, from one picture to the next: {0, 0, true} on a screen that
 * was cleared. */
struct paint_place {
	int row, col;
	bool known;
};

/* Adds the bytes; *shown is changed on the way. */
void paint(struct buf *out, struct grids *g, struct paint_place *place);

#endif
