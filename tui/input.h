/* SPDX-License-Identifier: ISC */
/*
 * input: keys out of the bytes that a terminal sends. All forms of a key that are about
 * are known, whatever TERM says: what a terminal is called and what it sends are two
 * things. A sequence that is not known is swallowed whole and is no run of commands.
 * Knows no curses, and reads nothing itself.
 */
#ifndef PALAIS_TUI_INPUT_H
#define PALAIS_TUI_INPUT_H

#include "tui/term.h"

#include <stddef.h>
#include <stdint.h>

struct input;

struct input *input_new(void);
void input_free(struct input *in);

/* A key of this terminal's own; it goes before what is known of all. NULL: it has none. */
void input_know(struct input *in, const char *sequence, uint32_t key);

/* Bytes that have come, and when (clock_ms): what was begun long before is not ended by
 * them. */
void input_feed(struct input *in, const char *bytes, size_t len, int64_t ms);

enum input_state {
	INPUT_NOTHING, /* all that came is taken */
	INPUT_BEGUN,   /* what is left may be the beginning of something: wait a little */
	INPUT_KEY
};
/* The next key, as term_next_key gives it. */
enum input_state input_next(struct input *in, uint32_t *key);

/* Nothing has followed for a little while: an Esc that stands alone is the key. */
void input_pause(struct input *in);

/* What was pasted, after TERM_PASTE; it stays until the next. */
const char *input_pasted(const struct input *in);
/* What the mouse did, after TERM_MOUSE. */
struct term_mouse input_mouse(const struct input *in);

#endif
