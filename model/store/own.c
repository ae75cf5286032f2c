/* SPDX-License-Identifier: ISC */
/* The reader's own: queue, places. */
#include "config.h"

#include "model/base/clock.h"
#include "model/store/internal.h"

#include <stdlib.h>
#include <string.h>

static int run_text(struct store *s, const char *sql, const char *text, int64_t number,
                    struct err *err)
{
	sqlite3_stmt *q = store_prepare(s, sql, err);

	if (!q)
		return -1;
	store_bind(q, 1, text);
	if (sqlite3_bind_parameter_count(q) > 1)
		sqlite3_bind_int64(q, 2, number);
	return store_run(s, q, err);
}

int store_queue_add(struct store *s, const char *what, struct err *err)
{
	return run_text(s, "INSERT OR IGNORE INTO queue(what, added) VALUES(?,?)", what,
	                clock_now(), err);
}

int store_queue_remove(struct store *s, const char *what, struct err *err)
{
	return run_text(s, "DELETE FROM queue WHERE what=?", what, 0, err);
}

int store_each_queued(struct store *s, int (*each)(const char *what, int64_t added, void *),
                      void *payload, struct err *err)
{
	sqlite3_stmt *q = store_prepare(s, "SELECT what, added FROM queue ORDER BY id", err);
	int rc = SQLITE_DONE, stop = 0;

	if (!q)
		return -1;
	while (!stop && (rc = sqlite3_step(q)) == SQLITE_ROW)
		stop = each(store_column(q, 0), sqlite3_column_int64(q, 1), payload);
	if (!stop && rc != SQLITE_DONE)
		stop = store_fail(s, err);
	sqlite3_finalize(q);
	return stop < 0 ? -1 : 0;
}

int store_place_set(struct store *s, const char *address, long block, long offset, struct err *err)
{
	sqlite3_stmt *q = store_prepare(s,
	                                "INSERT OR REPLACE INTO place(address, block, byte, seen) "
	                                "VALUES(?,?,?,?)",
	                                err);

	if (!q)
		return -1;
	store_bind(q, 1, address);
	sqlite3_bind_int64(q, 2, block);
	sqlite3_bind_int64(q, 3, offset);
	sqlite3_bind_int64(q, 4, clock_now());
	return store_run(s, q, err);
}

int store_place_get(struct store *s, const char *address, long *block, long *offset)
{
	sqlite3_stmt *q = store_prepare(s, "SELECT block, byte FROM place WHERE address=?", NULL);
	int found = 0;

	if (!q)
		return 0;
	store_bind(q, 1, address);
	if (sqlite3_step(q) == SQLITE_ROW) {
		*block = (long)sqlite3_column_int64(q, 0);
		*offset = (long)sqlite3_column_int64(q, 1);
		found = 1;
	}
	sqlite3_finalize(q);
	return found;
}
