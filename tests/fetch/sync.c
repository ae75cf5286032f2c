/* SPDX-License-Identifier: ISC */
/* What a sync would ask for, in which order, and what it leaves out; without a network. */
#include "config.h"

#include "fetch/acquire/sync_int.h"
#include "model/dossier/texts.h"
#include "model/dossier/feeds.h"
#include "model/dossier/headlines.h"
#include "model/store/internal.h"
#include "model/store/pins.h"
#include "model/store/servers.h"
#include "tests/lib/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define NOW 1790000000
#define ITEMS_MOST 600

/* An item of a plan, copied. */
struct shown {
	enum job_kind kind;
	char what[200], lang[8], date[16], skip[160];
	uint64_t expected;
	bool pinned;
};

static struct {
	struct stores *stores;
	struct store *store;
	char path[64];
	struct shown items[ITEMS_MOST];
	size_t count, asked;
} t;

static int set_up(void **state)
{
	struct stores_config stores = {.personal = t.path, .starter = "starter.store"};

	(void)state;
	setenv("PALAIS_NOW", "1790000000", 1);
	snprintf(t.path, sizeof t.path, "sync-%ld.store", (long)getpid());
	t.stores = stores_open(&stores, NULL);
	t.store = t.stores ? stores_writable(t.stores, NULL) : NULL;
	return t.store ? 0 : -1;
}

static int tear_down(void **state)
{
	char command[300];

	(void)state;
	stores_close(t.stores);
	snprintf(command, sizeof command, "rm -f '%s' '%s-wal' '%s-shm'", t.path, t.path, t.path);
	return system(command);
}

static int take_item(const struct sync_item *i, void *payload)
{
	struct shown *p = &t.items[t.count];

	(void)payload;
	if (t.count == ITEMS_MOST)
		return 1;
	*p = (struct shown){.kind = i->kind, .expected = i->expected, .pinned = i->pinned};
	snprintf(p->what, sizeof p->what, "%s", i->what);
	snprintf(p->lang, sizeof p->lang, "%s", i->lang);
	snprintf(p->date, sizeof p->date, "%s", i->date);
	snprintf(p->skip, sizeof p->skip, "%s", i->skip ? i->skip : "");
	t.count++;
	t.asked += !i->skip;
	return 0;
}

/* Makes a plan of words, "" for none, in a language. */
static void plan_with(struct sync_config *config, const char *words)
{
	char copy[200], *argv[8];
	const char *panes[4];
	struct err err = {0};
	struct sync *s;
	int argc = 0;

	snprintf(copy, sizeof copy, "%s", words);
	for (char *word = strtok(copy, " "); word && argc < 8; word = strtok(NULL, " "))
		argv[argc++] = word;
	config->stores = t.stores;
	config->panes = panes;
	if (sync_read_words(t.stores, argc, argv, &config->kinds, panes, 4, &config->pane_count,
	                    &err) < 0)
		fail_msg("%s: %s", words, err.text);
	if (!config->kinds)
		config->kinds = SYNC_ALL;
	s = sync_new(config, &err);
	assert_non_null(s);
	if (sync_plan(s, &err) < 0)
		fail_msg("%s: %s", words, err.text);
	t.count = t.asked = 0;
	sync_each(s, take_item, NULL);
	sync_free(s);
}

static void plan(const char *words)
{
	struct sync_config config = {.langs = "en"};

	plan_with(&config, words);
}

static const struct shown *find(const char *what)
{
	for (size_t i = 0; i < t.count; i++)
		if (!strcmp(t.items[i].what, what))
			return &t.items[i];
	return NULL;
}

static void put_news(const char *url, const char *feed, const char *date)
{
	struct headline n = {.key = url,
	                     .url = url,
	                     .feed = feed,
	                     .date = date,
	                     .lang = "en",
	                     .title = "Gates",
	                     .summary = ""};

	assert_int_equal(headlines_put(t.store, &n, NULL), 0);
}

static void feed(const char *verb, const char *word)
{
	char *argv[] = {(char *)(uintptr_t)verb, (char *)(uintptr_t)word}, said[200];
	struct err err = {0};

	if (feeds_command(t.stores, "en", 2, argv, said, sizeof said, &err) != 1)
		fail_msg("feed %s %s: %s", verb, word, err.text);
}

/* -- words ------------------------------------------------------------------------ */

static void words_say_what_is_brought(void **state)
{
	char *wrong[] = {(char *)(uintptr_t) "everything"};
	char *panes_two[] = {(char *)(uintptr_t) "talks", (char *)(uintptr_t) "humanitarian"};
	const char *panes[1];
	struct err err = {0};
	size_t count = 0;
	unsigned kinds = 0;

	(void)state;
	assert_int_equal(sync_read_words(t.stores, 1, wrong, &kinds, panes, 1, &count, &err), -1);
	assert_int_equal(err.code, ERR_USAGE);
	/* more panes than there is room for */
	assert_int_equal(sync_read_words(t.stores, 1, panes_two, &kinds, panes, 1, &count, &err),
	                 0);
	assert_int_equal(sync_read_words(t.stores, 2, panes_two, &kinds, panes, 1, &count, &err),
	                 -1);
	assert_int_equal(count, 1);
	plan("documents");
	assert_true(t.count > 50);
	for (size_t i = 0; i < t.count; i++)
		assert_int_equal(t.items[i].kind, JOB_DOCUMENT);
	plan("feeds");
	assert_true(t.count > 3);
	for (size_t i = 0; i < t.count; i++)
		assert_int_equal(t.items[i].kind, JOB_FEED);
}

static void a_pane_has_less_than_all(void **state)
{
	size_t all, talks;

	(void)state;
	plan("documents");
	all = t.count;
	plan("documents talks");
	talks = t.count;
	assert_in_range(talks, 1, all - 1);
	assert_non_null(find("S/RES/2254(2015)"));
	plan("documents humanitarian");
	assert_in_range(t.count, 1, all - 1);
	assert_null(find("S/RES/2254(2015)"));
	/* what is in two panes comes once */
	plan("documents talks humanitarian");
	assert_in_range(t.count, talks, all);
}

/* -- order ------------------------------------------------------------------------ */

static void kinds_come_in_their_order(void **state)
{
	struct sync_config config = {.langs = "en", .full = true};

	(void)state;
	assert_int_equal(store_queue_add(t.store, "https://press.example/q", NULL), 0);
	feed("add", "https://own.example/rss.xml");
	put_news("https://own.example/1", "https://own.example/rss.xml", "2026-09-01");
	plan_with(&config, "");
	assert_int_equal(t.items[0].kind, JOB_QUEUED);
	assert_string_equal(t.items[0].what, "https://press.example/q");
	for (size_t i = 1; i < t.count; i++)
		assert_true(t.items[i].kind >= t.items[i - 1].kind);
	assert_int_equal(find("https://own.example/1")->kind, JOB_ARTICLE);
}

static void documents_pinned_newest_smallest(void **state)
{
	size_t i = 0;

	(void)state;
	assert_int_equal(store_pin(t.store, "S/RES/2042(2012)", true, NULL), 1);
	assert_int_equal(store_pin(t.store, "https://own.example/paper.pdf", true, NULL), 1);
	plan("documents");
	assert_true(find("S/RES/2042(2012)")->pinned);
	assert_int_equal(find("https://own.example/paper.pdf")->kind, JOB_DOCUMENT);
	for (; i < t.count && t.items[i].pinned; i++)
		;
	assert_int_equal(i, 2);
	for (size_t k = i + 1; k < t.count; k++) {
		const struct shown *a = &t.items[k - 1], *b = &t.items[k];

		assert_true(strcmp(a->date, b->date) >= 0);
		if (!strcmp(a->date, b->date) && a->expected && b->expected)
			assert_true(a->expected <= b->expected);
		assert_false(b->pinned);
	}
}

static struct planned document(const char *date, uint64_t expected)
{
	static char name[] = "S/1";

	return (struct planned){
		.what = name, .date = (char *)(uintptr_t)date, .expected = expected};
}

static void what_is_of_no_known_size_counts_as_large(void **state)
{
	struct planned unknown = document("2026", 0), less = document("2026", 119999);
	struct planned more = document("2026", 120001), older = document("2025", 1);

	(void)state;
	assert_true(sync_by_worth(&less, &unknown) < 0);
	assert_true(sync_by_worth(&unknown, &more) < 0);
	assert_true(sync_by_worth(&more, &older) < 0);
	older.pinned = true;
	assert_true(sync_by_worth(&older, &more) < 0);
}

static int take_bytes(const struct catalogue_text *text, void *payload)
{
	if (!strcmp(text->lang, "en"))
		*(uint64_t *)payload = (uint64_t)text->bytes;
	return 0;
}

/* They are compressed on their way. */
static void texts_cost_a_quarter_of_their_size(void **state)
{
	uint64_t bytes = 0;

	(void)state;
	assert_true(catalogue_texts(stores_starter(t.stores), "S/RES/2254(2015)", take_bytes,
	                            &bytes, NULL) > 0);
	assert_true(bytes > 4000);
	assert_int_equal(sync_text_bytes(t.stores, "S/RES/2254(2015)", "en"), bytes / 4);
	assert_int_equal(sync_text_bytes(t.stores, "S/RES/2254(2015)", "de"), 0);
}

/* -- what is left out --------------------------------------------------------------- */

static void what_was_nowhere_is_let_be_for_a_week(void **state)
{
	char word[200];

	(void)state;
	plan("documents");
	assert_non_null(find("S/RES/2254(2015)"));
	acquire_word("S/RES/2254(2015)", "en", word, sizeof word);
	assert_int_equal(store_absent_set(t.store, word, NOW - 7 * 86400 + 1, NULL), 0);
	plan("documents");
	assert_null(find("S/RES/2254(2015)"));
	/* in another of the reader's languages it may be */
	plan_with(&(struct sync_config){.langs = "en,fr"}, "documents");
	assert_string_equal(find("S/RES/2254(2015)")->lang, "fr");
	assert_int_equal(store_absent_set(t.store, word, NOW - 7 * 86400, NULL), 0);
	plan("documents");
	assert_non_null(find("S/RES/2254(2015)"));
	/* of what the reader had queued it is said */
	assert_int_equal(store_queue_add(t.store, word, NULL), 0);
	assert_int_equal(store_absent_set(t.store, word, NOW - 60, NULL), 0);
	plan("queue");
	assert_int_equal(t.count, 1);
	assert_int_equal(t.asked, 0);
	assert_non_null(strstr(t.items[0].skip, "was nowhere on"));
}

static void since_leaves_out_what_is_older(void **state)
{
	struct sync_config config = {.langs = "en", .since = "2026-08", .full = true};
	const char *own = "https://own.example/rss.xml";

	(void)state;
	feed("add", own);
	put_news("https://own.example/old", own, "2026-07-31");
	put_news("https://own.example/new", own, "2026-08-01");
	plan_with(&config, "articles");
	assert_null(find("https://own.example/old"));
	assert_non_null(find("https://own.example/new"));
	config = (struct sync_config){.langs = "en", .since = "2024"};
	plan_with(&config, "documents");
	assert_true(t.count > 0);
	for (size_t i = 0; i < t.count; i++)
		assert_true(strcmp(t.items[i].date, "2024") >= 0);
}

static void pages_are_of_feeds_that_are_wanted_whole(void **state)
{
	(void)state;
	feed("add", "https://own.example/rss.xml");
	feed("add", "https://other.example/rss.xml");
	put_news("https://own.example/1", "https://own.example/rss.xml", "2026-09-01");
	put_news("https://other.example/1", "https://other.example/rss.xml", "2026-09-01");
	plan("articles");
	assert_null(find("https://own.example/1"));
	feed("whole", "https://own.example/rss.xml");
	plan("articles");
	assert_non_null(find("https://own.example/1"));
	assert_null(find("https://other.example/1"));
	/* a feed that is off has its stories left alone as well */
	feed("off", "https://own.example/rss.xml");
	plan("articles");
	assert_null(find("https://own.example/1"));
	assert_null(find("https://own.example/rss.xml"));
}

/* Puts a document under an address into the store, as it comes now. */
static void keep(const char *url, int64_t fresh, bool whole)
{
	struct store_origin origin = {.key = url, .url = url, .asked = url, .fresh = fresh};
	struct store_incoming *in = store_begin(t.store, &origin, NULL);
	struct doc *doc = doc_finish(doc_maker_new(0), NULL);

	assert_int_equal(store_add(in, url, strlen(url), NULL), 0);
	assert_true(store_commit(in, doc, whole, ACQUIRE_PARSER, NULL) > 0);
	doc_free(doc);
}

/* Its server has said until when it need not be asked. */
static void a_fresh_feed_is_let_be(void **state)
{
	const char *own = "https://own.example/rss.xml", *part = "https://part.example/rss.xml";
	struct sync_config config = {.langs = "en", .afresh = true};

	(void)state;
	feed("add", own);
	feed("add", part);
	keep(own, NOW + 600, true);
	keep(part, NOW + 600, false);
	setenv("PALAIS_NOW", "1790000599", 1);
	plan("feeds");
	assert_non_null(strstr(find(own)->skip, "fresh until"));
	assert_string_equal(find(part)->skip, "");
	plan_with(&config, "feeds");
	assert_string_equal(find(own)->skip, "");
	setenv("PALAIS_NOW", "1790000600", 1);
	plan("feeds");
	assert_string_equal(find(own)->skip, "");
}

/* A page that is here is asked for again when its feed has named it since. */
static void pages_are_asked_for_when_a_feed_calls_them_changed(void **state)
{
	struct sync_config config = {.langs = "en", .full = true};
	const char *own = "https://own.example/rss.xml";

	(void)state;
	feed("add", own);
	keep("https://own.example/1", 0, true);
	keep("https://own.example/2", 0, false);
	put_news("https://own.example/1", own, "2026-09-01");
	put_news("https://own.example/2", own, "2026-09-01");
	plan_with(&config, "articles");
	assert_null(find("https://own.example/1"));
	assert_non_null(find("https://own.example/2")); /* it is not whole */
	setenv("PALAIS_NOW", "1790000001", 1);
	put_news("https://own.example/1", own, "2026-09-01");
	plan_with(&config, "articles");
	assert_non_null(find("https://own.example/1"));
}

static int take_api(const struct news_feed *f, void *payload)
{
	if (f->api)
		snprintf(payload, 1000, "%s", f->url);
	return f->api;
}

/* What programs are answered with names no pages. */
static void interfaces_have_no_pages(void **state)
{
	struct sync_config config = {.langs = "en", .full = true};
	char url[1000] = "";

	(void)state;
	news_each_feed(t.stores, "en", NULL, take_api, url, NULL);
	assert_true(*url);
	put_news("https://own.example/1", url, "2026-09-01");
	plan_with(&config, "articles");
	assert_null(find("https://own.example/1"));
}

static void what_was_nowhere_is_no_article_either(void **state)
{
	struct sync_config config = {.langs = "en", .full = true};

	(void)state;
	feed("add", "https://own.example/rss.xml");
	put_news("https://own.example/1", "https://own.example/rss.xml", "2026-09-01");
	assert_int_equal(store_absent_set(t.store, "https://own.example/1", NOW - 60, NULL), 0);
	plan_with(&config, "articles");
	assert_null(find("https://own.example/1"));
}

/* -- who may ---------------------------------------------------------------------- */

/* A sync of feeds that has begun, and has the lease. */
struct leased {
	struct client *client;
	struct acquire *acquire;
	struct sync *sync;
};

static struct leased begin_leased(void)
{
	struct client *client =
		client_new(&(struct client_config){.fetch_path = "./palais-fetch"}, NULL);
	struct acquire_config list = {.stores = t.stores, .store = t.store, .client = client};
	struct sync_config config = {.stores = t.stores, .langs = "en", .kinds = SYNC_FEEDS};
	struct leased l = {client, acquire_new(&list), sync_new(&config, NULL)};

	assert_int_equal(sync_plan(l.sync, NULL), 0);
	assert_int_equal(sync_begin(l.sync, l.acquire, t.store, &(struct err){0}), 0);
	return l;
}

static void leased_end(struct leased *l)
{
	acquire_free(l->acquire);
	client_free(l->client);
}

/* However long one download takes, the lease is renewed before it is over. */
static void the_lease_lasts_as_long_as_the_work(void **state)
{
	struct leased l = begin_leased();
	struct sync *s = l.sync;
	struct store_lease_holder holder;

	(void)state;
	setenv("PALAIS_NOW", "1790000299", 1);
	assert_int_equal(sync_keep(s, NULL), 0);
	assert_int_equal(store_lease_holder(t.store, SYNC_LEASE, &holder, NULL), 1);
	assert_int_equal(holder.expires, NOW + SYNC_LEASE_SECONDS);
	setenv("PALAIS_NOW", "1790000300", 1);
	assert_int_equal(sync_keep(s, NULL), 0);
	assert_int_equal(store_lease_holder(t.store, SYNC_LEASE, &holder, NULL), 1);
	assert_int_equal(holder.expires, NOW + 300 + SYNC_LEASE_SECONDS);
	for (int i = 1; i <= 3; i++) {
		char now[40];

		snprintf(now, sizeof now, "%d", NOW + i * 600);
		setenv("PALAIS_NOW", now, 1);
		assert_int_equal(store_lease_holder(t.store, SYNC_LEASE, &holder, NULL), 1);
		assert_int_equal(sync_keep(s, NULL), 0);
		assert_int_equal(store_lease_holder(t.store, SYNC_LEASE, &holder, NULL), 1);
		assert_int_equal(holder.expires, NOW + i * 600 + SYNC_LEASE_SECONDS);
	}
	sync_free(s);
	assert_int_equal(store_lease_holder(t.store, SYNC_LEASE, &holder, NULL), 0);
	leased_end(&l);
}

/* A machine that slept for longer than the lease holds: another has taken it meanwhile. */
static void a_lease_that_was_lost(void **state)
{
	struct leased l = begin_leased();
	struct sync *s = l.sync;
	struct store_lease_holder holder;
	struct acquire_event e;
	struct err err = {0};
	unsigned ended = 0;

	(void)state;
	assert_int_equal(store_exec(t.store,
	                            "UPDATE lease SET host='elsewhere.example', pid=77, "
	                            "expires=1790002000 WHERE name='sync'",
	                            &err),
	                 0);
	assert_int_equal(sync_keep(s, &err), 0); /* it has been looked at in this second */
	setenv("PALAIS_NOW", "1790000001", 1);
	assert_int_equal(sync_keep(s, &err), -1);
	assert_int_equal(err.code, ERR_STORE);
	assert_non_null(strstr(err.text, "process 77 on elsewhere.example"));
	/* nothing is asked for any more, and what is the other's is left to it */
	while (acquire_step(l.acquire, NULL, &e) > 0) {
		assert_int_equal(e.state, JOB_CANCELLED);
		ended++;
	}
	assert_false(acquire_busy(l.acquire));
	assert_true(ended > 0);
	sync_free(s);
	assert_int_equal(store_lease_holder(t.store, SYNC_LEASE, &holder, NULL), 1);
	assert_int_equal(holder.pid, 77);
	leased_end(&l);
}

/* -- what it would cost ------------------------------------------------------------------ */

/* A plan of our own: kinds and what is known of their size; one is fresh, and was asked. */
static struct sync *made_plan(void)
{
	static const struct {
		enum job_kind kind;
		uint64_t expected;
	} items[] = {{JOB_DOCUMENT, 5000}, {JOB_FEED, 0},      {JOB_FEED, 3000},
	             {JOB_QUEUED, 0},      {JOB_ARTICLE, 900}, {JOB_DOCUMENT, 0}};
	struct sync_config config = {.stores = t.stores, .langs = "en"};
	struct sync *s = sync_new(&config, NULL);

	assert_non_null(s);
	for (size_t i = 0; i < sizeof items / sizeof *items; i++) {
		struct planned p = {.kind = items[i].kind, .expected = items[i].expected};

		p.what = strdup("https://one.example/");
		p.lang = strdup("");
		p.title = strdup("");
		p.date = strdup("");
		p.asked = i == 2 ? 77 : i == 1 ? 76 : 0;
		assert_int_equal(vec_push(&s->items, p), 0);
	}
	snprintf(s->items.at[2].skip, sizeof s->items.at[2].skip, "fresh");
	return s;
}

static void a_plan_is_summed_by_kind(void **state)
{
	struct sync_sum sums[JOB_ROBOTS];
	struct sync *s = made_plan();

	(void)state;
	sync_sums(s, 0, sums);
	assert_int_equal(sums[JOB_WISH].count, 0);
	assert_int_equal(sums[JOB_QUEUED].count, 1);
	assert_int_equal(sums[JOB_QUEUED].bytes, 40000);
	assert_int_equal(sums[JOB_FEED].count, 1);
	assert_int_equal(sums[JOB_FEED].skipped, 1);
	assert_int_equal(sums[JOB_FEED].bytes, 12000);
	assert_int_equal(sums[JOB_FEED].asked, 77);
	assert_int_equal(sums[JOB_ARTICLE].bytes, 900);
	assert_int_equal(sums[JOB_DOCUMENT].count, 2);
	assert_int_equal(sums[JOB_DOCUMENT].bytes, 45000);
	assert_int_equal(sums[JOB_DOCUMENT].later, 0);
	sync_free(s);
}

/* What was queued goes first, then feeds; what fits as a whole goes before what does not. */
static void a_budget_holds_what_fits(void **state)
{
	struct sync_sum sums[JOB_ROBOTS];
	struct sync *s = made_plan();
	/* to the last byte: each costs what asking costs, too */
	uint64_t all = 40000 + 12000 + 900 + 5000 + 4 * 1200;

	(void)state;
	sync_sums(s, all, sums);
	assert_int_equal(sums[JOB_DOCUMENT].count, 1);
	assert_int_equal(sums[JOB_DOCUMENT].bytes, 5000);
	assert_int_equal(sums[JOB_DOCUMENT].later, 1);
	sync_sums(s, all - 1, sums);
	assert_int_equal(sums[JOB_ARTICLE].count, 1);
	assert_int_equal(sums[JOB_DOCUMENT].later, 2);
	sync_sums(s, 41199, sums);
	assert_int_equal(sums[JOB_QUEUED].later, 1);
	assert_int_equal(sums[JOB_FEED].count, 1);
	sync_sums(s, 41200, sums);
	assert_int_equal(sums[JOB_QUEUED].count, 1);
	assert_int_equal(sums[JOB_FEED].later, 1);
	sync_free(s);
}

/* -- without a network --------------------------------------------------------------------- */

/* What ends in a plan of three, by host: whether it is given up after each. */
static void ends(const char *const *urls, const bool *answers, const bool *given_up)
{
	struct client *client =
		client_new(&(struct client_config){.fetch_path = "./palais-fetch"}, NULL);
	struct acquire_config list = {.stores = t.stores, .store = t.store, .client = client};
	struct sync_config config = {.stores = t.stores, .langs = "en"};
	struct acquire *a = acquire_new(&list);
	struct sync *s = made_plan();
	struct sync_taken taken;

	s->config = config;
	for (size_t i = 0; i < s->items.count; i++)
		s->items.at[i].kind = JOB_QUEUED;
	for (size_t i = 0; i < 4; i++) {
		free(s->items.at[i].what);
		s->items.at[i].what = strdup(i < 3 ? urls[i] : "https://last.example/");
	}
	assert_int_equal(sync_begin(s, a, t.store, &(struct err){0}), 0);
	for (size_t i = 0; i < 3; i++) {
		struct acquire_event e = {.id = s->items.at[i].job,
		                          .state = answers[i] ? JOB_DONE : JOB_FAILED,
		                          .asked = 1,
		                          .what = urls[i],
		                          .err.code = answers[i] ? ERR_NONE : ERR_NETWORK};

		assert_int_equal(sync_take(s, &e, &taken, NULL), 1);
		assert_int_equal(sync_is_silent(s), given_up[i]);
		/* what was not asked for is on no list any more */
		assert_int_equal(acquire_find(a, "https://last.example/") == 0, given_up[i]);
	}
	sync_free(s);
	acquire_free(a);
	client_free(client);
}

static void silence_is_no_network(void **state)
{
	const char *const three[] = {"https://one.example/a", "https://one.example/b",
	                             "https://two.example/a"};
	const char *const text[] = {"https://one.example/a", "S/RES/2254(2015)",
	                            "https://two.example/a"};
	const bool none[] = {false, false, false}, last[] = {false, false, true};
	const bool second[] = {false, true, true}, first[] = {true, false, false};

	(void)state;
	ends(three, none, last);
	ends(text, none, second);
	/* one that has answered is a network */
	ends(three, first, none);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(words_say_what_is_brought),
		TEST(a_pane_has_less_than_all),
		TEST(kinds_come_in_their_order),
		TEST(documents_pinned_newest_smallest),
		cmocka_unit_test(what_is_of_no_known_size_counts_as_large),
		TEST(texts_cost_a_quarter_of_their_size),
		TEST(a_fresh_feed_is_let_be),
		TEST(pages_are_asked_for_when_a_feed_calls_them_changed),
		TEST(interfaces_have_no_pages),
		TEST(what_was_nowhere_is_let_be_for_a_week),
		TEST(since_leaves_out_what_is_older),
		TEST(pages_are_of_feeds_that_are_wanted_whole),
		TEST(what_was_nowhere_is_no_article_either),
		TEST(the_lease_lasts_as_long_as_the_work),
		TEST(a_lease_that_was_lost),
		TEST(a_plan_is_summed_by_kind),
		TEST(a_budget_holds_what_fits),
		TEST(silence_is_no_network),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
