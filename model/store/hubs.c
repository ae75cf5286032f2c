/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/store/hubs.h"

#include "model/store/internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Rows of meta: "hub ADDRESS" and "hub ADDRESS NAME". */
static char *row_of(const char *hub, const char *name, struct err *err)
{
	char *row;

	if (asprintf(&row, "hub %s%s%s", hub, *name ? " " : "", name) >= 0)
		return row;
	err_set(err, ERR_FAILED, "out of memory");
	return NULL;
}

/* The question, with the name of the row as its first value. */
static sqlite3_stmt *about(struct store *s, const char *hub, const char *name, const char *sql,
                           struct err *err)
{
	char *row = row_of(hub, name, err);
	sqlite3_stmt *q = row ? store_prepare(s, sql, err) : NULL;

	if (q)
		store_bind(q, 1, row);
	free(row);
	return q;
}

int store_hub_get(struct store *s, const char *hub, const char *name, struct buf *out,
                  struct err *err)
{
	sqlite3_stmt *q = about(s, hub, name, "SELECT value FROM meta WHERE key=?", err);
	int rc;

	if (!q)
		return -1;
	rc = sqlite3_step(q);
	if (rc == SQLITE_ROW)
		buf_add(out, sqlite3_column_blob(q, 0), (size_t)sqlite3_column_bytes(q, 0));
	sqlite3_finalize(q);
	if (rc != SQLITE_ROW && rc != SQLITE_DONE)
		return store_fail(s, err);
	return buf_ok(out) ? rc == SQLITE_ROW : err_set(err, ERR_FAILED, "out of memory");
}

int store_hub_set(struct store *s, const char *hub, const char *name, const void *bytes, size_t len,
                  struct err *err)
{
	sqlite3_stmt *q =
		about(s, hub, name, "INSERT OR REPLACE INTO meta(key, value) VALUES(?, ?)", err);

	if (!q)
		return -1;
	sqlite3_bind_blob64(q, 2, len ? bytes : "", len, SQLITE_STATIC);
	return store_run(s, q, err);
}

int store_hub_drop(struct store *s, const char *hub, const char *name, struct err *err)
{
	sqlite3_stmt *q = about(s, hub, name, "DELETE FROM meta WHERE key=?", err);

	return q ? store_run(s, q, err) : -1;
}

/* The next name behind another; NULL when there is none, or with err. */
static char *next_name(struct store *s, const char *hub, const char *after, struct err *err)
{
	/* names are written in letters that come before the tilde */
	sqlite3_stmt *q =
		about(s, hub, "~", "SELECT min(key) FROM meta WHERE key<?1 AND key>?2", err);
	char *row = q ? row_of(hub, *after ? after : "!", err) : NULL, *name = NULL;
	int rc;

	if (row) {
		store_bind(q, 2, row);
		rc = sqlite3_step(q);
		if (rc != SQLITE_ROW)
			store_fail(s, err);
		else if (sqlite3_column_type(q, 0) != SQLITE_NULL)
			name = strdup(store_column(q, 0) + strlen("hub ") + strlen(hub) + 1);
	}
	free(row);
	sqlite3_finalize(q);
	return name;
}

int store_hub_each(struct store *s, const char *hub, int (*each)(const char *name, void *),
                   void *payload, struct err *err)
{
	char *name = strdup(""), *next;
	struct err bad = {0};
	int stop = 0;

	while (name && !stop && (next = next_name(s, hub, name, &bad))) {
		stop = each(next, payload);
		free(name);
		name = next;
	}
	free(name);
	if (bad.code && err)
		*err = bad;
	return bad.code ? -1 : 0;
}

int store_has_bytes(struct store *s, const char *key, const char *lang, const uint8_t *hash,
                    size_t len, struct err *err)
{
	sqlite3_stmt *q = store_prepare_kept(
		s,
		"SELECT 1 FROM version v JOIN text t ON t.id=v.text WHERE t.work IN "
		"(SELECT id FROM work WHERE key=?1 UNION SELECT work FROM alias WHERE key=?1) "
		"AND t.lang=?2 AND v.whole AND substr(v.sha256, 1, ?3)=?4 LIMIT 1",
		err);
	int rc;

	if (!q)
		return -1;
	store_bind(q, 1, key);
	store_bind(q, 2, lang);
	sqlite3_bind_int64(q, 3, (int64_t)len);
	sqlite3_bind_blob(q, 4, hash, (int)len, SQLITE_STATIC);
	rc = sqlite3_step(q);
	store_release(q);
	return rc == SQLITE_ROW || rc == SQLITE_DONE ? rc == SQLITE_ROW : store_fail(s, err);
}

int store_each_best(struct store *s, int (*each)(const struct store_best *, void *), void *payload,
                    struct err *err)
{
	sqlite3_stmt *q = store_prepare(
		s,
		"SELECT v.id, w.key, t.lang, v.sha256 FROM text t "
		"JOIN work w ON w.id=t.work JOIN version v ON v.id=(SELECT id FROM version "
		"WHERE text=t.id AND whole AND parser AND beside='' ORDER BY " STORE_BEST(
			"") " LIMIT 1) WHERE length(v.sha256)=32 ORDER BY w.key, t.lang",
		err);
	int rc = SQLITE_DONE, stop = 0;

	while (q && !stop && (rc = sqlite3_step(q)) == SQLITE_ROW) {
		struct store_best b = {.version = sqlite3_column_int64(q, 0),
		                       .key = store_column(q, 1),
		                       .lang = store_column(q, 2)};

		memcpy(b.sha256, sqlite3_column_blob(q, 3), sizeof b.sha256);
		stop = each(&b, payload);
	}
	sqlite3_finalize(q);
	if (!q)
		return -1;
	return stop || rc == SQLITE_DONE ? 0 : store_fail(s, err);
}
