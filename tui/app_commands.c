/* SPDX-License-Identifier: ISC */
/* Commands as they are called: by a key, by a line, from a prompt. */
#include "config.h"

#include "tui/app_int.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int call(struct app *a, const struct command *command, const char *argument, uint32_t key,
                unsigned count)
{
	struct command_call c = {a, app_tab(a), command, argument, key, count};
	unsigned times = command->counts == COUNT_REPEATS && count ? count : 1;
	int did = DID_NOTHING;

	while (times--)
		did |= command->run(&c);
	return did;
}

int app_press(struct app *a, const struct command *command, uint32_t key, unsigned count)
{
	return call(a, command, "", key, count);
}

int app_line(struct app *a, const char *line)
{
	const struct command *command;
	char name[40], open[100];
	size_t n;

	line += strspn(line, " :");
	n = strcspn(line, " ");
	if (!n)
		return DID_DRAW;
	if (strspn(line, "0123456789") == n) {
		if (!pane_go_number(app_tab(a)->pane, line))
			app_say(a, "no paragraph %s in this document", line);
		return DID_DRAW;
	}
	snprintf(name, sizeof name, "%.*s", (int)n, line);
	command = command_by_name(name);
	if (!command && app_named(a, name, open, sizeof open)) {
		app_open(a, app_tab(a), open, true);
		return DID_DRAW;
	}
	if (!command) {
		app_say(a, "%s: no such command, or several begin so: ? lists them", name);
		return DID_DRAW;
	}
	return call(a, command, line + n + strspn(line + n, " "), 0, 0);
}

/* -- prompts ---------------------------------------------------------------- */

int app_ask(const struct command_call *c, enum prompt_kind kind)
{
	return app_ask_with(c, kind, NULL);
}

int app_ask_with(const struct command_call *c, enum prompt_kind kind, const char *text)
{
	c->app->prompt = prompt_new(kind, text);
	c->app->origin = pane_where(c->tab->pane);
	if (c->app->typed)
		prompt_history_rest(c->app->typed);
	c->app->asking = c->command;
	return DID_DRAW;
}

void app_keep_typed(struct app *a, enum prompt_kind kind, const char *text)
{
	if (!a->typed)
		a->typed = prompt_history_new();
	if (a->typed)
		prompt_history_add(a->typed, kind, text);
}

int app_prompt_done(struct app *a, const char *text)
{
	bool line = prompt_kind(a->prompt) == PROMPT_COMMAND;
	char *copy = strdup(text);
	int did = DID_DRAW;

	app_keep_typed(a, prompt_kind(a->prompt), text);
	if (prompt_kind(a->prompt) == PROMPT_FIND)
		app_find_left(a);

	prompt_free(a->prompt);
	a->prompt = NULL;
	if (copy && *copy)
		did = line ? app_line(a, copy) : call(a, a->asking, copy, 0, 0);
	free(copy);
	return did;
}
