/* SPDX-License-Identifier: ISC */
/* What is carried from one store to another: its form, what is refused of it, and what it may
 * do where it arrives. */
#include "config.h"

#include "model/base/vec.h"
#include "model/store/carried.h"
#include "model/store/parts.h"
#include "model/store/verify.h"
#include "model/symbol/symbol.h"
#include "tests/model/store_lib.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SYMBOL "A/80/590"
#define OTHER "A/80/591"
#define PAPER "https://documents.un.org/doc/a.pdf"
#define ASKED "https://documents.un.org/api/symbol/access?s=A/80/590&l=en&t=pdf"
#define ASKED_OTHER "https://documents.un.org/api/symbol/access?s=A/80/591&l=en&t=pdf"
#define PAGE "https://blog.example/audit"

/* -- documents, and streams of them ------------------------------------------------------ */

static struct doc *make_doc(const char *symbol, const char *title, const char *lang)
{
	struct doc_maker *m = doc_maker_new(0);

	doc_add_fact(m, DOC_TITLE, title);
	doc_add_fact(m, DOC_LANGUAGE, lang);
	doc_add_fact(m, DOC_FORMAT, "pdf");
	doc_add_fact(m, DOC_SYMBOL, symbol);
	doc_begin(m, DOC_PARAGRAPH);
	doc_add_str(m, title);
	return doc_finish(m, NULL);
}

struct text {
	const char *key, *asked, *url, *symbol, *title;
};

static const struct text genuine = {SYMBOL, ASKED, PAPER, SYMBOL, "the audit"};
static const struct text page = {PAGE, PAGE, PAGE, "", "what was seen"};

static int64_t put_raw(struct store *s, const struct text *t, const char *bytes, size_t len)
{
	struct store_origin o = {.key = t->key,
	                         .asked = t->asked,
	                         .url = t->url,
	                         .type = "application/pdf",
	                         .etag = "\"tag\"",
	                         .origin_date = 1700000000};
	struct doc *doc = make_doc(t->symbol, t->title, "en");
	struct err err = {0};
	struct store_incoming *in = store_begin(s, &o, &err);
	int64_t id;

	assert_non_null(in);
	assert_int_equal(store_add(in, bytes, len, &err), 0);
	id = store_commit(in, doc, true, 1, &err);
	if (id < 0)
		fail_msg("%s", err.text);
	doc_free(doc);
	return id;
}

static int64_t put(struct store *s, const struct text *t)
{
	return put_raw(s, t, t->title, strlen(t->title));
}

static int add(const char *bytes, size_t len, void *payload, struct err *err)
{
	(void)err;
	buf_add(payload, bytes, len);
	return 0;
}

/* All versions of a store as a stream. */
typedef VEC(int64_t) versions;

static int list_one(const struct store_held *h, void *payload)
{
	versions *all = payload;

	return vec_push(all, h->id);
}

static void write_all(struct store *s, bool with_bytes, struct buf *out)
{
	versions ids = {0};
	int64_t records = 0;

	buf_init(out, 1 << 24);
	assert_int_equal(store_each_held(s, list_one, &ids, NULL), 0);
	for (size_t i = ids.count; i--;) {
		int rc = carried_write(s, ids.at[i], with_bytes, add, out, NULL);

		assert_true(rc >= 0);
		records += rc;
	}
	assert_int_equal(carried_write_end(records, add, out, NULL), 0);
	vec_done(&ids);
}

/* Bytes that come three at a time, so that lines and hashes are cut anywhere. */
struct trickle {
	const char *bytes;
	size_t len, at, step;
};

static long trickle(char *bytes, size_t room, void *payload, struct err *err)
{
	struct trickle *t = payload;
	size_t n = t->len - t->at < t->step ? t->len - t->at : t->step;

	(void)err;
	assert_true(n <= room);
	memcpy(bytes, t->bytes + t->at, n);
	t->at += n;
	return (long)n;
}

/* Reads a whole stream: how many records, or -1. */
static int read_all(const char *bytes, size_t len, struct err *err)
{
	struct trickle t = {bytes, len, 0, 4096};
	struct carried_reader *r = carried_reader_new(trickle, &t);
	const struct carried *c;
	int n = 0, rc;

	err_clear(err);
	while ((rc = carried_next(r, &c, err)) > 0)
		n++;
	carried_reader_free(r);
	return rc < 0 ? -1 : n;
}

static void expect_refused(const char *stream, size_t len, const char *why)
{
	struct err err = {0};

	assert_int_equal(read_all(stream, len, &err), -1);
	if (!strstr(err.text, why))
		fail_msg("%s, in place of: %s", err.text, why);
}

/* What arrives of a stream, outcomes as letters: c(ame), h(ere), b(eside), d(iffers). */
static struct doc *make_again(const struct carried *c, const char *bytes, size_t len, void *payload)
{
	(void)c;
	assert_true(len < 200);
	++*(int *)payload;
	return make_doc("", bytes, "en");
}

static int made;

static const char *arrive(struct store *s, const char *bytes, size_t len, const char *name)
{
	static char said[64];
	struct trickle t = {bytes, len, 0, 3};
	struct carried_reader *r = carried_reader_new(trickle, &t);
	struct carrier by = {CARRIED_BUNDLE, name, make_again, &made, 7};
	const struct carried *c;
	struct err err = {0};
	size_t n = 0;
	int rc, how;

	while ((rc = carried_next(r, &c, &err)) > 0) {
		int64_t id;

		how = carried_arrive(s, r, &by, &id, &err);
		if (how < 0)
			fail_msg("%s", err.text);
		said[n++] = "chbd"[how];
	}
	if (rc < 0)
		fail_msg("%s", err.text);
	said[n] = '\0';
	carried_reader_free(r);
	return said;
}

/* -- the form ------------------------------------------------------------------------------ */

/* Another store in the folder of a test. */
static const char *beside(void **state, const char *name)
{
	static char path[200];

	snprintf(path, sizeof path, "%s/%s", ((struct folder *)*state)->path, name);
	return path;
}

static void test_what_is_written_is_read(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);
	struct store_version v;
	struct buf stream;
	const struct carried *c;
	struct carried_reader *r;
	struct trickle t;
	struct err err = {0};
	char got[100] = "";
	long n;

	put(s, &genuine);
	put(s, &page);
	assert_int_equal(store_find(s, SYMBOL, "en", &v, NULL), 1);
	write_all(s, true, &stream);
	t = (struct trickle){stream.bytes, stream.len, 0, 3};
	r = carried_reader_new(trickle, &t);
	assert_int_equal(carried_next(r, &c, &err), 1);
	assert_string_equal(c->key, SYMBOL);
	assert_string_equal(c->symbols, SYMBOL);
	assert_string_equal(c->lang, "en");
	assert_string_equal(c->won, "asked");
	assert_string_equal(c->url, PAPER);
	assert_string_equal(c->asked, ASKED);
	assert_string_equal(c->type, "application/pdf");
	assert_string_equal(c->sha256, v.sha256);
	assert_string_equal(doc_fact(c->doc, DOC_TITLE), "the audit");
	assert_int_equal(c->fetched, v.fetched);
	assert_int_equal(c->checked, v.checked);
	assert_int_equal(c->origin_date, 1700000000);
	assert_int_equal(c->size, 9);
	assert_int_equal(c->parser, 1);
	assert_true(c->has_bytes);
	n = carried_bytes(r, got, 2, &err);
	assert_int_equal(n, 2);
	while (n > 0 && (size_t)n < 9) {
		long more = carried_bytes(r, got + n, sizeof got - (size_t)n, &err);

		assert_true(more > 0);
		n += more;
	}
	assert_string_equal(got, "the audit");
	assert_int_equal(carried_bytes(r, got, sizeof got, &err), 0);
	/* the next; its bytes are read over */
	assert_int_equal(carried_next(r, &c, &err), 1);
	assert_string_equal(c->key, PAGE);
	assert_string_equal(c->symbols, "");
	assert_string_equal(c->won, "");
	assert_int_equal(carried_next(r, &c, &err), 0);
	carried_reader_free(r);
	store_version_done(&v);
	buf_done(&stream);
	store_close(s);
}

static void test_what_is_cut_is_told(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);
	struct buf stream;
	struct err err = {0};

	put(s, &genuine);
	put(s, &page);
	write_all(s, true, &stream);
	assert_int_equal(read_all(stream.bytes, stream.len, &err), 2);
	for (size_t len = 0; len < stream.len; len++)
		if (read_all(stream.bytes, len, &err) >= 0)
			fail_msg("cut at %zu of %zu", len, stream.len);
	buf_done(&stream);
	store_close(s);
}

/* A record with one line in place of another, or without one ("" for none). */
static void with_line(struct buf *out, const char *name, const char *instead)
{
	static const char *const lines[] = {
		"document 1",
		"key " SYMBOL,
		"symbol " SYMBOL,
		"language en",
		"identity asked",
		"address " PAPER,
		"asked " ASKED,
		"type application/pdf",
		"fetched 1700000000",
		"parser 1",
		"sha256 "
		"5ed0592fa6a7bb30d8de64a35ba4f2a4e31b6ea3c7ba3e2a9ddd3f51ab1ef1e8",
		"size 9",
		"docfile 54",
	};
	size_t n = strlen(name);

	buf_reset(out);
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		bool is = n && !strncmp(lines[i], name, n) && (lines[i][n] == ' ' || !lines[i][n]);

		if (!is || *instead)
			buf_printf(out, "%s\n", is ? instead : lines[i]);
	}
	buf_str(out, "\ndocfile 2\nF title the audit\nB paragraph\nT the audit\n.\n");
	buf_str(out, "end 1\n");
}

static void test_no_line_is_taken_that_may_not_stand(void **state)
{
	static const struct {
		const char *name, *instead, *why;
	} cases[] = {
		{"document", "document 2", "a line is none"},
		{"key", "", "its key is none"},
		{"key", "key help", "its key is none"},
		{"key", "key " OTHER, "its key is none"},
		{"key", "key HTTPS://Blog.Example", "its key is none"},
		{"key", "key sha256:00", "its key is none"},
		{"symbol", "symbol nothing", "a symbol is none"},
		{"symbol", "symbol a/80/590", "a symbol is none"},
		{"symbol", "", "its key is none"},
		{"symbol", "symbol " OTHER "\nsymbol " SYMBOL, "its key is none"},
		{"symbol", "symbol " SYMBOL "/Add.1", "its key is none"},
		{"language", "language en en", "a language is none"},
		{"language", "language abcdefghijklmnopq", "a language is none"},
		{"identity", "identity asking", "an identity is none"},
		{"address", "address file:///etc/passwd", "an address is none"},
		{"asked", "asked ftp://x.example/", "an address is none"},
		{"asked", "key " SYMBOL, "a line is none"},
		{"type", "type application/\x1b[2J", "may not be shown"},
		{"type", "type \xff\xfe", "may not be shown"},
		{"type", "type ", "a line is none"},
		{"type", "colour red", "a line is none"},
		{"fetched", "fetched -1", "a number is none"},
		{"fetched", "fetched 0", "a number is none"},
		{"fetched", "fetched 01", "a number is none"},
		{"fetched", "fetched 253402300800", "a number is none"},
		{"fetched", "fetched 18446744073709551616", "a number is none"},
		{"parser", "", "it lacks a line"},
		{"parser", "parser 1000001", "a number is none"},
		{"sha256", "", "it lacks a line"},
		{"sha256",
	         "sha256 5ED0592FA6A7BB30D8DE64A35BA4F2A4E31B6EA3C7BA3E2A9DDD3F51AB1EF1E8",
	         "a hash is none"},
		{"sha256", "sha256 5ed0", "a hash is none"},
		{"size", "", "it lacks a line"},
		{"size", "size 4294967297", "a number is none"},
		{"docfile", "", "it lacks a line"},
		{"docfile", "docfile 67108865", "a number is none"},
		{"docfile", "docfile 18446744073709551615", "a number is none"},
		{"docfile", "docfile 53", "line 5"},
		{"docfile", "docfile 55", "after the end line"},
		{"docfile", "docfile 67108864", "cut short"},
		{"docfile", "docfile 54\nbytes 8", "two sizes"},
		{"docfile", "docfile 54\nbytes 9", "cut short"},
	};
	struct buf out;
	struct err err = {0};

	(void)state;
	buf_init(&out, 1 << 20);
	with_line(&out, "", "");
	if (read_all(out.bytes, out.len, &err) != 1)
		fail_msg("%s", err.text);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		with_line(&out, cases[i].name, cases[i].instead);
		expect_refused(out.bytes, out.len, cases[i].why);
	}
	buf_done(&out);
}

static void test_numbers_may_be_the_last(void **state)
{
	static const char *const good[][2] = {{"fetched", "fetched 253402300799"},
	                                      {"parser", "parser 1000000"},
	                                      {"size", "size 4294967296"},
	                                      {"language", "language abcdefghijklmnop"}};
	struct buf out;
	struct err err = {0};

	(void)state;
	buf_init(&out, 1 << 20);
	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		with_line(&out, good[i][0], good[i][1]);
		if (read_all(out.bytes, out.len, &err) != 1)
			fail_msg("%s: %s", good[i][1], err.text);
	}
	buf_done(&out);
}

static void test_nothing_is_longer_than_it_may_be(void **state)
{
	struct buf out, line;
	struct err err = {0};

	(void)state;
	buf_init(&out, 1 << 20);
	buf_init(&line, 1 << 20);
	buf_str(&line, "file ");
	while (line.len < CARRIED_LINE)
		buf_char(&line, 'a');
	buf_str(&line, "\ntype text/plain");
	with_line(&out, "type", line.bytes);
	if (read_all(out.bytes, out.len, &err) != 1)
		fail_msg("%s", err.text);
	buf_reset(&line);
	buf_str(&line, "file ");
	while (line.len <= CARRIED_LINE)
		buf_char(&line, 'a');
	with_line(&out, "type", line.bytes);
	expect_refused(out.bytes, out.len, "a line is too long");
	/* a symbol more than there may be */
	buf_reset(&line);
	for (int i = 0; i <= CARRIED_SYMBOLS + 100; i++)
		buf_printf(&line, "%ssymbol A/80/%d/Add.1/Rev.1/Corr.1", i ? "\n" : "", 500 + i);
	with_line(&out, "symbol", line.bytes);
	expect_refused(out.bytes, out.len, "too many symbols");
	buf_done(&out);
	buf_done(&line);
}

static void test_the_end_is_the_end(void **state)
{
	struct buf out;

	(void)state;
	buf_init(&out, 1 << 20);
	with_line(&out, "", "");
	buf_cut(&out, out.len - 6);
	buf_str(&out, "end 2\n");
	expect_refused(out.bytes, out.len, "records are missing");
	with_line(&out, "", "");
	buf_str(&out, "x");
	expect_refused(out.bytes, out.len, "behind the end");
	expect_refused("end 18446744073709551616\n", 25, "a number is none");
	expect_refused("end -0\n", 7, "a number is none");
	buf_done(&out);
}

/* A pack of a hub is asked for one record at a time. */
static void test_one_record_alone(void **state)
{
	struct trickle t;
	struct carried_reader *r;
	const struct carried *c;
	struct err err = {0};
	struct buf out;

	(void)state;
	buf_init(&out, 1 << 20);
	with_line(&out, "", "");
	t = (struct trickle){out.bytes, out.len - 6, 0, 4096};
	r = carried_reader_new(trickle, &t);
	assert_int_equal(carried_next(r, &c, &err), 1);
	assert_true(carried_is_single(r, &err));
	carried_reader_free(r);
	t = (struct trickle){out.bytes, out.len - 5, 0, 4096};
	r = carried_reader_new(trickle, &t);
	assert_int_equal(carried_next(r, &c, &err), 1);
	assert_false(carried_is_single(r, &err));
	carried_reader_free(r);
	buf_done(&out);
}

static void test_bytes_are_those_of_their_hash(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);
	struct buf stream;

	put(s, &genuine);
	write_all(s, true, &stream);
	stream.bytes[stream.len - 7] ^= 1; /* the last before the end */
	expect_refused(stream.bytes, stream.len, "not those of its hash");
	buf_done(&stream);
	store_close(s);
}

static void test_marks_go_along(void **state)
{
	struct trickle t;
	struct carried_reader *r;
	const struct carried *c;
	struct err err = {0};
	struct buf out;

	(void)state;
	buf_init(&out, 1 << 20);
	assert_int_equal(carried_write_marks("{\"a\":1}", 7, add, &out, NULL), 0);
	assert_int_equal(carried_write_end(1, add, &out, NULL), 0);
	t = (struct trickle){out.bytes, out.len, 0, 3};
	r = carried_reader_new(trickle, &t);
	assert_int_equal(carried_next(r, &c, &err), 1);
	assert_int_equal(c->marks_len, 7);
	assert_memory_equal(c->marks, "{\"a\":1}", 7);
	assert_int_equal(carried_next(r, &c, &err), 0);
	carried_reader_free(r);
	expect_refused("marks 1 16777217\n\n", 18, "a number is none");
	expect_refused("marks 1 1\nx\nx", 13, "a line is none");
	buf_done(&out);
}

/* -- arriving ------------------------------------------------------------------------------ */

/* What a key leads to, how it is won, and by whom it came; "" for nothing. */
static void expect(struct store *s, const char *key, const char *title, const char *won)
{
	struct store_version v;
	struct err err = {0};
	int found = store_find(s, key, "en", &v, &err);

	assert_int_equal(found, *title != '\0');
	if (found) {
		assert_string_equal(v.title, title);
		assert_string_equal(v.won, won);
	}
	store_version_done(&v);
}

static void fault(const struct store_fault *f, void *payload)
{
	(void)payload;
	fail_msg("%s: %s", f->what, f->why);
}

static void expect_clean(struct store *s)
{
	struct store_verify_watch watch = {.fault = fault};
	struct store_verify_counts counts;

	index_waiting(s);
	assert_int_equal(store_verify(s, &watch, &counts, NULL), 0);
	assert_int_equal(counts.faults, 0);
}

/* The stream of a store that has this alone. */
static void carry(void **state, const struct text *t, bool with_bytes, struct buf *stream)
{
	const char *path = beside(state, "from.store");
	struct store *from;

	unlink(path);
	from = must_open(path, STORE_PERSONAL);
	put(from, t);
	write_all(from, with_bytes, stream);
	store_close(from);
}

static int64_t count(struct store *s, const char *what)
{
	struct store_info info;

	assert_int_equal(store_info(s, &info, NULL), 0);
	return *what == 'v' ? info.versions : info.works;
}

static void test_what_arrives_is_by_its_carrier(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);
	struct store_version v;
	struct buf stream;
	enum carried_how how;
	char name[100];

	carry(state, &genuine, false, &stream);
	assert_string_equal(arrive(s, stream.bytes, stream.len, "stick.store"), "c");
	assert_int_equal(store_find(s, SYMBOL, "en", &v, NULL), 1);
	assert_string_equal(v.title, "the audit");
	assert_string_equal(v.won, "carried");
	assert_string_equal(v.url, PAPER);
	assert_true(v.absent);
	assert_int_equal(v.size, 9);
	assert_int_equal(v.parser, 1);
	assert_int_equal(v.origin_date, 1700000000);
	/* a server is never asked whether what it did not send still stands */
	assert_string_equal(v.etag, "");
	assert_int_equal(v.fresh, 0);
	assert_true(carried_by(v.mirror, &how, name, sizeof name));
	assert_int_equal(how, CARRIED_BUNDLE);
	assert_string_equal(name, "stick.store");
	assert_false(carried_by("https://x.example/", &how, name, sizeof name));
	assert_false(carried_by("carried:pigeon x", &how, name, sizeof name));
	store_version_done(&v);
	/* where it was found is no name of it here */
	expect(s, PAPER, "", "");
	expect(s, ASKED, "", "");
	expect_clean(s);
	/* once more */
	assert_string_equal(arrive(s, stream.bytes, stream.len, "stick.store"), "h");
	assert_int_equal(count(s, "v"), 1);
	/* and on to a third, which knows all the way */
	buf_done(&stream);
	write_all(s, true, &stream);
	store_close(s);
	s = must_open(beside(state, "third.store"), STORE_PERSONAL);
	assert_string_equal(arrive(s, stream.bytes, stream.len, "other"), "c");
	assert_int_equal(store_find(s, SYMBOL, "en", &v, NULL), 1);
	assert_string_equal(v.mirror, "carried:bundle other via carried:bundle stick.store");
	assert_true(carried_by(v.mirror, &how, name, sizeof name));
	assert_string_equal(name, "other");
	store_version_done(&v);
	buf_done(&stream);
	store_close(s);
}

static void test_it_is_below_what_the_source_sent(void **state)
{
	static const struct text newer = {SYMBOL, ASKED, PAPER, SYMBOL, "the audit, altered"};
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);
	struct buf stream;

	put(s, &genuine);
	carry(state, &newer, true, &stream);
	assert_string_equal(arrive(s, stream.bytes, stream.len, "x"), "b");
	expect(s, SYMBOL, "the audit", "asked");
	assert_int_equal(count(s, "v"), 2);
	assert_int_equal(found_by(s, "altered"), 0);
	assert_string_equal(arrive(s, stream.bytes, stream.len, "x"), "h");
	expect_clean(s);
	store_close(s);
	/* the other way round: what comes from the source goes before it */
	s = must_open(beside(state, "b.store"), STORE_PERSONAL);
	assert_string_equal(arrive(s, stream.bytes, stream.len, "x"), "c");
	expect(s, SYMBOL, "the audit, altered", "carried");
	put(s, &genuine);
	expect(s, SYMBOL, "the audit", "asked");
	expect_clean(s);
	buf_done(&stream);
	store_close(s);
}

/* Also where nothing bears a symbol: what the reader has fetched is shown first. */
static void test_it_is_below_a_page_that_was_fetched(void **state)
{
	static const struct text altered = {PAGE, PAGE, PAGE, "", "what was not seen"};
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);
	struct buf stream;

	put(s, &page);
	carry(state, &altered, false, &stream);
	assert_string_equal(arrive(s, stream.bytes, stream.len, "x"), "b");
	expect(s, PAGE, "what was seen", "");
	expect_clean(s);
	buf_done(&stream);
	store_close(s);
}

static void test_it_is_below_a_file(void **state)
{
	static const struct text file = {NULL, NULL, NULL, SYMBOL, "from a stick"};
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);
	struct buf stream;

	put(s, &file);
	carry(state, &genuine, false, &stream);
	assert_string_equal(arrive(s, stream.bytes, stream.len, "x"), "b");
	expect(s, SYMBOL, "from a stick", "file");
	store_close(s);
	s = must_open(beside(state, "b.store"), STORE_PERSONAL);
	assert_string_equal(arrive(s, stream.bytes, stream.len, "x"), "c");
	put(s, &file);
	expect(s, SYMBOL, "from a stick", "file");
	expect_clean(s);
	buf_done(&stream);
	store_close(s);
}

/* The same bytes from their source: what was carried becomes that, bytes and all. */
static void test_the_same_from_its_source(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);
	struct store_version v;
	struct buf stream;
	char bytes[20] = "";

	carry(state, &genuine, false, &stream);
	arrive(s, stream.bytes, stream.len, "x");
	put(s, &genuine);
	assert_int_equal(count(s, "v"), 1);
	assert_int_equal(store_find(s, SYMBOL, "en", &v, NULL), 1);
	assert_string_equal(v.won, "asked");
	assert_string_equal(v.symbols, SYMBOL);
	assert_false(v.absent);
	assert_int_equal(store_bytes(s, v.id, 0, bytes, sizeof bytes, NULL), 9);
	assert_string_equal(bytes, "the audit");
	store_version_done(&v);
	expect(s, ASKED, "the audit", "asked");
	expect_clean(s);
	/* and a carrier's word changes nothing of it */
	assert_string_equal(arrive(s, stream.bytes, stream.len, "y"), "h");
	expect(s, SYMBOL, "the audit", "asked");
	buf_done(&stream);
	store_close(s);
}

static void test_bytes_come_later(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);
	struct store_version v;
	struct buf without, with;

	carry(state, &genuine, false, &without);
	carry(state, &genuine, true, &with);
	arrive(s, without.bytes, without.len, "x");
	assert_string_equal(arrive(s, with.bytes, with.len, "y"), "c");
	assert_int_equal(store_find(s, SYMBOL, "en", &v, NULL), 1);
	assert_string_equal(v.won, "carried");
	assert_false(v.absent);
	store_version_done(&v);
	assert_int_equal(count(s, "v"), 1);
	assert_string_equal(arrive(s, with.bytes, with.len, "y"), "h");
	assert_string_equal(arrive(s, without.bytes, without.len, "x"), "h");
	expect_clean(s);
	buf_done(&without);
	buf_done(&with);
	store_close(s);
}

/* A carrier that gives a text another symbol, beside or in place of its own: what comes for
 * that symbol is a work of its own, and nothing genuine is found by a name that it gave. */
static void test_false_names_hold_nothing(void **state)
{
	static const struct text second = {OTHER, ASKED_OTHER, "https://documents.un.org/doc/b.pdf",
	                                   OTHER, "the other"};
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);
	struct buf stream;

	buf_init(&stream, 1 << 20);
	with_line(&stream, "symbol", "symbol " SYMBOL "\nsymbol " OTHER);
	assert_string_equal(arrive(s, stream.bytes, stream.len, "x"), "c");
	expect(s, SYMBOL, "the audit", "carried");
	expect(s, OTHER, "the audit", "carried");
	put(s, &second);
	expect(s, OTHER, "the other", "asked");
	expect(s, SYMBOL, "the audit", "carried");
	store_close(s);
	/* its own comes first: the other name leads there no more */
	s = must_open(beside(state, "b.store"), STORE_PERSONAL);
	arrive(s, stream.bytes, stream.len, "x");
	put(s, &(struct text){SYMBOL, ASKED, PAPER, SYMBOL, "the true audit"});
	expect(s, SYMBOL, "the true audit", "asked");
	expect(s, OTHER, "", "");
	/* nor is one added to what is here by its source */
	arrive(s, stream.bytes, stream.len, "x");
	expect(s, OTHER, "", "");
	put(s, &second);
	expect(s, OTHER, "the other", "asked");
	expect(s, SYMBOL, "the true audit", "asked");
	store_close(s);
	/* a file's masthead is not led astray either */
	s = must_open(beside(state, "c.store"), STORE_PERSONAL);
	arrive(s, stream.bytes, stream.len, "x");
	put(s, &(struct text){NULL, NULL, NULL, OTHER, "a file"});
	expect(s, OTHER, "a file", "file");
	expect(s, SYMBOL, "the audit", "carried");
	buf_done(&stream);
	store_close(s);
}

/* Whatever it calls itself, and however often. */
static void test_its_key_is_its_key(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);
	struct store_version v;
	struct buf stream, facts;

	buf_init(&facts, 4096);
	buf_str(&facts, "docfile 1\nF symbol " OTHER "\n");
	for (int i = 0; i < 30; i++)
		buf_printf(&facts, "F alias A/80/%d\n", 100 + i);
	buf_str(&facts, "B paragraph\nT x\n.\n");
	buf_init(&stream, 1 << 20);
	buf_printf(&stream,
	           "document 1\nkey " SYMBOL "\nsymbol " SYMBOL "\nsymbol " OTHER
	           "\nparser 1\nsha256 %064d\nsize 1\ndocfile %zu\n\n%send 1\n",
	           0, facts.len, facts.bytes);
	arrive(s, stream.bytes, stream.len, "x");
	assert_int_equal(store_find(s, OTHER, "en", &v, NULL), 1);
	assert_string_equal(v.key, SYMBOL);
	assert_string_equal(v.symbols, SYMBOL " " OTHER);
	store_version_done(&v);
	buf_done(&stream);
	buf_done(&facts);
	store_close(s);
}

/* What a text of a source claims is not taken away by what is carried. */
static void test_claims_stay(void **state)
{
	static const struct text claims = {PAGE, PAGE, PAGE, OTHER, "what was seen"};
	static const struct text quiet = {PAGE, PAGE, PAGE, "", "what was not seen"};
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);
	struct store_version v;
	struct buf stream;

	put(s, &claims);
	carry(state, &quiet, false, &stream);
	arrive(s, stream.bytes, stream.len, "x");
	assert_int_equal(store_find(s, PAGE, "en", &v, NULL), 1);
	assert_string_equal(v.claims, OTHER);
	store_version_done(&v);
	buf_done(&stream);
	store_close(s);
}

/* Of the same hash, other words: they are not taken. */
static void test_other_words_for_the_same_bytes(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);
	struct buf stream;
	char *at;

	put(s, &genuine);
	carry(state, &genuine, false, &stream);
	at = strstr(stream.bytes, "T the audit");
	memcpy(at, "T the AUDIT", 11);
	assert_string_equal(arrive(s, stream.bytes, stream.len, "x"), "d");
	assert_int_equal(found_by(s, "audit"), 1);
	expect(s, SYMBOL, "the audit", "asked");
	buf_done(&stream);
	store_close(s);
}

/* A time that is to come is none of anybody's. */
static void test_times_are_not_to_come(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);
	struct store_version v;
	struct buf stream;

	buf_init(&stream, 1 << 20);
	with_line(&stream, "fetched", "fetched 253402300799");
	arrive(s, stream.bytes, stream.len, "x");
	assert_int_equal(store_find(s, SYMBOL, "en", &v, NULL), 1);
	assert_true(v.fetched < 1800000000);
	store_version_done(&v);
	store_close(s);
	/* and one long ago says nothing of this clock */
	s = must_open(beside(state, "b.store"), STORE_PERSONAL);
	with_line(&stream, "fetched", "fetched 1000000000");
	put(s, &page);
	arrive(s, stream.bytes, stream.len, "x");
	assert_int_equal(store_find(s, SYMBOL, "en", &v, NULL), 1);
	assert_int_equal(v.fetched, 1000000000);
	store_version_done(&v);
	assert_int_equal(store_clock(s), STORE_CLOCK_RIGHT);
	buf_done(&stream);
	store_close(s);
}

/* A download of the reader's that broke off is none of a carrier's. */
static void test_parts_stay(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);
	struct store_origin o = {.key = SYMBOL, .asked = ASKED, .url = PAPER};
	struct store_incoming *in = store_begin(s, &o, NULL);
	struct store_part part;
	struct buf stream;

	assert_int_equal(store_add(in, "the", 3, NULL), 0);
	assert_true(store_suspend(in, NULL) > 0);
	carry(state, &genuine, true, &stream);
	arrive(s, stream.bytes, stream.len, "x");
	assert_int_equal(store_part_find(s, ASKED, &part, NULL), 1);
	store_part_done(&part);
	buf_done(&stream);
	store_close(s);
}

/* -- bytes that the catalogue knows ---------------------------------------------------------- */

static int known(struct store *catalogue, const char *sha256, char *symbol, char *lang,
                 struct err *err)
{
	struct store_version v;
	int rc = store_find(catalogue, SYMBOL, "en", &v, err);

	rc = rc > 0 && !strcmp(v.sha256, sha256);
	store_version_done(&v);
	snprintf(symbol, SYMBOL_MAX, "%s", SYMBOL);
	snprintf(lang, 8, "en");
	return rc;
}

static void test_known_bytes_are_the_uns(void **state)
{
	static const struct text blog = {PAGE, PAGE, PAGE, "", "the audit"};
	struct store *catalogue = must_open(beside(state, "catalogue.store"), STORE_PERSONAL);
	struct store *s;
	struct store_version v;
	struct buf with, without;

	put(catalogue, &genuine);
	s = store_open_knowing(folder_store(state), STORE_PERSONAL, known, catalogue, NULL);
	assert_non_null(s);
	carry(state, &blog, false, &without);
	carry(state, &blog, true, &with);
	/* a hash alone is a carrier's word */
	made = 0;
	arrive(s, without.bytes, without.len, "x");
	expect(s, SYMBOL, "", "");
	expect(s, PAGE, "the audit", "carried");
	store_close(s);
	unlink(folder_store(state));
	s = store_open_knowing(folder_store(state), STORE_PERSONAL, known, catalogue, NULL);
	/* and what bytes say is read of them, not of its docfile */
	memcpy(strstr(with.bytes, "F title the audit"), "F title the AUDIT", 17);
	assert_string_equal(arrive(s, with.bytes, with.len, "x"), "c");
	assert_int_equal(made, 1);
	assert_int_equal(store_find(s, SYMBOL, "en", &v, NULL), 1);
	assert_string_equal(v.title, "the audit");
	assert_string_equal(v.won, "bytes");
	assert_int_equal(v.parser, 7);
	store_version_done(&v);
	assert_string_equal(arrive(s, with.bytes, with.len, "x"), "h");
	expect_clean(s);
	store_close(s);
	store_close(catalogue);
	buf_done(&with);
	buf_done(&without);
}

int main(void)
{
#define TEST(test) cmocka_unit_test_setup_teardown(test, folder_set_up, folder_tear_down)
	const struct CMUnitTest tests[] = {
		TEST(test_what_is_written_is_read),
		TEST(test_what_is_cut_is_told),
		TEST(test_no_line_is_taken_that_may_not_stand),
		TEST(test_numbers_may_be_the_last),
		TEST(test_nothing_is_longer_than_it_may_be),
		TEST(test_the_end_is_the_end),
		TEST(test_one_record_alone),
		TEST(test_bytes_are_those_of_their_hash),
		TEST(test_marks_go_along),
		TEST(test_what_arrives_is_by_its_carrier),
		TEST(test_it_is_below_what_the_source_sent),
		TEST(test_it_is_below_a_page_that_was_fetched),
		TEST(test_it_is_below_a_file),
		TEST(test_the_same_from_its_source),
		TEST(test_bytes_come_later),
		TEST(test_false_names_hold_nothing),
		TEST(test_its_key_is_its_key),
		TEST(test_claims_stay),
		TEST(test_other_words_for_the_same_bytes),
		TEST(test_times_are_not_to_come),
		TEST(test_parts_stay),
		TEST(test_known_bytes_are_the_uns),
	};

	return cmocka_run_group_tests_name("carried", tests, NULL, NULL);
}
