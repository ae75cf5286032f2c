/* SPDX-License-Identifier: ISC */
/* Finding, in a document and in the stores. */
#include "config.h"

#include "model/base/messages.h"
#include "tui/app_int.h"
#include "tui/commands.h"

#include <stdio.h>

static int find_again(struct app *a, struct tab *t, int direction)
{
	if (!*a->found)
		app_say(a, "nothing looked for yet: / finds");
	else if (!pane_find(t->pane, a->found, direction, true))
		app_say(a, "%s: not in this document", a->found);
	return DID_DRAW;
}

static int find(const struct command_call *c)
{
	if (!*c->argument)
		return app_ask(c, PROMPT_FIND);
	snprintf(c->app->found, sizeof c->app->found, "%s", c->argument);
	if (!pane_find(c->tab->pane, c->app->found, 1, false))
		app_say(c->app, "%s: not in this document", c->app->found);
	return DID_DRAW;
}

static const struct command find_command = {
	.name = "find",
	.keys = "/",
	.arguments = "[WORDS]",
	.help = N_("find in this document"),
	.run = find,
};

static int find_next(const struct command_call *c)
{
	return find_again(c->app, c->tab, 1);
}

static const struct command find_next_command = {
	.name = "find-next",
	.keys = "n",
	.help = N_("find again, forward"),
	.run = find_next,
};

static int find_previous(const struct command_call *c)
{
	return find_again(c->app, c->tab, -1);
}

static const struct command find_previous_command = {
	.name = "find-previous",
	.keys = "N",
	.help = N_("find again, backward"),
	.run = find_previous,
};

static int search(const struct command_call *c)
{
	char address[300];

	if (!*c->argument)
		return app_ask(c, PROMPT_SEARCH);
	snprintf(address, sizeof address, "palais:search %.250s", c->argument);
	app_open(c->app, c->tab, address, true);
	return DID_DRAW;
}

static const struct command search_command = {
	.name = "search",
	.keys = "s",
	.arguments = "[WORDS]",
	.help = N_("search everything that is stored"),
	.run = search,
};

static const struct command *const commands[] = {
	&find_command, &find_next_command, &find_previous_command, &search_command, NULL,
};

const struct command_group cmd_find = {N_("Finding"), commands};
