/* SPDX-License-Identifier: ISC */
/* A page whole, and its main text again. */
#include "config.h"

#include "model/base/messages.h"
#include "model/views/document.h"
#include "tui/app_int.h"
#include "tui/commands.h"

#include <stdlib.h>
#include <string.h>

/* Whether the page can be read with more than is shown of it, or with less. */
static bool has_whole(const struct tab *t)
{
	const struct doc *doc = pane_doc(t->pane);
	bool page = t->origin == FROM_STORE || t->origin == FROM_FILE;

	return page && !strcmp(doc_fact(doc, DOC_FORMAT), "html") && !*doc_fact(doc, DOC_ERROR) &&
	       strcmp(doc_fact(doc, DOC_WHOLE), DOC_WHOLE_NO_TEXT) != 0;
}

static int whole(const struct command_call *c)
{
	if (!has_whole(c->tab)) {
		app_say(c->app, "nothing of this document is left out");
		return DID_DRAW;
	}
	if (!strcmp(c->tab->what.key, "-")) {
		app_say(c->app, "standard input cannot be read again");
		return DID_DRAW;
	}
	return app_entire(c->app, c->tab);
}

const struct command whole_command = {
	.name = "whole",
	.keys = "W",
	.help = N_("the whole page, menus and all, or its main text"),
	.run = whole,
};
