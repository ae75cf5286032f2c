/* SPDX-License-Identifier: ISC */
/*
 * term: the terminal: start, stop, size, keys, and what is sent outside the
 * screen. Curses is used here and in draw.c alone.
 *
 * There is one terminal in a process (curses keeps it so); term_start makes it
 * and term_stop gives it back as it was found.
 */
#ifndef PALAIS_TUI_TERM_H
#define PALAIS_TUI_TERM_H

#include "model/base/err.h"
#include "model/layout/translit.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

/* A key is a Unicode character, a control character (Ctrl-L is 12), or one of
 * these. */
enum term_key {
	TERM_UP = 0x110000,
	TERM_DOWN,
	TERM_LEFT,
	TERM_RIGHT,
	TERM_PAGE_UP,
	TERM_PAGE_DOWN,
	TERM_HOME,
	TERM_END,
	TERM_BACKSPACE,
	TERM_DELETE,
	TERM_BACKTAB,
	TERM_OTHER
};

/* Who puts text from the right into the order in which it is seen. */
enum term_bidi {
	TERM_BIDI_LOGICAL,  /* nobody: it is sent as it is read */
	TERM_BIDI_TERMINAL, /* the terminal: as it is read, chrome with isolates */
	TERM_BIDI_PROGRAM   /* palais: as it is seen; the terminal is told so */
};

struct term_config {
	FILE *out, *in;   /* NULL: standard output and input */
	const char *type; /* NULL: $TERM */
	int rows, cols;   /* 0: the terminal's own */
	enum term_bidi bidi;
};

/* Starts; -1 with err when the terminal is unknown or cannot place the cursor. */
int term_start(const struct term_config *config, struct err *err);
/* Gives the terminal back. Safe to call twice, and when nothing was started. */
void term_stop(void);

/* The descriptor that keys come from. */
int term_fd(void);
/* The next key that has come already: 1, or 0 when there is none. */
int term_next_key(uint32_t *key);

/* Takes the new size from the system, after SIGWINCH. */
void term_resize(void);
void term_set_size(int rows, int cols);
int term_rows(void);
int term_cols(void);

/* What the terminal can show, by the locale and by what is known of it. */
enum translit_to term_letters(void);

enum term_bidi term_bidi(void);
void term_set_bidi(enum term_bidi bidi);

/* Sends what has been drawn. */
void term_flush(void);
/* Repaints everything from nothing at the next flush. */
void term_repaint(void);
/* Puts text on the reader's clipboard (OSC 52; inside tmux through tmux). */
void term_copy(const char *text);

/* Version of the library. */
const char *term_library(void);

#endif
