/* SPDX-License-Identifier: ISC */
/* The page of transfers: what waits, what is under way, what came and what did not. */
#include "config.h"

#include "model/base/clock.h"
#include "model/base/messages.h"
#include "model/dossier/catalogue.h"
#include "model/base/url.h"
#include "model/doc/reference.h"
#include "model/dossier/headlines.h"
#include "model/dossier/record.h"
#include "model/store/parts.h"
#include "model/text/date.h"
#include "model/text/units.h"
#include "tui/app_int.h"
#include "tui/failures.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Of what has ended the page shows so many. */
#define ENDED_MOST 100
#define BAR 8

struct transfers {
	struct app *app;
	struct doc_maker *m;
	const char *heading;
	int part;          /* a state, or what the store keeps */
	size_t count, all; /* of this part; of all */
};

/* Anchors of the headings. */
#define PART "part="
enum { PART_QUEUE = 100, PART_BROKEN };

/* Of a part of the page; x and r on it are for all that stands below. */
static void add_heading(struct transfers *t)
{
	char anchor[20];

	snprintf(anchor, sizeof anchor, PART "%d", t->part);
	app_begin(t->m, DOC_HEADING);
	doc_attr(t->m, "level", "2");
	doc_attr(t->m, "anchor", anchor);
	doc_add_str(t->m, t->heading);
}

/* "▕████░░░░▏" */
static void add_bar(struct buf *b, uint64_t got, int64_t length)
{
	int full = (int)(got * BAR / (uint64_t)length);

	buf_str(b, "▕");
	for (int i = 0; i < BAR; i++)
		buf_str(b, i < full ? "█" : "░");
	buf_str(b, "▏ ");
}

/* "98.3 KB / 350 KB" */
static void part_words(const struct store_part *p, char *out, size_t size)
{
	char here[40], all[40] = "";

	units_bytes(p->size, here, sizeof here);
	if (p->expected > 0)
		units_bytes(p->expected, all, sizeof all);
	snprintf(out, size, "%s%s%s", here, *all ? " / " : "", all);
}

/* What is here of one that did not come; false when nothing is. */
static bool add_kept(struct app *a, struct buf *b, const struct job_info *d)
{
	struct store *s = stores_personal(a->session->stores);
	struct store_part p;
	char text[100];

	if ((d->state != JOB_FAILED && d->state != JOB_HELD && d->state != JOB_CANCELLED &&
	     d->state != JOB_WAITING) ||
	    !s || store_part_find(s, d->what, &p, NULL) <= 0)
		return false;
	part_words(&p, text, sizeof text);
	/* TRANSLATORS: "98 KB / 350 KB": of a download that broke off, so much is stored */
	buf_printf(b, _("%s here"), text);
	store_part_done(&p);
	return true;
}

static void add_size(struct buf *b, const struct job_info *d)
{
	char size[40], all[40];

	units_bytes((int64_t)(d->state == JOB_MOVING ? d->got : d->down), size, sizeof size);
	if (d->state == JOB_MOVING && d->length > 0) {
		units_bytes(d->length, all, sizeof all);
		buf_printf(b, "%s / %s", size, all);
	} else if (d->state == JOB_MOVING ? d->got : d->down) {
		buf_str(b, size);
	} else if (d->expected) {
		units_bytes((int64_t)d->expected, size, sizeof size);
		/* TRANSLATORS: a size in bytes */
		buf_printf(b, _("about %s"), size);
	}
}

static void add_facts(struct app *a, struct buf *b, const struct job_info *d)
{
	char size[40];

	if (d->state == JOB_MOVING && d->length > 0 && d->got <= (uint64_t)d->length)
		add_bar(b, d->got, d->length);
	if (!add_kept(a, b, d))
		add_size(b, d);
	if (d->rate) {
		units_bytes((int64_t)d->rate, size, sizeof size);
		buf_printf(b, " · %s/s", size);
	}
	if (d->left >= 0) {
		buf_str(b, " · ");
		/* TRANSLATORS: seconds until a download has come */
		buf_printf(b, _("%lld s left"), (long long)d->left);
	}
	if (d->later > 0) {
		buf_str(b, b->len ? " · " : "");
		buf_printf(b, _("asked again in %lld s"), (long long)d->later);
	} else if (d->state == JOB_MOVING && !d->got && *d->host) {
		buf_printf(b, "%s%s", b->len ? " · " : "", d->host);
	}
}

/* Whether the document can be read offline now, in the language that is asked for. */
static const char *mark_of(struct app *a, const char *what, const char *lang)
{
	struct store_version v;
	struct store *from;
	const char *mark;

	if (stores_find(a->session->stores, what, *lang ? lang : NULL, &v, &from, NULL) <= 0)
		return "○";
	mark = *lang && strcmp(lang, v.lang) ? "○" : v.whole ? "●" : "◐";
	store_version_done(&v);
	return mark;
}

/* One line, and where it says more than its part does, why it stands there. */
static void add_line(const struct job_info *d, const char *why, void *payload)
{
	struct transfers *t = payload;
	char title[300];
	struct buf facts;

	t->all++;
	snprintf(title, sizeof title, "%.280s%s%s", d->title, *d->lang ? " " : "", d->lang);
	app_begin(t->m, DOC_ITEM);
	doc_attr(t->m, "marker", mark_of(t->app, d->what, d->lang));
	doc_add_link(t->m, title, d->word);
	buf_init(&facts, 400);
	add_facts(t->app, &facts, d);
	if (facts.len && buf_ok(&facts))
		app_add_tail(t->m, facts.bytes);
	buf_done(&facts);
	if (*why) {
		app_begin(t->m, DOC_ITEM);
		doc_add_link(t->m, why, d->word);
	}
}

static int add_download(const struct job_info *d, void *payload)
{
	struct transfers *t = payload;

	if ((int)d->state != t->part)
		return 0;
	if (!t->count++)
		add_heading(t);
	add_line(d, failure_words(d), t);
	return t->count >= ENDED_MOST;
}

static void add_state(struct transfers *t, enum job_state state, const char *heading)
{
	t->part = (int)state;
	t->heading = heading;
	t->count = 0;
	if (t->app->acquire)
		acquire_each(t->app->acquire, add_download, t);
	if (t->count >= ENDED_MOST) {
		app_begin(t->m, DOC_PARAGRAPH);
		doc_add_str(t->m, _("More of these are not shown."));
	}
}

static void add_failed(struct transfers *t)
{
	struct failures f = {.count = 0};

	failures_read(&f, t->app->acquire);
	t->part = JOB_FAILED;
	t->heading = _("Failed: r asks again");
	if (f.count)
		add_heading(t);
	failures_add(&f, t->m, add_line, t);
	failures_done(&f);
}

/* -- one of the list, by its word ------------------------------------------------- */

struct sought {
	const char *word;
	struct job_info *found; /* NULL: not wanted; its strings are borrowed */
	int id;
};

static int is_sought(const struct job_info *d, void *payload)
{
	struct sought *s = payload;

	if (strcmp(d->word, s->word) || d->state == JOB_DONE)
		return 0;
	s->id = d->id;
	if (s->found)
		*s->found = *d;
	return 1;
}

/* What is asked for or was and did not come; 0. */
static int find(struct app *a, const char *word, struct job_info *found)
{
	struct sought s = {word, found, 0};

	if (word && a->acquire)
		acquire_each(a->acquire, is_sought, &s);
	return s.id;
}

/* -- what is kept in the store ------------------------------------------------- */

struct queued {
	char *word;
	int64_t added;
};

struct queue {
	VEC(struct queued) words;
};

static int take_queued(const char *what, int64_t added, void *payload)
{
	struct queue *queue = payload;
	struct queued q = {strdup(what), added};

	if (q.word && vec_push(&queue->words, q) == 0)
		return 0; /* cppcheck-suppress memleak ; the list has it */
	free(q.word);
	return -1;
}

static void add_queued(struct transfers *t, const struct queued *q)
{
	struct reference w = {.kind = REFERENCE_NAME};
	char age[60];

	if (t->count >= ENDED_MOST || find(t->app, q->word, NULL))
		return;
	if (!t->count++)
		add_heading(t);
	t->all++;
	date_age(q->added, clock_now(), age, sizeof age);
	app_begin(t->m, DOC_ITEM);
	reference_read(q->word, &w, NULL);
	doc_attr(t->m, "marker", mark_of(t->app, w.key, w.lang));
	doc_add_link(t->m, q->word, q->word);
	app_add_tail(t->m, age);
}

static void queue_done(struct queue *queue)
{
	for (size_t i = 0; i < queue->words.count; i++)
		free(queue->words.at[i].word);
	vec_done(&queue->words);
}

/* The store has them in the order in which they will be asked for. */
static int add_queue(struct transfers *t, struct store *s, struct err *err)
{
	struct queue queue = {{NULL, 0, 0}};
	int rc = store_each_queued(s, take_queued, &queue, err);

	for (size_t i = queue.words.count; rc >= 0 && i; i--)
		add_queued(t, &queue.words.at[i - 1]);
	queue_done(&queue);
	return rc;
}

static int add_part(const struct store_part *p, void *payload)
{
	struct transfers *t = payload;
	char text[100], word[URL_MAX], title[URL_MAX];

	/* a UN document goes by its symbol, whichever server has it */
	snprintf(word, sizeof word, "%s", p->asked);
	snprintf(title, sizeof title, "%s", p->asked);
	if (record_is_issued(p->key)) {
		acquire_word(p->key, p->lang, word, sizeof word);
		snprintf(title, sizeof title, "%.200s %.7s", p->key, p->lang);
	}
	/* what is asked for, or was and did not come, says so itself */
	if (p->held || !*p->asked || find(t->app, word, NULL))
		return 0;
	if (!t->count++)
		add_heading(t);
	t->all++;
	app_begin(t->m, DOC_ITEM);
	doc_attr(t->m, "marker", p->readable ? "◐" : "○");
	doc_add_link(t->m, title, word);
	part_words(p, text, sizeof text);
	app_add_tail(t->m, text);
	return t->count >= ENDED_MOST;
}

static int add_stored(struct transfers *t, struct err *err)
{
	struct store *s = stores_personal(t->app->session->stores);

	if (!s)
		return 0;
	t->count = 0;
	t->part = PART_QUEUE;
	t->heading = _("Waiting for a network");
	if (add_queue(t, s, err) < 0)
		return -1;
	t->count = 0;
	t->part = PART_BROKEN;
	t->heading = _("Broken off: r, or opening it, brings the rest");
	return store_each_part(s, add_part, t, err);
}

/* -- the page -------------------------------------------------------------------- */

static void add_costs(struct app *a, struct doc_maker *m)
{
	struct store *s = stores_personal(a->session->stores);
	struct acquire_totals t = {.down = 0};
	int64_t down = 0, up = 0, requests = 0;
	char d[40], u[40], price[60], text[300];

	if (a->acquire)
		acquire_totals(a->acquire, &t);
	units_bytes((int64_t)t.down, d, sizeof d);
	units_bytes((int64_t)t.up, u, sizeof u);
	app_begin(m, DOC_PARAGRAPH);
	snprintf(text, sizeof text, _("Since palais was started: %s down, %s up."), d, u);
	doc_add_str(m, text);
	if (!s || store_usage(s, &down, &up, &requests, NULL) < 0 || !requests)
		return;
	units_bytes(down, d, sizeof d);
	units_bytes(up, u, sizeof u);
	price_print(&a->session->options->price, down + up, price, sizeof price);
	doc_add_str(m, " ");
	/* TRANSLATORS: bytes received and sent, and how often was asked */
	snprintf(text, sizeof text, _("This month: %s down, %s up, %lld requests"), d, u,
	         (long long)requests);
	doc_add_str(m, text);
	doc_add_str(m, *price ? ", " : "");
	doc_add_str(m, price);
	doc_add_str(m, ".");
}

int app_transfers_page(const struct page_call *c)
{
	struct transfers t = {.app = c->app, .m = c->m};

	app_begin_page(t.m, _("Transfers"));
	add_costs(c->app, t.m);
	add_state(&t, JOB_MOVING, _("Being fetched"));
	add_state(&t, JOB_WAITING, _("Waiting"));
	add_failed(&t);
	add_state(&t, JOB_HELD, _("The budget is used up: r asks for it"));
	if (add_stored(&t, c->err) < 0)
		return -1;
	add_state(&t, JOB_NOWHERE, _("Nowhere: looked for again in a week"));
	add_state(&t, JOB_BARRED, _("Not asked for of palais' own accord"));
	add_state(&t, JOB_CANCELLED, _("Ended by you: r asks again"));
	add_state(&t, JOB_DONE, _("Done"));
	if (!t.all) {
		app_begin(t.m, DOC_PARAGRAPH);
		doc_add_str(t.m, _("Nothing is being fetched, and nothing waits."));
	}
	return 0;
}

/* -- the reader's hand ------------------------------------------------------------- */

struct queued_word {
	const char *word;
	bool found;
};

static int is_queued(const char *what, int64_t added, void *payload)
{
	struct queued_word *q = payload;

	(void)added;
	q->found = !strcmp(what, q->word);
	return q->found;
}

bool app_on_transfers(const struct tab *t)
{
	return !strcmp(t->what.key, "palais:transfers");
}

/* Takes a line off the queue that is kept; false when it is not on it. */
static bool unqueue(struct app *a, const char *word)
{
	struct store *s = stores_personal(a->session->stores);
	struct queued_word q = {word, false};

	if (!s || store_each_queued(s, is_queued, &q, NULL) < 0 || !q.found)
		return false;
	return store_queue_remove(s, word, NULL) == 0;
}

/* -- several at once ---------------------------------------------------------------- */

struct chosen_jobs {
	VEC(int) ids;
	int state; /* -1: all that wait or move */
};

static int choose(const struct job_info *d, void *payload)
{
	struct chosen_jobs *c = payload;
	bool goes_on = d->state == JOB_WAITING || d->state == JOB_MOVING;

	return c->state < 0                ? (goes_on ? vec_push(&c->ids, d->id) : 0)
	       : (int)d->state == c->state ? vec_push(&c->ids, d->id)
	                                   : 0;
}

static size_t cancel_all(struct app *a, int state)
{
	struct chosen_jobs c = {.state = state};
	size_t count;

	if (a->acquire)
		acquire_each(a->acquire, choose, &c);
	for (size_t i = 0; i < c.ids.count; i++)
		acquire_cancel(a->acquire, c.ids.at[i]);
	count = c.ids.count;
	vec_done(&c.ids);
	return count;
}

size_t app_stop_all(struct app *a)
{
	size_t count = 0;

	/* nothing follows from what has come so far */
	app_sync_done(a);
	count += cancel_all(a, -1);
	for (size_t i = 0; i < a->tab_count; i++)
		count += app_file_drop(a, &a->tabs[i]);
	return count;
}

static size_t empty_queue(struct app *a)
{
	struct store *s = stores_personal(a->session->stores);
	struct queue queue = {{NULL, 0, 0}};
	size_t count = 0;

	if (s)
		store_each_queued(s, take_queued, &queue, NULL);
	for (size_t i = 0; i < queue.words.count; i++)
		if (!find(a, queue.words.at[i].word, NULL))
			count += store_queue_remove(s, queue.words.at[i].word, NULL) == 0;
	queue_done(&queue);
	return count;
}

/* The part whose heading the line is; -1. */
static int part_at(struct tab *t)
{
	const char *anchor = app_on_transfers(t) ? pane_anchor(t->pane) : "";

	return strncmp(anchor, PART, strlen(PART)) ? -1 : atoi(anchor + strlen(PART));
}

/* All of the part whose heading the line is. */
static bool cancel_part(struct app *a, struct tab *t)
{
	int part = part_at(t);
	size_t count;

	if (part < 0)
		return false;
	if (part == JOB_MOVING || part == JOB_WAITING) {
		count = cancel_all(a, part);
		app_say(a,
		        messages_count("%zu ended; what came is kept",
		                       "%zu ended; what came is kept", (long long)count),
		        count);
	} else if (part == PART_QUEUE) {
		count = empty_queue(a);
		app_say(a,
		        messages_count("%zu taken off the queue", "%zu taken off the queue",
		                       (long long)count),
		        count);
	} else {
		app_say(a, "these have ended already");
	}
	app_renew(a, t);
	return true;
}

bool app_transfers_cancel(struct app *a, struct tab *t)
{
	const char *href = app_on_transfers(t) ? pane_link(t->pane) : NULL;
	struct job_info d = {.id = 0};
	int id = find(a, href, &d);

	if (!href)
		return cancel_part(a, t);
	if (id && (d.state == JOB_WAITING || d.state == JOB_MOVING)) {
		acquire_cancel(a->acquire, id);
		app_say(a, "ended; what came is kept");
	} else if (!unqueue(a, href)) {
		return false;
	} else {
		app_say(a, "taken off the queue");
	}
	app_renew(a, t);
	return true;
}

/* Asks once more for one that ended. What was held for want of a budget, or is not asked
 * for without the reader, is the reader's own wish from now on. */
static int ask_again(struct app *a, const struct job_info *d, struct err *err)
{
	char what[URL_MAX], lang[8];

	snprintf(what, sizeof what, "%s", d->what);
	snprintf(lang, sizeof lang, "%s", d->lang);
	if ((d->state == JOB_HELD || d->state == JOB_BARRED) && d->kind != JOB_FEED)
		return app_fetch(a, what, *lang ? lang : NULL, false, err) < 0 ? -1 : 1;
	/* a feed stays what it is; the budget is begun anew, or, where nothing else is to be
	 * kept within it, is none */
	if (d->state == JOB_HELD)
		acquire_budget(a->acquire, acquire_busy(a->acquire) ? a->session->budget : 0);
	return acquire_retry(a->acquire, d->id);
}

/* What waits in the store; of a UN document that names no language, in the first one. */
static int ask_for_word(struct app *a, const char *word, struct err *err)
{
	struct view_context c = app_context(a);
	struct reference w;
	const char *langs;
	char lang[8];

	if (reference_read(word, &w, err) < 0)
		return -1;
	catalogue_complete_reference(stores_starter(c.stores), &w);
	langs = *w.lang ? w.lang : c.langs;
	snprintf(lang, sizeof lang, "%.*s", (int)strcspn(langs, ","), langs);
	return app_fetch(a, w.key, w.kind == REFERENCE_SYMBOL ? lang : NULL, false, err) < 0 ? -1
	                                                                                     : 1;
}

/* All of what failed for one cause, or of a part that ended; how many. */
static size_t retry_part(struct app *a, struct tab *t)
{
	struct chosen_jobs c = {.state = part_at(t)};
	size_t count = 0;

	if (!a->acquire)
		return 0;
	if (c.state < 0)
		return failures_retry(a->acquire, pane_anchor(t->pane));
	if (c.state == JOB_FAILED || c.state == JOB_CANCELLED)
		acquire_each(a->acquire, choose, &c);
	for (size_t i = 0; i < c.ids.count; i++)
		count += acquire_retry(a->acquire, c.ids.at[i]);
	vec_done(&c.ids);
	return count;
}

static int retry_line(struct app *a, struct tab *t, struct err *err)
{
	const char *href = pane_link(t->pane);
	struct job_info d = {.id = 0};

	if (!href)
		return retry_part(a, t) > 0;
	return find(a, href, &d) ? ask_again(a, &d, err) : ask_for_word(a, href, err);
}

/* What failed is asked for again; of what waits in the store, its rest. */
bool app_transfers_retry(struct app *a, struct tab *t)
{
	struct err err = {0};
	int rc;

	if (!app_on_transfers(t))
		return false;
	if (!pane_link(t->pane) && !*pane_anchor(t->pane)) {
		app_say(a, "no download in this line");
		return true;
	}
	if (a->session->options->offline) {
		app_say(a, "offline: nothing is asked");
		return true;
	}
	a->asked = true;
	a->no_network = false;
	rc = retry_line(a, t, &err);
	if (rc < 0)
		app_say(a, "%s", err.text);
	else if (!rc && !pane_link(t->pane))
		app_say(a, "nothing here to ask for again");
	else
		app_say(a, rc ? N_("asked for again") : N_("it is being asked for already"));
	app_renew(a, t);
	return true;
}

int app_transfers_move(struct app *a, struct tab *t, int places)
{
	int id = app_on_transfers(t) ? find(a, pane_link(t->pane), NULL) : 0;

	if (!id || !acquire_move(a->acquire, id, places)) {
		app_say(a, "on the page of transfers (d), what waits can be moved");
		return DID_DRAW;
	}
	app_renew(a, t);
	return DID_DRAW;
}
