/* SPDX-License-Identifier: ISC */
/* Links, and from document to document. */
#include "config.h"

#include "model/base/messages.h"
#include "tui/app_int.h"
#include "tui/commands.h"

#include <string.h>

static int link_next(const struct command_call *c)
{
	if (!pane_link_next(c->tab->pane, 1))
		app_say(c->app, "no link after this");
	return DID_DRAW;
}

static const struct command link_next_command = {
	.name = "next-link",
	.counts = COUNT_REPEATS,
	.keys = "]",
	.help = N_("to the next link"),
	.run = link_next,
};

static int link_previous(const struct command_call *c)
{
	if (!pane_link_next(c->tab->pane, -1))
		app_say(c->app, "no link before this");
	return DID_DRAW;
}

static const struct command link_previous_command = {
	.name = "previous-link",
	.counts = COUNT_REPEATS,
	.keys = "[",
	.help = N_("to the link before"),
	.run = link_previous,
};

static int follow(const struct command_call *c)
{
	/* a title of palais' own leads to what stands below it */
	const char *href = c->tab->origin == FROM_PALAIS ? pane_link_below(c->tab->pane)
	                                                 : pane_link(c->tab->pane);

	if (!href) {
		app_say(c->app, "no link in this line");
		return DID_DRAW;
	}
	/* of a date its document is wanted, where there is one; its own page by f */
	if (!strncmp(href, "event:", 6) && href == pane_link(c->tab->pane))
		href = pane_link_last(c->tab->pane);
	return app_follow(c->app, c->tab, href);
}

static const struct command follow_command = {
	.name = "follow",
	.keys = "Enter l Right",
	.help = N_("open the link of this line"),
	.run = follow,
};

static int hint(const struct command_call *c)
{
	if (pane_hints(c->tab->pane))
		c->app->mode = MODE_HINT;
	else
		app_say(c->app, "no link on this screen");
	return DID_DRAW;
}

static const struct command hint_command = {
	.name = "hint",
	.keys = "f",
	.help = N_("open a link of this screen by its letter"),
	.run = hint,
};

static int back(const struct command_call *c)
{
	app_back(c->app, -1);
	return DID_DRAW;
}

static const struct command back_command = {
	.name = "back",
	.counts = COUNT_REPEATS,
	.keys = "h Left Backspace Ctrl-O",
	.help = N_("to the document before"),
	.run = back,
};

static int forward(const struct command_call *c)
{
	app_back(c->app, 1);
	return DID_DRAW;
}

static const struct command forward_command = {
	.name = "forward",
	.counts = COUNT_REPEATS,
	.keys = "Ctrl-P",
	.help = N_("to the document after, having gone back"),
	.run = forward,
};

static int open_what(const struct command_call *c)
{
	if (!*c->argument)
		return app_ask(c, PROMPT_OPEN);
	app_open_typed(c->app, c->tab, c->argument);
	return DID_DRAW;
}

static const struct command open_what_command = {
	.name = "open",
	.keys = "o",
	.arguments = "[WHAT]",
	.help = N_("open by symbol, address, path or id"),
	.run = open_what,
};

static int opened(const struct command_call *c)
{
	app_open(c->app, c->tab, "palais:opened", !app_on_opened(c->tab));
	return DID_DRAW;
}

static const struct command opened_command = {
	.name = "opened",
	.late = true,
	.keys = "B",
	.help = N_("the documents that are open, each at its place"),
	.run = opened,
};

static const struct command *const commands[] = {
	&link_next_command,
	&link_previous_command,
	&follow_command,
	&hint_command,
	&back_command,
	&forward_command,
	&open_what_command,
	&whole_command,
	&picture_command,
	&opened_command,
	NULL,
};

const struct command_group cmd_link = {N_("Links and documents"), commands};
