/* SPDX-License-Identifier: ISC */
/*
 * What questions cost, in SQLite's own measure: statements prepared and run, steps of its
 * machine, steps of whole scans. The budgets are a fifth above what is used: an index, a
 * question for many rows at once or a shorter question that is taken away goes beyond.
 */
#include "config.h"

#include "model/dossier/catalogue.h"
#include "model/dossier/record.h"
#include "model/dossier/tables.h"
#include "model/store/cites.h"
#include "model/store/internal.h"
#include "model/store/verify.h"
#include "model/views/view.h"
#include "tests/model/store_lib.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct cost {
	long prepared, runs, steps, scanned;
};

static int count(unsigned what, void *context, void *statement, void *unused)
{
	struct cost *c = context;

	(void)what, (void)unused;
	c->prepared += sqlite3_stmt_status(statement, SQLITE_STMTSTATUS_RUN, 0) <= 1;
	c->runs++;
	c->steps += sqlite3_stmt_status(statement, SQLITE_STMTSTATUS_VM_STEP, 1);
	c->scanned += sqlite3_stmt_status(statement, SQLITE_STMTSTATUS_FULLSCAN_STEP, 1);
	return 0;
}

static void watch(struct store *s, struct cost *c)
{
	memset(c, 0, sizeof *c);
	assert_int_equal(sqlite3_trace_v2(s->db, SQLITE_TRACE_PROFILE, count, c), SQLITE_OK);
}

static void within(const char *what, const struct cost *c, const struct cost *most)
{
	if (c->prepared > most->prepared || c->runs > most->runs || c->steps > most->steps ||
	    c->scanned > most->scanned)
		fail_msg("%s: %ld prepared, %ld runs, %ld steps, %ld scanned", what, c->prepared,
		         c->runs, c->steps, c->scanned);
}

static struct store *starter(void)
{
	return must_open("starter.store", STORE_STARTER);
}

/* -- a store ------------------------------------------------------------ */

static int schema_bytes(struct store *s)
{
	int now = -1, most;

	assert_int_equal(sqlite3_db_status(s->db, SQLITE_DBSTATUS_SCHEMA_USED, &now, &most, 0),
	                 SQLITE_OK);
	return now;
}

static int number_of(struct store *s, const char *sql)
{
	sqlite3_stmt *q;
	int n;

	assert_int_equal(sqlite3_prepare_v2(s->db, sql, -1, &q, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(q), SQLITE_ROW);
	n = sqlite3_column_int(q, 0);
	sqlite3_finalize(q);
	return n;
}

/* Its schema is read when something is asked; then its cache is small. */
static void schema_waits(void **state)
{
	struct store *s = starter();
	struct err err = {0};

	(void)state;
	assert_in_range(schema_bytes(s), 0, 2000);
	assert_true(catalogue_count(s, &err) > 0);
	assert_in_range(schema_bytes(s), 10000, 1000000);
	assert_int_equal(number_of(s, "PRAGMA cache_size"), -128);
	store_close(s);
}

static void no_locks(void **state)
{
	struct store *s = starter();

	(void)state;
	assert_int_equal(sqlite3_memory_used(), 0);
	/* what does nothing is one for all */
	assert_ptr_equal(sqlite3_mutex_alloc(SQLITE_MUTEX_FAST),
	                 sqlite3_mutex_alloc(SQLITE_MUTEX_FAST));
	store_close(s);
}

/* -- the dossier -------------------------------------------------------- */

static struct stores *open_stores(const char *personal)
{
	struct stores_config config = {.personal = personal, .starter = "starter.store"};
	struct err err = {0};
	struct stores *stores = stores_open(&config, &err);

	if (!stores)
		fail_msg("%s", err.text);
	return stores;
}

static void make_page(struct stores *stores, struct store *watched, const char *address,
                      struct cost *c)
{
	struct view_context context = {stores, "en", 1795000000, true, 0, false};
	struct err err = {0};
	struct doc *doc;

	watch(watched, c);
	doc = view_make(&context, address, &err);
	if (!doc)
		fail_msg("%s: %s", address, err.text);
	doc_free(doc);
}

static void front_pages(void **state)
{
	static const struct {
		const char *address;
		struct cost most;
	} pages[] = {
		{"pane:talks", {15, 15, 7900, 85}},
		{"pane:humanitarian", {23, 57, 34000, 1700}},
		{"pane:iiim", {20, 21, 7600, 75}},
	};

	for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
		struct stores *stores = open_stores(folder_store(state));
		struct cost c;

		make_page(stores, stores_starter(stores), pages[i].address, &c);
		within(pages[i].address, &c, &pages[i].most);
		stores_close(stores);
	}
}

static int seen(const struct catalogue_entry *e, void *payload)
{
	(void)e;
	++*(long *)payload;
	return 0;
}

static int seen_beyond(const struct record_beyond *r, void *payload)
{
	(void)r;
	++*(long *)payload;
	return 0;
}

/* The whole catalogue by a handful of questions, whatever its length. */
static void whole_catalogue(void **state)
{
	static const struct cost most[] = {[CATALOGUE_LINES] = {9, 480, 86000, 6600},
	                                   [CATALOGUE_WHOLE] = {7, 340, 161000, 15400}};
	struct stores *stores = open_stores(folder_store(state));
	struct store *s = stores_starter(stores);
	struct err err = {0};

	for (int depth = CATALOGUE_LINES; depth <= CATALOGUE_WHOLE; depth++) {
		struct cost c;
		long n = 0;

		watch(s, &c);
		assert_int_equal(catalogue_each(s, depth, seen, &n, &err), 0);
		assert_int_equal(n, catalogue_count(s, &err));
		assert_int_equal(record_each_beyond(stores, depth, seen_beyond, &n, &err), 0);
		assert_true(n > catalogue_count(s, &err));
		within(depth == CATALOGUE_LINES ? "lines" : "whole", &c, &most[depth]);
	}
	stores_close(stores);
}

/* -- what stores hold --------------------------------------------------- */

#define HELD 400

/* Pages and files, one a minute, each a version of a text of its own. */
static void fill(const char *path)
{
	static const char sql[] =
		"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<400) "
		"INSERT INTO work(id, key) SELECT i, iif(i%2, 'https://example.org/'||i, "
		"'sha256:'||printf('%064d', i)) FROM n;"
		"INSERT INTO text(id, work, lang, title, numbered) SELECT id, id, 'en', "
		"'Page '||id, 1 FROM work;"
		"INSERT INTO version(text, size, whole, fetched, place, number, parser) "
		"SELECT id, 1000, 1, 1790000000+60*id, id, 1, 1 FROM text";
	struct store *s = must_open(path, STORE_PERSONAL);
	struct err err = {0};

	if (store_exec(s, sql, &err) < 0)
		fail_msg("%s", err.text);
	store_close(s);
}

/* Neither store is asked about each document by itself; what was read is asked once. */
static void held_documents(void **state)
{
	static const struct {
		const char *address;
		struct cost own, starter;
	} pages[] = {
		{"list:cache", {3, 3, 19200, 950}, {2, 2, 750, 36}},
		{"pane:library", {10, 15, 16100, 970}, {18, 18, 16100, 630}},
	};
	const char *path = folder_store(state);

	fill(path);
	for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
		struct stores *stores = open_stores(path);
		struct cost c;

		make_page(stores, stores_personal(stores), pages[i].address, &c);
		within(pages[i].address, &c, &pages[i].own);
		stores_close(stores);
		stores = open_stores(path);
		make_page(stores, stores_starter(stores), pages[i].address, &c);
		within(pages[i].address, &c, &pages[i].starter);
		stores_close(stores);
	}
}

static int any_held(const struct store_held *h, void *payload)
{
	(void)h;
	++*(long *)payload;
	return 0;
}

/* Lists and sums are read from an index: the rows, each of which fills a page with its docfile,
 * are not. So too of a store that was made before there was such an index. */
static void lists_without_rows(void **state)
{
	static const char *const changes[] = {
		"UPDATE version SET doc=zeroblob(3500); VACUUM",
		"DROP INDEX version_place; CREATE INDEX version_place ON version(place);"
		"PRAGMA user_version=7",
	};
	const char *path = folder_store(state);

	fill(path);
	for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
		struct store *s = must_open(path, STORE_PERSONAL);
		struct store_info info;
		int64_t versions = 0, bytes = 0;
		struct err err = {0};
		int pages, most;
		long n = 0;

		if (store_exec(s, changes[i], &err) < 0)
			fail_msg("%s", err.text);
		store_close(s);
		s = must_open(path, STORE_PERSONAL);
		assert_int_equal(number_of(s, "PRAGMA user_version"), 8);
		sqlite3_db_status(s->db, SQLITE_DBSTATUS_CACHE_MISS, &pages, &most, 1);
		assert_int_equal(store_each_held_line(s, 0, any_held, &n, &err), 0);
		assert_int_equal(store_count_held(s, &versions, &bytes, &err), 0);
		assert_int_equal(store_info(s, &info, &err), 0);
		sqlite3_db_status(s->db, SQLITE_DBSTATUS_CACHE_MISS, &pages, &most, 0);
		assert_int_equal(n, HELD);
		assert_int_equal(versions, HELD);
		assert_int_equal(bytes, 1000 * HELD);
		assert_int_equal(info.bytes, 1000 * HELD);
		assert_in_range(pages, 1, 100);
		store_close(s);
	}
}

/* The newest are found by their index, not by looking at all. */
static int one_held(const struct store_held *h, void *payload)
{
	long *n = payload;

	assert_int_equal(h->fetched, 1790000000 + 60 * (HELD - *n));
	assert_true(h->alone);
	++*n;
	return 0;
}

static void newest_by_index(void **state)
{
	const struct cost most = {1, 1, 430, 4};
	const char *path = folder_store(state);
	struct err err = {0};
	struct store *s;
	struct cost c;
	long n = 0;

	fill(path);
	s = must_open(path, STORE_PERSONAL);
	watch(s, &c);
	assert_int_equal(store_each_held_line(s, 5, one_held, &n, &err), 0);
	assert_int_equal(n, 5);
	within("newest", &c, &most);
	store_close(s);
}

static int one_citing(const char *key, const char *paragraphs, void *payload)
{
	long *n = payload;

	assert_non_null(strstr(key, "example.org") ? key : strstr(key, "sha256"));
	assert_string_equal(paragraphs, "2, 10");
	++*n;
	return 0;
}

/* What is cited by all is found in the index of what is cited, not in the lists of what each
 * of the texts cites. */
static void citing_by_index(void **state)
{
	static const char sql[] =
		"WITH RECURSIVE k(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM k WHERE i<40) "
		"INSERT INTO cite(text, cited, para, place) SELECT text.id, 'A/RES/1/'||k.i, '1', "
		"1 "
		"FROM text, k; INSERT INTO cite(text, cited, para, place) SELECT text.id, "
		"'S/RES/1', p.column1, p.column2 FROM text, (VALUES('10', 1), ('2', 2)) p; VACUUM";
	const char *path = folder_store(state);
	struct store *s;
	struct err err = {0};
	int pages, most;
	long n = 0;

	fill(path);
	s = must_open(path, STORE_PERSONAL);
	if (store_exec(s, sql, &err) < 0)
		fail_msg("%s", err.text);
	store_close(s);
	s = must_open(path, STORE_PERSONAL);
	assert_int_equal(store_each_citing(s, "S/RES/1", one_citing, &n, &err), 0);
	assert_int_equal(n, HELD);
	sqlite3_db_status(s->db, SQLITE_DBSTATUS_CACHE_MISS, &pages, &most, 0);
	assert_in_range(pages, 1, 36);
	store_close(s);
}

/* -- writing -------------------------------------------------------------- */

static int64_t add_file(struct store *s, const char *words)
{
	struct store_origin o = {.name = "a file", .type = "text/html"};
	struct doc_maker *m = doc_maker_new(0);
	struct err err = {0};
	struct store_incoming *in = store_begin(s, &o, &err);
	struct doc *doc;
	int64_t id;

	doc_add_fact(m, DOC_TITLE, "Minutes of the harbour");
	doc_add_fact(m, DOC_LANGUAGE, "en");
	doc_begin(m, DOC_PARAGRAPH);
	doc_add_str(m, words);
	doc = doc_finish(m, NULL);
	assert_non_null(in);
	assert_int_equal(store_add(in, words, strlen(words), &err), 0);
	id = store_commit(in, doc, true, 1, &err);
	if (id < 0)
		fail_msg("%s", err.text);
	doc_free(doc);
	return id;
}

/* One more document costs what it does whatever number is there: nothing looks at them all,
 * and what is asked for each is prepared for the first. */
static void one_more(void **state)
{
	const struct cost most = {10, 102, 3000, 4};
	const char *path = folder_store(state);
	struct store *s;
	struct cost c;

	fill(path);
	s = must_open(path, STORE_PERSONAL);
	add_file(s, "The ferry board asked for new lamps.");
	watch(s, &c);
	add_file(s, "The keeper of the lock reported the level of the river.");
	within("one more", &c, &most);
	store_close(s);
}

/* While it is written a store keeps more pages, and what it asks; not when it rests. */
static void rests_after_writing(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);

	add_file(s, "The ferry board asked for new lamps.");
	assert_int_equal(number_of(s, "PRAGMA cache_size"), -8192);
	assert_true(s->kept.count > 20);
	store_rest(s);
	assert_int_equal(number_of(s, "PRAGMA cache_size"), -128);
	assert_int_equal(s->kept.count, 0);
	add_file(s, "The towpath was closed to carts in the thaw.");
	assert_int_equal(number_of(s, "PRAGMA cache_size"), -8192);
	store_close(s);
}

static void unexpected_fault(const struct store_fault *fault, void *payload)
{
	(void)fault, (void)payload;
}

static void note_cache(const struct store_verify_counts *sofar, void *s)
{
	(void)sofar;
	assert_int_equal(number_of(s, "PRAGMA cache_size"), -32768);
}

/* Looked over, a store has its indexes at hand: each page is read a few times and not once a row.
 * Afterwards it keeps as little as before. */
static void few_pages_looked_over(void **state)
{
	static const char sql[] =
		"UPDATE version SET sha256=randomblob(32), doc=zeroblob(3500);"
		"WITH RECURSIVE k(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM k WHERE i<40) "
		"INSERT INTO cite(text, cited, para, place) SELECT text.id, hex(randomblob(8)), "
		"'1', "
		"1 FROM text, k; VACUUM";
	const char *path = folder_store(state);
	struct store_verify_watch watch = {.fault = unexpected_fault};
	struct store_verify_counts counts;
	struct err err = {0};
	struct store *s;
	int pages, most, all;

	fill(path);
	s = must_open(path, STORE_PERSONAL);
	if (store_exec(s, sql, &err) < 0)
		fail_msg("%s", err.text);
	store_close(s);
	s = must_open(path, STORE_PERSONAL);
	watch.progress = note_cache;
	watch.payload = s;
	all = number_of(s, "PRAGMA page_count");
	sqlite3_db_status(s->db, SQLITE_DBSTATUS_CACHE_MISS, &pages, &most, 1);
	assert_int_equal(store_verify(s, &watch, &counts, &err), 0);
	sqlite3_db_status(s->db, SQLITE_DBSTATUS_CACHE_MISS, &pages, &most, 0);
	assert_in_range(pages, all / 2, 3 * all);
	assert_int_equal(number_of(s, "PRAGMA cache_size"), -128);
	store_close(s);
}

/* Addresses and hashes are no names of the dossier: nothing is asked. */
static int unexpected(const struct dossier_row *r, void *payload)
{
	(void)r, (void)payload;
	fail();
	return -1;
}

static void no_names(void **state)
{
	static const char *const keys[] = {"https://example.org/S/RES/2254(2015)",
	                                   "sha256:00000000000000000000000000000000"};
	struct store *s = starter();
	struct err err = {0};
	struct cost c;

	(void)state;
	watch(s, &c);
	for (size_t i = 0; i < 2; i++)
		assert_int_equal(dossier_document(s, keys[i], unexpected, NULL, &err), 0);
	within("no names", &c, &(struct cost){0, 0, 0, 0});
	store_close(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define CASE(name) cmocka_unit_test_setup_teardown(name, folder_set_up, folder_tear_down)
		CASE(schema_waits),    CASE(no_locks),           CASE(front_pages),
		CASE(whole_catalogue), CASE(held_documents),     CASE(newest_by_index),
		CASE(no_names),        CASE(one_more),           CASE(rests_after_writing),
		CASE(citing_by_index), CASE(lists_without_rows), CASE(few_pages_looked_over),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
