/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "tui/terminals.h"

#include <stdlib.h>
#include <string.h>

/* Tried in turn; the first that holds decides. What a multiplexer draws it draws cell
 * by cell, and the terminal around it does not see lines: so these come first, though
 * the outer terminal's variables are there as well. */
static const struct {
	const char *variable; /* of the environment, or NULL */
	const char *value;    /* what it is, or NULL: set at all */
	long least;           /* a number that it must reach, or 0 */
	const char *type;     /* what TERM begins with, or NULL */
	enum term_bidi mode;
} known[] = {
	{"TMUX", NULL, 0, NULL, TERM_BIDI_PROGRAM},
	{"STY", NULL, 0, NULL, TERM_BIDI_PROGRAM},
	{NULL, NULL, 0, "screen", TERM_BIDI_PROGRAM},
	{NULL, NULL, 0, "tmux", TERM_BIDI_PROGRAM},
	/* GNOME Terminal and others of VTE reorder since 0.58 */
	{"VTE_VERSION", NULL, 5800, NULL, TERM_BIDI_TERMINAL},
	{"VTE_VERSION", NULL, 0, NULL, TERM_BIDI_PROGRAM},
	{"KONSOLE_VERSION", NULL, 0, NULL, TERM_BIDI_TERMINAL},
	{NULL, NULL, 0, "konsole", TERM_BIDI_TERMINAL},
	{"MLTERM", NULL, 0, NULL, TERM_BIDI_TERMINAL},
	{NULL, NULL, 0, "mlterm", TERM_BIDI_TERMINAL},
	{"TERM_PROGRAM", "Apple_Terminal", 0, NULL, TERM_BIDI_TERMINAL},
	{"TERM_PROGRAM", "mintty", 0, NULL, TERM_BIDI_TERMINAL},
	{NULL, NULL, 0, "mintty", TERM_BIDI_TERMINAL},
	/* turns each word round by its font, and leaves the order of the words */
	{NULL, NULL, 0, "xterm-kitty", TERM_BIDI_LOGICAL},
	/* xterm, foot, Alacritty, the Linux console and the screens that took their names
         * do nothing. PuTTY does, unless its setting "Disable bidirectional text display"
         * is on; it mostly calls itself xterm, and :bidi is for it. */
};

static bool holds(size_t i, const char *type)
{
	const char *value = known[i].variable ? getenv(known[i].variable) : NULL;

	if (known[i].type)
		return !strncmp(type, known[i].type, strlen(known[i].type));
	if (!value || !*value)
		return false;
	if (known[i].value)
		return !strcmp(value, known[i].value);
	return strtol(value, NULL, 10) >= known[i].least;
}

enum term_bidi terminals_bidi(const char *type)
{
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (holds(i, type))
			return known[i].mode;
	return TERM_BIDI_PROGRAM;
}

static const char *const names[] = {[TERM_BIDI_LOGICAL] = "logical",
                                    [TERM_BIDI_TERMINAL] = "terminal",
                                    [TERM_BIDI_PROGRAM] = "program"};

const char *terminals_bidi_name(enum term_bidi mode)
{
	return names[mode];
}

bool terminals_bidi_by_name(const char *name, enum term_bidi *mode)
{
	for (size_t i = 0; *name && i < sizeof names / sizeof *names; i++)
		if (!strncmp(names[i], name, strlen(name))) {
			*mode = (enum term_bidi)i;
			return true;
		}
	return false;
}

bool terminals_few_letters(const char *type)
{
	return !strcmp(type, "linux") || !strncmp(type, "linux-", 6);
}
