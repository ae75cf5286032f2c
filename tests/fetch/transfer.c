/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "fetch/net/transfer.h"
#include "model/base/clock.h"
#include "tests/lib/check.h"
#include "tests/lib/origin.h"
#include "tests/lib/raw.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define WINDOW (1u << 30)
#define LIMIT_MS 15000 /* after which a test counts as hung */

/* What came of one request. */
struct result {
	int heads, ends, status;
	bool permanent;
	char url[200], etag[40], coding[20];
	size_t got;
	struct transfer_end end;
};

static struct {
	struct origin *origin, *tls;
	struct transfers *transfers;
	struct result results[20];
	bool refuse; /* body(): no room */
	bool head_refused;
	int refused;
	char mirrors[200];
	char cert[64];
} t;

static int on_head(void *owner, uint32_t id, const char *url, bool permanent,
                   const struct answer *a, struct err *err)
{
	struct result *r = &t.results[id];

	(void)owner;
	r->heads++;
	r->permanent = permanent;
	r->status = a->status;
	snprintf(r->url, sizeof r->url, "%s", url);
	snprintf(r->etag, sizeof r->etag, "%.30s", a->etag);
	snprintf(r->coding, sizeof r->coding, "%.10s", a->coding);
	return t.head_refused ? err_set(err, ERR_FAILED, "not to be told") : 0;
}

static bool on_body(void *owner, uint32_t id, const char *bytes, size_t len)
{
	(void)owner;
	(void)bytes;
	assert_int_equal(t.results[id].heads, 1);
	if (t.refuse) {
		t.refused++;
		return false;
	}
	t.results[id].got += len;
	return true;
}

static void on_end(void *owner, uint32_t id, const struct transfer_end *end)
{
	(void)owner;
	t.results[id].ends++;
	t.results[id].end = *end;
}

static const struct transfer_ops ops = {on_head, on_body, on_end};

/* Goes on until `done` says so, or for ms. */
static void go_on(bool (*done)(void), int ms)
{
	int64_t until = clock_ms() + ms;

	for (;;) {
		transfers_perform(t.transfers);
		if (done && done())
			return;
		if (clock_ms() >= until)
			break;
		transfers_poll(t.transfers, NULL, 0, 20, NULL);
	}
	if (done)
		fail_msg("not done after %d ms", ms);
}

static bool all_done(void)
{
	return !transfers_count(t.transfers);
}

static void ask(uint32_t id, struct transfer_request r)
{
	memset(&t.results[id], 0, sizeof t.results[id]);
	r.id = id;
	if (!r.max_bytes)
		r.max_bytes = 1u << 30;
	if (!r.window)
		r.window = WINDOW;
	if (!r.deadline_ms)
		r.deadline_ms = LIMIT_MS;
	assert_int_equal(transfers_get(t.transfers, &r, NULL), 0);
}

static char *at(const char *path)
{
	return origin_url(t.origin, path);
}

/* Asks and waits for the end. */
static const struct result *fetch(struct transfer_request r)
{
	ask(1, r);
	go_on(all_done, LIMIT_MS);
	assert_int_equal(t.results[1].ends, 1);
	return &t.results[1];
}

static const struct result *fetch_url(const char *url)
{
	return fetch((struct transfer_request){.url = url, .mirrors = t.mirrors});
}

static int set_up(void **state)
{
	static const char *const proxies[] = {"http_proxy", "https_proxy", "HTTPS_PROXY",
	                                      "all_proxy", "ALL_PROXY"};

	(void)state;
	setlocale(LC_CTYPE, "C.UTF-8");
	for (size_t i = 0; i < sizeof proxies / sizeof proxies[0]; i++)
		unsetenv(proxies[i]);
	snprintf(t.cert, sizeof t.cert, "transfer-%ld.pem", (long)getpid());
	t.origin = origin_start(&(struct origin_config){.drip_ms = 5});
	t.tls = origin_start(&(struct origin_config){.cert_file = t.cert});
	t.transfers = transfers_new(&ops, false, NULL, NULL);
	if (!t.origin || !t.tls || !t.transfers)
		return -1;
	snprintf(
		t.mirrors, sizeof t.mirrors,
		"https://press.un.org=http://127.0.0.1:%d\nhttps://docs.un.org=http://127.0.0.1:%d",
		origin_port(t.origin), origin_port(t.origin));
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	transfers_free(t.transfers);
	origin_stop(t.origin);
	origin_stop(t.tls);
	unlink(t.cert);
	return 0;
}

/* -- what goes well ---------------------------------------------------------- */

static void test_plain(void **state)
{
	const struct result *r = fetch(
		(struct transfer_request){.url = at("/x/plain?one"), .languages = "ar, en;q=0.5"});

	(void)state;
	assert_int_equal(r->heads, 1);
	assert_int_equal(r->status, 200);
	assert_true(r->end.whole);
	assert_int_equal(r->end.err.code, ERR_NONE);
	assert_true(r->got > 100);
	assert_true(r->end.down > r->got);
	assert_true(r->end.up > 50);
	assert_int_equal(
		origin_count(t.origin, "GET /x/plain?one", "Accept-Encoding: br, zstd, gzip"), 1);
	assert_int_equal(origin_count(t.origin, "GET /x/plain?one",
	                              "User-Agent: palais/" PACKAGE_VERSION " (+offline reader)"),
	                 1);
	assert_int_equal(
		origin_count(t.origin, "GET /x/plain?one", "Accept-Language: ar, en;q=0.5"), 1);
	assert_int_equal(origin_count(t.origin, "GET /x/plain?one", "If-"), 0);
}

static void test_validators(void **state)
{
	const struct result *r =
		fetch((struct transfer_request){.url = at("/x/etag"),
	                                        .etag = "\"v1\"",
	                                        .last_modified = "Tue, 01 Sep 2026 10:00:00 GMT"});

	(void)state;
	assert_int_equal(r->status, 304);
	assert_true(r->end.whole);
	assert_int_equal(r->got, 0);
	assert_string_equal(r->etag, "\"v1\"");
	r = fetch((struct transfer_request){.url = at("/x/etag"), .etag = "\"v0\""});
	assert_int_equal(r->status, 200);
	r = fetch((struct transfer_request){.url = at("/x/modified"),
	                                    .last_modified = "Tue, 01 Sep 2026 10:00:00 GMT"});
	assert_int_equal(r->status, 304);
	/* A value that would be two headers is not sent. */
	r = fetch(
		(struct transfer_request){.url = at("/x/etag?two"), .etag = "\"a\"\r\nX-Evil: 1"});
	assert_int_equal(r->status, 200);
	assert_int_equal(origin_count(t.origin, "GET /x/etag?two", "Evil"), 0);
}

/* The bytes stay as they came. */
static void test_codings(void **state)
{
	static const char *const codings[] = {"gzip", "br", "zstd"};
	char path[40];

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		const struct result *r;

		snprintf(path, sizeof path, "/x/%s", codings[i]);
		r = fetch_url(at(path));
		assert_true(r->end.whole);
		assert_string_equal(r->coding, codings[i]);
	}
	assert_true(fetch_url(at("/x/bomb"))->got < 1u << 20);
}

/* A body that ends at its limit, or in the piece that goes beyond it, is whole; one that goes
 * on is cut, which is no failure. */
static void test_limit(void **state)
{
	size_t all = fetch_url(at("/x/plain"))->got;
	const struct result *r =
		fetch((struct transfer_request){.url = at("/x/plain"), .limit = all});

	(void)state;
	assert_true(r->end.whole && !r->end.limited);
	assert_int_equal(r->end.overrun, 0);
	assert_int_equal(r->got, all);
	r = fetch((struct transfer_request){.url = at("/x/plain"), .limit = all - 10});
	assert_true(r->end.whole && !r->end.limited);
	assert_int_equal(r->end.overrun, 10);
	assert_int_equal(r->got, all);
	r = fetch((struct transfer_request){.url = at("/x/big"), .limit = 1000});
	assert_true(!r->end.whole && r->end.limited);
	assert_int_equal(r->end.err.code, ERR_NONE);
	assert_true(r->got >= 1000 && r->end.overrun >= r->got - 1000);
}

static void test_statuses(void **state)
{
	static const int statuses[] = {404, 410, 429, 503};
	char path[40];

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		const struct result *r;

		snprintf(path, sizeof path, "/x/status/%d", statuses[i]);
		r = fetch_url(at(path));
		assert_int_equal(r->status, statuses[i]);
		assert_int_equal(r->got, 0);
		assert_true(r->end.whole);
		assert_int_equal(r->end.err.code, ERR_NONE);
	}
}

/* Two requests, one connection. */
static void test_reuse(void **state)
{
	char *log, *first, *second;

	(void)state;
	fetch_url(at("/x/plain?first"));
	fetch_url(at("/x/plain?second"));
	log = origin_log(t.origin);
	first = strstr(strstr(log, "GET /x/plain?first"), "From-Port");
	second = strstr(strstr(log, "GET /x/plain?second"), "From-Port");
	first[strcspn(first, "\n")] = '\0';
	second[strcspn(second, "\n")] = '\0';
	assert_string_equal(first, second);
	free(log);
}

/* -- redirects ----------------------------------------------------------------- */

static void assert_failed(const struct result *r, enum err_code code, const char *why)
{
	assert_false(r->end.whole);
	assert_int_equal(r->end.err.code, code);
	if (!strstr(r->end.err.text, why))
		fail_msg("\"%s\" does not say \"%s\"", r->end.err.text, why);
	assert_null(strchr(r->end.err.text, '\n'));
}

static void test_redirects(void **state)
{
	const struct result *r = fetch_url(at("/x/redirect/10"));

	(void)state;
	assert_int_equal(r->status, 200);
	assert_int_equal(r->heads, 1);
	assert_string_equal(r->url, at("/x/redirect/0"));
	assert_failed(fetch_url(at("/x/redirect/11")), ERR_FAILED, "more than 10 redirects");
	assert_failed(fetch_url(at("/x/loop")), ERR_FAILED, "redirect loop");
	assert_int_equal(t.results[1].heads, 0);
	assert_failed(fetch_url(at("/x/to-file")), ERR_FAILED, "file:///etc/passwd");
	r = fetch_url(at("/x/cookie"));
	assert_int_equal(r->status, 200);
	assert_int_equal(origin_count(t.origin, "GET ", "\tCookie"), 0);
}

/* A chain is for good when each of its steps is. */
static void test_permanent(void **state)
{
	static const struct {
		const char *path;
		bool permanent;
	} chains[] = {
		{"/x/moved/301", true},      {"/x/moved/308/301/308", true},
		{"/x/moved/302", false},     {"/x/moved/301/302/308", false},
		{"/x/moved/307/301", false}, {"/x/moved/301/303", false},
		{"/x/moved?none", false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof chains / sizeof chains[0]; i++) {
		const struct result *r = fetch_url(at(chains[i].path));

		assert_int_equal(r->status, 200);
		assert_int_equal(r->permanent, chains[i].permanent);
	}
	assert_string_equal(fetch_url(at("/x/moved/301/308?/x/etag"))->url, at("/x/etag"));
}

/* The origin stands for two hosts of the UN; the rules see those. */
static void test_mirror(void **state)
{
	char url[200];
	const struct result *r = fetch_url("https://press.un.org:443/x/plain?mirror#part");

	(void)state;
	assert_int_equal(r->status, 200);
	assert_string_equal(r->url, "https://press.un.org/x/plain?mirror");
	assert_int_equal(origin_count(t.origin, "GET /x/plain?mirror", NULL), 1);
	r = fetch_url("https://press.un.org/x/redirect/2");
	assert_string_equal(r->url, "https://press.un.org/x/redirect/0");
	r = fetch_url("https://press.un.org/x/to?https://docs.un.org/x/plain");
	assert_string_equal(r->url, "https://docs.un.org/x/plain");
	assert_failed(fetch_url("https://press.un.org/x/to?http://press.un.org/"), ERR_FAILED,
	              "from https to http");
	assert_failed(fetch_url("https://press.un.org/x/to-private"), ERR_FAILED, "http");
	assert_failed(fetch_url("https://press.un.org/x/to?https://169.254.169.254/"), ERR_FAILED,
	              "from a public to a private address");
	snprintf(url, sizeof url, "https://press.un.org/x/to?https://localhost:%d/x/plain?no",
	         origin_port(t.tls));
	assert_failed(fetch_url(url), ERR_FAILED, "from a public to a private address");
	assert_int_equal(origin_count(t.tls, "GET /x/plain?no", NULL), 0);
}

/* A host that is a number only once its ideographic full stop is mapped: the
 * name passes, the address that is connected to does not. */
static void test_late_private(void **state)
{
	char url[200];

	(void)state;
	snprintf(url, sizeof url, "https://press.un.org/x/to-late/%d", origin_port(t.tls));
	/* A libcurl without IDN does not find the host at all. */
	if (fetch_url(url)->end.err.code != ERR_NETWORK)
		assert_failed(&t.results[1], ERR_FAILED, "its name leads from a public");
	assert_int_equal(t.results[1].heads, 0);
	assert_int_equal(origin_count(t.tls, "GET /x/plain?late", NULL), 0);
}

/* Of the first address as well: by its name, by its number, and as it is connected to; but
 * where a mirror stands for a public host. */
static void test_public_only(void **state)
{
	static const char *const near[] = {"127.0.0.1", "localhost", "[::1]", "0x7f.1", "10.0.0.1"};
	struct transfers *all = t.transfers;
	char url[200];

	(void)state;
	t.transfers = transfers_new(&ops, true, NULL, NULL);
	assert_non_null(t.transfers);
	for (size_t i = 0; i < sizeof near / sizeof *near; i++) {
		snprintf(url, sizeof url, "http://%s:%d/x/plain?near", near[i],
		         origin_port(t.origin));
		assert_failed(fetch_url(url), ERR_USAGE, "refused: a private address");
	}
	snprintf(url, sizeof url, "http://127.0.0\xe3\x80\x82%d:%d/x/plain?near", 1,
	         origin_port(t.origin));
	if (fetch_url(url)->end.err.code != ERR_NETWORK)
		assert_failed(&t.results[1], ERR_USAGE, "refused: ");
	assert_int_equal(origin_count(t.origin, "GET /x/plain?near", NULL), 0);
	assert_int_equal(fetch_url("https://press.un.org/x/plain")->status, 200);
	assert_failed(fetch_url("https://press.un.org/x/to?https://10.0.0.1/"), ERR_FAILED,
	              "from a public to a private address");
	transfers_free(t.transfers);
	t.transfers = all;
}

/* What a page or a feed has named never reaches this machine, on the first hop or later; but
 * a feed that is on it may name its own host. */
static void test_errands(void **state)
{
	char late[300];
	const struct {
		const char *url, *named_by, *why;
	} refused[] = {
		{at("/x/plain?errand"), "https://un.org/feed", "runs no errands"},
		{at("/x/plain?errand"), "http://127.0.0.1:1/feed", "runs no errands"},
		{late, "https://un.org/feed", "its name leads to an address near"},
	};

	(void)state;
	snprintf(late, sizeof late, "http://127.0.0\xe3\x80\x82%d:%d/x/plain?errand", 1,
	         origin_port(t.origin));
	for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
		const struct result *r = fetch((struct transfer_request){
			.url = refused[i].url, .named_by = refused[i].named_by});

		/* a libcurl without IDN does not find the last */
		if (r->end.err.code != ERR_NETWORK)
			assert_failed(r, ERR_FAILED, refused[i].why);
		assert_int_equal(r->heads, 0);
	}
	assert_int_equal(origin_count(t.origin, "GET /x/plain?errand", NULL), 0);
	assert_true(
		fetch((struct transfer_request){.url = at("/x/plain?own"), .named_by = at("/feed")})
			->end.whole);
	/* from its own host to another near it */
	snprintf(late, sizeof late, "/x/to?http://localhost:%d/x/plain?errand",
	         origin_port(t.origin));
	assert_failed(fetch((struct transfer_request){.url = at(late), .named_by = at("/feed")}),
	              ERR_FAILED, "runs no errands");
	/* the reader's mirror stands for a public host */
	assert_true(fetch((struct transfer_request){.url = "https://press.un.org/x/plain?errand2",
	                                            .mirrors = t.mirrors,
	                                            .named_by = "https://un.org/feed"})
	                    ->end.whole);
	assert_int_equal(origin_count(t.origin, "GET /x/plain?errand", NULL), 1);
}

/* Behind a proxy the name alone can be judged: as it would be sent. */
static void test_errands_by_proxy(void **state)
{
	struct transfer_request r = {.named_by = "https://un.org/feed"};
	char proxy[60];

	(void)state;
	snprintf(proxy, sizeof proxy, "http://127.0.0.1:%d", origin_port(t.origin));
	setenv("http_proxy", proxy, 1);
	r.url = "http://un.org/x/plain?by-proxy";
	assert_true(fetch(r)->end.whole);
	assert_int_equal(origin_count(t.origin, "GET http://un.org/x/plain?by-proxy", NULL), 1);
	r.url = "http://localhost/x/plain?by-proxy";
	assert_failed(fetch(r), ERR_FAILED, "runs no errands");
	r.url = "http://127.0.0\xe3\x80\x82"
		"1/x/plain?by-proxy";
	if (fetch(r)->end.err.code != ERR_NETWORK)
		assert_failed(&t.results[1], ERR_FAILED, "one near the reader");
	assert_int_equal(origin_count(t.origin, "GET http://1", NULL), 0);
	r.url = "http://localhost/x/plain?by-proxy";
	r.named_by = NULL;
	assert_true(fetch(r)->end.whole);
	unsetenv("http_proxy");
}

static void test_not_asked(void **state)
{
	(void)state;
	assert_failed(fetch_url("file:///etc/passwd"), ERR_FAILED, "only http and https");
	assert_failed(fetch_url("https://me:secret@un.org/"), ERR_FAILED, "password");
	assert_failed(fetch_url("nonsense"), ERR_FAILED, "only http and https");
	assert_failed(
		fetch((struct transfer_request){.url = "https://press.un.org/",
	                                        .mirrors = "https://press.un.org=file:///etc"}),
		ERR_USAGE, "mirror");
}

/* A head that cannot be told: the request fails alone. */
static void test_not_told(void **state)
{
	(void)state;
	t.head_refused = true;
	assert_failed(fetch_url(at("/x/plain")), ERR_FAILED, "not to be told");
	assert_int_equal(t.results[1].heads, 1);
	assert_int_equal(t.results[1].got, 0);
	t.head_refused = false;
	assert_true(fetch_url(at("/x/plain"))->end.whole);
}

/* -- what goes wrong ------------------------------------------------------------- */

static void test_truncated(void **state)
{
	(void)state;
	assert_failed(fetch_url(at("/x/truncated")), ERR_NETWORK, "400 of 1000 bytes came");
	assert_int_equal(t.results[1].got, 400);
	assert_failed(fetch_url(at("/x/truncated-chunked")), ERR_NETWORK, "400 bytes came");
	assert_int_equal(t.results[1].got, 400);
	assert_failed(fetch_url(at("/x/closed")), ERR_NETWORK, "hung up");
	assert_failed(fetch_url("http://127.0.0.1:1/"), ERR_NETWORK, "Connection refused");
	assert_failed(fetch_url("http://no-such-host.invalid/"), ERR_NETWORK, "no such host");
	assert_failed(fetch_url(at("/x/head")), ERR_FAILED, "longer than 32 KiB");
}

static void test_deadline(void **state)
{
	int64_t began = clock_ms();

	(void)state;
	ask(1, (struct transfer_request){.url = at("/x/drip"), .deadline_ms = 700});
	ask(2, (struct transfer_request){.url = at("/x/silent"), .deadline_ms = 700});
	ask(3, (struct transfer_request){.url = at("/x/stall"), .deadline_ms = 700});
	go_on(all_done, LIMIT_MS);
	assert_true(clock_ms() - began < 3000);
	assert_failed(&t.results[1], ERR_NETWORK, "not done within 0.7 s");
	assert_true(t.results[1].got > 5);
	assert_failed(&t.results[2], ERR_NETWORK, "not done within 0.7 s");
	assert_failed(&t.results[3], ERR_NETWORK, "400 of 1000 bytes came");
}

/* A server that falls silent is given up; not before one that only thinks, and long before
 * the deadline of a request. */
static void test_stall(void **state)
{
	int64_t began = clock_ms();

	(void)state;
	assert_in_range(TRANSFER_STALL_SECONDS, 31, 150);
	assert_int_equal(transfer_stall_seconds(&(struct transfer_request){.url = "x"}),
	                 TRANSFER_STALL_SECONDS);
	assert_int_equal(transfer_stall_seconds(&(struct transfer_request){.stall_seconds = 1}), 1);
	assert_in_range(TRANSFER_CONNECT_SECONDS, 10, TRANSFER_STALL_SECONDS);
	ask(1, (struct transfer_request){.url = at("/x/stall"), .stall_seconds = 1});
	go_on(all_done, LIMIT_MS);
	/* libcurl takes the mean of the last five seconds */
	assert_in_range(clock_ms() - began, 900, 12000);
	assert_failed(&t.results[1], ERR_NETWORK, "nothing came for 1 s");
	assert_failed(&t.results[1], ERR_NETWORK, "400 of 1000 bytes came");
}

static void test_too_large(void **state)
{
	(void)state;
	assert_failed(fetch((struct transfer_request){.url = at("/x/big?5000"), .max_bytes = 4999}),
	              ERR_FAILED, "too large: 5000 bytes");
	assert_int_equal(t.results[1].got, 0);
	assert_int_equal(
		fetch((struct transfer_request){.url = at("/x/big?5000"), .max_bytes = 5000})->got,
		5000);
	assert_failed(fetch((struct transfer_request){.url = at("/x/huge"), .max_bytes = 100000}),
	              ERR_FAILED, "too large");
	assert_true(t.results[1].got <= 100000);
}

/* -- order ------------------------------------------------------------------------ */

static void test_window(void **state)
{
	(void)state;
	ask(1, (struct transfer_request){.url = at("/x/big?300000"), .window = 40000});
	go_on(NULL, 300);
	assert_true(t.results[1].got > 0 && t.results[1].got <= 40000);
	assert_int_equal(t.results[1].ends, 0);
	transfers_more(t.transfers, 1, 300000);
	go_on(all_done, LIMIT_MS);
	assert_int_equal(t.results[1].got, 300000);
	assert_true(t.results[1].end.whole);
}

static bool refused_once(void)
{
	return t.refused > 0;
}

static void test_pause(void **state)
{
	(void)state;
	t.refuse = true;
	t.refused = 0;
	ask(1, (struct transfer_request){.url = at("/x/big?300000")});
	go_on(refused_once, LIMIT_MS);
	go_on(NULL, 100);
	assert_int_equal(t.refused, 1); /* it waits; it does not try again and again */
	t.refuse = false;
	transfers_resume(t.transfers);
	go_on(all_done, LIMIT_MS);
	assert_int_equal(t.results[1].got, 300000);
}

static bool six_heads(void)
{
	int heads = 0;

	for (int i = 1; i <= 8; i++)
		heads += t.results[i].heads;
	return heads == 6;
}

static bool seventh_head(void)
{
	return t.results[7].heads;
}

static void test_per_host(void **state)
{
	(void)state;
	for (uint32_t i = 1; i <= 8; i++)
		ask(i, (struct transfer_request){.url = at("/x/stall?many")});
	go_on(six_heads, LIMIT_MS);
	go_on(NULL, 50);
	assert_int_equal(origin_count(t.origin, "GET /x/stall?many", NULL), 6);
	transfers_cancel(t.transfers, 2);
	go_on(seventh_head, LIMIT_MS);
	assert_int_equal(t.results[2].ends, 0);
	for (uint32_t i = 1; i <= 8; i++)
		transfers_cancel(t.transfers, i);
	assert_int_equal(transfers_count(t.transfers), 0);
}

/* -- proxies ---------------------------------------------------------------------- */

/* The origin stands for a proxy: it is asked for whole addresses. */
static void test_proxy(void **state)
{
	char proxy[60];

	(void)state;
	snprintf(proxy, sizeof proxy, "http://127.0.0.1:%d", origin_port(t.origin));
	setenv("http_proxy", proxy, 1);
	setenv("no_proxy", "un.invalid", 1);
	fetch_url("http://press.example/x/plain?proxy");
	assert_int_equal(t.results[1].status, 200);
	assert_true(t.results[1].end.whole);
	assert_int_equal(origin_count(t.origin, "GET http://press.example/x/plain?proxy", NULL), 1);
	assert_failed(fetch_url("http://press.un.invalid/"), ERR_NETWORK, "no such host");
	setenv("http_proxy", "http://127.0.0.1:1", 1);
	assert_failed(fetch_url("http://press.example/"), ERR_NETWORK,
	              "no connection to the proxy 127.0.0.1:1: Connection refused");
	unsetenv("http_proxy");
	unsetenv("no_proxy");
}

/* What a proxy does not do is said of it, without the reader's password there. */
static void test_proxy_refuses(void **state)
{
	static const struct {
		const char *answer, *words;
	} rows[] = {
		{"HTTP/1.1 407 Who\r\nContent-Length: 0\r\n\r\n",
	         " asks for a name and a password (407)"},
		{"HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n", " refused (403)"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct raw_answer answer = {rows[i].answer, strlen(rows[i].answer)};
		struct raw *r = raw_start(&answer, 1);
		char proxy[80], words[120];

		assert_non_null(r);
		snprintf(proxy, sizeof proxy, "http://me:secret@127.0.0.1:%d", raw_port(r));
		setenv("https_proxy", proxy, 1);
		snprintf(words, sizeof words, "the proxy 127.0.0.1:%d%s", raw_port(r),
		         rows[i].words);
		assert_failed(fetch_url("https://press.example/"), ERR_NETWORK, words);
		assert_null(strstr(t.results[1].end.err.text, "secret"));
		unsetenv("https_proxy");
		raw_stop(r);
	}
}

/* -- TLS --------------------------------------------------------------------------- */

static void test_tls(void **state)
{
	char url[200], other_cert[64];
	struct origin *other;

	(void)state;
	/* before there is a connection that could serve: a later libcurl takes one with TLS, too */
	snprintf(url, sizeof url, "http://127.0.0.1:%d/x/plain", origin_port(t.tls));
	assert_int_not_equal(fetch_url(url)->status, 200);
	snprintf(url, sizeof url, "https://127.0.0.1:%d/x/plain", origin_port(t.tls));
	/* by a list of our own, which has another: this machine may have none */
	snprintf(other_cert, sizeof other_cert, "transfer-other-%ld.pem", (long)getpid());
	other = origin_start(&(struct origin_config){.cert_file = other_cert});
	assert_non_null(other);
	setenv("SSL_CERT_FILE", other_cert, 1);
	assert_failed(fetch_url(url), ERR_NETWORK, "certificate is not to be trusted");
	origin_stop(other);
	unlink(other_cert);
	assert_failed(fetch_url(url), ERR_NETWORK,
	              "the list of trusted certificates cannot be read");
	assert_int_equal(origin_count(t.tls, "GET ", NULL), 0);
	setenv("SSL_CERT_FILE", t.cert, 1);
	assert_int_equal(fetch_url(url)->status, 200);
	/* The host is checked, too: this one is not in the certificate. */
	snprintf(url, sizeof url, "https://other.localhost:%d/x/plain", origin_port(t.tls));
	assert_failed(fetch_url(url), ERR_NETWORK, "certificate");
	unsetenv("SSL_CERT_FILE");
}

/* One that is not valid yet, or no more, may be so by the clock of this machine. */
static void test_tls_clock(void **state)
{
	static const int days[] = {30, -30};

	(void)state;
	for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
		struct origin_config config = {.cert_file = t.cert, .cert_days = days[i]};
		struct origin *o = origin_start(&config);
		char url[200];

		assert_non_null(o);
		setenv("SSL_CERT_FILE", t.cert, 1);
		setenv("PALAIS_NOW", "2026-11-22T12:00:00", 1);
		snprintf(url, sizeof url, "https://127.0.0.1:%d/x/plain", origin_port(o));
		assert_failed(fetch_url(url), ERR_NETWORK,
		              "; the clock here says 2026-11-22: is it right?)");
		unsetenv("PALAIS_NOW");
		unsetenv("SSL_CERT_FILE");
		origin_stop(o);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_plain),
		cmocka_unit_test(test_validators),
		cmocka_unit_test(test_codings),
		cmocka_unit_test(test_limit),
		cmocka_unit_test(test_statuses),
		cmocka_unit_test(test_reuse),
		cmocka_unit_test(test_redirects),
		cmocka_unit_test(test_mirror),
		cmocka_unit_test(test_late_private),
		cmocka_unit_test(test_errands),
		cmocka_unit_test(test_errands_by_proxy),
		cmocka_unit_test(test_public_only),
		cmocka_unit_test(test_not_asked),
		cmocka_unit_test(test_not_told),
		cmocka_unit_test(test_truncated),
		cmocka_unit_test(test_deadline),
		cmocka_unit_test(test_stall),
		cmocka_unit_test(test_too_large),
		cmocka_unit_test(test_window),
		cmocka_unit_test(test_pause),
		cmocka_unit_test(test_per_host),
		cmocka_unit_test(test_proxy),
		cmocka_unit_test(test_proxy_refuses),
		cmocka_unit_test(test_tls),
		cmocka_unit_test(test_tls_clock),
		cmocka_unit_test(test_permanent),
	};

	return cmocka_run_group_tests_name("transfer", tests, set_up, tear_down);
}
