#include "config.h"

#include "fetch/acquire/http_int.h"
#include "model/base/header.h"
#include "tests/fetch/http_lib.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* -- coming and staying ------------------------------------------------------------ */

static void test_new(void **state)
{
	struct bring_event e = bring_url("https://press.un.org:443/x/etag#part");
	struct store_version v;
	char bytes[1000];

	(void)state;
	assert_outcome(&e, BRING_NEW, "");
	assert_int_equal(e.status, 200);
	assert_string_equal(e.url, "https://press.un.org/x/etag");
	assert_string_equal(e.found, e.url);
	assert_string_equal(doc_fact(e.doc, DOC_TITLE), "A plain page");
	assert_true(e.down > 147);
	assert_true(e.up > 50);
	v = there("https://press.un.org/x/etag");
	assert_int_equal(v.id, e.version);
	assert_true(v.whole);
	assert_string_equal(v.etag, "\"v1\"");
	assert_string_equal(v.type, "text/html");
	assert_int_equal(v.size, 147);
	assert_int_equal(v.parser, BRING_PARSER);
	assert_true(v.origin_date > 1700000000);
	assert_int_equal(store_bytes(t.store, v.id, 0, bytes, sizeof bytes, NULL), 147);
	assert_memory_equal(bytes, "<!DOCTYPE html>", 15);
	store_version_done(&v);
}

/* 304: nothing but the date moves. */
static void test_same(void **state)
{
	struct bring_event e = bring_url(at("/x/etag"));
	struct store_version v;
	int64_t id = e.version;

	(void)state;
	setenv("PALAIS_NOW", "1790001000", 1);
	e = bring_url(at("/x/etag"));
	assert_outcome(&e, BRING_SAME, "");
	assert_int_equal(e.status, 304);
	assert_int_equal(e.version, id);
	assert_int_equal(versions(), 1);
	v = there(at("/x/etag"));
	assert_int_equal(v.fetched, 1790000000);
	assert_int_equal(v.checked, 1790001000);
	store_version_done(&v);
	e = bring((struct bring_request){.url = at("/x/etag"), .afresh = true});
	assert_outcome(&e, BRING_SAME, "");
	assert_int_equal(e.status, 200);
	assert_int_equal(e.version, id);
	assert_int_equal(versions(), 1);
	assert_int_equal(origin_count(t.origin, "GET /x/etag", "If-None-Match: \"v1\""), 1);
}

static void test_newer(void **state)
{
	struct bring_event e;
	int64_t id;

	(void)state;
	write_page("One");
	e = bring((struct bring_request){.url = at("/page.html"), .key = "S/RES/2254(2015)"});
	assert_outcome(&e, BRING_NEW, "");
	id = e.version;
	write_page("Another");
	e = bring((struct bring_request){.url = at("/page.html"), .key = "S/RES/2254(2015)"});
	assert_outcome(&e, BRING_NEW, "");
	assert_int_not_equal(e.version, id);
	assert_there("S/RES/2254(2015)", "Another", true);
	assert_there(at("/page.html"), "Another", true);
}

/* A validator of one address is not sent to another. */
static void test_other_address(void **state)
{
	struct bring_event e;

	(void)state;
	e = bring((struct bring_request){.url = at("/x/etag?en"), .key = "S/1", .lang = "en"});
	assert_outcome(&e, BRING_NEW, "");
	e = bring((struct bring_request){.url = at("/x/etag?ar"), .key = "S/1", .lang = "ar"});
	assert_int_equal(e.status, 200);
	e = bring((struct bring_request){.url = at("/x/etag?en2"), .key = "S/1", .lang = "en"});
	assert_int_equal(e.status, 304);
	assert_int_equal(origin_count(t.origin, "GET /x/etag?ar", "If-"), 0);
}

static void test_redirect(void **state)
{
	struct bring_event e = bring_url(at("/x/redirect/2"));

	(void)state;
	assert_outcome(&e, BRING_NEW, "");
	assert_string_equal(e.found, at("/x/redirect/0"));
	assert_there(at("/x/redirect/2"), "A plain page", true);
	assert_there(at("/x/redirect/0"), "A plain page", true);
}

/* -- what must not harm --------------------------------------------------------------- */

static void test_refused(void **state)
{
	struct bring_event e = bring_url(at("/x/status/404"));

	(void)state;
	assert_outcome(&e, BRING_ABSENT, "not found there");
	assert_int_equal(e.version, 0);
	assert_nothing(at("/x/status/404"));
	e = bring_url(at("/x/status/410"));
	assert_outcome(&e, BRING_ABSENT, "no longer there");
	e = bring_url(at("/x/status/429"));
	assert_outcome(&e, BRING_REFUSED, "pause");
	assert_int_equal(e.retry_after, 120);
	e = bring_url(at("/x/status/503"));
	assert_outcome(&e, BRING_REFUSED, "not available");
	e = bring_url(at("/x/status/202"));
	assert_outcome(&e, BRING_REFUSED, "browsers");
	e = bring_url(at("/x/status/418"));
	assert_outcome(&e, BRING_REFUSED, "418");
	e = bring((struct bring_request){
		.url = at("/x/missing"), .key = "S/RES/9999(2099)", .type = "application/pdf"});
	assert_outcome(&e, BRING_ABSENT, "a web page came instead");
	e = bring_url("http://127.0.0.1:1/");
	assert_outcome(&e, BRING_FAILED, "Connection refused");
	assert_int_equal(e.err.code, ERR_NETWORK);
	assert_int_equal(e.status, 0);
	assert_int_equal(versions(), 0);
}

static void test_good_stays(void **state)
{
	static const char *const headers[] = {"Status: 404\n", "Status: 500\n"};
	struct bring_event e;

	(void)state;
	write_page("Good");
	e = bring_url(at("/page.html"));
	assert_outcome(&e, BRING_NEW, "");
	for (size_t i = 0; i < 2; i++) {
		write_page("Bad and longer");
		write_headers(headers[i]);
		e = bring_url(at("/page.html"));
		assert_true(e.outcome == BRING_ABSENT || e.outcome == BRING_REFUSED);
		assert_there(at("/page.html"), "Good", true);
	}
	write_headers(NULL);
	open_client("./palais-fetch", "./tests/bad_helper");
	e = bring_url(at("/page.html"));
	assert_outcome(&e, BRING_UNREADABLE, "not a document");
	assert_there(at("/page.html"), "Good", true);
	assert_int_equal(versions(), 1);
}

/* A piece is kept while there is nothing better, and goes when there is. */
static void test_piece(void **state)
{
	struct bring_event e = bring_url(at("/x/truncated"));
	struct store_version v;

	(void)state;
	assert_outcome(&e, BRING_PART, "400 of 1000 bytes came");
	v = there(at("/x/truncated"));
	assert_false(v.whole);
	assert_int_equal(v.size, 400);
	store_version_done(&v);
	e = bring((struct bring_request){.url = at("/x/plain"), .key = at("/x/truncated")});
	assert_outcome(&e, BRING_NEW, "");
	assert_there(at("/x/truncated"), "A plain page", true);
	e = bring_url(at("/x/truncated"));
	assert_outcome(&e, BRING_PART, "400 of 1000");
	assert_there(at("/x/truncated"), "A plain page", true);
}

/* What cannot be read is kept, for a better parser; and asked for anew. */
static void test_unreadable(void **state)
{
	struct bring_event e;
	struct store_version v;
	char bytes[400];

	(void)state;
	open_client("./palais-fetch", "./tests/bad_helper");
	e = bring_url(at("/x/etag"));
	assert_outcome(&e, BRING_UNREADABLE, "not a document");
	assert_non_null(e.doc);
	v = there(at("/x/etag"));
	assert_int_equal(v.parser, 0);
	assert_int_equal(store_bytes(t.store, v.id, 0, bytes, sizeof bytes, NULL), 147);
	store_version_done(&v);
	open_client("./palais-fetch", "./palais-parse");
	e = bring_url(at("/x/etag"));
	assert_int_equal(e.status, 200);
	assert_int_equal(origin_count(t.origin, "GET /x/etag", "If-"), 0);
	v = there(at("/x/etag"));
	assert_int_equal(v.parser, BRING_PARSER);
	assert_string_equal(v.title, "A plain page");
	store_version_done(&v);
}

/* -- many -------------------------------------------------------------------------------- */

static void test_many(void **state)
{
	struct bring_event e;
	int ids[12], done = 0;
	char path[40];

	(void)state;
	for (int i = 0; i < 12; i++) {
		snprintf(path, sizeof path, i % 3 ? "/x/plain?%d" : "/x/big?%d00000", i + 1);
		ids[i] = bring_start(t.bring, &(struct bring_request){.url = at(path)}, NULL);
		assert_true(ids[i] > 0);
	}
	/* What is under way is not asked twice. */
	assert_int_equal(
		bring_start(t.bring, &(struct bring_request){.url = at("/x/plain?2")}, NULL),
		ids[1]);
	bring_cancel(t.bring, ids[4]);
	while (bring_wait(t.bring, &e)) {
		assert_true(e.outcome == BRING_NEW || e.outcome == BRING_UNREADABLE);
		assert_true(e.version > 0);
		done++;
	}
	assert_int_equal(done, 11);
	assert_nothing(at("/x/plain?5"));
	assert_int_equal(versions(), 11);
}

static void test_dates(void **state)
{
	(void)state;
	assert_int_equal(header_date("Thu, 01 Jan 1970 00:00:00 GMT"), 0);
	assert_int_equal(header_date("Sun, 06 Nov 1994 08:49:37 GMT"), 784111777);
	assert_int_equal(header_date("Thu, 29 Feb 2024 23:59:59 GMT"), 1709251199);
	assert_int_equal(header_date("Tue, 01 Sep 2026 10:00:00 GMT"), 1788256800);
	assert_int_equal(header_date("Sunday, 06-Nov-94 08:49:37 GMT"), 0);
	assert_int_equal(header_date("Tue, 01 Sep 2026 10:00:00 CET"), 0);
	assert_int_equal(header_date("Tue, 41 Sep 2026 10:00:00 GMT"), 0);
	assert_int_equal(header_date("nonsense"), 0);
	assert_int_equal(header_date(NULL), 0);
}

static void test_moved(void **state)
{
	struct bring_event e = bring_url(at("/x/moved/301/308?/x/etag"));

	(void)state;
	assert_outcome(&e, BRING_NEW, "");
	assert_string_equal(e.moved, at("/x/etag"));
	e = bring_url(at("/x/moved/301/302/308?/x/etag"));
	assert_string_equal(e.moved, "");
	assert_string_equal(e.found, at("/x/etag"));
	e = bring_url(at("/x/etag"));
	assert_string_equal(e.moved, "");
}

/* -- how long the origin vouches for it ------------------------------------------------------ */

static void test_fresh(void **state)
{
	static const struct {
		const char *headers, *older;
		int64_t seconds; /* 0: it says nothing of it */
	} cases[] = {
		{"", "", 0},
		{"Cache-Control: max-age=600\r\n", "", 600},
		{"Cache-Control: public, MAX-AGE=\"600\" , immutable\r\nAge: 100\r\n", "", 500},
		{"Cache-Control: max-age=600\r\nAge: 600\r\n", "", 0},
		{"Cache-Control: s-maxage=600\r\n", "", 0},
		{"Cache-Control: s-maxage=600, max-age=0\r\nExpires: Wed, 02 Sep 2026 10:00:00 "
	         "GMT\r\n"
	         "Date: Tue, 01 Sep 2026 10:00:00 GMT\r\n",
	         "", 0},
		{"Cache-Control: max-age=600\r\nCache-Control: no-cache\r\n", "", 0},
		{"Cache-Control: no-store, max-age=600\r\n", "", 0},
		{"Cache-Control: max-age=99999999999999999999\r\n", "", 30 * 86400},
		{"Cache-Control: max-age=\r\n", "", 0},
		{"Cache-Control: max-age\r\n", "", 0},
		{"Cache-Control: max-age=\"\r\n", "", 0},
		{"Cache-Control: max-age=-5\r\n", "", 0},
		{"Cache-Control: ,,max-age=7,\r\n", "", 7},
		{"Expires: Tue, 01 Sep 2026 11:00:00 GMT\r\nDate: Tue, 01 Sep 2026 10:00:00 "
	         "GMT\r\n",
	         "", 3600},
		{"Expires: 0\r\nDate: Tue, 01 Sep 2026 10:00:00 GMT\r\n", "", 0},
		{"Expires: Tue, 01 Sep 2026 11:00:00 GMT\r\n", "", 0},
		/* 304: what it does not say stands as it was said */
		{"ETag: \"1\"\r\n", "Cache-Control: max-age=60\r\nAge: 50\r\n", 60},
		{"Cache-Control: max-age=5\r\n", "Cache-Control: max-age=60\r\n", 5},
		{"Cache-Control: no-cache\r\n", "Cache-Control: max-age=60\r\n", 0},
		{"Last-Modified: Tue, 01 Sep 2020 10:00:00 GMT\r\nDate: Tue, 01 Sep 2026 10:00:00 "
	         "GMT\r\n",
	         "", 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		int64_t fresh = bring_fresh(cases[i].headers, cases[i].older, 1000000);

		if (fresh != (cases[i].seconds ? 1000000 + cases[i].seconds : 0))
			fail_msg("case %zu: %lld", i, (long long)fresh);
	}
}

static void test_fresh_kept(void **state)
{
	struct bring_event e;
	struct store_version v;

	(void)state;
	write_page("Good");
	write_headers("Cache-Control: max-age=600\n");
	e = bring_url(at("/page.html"));
	assert_outcome(&e, BRING_NEW, "");
	v = there(at("/page.html"));
	assert_int_equal(v.fresh, 1790000600);
	store_version_done(&v);
	write_headers("Cache-Control: max-age=60\n");
	setenv("PALAIS_NOW", "1790001000", 1);
	e = bring_url(at("/page.html"));
	assert_outcome(&e, BRING_SAME, "");
	v = there(at("/page.html"));
	assert_int_equal(v.fresh, 1790001060);
	assert_int_equal(v.checked, 1790001000);
	store_version_done(&v);
}

static void test_validators(void **state)
{
	static const char date[] = "Tue, 01 Sep 2026 10:00:00 GMT";
	int64_t then = header_date(date);

	(void)state;
	assert_string_equal(bring_validator("\"1\"", date, then), "\"1\"");
	assert_null(bring_validator("W/\"1\"", date, then + 1000));
	assert_null(bring_validator("", date, then + 59));
	assert_string_equal(bring_validator("", date, then + 60), date);
	assert_null(bring_validator("", date, 0));
	assert_null(bring_validator("", "", then));
	assert_null(bring_validator("", "yesterday", then));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, bring_set_up, bring_tear_down)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(test_new),
		TEST(test_same),
		TEST(test_newer),
		TEST(test_other_address),
		TEST(test_redirect),
		TEST(test_refused),
		TEST(test_good_stays),
		TEST(test_piece),
		TEST(test_unreadable),
		TEST(test_many),
		cmocka_unit_test(test_dates),
		TEST(test_moved),
		TEST(test_fresh_kept),
		cmocka_unit_test(test_fresh),
		cmocka_unit_test(test_validators),
	};

	return cmocka_run_group_tests_name("bring", tests, NULL, NULL);
}
