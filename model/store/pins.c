/* SPDX-License-Identifier: ISC */
/* Pins: works that stay. */
#include "config.h"

#include "model/store/pins.h"

#include "model/base/clock.h"
#include "model/store/incoming.h"

#define WORK_OF \
	"coalesce((SELECT id FROM work WHERE key=?1), (SELECT work FROM alias WHERE key=?1), 0)"

static int64_t work_of(struct store *s, const char *key, struct err *err)
{
	sqlite3_stmt *q = store_prepare(s, "SELECT " WORK_OF, err);

	if (q)
		store_bind(q, 1, key);
	return store_number(s, q, err);
}

int store_is_pinned(struct store *s, const char *key, struct err *err)
{
	sqlite3_stmt *q = store_prepare(s, "SELECT 1 FROM work WHERE pinned AND id=" WORK_OF, err);

	if (q)
		store_bind(q, 1, key);
	return (int)store_number(s, q, err);
}

static int set_pinned(struct store *s, int64_t work, bool pinned, struct err *err)
{
	sqlite3_stmt *q =
		store_prepare(s, "UPDATE work SET pinned=?2 WHERE id=?1 AND pinned<>?2", err);
	int changed;

	if (!q)
		return -1;
	sqlite3_bind_int64(q, 1, work);
	sqlite3_bind_int(q, 2, pinned);
	if (store_run(s, q, err) < 0)
		return -1;
	changed = sqlite3_changes(s->db) > 0;
	if (pinned)
		return changed;
	/* the row was made for the pin's sake */
	q = store_prepare(s,
	                  "DELETE FROM work WHERE id=?1 AND NOT EXISTS "
	                  "(SELECT 1 FROM text WHERE work=?1)",
	                  err);
	if (!q)
		return -1;
	sqlite3_bind_int64(q, 1, work);
	return store_run(s, q, err) < 0 ? -1 : changed;
}

static int pin_new(struct store *s, const char *key, struct err *err)
{
	sqlite3_stmt *q =
		store_prepare(s, "INSERT INTO work(key, added, pinned) VALUES(?,?,1)", err);

	if (!q)
		return -1;
	store_bind(q, 1, key);
	sqlite3_bind_int64(q, 2, clock_now());
	return store_run(s, q, err) < 0 ? -1 : 1;
}

int store_pin(struct store *s, const char *key, bool pinned, struct err *err)
{
	int64_t work;
	int rc;

	if (store_exec(s, "BEGIN IMMEDIATE", err) < 0)
		return -1;
	work = work_of(s, key, err);
	if (work > 0)
		rc = set_pinned(s, work, pinned, err);
	else
		rc = work == 0 && pinned ? pin_new(s, key, err) : (int)work;
	if (rc >= 0 && store_exec(s, "COMMIT", err) == 0)
		return rc;
	sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
	return -1;
}

int store_each_pinned(struct store *s, int (*each)(const struct store_pinned *, void *),
                      void *payload, struct err *err)
{
	sqlite3_stmt *q = store_prepare(
		s,
		"SELECT w.key, coalesce((SELECT title FROM text WHERE work=w.id ORDER BY id LIMIT "
		"1), ''), "
		"w.added, coalesce(max(v.checked), 0), coalesce(max(v.whole), 0) FROM work w "
		"LEFT JOIN text t ON t.work=w.id LEFT JOIN version v ON v.text=t.id "
		"WHERE w.pinned GROUP BY w.id ORDER BY w.key",
		err);
	int rc = SQLITE_DONE, stop = 0;

	if (!q)
		return -1;
	while (!stop && (rc = sqlite3_step(q)) == SQLITE_ROW) {
		struct store_pinned p = {store_column(q, 0), store_column(q, 1),
		                         sqlite3_column_int64(q, 2), sqlite3_column_int64(q, 3),
		                         sqlite3_column_int(q, 4)};

		stop = each(&p, payload);
	}
	if (!stop && rc != SQLITE_DONE)
		stop = store_fail(s, err);
	sqlite3_finalize(q);
	return stop < 0 ? -1 : 0;
}
