/* SPDX-License-Identifier: ISC */
/* The versions of a document. */
#include "config.h"

#include "model/base/messages.h"
#include "model/views/version.h"
#include "tui/app_int.h"
#include "tui/commands.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The text that is shown, or that a page about versions is of: false, and says so, when
 * there is none. */
static bool find(const struct command_call *c, struct version_text *t, int numbers[2])
{
	struct view_context context = app_context(c->app);
	struct err err = {0};
	char langs[40];
	int rc;

	context.langs = app_langs(c->app, c->tab, langs, sizeof langs);
	rc = version_named(&context, &c->tab->what, t, numbers, &err);
	if (rc < 0)
		app_say(c->app, "%s", err.text);
	else if (rc == 0)
		app_say(c->app, "its text is not here: there are no versions of it");
	return rc > 0;
}

/* A page of that address, unless it is the one that is shown. */
static int open_page(const struct command_call *c, const char *kind, const struct version_text *t,
                     const int numbers[2])
{
	char address[VERSION_ADDRESS_MAX];

	version_address(kind, t, numbers[0], numbers[1], address, sizeof address);
	if (strcmp(address, c->tab->what.key) != 0)
		app_open(c->app, c->tab, address, true);
	return DID_DRAW;
}

static int history(const struct command_call *c)
{
	struct version_text t;
	int numbers[2];

	if (find(c, &t, numbers))
		open_page(c, "history", &t, (int[2]){0, 0});
	return DID_DRAW;
}

static const struct command history_command = {
	.name = "history",
	.keys = "H",
	.help = N_("the versions of this document that are here"),
	.run = history,
};

static int diff(const struct command_call *c)
{
	struct version_text t;
	struct err err = {0};
	int numbers[2];

	if (!find(c, &t, numbers))
		return DID_DRAW;
	if (*c->argument && sscanf(c->argument, "%9d %9d", &numbers[0], &numbers[1]) < 1)
		app_say(c->app, "diff: the numbers of one version or two");
	else if (version_pair(&t, numbers, &err) < 0)
		app_say(c->app, "%s", err.text);
	else
		open_page(c, "diff", &t, numbers);
	return DID_DRAW;
}

static const struct command diff_command = {
	.name = "diff",
	.keys = "D",
	.arguments = "[N [M]]",
	.help = N_("what changed: since the version that is shown, or in the newest"),
	.run = diff,
};

static int take(const struct command_call *c)
{
	struct store *own = stores_personal(c->app->session->stores);
	char address[VERSION_ADDRESS_MAX];
	struct store_version v = {0};
	struct version_text t;
	struct err err = {0};
	int numbers[2];

	if (!find(c, &t, numbers))
		return DID_DRAW;
	if (numbers[0] && version_at(&t, numbers[0], &v, &err) < 0)
		app_say(c->app, "%s", err.text);
	else if (!v.id || !*v.beside || t.from != own)
		app_say(c->app, "what is shown is no version that was kept beside the text");
	else if (store_take_beside(own, v.id, &err) < 0)
		app_say(c->app, "%s", err.text);
	else {
		version_text_address(t.key, t.lang, address, sizeof address);
		app_open(c->app, c->tab, address, true);
		app_say(c->app, "taken: it is the newest version of the text now");
	}
	store_version_done(&v);
	return DID_DRAW;
}

static const struct command take_command = {
	.name = "take",
	.help = N_("take what is shown, which was kept beside the text, as the text"),
	.run = take,
};

static const struct command *const commands[] = {
	&history_command,
	&diff_command,
	&take_command,
	NULL,
};

const struct command_group cmd_version = {N_("Versions"), commands};
