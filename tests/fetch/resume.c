/* SPDX-License-Identifier: ISC */
/* What breaks off goes on: parts, limits, and what a server must not be believed. */
#include "config.h"

#include "model/store/parts.h"
#include "tests/fetch/http_lib.h"

#include <sha2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SIZE 300000
#define AT(manners) at("/x/range/" manners "?300000")

/* The bytes that the store has under a key are those that the origin made. */
static void assert_made(const char *key, size_t size)
{
	struct store_version v = there(key);
	char *made = origin_made(size), back[65536], hash[SHA256_DIGEST_STRING_LENGTH];
	uint8_t *bytes = (uint8_t *)made;
	struct doc *doc = store_doc(t.store, v.id, NULL);
	size_t at = 0;
	long n;

	assert_true(v.whole);
	assert_int_equal(v.size, size);
	while ((n = store_bytes(t.store, v.id, at, back, sizeof back, NULL)) > 0) {
		assert_memory_equal(back, made + at, (size_t)n);
		at += (size_t)n;
	}
	assert_int_equal(at, size);
	assert_string_equal(SHA256Data(bytes, size, hash), v.sha256);
	assert_non_null(doc);
	assert_string_equal(doc_fact(doc, DOC_TITLE), "A long page");
	assert_true(doc_block_count(doc) > size / 100); /* each line is a paragraph */
	doc_free(doc);
	store_version_done(&v);
	free(made);
}

/* How many parts there are; and their bytes. */
static void assert_parts(int64_t count, int64_t bytes)
{
	int64_t n, size;

	assert_int_equal(store_parts_total(t.store, &n, &size, NULL), 0);
	assert_int_equal(n, count);
	assert_int_equal(size, bytes);
}

static struct store_part part_of(const char *url)
{
	struct store_part p;

	assert_int_equal(store_part_find(t.store, url, &p, NULL), 1);
	return p;
}

static int asked_with(const char *holds)
{
	return origin_count(t.origin, "GET", holds);
}

static int ranges(void)
{
	char host[40];

	snprintf(host, sizeof host, "127.0.0.1:%d", origin_port(t.origin));
	return store_host_ranges(t.store, host);
}

/* -- going on ---------------------------------------------------------------------- */

static void test_go_on(void **state)
{
	const char *url = AT("cuts=100000-70000");
	struct answer e = ask_url(url);
	struct store_version v;

	(void)state;
	assert_outcome(&e, ACQUIRE_PART, "100000 of 300000");
	assert_int_equal(e.bytes, 100000);
	assert_int_equal(e.expected, SIZE);
	assert_false(e.limited);
	assert_true(e.version > 0);
	v = there(url);
	assert_false(v.whole);
	assert_string_equal(v.title, "A long page");
	store_version_done(&v);
	assert_parts(1, 100000);
	e = ask_url(url);
	assert_outcome(&e, ACQUIRE_PART, "");
	assert_int_equal(e.status, 206);
	assert_int_equal(e.bytes, 170000);
	assert_int_equal(asked_with("\tRange: bytes=100000-\t"), 1);
	assert_int_equal(asked_with("\tIf-Range: \"made-300000\""), 1);
	e = ask_url(url);
	assert_outcome(&e, ACQUIRE_NEW, "");
	assert_int_equal(e.bytes, SIZE);
	assert_int_equal(e.expected, SIZE);
	assert_int_equal(e.again, 0);
	assert_true(e.down < 131000);
	assert_made(url, SIZE);
	assert_parts(0, 0);
	assert_int_equal(versions(), 1);
	assert_int_equal(ranges(), 1);
	/* the whole is asked for with its own validator */
	e = ask_url(url);
	assert_outcome(&e, ACQUIRE_SAME, "");
	assert_int_equal(e.status, 304);
	assert_int_equal(e.bytes, SIZE);
}

/* Fifty cuts at points that are anywhere: what crosses the line is hardly more than the
 * body, and what is there in the end is the body. */
static void test_fifty_cuts(void **state)
{
	enum { BODY = 2000000, CUTS = 50 };
	char path[600] = "/x/range/cuts=";
	uint32_t dice = 20261122;
	uint64_t down = 0, bodies = 0, again = 0;
	struct answer e = {0};
	size_t len = strlen(path);
	int64_t before = 0;
	int cuts = 0;
	char *url;

	(void)state;
	for (int i = 0; i < CUTS; i++) {
		dice = dice * 1664525u + 1013904223u;
		len += (size_t)snprintf(path + len, sizeof path - len, "%s%u", i ? "-" : "",
		                        1 + (dice >> 8) % (BODY / CUTS * 9 / 5));
	}
	snprintf(path + len, sizeof path - len, "?%d", BODY);
	url = at(path);
	do {
		e = ask_url(url);
		if (e.outcome != ACQUIRE_NEW)
			assert_outcome(&e, ACQUIRE_PART, "");
		assert_true(e.bytes > before);
		bodies += (uint64_t)(e.bytes - before) + e.again;
		before = e.bytes;
		down += e.down;
		again += e.again;
	} while (e.outcome == ACQUIRE_PART && ++cuts <= CUTS);
	assert_outcome(&e, ACQUIRE_NEW, "");
	assert_made(url, BODY);
	assert_parts(0, 0);
	print_message("# %d cuts of %d bytes: %llu bytes of bodies, %llu with heads, %llu twice\n",
	              cuts, BODY, (unsigned long long)bodies, (unsigned long long)down,
	              (unsigned long long)again);
	assert_true(cuts >= 40);
	assert_true(down <= BODY + BODY / 20);
	assert_int_equal(again, 0);
}

/* The length is not known until a piece tells it. */
static void test_unsized(void **state)
{
	const char *url = AT("unsized,cuts=50000");
	struct answer e = ask_url(url);

	(void)state;
	assert_outcome(&e, ACQUIRE_PART, "");
	assert_int_equal(e.expected, -1);
	e = ask_url(url);
	assert_outcome(&e, ACQUIRE_NEW, "");
	assert_made(url, SIZE);
}

static void write_made(size_t size)
{
	char *made = origin_made(size);
	FILE *f = fopen(t.page, "w");

	assert_non_null(f);
	assert_int_equal(fwrite(made, 1, size, f), size);
	assert_int_equal(fclose(f), 0);
	free(made);
}

/* A refresh that breaks off harms nothing, and is gone on with. */
static void test_refresh(void **state)
{
	const char *url = at("/page.html");
	struct store_part p;
	struct answer e;

	(void)state;
	write_made(1000);
	e = ask_url(url);
	assert_outcome(&e, ACQUIRE_NEW, "");
	write_made(SIZE);
	write_headers("Manners: cuts=9-40000-90000\n");
	e = ask_url(url);
	assert_outcome(&e, ACQUIRE_PART, "");
	assert_int_equal(e.status, 200);
	assert_made(url, 1000);
	assert_parts(1, 40000);
	p = part_of(url);
	assert_false(p.readable); /* it is not shown, for there is something better */
	store_part_done(&p);
	e = ask_url(url);
	assert_outcome(&e, ACQUIRE_PART, "");
	assert_int_equal(e.status, 206);
	assert_made(url, 1000);
	assert_parts(1, 130000);
	e = ask_url(url);
	assert_outcome(&e, ACQUIRE_NEW, "");
	assert_made(url, SIZE);
	assert_parts(0, 0);
}

/* What was there before is there again: the part is of no use. */
static void test_back_again(void **state)
{
	struct answer e;
	struct store_origin o = {.key = at("/x/etag"),
	                         .url = at("/x/etag"),
	                         .asked = at("/x/etag"),
	                         .etag = "\"other\""};
	struct store_incoming *in;

	(void)state;
	e = ask_url(at("/x/etag"));
	assert_outcome(&e, ACQUIRE_NEW, "");
	in = store_begin(t.store, &o, NULL);
	store_add(in, "abc", 3, NULL);
	assert_true(store_suspend(in, NULL) > 0);
	e = ask_url(at("/x/etag"));
	assert_outcome(&e, ACQUIRE_SAME, "");
	assert_int_equal(e.status, 304);
	assert_parts(0, 0);
}

/* All bytes are there, and nothing is asked. */
static void test_complete(void **state)
{
	const char *url = AT("");
	struct store_origin o = {.key = url,
	                         .url = url,
	                         .asked = url,
	                         .etag = "\"made-300000\"",
	                         .type = "text/html",
	                         .headers = "HTTP/1.1 200 OK\r\nContent-Length: 300000\r\n"};
	struct store_incoming *in = store_begin(t.store, &o, NULL);
	char *made = origin_made(SIZE);
	struct answer e;
	struct store_version v;

	(void)state;
	store_add(in, made, SIZE, NULL);
	assert_true(store_suspend(in, NULL) > 0);
	setenv("PALAIS_NOW", "1790005000", 1);
	e = ask_url(url);
	assert_outcome(&e, ACQUIRE_NEW, "");
	assert_int_equal(e.status, 0);
	assert_int_equal(e.down, 0);
	assert_int_equal(e.bytes, SIZE);
	assert_string_equal(e.found, url);
	assert_made(url, SIZE);
	assert_int_equal(asked_with("range"), 0);
	v = there(url);
	assert_int_equal(v.fetched, 1790000000); /* when it came */
	store_version_done(&v);
	free(made);
}

/* Given up in the middle: what came stays, and goes on. */
static void test_cancel(void **state)
{
	const char *url = at("/x/range/stalls=100000?300000");
	struct exchange *x = begin(t.store, t.client, (struct question){.url = url});
	struct answer e;
	struct client_event ce;
	uint64_t got = 0;
	int64_t length;

	(void)state;
	while (got < 100000 && client_wait(t.client, &ce)) {
		assert_int_equal(exchange_take(x, &ce), 0);
		assert_true(exchange_progress(x, &got, &length));
	}
	assert_int_equal(exchange_came(x), 100000);
	exchange_free(x);
	assert_false(client_busy(t.client));
	assert_parts(1, 100000);
	e = ask_url(url);
	assert_outcome(&e, ACQUIRE_NEW, "");
	assert_int_equal(asked_with("\tRange: bytes=100000-\t"), 1);
	assert_made(url, SIZE);
}

/* Two at once: one goes on with the part, the other begins anew. */
static void test_two_at_once(void **state)
{
	const char *url = AT("cuts=100000");
	struct client_config config = {.fetch_path = "./palais-fetch",
	                               .parse_path = "./palais-parse"};
	struct store *store = store_open(t.file, STORE_PERSONAL, NULL);
	struct client *client = client_new(&config, NULL);
	struct question q = {.url = url};
	struct answer e = ask_url(url);
	struct exchange *one, *other;

	(void)state;
	assert_outcome(&e, ACQUIRE_PART, "");
	one = begin(t.store, t.client, q);
	other = begin(store, client, q);
	e = finish(other, client);
	assert_outcome(&e, ACQUIRE_NEW, "");
	assert_int_equal(e.status, 200);
	exchange_free(other);
	client_free(client);
	store_close(store);
	e = finish(one, t.client);
	assert_int_equal(e.status, 206);
	exchange_free(one);
	assert_made(url, SIZE);
	assert_parts(0, 0);
	assert_int_equal(versions(), 1);
}

/* -- what a server must not be believed --------------------------------------------- */

/* It gives no parts: what came is paid for twice, and that is told. */
static void test_no_ranges(void **state)
{
	const char *url = AT("noranges,cuts=100000-20000");
	struct answer e = ask_url(url);

	(void)state;
	assert_outcome(&e, ACQUIRE_PART, "");
	/* the longer part stays */
	e = ask_url(url);
	assert_outcome(&e, ACQUIRE_PART, "");
	assert_int_equal(e.status, 200);
	assert_int_equal(e.again, 20000);
	assert_int_equal(e.bytes, 100000);
	assert_parts(1, 100000);
	assert_int_equal(ranges(), -1);
	e = ask_url(url);
	assert_outcome(&e, ACQUIRE_NEW, "");
	assert_int_equal(e.again, 100000);
	assert_made(url, SIZE);
	assert_parts(0, 0);
}

/* It is another body now: the server gives all of it, and the part goes. */
static void test_changed(void **state)
{
	const char *url = AT("changes,cuts=100000-60000");
	struct answer e = ask_url(url);
	struct store_part p;

	(void)state;
	assert_outcome(&e, ACQUIRE_PART, "");
	e = ask_url(url);
	assert_outcome(&e, ACQUIRE_PART, "");
	assert_int_equal(e.status, 200);
	assert_parts(1, 60000);
	p = part_of(url);
	assert_string_equal(p.etag, "\"made-300000-2\"");
	store_part_done(&p);
	e = ask_url(url);
	assert_outcome(&e, ACQUIRE_NEW, "");
	assert_made(url, SIZE);
	assert_parts(0, 0);
	assert_int_equal(ranges(), 0); /* that says nothing of parts */
}

static void test_distrusted(void **state)
{
	static const struct {
		const char *path;
		int status;
	} cases[] = {
		{"/x/range/416,cuts=100000?300000", 416},
		{"/x/range/wrong,cuts=100000?300000", 206},
		{"/x/range/coded,cuts=100000?300000", 206},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *url = at(cases[i].path);
		struct answer e = ask_url(url);

		assert_outcome(&e, ACQUIRE_PART, "");
		e = ask_url(url);
		assert_outcome(&e, ACQUIRE_NEW, "");
		assert_int_equal(e.status, 200);
		assert_made(url, SIZE);
		assert_parts(0, 0);
		/* from the beginning, from the part, and once more from the beginning */
		assert_int_equal(
			origin_count(t.origin, "GET /x/range", strchr(cases[i].path, '/') + 9), 3);
	}
}

/* A part is asked for that never was: refused, and asked for whole, once. */
static void test_wrong_from_the_first(void **state)
{
	struct question r = {.url = AT("wrong"), .limit = 400000, .closed = true};
	struct answer e = ask(r);

	(void)state;
	assert_outcome(&e, ACQUIRE_NEW, "");
	assert_int_equal(e.status, 200);
	assert_int_equal(origin_count(t.origin, "GET", "Range: bytes=0-399999"), 1);
	assert_int_equal(origin_count(t.origin, "GET", "/x/range/wrong"), 2);
}

/* A server that compresses on the way, and is cut each time: in the end it is asked for
 * the body as it is, and gets forward. */
static void test_weak(void **state)
{
	const char *url = AT("weak,cut=20000");
	struct answer e = ask_url(url);
	struct store_part p;
	int tries = 1;

	(void)state;
	assert_outcome(&e, ACQUIRE_PART, "");
	p = part_of(url);
	assert_string_equal(p.coding, "gzip");
	assert_int_equal(p.cuts, 1);
	assert_true(p.readable);
	store_part_done(&p);
	e = ask_url(url);
	assert_outcome(&e, ACQUIRE_PART, "");
	assert_int_equal(e.status, 200);
	assert_int_equal(e.again, 20000);
	assert_int_equal(asked_with("Range:"), 0);
	assert_int_equal(asked_with("Accept-Encoding: identity"), 0);
	for (tries = 2; tries < 30 && e.outcome == ACQUIRE_PART; tries++) {
		e = ask_url(url);
		assert_int_equal(asked_with("Accept-Encoding: identity"), tries - 1);
	}
	assert_outcome(&e, ACQUIRE_NEW, "");
	assert_made(url, SIZE);
	assert_parts(0, 0);
	assert_int_equal(tries, 17);
}

/* -- limits ---------------------------------------------------------------------------- */

static void test_closed(void **state)
{
	struct question r = {.url = AT(""), .limit = 65000, .closed = true};
	struct answer e;

	(void)state;
	for (int i = 1; i < 5; i++) {
		e = ask(r);
		assert_outcome(&e, ACQUIRE_PART,
		               i == 1 ? "stopped at the limit of 65.0 KB: 65.0 KB of 300 KB"
		                      : "stopped at the limit");
		assert_true(e.limited);
		assert_int_equal(e.status, 206);
		assert_int_equal(e.overrun, 0);
		assert_int_equal(e.bytes, i * 65000);
		assert_int_equal(e.expected, SIZE);
		assert_true(e.down < 66000);
	}
	assert_int_equal(asked_with("\tRange: bytes=195000-259999\t"), 1);
	assert_int_equal(ranges(), 1);
	e = ask(r);
	assert_outcome(&e, ACQUIRE_NEW, "");
	assert_false(e.limited);
	assert_made(AT(""), SIZE);
}

/* Where no parts are given the line is cut; the bytes stay, and no more than 64 KiB cross
 * it beyond the limit. */
static void test_limit(void **state)
{
	struct question r = {
		.url = at("/x/range/noranges?3000000"), .limit = 100000, .closed = true};
	struct answer e = ask(r);

	(void)state;
	assert_outcome(&e, ACQUIRE_PART, "stopped at the limit");
	assert_true(e.limited);
	assert_true(e.bytes >= 100000);
	assert_int_equal(e.bytes, 100000 + (int64_t)e.overrun);
	assert_true(e.overrun <= 65536);
	assert_int_equal(ranges(), -1);
	assert_parts(1, e.bytes);
	r = (struct question){.url = at("/x/range?3000000"), .limit = 100000};
	e = ask(r);
	assert_outcome(&e, ACQUIRE_PART, "stopped at the limit");
	assert_true(e.limited);
	assert_int_equal(asked_with("Range: bytes=0-\t"), 0);
	e = ask(r);
	assert_int_equal(e.status, 206);
	assert_true(e.bytes >= 200000);
	r.limit = 0;
	e = ask(r);
	assert_outcome(&e, ACQUIRE_NEW, "");
	assert_made(r.url, 3000000);
}

/* A good copy that is asked for again within a limit is not asked for in vain. */
static void test_limit_same(void **state)
{
	struct question r = {.url = AT(""), .limit = 400000, .closed = true};
	struct answer e = ask(r);

	(void)state;
	assert_outcome(&e, ACQUIRE_NEW, "");
	e = ask(r);
	assert_outcome(&e, ACQUIRE_SAME, "");
	assert_int_equal(e.status, 304);
}

/* -- heads -------------------------------------------------------------------------------- */

static void test_head_only(void **state)
{
	struct question r = {.url = AT("cuts=100000"), .head_only = true};
	struct answer e = ask(r);

	(void)state;
	assert_outcome(&e, ACQUIRE_SAME, "");
	assert_int_equal(e.status, 200);
	assert_int_equal(e.length, SIZE);
	assert_int_equal(e.version, 0);
	assert_int_equal(origin_count(t.origin, "HEAD /x/range", ""), 1);
	assert_int_equal(versions(), 0);
	e = ask_url(r.url);
	assert_outcome(&e, ACQUIRE_PART, "");
	e = ask(r); /* what is here of it need not come */
	assert_int_equal(e.length, SIZE - 100000);
	assert_int_equal(e.bytes, 100000);
	assert_int_equal(e.expected, SIZE);
	e = ask_url(r.url);
	assert_outcome(&e, ACQUIRE_NEW, "");
	e = ask(r);
	assert_int_equal(e.status, 304);
	assert_int_equal(e.length, 0);
	r.url = at("/x/status/404");
	e = ask(r);
	assert_outcome(&e, ACQUIRE_ABSENT, "not found");
	assert_int_equal(e.length, -1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, http_set_up, http_tear_down)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(test_go_on),      TEST(test_fifty_cuts),  TEST(test_unsized),
		TEST(test_refresh),    TEST(test_back_again),  TEST(test_complete),
		TEST(test_cancel),     TEST(test_two_at_once), TEST(test_no_ranges),
		TEST(test_changed),    TEST(test_distrusted),  TEST(test_wrong_from_the_first),
		TEST(test_weak),       TEST(test_closed),      TEST(test_limit),
		TEST(test_limit_same), TEST(test_head_only),
	};

	return cmocka_run_group_tests_name("resume", tests, NULL, NULL);
}
