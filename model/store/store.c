/* SPDX-License-Identifier: ISC */
/* Opening a store by its kind, and what the other files of the folder share. */
#include "config.h"

#include "model/base/buf.h"
#include "model/store/found.h"
#include "model/store/name.h"
#include "model/store/ours.h"
#include "model/store/packed.h"
#include "model/store/room.h"
#include "model/store/schema.h"
#include "model/store/site.h"
#include "model/store/told.h"
#include "model/store/unsaid.h"
#include "model/store/wait.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/vfs.h>
#include <time.h>
#include <unistd.h>

/* A foreign store may hold a query that never ends: so many callbacks, each
 * after a thousand steps of SQLite's machine, and it is broken off. */
#define PROGRESS_EVERY 1000
#define PROGRESS_MOST 50000

/* KiB of pages that SQLite keeps: while nothing much is asked, for a search, and while a store
 * is written, for the index's merges read again what the last of them wrote: with the first
 * of these a document cost 590 reads among 16,000, and the more the more there were. */
#define CACHE_SPARED 128
#define CACHE_ASKED 1024
#define CACHE_WRITTEN 8192
/* While it is looked over: each row is looked up in each of its table's indexes, in no order of
 * theirs, so that an index that does not fit is read from the disk once a row. */
#define CACHE_CHECKED 32768

/* SQLite's own cache of pages would cost 1.4 MB a process. To set it, SQLite reads the whole
 * schema, a quarter of the work of showing a stored page: so that is left until something
 * is asked, and many a run asks one of its stores nothing. */
static void set_cache(struct store *s, int kib)
{
	char sql[40];

	if (s->cache == kib)
		return;
	s->cache = kib;
	snprintf(sql, sizeof sql, "PRAGMA cache_size=-%d", kib);
	sqlite3_exec(s->db, sql, NULL, NULL, NULL);
}

static void spare_memory(struct store *s)
{
	if (!s->cache)
		set_cache(s, CACHE_SPARED);
}

void store_hurry(struct store *s, bool hurry)
{
	set_cache(s, hurry ? CACHE_ASKED : CACHE_SPARED);
}

void store_look_over(struct store *s, bool begins)
{
	set_cache(s, begins ? CACHE_CHECKED : CACHE_SPARED);
}

void store_widen(struct store *s)
{
	set_cache(s, CACHE_WRITTEN);
}

static sqlite3_stmt *prepare(struct store *s, const char *sql, struct err *err)
{
	sqlite3_stmt *q;

	if (s->shared && store_site_begin(s, err) < 0)
		return NULL;
	s->steps_left = PROGRESS_MOST;
	if (sqlite3_prepare_v2(s->db, sql, -1, &q, NULL) != SQLITE_OK) {
		unsaid_note(sqlite3_errcode(s->db));
		store_fail(s, err);
		return NULL;
	}
	return q;
}

sqlite3_stmt *store_prepare(struct store *s, const char *sql, struct err *err)
{
	if (s->shared && store_site_begin(s, err) < 0)
		return NULL;
	spare_memory(s);
	return prepare(s, sql, err);
}

static uint32_t hash_of(const char *sql)
{
	uint32_t h = 2166136261u;

	for (; *sql; sql++)
		h = (h ^ (unsigned char)*sql) * 16777619u;
	return h;
}

sqlite3_stmt *store_prepare_kept(struct store *s, const char *sql, struct err *err)
{
	struct store_kept k = {.hash = hash_of(sql)};

	if (s->shared && store_site_begin(s, err) < 0)
		return NULL;
	s->steps_left = PROGRESS_MOST;
	for (size_t i = 0; i < s->kept.count; i++) {
		sqlite3_stmt *q = s->kept.at[i].statement;

		if (s->kept.at[i].hash == k.hash && !sqlite3_stmt_busy(q) &&
		    !strcmp(sqlite3_sql(q), sql))
			return q;
	}
	k.statement = store_prepare(s, sql, err);
	if (k.statement && vec_push(&s->kept, k) < 0) {
		sqlite3_finalize(k.statement);
		err_set(err, ERR_FAILED, "%s: out of memory", s->path);
		return NULL;
	}
	return k.statement;
}

void store_release(sqlite3_stmt *q)
{
	sqlite3_reset(q);
}

void store_finish(struct store *s, sqlite3_stmt *q)
{
	for (size_t i = 0; i < s->kept.count; i++)
		if (s->kept.at[i].statement == q) {
			sqlite3_reset(q);
			/* what is bound is the caller's, and may be long */
			sqlite3_clear_bindings(q);
			return;
		}
	sqlite3_finalize(q);
}

void store_drop_kept(struct store *s)
{
	for (size_t i = 0; i < s->kept.count; i++)
		sqlite3_finalize(s->kept.at[i].statement);
	vec_done(&s->kept);
}

void store_bind(sqlite3_stmt *q, int index, const char *text)
{
	sqlite3_bind_text(q, index, text ? text : "", -1, SQLITE_TRANSIENT);
}

const char *store_column(sqlite3_stmt *q, int index)
{
	const char *text = (const char *)sqlite3_column_text(q, index);

	return text ? text : "";
}

int store_exec(struct store *s, const char *sql, struct err *err)
{
	store_site_end(s);
	spare_memory(s);
	s->steps_left = PROGRESS_MOST;
	if (sqlite3_exec(s->db, sql, NULL, NULL, NULL) != SQLITE_OK)
		return store_fail(s, err);
	return 0;
}

/* A savepoint would have FTS5 write down its words for each of many versions. */
int store_enter(struct store *s, struct err *err)
{
	return s->many ? 0 : store_exec(s, "BEGIN IMMEDIATE", err);
}

int64_t store_leave(struct store *s, int64_t rc, struct err *err)
{
	if (s->many) {
		s->spoilt = s->spoilt || rc < 0;
		return rc < 0 ? -1 : rc;
	}
	if (rc >= 0 && store_exec(s, "COMMIT", err) == 0)
		return rc;
	sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
	return -1;
}

int store_begin_many(struct store *s, struct err *err)
{
	s->many = store_exec(s, "BEGIN IMMEDIATE", err) == 0;
	s->spoilt = false;
	return s->many ? 0 : -1;
}

int store_end_many(struct store *s, struct err *err)
{
	bool good = !s->spoilt;

	if (!s->many)
		return 0;
	s->many = s->spoilt = false;
	if (good && store_exec(s, "COMMIT", err) == 0) {
		store_kind_learn_due(s);
		return 0;
	}
	sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
	/* an index that was begun anew is as it was */
	s->cut_known = false;
	return -1;
}

int store_run(struct store *s, sqlite3_stmt *q, struct err *err)
{
	int rc;

	if (!q)
		return -1;
	while ((rc = sqlite3_step(q)) == SQLITE_ROW)
		continue;
	if (rc != SQLITE_DONE)
		store_fail(s, err);
	store_finish(s, q);
	return rc == SQLITE_DONE ? 0 : -1;
}

/* Of numbers that stand in the file's head; it needs no schema. */
int store_pair(struct store *s, const char *sql, int64_t *first, int64_t *second, struct err *err)
{
	sqlite3_stmt *q = store_prepare(s, sql, err);
	int rc;

	*first = *second = 0;
	if (!q)
		return -1;
	rc = sqlite3_step(q);
	if (rc == SQLITE_ROW) {
		*first = sqlite3_column_int64(q, 0);
		*second = sqlite3_column_int64(q, 1);
	} else {
		store_fail(s, err);
	}
	sqlite3_finalize(q);
	return rc == SQLITE_ROW ? 0 : -1;
}

static long pragma_number(struct store *s, const char *name, struct err *err)
{
	char sql[64];
	sqlite3_stmt *q;
	long n = -1;

	snprintf(sql, sizeof sql, "PRAGMA %s", name);
	q = prepare(s, sql, err);
	if (!q)
		return -1;
	if (sqlite3_step(q) == SQLITE_ROW)
		n = (long)sqlite3_column_int64(q, 0);
	else
		store_fail(s, err);
	sqlite3_finalize(q);
	return n;
}

/* -- schema ------------------------------------------------------------- */

int store_make_tables(struct store *s, long from, long to, struct err *err)
{
	char sql[96];

	for (long step = from; step < to; step++)
		for (int i = 0; schema_steps[step][i]; i++)
			if (store_exec(s, schema_steps[step][i], err) < 0)
				return -1;
	snprintf(sql, sizeof sql, "PRAGMA application_id=%d; PRAGMA user_version=%ld",
	         SCHEMA_APPLICATION_ID, to);
	return store_exec(s, sql, err);
}

static int run_steps(struct store *s, long version, struct err *err)
{
	if (store_make_tables(s, version, SCHEMA_VERSION, err) < 0)
		return -1;
	/* by the documents, which are read as today's steps have them */
	if (version <= SCHEMA_NAMES && store_name_all(s, err) < 0)
		return -1;
	/* only now, for names are judged by what was found by which version */
	return version <= SCHEMA_TERMS ? store_exec(s, STORE_ALL_WAIT, err) : 0;
}

/* All steps in one transaction with their number: a store is of today, or as it was. */
static int migrate(struct store *s, long version, struct err *err)
{
	int rc;

	if (store_exec(s, "BEGIN IMMEDIATE", err) < 0)
		return -1;
	s->migrating = true;
	rc = run_steps(s, version, err);
	s->migrating = false;
	if (rc == 0 && store_exec(s, "COMMIT", err) == 0)
		return 0;
	sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
	return -1;
}

/* The version in the file: 0 for an empty one, -1 with err for what is no store. */
static long check_version(struct store *s, struct err *err)
{
	long application = pragma_number(s, "application_id", err);
	long version = application < 0 ? -1 : pragma_number(s, "user_version", err);

	if (version < 0)
		return -1;
	if (application != SCHEMA_APPLICATION_ID) {
		if (application == 0 && version == 0 && s->kind == STORE_PERSONAL)
			return 0;
		return err_set(err, ERR_STORE, "%s: not a palais store", s->path);
	}
	if (version > SCHEMA_VERSION)
		return err_set(err, ERR_STORE,
		               "%s: written by a newer palais (store version %ld, this program "
		               "reads up to %d): use that one",
		               s->path, version, SCHEMA_VERSION);
	return version;
}

/* What cannot be brought up to date here: who may is told how. */
static int check_age(struct store *s, long version, struct err *err)
{
	if (version >= SCHEMA_VERSION)
		return 0;
	return err_set(err, ERR_STORE,
	               "%1$s: written by an older palais: `palais --store %1$s info`, by who may "
	               "write it, brings it up to date",
	               s->path);
}

/* -- opening ------------------------------------------------------------ */

static int over_limit(void *payload)
{
	struct store *s = payload;

	return --s->steps_left < 0;
}

void store_guard_foreign(struct store *s)
{
	sqlite3_db_config(s->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(s->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	sqlite3_exec(s->db, "PRAGMA cell_size_check=1", NULL, NULL, NULL);
	s->steps_left = PROGRESS_MOST;
	sqlite3_progress_handler(s->db, PROGRESS_EVERY, over_limit, s);
}

/* file: address of a path; '?', '#' and '%' of the path must not be read as
 * parts of the address. */
static void file_uri(struct buf *out, const char *path, bool immutable)
{
	buf_str(out, "file:");
	for (const char *p = path; *p; p++) {
		if (*p == '?' || *p == '#' || *p == '%')
			buf_printf(out, "%%%02x", *p);
		else
			buf_char(out, *p);
	}
	if (immutable)
		buf_str(out, "?immutable=1");
}

/* What only reads may have no folder that it could sort in. */
static void sort_in_memory(struct store *s)
{
	sqlite3_exec(s->db, "PRAGMA temp_store=MEMORY", NULL, NULL, NULL);
}

int store_open_file(struct store *s, int flags, bool immutable)
{
	struct buf uri;
	int rc;

	sqlite3_close(s->db);
	s->db = NULL;
	s->cache = 0;
	/* One thread has a store, and nobody asks what memory is used for: locks and counts
	 * were a tenth of each answer. Said again after the first store it changes nothing. */
	sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	unsaid_listen();
	room_mind();
	buf_init(&uri, 1 << 16);
	file_uri(&uri, s->path, immutable);
	rc = sqlite3_open_v2(uri.bytes, &s->db, flags | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX,
	                     NULL);
	buf_done(&uri);
	if (rc == SQLITE_OK) {
		/* SQLite's own pool of small memory is 120 KB. */
		sqlite3_db_config(s->db, SQLITE_DBCONFIG_LOOKASIDE, NULL, 128, 128);
		store_wait_on(s);
		if (!(flags & SQLITE_OPEN_READWRITE) || !strcmp(s->path, STORE_MEMORY))
			sort_in_memory(s);
	}
	return rc;
}

/* A page has 4 KiB. */
static int limit_memory(struct store *s, struct err *err)
{
	char sql[60];

	if (strcmp(s->path, STORE_MEMORY) != 0)
		return 0;
	snprintf(sql, sizeof sql, "PRAGMA max_page_count=%d", STORE_MEMORY_MOST / 4096);
	return store_exec(s, sql, err);
}

/* Network and user-space file systems have no shared memory for WAL. */
static bool wants_delete_journal(const char *path)
{
	static const unsigned long magics[] = {
		0x6969 /* NFS */,      0x517b /* SMB */,      0xff534d42 /* CIFS */,
		0xfe534d42 /* SMB2 */, 0x65735546 /* FUSE */, 0x01021997 /* 9P */,
	};
	struct statfs fs;

	if (statfs(path, &fs) < 0)
		return false;
	for (size_t i = 0; i < sizeof magics / sizeof *magics; i++)
		if ((unsigned long)fs.f_type == magics[i] ||
		    ((unsigned long)fs.f_type & 0xffffffff) == magics[i])
			return true;
	return false;
}

static int set_up_personal(struct store *s, struct err *err)
{
	int persist = 1, moved = 0;
	long version;

	/* at the end of the last writer SQLite would keep readers out of the whole file to see to
	 * its log; store_close does that beside them. Nor is it for us to see to another program's
	 */
	sqlite3_db_config(s->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
	version = check_version(s, err);
	if (version < 0)
		return -1;
	/* it was waited for while a repair put another file in its place: the log is that one's */
	if (sqlite3_file_control(s->db, "main", SQLITE_FCNTL_HAS_MOVED, &moved) == SQLITE_OK &&
	    moved)
		return err_set(err, ERR_FAILED, "%s: another palais is writing: try again",
		               s->path);
	if (!s->writable && version == 0)
		return err_set(err, ERR_FAILED, "%s: empty", s->path);
	if (!s->writable) {
		sort_in_memory(s);
		return check_age(s, version, err);
	}
	if (ours_names(s, version, err) < 0)
		return -1;
	if (store_exec(s,
	               wants_delete_journal(s->path) ? "PRAGMA journal_mode=DELETE"
	                                             : "PRAGMA journal_mode=WAL",
	               err) < 0 ||
	    store_exec(s, "PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON", err) < 0 ||
	    limit_memory(s, err) < 0)
		return -1;
	/* So that others may read it after we have gone (a site's store is the
	 * personal store of the one who syncs it). */
	sqlite3_file_control(s->db, "main", SQLITE_FCNTL_PERSIST_WAL, &persist);
	sqlite3_db_config(s->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	return version < SCHEMA_VERSION ? migrate(s, version, err) : 0;
}

static int open_personal(struct store *s, struct err *err)
{
	if (ours_file(s->path, err) < 0)
		return -1;
	s->writable = true;
	if (store_open_file(s, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, false) != SQLITE_OK)
		s->writable = false;
	else if (sqlite3_db_readonly(s->db, "main") == 1)
		s->writable = false;
	if (!s->writable) {
		if (access(s->path, F_OK) < 0)
			return err_set(err, ERR_DISK, "%s: cannot be made: %s", s->path,
			               strerror(errno));
		if (access(s->path, R_OK) < 0)
			return err_set(err, ERR_FAILED, "%s: cannot be opened: %s", s->path,
			               strerror(errno));
		if (store_site_open(s, err) < 0)
			return -1;
	}
	return set_up_personal(s, err);
}

int store_check_foreign(struct store *s, struct err *err)
{
	long version = check_version(s, err);

	return version < 0 || check_age(s, version, err) < 0 ? -1 : ours_tables(s, err);
}

static int open_read_only(struct store *s, struct err *err)
{
	long version;

	if (access(s->path, R_OK) < 0)
		return err_set(err, ERR_FAILED, "%s: cannot be opened: %s", s->path,
		               strerror(errno));
	if (ours_file(s->path, err) < 0)
		return -1;
	if (s->kind == STORE_SITE) {
		if (store_site_open(s, err) < 0)
			return -1;
	} else if (store_open_file(s, SQLITE_OPEN_READONLY, true) != SQLITE_OK) {
		return store_fail(s, err);
	}
	if (s->kind == STORE_BUNDLE)
		store_guard_foreign(s);
	if (s->kind != STORE_STARTER)
		return store_check_foreign(s, err);
	version = check_version(s, err);
	return version < 0 ? -1 : check_age(s, version, err);
}

struct store *store_open(const char *path, enum store_kind kind, struct err *err)
{
	return store_open_knowing(path, kind, NULL, NULL, err);
}

struct store *store_open_knowing(const char *path, enum store_kind kind, store_bytes_fn *bytes,
                                 struct store *catalogue, struct err *err)
{
	struct store *s = calloc(1, sizeof *s);
	int rc;

	if (!s || !(s->path = strdup(path))) {
		free(s);
		err_set(err, ERR_FAILED, "%s: out of memory", path);
		return NULL;
	}
	s->kind = kind;
	s->bytes = bytes;
	s->catalogue = catalogue;
	rc = kind == STORE_PERSONAL ? open_personal(s, err) : open_read_only(s, err);
	if (rc < 0) {
		store_close(s);
		return NULL;
	}
	return s;
}

void store_unpack_by(struct store *s, store_unpack_fn *by, void *payload)
{
	s->unpack = by;
	s->unpack_payload = payload;
}

void store_close(struct store *s)
{
	if (!s)
		return;
	store_drop_kept(s);
	store_packing_free(s);
	store_told_free(s);
	/* the log is kept for readers who may not make one, but need not be long; who is
	 * reading now is not waited for, and the next who writes sees to it */
	if (s->writable && sqlite3_total_changes(s->db)) {
		sqlite3_busy_timeout(s->db, 0);
		sqlite3_wal_checkpoint_v2(s->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
	}
	sqlite3_close(s->db);
	free(s->path);
	free(s);
}

const char *store_path(const struct store *s)
{
	return s->path;
}

enum store_kind store_kind_of(const struct store *s)
{
	return s->kind;
}

bool store_writable(const struct store *s)
{
	return s->writable;
}

const char *store_library(void)
{
	return sqlite3_libversion();
}

void store_rest(struct store *s)
{
	store_packing_free(s);
	if (s->unpack)
		s->unpack(NULL, NULL, s->unpack_payload, NULL);
	store_told_free(s);
	store_site_end(s);
	if (s->cache == CACHE_WRITTEN) {
		store_drop_kept(s);
		set_cache(s, CACHE_SPARED);
	}
	sqlite3_db_release_memory(s->db);
}
