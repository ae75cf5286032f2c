/* SPDX-License-Identifier: ISC */
/* Moving in a document. */
#include "config.h"

#include "model/base/messages.h"
#include "tui/app_int.h"
#include "tui/commands.h"

#include <stdio.h>

static long screenful(const struct app *a)
{
	long rows = a->rows - 2;

	return rows > 3 ? rows - 1 : 1;
}

static int line_down(const struct command_call *c)
{
	pane_move(c->tab->pane, 1);
	return DID_DRAW;
}

static const struct command line_down_command = {
	.name = "down",
	.counts = COUNT_REPEATS,
	.keys = "j Down Ctrl-N",
	.help = N_("one line down"),
	.run = line_down,
};

static int line_up(const struct command_call *c)
{
	pane_move(c->tab->pane, -1);
	return DID_DRAW;
}

static const struct command line_up_command = {
	.name = "up",
	.counts = COUNT_REPEATS,
	.keys = "k Up",
	.help = N_("one line up"),
	.run = line_up,
};

static int page_down(const struct command_call *c)
{
	pane_scroll(c->tab->pane, screenful(c->app));
	return DID_DRAW;
}

static const struct command page_down_command = {
	.name = "page-down",
	.counts = COUNT_REPEATS,
	.keys = "Space PgDn Ctrl-F",
	.help = N_("one screen down"),
	.run = page_down,
};

static int page_up(const struct command_call *c)
{
	pane_scroll(c->tab->pane, -screenful(c->app));
	return DID_DRAW;
}

static const struct command page_up_command = {
	.name = "page-up",
	.counts = COUNT_REPEATS,
	.keys = "b PgUp Ctrl-B",
	.help = N_("one screen up"),
	.run = page_up,
};

static int half_down(const struct command_call *c)
{
	pane_scroll(c->tab->pane, (screenful(c->app) + 1) / 2);
	return DID_DRAW;
}

static const struct command half_down_command = {
	.name = "half-down",
	.counts = COUNT_REPEATS,
	.keys = "Ctrl-D",
	.help = N_("half a screen down"),
	.run = half_down,
};

static int half_up(const struct command_call *c)
{
	pane_scroll(c->tab->pane, -(screenful(c->app) + 1) / 2);
	return DID_DRAW;
}

static const struct command half_up_command = {
	.name = "half-up",
	.counts = COUNT_REPEATS,
	.keys = "Ctrl-U",
	.help = N_("half a screen up"),
	.run = half_up,
};

/* "10G": to paragraph 10 or, where paragraphs have no such number, to line 10. */
static int go_number(const struct command_call *c)
{
	char number[16];

	snprintf(number, sizeof number, "%u", c->count);
	if (pane_go_number(c->tab->pane, number))
		return DID_DRAW;
	pane_top(c->tab->pane);
	pane_move(c->tab->pane, (long)c->count - 1);
	return DID_DRAW;
}

static int top(const struct command_call *c)
{
	if (c->count)
		return go_number(c);
	pane_top(c->tab->pane);
	return DID_DRAW;
}

static const struct command top_command = {
	.name = "top",
	.counts = COUNT_TAKES,
	.keys = "g Home",
	.help = N_("to the beginning"),
	.run = top,
};

static int bottom(const struct command_call *c)
{
	if (c->count)
		return go_number(c);
	pane_bottom(c->tab->pane);
	return DID_DRAW;
}

static const struct command bottom_command = {
	.name = "bottom",
	.counts = COUNT_TAKES,
	.keys = "G End",
	.help = N_("to the end"),
	.run = bottom,
};

static int contents(const struct command_call *c)
{
	app_open(c->app, c->tab, "palais:contents", true);
	return DID_DRAW;
}

static const struct command contents_command = {
	.name = "contents",
	.keys = "t",
	.help = N_("the headings of this document, to go to"),
	.run = contents,
};

static const struct command *const commands[] = {
	&line_down_command, &line_up_command,
	&page_down_command, &page_up_command,
	&half_down_command, &half_up_command,
	&top_command,       &bottom_command,
	&contents_command,  NULL,
};

const struct command_group cmd_move = {N_("Moving"), commands};
