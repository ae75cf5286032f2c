/* SPDX-License-Identifier: ISC */
/* Links, and from document to document. */
#include "config.h"

#include "model/base/messages.h"
#include "model/symbol/symbol.h"
#include "tui/app_shown.h"
#include "tui/commands.h"
#include "tui/signals.h"
#include "tui/term.h"

#include <signal.h>
#include <stdio.h>
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

/* The link of the reader's line; NULL. Of a date its document is wanted, where there is one;
 * its own page by f. */
static const char *link_of(const struct tab *t)
{
	const char *href = pane_link(t->pane);

	return href && !strncmp(href, "event:", 6) ? pane_link_last(t->pane) : href;
}

static int follow(const struct command_call *c)
{
	const char *href = link_of(c->tab);

	/* a title of palais' own leads to what stands below it */
	if (!href && c->tab->origin == FROM_PALAIS)
		href = pane_link_below(c->tab->pane);
	if (!href) {
		app_say(c->app, "no link in this line");
		return DID_DRAW;
	}
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

/* The address of the line's link, where it is one of the web or of a UN document; else of what
 * is shown. */
static void web_address(const struct command_call *c, char *out, size_t size)
{
	const char *href = *c->argument ? c->argument : link_of(c->tab);
	char symbol[SYMBOL_MAX];
	struct shown s;

	/* half of one would lead elsewhere */
	if (href && strlen(href) >= size) {
		*out = '\0';
	} else if (href && browser_takes(href)) {
		snprintf(out, size, "%s", href);
	} else if (href && symbol_normal(href, symbol)) {
		snprintf(out, size, "https://docs.un.org/%.2s/%s", c->app->session->langs, symbol);
	} else if (browser_takes(c->tab->what.key)) {
		snprintf(out, size, "%s", c->tab->what.key);
	} else {
		app_shown(c->app, c->tab, false, &s);
		snprintf(out, size, "%s", s.citation.url);
		app_shown_done(&s);
	}
}

static void stand_by(void *payload)
{
	int end = signals_away();

	if (end)
		*(int *)payload = end;
}

/* The browser has the terminal until it ends. */
static void show_in_browser(struct app *a, const char *address)
{
	struct browser *b = &a->session->browser;
	struct err err = {0};
	int end = 0;
	struct browser_watch watch = {signals_fd(), stand_by, &end};

	/* a terminal that nobody will have is not given up */
	if (b->pid)
		term_pause();
	if (browser_show(b, address, &watch, &err) < 0)
		app_say(a, "%s", err.text);
	else
		app_say(a, "was in the browser: %s", address);
	if (b->pid) {
		/* what was pressed at its very end is its own as well */
		stand_by(&end);
		term_resume();
	}
	if (end)
		raise(end);
}

static int browser(const struct command_call *c)
{
	const struct session *s = c->app->session;
	struct err err = {0};
	char address[URL_MAX];

	if (rights_need(&s->options->rights, "browser", &err) < 0) {
		app_say(c->app, "%s", err.text);
		return DID_DRAW;
	}
	web_address(c, address, sizeof address);
	if (!browser_takes(address)) {
		app_say(c->app, "no address of the web here");
		return DID_DRAW;
	}
	if (s->options->offline) {
		app_say(c->app, "offline: no browser is started: %s", address);
		return DID_DRAW;
	}
	show_in_browser(c->app, address);
	return DID_DRAW;
}

static const struct command browser_command = {
	.name = "browser",
	.late = true,
	.keys = "O",
	.arguments = "[ADDRESS]",
	.help = N_("the address of this line, or of what is shown, in $BROWSER"),
	.run = browser,
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
	&link_next_command, &link_previous_command, &follow_command,    &hint_command,
	&back_command,      &forward_command,       &open_what_command, &browser_command,
	&whole_command,     &picture_command,       &opened_command,    NULL,
};

const struct command_group cmd_link = {N_("Links and documents"), commands};
