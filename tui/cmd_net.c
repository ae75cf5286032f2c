/* SPDX-License-Identifier: ISC */
/* The network: asking, bringing up to date, what is under way. */
#include "config.h"

#include "model/base/messages.h"
#include "model/base/url.h"
#include "model/dossier/record.h"
#include "session/feeds.h"
#include "tui/app_int.h"
#include "tui/commands.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WORDS_MOST 40
#define FEEDS "list:feeds"

static int refresh(const struct command_call *c)
{
	bool symbol = c->tab->what.kind == REFERENCE_SYMBOL && record_is_issued(c->tab->what.key);
	struct err err = {0};
	char word[URL_MAX], langs[40];

	if (app_transfers_retry(c->app, c->tab))
		return DID_DRAW;
	if (c->tab->what.kind == REFERENCE_FILE) {
		app_reload(c->app, c->tab);
		return DID_DRAW;
	}
	if (c->tab->what.kind != REFERENCE_WEB && !symbol) {
		app_reload(c->app, c->tab);
		app_say(c->app, c->tab->card ? N_("no document of the UN's own system: its page "
		                                  "may be among the addresses")
		                             : N_("made from the stores: as new as they are"));
		return DID_DRAW;
	}
	if (c->app->session->options->offline) {
		app_word(c->app, c->tab, word, sizeof word);
		app_queue(c->app, word);
		return DID_DRAW;
	}
	c->app->no_network = false;
	c->app->asked = true;
	app_langs(c->app, c->tab, langs, sizeof langs);
	/* the second of two languages, which P wanted and is not here */
	if (*c->tab->second && !c->tab->both)
		snprintf(langs, sizeof langs, "%s", c->tab->second);
	langs[strcspn(langs, ",")] = '\0';
	if (app_fetch(c->app, c->tab->what.key, symbol ? langs : NULL, false, &err) < 0)
		app_say(c->app, "%s", err.text);
	else if (c->tab->origin == FROM_NOWHERE)
		app_reload(c->app, c->tab);
	return DID_DRAW;
}

static const struct command refresh_command = {
	.name = "refresh",
	.keys = "r",
	.help = N_("ask again for this document"),
	.run = refresh,
};

/* The words of a line; the name of a file is all the rest of it, blanks too. */
static int feed_words(char *line, char *words[WORDS_MOST])
{
	int count = 0;

	while (count < WORDS_MOST && *(line += strspn(line, " "))) {
		bool file = count && *line != '-' &&
		            (!strcmp(words[0], "export") || !strcmp(words[0], "import"));

		words[count++] = line;
		if (file)
			for (char *end = line + strlen(line); end > line && end[-1] == ' ';)
				*--end = '\0';
		line += file ? strlen(line) : strcspn(line, " ");
		if (*line)
			*line++ = '\0';
	}
	return count;
}

/* The page of feeds, and what the reader says of them. */
static int feed(const struct command_call *c)
{
	char *words[WORDS_MOST], *line = strdup(c->argument);
	struct feed_said said;
	struct err err = {0};
	int count = line ? feed_words(line, words) : 0;

	if (!count || (count == 1 && !strcmp(words[0], "list"))) {
		app_open(c->app, c->tab, FEEDS, strcmp(c->tab->what.key, FEEDS) != 0);
	} else if (count > 1 && !strcmp(words[0], "import") &&
	           rights_need(&c->app->session->options->rights, "import", NULL) == 0 &&
	           file_is_endless(words[count - 1])) {
		app_say(c->app, "%s: no file", words[count - 1]);
	} else if (count == 2 && !strcmp(words[0], "export") && !strcmp(words[1], "-")) {
		app_say(c->app, "feed export: a file: the screen has no standard output");
	} else if (feed_order(c->app->session, count, words, &said, &err) < 0) {
		app_say(c->app, "%s", err.text);
	} else {
		app_say(c->app, *said.warning ? "%s; %s" : "%s", said.done, said.warning);
		if (!strcmp(c->tab->what.key, FEEDS))
			app_reload(c->app, c->tab);
	}
	free(line);
	return DID_DRAW;
}

static const struct command feed_command = {
	.name = "feed",
	.arguments = "[WORD…]",
	.help = N_("the feeds; add, off, on and others say which are asked"),
	.run = feed,
};

static int sync_store(const struct command_call *c)
{
	app_sync(c->app, c->argument, SYNC_ALL);
	return DID_DRAW;
}

static const struct command sync_store_command = {
	.name = "sync",
	.arguments = "[--full] [--afresh] [KIND…]",
	.help = N_("bring the store up to date at once: queue, feeds, documents"),
	.run = sync_store,
};

static int plan_sync(const struct command_call *c)
{
	char address[400];

	bool may = app_sync_may(c->app);

	if (c->app->sync)
		return DID_DRAW;
	snprintf(address, sizeof address, "palais:plan%s%.300s", *c->argument ? " " : "",
	         c->argument);
	/* offline it can be looked at, and says so */
	app_open(c->app, c->tab, address, !app_on_plan(c->tab));
	if (!may)
		app_sync_may(c->app);
	return DID_DRAW;
}

static const struct command plan_sync_command = {
	.name = "plan",
	.late = true,
	.keys = "S",
	.arguments = "[--full] [--afresh] [KIND…]",
	.help = N_("what a sync would bring and cost; then Enter brings it"),
	.run = plan_sync,
};

static int set_budget(const struct command_call *c)
{
	return app_budget(c->app, c->tab, c->argument);
}

static const struct command set_budget_command = {
	.name = "budget",
	.late = true,
	.arguments = "[BYTES]",
	.help = N_("what a sync may spend: 300k, 2M; 0 for all it takes"),
	.run = set_budget,
};

static int transfers(const struct command_call *c)
{
	app_open(c->app, c->tab, "palais:transfers",
	         strcmp(c->tab->what.key, "palais:transfers") != 0);
	return DID_DRAW;
}

static const struct command transfers_command = {
	.name = "transfers",
	.alias = "downloads",
	.keys = "d",
	.help = N_("what is being fetched, and what waits"),
	.run = transfers,
};

static int cancel(const struct command_call *c)
{
	char word[URL_MAX];

	if (app_transfers_cancel(c->app, c->tab))
		return DID_DRAW;
	if (app_file_drop(c->app, c->tab)) {
		app_say(c->app, "ended: r reads all of it");
		return DID_DRAW;
	}
	app_word(c->app, c->tab, word, sizeof word);
	app_cancel(c->app, word);
	return DID_DRAW;
}

static const struct command cancel_command = {
	.name = "cancel",
	.keys = "Ctrl-G x",
	.help = N_("end what is being fetched for this document or line"),
	.run = cancel,
};

static int stop(const struct command_call *c)
{
	size_t count = app_stop_all(c->app);

	if (count)
		app_say(c->app,
		        messages_count("%zu ended; what came is kept",
		                       "%zu ended; what came is kept", (long long)count),
		        count);
	else
		app_say(c->app, "nothing is being fetched");
	if (app_on_transfers(c->tab))
		app_renew(c->app, c->tab);
	return DID_DRAW;
}

static const struct command stop_command = {
	.name = "stop",
	.late = true,
	.keys = "X",
	.help = N_("end all that is being fetched"),
	.run = stop,
};

static int sooner(const struct command_call *c)
{
	return app_transfers_move(c->app, c->tab, -1);
}

static const struct command sooner_command = {
	.name = "sooner",
	.counts = COUNT_REPEATS,
	.keys = "K",
	.help = N_("among transfers: this one before the one above it"),
	.run = sooner,
};

static int later(const struct command_call *c)
{
	return app_transfers_move(c->app, c->tab, 1);
}

static const struct command later_command = {
	.name = "later",
	.counts = COUNT_REPEATS,
	.keys = "J",
	.help = N_("among transfers: this one after the one below it"),
	.run = later,
};

static int metered(const struct command_call *c)
{
	if (*c->argument && strcmp(c->argument, "on") != 0 && strcmp(c->argument, "off") != 0) {
		app_say(c->app, "metered: on or off");
		return DID_DRAW;
	}
	c->app->session->metered =
		*c->argument ? !strcmp(c->argument, "on") : !c->app->session->metered;
	app_say(c->app, c->app->session->metered ? N_("metered: only what you ask for is asked")
	                                         : N_("not metered"));
	return DID_DRAW;
}

static const struct command metered_command = {
	.name = "metered",
	.arguments = "[on|off]",
	.help = N_("nothing is asked of its own accord: on, off, or the other"),
	.run = metered,
};

static const struct command *const commands[] = {
	&refresh_command,    &feed_command,      &plan_sync_command, &sync_store_command,
	&set_budget_command, &transfers_command, &cancel_command,    &stop_command,
	&sooner_command,     &later_command,     &metered_command,   NULL,
};

const struct command_group cmd_net = {N_("The network"), commands};
