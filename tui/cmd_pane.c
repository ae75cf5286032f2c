/* SPDX-License-Identifier: ISC */
/* From pane to pane. */
#include "config.h"

#include "model/base/messages.h"
#include "tui/app_int.h"
#include "tui/commands.h"

#include <stdio.h>

static int pane_next(const struct command_call *c)
{
	return app_go_tab(c->app, (c->app->current + 1) % c->app->tab_count);
}

static const struct command pane_next_command = {
	.name = "next-pane",
	.keys = "Tab",
	.help = N_("to the next pane"),
	.run = pane_next,
};

static int pane_previous(const struct command_call *c)
{
	return app_go_tab(c->app, (c->app->current + c->app->tab_count - 1) % c->app->tab_count);
}

static const struct command pane_previous_command = {
	.name = "previous-pane",
	.keys = "BackTab",
	.help = N_("to the pane before"),
	.run = pane_previous,
};

/* The number is what was typed, else the key. */
static int pane_by_number(const struct command_call *c)
{
	uint32_t digit = *c->argument ? (unsigned char)*c->argument : c->key;

	return digit >= '1' && digit <= '9' ? app_go_tab(c->app, digit - '1') : DID_NOTHING;
}

static const struct command pane_by_number_command = {
	.name = "pane",
	.keys = "1 2 3 4 5 6 7 8 9",
	.arguments = "N",
	.help = N_("to a pane by its number"),
	.run = pane_by_number,
};

static int front(const struct command_call *c)
{
	char address[80];

	snprintf(address, sizeof address, "pane:%s", c->tab->key);
	app_open(c->app, c->tab, address, true);
	return DID_DRAW;
}

static const struct command front_command = {
	.name = "front",
	.keys = "0",
	.help = N_("to this pane's front page"),
	.run = front,
};

static const struct command *const commands[] = {
	&pane_next_command, &pane_previous_command, &pane_by_number_command, &front_command, NULL,
};

const struct command_group cmd_pane = {N_("Panes"), commands};
