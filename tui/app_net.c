/* The network: asking, queueing, and taking what comes. */
#include "config.h"

#include "tui/app_int.h"

#include "model/date.h"
#include "model/news.h"
#include "model/url.h"
#include "model/words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int need_obtain(struct app *a, struct err *err)
{
	struct obtain_config config = {.shelf = a->cli->shelf, .sources = a->cli->sources,
	                               .branch = a->cli->branch};

	if (a->obtain)
		return 0;
	a->client = config.client = a->cli->client(a->cli, err);
	config.store = a->client ? shelf_writable(a->cli->shelf, err) : NULL;
	if (!config.store)
		return -1;
	a->obtain = obtain_new(&config);
	return a->obtain ? 0 : err_set(err, ERR_FAILED, "out of memory");
}

void app_word(const struct app *a, const struct tab *t, char *out, size_t size)
{
	char lang[8];

	snprintf(lang, sizeof lang, "%.*s", (int)strcspn(a->cli->langs, ","), a->cli->langs);
	obtain_word(t->what.key, t->what.kind != WHAT_SYMBOL ? "" : *t->lang ? t->lang : lang, out,
	            size);
}

bool app_asking(struct app *a, const char *word)
{
	for (size_t i = 0; i < a->asked.count; i++)
		if (!strcmp(a->asked.at[i].word, word))
			return true;
	return false;
}

static int ask(struct app *a, struct obtain_request *r, struct err *err)
{
	struct asked asked;
	char word[URL_MAX];
	int id;

	r->languages = a->cli->langs;
	if (need_obtain(a, err) < 0)
		return -1;
	id = obtain_start(a->obtain, r, err);
	obtain_word(r->what, r->lang, word, sizeof word);
	if (id < 0 || app_asking(a, word))
		return id;
	asked = (struct asked){id, strdup(word)};
	if (!asked.word || vec_push(&a->asked, asked) < 0)
		return err_set(err, ERR_FAILED, "out of memory");
	return id;
}

int app_fetch(struct app *a, const char *what, const char *lang, bool afresh, struct err *err)
{
	struct obtain_request r = {.what = what, .lang = lang, .afresh = afresh};

	return ask(a, &r, err);
}

void app_queue(struct app *a, const char *word)
{
	struct err err = {0};
	struct store *s = shelf_writable(a->cli->shelf, &err);

	if (!s || store_queue_add(s, word, &err) < 0)
		app_say(a, "%s", err.text);
	else
		app_say(a, a->cli->offline ? N_("offline: queued") : N_("no network: queued"));
}

static void forget(struct app *a, int id)
{
	for (size_t i = 0; i < a->asked.count; i++)
		if (a->asked.at[i].id == id) {
			free(a->asked.at[i].word);
			a->asked.at[i] = a->asked.at[--a->asked.count];
			return;
		}
}

void app_cancel(struct app *a, const char *word)
{
	for (size_t i = 0; i < a->asked.count; i++)
		if (!strcmp(a->asked.at[i].word, word)) {
			obtain_cancel(a->obtain, a->asked.at[i].id);
			forget(a, a->asked.at[i].id);
			app_say(a, "ended");
			return;
		}
	app_say(a, "nothing is being fetched for this document");
}

static void say_end(struct app *a, const struct obtain_event *e)
{
	char bytes[40];

	if (*e->note) {
		app_say(a, "%s", e->note);
	} else if (e->outcome == BRING_NEW) {
		date_bytes((int64_t)e->down, bytes, sizeof bytes);
		app_say(a, "fetched: %s came", bytes);
	} else if (e->outcome == BRING_SAME) {
		app_say(a, "unchanged");
	} else {
		app_say(a, "%s", e->err.text);
	}
}

/* In place of a page that is not here and did not come. */
static void show_failure(struct app *a, struct tab *t, const struct obtain_event *e)
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
	doc_add_str(m, e->err.code == ERR_NETWORK ? _("It is queued; r tries again.")
	                                          : _("r tries again; Backspace goes back."));
	app_show(a, t, doc_finish(m, NULL), NULL, false);
	t->origin = FROM_NOWHERE;
}

/* Panes that show the document, or wait for it, take what has come and keep
 * their place. */
static void show_end(struct app *a, const struct obtain_event *e)
{
	for (size_t i = 0; i < a->tab_count; i++) {
		struct tab *t = &a->tabs[i];
		bool lacks = t->origin == FROM_NOWHERE || t->card;

		if ((t->what.kind != WHAT_WEB && t->what.kind != WHAT_SYMBOL) ||
		    strcmp(t->what.key, e->what))
			continue;
		if (e->version && (e->outcome != BRING_SAME || lacks || *e->lang))
			app_reload(a, t);
		else if (e->outcome == BRING_SAME)
			t->checked = store_now();
		else if (t->origin == FROM_NOWHERE)
			show_failure(a, t, e);
	}
}

static int ask_feed(const struct news_feed *f, void *payload)
{
	struct obtain_request r = {.what = f->url, .feed = true};
	struct app *a = payload;
	struct err err = {0};

	if (ask(a, &r, &err) < 0) {
		app_say(a, "%s", err.text);
		return -1;
	}
	return 0;
}

void app_sync(struct app *a)
{
	struct err err = {0};

	a->no_network = false;
	a->fresh = 0;
	if (a->cli->offline)
		app_say(a, "offline: nothing is asked");
	else if (news_each_feed(a->cli->shelf, a->cli->langs, NULL, ask_feed, a, &err) == 0)
		app_say(a, "asking the feeds");
}

/* A feed's entries become headlines, and front pages show them. */
static void take_feed(struct app *a, const struct obtain_event *e)
{
	struct news_taken taken;
	struct err err = {0};
	struct tab *t = app_tab(a);

	if (!e->doc || strcmp(doc_fact(e->doc, DOC_FORMAT), "feed") || e->outcome != BRING_NEW)
		return;
	if (news_take(a->cli->shelf, shelf_personal(a->cli->shelf), e->what, e->doc, &taken, &err) < 0) {
		app_say(a, "%s", err.text);
		return;
	}
	a->fresh += taken.fresh;
	app_say(a, words_count("%d new headline", "%d new headlines", a->fresh), a->fresh);
	if (t->what.kind == WHAT_OWN && t->origin == FROM_PALAIS)
		app_reload(a, t);
}

static void take_end(struct app *a, const struct obtain_event *e)
{
	struct store *s = shelf_personal(a->cli->shelf);
	char word[URL_MAX];

	forget(a, e->id);
	obtain_word(e->what, e->lang, word, sizeof word);
	a->down += e->down;
	a->up += e->up;
	a->no_network = e->outcome == BRING_FAILED && e->err.code == ERR_NETWORK;
	say_end(a, e);
	take_feed(a, e);
	if (s && (e->outcome == BRING_NEW || e->outcome == BRING_SAME)) {
		store_queue_remove(s, word, NULL);
		store_queue_remove(s, e->what, NULL);
	} else if (a->no_network) {
		app_queue(a, word);
	}
	show_end(a, e);
}

int app_net_wait(const struct app *a)
{
	return a->obtain ? obtain_wait_ms(a->obtain) : -1;
}

int app_events(struct app *a)
{
	struct client_event event;
	struct obtain_event e;
	int did = DID_NOTHING;

	while (a->client && client_next(a->client, &event)) {
		did = DID_DRAW;
		if (a->obtain && obtain_take(a->obtain, &event, &e) > 0)
			take_end(a, &e);
	}
	while (a->obtain && obtain_wait_ms(a->obtain) == 0 && obtain_later(a->obtain, &e)) {
		did = DID_DRAW;
		take_end(a, &e);
	}
	return did;
}

void app_net_done(struct app *a)
{
	obtain_free(a->obtain);
	for (size_t i = 0; i < a->asked.count; i++)
		free(a->asked.at[i].word);
	vec_done(&a->asked);
}
