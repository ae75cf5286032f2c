/* SPDX-License-Identifier: ISC */
/*
 * prompt: one line that the reader types, with its editing keys.
 */
#ifndef PALAIS_TUI_PROMPT_H
#define PALAIS_TUI_PROMPT_H

#include <stddef.h>
#include <stdint.h>

enum prompt_kind {
	PROMPT_FIND,
	PROMPT_OPEN,
	PROMPT_SEARCH,
	PROMPT_COMMAND,
	PROMPT_NOTE,
	PROMPT_TAGS,
	PROMPT_DATE,
	PROMPT_FILE,
	PROMPT_FROM,
	PROMPT_KINDS
};

struct prompt;

/* `text` is what stands in it at first, or NULL. */
struct prompt *prompt_new(enum prompt_kind kind, const char *text);
void prompt_free(struct prompt *p);

enum prompt_kind prompt_kind(const struct prompt *p);
/* The words before the line: "find: ". */
const char *prompt_label(const struct prompt *p);
const char *prompt_text(const struct prompt *p);
void prompt_set(struct prompt *p, const char *text);

/* PROMPT_OLDER, PROMPT_NEWER: what was typed before is asked for. */
enum prompt_result {
	PROMPT_GOES_ON,
	PROMPT_ENTERED,
	PROMPT_LEFT,
	PROMPT_COMPLETE,
	PROMPT_OLDER,
	PROMPT_NEWER
};
enum prompt_result prompt_key(struct prompt *p, uint32_t key);

/* Text that was pasted, at the cursor; a line's end is a blank in it. */
void prompt_paste(struct prompt *p, const char *text);

/* The byte of the text that the cursor is on. */
size_t prompt_cursor(const struct prompt *p);

/* -- what was typed before --------------------------------------------------- */

/* Of each kind the last lines, each once, the newest last. */
struct prompt_history;

struct prompt_history *prompt_history_new(void);
void prompt_history_free(struct prompt_history *h); /* NULL is fine */
void prompt_history_add(struct prompt_history *h, enum prompt_kind kind, const char *line);
/* The line so many before (-1) or after (1) the one that was given last; what is typed is
 * kept for the way back. NULL where there is none. Borrowed. */
const char *prompt_history_move(struct prompt_history *h, enum prompt_kind kind, int by,
                                const char *typed);
/* A new line is begun. */
void prompt_history_rest(struct prompt_history *h);

#endif
