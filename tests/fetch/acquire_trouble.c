/* SPDX-License-Identifier: ISC */
/* The list of downloads: that it always comes to an end, whatever hosts do. */
#include "config.h"

#include "model/dossier/headlines.h"
#include "model/store/servers.h"
#include "tests/fetch/listed.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* What a header block may add to a budget. */
#define HEADS 600u

/* -- servers in trouble ----------------------------------------------------------- */

static void a_broken_line_is_taken_up_again(void **state)
{
	int id;

	(void)state;
	listed_write_page("press/long", 40000, "Manners: cuts=9000-9000-9000-9000-3000\n");
	id = listed_add(JOB_QUEUED, "https://press.example/long");
	listed_run();
	assert_int_equal(listed_state_of(id), JOB_DONE);
	assert_int_equal(listed_asked("GET /press/long"), 6);
	assert_true(listed_spent() < 40000 + 6 * 2 * HEADS);
	/* without any gain, not for ever */
	listed_write_page("press/stuck", 40000, "Manners: noranges,cut=5000\n");
	id = listed_add(JOB_QUEUED, "https://press.example/stuck");
	listed_run();
	assert_int_equal(listed_state_of(id), JOB_FAILED);
	assert_in_range(listed_asked("GET /press/stuck"), 3, 8);
}

/* Three pauses, each at least twice as long as the one before: 40, 80 and 160 ms. */
static void a_busy_server_is_asked_ever_later(void **state)
{
	struct acquire_config config = {.stores = listed.stores,
	                                .store = listed.store,
	                                .client = listed.client,
	                                .pause_ms = 40};
	struct timespec from, to;
	char url[80];
	int id;

	(void)state;
	acquire_free(listed.list);
	listed.list = acquire_new(&config);
	listed_write_page("press/busy", 500, "Status: 502\n");
	clock_gettime(CLOCK_MONOTONIC, &from);
	id = listed_add(JOB_QUEUED, "https://press.example/busy");
	listed_run();
	clock_gettime(CLOCK_MONOTONIC, &to);
	assert_int_equal(listed_state_of(id), JOB_FAILED);
	assert_int_equal(listed_asked("GET /press/busy"), 4);
	assert_true((to.tv_sec - from.tv_sec) * 1000 + (to.tv_nsec - from.tv_nsec) / 1000000 >=
	            280);
	/* what the reader opens is told at once */
	snprintf(url, sizeof url, "http://127.0.0.1:%d/x/status/502", origin_port(listed.origin));
	listed_add(JOB_WISH, url);
	listed_run();
	assert_int_equal(listed_asked("GET /x/status/502"), 1);
}

static void a_long_pause_is_remembered(void **state)
{
	int id;

	(void)state;
	listed_write_page("press/busy", 500, "Status: 429\nRetry-After: 600\n");
	id = listed_add(JOB_FEED, "https://press.example/busy");
	listed_run();
	assert_int_equal(listed_state_of(id), JOB_FAILED);
	assert_int_equal(listed_asked("GET /press/"), 1);
	assert_int_equal(store_pause_get(listed.store, "press.example"), NOW + 600);
	/* by later runs too, and by what needs the robots.txt of that host */
	listed_begin_anew();
	listed_add(JOB_FEED, "https://press.example/feed");
	id = listed_add(JOB_ARTICLE, "https://press.example/a");
	listed_run();
	assert_int_equal(listed.ends[JOB_DONE], 0);
	assert_int_not_equal(listed_state_of(id), JOB_WAITING);
	assert_int_equal(listed_asked("GET /press/"), 1);
	/* what the reader opens is asked for, and after the pause all is */
	listed_write_page("press/a", 500, NULL);
	listed_add(JOB_WISH, "https://press.example/a");
	listed_run();
	assert_int_equal(listed_asked("GET /press/a"), 1);
	listed_begin_anew();
	listed_clock(NOW + 601);
	listed_write_feed("press/feed", NULL);
	listed_add(JOB_FEED, "https://press.example/feed");
	listed_run();
	assert_int_equal(listed.ends[JOB_DONE], 1);
}

static void a_pause_may_be_a_date(void **state)
{
	(void)state;
	/* ten minutes after NOW */
	listed_write_page("press/busy", 500,
	                  "Status: 503\nRetry-After: Mon, 21 Sep 2026 14:23:20 GMT\n");
	listed_add(JOB_FEED, "https://press.example/busy");
	listed_run();
	assert_int_equal(listed.ends[JOB_FAILED], 1);
	assert_int_equal(store_pause_get(listed.store, "press.example"), NOW + 600);
}

static void dead_hosts_are_asked_once(void **state)
{
	struct acquire_totals totals;
	char url[60];

	(void)state;
	acquire_budget(listed.list, 100000); /* one after another */
	for (int i = 0; i < 5; i++) {
		snprintf(url, sizeof url, "https://dead.example/%d", i);
		listed_add(JOB_FEED, url);
	}
	listed_run();
	acquire_totals(listed.list, &totals);
	assert_int_equal(totals.failed, 5);
	assert_int_equal(totals.network, 5);
	assert_int_equal(totals.asked, 1);
	assert_non_null(strstr(listed.why, "dead.example does not answer"));
}

static void a_moved_address_is_asked_where_it_is(void **state)
{
	char *target = NULL;

	(void)state;
	listed_write_feed("press/new", NULL);
	listed_write_page("press/old", 10, "Status: 301\nLocation: https://press.example/new\n");
	listed_write_page("press/today", 10, "Status: 302\nLocation: https://press.example/new\n");
	for (int i = 0; i < 2; i++) {
		listed_begin_anew();
		listed_add(JOB_FEED, "https://press.example/old");
		listed_add(JOB_FEED, "https://press.example/today");
		listed_run();
		assert_int_equal(listed.ends[JOB_DONE], 2);
	}
	assert_int_equal(listed_asked("GET /press/old"), 1);
	assert_int_equal(listed_asked("GET /press/today"), 2);
	assert_int_equal(store_moved_get(listed.store, "https://press.example/old", &target, NULL),
	                 1);
	assert_string_equal(target, "https://press.example/new");
	free(target);
	/* to where nothing is it has not moved */
	listed_write_page("press/away", 10,
	                  "Status: 301\nLocation: https://press.example/nothing\n");
	listed_add(JOB_FEED, "https://press.example/away");
	listed_run();
	assert_int_equal(store_moved_get(listed.store, "https://press.example/away", &target, NULL),
	                 0);
	/* what is not there any more is looked for at the old place, which counts again */
	listed_write_page("press/new", 10, "Status: 404\n");
	listed_write_feed("press/old", NULL);
	listed_begin_anew();
	listed_add(JOB_FEED, "https://press.example/old");
	listed_run();
	assert_int_equal(listed.ends[JOB_DONE], 1);
	assert_int_equal(listed_asked("GET /press/old"), 2);
	assert_int_equal(store_moved_get(listed.store, "https://press.example/old", &target, NULL),
	                 0);
}

/* What one source has said counts for more than that others could not be asked. */
static void what_was_said_is_told(void **state)
{
	(void)state;
	assert_int_equal(store_pause_set(listed.store, "documents.un.org", NOW + 3600, NULL), 0);
	listed_add(JOB_QUEUED, "S/RES/2254(2015)");
	listed_run();
	assert_int_equal(listed_asked("GET /raw/"), 1);
	assert_int_equal(listed_asked("GET /api/"), 0);
	assert_int_equal(listed.end.outcome, ACQUIRE_ABSENT);
	assert_non_null(strstr(listed.why, "no text in English was found"));
}

static void a_page_is_no_feed(void **state)
{
	(void)state;
	listed_write_page("press/feed", 3000, NULL);
	listed_add(JOB_FEED, "https://press.example/feed");
	listed_run();
	assert_int_equal(listed.end.outcome, ACQUIRE_ABSENT);
	assert_non_null(strstr(listed.why, "a web page came instead"));
}

/* What has been learnt since leads elsewhere. */
static void who_asks_once_more_makes_another_plan(void **state)
{
	const char *old = "https://press.example/old";
	int id;

	(void)state;
	listed_write_feed("press/new", NULL);
	id = listed_add(JOB_FEED, old);
	listed_run();
	assert_int_equal(listed_state_of(id), JOB_FAILED);
	assert_int_equal(store_moved_set(listed.store, old, "https://press.example/new", NULL), 0);
	assert_true(acquire_retry(listed.list, id));
	listed_run();
	assert_int_equal(listed_state_of(id), JOB_DONE);
	assert_int_equal(listed_asked("GET /press/old"), 1);
}

/* It stands under the address that was asked for. */
static void what_has_moved_is_found_by_its_old_address(void **state)
{
	const char *old = "https://press.example/old";
	struct store_version v;

	(void)state;
	listed_write_page("press/new", 3000, NULL);
	assert_int_equal(store_moved_set(listed.store, old, "https://press.example/new", NULL), 0);
	listed_add(JOB_WISH, old);
	listed_run();
	assert_int_equal(listed.ends[JOB_DONE], 1);
	assert_int_equal(store_find(listed.store, old, NULL, &v, NULL), 1);
	store_version_done(&v);
}

static int count_queued(const char *word, int64_t added, void *payload)
{
	(void)word;
	(void)added;
	++*(int *)payload;
	return 0;
}

static int queued(void)
{
	int count = 0;

	assert_int_equal(store_each_queued(listed.store, count_queued, &count, NULL), 0);
	return count;
}

/* How large it is, and nothing else: nothing is kept, nothing is learnt. */
static void a_size_is_asked_for_alone(void **state)
{
	struct acquire_request r = {
		.what = "https://press.example/a", .kind = JOB_WISH, .size_only = true};
	int first;
	struct store_info info;

	(void)state;
	listed_write_page("press/a", 3000, NULL);
	assert_int_equal(store_queue_add(listed.store, r.what, NULL), 0);
	first = acquire_add(listed.list, &r, NULL);
	listed_run();
	assert_int_equal(listed_state_of(first), JOB_DONE);
	assert_int_equal(listed.end.length, 3000);
	assert_int_equal(listed_asked("HEAD /press/a"), 1);
	r.what = "https://press.example/none";
	acquire_add(listed.list, &r, NULL);
	listed_run();
	assert_int_equal(listed.end.outcome, ACQUIRE_ABSENT);
	assert_int_equal(listed.end.length, -1);
	assert_int_equal(store_absent_get(listed.store, r.what), 0);
	assert_int_equal(queued(), 1);
	assert_int_equal(store_info(listed.store, &info, NULL), 0);
	assert_int_equal(info.versions, 0);
	assert_false(store_usage_any(listed.store));
	/* one that fetches it takes it from the queue, and is paid for */
	listed_add(JOB_WISH, "https://press.example/a");
	listed_run();
	assert_true(store_usage_any(listed.store));
	assert_int_equal(queued(), 0);
}

/* What was nowhere is remembered, and stays queued, until it is there. */
static void what_was_nowhere_stays_queued(void **state)
{
	const char *what = "https://press.example/late";

	(void)state;
	assert_int_equal(store_queue_add(listed.store, what, NULL), 0);
	listed_add(JOB_QUEUED, what);
	listed_run();
	assert_int_equal(listed.ends[JOB_FAILED], 1);
	assert_int_equal(store_absent_get(listed.store, what), NOW);
	assert_int_equal(queued(), 1);
	listed_write_page("press/late", 500, NULL);
	listed_add(JOB_QUEUED, what);
	listed_run();
	assert_int_equal(listed.ends[JOB_DONE], 1);
	assert_int_equal(store_absent_get(listed.store, what), 0);
	assert_int_equal(queued(), 0);
}

/* Where the file lies that a directory names, its host's robots.txt is asked for as well
 * before palais looks there of its own accord. */
static void a_directory_needs_two_rules(void **state)
{
	struct acquire_request r = {
		.kind = JOB_DOCUMENT, .what = "S/RES/3200(2031)", .lang = "en", .languages = "en"};
	char word[100];

	(void)state;
	listed_write_file("api-github/repos/UNxml/SCresolutions/contents/2031/English?ref=main",
	                  "[{\"name\":\"S_RES-3200-3113E.xml\",\"path\":\"b\",\"type\":\"file\","
	                  "\"size\":10,\"download_url\":\"https://raw.githubusercontent.com/UNxml/"
	                  "SCresolutions/main/2031/English/S_RES-3200-3113E.xml\"}]");
	listed_write_file(
		"api-github/repos/UNxml/SCresolutions/contents/2031/English?ref=main.headers",
		"Content-Type: application/json\n");
	listed_write_file(
		"raw/UNxml/SCresolutions/main/2031/English/S_RES-3200-3113E.xml",
		"<?xml version=\"1.0\"?><akomaNtoso xmlns=\"http://docs.oasis-open.org/legaldocml/"
		"ns/akn/3.0\"><statement name=\"resolution\"><preface><p><docNumber>S/RES/3200 "
		"(2031)</docNumber></p></preface><mainBody><paragraph><num>1.</num><content><p>"
		"The Council of the locks asks that the gates be opened before the night.</p>"
		"</content></paragraph></mainBody></statement></akomaNtoso>\n");
	/* by either of its words it is queued no more */
	acquire_word(r.what, r.lang, word, sizeof word);
	assert_int_equal(store_queue_add(listed.store, r.what, NULL), 0);
	assert_int_equal(store_queue_add(listed.store, word, NULL), 0);
	assert_true(acquire_add(listed.list, &r, NULL) > 0);
	listed_run();
	assert_int_equal(queued(), 0);
	assert_int_equal(listed.ends[JOB_DONE], 1);
	assert_int_equal(listed_asked("GET /raw/robots.txt"), 1);
	assert_int_equal(listed_asked("GET /raw/UNxml/"), 1);
	assert_int_equal(listed_asked("GET /api/symbol/access"), 0);
}

static void what_is_under_way_may_be_dropped(void **state)
{
	struct acquire_event e;
	char url[60];
	int id;

	(void)state;
	/* a page that never ends: the list is freed while it comes, and while one waits */
	snprintf(url, sizeof url, "http://127.0.0.1:%d/x/stall", origin_port(listed.origin));
	id = listed_add(JOB_WISH, url);
	listed_add(JOB_WISH, "https://press.example/a");
	/* to be told when something is due begins nothing */
	assert_int_equal(acquire_deadline(listed.list), 0);
	assert_int_equal(listed_state_of(id), JOB_WAITING);
	assert_int_equal(acquire_step(listed.list, NULL, &e), 0);
	assert_int_equal(acquire_deadline(listed.list), -1);
	assert_int_equal(listed_state_of(id), JOB_MOVING);
	acquire_cancel(listed.list, id);
	assert_int_equal(listed_state_of(id), JOB_CANCELLED);
	listed_run();
	assert_int_equal(listed.ends[JOB_CANCELLED], 1);
	assert_false(acquire_busy(listed.list));
	assert_true(acquire_retry(listed.list, id));
	assert_int_equal(acquire_step(listed.list, NULL, &e), 0);
	assert_int_equal(acquire_deadline(listed.list), -1);
	listed_begin_anew();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_broken_line_is_taken_up_again),
		TEST(a_busy_server_is_asked_ever_later),
		TEST(a_long_pause_is_remembered),
		TEST(a_pause_may_be_a_date),
		TEST(dead_hosts_are_asked_once),
		TEST(a_moved_address_is_asked_where_it_is),
		TEST(who_asks_once_more_makes_another_plan),
		TEST(what_was_said_is_told),
		TEST(a_page_is_no_feed),
		TEST(what_has_moved_is_found_by_its_old_address),
		TEST(a_size_is_asked_for_alone),
		TEST(what_was_nowhere_stays_queued),
		TEST(a_directory_needs_two_rules),
		TEST(what_is_under_way_may_be_dropped),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
