/*
 * glass: what the tests of the screen look through: cells, cursor and bytes.
 */
#ifndef PALAIS_TESTS_GLASS_H
#define PALAIS_TESTS_GLASS_H

#include "model/buf.h"
#include "model/doc.h"
#include "tui/pane.h"
#include "tui/term.h"

#include <stdio.h>
#include <vterm.h>

struct glass {
	FILE *out, *in;
	long read; /* bytes of the file that the terminal has had */
	VTerm *vt;
	VTermScreen *screen;
	struct pane *pane;
	int rows, cols;
	struct buf sent; /* what the last draw wrote */
};

void glass_open(struct glass *g, const char *type, int rows, int cols);
void glass_open_as(struct glass *g, const char *type, int rows, int cols, enum term_bidi bidi);
void glass_close(struct glass *g);
/* What has been written goes to the terminal; how many bytes it was. */
long glass_take(struct glass *g);
/* Draws the pane between two rows of chrome; the bytes that it took. */
long glass_draw(struct glass *g);
VTermScreenCell glass_cell(struct glass *g, int row, int col);
/* A row as text, without spaces at its end; to be freed. */
char *glass_row(struct glass *g, int row);
void glass_check_row(struct glass *g, int row, const char *want);
void glass_check_cursor(struct glass *g, int row, int col);
struct doc *glass_doc(const char *docfile);
void glass_show(struct glass *g, const char *docfile);

#endif
