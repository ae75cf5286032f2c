/* SPDX-License-Identifier: ISC */
/* What UN documents have: languages, citations, votes. */
#include "config.h"

#include "model/base/messages.h"
#include "model/base/url.h"
#include "model/store/told.h"
#include "tui/app_int.h"
#include "tui/commands.h"

#include <stdio.h>
#include <string.h>

/* A page of palais' own about the document at hand, or about the one named. */
static int about(struct app *a, struct tab *t, const char *kind, const char *arg)
{
	char address[URL_MAX + 16];
	const char *key = *arg ? arg : doc_fact(pane_doc(t->pane), DOC_SYMBOL);

	if (!*key && t->what.kind == REFERENCE_WEB)
		key = t->what.key;
	if (!*key) {
		app_say(a, "no document with a symbol is shown");
		return DID_DRAW;
	}
	snprintf(address, sizeof address, "%s:%.*s", kind, URL_MAX, key);
	app_open(a, t, address, true);
	return DID_DRAW;
}

static int next_language(const struct command_call *c)
{
	return app_next_language(c->app, c->tab);
}

static const struct command next_language_command = {
	.name = "language",
	.keys = "L",
	.help = N_("the next of the document's languages, at the same paragraph"),
	.run = next_language,
};

static int two_languages(const struct command_call *c)
{
	return app_two_languages(c->app, c->tab);
}

static const struct command two_languages_command = {
	.name = "two-languages",
	.keys = "P",
	.help = N_("two languages, paragraph under paragraph, or one"),
	.run = two_languages,
};

/* On its own page the same as a tree, and back. */
static int cites(const struct command_call *c)
{
	if (!*c->argument && reference_own(c->tab->what.key, NULL) == OWN_CITES)
		return about(c->app, c->tab, "tree", c->argument);
	return about(c->app, c->tab, "cites", c->argument);
}

static const struct command cites_command = {
	.name = "cites",
	.keys = "c",
	.arguments = "[WHAT]",
	.help = N_("what this document cites, and what cites it; again: as a tree"),
	.run = cites,
};

static int votes(const struct command_call *c)
{
	return about(c->app, c->tab, "votes", c->argument);
}

static const struct command votes_command = {
	.name = "votes",
	.keys = "V",
	.arguments = "[WHAT]",
	.help = N_("who voted how on it"),
	.run = votes,
};

/* Pages that stand in other tabs change with it. */
static int original(const struct command_call *c)
{
	struct store *starter = stores_starter(c->app->session->stores);
	bool now = !store_is_original(starter);

	if (!strcmp(messages_language(), "en")) {
		app_say(c->app, "the interface is English: this is the original");
		return DID_DRAW;
	}
	store_set_original(starter, now);
	for (size_t i = 0; i < c->app->tab_count; i++) {
		struct tab *t = &c->app->tabs[i];

		if (t == c->tab || (t->pane && t->what.kind == REFERENCE_OWN))
			app_reload(c->app, t);
	}
	app_say(c->app, now ? N_("the dossier in English, as it was written")
	                    : N_("the dossier in the language of the interface"));
	return DID_DRAW;
}

static const struct command original_command = {
	.name = "original",
	.late = true,
	.keys = "",
	.help = N_("the dossier in English, its source, or in the language of the interface"),
	.run = original,
};

static const struct command *const commands[] = {
	&next_language_command, &two_languages_command, &original_command,
	&cites_command,         &votes_command,         NULL,
};

const struct command_group cmd_paper = {N_("UN documents"), commands};
