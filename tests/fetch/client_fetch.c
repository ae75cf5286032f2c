/* SPDX-License-Identifier: ISC */
/* palais-fetch gone wrong, and a server that says what no head is to hold. */
#include "config.h"

#include "model/base/utf8.h"
#include "tests/fetch/client_lib.h"
#include "tests/lib/raw.h"

#include <dirent.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void test_bad_fetch(void **state)
{
	static const char *const ways[] = {"fetch-rubbish",   "fetch-version", "fetch-order",
	                                   "fetch-escape",    "fetch-limited", "fetch-piece",
	                                   "fetch-c1",        "fetch-utf8",    "fetch-file",
	                                   "fetch-password",  "fetch-form",    "fetch-status",
	                                   "fetch-downgrade", "fetch-inside",  "fetch-length",
	                                   "fetch-permanent", "fetch-count",   "fetch-both"};

	(void)state;
	for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
		struct tried_result r;

		setenv("no_proxy", ways[i], 1);
		tried_open(TRIED_BAD, TRIED_BAD, false);
		r = tried_fetch("https://a.org/");
		assert_false(r.whole);
		assert_int_equal(r.docs, 0);
		assert_says(&r.end_err, ERR_FAILED, "does not keep to the wire");
		assert_no_children();
	}
	unsetenv("no_proxy");
}

static void test_fetch_dies(void **state)
{
	struct tried_result r;

	(void)state;
	setenv("no_proxy", "fetch-dies-midway", 1);
	tried_open(TRIED_BAD, "/nowhere", false);
	r = tried_fetch("https://a.org/");
	assert_int_equal(r.status, 200);
	assert_int_equal(r.bytes, 5);
	assert_false(r.whole);
	assert_says(&r.end_err, ERR_FAILED, "palais-fetch was ended by signal 9");
	assert_true(r.more);
	assert_int_equal(r.docs, 1);
	doc_free(r.doc);
	/* It leaves twice: the second time it is no accident. */
	setenv("no_proxy", "fetch-leaves", 1);
	tried_open(TRIED_BAD, TRIED_BAD, false);
	r = tried_fetch("https://a.org/");
	assert_says(&r.end_err, ERR_FAILED, "palais-fetch gave up with status 0");
	unsetenv("no_proxy");
	assert_no_children();
}

/* What others of this host see of a process; its arguments, with blanks between them. */
static void arguments_of(pid_t pid, const char *what, char *out, size_t size)
{
	char path[60];
	size_t n = 0;

	snprintf(path, sizeof path, "/proc/%d/%s", (int)pid, what);
	/* it is begun, and the kernel may not have put them there yet */
	while (!n) {
		FILE *f = fopen(path, "r");

		assert_non_null(f);
		n = fread(out, 1, size - 1, f);
		fclose(f);
	}
	out[n] = '\0';
	for (size_t i = 0; i + 1 < n; i++)
		if (!out[i])
			out[i] = ' ';
}

/* The process of ours that has this name. */
static pid_t child_pid(const char *name)
{
	char path[300], line[300];
	struct dirent *entry;
	DIR *dir = opendir("/proc");
	pid_t found = 0;

	while (dir && !found && (entry = readdir(dir))) {
		int pid = atoi(entry->d_name), parent = 0;
		FILE *f;

		snprintf(path, sizeof path, "/proc/%d/stat", pid);
		f = pid ? fopen(path, "r") : NULL;
		if (f && fgets(line, sizeof line, f) && strstr(line, name) &&
		    sscanf(strrchr(line, ')') + 2, "%*c %d", &parent) == 1 && parent == getpid())
			found = pid;
		if (f)
			fclose(f);
	}
	if (dir)
		closedir(dir);
	return found;
}

static pid_t fetch_pid(void)
{
	return child_pid("(palais-fetch)");
}

/* A helper has a session of its own, no arguments and little environment. */
static void test_told(void **state)
{
	struct client_parse how = {.name = "hang", .base = "https://read.example/secret"};
	char said[9000];
	pid_t pid;

	(void)state;
	setenv("PALAIS_TEST_SECRET", "secret", 1);
	/* which it is told, so that there is something to read */
	setenv("no_proxy", "told.invalid", 1);
	tried_open(TRIED_FETCH, TRIED_BAD, false);
	assert_int_equal(client_parse(tried.client, &how, NULL), 1);
	client_wake(tried.client);
	pid = child_pid("(bad_helper)");
	assert_true(pid > 0);
	assert_int_equal(getsid(pid), pid);
	arguments_of(pid, "cmdline", said, sizeof said);
	assert_string_equal(said, "palais-parse");
	arguments_of(pid, "environ", said, sizeof said);
	assert_non_null(strstr(said, "=https://read.example/secret"));
	assert_null(strstr(said, "PALAIS_TEST_SECRET"));
	assert_null(strstr(said, "HOME="));
	pid = fetch_pid();
	assert_int_equal(getsid(pid), pid);
	arguments_of(pid, "cmdline", said, sizeof said);
	assert_string_equal(said, "palais-fetch");
	arguments_of(pid, "environ", said, sizeof said);
	assert_non_null(strstr(said, "no_proxy=told.invalid"));
	assert_null(strstr(said, "PATH="));
	client_cancel(tried.client, 1);
	unsetenv("no_proxy");
	unsetenv("PALAIS_TEST_SECRET");
	assert_no_children();
}

/* Killed between two gets, it is started afresh for the second. */
static void test_fetch_afresh(void **state)
{
	struct client_event e;
	struct tried_result r;
	struct pollfd fds[8];
	int timeout;
	size_t n;
	pid_t pid;

	(void)state;
	tried_open(TRIED_FETCH, TRIED_BAD, false);
	tried_fetch(tried_url("/x/status/404"));
	pid = fetch_pid();
	assert_true(pid > 0);
	kill(pid, SIGKILL);
	n = client_fds(tried.client, fds, 8, &timeout);
	assert_int_equal(n, 1);
	assert_int_equal(poll(fds, n, 5000), 1);
	client_ready(tried.client, fds, n);
	assert_int_equal(client_next(tried.client, &e), 0);
	assert_int_equal(client_fds(tried.client, fds, 8, &timeout), 0);
	r = tried_fetch(tried_url("/x/status/404"));
	assert_int_equal(r.status, 404);
	assert_int_not_equal(fetch_pid(), pid);
}

/* -- one bad server --------------------------------------------------------------------- */

#define OK "HTTP/1.1 200 OK\r\n"
#define END "Content-Length: 2\r\n\r\nhi"
#define BAD(bytes) \
	{ \
		bytes, sizeof(bytes) - 1 \
	}

/* What a server may say that no head is to hold. The last is made longer below. */
static struct raw_answer bad_answers[] = {
	BAD(OK "X-Bad: a\033[2Jb\r\n" END),
	BAD(OK "Content-Type: text/\002html\r\n" END),
	BAD(OK "ETag: \"\177\302\233\"\r\n" END),
	BAD(OK "X-Bad: \377\376 and \303\r\n" END),
	BAD(OK "Content-Type: text/html; charset=\342\200\256\r\n" END),
	BAD(OK "X-Bad: \0\r\n" END),
	BAD(OK "Last-Modified: \v\f\t\r\nDate: \351\r\n" END),
	BAD("HTTP/1.1 101 Switching Protocols\r\n\r\n"),
	BAD("HTTP/1.1 999 Odd\r\n" END),
	BAD("HTTP/1.1 000 Odd\r\n" END),
	BAD(OK "Content-Length: 9223372036854775807\r\n\r\nhi"),
	BAD(OK "Content-Length: 18446744073709551615\r\n\r\nhi"),
	BAD("HTTP/1.1 206 Part\r\nContent-Range: bytes 9-5/3\r\n" END),
	BAD("HTTP/1.1 206 Part\r\nContent-Range: bytes 5-9/9223372036854775806\r\n" END),
	BAD("HTTP/1.1 301 Moved\r\nLocation: http://\033[2J/\r\n" END),
	BAD("\033[2J"),
	{NULL, 0},
};
#define BAD_COUNT (sizeof bad_answers / sizeof bad_answers[0])

/* A header block that is within its limit, and too long once it is clean. */
static void make_long(struct buf *b)
{
	buf_init(b, 65536);
	buf_str(b, OK);
	for (int i = 0; i < 30; i++) {
		buf_str(b, "X-Long: ");
		for (int k = 0; k < 1000; k++)
			buf_char(b, '\1');
		buf_str(b, "\r\n");
	}
	buf_str(b, END);
	bad_answers[BAD_COUNT - 1] = (struct raw_answer){b->bytes, b->len};
}

/* Whatever one server says, seven other downloads that are under way at the same
 * palais-fetch go on. */
static void test_one_bad_server(void **state)
{
	static struct tried_result results[BAD_COUNT + 8];
	struct client_event e;
	struct raw *raw;
	struct buf block;
	int heads = 0;
	pid_t pid;

	(void)state;
	make_long(&block);
	raw = raw_start(bad_answers, BAD_COUNT);
	assert_non_null(raw);
	tried_open(TRIED_FETCH, TRIED_PARSE, false);
	memset(results, 0, sizeof results);
	for (int i = 0; i < 7; i++) {
		char url[100];

		snprintf(url, sizeof url, "http://%s:%d/x/stall", i % 2 ? "localhost" : "127.0.0.1",
		         origin_port(tried.origin));
		tried_get(url);
	}
	while (heads < 7 && client_wait(tried.client, &e))
		heads += e.kind == CLIENT_HEAD;
	pid = fetch_pid();
	for (size_t i = 0; i < BAD_COUNT; i++) {
		struct tried_result *r = &results[8 + i];
		char url[100];
		int id;

		snprintf(url, sizeof url, "http://127.0.0.1:%d/%zu", raw_port(raw), i);
		id = tried_get(url);
		while (!r->ends && client_wait(tried.client, &e)) {
			assert_true(e.id == id || e.kind == CLIENT_BODY || e.kind == CLIENT_DOC);
			if (e.id == id)
				tried_note(r, &e);
			if (e.kind == CLIENT_DOC)
				doc_free(e.doc);
		}
		assert_int_equal(r->ends, 1);
		assert_true(utf8_is_clean(r->end_err.text, strlen(r->end_err.text), false));
	}
	assert_int_equal(fetch_pid(), pid);
	/* what can be told of them is told */
	assert_int_equal(results[8].status, 200);
	assert_true(results[8].whole);
	assert_string_equal(results[9].type, "text/ html");
	assert_int_equal(results[8 + BAD_COUNT - 1].status, 200);
	for (int i = 1; i <= 7; i++)
		client_cancel(tried.client, i);
	while (client_wait(tried.client, &e))
		if (e.kind == CLIENT_DOC)
			doc_free(e.doc);
	raw_stop(raw);
	buf_done(&block);
	assert_no_children();
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_bad_fetch),      cmocka_unit_test(test_fetch_dies),
		cmocka_unit_test(test_told),           cmocka_unit_test(test_fetch_afresh),
		cmocka_unit_test(test_one_bad_server),
	};

	return cmocka_run_group_tests_name("client_fetch", tests, tried_set_up, tried_tear_down);
}
