/* SPDX-License-Identifier: ISC */
/* Keeping: bookmarks, the clipboard, marks. */
#include "config.h"

#include "model/base/messages.h"
#include "model/dossier/citation.h"
#include "tui/app_int.h"
#include "tui/commands.h"
#include "tui/term.h"

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

static int copy(const struct command_call *c)
{
	const struct doc *doc = pane_doc(c->tab->pane);
	struct view_found f = {0};
	struct view_context context = app_context(c->app);
	struct record record;
	struct citation r;
	struct reference w = c->tab->what;
	struct buf b;
	bool card = false, known;

	if (c->tab->origin == FROM_STORE)
		view_find(&context, &w, &f, &card, NULL);
	known = record_read(c->app->session->stores, doc_fact(doc, DOC_SYMBOL), &record, NULL) > 0;
	citation_make(&r, c->tab->card ? NULL : doc, known ? &record : NULL,
	              f.stored ? &f.version : NULL, c->tab->what.key);
	view_found_done(&f);
	buf_init(&b, 1 << 14);
	citation_text(&r, &b);
	term_copy(b.bytes);
	app_say(c->app, "copied: %s", b.bytes);
	buf_done(&b);
	return DID_DRAW;
}

static const struct command copy_command = {
	.name = "copy",
	.keys = "y",
	.help = N_("copy a reference to the clipboard"),
	.run = copy,
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
	&bookmark_command, &copy_command, &mark_command, &goto_mark_command, NULL,
};

const struct command_group cmd_keep = {N_("Keeping"), commands};
