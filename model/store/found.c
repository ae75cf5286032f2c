/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/store/found.h"

#include "model/store/cut.h"
#include "model/store/internal.h"

#include <stdlib.h>
#include <string.h>

/* -- texts ------------------------------------------------------------------ */

static int take_text(sqlite3_stmt *q, struct store_text *t)
{
	size_t n = (size_t)sqlite3_column_bytes(q, 5);

	t->version = sqlite3_column_int64(q, 0);
	t->key = strdup(store_column(q, 1));
	t->lang = strdup(store_column(q, 2));
	t->title = strdup(store_column(q, 3));
	t->date = strdup(store_column(q, 4));
	t->starts = malloc(n + 1);
	if (!t->key || !t->lang || !t->title || !t->date || !t->starts)
		return -1;
	if (n)
		memcpy(t->starts, sqlite3_column_blob(q, 5), n);
	t->starts_len = n;
	return 0;
}

int store_text_get(struct store *s, int64_t text, struct store_text *t, struct err *err)
{
	sqlite3_stmt *q =
		store_prepare_kept(s,
	                           "SELECT t.indexed, w.key, t.lang, t.title, p.date, p.starts "
	                           "FROM passage p JOIN text t ON t.id=p.text "
	                           "JOIN work w ON w.id=t.work WHERE p.text=?1",
	                           err);
	int rc;

	memset(t, 0, sizeof *t);
	t->text = text;
	if (!q)
		return -1;
	sqlite3_bind_int64(q, 1, text);
	rc = sqlite3_step(q);
	if (rc == SQLITE_ROW)
		rc = take_text(q, t) < 0 ? err_set(err, ERR_FAILED, "out of memory") : 1;
	else
		rc = rc == SQLITE_DONE ? 0 : store_fail(s, err);
	store_release(q);
	if (rc <= 0)
		store_text_done(t);
	return rc;
}

void store_text_done(struct store_text *t)
{
	free(t->key);
	free(t->lang);
	free(t->title);
	free(t->date);
	free(t->starts);
	memset(t, 0, sizeof *t);
}

size_t store_text_starts(const struct store_text *t, long **starts)
{
	return cut_starts(t->starts, t->starts_len, starts);
}

static int each_text(struct store *s, sqlite3_stmt *q, store_text_fn *each, void *payload,
                     struct err *err)
{
	int rc = SQLITE_DONE, stop = 0;

	while (!stop && (rc = sqlite3_step(q)) == SQLITE_ROW) {
		s->steps_left = INT64_MAX;
		stop = each(sqlite3_column_int64(q, 0), store_column(q, 1), payload);
	}
	if (!stop && rc != SQLITE_DONE)
		stop = store_fail(s, err);
	sqlite3_finalize(q);
	return stop < 0 ? -1 : 0;
}

int store_each_text_of(struct store *s, const char *key, store_text_fn *each, void *payload,
                       struct err *err)
{
	sqlite3_stmt *q = store_prepare(s,
	                                "SELECT t.id, t.lang FROM text t JOIN passage p ON "
	                                "p.text=t.id WHERE t.work=coalesce("
	                                "(SELECT id FROM work WHERE key=?1), "
	                                "(SELECT work FROM alias WHERE key=?1)) ORDER BY t.id",
	                                err);

	if (!q)
		return -1;
	store_bind(q, 1, key);
	return each_text(s, q, each, payload, err);
}

int store_each_text(struct store *s, store_text_fn *each, void *payload, struct err *err)
{
	/* what has no block is a feed, or empty */
	sqlite3_stmt *q = store_prepare(s,
	                                "SELECT t.id, t.lang FROM passage p JOIN text t ON "
	                                "t.id=p.text WHERE length(p.starts)>0 "
	                                "ORDER BY p.date DESC, p.text DESC",
	                                err);

	return q ? each_text(s, q, each, payload, err) : -1;
}

int store_each_spelling(struct store *s, const char *prefix, store_spelling_fn *each, void *payload,
                        struct err *err)
{
	sqlite3_stmt *q = store_prepare_kept(s,
	                                     "SELECT term, word FROM spelling WHERE term>=?1 "
	                                     "AND term<?1||char(1114111)",
	                                     err);
	int stop = 0;

	if (!q)
		return -1;
	store_bind(q, 1, prefix);
	while (!stop && sqlite3_step(q) == SQLITE_ROW)
		stop = each(store_column(q, 0), store_column(q, 1), payload);
	store_release(q);
	return stop < 0 ? -1 : 0;
}

/* Whether a query with a number and a text bound has a row. */
static bool has_row(struct store *s, const char *sql, int64_t number, const char *text)
{
	sqlite3_stmt *q = store_prepare_kept(s, sql, NULL);
	bool has;

	if (!q)
		return false;
	sqlite3_bind_int64(q, 1, number);
	store_bind(q, 2, text);
	has = sqlite3_step(q) == SQLITE_ROW;
	store_release(q);
	return has;
}

bool store_cites(struct store *s, int64_t text, const char *symbol)
{
	return has_row(s, "SELECT 1 FROM cite WHERE text=?1 AND cited=?2 LIMIT 1", text, symbol);
}

bool store_has_bookmark(struct store *s, const char *address)
{
	return has_row(s, "SELECT 1 FROM bookmark WHERE ?1=0 AND address=?2", 0, address);
}
