/* The network: asking, queueing, and taking what comes. */
#include "config.h"

#include "tui/app_int.h"

#include "model/date.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int need_bring(struct app *a, struct err *err)
{
	struct store *s;

	if (a->bring)
		return 0;
	a->client = a->cli->client(a->cli, err);
	s = a->client ? shelf_writable(a->cli->shelf, err) : NULL;
	if (!s)
		return -1;
	a->bring = bring_new(s, a->client);
	return a->bring ? 0 : err_set(err, ERR_FAILED, "out of memory");
}

bool app_asking(struct app *a, const char *url)
{
	for (size_t i = 0; i < a->asked.count; i++)
		if (!strcmp(a->asked.at[i].url, url))
			return true;
	return false;
}

int app_fetch(struct app *a, const char *url, bool afresh, struct err *err)
{
	struct bring_request r = {.url = url, .languages = a->cli->langs, .afresh = afresh};
	struct asked asked;
	int id;

	if (need_bring(a, err) < 0)
		return -1;
	id = bring_start(a->bring, &r, err);
	if (id < 0 || app_asking(a, url))
		return id;
	asked = (struct asked){id, strdup(url)};
	if (!asked.url || vec_push(&a->asked, asked) < 0)
		return err_set(err, ERR_FAILED, "out of memory");
	return id;
}

void app_queue(struct app *a, const char *url)
{
	struct err err = {0};
	struct store *s = shelf_writable(a->cli->shelf, &err);

	if (!s || store_queue_add(s, url, &err) < 0)
		app_say(a, "%s", err.text);
	else
		app_say(a, "%s: queued", a->cli->offline ? "offline" : "no network");
}

static void forget(struct app *a, int id)
{
	for (size_t i = 0; i < a->asked.count; i++)
		if (a->asked.at[i].id == id) {
			free(a->asked.at[i].url);
			a->asked.at[i] = a->asked.at[--a->asked.count];
			return;
		}
}

void app_cancel(struct app *a, const char *url)
{
	for (size_t i = 0; i < a->asked.count; i++)
		if (!strcmp(a->asked.at[i].url, url)) {
			bring_cancel(a->bring, a->asked.at[i].id);
			forget(a, a->asked.at[i].id);
			app_say(a, "ended");
			return;
		}
	app_say(a, "nothing is being fetched for this document");
}

static void say_end(struct app *a, const struct bring_event *e)
{
	char bytes[24];

	switch (e->outcome) {
	case BRING_NEW:
		date_bytes((int64_t)e->down, bytes, sizeof bytes);
		app_say(a, "fetched: %s came", bytes);
		break;
	case BRING_SAME:
		app_say(a, "unchanged");
		break;
	default:
		app_say(a, "%s", e->err.text);
	}
}

/* Panes that show the address, or wait for it, take what has come and keep
 * their place. */
static void show_end(struct app *a, const struct bring_event *e)
{
	for (size_t i = 0; i < a->tab_count; i++) {
		struct tab *t = &a->tabs[i];

		if (t->what.kind != WHAT_WEB || strcmp(t->what.key, e->url))
			continue;
		if (e->version && (e->outcome != BRING_SAME || t->origin == FROM_NOWHERE)) {
			app_reload(a, t);
		} else if (e->outcome == BRING_SAME) {
			t->checked = store_now();
		} else if (t->origin == FROM_NOWHERE) {
			struct doc_maker *m = doc_maker_new(0);

			if (!m)
				continue;
			doc_add_fact(m, DOC_TITLE, "It could not be fetched");
			doc_begin(m, DOC_PARAGRAPH);
			doc_add_str(m, e->url);
			doc_begin(m, DOC_PARAGRAPH);
			doc_add_str(m, e->err.text);
			doc_begin(m, DOC_PARAGRAPH);
			doc_add_str(m, e->err.code == ERR_NETWORK
			                       ? "It is queued; r tries again."
			                       : "r tries again; Backspace goes back.");
			app_show(a, t, doc_finish(m, NULL), NULL, false);
			t->origin = FROM_NOWHERE;
		}
	}
}

int app_events(struct app *a)
{
	struct client_event event;
	struct bring_event e;
	int did = DID_NOTHING;

	while (a->client && client_next(a->client, &event)) {
		struct store *s = shelf_personal(a->cli->shelf);

		did = DID_DRAW;
		if (!a->bring || bring_take(a->bring, &event, &e) <= 0)
			continue;
		forget(a, e.id);
		a->down += e.down;
		a->up += e.up;
		a->no_network = e.outcome == BRING_FAILED && e.err.code == ERR_NETWORK;
		say_end(a, &e);
		if (s && (e.outcome == BRING_NEW || e.outcome == BRING_SAME))
			store_queue_remove(s, e.url, NULL);
		else if (a->no_network)
			app_queue(a, e.url);
		show_end(a, &e);
	}
	return did;
}

void app_net_done(struct app *a)
{
	bring_free(a->bring);
	for (size_t i = 0; i < a->asked.count; i++)
		free(a->asked.at[i].url);
	vec_done(&a->asked);
}
