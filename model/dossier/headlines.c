/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/dossier/headlines.h"

#include "model/base/clock.h"
#include "model/store/internal.h"
#include "model/text/date.h"

#include <stdio.h>
#include <string.h>

#define COLUMNS "key, url, feed, date, lang, title, summary, seen"

static struct headline row_of(sqlite3_stmt *q)
{
	return (struct headline){.key = store_column(q, 0),
	                         .url = store_column(q, 1),
	                         .feed = store_column(q, 2),
	                         .date = store_column(q, 3),
	                         .lang = store_column(q, 4),
	                         .title = store_column(q, 5),
	                         .summary = store_column(q, 6),
	                         .seen = sqlite3_column_int64(q, 7)};
}

int headlines_put(struct store *s, const struct headline *n, struct err *err)
{
	sqlite3_stmt *q = store_prepare(
		s,
		"INSERT INTO news(" COLUMNS ") VALUES(?1,?2,?3,?4,?5,?6,?7,?8) "
		"ON CONFLICT(key) DO UPDATE SET url=?2, feed=?3, date=?4, lang=?5, title=?6, "
		"summary=?7, seen=?8",
		err);

	if (!q)
		return -1;
	store_bind(q, 1, n->key);
	store_bind(q, 2, n->url);
	store_bind(q, 3, n->feed);
	store_bind(q, 4, n->date);
	store_bind(q, 5, n->lang);
	store_bind(q, 6, n->title);
	store_bind(q, 7, n->summary);
	sqlite3_bind_int64(q, 8, clock_now());
	return store_run(s, q, err);
}

int headlines_rename(struct store *s, const char *old, const char *key, struct err *err)
{
	sqlite3_stmt *q = store_prepare(s, "UPDATE OR IGNORE news SET key=?2 WHERE key=?1", err);

	if (!q)
		return -1;
	store_bind(q, 1, old);
	store_bind(q, 2, key);
	return store_run(s, q, err);
}

int headlines_get(struct store *s, const char *key, void (*each)(const struct headline *, void *),
                  void *payload, struct err *err)
{
	sqlite3_stmt *q = store_prepare(s, "SELECT " COLUMNS " FROM news WHERE key=?", err);
	int rc;

	if (!q)
		return -1;
	store_bind(q, 1, key);
	rc = sqlite3_step(q);
	if (rc == SQLITE_ROW) {
		struct headline n = row_of(q);

		each(&n, payload);
	} else if (rc != SQLITE_DONE) {
		store_fail(s, err);
	}
	sqlite3_finalize(q);
	return rc == SQLITE_ROW ? 1 : rc == SQLITE_DONE ? 0 : -1;
}

int headlines_begin(struct store *s, struct err *err)
{
	return store_exec(s, "BEGIN IMMEDIATE", err);
}

int headlines_end(struct store *s, bool keep, struct err *err)
{
	if (keep && store_exec(s, "COMMIT", err) == 0)
		return 0;
	store_exec(s, "ROLLBACK", NULL);
	return keep ? -1 : 0;
}

static bool is_wanted(const char *langs, const char *lang)
{
	const char *at = langs ? strstr(langs, lang) : lang;

	return !*lang || at != NULL;
}

int headlines_each(struct store *s, const char *langs, long most,
                   int (*each)(const struct headline *, void *), void *payload, struct err *err)
{
	sqlite3_stmt *q =
		store_prepare(s, "SELECT " COLUMNS " FROM news ORDER BY date DESC, id DESC", err);
	int rc = SQLITE_DONE, stop = 0;
	long left = most ? most : -1;

	if (!q)
		return -1;
	while (!stop && left && (rc = sqlite3_step(q)) == SQLITE_ROW) {
		struct headline n = row_of(q);

		if (!is_wanted(langs, n.lang))
			continue;
		stop = each(&n, payload);
		left--;
	}
	if (!stop && left && rc != SQLITE_DONE)
		stop = store_fail(s, err);
	sqlite3_finalize(q);
	return stop < 0 ? -1 : 0;
}

long headlines_count(struct store *s, struct err *err)
{
	sqlite3_stmt *q = store_prepare(s, "SELECT count(*) FROM news", err);
	long n = -1;

	if (q && sqlite3_step(q) == SQLITE_ROW)
		n = (long)sqlite3_column_int64(q, 0);
	else if (q)
		store_fail(s, err);
	sqlite3_finalize(q);
	return n;
}

long headlines_count_of(struct store *s, const char *feed, struct err *err)
{
	sqlite3_stmt *q = store_prepare(s, "SELECT count(*) FROM news WHERE feed=?", err);
	long n = -1;

	if (!q)
		return -1;
	store_bind(q, 1, feed);
	if (sqlite3_step(q) == SQLITE_ROW)
		n = (long)sqlite3_column_int64(q, 0);
	else
		store_fail(s, err);
	sqlite3_finalize(q);
	return n;
}

/* -- what it costs ---------------------------------------------------------- */

static void this_month(char out[40])
{
	date_time(clock_now(), out, 40);
	out[7] = '\0';
}

int store_usage_add(struct store *s, int64_t down, int64_t up, int requests, struct err *err)
{
	char month[40];
	sqlite3_stmt *q =
		store_prepare(s,
	                      "INSERT INTO usage(month, down, up, requests) VALUES(?,?,?,?) "
	                      "ON CONFLICT(month) DO UPDATE SET down=down+excluded.down, "
	                      "up=up+excluded.up, requests=requests+excluded.requests",
	                      err);

	if (!q)
		return -1;
	this_month(month);
	store_bind(q, 1, month);
	sqlite3_bind_int64(q, 2, down);
	sqlite3_bind_int64(q, 3, up);
	sqlite3_bind_int(q, 4, requests);
	return store_run(s, q, err);
}

int store_usage(struct store *s, int64_t *down, int64_t *up, int64_t *requests, struct err *err)
{
	char month[40];
	sqlite3_stmt *q =
		store_prepare(s, "SELECT down, up, requests FROM usage WHERE month=?", err);
	int rc;

	*down = *up = *requests = 0;
	if (!q)
		return -1;
	this_month(month);
	store_bind(q, 1, month);
	rc = sqlite3_step(q);
	if (rc == SQLITE_ROW) {
		*down = sqlite3_column_int64(q, 0);
		*up = sqlite3_column_int64(q, 1);
		*requests = sqlite3_column_int64(q, 2);
	} else if (rc != SQLITE_DONE) {
		store_fail(s, err);
	}
	sqlite3_finalize(q);
	return rc == SQLITE_ROW || rc == SQLITE_DONE ? 0 : -1;
}

bool store_usage_any(struct store *s)
{
	sqlite3_stmt *q = store_prepare(s, "SELECT 1 FROM usage LIMIT 1", NULL);
	bool any = q && sqlite3_step(q) == SQLITE_ROW;

	sqlite3_finalize(q);
	return any;
}
