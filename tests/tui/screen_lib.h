/* SPDX-License-Identifier: ISC */
/*
 * screen_lib: what the tests of the screen look through: cells, cursor and bytes.
 */
#ifndef PALAIS_TESTS_TUI_SCREEN_LIB_H
#define PALAIS_TESTS_TUI_SCREEN_LIB_H

#include "model/base/buf.h"
#include "model/doc/document.h"
#include "tui/pane.h"
#include "tui/term.h"

#include <stdio.h>
#include <vterm.h>

struct test_screen {
	FILE *out, *in;
	int keys;  /* what is written here is typed */
	long read; /* bytes of the file that the terminal has had */
	VTerm *vt;
	VTermScreen *screen;
	struct pane *pane;
	int rows, cols;
	struct buf sent; /* what the last draw wrote */
};

void screen_open(struct test_screen *g, const char *type, int rows, int cols);
void screen_open_as(struct test_screen *g, const char *type, int rows, int cols,
                    enum term_bidi bidi);
void screen_close(struct test_screen *g);
/* The terminal's window has another size. */
void screen_resize(struct test_screen *g, int rows, int cols);
/* What has been written goes to the terminal; how many bytes it was. */
long screen_take(struct test_screen *g);
/* Draws the pane between two rows of chrome; the bytes that it took. */
long screen_draw(struct test_screen *g);
VTermScreenCell screen_cell(struct test_screen *g, int row, int col);
/* A row as text, without spaces at its end; to be freed. */
char *screen_row(struct test_screen *g, int row);
void screen_check_row(struct test_screen *g, int row, const char *want);
void screen_check_cursor(struct test_screen *g, int row, int col);
struct doc *screen_doc(const char *docfile);
void screen_show(struct test_screen *g, const char *docfile);
/* As pane_find, by what is typed. */
bool screen_find(struct test_screen *g, const char *typed, int direction, bool again);

#endif
