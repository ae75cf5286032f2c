/* SPDX-License-Identifier: ISC */
/* Writing a store: bytes that come, in chunks. */
#include "config.h"

#include "model/store/incoming.h"

#include "model/base/clock.h"
#include "model/store/lease.h"
#include "model/store/parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A program that is gone loses its claim at once where it ran; this is for one on
 * another host, of which nothing but the time is known. */
#define CLAIM_SECONDS 86400u

static char *copy(const char *s)
{
	return strdup(s ? s : "");
}

struct store_incoming *store_begin(struct store *s, const struct store_origin *o, struct err *err)
{
	struct store_incoming *in;

	if (!s->writable) {
		err_set(err, ERR_DISK, "%s: may not be written", s->path);
		return NULL;
	}
	in = calloc(1, sizeof *in);
	if (!in) {
		err_set(err, ERR_FAILED, "%s: out of memory", s->path);
		return NULL;
	}
	in->s = s;
	store_widen(s);
	in->key = o->key ? copy(o->key) : NULL;
	in->url = copy(o->url);
	in->asked = copy(o->asked);
	in->lang = copy(o->lang);
	in->mirror = copy(o->mirror);
	in->name = copy(o->name);
	in->beside = copy(NULL);
	in->type = copy(o->type);
	in->coding = copy(o->coding);
	in->charset = copy(o->charset);
	in->etag = copy(o->etag);
	in->last_modified = copy(o->last_modified);
	in->headers = copy(o->headers);
	in->origin_date = o->origin_date;
	in->fresh = o->fresh;
	in->came = o->came;
	in->instead = o->instead;
	in->cuts = o->cuts;
	if (o->carriage) {
		in->carried = copy(o->carriage->symbols);
		in->carriage = *o->carriage;
		in->carriage.symbols = in->carried;
	}
	/* of a file nobody asks for the rest, and what was carried is not asked of its source */
	in->flush = (*in->url || *in->asked) && !in->carried ? STORE_FLUSH : STORE_CHUNK;
	buf_init(&in->pending, STORE_CHUNK);
	SHA256Init(&in->hash);
	return in;
}

void store_incoming_free(struct store_incoming *in)
{
	char name[STORE_CLAIM_NAME];

	if (in->claimed) {
		store_claim_name(in->version, name);
		store_lease_give(in->s, name);
	}
	free(in->key);
	free(in->url);
	free(in->asked);
	free(in->lang);
	free(in->mirror);
	free(in->name);
	free(in->beside);
	free(in->type);
	free(in->coding);
	free(in->charset);
	free(in->etag);
	free(in->last_modified);
	free(in->headers);
	free(in->carried);
	buf_done(&in->pending);
	free(in);
}

int64_t store_incoming_size(const struct store_incoming *in)
{
	return in->carriage.absent ? in->carriage.size
	                           : in->chunks * STORE_CHUNK + (int64_t)in->pending.len;
}

int64_t store_incoming_version(const struct store_incoming *in)
{
	return in->version;
}

int store_incoming_beside(struct store_incoming *in, int64_t version, const char *why,
                          struct err *err)
{
	char *words = copy(why);

	if (!words)
		return err_set(err, ERR_FAILED, "%s: out of memory", in->s->path);
	free(in->beside);
	in->beside = words;
	in->beside_of = version;
	return 0;
}

void store_incoming_cuts(struct store_incoming *in, int cuts)
{
	in->cuts = cuts;
}

int64_t store_number(struct store *s, sqlite3_stmt *q, struct err *err)
{
	int64_t n = 0;
	int rc;

	if (!q)
		return -1;
	rc = sqlite3_step(q);
	if (rc == SQLITE_ROW)
		n = sqlite3_column_int64(q, 0);
	else if (rc != SQLITE_DONE)
		n = store_fail(s, err);
	store_finish(s, q);
	return n;
}

/* -- claims --------------------------------------------------------------- */

void store_claim_name(int64_t part, char name[STORE_CLAIM_NAME])
{
	snprintf(name, STORE_CLAIM_NAME, "part %lld", (long long)part);
}

/* A claim of this very program counts as another's: it is for one download. */
int store_claim(struct store *s, int64_t part, struct err *err)
{
	struct store_lease_holder holder;
	char name[STORE_CLAIM_NAME];
	int held;

	store_claim_name(part, name);
	held = store_lease_holder(s, name, &holder, err);
	if (held)
		return held < 0 ? -1 : 0;
	return store_lease_take(s, name, CLAIM_SECONDS, err);
}

/* -- rows ----------------------------------------------------------------- */

int store_incoming_source(struct store_incoming *in, int64_t version, struct err *err)
{
	sqlite3_stmt *q;

	if (!*in->url && !*in->asked && !*in->name)
		return 0;
	q = store_prepare_kept(
		in->s,
		"INSERT OR IGNORE INTO origin(version, url, asked, mirror, type, name, "
		"fetched) VALUES(?,?,?,?,?,?,?)",
		err);
	if (!q)
		return -1;
	sqlite3_bind_int64(q, 1, version);
	store_bind(q, 2, in->url);
	store_bind(q, 3, in->asked);
	store_bind(q, 4, in->mirror);
	store_bind(q, 5, in->type);
	store_bind(q, 6, in->name);
	sqlite3_bind_int64(q, 7, in->came ? in->came : clock_now());
	return store_run(in->s, q, err);
}

/* What fits into STORE_FLUSH bytes is never seen half by anybody: there is no row
 * before that. */
int store_incoming_row(struct store_incoming *in, struct err *err)
{
	sqlite3_stmt *q;

	if (in->version)
		return 0;
	q = store_prepare_kept(in->s,
	                       "INSERT INTO version(url, asked, type, coding, charset, etag, "
	                       "last_modified, headers, fetched, origin_date, cuts, place) "
	                       "VALUES(?,?,?,?,?,?,?,?,?,?,?," STORE_NEXT_PLACE ")",
	                       err);
	if (!q)
		return -1;
	/* a part of what was carried is none of its source: nobody may go on with it there */
	store_bind(q, 1, in->carried ? "" : in->url);
	store_bind(q, 2, in->carried ? "" : in->asked);
	store_bind(q, 3, in->type);
	store_bind(q, 4, in->coding);
	store_bind(q, 5, in->charset);
	store_bind(q, 6, in->etag);
	store_bind(q, 7, in->last_modified);
	store_bind(q, 8, in->headers);
	sqlite3_bind_int64(q, 9, clock_now());
	sqlite3_bind_int64(q, 10, in->origin_date);
	sqlite3_bind_int(q, 11, in->cuts);
	if (store_run(in->s, q, err) < 0)
		return -1;
	in->version = sqlite3_last_insert_rowid(in->s->db);
	return store_incoming_source(in, in->version, err);
}

/* The size is that of the bytes which are there; a hash of fewer counts no more. */
static int grow_row(struct store_incoming *in, struct err *err)
{
	sqlite3_stmt *q = store_prepare_kept(
		in->s, "UPDATE version SET size=?2, fetched=?3, sha256=NULL WHERE id=?1", err);
	int rc;

	if (!q)
		return -1;
	sqlite3_bind_int64(q, 1, in->version);
	sqlite3_bind_int64(q, 2, store_incoming_size(in));
	sqlite3_bind_int64(q, 3, clock_now());
	rc = sqlite3_step(q) == SQLITE_DONE ? 0 : store_fail(in->s, err);
	store_release(q);
	if (!rc && !sqlite3_changes(in->s->db))
		rc = err_set(err, ERR_FAILED, "%.300s: what came of it is no longer in the store",
		             in->url);
	return rc;
}

int store_incoming_chunk(struct store_incoming *in, struct err *err)
{
	sqlite3_stmt *q;
	int rc;

	if (in->pending.len == in->stored)
		return 0;
	if (in->chunks >= STORE_CHUNK)
		return err_set(err, ERR_FAILED, "%s: too large to keep", in->url);
	q = store_prepare_kept(in->s, "INSERT OR REPLACE INTO chunk(id, bytes) VALUES(?,?)", err);
	if (!q)
		return -1;
	sqlite3_bind_int64(q, 1, in->version << 16 | in->chunks);
	sqlite3_bind_blob(q, 2, in->pending.bytes, (int)in->pending.len, SQLITE_STATIC);
	rc = sqlite3_step(q) == SQLITE_DONE ? 0 : store_fail(in->s, err);
	store_release(q);
	sqlite3_clear_bindings(q);
	return rc;
}

static int flush(struct store_incoming *in, struct err *err)
{
	int claimed;

	if (!in->version) {
		if (store_incoming_row(in, err) < 0)
			return -1;
		claimed = store_claim(in->s, in->version, err);
		if (!claimed)
			err_set(err, ERR_FAILED, "%s: another palais is writing: try again",
			        in->s->path);
		if (claimed <= 0)
			return -1;
		in->claimed = true;
	}
	return store_incoming_chunk(in, err) < 0 ? -1 : grow_row(in, err);
}

int store_incoming_flush(struct store_incoming *in, struct err *err)
{
	bool had = in->version;

	if (in->pending.len == in->stored)
		return 0;
	if (store_exec(in->s, "BEGIN IMMEDIATE", err) < 0)
		return -1;
	if (flush(in, err) < 0 || store_exec(in->s, "COMMIT", err) < 0) {
		sqlite3_exec(in->s->db, "ROLLBACK", NULL, NULL, NULL);
		if (!had) {
			in->version = 0;
			in->claimed = false;
		}
		return -1;
	}
	in->stored = in->pending.len;
	if (in->stored == STORE_CHUNK) {
		in->chunks++;
		in->stored = 0;
		buf_reset(&in->pending);
	}
	return 0;
}

int store_add(struct store_incoming *in, const void *bytes, size_t len, struct err *err)
{
	const char *p = bytes;

	while (len) {
		size_t room = in->flush - in->pending.len % in->flush;
		size_t n = room < len ? room : len;

		buf_add(&in->pending, p, n);
		if (!buf_ok(&in->pending))
			return err_set(err, ERR_FAILED, "%s: out of memory", in->url);
		SHA256Update(&in->hash, (const uint8_t *)p, n);
		p += n;
		len -= n;
		if (in->pending.len % in->flush == 0 && store_incoming_flush(in, err) < 0)
			return -1;
	}
	return 0;
}

/* -- dropping ------------------------------------------------------------- */

static int run_for(struct store *s, const char *sql, int64_t id, struct err *err)
{
	sqlite3_stmt *q = store_prepare_kept(s, sql, err);

	if (!q)
		return -1;
	sqlite3_bind_int64(q, 1, id);
	return store_run(s, q, err);
}

int store_drop_text(struct store *s, int64_t text, struct err *err)
{
	sqlite3_stmt *q = store_prepare_kept(s, "SELECT work FROM text WHERE id=?1", err);
	int64_t work;

	if (q)
		sqlite3_bind_int64(q, 1, text);
	work = store_number(s, q, err);
	if (work < 0 || run_for(s,
	                        "DELETE FROM text WHERE id=?1 AND NOT EXISTS "
	                        "(SELECT 1 FROM version WHERE text=?1)",
	                        text, err) < 0)
		return -1;
	return run_for(s,
	               "DELETE FROM work WHERE id=?1 AND NOT pinned AND NOT EXISTS "
	               "(SELECT 1 FROM text WHERE work=?1)",
	               work, err);
}

static int drop(struct store *s, int64_t version, struct err *err)
{
	sqlite3_stmt *q = store_prepare_kept(s, "SELECT text FROM version WHERE id=?1", err);
	char name[STORE_CLAIM_NAME];
	int64_t text;

	if (q)
		sqlite3_bind_int64(q, 1, version);
	text = store_number(s, q, err);
	if (text < 0 || (text && store_unindex(s, version, err) < 0))
		return -1;
	if (run_for(s, "DELETE FROM chunk WHERE id BETWEEN ?1 << 16 AND (?1 << 16) + 65535",
	            version, err) < 0 ||
	    run_for(s, "DELETE FROM version WHERE id=?1", version, err) < 0)
		return -1;
	store_claim_name(version, name);
	store_lease_give(s, name);
	return text ? store_drop_text(s, text, err) : 0;
}

int store_drop_version(struct store *s, int64_t version, struct err *err)
{
	if (store_exec(s, "SAVEPOINT dropping", err) < 0)
		return -1;
	if (drop(s, version, err) == 0 && store_exec(s, "RELEASE dropping", err) == 0)
		return 0;
	sqlite3_exec(s->db, "ROLLBACK TO dropping; RELEASE dropping", NULL, NULL, NULL);
	return -1;
}

void store_abort(struct store_incoming *in)
{
	if (!in)
		return;
	if (in->version)
		store_drop_version(in->s, in->version, NULL);
	store_incoming_free(in);
}
