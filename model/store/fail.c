/* SPDX-License-Identifier: ISC */
/* What SQLite says, in words for the reader: what is the matter, and what can be done. */
#include "config.h"

#include "model/store/internal.h"
#include "model/store/site.h"

#include <errno.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/statvfs.h>

/* Where a disk has less left than this, a write failed for want of it: some pages of a log. */
#define ROOM 65536u

static int full(const struct store *s, struct err *err)
{
	return err_set(err, ERR_DISK,
	               "%s: the disk is full: nothing was stored, and nothing is lost: `palais "
	               "prune` makes room, or another disk (--store)",
	               s->path);
}

/* SQLite forgets the cause of a write that failed before the end of a transaction: whether it
 * can have been that there was no room. */
static bool has_no_room(const struct store *s)
{
	struct statvfs fs;
	struct rlimit files;

	if (sqlite3_extended_errcode(s->db) != SQLITE_IOERR_WRITE)
		return false;
	return (getrlimit(RLIMIT_FSIZE, &files) == 0 && files.rlim_cur != RLIM_INFINITY) ||
	       (statvfs(s->path, &fs) == 0 && fs.f_bavail * fs.f_frsize < ROOM);
}

/* A limit on files, or a quota, is full as a disk is; what has no cause by the system is a
 * file that ends before its end. */
static int failed_io(const struct store *s, struct err *err)
{
	int why = sqlite3_system_errno(s->db);

	if (why == EFBIG || why == EDQUOT || why == ENOSPC || (!why && has_no_room(s)))
		return full(s, err);
	if (sqlite3_extended_errcode(s->db) == SQLITE_IOERR_SHORT_READ || !why)
		return err_set(err, ERR_DISK, "%s: reading or writing failed: %s", s->path,
		               sqlite3_errstr(sqlite3_extended_errcode(s->db)));
	return err_set(err, ERR_DISK, "%s: reading or writing failed: %s", s->path, strerror(why));
}

int store_fail(struct store *s, struct err *err)
{
	int code = sqlite3_errcode(s->db);

	if (s->shared && store_site_passes(s))
		code = SQLITE_BUSY;
	switch (code & 0xff) {
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
		if (s->kind == STORE_PERSONAL)
			return err_set(
				err, ERR_STORE,
				"%1$s: the store is damaged: %2$s: `palais verify --repair` saves "
				"what is whole",
				s->path, sqlite3_errmsg(s->db));
		return err_set(err, ERR_STORE, "%s: the store is damaged: %s", s->path,
		               sqlite3_errmsg(s->db));
	case SQLITE_FULL:
		if (!strcmp(s->path, STORE_MEMORY))
			return err_set(err, ERR_DISK,
			               "all that may be kept in memory is full: nothing was "
			               "stored, and nothing is lost");
		return full(s, err);
	case SQLITE_IOERR:
		return failed_io(s, err);
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return err_set(err, ERR_FAILED, "%s: another palais is writing: try again",
		               s->path);
	case SQLITE_READONLY:
		return err_set(err, ERR_DISK, "%s: may not be written", s->path);
	case SQLITE_INTERRUPT:
		return err_set(err, ERR_STORE, "%s: a query took too long and was broken off",
		               s->path);
	default:
		return err_set(err, ERR_FAILED, "%s: %s", s->path, sqlite3_errmsg(s->db));
	}
}
