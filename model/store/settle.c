/* SPDX-License-Identifier: ISC */
/*
 * A store whose rows were salvaged is put in order: documents that have lost their name or
 * their text come in once more, by the front door; what belongs to nothing goes, and each
 * version that is not as it came; the index is made anew. What goes is said.
 */
#include "config.h"

#include "model/store/salvage.h"

#include "model/base/messages.h"
#include "model/store/incoming.h"
#include "model/store/index.h"
#include "model/store/name.h"
#include "model/store/packed.h"
#include "model/store/verify.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct fault {
	int64_t version;
	char *what, *why;
};

struct settling {
	struct store *s;
	const struct store_salvage_watch *watch;
	struct store_salvaged *n;
	VEC(struct fault) faults;
	bool failed;
	struct err *err;
};

static void lost(struct settling *t, const char *what, const char *why)
{
	t->n->lost++;
	t->watch->lost(what, why, t->watch->payload);
}

static int run_for(struct store *s, const char *sql, int64_t id, struct err *err)
{
	sqlite3_stmt *q = store_prepare(s, sql, err);

	if (q)
		sqlite3_bind_int64(q, 1, id);
	return store_run(s, q, err);
}

/* -- what belongs to nothing --------------------------------------------------------- */

/* Before anything comes in, lest that be given the number of what is gone. */
static const char loose[] =
	"BEGIN IMMEDIATE;"
	"UPDATE version SET text=NULL WHERE NOT EXISTS (SELECT 1 FROM text t JOIN work w "
	"ON w.id=t.work WHERE t.id=version.text);"
	"DELETE FROM text WHERE work NOT IN (SELECT id FROM work);"
	"DELETE FROM alias WHERE work NOT IN (SELECT id FROM work);"
	"DELETE FROM cite WHERE text NOT IN (SELECT id FROM text);"
	"DELETE FROM claim WHERE text NOT IN (SELECT id FROM text);"
	"DELETE FROM origin WHERE version NOT IN (SELECT id FROM version);"
	"DELETE FROM unpacked WHERE version NOT IN (SELECT id FROM version);"
	"DELETE FROM chunk WHERE id >> 16 NOT IN (SELECT id FROM version);"
	/* one is learnt anew where what was learnt is gone */
	"DELETE FROM kind WHERE dictionary<>0 AND dictionary NOT IN (SELECT id FROM dictionary);"
	"UPDATE text SET indexed=0, words=NULL; COMMIT";

/* -- what has lost its name --------------------------------------------------------- */

#define SHELTER \
	"CASE WHEN asked<>'' THEN asked WHEN url<>'' THEN url " \
	"ELSE '" STORE_HASH "' || lower(hex(sha256)) END"

/* Its bytes into an incoming one; false when they cannot be read. */
static bool copy_bytes(struct settling *t, int64_t version, int64_t size, struct store_incoming *in)
{
	static char piece[STORE_CHUNK];
	int64_t at = 0;
	long n = 0;

	while (at < size &&
	       (n = store_bytes(t->s, version, (uint64_t)at, piece, sizeof piece, NULL)) > 0) {
		if (store_add(in, piece, (size_t)n, t->err) < 0)
			return false;
		at += n;
	}
	return at == size;
}

/* 1 when it is in again, 0 when it cannot be. */
static int come_again(struct settling *t, sqlite3_stmt *q)
{
	int64_t version = sqlite3_column_int64(q, 0);
	const char *asked = store_column(q, 1), *url = store_column(q, 2);
	struct store_origin origin = {.key = *asked ? asked
	                                     : *url ? url
	                                            : NULL,
	                              .url = url,
	                              .asked = asked,
	                              .type = store_column(q, 3),
	                              .coding = store_column(q, 4),
	                              .charset = store_column(q, 5),
	                              .etag = store_column(q, 6),
	                              .last_modified = store_column(q, 7),
	                              .headers = store_column(q, 8),
	                              .came = sqlite3_column_int64(q, 9),
	                              .origin_date = sqlite3_column_int64(q, 10),
	                              .fresh = sqlite3_column_int64(q, 11),
	                              .name = store_column(q, 14),
	                              .mirror = store_column(q, 15)};
	int64_t size = sqlite3_column_int64(q, 12);
	struct doc *doc = size ? store_doc(t->s, version, NULL) : NULL;
	struct store_incoming *in = doc ? store_begin(t->s, &origin, t->err) : NULL;
	int64_t again = -1;

	if (in && copy_bytes(t, version, size, in))
		again = store_commit(in, doc, true, sqlite3_column_int(q, 13), t->err);
	else
		store_abort(in);
	doc_free(doc);
	return again > 0;
}

/* What came without its bytes is a text of the address that it came from, or of its hash. 1,
 * 0 when it cannot be read, -1. */
static int shelter(struct settling *t, int64_t version)
{
	struct doc *doc = store_doc(t->s, version, NULL);
	sqlite3_stmt *q;
	int64_t work, text;

	if (!doc)
		return 0;
	if (run_for(t->s,
	            "INSERT OR IGNORE INTO work(key, added) SELECT " SHELTER
	            ", fetched FROM version WHERE id=?1",
	            version, t->err) < 0) {
		doc_free(doc);
		return -1;
	}
	q = store_prepare(
		t->s, "SELECT w.id FROM version v JOIN work w ON w.key=" SHELTER " WHERE v.id=?1",
		t->err);
	if (q)
		sqlite3_bind_int64(q, 1, version);
	work = store_number(t->s, q, t->err);
	text = work < 0 ? -1 : store_name_text(t->s, work, doc_fact(doc, DOC_LANGUAGE), t->err);
	doc_free(doc);
	if (text < 0 ||
	    run_for(t->s, "UPDATE text SET numbered=numbered + 1 WHERE id=?1", text, t->err) < 0)
		return -1;
	q = store_prepare(t->s,
	                  "UPDATE version SET text=?2, won='', "
	                  "number=(SELECT numbered FROM text WHERE id=?2) WHERE id=?1",
	                  t->err);
	if (q) {
		sqlite3_bind_int64(q, 1, version);
		sqlite3_bind_int64(q, 2, text);
	}
	return store_run(t->s, q, t->err) < 0 ? -1 : 1;
}

static int drop_homeless(struct settling *t, int64_t version)
{
	return run_for(t->s, "DELETE FROM chunk WHERE id BETWEEN ?1 << 16 AND (?1 << 16) + 65535",
	               version, t->err) < 0
	               ? -1
	               : run_for(t->s, "DELETE FROM version WHERE id=?1", version, t->err);
}

static int take_homeless(struct settling *t, int64_t version)
{
	sqlite3_stmt *q = store_prepare(
		t->s,
		"SELECT v.id, v.asked, v.url, v.type, v.coding, v.charset, v.etag, "
		"v.last_modified, v.headers, v.fetched, v.origin_date, v.fresh, "
		"CASE WHEN v.whole THEN v.size ELSE 0 END, v.parser, "
		"coalesce((SELECT name FROM origin WHERE version=v.id ORDER BY fetched LIMIT 1), "
		"''), coalesce((SELECT mirror FROM origin WHERE version=v.id ORDER BY fetched "
		"LIMIT 1), '') FROM version v WHERE v.id=?1",
		t->err);
	char what[400] = "";
	int again;

	if (!q)
		return -1;
	sqlite3_bind_int64(q, 1, version);
	if (sqlite3_step(q) != SQLITE_ROW) {
		sqlite3_finalize(q);
		return 0;
	}
	snprintf(what, sizeof what, "%.300s",
	         *store_column(q, 1) ? store_column(q, 1) : store_column(q, 14));
	again = come_again(t, q);
	sqlite3_finalize(q);
	if (!again && (again = shelter(t, version)))
		return again < 0 ? -1 : 0;
	if (!again)
		lost(t, what, _("what it was a text of is lost, and it cannot be read"));
	return drop_homeless(t, version);
}

static int take_all_homeless(struct settling *t)
{
	int64_t last = 0;

	for (;;) {
		sqlite3_stmt *q = store_prepare(
			t->s,
			"SELECT id FROM version WHERE whole AND text IS NULL AND id>?1 "
			"ORDER BY id LIMIT 1",
			t->err);

		if (q)
			sqlite3_bind_int64(q, 1, last);
		last = store_number(t->s, q, t->err);
		if (last <= 0)
			return (int)last;
		if (take_homeless(t, last) < 0)
			return -1;
	}
}

/* -- texts of which nothing is left ---------------------------------------------------- */

static int say_empty_texts(struct settling *t)
{
	sqlite3_stmt *q =
		store_prepare(t->s,
	                      "SELECT w.key, t.lang FROM text t JOIN work w ON w.id=t.work "
	                      "WHERE NOT EXISTS (SELECT 1 FROM version WHERE text=t.id)",
	                      t->err);
	char what[400];
	int rc = SQLITE_DONE;

	if (!q)
		return -1;
	while ((rc = sqlite3_step(q)) == SQLITE_ROW) {
		snprintf(what, sizeof what, "%.300s %.20s", store_column(q, 0), store_column(q, 1));
		lost(t, what, _("nothing of it is left"));
	}
	sqlite3_finalize(q);
	return rc == SQLITE_DONE ? 0 : store_fail(t->s, t->err);
}

static int drop_empty(struct settling *t)
{
	if (store_exec(t->s, "BEGIN IMMEDIATE", t->err) < 0)
		return -1;
	if (say_empty_texts(t) == 0 &&
	    store_exec(t->s,
	               "DELETE FROM text WHERE NOT EXISTS (SELECT 1 FROM version WHERE "
	               "text=text.id);"
	               "DELETE FROM work WHERE NOT pinned AND id NOT IN (SELECT work FROM text);"
	               "COMMIT",
	               t->err) == 0)
		return 0;
	sqlite3_exec(t->s->db, "ROLLBACK", NULL, NULL, NULL);
	return -1;
}

/* -- what is not as it came ------------------------------------------------------------ */

static void take_fault(const struct store_fault *fault, void *payload)
{
	struct settling *t = payload;
	struct fault f = {fault->version, strdup(fault->what), strdup(fault->why)};

	if (f.what && f.why && vec_push(&t->faults, f) == 0)
		return;
	free(f.what);
	free(f.why);
	t->failed = true;
}

static void forget_faults(struct settling *t)
{
	for (size_t i = 0; i < t->faults.count; i++) {
		free(t->faults.at[i].what);
		free(t->faults.at[i].why);
	}
	vec_done(&t->faults);
}

static int look_over(struct settling *t)
{
	struct store_verify_watch watch = {.fault = take_fault, .payload = t};
	struct store_verify_counts n;

	forget_faults(t);
	if (store_verify(t->s, &watch, &n, t->err) < 0)
		return -1;
	t->n->documents = n.versions;
	return t->failed ? err_set(t->err, ERR_FAILED, "out of memory") : 0;
}

/* Its document is whole and its bytes are not: it is one whose bytes are not here. */
static int let_bytes_go(struct settling *t, int64_t version)
{
	t->n->incomplete++;
	if (run_for(t->s, "DELETE FROM chunk WHERE id BETWEEN ?1 << 16 AND (?1 << 16) + 65535",
	            version, t->err) < 0)
		return -1;
	return store_set_absent(t->s, version, t->err);
}

/* Of a download that broke off nothing is worth keeping but what came of it. */
static bool is_whole(struct settling *t, int64_t version)
{
	sqlite3_stmt *q = store_prepare(t->s, "SELECT whole FROM version WHERE id=?1", NULL);

	if (q)
		sqlite3_bind_int64(q, 1, version);
	return store_number(t->s, q, NULL) > 0;
}

static int mend(struct settling *t, const struct fault *f)
{
	struct doc *doc;
	int rc;

	lost(t, f->what, f->why);
	if (!f->version)
		return 0;
	doc = is_whole(t, f->version) ? store_doc(t->s, f->version, NULL) : NULL;
	rc = doc ? let_bytes_go(t, f->version) : store_drop_version(t->s, f->version, t->err);
	doc_free(doc);
	return rc;
}

/* Faults of the index are none: it is empty yet. */
static int mend_versions(struct settling *t)
{
	int64_t last = 0;

	if (look_over(t) < 0 || store_exec(t->s, "BEGIN IMMEDIATE", t->err) < 0)
		return -1;
	for (size_t i = 0; i < t->faults.count; i++) {
		const struct fault *f = &t->faults.at[i];

		if (!f->version || f->version == last)
			continue;
		last = f->version;
		if (mend(t, f) < 0) {
			sqlite3_exec(t->s->db, "ROLLBACK", NULL, NULL, NULL);
			return -1;
		}
	}
	return store_exec(t->s, "COMMIT", t->err);
}

/* -- the rest ------------------------------------------------------------------------------ */

/* A text is called as its best version calls itself. */
static int set_title(struct settling *t, int64_t text, int64_t version)
{
	struct doc *doc = store_doc(t->s, version, NULL);
	int rc = doc ? store_set_title(t->s, text, doc, t->err) : 0;

	doc_free(doc);
	return rc;
}

static int set_titles(struct settling *t)
{
	sqlite3_stmt *q =
		store_prepare(t->s,
	                      "SELECT t.id, (SELECT v.id FROM version v WHERE v.text=t.id "
	                      "AND v.doc IS NOT NULL ORDER BY " STORE_BEST("v.") " LIMIT 1) "
	                                                                         "FROM text t",
	                      t->err);
	int rc = SQLITE_DONE, bad = 0;

	if (!q)
		return -1;
	while (!bad && (rc = sqlite3_step(q)) == SQLITE_ROW)
		if (sqlite3_column_int64(q, 1))
			bad = set_title(t, sqlite3_column_int64(q, 0), sqlite3_column_int64(q, 1));
	if (!bad && rc != SQLITE_DONE)
		bad = store_fail(t->s, t->err);
	sqlite3_finalize(q);
	return bad;
}

static int settle(struct settling *t)
{
	if (store_exec(t->s, loose, t->err) < 0 || take_all_homeless(t) < 0 || drop_empty(t) < 0 ||
	    mend_versions(t) < 0 || store_exec(t->s, "BEGIN IMMEDIATE", t->err) < 0)
		return -1;
	if (set_titles(t) < 0) {
		sqlite3_exec(t->s->db, "ROLLBACK", NULL, NULL, NULL);
		return -1;
	}
	if (store_exec(t->s, "COMMIT", t->err) < 0 || store_index_again(t->s, NULL, t->err) < 0 ||
	    look_over(t) < 0)
		return -1;
	if (!t->faults.count)
		return 0;
	return err_set(t->err, ERR_STORE, "%s: what is left cannot be put in order: %.200s: %.200s",
	               t->s->path, t->faults.at[0].what, t->faults.at[0].why);
}

int store_settle(struct store *s, const struct store_salvage_watch *watch,
                 struct store_salvaged *out, struct err *err)
{
	struct settling t = {.s = s, .watch = watch, .n = out, .err = err};
	int rc = settle(&t);

	forget_faults(&t);
	return rc;
}
