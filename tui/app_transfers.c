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
#include "tui/app_transfers_int.h"
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

/* -- what is kept in the store ------------------------------------------------- */

static void add_queued(struct transfers *t, const struct transfers_queued *q)
{
	struct reference w = {.kind = REFERENCE_NAME};
	char age[60];

	if (t->count >= ENDED_MOST || transfers_find(t->app, q->word, NULL))
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

/* The store has them in the order in which they will be asked for. */
static int add_queue(struct transfers *t, struct store *s, struct err *err)
{
	struct transfers_queue queue = {{NULL, 0, 0}};
	int rc = transfers_queue(s, &queue, err);

	for (size_t i = queue.words.count; rc >= 0 && i; i--)
		add_queued(t, &queue.words.at[i - 1]);
	transfers_queue_done(&queue);
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
	if (p->held || !*p->asked || transfers_find(t->app, word, NULL))
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
	doc_add_str(m, *price ? C_("aside", ", ") : "");
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
