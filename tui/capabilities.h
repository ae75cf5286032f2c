/* SPDX-License-Identifier: ISC */
/*
 * capabilities: what a terminal can be told, from terminfo, in as few bytes as will do.
 * Each adds a sequence to a buffer; false and nothing added where the terminal has none.
 * Rows and columns are counted from 0. Stands on
 * term_sequence, that is on terminfo; needs a terminal that term_start has set up. Knows
 * no cells and no curses.
 */
#ifndef PALAIS_TUI_CAPABILITIES_H
#define PALAIS_TUI_CAPABILITIES_H

#include "model/base/buf.h"

#include <stdbool.h>
#include <stdint.h>

/* Reads what it can; before any of the others. */
void capabilities_read(void);

/* -- the cursor --------------------------------------------------------------- */

bool capabilities_place(struct buf *out, int row, int col);
bool capabilities_home(struct buf *out);
bool capabilities_row(struct buf *out, int row);
bool capabilities_column(struct buf *out, int col);
bool capabilities_return(struct buf *out);
/* So many cells: by one sequence, or cell by cell. */
enum capabilities_way { CAPABILITIES_UP, CAPABILITIES_DOWN, CAPABILITIES_LEFT, CAPABILITIES_RIGHT };
bool capabilities_by(struct buf *out, enum capabilities_way way, int count);
bool capabilities_step(struct buf *out, enum capabilities_way way, int count);
/* The terminal keeps the cursor's place, and goes back there. */
bool capabilities_keep(struct buf *out);
bool capabilities_go_back(struct buf *out);

/* What becomes of the cursor behind the last column. */
enum capabilities_edge {
	CAPABILITIES_WAITS, /* it waits there: the next letter goes to the next row */
	CAPABILITIES_WRAPS, /* it is in the next row already */
	CAPABILITIES_STAYS
};
enum capabilities_edge capabilities_edge(void);

/* -- cells -------------------------------------------------------------------- */

bool capabilities_erase_line(struct buf *out);
/* A blank cell before the cursor's; the rest of the row moves to the right. */
bool capabilities_insert(struct buf *out);
/* From one style (enum draw_style) to another. */
void capabilities_style(struct buf *out, int from, int to);
/* The styles that it has. */
int capabilities_styles(void);

/* -- scrolling ----------------------------------------------------------------- */

/* Whether rows can be scrolled at all, up (count > 0) or down. */
bool capabilities_scrolls(int count);
/* The rows that scroll. The cursor is in the first cell of all afterwards, where that is
 * known (capabilities_region_homes), as the terminals that have DECSTBM do it. */
bool capabilities_region(struct buf *out, int top, int bottom);
bool capabilities_region_homes(void);
/* All of them again; of the cursor the same. */
void capabilities_no_region(struct buf *out, int rows);
/* Scrolls. Where it depends on the cursor (capabilities_scrolls_anywhere), that has to be
 * in the last row of the region, or to scroll down in the first. */
void capabilities_scroll(struct buf *out, int count);
bool capabilities_scrolls_anywhere(int count);

#endif
