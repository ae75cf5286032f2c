/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "fetch/helpers/client.h"
#include "fetch/helpers/pdf.h"
#include "fetch/wire/stopped.h"
#include "model/base/utf8.h"
#include "tests/lib/check.h"
#include "tests/lib/origin.h"
#include "tests/lib/raw.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static const char fetch_path[] = "./palais-fetch", parse_path[] = "./palais-parse";
static const char bad_path[] = "./tests/bad_helper";

static struct {
	struct origin *origin;
	struct client *client;
	unsigned parse_seconds;
} t = {.parse_seconds = 20};

/* What came of one get or parse. */
struct result {
	int heads, ends, docs, status;
	char url[200], type[40], etag[40];
	size_t bytes;
	bool whole, more;
	uint64_t down, up;
	struct err end_err, doc_err;
	struct doc *doc;
};

static void open_client(const char *fetch, const char *parse, bool offline)
{
	char mirror[100];
	const char *mirrors[] = {mirror};
	struct client_config config = {.fetch_path = fetch,
	                               .parse_path = parse,
	                               .mirrors = mirrors,
	                               .mirror_count = 1,
	                               .offline = offline,
	                               .parse_seconds = t.parse_seconds};

	snprintf(mirror, sizeof mirror, "https://press.un.org=http://127.0.0.1:%d",
	         origin_port(t.origin));
	client_free(t.client);
	t.client = client_new(&config, NULL);
	assert_non_null(t.client);
}

static char *at(const char *path)
{
	static char urls[4][200];
	static int next;
	char *url = urls[next++ % 4];

	snprintf(url, sizeof urls[0], "http://127.0.0.1:%d%s", origin_port(t.origin), path);
	return url;
}

static int get(const char *url)
{
	struct client_request r = {.url = url, .deadline_seconds = 20};
	int id = client_get(t.client, &r, NULL);

	assert_true(id > 0);
	return id;
}

static void note(struct result *r, const struct client_event *e)
{
	switch (e->kind) {
	case CLIENT_HEAD:
		assert_int_equal(r->heads + r->ends + r->docs, 0);
		r->heads++;
		r->status = e->head->status;
		snprintf(r->url, sizeof r->url, "%.190s", e->head->url);
		snprintf(r->type, sizeof r->type, "%.30s", e->head->type);
		snprintf(r->etag, sizeof r->etag, "%.30s", e->head->etag);
		break;
	case CLIENT_BODY:
		assert_int_equal(r->heads, 1);
		assert_int_equal(r->ends + r->docs, 0);
		assert_true(e->len > 0);
		r->bytes += e->len;
		break;
	case CLIENT_END:
		assert_int_equal(r->ends + r->docs, 0);
		r->ends++;
		r->whole = e->whole;
		r->more = e->more;
		r->down = e->down;
		r->up = e->up;
		r->end_err = e->err;
		break;
	case CLIENT_DOC:
		assert_int_equal(r->docs, 0);
		r->docs++;
		r->doc = e->doc;
		r->doc_err = e->err;
		break;
	}
}

/* All events until nothing is under way, into the result of their id. */
static void finish(struct result *results, int count)
{
	struct client_event e;

	memset(results, 0, sizeof *results * (size_t)count);
	while (client_wait(t.client, &e)) {
		assert_in_range(e.id, 1, count - 1);
		note(&results[e.id], &e);
	}
	assert_false(client_busy(t.client));
}

static struct result fetch(const char *url)
{
	static struct result results[200];
	int id = get(url);

	finish(results, id + 1);
	assert_int_equal(results[id].ends, 1);
	return results[id];
}

static void assert_says(const struct err *err, enum err_code code, const char *why)
{
	if (err->code != code || !strstr(err->text, why))
		fail_msg("%d \"%s\" does not say \"%s\"", err->code, err->text, why);
}

static int set_up(void **state)
{
	(void)state;
	unsetenv("http_proxy");
	unsetenv("all_proxy");
	unsetenv("ALL_PROXY");
	t.origin = origin_start(&(struct origin_config){0});
	return t.origin ? 0 : -1;
}

static int tear_down(void **state)
{
	(void)state;
	client_free(t.client);
	origin_stop(t.origin);
	return 0;
}

/* Every child that was started is gone, or will be at once. */
static void assert_no_children(void)
{
	int status;

	client_free(t.client);
	t.client = NULL;
	assert_int_equal(waitpid(-1, &status, WNOHANG), -1);
}

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
	struct result r;

	(void)state;
	open_client(fetch_path, parse_path, false);
	r = fetch("https://press.un.org/x/plain");
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
	struct result r;

	(void)state;
	open_client(fetch_path, parse_path, false);
	client_wake(t.client);
	client_wake(t.client);
	r = fetch(at("/x/plain"));
	assert_int_equal(r.status, 200);
	doc_free(r.doc);
	assert_no_children();
	open_client(fetch_path, parse_path, false);
	client_wake(t.client);
	assert_no_children();
}

/* Bodies in every coding become the same document. */
static void test_codings(void **state)
{
	static const char *const paths[] = {"/x/gzip", "/x/br", "/x/zstd"};

	(void)state;
	open_client(fetch_path, parse_path, false);
	for (size_t i = 0; i < 3; i++) {
		struct result r = fetch(at(paths[i]));

		assert_string_equal(doc_fact(r.doc, DOC_TITLE), "A plain page");
		doc_free(r.doc);
	}
}

static void test_bomb(void **state)
{
	struct result r;

	(void)state;
	open_client(fetch_path, parse_path, false);
	r = fetch(at("/x/bomb"));
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
	open_client(fetch_path, parse_path, false);
	assert_int_equal(pipe(ends), 0);
	assert_int_equal(write(ends[1], page, sizeof page - 1), sizeof page - 1);
	close(ends[1]);
	doc = client_parse_fd(t.client, ends[0], &how, NULL);
	close(ends[0]);
	assert_non_null(doc);
	assert_string_equal(doc_fact(doc, DOC_TITLE), "From a pipe");
	doc_free(doc);
}

/* -- answers without a document ------------------------------------------------- */

static void test_no_document(void **state)
{
	struct client_request r = {.url = at("/x/etag"), .etag = "\"v1\""};
	struct result results[10];
	int id;

	(void)state;
	open_client(fetch_path, bad_path, false);
	id = client_get(t.client, &r, NULL);
	finish(results, id + 1);
	assert_int_equal(results[id].status, 304);
	assert_false(results[id].more);
	assert_int_equal(results[id].docs, 0);
	assert_string_equal(results[id].etag, "\"v1\"");
	results[0] = fetch(at("/x/status/404"));
	assert_int_equal(results[0].status, 404);
	assert_int_equal(results[0].docs, 0);
	assert_int_equal(results[0].bytes, 0);
	results[0] = fetch(at("/x/closed"));
	assert_int_equal(results[0].heads, 0);
	assert_int_equal(results[0].docs, 0);
	assert_says(&results[0].end_err, ERR_NETWORK, "hung up");
}

static void test_offline(void **state)
{
	struct result r;

	(void)state;
	open_client("/nowhere", "/nowhere", true);
	r = fetch("https://press.un.org/x/plain");
	assert_says(&r.end_err, ERR_NETWORK, "offline");
	assert_int_equal(r.heads, 0);
}

static void test_no_programs(void **state)
{
	struct client_request request = {.url = "https://a.org/"};
	struct err err = {0};
	struct result r;

	(void)state;
	open_client("/nowhere", bad_path, false);
	assert_int_equal(client_get(t.client, &request, &err), -1);
	assert_says(&err, ERR_FAILED, "/nowhere: cannot be started: No such file");
	assert_false(client_busy(t.client));
	open_client(fetch_path, "/nowhere", false);
	r = fetch(at("/x/plain"));
	assert_true(r.whole);
	assert_int_equal(r.docs, 1);
	assert_says(&r.doc_err, ERR_FAILED, "/nowhere could not be started");
	assert_string_not_equal(doc_fact(r.doc, DOC_ERROR), "");
	doc_free(r.doc);
}

/* -- parsers gone wrong ----------------------------------------------------------- */

static const struct {
	const char *name, *why;
} bad_parsers[] = {
	{"die", "signal 31 (it tried something that its seal forbids)"},
	{"crash", "was ended by signal 9"},
	{"quit", "gave up with status 3"},
	{"late", "stopped at 10 s of work: nothing of it could be shown"},
	{"large", "stopped at 256 MB of memory: nothing of it could be shown"},
	{"rubbish", "not a document"},
	{"half", "not a document"},
	{"silent", "not a document"},
	{"flood", "printed more than a document holds"},
};

static void assert_error_doc(const struct doc *doc, const char *why)
{
	assert_non_null(doc);
	if (!strstr(doc_fact(doc, DOC_ERROR), why))
		fail_msg("\"%s\" does not say \"%s\"", doc_fact(doc, DOC_ERROR), why);
	assert_string_not_equal(doc_fact(doc, DOC_TITLE), "");
	assert_true(doc_block_count(doc) >= 2);
}

/* All at once; the body is larger than any pipe. */
static void test_bad_parsers(void **state)
{
	size_t count = sizeof bad_parsers / sizeof bad_parsers[0];
	static struct result results[20];
	static char body[300000];

	(void)state;
	memset(body, 'x', sizeof body);
	open_client(fetch_path, bad_path, false);
	for (size_t i = 0; i < count; i++) {
		struct client_parse how = {.name = bad_parsers[i].name};
		int id = client_parse(t.client, &how, NULL);

		assert_int_equal(id, i + 1);
		assert_int_equal(client_parse_feed(t.client, id, body, sizeof body, NULL), 0);
		assert_int_equal(client_parse_end(t.client, id, NULL), 0);
	}
	finish(results, (int)count + 1);
	for (size_t i = 0; i < count; i++) {
		assert_int_equal(results[i + 1].docs, 1);
		assert_int_equal(results[i + 1].ends, 0);
		assert_int_equal(results[i + 1].doc_err.code, ERR_FAILED);
		assert_error_doc(results[i + 1].doc, bad_parsers[i].why);
		doc_free(results[i + 1].doc);
	}
	assert_no_children();
}

/* The bytes of a get come whole to the owner, whatever its parser does. */
static void test_bad_parser_of_get(void **state)
{
	char path[60];

	(void)state;
	open_client(fetch_path, bad_path, false);
	for (size_t i = 0; i < sizeof bad_parsers / sizeof bad_parsers[0]; i++) {
		struct result r;

		/* The type says nothing, so the parser is given the name. */
		snprintf(path, sizeof path, "/x/big/%s?2000000", bad_parsers[i].name);
		r = fetch(at(path));
		assert_true(r.whole);
		assert_int_equal(r.bytes, 2000000);
		assert_int_equal(r.docs, 1);
		assert_error_doc(r.doc, bad_parsers[i].why);
		assert_string_equal(doc_fact(r.doc, DOC_URL), r.url);
		doc_free(r.doc);
	}
}

/* One that takes nothing, and one that has all and gives nothing. */
static void test_hang(void **state)
{
	struct client_parse how = {.name = "hang"};
	struct result results[2], r;

	(void)state;
	t.parse_seconds = 1;
	open_client(fetch_path, bad_path, false);
	t.parse_seconds = 20;
	assert_int_equal(client_parse(t.client, &how, NULL), 1);
	assert_int_equal(client_parse_end(t.client, 1, NULL), 0);
	finish(results, 2);
	assert_error_doc(results[1].doc, "not done after 1 s");
	doc_free(results[1].doc);
	r = fetch(at("/x/big/hang?2000000"));
	assert_true(r.whole);
	assert_int_equal(r.bytes, 2000000);
	assert_error_doc(r.doc, "not done after 1 s");
	doc_free(r.doc);
}

/* Strange, but their documents are complete. */
static void test_odd_parsers(void **state)
{
	static const char *const names[][2] = {{"linger", "Lingering"}, {"deaf", "Deaf"}};
	struct result results[10];
	struct client_parse how = {0};

	(void)state;
	open_client(fetch_path, bad_path, false);
	for (int i = 0; i < 2; i++) {
		how.name = names[i][0];
		assert_int_equal(client_parse(t.client, &how, NULL), i + 1);
		client_parse_feed(t.client, i + 1, "x", 1, NULL);
		client_parse_end(t.client, i + 1, NULL);
		finish(results, i + 2);
		assert_int_equal(results[i + 1].doc_err.code, ERR_NONE);
		assert_string_equal(doc_fact(results[i + 1].doc, DOC_TITLE), names[i][1]);
		doc_free(results[i + 1].doc);
	}
	assert_no_children();
}

/* -- palais-fetch gone wrong -------------------------------------------------------- */

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
		struct result r;

		setenv("no_proxy", ways[i], 1);
		open_client(bad_path, bad_path, false);
		r = fetch("https://a.org/");
		assert_false(r.whole);
		assert_int_equal(r.docs, 0);
		assert_says(&r.end_err, ERR_FAILED, "does not keep to the wire");
		assert_no_children();
	}
	unsetenv("no_proxy");
}

static void test_fetch_dies(void **state)
{
	struct result r;

	(void)state;
	setenv("no_proxy", "fetch-dies-midway", 1);
	open_client(bad_path, "/nowhere", false);
	r = fetch("https://a.org/");
	assert_int_equal(r.status, 200);
	assert_int_equal(r.bytes, 5);
	assert_false(r.whole);
	assert_says(&r.end_err, ERR_FAILED, "palais-fetch was ended by signal 9");
	assert_true(r.more);
	assert_int_equal(r.docs, 1);
	doc_free(r.doc);
	/* It leaves twice: the second time it is no accident. */
	setenv("no_proxy", "fetch-leaves", 1);
	open_client(bad_path, bad_path, false);
	r = fetch("https://a.org/");
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
	open_client(fetch_path, bad_path, false);
	assert_int_equal(client_parse(t.client, &how, NULL), 1);
	client_wake(t.client);
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
	client_cancel(t.client, 1);
	unsetenv("no_proxy");
	unsetenv("PALAIS_TEST_SECRET");
	assert_no_children();
}

/* Killed between two gets, it is started afresh for the second. */
static void test_fetch_afresh(void **state)
{
	struct client_event e;
	struct result r;
	struct pollfd fds[8];
	int timeout;
	size_t n;
	pid_t pid;

	(void)state;
	open_client(fetch_path, bad_path, false);
	fetch(at("/x/status/404"));
	pid = fetch_pid();
	assert_true(pid > 0);
	kill(pid, SIGKILL);
	n = client_fds(t.client, fds, 8, &timeout);
	assert_int_equal(n, 1);
	assert_int_equal(poll(fds, n, 5000), 1);
	client_ready(t.client, fds, n);
	assert_int_equal(client_next(t.client, &e), 0);
	assert_int_equal(client_fds(t.client, fds, 8, &timeout), 0);
	r = fetch(at("/x/status/404"));
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
	static struct result results[BAD_COUNT + 8];
	struct client_event e;
	struct raw *raw;
	struct buf block;
	int heads = 0;
	pid_t pid;

	(void)state;
	make_long(&block);
	raw = raw_start(bad_answers, BAD_COUNT);
	assert_non_null(raw);
	open_client(fetch_path, parse_path, false);
	memset(results, 0, sizeof results);
	for (int i = 0; i < 7; i++) {
		char url[100];

		snprintf(url, sizeof url, "http://%s:%d/x/stall", i % 2 ? "localhost" : "127.0.0.1",
		         origin_port(t.origin));
		get(url);
	}
	while (heads < 7 && client_wait(t.client, &e))
		heads += e.kind == CLIENT_HEAD;
	pid = fetch_pid();
	for (size_t i = 0; i < BAD_COUNT; i++) {
		struct result *r = &results[8 + i];
		char url[100];
		int id;

		snprintf(url, sizeof url, "http://127.0.0.1:%d/%zu", raw_port(raw), i);
		id = get(url);
		while (!r->ends && client_wait(t.client, &e)) {
			assert_true(e.id == id || e.kind == CLIENT_BODY || e.kind == CLIENT_DOC);
			if (e.id == id)
				note(r, &e);
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
		client_cancel(t.client, i);
	while (client_wait(t.client, &e))
		if (e.kind == CLIENT_DOC)
			doc_free(e.doc);
	raw_stop(raw);
	buf_done(&block);
	assert_no_children();
}

/* -- order, limits, cancelling --------------------------------------------------------- */

static void test_many(void **state)
{
	static struct result results[41];

	(void)state;
	open_client(fetch_path, bad_path, false);
	for (int i = 1; i <= 40; i++)
		assert_int_equal(get(at(i % 2 ? "/x/status/404" : "/x/big/rubbish?70000")), i);
	finish(results, 41);
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
		size_t n = client_fds(t.client, fds, 8, &timeout);

		if (poll(fds, n, 20) <= 0)
			for (size_t i = 0; i < n; i++)
				fds[i].revents = 0;
		client_ready(t.client, fds, n);
		clock_gettime(CLOCK_MONOTONIC, &ts);
		now = (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
	} while (now < until);
}

/* An owner that takes no events holds the server back: what waits is bounded. */
static void test_back_pressure(void **state)
{
	static struct result results[2];
	uint64_t got = 0;
	int64_t length;
	int id;

	(void)state;
	open_client(fetch_path, bad_path, false);
	id = get(at("/x/big/rubbish?30000000"));
	poll_for(400);
	assert_true(client_progress(t.client, id, &got, &length));
	assert_true(got > 0);
	assert_true(got <= 256 * 1024);
	assert_true(length == 30000000);
	finish(results, 2);
	assert_int_equal(results[1].bytes, 30000000);
	assert_true(results[1].whole);
	assert_false(client_progress(t.client, id, &got, &length));
	doc_free(results[1].doc);
}

static void test_cancel(void **state)
{
	struct client_parse how = {.name = "hang"};
	struct client_event e;
	int slow, parse, quick;

	(void)state;
	open_client(fetch_path, bad_path, false);
	slow = get(at("/x/stall"));
	parse = client_parse(t.client, &how, NULL);
	while (client_wait(t.client, &e) && e.kind != CLIENT_HEAD)
		;
	assert_int_equal(e.id, slow);
	quick = get(at("/x/status/404"));
	client_cancel(t.client, slow);
	client_cancel(t.client, parse);
	client_cancel(t.client, 12345);
	while (client_wait(t.client, &e))
		assert_int_equal(e.id, quick);
	assert_int_equal(e.kind, CLIENT_END);
	assert_no_children();
}

/* Nothing to do: nothing to wake up for. */
static void test_idle(void **state)
{
	struct pollfd fds[8];
	int timeout, before;
	size_t n;

	(void)state;
	client_free(t.client);
	t.client = NULL;
	before = count_pipes();
	open_client(fetch_path, bad_path, false);
	assert_int_equal(client_fds(t.client, fds, 8, &timeout), 0);
	assert_int_equal(timeout, -1);
	fetch(at("/x/status/404"));
	n = client_fds(t.client, fds, 8, &timeout);
	assert_int_equal(n, 1);
	assert_int_equal(timeout, -1);
	assert_int_equal(poll(fds, n, 300), 0);
	assert_no_children();
	assert_int_equal(count_pipes(), before);
}

static void test_bad_mirror(void **state)
{
	const char *mirrors[] = {"https://press.un.org"};
	struct client_config config = {fetch_path, parse_path, mirrors, 1, false, 0, false};
	struct err err = {0};

	(void)state;
	assert_null(client_new(&config, &err));
	assert_says(&err, ERR_USAGE, "FROM=TO");
}

/* What pdftohtml says of itself comes between any two bytes of what it prints. */
static void what_it_says_is_no_text(void **state)
{
	static const char printed[] =
		"<texOut of memory\nt>Out of order, Bogus Out of memory\nO</text>"
		"\nOBogus memory allocation size\nut";
	static const char text[] = "<text>Out of order, Bogus O</text>\nOut";

	(void)state;
	for (size_t piece = 1; piece <= sizeof printed; piece++) {
		struct pdf_watch watch = {0};
		char out[sizeof printed + PDF_SAID];
		size_t n = 0;

		for (size_t at = 0; at < sizeof printed - 1; at += piece) {
			size_t left = sizeof printed - 1 - at;

			n += pdf_take_out(&watch, printed + at, left < piece ? left : piece,
			                  out + n);
		}
		assert_int_equal(n, sizeof text - 1);
		assert_memory_equal(out, text, n);
		assert_true(watch.refused);
		/* with no page there is nothing to tell it of */
		assert_null(pdf_end_tag(&watch, 0));
		watch.pages = true;
		assert_non_null(strstr(pdf_end_tag(&watch, 0), STOPPED_MEMORY_TAG));
		watch.refused = false;
		assert_null(strstr(pdf_end_tag(&watch, 0), STOPPED_MEMORY_TAG));
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_it_says_is_no_text),
		cmocka_unit_test(test_page),
		cmocka_unit_test(test_wake),
		cmocka_unit_test(test_codings),
		cmocka_unit_test(test_bomb),
		cmocka_unit_test(test_parse_fd),
		cmocka_unit_test(test_no_document),
		cmocka_unit_test(test_offline),
		cmocka_unit_test(test_no_programs),
		cmocka_unit_test(test_bad_parsers),
		cmocka_unit_test(test_bad_parser_of_get),
		cmocka_unit_test(test_hang),
		cmocka_unit_test(test_odd_parsers),
		cmocka_unit_test(test_told),
		cmocka_unit_test(test_one_bad_server),
		cmocka_unit_test(test_bad_fetch),
		cmocka_unit_test(test_fetch_dies),
		cmocka_unit_test(test_fetch_afresh),
		cmocka_unit_test(test_many),
		cmocka_unit_test(test_back_pressure),
		cmocka_unit_test(test_cancel),
		cmocka_unit_test(test_idle),
		cmocka_unit_test(test_bad_mirror),
	};

	return cmocka_run_group_tests_name("client", tests, set_up, tear_down);
}
