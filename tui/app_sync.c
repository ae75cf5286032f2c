/* SPDX-License-Identifier: ISC */
/* Bringing the store up to date, from the screen. */
#include "config.h"

#include "model/base/messages.h"
#include "model/text/units.h"
#include "tui/app_int.h"

#include <stdio.h>
#include <string.h>

#define WORDS_MOST 20

/* However it ended, much may have come. */
void app_sync_done(struct app *a)
{
	if (a->sync)
		app_merge(a);
	sync_free(a->sync);
	a->sync = NULL;
}

/* Until how far things are takes its place. */
static void say_passing(struct app *a, const char *words)
{
	app_say(a, "%s", _(words));
	a->passing = true;
}

/* What it came to; what failed can be looked at. */
static void say_sum(struct app *a)
{
	struct acquire_totals t;
	char down[40], text[200];
	size_t n;

	acquire_totals(a->acquire, &t);
	units_bytes((int64_t)(t.down - a->synced_before), down, sizeof down);
	n = (size_t)snprintf(text, sizeof text,
	                     messages_count("%d new headline", "%d new headlines", a->fresh),
	                     a->fresh);
	n += (size_t)snprintf(text + n, sizeof text - n, "%s", C_("places", "; "));
	n += (size_t)snprintf(text + n, sizeof text - n, _("%s down"), down);
	if (a->sync_failed && n < sizeof text)
		n += (size_t)snprintf(text + n, sizeof text - n, "%s", C_("places", "; "));
	if (a->sync_failed && n < sizeof text)
		n += (size_t)snprintf(
			text + n, sizeof text - n,
			messages_count("%d failed: d tells", "%d failed: d tells", a->sync_failed),
			a->sync_failed);
	if (a->sync_held && n < sizeof text)
		n += (size_t)snprintf(text + n, sizeof text - n, "%s", C_("places", "; "));
	if (a->sync_held && n < sizeof text)
		snprintf(text + n, sizeof text - n,
		         messages_count("%d waits for a larger budget",
		                        "%d wait for a larger budget", a->sync_held),
		         a->sync_held);
	app_say(a, "%s", text);
}

/* The headlines of a feed that is no part of a sync any more. */
static bool take_feed(struct app *a, const struct acquire_event *e)
{
	struct news_taken taken = {0};
	struct err err = {0};
	struct store *s;

	if (!e->asked || e->outcome != ACQUIRE_NEW || !e->doc)
		return false;
	s = stores_writable(a->session->stores, &err);
	if (!s || news_take(a->session->stores, s, e->what, e->doc, &taken, &err) < 0)
		app_say(a, "%s", err.text);
	else
		app_say(a, messages_count("%d new headline", "%d new headlines", taken.fresh),
		        taken.fresh);
	a->shown = true;
	return true;
}

void app_sync_keep(struct app *a)
{
	struct err err = {0};

	if (!a->sync || sync_keep(a->sync, &err) == 0)
		return;
	app_say(a, "%s", err.text);
	app_sync_done(a);
}

bool app_sync_take(struct app *a, const struct acquire_event *e)
{
	struct sync_taken taken;
	struct err err = {0};
	int rc;

	app_sync_keep(a);
	rc = a->sync ? sync_take(a->sync, e, &taken, &err) : 0;
	if (rc < 0)
		app_say(a, "%s", err.text);
	/* a feed that is asked for again by hand, or has come when all else has */
	if (rc == 0 && e->kind == JOB_FEED)
		return take_feed(a, e);
	if (rc <= 0)
		return rc < 0;
	a->fresh += taken.news.fresh;
	a->sync_failed += e->state == JOB_FAILED;
	a->sync_held += e->state == JOB_HELD;
	if (taken.feed) {
		app_say(a, messages_count("%d new headline", "%d new headlines", a->fresh),
		        a->fresh);
		a->passing = true;
	}
	if (sync_is_over(a->sync)) {
		if (sync_is_silent(a->sync))
			app_say(a, "no network: nothing was asked");
		else
			say_sum(a);
		app_sync_done(a);
	}
	return true;
}

static int begin(struct app *a, struct sync_config *config, struct err *err)
{
	struct store *store = stores_writable(a->session->stores, err);
	struct acquire_totals t;

	if (!store || app_need_acquire(a, err) < 0)
		return -1;
	a->sync = sync_new(config, err);
	if (!a->sync || sync_plan(a->sync, err) < 0)
		return -1;
	acquire_budget(a->acquire, a->session->budget);
	acquire_totals(a->acquire, &t);
	a->synced_before = t.down;
	return sync_begin(a->sync, a->acquire, store, err);
}

/* Words as those of the verb. */
int app_sync_read(struct app *a, const char *words, struct sync_order *o, struct err *err)
{
	char *argv[WORDS_MOST], *rest = NULL;
	int argc = 0;

	o->config = (struct sync_config){.stores = a->session->stores,
	                                 .langs = a->session->langs,
	                                 .panes = o->panes,
	                                 .full = a->session->options->full};
	snprintf(o->words, sizeof o->words, "%s", words);
	for (char *w = strtok_r(o->words, " ", &rest); w && argc < WORDS_MOST;
	     w = strtok_r(NULL, " ", &rest)) {
		if (!strcmp(w, "--full"))
			o->config.full = true;
		else if (!strcmp(w, "--afresh"))
			o->config.afresh = true;
		else
			argv[argc++] = w;
	}
	if (sync_read_words(a->session->stores, argc, argv, &o->config.kinds, o->panes,
	                    sizeof o->panes / sizeof *o->panes, &o->config.pane_count, err) < 0)
		return -1;
	if (!o->config.kinds)
		o->config.kinds = SYNC_ALL;
	return 0;
}

bool app_sync_may(struct app *a)
{
	if (a->session->options->offline || a->sync)
		app_say(a, a->sync ? N_("it is being brought up to date: d tells how far it is")
		                   : N_("offline: nothing is asked"));
	return !a->session->options->offline && !a->sync;
}

void app_sync(struct app *a, const char *words, unsigned only)
{
	struct err err = {0};

	if (!app_sync_may(a))
		return;
	a->no_network = false;
	a->asked = true;
	a->fresh = a->sync_failed = a->sync_held = 0;
	if (app_sync_read(a, words, &a->order, &err) == 0) {
		a->order.config.kinds &= only;
		if (begin(a, &a->order.config, &err) == 0)
			say_passing(a, N_("bringing the store up to date: d tells how far it is"));
	}
	if (err.code) {
		app_say(a, "%s", err.text);
		app_sync_done(a);
	} else if (sync_is_over(a->sync)) {
		app_say(a, "nothing to ask for now: what is here is fresh");
		app_sync_done(a);
	}
}
