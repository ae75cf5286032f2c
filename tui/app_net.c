/* SPDX-License-Identifier: ISC */
/* The network: asking, queueing, and taking what comes. */
#include "config.h"

#include "fetch/acquire/sync.h"
#include "fetch/wire/errand.h"
#include "model/base/clock.h"
#include "model/base/messages.h"
#include "model/base/public.h"
#include "model/base/url.h"
#include "model/doc/reference.h"
#include "model/text/units.h"
#include "model/views/version.h"
#include "tui/app_int.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* How far things are is looked at so often; no oftener is it shown. */
#define TICK_MS 1000

int app_need_acquire(struct app *a, struct err *err)
{
	if (a->acquire)
		return 0;
	a->client = session_client(a->session, err);
	a->acquire = a->client ? session_acquire(a->session, err) : NULL;
	return a->acquire ? 0 : -1;
}

void app_word(const struct app *a, const struct tab *t, char *out, size_t size)
{
	char lang[8];

	snprintf(lang, sizeof lang, "%.*s", (int)strcspn(a->session->langs, ","),
	         a->session->langs);
	acquire_word(t->what.key,
	             t->what.kind != REFERENCE_SYMBOL ? ""
	             : *t->lang                       ? t->lang
	                                              : lang,
	             out, size);
}

bool app_asking(struct app *a, const char *word)
{
	return a->acquire && acquire_find(a->acquire, word);
}

bool app_net_busy(const struct app *a)
{
	return a->acquire && acquire_busy(a->acquire);
}

/* What is here in any form stays on the screen until all of the new one has come. */
bool app_is_here(struct app *a, const char *what)
{
	struct store_version v;
	struct store *from;
	bool found = stores_find(a->session->stores, what, NULL, &v, &from, NULL) > 0;

	store_version_done(&v);
	return found;
}

int app_fetch(struct app *a, const char *what, const char *lang, bool afresh, struct err *err)
{
	struct acquire_request r = {.kind = JOB_WISH,
	                            .what = what,
	                            .lang = lang,
	                            .languages = a->session->langs,
	                            .named_by = a->named_by,
	                            .afresh = afresh,
	                            .early = !app_is_here(a, what)};

	if (app_need_acquire(a, err) < 0)
		return -1;
	return acquire_add(a->acquire, &r, err);
}

void app_queue(struct app *a, const char *word)
{
	struct err err = {0};
	struct store *s = stores_writable(a->session->stores, &err);

	if (url_is_web(word) && !errand_may(word, a->named_by)) {
		app_say(a, "%.300s: a page names it, and it is near: not queued", word);
		return;
	}
	if (!s || store_queue_add(s, word, &err) < 0)
		app_say(a, "%s", err.text);
	else
		app_say(a, a->session->options->offline ? N_("offline: queued")
		                                        : N_("no network: queued"));
}

void app_cancel(struct app *a, const char *word)
{
	int id = a->acquire ? acquire_find(a->acquire, word) : 0;

	if (id) {
		acquire_cancel(a->acquire, id);
		app_say(a, "ended");
	} else {
		app_say(a, "nothing is being fetched for this document");
	}
}

/* -- what came -------------------------------------------------------------- */

static void say_end(struct app *a, const struct acquire_event *e)
{
	struct store *own = stores_personal(a->session->stores);
	char bytes[40], changed[80];

	if (e->state == JOB_CANCELLED || !e->asked)
		return;
	if (*e->note) {
		app_say(a, "%s", e->note);
	} else if (e->outcome == ACQUIRE_NEW) {
		units_bytes((int64_t)e->down, bytes, sizeof bytes);
		if (own && version_changes(own, e->version, changed, sizeof changed, NULL) > 0)
			/* TRANSLATORS: "2 paragraphs changed", and how many bytes came */
			app_say(a, "%1$s (%2$s came)", changed, bytes);
		else
			app_say(a, "fetched: %s came", bytes);
	} else if (e->outcome == ACQUIRE_SAME) {
		app_say(a, "unchanged");
	} else {
		app_say(a, "%s", e->err.text);
	}
}

/* In place of a page that is not here and did not come. */
static void show_failure(struct app *a, struct tab *t, const struct acquire_event *e)
{
	struct doc_maker *m = doc_maker_new(0);

	if (!m)
		return;
	app_begin_page(m, _("It could not be fetched"));
	app_begin(m, DOC_PARAGRAPH);
	doc_add_str(m, e->what);
	app_begin(m, DOC_PARAGRAPH);
	doc_add_str(m, e->err.text);
	app_begin(m, DOC_PARAGRAPH);
	if (e->err.code == ERR_NETWORK)
		doc_add_str(m, _("It is queued; r tries again."));
	else if (!e->asked && !url_is_public(e->what))
		doc_add_str(m, _("r asks for it all the same; Backspace goes back."));
	else
		doc_add_str(m, _("r tries again; Backspace goes back."));
	app_show(a, t, doc_finish(m, NULL), NULL, false);
	t->origin = FROM_NOWHERE;
}

/* Panes that show the document, or wait for it, take what has come and keep
 * their place. */
static void show_end(struct app *a, const struct acquire_event *e)
{
	bool same = e->asked && e->outcome == ACQUIRE_SAME;

	for (size_t i = 0; i < a->tab_count; i++) {
		struct tab *t = &a->tabs[i];
		bool lacks = t->origin == FROM_NOWHERE || t->origin == FROM_LINE || t->card;

		if ((t->what.kind != REFERENCE_WEB && t->what.kind != REFERENCE_SYMBOL) ||
		    strcmp(t->what.key, e->what))
			continue;
		a->shown = a->shown || i == a->current;
		if (e->version && (!same || lacks || *e->lang))
			app_reload(a, t);
		else if (same)
			t->checked = clock_now();
		else if (lacks && !t->card && e->state == JOB_CANCELLED)
			app_reload(a, t);
		else if (t->origin == FROM_NOWHERE)
			show_failure(a, t, e);
	}
}

/* Of a page that the reader waits for, what has come. */
static void show_early(struct app *a, const struct acquire_event *e)
{
	for (size_t i = 0; i < a->tab_count; i++) {
		struct tab *t = &a->tabs[i];

		if ((t->origin != FROM_NOWHERE && t->origin != FROM_LINE && !t->card) ||
		    (t->what.kind != REFERENCE_WEB && t->what.kind != REFERENCE_SYMBOL) ||
		    strcmp(t->what.key, e->what))
			continue;
		app_show_early(a, t, e->doc, e->down, e->length);
		a->shown = a->shown || i == a->current;
	}
}

static void take_end(struct app *a, const struct acquire_event *e)
{
	if (app_picture_take(a, e))
		return;
	if (e->asked || e->err.code == ERR_NETWORK)
		a->no_network = e->state == JOB_FAILED && e->err.code == ERR_NETWORK;
	/* what the reader asked for as well is told as such */
	if (!app_sync_take(a, e) || e->kind == JOB_WISH) {
		say_end(a, e);
		a->shown = true;
		if (a->no_network && e->state == JOB_FAILED)
			app_queue(a, e->word);
	}
	show_end(a, e);
	app_picture_came(a, e);
	a->moved = true;
}

/* -- the loop ------------------------------------------------------------------ */

int app_net_wait(struct app *a)
{
	int wait = a->acquire ? acquire_deadline(a->acquire) : -1;
	int64_t tick;

	if (!app_net_busy(a))
		return wait;
	/* what is under way shows how far it is */
	tick = a->ticked + TICK_MS - clock_ms();
	tick = tick < 0 ? 0 : tick;
	return wait < 0 || wait > tick ? (int)tick : wait;
}

/* Pages that tell of downloads, or of what can be read without a network, are made anew. */
static void renew(struct app *a, bool ended)
{
	struct tab *t = app_tab(a);
	bool marks = t->origin == FROM_PALAIS &&
	             (t->what.kind == REFERENCE_OWN || !strncmp(t->what.key, "palais:search ", 14));

	if (app_on_transfers(t) || (ended && marks))
		app_renew(a, t);
}

/* While anything is under way the screen is drawn once a second; at once where that which
 * the reader looks at has come. */
static int tick(struct app *a)
{
	bool busy = app_net_busy(a), shown = a->shown;
	int64_t now = clock_ms();

	a->shown = false;
	if (busy ? now - a->ticked < TICK_MS : !a->moved)
		return shown ? DID_DRAW : DID_NOTHING;
	app_sync_keep(a);
	if (busy && a->passing)
		*a->message = '\0';
	renew(a, a->moved);
	a->ticked = now;
	a->moved = false;
	return DID_DRAW;
}

int app_events(struct app *a)
{
	struct client_event event;
	struct acquire_event e;
	int rc;

	while (client_next(a->client, &event)) {
		if (app_file_take(a, &event))
			continue;
		rc = a->acquire ? acquire_step(a->acquire, &event, &e) : -1;
		if (rc == 2)
			show_early(a, &e);
		else if (rc > 0)
			take_end(a, &e);
		else if (rc < 0 && event.kind == CLIENT_DOC)
			doc_free(event.doc);
	}
	while (a->acquire && acquire_step(a->acquire, NULL, &e))
		take_end(a, &e);
	return tick(a);
}

void app_net_done(struct app *a)
{
	app_sync_done(a);
	acquire_free(a->acquire);
}
