/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "tests/fetch/http_lib.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* -- coming and staying ------------------------------------------------------------ */

static void test_new(void **state)
{
	struct answer e = ask_url("https://press.un.org:443/x/etag#part");
	struct store_version v;
	char bytes[1000];

	(void)state;
	assert_outcome(&e, ACQUIRE_NEW, "");
	assert_int_equal(e.status, 200);
	assert_string_equal(exchange_url(t.last), "https://press.un.org/x/etag");
	assert_string_equal(e.found, exchange_url(t.last));
	assert_string_equal(doc_fact(e.doc, DOC_TITLE), "A plain page");
	assert_true(e.down > 147);
	assert_true(e.up > 50);
	v = there("https://press.un.org/x/etag");
	assert_int_equal(v.id, e.version);
	assert_true(v.whole);
	assert_string_equal(v.etag, "\"v1\"");
	assert_string_equal(v.type, "text/html");
	assert_int_equal(v.size, 147);
	assert_int_equal(v.parser, ACQUIRE_PARSER);
	assert_true(v.origin_date > 1700000000);
	assert_int_equal(store_bytes(t.store, v.id, 0, bytes, sizeof bytes, NULL), 147);
	assert_memory_equal(bytes, "<!DOCTYPE html>", 15);
	store_version_done(&v);
}

/* 304: nothing but the date moves. */
static void test_same(void **state)
{
	struct answer e = ask_url(at("/x/etag"));
	struct store_version v;
	int64_t id = e.version;

	(void)state;
	setenv("PALAIS_NOW", "1790001000", 1);
	e = ask_url(at("/x/etag"));
	assert_outcome(&e, ACQUIRE_SAME, "");
	assert_int_equal(e.status, 304);
	assert_int_equal(e.version, id);
	assert_int_equal(versions(), 1);
	v = there(at("/x/etag"));
	assert_int_equal(v.fetched, 1790000000);
	assert_int_equal(v.checked, 1790001000);
	store_version_done(&v);
	e = ask((struct question){.url = at("/x/etag"), .afresh = true});
	assert_outcome(&e, ACQUIRE_SAME, "");
	assert_int_equal(e.status, 200);
	assert_int_equal(e.version, id);
	assert_int_equal(versions(), 1);
	assert_int_equal(origin_count(t.origin, "GET /x/etag", "If-None-Match: \"v1\""), 1);
}

static void test_newer(void **state)
{
	struct answer e;
	int64_t id;

	(void)state;
	write_page("One");
	e = ask((struct question){.url = at("/page.html"), .key = "https://lock.example/paper"});
	assert_outcome(&e, ACQUIRE_NEW, "");
	id = e.version;
	write_page("Another");
	e = ask((struct question){.url = at("/page.html"), .key = "https://lock.example/paper"});
	assert_outcome(&e, ACQUIRE_NEW, "");
	assert_int_not_equal(e.version, id);
	assert_there("https://lock.example/paper", "Another", true);
	assert_there(at("/page.html"), "Another", true);
}

/* A validator of one address is not sent to another. */
static void test_other_address(void **state)
{
	struct answer e;

	(void)state;
	e = ask((struct question){
		.url = at("/x/etag?en"), .key = "https://lock.example/page", .lang = "en"});
	assert_outcome(&e, ACQUIRE_NEW, "");
	e = ask((struct question){
		.url = at("/x/etag?ar"), .key = "https://lock.example/page", .lang = "ar"});
	assert_int_equal(e.status, 200);
	e = ask((struct question){
		.url = at("/x/etag?en2"), .key = "https://lock.example/page", .lang = "en"});
	assert_int_equal(e.status, 304);
	assert_int_equal(origin_count(t.origin, "GET /x/etag?ar", "If-"), 0);
}

static void test_redirect(void **state)
{
	struct answer e = ask_url(at("/x/redirect/2"));

	(void)state;
	assert_outcome(&e, ACQUIRE_NEW, "");
	assert_string_equal(e.found, at("/x/redirect/0"));
	assert_there(at("/x/redirect/2"), "A plain page", true);
	assert_there(at("/x/redirect/0"), "A plain page", true);
}

/* -- what must not harm --------------------------------------------------------------- */

static void test_refused(void **state)
{
	struct answer e = ask_url(at("/x/status/404"));

	(void)state;
	assert_outcome(&e, ACQUIRE_ABSENT, "not found there");
	assert_int_equal(e.version, 0);
	assert_nothing(at("/x/status/404"));
	e = ask_url(at("/x/status/410"));
	assert_outcome(&e, ACQUIRE_ABSENT, "no longer there");
	e = ask_url(at("/x/status/429"));
	assert_outcome(&e, ACQUIRE_REFUSED, "pause");
	assert_int_equal(e.retry_after, 120);
	e = ask_url(at("/x/status/503"));
	assert_outcome(&e, ACQUIRE_REFUSED, "not available");
	e = ask_url(at("/x/status/202"));
	assert_outcome(&e, ACQUIRE_REFUSED, "browsers");
	e = ask_url(at("/x/status/418"));
	assert_outcome(&e, ACQUIRE_REFUSED, "418");
	e = ask((struct question){
		.url = at("/x/missing"), .key = "S/RES/9999(2099)", .type = "application/pdf"});
	assert_outcome(&e, ACQUIRE_ABSENT, "a web page came instead");
	e = ask_url("http://127.0.0.1:1/");
	assert_outcome(&e, ACQUIRE_FAILED, "Connection refused");
	assert_int_equal(e.err.code, ERR_NETWORK);
	assert_int_equal(e.status, 0);
	assert_int_equal(versions(), 0);
}

static void test_good_stays(void **state)
{
	static const char *const headers[] = {"Status: 404\n", "Status: 500\n"};
	struct answer e;

	(void)state;
	write_page("Good");
	e = ask_url(at("/page.html"));
	assert_outcome(&e, ACQUIRE_NEW, "");
	for (size_t i = 0; i < 2; i++) {
		write_page("Bad and longer");
		write_headers(headers[i]);
		e = ask_url(at("/page.html"));
		assert_true(e.outcome == ACQUIRE_ABSENT || e.outcome == ACQUIRE_REFUSED);
		assert_there(at("/page.html"), "Good", true);
	}
	write_headers(NULL);
	open_client("./palais-fetch", "./tests/bad_helper");
	e = ask_url(at("/page.html"));
	assert_outcome(&e, ACQUIRE_UNREADABLE, "not a document");
	assert_there(at("/page.html"), "Good", true);
	assert_int_equal(versions(), 1);
}

/* A piece is kept while there is nothing better, and goes when there is. */
static void test_piece(void **state)
{
	struct answer e = ask_url(at("/x/truncated"));
	struct store_version v;

	(void)state;
	assert_outcome(&e, ACQUIRE_PART, "400 of 1000 bytes came");
	v = there(at("/x/truncated"));
	assert_false(v.whole);
	assert_int_equal(v.size, 400);
	store_version_done(&v);
	e = ask((struct question){.url = at("/x/plain"), .key = at("/x/truncated")});
	assert_outcome(&e, ACQUIRE_NEW, "");
	assert_there(at("/x/truncated"), "A plain page", true);
	e = ask_url(at("/x/truncated"));
	assert_outcome(&e, ACQUIRE_PART, "400 of 1000");
	assert_there(at("/x/truncated"), "A plain page", true);
}

/* What cannot be read is kept, for a better parser; and asked for anew. */
static void test_unreadable(void **state)
{
	struct answer e;
	struct store_version v;
	char bytes[400];

	(void)state;
	open_client("./palais-fetch", "./tests/bad_helper");
	e = ask_url(at("/x/etag"));
	assert_outcome(&e, ACQUIRE_UNREADABLE, "not a document");
	assert_non_null(e.doc);
	v = there(at("/x/etag"));
	assert_int_equal(v.parser, 0);
	assert_int_equal(store_bytes(t.store, v.id, 0, bytes, sizeof bytes, NULL), 147);
	store_version_done(&v);
	open_client("./palais-fetch", "./palais-parse");
	e = ask_url(at("/x/etag"));
	assert_int_equal(e.status, 200);
	assert_int_equal(origin_count(t.origin, "GET /x/etag", "If-"), 0);
	v = there(at("/x/etag"));
	assert_int_equal(v.parser, ACQUIRE_PARSER);
	assert_string_equal(v.title, "A plain page");
	store_version_done(&v);
}

/* -- many -------------------------------------------------------------------------------- */

static int add(struct acquire *a, const char *path)
{
	struct acquire_request r = {.what = at(path)};

	return acquire_add(a, &r, NULL);
}

static void test_many(void **state)
{
	struct acquire_config config = {.store = t.store, .client = t.client};
	struct acquire *a = acquire_new(&config);
	struct acquire_event e;
	int ids[12], done = 0;
	char path[40];

	(void)state;
	for (int i = 0; i < 12; i++) {
		snprintf(path, sizeof path, i % 3 ? "/x/plain?%d" : "/x/big?%d00000", i + 1);
		ids[i] = add(a, path);
		assert_true(ids[i] > 0);
	}
	assert_int_equal(acquire_step(a, NULL, &e), 0);
	/* What is under way is not asked twice. */
	assert_int_equal(add(a, "/x/plain?2"), ids[1]);
	acquire_cancel(a, ids[4]);
	while (acquire_wait(a, &e, NULL, NULL)) {
		if (e.state == JOB_CANCELLED)
			continue;
		assert_true(e.outcome == ACQUIRE_NEW || e.outcome == ACQUIRE_UNREADABLE);
		assert_true(e.version > 0);
		done++;
	}
	assert_int_equal(done, 11);
	assert_int_equal(origin_count(t.origin, "GET /x/plain?2", NULL), 1);
	assert_nothing(at("/x/plain?5"));
	assert_int_equal(versions(), 11);
	acquire_free(a);
}

/* Two words for one address are two jobs, and one request: who did not get the answer asks
 * whether it still stands. */
static void test_two_words(void **state)
{
	struct acquire_config config = {.store = t.store, .client = t.client};
	struct acquire *a = acquire_new(&config);
	struct acquire_event e;
	struct job_info info;
	int first, other;

	(void)state;
	first = add(a, "/x/etag");
	other = add(a, "/x/etag#part");
	assert_int_not_equal(first, other);
	assert_int_equal(acquire_step(a, NULL, &e), 0);
	assert_true(acquire_get(a, other, &info));
	assert_int_equal(info.state, JOB_MOVING);
	assert_int_equal(acquire_wait(a, &e, NULL, NULL), 1);
	assert_int_equal(e.id, first);
	assert_int_equal(e.outcome, ACQUIRE_NEW);
	assert_int_equal(acquire_wait(a, &e, NULL, NULL), 1);
	assert_int_equal(e.id, other);
	assert_int_equal(e.outcome, ACQUIRE_SAME);
	assert_int_equal(e.status, 304);
	assert_int_equal(acquire_wait(a, &e, NULL, NULL), 0);
	assert_int_equal(origin_count(t.origin, "GET /x/etag", NULL), 2);
	/* of two that wait for one answer the one that stays gets it */
	first = add(a, "/x/big?200000");
	other = add(a, "/x/big?200000#part");
	assert_int_equal(acquire_step(a, NULL, &e), 0);
	acquire_cancel(a, first);
	while (acquire_wait(a, &e, NULL, NULL) && e.id != other)
		continue;
	assert_int_equal(e.outcome, ACQUIRE_NEW);
	assert_int_equal(origin_count(t.origin, "GET /x/big", NULL), 1);
	acquire_free(a);
}

static void test_moved(void **state)
{
	struct answer e = ask_url(at("/x/moved/301/308?/x/etag"));

	(void)state;
	assert_outcome(&e, ACQUIRE_NEW, "");
	assert_string_equal(e.moved, at("/x/etag"));
	e = ask_url(at("/x/moved/301/302/308?/x/etag"));
	assert_string_equal(e.moved, "");
	assert_string_equal(e.found, at("/x/etag"));
	e = ask_url(at("/x/etag"));
	assert_string_equal(e.moved, "");
}

/* -- how long the origin vouches for it ------------------------------------------------------ */

static void test_fresh_kept(void **state)
{
	struct answer e;
	struct store_version v;

	(void)state;
	write_page("Good");
	write_headers("Cache-Control: max-age=600\n");
	e = ask_url(at("/page.html"));
	assert_outcome(&e, ACQUIRE_NEW, "");
	v = there(at("/page.html"));
	assert_int_equal(v.fresh, 1790000600);
	store_version_done(&v);
	write_headers("Cache-Control: max-age=60\n");
	setenv("PALAIS_NOW", "1790001000", 1);
	e = ask_url(at("/page.html"));
	assert_outcome(&e, ACQUIRE_SAME, "");
	v = there(at("/page.html"));
	assert_int_equal(v.fresh, 1790001060);
	assert_int_equal(v.checked, 1790001000);
	store_version_done(&v);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, http_set_up, http_tear_down)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(test_new),           TEST(test_same),      TEST(test_newer),
		TEST(test_other_address), TEST(test_redirect),  TEST(test_refused),
		TEST(test_good_stays),    TEST(test_piece),     TEST(test_unreadable),
		TEST(test_many),          TEST(test_two_words), TEST(test_moved),
		TEST(test_fresh_kept),
	};

	return cmocka_run_group_tests_name("exchange", tests, NULL, NULL);
}
