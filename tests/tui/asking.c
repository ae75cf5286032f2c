/* SPDX-License-Identifier: ISC */
/* What is asked of its own accord, and when: by the page of transfers, where what is asked
 * for waits. Nothing goes out: the loop that would begin it does not run. */
#include "config.h"

#include "tests/tui/app_lib.h"
#include "tui/app_int.h"

#include <locale.h>
#include <setjmp.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#define WATER "https://press.example/en/water.htm"
#define NOWHERE "--mirror https://press.example/=http://127.0.0.1:1/ -l en "

static int set_up(void **state)
{
	struct test_app *t = malloc(sizeof *t);
	char *doc;

	app_set_up(t);
	doc = app_file("screens/water.doc");
	app_put(t, WATER, doc, true);
	free(doc);
	*state = t;
	return 0;
}

static int tear_down(void **state)
{
	app_tear_down(*state);
	free(*state);
	return 0;
}

/* Whether it is on the page of transfers; what is shown stays. */
static bool asked(struct test_app *t, const char *name)
{
	bool found;

	app_keys(t, "d");
	app_must_show(t, "Since palais was started");
	found = app_shows(t, name);
	app_keys(t, "h");
	return found;
}

/* Asks for one page by hand, and gives it up: the reader has asked for something. */
static void ask_once(struct test_app *t)
{
	app_do(t, ":open https://press.example/en/other.htm");
	app_must_show(t, "Fetching");
	assert_true(asked(t, "en/other.htm"));
	app_keys(t, "r x");
	app_must_show(t, "ended");
}

/* A copy of an hour is fresh, and a second later it is not. */
static void test_fresh(void **state)
{
	struct test_app *t = *state;

	app_start(t, TERM_BIDI_LOGICAL, 24, 120, NOWHERE);
	ask_once(t);
	setenv("PALAIS_NOW", "2026-11-22T13:00:00", 1);
	app_do(t, ":open " WATER);
	app_must_show(t, "cached, 1 hour old");
	assert_false(asked(t, "en/water.htm"));
	setenv("PALAIS_NOW", "2026-11-22T13:00:01", 1);
	app_do(t, ":open " WATER);
	assert_true(asked(t, "en/water.htm"));
}

/* Nor is one asked for that its server has called fresh, until then. */
static void test_called_fresh(void **state)
{
	static const char page[] = "docfile 1\nF title Page\nB paragraph\nT Words.\n.\n";
	struct test_app *t = *state;

	app_put_fresh(t, "https://press.example/en/kept.htm", page, 1795442400);
	app_start(t, TERM_BIDI_LOGICAL, 24, 120, NOWHERE);
	ask_once(t);
	setenv("PALAIS_NOW", "2026-11-23T13:59:59", 1);
	app_do(t, ":open https://press.example/en/kept.htm");
	app_must_show(t, "cached, 1 day old");
	assert_false(asked(t, "en/kept.htm"));
	setenv("PALAIS_NOW", "2026-11-23T14:00:00", 1);
	app_do(t, ":open https://press.example/en/kept.htm");
	assert_true(asked(t, "en/kept.htm"));
}

static void put_letter(struct test_app *t)
{
	char *doc = app_file("screens/letter_en.doc");

	app_put(t, "S/2026/901", doc, true);
	free(doc);
}

/* The text of a UN document that is known alone, and one in the reader's language. */
static void test_texts(void **state)
{
	struct test_app *t = *state;

	put_letter(t);
	app_start(t, TERM_BIDI_LOGICAL, 24, 120, NOWHERE);
	app_do(t, ":open S/2026/901");
	app_must_show(t, "Letter on water");
	assert_false(asked(t, "S/2026/901"));
	app_do(t, ":open S/RES/2254(2015)");
	app_must_show(t, "text not here");
	assert_true(asked(t, "S/RES/2254(2015) en"));
	app_start(t, TERM_BIDI_LOGICAL, 24, 120, NOWHERE "-l fr,en");
	app_do(t, ":open S/2026/901");
	app_must_show(t, "Letter on water");
	assert_true(asked(t, "S/2026/901 fr"));
	/* the page that is not of the UN's own system has no text there */
	app_do(t, ":open event:1");
	assert_false(asked(t, "event:1"));
}

/* What r would bring, where it is not asked for of itself. */
static void test_lacks(void **state)
{
	struct test_app *t = *state;

	put_letter(t);
	app_start(t, TERM_BIDI_LOGICAL, 24, 120, NOWHERE "--metered");
	app_do(t, ":open S/2026/901");
	app_must_show(t, "cached now · metered");
	app_do(t, ":open S/RES/2254(2015)");
	app_must_show(t, "metered: r fetches its text");
	app_do(t, ":open " WATER);
	app_must_show(t, "cached now · metered");
	app_start(t, TERM_BIDI_LOGICAL, 24, 120, NOWHERE "--metered -l fr,en");
	app_do(t, ":open S/2026/901");
	app_must_show(t, "metered: r fetches it in your language");
	assert_false(asked(t, "S/2026/901"));
	app_start(t, TERM_BIDI_LOGICAL, 24, 120, "--metered -o -l fr,en");
	app_do(t, ":open S/2026/901");
	app_must_show(t, "cached now · offline");
	app_start(t, TERM_BIDI_LOGICAL, 24, 120, NOWHERE);
	app_do(t, ":open S/2026/901");
	app_must_show(t, "cached now · online");
}

/* Where nothing was ever asked for, nothing old is asked for anew. */
static void test_first(void **state)
{
	struct test_app *t = *state;

	setenv("PALAIS_NOW", "2026-11-30T12:00:00", 1);
	app_start(t, TERM_BIDI_LOGICAL, 24, 120, NOWHERE WATER);
	app_must_show(t, "cached, 8 days old");
	assert_false(asked(t, "en/water.htm"));
	app_keys(t, "r");
	assert_true(asked(t, "en/water.htm"));
}

/* Where each byte is paid for the reader's word is waited for. */
static void test_metered(void **state)
{
	struct test_app *t = *state;

	app_start(t, TERM_BIDI_LOGICAL, 24, 120, NOWHERE);
	ask_once(t);
	setenv("PALAIS_NOW", "2026-11-30T12:00:00", 1);
	app_do(t, ":metered on");
	app_do(t, ":open " WATER);
	assert_false(asked(t, "en/water.htm"));
	app_do(t, ":open https://press.example/en/third.htm");
	app_must_show(t, "The line is metered");
	assert_false(asked(t, "en/third.htm"));
	app_keys(t, "r");
	assert_true(asked(t, "en/third.htm"));
	app_do(t, ":metered off");
	app_do(t, ":open " WATER);
	assert_true(asked(t, "en/water.htm"));
}

/* Going back asks for nothing. */
static void test_back(void **state)
{
	struct test_app *t = *state;

	app_start(t, TERM_BIDI_LOGICAL, 24, 120, NOWHERE);
	ask_once(t);
	app_do(t, ":open " WATER);
	app_do(t, ":open list:rounds");
	setenv("PALAIS_NOW", "2026-11-30T12:00:00", 1);
	app_keys(t, "h");
	app_must_show(t, "cached, 8 days old");
	assert_false(asked(t, "en/water.htm"));
}

/* Offline nothing is asked, whatever its age: it is queued. */
static void test_offline(void **state)
{
	struct test_app *t = *state;

	setenv("PALAIS_NOW", "2026-11-30T12:00:00", 1);
	app_start(t, TERM_BIDI_LOGICAL, 24, 120, "-o -l en " WATER);
	assert_false(asked(t, "en/water.htm"));
	app_keys(t, "r");
	app_must_show(t, "offline: queued");
	assert_true(asked(t, "en/water.htm"));
	app_do(t, ":open " WATER);
	assert_null(t->session.client);
}

/* What waits for a network is asked for in its language, by r on its line. */
static void test_retry(void **state)
{
	struct test_app *t = *state;

	app_start(t, TERM_BIDI_LOGICAL, 24, 120, "-o -l en");
	app_do(t, ":open S/2026/777");
	app_do(t, ":open https://docs.un.org/fr/S/2026/778");
	app_keys(t, "r");
	app_must_show(t, "offline: queued");
	app_start(t, TERM_BIDI_LOGICAL, 24, 120, NOWHERE "-l es,ar,en");
	app_keys(t, "d");
	app_must_show(t, "Waiting for a network");
	app_must_show(t, "S/2026/777");
	/* the newest stands first */
	app_keys(t, "] r");
	app_must_show(t, "asked for again");
	app_must_show(t, "○ S/2026/778 fr");
	app_do(t, ":open palais:transfers");
	app_keys(t, "G r");
	app_must_show(t, "○ S/2026/777 es");
}

/* Paging and closing keys mean on the plan what they mean everywhere. */
static void test_plan_asks_nothing(void **state)
{
	struct test_app *t = *state;

	app_start(t, TERM_BIDI_LOGICAL, 24, 120, NOWHERE WATER);
	app_keys(t, "S");
	app_must_show(t, "nothing was asked yet");
	app_keys(t, "Space b j k g G Tab BackTab");
	app_must_show(t, "nothing was asked yet");
	app_keys(t, "q");
	app_must_show(t, "cached now");
	app_keys(t, "S Esc");
	app_must_show(t, "nothing was asked");
	app_must_show(t, "Water for the eastern villages");
	app_keys(t, "d");
	app_must_show(t, "Nothing is being fetched, and nothing waits.");
	assert_null(t->session.client);
}

/* A letter asks for its kind alone; Enter for all, or for the kind of its line. */
static void test_plan_kinds(void **state)
{
	struct test_app *t = *state;

	app_start(t, TERM_BIDI_LOGICAL, 60, 120, NOWHERE "-o");
	app_do(t, ":open https://press.example/en/other.htm");
	app_start(t, TERM_BIDI_LOGICAL, 60, 120, NOWHERE "-b 400k");
	app_keys(t, "S");
	app_must_show(t, "waiting: 1 asked for offline");
	app_keys(t, "w");
	assert_true(asked(t, "en/other.htm"));
	assert_false(asked(t, "UN News"));
	app_keys(t, "X");
	app_must_show(t, "1 ended; what came is kept");
	app_keys(t, "S f");
	assert_true(asked(t, "UN News"));
	assert_false(asked(t, "S/RES/"));
	app_keys(t, "S");
	app_must_show(t, "it is being brought up to date");
	app_keys(t, "X S");
	/* the line of the documents */
	app_keys(t, "G k k Enter d");
	app_must_show(t, "S/RES/");
	app_keys(t, "X h");
	app_keys(t, "S Enter d");
	app_must_show(t, "UN News");
	app_keys(t, "X");
	app_must_show(t, "Ended by you");
	assert_false(app_shows(t, "Waiting"));
	app_keys(t, "X");
	app_must_show(t, "nothing is being fetched");
}

/* What the budget does not hold is for later, and the plan follows the budget. */
static void test_plan_budget(void **state)
{
	struct test_app *t = *state;

	app_start(t, TERM_BIDI_LOGICAL, 24, 120, NOWHERE "--price 2 -b 0");
	app_keys(t, "S");
	app_must_show(t, "No budget · 2.00 a MB");
	assert_false(app_shows(t, "larger budget"));
	app_do(t, ":budget 30k");
	app_must_show(t, "a sync spends no more than 30.0 KB");
	app_must_show(t, "Budget: 30.0 KB");
	/* of feeds that cost twelve, and what asking costs */
	app_must_show(t, "feeds: 2, not asked yet");
	app_must_show(t, "~24.0 KB · 0.05");
	app_must_show(t, "wait for a larger budget");
	app_do(t, ":budget much");
	app_must_show(t, "a number of bytes, such as 500k");
	app_do(t, ":budget");
	app_must_show(t, "a sync spends no more than 30.0 KB");
}

/* x on a heading stops what stands below it. */
static void test_stop_a_part(void **state)
{
	struct test_app *t = *state;

	app_start(t, TERM_BIDI_LOGICAL, 24, 120, NOWHERE "-o");
	app_do(t, ":open https://press.example/en/one.htm");
	app_do(t, ":open https://press.example/en/two.htm");
	app_keys(t, "d x");
	app_must_show(t, "nothing is being fetched");
	app_keys(t, "j j j j x");
	app_must_show(t, "2 taken off the queue");
	app_must_show(t, "Nothing is being fetched, and nothing waits.");
	app_start(t, TERM_BIDI_LOGICAL, 24, 120, NOWHERE);
	app_do(t, ":sync feeds");
	app_keys(t, "d j j j j x");
	app_must_show(t, "ended; what came is kept");
	app_must_show(t, "Ended by you");
	assert_false(app_shows(t, "Waiting"));
	app_keys(t, "x");
	app_must_show(t, "these have ended already");
	app_keys(t, "r");
	app_must_show(t, "asked for again");
	app_must_show(t, "Waiting");
}

static void must(sqlite3 *db, const char *sql)
{
	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
}

/* What came of a sync that is stopped by hand is put in order too. */
static void test_stopped_is_merged(void **state)
{
	struct test_app *t = *state;

	app_start(t, TERM_BIDI_LOGICAL, 24, 120, NOWHERE);
	assert_false(t->app->merges);
	app_do(t, ":sync feeds");
	assert_non_null(t->app->sync);
	assert_false(t->app->merges);
	app_stop_all(t->app);
	assert_true(t->app->merges);
}

/* Where another writes, the index is put in order later, and not given up. */
static void test_merged_later(void **state)
{
	struct test_app *t = *state;
	char url[80], *doc = app_file("screens/water.doc");
	sqlite3 *other;

	app_put(t, "https://press.example/en/first.htm", doc, true);
	assert_int_equal(sqlite3_open(t->store, &other), SQLITE_OK);
	must(other, "INSERT INTO search(search, rank) VALUES('automerge', 0)");
	for (int i = 0; i < 12; i++) {
		snprintf(url, sizeof url, "https://press.example/en/%d.htm", i);
		app_put(t, url, doc, true);
	}
	free(doc);
	app_start(t, TERM_BIDI_LOGICAL, 24, 120, NOWHERE);
	app_merge(t->app);
	assert_int_equal(app_merge_wait(t->app), 0);
	must(other, "BEGIN IMMEDIATE");
	app_merge_some(t->app);
	assert_true(t->app->merging.gave_way);
	assert_true(t->app->merges);
	assert_true(t->app->merge_at > 0);
	assert_int_equal(sqlite3_close(other), SQLITE_OK);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_stopped_is_merged, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_merged_later, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_fresh, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_called_fresh, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_texts, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_lacks, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_first, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_metered, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_back, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_offline, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_retry, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_plan_asks_nothing, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_plan_kinds, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_plan_budget, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_stop_a_part, set_up, tear_down),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
