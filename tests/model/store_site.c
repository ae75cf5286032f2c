/* SPDX-License-Identifier: ISC */
/* A store that one writes and many read: rights, waiting, what is told. */
#include "config.h"

#include "model/base/clock.h"
#include "model/store/internal.h"
#include "model/store/site.h"
#include "model/store/wait.h"
#include "tests/model/store_lib.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* The site's store of a test: "a" below its folder. */
struct site {
	char folder[160], store[200];
};

static struct site make(void **state)
{
	const struct folder *f = *state;
	struct site site;
	struct err err = {0};
	bool closed = true;

	snprintf(site.folder, sizeof site.folder, "%s/a", f->path);
	snprintf(site.store, sizeof site.store, "%s/site.store", site.folder);
	if (store_site_make(site.folder, &closed, &err) != 1)
		fail_msg("%s", err.text);
	assert_false(closed);
	return site;
}

static int count_one(const char *what, int64_t added, void *payload)
{
	(void)what;
	(void)added;
	++*(int *)payload;
	return 0;
}

/* What is queued in it, as anything that is in a store; -1. */
static int count(struct store *s, struct err *err)
{
	int n = 0;

	return store_each_queued(s, count_one, &n, err) < 0 ? -1 : n;
}

static void add(struct store *s, int number)
{
	char what[60];
	struct err err = {0};

	snprintf(what, sizeof what, "https://example.org/%d", number);
	if (store_queue_add(s, what, &err) < 0)
		fail_msg("%s", err.text);
}

static unsigned rights(const char *store, const char *suffix)
{
	struct stat st;
	char path[260];

	snprintf(path, sizeof path, "%s%s", store, suffix);
	return stat(path, &st) < 0 ? 0 : (unsigned)st.st_mode & 07777;
}

/* -- making ---------------------------------------------------------------------- */

static void test_rights(void **state)
{
	mode_t mask = umask(077);
	struct site site = make(state);
	struct store *s;

	umask(mask);
	assert_int_equal(rights(site.folder, ""), 0755);
	assert_int_equal(rights(site.store, ""), 0644);
	assert_int_equal(rights(site.store, "-wal"), 0644);
	assert_int_equal(rights(site.store, "-shm"), 0644);
	mask = umask(077);
	s = must_open(site.store, STORE_PERSONAL);
	add(s, 1);
	store_close(s);
	umask(mask);
	assert_int_equal(rights(site.store, "-wal"), 0644);
	assert_int_equal(rights(site.store, "-shm"), 0644);
}

/* What is there is put right, and kept. */
static void test_mended(void **state)
{
	struct site site = make(state);
	struct store *s = must_open(site.store, STORE_PERSONAL);
	struct err err = {0};
	char path[260];
	bool closed = false;

	add(s, 1);
	store_close(s);
	chmod(site.store, 0600);
	for (int i = 0; i < 2; i++) {
		snprintf(path, sizeof path, "%s%s", site.store, i ? "-wal" : "-shm");
		chmod(path, 0600);
	}
	chmod(site.folder, 0700);
	assert_int_equal(store_site_make(site.folder, &closed, &err), 0);
	assert_true(closed);
	assert_int_equal(rights(site.folder, ""), 0700);
	assert_int_equal(rights(site.store, ""), 0644);
	assert_int_equal(rights(site.store, "-wal"), 0644);
	assert_int_equal(rights(site.store, "-shm"), 0644);
	chmod(site.folder, 0755);
	s = must_open(site.store, STORE_SITE);
	assert_int_equal(count(s, &err), 1);
	store_close(s);
}

/* Root makes it for whom the folder belongs to. */
static void test_owner(void **state)
{
	const struct folder *f = *state;
	struct err err = {0};
	struct stat st;
	char folder[160], path[260];

	if (geteuid() != 0)
		return; /* a test that skips counts as failed with cmocka 1.1.7 */
	snprintf(folder, sizeof folder, "%s/b", f->path);
	assert_int_equal(mkdir(folder, 0755), 0);
	assert_int_equal(chown(folder, 65534, 65534), 0);
	assert_int_equal(store_site_make(folder, NULL, &err), 1);
	for (int i = 0; i < 3; i++) {
		snprintf(path, sizeof path, "%s/site.store%s", folder,
		         i == 0   ? ""
		         : i == 1 ? "-wal"
		                  : "-shm");
		assert_int_equal(stat(path, &st), 0);
		assert_int_equal(st.st_uid, 65534);
		assert_int_equal(st.st_gid, 65534);
	}
}

static void test_not_made(void **state)
{
	const struct folder *f = *state;
	struct err err = {0};
	char folder[200];

	snprintf(folder, sizeof folder, "%s/no/such", f->path);
	assert_int_equal(store_site_make(folder, NULL, &err), -1);
	assert_non_null(strstr(err.text, "cannot be made"));
}

/* -- reading beside the writer ------------------------------------------------------- */

/* One that has written and is there still, until it is told to go; a process of its own, for
 * what SQLite knows of a file it would know in a fork as well. */
struct writer {
	pid_t pid;
	int go;
};

static struct writer start_writer(const char *path)
{
	struct writer w;
	int came[2], go[2];
	char c;

	assert_int_equal(pipe2(came, O_CLOEXEC), 0);
	assert_int_equal(pipe2(go, O_CLOEXEC), 0);
	w.pid = fork();
	if (w.pid == 0) {
		struct store *s = must_open(path, STORE_PERSONAL);

		close(go[1]);
		add(s, 1);
		if (write(came[1], "", 1) != 1 || read(go[0], &c, 1) != 0)
			_exit(1);
		store_close(s);
		_exit(0);
	}
	close(came[1]);
	close(go[0]);
	w.go = go[1];
	assert_int_equal(read(came[0], &c, 1), 1);
	close(came[0]);
	return w;
}

static void stop_writer(struct writer w)
{
	int status;

	close(w.go);
	assert_int_equal(waitpid(w.pid, &status, 0), w.pid);
	assert_int_equal(status, 0);
}

static int reads_one(const char *path)
{
	struct err err = {0};
	struct store *s = store_open(path, STORE_SITE, &err);
	int n = s ? count(s, &err) : -1;

	if (n != 1)
		fprintf(stderr, "# %d: %s\n", n, err.text);
	store_close(s);
	return n == 1 ? 0 : 1;
}

/* What is in the log alone, and the same when its writer has gone. */
static void test_writer_there(void **state)
{
	struct site site = make(state);
	struct writer w = start_writer(site.store);

	assert_int_equal(as_nobody(reads_one, site.store), 0);
	stop_writer(w);
	assert_int_equal(as_nobody(reads_one, site.store), 0);
}

static int is_told(const char *path, const char *why)
{
	struct err err = {0};
	struct store *s = store_open(path, STORE_SITE, &err);

	if (!s && err.code == ERR_FAILED && strstr(err.text, why) && strstr(err.text, "site init"))
		return 0;
	fprintf(stderr, "# %s '%s'\n", s ? "opened" : "", err.text);
	store_close(s);
	return 1;
}

static int is_told_of_shm(const char *path)
{
	return is_told(path, "its -shm may not be read");
}

static int is_told_of_wal(const char *path)
{
	return is_told(path, "its -wal may not be read");
}

static int is_told_of_both(const char *path)
{
	return is_told(path, "not both there");
}

/* With its writer alive and without: never as it lies, where a -shm stands. Closed to everyone, for
 * where the tests run as an ordinary user the reader is the writer's own. */
static void test_closed_files(void **state)
{
	struct site site = make(state);
	struct writer w = start_writer(site.store);
	char shm[260], wal[260];

	snprintf(shm, sizeof shm, "%s-shm", site.store);
	snprintf(wal, sizeof wal, "%s-wal", site.store);
	chmod(shm, 0);
	assert_int_equal(as_nobody(is_told_of_shm, site.store), 0);
	chmod(shm, 0644);
	chmod(wal, 0);
	assert_int_equal(as_nobody(is_told_of_wal, site.store), 0);
	stop_writer(w);
	chmod(shm, 0);
	chmod(wal, 0644);
	assert_int_equal(as_nobody(is_told_of_shm, site.store), 0);
}

/* A log that nobody can tell the pages of: what is in it would be missing. */
static void test_log_alone(void **state)
{
	struct site site = make(state);
	struct writer w = start_writer(site.store);
	char command[1400], copy[230];

	snprintf(copy, sizeof copy, "%s/copy", site.folder);
	snprintf(command, sizeof command,
	         "mkdir '%1$s' && cp '%2$s' '%2$s'-wal '%1$s' && chmod 555 '%1$s'", copy,
	         site.store);
	assert_int_equal(system(command), 0);
	stop_writer(w);
	snprintf(copy, sizeof copy, "%s/copy/site.store", site.folder);
	assert_int_equal(as_nobody(is_told_of_both, copy), 0);
}

/* Another who takes the whole of it for itself. */
static void test_waiting(void **state)
{
	struct site site = make(state);
	struct store *s = must_open(site.store, STORE_PERSONAL), *reader;
	struct err err = {0};
	char who[40];
	sqlite3 *db;

	add(s, 1);
	store_close(s);
	/* as on a file system without shared memory: there a writer keeps readers out */
	assert_int_equal(sqlite3_open(site.store, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "PRAGMA journal_mode=DELETE", NULL, NULL, NULL),
	                 SQLITE_OK);
	reader = must_open(site.store, STORE_SITE);
	assert_int_equal(count(reader, &err), 1);
	assert_int_equal(store_site_waited(reader), 0);
	store_let_go(reader);
	assert_int_equal(sqlite3_exec(db, "BEGIN EXCLUSIVE", NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(count(reader, &err), -1);
	assert_int_equal(err.code, ERR_FAILED);
	snprintf(who, sizeof who, "process %ld (", (long)getpid());
	assert_non_null(strstr(err.text, who));
	assert_non_null(strstr(err.text, ") is writing: try again"));
	assert_int_equal(store_site_waited(reader), STORE_SITE_WAIT_MS);
	sqlite3_close(db);
	memset(&err, 0, sizeof err);
	assert_int_equal(count(reader, &err), 1);
	assert_int_equal(store_site_waited(reader), 0);
	store_close(reader);
}

/* A store of one's own that another writes. */
struct told {
	int times;
	long pid;
	sqlite3 *db;
};

static struct told told;

static void note_wait(const char *path, long pid, const char *name)
{
	assert_non_null(strstr(path, "site.store"));
	assert_int_equal(pid, getpid());
	assert_true(*name);
	told.times++;
}

/* The other ends once it is told of. */
static void note_and_end(const char *path, long pid, const char *name)
{
	note_wait(path, pid, name);
	assert_int_equal(sqlite3_exec(told.db, "COMMIT", NULL, NULL, NULL), SQLITE_OK);
}

static int queue_one(struct store *s, struct err *err)
{
	return store_queue_add(s, "https://example.org/7", err);
}

/* Who has a word for the reader waits for as long as the other writes; who has none gives up. */
static void test_another_writer(void **state)
{
	struct site site = make(state);
	struct store *s = must_open(site.store, STORE_PERSONAL);
	struct err err = {0};

	add(s, 1);
	assert_int_equal(sqlite3_open(site.store, &told.db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(told.db, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
	told.times = 0;
	assert_int_equal(queue_one(s, &err), -1);
	assert_non_null(strstr(err.text, ") is writing: try again"));
	assert_int_equal(told.times, 0);
	store_wait_tell(note_and_end);
	assert_int_equal(queue_one(s, &err), 0);
	assert_true(store_waited(s) >= 1000);
	assert_int_equal(told.times, 1);
	store_wait_tell(NULL);
	sqlite3_close(told.db);
	store_close(s);
}

/* A clock of our own, that goes on so much each time it is looked at; 0: as it goes. */
static int64_t step;

extern int64_t __real_clock_ms(void);
extern int64_t __wrap_clock_ms(void);
int64_t __wrap_clock_ms(void)
{
	static int64_t now;

	return step ? now += step : __real_clock_ms();
}

static struct store *waiting;

static void note_when(const char *path, long pid, const char *name)
{
	note_wait(path, pid, name);
	assert_int_equal(store_waited(waiting), 1000);
}

/* How long it is waited: without anybody who tells, and with. */
static void test_how_long(void **state)
{
	struct site site = make(state);
	struct err err = {0};

	waiting = must_open(site.store, STORE_PERSONAL);
	add(waiting, 1);
	assert_int_equal(sqlite3_open(site.store, &told.db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(told.db, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
	step = 500;
	assert_int_equal(queue_one(waiting, &err), -1);
	assert_int_equal(store_waited(waiting), 5000);
	told.times = 0;
	store_wait_tell(note_when);
	assert_int_equal(queue_one(waiting, &err), -1);
	assert_int_equal(store_waited(waiting), 120000);
	assert_int_equal(told.times, 1);
	step = 0;
	store_wait_tell(NULL);
	sqlite3_close(told.db);
	store_close(waiting);
}

/* What is asked in one go is answered from one state; the next finds what has come. */
static void test_one_state(void **state)
{
	struct site site = make(state);
	struct store *s = must_open(site.store, STORE_PERSONAL);
	struct store *reader = must_open(site.store, STORE_SITE);
	struct err err = {0};

	add(s, 1);
	store_let_go(reader);
	assert_int_equal(count(reader, &err), 1);
	add(s, 2);
	assert_int_equal(count(reader, &err), 1);
	store_let_go(reader);
	assert_int_equal(count(reader, &err), 2);
	add(s, 3);
	store_rest(reader);
	assert_int_equal(count(reader, &err), 3);
	store_close(reader);
	store_close(s);
}

/* Its writer can go while someone reads. */
static void test_goes(void **state)
{
	struct site site = make(state);
	struct store *s = must_open(site.store, STORE_PERSONAL);
	struct store *reader = must_open(site.store, STORE_SITE);
	struct err err = {0};
	int64_t began;

	add(s, 1);
	store_let_go(reader);
	assert_int_equal(count(reader, &err), 1);
	add(s, 2);
	began = clock_ms();
	store_close(s);
	/* five seconds are what another writer is waited for */
	assert_true(clock_ms() - began < 4000);
	assert_int_equal(count(reader, &err), 1);
	store_close(reader);
}

/* -- what lies still, and does not any more ---------------------------------------------- */

static int go[2], came[2];

/* Reads as it lies; and when it has been written, what was written. */
static int follows(const char *path)
{
	struct err err = {0};
	struct store *s = store_open(path, STORE_SITE, &err);
	bool still = s && s->still;
	int before = s ? count(s, &err) : -1, after;
	char c;

	if (s)
		store_let_go(s);
	if (write(came[1], "", 1) != 1 || read(go[0], &c, 1) != 1)
		return 2;
	after = s ? count(s, &err) : -1;
	if (!still || before != 1 || after != 2 || s->still)
		fprintf(stderr, "# %d %d %d %s\n", still, before, after, err.text);
	store_close(s);
	return still && before == 1 && after == 2 ? 0 : 1;
}

static int writes_meanwhile(const char *path)
{
	struct store *s;
	char c;

	if (read(came[0], &c, 1) != 1 || folder_writable(path, true) < 0)
		return 1;
	s = must_open(path, STORE_PERSONAL);
	add(s, 2);
	if (write(go[1], "", 1) != 1)
		return 1;
	if (read(came[0], &c, 1) != 0)
		return 1;
	store_close(s);
	return 0;
}

static void test_begins_to_be_written(void **state)
{
	struct site site = make(state);
	struct store *s = must_open(site.store, STORE_PERSONAL);
	char path[260];
	pid_t writer;
	int status;

	add(s, 1);
	store_close(s);
	for (int i = 0; i < 2; i++) {
		snprintf(path, sizeof path, "%s%s", site.store, i ? "-wal" : "-shm");
		unlink(path);
	}
	assert_int_equal(folder_writable(site.store, false), 0);
	assert_int_equal(pipe2(go, O_CLOEXEC), 0);
	assert_int_equal(pipe2(came, O_CLOEXEC), 0);
	writer = fork();
	if (writer == 0) {
		close(came[1]);
		_exit(writes_meanwhile(site.store));
	}
	assert_int_equal(as_nobody(follows, site.store), 0);
	close(came[1]);
	assert_int_equal(waitpid(writer, &status, 0), writer);
	assert_int_equal(status, 0);
}

/* -- many -------------------------------------------------------------------------------- */

#define READERS 40
#define READINGS 6

/* Opens it again and again; 0, or what failed. */
static int reads_often(const char *path)
{
	int before = 0;

	for (int i = 0; i < READINGS; i++) {
		struct err err = {0};
		struct store *s = store_open(path, STORE_SITE, &err);
		int n = s ? count(s, &err) : -1;
		unsigned waited = s ? store_site_waited(s) : 0;

		store_close(s);
		if (n < before || waited > STORE_SITE_WAIT_MS) {
			fprintf(stderr, "# %d after %d, %u ms: %s\n", n, before, waited, err.text);
			return 1;
		}
		before = n;
	}
	return 0;
}

static int many(const char *path)
{
	pid_t readers[READERS];
	int status, failed = 0;

	for (int i = 0; i < READERS; i++)
		if ((readers[i] = fork()) == 0)
			_exit(reads_often(path));
	for (int i = 0; i < READERS; i++)
		failed += waitpid(readers[i], &status, 0) < 0 || status != 0;
	return failed != 0;
}

/* One opens, writes and closes as long as others read. */
static void test_many(void **state)
{
	struct site site = make(state);
	pid_t readers = fork();
	int status = 0, number = 0;

	if (readers == 0)
		_exit(as_nobody(many, site.store));
	while (waitpid(readers, &status, WNOHANG) == 0) {
		struct store *s = must_open(site.store, STORE_PERSONAL);

		for (int i = 0; i < 10; i++)
			add(s, number++);
		store_close(s);
	}
	assert_int_equal(status, 0);
	assert_true(number > 0);
}

/* -- one that is not ours, with the starter at hand and without ------------------------------ */

static void test_foreign(void **state)
{
	struct site site = make(state);
	struct store *starter = must_open(folder_store(state), STORE_PERSONAL), *s;
	struct err err = {0};
	sqlite3 *db;

	s = store_open_knowing(site.store, STORE_SITE, NULL, starter, &err);
	if (!s)
		fail_msg("%s", err.text);
	store_close(s);
	assert_int_equal(sqlite3_open(site.store, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "CREATE INDEX more ON queue(added)", NULL, NULL, NULL),
	                 SQLITE_OK);
	sqlite3_close(db);
	for (int i = 0; i < 2; i++) {
		memset(&err, 0, sizeof err);
		assert_null(
			store_open_knowing(site.store, STORE_SITE, NULL, i ? NULL : starter, &err));
		assert_int_equal(err.code, ERR_STORE);
		assert_non_null(strstr(err.text, "its tables are not those"));
	}
	store_close(starter);
}

/* -- an older one ---------------------------------------------------------------------------- */

static int is_old(const char *path)
{
	struct err err = {0};
	struct store *s = store_open(path, STORE_PERSONAL, &err);
	char how[300];

	store_close(s);
	snprintf(how, sizeof how, "`palais --store %s info`", path);
	return !s && err.code == ERR_STORE && strstr(err.text, how) ? 0 : 1;
}

static void test_older(void **state)
{
	struct site site = make(state);
	struct err err = {0};
	char how[300];
	sqlite3 *db;

	assert_int_equal(sqlite3_open(site.store, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "PRAGMA user_version=1", NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
	assert_null(store_open(site.store, STORE_SITE, &err));
	assert_int_equal(err.code, ERR_STORE);
	snprintf(how, sizeof how, "`palais --store %s info`", site.store);
	assert_non_null(strstr(err.text, how));
	/* nor as a store of one's own, where it may not be written */
	assert_int_equal(chmod(site.store, 0444), 0);
	assert_int_equal(folder_writable(site.store, false), 0);
	assert_int_equal(as_nobody(is_old, site.store), 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, folder_set_up, folder_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_rights),
		TEST(test_mended),
		TEST(test_owner),
		TEST(test_not_made),
		TEST(test_writer_there),
		TEST(test_closed_files),
		TEST(test_log_alone),
		TEST(test_waiting),
		TEST(test_another_writer),
		TEST(test_how_long),
		TEST(test_one_state),
		TEST(test_goes),
		TEST(test_begins_to_be_written),
		TEST(test_many),
		TEST(test_older),
		TEST(test_foreign),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
