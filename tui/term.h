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

#include "model/base/buf.h"
#include "model/base/err.h"
#include "model/layout/translit.h"
#include "session/options.h"

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
	TERM_PASTE, /* text that was pasted: term_pasted */
	TERM_MOUSE, /* a button or the wheel of the mouse: term_mouse */
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
/* Whether nothing will come any more: whoever was there has hung up. */
bool term_gone(void);
/* What was pasted, after TERM_PASTE; until the next key. */
const char *term_pasted(void);

/* What the mouse did, after TERM_MOUSE. */
struct term_mouse {
	enum { MOUSE_CLICK, MOUSE_WHEEL_UP, MOUSE_WHEEL_DOWN } what;
	int row, col; /* cells, from 0 on */
};
struct term_mouse term_mouse(void);
/* Whether the terminal tells of its mouse. It is off at first: nothing is sent for it, and the
 * terminal's own selection works. */
void term_set_mouse(bool on);

/* Gives the terminal back for a while, and takes it again: the next flush paints all. */
void term_pause(void);
void term_resume(void);

/* Takes the new size from the system, after SIGWINCH. */
void term_resize(void);
void term_set_size(int rows, int cols);
int term_rows(void);
int term_cols(void);

/* What the terminal can show, by the locale and by what is known of it. */
enum translit_to term_letters(void);

/* By what things stand out: plain at first, and where colours are asked of a terminal that has
 * none, or where NO_COLOR is set. */
enum theme term_theme(void);
void term_set_theme(enum theme theme);

/* Whether it shows pictures in colours: it has 256, and NO_COLOR is not set. */
bool term_colours(void);

enum term_bidi term_bidi(void);
void term_set_bidi(enum term_bidi bidi);

/* Sends what has been drawn. */
void term_flush(void);
/* Repaints everything from nothing at the next flush. */
void term_repaint(void);
/* What the terminal's entry says of it; which sequence does what is capabilities' to know. */
enum term_sequence {
	TERM_PLACE,
	TERM_CORNER,
	TERM_ROW,
	TERM_COLUMN,
	TERM_RETURN,
	TERM_UP_BY,
	TERM_DOWN_BY,
	TERM_LEFT_BY,
	TERM_RIGHT_BY,
	TERM_STEP_UP,
	TERM_STEP_DOWN,
	TERM_STEP_LEFT,
	TERM_STEP_RIGHT,
	TERM_KEEP,
	TERM_GO_BACK,
	TERM_ERASE_LINE,
	TERM_INSERT_BY,
	TERM_INSERT,
	TERM_PLAIN,
	TERM_ALPHABET,
	TERM_BOLD,
	TERM_REVERSE,
	TERM_UNDERLINE,
	TERM_DIM,
	TERM_COLOUR,
	TERM_GROUND,
	TERM_REGION,
	TERM_SCROLL_UP,
	TERM_SCROLL_DOWN,
	TERM_SCROLL_UP_BY,
	TERM_SCROLL_DOWN_BY,
	TERM_SEQUENCES
};

/* As it stands there, or NULL: it has none. */
const char *term_sequence(enum term_sequence which);
/* Its numbers filled in: false and nothing added, where it has none. Padding goes as the
 * line's speed wants it: today nowhere. */
bool term_sequence_add(struct buf *out, enum term_sequence which, int one, int two);
/* Whether the cursor goes to the next row behind the last column, at once or (waits) with
 * the next letter. */
bool term_wraps(bool *waits);

/* Sends bytes that are not of a picture. */
void term_send(const char *bytes, size_t len);
/* Version of the library. */
const char *term_library(void);

#endif
