/* SPDX-License-Identifier: ISC */
/* A damaged store made whole: of a small store each page in turn is overwritten, bytes are
 * flipped, it is cut short, its log is. What SQLite says lies on a page (dbstat) is all that
 * may be missing afterwards. */
#include "config.h"

#include "model/store/salvage.h"
#include "model/store/schema.h"
#include "model/store/verify.h"
#include "tests/model/store_lib.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PAGE_SIZE 4096
#define DOCUMENTS 24
#define BIG 200000

/* What a reader has of their own. */
static const char *const own[] = {"queue", "bookmark", "tag",  "mark", "seen",  "looked",
                                  "place", "feed",     "host", "news", "usage", "moved"};

static const char filled[] =
	"WITH RECURSIVE n(i) AS (VALUES(1) UNION ALL SELECT i + 1 FROM n WHERE i < 150) "
	"INSERT INTO queue(what, added) SELECT 'S/RES/' || i, i FROM n;"
	"WITH RECURSIVE n(i) AS (VALUES(1) UNION ALL SELECT i + 1 FROM n WHERE i < 150) "
	"INSERT INTO bookmark(address, added, title) SELECT 'https://example.org/' || i, i, "
	"'Harbour notice of day ' || i FROM n;"
	"WITH RECURSIVE n(i) AS (VALUES(1) UNION ALL SELECT i + 1 FROM n WHERE i < 150) "
	"INSERT INTO tag SELECT 'https://example.org/' || i, 'harbour ' || i FROM n;"
	"WITH RECURSIVE n(i) AS (VALUES(1) UNION ALL SELECT i + 1 FROM n WHERE i < 60) "
	"INSERT INTO mark(kind, document, title, reference, sha256, lang, number, block, hash, "
	"words, start, \"end\", note, created, changed) SELECT 'note', 'https://example.org/' || "
	"i, 'Minutes', 'p. ' || i, '', 'en', i, i, 'h' || i, 'words of paragraph ' || i, 0, 5, "
	"'asked for again on day ' || i, i, i FROM n;"
	"INSERT INTO seen SELECT address, 1, added FROM bookmark;"
	"INSERT INTO place SELECT address, 3, 4, added FROM bookmark;"
	"INSERT INTO looked VALUES('harbour', 1, 2);"
	"INSERT INTO feed(url, name) VALUES('https://example.org/feed', 'Lamps');"
	"INSERT INTO host(name) VALUES('example.org');"
	"INSERT INTO usage VALUES('2026-11', 5, 6, 7);"
	"INSERT INTO moved VALUES('https://example.org/a', 'https://example.org/b', 1);"
	"INSERT INTO news(key, feed, date, lang, title, summary, seen) "
	"VALUES('https://example.org/n', 'https://example.org/feed', '2026-11-01', 'en', 'Lamps', "
	"'All are lit', 1);";

static void change(const char *path, const char *sql)
{
	char *error = NULL;
	sqlite3 *db;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	if (sqlite3_exec(db, sql, NULL, NULL, &error) != SQLITE_OK)
		fail_msg("%s", error);
	sqlite3_close(db);
}

static void put(struct store *s, int n, size_t len)
{
	char url[80], text[200], *bytes = calloc(1, len);
	struct store_origin o = {.key = url, .url = url, .asked = url, .type = "text/html"};
	struct doc_maker *m = doc_maker_new(0);
	struct store_incoming *in;
	struct err err = {0};
	struct doc *doc;

	/* such as no packing makes smaller */
	for (uint32_t i = 0, x = (uint32_t)n; i < len; i++, x = x * 1664525 + 1013904223)
		bytes[i] = (char)(x >> 24);
	snprintf(url, sizeof url, "https://example.org/page/%d", n);
	snprintf(text, sizeof text, "Boat %d came in with %d men in the morning", n, 3 * n);
	doc_add_fact(m, DOC_TITLE, "Minutes of the harbour");
	doc_add_fact(m, DOC_LANGUAGE, "en");
	doc_begin(m, DOC_PARAGRAPH);
	doc_add_str(m, text);
	doc = doc_finish(m, NULL);
	in = store_begin(s, &o, &err);
	assert_non_null(in);
	assert_int_equal(store_add(in, bytes, len, &err), 0);
	if (store_commit(in, doc, true, 1, &err) < 0)
		fail_msg("%s", err.text);
	doc_free(doc);
	free(bytes);
}

/* All of it lies in the file, and no log beside. */
static void fill(const struct folder *f)
{
	struct store *s = must_open(f->store, STORE_PERSONAL);

	for (int n = 0; n < DOCUMENTS; n++)
		put(s, n, n == 5 ? BIG : 300 + 250 * (size_t)n);
	store_close(s);
	change(f->store, filled);
	change(f->store, "PRAGMA wal_checkpoint(TRUNCATE)");
}

static void copy(const char *from, const char *to)
{
	char command[1000];

	snprintf(command, sizeof command, "rm -f '%s'.* '%s'-* && cp '%s' '%s'", to, to, from, to);
	assert_int_equal(system(command), 0);
}

static void write_at(const char *path, const void *bytes, size_t len, off_t at)
{
	int fd = open(path, O_RDWR);

	assert_true(fd >= 0);
	assert_int_equal(pwrite(fd, bytes, len, at), len);
	close(fd);
}

static void note_lost(const char *what, const char *why, void *payload)
{
	(void)what;
	(void)why;
	++*(int *)payload;
}

static int salvage(const char *path, struct store_salvaged *n, struct err *err)
{
	int lines = 0;
	struct store_salvage_watch watch = {.lost = note_lost, .payload = &lines};
	int rc = store_salvage(path, &watch, n, err);

	assert_int_equal(n->lost, lines);
	return rc;
}

static void count_fault(const struct store_fault *fault, void *payload)
{
	(void)fault;
	++*(int64_t *)payload;
}

/* Faults of the store at `path`; -1 when it does not open. */
static int64_t faults(const char *path)
{
	int64_t count = 0;
	struct store_verify_watch watch = {.fault = count_fault, .payload = &count};
	struct store_verify_counts n;
	struct store *s = store_open(path, STORE_PERSONAL, NULL);

	if (!s || store_verify(s, &watch, &n, NULL) < 0)
		count = -1;
	store_close(s);
	return count;
}

/* It opens, is clean, and the damaged one stands beside. */
static void must_salvage(const char *path, const char *after)
{
	struct store_salvaged n;
	struct err err = {0};

	if (salvage(path, &n, &err) < 0)
		fail_msg("%s: %s", after, err.text);
	if (faults(path) != 0)
		fail_msg("%s: not clean", after);
	assert_non_null(n.kept);
	assert_int_equal(access(n.kept, F_OK), 0);
	free(n.kept);
}

static int64_t ask(sqlite3 *db, const char *sql)
{
	sqlite3_stmt *q;
	int64_t n;

	if (sqlite3_prepare_v2(db, sql, -1, &q, NULL) != SQLITE_OK)
		fail_msg("%s: %s", sql, sqlite3_errmsg(db));
	n = sqlite3_step(q) == SQLITE_ROW ? sqlite3_column_int64(q, 0) : -1;
	sqlite3_finalize(q);
	return n;
}

/* Rows of the good one ("o") that are not in the salvaged one, and the other way round. */
static int64_t difference(sqlite3 *db, const char *table, bool missing)
{
	char sql[200];

	snprintf(sql, sizeof sql,
	         missing ? "SELECT count(*) FROM (SELECT * FROM o.%s EXCEPT SELECT * FROM main.%s)"
	                 : "SELECT count(*) FROM (SELECT * FROM main.%s EXCEPT SELECT * FROM o.%s)",
	         table, table);
	return ask(db, sql);
}

#define BY_BYTES \
	"(SELECT count(*) FROM o.version WHERE whole AND sha256 NOT IN " \
	"(SELECT sha256 FROM main.version WHERE whole))"

/* What lies on a page. */
struct on_page {
	char name[60], type[20];
	int rows;
};

static struct on_page look(sqlite3 *db, int page)
{
	struct on_page p = {.rows = 0};
	sqlite3_stmt *q;

	assert_int_equal(sqlite3_prepare_v2(db,
	                                    "SELECT name, pagetype, ncell FROM dbstat('o') WHERE "
	                                    "pageno=?",
	                                    -1, &q, NULL),
	                 SQLITE_OK);
	sqlite3_bind_int(q, 1, page);
	if (sqlite3_step(q) == SQLITE_ROW) {
		snprintf(p.name, sizeof p.name, "%s", (const char *)sqlite3_column_text(q, 0));
		snprintf(p.type, sizeof p.type, "%s", (const char *)sqlite3_column_text(q, 1));
		p.rows = *p.type == 'o' ? 1 : sqlite3_column_int(q, 2);
	}
	sqlite3_finalize(q);
	return p;
}

static bool has_row_numbers(const char *table)
{
	return !strcmp(table, "queue") || !strcmp(table, "mark") || !strcmp(table, "news") ||
	       !strcmp(table, "version") || !strcmp(table, "chunk");
}

/* How many rows of a table may be missing when this page is gone. */
static int may_miss(const struct on_page *p, const char *table)
{
	if (strcmp(p->name, table) != 0)
		return 0;
	return *p->type == 'i' && has_row_numbers(table) ? 0 : p->rows;
}

static void compare(const char *path, const char *good, int page)
{
	char attach[200];
	struct on_page p;
	sqlite3 *db;

	snprintf(attach, sizeof attach, "ATTACH '%s' AS o", good);
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, attach, NULL, NULL, NULL), SQLITE_OK);
	p = look(db, page);
	for (size_t i = 0; i < sizeof own / sizeof *own; i++) {
		int64_t missing = difference(db, own[i], true);

		if (missing > may_miss(&p, own[i]) || difference(db, own[i], false))
			fail_msg("page %d (%s, %s): %lld rows (%d) of %s are missing, %lld new",
			         page, p.name, p.type, (long long)missing, p.rows, own[i],
			         (long long)difference(db, own[i], false));
	}
	/* of one whose bytes are damaged the text is there, as a piece */
	if (ask(db, "SELECT " BY_BYTES) > may_miss(&p, "version") + may_miss(&p, "chunk"))
		fail_msg("page %d (%s, %s): documents are missing", page, p.name, p.type);
	if (ask(db, "SELECT (SELECT count(*) FROM o.version) - (SELECT count(*) FROM "
	            "main.version)") > may_miss(&p, "version"))
		fail_msg("page %d (%s, %s): texts are missing", page, p.name, p.type);
	sqlite3_close(db);
}

/* -- the tests ------------------------------------------------------------------ */

static void test_each_page(void **state)
{
	static const unsigned char patterns[] = {0xa5, 0};
	struct folder *f = *state;
	unsigned char page[PAGE_SIZE];
	char path[200], name[40];
	struct stat st;

	fill(f);
	snprintf(path, sizeof path, "%s/b.store", f->path);
	assert_int_equal(stat(f->store, &st), 0);
	assert_true(st.st_size / PAGE_SIZE > 100);
	for (int n = 1; n <= st.st_size / PAGE_SIZE; n++) {
		copy(f->store, path);
		memset(page, patterns[n % 2], sizeof page);
		write_at(path, page, sizeof page, (off_t)(n - 1) * PAGE_SIZE);
		snprintf(name, sizeof name, "page %d", n);
		if (faults(path) == 0)
			fail_msg("%s: no fault is found", name);
		copy(f->store, path);
		write_at(path, page, sizeof page, (off_t)(n - 1) * PAGE_SIZE);
		must_salvage(path, name);
		compare(path, f->store, n);
	}
}

/* A whole one comes out as it went in. */
static void test_whole(void **state)
{
	struct folder *f = *state;
	struct store_salvaged n;
	char path[200];

	fill(f);
	snprintf(path, sizeof path, "%s/b.store", f->path);
	copy(f->store, path);
	assert_int_equal(chmod(path, 0640), 0);
	assert_int_equal(salvage(path, &n, NULL), 0);
	assert_int_equal(n.lost, 0);
	assert_int_equal(n.documents, DOCUMENTS);
	free(n.kept);
	compare(path, f->store, 0);
}

static void test_flipped(void **state)
{
	struct folder *f = *state;
	char path[200], name[40];
	uint32_t x = 7;
	struct stat st;

	fill(f);
	snprintf(path, sizeof path, "%s/b.store", f->path);
	assert_int_equal(stat(f->store, &st), 0);
	for (int round = 0; round < 60; round++) {
		copy(f->store, path);
		for (int i = 0; i < 4; i++) {
			unsigned char c = (unsigned char)(x >> 16);

			x = x * 1664525 + 1013904223;
			/* past the head, of which the next test is */
			write_at(path, &c, 1, 100 + (off_t)(x % (uint32_t)(st.st_size - 100)));
		}
		snprintf(name, sizeof name, "round %d", round);
		must_salvage(path, name);
	}
}

static void test_head(void **state)
{
	struct folder *f = *state;
	char path[200], name[40];

	fill(f);
	snprintf(path, sizeof path, "%s/b.store", f->path);
	for (int at = 0; at < 100; at++) {
		const unsigned char byte = 0xee;

		if (at >= 60 && at < 64) /* its version: a newer one is left alone */
			continue;
		copy(f->store, path);
		write_at(path, &byte, 1, at);
		snprintf(name, sizeof name, "byte %d", at);
		must_salvage(path, name);
		compare(path, f->store, 0);
	}
}

static void test_cut(void **state)
{
	int64_t versions, rows, least = INT64_MAX;
	struct folder *f = *state;
	char path[200], name[40];
	struct stat st;
	sqlite3 *db;

	fill(f);
	snprintf(path, sizeof path, "%s/b.store", f->path);
	assert_int_equal(stat(f->store, &st), 0);
	/* the list of tables is among the first pages, and something of it has to be there */
	for (off_t len = st.st_size - 1; len > st.st_size / 2; len -= 31 * 1000) {
		copy(f->store, path);
		assert_int_equal(truncate(path, len), 0);
		snprintf(name, sizeof name, "%ld bytes", (long)len);
		must_salvage(path, name);
		assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
		versions = ask(db, "SELECT count(*) FROM version");
		rows = ask(db, "SELECT count(*) FROM queue");
		sqlite3_close(db);
		if (least == INT64_MAX)
			assert_int_equal(versions, DOCUMENTS);
		assert_true(versions <= least);
		assert_int_equal(rows, 150);
		least = versions;
	}
}

static void must_refuse(const char *path, const char *why)
{
	struct store_salvaged n;
	struct err err = {0};
	char command[300];

	snprintf(command, sizeof command, "cp '%s' '%s'.was", path, path);
	assert_int_equal(system(command), 0);
	assert_int_equal(salvage(path, &n, &err), -1);
	assert_int_equal(err.code, ERR_STORE);
	assert_null(n.kept);
	if (!strstr(err.text, why))
		fail_msg("%s", err.text);
	snprintf(command, sizeof command, "cmp '%s' '%s'.was && rm '%s'.was && ! ls '%s'.*", path,
	         path, path, path);
	assert_int_equal(system(command), 0);
}

/* What is none of ours, or has nothing in it, stays as it is. */
static void test_refused(void **state)
{
	struct folder *f = *state;
	unsigned char zeros[PAGE_SIZE] = {0};
	uint32_t version;

	for (int i = 0; i < 50; i++) {
		int fd = open(f->store, O_CREAT | O_WRONLY | O_APPEND, 0600);

		assert_int_equal(write(fd, zeros, sizeof zeros), sizeof zeros);
		close(fd);
	}
	must_refuse(f->store, "nothing of a palais store");
	unlink(f->store);
	change(f->store, "CREATE TABLE logins(name TEXT, word TEXT); "
	                 "INSERT INTO logins VALUES('a', 'b'); PRAGMA user_version=3");
	must_refuse(f->store, "nothing of a palais store");
	unlink(f->store);
	fill(f);
	version = (SCHEMA_VERSION + 1) << 24;
	write_at(f->store, &version, sizeof version, 60);
	must_refuse(f->store, "newer palais");
}

/* What another has open is not touched. */
static void test_open_elsewhere(void **state)
{
	struct folder *f = *state;
	struct store_salvaged n;
	struct err err = {0};
	struct store *s;

	fill(f);
	s = must_open(f->store, STORE_PERSONAL);
	assert_true(store_queue_add(s, "S/RES/9999", NULL) == 0);
	assert_int_equal(salvage(f->store, &n, &err), -1);
	assert_non_null(strstr(err.text, "another palais has it open"));
	store_close(s);
	assert_int_equal(salvage(f->store, &n, &err), 0);
	free(n.kept);
}

/* A log that holds what came last; cut and flipped at many places. */
static void test_log(void **state)
{
	struct folder *f = *state;
	char path[200], log[210], command[1200], was[220];
	int64_t most = -1;
	struct stat st;
	struct store *s;
	sqlite3 *db;

	fill(f);
	s = must_open(f->store, STORE_PERSONAL);
	for (int n = 100; n < 110; n++)
		put(s, n, 3000);
	snprintf(path, sizeof path, "%s/b.store", f->path);
	snprintf(log, sizeof log, "%s-wal", path);
	snprintf(was, sizeof was, "%s-wal", f->store);
	assert_int_equal(stat(was, &st), 0);
	assert_true(st.st_size > 20 * PAGE_SIZE);
	for (int i = 0; i <= 25; i++) {
		off_t len = st.st_size * i / 25;

		for (int flip = 0; flip < 2; flip++) {
			int64_t have;

			snprintf(command, sizeof command,
			         "rm -f '%s'* && cp '%s' '%s' && cp '%s' '%s'", path, f->store,
			         path, was, log);
			assert_int_equal(system(command), 0);
			if (flip)
				write_at(log, "\xee", 1, len < st.st_size ? len : 0);
			else
				assert_int_equal(truncate(log, len), 0);
			must_salvage(path, flip ? "flipped log" : "cut log");
			assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
			have = ask(db, "SELECT count(*) FROM version WHERE whole");
			sqlite3_close(db);
			/* the more of it is there, the more is there */
			if (!flip && have < most)
				fail_msg("%lld of %lld", (long long)have, (long long)most);
			most = flip ? most : have;
			assert_true(have >= DOCUMENTS);
		}
	}
	assert_int_equal(most, DOCUMENTS + 10);
	store_close(s);
}

/* Twice on one day, and something of that name was there: nothing is overwritten. */
static void test_names(void **state)
{
	struct folder *f = *state;
	struct store_salvaged n;
	char name[200];
	int fd;

	fill(f);
	snprintf(name, sizeof name, "%s.damaged-2026-11-22", f->store);
	fd = open(name, O_CREAT | O_EXCL | O_WRONLY, 0600);
	assert_int_equal(write(fd, "mine", 4), 4);
	close(fd);
	for (int i = 2; i < 4; i++) {
		snprintf(name, sizeof name, "%s.damaged-2026-11-22-%d", f->store, i);
		assert_int_equal(salvage(f->store, &n, NULL), 0);
		assert_string_equal(n.kept, name);
		free(n.kept);
	}
	snprintf(name, sizeof name, "grep -q ^mine$ '%s'.damaged-2026-11-22", f->store);
	assert_int_equal(system(name), 0);
}

/* A document whose name is lost comes in again, and is found by its address. */
static void test_homeless(void **state)
{
	struct folder *f = *state;
	struct store_version v;
	struct store_salvaged n;
	struct store *s;

	fill(f);
	change(f->store, "DELETE FROM work WHERE id=3; DELETE FROM text WHERE work=5");
	assert_int_equal(salvage(f->store, &n, NULL), 0);
	assert_int_equal(n.documents, DOCUMENTS);
	assert_int_equal(n.lost, 0);
	free(n.kept);
	s = must_open(f->store, STORE_PERSONAL);
	assert_int_equal(store_find(s, "https://example.org/page/2", NULL, &v, NULL), 1);
	store_version_done(&v);
	assert_int_equal(store_find(s, "https://example.org/page/4", NULL, &v, NULL), 1);
	store_version_done(&v);
	assert_int_equal(found_by(s, "boat"), DOCUMENTS);
	store_close(s);
}

/* Also one that came without its bytes; and one of which the bytes are damaged stays. */
static void test_without_bytes(void **state)
{
	struct folder *f = *state;
	struct store_version v;
	struct store_salvaged n;
	struct store *s;

	fill(f);
	change(f->store, "UPDATE version SET packed=2 WHERE id IN (3, 5); "
	                 "DELETE FROM chunk WHERE id >> 16 IN (3, 5); DELETE FROM work WHERE id=3; "
	                 "UPDATE chunk SET bytes=x'00' WHERE id >> 16 = 7");
	assert_int_equal(salvage(f->store, &n, NULL), 0);
	assert_int_equal(n.documents, DOCUMENTS);
	assert_int_equal(n.lost, 1);
	assert_int_equal(n.incomplete, 1);
	free(n.kept);
	assert_int_equal(faults(f->store), 0);
	s = must_open(f->store, STORE_PERSONAL);
	for (int i = 2; i <= 6; i += 2) {
		char url[80];

		snprintf(url, sizeof url, "https://example.org/page/%d", i);
		assert_int_equal(store_find(s, url, NULL, &v, NULL), 1);
		assert_true(v.absent);
		store_version_done(&v);
	}
	store_close(s);
}

/* One of an older version is brought up to date with what is left of it. */
static void test_older(void **state)
{
	struct folder *f = *state;
	struct store_salvaged n;
	unsigned char page[PAGE_SIZE] = {0};
	sqlite3 *db;

	assert_int_equal(sqlite3_open(f->store, &db), SQLITE_OK);
	for (int step = 0; step < 3; step++)
		for (int i = 0; schema_steps[step][i]; i++)
			assert_int_equal(sqlite3_exec(db, schema_steps[step][i], 0, 0, 0), 0);
	assert_int_equal(
		sqlite3_exec(db,
	                     "PRAGMA application_id=1348554867; PRAGMA user_version=3;"
	                     "INSERT INTO bookmark VALUES('https://example.org/', 'Old', 4);"
	                     "INSERT INTO queue(what, added) VALUES('A/1', 1)",
	                     0, 0, 0),
		0);
	sqlite3_close(db);
	/* its first page tells the version; without it the tables do */
	for (int i = 0; i < 2; i++) {
		if (i)
			change(f->store, "SELECT 1");
		assert_int_equal(salvage(f->store, &n, NULL), 0);
		rename(n.kept, f->store);
		free(n.kept);
		write_at(f->store, page, 96, 0);
	}
	assert_int_equal(salvage(f->store, &n, NULL), 0);
	free(n.kept);
	assert_int_equal(faults(f->store), 0);
	assert_int_equal(sqlite3_open(f->store, &db), SQLITE_OK);
	assert_int_equal(ask(db, "SELECT count(*) FROM bookmark WHERE title='Old' AND added=4"), 1);
	assert_int_equal(ask(db, "SELECT count(*) FROM queue WHERE what='A/1'"), 1);
	sqlite3_close(db);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, folder_set_up, folder_tear_down)
		T(test_whole), T(test_each_page), T(test_flipped),        T(test_head),
		T(test_cut),   T(test_refused),   T(test_open_elsewhere), T(test_log),
		T(test_names), T(test_homeless),  T(test_without_bytes),  T(test_older),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
