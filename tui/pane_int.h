/* SPDX-License-Identifier: ISC */
/*
 * pane_int: what pane.c and pane_find.c share. No other module includes this.
 */
#ifndef PALAIS_TUI_PANE_INT_H
#define PALAIS_TUI_PANE_INT_H

#include "model/base/vec.h"
#include "model/layout/wrap.h"
#include "tui/draw.h"
#include "tui/pane.h"
#include "tui/term.h"

#define NO_LINK ((size_t)-1)
#define PANE_GUTTER 2 /* cells at the left: the line's mark and a blank */

struct link {
	size_t block;
	const struct doc_text *text;
	uint32_t row; /* of a table */
	uint32_t start, end;
	const char *href;
};

/* Where what is looked for stands. */
struct place_found {
	size_t block;
	const struct doc_text *text;
	uint32_t row; /* of a table */
	uint32_t start, end;
};

struct pane {
	struct doc *doc;
	unsigned shown;    /* how many there were */
	unsigned translit; /* what was done to its letters */
	struct wrap *wrap; /* NULL until the size is known */
	int rows, cols;
	enum term_bidi bidi; /* the terminal's mode that it was laid out for */
	size_t top, line;    /* rows of the layout */
	VEC(struct link) links;
	bool links_known; /* gathered when first asked for */
	size_t link;      /* under the cursor, or NO_LINK */
	bool held;        /* since a resize: the place that the line held_line shows */
	size_t held_line;
	struct pane_place held_place;
	struct draw_mark mark;
	size_t mark_block;
	VEC(struct place_found) places;
	unsigned places_of;     /* the finder's number, 0 when they are not known */
	uint32_t percent_block; /* pane_percent counted so far */
	size_t percent_bytes;
};

/* After the line or the view has moved. */
void pane_settle(struct pane *p);
void pane_settle_link(struct pane *p);
/* Puts the cursor on that link, where it is in the line. */
void pane_choose_link(struct pane *p, size_t link);
/* The row of the layout and the column in which a link begins. */
bool pane_link_at(struct pane *p, size_t link, size_t *row, int *col);
bool pane_hint_at(struct pane *p, size_t index, int *line, int *col);
/* Puts the cursor on the link that a byte of a block's text is in: its address; NULL. */
const char *pane_link_of(struct pane *p, size_t block, const struct doc_text *text, uint32_t at);

#endif
