#include "config.h"

#include "model/store_news.h"
#include "model/store_int.h"

#include "model/date.h"

#include <stdio.h>
#include <string.h>

int store_news_add(struct store *s, const struct news *n, struct err *err)
{
	sqlite3_stmt *q = store_prepare(s,
	                                "INSERT INTO news(key, feed, date, lang, title, summary, seen) "
	                                "VALUES(?,?,?,?,?,?,?) ON CONFLICT(key) DO NOTHING",
	                                err);
	int changed;

	if (!q)
		return -1;
	store_bind(q, 1, n->key);
	store_bind(q, 2, n->feed);
	store_bind(q, 3, n->date);
	store_bind(q, 4, n->lang);
	store_bind(q, 5, n->title);
	store_bind(q, 6, n->summary);
	sqlite3_bind_int64(q, 7, store_now());
	if (store_run(s, q, err) < 0)
		return -1;
	changed = sqlite3_changes(s->db);
	if (changed)
		return 1;
	q = store_prepare(s,
	                  "UPDATE news SET title=?2, summary=?3 WHERE key=?1 AND "
	                  "(title<>?2 OR summary<>?3)",
	                  err);
	if (!q)
		return -1;
	store_bind(q, 1, n->key);
	store_bind(q, 2, n->title);
	store_bind(q, 3, n->summary);
	return store_run(s, q, err);
}

static bool is_wanted(const char *langs, const char *lang)
{
	const char *at = langs ? strstr(langs, lang) : lang;

	return !*lang || at != NULL;
}

int store_each_news(struct store *s, const char *langs, long most,
                    int (*each)(const struct news *, void *), void *payload, struct err *err)
{
	sqlite3_stmt *q = store_prepare(s,
	                                "SELECT key, feed, date, lang, title, summary FROM news "
	                                "ORDER BY date DESC, id DESC",
	                                err);
	int rc = SQLITE_DONE, stop = 0;
	long left = most ? most : -1;

	if (!q)
		return -1;
	while (!stop && left && (rc = sqlite3_step(q)) == SQLITE_ROW) {
		struct news n = {store_column(q, 0), store_column(q, 1), store_column(q, 2),
		                 store_column(q, 3), store_column(q, 4), store_column(q, 5)};

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

long store_news_count(struct store *s, struct err *err)
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

/* -- what it costs ---------------------------------------------------------- */

static void this_month(char out[40])
{
	date_time(store_now(), out, 40);
	out[7] = '\0';
}

int store_usage_add(struct store *s, int64_t down, int64_t up, int requests, struct err *err)
{
	char month[40];
	sqlite3_stmt *q = store_prepare(s,
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
	sqlite3_stmt *q = store_prepare(s, "SELECT down, up, requests FROM usage WHERE month=?", err);
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
