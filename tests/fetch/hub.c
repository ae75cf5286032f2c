/* SPDX-License-Identifier: ISC */
/* What a hub brings, in how many requests and bytes; its keys, and its generations. */
#include "config.h"

#include "model/hub/known.h"
#include "model/store/hubs.h"
#include "tests/fetch/hub_reader.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* -- what it costs --------------------------------------------------------------------- */

static void test_first(void **state)
{
	struct store_version v;

	BEGIN(5, 2000);
	reader_must_run(&r);
	assert_false(r.asked);
	assert_string_equal(r.result.key, r.key);
	assert_int_equal(r.result.generation, 1);
	assert_int_equal(r.result.wanted, 5);
	assert_int_equal(r.result.came, 5);
	assert_int_equal(r.result.waiting, 0);
	assert_int_equal(r.result.asked, 4); /* root, key, list, pack */
	assert_int_equal(reader_has(&r), 5);
	assert_int_equal(store_find(r.store, "https://press.example/en/3.htm", "en", &v, NULL), 1);
	assert_string_equal(v.title, "Release 3");
	assert_string_equal(v.url, "https://press.example/en/3.htm");
	assert_non_null(strstr(v.mirror, r.address));
	store_version_done(&v);
	reader_end(&r);
}

/* Nothing has changed: one request, 1 KB both ways. */
static void test_nothing(void **state)
{
	BEGIN(5, 2000);
	reader_must_run(&r);
	reader_must_run(&r);
	assert_int_equal(r.result.asked, 1);
	assert_int_equal(r.result.before, r.result.generation);
	assert_in_range(r.result.down + r.result.up, 1, 1024);
	assert_int_equal(r.result.wanted, 0);
	reader_end(&r);
}

/* One of a hundred has changed: the pack of that alone. */
static void test_one_of_hundred(void **state)
{
	uint64_t all;

	BEGIN(100, 20000);
	all = r.hub.done.bytes;
	reader_must_run(&r);
	hub_put(r.hub.store, 50, 2, 20000);
	reader_republish(&r);
	reader_must_run(&r);
	assert_int_equal(r.result.wanted, 1);
	assert_int_equal(r.result.came, 1);
	assert_int_equal(r.result.asked, 3);
	assert_int_equal(r.result.before, 1);
	assert_in_range(r.result.down, all / 100, all * 15 / 1000);
	assert_int_equal(reader_has(&r), 101);
	reader_end(&r);
}

/* What is here already is not asked for, whoever brought it: the gaps, by so many requests. */
static void fills_gaps(void **state, size_t bytes, int requests)
{
	BEGIN(5, bytes);
	hub_put(r.store, 1, 1, bytes);
	hub_put(r.store, 3, 1, bytes);
	reader_must_run(&r);
	assert_int_equal(r.result.wanted, 3);
	assert_int_equal(r.result.came, 3);
	assert_int_equal(reader_has(&r), 5);
	assert_int_equal(origin_count(r.origin, "GET /pack-", "Range: bytes="), requests);
	reader_end(&r);
}

static void test_has_some(void **state)
{
	fills_gaps(state, 20000, 2);
}

/* Small ones that lie near one another come by one request, and what is here already and lies
 * between them is passed over. */
static void test_between(void **state)
{
	fills_gaps(state, 1000, 1);
}

static void test_plan(void **state)
{
	char pack[HUB_NAME];
	struct buf b;

	BEGIN(5, 2000);
	r.plan_only = true;
	reader_must_run(&r);
	reader_pack(&r, 0, pack);
	hub_test_read(&r.hub, pack, &b);
	assert_int_equal(r.result.wanted, 5);
	assert_int_equal(r.result.planned, 1);
	assert_int_equal(r.result.expected, b.len);
	buf_done(&b);
	assert_int_equal(r.result.asked, 3);
	assert_int_equal(reader_has(&r), 0);
	/* the list is here already */
	r.plan_only = false;
	reader_must_run(&r);
	assert_int_equal(r.result.asked, 2);
	assert_int_equal(reader_has(&r), 5);
	reader_end(&r);
}

/* Two generations later: two lists, and what both have brought once. */
static void test_two_later(void **state)
{
	BEGIN(40, 2000);
	reader_must_run(&r);
	hub_put(r.hub.store, 2, 2, 2000);
	hub_put(r.hub.store, 3, 2, 2000);
	reader_republish(&r);
	hub_put(r.hub.store, 2, 3, 2000);
	reader_republish(&r);
	reader_must_run(&r);
	assert_int_equal(origin_count(r.origin, "GET /changes-", ""), 2);
	assert_int_equal(r.result.wanted, 2);
	assert_int_equal(r.result.came, 2);
	assert_int_equal(reader_has(&r), 42);
	reader_end(&r);
}

/* Where lists of changes would cost more, or no longer lead there, the full one is asked for. */
static void test_full_list(void **state)
{
	BEGIN(3, 200);
	reader_must_run(&r);
	for (int i = 2; i < 4; i++) {
		hub_put(r.hub.store, 1, i, 200);
		reader_republish(&r);
	}
	reader_must_run(&r);
	assert_int_equal(origin_count(r.origin, "GET /changes-", ""), 0);
	assert_int_equal(origin_count(r.origin, "GET /list-", ""), 2);
	assert_int_equal(r.result.came, 1);
	reader_end(&r);
}

static void test_words(void **state)
{
	BEGIN(22, 50000);
	reader_must_run(&r);
	assert_int_equal(r.result.came, 22);
	assert_int_equal(origin_count(r.origin, "GET /words-", ""), 1);
	hub_put(r.hub.store, 5, 2, 50000);
	reader_republish(&r);
	reader_must_run(&r);
	assert_int_equal(r.result.came, 1);
	assert_int_equal(origin_count(r.origin, "GET /words-", ""), 1);
	reader_end(&r);
}

/* -- keys ---------------------------------------------------------------------------------- */

static void test_confirmed_once(void **state)
{
	BEGIN(2, 200);
	r.keys[0] = NULL;
	reader_fails(&r, r.key);
	assert_true(r.asked);
	assert_string_equal(r.before, "");
	assert_int_equal(reader_has(&r), 0);
	r.nobody = true;
	reader_fails(&r, r.key);
	r.nobody = false;
	r.says_yes = true;
	reader_must_run(&r);
	assert_true(r.asked);
	assert_int_equal(reader_has(&r), 2);
	reader_must_run(&r);
	assert_false(r.asked);
	reader_end(&r);
}

static void test_other_key(void **state)
{
	char was[SIGN_FINGERPRINT];

	BEGIN(2, 200);
	reader_must_run(&r);
	sign_fingerprint(&r.hub.public, was);
	r.hub.was = was;
	sign_make(&r.hub.secret, &r.hub.public, &r.err);
	hub_put(r.hub.store, 1, 2, 200);
	reader_republish(&r);
	reader_fails(&r, "another key");
	assert_true(r.asked);
	assert_string_equal(r.before, r.key);
	assert_int_equal(reader_has(&r), 2);
	r.says_yes = true;
	reader_must_run(&r);
	assert_int_equal(r.result.came, 1);
	assert_int_equal(reader_has(&r), 3);
	r.says_yes = false;
	reader_must_run(&r);
	reader_end(&r);
}

/* Whoever has no key can write what looks like one. */
static void test_forged(void **state)
{
	struct hub_root root;
	struct buf b, other;

	BEGIN(2, 200);
	reader_must_run(&r);
	hub_test_read(&r.hub, HUB_ROOT, &b);
	hub_test_root(&r.hub, &root);
	root.generation = 2;
	buf_init(&other, HUB_ROOT_MOST);
	hub_root_write(&root, &other);
	buf_cut(&b, b.len - other.len); /* the signature of before, and another text */
	buf_add(&b, other.bytes, other.len);
	hub_test_write(&r.hub, HUB_ROOT, b.bytes, b.len);
	reader_fails(&r, "signature");
	assert_int_equal(reader_has(&r), 2);
	buf_done(&b);
	buf_done(&other);
	reader_end(&r);
}

/* -- generations ------------------------------------------------------------------------------ */

static void test_older(void **state)
{
	struct buf first, other;

	BEGIN(2, 200);
	hub_test_read(&r.hub, HUB_ROOT, &first);
	hub_put(r.hub.store, 1, 2, 200);
	reader_republish(&r);
	reader_must_run(&r);
	hub_test_read(&r.hub, HUB_ROOT, &other);
	hub_test_write(&r.hub, HUB_ROOT, first.bytes, first.len);
	reader_fails(&r, "generation 1 is older than 2");
	/* another second generation than the one that was here */
	hub_put(r.hub.store, 2, 2, 200);
	reader_republish(&r);
	hub_test_touch(&r.hub, HUB_ROOT);
	reader_fails(&r, "generation 2 is not what it was");
	hub_test_write(&r.hub, HUB_ROOT, other.bytes, other.len);
	reader_must_run(&r);
	assert_int_equal(r.result.asked, 1);
	buf_done(&first);
	buf_done(&other);
	reader_end(&r);
}

static void test_old(void **state)
{
	BEGIN(2, 200);
	setenv("PALAIS_NOW", "2026-12-22T12:00:00", 1);
	reader_must_run(&r);
	assert_false(r.result.is_old);
	setenv("PALAIS_NOW", "2026-12-22T12:00:01", 1);
	reader_must_run(&r);
	assert_true(r.result.is_old);
	setenv("PALAIS_NOW", "2026-11-22T12:00:00", 1);
	reader_end(&r);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, folder_set_up, folder_tear_down)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(test_first),          TEST(test_nothing),   TEST(test_one_of_hundred),
		TEST(test_has_some),       TEST(test_between),   TEST(test_plan),
		TEST(test_two_later),      TEST(test_full_list), TEST(test_words),
		TEST(test_confirmed_once), TEST(test_other_key), TEST(test_forged),
		TEST(test_older),          TEST(test_old),
	};

	return cmocka_run_group_tests_name("hub", tests, NULL, NULL);
}
