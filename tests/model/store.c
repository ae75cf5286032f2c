/* SPDX-License-Identifier: ISC */
/* The store: identity, versions, chunks, dates, search, and the opening rules of
 * each kind of store, as a reader without privileges. */
#include "config.h"

#include "model/base/clock.h"
#include "model/store/schema.h"
#include "model/store/store.h"
#include "model/store/stores.h"
#include "tests/model/store_lib.h"

#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static struct doc *text_doc(const char *title, const char *lang, const char *text)
{
	struct doc_maker *m = doc_maker_new(0);

	doc_add_fact(m, DOC_TITLE, title);
	doc_add_fact(m, DOC_LANGUAGE, lang);
	doc_begin(m, DOC_PARAGRAPH);
	doc_attr(m, "number", "1");
	doc_add_str(m, text);
	return doc_finish(m, NULL);
}

static int64_t put(struct store *s, const char *url, const char *lang, const char *text,
                   const void *bytes, size_t len, bool whole)
{
	struct store_origin o = {.key = url,
	                         .url = url,
	                         .type = "text/html",
	                         .etag = "\"e1\"",
	                         .last_modified = "Sun, 06 Nov 1994 08:49:37 GMT",
	                         .headers = "X-Test: yes\r\n"};
	struct err err = {0};
	struct store_incoming *in = store_begin(s, &o, &err);
	struct doc *doc = text_doc("A title", lang, text);
	int64_t id;

	assert_non_null(in);
	assert_int_equal(store_add(in, bytes, len, &err), 0);
	id = store_commit(in, doc, whole, 1, &err);
	if (id < 0)
		fail_msg("%s", err.text);
	doc_free(doc);
	return id;
}

/* -- what is kept --------------------------------------------------------- */

static void test_put_and_find(void **state)
{
	struct folder *f = *state;
	struct store *s = must_open(f->store, STORE_PERSONAL);
	struct store_version v;
	struct err err = {0};
	struct doc *doc;
	char *big = malloc(200000), back[1000];
	const char *url = "https://example.org/page";
	long n;

	for (int i = 0; i < 200000; i++)
		big[i] = (char)(i * 7);
	put(s, url, "en", "Hello there", big, 200000, true);
	store_close(s);
	s = must_open(f->store, STORE_PERSONAL);
	assert_int_equal(store_find(s, url, "en", &v, &err), 1);
	assert_string_equal(v.key, url);
	assert_string_equal(v.lang, "en");
	assert_string_equal(v.title, "A title");
	assert_string_equal(v.etag, "\"e1\"");
	assert_string_equal(v.headers, "X-Test: yes\r\n");
	assert_int_equal(v.size, 200000);
	assert_int_equal(v.fetched, clock_now());
	assert_int_equal(strlen(v.sha256), 64);
	assert_true(v.whole);
	n = store_bytes(s, v.id, 65536 * 2 + 5, back, sizeof back, &err);
	assert_int_equal(n, 1000);
	assert_memory_equal(back, big + 65536 * 2 + 5, 1000);
	assert_int_equal(store_bytes(s, v.id, 200000, back, sizeof back, &err), 0);
	doc = store_doc(s, v.id, &err);
	assert_non_null(doc);
	assert_memory_equal(doc_block(doc, 0)->text.bytes, "Hello there", 11);
	doc_free(doc);
	store_version_done(&v);
	assert_int_equal(store_find(s, "https://example.org/other", NULL, &v, &err), 0);
	store_close(s);
	free(big);
}

/* The same bytes again: one version, a newer date. Other bytes: another. */
static void test_versions(void **state)
{
	struct folder *f = *state;
	struct store *s = must_open(f->store, STORE_PERSONAL);
	struct store_info info;
	struct err err = {0};
	int64_t a, b;

	a = put(s, "https://example.org/x", "en", "one", "abc", 3, true);
	b = put(s, "https://example.org/x", "en", "one", "abc", 3, true);
	assert_int_equal(a, b);
	b = put(s, "https://example.org/x", "en", "two", "abcd", 4, true);
	assert_int_not_equal(a, b);
	assert_int_equal(store_info(s, &info, &err), 0);
	assert_int_equal(info.works, 1);
	assert_int_equal(info.texts, 1);
	assert_int_equal(info.versions, 2);
	assert_int_equal(info.bytes, 7);
	store_close(s);
}

/* A piece never hides a whole copy, and goes when the whole is there. */
static void test_pieces(void **state)
{
	struct folder *f = *state;
	struct store *s = must_open(f->store, STORE_PERSONAL);
	struct store_version v;
	struct store_info info;
	struct err err = {0};

	put(s, "https://example.org/x", "en", "a piece", "ab", 2, false);
	assert_int_equal(store_find(s, "https://example.org/x", NULL, &v, &err), 1);
	assert_false(v.whole);
	store_version_done(&v);
	put(s, "https://example.org/x", "en", "the whole", "abc", 3, true);
	put(s, "https://example.org/x", "en", "a later piece", "a", 1, false);
	assert_int_equal(store_find(s, "https://example.org/x", NULL, &v, &err), 1);
	assert_true(v.whole);
	assert_int_equal(v.size, 3);
	store_version_done(&v);
	store_info(s, &info, &err);
	assert_int_equal(info.parts, 1);
	store_close(s);
}

static void test_languages(void **state)
{
	struct folder *f = *state;
	struct store *s = must_open(f->store, STORE_PERSONAL);
	static const struct {
		const char *langs, *want;
	} cases[] = {{"ar,en", "ar"}, {"fr,en", "en"}, {"en", "en"}, {"zh", "en"}, {NULL, "en"}};
	struct store_version v;
	struct err err = {0};

	put(s, "S/RES/2254(2015)", "ar", "نص", "1", 1, true);
	put(s, "S/RES/2254(2015)", "en", "text", "2", 1, true);
	put(s, "S/RES/2254(2015)", "ru", "текст", "3", 1, true);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_int_equal(store_find(s, "S/RES/2254(2015)", cases[i].langs, &v, &err), 1);
		assert_string_equal(v.lang, cases[i].want);
		store_version_done(&v);
	}
	store_close(s);
}

/* What is replaced can no longer be found by the words that it had. */
static void test_search(void **state)
{
	struct folder *f = *state;
	struct store *s = must_open(f->store, STORE_PERSONAL);

	put(s, "https://example.org/a", "en", "Humanitarian access", "1", 1, true);
	put(s, "https://example.org/b", "en", "of something else", "2", 1, true);
	assert_int_equal(found_by(s, "humanitarian"), 1);
	assert_int_equal(found_by(s, "humanitarian something"), 0);
	put(s, "https://example.org/a", "en", "another text now", "3", 1, true);
	assert_int_equal(found_by(s, "access"), 0);
	assert_int_equal(found_by(s, "another"), 1);
	store_close(s);
}

static int collect(const char *what, int64_t added, void *payload)
{
	assert_int_equal(added, clock_now());
	strcat(payload, what);
	strcat(payload, ";");
	return 0;
}

static void test_own(void **state)
{
	struct folder *f = *state;
	struct store *s = must_open(f->store, STORE_PERSONAL);
	struct err err = {0};
	char list[200] = "";
	long block = 0, offset = 0;

	assert_int_equal(store_queue_add(s, "https://b", &err), 0);
	assert_int_equal(store_queue_add(s, "https://a", &err), 0);
	assert_int_equal(store_queue_add(s, "https://b", &err), 0);
	assert_int_equal(store_each_queued(s, collect, list, &err), 0);
	assert_string_equal(list, "https://b;https://a;");
	assert_int_equal(store_queue_remove(s, "https://b", &err), 0);
	*list = 0;
	store_each_queued(s, collect, list, &err);
	assert_string_equal(list, "https://a;");
	assert_int_equal(store_place_get(s, "x", &block, &offset), 0);
	assert_int_equal(store_place_set(s, "x", 3, 40, &err), 0);
	assert_int_equal(store_place_get(s, "x", &block, &offset), 1);
	assert_int_equal(block, 3);
	assert_int_equal(offset, 40);
	store_close(s);
}

/* -- opening, by kind ----------------------------------------------------- */

static int reads(const char *path, enum store_kind kind)
{
	struct err err = {0};
	struct store *s = store_open(path, kind, &err);
	struct store_version v;
	int rc;

	if (!s) {
		fprintf(stderr, "# %s\n", err.text);
		return 10 + (int)err.code;
	}
	rc = store_find(s, "https://example.org/x", NULL, &v, &err);
	store_version_done(&v);
	store_close(s);
	return rc == 1 ? 0 : 50;
}

static int reads_bundle(const char *path)
{
	return reads(path, STORE_BUNDLE);
}

static int reads_site(const char *path)
{
	return reads(path, STORE_SITE);
}

static int reads_personal(const char *path)
{
	return reads(path, STORE_PERSONAL);
}

static int may_not_write(const char *path)
{
	struct err err = {0};
	struct store *s = store_open(path, STORE_PERSONAL, &err);
	int rc =
		s && !store_writable(s) && !store_begin(s, &(struct store_origin){0}, &err) ? 0 : 1;

	store_close(s);
	return rc;
}

static void protect(const struct folder *f)
{
	assert_int_equal(chmod(f->store, 0444), 0);
	assert_int_equal(chmod(f->path, 0555), 0);
}

/* A store in WAL whose writer has gone: read by one who may not write beside it. */
static void test_wal_left_behind(void **state)
{
	struct folder *f = *state;
	struct store *s = must_open(f->store, STORE_PERSONAL);

	put(s, "https://example.org/x", "en", "text", "1", 1, true);
	store_close(s);
	protect(f);
	assert_int_equal(as_nobody(reads_site, f->store), 0);
	assert_int_equal(as_nobody(reads_bundle, f->store), 0);
	assert_int_equal(as_nobody(reads_personal, f->store), 0);
	assert_int_equal(as_nobody(may_not_write, f->store), 0);
	chmod(f->path, 0755);
}

/* The same with its writer alive, whose newest page is in the log alone. */
static void test_wal_writer_alive(void **state)
{
	struct folder *f = *state;
	struct store *s = must_open(f->store, STORE_PERSONAL);
	char side[200];

	put(s, "https://example.org/x", "en", "text", "1", 1, true);
	snprintf(side, sizeof side, "%s-shm", f->store);
	assert_int_equal(chmod(side, 0644), 0);
	snprintf(side, sizeof side, "%s-wal", f->store);
	assert_int_equal(chmod(side, 0644), 0);
	assert_int_equal(chmod(f->store, 0644), 0);
	assert_int_equal(as_nobody(reads_site, f->store), 0);
	store_close(s);
}

/* A bundle with a rollback journal, as VACUUM INTO leaves it. */
static void test_bundle(void **state)
{
	struct folder *f = *state;
	struct store *s = must_open(f->store, STORE_PERSONAL);
	char bundle[200], sql[300];
	sqlite3 *db;

	put(s, "https://example.org/x", "en", "text", "1", 1, true);
	store_close(s);
	snprintf(bundle, sizeof bundle, "%s/b.store", f->path);
	snprintf(sql, sizeof sql, "VACUUM INTO '%s'", bundle);
	assert_int_equal(sqlite3_open(f->store, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
	assert_int_equal(chmod(bundle, 0444), 0);
	assert_int_equal(chmod(f->path, 0555), 0);
	assert_int_equal(as_nobody(reads_bundle, bundle), 0);
	chmod(f->path, 0755);
}

static void spoil(const char *path, const char *sql)
{
	sqlite3 *db;
	char *message = NULL;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	if (sqlite3_exec(db, sql, NULL, NULL, &message) != SQLITE_OK)
		fail_msg("%s", message);
	sqlite3_close(db);
}

static void refused(const char *path, enum store_kind kind, enum err_code code, const char *why)
{
	struct err err = {0};
	struct store *s = store_open(path, kind, &err);

	if (s)
		fail_msg("opened: %s", why);
	assert_int_equal(err.code, code);
	if (!strstr(err.text, why))
		fail_msg("'%s' says nothing of '%s'", err.text, why);
}

static void test_refused(void **state)
{
	struct folder *f = *state;
	char path[200];
	FILE *file;

	/* a view named like one of our tables must not run */
	store_close(must_open(f->store, STORE_PERSONAL));
	spoil(f->store,
	      "ALTER TABLE bookmark RENAME TO x; CREATE VIEW bookmark AS SELECT * FROM x");
	refused(f->store, STORE_BUNDLE, ERR_STORE, "not those of a palais store");
	refused(f->store, STORE_SITE, ERR_STORE, "not those of a palais store");

	snprintf(path, sizeof path, "%s/newer.store", f->path);
	store_close(must_open(path, STORE_PERSONAL));
	spoil(path, "PRAGMA user_version=99");
	refused(path, STORE_PERSONAL, ERR_STORE, "newer palais");
	refused(path, STORE_BUNDLE, ERR_STORE, "newer palais");

	snprintf(path, sizeof path, "%s/other.db", f->path);
	spoil(path, "CREATE TABLE somebody_elses(x)");
	spoil(path, "PRAGMA user_version=4");
	refused(path, STORE_PERSONAL, ERR_STORE, "not a palais store");

	snprintf(path, sizeof path, "%s/rubbish", f->path);
	file = fopen(path, "w");
	for (int i = 0; i < 5000; i++)
		fputs("rubbish", file);
	fclose(file);
	refused(path, STORE_PERSONAL, ERR_STORE, "damaged");
	refused(path, STORE_BUNDLE, ERR_STORE, "damaged");

	snprintf(path, sizeof path, "%s/nothing", f->path);
	refused(path, STORE_STARTER, ERR_FAILED, "No such file");
	refused(f->path, STORE_BUNDLE, ERR_STORE, "directory");
	refused(f->path, STORE_PERSONAL, ERR_STORE, "directory");
	snprintf(path, sizeof path, "%s/pipe", f->path);
	assert_int_equal(mkfifo(path, 0600), 0);
	refused(path, STORE_PERSONAL, ERR_STORE, "not a file");
	refused(path, STORE_BUNDLE, ERR_STORE, "not a file");
	refused("/dev/zero", STORE_PERSONAL, ERR_STORE, "not a file");
}

static void same_bytes(const char *a, const char *b)
{
	char command[900];

	snprintf(command, sizeof command,
	         "cmp '%s' '%s' && ! test -e '%s'-wal && ! test -e '%s'-journal", a, b, a, a);
	assert_int_equal(system(command), 0);
}

/* What a store has beside our own tables would do what nobody asked for, in the reader's own
 * store as well. */
static void test_strangers(void **state)
{
	static const char *const strangers[] = {
		"CREATE TRIGGER t AFTER INSERT ON queue BEGIN DELETE FROM bookmark; END",
		"CREATE VIEW v AS SELECT * FROM queue",
		"CREATE TABLE mine(x)",
		"CREATE INDEX i ON queue(added)",
	};
	struct folder *f = *state;
	char path[200];

	for (size_t i = 0; i < sizeof strangers / sizeof *strangers; i++) {
		snprintf(path, sizeof path, "%s/%zu.store", f->path, i);
		store_close(must_open(path, STORE_PERSONAL));
		spoil(path, strangers[i]);
		refused(path, STORE_PERSONAL, ERR_STORE, "not those of a palais store");
		/* nor in one that would be brought up to date first */
		spoil(path, "PRAGMA user_version=5");
		refused(path, STORE_PERSONAL, ERR_STORE, "not those of a palais store");
	}
}

/* Another program's file stays as it is, to the byte, whatever its numbers are. */
static void test_foreign(void **state)
{
	static const char *const files[] = {
		"CREATE TABLE logins(name)",
		"PRAGMA user_version=4; CREATE TABLE logins(name)",
		"PRAGMA application_id=7; CREATE TABLE logins(name)",
		"PRAGMA journal_mode=WAL; CREATE TABLE logins(name); PRAGMA "
		"wal_checkpoint(TRUNCATE)",
		/* says that it is ours */
		"PRAGMA application_id=1348554867; CREATE TABLE logins(name)",
		"PRAGMA application_id=1348554867; PRAGMA user_version=3; CREATE TABLE "
		"logins(name)",
	};
	struct folder *f = *state;
	char path[200], was[200], command[900];

	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		snprintf(path, sizeof path, "%s/%zu.db", f->path, i);
		snprintf(was, sizeof was, "%s/%zu.was", f->path, i);
		spoil(path, files[i]);
		snprintf(command, sizeof command, "rm -f '%s'-* && cp '%s' '%s'", path, path, was);
		assert_int_equal(system(command), 0);
		refused(path, STORE_PERSONAL, ERR_STORE, "not");
		same_bytes(path, was);
	}
}

static int no_permission(const char *path)
{
	struct err err = {0};
	struct store *s = store_open(path, STORE_PERSONAL, &err);

	return !s && err.code == ERR_FAILED && strstr(err.text, "Permission denied") ? 0 : 1;
}

static void test_unreadable(void **state)
{
	struct folder *f = *state;

	store_close(must_open(f->store, STORE_PERSONAL));
	assert_int_equal(chmod(f->store, 0000), 0);
	assert_int_equal(as_nobody(no_permission, f->store), 0);
}

/* A disk that is full while a store is written: an error that says so, and all
 * that was there before still is. A limit on the size of files stands for it. */
static int fills_the_disk(const char *path)
{
	struct rlimit limit = {400000, 400000};
	struct err err = {0};
	struct store *s = store_open(path, STORE_PERSONAL, &err);
	struct store_origin o = {.key = "https://example.org/big"};
	struct store_incoming *in;
	char bytes[4096] = "";
	int rc = 1;

	signal(SIGXFSZ, SIG_IGN);
	if (!s || setrlimit(RLIMIT_FSIZE, &limit) < 0)
		return 2;
	in = store_begin(s, &o, &err);
	for (int i = 0; i < 1000 && rc == 1; i++) {
		memset(bytes, i, sizeof bytes);
		if (store_add(in, bytes, sizeof bytes, &err) < 0)
			rc = 0;
	}
	store_abort(in);
	if (rc == 0 && (err.code != ERR_DISK || !strstr(err.text, "the disk is full")))
		rc = 3;
	store_close(s);
	return rc;
}

static void test_full_disk(void **state)
{
	struct folder *f = *state;
	struct store *s = must_open(f->store, STORE_PERSONAL);
	struct err err = {0};
	struct store_info info;
	int status;
	pid_t pid;

	put(s, "https://example.org/x", "en", "text", "1", 1, true);
	store_close(s);
	pid = fork();
	if (pid == 0)
		_exit(fills_the_disk(f->store));
	waitpid(pid, &status, 0);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
	s = must_open(f->store, STORE_PERSONAL);
	assert_int_equal(store_info(s, &info, &err), 0);
	assert_int_equal(info.versions, 1);
	store_close(s);
	assert_int_equal(reads(f->store, STORE_PERSONAL), 0);
}

/* Killed in the middle of a download: whole versions and parts, nothing between. */
static void test_killed(void **state)
{
	struct folder *f = *state;
	struct store *s = must_open(f->store, STORE_PERSONAL);
	struct store_info info;
	struct err err = {0};
	int status;
	pid_t pid;

	put(s, "https://example.org/x", "en", "text", "1", 1, true);
	store_close(s);
	pid = fork();
	if (pid == 0) {
		struct store_origin o = {.key = "https://example.org/big"};
		static char bytes[300000];
		struct store_incoming *in;

		s = store_open(f->store, STORE_PERSONAL, &err);
		in = store_begin(s, &o, &err);
		store_add(in, bytes, sizeof bytes, &err);
		kill(getpid(), SIGKILL);
	}
	waitpid(pid, &status, 0);
	assert_true(WIFSIGNALED(status));
	s = must_open(f->store, STORE_PERSONAL);
	assert_int_equal(store_info(s, &info, &err), 0);
	assert_int_equal(info.versions, 1);
	assert_int_equal(info.parts, 1);
	store_close(s);
	assert_int_equal(reads(f->store, STORE_PERSONAL), 0);
}

/* -- the stores ------------------------------------------------------------ */

static void test_shelf(void **state)
{
	struct folder *f = *state;
	char starter[200], personal[200], site[200];
	const char *sites[] = {site};
	struct stores_config c = {
		.personal = personal, .sites = sites, .site_count = 1, .starter = starter};
	struct store_version v;
	struct store *s, *from;
	struct stores *stores;
	struct err err = {0};
	struct stat st;

	snprintf(starter, sizeof starter, "%s/starter", f->path);
	snprintf(site, sizeof site, "%s/site", f->path);
	snprintf(personal, sizeof personal, "%s/deep/down/own", f->path);
	s = must_open(starter, STORE_PERSONAL);
	put(s, "https://a", "en", "from the starter", "1", 1, true);
	store_close(s);
	s = must_open(site, STORE_PERSONAL);
	put(s, "https://a", "fr", "du site", "2", 1, true);
	store_close(s);
	stores = stores_open(&c, &err);
	assert_non_null(stores);
	assert_null(stores_personal(stores)); /* looking makes nothing */
	assert_int_equal(stores_find(stores, "https://a", "en", &v, &from, &err), 1);
	assert_ptr_equal(from, stores_starter(stores));
	store_version_done(&v);
	assert_int_equal(stores_find(stores, "https://a", "fr,en", &v, &from, &err), 1);
	assert_string_equal(v.lang, "fr");
	store_version_done(&v);
	s = stores_writable(stores, &err);
	assert_non_null(s);
	assert_int_equal(stat(personal, &st), 0);
	assert_int_equal(st.st_mode & 077, 0); /* what a person reads is their own business */
	put(s, "https://a", "en", "own", "3", 1, true);
	assert_int_equal(stores_find(stores, "https://a", "en", &v, &from, &err), 1);
	assert_ptr_equal(from, s);
	store_version_done(&v);
	stores_close(stores);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_put_and_find, folder_set_up, folder_tear_down),
		cmocka_unit_test_setup_teardown(test_versions, folder_set_up, folder_tear_down),
		cmocka_unit_test_setup_teardown(test_pieces, folder_set_up, folder_tear_down),
		cmocka_unit_test_setup_teardown(test_languages, folder_set_up, folder_tear_down),
		cmocka_unit_test_setup_teardown(test_search, folder_set_up, folder_tear_down),
		cmocka_unit_test_setup_teardown(test_own, folder_set_up, folder_tear_down),
		cmocka_unit_test_setup_teardown(test_wal_left_behind, folder_set_up,
	                                        folder_tear_down),
		cmocka_unit_test_setup_teardown(test_wal_writer_alive, folder_set_up,
	                                        folder_tear_down),
		cmocka_unit_test_setup_teardown(test_bundle, folder_set_up, folder_tear_down),
		cmocka_unit_test_setup_teardown(test_refused, folder_set_up, folder_tear_down),
		cmocka_unit_test_setup_teardown(test_unreadable, folder_set_up, folder_tear_down),
		cmocka_unit_test_setup_teardown(test_strangers, folder_set_up, folder_tear_down),
		cmocka_unit_test_setup_teardown(test_foreign, folder_set_up, folder_tear_down),
		cmocka_unit_test_setup_teardown(test_full_disk, folder_set_up, folder_tear_down),
		cmocka_unit_test_setup_teardown(test_killed, folder_set_up, folder_tear_down),
		cmocka_unit_test_setup_teardown(test_shelf, folder_set_up, folder_tear_down),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
