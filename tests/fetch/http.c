/* SPDX-License-Identifier: ISC */
/* What HTTP lets one ask, and what its answers mean: no server is needed for it. */
#include "config.h"

#include "fetch/acquire/http.h"
#include "model/base/header.h"
#include "tests/lib/check.h"

#include <string.h>

#define DATE "Tue, 01 Sep 2026 10:00:00 GMT"
#define THEN 1788256800
#define DAY 86400

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
		int64_t fresh = http_fresh(cases[i].headers, cases[i].older, 1000000);

		if (fresh != (cases[i].seconds ? 1000000 + cases[i].seconds : 0))
			fail_msg("case %zu: %lld", i, (long long)fresh);
	}
}

static char empty[] = "", etag[] = "\"1\"", weak[] = "W/\"1\"", gzip[] = "gzip", date[] = DATE;

static void test_validators(void **state)
{
	int64_t then = THEN;

	(void)state;
	assert_string_equal(http_validator("\"1\"", date, then), "\"1\"");
	assert_null(http_validator("W/\"1\"", date, then + 1000));
	assert_null(http_validator("", date, then + 59));
	assert_string_equal(http_validator("", date, then + 60), date);
	assert_null(http_validator("", date, 0));
	assert_null(http_validator("", "", then));
	assert_null(http_validator("", "yesterday", then));
}

/* -- hosts ------------------------------------------------------------------ */

static void test_hosts(void **state)
{
	static const char *const cases[][2] = {
		{"https://press.un.org/en", "press.un.org"},
		{"https://press.un.org:443?x", "press.un.org"},
		{"http://press.un.org:443/", "press.un.org:443"},
		{"http://127.0.0.1:8080/x", "127.0.0.1:8080"},
		{"http://127.0.0.1:80", "127.0.0.1"},
		{"/en", ""},
	};
	char host[HTTP_HOST_MAX];

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		http_host(cases[i][0], host, sizeof host);
		assert_string_equal(host, cases[i][1]);
	}
}

/* -- pieces ----------------------------------------------------------------- */

/* 400 of 1000 bytes, of a strong validator. */
static struct store_part part_of(char *tag)
{
	return (struct store_part){.id = 1,
	                           .etag = tag,
	                           .last_modified = empty,
	                           .coding = empty,
	                           .size = 400,
	                           .expected = 1000};
}

/* The piece that was asked for. */
static struct client_head piece(void)
{
	return (struct client_head){.status = 206,
	                            .coding = "",
	                            .etag = "\"1\"",
	                            .last_modified = "",
	                            .first = 400,
	                            .last = 999,
	                            .total = 1000};
}

static bool is_right(const struct store_part *p, struct client_head head)
{
	return http_is_right_piece(&(struct http_range){.resumes = true}, p, &head);
}

static void test_right_piece(void **state)
{
	struct store_part p = part_of(etag), dated = part_of(empty);
	struct client_head head = piece();

	(void)state;
	assert_true(is_right(&p, head));
	/* its size is that of the body which the part is of */
	head.total = 1001;
	assert_false(is_right(&p, head));
	head.total = 999;
	assert_false(is_right(&p, head));
	head.total = -1;
	assert_true(is_right(&p, head));
	head.total = 1001;
	p.expected = -1;
	assert_true(is_right(&p, head));
	/* it begins where the part ends */
	head = piece();
	for (head.first = 399; head.first < 402; head.first++)
		assert_int_equal(is_right(&p, head), head.first == 400);
	/* what it says of itself agrees, and need not be said */
	head = piece();
	head.etag = "\"2\"";
	assert_false(is_right(&p, head));
	head.etag = "";
	assert_true(is_right(&p, head));
	head.coding = "gzip";
	assert_false(is_right(&p, head));
	head = piece();
	head.etag = "";
	head.last_modified = DATE;
	assert_true(is_right(&p, head)); /* the part is known by its tag */
	assert_false(is_right(&dated, head));
	dated.last_modified = date;
	assert_true(is_right(&dated, head));
}

static void test_limited_piece(void **state)
{
	struct store_part none = {.etag = empty, .last_modified = empty, .coding = empty};
	struct http_range nothing = {0}, first = {.limit = 500};
	struct http_range rest = {.resumes = true, .limit = 600};
	struct client_head head = {.status = 206, .last = 499, .total = 1000};
	struct store_part p = part_of(etag);

	(void)state;
	assert_true(http_is_right_piece(&first, &none, &head));
	assert_false(http_is_right_piece(&nothing, &none, &head));
	head.last = 500; /* more than was asked for */
	assert_false(http_is_right_piece(&first, &none, &head));
	head.last = 499;
	head.first = 1;
	assert_false(http_is_right_piece(&first, &none, &head));
	head = piece();
	assert_true(http_is_right_piece(&rest, &p, &head));
	rest.limit = 599;
	assert_false(http_is_right_piece(&rest, &p, &head));
	/* one that is as long as it may be need not be the last */
	rest.limit = 600;
	assert_false(http_is_to_end(&rest, &head));
	rest.limit = 601;
	assert_true(http_is_to_end(&rest, &head));
	assert_true(http_is_to_end(&nothing, &head));
}

static void test_same_body(void **state)
{
	struct store_part p = part_of(etag), dated = part_of(empty), unknown = part_of(weak);
	struct client_head head = piece();

	(void)state;
	assert_true(http_is_same_body(&p, &head));
	head.coding = "gzip";
	assert_false(http_is_same_body(&p, &head));
	head = piece();
	head.etag = "\"2\"";
	assert_false(http_is_same_body(&p, &head));
	head.etag = "W/\"1\"";
	assert_false(http_is_same_body(&unknown, &head));
	dated.last_modified = date;
	dated.origin_date = THEN + 60;
	head.last_modified = DATE;
	assert_true(http_is_same_body(&dated, &head));
	dated.origin_date = THEN + 59;
	assert_false(http_is_same_body(&dated, &head));
}

/* -- parts ------------------------------------------------------------------ */

static void test_cuts(void **state)
{
	struct store_part none = {0}, p = part_of(etag);

	(void)state;
	p.cuts = 3;
	assert_int_equal(http_cuts(&none, false, false, 100), 1);
	/* half as much again is a gain: it is counted from the beginning */
	assert_int_equal(http_cuts(&p, false, false, 600), 4);
	assert_int_equal(http_cuts(&p, false, false, 601), 1);
	/* what goes on with the part has broken off once more, unless it was stopped */
	assert_int_equal(http_cuts(&p, true, false, 900), 4);
	assert_int_equal(http_cuts(&p, true, true, 900), 3);
}

static void test_better_part(void **state)
{
	struct store_part none = part_of(etag), p = part_of(etag), unknown = part_of(weak);

	(void)state;
	none.id = 0;
	assert_false(http_is_part_better(&none, 100, NULL, ""));
	assert_true(http_is_part_better(&p, 399, NULL, ""));
	assert_false(http_is_part_better(&p, 400, NULL, ""));
	/* nobody can go on with either */
	assert_true(http_is_part_better(&unknown, 399, NULL, ""));
	assert_false(http_is_part_better(&unknown, 399, "\"1\"", ""));
	/* of one body the longer part */
	assert_true(http_is_part_better(&p, 399, "\"1\"", ""));
	assert_false(http_is_part_better(&p, 399, "\"2\"", ""));
	assert_false(http_is_part_better(&p, 399, "\"1\"", "gzip"));
}

static void test_coding_again(void **state)
{
	struct store_part p = part_of(weak);

	(void)state;
	p.coding = gzip;
	p.cuts = 1;
	assert_null(http_coding_again(&p));
	p.cuts = 2;
	assert_string_equal(http_coding_again(&p), "identity");
	p.coding = empty;
	assert_null(http_coding_again(&p));
	p.coding = gzip;
	p.etag = etag; /* it is gone on with */
	assert_null(http_coding_again(&p));
}

/* -- statuses --------------------------------------------------------------- */

static void test_statuses(void **state)
{
	static const struct {
		int status;
		enum acquire_outcome outcome;
		const char *word;
	} cases[] = {
		{199, ACQUIRE_REFUSED, "199"},
		{200, ACQUIRE_NEW, ""},
		{202, ACQUIRE_REFUSED, "browsers"},
		{203, ACQUIRE_NEW, ""},
		{204, ACQUIRE_REFUSED, "204"},
		{205, ACQUIRE_REFUSED, "205"},
		{299, ACQUIRE_NEW, ""},
		{300, ACQUIRE_REFUSED, "300"},
		{401, ACQUIRE_REFUSED, "password"},
		{403, ACQUIRE_REFUSED, "does not allow"},
		{404, ACQUIRE_ABSENT, "not found"},
		{410, ACQUIRE_ABSENT, "no longer"},
		{429, ACQUIRE_REFUSED, "pause"},
		{500, ACQUIRE_REFUSED, "500"},
		{502, ACQUIRE_REFUSED, "not well"},
		{503, ACQUIRE_REFUSED, "not available"},
	};
	char words[160];

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_int_equal(http_status(cases[i].status, words, sizeof words),
		                 cases[i].outcome);
		assert_non_null(strstr(words, cases[i].word));
		assert_int_equal(*words == '\0', cases[i].outcome == ACQUIRE_NEW);
	}
}

static void test_retry_after(void **state)
{
	(void)state;
	assert_int_equal(http_retry_after("Server: x\r\n", THEN), -1);
	assert_int_equal(http_retry_after("Retry-After: 0\r\n", THEN), 0);
	assert_int_equal(http_retry_after("Retry-After: 120\r\n", THEN), 120);
	assert_int_equal(http_retry_after("Retry-After: 86400\r\n", THEN), DAY);
	assert_int_equal(http_retry_after("Retry-After: 86401\r\n", THEN), DAY);
	assert_int_equal(http_retry_after("Retry-After: 99999999999999\r\n", THEN), DAY);
	assert_int_equal(http_retry_after("Retry-After: " DATE "\r\n", THEN - 90), 90);
	assert_int_equal(http_retry_after("Retry-After: " DATE "\r\n", THEN + 90), 0);
	assert_int_equal(http_retry_after("Retry-After: " DATE "\r\n", THEN - 2 * DAY), DAY);
	assert_int_equal(http_retry_after("Retry-After: soon\r\n", THEN), 0);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_dates),       cmocka_unit_test(test_fresh),
		cmocka_unit_test(test_validators),  cmocka_unit_test(test_hosts),
		cmocka_unit_test(test_right_piece), cmocka_unit_test(test_limited_piece),
		cmocka_unit_test(test_same_body),   cmocka_unit_test(test_cuts),
		cmocka_unit_test(test_better_part), cmocka_unit_test(test_coding_again),
		cmocka_unit_test(test_statuses),    cmocka_unit_test(test_retry_after),
	};

	return cmocka_run_group_tests_name("http", tests, NULL, NULL);
}
