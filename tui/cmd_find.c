/* SPDX-License-Identifier: ISC */
/* Finding, in a document and in the stores. */
#include "config.h"

#include "model/base/clock.h"
#include "model/base/messages.h"
#include "model/text/date.h"
#include "model/views/view.h"
#include "tui/app_int.h"
#include "tui/commands.h"

#include <stdio.h>
#include <stdlib.h>

void app_set_finder(struct app *a, const char *words, struct finder *f)
{
	finder_free(a->finder);
	a->finder = f;
	snprintf(a->found, sizeof a->found, "%s", words);
}

/* Which of how many; and what could not be looked through to its end. */
static void say_place(struct app *a, struct tab *t)
{
	size_t at, count = pane_places(t->pane, &at);

	if (finder_gave_up(a->finder))
		app_say(a, "%zu of %zu; the expression was given up where it took too long", at,
		        count);
	else
		/* TRANSLATORS: which place of how many, of what was looked for */
		app_say(a, "%zu of %zu", at, count);
}

static int find_on(struct app *a, struct tab *t, int direction, bool again)
{
	if (pane_find(t->pane, a->finder, direction, again))
		say_place(a, t);
	else if (finder_gave_up(a->finder))
		app_say(a, "%s: given up, it took too long", a->found);
	else
		app_say(a, "%s: not in this document", a->found);
	return DID_DRAW;
}

static int find_again(struct app *a, struct tab *t, int direction)
{
	if (a->finder)
		return find_on(a, t, direction, true);
	app_say(a, "nothing looked for yet: / finds");
	return DID_DRAW;
}

static int find_words(const struct command_call *c, int direction)
{
	struct err err = {0};
	struct finder *f;

	c->app->find_direction = direction;
	if (!*c->argument)
		return app_ask(c, PROMPT_FIND);
	f = finder_new(c->argument, &err);
	if (!f) {
		if (err.code)
			app_say(c->app, "%s", err.text);
		return DID_DRAW;
	}
	app_set_finder(c->app, c->argument, f);
	return find_on(c->app, c->tab, direction, false);
}

/* -- while it is typed ------------------------------------------------------ */

/* So long the typing rests before it is looked for: each first letter of a word would
 * bring another screen over the line. */
#define FIND_WAITS_MS 200

void app_find_left(struct app *a)
{
	struct tab *t = app_tab(a);

	a->finding = false;
	a->find_due = 0;
	pane_unmark(t->pane);
	pane_go(t->pane, a->origin);
}

void app_find_typing(struct app *a)
{
	a->find_due = clock_ms() + FIND_WAITS_MS;
}

int app_find_wait(const struct app *a)
{
	int64_t left = a->find_due - clock_ms();

	return !a->find_due ? -1 : left < 0 ? 0 : (int)left;
}

int app_find_end(struct app *a, bool waited)
{
	struct err err = {0};
	struct finder *f;
	const char *words;

	if (!a->find_due || (waited && app_find_wait(a) > 0))
		return DID_NOTHING;
	app_find_left(a);
	words = prompt_text(a->prompt);
	/* an expression that is not ready yet is no fault */
	f = *words ? finder_new(words, &err) : NULL;
	if (f)
		pane_find(app_tab(a)->pane, f, a->find_direction, false);
	a->finding = f;
	finder_free(f);
	return DID_DRAW;
}

/* -- commands ----------------------------------------------------------------- */

/* A year far ahead is the number of a resolution. */
static bool is_of_our_time(const char *words)
{
	char date[11];

	return date_typed(words, date) && atoi(date) <= 1971 + (int)(clock_now() / 31556952);
}

/* In the timeline a date is a place. */
static int find(const struct command_call *c)
{
	char zoom[8];

	if (*c->argument && view_timeline_zoom(c->tab->what.key, zoom) &&
	    is_of_our_time(c->argument) && app_go_date(c->app, c->tab, c->argument) == 0)
		return DID_DRAW;
	return find_words(c, 1);
}

static const struct command find_command = {
	.name = "find",
	.keys = "/",
	.arguments = "[WORDS]",
	.help = N_("find in this document, as it is typed; a regular expression begins with /"),
	.run = find,
};

static int find_back(const struct command_call *c)
{
	return find_words(c, -1);
}

static const struct command find_back_command = {
	.name = "find-back",
	.keys = "Ctrl-R",
	.arguments = "[WORDS]",
	.help = N_("the same from here backward"),
	.run = find_back,
};

static int find_next(const struct command_call *c)
{
	return find_again(c->app, c->tab, 1);
}

static const struct command find_next_command = {
	.name = "find-next",
	.counts = COUNT_REPEATS,
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
	.counts = COUNT_REPEATS,
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
	&find_command,      &find_next_command, &find_previous_command,
	&find_back_command, &search_command,    NULL,
};

const struct command_group cmd_find = {N_("Finding"), commands};
