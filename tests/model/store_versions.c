/* SPDX-License-Identifier: ISC */
/* The versions of a text: in the order in which they came, whatever the clock said; what is
 * kept beside it; where they came from; and a store made before all that was kept. */
#include "config.h"

#include "model/base/clock.h"
#include "model/store/index.h"
#include "model/store/pins.h"
#include "model/store/prune.h"
#include "model/store/schema.h"
#include "model/store/servers.h"
#include "model/store/verify.h"
#include "tests/lib/copies.h"
#include "tests/model/store_lib.h"

#include <sha2.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#define PAGE "https://pilots.example/notes"

static struct doc *make_doc(const char *title, const char *lang, const char *text)
{
	struct doc_maker *m = doc_maker_new(0);

	doc_add_fact(m, DOC_TITLE, title);
	doc_add_fact(m, DOC_LANGUAGE, lang);
	doc_begin(m, DOC_PARAGRAPH);
	doc_add_str(m, text);
	return doc_finish(m, NULL);
}

/* A version of the page: its title is its bytes. beside: kept beside that version. */
static int64_t put_as(struct store *s, const struct store_origin *o, const char *lang,
                      const char *title, int64_t beside, const char *why)
{
	struct err err = {0};
	struct store_incoming *in = store_begin(s, o, &err);
	struct doc *doc = make_doc(title, lang, title);
	int64_t id;

	assert_non_null(in);
	assert_int_equal(store_add(in, title, strlen(title), &err), 0);
	if (beside)
		assert_int_equal(store_incoming_beside(in, beside, why, &err), 0);
	id = store_commit(in, doc, true, 1, &err);
	if (id < 0)
		fail_msg("%s", err.text);
	doc_free(doc);
	return id;
}

static int64_t put(struct store *s, const char *title)
{
	return put_as(s,
	              &(struct store_origin){
			      .key = PAGE, .url = PAGE, .asked = PAGE, .type = "text/html"},
	              "en", title, 0, NULL);
}

static int64_t put_beside(struct store *s, int64_t version, const char *lang, const char *title)
{
	return put_as(
		s,
		&(struct store_origin){.key = PAGE, .url = "http://portal.example/", .asked = PAGE},
		lang, title, version, "a page that asks for a password");
}

static void expect(struct store *s, const char *key, const char *title)
{
	struct store_version v;
	struct err err = {0};

	assert_int_equal(store_find(s, key, "en", &v, &err), 1);
	assert_string_equal(v.title, title);
	store_version_done(&v);
}

struct said {
	char words[1000];
};

static int say_version(const struct store_version *v, void *payload)
{
	struct said *said = payload;
	size_t n = strlen(said->words);

	snprintf(said->words + n, sizeof said->words - n, "%d %s%s;", v->number, v->title,
	         *v->beside ? " (beside)" : "");
	return 0;
}

static struct said history(struct store *s, const char *key)
{
	struct said said = {""};
	struct err err = {0};

	assert_int_equal(store_each_version_of(s, key, "en", say_version, &said, &err), 0);
	return said;
}

static int hits(struct store *s, const char *words)
{
	return found_by(s, words);
}

static void say_fault(const struct store_fault *fault, void *payload)
{
	struct said *said = payload;

	snprintf(said->words, sizeof said->words, "%s: %s", fault->what, fault->why);
}

static void verify_clean(struct store *s)
{
	struct said said = {""};
	struct store_verify_watch watch = {.fault = say_fault, .payload = &said};
	struct store_verify_counts n;
	struct err err = {0};

	assert_int_equal(store_verify(s, &watch, &n, &err), 0);
	assert_string_equal(said.words, "");
	assert_int_equal(n.faults, 0);
}

/* -- the order ------------------------------------------------------------------ */

static void test_the_clock_does_not_order(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);

	put(s, "one");
	setenv("PALAIS_NOW", "2100-01-01T00:00:00", 1);
	put(s, "two");
	setenv("PALAIS_NOW", "1970-01-02T00:00:00", 1);
	put(s, "three");
	expect(s, PAGE, "three");
	assert_string_equal(history(s, PAGE).words, "3 three;2 two;1 one;");
	assert_int_equal(hits(s, "three"), 1);
	assert_int_equal(hits(s, "two"), 0);
	store_close(s);
}

/* What is added to the time stays one, whatever it is said to be. */
static void test_a_clock_has_an_end(void **state)
{
	static const struct {
		const char *said;
		int64_t is;
	} cases[] = {
		{"9223372036854775807", 253402300799},
		{"-99999999999999999999", -62135596800},
		{"99999-01-01T00:00:00", 253402300799},
		{"2026-11-22T12:00:00", 1795348800},
		{"1795348800", 1795348800},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		setenv("PALAIS_NOW", cases[i].said, 1);
		assert_int_equal(clock_now(), cases[i].is);
	}
}

/* The same bytes once more are the newest again, by their old number. */
static void test_a_number_stays(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);
	struct store_version v;

	put(s, "one");
	put(s, "two");
	put(s, "one");
	expect(s, PAGE, "one");
	assert_string_equal(history(s, PAGE).words, "1 one;2 two;");
	put(s, "three");
	assert_string_equal(history(s, PAGE).words, "3 three;1 one;2 two;");
	assert_int_equal(store_version_at(s, PAGE, "en", 2, &v, NULL), 1);
	assert_string_equal(v.title, "two");
	assert_int_equal(v.number, 2);
	store_version_done(&v);
	assert_int_equal(store_version_at(s, PAGE, "en", 4, &v, NULL), 0);
	assert_int_equal(store_version_at(s, PAGE, "en", 0, &v, NULL), 0);
	assert_int_equal(store_version_at(s, "https://pilots.example/no", "en", 1, &v, NULL), 0);
	store_close(s);
}

static void count_gone(enum store_prune_kind kind, const char *key, const char *lang, int64_t bytes,
                       int64_t used, void *payload)
{
	(void)key;
	(void)lang;
	(void)bytes;
	(void)used;
	*(int *)payload += kind == PRUNE_SUPERSEDED ? 1 : kind == PRUNE_BESIDE ? 10 : 100;
}

/* What goes takes its number along; the next has a new one. */
static void test_a_number_is_not_given_twice(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);
	int gone = 0;
	struct store_prune_wish wish = {
		.keep = -1, .older = -1, .each = count_gone, .payload = &gone};
	struct store_prune_counts n;
	int64_t good;

	put(s, "one");
	good = put(s, "two");
	put_beside(s, good, "en", "sign in");
	assert_string_equal(history(s, PAGE).words, "3 sign in (beside);2 two;1 one;");
	assert_int_equal(store_prune(s, &wish, &n, NULL), 0);
	assert_int_equal(gone, 11); /* one superseded, one kept beside */
	expect(s, PAGE, "two");
	put(s, "four");
	assert_string_equal(history(s, PAGE).words, "4 four;2 two;");
	verify_clean(s);
	store_close(s);
}

static void test_a_clock_is_doubted(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);

	assert_int_equal(store_clock(s), STORE_CLOCK_RIGHT);
	put(s, "one");
	assert_int_equal(store_clock(s), STORE_CLOCK_RIGHT);
	setenv("PALAIS_NOW", "2026-11-21T12:00:00", 1);
	assert_int_equal(store_clock(s), STORE_CLOCK_RIGHT);
	setenv("PALAIS_NOW", "2026-11-21T11:59:59", 1);
	assert_int_equal(store_clock(s), STORE_CLOCK_BEFORE);
	setenv("PALAIS_NOW", "2031-11-21T12:00:00", 1);
	assert_int_equal(store_clock(s), STORE_CLOCK_RIGHT);
	setenv("PALAIS_NOW", "2031-11-21T12:00:01", 1);
	assert_int_equal(store_clock(s), STORE_CLOCK_BEYOND);
	/* what comes last is what counts */
	put(s, "two");
	assert_int_equal(store_clock(s), STORE_CLOCK_RIGHT);
	store_close(s);
}

/* -- beside --------------------------------------------------------------------- */

static void test_beside(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);
	struct store_version v;
	int64_t good = put(s, "the tide"), other;

	/* of whatever language it is */
	other = put_beside(s, good, "fr", "sign in");
	expect(s, PAGE, "the tide");
	assert_int_equal(hits(s, "tide"), 1);
	assert_int_equal(hits(s, "sign"), 0);
	assert_int_equal(store_find(s, "http://portal.example/", NULL, &v, NULL), 0);
	assert_int_equal(store_version_get(s, other, &v, NULL), 1);
	assert_string_equal(v.title, "sign in");
	assert_string_equal(v.beside, "a page that asks for a password");
	store_version_done(&v);
	put(s, "the tide");
	expect(s, PAGE, "the tide");
	verify_clean(s);
	store_close(s);
}

/* What was good once is good; what came beside and is good now is no more beside. */
static void test_the_same_bytes_beside(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);
	int64_t first = put(s, "one"), second = put(s, "two");

	assert_int_equal(put_beside(s, second, "en", "one"), first);
	expect(s, PAGE, "one");
	put_beside(s, second, "en", "three");
	put_beside(s, second, "en", "three");
	expect(s, PAGE, "one");
	put(s, "three");
	expect(s, PAGE, "three");
	assert_string_equal(history(s, PAGE).words, "3 three;1 one;2 two;");
	store_close(s);
}

static void test_take_beside(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);
	int64_t good = put(s, "the tide"), other = put_beside(s, good, "en", "the ebb");
	struct err err = {0};

	put_beside(s, good, "en", "sign in");
	assert_int_equal(store_take_beside(s, other, &err), 0);
	expect(s, PAGE, "the ebb");
	assert_int_equal(hits(s, "ebb"), 1);
	assert_int_equal(hits(s, "tide"), 0);
	assert_string_equal(history(s, PAGE).words, "2 the ebb;3 sign in (beside);1 the tide;");
	/* of what is not beside nothing changes */
	assert_int_equal(store_take_beside(s, good, &err), 0);
	expect(s, PAGE, "the ebb");
	verify_clean(s);
	store_close(s);
}

/* A piece of the text survives what came beside it; what it is beside may be gone. */
static void test_beside_what_is_gone(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);

	put_beside(s, 4711, "en", "sign in");
	expect(s, PAGE, "sign in");
	assert_string_equal(history(s, PAGE).words, "1 sign in;");
	store_close(s);
}

static void test_pieces_stay_beside(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);
	struct store_origin o = {.key = PAGE, .url = PAGE, .asked = PAGE};
	int64_t good = put(s, "the tide");
	struct store_incoming *in = store_begin(s, &o, NULL);
	struct doc *doc = make_doc("half", "en", "half");
	struct store_info info;

	assert_int_equal(store_add(in, "half", 4, NULL), 0);
	assert_true(store_commit(in, doc, false, 1, NULL) > 0);
	doc_free(doc);
	put_beside(s, good, "en", "sign in");
	assert_int_equal(store_info(s, &info, NULL), 0);
	assert_int_equal(info.parts, 1);
	put(s, "the ebb");
	assert_int_equal(store_info(s, &info, NULL), 0);
	assert_int_equal(info.parts, 0);
	store_close(s);
}

/* -- where from --------------------------------------------------------------------- */

static int say_source(const struct store_source *source, void *payload)
{
	struct said *said = payload;
	size_t n = strlen(said->words);

	snprintf(said->words + n, sizeof said->words - n, "%s|%s|%s|%s;", source->url,
	         source->mirror, source->type, source->name);
	return 0;
}

static void expect_sources(struct store *s, int64_t version, const char *words)
{
	struct said said = {""};

	assert_int_equal(store_each_source(s, version, say_source, &said, NULL), 0);
	assert_string_equal(said.words, words);
}

static void test_sources(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);
	struct store_origin web = {.key = "S/9001", .url = PAGE, .type = "text/html"};
	struct store_origin file = {.key = "S/9001", .type = "text/plain", .name = "stick.html"};
	struct store_origin mirror = {
		.key = "S/9001", .url = PAGE, .type = "text/html", .mirror = "https://a=http://b"};
	struct store_version v;
	int64_t id = put_as(s, &web, "en", "one", 0, NULL);

	setenv("PALAIS_NOW", "2026-11-23T12:00:00", 1);
	assert_int_equal(put_as(s, &file, "en", "one", 0, NULL), id);
	setenv("PALAIS_NOW", "2026-11-24T12:00:00", 1);
	assert_int_equal(put_as(s, &mirror, "en", "one", 0, NULL), id);
	expect_sources(s, id,
	               PAGE "||text/html|;||text/plain|stick.html;" PAGE
	                    "|https://a=http://b|text/html|;");
	assert_int_equal(put_as(s, &file, "en", "one", 0, NULL), id);
	assert_int_equal(store_version_get(s, id, &v, NULL), 1);
	assert_string_equal(v.url, PAGE);
	assert_string_equal(v.type, "text/html");
	store_version_done(&v);
	store_close(s);
}

/* -- a store of before ------------------------------------------------------------------ */

static void run(sqlite3 *db, const char *sql)
{
	char *why = NULL;

	if (sqlite3_exec(db, sql, NULL, NULL, &why) != SQLITE_OK)
		fail_msg("%s: %s", sql, why);
}

/* A store as the program made it that knew two steps of the schema. */
static sqlite3 *old_store(const char *path)
{
	char sql[100];
	sqlite3 *db;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	for (int step = 0; step < 2; step++)
		for (int i = 0; schema_steps[step][i]; i++)
			run(db, schema_steps[step][i]);
	snprintf(sql, sizeof sql, "PRAGMA application_id=%d; PRAGMA user_version=2",
	         SCHEMA_APPLICATION_ID);
	run(db, sql);
	return db;
}

/* A version of a text, with bytes that are its title. */
static void old_row(sqlite3 *db, int id, int text, const char *url, struct doc *doc,
                    const char *title, const char *fetched)
{
	char *sql, packed[2000];
	uLongf len = sizeof packed;
	sqlite3_stmt *q;
	struct buf out;

	buf_init(&out, 1 << 16);
	doc_write(doc, &out);
	doc_free(doc);
	assert_int_equal(compress((Bytef *)packed, &len, (Bytef *)out.bytes, (uLong)out.len), Z_OK);
	sql = sqlite3_mprintf(
		"INSERT INTO version(id, text, size, whole, url, asked, type, fetched, checked, "
		"parser, sha256, doc, doc_size) VALUES(%d, %d, %d, 1, %Q, %Q, 'text/html', "
		"unixepoch(%Q), 0, 1, ?1, ?2, %d)",
		id, text, (int)strlen(title), url, url, fetched, (int)out.len);
	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &q, NULL), SQLITE_OK);
	sqlite3_bind_blob(q, 2, packed, (int)len, SQLITE_STATIC);
	assert_int_equal(sqlite3_step(q), SQLITE_DONE);
	sqlite3_finalize(q);
	sqlite3_free(sql);
	sql = sqlite3_mprintf("INSERT INTO chunk VALUES(%d << 16, CAST(%Q AS BLOB))", id, title);
	run(db, sql);
	sqlite3_free(sql);
	buf_done(&out);
}

static void old_version(sqlite3 *db, int id, int text, const char *url, const char *title,
                        const char *fetched)
{
	old_row(db, id, text, url, make_doc(title, "en", title), title, fetched);
}

/* One that calls itself by a symbol. */
static void old_named(sqlite3 *db, int id, int text, const char *url, const char *format,
                      const char *symbol, const char *title)
{
	struct doc_maker *m = doc_maker_new(0);
	char fetched[20];

	doc_add_fact(m, DOC_TITLE, title);
	doc_add_fact(m, DOC_SYMBOL, symbol);
	doc_add_fact(m, DOC_LANGUAGE, "en");
	doc_add_fact(m, DOC_FORMAT, format);
	doc_begin(m, DOC_PARAGRAPH);
	doc_add_str(m, title);
	snprintf(fetched, sizeof fetched, "2026-01-%02d", id);
	old_row(db, id, text, url, doc_finish(m, NULL), title, fetched);
}

/* What the old program had in its search index of a text. */
static void old_words(sqlite3 *db, int text, int version, const char *title)
{
	char *sql = sqlite3_mprintf("INSERT INTO search(rowid, title, body) VALUES(%d, %Q, %Q); "
	                            "UPDATE text SET indexed=%d, title=%Q WHERE id=%d",
	                            text, title, title, version, title, text);

	run(db, sql);
	sqlite3_free(sql);
}

static void set_hashes(sqlite3 *db)
{
	static const char *const titles[] = {"the audit",    "blog about it", "only a blog",
	                                     "from a stick", "ordinary",      "third blog",
	                                     "the budget"};

	for (size_t i = 0; i < sizeof titles / sizeof *titles; i++) {
		uint8_t sha[SHA256_DIGEST_LENGTH];
		sqlite3_stmt *q;
		SHA2_CTX hash;

		SHA256Init(&hash);
		SHA256Update(&hash, (const uint8_t *)titles[i], strlen(titles[i]));
		SHA256Final(sha, &hash);
		assert_int_equal(sqlite3_prepare_v2(db, "UPDATE version SET sha256=?1 WHERE id=?2",
		                                    -1, &q, NULL),
		                 SQLITE_OK);
		sqlite3_bind_blob(q, 1, sha, sizeof sha, SQLITE_STATIC);
		sqlite3_bind_int(q, 2, (int)i + 1);
		assert_int_equal(sqlite3_step(q), SQLITE_DONE);
		sqlite3_finalize(q);
	}
}

static int say_claimant(const char *key, const char *title, void *payload)
{
	struct said *said = payload;
	size_t n = strlen(said->words);

	snprintf(said->words + n, sizeof said->words - n, "%s|%s;", key, title);
	return 0;
}

static void expect_moved(struct store *s, const char *url, bool moved)
{
	char *target;

	assert_int_equal(store_moved_get(s, url, &target, NULL), moved);
	free(target);
}

/* Foreign pages leave the symbol that they had, for good ones stay; a file keeps it and is
 * kept by it; moves that a portal may have told of are forgotten. */
static void test_an_old_store_is_set_right(void **state)
{
	const char *path = folder_store(state);
	sqlite3 *db = old_store(path);
	struct store_version v;
	struct said said = {""};
	struct store *s;
	int64_t after = 0;

	run(db, "INSERT INTO work(id, key, pinned) VALUES(1, 'A/80/590', 1), (2, 'A/80/591', 0), "
	        "(3, 'sha256:aa', 0), (4, 'https://press.example/', 0);"
	        "INSERT INTO alias VALUES('https://blog.example/1', 1), "
	        "('https://blog.example/2', 2), ('A/80/592', 3), ('A/80/593', 2), "
	        "('A/80/594', 5), ('https://documents.un.org/b.pdf', 5);"
	        "INSERT INTO work(id, key) VALUES(5, 'https://blog.example/3');"
	        "INSERT INTO text(id, work, lang) VALUES(5, 5, 'en');"
	        "INSERT INTO text(id, work, lang) VALUES(1, 1, 'en'), (2, 2, 'en'), (3, 3, 'en'), "
	        "(4, 4, 'en');"
	        "INSERT INTO moved VALUES('http://a.example/', 'http://a.example/b', 1), "
	        "('https://a.example/', 'https://b.example/', 1), "
	        "('https://c.example/x', 'https://c.example/y', 1)");
	old_named(db, 1, 1, "https://documents.un.org/a.pdf", "pdf", "A/80/590", "the audit");
	old_named(db, 2, 1, "https://blog.example/1", "html", "A/80/590", "blog about it");
	old_named(db, 3, 2, "https://blog.example/2", "html", "A/80/591", "only a blog");
	old_named(db, 4, 3, "", "pdf", "A/80/592", "from a stick");
	old_version(db, 5, 4, "https://press.example/", "ordinary", "2026-01-05");
	old_named(db, 6, 5, "https://blog.example/3", "html", "A/80/594", "third blog");
	old_named(db, 7, 5, "https://documents.un.org/b.pdf", "pdf", "A/80/594", "the budget");
	old_words(db, 5, 7, "the budget");
	old_words(db, 1, 2, "blog about it");
	old_words(db, 2, 3, "only a blog");
	old_words(db, 3, 4, "from a stick");
	old_words(db, 4, 5, "ordinary");
	set_hashes(db);
	sqlite3_close(db);
	s = must_open(path, STORE_PERSONAL);
	expect(s, "A/80/590", "the audit");
	assert_int_equal(store_is_pinned(s, "A/80/590", NULL), 1);
	expect(s, "https://blog.example/1", "blog about it");
	assert_int_equal(store_is_pinned(s, "https://blog.example/1", NULL), 0);
	assert_int_equal(store_find(s, "A/80/591", NULL, &v, NULL), 0);
	assert_int_equal(store_find(s, "A/80/593", NULL, &v, NULL), 0);
	expect(s, "https://blog.example/2", "only a blog");
	assert_int_equal(store_find(s, "sha256:aa", NULL, &v, NULL), 1);
	assert_string_equal(v.key, "A/80/592");
	assert_string_equal(v.won, "file");
	store_version_done(&v);
	expect(s, "https://press.example/", "ordinary");
	assert_int_equal(store_each_claimant(s, "A/80/590", say_claimant, &said, NULL), 0);
	assert_string_equal(said.words, "https://blog.example/1|blog about it;");
	/* one that had joined a page leaves it */
	expect(s, "A/80/594", "the budget");
	expect(s, "https://documents.un.org/b.pdf", "the budget");
	expect(s, "https://blog.example/3", "third blog");
	/* of an older index nothing is left; its texts are indexed again by those who search */
	assert_int_equal(hits(s, "blog"), 0);
	assert_int_equal(store_index_waiting(s, 0, NULL), 7);
	assert_int_equal(store_index_some(s, &after, 5, NULL), 1);
	assert_int_equal(store_index_waiting(s, 0, NULL), 2);
	assert_int_equal(store_index_some(s, &after, 5, NULL), 1);
	assert_int_equal(store_index_some(s, &after, 5, NULL), 0);
	assert_int_equal(hits(s, "blog"), 3);
	assert_int_equal(hits(s, "audit"), 1);
	expect_moved(s, "http://a.example/", false);
	expect_moved(s, "https://a.example/", false);
	expect_moved(s, "https://c.example/x", true);
	verify_clean(s);
	store_close(s);
}

static int knows_any(struct store *catalogue, const char *sha256, char *symbol, char *lang,
                     struct err *err)
{
	(void)catalogue;
	(void)err;
	/* of "blog about it" */
	if (strcmp(sha256, "1af6498411bbafecc8228d84b1bfcf8ecace880ae7ea10794b1d865c68f0da8a") != 0)
		return 0;
	strcpy(symbol, "S/RES/9002(2026)");
	strcpy(lang, "en");
	return 1;
}

/* A file that a store of before has bears the symbol that its bytes are known by. */
static void test_an_old_store_has_known_bytes(void **state)
{
	const char *path = folder_store(state);
	sqlite3 *db = old_store(path);
	struct err err = {0};
	struct store_version v;
	struct store *s, *catalogue;

	run(db, "INSERT INTO work(id, key) VALUES(1, 'sha256:aa'), (2, 'sha256:bb');"
	        "INSERT INTO text(id, work, lang) VALUES(1, 1, 'en'), (2, 2, 'en')");
	old_named(db, 2, 1, "", "akn", "S/RES/9002(2026)", "blog about it");
	old_named(db, 3, 2, "", "akn", "S/RES/9002(2026)", "only a blog");
	old_words(db, 1, 2, "blog about it");
	old_words(db, 2, 3, "only a blog");
	set_hashes(db);
	sqlite3_close(db);
	catalogue = must_open(STORE_MEMORY, STORE_PERSONAL);
	s = store_open_knowing(path, STORE_PERSONAL, knows_any, catalogue, &err);
	if (!s)
		fail_msg("%s", err.text);
	assert_int_equal(store_find(s, "S/RES/9002(2026)", NULL, &v, NULL), 1);
	assert_string_equal(v.won, "bytes");
	assert_string_equal(v.title, "blog about it");
	store_version_done(&v);
	assert_int_equal(store_index_some(s, &(int64_t){0}, 10, NULL), 1);
	verify_clean(s);
	store_close(s);
	store_close(catalogue);
}

static void test_an_old_store(void **state)
{
	const char *path = folder_store(state);
	sqlite3 *db = old_store(path);
	struct store *s;

	run(db, "INSERT INTO work(id, key) VALUES(1, '" PAGE "');"
	        "INSERT INTO text(id, work, lang, title) VALUES(1, 1, 'en', 'two')");
	old_version(db, 1, 1, PAGE, "two", "2026-03-01");
	old_version(db, 2, 1, PAGE, "one", "2026-02-01");
	run(db, "INSERT INTO version(id, text, asked, fetched) VALUES(3, 1, '" PAGE "', 0)");
	sqlite3_close(db);
	s = must_open(path, STORE_PERSONAL);
	assert_string_equal(history(s, PAGE).words, "2 two;1 one;");
	expect_sources(s, 2, PAGE "||text/html|;");
	put(s, "three");
	assert_string_equal(history(s, PAGE).words, "3 three;2 two;1 one;");
	store_close(s);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, folder_set_up, folder_tear_down)

/* -- without memory ----------------------------------------------------------------- */

/* Found whole, or not at all and said so: whichever of its strings there was no memory for. */
static void a_version_lacks_no_string(void **state)
{
	static const enum store_kind kinds[] = {STORE_PERSONAL, STORE_SITE, STORE_BUNDLE};
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);

	put(s, "One");
	store_close(s);
	for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
		int found = -1, tries = 0;

		s = must_open(folder_store(state), kinds[k]);
		while (found < 0) {
			struct store_version v;
			struct err err = {0};

			copies = tries++;
			found = store_find(s, PAGE, "en", &v, &err);
			copies = -1;
			assert_int_equal(err.code, found < 0 ? ERR_FAILED : ERR_NONE);
			assert_true(found < 0 || (v.key && v.symbols && v.claims && v.mirror));
			store_version_done(&v);
		}
		assert_int_equal(found, 1);
		assert_true(tries > 17);
		store_close(s);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_the_clock_does_not_order),
		TEST(test_a_clock_has_an_end),
		TEST(test_a_number_stays),
		TEST(test_a_number_is_not_given_twice),
		TEST(test_a_clock_is_doubted),
		TEST(test_beside),
		TEST(test_the_same_bytes_beside),
		TEST(test_take_beside),
		TEST(test_beside_what_is_gone),
		TEST(test_pieces_stay_beside),
		TEST(test_sources),
		TEST(test_an_old_store),
		TEST(test_an_old_store_is_set_right),
		TEST(test_an_old_store_has_known_bytes),
		TEST(a_version_lacks_no_string),
	};

	return cmocka_run_group_tests_name("store_versions", tests, NULL, NULL);
}
