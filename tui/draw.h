/* SPDX-License-Identifier: ISC */
/*
 * draw: rows of a document, tabs and lines of words onto the screen. Curses is
 * used here and in term.c alone.
 *
 * Nothing reaches the terminal before term_flush. Cells beyond the screen are
 * cut off. What is not clean (model/text/characters.h) is cleaned; what the terminal cannot
 * show is transliterated (term_letters). Text from the right stands as the terminal's mode wants it
 * (term_bidi).
 */
#ifndef PALAIS_TUI_DRAW_H
#define PALAIS_TUI_DRAW_H

#include "model/layout/wrap.h"

#include <stdbool.h>
#include <stdint.h>
#include <wchar.h>

enum draw_style {
	DRAW_PLAIN = 0,
	DRAW_BOLD = 1,
	DRAW_REVERSE = 2,
	DRAW_UNDERLINE = 4,
	DRAW_DIM = 8,
	/* what it is; the theme says how that stands out */
	DRAW_LINK = 16,
	DRAW_TITLE = 32,
	DRAW_HERE = 64, /* the mark of the reader's line */
	/* of a picture's cell: two colours of 256 (palette.h), in the bytes above the first */
	DRAW_COLOURED = 1 << 24
};
#define DRAW_INK(style) (((style) >> 8) & 0xff)
#define DRAW_GROUND(style) (((style) >> 16) & 0xff)
#define DRAW_COLOURS(ink, ground) (DRAW_COLOURED | (ground) << 16 | (ink) << 8)

/* Empties the screen that is being drawn (not the terminal). */
void draw_begin(void);

/* Words of the screen's own at a cell, at most `cells` wide; returns the cells used. */
int draw_text(int row, int col, const char *s, size_t len, int cells, int style);

/* The cells that they take where palais shapes them: a lam and its alef share one. */
int draw_width(const char *s, size_t len);

/* A line that is being typed. */
struct draw_line {
	const char *text;
	size_t at;  /* its byte that is under the cursor */
	bool right; /* it stands at the right edge of its cells */
};
/* As much of it as so many cells hold, around the cursor. The column of the cursor. */
int draw_typed(int row, int col, const struct draw_line *line, int cells);

/* The byte of such a line whose letter stands at the left (-1) or right (1) of that at `at`, which
 * stays where none does. DRAW_AS_READ: the line is seen as it is read. */
#define DRAW_AS_READ ((size_t)-1)
size_t draw_typed_beside(const char *s, size_t len, size_t at, int direction);

/* A stretch of a document's text to stand out: what find found. */
struct draw_mark {
	const struct doc_text *text; /* NULL: none */
	uint32_t start, end;
};

/* A row of a layout, its first cell at (row, col), at most `cells` wide. */
void draw_row(int row, int col, int cells, const struct doc *doc, struct wrap *w,
              const struct wrap_row *r, const struct draw_mark *mark);

/* Where the hardware cursor stands; the last call before term_flush counts. */
void draw_cursor(int row, int col);

/* -- what was drawn, and what is shown ------------------------------------------- */

/* A letter with its marks, as curses keeps it. */
struct draw_letter {
	wchar_t text[6]; /* ended by 0; a blank where there is none */
	uint32_t style;
	uint8_t width;
};

/* What has been drawn since the beginning, or what the terminal shows. */
enum draw_which { DRAW_WANTED, DRAW_SHOWN };
/* The letters of a row, at most term_cols() of them: how many. */
int draw_read_row(enum draw_which which, int row, struct draw_letter *letters);
/* Where the cursor was put. */
void draw_where(int *row, int *col);
/* What was drawn is shown now. */
void draw_settle(void);

#endif
