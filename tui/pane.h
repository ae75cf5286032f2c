/* SPDX-License-Identifier: ISC */
/*
 * pane: one document viewed: its layout, the reader's place in it, its links,
 * and what was found in it. Knows no address and no store; app gives it
 * documents. Rows and columns are cells of the pane.
 */
#ifndef PALAIS_TUI_PANE_H
#define PALAIS_TUI_PANE_H

#include "model/doc/document.h"
#include "model/text/finder.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct pane;

/* Where a reader is: a byte of a block of the document as it was before
 * presentation (so that a longer line of facts moves nobody). */
struct pane_place {
	long block;
	uint32_t offset;
};

/* What of a document stands on the screen, to come back to: the reader's place, in which row
 * it is, and which link is under the cursor. */
struct pane_view {
	struct pane_place place;
	size_t above, link;
	bool blank; /* the line is the blank one before its place */
};

struct pane *pane_new(void);
void pane_free(struct pane *p);

/* Takes a presented document; what the terminal cannot show is transliterated. The place stays
 * where it is if `keep`, else it is the beginning. */
void pane_set(struct pane *p, struct doc *doc, bool keep);
/* Takes one that stands for what is shown, as a translation does: the line goes to
 * the place, and stays in its row of the screen. */
void pane_set_at(struct pane *p, struct doc *doc, struct pane_place place);
const struct doc *pane_doc(const struct pane *p);
/* The how many-th document it is that is shown: another number is another. */
unsigned pane_shown(const struct pane *p);

/* Cells that the text of a pane takes on a screen of so many columns. */
int pane_columns(int cols);
/* Lays out for the size; the place stays. */
void pane_resize(struct pane *p, int rows, int cols);

void pane_move(struct pane *p, long rows);   /* the line; the view follows */
void pane_scroll(struct pane *p, long rows); /* the view; the line follows */
void pane_top(struct pane *p);
bool pane_is_at_top(const struct pane *p); /* its beginning shows */
void pane_bottom(struct pane *p);

struct pane_place pane_where(struct pane *p);
void pane_go(struct pane *p, struct pane_place place);
struct pane_view pane_view(struct pane *p);
/* Shows it again, as far as the document and the size are what they were. */
void pane_view_again(struct pane *p, struct pane_view view);
/* To the first entry of a list that is a link, where that is on the screen. */
void pane_go_first_entry(struct pane *p);
/* The link of the line, or else the first below it; NULL. */
const char *pane_link_below(struct pane *p);
/* Goes to "#anchor" (without '#'), or to a paragraph by its printed number. */
bool pane_go_anchor(struct pane *p, const char *anchor);
bool pane_go_number(struct pane *p, const char *number);

/* Links. The link of the line is the one under the cursor, else the line's
 * first, else its entry's. */
bool pane_link_next(struct pane *p, int direction);
const char *pane_link(struct pane *p);
/* To the first link of that address; false when there is none. */
bool pane_go_href(struct pane *p, const char *href);
/* To the next entry that is marked as unread, and on from the beginning; false when there is
 * none. */
bool pane_next_unread(struct pane *p);
/* Moves the line to a row of the pane: the address of the link in that cell of it; NULL. */
const char *pane_click(struct pane *p, int row, int col);
/* Links on the screen, for hints: how many; the index-th one's address. */
size_t pane_hints(struct pane *p);
const char *pane_hint(struct pane *p, size_t index);

/* Finds: forward (1) or backward (-1) from the line; `again` looks beyond what is found now.
 * False when there is none. */
bool pane_find(struct pane *p, struct finder *f, int direction, bool again);
/* How many places of what was looked for last the document has, and which of them is marked,
 * from 1 on; 0: none. */
size_t pane_places(const struct pane *p, size_t *at);
/* Nothing is marked any more. */
void pane_unmark(struct pane *p);

/* What the transliteration did (model/layout/translit.h). */
unsigned pane_translit(const struct pane *p);

/* How far down the reader is, 0..100, and the number of the paragraph ("" for
 * none). */
int pane_percent(struct pane *p);
const char *pane_number(struct pane *p);
/* The anchor of the block that the line is of ("" for none). */
const char *pane_anchor(struct pane *p);

/* Whether memory was lacking to lay it out: not all of it is there. */
bool pane_lacks(const struct pane *p);
/* Draws at screen row `row`; hints: letters on the links. */
void pane_draw(struct pane *p, int row, bool hints);
/* Puts the hardware cursor where the reader is. */
void pane_cursor(struct pane *p, int row);

#endif
