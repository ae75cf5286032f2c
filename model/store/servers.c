/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/store/servers.h"

#include "model/base/clock.h"
#include "model/store/internal.h"

#include <string.h>

int store_moved_set(struct store *s, const char *url, const char *target, struct err *err)
{
	bool forget = !strcmp(url, target);
	sqlite3_stmt *q = store_prepare(s,
	                                forget ? "DELETE FROM moved WHERE url=?1"
	                                       : "INSERT INTO moved(url, target, since) "
	                                         "VALUES(?1,?2,?3) ON CONFLICT(url) DO UPDATE SET "
	                                         "target=excluded.target, since=excluded.since",
	                                err);

	if (!q)
		return -1;
	store_bind(q, 1, url);
	if (!forget) {
		store_bind(q, 2, target);
		sqlite3_bind_int64(q, 3, clock_now());
	}
	return store_run(s, q, err);
}

int store_moved_get(struct store *s, const char *url, char **target, struct err *err)
{
	sqlite3_stmt *q = store_prepare(s, "SELECT target FROM moved WHERE url=?", err);
	int rc;

	*target = NULL;
	if (!q)
		return -1;
	store_bind(q, 1, url);
	rc = sqlite3_step(q);
	if (rc == SQLITE_ROW)
		*target = strdup(store_column(q, 0));
	else if (rc != SQLITE_DONE)
		store_fail(s, err);
	sqlite3_finalize(q);
	if (rc == SQLITE_ROW)
		return *target ? 1 : err_set(err, ERR_FAILED, "out of memory");
	return rc == SQLITE_DONE ? 0 : -1;
}

/* A time kept under a name; 0 when there is none, or it cannot be read. */
static int64_t time_of(struct store *s, const char *sql, const char *name)
{
	sqlite3_stmt *q = store_prepare(s, sql, NULL);
	int64_t when = 0;

	if (!q)
		return 0;
	store_bind(q, 1, name);
	if (sqlite3_step(q) == SQLITE_ROW)
		when = sqlite3_column_int64(q, 0);
	sqlite3_finalize(q);
	return when;
}

static int set_time(struct store *s, const char *sql, const char *name, int64_t when,
                    struct err *err)
{
	sqlite3_stmt *q = store_prepare(s, sql, err);

	if (!q)
		return -1;
	store_bind(q, 1, name);
	if (sqlite3_bind_parameter_count(q) > 1)
		sqlite3_bind_int64(q, 2, when);
	return store_run(s, q, err);
}

int store_pause_set(struct store *s, const char *host, int64_t until, struct err *err)
{
	return set_time(s,
	                "INSERT INTO host(name, pause) VALUES(?,?) "
	                "ON CONFLICT(name) DO UPDATE SET pause=excluded.pause",
	                host, until, err);
}

int64_t store_pause_get(struct store *s, const char *host)
{
	int64_t until = time_of(s, "SELECT pause FROM host WHERE name=?", host);

	return until > clock_now() ? until : 0;
}

int store_absent_set(struct store *s, const char *word, int64_t when, struct err *err)
{
	return set_time(s,
	                when ? "INSERT INTO absent(word, since) VALUES(?,?) "
	                       "ON CONFLICT(word) DO UPDATE SET since=excluded.since"
	                     : "DELETE FROM absent WHERE word=?",
	                word, when, err);
}

int64_t store_absent_get(struct store *s, const char *word)
{
	return time_of(s, "SELECT since FROM absent WHERE word=?", word);
}
