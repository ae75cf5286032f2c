/* SPDX-License-Identifier: ISC */
/* What lies packed in a store: every byte of it comes back, whatever happens to the store
 * meanwhile; and what is damaged is named. */
#include "config.h"

#include "model/store/packed.h"
#include "model/store/repack.h"
#include "model/store/schema.h"
#include "model/store/verify.h"
#include "tests/model/store_lib.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include <zlib.h>

#define PAGE "https://example.org/page"

/* -- documents of our own --------------------------------------------------------- */

static uint32_t dice;

static uint32_t roll(uint32_t most)
{
	dice = dice * 1664525 + 1013904223;
	return (dice >> 8) % most;
}

/* Sentences about the same things, the same for the same `seed`. */
static void write_text(struct buf *out, uint32_t seed, size_t len)
{
	static const char *const who[] = {"The keeper of the lock", "A barge with seed",
	                                  "The ferry board", "Nobody on the quay"};
	static const char *const what[] = {
		"reported the level of the river", "waited until the wind had fallen",
		"asked for new lamps before the winter", "wrote to the towns upstream about it"};

	dice = seed;
	while (out->len < len)
		buf_printf(out, "%s %s (%u). ", who[roll(4)], what[roll(4)], roll(100000));
}

static struct doc *make_doc(const char *lang, const char *text, size_t len)
{
	struct doc_maker *m = doc_maker_new(0);

	doc_add_fact(m, DOC_TITLE, "Minutes of the harbour");
	doc_add_fact(m, DOC_LANGUAGE, lang);
	doc_add_fact(m, DOC_FORMAT, "html");
	for (size_t at = 0; at < len; at += 4000) {
		doc_begin(m, DOC_PARAGRAPH);
		doc_add_text(m, text + at, len - at < 4000 ? len - at : 4000);
	}
	return doc_finish(m, NULL);
}

/* What a server would have sent of it: between marks, every 60 bytes. */
static void write_page(struct buf *out, const struct buf *text)
{
	for (size_t at = 0; at < text->len; at += 60)
		buf_printf(out, "<p class=\"minutes of-the-harbour\" id=\"p%zu\">%.60s</p>\n", at,
		           text->bytes + at);
}

static int64_t put(struct store *s, const char *url, const char *coding, const struct buf *bytes,
                   const struct doc *doc, bool whole)
{
	struct store_origin o = {
		.key = url, .url = url, .asked = url, .type = "text/html", .coding = coding};
	struct err err = {0};
	struct store_incoming *in = store_begin(s, &o, &err);
	int64_t id;

	assert_non_null(in);
	assert_int_equal(store_add(in, bytes->bytes, bytes->len, &err), 0);
	id = store_commit(in, doc, whole, 1, &err);
	if (id < 0)
		fail_msg("%s", err.text);
	return id;
}

/* A page of `len` bytes of text, told by its seed. */
static int64_t put_page(struct store *s, uint32_t seed, size_t len, const char *lang)
{
	struct buf text, page;
	struct doc *doc;
	char url[60];
	int64_t id;

	buf_init(&text, 1 << 24);
	buf_init(&page, 1 << 24);
	write_text(&text, seed, len);
	write_page(&page, &text);
	doc = make_doc(lang, text.bytes, text.len);
	snprintf(url, sizeof url, PAGE "/%u", seed);
	id = put(s, url, "", &page, doc, true);
	doc_free(doc);
	buf_done(&text);
	buf_done(&page);
	return id;
}

static void expect_bytes(struct store *s, int64_t version, const char *want, size_t len)
{
	char back[STORE_CHUNK];
	struct err err = {0};
	size_t at = 0;
	long n;

	while ((n = store_bytes(s, version, at, back, sizeof back, &err)) > 0) {
		assert_true(at + (size_t)n <= len);
		assert_memory_equal(back, want + at, (size_t)n);
		at += (size_t)n;
	}
	if (n < 0)
		fail_msg("%s", err.text);
	assert_int_equal(at, len);
}

static void expect_page(struct store *s, int64_t version, uint32_t seed, size_t len)
{
	struct buf text, page;
	struct doc *doc;
	struct err err = {0};
	const struct doc_text *said;

	buf_init(&text, 1 << 24);
	buf_init(&page, 1 << 24);
	write_text(&text, seed, len);
	write_page(&page, &text);
	expect_bytes(s, version, page.bytes, page.len);
	doc = store_doc(s, version, &err);
	if (!doc)
		fail_msg("%s", err.text);
	said = &doc_block(doc, 0)->text;
	assert_int_equal(said->len, len < 4000 ? text.len : 4000);
	assert_memory_equal(said->bytes, text.bytes, said->len);
	doc_free(doc);
	buf_done(&text);
	buf_done(&page);
}

static int64_t number(struct store *s, const char *sql)
{
	struct err err = {0};
	int64_t n = store_number(s, store_prepare(s, sql, &err), &err);

	if (n < 0)
		fail_msg("%s: %s", sql, err.text);
	return n;
}

static void change(struct store *s, const char *sql)
{
	struct err err = {0};

	if (store_exec(s, sql, &err) < 0)
		fail_msg("%s: %s", sql, err.text);
	assert_true(sqlite3_changes(s->db) > 0);
}

struct found {
	int count;
	enum store_fault_kind kind;
	char what[400], why[400]; /* of the first */
};

static void note(const struct store_fault *fault, void *payload)
{
	struct found *f = payload;

	if (f->count++)
		return;
	f->kind = fault->kind;
	snprintf(f->what, sizeof f->what, "%s", fault->what);
	snprintf(f->why, sizeof f->why, "%s", fault->why);
}

static struct found verify(struct store *s)
{
	struct found found = {0};
	struct store_verify_watch watch = {.fault = note, .payload = &found};
	struct store_verify_counts n;
	struct err err = {0};

	if (store_verify(s, &watch, &n, &err) < 0)
		fail_msg("%s", err.text);
	return found;
}

static void expect_good(struct store *s)
{
	struct found found = verify(s);

	if (found.count)
		fail_msg("%d faults; %s: %s", found.count, found.what, found.why);
}

#define PACKED "SELECT count(*) FROM version WHERE packed"
#define IN_CHUNKS "SELECT coalesce(sum(length(bytes)), 0) FROM chunk"

/* -- bytes ------------------------------------------------------------------------ */

static void test_bytes_come_back(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);
	char some[100], all[STORE_CHUNK];
	int64_t id = put_page(s, 7, 100000, "en"), size;

	size = number(s, "SELECT size FROM version");
	assert_true(size > 2 * STORE_CHUNK);
	assert_int_equal(number(s, PACKED), 1);
	assert_true(number(s, IN_CHUNKS) * 9 < size);
	expect_page(s, id, 7, 100000);
	/* from anywhere, and across no piece */
	assert_int_equal(store_bytes(s, id, STORE_CHUNK, all, sizeof all, NULL), STORE_CHUNK);
	assert_int_equal(store_bytes(s, id, STORE_CHUNK + 65000, some, sizeof some, NULL), 100);
	assert_memory_equal(some, all + 65000, 100);
	assert_int_equal(store_bytes(s, id, 2 * STORE_CHUNK - 30, some, sizeof some, NULL), 30);
	assert_memory_equal(some, all + STORE_CHUNK - 30, 30);
	assert_int_equal(store_bytes(s, id, (uint64_t)size, some, sizeof some, NULL), 0);
	/* what is at hand is of another version now */
	expect_page(s, put_page(s, 8, 3000, "en"), 8, 3000);
	expect_page(s, id, 7, 100000);
	store_rest(s);
	expect_page(s, id, 7, 100000);
	expect_good(s);
	store_close(s);
}

/* Packed by the server, not to be packed, cut off: as they came. */
static void test_bytes_that_stay(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);
	struct buf text, noise;
	struct doc *doc;
	int64_t id;

	buf_init(&text, 1 << 20);
	buf_init(&noise, 1 << 20);
	write_text(&text, 1, 90000);
	for (int i = 0; i < 90000; i++)
		buf_char(&noise, (char)roll(256));
	doc = make_doc("en", text.bytes, 5000);
	id = put(s, PAGE "/gzip", "gzip", &text, doc, true);
	expect_bytes(s, id, text.bytes, text.len);
	id = put(s, PAGE "/noise", "", &noise, doc, true);
	expect_bytes(s, id, noise.bytes, noise.len);
	id = put(s, PAGE "/cut", "", &text, doc, false);
	expect_bytes(s, id, text.bytes, text.len);
	assert_int_equal(number(s, PACKED), 0);
	assert_int_equal(number(s, IN_CHUNKS), (int64_t)(2 * text.len + noise.len));
	/* no coding by its name is none */
	id = put(s, PAGE "/identity", "identity", &text, doc, true);
	assert_int_equal(number(s, PACKED), 1);
	expect_bytes(s, id, text.bytes, text.len);
	expect_good(s);
	store_close(s);
	doc_free(doc);
	buf_done(&text);
	buf_done(&noise);
}

/* Bytes of seven eighths noise stay, of three quarters are packed. */
static void test_bytes_worth_it(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);
	struct doc *doc = make_doc("en", "Lamps", 5);

	for (int noise = 6; noise <= 15; noise += 9) {
		struct buf bytes;
		char url[60];

		buf_init(&bytes, 1 << 20);
		for (int i = 0; i < 16000; i++)
			buf_char(&bytes, i < noise * 1000 ? (char)roll(256) : 'a');
		snprintf(url, sizeof url, PAGE "/%d", noise);
		put(s, url, "", &bytes, doc, true);
		assert_int_equal(number(s, PACKED), 1);
		buf_done(&bytes);
	}
	doc_free(doc);
	store_close(s);
}

/* The document is made anew of the same bytes. */
static void test_made_anew(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL), *other;
	struct buf text, page;
	struct doc *doc;
	char some[10];
	int64_t id;

	buf_init(&text, 1 << 20);
	buf_init(&page, 1 << 20);
	write_text(&text, 5, 80000);
	write_page(&page, &text);
	doc = make_doc("en", text.bytes, text.len);
	id = put(s, PAGE, "", &page, doc, true);
	doc_free(doc);
	other = must_open(folder_store(state), STORE_PERSONAL);
	assert_int_equal(store_bytes(other, id, 0, some, sizeof some, NULL), 10);
	doc = make_doc("en", text.bytes + 40000, 2000);
	assert_int_equal(put(s, PAGE, "", &page, doc, true), id);
	doc_free(doc);
	assert_int_equal(number(s, PACKED), 1);
	assert_int_equal(number(s, "SELECT count(*) FROM version"), 1);
	expect_bytes(s, id, page.bytes, page.len);
	/* also where the old document was at hand */
	expect_bytes(other, id, page.bytes, page.len);
	expect_good(s);
	/* and by it a document that was damaged is well again, and the bytes behind it */
	change(s, "UPDATE version SET doc=x'28b52ffd00'");
	assert_int_equal(store_bytes(s, id, STORE_CHUNK, some, sizeof some, NULL), 10);
	store_rest(s);
	assert_int_equal(store_bytes(s, id, 0, some, sizeof some, NULL), -1);
	store_close(other);
	store_close(s);
	buf_done(&text);
	buf_done(&page);
}

/* Of a long document the part about where a piece is stands before it: this is what stores
 * hold, so the place may never move. */
static void test_long_documents(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);
	int64_t id = put_page(s, 3, 700000, "en"), size = number(s, "SELECT size FROM version");
	size_t len;
	char *docfile = store_docfile(s, id, &len, NULL), plain[STORE_CHUNK];
	struct packer *p = packer_new();

	expect_page(s, id, 3, 700000);
	assert_true(len > 600000);
	for (int64_t i = 0; i * STORE_CHUNK < size; i++) {
		char sql[100];
		sqlite3_stmt *q;
		int64_t at = i * STORE_CHUNK * (int64_t)len / size - 131072;
		struct pack_prefix prefix;
		long piece = size - i * STORE_CHUNK < STORE_CHUNK ? (long)(size - i * STORE_CHUNK)
		                                                  : STORE_CHUNK;

		at = at < 0 ? 0 : at > (int64_t)len - 262144 ? (int64_t)len - 262144 : at;
		prefix = (struct pack_prefix){docfile + at, 262144, 0};
		snprintf(sql, sizeof sql, "SELECT bytes FROM chunk WHERE id=%lld",
		         (long long)(id << 16 | i));
		q = store_prepare(s, sql, NULL);
		assert_int_equal(sqlite3_step(q), SQLITE_ROW);
		assert_int_equal(unpack(p, prefix, sqlite3_column_blob(q, 0),
		                        (size_t)sqlite3_column_bytes(q, 0), plain, (size_t)piece),
		                 0);
		sqlite3_finalize(q);
	}
	packer_free(p);
	free(docfile);
	expect_good(s);
	store_close(s);
}

/* -- dictionaries ------------------------------------------------------------------ */

#define DICTIONARIES "SELECT count(*) FROM dictionary WHERE kind LIKE 'docfile %'"
#define BEHIND "SELECT count(*) FROM version WHERE doc_dictionary"
#define DOCS "SELECT sum(length(doc)) FROM version"

static void test_a_dictionary_is_learnt(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);
	int64_t before, id[60];
	uint32_t n = 0;

	/* each docfile is a little over 20000 bytes */
	for (; n < 45; n++)
		id[n] = put_page(s, n, 20000, "en");
	assert_int_equal(number(s, DICTIONARIES), 0);
	assert_int_equal(number(s, "SELECT count(*) FROM unpacked WHERE kind='docfile en'"), 45);
	before = number(s, DOCS);
	for (; n < 56; n++)
		id[n] = put_page(s, n, 20000, "en");
	assert_int_equal(number(s, DICTIONARIES), 1);
	assert_int_equal(number(s, BEHIND), 56);
	assert_true(number(s, DOCS) * 45 < before * 56 * 8 / 10);
	assert_int_equal(number(s, "SELECT count(*) FROM unpacked"), 0);
	/* those of another language have none */
	id[n] = put_page(s, n, 20000, "fr");
	assert_int_equal(number(s, BEHIND), 56);
	assert_int_equal(number(s, "SELECT count(*) FROM unpacked WHERE kind='docfile fr'"), 1);
	for (uint32_t i = 0; i <= n; i++)
		expect_page(s, id[i], i, 20000);
	expect_good(s);
	store_close(s);
	s = must_open(folder_store(state), STORE_BUNDLE);
	for (uint32_t i = 0; i <= n; i++)
		expect_page(s, id[i], i, 20000);
	expect_good(s);
	store_close(s);
}

/* Another at sixteen times as many bytes; rows stay behind the one they have. */
static void test_it_is_learnt_again(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);
	int64_t first, id;

	for (uint32_t i = 0; i < 12; i++)
		put_page(s, i, 100000, "en");
	assert_int_equal(number(s, DICTIONARIES), 1);
	assert_int_equal(number(s, BEHIND), 12);
	first = number(s, "SELECT max(id) FROM dictionary WHERE kind='docfile en'");
	assert_in_range(number(s, "SELECT due / 1048576 FROM kind WHERE name='docfile en'"), 16,
	                18);
	change(s, "UPDATE kind SET bytes=due - 150000 WHERE name='docfile en'");
	put_page(s, 100, 100000, "en");
	assert_int_equal(number(s, DICTIONARIES), 1);
	put_page(s, 101, 100000, "en");
	assert_int_equal(number(s, DICTIONARIES), 2);
	id = put_page(s, 102, 100000, "en");
	assert_int_equal(number(s, "SELECT count(DISTINCT doc_dictionary) FROM version"), 2);
	assert_true(number(s, "SELECT doc_dictionary FROM version ORDER BY id DESC LIMIT 1") >
	            first);
	expect_page(s, 1, 0, 100000);
	expect_page(s, id, 102, 100000);
	expect_good(s);
	store_close(s);
}

static struct store *with_two_of_a_language(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);

	for (uint32_t i = 0; i < 12; i++)
		put_page(s, i, 100000, "en");
	change(s, "UPDATE kind SET bytes=due - 150000 WHERE name='docfile en'");
	for (uint32_t i = 12; i < 15; i++)
		put_page(s, i, 100000, "en");
	assert_int_equal(number(s, "SELECT count(DISTINCT doc_dictionary) FROM version"), 2);
	return s;
}

/* A store that is made small has one for each language, and the same documents. */
static void test_one_dictionary_is_left(void **state)
{
	struct store *s = with_two_of_a_language(state);
	struct err err;

	assert_int_equal(store_pack(s, 0, true, NULL, &err), 0);
	assert_int_equal(number(s, DICTIONARIES), 1);
	assert_int_equal(number(s, BEHIND), 15);
	for (uint32_t i = 0; i < 15; i++)
		expect_page(s, i + 1, i, 100000);
	expect_good(s);
	store_close(s);
}

/* What does not unpack stays behind its own, for who can mend it. */
static void test_the_damaged_keep_theirs(void **state)
{
	struct store *s = with_two_of_a_language(state);
	int64_t had = number(s, "SELECT doc_dictionary FROM version WHERE id=2");
	struct err err;

	change(s, "UPDATE version SET doc=zeroblob(100) WHERE id=2");
	assert_int_equal(store_pack(s, 0, true, NULL, &err), 0);
	assert_int_equal(number(s, DICTIONARIES), 2);
	assert_int_equal(number(s, "SELECT doc_dictionary FROM version WHERE id=2"), had);
	assert_int_equal(number(s, "SELECT count(DISTINCT doc_dictionary) FROM version"), 2);
	expect_page(s, 1, 0, 100000);
	expect_page(s, 15, 14, 100000);
	store_close(s);
}

static struct store *with_dictionaries(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);

	for (uint32_t i = 0; i < 12; i++)
		put_page(s, i, 100000, "en");
	assert_int_equal(number(s, "SELECT count(*) FROM dictionary"), 2);
	assert_int_equal(number(s, BEHIND), 12);
	store_rest(s);
	return s;
}

static void test_a_dictionary_is_missing(void **state)
{
	struct store *s = with_dictionaries(state);
	struct err err = {0};
	struct found found;
	char some[10];

	change(s, "DELETE FROM dictionary WHERE kind LIKE 'docfile%'");
	assert_null(store_doc(s, 1, &err));
	assert_int_equal(err.code, ERR_STORE);
	assert_non_null(strstr(err.text, "dictionary"));
	assert_int_equal(store_bytes(s, 1, 0, some, sizeof some, &err), -1);
	found = verify(s);
	assert_true(found.count >= 12);
	assert_int_equal(found.kind, FAULT_DOCUMENT);
	/* what comes is kept without it */
	expect_page(s, put_page(s, 50, 3000, "en"), 50, 3000);
	store_close(s);
}

static void test_a_dictionary_is_none(void **state)
{
	struct store *s = with_dictionaries(state);
	struct err err = {0};

	change(s, "UPDATE dictionary SET bytes=zeroblob(200000)");
	assert_null(store_doc(s, 1, &err));
	assert_int_equal(err.code, ERR_STORE);
	assert_non_null(strstr(err.text, "dictionary"));
	change(s, "UPDATE dictionary SET bytes=''");
	assert_null(store_doc(s, 1, &err));
	store_close(s);
}

/* -- damage ------------------------------------------------------------------------- */

/* One bit of a row turned over. */
static void flip(struct store *s, const char *table, const char *column, int64_t row, double part)
{
	sqlite3_blob *blob;
	char byte;
	int at;

	assert_int_equal(sqlite3_blob_open(s->db, "main", table, column, row, 1, &blob), SQLITE_OK);
	at = (int)(part * (sqlite3_blob_bytes(blob) - 1));
	assert_int_equal(sqlite3_blob_read(blob, &byte, 1, at), SQLITE_OK);
	byte ^= 4;
	assert_int_equal(sqlite3_blob_write(blob, &byte, 1, at), SQLITE_OK);
	assert_int_equal(sqlite3_blob_close(blob), SQLITE_OK);
	store_rest(s);
}

/* Wherever it is, verify names the version; without it all is well. */
static void expect_found(struct store *s, const char *table, const char *column, int64_t row,
                         enum store_fault_kind kind, const char *why)
{
	for (int tenth = 0; tenth <= 10; tenth++) {
		struct found found;

		flip(s, table, column, row, tenth / 10.0);
		found = verify(s);
		flip(s, table, column, row, tenth / 10.0);
		if (!found.count)
			fail_msg("%s, row %lld, at %d/10: not found", table, (long long)row, tenth);
		assert_int_equal(found.kind, kind);
		if (!strstr(found.what, "/4 en, version 5") || !strstr(found.why, why))
			fail_msg("%s: %s", found.what, found.why);
	}
	expect_good(s);
}

static void test_flipped_bytes(void **state)
{
	struct store *s = with_dictionaries(state);

	expect_found(s, "chunk", "bytes", 5 << 16, FAULT_GAP, "piece 0 of its bytes does not");
	expect_found(s, "chunk", "bytes", (5 << 16) + 1, FAULT_GAP,
	             "piece 1 of its bytes does not");
	expect_found(s, "version", "doc", 5, FAULT_DOCUMENT, "does not unpack");
	store_close(s);
}

/* A byte of a dictionary is in some of what is packed behind it; nothing is ever shown that
 * is not what came. */
static void test_flipped_dictionary(void **state)
{
	struct store *s = with_dictionaries(state);
	int found = 0;

	for (int tenth = 1; tenth < 10; tenth++)
		for (int id = 1; id <= 2; id++) {
			flip(s, "dictionary", "bytes", id, tenth / 10.0);
			found += verify(s).count;
			for (uint32_t i = 0; i < 12; i++) {
				struct doc *doc = store_doc(s, i + 1, NULL);

				doc_free(doc);
				if (doc)
					continue;
				found++;
			}
			flip(s, "dictionary", "bytes", id, tenth / 10.0);
		}
	assert_true(found > 0);
	expect_good(s);
	store_close(s);
}

/* -- stores of before ---------------------------------------------------------------- */

/* As the program kept it that knew three steps of the schema: docfiles by zlib, bytes as
 * they came. */
static void as_before(struct store *s, int64_t version)
{
	size_t len;
	char *docfile = store_docfile(s, version, &len, NULL);
	uLongf n = compressBound((uLong)len);
	char *old = malloc(n);
	sqlite3_stmt *q;

	assert_int_equal(compress2((Bytef *)old, &n, (Bytef *)docfile, (uLong)len, 6), Z_OK);
	q = store_prepare(s, "UPDATE version SET doc=?2 WHERE id=?1", NULL);
	sqlite3_bind_int64(q, 1, version);
	sqlite3_bind_blob(q, 2, old, (int)n, SQLITE_STATIC);
	assert_int_equal(store_run(s, q, NULL), 0);
	free(old);
	free(docfile);
}

static void plain_bytes(struct store *s, int64_t version)
{
	struct store_pieces p = {.version = version};
	char plain[STORE_CHUNK];
	long n;

	assert_int_equal(store_pieces_of(s, &p, NULL), 1);
	for (int64_t i = 0; (n = store_bytes(s, version, (uint64_t)i * STORE_CHUNK, plain,
	                                     sizeof plain, NULL)) > 0;
	     i++) {
		sqlite3_stmt *q =
			store_prepare(s, "INSERT OR REPLACE INTO aside VALUES(?1, ?2)", NULL);

		sqlite3_bind_int64(q, 1, version << 16 | i);
		sqlite3_bind_blob(q, 2, plain, (int)n, SQLITE_STATIC);
		assert_int_equal(store_run(s, q, NULL), 0);
	}
}

#define OLD 70
#define OLD_SIZE 18000

static void old_store(const char *path)
{
	struct store *s = must_open(path, STORE_PERSONAL);
	struct err err = {0};

	for (uint32_t i = 0; i < OLD; i++)
		put_page(s, i, OLD_SIZE, i % 7 ? "en" : "fr");
	assert_int_equal(store_exec(s, "CREATE TABLE aside(id INTEGER PRIMARY KEY, bytes)", &err),
	                 0);
	for (uint32_t i = 0; i < OLD; i++) {
		as_before(s, i + 1);
		plain_bytes(s, i + 1);
	}
	if (store_exec(s,
	               "DROP INDEX version_bytes; DELETE FROM chunk;"
	               "INSERT INTO chunk SELECT * FROM aside;"
	               "DROP TABLE aside; DROP TABLE dictionary; DROP TABLE kind;"
	               "DROP TABLE unpacked; ALTER TABLE version DROP COLUMN doc_dictionary;"
	               "ALTER TABLE version DROP COLUMN packed;"
	               "ALTER TABLE version DROP COLUMN dictionary; DROP TABLE passage;"
	               "ALTER TABLE text DROP COLUMN words;"
	               "DROP TABLE spelling; DROP TABLE tag; DROP TABLE mark; DROP TABLE seen;"
	               "DROP TABLE looked; DROP TABLE bookmark; CREATE TABLE bookmark("
	               "address TEXT PRIMARY KEY, title TEXT NOT NULL, added INTEGER NOT NULL) "
	               "WITHOUT ROWID; PRAGMA user_version=3",
	               &err) < 0)
		fail_msg("%s", err.text);
	store_close(s);
}

static void expect_all(struct store *s)
{
	for (uint32_t i = 0; i < OLD; i++)
		expect_page(s, i + 1, i, OLD_SIZE);
	expect_good(s);
}

#define OF_BEFORE "SELECT count(*) FROM unpacked WHERE kind=''"

static void test_an_old_store(void **state)
{
	struct store_pack_watch watch = {0};
	struct err err = {0};
	struct store *s;
	int64_t before;

	old_store(folder_store(state));
	s = must_open(folder_store(state), STORE_PERSONAL);
	index_waiting(s);
	expect_all(s);
	assert_int_equal(number(s, PACKED), 0);
	assert_int_equal(number(s, OF_BEFORE), OLD);
	before = number(s, IN_CHUNKS) + number(s, DOCS);
	/* a few, and then the others */
	assert_int_equal(store_pack(s, 5, false, NULL, &err), 5);
	assert_int_equal(number(s, PACKED), 5);
	assert_int_equal(number(s, OF_BEFORE), OLD - 5);
	expect_all(s);
	assert_int_equal(store_pack(s, 0, true, &watch, &err), OLD - 5);
	assert_int_equal(number(s, PACKED), OLD);
	assert_int_equal(number(s, OF_BEFORE), 0);
	assert_int_equal(number(s, "SELECT count(*) FROM version WHERE substr(doc, 1, 1)=x'78'"),
	                 0);
	assert_true(number(s, BEHIND) >= 50); /* but not the French */
	assert_true((number(s, IN_CHUNKS) + number(s, DOCS)) * 8 < before);
	expect_all(s);
	assert_int_equal(store_pack(s, 0, true, &watch, &err), 0);
	expect_all(s);
	store_close(s);
}

/* What is damaged stays as it is; the rest is packed. */
static void test_an_old_store_that_is_damaged(void **state)
{
	struct err err = {0};
	struct store *s;
	struct found found;

	old_store(folder_store(state));
	s = must_open(folder_store(state), STORE_PERSONAL);
	index_waiting(s);
	change(s, "UPDATE version SET doc=substr(doc, 1, 100) WHERE id=4");
	change(s, "DELETE FROM chunk WHERE id=(9 << 16)");
	assert_int_equal(store_pack(s, 0, true, NULL, &err), OLD);
	assert_int_equal(number(s, PACKED), OLD - 2);
	found = verify(s);
	assert_int_equal(found.count, 2);
	assert_int_equal(found.kind, FAULT_DOCUMENT);
	for (uint32_t i = 0; i < OLD; i++)
		if (i != 3 && i != 8)
			expect_page(s, i + 1, i, OLD_SIZE);
	assert_int_equal(number(s, "SELECT length(bytes) > 20000 FROM chunk WHERE id=4 << 16"), 1);
	store_close(s);
}

/* -- killed ------------------------------------------------------------------------------ */

static int commits_left;

static int die_at_commit(void *payload)
{
	(void)payload;
	if (!commits_left--)
		kill(getpid(), SIGKILL);
	return 0;
}

/* A program that is killed at its n-th commit, before that is done. */
static bool pack_and_die(const char *path, int n)
{
	pid_t pid = fork();
	int status;

	if (pid == 0) {
		struct err err = {0};
		struct store *s = store_open(path, STORE_PERSONAL, &err);

		commits_left = n;
		sqlite3_commit_hook(s->db, die_at_commit, NULL);
		store_pack(s, 0, true, NULL, &err);
		store_close(s);
		_exit(0);
	}
	assert_true(pid > 0);
	waitpid(pid, &status, 0);
	return WIFSIGNALED(status);
}

static void test_killed(void **state)
{
	struct store *s;
	int n = 0;

	old_store(folder_store(state));
	while (pack_and_die(folder_store(state), n)) {
		s = must_open(folder_store(state), STORE_PERSONAL);
		index_waiting(s);
		expect_all(s);
		store_close(s);
		n = !n; /* so that it gets on */
		assert_true(n < 100);
	}
	s = must_open(folder_store(state), STORE_PERSONAL);
	assert_int_equal(number(s, OF_BEFORE), 0);
	assert_int_equal(number(s, PACKED), OLD);
	expect_all(s);
	store_close(s);
}

/* Killed while the dictionary is learnt by what comes. */
static void test_killed_while_learning(void **state)
{
	struct store *s;
	int64_t had;
	int status;
	pid_t pid = fork();

	if (pid == 0) {
		struct err err = {0};

		s = store_open(folder_store(state), STORE_PERSONAL, &err);
		for (uint32_t i = 0; i < 60; i++) {
			if (number(s, "SELECT coalesce(max(due - bytes), 1e6) FROM kind "
			              "WHERE name='docfile en'") < 20000) {
				commits_left = 3; /* after its bytes, and the version */
				sqlite3_commit_hook(s->db, die_at_commit, NULL);
			}
			put_page(s, i, 20000, "en");
		}
		_exit(0);
	}
	waitpid(pid, &status, 0);
	assert_true(WIFSIGNALED(status));
	s = must_open(folder_store(state), STORE_PERSONAL);
	had = number(s, "SELECT count(*) FROM version");
	assert_in_range(had, 46, 54);
	assert_int_equal(number(s, DICTIONARIES), 0);
	for (uint32_t i = 0; i < had; i++)
		expect_page(s, i + 1, i, 20000);
	expect_good(s);
	put_page(s, 100, 20000, "en");
	assert_int_equal(number(s, DICTIONARIES), 1);
	assert_int_equal(number(s, BEHIND), had + 1);
	store_close(s);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, folder_set_up, folder_tear_down)
	const struct CMUnitTest tests[] = {
		TEST(test_bytes_come_back),
		TEST(test_bytes_that_stay),
		TEST(test_bytes_worth_it),
		TEST(test_made_anew),
		TEST(test_long_documents),
		TEST(test_a_dictionary_is_learnt),
		TEST(test_it_is_learnt_again),
		TEST(test_one_dictionary_is_left),
		TEST(test_the_damaged_keep_theirs),
		TEST(test_a_dictionary_is_missing),
		TEST(test_a_dictionary_is_none),
		TEST(test_flipped_bytes),
		TEST(test_flipped_dictionary),
		TEST(test_an_old_store),
		TEST(test_an_old_store_that_is_damaged),
		TEST(test_killed),
		TEST(test_killed_while_learning),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
