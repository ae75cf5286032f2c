/* SPDX-License-Identifier: ISC */
/* Two minutes with the keys that one needs, by the table that binds them. */
#include "config.h"

#include "model/base/messages.h"
#include "tui/app_int.h"
#include "tui/commands.h"

#include <stdio.h>
#include <string.h>

/* A step: commands, whose keys stand before what it says. */
static const struct step {
	const char *first, *second; /* names; NULL: none */
	const char *words;
} steps[] = {
	{"down", "up",
         N_("One line down, one up. Try it here: the mark > at the left is where you are.")},
	{"page-down", "page-up", N_("A screen down and up. The last row says how far you are.")},
	{"follow", "back",
         N_("Opens the link of your line; and goes back to where you were. Every line of a list is "
            "a way in.")},
	{"next-pane", "pane",
         N_("From pane to pane: talks, humanitarian response, IIIM, library; by number, too.")},
	{"open", NULL,
         N_("Opens by symbol or address: S/RES/2254, an address that begins with https://, a "
            "file.")},
	{"find", "find-next", N_("Finds words in what is shown; and the next place.")},
	{"search", NULL, N_("Searches all that is stored, in six languages.")},
	{"language", "two-languages",
         N_("The same document in its next language; or two, paragraph under paragraph.")},
	{"next-unread", NULL, N_("To the next thing that is new.")},
	{"plan", "stop",
         N_("What a sync would bring and cost: nothing is asked before you say so. Ends "
            "everything at once.")},
	{"bookmark", "copy", N_("Keeps the document; copies the paragraph with its place.")},
	{"command", "help", N_("Any command by name; and all keys.")},
	{"close", "quit", N_("Closes this page; leaves palais. Where you were is kept.")},
};

/* "j k": the first key of each. */
static void keys_words(const struct app *a, const struct step *step, char *out, size_t size)
{
	const char *const names[] = {step->first, step->second};
	size_t n = 0;

	*out = '\0';
	for (size_t i = 0; i < 2 && n < size; i++) {
		const struct command *command = names[i] ? command_by_name(names[i]) : NULL;
		char keys[80];

		if (!command)
			continue;
		keys_of(a->keys, command, keys, sizeof keys);
		keys[strcspn(keys, " ")] = '\0';
		if (*keys)
			n += (size_t)snprintf(out + n, size - n, "%s%s", n ? " " : "", keys);
	}
}

int app_tutorial_page(const struct page_call *c)
{
	char keys[60];

	app_begin_page(c->m, _("Two minutes"));
	app_begin(c->m, DOC_PARAGRAPH);
	doc_add_str(c->m, _("Everything here is a document and is read with the same keys; arrows, "
	                    "PgUp and PgDn work too."));
	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
		keys_words(c->app, &steps[i], keys, sizeof keys);
		app_begin(c->m, DOC_ITEM);
		if (*keys)
			app_mark_keys(c->m, keys);
		doc_add_str(c->m, _(steps[i].words));
	}
	return 0;
}
