/* SPDX-License-Identifier: ISC */
/* Keeping: bookmarks, marks. */
#include "config.h"

#include "model/base/messages.h"
#include "tui/app_int.h"
#include "tui/commands.h"

#include <string.h>

struct wanted {
	const char *address;
	bool found;
};

static int is_bookmark(const char *address, const char *title, int64_t added, void *payload)
{
	struct wanted *w = payload;

	(void)title, (void)added;
	w->found = !strcmp(address, w->address);
	return w->found;
}

static int bookmark(const struct command_call *c)
{
	struct err err = {0};
	struct wanted w = {c->tab->now.address, false};
	struct store *s = stores_writable(c->app->session->stores, &err);

	if (!s || store_each_bookmark(s, is_bookmark, &w, &err) < 0 ||
	    store_bookmark(s, w.address, doc_fact(pane_doc(c->tab->pane), DOC_TITLE), !w.found,
	                   &err) < 0)
		app_say(c->app, "%s", err.text);
	else
		app_say(c->app,
		        w.found ? N_("bookmark removed") : N_("bookmarked: in the Library"));
	return DID_DRAW;
}

static const struct command bookmark_command = {
	.name = "bookmark",
	.keys = "m",
	.help = N_("bookmark this document, or let it go"),
	.run = bookmark,
};

static int mark(const struct command_call *c)
{
	c->app->mode = MODE_MARK;
	app_say(c->app, "mark: a letter");
	return DID_DRAW;
}

static const struct command mark_command = {
	.name = "mark",
	.keys = "M",
	.help = N_("mark this place under the letter that follows"),
	.run = mark,
};

static int goto_mark(const struct command_call *c)
{
	c->app->mode = MODE_GOTO;
	app_say(c->app, "to mark: a letter");
	return DID_DRAW;
}

static const struct command goto_mark_command = {
	.name = "goto-mark",
	.keys = "'",
	.help = N_("to the place marked by the letter that follows"),
	.run = goto_mark,
};

static const struct command *const commands[] = {
	&bookmark_command,
	&mark_command,
	&goto_mark_command,
	NULL,
};

const struct command_group cmd_keep = {N_("Keeping"), commands};
