/* SPDX-License-Identifier: ISC */
/* The list of downloads: its order and its budget. */
#include "config.h"

#include "tests/fetch/listed.h"

#include <stdio.h>

/* What a header block may add to a budget. */
#define HEADS 600u

/* -- order -------------------------------------------------------------------- */

static void each_kind_has_its_turn(void **state)
{
	static const char *const names[] = {"wish", "queued", "feed", "article", "document"};
	char line[60];

	(void)state;
	/* near a limit one is asked for after the other */
	acquire_budget(listed.list, 120000);
	for (int i = 4; i >= 0; i--) {
		char name[40], url[60];

		snprintf(name, sizeof name, "press/%s", names[i]);
		if (i == JOB_FEED)
			listed_write_feed(name, NULL);
		else
			listed_write_page(name, 3000, NULL);
		snprintf(url, sizeof url, "https://press.example/%s", names[i]);
		listed_add_sized((enum job_kind)i, url, 3000);
	}
	listed_run();
	assert_int_equal(listed.ends[JOB_DONE], 5);
	for (int i = 1, last = -1; i < 5; i++) {
		snprintf(line, sizeof line, "GET /press/%s", names[i]);
		assert_true(listed_line_of(line) > last);
		last = listed_line_of(line);
	}
	/* the reader's own wish waits for none of them */
	assert_true(listed_line_of("GET /press/wish") <= 2);
}

static void one_is_on_the_list_once(void **state)
{
	int article, other;

	(void)state;
	listed_write_page("press/a", 3000, NULL);
	listed_write_page("press/b", 3000, NULL);
	other = listed_add(JOB_DOCUMENT, "https://press.example/b");
	article = listed_add(JOB_ARTICLE, "https://press.example/a");
	assert_int_equal(listed_add(JOB_ARTICLE, "https://press.example/a"), article);
	assert_int_equal(listed_add(JOB_WISH, "https://press.example/b"), other);
	assert_int_equal(acquire_count(listed.list), 2);
	listed_run();
	assert_int_equal(listed.ends[JOB_DONE], 2);
	assert_int_equal(listed_asked("GET /press/a"), 1);
	assert_int_equal(listed_asked("GET /press/b"), 1);
	/* what has ended is taken anew, and does not stand there twice */
	assert_int_not_equal(listed_add(JOB_WISH, "https://press.example/b"), other);
	assert_int_equal(acquire_find(listed.list, "https://press.example/a"), 0);
	listed_run();
	/* the robots.txt is one of them */
	assert_int_equal(acquire_count(listed.list), 3);
}

/* What ended stands there until it was told, however soon it is asked for again. */
static void an_end_is_told_before_it_is_forgotten(void **state)
{
	int first = listed_add(JOB_WISH, "https://press.example/a"), second, third;
	struct acquire_event e;
	struct job_info info;

	(void)state;
	listed_write_page("press/a", 500, NULL);
	acquire_cancel(listed.list, first);
	second = listed_add(JOB_WISH, "https://press.example/a");
	assert_int_not_equal(second, first);
	assert_int_equal(acquire_wait(listed.list, &e, NULL, NULL), 1);
	assert_int_equal(e.id, first);
	assert_int_equal(e.state, JOB_CANCELLED);
	assert_int_equal(acquire_wait(listed.list, &e, NULL, NULL), 1);
	assert_int_equal(e.id, second);
	/* its words are lent until the next step */
	third = listed_add(JOB_WISH, "https://press.example/a");
	assert_true(acquire_get(listed.list, second, &info));
	assert_string_equal(e.what, "https://press.example/a");
	assert_false(acquire_get(listed.list, first, &info));
	assert_int_equal(acquire_wait(listed.list, &e, NULL, NULL), 1);
	assert_int_equal(e.id, third);
}

static void what_moves_keeps_its_place(void **state)
{
	struct acquire_event e;
	char url[60];
	int b, c;

	(void)state;
	snprintf(url, sizeof url, "http://127.0.0.1:%d/x/stall", origin_port(listed.origin));
	listed_add(JOB_QUEUED, url);
	assert_int_equal(acquire_step(listed.list, NULL, &e), 0);
	b = listed_add(JOB_QUEUED, "https://press.example/b");
	c = listed_add(JOB_QUEUED, "https://press.example/c");
	assert_true(acquire_move(listed.list, c, -1));
	assert_false(acquire_move(listed.list, c, -1));
	assert_false(acquire_move(listed.list, b, 1));
}

/* What is asked for once more has not ended. */
static void no_end_is_told_of_what_goes_on(void **state)
{
	int id = listed_add(JOB_WISH, "https://press.example/a");

	(void)state;
	listed_write_page("press/a", 500, NULL);
	acquire_cancel(listed.list, id);
	assert_true(acquire_retry(listed.list, id));
	listed_run();
	assert_int_equal(listed.ends[JOB_CANCELLED], 0);
	assert_int_equal(listed.ends[JOB_DONE], 1);
}

static void the_reader_changes_the_order(void **state)
{
	int a, b, c;

	(void)state;
	acquire_budget(listed.list, 100000);
	a = listed_add_sized(JOB_QUEUED, "https://press.example/a", 1000);
	b = listed_add_sized(JOB_QUEUED, "https://press.example/b", 1000);
	c = listed_add_sized(JOB_QUEUED, "https://press.example/c", 1000);
	listed_write_page("press/a", 1000, NULL);
	listed_write_page("press/b", 1000, NULL);
	listed_write_page("press/c", 1000, NULL);
	assert_true(acquire_move(listed.list, c, -5));
	assert_false(acquire_move(listed.list, c, -1));
	assert_true(acquire_move(listed.list, a, 1));
	acquire_cancel(listed.list, b);
	assert_false(acquire_move(listed.list, b, 1));
	listed_run();
	assert_true(listed_line_of("GET /press/c") < listed_line_of("GET /press/a"));
	assert_int_equal(listed_asked("GET /press/b"), 0);
	assert_int_equal(listed_state_of(b), JOB_CANCELLED);
	assert_true(acquire_retry(listed.list, b));
	assert_false(acquire_retry(listed.list, a));
	listed_run();
	assert_int_equal(listed_state_of(b), JOB_DONE);
}

static int take_id(const struct job_info *d, void *payload)
{
	int **next = payload;

	*(*next)++ = d->id;
	return 0;
}

/* What waits stands first; what ended follows, the newest first. A robots.txt is nobody's
 * business. */
static void the_list_is_told_in_its_order(void **state)
{
	int ids[8] = {0}, *next = ids, a, b, c, d;

	(void)state;
	a = listed_add(JOB_WISH, "https://press.example/a");
	listed_run();
	b = listed_add(JOB_ARTICLE, "https://press.example/b");
	listed_run();
	c = listed_add(JOB_QUEUED, "https://press.example/c");
	d = listed_add(JOB_WISH, "https://press.example/d");
	acquire_each(listed.list, take_id, &next);
	assert_int_equal(next - ids, 4);
	assert_int_equal(ids[0], d);
	assert_int_equal(ids[1], c);
	assert_int_equal(ids[2], b);
	assert_int_equal(ids[3], a);
}

static void twelve_are_under_way_at_once_and_wishes_besides(void **state)
{
	struct acquire_totals totals;
	struct acquire_event e;
	char url[60];

	(void)state;
	for (int i = 0; i < 15; i++) {
		snprintf(url, sizeof url, "http://127.0.0.1:%d/x/stall?%d",
		         origin_port(listed.origin), i);
		listed_add(i < 14 ? JOB_QUEUED : JOB_WISH, url);
		assert_int_equal(acquire_step(listed.list, NULL, &e), 0);
		acquire_totals(listed.list, &totals);
		assert_int_equal(totals.moving, i < 12 ? i + 1 : i < 14 ? 12 : 13);
	}
	assert_int_equal(totals.waiting, 2);
}

static void a_rate_is_told_of_half_a_second(void **state)
{
	(void)state;
	assert_int_equal(job_rate(5000, 499), 0);
	assert_int_equal(job_rate(5000, 500), 10000);
	assert_int_equal(job_rate(5000, 2000), 2500);
}

/* -- the budget ----------------------------------------------------------------- */

static void no_more_is_asked_for_than_is_left(void **state)
{
	int id;

	(void)state;
	listed_write_page("press/long", 30000, NULL);
	acquire_budget(listed.list, 12000);
	id = listed_add(JOB_QUEUED, "https://press.example/long");
	listed_run();
	assert_int_equal(listed_state_of(id), JOB_HELD);
	assert_int_equal(listed.ends[JOB_HELD], 1);
	assert_in_range(listed_spent(), 9000, 12000 + HEADS);
	assert_int_equal(origin_count(listed.origin, "GET /press/long", "Range: bytes=0-"), 1);
	/* with more to spend it goes on from there */
	acquire_budget(listed.list, 40000);
	assert_true(acquire_retry(listed.list, id));
	listed_run();
	assert_int_equal(listed_state_of(id), JOB_DONE);
	assert_int_equal(listed_asked("GET /press/long"), 2);
	assert_int_equal(origin_count(listed.origin, "GET /press/long", "If-Range"), 1);
	assert_in_range(listed_spent(), 30000, 30000 + 4 * HEADS);
}

static void what_was_held_runs_side_by_side_again(void **state)
{
	struct acquire_totals totals;
	struct acquire_event e;
	int ids[2];

	(void)state;
	listed_write_page("press/0", 30000, NULL);
	listed_write_page("press/1", 30000, NULL);
	for (int i = 0; i < 2; i++) {
		acquire_budget(listed.list, 5000);
		ids[i] = listed_add(JOB_QUEUED,
		                    i ? "https://press.example/1" : "https://press.example/0");
		listed_run();
		assert_int_equal(listed_state_of(ids[i]), JOB_HELD);
	}
	acquire_budget(listed.list, 10000000);
	assert_true(acquire_retry(listed.list, ids[0]));
	assert_true(acquire_retry(listed.list, ids[1]));
	assert_int_equal(acquire_step(listed.list, NULL, &e), 0);
	acquire_totals(listed.list, &totals);
	assert_int_equal(totals.moving, 2);
	listed_run();
	assert_int_equal(listed_state_of(ids[0]), JOB_DONE);
}

/* Near the limit what fits as a whole goes before what would be cut; when nothing fits the
 * first gets what is left. */
static void what_fits_goes_first(void **state)
{
	int large, small;

	(void)state;
	listed_write_page("press/large", 60000, NULL);
	listed_write_page("press/larger", 60000, NULL);
	listed_write_page("press/small", 5000, NULL);
	acquire_budget(listed.list, 30000);
	large = listed_add_sized(JOB_QUEUED, "https://press.example/large", 60000);
	listed_add_sized(JOB_QUEUED, "https://press.example/larger", 60000);
	small = listed_add_sized(JOB_QUEUED, "https://press.example/small", 5000);
	listed_run();
	assert_int_equal(listed_state_of(small), JOB_DONE);
	assert_int_equal(listed_state_of(large), JOB_HELD);
	assert_true(listed_line_of("GET /press/small") < listed_line_of("GET /press/large"));
	assert_int_equal(listed_asked("GET /press/larger"), 0);
	assert_in_range(listed_spent(), 25000, 30000 + HEADS);
}

static void many_keep_to_it_together(void **state)
{
	struct acquire_totals totals;
	char name[40], url[60];

	(void)state;
	for (int i = 0; i < 20; i++) {
		snprintf(name, sizeof name, "press/%d", i);
		listed_write_page(name, 60000, NULL);
		snprintf(url, sizeof url, "https://press.example/%d", i);
		listed_add(JOB_QUEUED, url);
	}
	acquire_budget(listed.list, 700000);
	listed_run();
	assert_in_range(listed_spent(), 600000, 700000 + HEADS);
	acquire_totals(listed.list, &totals);
	assert_true(totals.overrun <= HEADS);
	assert_true(totals.held > 5);
	assert_int_equal(totals.failed, 0);
	assert_int_equal(totals.held + totals.done, 20);
}

static void what_comes_as_a_whole_alone_is_cut(void **state)
{
	struct acquire_totals totals;

	(void)state;
	listed_write_page("press/long", 600000, "Manners: noranges\n");
	acquire_budget(listed.list, 12000);
	listed_add(JOB_QUEUED, "https://press.example/long");
	listed_run();
	acquire_totals(listed.list, &totals);
	assert_int_equal(totals.held, 1);
	assert_in_range(listed_spent(), 11000, 12000 + 65536);
	assert_int_equal(totals.overrun, listed_spent() > 12000 ? listed_spent() - 12000 : 0);
}

/* While there is more to spend what is larger than was thought takes more; what is larger
 * than all that is left is stopped once, and asked for with a limit. */
static void what_grows_takes_more_or_gets_a_limit(void **state)
{
	int id;

	(void)state;
	listed_write_page("press/more", 400000, NULL);
	listed_write_page("press/most", 3000000, NULL);
	acquire_budget(listed.list, 3000000);
	listed_add_sized(JOB_QUEUED, "https://press.example/more", 5000);
	listed_run();
	assert_int_equal(listed.ends[JOB_DONE], 1);
	assert_int_equal(listed_asked("GET /press/more"), 1);
	acquire_budget(listed.list, 1000000);
	id = listed_add_sized(JOB_QUEUED, "https://press.example/most", 5000);
	listed_run();
	assert_int_equal(listed_state_of(id), JOB_HELD);
	assert_int_equal(listed_asked("GET /press/most"), 2);
}

static void cut_many(const char *manners)
{
	struct acquire_totals totals;
	char name[40], url[60];

	for (int i = 0; i < 8; i++) {
		snprintf(name, sizeof name, "press/%d", i);
		listed_write_page(name, 400000, manners);
		snprintf(url, sizeof url, "https://press.example/%d", i);
		listed_add_sized(JOB_QUEUED, url, 5000);
	}
	acquire_budget(listed.list, 500000);
	listed_run();
	acquire_totals(listed.list, &totals);
	/* each of the eight may have as much as this under way when it is told to stop */
	assert_in_range(listed_spent(), 300000, 500000 + 8 * 65536);
	assert_int_equal(totals.overrun, listed_spent() > 500000 ? listed_spent() - 500000 : 0);
}

static void many_of_these_are_cut_in_time(void **state)
{
	(void)state;
	cut_many("Manners: noranges\n");
}

static void and_so_are_many_of_unknown_length(void **state)
{
	(void)state;
	cut_many("Manners: noranges,unsized\n");
}

static void one_byte_buys_nothing_and_none_is_no_limit(void **state)
{
	int id;

	(void)state;
	listed_write_page("press/a", 300000, NULL);
	acquire_budget(listed.list, 1);
	id = listed_add(JOB_FEED, "https://press.example/a");
	acquire_cancel(listed.list, id);
	id = listed_add(JOB_QUEUED, "https://press.example/a");
	listed_run();
	assert_int_equal(listed_asked("GET"), 0);
	assert_int_equal(listed_state_of(id), JOB_HELD);
	/* the reader's own wishes are asked for all the same */
	id = listed_add(JOB_WISH, "https://press.example/a");
	listed_run();
	assert_int_equal(listed_state_of(id), JOB_DONE);
	acquire_budget(listed.list, 0);
	listed_write_page("press/b", 300000, NULL);
	id = listed_add(JOB_QUEUED, "https://press.example/b");
	listed_run();
	assert_int_equal(listed_state_of(id), JOB_DONE);
	assert_int_equal(origin_count(listed.origin, "GET", "Range: "), 0);
}

/* A limit is for all sources of a document together. */
static void no_source_is_asked_with_nothing_left(void **state)
{
	int id;

	(void)state;
	/* the first source has something that cannot be read, and takes what there is */
	listed_write_page("ods/S_2031_79/en.docx", 1600, NULL);
	acquire_budget(listed.list, 2400);
	id = listed_add(JOB_QUEUED, "S/2031/79");
	listed_run();
	assert_int_equal(listed_state_of(id), JOB_FAILED);
	assert_int_equal(listed_asked("GET /api/symbol/access"), 1);
	assert_true(listed_spent() <= 2400 + HEADS);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(each_kind_has_its_turn),
		TEST(one_is_on_the_list_once),
		TEST(an_end_is_told_before_it_is_forgotten),
		TEST(what_moves_keeps_its_place),
		TEST(no_end_is_told_of_what_goes_on),
		TEST(the_reader_changes_the_order),
		TEST(the_list_is_told_in_its_order),
		TEST(twelve_are_under_way_at_once_and_wishes_besides),
		cmocka_unit_test(a_rate_is_told_of_half_a_second),
		TEST(what_fits_goes_first),
		TEST(no_more_is_asked_for_than_is_left),
		TEST(many_keep_to_it_together),
		TEST(what_comes_as_a_whole_alone_is_cut),
		TEST(what_grows_takes_more_or_gets_a_limit),
		TEST(many_of_these_are_cut_in_time),
		TEST(and_so_are_many_of_unknown_length),
		TEST(one_byte_buys_nothing_and_none_is_no_limit),
		TEST(no_source_is_asked_with_nothing_left),
		TEST(what_was_held_runs_side_by_side_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
