/* SPDX-License-Identifier: ISC */
/* The list of downloads: robots.txt. */
#include "config.h"

#include "tests/fetch/listed.h"

#include <string.h>

/* What a header block may add to a budget. */
#define HEADS 600u

/* -- robots.txt ------------------------------------------------------------------- */

#define NOT_US "User-agent: *\nDisallow: /closed\nDisallow: /feed\n"

static void robots_bars_what_nobody_opened(void **state)
{
	struct acquire_request pinned = {
		.kind = JOB_DOCUMENT, .named = true, .what = "https://press.example/closed/2"};
	int article, document, wanted;

	(void)state;
	listed_write_file("press/robots.txt", NOT_US);
	listed_write_file("press/robots.txt.headers", "Content-Type: text/plain\n");
	listed_write_page("press/closed/1", 3000, NULL);
	listed_write_page("press/closed/2", 3000, NULL);
	listed_write_page("press/closed/3", 3000, NULL);
	listed_write_page("press/open", 3000, NULL);
	listed_write_feed("press/feed", NULL);
	article = listed_add(JOB_ARTICLE, "https://press.example/closed/1");
	document = listed_add(JOB_DOCUMENT, "https://press.example/closed/3");
	wanted = acquire_add(listed.list, &pinned, NULL);
	listed_add(JOB_ARTICLE, "https://press.example/open");
	listed_add(JOB_FEED, "https://press.example/feed");
	listed_run();
	assert_int_equal(listed_state_of(article), JOB_BARRED);
	assert_int_equal(listed_state_of(document), JOB_BARRED);
	assert_int_equal(listed_state_of(wanted), JOB_DONE);
	assert_int_equal(listed.ends[JOB_DONE], 3);
	assert_int_equal(listed_asked("GET /press/robots.txt"), 1);
	assert_int_equal(listed_asked("GET /press/closed/1"), 0);
	/* what the reader opens is asked for, though it waits on the list already */
	listed_add(JOB_ARTICLE, "https://press.example/closed/1");
	listed_add(JOB_WISH, "https://press.example/closed/1");
	listed_run();
	assert_int_equal(listed_asked("GET /press/closed/1"), 1);
}

static void robots_is_asked_for_once_a_day(void **state)
{
	(void)state;
	listed_write_file("press/robots.txt", NOT_US);
	listed_write_page("press/a", 3000, NULL);
	for (int i = 0; i < 3; i++) {
		listed_begin_anew();
		listed_clock(NOW + (i == 2 ? 86401 : 3600 * i));
		listed_add(JOB_ARTICLE, "https://press.example/a");
		/* of a host without one, that is remembered as well */
		listed_add(JOB_ARTICLE, "https://news.example/a");
		listed_run();
	}
	assert_int_equal(listed_asked("GET /press/robots.txt"), 2);
	assert_int_equal(origin_count(listed.origin, "GET /press/robots.txt", "If-None-Match"), 1);
	assert_int_equal(listed_asked("GET /news/robots.txt"), 2);
	assert_int_equal(listed_asked("GET /press/a"), 3);
}

static void a_host_in_trouble_is_not_asked_unless_its_rules_are_here(void **state)
{
	int id;

	(void)state;
	listed_write_file("press/robots.txt", "none\n");
	listed_write_file("press/robots.txt.headers", "Status: 500\n");
	listed_write_page("press/a", 3000, NULL);
	id = listed_add(JOB_ARTICLE, "https://press.example/a");
	listed_run();
	assert_int_equal(listed_state_of(id), JOB_BARRED);
	assert_int_equal(listed_asked("GET /press/a"), 0);
	/* its own trouble is over, and begins anew two days later */
	listed_write_file("press/robots.txt.headers", "Content-Type: text/plain\n");
	acquire_forget_hosts(listed.list);
	assert_true(acquire_retry(listed.list, id));
	listed_run();
	assert_int_equal(listed_state_of(id), JOB_DONE);
	listed_begin_anew();
	listed_clock(NOW + 2 * 86400);
	listed_write_file("press/robots.txt.headers", "Status: 500\n");
	id = listed_add(JOB_ARTICLE, "https://press.example/a");
	listed_run();
	assert_int_equal(listed_state_of(id), JOB_DONE);
	assert_int_equal(listed_asked("GET /press/a"), 2);
	/* a copy of two months ago counts no more */
	listed_begin_anew();
	listed_clock(NOW + 60 * 86400);
	id = listed_add(JOB_ARTICLE, "https://press.example/a");
	listed_run();
	assert_int_equal(listed_state_of(id), JOB_BARRED);
}

/* Nobody opens a directory: of a symbol too it is looked at only where that is allowed. */
static void robots_bars_directories_for_symbols_too(void **state)
{
	(void)state;
	listed_write_file("api-github/robots.txt", "User-agent: *\nDisallow: /\n");
	listed_write_file("api-github/robots.txt.headers", "Content-Type: text/plain\n");
	listed_add(JOB_WISH, "S/RES/9999(2031)");
	listed_run();
	assert_int_equal(listed_asked("GET /api-github/robots.txt"), 1);
	assert_int_equal(listed_asked("GET /api-github/repos"), 0);
	/* the other sources are asked as ever, and have the last word */
	assert_true(listed_asked("GET /api/symbol/access") > 0);
	assert_non_null(strstr(listed.why, "no text in English was found"));
	assert_null(strstr(listed.why, "robots"));
}

/* Neither its robots.txt nor what waits for that keeps a list from coming to its end. */
static void a_host_that_does_not_answer_holds_nothing_up(void **state)
{
	int feed, article;

	(void)state;
	feed = listed_add(JOB_FEED, "https://dead.example/feed");
	listed_run();
	assert_int_equal(listed_state_of(feed), JOB_FAILED);
	assert_int_equal(listed.end.err.code, ERR_NETWORK);
	/* the host is known to be dead: its robots.txt is not even asked for */
	article = listed_add(JOB_ARTICLE, "https://dead.example/a");
	listed_run();
	assert_int_equal(listed_state_of(article), JOB_FAILED);
	assert_int_equal(listed.end.err.code, ERR_NETWORK);
	assert_int_equal(listed.end.asked, 0);
	/* asked for once more it is: the network may be another */
	assert_true(acquire_retry(listed.list, feed));
	listed_run();
	assert_int_equal(listed.end.asked, 1);
	assert_non_null(strstr(listed.why, "Connection refused"));
	/* what the reader opens is asked for all the same */
	listed_add(JOB_WISH, "https://dead.example/c");
	listed_run();
	assert_int_equal(listed.end.asked, 1);
	assert_non_null(strstr(listed.why, "Connection refused"));
	/* nor is it another way round */
	listed_begin_anew();
	article = listed_add(JOB_ARTICLE, "https://dead.example/b");
	listed_run();
	assert_int_equal(listed_state_of(article), JOB_FAILED);
	assert_int_equal(listed.end.err.code, ERR_NETWORK);
}

static void rules_that_the_budget_held_are_asked_for_with_the_next(void **state)
{
	int id;

	(void)state;
	listed_write_file("press/robots.txt", NOT_US);
	listed_write_page("press/a", 3000, NULL);
	acquire_budget(listed.list, 1);
	/* a directory is looked at for a symbol, if robots.txt lets it: a wish waits for
	 * that, and the budget has no say in it */
	listed_add(JOB_WISH, "S/RES/9999(2031)");
	listed_run();
	assert_int_equal(listed_asked("GET /api-github/robots.txt"), 1);
	id = listed_add(JOB_ARTICLE, "https://press.example/a");
	listed_run();
	assert_int_equal(listed_state_of(id), JOB_HELD);
	acquire_budget(listed.list, 50000);
	assert_true(acquire_retry(listed.list, id));
	listed_run();
	assert_int_equal(listed_state_of(id), JOB_DONE);
}

static void what_fits_does_not_push_its_own_rules_aside(void **state)
{
	int id;

	(void)state;
	listed_write_page("press/a", 500, NULL);
	/* too little for what a robots.txt costs as a rule, enough for the page */
	acquire_budget(listed.list, 2900);
	id = listed_add_sized(JOB_ARTICLE, "https://press.example/a", 500);
	listed_run();
	assert_true(listed_state_of(id) == JOB_DONE || listed_state_of(id) == JOB_HELD);
	assert_int_equal(listed_asked("GET /press/robots.txt"), 1);
	assert_true(listed_spent() <= 2900 + HEADS);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(robots_bars_what_nobody_opened),
		TEST(robots_is_asked_for_once_a_day),
		TEST(a_host_in_trouble_is_not_asked_unless_its_rules_are_here),
		TEST(robots_bars_directories_for_symbols_too),
		TEST(a_host_that_does_not_answer_holds_nothing_up),
		TEST(rules_that_the_budget_held_are_asked_for_with_the_next),
		TEST(what_fits_does_not_push_its_own_rules_aside),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
