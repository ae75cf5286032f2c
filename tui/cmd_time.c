/* SPDX-License-Identifier: ISC */
/* The timeline: nearer and farther, and to a date. Its address says what is shown of it. */
#include "config.h"

#include "model/base/messages.h"
#include "model/text/date.h"
#include "model/views/view.h"
#include "tui/app_int.h"
#include "tui/commands.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The date of the entry at the line, or of the first one after it; "". */
static const char *date_here(const struct tab *t)
{
	const struct doc *doc = pane_doc(t->pane);
	struct pane_place place = pane_where(t->pane);
	size_t at = place.block < 0 ? 0 : (size_t)place.block;

	for (at += document_view_head(doc); at < doc_block_count(doc); at++)
		if (doc_block(doc, at)->kind == DOC_ITEM && *doc_block(doc, at)->anchor)
			return doc_block(doc, at)->anchor;
	return "";
}

/* Shows the timeline so near, with the reader at the same entry where it is there. */
static int show_zoom(const struct command_call *c, const char *zoom)
{
	const char *link = pane_link(c->tab->pane);
	char *entry = link ? strdup(link) : NULL;
	char address[URL_MAX];

	view_timeline_address(c->tab->what.key, zoom, address, sizeof address);
	if (app_open(c->app, c->tab, address, true) == 0 && entry)
		pane_go_href(c->tab->pane, entry);
	free(entry);
	return DID_DRAW;
}

static int nearer(const struct command_call *c)
{
	const char *link = pane_link(c->tab->pane), *key = c->tab->what.key;
	char zoom[8], date[40], linked[8];

	if (!view_timeline_zoom(key, zoom)) {
		app_say(c->app, "this is not the timeline: :timeline opens it");
		return DID_DRAW;
	}
	/* on the scale the line is a year or a month by itself */
	if (link && view_timeline_zoom(link, linked) && strlen(linked) > strlen(zoom))
		return app_follow(c->app, c->tab, link);
	snprintf(date, sizeof date, "%s", date_here(c->tab));
	if (strlen(zoom) > 4 || strlen(date) < (*zoom ? 7 : 4)) {
		app_say(c->app, *zoom ? N_("nothing is nearer than a month") : N_("no date here"));
		return DID_DRAW;
	}
	date[*zoom ? 7 : 4] = '\0';
	return show_zoom(c, date);
}

static const struct command nearer_command = {
	.name = "nearer",
	.keys = "+ =",
	.help = N_("in the timeline: a year by its months, a month by its days"),
	.run = nearer,
};

static int farther(const struct command_call *c)
{
	char zoom[8];

	if (!view_timeline_zoom(c->tab->what.key, zoom)) {
		app_say(c->app, "this is not the timeline: :timeline opens it");
		return DID_DRAW;
	}
	if (!*zoom) {
		app_say(c->app, "these are all years");
		return DID_DRAW;
	}
	zoom[strlen(zoom) > 4 ? 4 : 0] = '\0';
	return show_zoom(c, zoom);
}

static const struct command farther_command = {
	.name = "farther",
	.keys = "-",
	.help = N_("in the timeline: the year of a month, all years"),
	.run = farther,
};

/* -- to a date ---------------------------------------------------------------- */

/* The first entry that is of the date or before it: the list begins with the newest. */
static bool go_date(struct tab *t, const char *date)
{
	const struct doc *doc = pane_doc(t->pane);

	for (size_t i = 0; i < doc_block_count(doc); i++) {
		const struct doc_block *b = doc_block(doc, i);

		if (b->kind == DOC_ITEM && *b->anchor &&
		    strncmp(b->anchor, date, strlen(date)) <= 0)
			return pane_go_anchor(t->pane, b->anchor);
	}
	return false;
}

int app_go_date(struct app *a, struct tab *t, const char *words)
{
	char date[11], zoom[8], address[URL_MAX];

	if (!date_typed(words, date))
		return -1;
	if (!view_timeline_zoom(t->what.key, zoom)) {
		if (app_open(a, t, "list:timeline", true) < 0)
			return 0;
	} else if (strncmp(zoom, date, strlen(zoom)) != 0) {
		/* as near as it was shown, as far as the date says */
		snprintf(zoom, sizeof zoom, "%.*s", (int)strlen(zoom), date);
		view_timeline_address(t->what.key, zoom, address, sizeof address);
		if (app_open(a, t, address, true) < 0)
			return 0;
	}
	if (!go_date(t, date))
		app_say(a, "%s: nothing so early", words);
	return 0;
}

static int date(const struct command_call *c)
{
	if (!*c->argument)
		return app_ask(c, PROMPT_DATE);
	if (app_go_date(c->app, c->tab, c->argument) < 0)
		app_say(c->app, "%s: no date; 2017, 3/2017 and 14 Mar 2017 are", c->argument);
	return DID_DRAW;
}

static const struct command date_command = {
	.name = "date",
	.keys = "@",
	.arguments = "[DATE]",
	.help = N_("to a date in the timeline: 2017, 3/2017, 14 Mar 2017"),
	.run = date,
};

static int timeline(const struct command_call *c)
{
	char address[URL_MAX];

	snprintf(address, sizeof address, "list:timeline%s%.200s", *c->argument ? "/" : "",
	         c->argument);
	for (char *s = address; *s; s++)
		if (*s == ' ')
			*s = ';';
	app_open(c->app, c->tab, address, true);
	return DID_DRAW;
}

static const struct command timeline_command = {
	.name = "timeline",
	.arguments = "[FILTER]",
	.help = N_("the timeline; of a kind or a pane: kind=veto pane=talks"),
	.run = timeline,
};

static const struct command *const commands[] = {
	&timeline_command, &date_command, &nearer_command, &farther_command, NULL,
};

const struct command_group cmd_time = {N_("The timeline"), commands};
