/* SPDX-License-Identifier: ISC */
/* Bodies in pieces, limits and proxies, by the real programs against the origin. */
#include "config.h"

#include "fetch/helpers/client.h"
#include "tests/lib/check.h"
#include "tests/lib/origin.h"
#include "tests/lib/socks.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define SIZE 3000000 /* more than pipes, windows and buffers together */
#define SIZE_TEXT "3000000"
#define NAME "only-the-proxy-knows.example"

static struct {
	struct origin *origin, *tls;
	struct client *client;
	char cert[64];
	char *made; /* what /x/range/...?SIZE sends */
	char *whole_doc;
} t;

/* What came of one get. */
struct result {
	int heads, ends, status;
	int64_t length, first, last, total;
	char etag[60], coding[20];
	struct buf body;
	bool whole, more, limited;
	uint64_t overrun, down;
	struct err err;
	char *doc; /* as a file */
};

static struct result r;

static void forget(void)
{
	buf_done(&r.body);
	free(r.doc);
	memset(&r, 0, sizeof r);
	buf_init(&r.body, 64u << 20);
}

static char *text_of(struct doc *doc)
{
	struct buf b;

	assert_non_null(doc);
	buf_init(&b, 64u << 20);
	doc_write(doc, &b);
	doc_free(doc);
	return buf_take(&b);
}

/* Without the facts, among them the address. */
static const char *blocks(const char *doc)
{
	const char *at = strstr(doc, "\nB ");

	assert_non_null(at);
	return at;
}

static void note_head(const struct client_head *h)
{
	r.heads++;
	r.status = h->status;
	r.length = h->length;
	r.first = h->first;
	r.last = h->last;
	r.total = h->total;
	snprintf(r.etag, sizeof r.etag, "%.50s", h->etag);
	snprintf(r.coding, sizeof r.coding, "%.10s", h->coding);
}

static void note_end(const struct client_event *e)
{
	r.ends++;
	r.whole = e->whole;
	r.more = e->more;
	r.limited = e->limited;
	r.overrun = e->overrun;
	r.down = e->down;
	r.err = e->err;
}

static void note(const struct client_event *e)
{
	switch (e->kind) {
	case CLIENT_HEAD:
		note_head(e->head);
		break;
	case CLIENT_BODY:
		buf_add(&r.body, e->bytes, e->len);
		break;
	case CLIENT_END:
		note_end(e);
		break;
	case CLIENT_DOC:
		r.doc = text_of(e->doc);
		break;
	}
}

static const char *at(const char *path)
{
	return origin_url(t.origin, path);
}

static int begin(struct client_request request)
{
	int id;

	forget();
	request.deadline_seconds = 30;
	id = client_get(t.client, &request, NULL);
	assert_true(id > 0);
	return id;
}

static void finish(void)
{
	struct client_event e;

	while (client_wait(t.client, &e))
		note(&e);
	assert_int_equal(r.ends, 1);
	assert_int_equal(!!r.doc, r.more);
}

static void fetch(struct client_request request)
{
	begin(request);
	finish();
}

/* Whether the bytes that came are those of the page from here on. */
static void assert_from(size_t first)
{
	assert_true(first + r.body.len <= SIZE);
	assert_memory_equal(r.body.bytes, t.made + first, r.body.len);
}

static long read_made(void *payload, uint64_t offset, char *bytes, size_t len)
{
	size_t *largest = payload;

	assert_true(offset + len <= SIZE);
	assert_true(len <= 65536);
	memcpy(bytes, t.made + offset, len);
	if (largest && offset + len > *largest)
		*largest = (size_t)offset + len;
	return (long)len;
}

static void open_client(void)
{
	struct client_config config = {.fetch_path = "./palais-fetch",
	                               .parse_path = "./palais-parse"};

	client_free(t.client);
	t.client = client_new(&config, NULL);
	assert_non_null(t.client);
}

static int set_up(void **state)
{
	static const char *const proxies[] = {"http_proxy", "https_proxy", "HTTPS_PROXY",
	                                      "all_proxy",  "ALL_PROXY",   "no_proxy"};

	(void)state;
	for (size_t i = 0; i < sizeof proxies / sizeof proxies[0]; i++)
		unsetenv(proxies[i]);
	snprintf(t.cert, sizeof t.cert, "pieces-%ld.pem", (long)getpid());
	t.origin = origin_start(&(struct origin_config){0});
	t.tls = origin_start(&(struct origin_config){.cert_file = t.cert});
	t.made = origin_made(SIZE);
	if (!t.origin || !t.tls || !t.made)
		return -1;
	setenv("SSL_CERT_FILE", t.cert, 1);
	buf_init(&r.body, 1);
	open_client();
	fetch((struct client_request){.url = at("/x/range?" SIZE_TEXT)});
	assert_int_equal(r.body.len, SIZE);
	assert_from(0);
	assert_non_null(strstr(r.doc, "households"));
	t.whole_doc = strdup(r.doc);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	forget();
	client_free(t.client);
	origin_stop(t.origin);
	origin_stop(t.tls);
	unlink(t.cert);
	free(t.made);
	free(t.whole_doc);
	return 0;
}

/* -- pieces --------------------------------------------------------------------- */

static void test_piece(void **state)
{
	(void)state;
	fetch((struct client_request){.url = at("/x/range?" SIZE_TEXT),
	                              .from = 2990000,
	                              .if_range = "\"made-" SIZE_TEXT "\""});
	assert_int_equal(r.status, 206);
	assert_int_equal(r.first, 2990000);
	assert_int_equal(r.last, SIZE - 1);
	assert_int_equal(r.total, SIZE);
	assert_int_equal(r.length, 10000);
	assert_int_equal(r.body.len, 10000);
	assert_from(2990000);
	assert_true(r.whole);
	assert_int_equal(origin_count(t.origin, "GET /x/range?", "\tRange: bytes=2990000-\t"), 1);
}

static void test_if_range(void **state)
{
	(void)state;
	fetch((struct client_request){
		.url = at("/x/range?5000"), .from = 100, .if_range = "\"another\""});
	assert_int_equal(r.status, 200);
	assert_int_equal(r.body.len, 5000);
	assert_int_equal(r.first, -1);
	fetch((struct client_request){.url = at("/x/range?5000"),
	                              .from = 100,
	                              .if_range = "Tue, 01 Sep 2026 10:00:00 GMT"});
	assert_int_equal(r.status, 206);
	assert_int_equal(r.body.len, 4900);
	/* without a range there is nothing that it could be said of */
	fetch((struct client_request){.url = at("/x/range?5001"), .if_range = "\"another\""});
	assert_int_equal(origin_count(t.origin, "GET /x/range?5001", "If-Range"), 0);
}

/* Each with manners of its own; what is made of them is for others to decide. */
static void test_manners(void **state)
{
	(void)state;
	fetch((struct client_request){.url = at("/x/range/416?5000"), .from = 100});
	assert_int_equal(r.status, 416);
	assert_false(r.more);
	assert_int_equal(r.err.code, ERR_NONE);
	fetch((struct client_request){.url = at("/x/range?5000"), .from = 5000});
	assert_int_equal(r.status, 416);
	fetch((struct client_request){.url = at("/x/range/wrong?5000"), .from = 100});
	assert_int_equal(r.status, 206);
	assert_int_equal(r.first, 101);
	fetch((struct client_request){.url = at("/x/range/coded?5000"), .from = 100});
	assert_string_equal(r.coding, "gzip");
	fetch((struct client_request){.url = at("/x/range/noranges?5000"), .from = 100});
	assert_int_equal(r.status, 200);
	fetch((struct client_request){.url = at("/x/range/changes?5000")});
	assert_string_equal(r.etag, "\"made-5000-1\"");
	fetch((struct client_request){
		.url = at("/x/range/changes?5000"), .from = 100, .if_range = "\"made-5000-1\""});
	assert_int_equal(r.status, 200);
	assert_string_equal(r.etag, "\"made-5000-2\"");
}

/* What is compressed on the way has no pieces; the same as it stands has. */
static void test_weak(void **state)
{
	(void)state;
	fetch((struct client_request){.url = at("/x/range/weak?" SIZE_TEXT), .from = 100});
	assert_int_equal(r.status, 200);
	assert_string_equal(r.etag, "W/\"made-" SIZE_TEXT "\"");
	assert_string_equal(r.coding, "gzip");
	assert_true(r.length == -1);
	assert_true(r.body.len < SIZE / 2);
	fetch((struct client_request){
		.url = at("/x/range/weak?" SIZE_TEXT), .from = 100, .encoding = "identity"});
	assert_int_equal(r.status, 206);
	assert_string_equal(r.etag, "\"made-" SIZE_TEXT "\"");
	assert_from(100);
	assert_int_equal(origin_count(t.origin, "GET /x/range/weak", "Accept-Encoding: identity\t"),
	                 1);
}

/* It is the whole that is too large, not what is still to come. */
static void test_too_large(void **state)
{
	(void)state;
	fetch((struct client_request){
		.url = at("/x/range?" SIZE_TEXT), .from = SIZE - 10, .max_bytes = SIZE - 1});
	assert_int_equal(r.err.code, ERR_FAILED);
	assert_non_null(strstr(r.err.text, "too large: 3000000 bytes"));
	assert_int_equal(r.body.len, 0);
	fetch((struct client_request){
		.url = at("/x/range/unsized?" SIZE_TEXT), .from = SIZE - 10, .max_bytes = SIZE});
	assert_int_equal(r.status, 206);
	assert_int_equal(r.body.len, 10);
	assert_true(r.whole);
}

/* -- limits --------------------------------------------------------------------- */

static void test_closed(void **state)
{
	(void)state;
	fetch((struct client_request){
		.url = at("/x/range?" SIZE_TEXT), .from = 70000, .limit = 50000, .closed = true});
	assert_int_equal(r.status, 206);
	assert_true(r.whole);
	assert_false(r.limited);
	assert_int_equal(r.overrun, 0);
	assert_int_equal(r.body.len, 50000);
	assert_int_equal(r.total, SIZE);
	assert_from(70000);
	assert_int_equal(origin_count(t.origin, "GET ", "\tRange: bytes=70000-119999\t"), 1);
	fetch((struct client_request){.url = at("/x/range?5000"), .limit = 50000, .closed = true});
	assert_int_equal(r.status, 206);
	assert_true(r.whole);
	assert_int_equal(r.body.len, 5000);
}

/* All that came is handed on; little came that was not wanted. */
static void assert_limited(size_t limit)
{
	assert_int_equal(r.err.code, ERR_NONE);
	assert_true(r.limited);
	assert_false(r.whole);
	assert_true(r.more);
	assert_true(r.body.len >= limit);
	assert_true(r.overrun >= r.body.len - limit);
	assert_true(r.overrun <= 65536);
	assert_true(r.down >= limit + r.overrun);
	assert_true(r.down <= limit + r.overrun + 2000);
}

static void test_cut_at_limit(void **state)
{
	static const char *const paths[] = {
		"/x/range/noranges?" SIZE_TEXT,
		"/x/range/noranges,unsized?" SIZE_TEXT,
		"/x/range?" SIZE_TEXT,
	};

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		fetch((struct client_request){
			.url = at(paths[i]), .limit = 100000, .closed = i < 2});
		assert_int_equal(r.status, 200);
		assert_limited(100000);
		assert_from(0);
	}
}

/* One that ends by itself before its limit, or just there, is not cut off. */
static void test_within_limit(void **state)
{
	static const char *const limits[] = {"5000", "4999"};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		fetch((struct client_request){.url = at("/x/range?5000"),
		                              .limit = strtoull(limits[i], NULL, 10)});
		assert_true(r.whole);
		assert_false(r.limited);
		assert_int_equal(r.body.len, 5000);
		assert_int_equal(r.overrun, i);
	}
	fetch((struct client_request){.url = at("/x/range/unsized?5000"), .limit = 6000});
	assert_true(r.whole);
}

static void test_limit_tls(void **state)
{
	char url[200];

	(void)state;
	snprintf(url, sizeof url, "https://127.0.0.1:%d/x/range/noranges?" SIZE_TEXT,
	         origin_port(t.tls));
	fetch((struct client_request){.url = url, .limit = 100000});
	assert_limited(100000);
	assert_from(0);
}

static int port_of(const char *begins)
{
	char *log = origin_log(t.origin), *line = strstr(log, begins);
	int port = 0;

	if (line && (line = strstr(line, "From-Port: ")))
		port = atoi(line + strlen("From-Port: "));
	free(log);
	assert_true(port > 0);
	return port;
}

/* A connection that is there has a large buffer already; and the small one is for
 * nobody else. */
static void test_own_connection(void **state)
{
	int large, small, other;

	(void)state;
	fetch((struct client_request){.url = at("/x/range?4001")});
	fetch((struct client_request){.url = at("/x/range?4002"), .limit = 5000});
	fetch((struct client_request){.url = at("/x/range?4003"), .limit = 5000});
	fetch((struct client_request){.url = at("/x/range?4004")});
	large = port_of("GET /x/range?4001");
	small = port_of("GET /x/range?4002");
	other = port_of("GET /x/range?4003");
	assert_int_not_equal(large, small);
	assert_int_equal(small, other);
	assert_int_equal(port_of("GET /x/range?4004"), large);
}

/* A page of an error is not worth a byte of the limit. */
/* A limit that is no matter of cost goes over the connection that is there, and is kept all
 * the same. */
static void test_limit_loose(void **state)
{
	(void)state;
	fetch((struct client_request){.url = at("/x/range?6101")});
	fetch((struct client_request){.url = at("/x/range?6102"),
	                              .from = 100,
	                              .limit = 1000,
	                              .closed = true,
	                              .loose = true});
	assert_int_equal(r.status, 206);
	assert_int_equal(r.body.len, 1000);
	assert_true(r.whole);
	assert_int_equal(port_of("GET /x/range?6101"), port_of("GET /x/range?6102"));
	fetch((struct client_request){.url = at("/x/range/noranges?" SIZE_TEXT),
	                              .limit = 1000,
	                              .closed = true,
	                              .loose = true});
	assert_true(r.limited);
	assert_true(r.body.len < SIZE);
}

/* The bytes and no document. */
static void test_bytes_alone(void **state)
{
	(void)state;
	fetch((struct client_request){.url = at("/x/range?" SIZE_TEXT), .bytes_alone = true});
	assert_int_equal(r.body.len, SIZE);
	assert_memory_equal(r.body.bytes, t.made, SIZE);
	assert_true(r.whole);
	assert_false(r.more);
	assert_null(r.doc);
}

static void test_limit_of_error(void **state)
{
	(void)state;
	fetch((struct client_request){.url = at("/x/status/404"), .limit = 100});
	assert_int_equal(r.status, 404);
	assert_true(r.whole);
	assert_false(r.limited);
	fetch((struct client_request){.url = at("/x/moved/302?/x/range?6000"), .limit = 6000});
	assert_int_equal(r.status, 200);
	assert_int_equal(r.body.len, 6000);
}

static void test_head(void **state)
{
	(void)state;
	fetch((struct client_request){.url = at("/x/range?7001"), .head_only = true});
	assert_int_equal(r.status, 200);
	assert_int_equal(r.length, 7001);
	assert_int_equal(r.body.len, 0);
	assert_true(r.whole);
	assert_false(r.more);
	assert_int_equal(origin_count(t.origin, "HEAD /x/range?7001", NULL), 1);
	assert_int_equal(origin_count(t.origin, "GET /x/range?7001", NULL), 0);
	/* what is too large to be taken can be asked after */
	fetch((struct client_request){
		.url = at("/x/range?7001"), .head_only = true, .max_bytes = 7000});
	assert_int_equal(r.err.code, ERR_NONE);
}

/* -- going on ------------------------------------------------------------------- */

/* The parser is given the first bytes from here and the others from the line: the
 * document is that of the whole. */
static void test_before(void **state)
{
	static const struct client_parse how = {.type = "text/html", .charset = "utf-8"};
	static const uint64_t sizes[] = {100, 65536, 1234567, SIZE - 1};
	struct client_event e;
	uint64_t got;
	int64_t length;
	size_t largest;

	(void)state;
	for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
		int id = begin((struct client_request){.url = at("/x/range?" SIZE_TEXT),
		                                       .from = sizes[i]});

		largest = 0;
		while (client_wait(t.client, &e)) {
			note(&e);
			if (e.kind != CLIENT_HEAD)
				continue;
			assert_int_equal(client_put_before(t.client, id, i % 2 ? &how : NULL,
			                                   sizes[i], read_made, &largest, NULL),
			                 0);
			assert_true(client_progress(t.client, id, &got, &length));
			assert_true(got >= sizes[i]);
			assert_int_equal(length, SIZE);
		}
		assert_int_equal(largest, sizes[i]);
		assert_int_equal(r.body.len, SIZE - sizes[i]);
		assert_from((size_t)sizes[i]);
		assert_true(r.whole);
		assert_string_equal(blocks(r.doc), blocks(t.whole_doc));
	}
}

/* A line that drops before the first byte: what was there is a document all the same. */
static void test_before_nothing(void **state)
{
	struct client_event e;
	int id = begin(
		(struct client_request){.url = at("/x/range/cut=0?" SIZE_TEXT), .from = 2000});

	(void)state;
	while (client_wait(t.client, &e)) {
		note(&e);
		if (e.kind == CLIENT_HEAD)
			assert_int_equal(
				client_put_before(t.client, id, NULL, 2000, read_made, NULL, NULL),
				0);
	}
	assert_int_equal(r.status, 206);
	assert_false(r.whole);
	assert_int_equal(r.err.code, ERR_NETWORK);
	assert_true(r.more);
	assert_non_null(r.doc);
	assert_non_null(strstr(r.doc, "convoy"));
}

/* A body that is here to its last byte needs no asking. */
static void test_before_parse(void **state)
{
	static const struct client_parse how = {
		.type = "text/html", .charset = "utf-8", .base = "https://un.org/"};
	struct client_parse guess = {.name = "page"};
	struct client_event e;
	int id;

	(void)state;
	forget();
	id = client_parse(t.client, &guess, NULL);
	assert_int_equal(client_put_before(t.client, id, &how, SIZE - 500, read_made, NULL, NULL),
	                 0);
	assert_int_equal(client_parse_feed(t.client, id, t.made + SIZE - 500, 500, NULL), 0);
	assert_int_equal(client_parse_end(t.client, id, NULL), 0);
	while (client_wait(t.client, &e))
		note(&e);
	assert_string_equal(blocks(r.doc), blocks(t.whole_doc));
}

/* Fifty cuts: little comes twice, nothing is lost. */
static void test_fifty_cuts(void **state)
{
	char path[800] = "/x/range/cuts=1";
	size_t have = 0, came = 0, len = strlen(path);
	int asked = 0;

	(void)state;
	for (unsigned i = 1; i < 50; i++)
		len += (size_t)snprintf(path + len, sizeof path - len, "-%u", i * 7919 % 60000);
	snprintf(path + len, sizeof path - len, "?" SIZE_TEXT);
	while (have < SIZE && asked++ < 60) {
		fetch((struct client_request){
			.url = at(path), .from = have, .if_range = "\"made-" SIZE_TEXT "\""});
		assert_int_equal(r.status, have ? 206 : 200);
		assert_int_equal(r.err.code, r.whole ? ERR_NONE : ERR_NETWORK);
		assert_from(have);
		have += r.body.len;
		came += r.down;
	}
	assert_int_equal(asked, 51);
	assert_int_equal(have, SIZE);
	assert_true(came <= SIZE / 100 * 105);
}

/* -- asked anew, called off ------------------------------------------------------- */

static void test_again(void **state)
{
	static const struct {
		const char *path;
		enum client_event_kind when;
		int status;
	} cases[] = {
		{"/x/range/wrong?" SIZE_TEXT, CLIENT_HEAD, 206},
		{"/x/range/noranges?" SIZE_TEXT, CLIENT_HEAD, 200},
		{"/x/range/416?" SIZE_TEXT, CLIENT_END, 416},
	};
	struct client_event e;

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		int id = begin((struct client_request){.url = at(cases[i].path), .from = 100});
		struct client_request plain = {.url = at("/x/range?8000")};

		while (client_wait(t.client, &e) && e.kind != cases[i].when)
			;
		assert_int_equal(e.id, id);
		assert_int_equal(client_get_again(t.client, id, &plain, NULL), 0);
		assert_true(client_busy(t.client));
		finish();
		assert_int_equal(r.heads, 1);
		assert_int_equal(r.status, 200);
		assert_int_equal(r.body.len, 8000);
		assert_true(r.whole);
		assert_int_equal(client_get_again(t.client, id, &plain, NULL), -1);
	}
}

struct last {
	struct buf bytes;
};

static void on_last(void *payload, const char *bytes, size_t len)
{
	struct last *last = payload;

	buf_add(&last->bytes, bytes, len);
}

/* Bytes that have come are not lost because their owner stops. */
static void test_cancel_after(void **state)
{
	struct last last;
	struct client_event e;
	uint64_t got = 0;
	int64_t length;
	int id = begin((struct client_request){.url = at("/x/stall")});

	(void)state;
	buf_init(&last.bytes, 1000);
	while (client_wait(t.client, &e) && e.kind != CLIENT_HEAD)
		;
	assert_true(client_progress(t.client, id, &got, &length));
	while (got < 400) {
		struct pollfd fds[8];
		int timeout;
		size_t n = client_fds(t.client, fds, 8, &timeout);

		assert_true(poll(fds, n, 10000) > 0);
		client_ready(t.client, fds, n);
		assert_true(client_progress(t.client, id, &got, &length));
	}
	client_cancel_after(t.client, id, on_last, &last);
	assert_int_equal(last.bytes.len, 400);
	assert_int_equal(client_next(t.client, &e), 0);
	assert_false(client_busy(t.client));
	buf_done(&last.bytes);
}

/* -- proxies ---------------------------------------------------------------------- */

/* The name is found by the proxy alone; palais-fetch is told of it by the environment. */
static void test_socks(void **state)
{
	struct socks *socks = socks_start(NAME, origin_port(t.origin));
	char refused[60], proxy[60];

	(void)state;
	assert_non_null(socks);
	snprintf(proxy, sizeof proxy, "socks5h://127.0.0.1:%d", socks_port(socks));
	setenv("all_proxy", proxy, 1);
	open_client();
	fetch((struct client_request){.url = "http://" NAME "/x/range?9001"});
	assert_int_equal(r.status, 200);
	assert_true(r.whole);
	assert_int_equal(r.body.len, 9001);
	assert_int_equal(socks_led(socks), 1);
	fetch((struct client_request){.url = "http://" NAME "/x/range/noranges?" SIZE_TEXT,
	                              .limit = 100000});
	assert_limited(100000);
	assert_int_equal(socks_led(socks), 2);
	assert_int_equal(socks_refused(socks), 0);
	fetch((struct client_request){.url = "http://another.example/"});
	assert_int_equal(r.heads, 0);
	assert_int_equal(r.err.code, ERR_NETWORK);
	snprintf(refused, sizeof refused, "the proxy 127.0.0.1:%d refused", socks_port(socks));
	assert_non_null(strstr(r.err.text, refused));
	assert_int_equal(socks_refused(socks), 1);
	unsetenv("all_proxy");
	open_client();
	fetch((struct client_request){.url = "http://" NAME "/x/plain"});
	assert_non_null(strstr(r.err.text, "no such host"));
	socks_stop(socks);
}

static void test_http_proxy(void **state)
{
	char proxy[60];

	(void)state;
	snprintf(proxy, sizeof proxy, "http://127.0.0.1:%d", origin_port(t.origin));
	setenv("http_proxy", proxy, 1);
	open_client();
	fetch((struct client_request){.url = "http://" NAME "/x/range?9002", .from = 9000});
	unsetenv("http_proxy");
	open_client();
	assert_int_equal(r.status, 206);
	assert_int_equal(r.body.len, 2);
	assert_int_equal(origin_count(t.origin, "GET http://" NAME "/x/range?9002", "\tRange: "),
	                 1);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_piece),          cmocka_unit_test(test_if_range),
		cmocka_unit_test(test_manners),        cmocka_unit_test(test_weak),
		cmocka_unit_test(test_too_large),      cmocka_unit_test(test_closed),
		cmocka_unit_test(test_cut_at_limit),   cmocka_unit_test(test_within_limit),
		cmocka_unit_test(test_limit_tls),      cmocka_unit_test(test_own_connection),
		cmocka_unit_test(test_limit_of_error), cmocka_unit_test(test_limit_loose),
		cmocka_unit_test(test_bytes_alone),    cmocka_unit_test(test_head),
		cmocka_unit_test(test_before),         cmocka_unit_test(test_before_nothing),
		cmocka_unit_test(test_before_parse),   cmocka_unit_test(test_fifty_cuts),
		cmocka_unit_test(test_again),          cmocka_unit_test(test_cancel_after),
		cmocka_unit_test(test_socks),          cmocka_unit_test(test_http_proxy),
	};

	return cmocka_run_group_tests_name("pieces", tests, set_up, tear_down);
}
