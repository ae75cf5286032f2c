/* SPDX-License-Identifier: ISC */
/* Parts of downloads: what stays of them, who may go on with them, and the fields of the
 * heads that are kept beside them. */
#include "config.h"

#include "model/base/header.h"
#include "model/store/parts.h"
#include "tests/lib/copies.h"
#include "tests/model/store_lib.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#define URL "https://example.org/long"
#define WHOLE 300000

struct parts {
	struct folder *folder;
	struct store *s;
	char bytes[WHOLE];
};

static int set_up(void **state)
{
	struct parts *f = calloc(1, sizeof *f);
	void *folder;

	assert_int_equal(folder_set_up(&folder), 0);
	f->folder = folder;
	for (size_t i = 0; i < WHOLE; i++)
		f->bytes[i] = (char)(i * 7 + i / 251);
	f->s = must_open(f->folder->store, STORE_PERSONAL);
	*state = f;
	return 0;
}

static int tear_down(void **state)
{
	struct parts *f = *state;
	void *folder = f->folder;

	store_close(f->s);
	free(f);
	return folder_tear_down(&folder);
}

static struct doc *text_doc(const char *lang, const char *text)
{
	struct doc_maker *m = doc_maker_new(0);

	doc_add_fact(m, DOC_TITLE, "A title");
	doc_add_fact(m, DOC_LANGUAGE, lang);
	doc_begin(m, DOC_PARAGRAPH);
	doc_add_str(m, text);
	return doc_finish(m, NULL);
}

static const struct store_origin origin = {
	.key = URL,
	.url = URL,
	.asked = URL,
	.type = "text/html",
	.etag = "\"e1\"",
	.headers = "HTTP/1.1 200 OK\r\nContent-Length: 300000\r\n",
};

static struct store_incoming *begin(struct parts *f, size_t len)
{
	struct store_incoming *in = store_begin(f->s, &origin, NULL);

	assert_non_null(in);
	assert_int_equal(store_add(in, f->bytes, len, NULL), 0);
	assert_int_equal(store_incoming_size(in), len);
	return in;
}

/* A part of so many bytes that has ended. */
static int64_t put_part(struct parts *f, size_t len)
{
	int64_t id = store_suspend(begin(f, len), NULL);

	assert_true(id > 0);
	return id;
}

/* One that has a document as well. */
static int64_t put_readable(struct parts *f, size_t len, const char *lang, const char *text)
{
	struct doc *doc = text_doc(lang, text);
	int64_t id = store_commit(begin(f, len), doc, false, 1, NULL);

	assert_true(id > 0);
	doc_free(doc);
	return id;
}

static void assert_part(struct parts *f, int64_t id, int64_t size, int64_t expected)
{
	struct store_part p;

	assert_int_equal(store_part_find(f->s, URL, &p, NULL), 1);
	assert_int_equal(p.id, id);
	assert_int_equal(p.size, size);
	assert_int_equal(p.expected, expected);
	assert_string_equal(p.asked, URL);
	assert_string_equal(p.etag, "\"e1\"");
	assert_string_equal(p.key, p.readable ? URL : "");
	assert_string_equal(p.lang, p.readable ? "en" : "");
	assert_false(p.held);
	store_part_done(&p);
}

static void assert_parts(struct parts *f, int64_t count, int64_t bytes)
{
	int64_t n, size;

	assert_int_equal(store_parts_total(f->s, &n, &size, NULL), 0);
	assert_int_equal(n, count);
	assert_int_equal(size, bytes);
}

static void assert_bytes(struct parts *f, int64_t version, size_t len)
{
	char back[5000];
	size_t at = 0;
	long n;

	while ((n = store_bytes(f->s, version, at, back, sizeof back, NULL)) > 0) {
		assert_true(at + (size_t)n <= len);
		assert_memory_equal(back, f->bytes + at, (size_t)n);
		at += (size_t)n;
	}
	assert_int_equal(at, len);
}

/* -- going on ---------------------------------------------------------------- */

static void test_go_on(void **state)
{
	static const size_t ends[] = {1, 16384, 65535, 65536, 65537, 131072, 250000, WHOLE - 1};
	struct parts *f = *state;
	struct store_incoming *in = store_begin(f->s, &origin, NULL);
	struct store_version v;
	char whole[65], parts[65];
	struct doc *doc = text_doc("en", "whole");
	int64_t id = 0;
	size_t at = 0;

	store_add(in, f->bytes, WHOLE, NULL);
	assert_true(store_commit(in, doc, true, 1, NULL) > 0);
	assert_int_equal(store_find(f->s, URL, NULL, &v, NULL), 1);
	strcpy(whole, v.sha256);
	store_version_done(&v);
	id = put_part(f, ends[0]);
	at = ends[0];
	for (size_t i = 1; i < sizeof ends / sizeof *ends; i++) {
		assert_part(f, id, (int64_t)at, WHOLE);
		assert_int_equal(store_part_claim(f->s, id, NULL), 1);
		in = store_part_resume(f->s, id, &origin, NULL);
		assert_non_null(in);
		assert_int_equal(store_incoming_size(in), at);
		assert_int_equal(store_add(in, f->bytes + at, ends[i] - at, NULL), 0);
		at = ends[i];
		assert_int_equal(store_suspend(in, NULL), id);
		assert_bytes(f, id, at);
	}
	assert_int_equal(store_part_claim(f->s, id, NULL), 1);
	in = store_part_resume(f->s, id, &(struct store_origin){.key = "other", .asked = URL},
	                       NULL);
	assert_int_equal(store_add(in, f->bytes + at, WHOLE - at, NULL), 0);
	assert_int_equal(store_commit(in, doc, true, 1, NULL), id);
	assert_int_equal(store_find(f->s, "other", NULL, &v, NULL), 1);
	strcpy(parts, v.sha256);
	assert_true(v.whole);
	assert_int_equal(v.size, WHOLE);
	assert_string_equal(v.asked, URL);
	assert_string_equal(whole, parts);
	store_version_done(&v);
	assert_parts(f, 0, 0);
	doc_free(doc);
}

/* Killed at any moment: all but the last 16 KiB are there. */
static void test_killed(void **state)
{
	struct parts *f = *state;
	struct store_incoming *in;
	struct store_part p;
	int status;
	pid_t pid = fork();

	if (!pid) {
		f->s = store_open(f->folder->store, STORE_PERSONAL, NULL);
		in = begin(f, 1000);
		for (size_t at = 1000; at < 200000; at += 1000)
			store_add(in, f->bytes + at, 1000, NULL);
		kill(getpid(), SIGKILL);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFSIGNALED(status));
	assert_int_equal(store_part_find(f->s, URL, &p, NULL), 1);
	assert_int_equal(p.size, 200000 / STORE_FLUSH * STORE_FLUSH);
	assert_false(p.readable);
	assert_bytes(f, p.id, (size_t)p.size);
	assert_int_equal(store_part_claim(f->s, p.id, NULL), 1);
	store_part_done(&p);
}

/* -- claims -------------------------------------------------------------------- */

static int64_t in_child(struct parts *f, int64_t id)
{
	int status;
	pid_t pid = fork();

	if (!pid) {
		struct store *s = store_open(f->folder->store, STORE_PERSONAL, NULL);
		struct store_part p;
		int claimed = store_part_claim(s, id, NULL);
		int found = store_part_find(s, URL, &p, NULL);
		int gone;

		store_part_discard(s, id, NULL);
		gone = store_part_claim(s, id, NULL);
		_exit(100 + claimed + 2 * found + 4 * gone);
	}
	waitpid(pid, &status, 0);
	return WEXITSTATUS(status) - 100;
}

static int see(const struct store_part *p, void *payload)
{
	struct store_part *last = payload;

	last->size += p->size;
	last->cuts += p->held;
	return 0;
}

static void test_claims(void **state)
{
	struct parts *f = *state;
	int64_t id = put_part(f, 20000);
	struct store_part p = {0};

	assert_int_equal(store_part_claim(f->s, id, NULL), 1);
	assert_int_equal(store_part_claim(f->s, id, NULL), 0);
	assert_int_equal(in_child(f, id), 0);
	assert_int_equal(store_each_part(f->s, see, &p, NULL), 0);
	assert_int_equal(p.size, 20000);
	assert_int_equal(p.cuts, 1);
	store_part_release(f->s, id);
	assert_part(f, id, 20000, WHOLE);
	/* the child claims it, and drops it: what has been claimed is its own */
	assert_int_equal(in_child(f, id), 1);
	assert_int_equal(store_part_find(f->s, URL, &p, NULL), 0);
	assert_int_equal(store_part_claim(f->s, id, NULL), 0);
}

/* What is coming just now is nobody else's; what comes whole elsewhere leaves it. */
static void test_coming(void **state)
{
	struct parts *f = *state;
	struct store_incoming *in = begin(f, 100000), *other;
	struct store_part p;
	struct doc *doc = text_doc("en", "whole");

	assert_int_equal(store_part_find(f->s, URL, &p, NULL), 0);
	put_part(f, 20000);
	other = begin(f, WHOLE);
	assert_true(store_commit(other, doc, true, 1, NULL) > 0);
	assert_parts(f, 1, 100000 / STORE_FLUSH * STORE_FLUSH);
	assert_int_equal(store_add(in, f->bytes + 100000, WHOLE - 100000, NULL), 0);
	assert_true(store_commit(in, doc, true, 1, NULL) > 0);
	assert_parts(f, 0, 0);
	doc_free(doc);
}

/* Bytes whose row has been taken away are an error, and no version of nothing. */
static void test_taken_away(void **state)
{
	struct parts *f = *state;
	struct store_incoming *in = begin(f, 100000);
	struct doc *doc = text_doc("en", "whole");
	struct err err = {0};

	assert_int_equal(store_part_discard(f->s, store_incoming_version(in), NULL), 0);
	assert_parts(f, 0, 0);
	assert_int_equal(store_add(in, f->bytes, 100000, &err), -1);
	assert_int_equal(err.code, ERR_FAILED);
	assert_int_equal(store_commit(in, doc, true, 1, NULL), -1);
	doc_free(doc);
}

/* -- documents of parts ------------------------------------------------------------ */

static int hits(struct parts *f, const char *words)
{
	return found_by(f->s, words);
}

/* The piece that can be read is found by its words until the rest is there, then by
 * those of the whole. */
static void test_readable(void **state)
{
	struct parts *f = *state;
	int64_t id = put_readable(f, 100000, "en", "corridor opened");
	struct doc *longer = text_doc("en", "corridor closed"), *whole = text_doc("ar", "ممر");
	struct store_incoming *in;
	struct store_version v;

	assert_part(f, id, 100000, WHOLE);
	assert_int_equal(hits(f, "opened"), 1);
	store_part_claim(f->s, id, NULL);
	in = store_part_resume(f->s, id, &origin, NULL);
	store_add(in, f->bytes + 100000, 100000, NULL);
	/* while it comes, the piece can be read */
	assert_int_equal(store_find(f->s, URL, NULL, &v, NULL), 1);
	assert_int_equal(v.id, id);
	store_version_done(&v);
	assert_int_equal(store_commit(in, longer, false, 1, NULL), id);
	assert_int_equal(hits(f, "opened"), 0);
	assert_int_equal(hits(f, "closed"), 1);
	store_part_claim(f->s, id, NULL);
	in = store_part_resume(f->s, id, &origin, NULL);
	store_add(in, f->bytes + 200000, 100000, NULL);
	assert_int_equal(store_commit(in, whole, true, 1, NULL), id);
	assert_int_equal(hits(f, "closed"), 0);
	assert_int_equal(hits(f, "ممر"), 1);
	assert_parts(f, 0, 0);
	doc_free(longer);
	doc_free(whole);
}

static void test_discard(void **state)
{
	struct parts *f = *state;
	int64_t id = put_readable(f, 100000, "en", "corridor opened");
	struct store_version v;
	struct store_info info;

	assert_int_equal(store_part_discard(f->s, id, NULL), 0);
	assert_int_equal(hits(f, "opened"), 0);
	assert_int_equal(store_find(f->s, URL, NULL, &v, NULL), 0);
	store_info(f->s, &info, NULL);
	assert_int_equal(info.works + info.texts + info.versions + info.parts, 0);
	/* of two pieces one goes: the other is found */
	id = put_readable(f, 100000, "en", "corridor opened");
	put_readable(f, 90000, "en", "corridor reopened");
	assert_int_equal(hits(f, "opened"), 1);
	assert_int_equal(store_part_discard(f->s, id, NULL), 0);
	assert_int_equal(hits(f, "opened"), 0);
	assert_int_equal(hits(f, "reopened"), 1);
	/* a whole one is no part */
	assert_int_equal(store_find(f->s, URL, NULL, &v, NULL), 1);
	assert_int_equal(v.size, 90000);
	store_version_done(&v);
}

/* One takes the place of another; the part of an incoming that is dropped goes with it. */
static void test_instead(void **state)
{
	struct parts *f = *state;
	struct store_origin o = origin;
	struct store_incoming *in;
	int64_t id = put_readable(f, 50000, "en", "corridor opened"), other;

	assert_int_equal(store_part_claim(f->s, id, NULL), 1);
	o.instead = id;
	o.cuts = 2;
	in = store_begin(f->s, &o, NULL);
	store_add(in, f->bytes, 60000, NULL);
	assert_parts(f, 2, 50000 + 60000 / STORE_FLUSH * STORE_FLUSH);
	store_incoming_cuts(in, 3);
	other = store_suspend(in, NULL);
	assert_parts(f, 1, 60000);
	assert_part(f, other, 60000, WHOLE);
	assert_int_equal(hits(f, "opened"), 0);
	assert_int_equal(store_part_claim(f->s, other, NULL), 1);
	store_abort(store_part_resume(f->s, other, &origin, NULL));
	assert_parts(f, 0, 0);
	assert_int_equal(store_suspend(store_begin(f->s, &origin, NULL), NULL), 0);
}

/* Bytes that are missing in the middle, or too few for what the row says. */
static void test_damaged(void **state)
{
	static const char *const harms[] = {
		"DELETE FROM chunk WHERE id & 65535 = 1",
		"UPDATE chunk SET bytes=x'00' WHERE id & 65535 = 0",
		"UPDATE version SET size=7",
		"DELETE FROM chunk",
		"UPDATE chunk SET bytes=zeroblob(70000) WHERE id & 65535 = 0",
	};
	struct parts *f = *state;
	struct err err;
	sqlite3 *db;
	int64_t id;

	for (size_t i = 0; i < sizeof harms / sizeof *harms; i++) {
		id = put_part(f, 150000);
		assert_int_equal(sqlite3_open(f->folder->store, &db), SQLITE_OK);
		assert_int_equal(sqlite3_exec(db, harms[i], NULL, NULL, NULL), SQLITE_OK);
		sqlite3_close(db);
		assert_int_equal(store_part_claim(f->s, id, NULL), 1);
		err_clear(&err);
		assert_null(store_part_resume(f->s, id, &origin, &err));
		assert_int_equal(err.code, ERR_STORE);
		assert_int_equal(store_part_discard(f->s, id, NULL), 0);
		assert_parts(f, 0, 0);
	}
}

static void test_hosts(void **state)
{
	struct parts *f = *state;

	assert_int_equal(store_host_ranges(f->s, "example.org"), 0);
	assert_int_equal(store_host_set_ranges(f->s, "example.org", 1, NULL), 0);
	assert_int_equal(store_host_set_ranges(f->s, "example.org:8080", -1, NULL), 0);
	assert_int_equal(store_host_ranges(f->s, "example.org"), 1);
	assert_int_equal(store_host_ranges(f->s, "example.org:8080"), -1);
	assert_int_equal(store_host_set_ranges(f->s, "example.org", -1, NULL), 0);
	assert_int_equal(store_host_ranges(f->s, "example.org"), -1);
}

/* -- heads ---------------------------------------------------------------------------- */

static void test_sizes(void **state)
{
	static const struct {
		const char *block;
		int64_t size;
	} cases[] = {
		{"", -1},
		{"HTTP/1.1 200 OK\r\ncontent-length: 812 \r\n\r\n", 812},
		{"Content-Length: 8x\r\n", -1},
		{"Content-Length: \r\n", -1},
		{"Content-Length: 99999999999999999999\r\n", -1},
		{"X-Content-Length: 5\r\n", -1},
		{"Content-Length: 100\r\nContent-Range: bytes 100-199/5000\r\n", 5000},
		{"Content-Range: bytes 100-199/*\r\nContent-Length: 100\r\n", -1},
		{"Content-Range: bytes 100-199/150\r\n", -1},
		{"Content-Range: bytes 200-199/500\r\n", -1},
		{"Content-Range: bytes */500\r\n", -1},
		{"Content-Range: items 1-2/3\r\n", -1},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_int_equal(header_whole_size(cases[i].block), cases[i].size);
}

/* Whichever of its strings there is no memory for: it is not there, and that is said. */
static void test_a_part_lacks_no_string(void **state)
{
	struct parts *f = *state;
	int found = -1, tries = 0;

	put_part(f, 20000);
	while (found < 0) {
		struct store_part p;
		struct err err = {0};

		copies = tries++;
		found = store_part_find(f->s, URL, &p, &err);
		copies = -1;
		assert_int_equal(err.code, found < 0 ? ERR_FAILED : ERR_NONE);
		assert_true(found < 0 || (p.key && p.lang && p.headers));
		store_part_done(&p);
	}
	assert_int_equal(found, 1);
	assert_true(tries > 10);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(test_go_on),    TEST(test_a_part_lacks_no_string),
		TEST(test_killed),   TEST(test_claims),
		TEST(test_coming),   TEST(test_taken_away),
		TEST(test_readable), TEST(test_discard),
		TEST(test_instead),  TEST(test_damaged),
		TEST(test_hosts),    cmocka_unit_test(test_sizes),
	};

	return cmocka_run_group_tests_name("store_parts", tests, NULL, NULL);
}
