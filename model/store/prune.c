/* SPDX-License-Identifier: ISC */
/* What is old is let go of. */
#include "config.h"

#include "model/store/prune.h"

#include "model/base/clock.h"
#include "model/store/incoming.h"
#include "model/store/lease.h"
#include "model/store/parts.h"

#include <stdlib.h>
#include <string.h>

#define LEASE "prune"
#define LEASE_SECONDS 3600u
#define DAY 86400
/* The file is written anew when more than a quarter of it, and a megabyte, is free. */
#define VACUUM_SHARE 4
#define VACUUM_BYTES 1000000

struct going {
	enum store_prune_kind kind;
	int64_t version, work, bytes, used, stamp;
	char *key, *lang;
};

struct prune {
	struct store *s;
	const struct store_prune_wish *wish;
	struct store_prune_counts *n;
	VEC(struct going) list;
	struct err *err;
};

/* -- what stays --------------------------------------------------------------- */

/* Tables of this connection alone: works that stay, versions that go. */
static const char tables[] =
	"CREATE TEMP TABLE IF NOT EXISTS staying(work INTEGER PRIMARY KEY);"
	"CREATE TEMP TABLE IF NOT EXISTS going(version INTEGER PRIMARY KEY);"
	"DELETE FROM staying; DELETE FROM going;"
	"INSERT OR IGNORE INTO staying SELECT id FROM work WHERE pinned;"
	/* what nobody could be asked for again */
	"INSERT OR IGNORE INTO staying SELECT t.work FROM version v JOIN text t ON t.id=v.text "
	"WHERE v.url='' AND v.asked='';";

static const char drop_tables[] = "DROP TABLE IF EXISTS staying; DROP TABLE IF EXISTS going";

static int find_staying(struct prune *p)
{
	if (store_exec(p->s, tables, p->err) < 0)
		return -1;
	for (size_t i = 0; i < p->wish->kept_count; i++) {
		sqlite3_stmt *q =
			store_prepare(p->s,
		                      "INSERT OR IGNORE INTO staying SELECT id FROM work "
		                      "WHERE key=?1 UNION SELECT work FROM alias WHERE key=?1",
		                      p->err);

		if (!q)
			return -1;
		store_bind(q, 1, p->wish->kept[i]);
		if (store_run(p->s, q, p->err) < 0)
			return -1;
	}
	return 0;
}

/* -- what goes ---------------------------------------------------------------- */

/* id, work, bytes, used, stamp (which moves when the version is touched), key, language */
#define COLUMNS \
	"SELECT v.id, coalesce(t.work, 0), v.size + coalesce(length(v.doc), 0), v.fetched, " \
	"max(v.fetched, v.checked), coalesce(w.key, v.asked), coalesce(t.lang, '') " \
	"FROM version v LEFT JOIN text t ON t.id=v.text LEFT JOIN work w ON w.id=t.work "

/* What it was asked for by may be a name of a work that stays. */
#define NOT_STAYING \
	"coalesce(t.work, (SELECT id FROM work WHERE key=v.asked), " \
	"(SELECT work FROM alias WHERE key=v.asked), 0) NOT IN (SELECT work FROM staying) "

/* A better whole one of the same text is there. */
#define OUTDONE \
	"EXISTS (SELECT 1 FROM version n WHERE n.text=v.text AND n.whole AND n.id<>v.id " \
	"AND (" STORE_RANK("n.") ", n.place) > (" STORE_RANK("v.") ", v.place)) ORDER BY v.place"

static const char superseded[] = COLUMNS "WHERE " NOT_STAYING "AND v.beside='' AND " OUTDONE;

static const char beside[] = COLUMNS "WHERE " NOT_STAYING "AND v.beside<>'' AND " OUTDONE;

static const char old_parts[] =
	COLUMNS "WHERE " NOT_STAYING "AND NOT v.whole AND v.fetched<?1 "
		"AND v.id NOT IN (SELECT version FROM going) ORDER BY v.fetched";

/* Of a work all versions side by side, last that by which it is found, so that the index
 * need not take up another one in between. */
static const char documents[] =
	"WITH used(work, at) AS (SELECT t.work, max("
	"coalesce((SELECT seen FROM place p WHERE p.address=w.key), 0), "
	"coalesce((SELECT max(seen) FROM place p JOIN alias a ON p.address=a.key "
	"WHERE a.work=w.id), 0), max(max(v.fetched, v.checked))) "
	"FROM version v JOIN text t ON t.id=v.text JOIN work w ON w.id=t.work "
	"WHERE w.id NOT IN (SELECT work FROM staying) GROUP BY w.id) "
	"SELECT v.id, t.work, v.size + coalesce(length(v.doc), 0), used.at, "
	"max(v.fetched, v.checked), w.key, t.lang FROM used JOIN text t ON t.work=used.work "
	"JOIN work w ON w.id=t.work JOIN version v ON v.text=t.id "
	"WHERE v.whole AND v.id NOT IN (SELECT version FROM going) "
	"ORDER BY used.at, t.work, v.id=t.indexed, v.id";

static int mark(struct prune *p, int64_t version)
{
	sqlite3_stmt *q = store_prepare_kept(p->s, "INSERT OR IGNORE INTO going VALUES(?)", p->err);
	int rc;

	if (!q)
		return -1;
	sqlite3_bind_int64(q, 1, version);
	rc = sqlite3_step(q) == SQLITE_DONE ? 0 : store_fail(p->s, p->err);
	store_release(q);
	return rc;
}

static int add(struct prune *p, enum store_prune_kind kind, sqlite3_stmt *q)
{
	struct going g = {kind,
	                  sqlite3_column_int64(q, 0),
	                  sqlite3_column_int64(q, 1),
	                  sqlite3_column_int64(q, 2),
	                  sqlite3_column_int64(q, 3),
	                  sqlite3_column_int64(q, 4),
	                  strdup(store_column(q, 5)),
	                  strdup(store_column(q, 6))};

	if (g.key && g.lang && vec_push(&p->list, g) == 0) {
		p->n->left -= g.bytes;
		return 0;
	}
	free(g.key);
	free(g.lang);
	return err_set(p->err, ERR_FAILED, "out of memory");
}

static int list_simple(struct prune *p, enum store_prune_kind kind, const char *sql, int64_t before)
{
	sqlite3_stmt *q = store_prepare(p->s, sql, p->err);
	size_t from = p->list.count;
	int rc = SQLITE_DONE, bad = 0;

	if (!q)
		return -1;
	if (sqlite3_bind_parameter_count(q))
		sqlite3_bind_int64(q, 1, before);
	while (!bad && (rc = sqlite3_step(q)) == SQLITE_ROW)
		bad = add(p, kind, q);
	if (!bad && rc != SQLITE_DONE)
		bad = store_fail(p->s, p->err);
	sqlite3_finalize(q);
	for (size_t i = from; !bad && i < p->list.count; i++)
		bad = mark(p, p->list.at[i].version);
	return bad;
}

/* A work goes as a whole. */
static int list_documents(struct prune *p)
{
	const struct store_prune_wish *w = p->wish;
	int64_t before = w->older < 0 ? INT64_MIN : clock_now() - w->older * DAY, work = 0;
	sqlite3_stmt *q = store_prepare(p->s, documents, p->err);
	int rc = SQLITE_DONE, bad = 0;

	if (!q)
		return -1;
	while (!bad && (rc = sqlite3_step(q)) == SQLITE_ROW) {
		bool old = sqlite3_column_int64(q, 3) < before;

		if (sqlite3_column_int64(q, 1) != work && !old &&
		    (w->keep < 0 || p->n->left <= w->keep))
			break;
		work = sqlite3_column_int64(q, 1);
		bad = add(p, PRUNE_DOCUMENT, q);
	}
	if (!bad && rc != SQLITE_DONE && rc != SQLITE_ROW)
		bad = store_fail(p->s, p->err);
	sqlite3_finalize(q);
	return bad;
}

static int list_all(struct prune *p)
{
	p->n->left = store_number(
		p->s,
		store_prepare(p->s, "SELECT sum(size + coalesce(length(doc), 0)) FROM version",
	                      p->err),
		p->err);
	if (p->n->left < 0 || find_staying(p) < 0 ||
	    list_simple(p, PRUNE_SUPERSEDED, superseded, 0) < 0 ||
	    list_simple(p, PRUNE_BESIDE, beside, 0) < 0 ||
	    list_simple(p, PRUNE_PART, old_parts, clock_now() - STORE_PRUNE_PART_DAYS * DAY) < 0)
		return -1;
	return list_documents(p);
}

/* -- going -------------------------------------------------------------------- */

/* As it was when it was listed: not asked for again, and not pinned. */
static int is_unchanged(struct prune *p, const struct going *g)
{
	sqlite3_stmt *q = store_prepare(p->s,
	                                "SELECT 1 FROM version v LEFT JOIN text t ON t.id=v.text "
	                                "LEFT JOIN work w ON w.id=t.work WHERE v.id=?1 "
	                                "AND max(v.fetched, v.checked)=?2 "
	                                "AND NOT coalesce(w.pinned, 0)",
	                                p->err);

	if (q) {
		sqlite3_bind_int64(q, 1, g->version);
		sqlite3_bind_int64(q, 2, g->stamp);
	}
	return (int)store_number(p->s, q, p->err);
}

/* 1 gone, 0 it stays, -1. */
static int let_go(struct prune *p, const struct going *g)
{
	int rc = is_unchanged(p, g), held;

	if (rc <= 0)
		return rc;
	/* a part may be coming just now */
	held = store_claim(p->s, g->version, p->err);
	if (held <= 0)
		return held;
	return store_drop_version(p->s, g->version, p->err) < 0 ? -1 : 1;
}

static int let_go_alone(struct prune *p, const struct going *g)
{
	int rc;

	if (store_exec(p->s, "BEGIN IMMEDIATE", p->err) < 0)
		return -1;
	rc = let_go(p, g);
	if (rc > 0 && store_exec(p->s, "COMMIT", p->err) == 0)
		return 1;
	sqlite3_exec(p->s->db, "ROLLBACK", NULL, NULL, NULL);
	return rc ? -1 : 0;
}

static int go_all(struct prune *p)
{
	for (size_t i = 0; i < p->list.count; i++) {
		const struct going *g = &p->list.at[i];
		int gone = p->wish->dry_run ? 1 : let_go_alone(p, g);

		if (gone < 0)
			return -1;
		if (!gone) {
			p->n->left += g->bytes;
			continue;
		}
		p->n->gone++;
		p->n->bytes += g->bytes;
		if (p->wish->each)
			p->wish->each(g->kind, g->key, g->lang, g->bytes, g->used,
			              p->wish->payload);
	}
	return 0;
}

/* -- the file ------------------------------------------------------------------ */

static int64_t pragma(struct store *s, const char *sql, struct err *err)
{
	return store_number(s, store_prepare(s, sql, err), err);
}

/* Writing it anew needs the store alone for a moment, and room for a second one; where
 * there is neither, the pages are used for what comes next. */
int64_t store_shorten(struct store *s, bool all, struct err *err)
{
	int64_t size = pragma(s, "PRAGMA page_size", err);
	int64_t pages = pragma(s, "PRAGMA page_count", err);
	int64_t unused = pragma(s, "PRAGMA freelist_count", err);

	if (size < 0 || pages < 0 || unused < 0)
		return -1;
	if (!all && (unused * size < VACUUM_BYTES || unused < pages / VACUUM_SHARE))
		return 0;
	if (sqlite3_exec(s->db, "VACUUM", NULL, NULL, NULL) != SQLITE_OK)
		return 0;
	sqlite3_wal_checkpoint_v2(s->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
	unused = pragma(s, "PRAGMA page_count", err);
	return unused < 0 ? -1 : unused > pages ? 0 : (pages - unused) * size;
}

int store_prune(struct store *s, const struct store_prune_wish *wish,
                struct store_prune_counts *counts, struct err *err)
{
	struct prune p = {.s = s, .wish = wish, .n = counts, .err = err};
	int rc;

	memset(counts, 0, sizeof *counts);
	if (!s->writable)
		return err_set(err, ERR_DISK, "%s: may not be written", s->path);
	rc = store_lease_take(s, LEASE, LEASE_SECONDS, err);
	if (rc <= 0)
		return rc < 0 ? -1
		              : err_set(err, ERR_FAILED,
		                        "%s: another palais is letting go of documents", s->path);
	rc = list_all(&p);
	if (rc == 0)
		rc = go_all(&p);
	for (size_t i = 0; i < p.list.count; i++) {
		free(p.list.at[i].key);
		free(p.list.at[i].lang);
	}
	vec_done(&p.list);
	sqlite3_exec(s->db, drop_tables, NULL, NULL, NULL);
	if (rc == 0 && !wish->dry_run && counts->gone) {
		counts->file = store_shorten(s, false, err);
		rc = counts->file < 0 ? -1 : 0;
	}
	store_lease_give(s, LEASE);
	return rc;
}
