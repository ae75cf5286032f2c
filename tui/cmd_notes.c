/* SPDX-License-Identifier: ISC */
/* Notes and highlights. */
#include "config.h"

#include "model/base/messages.h"
#include "tui/app_int.h"
#include "tui/commands.h"

#include <string.h>

/* A page of palais' own, unless it is the one that is shown. */
static int open_page(const struct command_call *c, const char *address)
{
	if (strcmp(c->tab->what.key, address) != 0)
		app_open(c->app, c->tab, address, true);
	return DID_DRAW;
}

static int note(const struct command_call *c)
{
	struct pane_place place = pane_where(c->tab->pane);
	const struct note *there =
		place.block < 0 ? NULL : notes_at(&c->tab->notes, (size_t)place.block);

	/* nothing is asked for that would be refused */
	if (!*c->argument && !app_can_note(c->app, c->tab))
		return DID_DRAW;
	if (!*c->argument)
		return app_ask_with(c, PROMPT_NOTE, there ? there->text : NULL);
	return app_note(c->app, c->tab, c->argument);
}

static const struct command note_command = {
	.name = "note",
	.keys = "a",
	.arguments = "[WORDS]",
	.help = N_("put a note on this paragraph, or change the one that is there"),
	.run = note,
};

static int highlight(const struct command_call *c)
{
	return app_choose(c->app, c->tab);
}

static const struct command highlight_command = {
	.name = "highlight",
	.keys = "v",
	.help = N_("highlight words of this paragraph"),
	.run = highlight,
};

static int unmark(const struct command_call *c)
{
	return app_unmark(c->app, c->tab);
}

static const struct command unmark_command = {
	.name = "unmark",
	.help = N_("let go of the note or highlight of this line"),
	.run = unmark,
};

static int notes(const struct command_call *c)
{
	return open_page(c, "list:notes");
}

static const struct command notes_command = {
	.name = "notes",
	.help = N_("all notes and highlights"),
	.run = notes,
};

static const struct command *const commands[] = {
	&note_command, &highlight_command, &unmark_command, &notes_command, NULL,
};

const struct command_group cmd_notes = {N_("Notes"), commands};
