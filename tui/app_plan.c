/* SPDX-License-Identifier: ISC */
/* The page before a sync: what it would bring and cost; a key brings all of it or a kind. */
#include "config.h"

#include "model/base/clock.h"
#include "model/base/messages.h"
#include "model/text/date.h"
#include "model/text/units.h"
#include "tui/app_int.h"

#include <stdio.h>
#include <string.h>

#define ADDRESS "palais:plan"

/* A line of the page. */
static const struct kind {
	uint32_t key;
	const char *href;
	unsigned kinds;
	enum job_kind job;
} kinds[] = {
	{'\r', "sync:all", SYNC_ALL, JOB_WISH},
	{'f', "sync:feeds", SYNC_FEEDS, JOB_FEED},
	{'a', "sync:stories", SYNC_ARTICLES, JOB_ARTICLE},
	{'w', "sync:waiting", SYNC_QUEUE, JOB_QUEUED},
	{'d', "sync:documents", SYNC_DOCUMENTS, JOB_DOCUMENT},
};
#define KINDS (sizeof kinds / sizeof *kinds)

bool app_on_plan(const struct tab *t)
{
	size_t len = strlen(ADDRESS);

	return !strncmp(t->what.key, ADDRESS, len) &&
	       (t->what.key[len] == ' ' || !t->what.key[len]);
}

/* The words that the page's plan was made of. */
static const char *words_of(const struct tab *t)
{
	const char *words = t->what.key + strlen(ADDRESS);

	return words + (*words == ' ');
}

/* -- the page -------------------------------------------------------------------------- */

static void cost_words(struct app *a, uint64_t bytes, char *out, size_t size)
{
	char text[40], price[60];

	units_bytes((int64_t)bytes, text, sizeof text);
	price_print(&a->session->options->price, (int64_t)bytes, price, sizeof price);
	snprintf(out, size, "~%s%s%s", text, *price ? " · " : "", price);
}

static void feed_words(const struct sync_sum *sum, char *out, size_t size)
{
	char age[60];

	date_age(sum->asked, clock_now(), age, sizeof age);
	if (!sum->asked)
		/* TRANSLATORS: how many feeds a sync would ask */
		snprintf(out, size, _("feeds: %u, not asked yet"), sum->count);
	else if (clock_now() - sum->asked < 60)
		snprintf(out, size, _("feeds: %u, asked just now"), sum->count);
	else
		/* TRANSLATORS: how many feeds, and "3 days" */
		snprintf(out, size, _("feeds: %1$u, asked %2$s ago"), sum->count, age);
}

static void kind_words(enum job_kind job, const struct sync_sum *sum, char *out, size_t size)
{
	if (job == JOB_FEED)
		feed_words(sum, out, size);
	else if (job == JOB_ARTICLE)
		snprintf(out, size, _("stories: %u that feeds told"), sum->count);
	else if (job == JOB_QUEUED)
		snprintf(out, size, _("waiting: %u asked for offline"), sum->count);
	else
		snprintf(out, size, _("documents: %u of the dossier"), sum->count);
}

static void add_line(const struct page_call *c, const struct kind *kind, const char *text,
                     uint64_t bytes)
{
	char key[8] = {(char)kind->key, 0}, cost[120];

	app_begin(c->m, DOC_ITEM);
	if (kind->key != '\r')
		doc_attr(c->m, "marker", key);
	doc_add_link(c->m, text, kind->href);
	cost_words(c->app, bytes, cost, sizeof cost);
	app_add_tail(c->m, cost);
}

void app_add_budget(const struct page_call *c)
{
	const struct session *s = c->app->session;
	char size[40] = "", price[60], text[200];

	units_bytes((int64_t)s->budget, size, sizeof size);
	price_print(&s->options->price, 1000000, price, sizeof price);
	app_begin(c->m, DOC_PARAGRAPH);
	if (s->budget)
		snprintf(text, sizeof text, _("Budget: %s"), size);
	else
		snprintf(text, sizeof text, "%s", _("No budget"));
	doc_add_str(c->m, text);
	if (*price) {
		/* TRANSLATORS: "3.50 USD a MB" */
		snprintf(text, sizeof text, _("%s a MB"), price);
		doc_add_str(c->m, " · ");
		doc_add_str(c->m, text);
	}
}

static void add_limits(const struct page_call *c)
{
	app_add_budget(c);
	doc_add_str(c->m, " · ");
	doc_add_str(c->m, _("nothing was asked yet"));
}

static void add_kinds(const struct page_call *c, const struct sync_sum *sums)
{
	uint64_t bytes = 0;
	unsigned later = 0, count = 0;
	char text[160];

	for (int job = 0; job < JOB_ROBOTS; job++) {
		bytes += sums[job].bytes;
		later += sums[job].later;
		count += sums[job].count;
	}
	if (count)
		add_line(c, &kinds[0], _("Enter: all of this"), bytes);
	for (size_t i = 1; i < KINDS; i++) {
		const struct sync_sum *sum = &sums[kinds[i].job];

		kind_words(kinds[i].job, sum, text, sizeof text);
		if (sum->count)
			add_line(c, &kinds[i], text, sum->bytes);
	}
	app_begin(c->m, DOC_PARAGRAPH);
	if (later) {
		snprintf(text, sizeof text,
		         messages_count("%u waits for a larger budget",
		                        "%u wait for a larger budget", (long long)later),
		         later);
		doc_add_str(c->m, text);
		doc_add_str(c->m, " · ");
	} else if (!count) {
		doc_add_str(c->m, _("Nothing to ask for now: what is here is fresh."));
		doc_add_str(c->m, " ");
	}
	doc_add_str(c->m, _("Esc asks for nothing; :budget 300k sets the budget"));
}

int app_plan_page(const struct page_call *c)
{
	struct sync_order order;
	struct sync_sum sums[JOB_ROBOTS];
	struct sync *s = NULL;
	int rc = app_sync_read(c->app, c->words ? c->words : "", &order, c->err);

	if (rc == 0)
		s = sync_new(&order.config, c->err);
	if (!s || sync_plan(s, c->err) < 0) {
		sync_free(s);
		return -1;
	}
	sync_sums(s, c->app->session->budget, sums);
	sync_free(s);
	app_begin_page(c->m, _("Sync"));
	add_limits(c);
	add_kinds(c, sums);
	return 0;
}

/* -- the reader's hand ------------------------------------------------------------------ */

/* Back to what was read, and the kinds are asked for; 0: none. */
static void leave(struct app *a, struct tab *t, unsigned only)
{
	char words[sizeof((struct sync_order *)0)->words];

	snprintf(words, sizeof words, "%s", words_of(t));
	app_back(a, -1);
	if (only)
		app_sync(a, words, only);
	else
		app_say(a, "nothing was asked");
}

bool app_plan_follow(struct app *a, struct tab *t, const char *href)
{
	for (size_t i = 0; app_on_plan(t) && i < KINDS; i++)
		if (!strcmp(kinds[i].href, href)) {
			leave(a, t, kinds[i].kinds);
			return true;
		}
	return false;
}

bool app_plan_key(struct app *a, struct tab *t, uint32_t key)
{
	if (!app_on_plan(t))
		return false;
	if (key == 27) {
		leave(a, t, 0);
		return true;
	}
	if (key == '\r' && pane_link(t->pane))
		return false;
	for (size_t i = 0; i < KINDS; i++)
		if (kinds[i].key == key) {
			leave(a, t, kinds[i].kinds);
			return true;
		}
	return false;
}

int app_budget(struct app *a, struct tab *t, const char *bytes)
{
	uint64_t *budget = &a->session->budget;
	struct err err = {0};
	char size[40];

	if (*bytes && units_read_bytes(bytes, budget, &err) < 0) {
		app_say(a, "budget: %s", err.text);
		return DID_DRAW;
	}
	if (app_on_plan(t))
		app_renew(a, t);
	units_bytes((int64_t)*budget, size, sizeof size);
	if (*budget)
		app_say(a, "a sync spends no more than %s", size);
	else
		app_say(a, "a sync has no budget");
	return DID_DRAW;
}
