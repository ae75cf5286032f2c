/* SPDX-License-Identifier: ISC */
/* What was read, and what is to be read next. */
#include "config.h"

#include "model/base/messages.h"
#include "model/dossier/arrivals.h"
#include "model/store/marks.h"
#include "model/views/version.h"
#include "tui/app_int.h"
#include "tui/commands.h"

#include <stdio.h>
#include <string.h>

/* As app_save_place: a store is not made for that alone. */
void app_mark_read(struct app *a, struct tab *t, const struct view_found *f)
{
	struct store *s = stores_personal(a->session->stores);

	if (!f->stored || !s || !store_writable(s))
		return;
	if (!marks_is_read(s, f->version.key))
		marks_set_read(s, f->version.key, true, NULL);
	if (strcmp(t->what.key, f->version.key) != 0 && t->what.kind != REFERENCE_OWN &&
	    !marks_is_read(s, t->what.key))
		marks_set_read(s, t->what.key, true, NULL);
}

/* -- the next one ------------------------------------------------------------------- */

struct next {
	const char *but; /* the document that is shown */
	char key[URL_MAX];
};

static int take_unread(const struct arrival *one, void *payload)
{
	struct next *n = payload;

	if (one->read || one->headline || !strcmp(one->key, n->but))
		return 0;
	snprintf(n->key, sizeof n->key, "%s", one->key);
	return 1;
}

static int next_unread(const struct command_call *c)
{
	struct tab *t = c->tab;
	struct next next = {.but = t->what.key};
	struct err err = {0};

	/* on a page of entries to the next that is marked so */
	if (t->origin != FROM_STORE && pane_next_unread(t->pane))
		return DID_DRAW;
	if (t->origin != FROM_STORE)
		app_say(c->app, "nothing unread here: :unread lists all");
	else if (arrivals_each(c->app->session->stores, NULL, 0, take_unread, &next, &err) < 0)
		app_say(c->app, "%s", err.text);
	else if (!*next.key)
		app_say(c->app, "nothing is unread");
	else
		app_open(c->app, t, next.key, true);
	return DID_DRAW;
}

static const struct command next_unread_command = {
	.name = "next-unread",
	.counts = COUNT_REPEATS,
	.keys = "u",
	.help = N_("to the next unread entry; in a document, to the next unread one"),
	.run = next_unread,
};

/* -- read or unread ------------------------------------------------------------------- */

/* The key of the document that is shown, else of that which the line leads to: false where
 * there is none. */
static bool find_key(const struct command_call *c, char *key, size_t size)
{
	struct view_context context = app_context(c->app);
	const char *href = pane_link(c->tab->pane);
	struct version_text text;
	struct reference w = c->tab->what;
	int numbers[2];

	if (c->tab->origin != FROM_STORE && (!href || reference_read(href, &w, NULL) < 0))
		return false;
	if (w.kind == REFERENCE_FILE ||
	    (w.kind == REFERENCE_OWN && reference_own(w.key, NULL) != OWN_VERSION))
		return false;
	if (version_named(&context, &w, &text, numbers, NULL) > 0)
		snprintf(key, size, "%s", text.key);
	else
		snprintf(key, size, "%s", w.key);
	return true;
}

static int toggle_read(const struct command_call *c)
{
	struct err err = {0};
	struct store *s;
	char key[URL_MAX];
	bool read;

	if (!find_key(c, key, sizeof key)) {
		app_say(c->app, "no document is shown or in this line");
		return DID_DRAW;
	}
	s = stores_writable(c->app->session->stores, &err);
	read = s && !marks_is_read(s, key);
	if (!s || marks_set_read(s, key, read, &err) < 0) {
		app_say(c->app, "%s", err.text);
		return DID_DRAW;
	}
	if (c->tab->origin != FROM_STORE)
		app_renew(c->app, c->tab);
	app_say(c->app, read ? N_("marked as read") : N_("marked as unread"));
	return DID_DRAW;
}

static const struct command toggle_read_command = {
	.name = "read",
	.keys = "U",
	.help = N_("this document, or that of this line, was read; or was not"),
	.run = toggle_read,
};

static int unread(const struct command_call *c)
{
	if (strcmp(c->tab->what.key, "list:unread") != 0)
		app_open(c->app, c->tab, "list:unread", true);
	return DID_DRAW;
}

static const struct command unread_command = {
	.name = "unread",
	.help = N_("all that is unread"),
	.run = unread,
};

static const struct command *const commands[] = {
	&next_unread_command,
	&toggle_read_command,
	&unread_command,
	NULL,
};

const struct command_group cmd_read = {N_("Reading"), commands};
