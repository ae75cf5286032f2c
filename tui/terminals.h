/* SPDX-License-Identifier: ISC */
/*
 * terminals: what is known of terminals and terminfo does not say: whether they put
 * text from the right into its order, and which scripts they cannot show. Knows the
 * environment; knows no curses.
 */
#ifndef PALAIS_TUI_TERMINALS_H
#define PALAIS_TUI_TERMINALS_H

#include "tui/term.h"

#include <stdbool.h>

/* The mode that is right for a terminal ($TERM) as far as is known. */
enum term_bidi terminals_bidi(const char *type);

/* The reader's words for the modes: "program", "terminal", "logical". */
const char *terminals_bidi_name(enum term_bidi mode);
/* By its name or the beginning of it; false when it is none. */
bool terminals_bidi_by_name(const char *name, enum term_bidi *mode);

/* Whether its fonts are a console's: Latin, Greek and Cyrillic, no more. */
bool terminals_few_letters(const char *type);

#endif
