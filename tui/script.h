/* SPDX-License-Identifier: ISC */
/*
 * script: commands for the screen, from a file. One a line: a command as after
 * ':' (which may stand before it: then the line is a command in any case), or
 *   key NAME…      keys as in a key file
 *   type TEXT      characters, as they stand
 *   size ROWSxCOLS of the screen
 *   wait           until nothing is being fetched
 *   until TEXT     until the screen shows the text, or nothing is being fetched
 *   dump FILE      the screen as text, appended
 * '#' begins a comment.
 */
#ifndef PALAIS_TUI_SCRIPT_H
#define PALAIS_TUI_SCRIPT_H

#include "model/base/err.h"
#include "model/base/rights.h"

#include <stdbool.h>

struct script;

struct script *script_open(const struct rights *rights, const char *path,
                           struct err *err); /* "-": standard input */
void script_close(struct script *s);

enum script_kind {
	SCRIPT_COMMAND,
	SCRIPT_KEY,
	SCRIPT_TYPE,
	SCRIPT_SIZE,
	SCRIPT_WAIT,
	SCRIPT_UNTIL,
	SCRIPT_DUMP
};

struct script_step {
	enum script_kind kind;
	const char *text; /* what follows the word; of script_next: until the next step */
	unsigned line;
};

/* A line as a step, whose text is in it; false where it is empty or a comment. */
bool script_read(const char *line, unsigned number, struct script_step *step);

/* The next step: 1, or 0 at the end. */
int script_next(struct script *s, struct script_step *step);

#endif
