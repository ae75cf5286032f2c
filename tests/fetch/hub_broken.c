/* SPDX-License-Identifier: ISC */
/* A hub that breaks off, a budget that does, and a network that is none. */
#include "config.h"

#include "model/hub/known.h"
#include "model/store/hubs.h"
#include "tests/fetch/hub_reader.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* -- what breaks off ------------------------------------------------------------- */

/* It goes on by itself as long as something comes. */
static void test_cuts(void **state)
{
	char pack[HUB_NAME];
	uint64_t size;

	BEGIN(10, 20000);
	size = r.hub.done.bytes;
	reader_pack(&r, 0, pack);
	reader_manners(&r, pack, "cuts=7000-9000-30000");
	reader_must_run(&r);
	assert_int_equal(reader_has(&r), 10);
	assert_int_equal(r.result.asked, 7);
	assert_in_range(r.result.down, size, size + 7 * 500 + 1400);
	reader_end(&r);
}

/* A line that brings nothing any more is no line; what came of a text waits for the rest. */
static void test_broken(void **state)
{
	char pack[HUB_NAME];
	uint64_t first;

	BEGIN(10, 20000);
	reader_pack(&r, 0, pack);
	reader_manners(&r, pack, "cuts=25000-0-0-0");
	reader_fails(&r, "");
	assert_int_equal(r.err.code, ERR_NETWORK);
	assert_int_equal(reader_has(&r), 2);
	first = r.result.down;
	reader_manners(&r, pack, NULL);
	reader_must_run(&r);
	assert_int_equal(reader_has(&r), 10);
	assert_in_range(first + r.result.down, r.hub.done.bytes,
	                r.hub.done.bytes + 2 * 2000 + 2000);
	reader_end(&r);
}

/* A budget is kept to, and what it did not allow is gone on with, to the byte. */
static void test_budget(void **state)
{
	uint64_t down = 0;
	int runs = 0;

	BEGIN(10, 20000);
	r.budget = 30000;
	do {
		reader_must_run(&r);
		down += r.result.down;
		assert_true(r.result.down + r.result.up <= r.budget);
		assert_int_equal(reader_has(&r), 10 - r.result.waiting);
		runs++;
	} while (r.result.waiting && runs < 20);
	assert_int_equal(reader_has(&r), 10);
	assert_in_range(runs, 4, 6);
	assert_in_range(down, r.hub.done.bytes, r.hub.done.bytes + (uint64_t)runs * 1200 + 4000);
	reader_end(&r);
}

/* So small that not even the list comes: it comes in pieces, and is not paid for twice. */
static void test_list_budget(void **state)
{
	int runs = 0;

	BEGIN(100, 100);
	r.budget = 6000;
	do
		reader_must_run(&r);
	while (r.result.waiting && ++runs < 30);
	assert_int_equal(reader_has(&r), 100);
	assert_in_range(runs, 5, 12);
	r.budget = 1000;
	reader_fails(&r, "budget");
	reader_end(&r);
}

static int count_one(const char *name, void *payload)
{
	(void)name;
	++*(int *)payload;
	return 0;
}

static void test_nothing_kept(void **state)
{
	struct hub_known known;
	int count = 0;

	BEGIN(10, 20000);
	r.budget = 30000;
	reader_must_run(&r);
	assert_int_equal(store_hub_each(r.store, r.address, count_one, &count, NULL), 0);
	assert_int_equal(count, 2); /* the list, and half of a text */
	r.budget = 0;
	reader_must_run(&r);
	assert_int_equal(hub_known_get(r.store, r.address, &known, NULL), 1);
	assert_int_equal(known.followed, 1);
	count = 0;
	assert_int_equal(store_hub_each(r.store, r.address, count_one, &count, NULL), 0);
	assert_int_equal(count, 0);
	reader_end(&r);
}

/* -- the network ----------------------------------------------------------------- */

static void test_offline(void **state)
{
	BEGIN(1, 200);
	reader_client(&r, true, false);
	reader_fails(&r, "offline");
	assert_int_equal(r.err.code, ERR_NETWORK);
	reader_end(&r);
}

/* A restricted reader's hub is not in the host's own network. */
static void test_public(void **state)
{
	BEGIN(1, 200);
	reader_client(&r, false, true);
	reader_fails(&r, "");
	assert_int_equal(origin_count(r.origin, "GET", ""), 0);
	reader_end(&r);
}

static void test_address(void **state)
{
	static const char *const bad[] = {"hub", "ftp://hub/x", "http://127.0.0.1/hub?x=1", ""};

	BEGIN(1, 200);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		snprintf(r.address, sizeof r.address, "%s", bad[i]);
		reader_fails(&r, "not the address of a hub");
		assert_int_equal(r.err.code, ERR_USAGE);
	}
	reader_end(&r);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, folder_set_up, folder_tear_down)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(test_cuts),        TEST(test_broken),       TEST(test_budget),
		TEST(test_list_budget), TEST(test_nothing_kept), TEST(test_offline),
		TEST(test_public),      TEST(test_address),
	};

	return cmocka_run_group_tests_name("hub_broken", tests, NULL, NULL);
}
