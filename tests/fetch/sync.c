/* What a sync would ask for, in which order, and what it leaves out; without a network. */
#include "config.h"

#include "fetch/acquire/sync.h"
#include "model/dossier/feeds.h"
#include "model/dossier/headlines.h"
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
struct planned {
	enum job_kind kind;
	char what[200], lang[8], date[16], skip[160];
	uint64_t expected;
	bool pinned;
};

static struct {
	struct stores *stores;
	struct store *store;
	char path[64];
	struct planned items[ITEMS_MOST];
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
	struct planned *p = &t.items[t.count];

	(void)payload;
	if (t.count == ITEMS_MOST)
		return 1;
	*p = (struct planned){.kind = i->kind, .expected = i->expected, .pinned = i->pinned};
	snprintf(p->what, sizeof p->what, "%s", i->what);
	snprintf(p->lang, sizeof p->lang, "%s", i->lang);
	snprintf(p->date, sizeof p->date, "%s", i->date);
	snprintf(p->skip, sizeof p->skip, "%s", i->skip ? i->skip : "");
	t.count++;
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
	t.count = 0;
	sync_each(s, take_item, NULL);
	t.asked = sync_count(s);
	sync_free(s);
}

static void plan(const char *words)
{
	struct sync_config config = {.langs = "en"};

	plan_with(&config, words);
}

static const struct planned *find(const char *what)
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
	const char *panes[1];
	struct err err = {0};
	size_t count = 0;
	unsigned kinds = 0;

	(void)state;
	assert_int_equal(sync_read_words(t.stores, 1, wrong, &kinds, panes, 1, &count, &err), -1);
	assert_int_equal(err.code, ERR_USAGE);
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
		const struct planned *a = &t.items[k - 1], *b = &t.items[k];

		assert_true(strcmp(a->date, b->date) >= 0);
		if (!strcmp(a->date, b->date) && a->expected && b->expected)
			assert_true(a->expected <= b->expected);
		assert_false(b->pinned);
	}
}

/* -- what is left out --------------------------------------------------------------- */

static void what_was_nowhere_is_let_be_for_a_week(void **state)
{
	char word[200];

	(void)state;
	plan("documents");
	assert_non_null(find("S/RES/2254(2015)"));
	acquire_word("S/RES/2254(2015)", "en", word, sizeof word);
	assert_int_equal(store_absent_set(t.store, word, NOW - 6 * 86400, NULL), 0);
	plan("documents");
	assert_null(find("S/RES/2254(2015)"));
	/* in another of the reader's languages it may be */
	plan_with(&(struct sync_config){.langs = "en,fr"}, "documents");
	assert_string_equal(find("S/RES/2254(2015)")->lang, "fr");
	assert_int_equal(store_absent_set(t.store, word, NOW - 8 * 86400, NULL), 0);
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

/* However long one download takes, the lease is renewed before it is over. */
static void the_lease_lasts_as_long_as_the_work(void **state)
{
	struct client *client =
		client_new(&(struct client_config){.fetch_path = "./palais-fetch"}, NULL);
	struct acquire_config list = {.stores = t.stores, .store = t.store, .client = client};
	struct sync_config config = {.stores = t.stores, .langs = "en", .kinds = SYNC_FEEDS};
	struct acquire *a = acquire_new(&list);
	struct sync *s = sync_new(&config, NULL);
	struct store_lease_holder holder;

	(void)state;
	assert_int_equal(sync_plan(s, NULL), 0);
	assert_int_equal(sync_begin(s, a, t.store, &(struct err){0}), 0);
	for (int i = 1; i <= 3; i++) {
		char now[40];

		snprintf(now, sizeof now, "%d", NOW + i * 600);
		setenv("PALAIS_NOW", now, 1);
		assert_int_equal(store_lease_holder(t.store, SYNC_LEASE, &holder, NULL), 1);
		sync_keep(s);
		assert_int_equal(store_lease_holder(t.store, SYNC_LEASE, &holder, NULL), 1);
		assert_int_equal(holder.expires, NOW + i * 600 + SYNC_LEASE_SECONDS);
	}
	sync_free(s);
	assert_int_equal(store_lease_holder(t.store, SYNC_LEASE, &holder, NULL), 0);
	acquire_free(a);
	client_free(client);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(words_say_what_is_brought),
		TEST(a_pane_has_less_than_all),
		TEST(kinds_come_in_their_order),
		TEST(documents_pinned_newest_smallest),
		TEST(what_was_nowhere_is_let_be_for_a_week),
		TEST(since_leaves_out_what_is_older),
		TEST(pages_are_of_feeds_that_are_wanted_whole),
		TEST(what_was_nowhere_is_no_article_either),
		TEST(the_lease_lasts_as_long_as_the_work),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
