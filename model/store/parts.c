/* SPDX-License-Identifier: ISC */
/* Parts: what is there of downloads that broke off. */
#include "config.h"

#include "model/store/parts.h"

#include "model/base/header.h"
#include "model/store/incoming.h"
#include "model/store/lease.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PART_COLUMNS \
	"id, asked, url, type, coding, charset, etag, last_modified, headers, origin_date, size, " \
	"fetched, cuts, doc IS NOT NULL, " \
	"(SELECT w.key FROM text t JOIN work w ON w.id = t.work WHERE t.id = version.text), " \
	"(SELECT lang FROM text WHERE id = version.text) "

void store_part_done(struct store_part *p)
{
	free(p->asked);
	free(p->key);
	free(p->lang);
	free(p->url);
	free(p->type);
	free(p->coding);
	free(p->charset);
	free(p->etag);
	free(p->last_modified);
	free(p->headers);
	memset(p, 0, sizeof *p);
}

/* Who has claimed it: 1 with the holder, 0 nobody, -1 err. */
static int holder_of(struct store *s, int64_t id, struct store_lease_holder *holder,
                     struct err *err)
{
	char name[STORE_CLAIM_NAME];

	store_claim_name(id, name);
	return store_lease_holder(s, name, holder, err);
}

static int fill(struct store *s, struct store_part *p, sqlite3_stmt *q, struct err *err)
{
	char **strings[] = {&p->asked,   &p->url,  &p->type,          &p->coding,
	                    &p->charset, &p->etag, &p->last_modified, &p->headers};
	char **names[] = {&p->key, &p->lang};
	struct store_lease_holder holder;
	bool whole = true;
	int held;

	memset(p, 0, sizeof *p);
	p->id = sqlite3_column_int64(q, 0);
	for (size_t i = 0; i < sizeof strings / sizeof *strings; i++)
		whole = (*strings[i] = strdup(store_column(q, 1 + (int)i))) && whole;
	p->origin_date = sqlite3_column_int64(q, 9);
	p->size = sqlite3_column_int64(q, 10);
	p->fetched = sqlite3_column_int64(q, 11);
	p->cuts = sqlite3_column_int(q, 12);
	p->readable = sqlite3_column_int(q, 13);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		whole = (*names[i] = strdup(store_column(q, 14 + (int)i))) && whole;
	if (!whole)
		return err_set(err, ERR_FAILED, "%s: out of memory", s->path);
	p->expected = header_whole_size(p->headers);
	if (p->expected < p->size)
		p->expected = -1;
	held = holder_of(s, p->id, &holder, err);
	p->held = held > 0;
	return held < 0 ? -1 : 0;
}

int store_part_find(struct store *s, const char *asked, struct store_part *part, struct err *err)
{
	sqlite3_stmt *q = store_prepare(s,
	                                "SELECT " PART_COLUMNS "FROM version WHERE asked=?1 "
	                                "AND asked<>'' AND NOT whole "
	                                "ORDER BY place DESC, id DESC",
	                                err);
	int rc = SQLITE_DONE, found = 0;

	memset(part, 0, sizeof *part);
	if (!q)
		return -1;
	store_bind(q, 1, asked);
	while (!found && (rc = sqlite3_step(q)) == SQLITE_ROW) {
		found = fill(s, part, q, err) < 0 ? -1 : !part->held;
		if (found != 1)
			store_part_done(part);
	}
	if (!found && rc != SQLITE_DONE)
		found = store_fail(s, err);
	sqlite3_finalize(q);
	return found;
}

int store_each_part(struct store *s, int (*each)(const struct store_part *, void *), void *payload,
                    struct err *err)
{
	sqlite3_stmt *q = store_prepare(s,
	                                "SELECT " PART_COLUMNS "FROM version WHERE NOT whole "
	                                "ORDER BY place DESC, id DESC",
	                                err);
	int rc = SQLITE_DONE, stop = 0;

	if (!q)
		return -1;
	while (!stop && (rc = sqlite3_step(q)) == SQLITE_ROW) {
		struct store_part p;

		stop = fill(s, &p, q, err) < 0 ? -1 : each(&p, payload);
		store_part_done(&p);
	}
	if (!stop && rc != SQLITE_DONE)
		stop = store_fail(s, err);
	sqlite3_finalize(q);
	return stop < 0 ? -1 : 0;
}

int store_parts_total(struct store *s, int64_t *count, int64_t *bytes, struct err *err)
{
	return store_pair(s, "SELECT count(*), coalesce(sum(size), 0) FROM version WHERE NOT whole",
	                  count, bytes, err);
}

/* -- claims --------------------------------------------------------------- */

static int is_part(struct store *s, int64_t id, struct err *err)
{
	sqlite3_stmt *q = store_prepare(s, "SELECT 1 FROM version WHERE id=?1 AND NOT whole", err);

	if (q)
		sqlite3_bind_int64(q, 1, id);
	return (int)store_number(s, q, err);
}

int store_part_claim(struct store *s, int64_t id, struct err *err)
{
	int rc;

	if (store_exec(s, "BEGIN IMMEDIATE", err) < 0)
		return -1;
	rc = is_part(s, id, err);
	if (rc > 0)
		rc = store_claim(s, id, err);
	if (rc > 0 && store_exec(s, "COMMIT", err) == 0)
		return 1;
	sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
	return rc ? -1 : 0;
}

void store_part_release(struct store *s, int64_t id)
{
	char name[STORE_CLAIM_NAME];

	store_claim_name(id, name);
	store_lease_give(s, name);
}

int store_part_discard(struct store *s, int64_t id, struct err *err)
{
	struct store_lease_holder holder;
	int held = holder_of(s, id, &holder, err);

	if (held < 0)
		return -1;
	if ((held && (!holder.here || holder.pid != getpid())) || is_part(s, id, err) <= 0)
		return 0;
	return store_drop_version(s, id, err);
}

int store_part_set_cuts(struct store *s, int64_t id, int cuts, struct err *err)
{
	sqlite3_stmt *q =
		store_prepare(s, "UPDATE version SET cuts=?2 WHERE id=?1 AND NOT whole", err);

	if (!q)
		return -1;
	sqlite3_bind_int64(q, 1, id);
	sqlite3_bind_int(q, 2, cuts);
	return store_run(s, q, err);
}

/* -- going on -------------------------------------------------------------- */

/* One stored chunk into the hash, and into what is pending when it is not full. */
static int take_chunk(struct store_incoming *in, sqlite3_stmt *q, struct err *err)
{
	const void *bytes = sqlite3_column_blob(q, 1);
	size_t len = (size_t)sqlite3_column_bytes(q, 1);

	if (sqlite3_column_int64(q, 0) != in->chunks || in->pending.len || !len ||
	    len > STORE_CHUNK)
		return err_set(err, ERR_STORE, "%s: the bytes of a part are not as they should be",
		               in->s->path);
	SHA256Update(&in->hash, bytes, len);
	if (len == STORE_CHUNK) {
		in->chunks++;
		return 0;
	}
	buf_add(&in->pending, bytes, len);
	in->stored = len;
	return buf_ok(&in->pending) ? 0
	                            : err_set(err, ERR_FAILED, "%s: out of memory", in->s->path);
}

static int take_chunks(struct store_incoming *in, struct err *err)
{
	sqlite3_stmt *q = store_prepare(in->s,
	                                "SELECT id & 65535, bytes FROM chunk WHERE id BETWEEN "
	                                "?1 << 16 AND (?1 << 16) + 65535 ORDER BY id",
	                                err);
	int rc = SQLITE_DONE, bad = 0;

	if (!q)
		return -1;
	sqlite3_bind_int64(q, 1, in->version);
	while (!bad && (rc = sqlite3_step(q)) == SQLITE_ROW)
		bad = take_chunk(in, q, err);
	if (!bad && rc != SQLITE_DONE)
		bad = store_fail(in->s, err);
	sqlite3_finalize(q);
	return bad;
}

static int64_t stored_size(struct store *s, int64_t id, struct err *err)
{
	sqlite3_stmt *q =
		store_prepare(s, "SELECT size FROM version WHERE id=?1 AND NOT whole", err);

	if (q)
		sqlite3_bind_int64(q, 1, id);
	return store_number(s, q, err);
}

struct store_incoming *store_part_resume(struct store *s, int64_t id,
                                         const struct store_origin *origin, struct err *err)
{
	struct store_incoming *in = store_begin(s, origin, err);
	int64_t size;

	if (!in)
		return NULL;
	in->version = id;
	size = stored_size(s, id, err);
	if (size >= 0 && take_chunks(in, err) == 0) {
		if (store_incoming_size(in) == size && size) {
			in->claimed = true;
			return in;
		}
		err_set(err, ERR_STORE, "%s: the bytes of a part are not as they should be",
		        s->path);
	}
	store_incoming_free(in);
	return NULL;
}

static int set_origin(struct store_incoming *in, struct err *err)
{
	sqlite3_stmt *q =
		store_prepare(in->s,
	                      "UPDATE version SET url=?2, asked=?3, type=?4, coding=?5, "
	                      "charset=?6, etag=?7, last_modified=?8, headers=?9, "
	                      "origin_date=?10, cuts=?11, place=" STORE_NEXT_PLACE " WHERE id=?1",
	                      err);

	if (!q)
		return -1;
	sqlite3_bind_int64(q, 1, in->version);
	store_bind(q, 2, in->url);
	store_bind(q, 3, in->asked);
	store_bind(q, 4, in->type);
	store_bind(q, 5, in->coding);
	store_bind(q, 6, in->charset);
	store_bind(q, 7, in->etag);
	store_bind(q, 8, in->last_modified);
	store_bind(q, 9, in->headers);
	sqlite3_bind_int64(q, 10, in->origin_date);
	sqlite3_bind_int(q, 11, in->cuts);
	return store_run(in->s, q, err);
}

int64_t store_suspend(struct store_incoming *in, struct err *err)
{
	int64_t id = -1;

	if (store_incoming_flush(in, err) == 0) {
		id = in->version;
		if (id && (set_origin(in, err) < 0 ||
		           (in->instead && store_drop_version(in->s, in->instead, err) < 0)))
			id = -1;
	}
	store_incoming_free(in);
	return id;
}

/* -- hosts ------------------------------------------------------------------ */

int store_host_ranges(struct store *s, const char *host)
{
	sqlite3_stmt *q = store_prepare(s, "SELECT ranges FROM host WHERE name=?1", NULL);
	int ranges = 0;

	if (!q)
		return 0;
	store_bind(q, 1, host);
	if (sqlite3_step(q) == SQLITE_ROW)
		ranges = sqlite3_column_int(q, 0);
	sqlite3_finalize(q);
	return ranges;
}

int store_host_set_ranges(struct store *s, const char *host, int ranges, struct err *err)
{
	sqlite3_stmt *q = store_prepare(s,
	                                "INSERT INTO host(name, ranges) VALUES(?1,?2) "
	                                "ON CONFLICT(name) DO UPDATE SET ranges=excluded.ranges "
	                                "WHERE ranges<>excluded.ranges",
	                                err);

	if (!q)
		return -1;
	store_bind(q, 1, host);
	sqlite3_bind_int(q, 2, ranges);
	return store_run(s, q, err);
}
