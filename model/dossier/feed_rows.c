/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/dossier/feed_rows.h"

#include "model/base/clock.h"
#include "model/store/internal.h"

int store_each_feed(struct store *s, int (*each)(const struct feed_row *, void *), void *payload,
                    struct err *err)
{
	sqlite3_stmt *q =
		store_prepare(s,
	                      "SELECT url, name, lang, own, state, whole, added FROM feed "
	                      "ORDER BY added, url",
	                      err);
	int rc = SQLITE_DONE, stop = 0;

	if (!q)
		return -1;
	while (!stop && (rc = sqlite3_step(q)) == SQLITE_ROW) {
		struct feed_row row = {store_column(q, 0),        store_column(q, 1),
		                       store_column(q, 2),        sqlite3_column_int(q, 3) != 0,
		                       store_column(q, 4),        sqlite3_column_int(q, 5) != 0,
		                       sqlite3_column_int64(q, 6)};

		stop = each(&row, payload);
	}
	if (!stop && rc != SQLITE_DONE)
		stop = store_fail(s, err);
	sqlite3_finalize(q);
	return stop < 0 ? -1 : 0;
}

/* A setting that was made on the address before it was the reader's own stands. */
int store_feed_add(struct store *s, const struct feed_row *row, struct err *err)
{
	sqlite3_stmt *q = store_prepare(s,
	                                "INSERT INTO feed(url, name, lang, own, whole, added) "
	                                "VALUES(?1,?2,?3,?4,?5,?6) ON CONFLICT(url) DO UPDATE SET "
	                                "name=?2, lang=?3, own=?4, added=?6 WHERE own=0",
	                                err);

	if (!q)
		return -1;
	store_bind(q, 1, row->url);
	store_bind(q, 2, row->name);
	store_bind(q, 3, row->lang);
	sqlite3_bind_int(q, 4, row->own);
	sqlite3_bind_int(q, 5, row->whole);
	sqlite3_bind_int64(q, 6, row->added ? row->added : clock_now());
	if (store_run(s, q, err) < 0)
		return -1;
	return sqlite3_changes(s->db) > 0;
}

int store_feed_state(struct store *s, const char *url, const char *state, struct err *err)
{
	sqlite3_stmt *q = store_prepare(s,
	                                "INSERT INTO feed(url, state, added) VALUES(?1,?2,?3) "
	                                "ON CONFLICT(url) DO UPDATE SET state=?2",
	                                err);

	if (!q)
		return -1;
	store_bind(q, 1, url);
	store_bind(q, 2, state);
	sqlite3_bind_int64(q, 3, clock_now());
	return store_run(s, q, err);
}

int store_feed_whole(struct store *s, const char *url, bool whole, struct err *err)
{
	sqlite3_stmt *q = store_prepare(s,
	                                "INSERT INTO feed(url, whole, added) VALUES(?1,?2,?3) "
	                                "ON CONFLICT(url) DO UPDATE SET whole=?2",
	                                err);

	if (!q)
		return -1;
	store_bind(q, 1, url);
	sqlite3_bind_int(q, 2, whole);
	sqlite3_bind_int64(q, 3, clock_now());
	return store_run(s, q, err);
}

int store_feed_remove(struct store *s, const char *url, struct err *err)
{
	sqlite3_stmt *q = store_prepare(s, "DELETE FROM feed WHERE url=?", err);

	if (!q)
		return -1;
	store_bind(q, 1, url);
	return store_run(s, q, err);
}
