/* SPDX-License-Identifier: ISC */
/* The client with its helpers as they should be: answers, order, limits, cancelling. */
#include "config.h"

#include "tests/fetch/client_lib.h"

#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* Sockets are the origin's, which is in this process too. */
static int count_pipes(void)
{
	DIR *dir = opendir("/proc/self/fd");
	char path[300], link[20];
	struct dirent *entry;
	int n = 0;

	while (dir && (entry = readdir(dir))) {
		snprintf(path, sizeof path, "/proc/self/fd/%.20s", entry->d_name);
		n += readlink(path, link, sizeof link) > 5 && !strncmp(link, "pipe:", 5);
	}
	if (dir)
		closedir(dir);
	return n;
}

/* -- the good way ---------------------------------------------------------------- */

static void test_page(void **state)
{
	struct tried_result r;

	(void)state;
	tried_open(TRIED_FETCH, TRIED_PARSE, false);
	r = tried_fetch("https://press.un.org/x/plain");
	assert_int_equal(r.status, 200);
	assert_string_equal(r.url, "https://press.un.org/x/plain");
	assert_string_equal(r.type, "text/html");
	assert_true(r.whole);
	assert_true(r.more);
	assert_int_equal(r.bytes, 147);
	assert_true(r.down > r.bytes);
	assert_int_equal(r.docs, 1);
	assert_int_equal(r.doc_err.code, ERR_NONE);
	assert_string_equal(doc_fact(r.doc, DOC_TITLE), "A plain page");
	doc_free(r.doc);
	assert_no_children();
}

/* Called before it is asked, palais-fetch answers as ever; called and not asked, it goes. */
static void test_wake(void **state)
{
	struct tried_result r;

	(void)state;
	tried_open(TRIED_FETCH, TRIED_PARSE, false);
	client_wake(tried.client);
	client_wake(tried.client);
	r = tried_fetch(tried_url("/x/plain"));
	assert_int_equal(r.status, 200);
	doc_free(r.doc);
	assert_no_children();
	tried_open(TRIED_FETCH, TRIED_PARSE, false);
	client_wake(tried.client);
	assert_no_children();
}

/* Bodies in every coding become the same document. */
static void test_codings(void **state)
{
	static const char *const paths[] = {"/x/gzip", "/x/br", "/x/zstd"};

	(void)state;
	tried_open(TRIED_FETCH, TRIED_PARSE, false);
	for (size_t i = 0; i < 3; i++) {
		struct tried_result r = tried_fetch(tried_url(paths[i]));

		assert_string_equal(doc_fact(r.doc, DOC_TITLE), "A plain page");
		doc_free(r.doc);
	}
}

static void test_bomb(void **state)
{
	struct tried_result r;

	(void)state;
	tried_open(TRIED_FETCH, TRIED_PARSE, false);
	r = tried_fetch(tried_url("/x/bomb"));
	assert_true(r.whole);
	assert_non_null(r.doc);
	assert_string_not_equal(doc_fact(r.doc, DOC_ERROR), "");
	assert_int_equal(r.doc_err.code, ERR_FAILED);
	doc_free(r.doc);
}

static void test_parse_fd(void **state)
{
	struct client_parse how = {.type = "text/html", .base = "https://un.org/"};
	static const char page[] = "<title>From a pipe</title><p>Text.";
	struct doc *doc;
	int ends[2];

	(void)state;
	tried_open(TRIED_FETCH, TRIED_PARSE, false);
	assert_int_equal(pipe(ends), 0);
	assert_int_equal(write(ends[1], page, sizeof page - 1), sizeof page - 1);
	close(ends[1]);
	doc = client_parse_fd(tried.client, ends[0], &how, NULL);
	close(ends[0]);
	assert_non_null(doc);
	assert_string_equal(doc_fact(doc, DOC_TITLE), "From a pipe");
	doc_free(doc);
}

/* -- answers without a document ------------------------------------------------- */

static void test_no_document(void **state)
{
	struct client_request r = {.url = tried_url("/x/etag"), .etag = "\"v1\""};
	struct tried_result results[10];
	int id;

	(void)state;
	tried_open(TRIED_FETCH, TRIED_BAD, false);
	id = client_get(tried.client, &r, NULL);
	tried_finish(results, id + 1);
	assert_int_equal(results[id].status, 304);
	assert_false(results[id].more);
	assert_int_equal(results[id].docs, 0);
	assert_string_equal(results[id].etag, "\"v1\"");
	results[0] = tried_fetch(tried_url("/x/status/404"));
	assert_int_equal(results[0].status, 404);
	assert_int_equal(results[0].docs, 0);
	assert_int_equal(results[0].bytes, 0);
	results[0] = tried_fetch(tried_url("/x/closed"));
	assert_int_equal(results[0].heads, 0);
	assert_int_equal(results[0].docs, 0);
	assert_says(&results[0].end_err, ERR_NETWORK, "hung up");
}

static void test_offline(void **state)
{
	struct tried_result r;

	(void)state;
	tried_open("/nowhere", "/nowhere", true);
	r = tried_fetch("https://press.un.org/x/plain");
	assert_says(&r.end_err, ERR_NETWORK, "offline");
	assert_int_equal(r.heads, 0);
}

static void test_no_programs(void **state)
{
	struct client_request request = {.url = "https://a.org/"};
	struct err err = {0};
	struct tried_result r;

	(void)state;
	tried_open("/nowhere", TRIED_BAD, false);
	assert_int_equal(client_get(tried.client, &request, &err), -1);
	assert_says(&err, ERR_FAILED, "/nowhere: cannot be started: No such file");
	assert_false(client_busy(tried.client));
	tried_open(TRIED_FETCH, "/nowhere", false);
	r = tried_fetch(tried_url("/x/plain"));
	assert_true(r.whole);
	assert_int_equal(r.docs, 1);
	assert_says(&r.doc_err, ERR_FAILED, "/nowhere could not be started");
	assert_string_not_equal(doc_fact(r.doc, DOC_ERROR), "");
	doc_free(r.doc);
}

/* -- order, limits, cancelling --------------------------------------------------------- */

static void test_many(void **state)
{
	static struct tried_result results[41];

	(void)state;
	tried_open(TRIED_FETCH, TRIED_BAD, false);
	for (int i = 1; i <= 40; i++)
		assert_int_equal(
			tried_get(tried_url(i % 2 ? "/x/status/404" : "/x/big/rubbish?70000")), i);
	tried_finish(results, 41);
	for (int i = 1; i <= 40; i++) {
		assert_int_equal(results[i].ends, 1);
		assert_true(results[i].whole);
		assert_int_equal(results[i].docs, i % 2 ? 0 : 1);
		assert_int_equal(results[i].bytes, i % 2 ? 0 : 70000);
		doc_free(results[i].doc);
	}
	assert_no_children();
}

static void poll_for(int ms)
{
	struct timespec ts;
	int64_t until, now;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	until = (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000 + ms;
	do {
		struct pollfd fds[8];
		int timeout;
		size_t n = client_fds(tried.client, fds, 8, &timeout);

		if (poll(fds, n, 20) <= 0)
			for (size_t i = 0; i < n; i++)
				fds[i].revents = 0;
		client_ready(tried.client, fds, n);
		clock_gettime(CLOCK_MONOTONIC, &ts);
		now = (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
	} while (now < until);
}

/* An owner that takes no events holds the server back: what waits is bounded. */
static void test_back_pressure(void **state)
{
	static struct tried_result results[2];
	uint64_t got = 0;
	int64_t length;
	int id;

	(void)state;
	tried_open(TRIED_FETCH, TRIED_BAD, false);
	id = tried_get(tried_url("/x/big/rubbish?30000000"));
	poll_for(400);
	assert_true(client_progress(tried.client, id, &got, &length));
	assert_true(got > 0);
	assert_true(got <= 256 * 1024);
	assert_true(length == 30000000);
	tried_finish(results, 2);
	assert_int_equal(results[1].bytes, 30000000);
	assert_true(results[1].whole);
	assert_false(client_progress(tried.client, id, &got, &length));
	doc_free(results[1].doc);
}

static void test_cancel(void **state)
{
	struct client_parse how = {.name = "hang"};
	struct client_event e;
	int slow, parse, quick;

	(void)state;
	tried_open(TRIED_FETCH, TRIED_BAD, false);
	slow = tried_get(tried_url("/x/stall"));
	parse = client_parse(tried.client, &how, NULL);
	while (client_wait(tried.client, &e) && e.kind != CLIENT_HEAD)
		;
	assert_int_equal(e.id, slow);
	quick = tried_get(tried_url("/x/status/404"));
	client_cancel(tried.client, slow);
	client_cancel(tried.client, parse);
	client_cancel(tried.client, 12345);
	while (client_wait(tried.client, &e))
		assert_int_equal(e.id, quick);
	assert_int_equal(e.kind, CLIENT_END);
	assert_no_children();
}

/* What waits to be told of others is told when one of them is called off. */
static void test_cancel_among_others(void **state)
{
	struct client_event e;
	int first, second, third;

	(void)state;
	tried_open("/nowhere", "/nowhere", true);
	first = tried_get("https://press.un.org/first");
	second = tried_get("https://press.un.org/second");
	third = tried_get("https://press.un.org/third");
	client_cancel(tried.client, second);
	assert_int_equal(client_next(tried.client, &e), 1);
	assert_int_equal(e.id, first);
	assert_int_equal(client_next(tried.client, &e), 1);
	assert_int_equal(e.id, third);
	assert_int_equal(client_next(tried.client, &e), 0);
}

/* Nothing to do: nothing to wake up for. */
static void test_idle(void **state)
{
	struct pollfd fds[8];
	int timeout, before;
	size_t n;

	(void)state;
	client_free(tried.client);
	tried.client = NULL;
	before = count_pipes();
	tried_open(TRIED_FETCH, TRIED_BAD, false);
	assert_int_equal(client_fds(tried.client, fds, 8, &timeout), 0);
	assert_int_equal(timeout, -1);
	tried_fetch(tried_url("/x/status/404"));
	n = client_fds(tried.client, fds, 8, &timeout);
	assert_int_equal(n, 1);
	assert_int_equal(timeout, -1);
	assert_int_equal(poll(fds, n, 300), 0);
	assert_no_children();
	assert_int_equal(count_pipes(), before);
}

static void test_bad_mirror(void **state)
{
	const char *mirrors[] = {"https://press.un.org"};
	struct client_config config = {TRIED_FETCH, TRIED_PARSE, mirrors, 1, false, 0, false};
	struct err err = {0};

	(void)state;
	assert_null(client_new(&config, &err));
	assert_says(&err, ERR_USAGE, "FROM=TO");
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_page),     cmocka_unit_test(test_wake),
		cmocka_unit_test(test_codings),  cmocka_unit_test(test_bomb),
		cmocka_unit_test(test_parse_fd), cmocka_unit_test(test_no_document),
		cmocka_unit_test(test_offline),  cmocka_unit_test(test_no_programs),
		cmocka_unit_test(test_many),     cmocka_unit_test(test_back_pressure),
		cmocka_unit_test(test_cancel),   cmocka_unit_test(test_cancel_among_others),
		cmocka_unit_test(test_idle),     cmocka_unit_test(test_bad_mirror),
	};

	return cmocka_run_group_tests_name("client", tests, tried_set_up, tried_tear_down);
}
