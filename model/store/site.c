/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/store/site.h"

#include "model/base/buf.h"
#include "model/store/internal.h"
#include "model/store/unsaid.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* How often a store is opened in the other way, as its -shm comes and goes. */
#define TRIES 3

/* -- waiting ---------------------------------------------------------------- */

/* What keeps a reader out are some hundred steps of the program at the beginning of a writer:
 * many short naps meet their end sooner than a few long ones. */
#define NAP_MS 2

unsigned store_site_waited(const struct store *s)
{
	return s->naps * NAP_MS;
}

/* Waits a little; false when all that a reader may wait was waited. */
static bool nap(struct store *s)
{
	const struct timespec t = {.tv_nsec = NAP_MS * 1000000L};

	if ((s->naps + 1) * NAP_MS > STORE_SITE_WAIT_MS)
		return false;
	s->naps++;
	nanosleep(&t, NULL);
	return true;
}

static int on_busy(void *payload, int count)
{
	(void)count;
	return nap(payload);
}

/* -- the files beside it ------------------------------------------------------ */

static void beside(const struct store *s, const char *suffix, struct buf *out)
{
	buf_str(out, s->path);
	buf_str(out, suffix);
}

/* Whether FILE-suffix stands there, with so many bytes at least. */
static bool stands(const struct store *s, const char *suffix, off_t bytes)
{
	struct stat st;
	struct buf path;
	bool there;

	buf_init(&path, 1 << 16);
	beside(s, suffix, &path);
	there = stat(path.bytes, &st) == 0 ? st.st_size >= bytes : errno != ENOENT;
	buf_done(&path);
	return there;
}

/* Whether it stands there and may not be read. */
static bool is_closed(const struct store *s, const char *suffix)
{
	struct buf path;
	bool closed;

	buf_init(&path, 1 << 16);
	beside(s, suffix, &path);
	closed = access(path.bytes, R_OK) < 0 && errno != ENOENT;
	buf_done(&path);
	return closed;
}

/* Nobody has it open who writes: a log without a -shm is of one who was broken off. */
static bool lies_still(const struct store *s)
{
	return !stands(s, "-shm", 0) && !stands(s, "-wal", 1);
}

/* -- reading ------------------------------------------------------------------ */

bool store_site_passes(struct store *s)
{
	int code = sqlite3_extended_errcode(s->db);

	/* it began to be written while it was read as it lies */
	if (s->still && !lies_still(s))
		return true;
	return (code & 0xff) == SQLITE_BUSY || (code & 0xff) == SQLITE_PROTOCOL ||
	       code == SQLITE_READONLY_CANTINIT || code == SQLITE_READONLY_RECOVERY;
}

static bool run(struct store *s, const char *sql)
{
	return sqlite3_exec(s->db, sql, NULL, NULL, NULL) == SQLITE_OK;
}

/* One state of it: false with what SQLite says. */
static bool hold(struct store *s)
{
	s->naps = 0;
	for (;;) {
		if (!run(s, "BEGIN"))
			return false;
		/* it stands in the file's head, and needs no schema */
		if (run(s, "PRAGMA user_version"))
			return true;
		if (!store_site_passes(s) || !nap(s))
			break;
		run(s, "ROLLBACK");
	}
	return false;
}

/* What those who may not write beside a store cannot mend. */
static int explain(struct store *s, struct err *err)
{
	const char *suffix = is_closed(s, "-shm") ? "-shm" : is_closed(s, "-wal") ? "-wal" : NULL;

	if (suffix)
		return err_set(err, ERR_FAILED,
		               "%1$s: its %2$s may not be read: `palais site init` with its "
		               "folder, by who writes it, puts that right",
		               s->path, suffix);
	if (sqlite3_errcode(s->db) == SQLITE_CANTOPEN && !lies_still(s))
		return err_set(err, ERR_FAILED,
		               "%s: its -wal and -shm are not both there: `palais site init` with "
		               "its folder, by who writes it, puts that right",
		               s->path);
	return store_fail(s, err);
}

static int open_as(struct store *s, bool still, struct err *err)
{
	store_drop_kept(s);
	s->reading = false;
	s->still = still;
	if (store_open_file(s, SQLITE_OPEN_READONLY, still) != SQLITE_OK)
		return store_fail(s, err);
	sqlite3_busy_handler(s->db, on_busy, s);
	if (s->kind == STORE_SITE)
		store_guard_foreign(s);
	return 0;
}

/* Holds a state of it, and reads as it lies what lies still and cannot be read otherwise: a
 * store in WAL in a folder where no -shm can be made. */
static int open_held(struct store *s, bool still, struct err *err)
{
	bool before = unsaid_is_there();

	for (int i = 0; i < TRIES; i++) {
		if (open_as(s, still, err) < 0)
			return -1;
		s->reading = hold(s);
		/* that nobody writes is known only when it is open */
		if (s->reading && (!still || lies_still(s)))
			return 0;
		if (!still && !lies_still(s))
			break;
		if (!before)
			unsaid_forget();
		still = !still;
	}
	s->still = false;
	return explain(s, err);
}

int store_site_open(struct store *s, struct err *err)
{
	s->shared = true;
	return open_held(s, false, err);
}

/* Whether all questions are at their end, so that the file can be closed. */
static bool is_idle(struct store *s)
{
	size_t count = 0;

	for (sqlite3_stmt *q = NULL; (q = sqlite3_next_stmt(s->db, q)); count++)
		if (sqlite3_stmt_busy(q))
			return false;
	return count == s->kept.count;
}

int store_site_begin(struct store *s, struct err *err)
{
	if (s->reading || !sqlite3_get_autocommit(s->db))
		return 0;
	if (s->still && !lies_still(s) && is_idle(s))
		return open_held(s, false, err);
	s->reading = hold(s);
	if (s->reading)
		return 0;
	explain(s, err);
	if (!sqlite3_get_autocommit(s->db))
		run(s, "ROLLBACK");
	return -1;
}

void store_site_end(struct store *s)
{
	if (s->reading)
		run(s, "COMMIT");
	s->reading = false;
}

void store_let_go(struct store *s)
{
	store_site_end(s);
}

/* -- making one ------------------------------------------------------------------ */

/* The rights of a file that is there, and its owner where root makes it. */
static int put_right(const char *path, const struct stat *folder, struct err *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	int rc = fd < 0 ? -1 : fchmod(fd, STORE_SITE_FILES);

	if (rc == 0 && geteuid() == 0)
		rc = fchown(fd, folder->st_uid, folder->st_gid);
	if (rc < 0 && !(fd < 0 && errno == ENOENT))
		err_set(err, ERR_FAILED, "%s: %s", path, strerror(errno));
	else
		rc = 0;
	if (fd >= 0)
		close(fd);
	return rc;
}

static int put_all_right(const char *path, const struct stat *folder, struct err *err)
{
	static const char *const suffixes[] = {"", "-wal", "-shm"};
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < sizeof suffixes / sizeof *suffixes; i++) {
		char *name = NULL;

		if (asprintf(&name, "%s%s", path, suffixes[i]) < 0)
			return err_set(err, ERR_FAILED, "out of memory");
		rc = put_right(name, folder, err);
		free(name);
	}
	return rc;
}

/* An empty file: its -wal and -shm come with its rights. */
static int make_file(const char *path, struct err *err)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, STORE_SITE_FILES);

	if (fd < 0 && errno != EEXIST)
		return err_set(err, ERR_DISK, "%s: cannot be made: %s", path, strerror(errno));
	if (fd >= 0)
		close(fd);
	return fd >= 0;
}

/* Its tables, and that the log and what tells of it stand there. */
static int fill(const char *path, struct err *err)
{
	struct store *s = store_open(path, STORE_PERSONAL, err);
	int rc = s ? store_exec(s, "BEGIN IMMEDIATE; DELETE FROM lease WHERE 0; COMMIT", err) : -1;

	if (s && !s->writable)
		rc = err_set(err, ERR_DISK, "%s: may not be written", path);
	store_close(s);
	return rc;
}

int store_site_make(const char *folder, bool *closed, struct err *err)
{
	bool there = mkdir(folder, STORE_SITE_FOLDER) < 0;
	struct stat st;
	char *path = NULL;
	int made, rc;

	if (there && errno != EEXIST)
		return err_set(err, ERR_DISK, "%s: cannot be made: %s", folder, strerror(errno));
	if ((!there && chmod(folder, STORE_SITE_FOLDER) < 0) || stat(folder, &st) < 0)
		return err_set(err, ERR_FAILED, "%s: %s", folder, strerror(errno));
	if (closed)
		*closed = (st.st_mode & (S_IROTH | S_IXOTH)) != (S_IROTH | S_IXOTH);
	if (asprintf(&path, "%s/%s", folder, STORE_SITE_NAME) < 0)
		return err_set(err, ERR_FAILED, "out of memory");
	made = make_file(path, err);
	rc = made < 0 ? -1 : put_all_right(path, &st, err);
	if (rc == 0)
		rc = fill(path, err);
	if (rc == 0)
		rc = put_all_right(path, &st, err);
	free(path);
	return rc < 0 ? -1 : made;
}
