/* SPDX-License-Identifier: ISC */
/*
 * app_shown: the document of a tab as the stores have it, for what is taken out of it: a
 * quotation, a reference, a note's paragraph. Its letters are its own, whatever the terminal
 * can show.
 */
#ifndef PALAIS_TUI_APP_SHOWN_H
#define PALAIS_TUI_APP_SHOWN_H

#include "model/dossier/citation.h"
#include "tui/app_int.h"

struct shown {
	struct view_found found;
	const struct doc *doc; /* that found or, of a file or a page, the pane's */
	size_t head;           /* its first block in doc */
	struct citation citation;
};

/* second: of two languages that. */
void app_shown(struct app *a, struct tab *t, bool second, struct shown *s);
void app_shown_done(struct shown *s);

#endif
