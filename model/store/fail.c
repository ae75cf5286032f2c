/* SPDX-License-Identifier: ISC */
/* What SQLite says, in words for the reader: what is the matter, and what can be done. */
#include "config.h"

#include "model/store/holder.h"
#include "model/store/internal.h"
#include "model/store/room.h"
#include "model/store/site.h"

#include <errno.h>
#include <string.h>

static int full(const struct store *s, struct err *err)
{
	return err_set(err, ERR_DISK,
	               "%s: the disk is full: nothing was stored, and nothing is lost: `palais "
	               "prune` makes room, or another disk (--store)",
	               s->path);
}

/* A file that cannot be synchronized for want of room; writes say it themselves (room.h). What
 * has no cause by the system is a file that ends before its end. */
static int failed_io(const struct store *s, struct err *err)
{
	int code = sqlite3_extended_errcode(s->db), why = sqlite3_system_errno(s->db);

	if (code == SQLITE_IOERR_FSYNC || code == SQLITE_IOERR_DIR_FSYNC)
		why = room_sync_fault();
	if (room_is_none(why))
		return full(s, err);
	if (code == SQLITE_IOERR_SHORT_READ || !why)
		return err_set(err, ERR_DISK, "%s: reading or writing failed: %s", s->path,
		               sqlite3_errstr(code));
	return err_set(err, ERR_DISK, "%s: reading or writing failed: %s", s->path, strerror(why));
}

/* Somebody has written for longer than we wait. */
static int busy(struct store *s, struct err *err)
{
	char name[40];
	long pid = store_holder(s->path, name, sizeof name);

	if (!pid)
		return err_set(err, ERR_FAILED, "%s: another palais is writing: try again",
		               s->path);
	return err_set(err, ERR_FAILED, "%1$s: process %2$ld (%3$s) is writing: try again", s->path,
	               pid, name);
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
		return busy(s, err);
	case SQLITE_READONLY:
		return err_set(err, ERR_DISK, "%s: may not be written", s->path);
	case SQLITE_INTERRUPT:
		return err_set(err, ERR_STORE, "%s: a query took too long and was broken off",
		               s->path);
	default:
		return err_set(err, ERR_FAILED, "%s: %s", s->path, sqlite3_errmsg(s->db));
	}
}
