/* SPDX-License-Identifier: ISC */
/* The search index made anew: all of it, or what is not in it yet. */
#include "config.h"

#include "model/store/incoming.h"
#include "model/store/index.h"
#include "model/text/terms.h"

#include <stdio.h>
#include <string.h>

/* A text, and the version that it is found by. */
struct listed {
	int64_t text, indexed;
};

/* 1 when the version is in, 0 when it cannot be read, -1. */
static int index_version(struct store *s, int64_t text, int64_t version, struct err *err)
{
	struct doc *doc = store_doc(s, version, NULL);
	sqlite3_stmt *q;
	int rc = 0;

	if (!doc)
		return 0;
	if (store_index_document(s, text, doc, true, err) < 0 ||
	    store_cite_document(s, text, doc, err) < 0)
		rc = -1;
	doc_free(doc);
	q = rc ? NULL : store_prepare(s, "UPDATE text SET indexed=?2 WHERE id=?1", err);
	if (!q)
		return -1;
	sqlite3_bind_int64(q, 1, text);
	sqlite3_bind_int64(q, 2, version);
	return store_run(s, q, err) < 0 ? -1 : 1;
}

/* By the version that it was found by, else the best that can be read. */
static int index_text(struct store *s, int64_t text, int64_t indexed, struct err *err)
{
	sqlite3_stmt *q = store_prepare(s,
	                                "SELECT id FROM version WHERE text=?1 AND doc IS NOT NULL "
	                                "ORDER BY id=?2 DESC, " STORE_BEST(""),
	                                err);
	int rc = SQLITE_DONE, in = 0;

	if (!q)
		return -1;
	sqlite3_bind_int64(q, 1, text);
	sqlite3_bind_int64(q, 2, indexed);
	while (!in && (rc = sqlite3_step(q)) == SQLITE_ROW)
		in = index_version(s, text, sqlite3_column_int64(q, 0), err);
	if (!in && rc != SQLITE_DONE)
		in = store_fail(s, err);
	sqlite3_finalize(q);
	return in;
}

typedef VEC(struct listed) listed_texts;

static int list_texts(struct store *s, const char *sql, int64_t after, int64_t most,
                      listed_texts *texts, struct err *err)
{
	sqlite3_stmt *q = store_prepare(s, sql, err);
	int rc = q ? 0 : -1;

	if (q) {
		sqlite3_bind_int64(q, 1, after);
		sqlite3_bind_int64(q, 2, most);
	}
	while (q && !rc && sqlite3_step(q) == SQLITE_ROW) {
		struct listed t = {.text = sqlite3_column_int64(q, 0),
		                   .indexed = sqlite3_column_int64(q, 1)};

		rc = vec_push(texts, t);
	}
	if (q && sqlite3_finalize(q) != SQLITE_OK)
		rc = store_fail(s, err);
	return rc;
}

static int index_listed(struct store *s, const listed_texts *texts, long *count, struct err *err)
{
	for (size_t i = 0; i < texts->count; i++) {
		int in = index_text(s, texts->at[i].text, texts->at[i].indexed, err);

		if (in < 0)
			return -1;
		*count += in > 0;
	}
	return 0;
}

static int index_all(struct store *s, long *count, struct err *err)
{
	listed_texts texts = {0};
	int rc = list_texts(s, "SELECT id, indexed FROM text WHERE id>?1 ORDER BY id LIMIT ?2", 0,
	                    -1, &texts, err);

	if (!rc)
		rc = store_exec(s, "UPDATE text SET indexed=0", err);
	if (!rc)
		rc = index_listed(s, &texts, count, err);
	vec_done(&texts);
	return rc;
}

/* An index of which not even the first record can be read takes no order: what is in its
 * tables goes, and that record is written as FTS5 writes it for an empty one. */
static int empty_by_hand(struct store *s, struct err *err)
{
	int rc;

	sqlite3_db_config(s->db, SQLITE_DBCONFIG_DEFENSIVE, 0, NULL);
	rc = store_exec(
		s,
		"DELETE FROM search_data; DELETE FROM search_idx; "
		"DELETE FROM search_docsize; "
		"INSERT INTO search_data(id, block) VALUES(1, x''), (10, x'00000000000000')",
		err);
	sqlite3_db_config(s->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	return rc;
}

static int empty(struct store *s, struct err *err)
{
	static const char all[] = "INSERT INTO search(search) VALUES('delete-all')";
	struct err why = {0};

	if (store_exec(s, "DELETE FROM passage", err) < 0)
		return -1;
	if (store_exec(s, all, &why) == 0)
		return 0;
	if (why.code == ERR_STORE)
		return empty_by_hand(s, err);
	if (err)
		*err = why;
	return -1;
}

/* -- of which terms it is ------------------------------------------------------ */

static void cut_name(char out[32])
{
	snprintf(out, 32, "%d%s", TERMS_VERSION, terms_fold_chinese() ? " zh" : "");
}

static int set_cut(struct store *s, struct err *err)
{
	sqlite3_stmt *q =
		store_prepare(s, "INSERT OR REPLACE INTO meta(key, value) VALUES('terms', ?)", err);
	char name[32];

	cut_name(name);
	if (q)
		store_bind(q, 1, name);
	return store_run(s, q, err);
}

int store_index_ready(struct store *s, struct err *err)
{
	sqlite3_stmt *q;
	char name[32];
	bool same;

	if (s->cut_known || s->migrating)
		return 0;
	q = store_prepare(s, "SELECT value FROM meta WHERE key='terms'", err);
	if (!q)
		return -1;
	cut_name(name);
	same = sqlite3_step(q) == SQLITE_ROW && !strcmp(store_column(q, 0), name);
	sqlite3_finalize(q);
	if (!same &&
	    (empty(s, err) < 0 || store_exec(s, STORE_ALL_WAIT, err) < 0 || set_cut(s, err) < 0))
		return -1;
	s->cut_known = true;
	return 0;
}

int store_index_again(struct store *s, long *texts, struct err *err)
{
	long count = 0;

	if (!s->writable)
		return err_set(err, ERR_DISK, "%s: may not be written", s->path);
	store_widen(s);
	if (store_exec(s, "BEGIN IMMEDIATE", err) < 0)
		return -1;
	if (empty(s, err) < 0 || index_all(s, &count, err) < 0 || set_cut(s, err) < 0 ||
	    store_exec(s, "COMMIT", err) < 0) {
		sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
		return -1;
	}
	if (texts)
		*texts = count;
	return 0;
}

/* -- what is not in it yet ------------------------------------------------------- */

#define WAITING \
	"FROM text t WHERE t.indexed=0 AND t.id>?1 AND EXISTS (SELECT 1 FROM version v " \
	"WHERE v.text=t.id AND v.doc IS NOT NULL AND v.beside='')"

/* What the store says of its index: 0 all is in it, 1 some texts wait, 2 it has other terms
 * than this program's; -1 err. */
static int index_state(struct store *s, struct err *err)
{
	sqlite3_stmt *q = store_prepare_kept(
		s, "SELECT key, value FROM meta WHERE key IN ('terms', 'waiting')", err);
	bool same = false, waits = false;
	char name[32];
	int rc = SQLITE_DONE;

	if (!q)
		return -1;
	cut_name(name);
	while ((rc = sqlite3_step(q)) == SQLITE_ROW) {
		if (*store_column(q, 0) == 't')
			same = !strcmp(store_column(q, 1), name);
		else
			waits = true;
	}
	if (rc != SQLITE_DONE)
		store_fail(s, err);
	store_release(q);
	return rc != SQLITE_DONE ? -1 : same ? waits : 2;
}

int64_t store_index_waiting(struct store *s, int64_t after, struct err *err)
{
	int state = index_state(s, err);
	sqlite3_stmt *q;
	int64_t count;

	if (state <= 0)
		return state;
	q = store_prepare(
		s,
		state == 2 ? "SELECT count(*) FROM text t WHERE t.id>?1 AND EXISTS (SELECT 1 "
			     "FROM version v WHERE v.text=t.id AND v.doc IS NOT NULL AND "
			     "v.beside='')"
			   : "SELECT count(*) " WAITING,
		err);
	if (q)
		sqlite3_bind_int64(q, 1, after);
	count = store_number(s, q, err);
	/* counting them takes long, and once is enough */
	if (!count && !after && state == 1 && s->writable)
		store_exec(s, "DELETE FROM meta WHERE key='waiting'", NULL);
	return count;
}

static int index_some(struct store *s, int64_t *after, long most, struct err *err)
{
	listed_texts texts = {0};
	long count = 0;
	int rc = store_index_ready(s, err);

	if (!rc)
		rc = list_texts(s, "SELECT t.id, 0 " WAITING " ORDER BY t.id LIMIT ?2", *after,
		                most, &texts, err);
	if (!rc)
		rc = index_listed(s, &texts, &count, err);
	if (!rc && texts.count) {
		*after = texts.at[texts.count - 1].text;
		rc = 1;
	}
	vec_done(&texts);
	return rc;
}

int store_index_some(struct store *s, int64_t *after, long most, struct err *err)
{
	int rc;

	if (!s->writable)
		return 0;
	store_widen(s);
	if (store_exec(s, "BEGIN IMMEDIATE", err) < 0)
		return -1;
	rc = index_some(s, after, most, err);
	if (rc >= 0 && store_exec(s, "COMMIT", err) == 0)
		return rc;
	sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
	s->cut_known = false;
	return -1;
}
