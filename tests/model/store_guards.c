/* SPDX-License-Identifier: ISC */
/*
 * What guards a store: settings of each kind, the limit on what a foreign store's
 * queries may take, who may read what a reader keeps.
 */
#include "config.h"

#include "tests/lib/check.h"

#include "model/store/internal.h"
#include "model/store/marks.h"
#include "model/store/room.h"
#include "model/store/schema.h"
#include "model/store/stores.h"
#include "model/store/unsaid.h"
#include "tests/model/store_lib.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define STEPS_MOST 50000 /* of a foreign store's query, */
#define STEP_CALLS 1000  /* each of so many of SQLite's */

static int setting(struct store *s, int which)
{
	int on = -1;

	assert_int_equal(sqlite3_db_config(s->db, which, -1, &on), SQLITE_OK);
	return on;
}

static void assert_pragma(struct store *s, const char *name, const char *want)
{
	char sql[80];
	sqlite3_stmt *q;

	snprintf(sql, sizeof sql, "PRAGMA %s", name);
	assert_int_equal(sqlite3_prepare_v2(s->db, sql, -1, &q, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(q), SQLITE_ROW);
	if (strcmp((const char *)sqlite3_column_text(q, 0), want) != 0)
		fail_msg("%s: %s", name, sqlite3_column_text(q, 0));
	sqlite3_finalize(q);
}

/* A copy that lies still, as a bundle does. */
static void make_bundle(const struct folder *f, char *out, size_t size)
{
	char sql[300];
	sqlite3 *db;

	store_close(must_open(f->store, STORE_PERSONAL));
	snprintf(out, size, "%s/b.store", f->path);
	snprintf(sql, sizeof sql, "VACUUM INTO '%s'", out);
	assert_int_equal(sqlite3_open(f->store, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
}

static void foreign_stores(void **state)
{
	static const enum store_kind kinds[] = {STORE_BUNDLE, STORE_SITE};
	struct folder *f = *state;
	char bundle[200];

	make_bundle(f, bundle, sizeof bundle);
	for (size_t i = 0; i < 2; i++) {
		struct store *s = must_open(bundle, kinds[i]);

		assert_int_equal(setting(s, SQLITE_DBCONFIG_DEFENSIVE), 1);
		assert_int_equal(setting(s, SQLITE_DBCONFIG_TRUSTED_SCHEMA), 0);
		assert_pragma(s, "cell_size_check", "1");
		assert_int_equal(sqlite3_db_readonly(s->db, "main"), 1);
		assert_false(store_writable(s));
		/* what its bytes would have the reader do, SQLite does not */
		assert_int_not_equal(sqlite3_exec(s->db,
		                                  "PRAGMA writable_schema=1; UPDATE "
		                                  "sqlite_schema SET sql=sql",
		                                  NULL, NULL, NULL),
		                     SQLITE_OK);
		store_close(s);
	}
}

/* A WAL store whose writer has gone is opened a second time: guarded as at first. */
static int guarded_still(const char *path)
{
	struct err err = {0};
	struct store *s = store_open(path, STORE_SITE, &err);
	int on = 0, trusted = 1;

	if (!s)
		return 1;
	sqlite3_db_config(s->db, SQLITE_DBCONFIG_DEFENSIVE, -1, &on);
	sqlite3_db_config(s->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, -1, &trusted);
	store_close(s);
	return on == 1 && trusted == 0 ? 0 : 2;
}

static void site_store_that_lies_still(void **state)
{
	struct folder *f = *state;
	char wal[200];

	store_close(must_open(f->store, STORE_PERSONAL));
	for (int i = 0; i < 2; i++) {
		snprintf(wal, sizeof wal, "%s-%s", f->store, i ? "wal" : "shm");
		unlink(wal);
	}
	assert_int_equal(chmod(f->store, 0444), 0);
	assert_int_equal(chmod(f->path, 0555), 0);
	assert_int_equal(as_nobody(guarded_still, f->store), 0);
	chmod(f->path, 0755);
}

static void personal_store(void **state)
{
	struct folder *f = *state;
	struct store *s = must_open(f->store, STORE_PERSONAL);
	int persist = -1;

	assert_int_equal(setting(s, SQLITE_DBCONFIG_DEFENSIVE), 1);
	assert_int_equal(setting(s, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE), 1);
	assert_pragma(s, "journal_mode", "wal");
	assert_pragma(s, "synchronous", "1");
	assert_pragma(s, "foreign_keys", "1");
	assert_pragma(s, "cache_size", "-128");
	assert_int_equal(sqlite3_file_control(s->db, "main", SQLITE_FCNTL_PERSIST_WAL, &persist),
	                 0);
	assert_int_equal(persist, 1);
	store_close(s);
}

/* A store in memory: kept there, and not without end. */
static void store_in_memory(void **state)
{
	struct err err = {0};
	struct store *s = must_open(STORE_MEMORY, STORE_PERSONAL);
	char *text = malloc(1 << 20);
	int kept = 0;

	(void)state;
	memset(text, 'x', 1 << 20);
	text[(1 << 20) - 1] = '\0';
	while (kept < 100) {
		text[0] = (char)('!' + kept);
		if (store_queue_add(s, text, &err) < 0)
			break;
		kept++;
	}
	/* each is in the table and in its index */
	assert_in_range(kept, 14, 16);
	assert_non_null(strstr(err.text, "kept in memory is full"));
	assert_int_equal(access(STORE_MEMORY, F_OK), -1);
	store_close(s);
	free(text);
}

/* Counts far beyond the limit. */
static const char counting[] = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n "
			       "WHERE x < 9000000) SELECT max(x) FROM n";

static void queries_end(void **state)
{
	struct folder *f = *state;
	char bundle[200];
	struct err err = {0};
	struct store *s;
	sqlite3_stmt *q;
	int steps;

	make_bundle(f, bundle, sizeof bundle);
	s = must_open(bundle, STORE_BUNDLE);
	q = store_prepare(s, counting, &err);
	assert_non_null(q);
	assert_int_equal(sqlite3_step(q), SQLITE_INTERRUPT);
	store_fail(s, &err);
	assert_int_equal(err.code, ERR_STORE);
	assert_non_null(strstr(err.text, "took too long"));
	steps = sqlite3_stmt_status(q, SQLITE_STMTSTATUS_VM_STEP, 0);
	assert_in_range(steps, STEPS_MOST * STEP_CALLS - STEP_CALLS, (STEPS_MOST + 2) * STEP_CALLS);
	sqlite3_finalize(q);
	/* and the next one is answered */
	assert_pragma(s, "user_version", "8");
	store_close(s);
}

/* The list of names is what the steps make, in order. */
static void names_are_those_of_the_steps(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);
	sqlite3_stmt *q;
	size_t n = 0;

	assert_int_equal(sqlite3_prepare_v2(s->db,
	                                    "SELECT type||' '||name||' '||tbl_name FROM "
	                                    "sqlite_schema ORDER BY 1",
	                                    -1, &q, NULL),
	                 SQLITE_OK);
	while (sqlite3_step(q) == SQLITE_ROW) {
		assert_true(n < schema_name_count);
		assert_string_equal((const char *)sqlite3_column_text(q, 0), schema_names[n++]);
	}
	assert_int_equal(n, schema_name_count);
	sqlite3_finalize(q);
	store_close(s);
}

/* What one question has taken is not the next one's. */
static void each_query_has_its_own(void **state)
{
	struct folder *f = *state;
	char bundle[200];
	struct err err = {0};
	struct store *s;

	make_bundle(f, bundle, sizeof bundle);
	s = must_open(bundle, STORE_BUNDLE);
	s->steps_left = 0;
	sqlite3_finalize(store_prepare(s, "SELECT 1", &err));
	assert_int_equal(s->steps_left, STEPS_MOST);
	for (int i = 0; i < 2; i++) { /* made, and taken again */
		s->steps_left = 0;
		store_release(store_prepare_kept(s, "SELECT 1", &err));
		assert_int_equal(s->steps_left, STEPS_MOST);
	}
	s->steps_left = 0;
	assert_int_equal(store_exec(s, "SELECT 1", &err), 0);
	assert_int_equal(s->steps_left, STEPS_MOST);
	store_close(s);
}

/* A database of another program is told by its head alone, and no byte of it is touched: by its
 * mark, its own number of a version, or because something is in it. */
static void others_are_left(void **state)
{
	static const char *const made[] = {"PRAGMA application_id=1634036835",
	                                   "PRAGMA user_version=5", "CREATE TABLE note(words)"};
	struct folder *f = *state;

	for (size_t i = 0; i < sizeof made / sizeof *made; i++) {
		struct err err = {0};
		sqlite3 *db;

		unlink(f->store);
		assert_int_equal(sqlite3_open(f->store, &db), SQLITE_OK);
		assert_int_equal(sqlite3_exec(db, made[i], NULL, NULL, NULL), SQLITE_OK);
		sqlite3_close(db);
		assert_null(store_open(f->store, STORE_PERSONAL, &err));
		assert_int_equal(err.code, ERR_STORE);
		if (!strstr(err.text, "it is left as it is"))
			fail_msg("%s: %s", made[i], err.text);
	}
}

static int is_six(void *unused, int columns, char **values, char **names)
{
	(void)unused;
	(void)names;
	return columns != 1 || strcmp(values[0], "6") != 0;
}

/* A step that fails is no step: a store whose number says that it lacks what it has stays as it
 * was, and is not opened. */
static void a_step_that_fails_changes_nothing(void **state)
{
	struct folder *f = *state;
	struct err err = {0};
	sqlite3 *db;
	struct store *s = must_open(f->store, STORE_PERSONAL);

	assert_int_equal(store_exec(s, "PRAGMA user_version=6", &err), 0);
	store_close(s);
	assert_null(store_open(f->store, STORE_PERSONAL, &err));
	assert_int_equal(sqlite3_open(f->store, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "PRAGMA user_version", is_six, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
}

static void assert_mode(const char *path, unsigned want)
{
	struct stat st;

	assert_int_equal(stat(path, &st), 0);
	if ((st.st_mode & 07777) != want)
		fail_msg("%s: %o", path, (unsigned)st.st_mode);
}

/* What a person reads is nobody else's business. */
static void readable_by_owner_alone(void **state)
{
	struct folder *f = *state;
	char there[140], path[200], part[220], starter[200];
	struct stores_config config = {.personal = path, .starter = starter};
	const struct mark_source one = {"S/RES/2254(2015)", "one", "", ""};
	struct stores *stores;
	struct store *store;
	struct err err = {0};
	mode_t mask = umask(0);

	make_bundle(f, starter, sizeof starter);
	snprintf(there, sizeof there, "%s/there", f->path);
	assert_int_equal(mkdir(there, 0755), 0);
	snprintf(path, sizeof path, "%s/data/palais/p.store", there);
	stores = stores_open(&config, &err);
	assert_non_null(stores);
	assert_int_equal(access(path, F_OK), -1); /* made on the first write */
	store = stores_writable(stores, &err);
	assert_non_null(store);
	assert_int_equal(marks_bookmark(store, &one, true, &err), 0);
	assert_mode(there, 0755); /* not ours */
	snprintf(part, sizeof part, "%s/data", there);
	assert_mode(part, 0700);
	snprintf(part, sizeof part, "%s/data/palais", there);
	assert_mode(part, 0700);
	assert_mode(path, 0600);
	snprintf(part, sizeof part, "%s-wal", path);
	assert_mode(part, 0600);
	assert_int_equal(umask(mask), 0); /* the reader's mask is put back */
	stores_close(stores);
	for (int i = 0; i < 4; i++) {
		static const char *const names[] = {"palais/p.store-wal", "palais/p.store-shm",
		                                    "palais/p.store", "palais"};

		snprintf(part, sizeof part, "%s/data/%s", there, names[i]);
		remove(part);
	}
	snprintf(part, sizeof part, "%s/data", there);
	remove(part);
	remove(there);
}

/* A question that breaks off is known of afterwards, once, whoever asked it and did not look;
 * one that is merely wrong is not. */
static void what_was_not_read(void **state)
{
	struct folder *f = *state;
	struct err err = {0};
	struct store *s;
	sqlite3_stmt *q;
	struct buf b;
	char path[200];

	make_bundle(f, path, sizeof path);
	assert_int_equal(unsaid_take(&err), 0);
	s = must_open(path, STORE_BUNDLE);
	q = store_prepare(s, "SELECT abs(-9223372036854775807 - 1)", &err);
	assert_int_equal(sqlite3_step(q), SQLITE_ERROR);
	sqlite3_finalize(q);
	assert_int_equal(unsaid_take(&err), 0);
	assert_int_equal(truncate(path, 4096), 0);
	q = store_prepare(s, "SELECT count(*) FROM version, text, chunk", &err);
	assert_non_null(q);
	assert_int_not_equal(sqlite3_step(q), SQLITE_ROW);
	sqlite3_finalize(q);
	assert_true(unsaid_is_there());
	assert_int_equal(unsaid_take(&err), -1);
	assert_non_null(strstr(err.text, "not all is shown"));
	assert_int_equal(unsaid_take(&err), 0);
	store_close(s);
	/* the code says what it was, and only such codes are faults */
	unsaid_note(SQLITE_CORRUPT);
	assert_int_equal(unsaid_take(&err), -1);
	assert_int_equal(err.code, ERR_STORE);
	unsaid_note(SQLITE_NOMEM);
	unsaid_note(SQLITE_CORRUPT);
	assert_int_equal(unsaid_take(&err), -1);
	assert_int_equal(err.code, ERR_FAILED);
	unsaid_note(SQLITE_BUSY);
	unsaid_note(SQLITE_CONSTRAINT);
	unsaid_note(SQLITE_FULL);
	assert_false(unsaid_is_there());
	/* a folder for which there is no room is a full disk, as a file is */
	room_note(SQLITE_IOERR_DIR_FSYNC, "os_unix.c:1: (28) full_fsync(folder) - no room");
	unsaid_note(SQLITE_IOERR_DIR_FSYNC);
	assert_int_equal(unsaid_take(&err), -1);
	assert_int_equal(err.code, ERR_DISK);
	unsaid_note(SQLITE_IOERR_READ);
	unsaid_forget();
	assert_int_equal(unsaid_take(&err), 0);
	/* what passes a maximum is its owner's business; what no memory can hold is not */
	buf_init(&b, 4);
	buf_str(&b, "12345");
	assert_true(b.full);
	assert_int_equal(unsaid_take(&err), 0);
#ifndef PALAIS_ASAN /* which ends a program that asks for so much */
	buf_init(&b, SIZE_MAX / 2);
	assert_null(buf_room(&b, SIZE_MAX / 2));
	assert_int_equal(unsaid_take(&err), -1);
	assert_non_null(strstr(err.text, "out of memory"));
	assert_int_equal(unsaid_take(&err), 0);
	buf_done(&b);
#endif
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define CASE(name) cmocka_unit_test_setup_teardown(name, folder_set_up, folder_tear_down)
		CASE(foreign_stores),
		CASE(site_store_that_lies_still),
		CASE(store_in_memory),
		CASE(personal_store),
		CASE(names_are_those_of_the_steps),
		CASE(queries_end),
		CASE(each_query_has_its_own),
		CASE(a_step_that_fails_changes_nothing),
		CASE(others_are_left),
		CASE(readable_by_owner_alone),
		CASE(what_was_not_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
