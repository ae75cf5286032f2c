/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/store/ours.h"

#include "model/base/buf.h"
#include "model/store/internal.h"
#include "model/store/pages.h"
#include "model/store/schema.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* What stands where in a file's head. */
#define HEAD 108
#define AT_VERSION 60
#define AT_APPLICATION 68
#define AT_ROWS 103

/* Another program's, as its head says: opened by SQLite it might be written, for what was left
 * undone is done then. A new store of ours has an empty head until its log is seen to. */
static bool is_foreign(const unsigned char head[HEAD])
{
	uint32_t application = pages_number(head + AT_APPLICATION, 4);

	if (memcmp(head, "SQLite format 3", 16) != 0 || application == SCHEMA_APPLICATION_ID)
		return false;
	return application || pages_number(head + AT_VERSION, 4) || pages_number(head + AT_ROWS, 2);
}

int ours_file(const char *path, struct err *err)
{
	unsigned char head[HEAD];
	struct stat st;
	bool foreign;
	int fd;

	/* of what is not there, or may not be read, others speak */
	if (!strcmp(path, STORE_MEMORY) || stat(path, &st) < 0)
		return 0;
	if (S_ISDIR(st.st_mode))
		return err_set(err, ERR_STORE, "%s: a directory, not a store", path);
	if (!S_ISREG(st.st_mode))
		return err_set(err, ERR_STORE, "%s: not a file, and no store", path);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	foreign = fd >= 0 && pread(fd, head, HEAD, 0) == HEAD && is_foreign(head);
	if (fd >= 0)
		close(fd);
	return foreign ? err_set(err, ERR_STORE,
	                         "%s: not a palais store: it is left as it is; name another file",
	                         path)
	               : 0;
}

/* All of sqlite_schema as one text, for comparing a foreign store with ours; or of each row
 * its names alone, a line each. */
static int schema_text(struct store *s, bool words, struct buf *out, struct err *err)
{
	sqlite3_stmt *q = store_prepare(s,
	                                "SELECT type, name, tbl_name, coalesce(sql,'') FROM "
	                                "sqlite_schema WHERE name NOT LIKE 'sqlite_stat%' "
	                                "ORDER BY type, name",
	                                err);
	int rc;

	if (!q)
		return -1;
	while ((rc = sqlite3_step(q)) == SQLITE_ROW) {
		for (int i = 0; i < 3 + words; i++) {
			buf_str(out, store_column(q, i));
			buf_char(out, words ? '\n' : ' ');
		}
		buf_char(out, '\n');
	}
	if (rc != SQLITE_DONE)
		store_fail(s, err);
	sqlite3_finalize(q);
	if (rc == SQLITE_DONE && !buf_ok(out))
		return err_set(err, ERR_FAILED, "%s: out of memory", s->path);
	return rc == SQLITE_DONE ? 0 : -1;
}

/* As the steps make it, in memory. */
static int schema_made(const char *path, long version, bool words, struct buf *out, struct err *err)
{
	struct store own = {.path = (char *)path};
	int rc = -1;

	if (sqlite3_open(":memory:", &own.db) == SQLITE_OK &&
	    store_make_tables(&own, 0, version, err) == 0)
		rc = schema_text(&own, words, out, err);
	store_drop_kept(&own);
	sqlite3_close(own.db);
	return rc;
}

/* The starter has our tables already; to make them for this alone would take 150 KB, which
 * are not all given back, and more time than everything else at the start of a reader. */
static int schema_of_today(struct store *s, bool words, struct buf *out, struct err *err)
{
	return s->catalogue ? schema_text(s->catalogue, words, out, err)
	                    : schema_made(s->path, SCHEMA_VERSION, words, out, err);
}

static int refuse(const struct store *s, struct err *err)
{
	return err_set(err, ERR_STORE, "%s: refused: its tables are not those of a palais store",
	               s->path);
}

int ours_tables(struct store *s, struct err *err)
{
	struct buf theirs, ours;
	int rc;

	buf_init(&theirs, 1 << 20);
	buf_init(&ours, 1 << 20);
	rc = schema_of_today(s, true, &ours, err);
	if (rc == 0)
		rc = schema_text(s, true, &theirs, err);
	if (rc == 0 && (ours.len != theirs.len || memcmp(ours.bytes, theirs.bytes, ours.len) != 0))
		rc = refuse(s, err);
	buf_done(&theirs);
	buf_done(&ours);
	return rc;
}

/* Each line of the one is one of the other. */
static bool all_in(const struct buf *some, const struct buf *all)
{
	for (const char *line = some->bytes, *end; some->len && *line; line = end + 1) {
		size_t len;
		const char *at = all->bytes;

		end = strchr(line, '\n');
		len = (size_t)(end - line) + 1;
		while (all->len && at && strncmp(at, line, len) != 0) {
			at = strchr(at, '\n');
			at = at && at[1] ? at + 1 : NULL;
		}
		if (!all->len || !at)
			return false;
	}
	return true;
}

static int by_name(const void *key, const void *name)
{
	return strcmp(key, *(const char *const *)name);
}

/* Of today's version, as nearly all are, without another store to compare with. */
static int names_of_today(struct store *s, struct err *err)
{
	sqlite3_stmt *q = store_prepare(s,
	                                "SELECT type||' '||name||' '||tbl_name FROM sqlite_schema "
	                                "WHERE name NOT LIKE 'sqlite_stat%'",
	                                err);
	bool ours = true;
	int rc = SQLITE_DONE;

	if (!q)
		return -1;
	while (ours && (rc = sqlite3_step(q)) == SQLITE_ROW)
		ours = bsearch(store_column(q, 0), schema_names, schema_name_count,
		               sizeof *schema_names, by_name);
	if (ours && rc != SQLITE_DONE)
		store_fail(s, err);
	sqlite3_finalize(q);
	return !ours ? refuse(s, err) : rc == SQLITE_DONE ? 0 : -1;
}

int ours_names(struct store *s, long version, struct err *err)
{
	struct buf theirs, ours;
	int rc = 0;

	if (version == SCHEMA_VERSION)
		return names_of_today(s, err);
	buf_init(&theirs, 1 << 20);
	buf_init(&ours, 1 << 20);
	if (version)
		rc = schema_of_today(s, false, &ours, err);
	if (rc == 0)
		rc = schema_made(s->path, version, false, &ours, err);
	if (rc == 0)
		rc = schema_text(s, false, &theirs, err);
	if (rc == 0 && !all_in(&theirs, &ours))
		rc = refuse(s, err);
	buf_done(&theirs);
	buf_done(&ours);
	return rc;
}
