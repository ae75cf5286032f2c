/* SPDX-License-Identifier: ISC */
/* The program itself. */
#include "config.h"

#include "model/base/messages.h"
#include "tui/app_int.h"
#include "tui/commands.h"
#include "tui/term.h"

#include <string.h>

static int by_name(const struct command_call *c)
{
	return app_ask(c, PROMPT_COMMAND);
}

static const struct command by_name_command = {
	.name = "command",
	.keys = ":",
	.help = N_("a command by name; a number goes to that paragraph"),
	.run = by_name,
};

static int bidi(const struct command_call *c)
{
	return app_bidi(c->app, c->tab, c->argument);
}

static const struct command bidi_command = {
	.name = "bidi",
	.arguments = "[MODE]",
	.help = N_("how text from the right is shown: a picture to choose by"),
	.run = bidi,
};

static int help(const struct command_call *c)
{
	if (strcmp(c->tab->what.key, "palais:help"))
		app_open(c->app, c->tab, "palais:help", true);
	return DID_DRAW;
}

static const struct command help_command = {
	.name = "help",
	.keys = "?",
	.help = N_("this page"),
	.run = help,
};

static int keyboard(const struct command_call *c)
{
	if (*c->argument && strcmp(c->argument, "on") != 0 && strcmp(c->argument, "off") != 0) {
		app_say(c->app, "keyboard: on or off");
		return DID_DRAW;
	}
	c->app->keyboard_off = *c->argument ? !strcmp(c->argument, "off") : !c->app->keyboard_off;
	app_say(c->app, c->app->keyboard_off
	                        ? N_("keys of other layouts are taken as they are")
	                        : N_("keys of other layouts are taken by their place"));
	return DID_DRAW;
}

static const struct command keyboard_command = {
	.name = "keyboard",
	.late = true,
	.arguments = "[on|off]",
	.help = N_("keys of Arabic and Cyrillic layouts by their place: on, or off"),
	.run = keyboard,
};

static int mouse(const struct command_call *c)
{
	if (*c->argument && strcmp(c->argument, "on") != 0 && strcmp(c->argument, "off") != 0) {
		app_say(c->app, "mouse: on or off");
		return DID_DRAW;
	}
	app_set_mouse(c->app, *c->argument ? !strcmp(c->argument, "on") : !c->app->mouse);
	app_say(c->app, c->app->mouse ? N_("the wheel scrolls, a click opens; Shift selects text")
	                              : N_("the mouse is the terminal's own"));
	return DID_DRAW;
}

static const struct command mouse_command = {
	.name = "mouse",
	.late = true,
	.arguments = "[on|off]",
	.help = N_("wheel and clicks: on, or off"),
	.run = mouse,
};

static int theme(const struct command_call *c)
{
	struct err err = {0};
	enum theme chosen;

	if (theme_read(*c->argument ? c->argument : "plain", &chosen, &err) < 0) {
		app_say(c->app, "%s", err.text);
		return DID_DRAW;
	}
	term_set_theme(chosen);
	if (term_theme() != chosen)
		app_say(c->app, "no colours: the terminal has none, or NO_COLOR is set");
	c->app->afresh = true;
	return DID_DRAW;
}

static const struct command theme_command = {
	.name = "theme",
	.late = true,
	.arguments = "[NAME]",
	.help = N_("by what things stand out: plain, bold, colour, contrast"),
	.run = theme,
};

static int tutorial(const struct command_call *c)
{
	if (strcmp(c->tab->what.key, "palais:tutorial"))
		app_open(c->app, c->tab, "palais:tutorial", true);
	return DID_DRAW;
}

static const struct command tutorial_command = {
	.name = "tutorial",
	.late = true,
	.help = N_("the keys that one needs, in two minutes"),
	.run = tutorial,
};

static int repaint(const struct command_call *c)
{
	c->app->afresh = true;
	return DID_DRAW;
}

static const struct command repaint_command = {
	.name = "repaint",
	.keys = "Ctrl-L",
	.help = N_("paint the screen afresh"),
	.run = repaint,
};

static int close_document(const struct command_call *c)
{
	if (!c->tab->back.count)
		return app_quit(c->app);
	app_back(c->app, -1);
	return DID_DRAW;
}

static const struct command close_document_command = {
	.name = "close",
	.keys = "q",
	.help = N_("close this document; on a front page, leave"),
	.run = close_document,
};

static int quit(const struct command_call *c)
{
	return app_quit(c->app);
}

static const struct command quit_command = {
	.name = "quit",
	.alias = "exit",
	.keys = "Q",
	.help = N_("leave palais"),
	.run = quit,
};

static const struct command *const commands[] = {
	&by_name_command,
	&tutorial_command,
	&keyboard_command,
	&mouse_command,
	&theme_command,
	&bidi_command,
	&help_command,
	&repaint_command,
	&close_document_command,
	&quit_command,
	NULL,
};

const struct command_group cmd_program = {N_("The program"), commands};
