/* SPDX-License-Identifier: ISC */
/* Dictionaries, and what is packed behind them later than it came. */
#include "config.h"

#include "model/store/repack.h"

#include "model/base/url.h"
#include "model/store/packed.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Plain bytes of a kind before it gets a dictionary, which is a tenth of that; and how many
 * times more before it gets another. */
#define DUE 1048576
#define DUE_AGAIN 16
/* Of these so many are learnt from, and of each version so many. */
#define SAMPLES (2u * DUE)
#define SAMPLE 131072u
#define SAMPLE_COUNT 512u

/* Versions that are packed in one transaction. */
#define BATCH 32
/* Pages of the search index that are merged in one transaction. */
#define MERGE "500"

#define DOCFILES "docfile "

/* -- kinds --------------------------------------------------------------------- */

bool store_is_coded(const char *coding)
{
	return *coding && strcmp(coding, "identity") != 0;
}

void store_kinds_of(const struct doc *doc, const char *lang, const char *url,
                    struct store_kinds *kinds)
{
	struct url_part host = url_host(url);
	const char *format = doc_fact(doc, DOC_FORMAT);

	snprintf(kinds->docfile, sizeof kinds->docfile, DOCFILES "%.20s", lang);
	snprintf(kinds->bytes, sizeof kinds->bytes, "bytes %.40s %.*s", format,
	         (int)(host.len < 120 ? host.len : 120), host.at);
}

static bool is_of_docfiles(const char *kind)
{
	return !strncmp(kind, DOCFILES, sizeof DOCFILES - 1);
}

int64_t store_kind_dictionary(struct store *s, const char *kind, struct err *err)
{
	sqlite3_stmt *q = store_prepare_kept(s,
	                                     "SELECT d.id FROM kind k JOIN dictionary d "
	                                     "ON d.id=k.dictionary WHERE k.name=?1",
	                                     err);
	int64_t id = 0;
	int rc;

	if (!q)
		return -1;
	store_bind(q, 1, kind);
	rc = sqlite3_step(q);
	if (rc == SQLITE_ROW)
		id = sqlite3_column_int64(q, 0);
	else if (rc != SQLITE_DONE)
		id = store_fail(s, err);
	store_release(q);
	return id;
}

static int step_kept(struct store *s, sqlite3_stmt *q, struct err *err)
{
	int rc = sqlite3_step(q) == SQLITE_DONE ? 0 : store_fail(s, err);

	store_release(q);
	return rc;
}

static int wait_for_dictionary(struct store *s, const char *kind, int64_t version, struct err *err)
{
	sqlite3_stmt *q = store_prepare_kept(
		s, "INSERT OR IGNORE INTO unpacked(version, kind) VALUES(?1, ?2)", err);

	if (!q)
		return -1;
	sqlite3_bind_int64(q, 1, version);
	store_bind(q, 2, kind);
	return step_kept(s, q, err);
}

int store_kind_came(struct store *s, const char *kind, int64_t version, int64_t bytes,
                    int64_t dictionary, struct err *err)
{
	sqlite3_stmt *q =
		store_prepare_kept(s,
	                           "INSERT INTO kind(name, bytes, due) VALUES(?1, ?2, ?3) "
	                           "ON CONFLICT(name) DO UPDATE SET bytes=bytes+?2",
	                           err);

	if (!q)
		return -1;
	store_bind(q, 1, kind);
	sqlite3_bind_int64(q, 2, bytes);
	sqlite3_bind_int64(q, 3, DUE);
	if (step_kept(s, q, err) < 0)
		return -1;
	return dictionary ? 0 : wait_for_dictionary(s, kind, version, err);
}

/* -- a version anew --------------------------------------------------------------- */

int store_repack_docfile(struct store *s, int64_t version, int64_t dictionary, struct err *err)
{
	struct buf plain = {0}, out;
	sqlite3_stmt *q;
	int rc = -1;

	plain.bytes = store_docfile(s, version, &plain.len, err);
	if (!plain.bytes)
		return -1;
	buf_init(&out, DOC_MAX + DOC_MAX / 8);
	if (store_pack_docfile(s, dictionary, &plain, &out, err) == 0) {
		q = store_prepare_kept(
			s, "UPDATE version SET doc=?2, doc_dictionary=?3 WHERE id=?1", err);
		if (q) {
			sqlite3_bind_int64(q, 1, version);
			sqlite3_bind_blob(q, 2, out.bytes, (int)out.len, SQLITE_STATIC);
			sqlite3_bind_int64(q, 3, dictionary);
			rc = step_kept(s, q, err);
			sqlite3_clear_bindings(q);
		}
	}
	buf_done(&out);
	free(plain.bytes);
	return rc;
}

static int repack_bytes(struct store *s, int64_t version, int64_t dictionary, struct err *err)
{
	struct store_pieces p = {.version = version};
	char *docfile;
	int rc = store_pieces_of(s, &p, err);

	if (rc <= 0)
		return rc;
	docfile = store_docfile(s, version, &p.docfile_len, err);
	if (!docfile)
		return -1;
	p.docfile = docfile;
	rc = store_pack_bytes(s, &p, dictionary, err);
	free(docfile);
	return rc;
}

/* Either all of what `change` does for a version or nothing of it: what is damaged stays as
 * it is, and verify tells. 1 done, 0 not, -1 when nothing can be done. */
static int for_itself(struct store *s, int64_t version,
                      int (*change)(struct store *, int64_t, void *), void *payload,
                      struct err *err)
{
	int done;

	if (store_exec(s, "SAVEPOINT packing", err) < 0)
		return -1;
	done = change(s, version, payload) >= 0;
	if (!done && store_exec(s, "ROLLBACK TO packing", err) < 0)
		return -1;
	return store_exec(s, "RELEASE packing", err) < 0 ? -1 : done;
}

/* -- learning ---------------------------------------------------------------------- */

struct learning {
	const char *kind;
	int64_t had, dictionary; /* the one so far; the new one */
	struct buf samples;
	VEC(size_t) sizes;
	VEC(int64_t) versions;
};

static int sample_docfile(struct store *s, int64_t version, struct learning *l)
{
	size_t len = 0;
	char *docfile = store_docfile(s, version, &len, NULL);

	if (len > SAMPLE)
		len = SAMPLE;
	if (docfile)
		buf_add(&l->samples, docfile, len);
	free(docfile);
	return docfile ? (int)len : 0;
}

static int sample_bytes(struct store *s, int64_t version, struct learning *l)
{
	size_t got = 0;
	long n = 1;

	while (n > 0 && got < SAMPLE) {
		char *room = buf_room(&l->samples, STORE_CHUNK);

		n = room ? store_bytes(s, version, got, room, STORE_CHUNK, NULL) : 0;
		if (n > 0) {
			buf_grown(&l->samples, (size_t)n);
			got += (size_t)n;
		}
	}
	return (int)got;
}

/* The versions that wait for the dictionary; or, where there is one, the newest behind it. */
static int list_versions(struct store *s, struct learning *l, struct err *err)
{
	static const char queued[] = "SELECT version FROM unpacked WHERE kind=?2 AND ?1=0 "
				     "ORDER BY version DESC";
	static const char docfiles[] = "SELECT id FROM version WHERE doc_dictionary=?1 AND ?2<>'' "
				       "ORDER BY id DESC LIMIT 128";
	static const char bytes[] = "SELECT id FROM version WHERE dictionary=?1 AND ?2<>'' "
				    "ORDER BY id DESC LIMIT 128";
	sqlite3_stmt *q = store_prepare(s,
	                                !l->had                   ? queued
	                                : is_of_docfiles(l->kind) ? docfiles
	                                                          : bytes,
	                                err);
	int rc = SQLITE_DONE, full = 0;

	if (!q)
		return -1;
	sqlite3_bind_int64(q, 1, l->had);
	store_bind(q, 2, l->kind);
	while (!full && (rc = sqlite3_step(q)) == SQLITE_ROW)
		full = vec_push(&l->versions, sqlite3_column_int64(q, 0));
	if (full)
		err_set(err, ERR_FAILED, "%s: out of memory", s->path);
	else if (rc != SQLITE_DONE)
		full = store_fail(s, err);
	sqlite3_finalize(q);
	return full;
}

static int take_samples(struct store *s, struct learning *l)
{
	bool docfiles = is_of_docfiles(l->kind);

	for (size_t i = 0; i < l->versions.count && l->sizes.count < SAMPLE_COUNT &&
	                   l->samples.len < SAMPLES - SAMPLE;
	     i++) {
		int n = docfiles ? sample_docfile(s, l->versions.at[i], l)
		                 : sample_bytes(s, l->versions.at[i], l);

		if (n > 0 && vec_push(&l->sizes, (size_t)n) < 0)
			return -1;
	}
	return buf_ok(&l->samples) ? 0 : -1;
}

static int keep_dictionary(struct store *s, struct learning *l, const struct buf *bytes,
                           struct err *err)
{
	sqlite3_stmt *q =
		store_prepare(s, "INSERT INTO dictionary(kind, bytes) VALUES(?1, ?2)", err);

	if (!q)
		return -1;
	store_bind(q, 1, l->kind);
	sqlite3_bind_blob(q, 2, bytes->bytes, (int)bytes->len, SQLITE_STATIC);
	if (store_run(s, q, err) < 0)
		return -1;
	l->dictionary = sqlite3_last_insert_rowid(s->db);
	return 0;
}

static int set_kind(struct store *s, const struct learning *l, struct err *err)
{
	sqlite3_stmt *q =
		store_prepare(s, "UPDATE kind SET dictionary=?2, due=bytes*?3 WHERE name=?1", err);

	if (!q)
		return -1;
	store_bind(q, 1, l->kind);
	sqlite3_bind_int64(q, 2, l->dictionary);
	sqlite3_bind_int64(q, 3, l->dictionary == l->had ? 2 : DUE_AGAIN);
	return store_run(s, q, err);
}

static int change_waiting(struct store *s, int64_t version, void *payload)
{
	const struct learning *l = payload;

	return is_of_docfiles(l->kind) ? store_repack_docfile(s, version, l->dictionary, NULL)
	                               : repack_bytes(s, version, l->dictionary, NULL);
}

/* What waited is packed, and waits no more. */
static int pack_waiting(struct store *s, struct learning *l, struct err *err)
{
	sqlite3_stmt *q;

	for (size_t i = 0; !l->had && i < l->versions.count; i++)
		if (for_itself(s, l->versions.at[i], change_waiting, l, err) < 0)
			return -1;
	q = store_prepare(s, "DELETE FROM unpacked WHERE kind=?1", err);
	if (q)
		store_bind(q, 1, l->kind);
	return store_run(s, q, err);
}

static int learn(struct store *s, struct learning *l, struct err *err)
{
	size_t most = is_of_docfiles(l->kind) ? PACK_DICTIONARY : PACK_DICTIONARY_OF_BYTES;
	struct buf bytes;
	int rc = list_versions(s, l, err);

	l->dictionary = l->had;
	buf_init(&bytes, PACK_DICTIONARY);
	if (rc == 0 && take_samples(s, l) == 0 && l->sizes.count &&
	    pack_learn(l->samples.bytes, l->sizes.at, (unsigned)l->sizes.count, most, &bytes) == 0)
		rc = keep_dictionary(s, l, &bytes, err);
	buf_done(&bytes);
	if (rc == 0 && l->dictionary != l->had)
		rc = pack_waiting(s, l, err);
	return rc < 0 ? -1 : set_kind(s, l, err);
}

/* 1 with the dictionary that there is when it is time for another, 0, -1. */
static int is_due(struct store *s, const char *kind, int64_t *had)
{
	sqlite3_stmt *q = store_prepare_kept(
		s, "SELECT bytes >= due, dictionary FROM kind WHERE name=?1", NULL);
	int due = 0;

	if (!q)
		return -1;
	store_bind(q, 1, kind);
	if (sqlite3_step(q) == SQLITE_ROW) {
		due = sqlite3_column_int(q, 0);
		*had = sqlite3_column_int64(q, 1);
	}
	store_release(q);
	return due;
}

void store_kind_learn(struct store *s, const char *kind)
{
	struct learning l = {.kind = kind};

	if (is_due(s, kind, &l.had) <= 0 || store_exec(s, "BEGIN IMMEDIATE", NULL) < 0)
		return;
	buf_init(&l.samples, SAMPLES + SAMPLE + STORE_CHUNK);
	/* another program may have been quicker */
	if (is_due(s, kind, &l.had) <= 0 || learn(s, &l, NULL) < 0 ||
	    store_exec(s, "COMMIT", NULL) < 0) {
		sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
		/* what was learnt is not there, and its number may be another's */
		store_packing_free(s);
	}
	buf_done(&l.samples);
	vec_done(&l.sizes);
	vec_done(&l.versions);
}

void store_kind_learn_due(struct store *s)
{
	sqlite3_stmt *q;
	char name[sizeof((struct store_kinds *)0)->bytes] = "";

	for (;;) {
		bool more;

		q = store_prepare(
			s,
			"SELECT name FROM kind WHERE bytes>=due AND name>?1 ORDER BY name LIMIT 1",
			NULL);
		if (!q)
			return;
		store_bind(q, 1, name);
		more = sqlite3_step(q) == SQLITE_ROW;
		if (more)
			snprintf(name, sizeof name, "%s", store_column(q, 0));
		sqlite3_finalize(q);
		if (!more)
			return;
		store_kind_learn(s, name);
	}
}

/* -- what was kept before there was packing ----------------------------------------- */

struct old {
	int64_t version, size;
	struct store_kinds kinds;
	bool coded;
};

static int read_old(struct store *s, struct old *o)
{
	sqlite3_stmt *q =
		store_prepare_kept(s,
	                           "SELECT t.lang, v.url, v.coding, v.size FROM version v "
	                           "JOIN text t ON t.id=v.text WHERE v.id=?1",
	                           NULL);
	struct doc *doc = store_doc(s, o->version, NULL);
	bool found;

	if (!q || !doc) {
		doc_free(doc);
		return -1;
	}
	sqlite3_bind_int64(q, 1, o->version);
	found = sqlite3_step(q) == SQLITE_ROW;
	if (found) {
		store_kinds_of(doc, store_column(q, 0), store_column(q, 1), &o->kinds);
		o->coded = store_is_coded(store_column(q, 2));
		o->size = sqlite3_column_int64(q, 3);
	}
	store_release(q);
	doc_free(doc);
	return found ? 0 : -1;
}

static int64_t docfile_size(struct store *s, int64_t version)
{
	sqlite3_stmt *q = store_prepare(s, "SELECT doc_size FROM version WHERE id=?1", NULL);

	if (q)
		sqlite3_bind_int64(q, 1, version);
	return store_number(s, q, NULL);
}

static int change_old(struct store *s, int64_t version, void *payload)
{
	struct old o = {.version = version};
	int64_t dictionary;
	int rc;

	(void)payload;
	if (read_old(s, &o) < 0)
		return -1;
	dictionary = store_kind_dictionary(s, o.kinds.docfile, NULL);
	if (dictionary < 0 || store_repack_docfile(s, version, dictionary, NULL) < 0 ||
	    store_kind_came(s, o.kinds.docfile, version, docfile_size(s, version), dictionary,
	                    NULL) < 0)
		return -1;
	if (o.coded || !o.size)
		return 0;
	dictionary = store_kind_dictionary(s, o.kinds.bytes, NULL);
	rc = dictionary < 0 ? -1 : repack_bytes(s, version, dictionary, NULL);
	if (rc > 0)
		rc = store_kind_came(s, o.kinds.bytes, version, o.size, dictionary, NULL);
	return rc;
}

/* The next versions of the kind ''. */
static int next_old(struct store *s, int64_t at[BATCH], int most, struct err *err)
{
	sqlite3_stmt *q = store_prepare(
		s, "SELECT version FROM unpacked WHERE kind='' ORDER BY version LIMIT ?1", err);
	int n = 0, rc = SQLITE_DONE;

	if (!q)
		return -1;
	sqlite3_bind_int(q, 1, most < BATCH ? most : BATCH);
	while (n < BATCH && (rc = sqlite3_step(q)) == SQLITE_ROW)
		at[n++] = sqlite3_column_int64(q, 0);
	if (rc != SQLITE_DONE && rc != SQLITE_ROW)
		n = store_fail(s, err);
	sqlite3_finalize(q);
	return n;
}

static int pack_old(struct store *s, int64_t version, struct err *err)
{
	sqlite3_stmt *q;

	if (for_itself(s, version, change_old, NULL, err) < 0)
		return -1;
	q = store_prepare_kept(s, "DELETE FROM unpacked WHERE version=?1 AND kind=''", err);
	if (!q)
		return -1;
	sqlite3_bind_int64(q, 1, version);
	return step_kept(s, q, err);
}

/* One transaction: how many, -1. */
static int pack_batch(struct store *s, int most, struct err *err)
{
	int64_t at[BATCH] = {0};
	int n, rc = 0;

	if (store_exec(s, "BEGIN IMMEDIATE", err) < 0)
		return -1;
	n = next_old(s, at, most, err);
	for (int i = 0; rc == 0 && i < n; i++)
		rc = pack_old(s, at[i], err);
	if (n >= 0 && rc == 0 && store_exec(s, "COMMIT", err) == 0)
		return n;
	sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
	return -1;
}

static void learn_all(struct store *s)
{
	sqlite3_stmt *q = store_prepare(s, "SELECT name FROM kind WHERE bytes >= due", NULL);
	VEC(char *) kinds = {0};

	while (q && sqlite3_step(q) == SQLITE_ROW) {
		char *name = strdup(store_column(q, 0));

		if (!name || vec_push(&kinds, name) < 0)
			free(name);
	}
	sqlite3_finalize(q);
	for (size_t i = 0; i < kinds.count; i++) {
		store_kind_learn(s, kinds.at[i]);
		free(kinds.at[i]);
	}
	vec_done(&kinds);
}

static int64_t waiting(struct store *s, struct err *err)
{
	return store_number(s, store_prepare(s, "SELECT count(*) FROM unpacked WHERE kind=''", err),
	                    err);
}

/* Piece by piece in transactions of their own: FTS5 says that nothing is left to do by
 * changing fewer than two rows. */
static int merge_index(struct store *s, struct err *err)
{
	const char *step = "INSERT INTO search(search, rank) VALUES('merge', -" MERGE ")";
	int before;

	do {
		before = sqlite3_total_changes(s->db);
		if (store_exec(s, step, err) < 0)
			return -1;
		step = "INSERT INTO search(search, rank) VALUES('merge', " MERGE ")";
	} while (sqlite3_total_changes(s->db) - before >= 2);
	return 0;
}

int64_t store_pack(struct store *s, int64_t most, bool all, const struct store_pack_watch *watch,
                   struct err *err)
{
	int64_t left, done = 0;
	int n = 1;

	if (!s->writable)
		return err_set(err, ERR_DISK, "%s: may not be written", s->path);
	store_widen(s);
	left = waiting(s, err);
	if (left < 0)
		return -1;
	if (most && left > most)
		left = most;
	while (left > 0 && n > 0) {
		n = pack_batch(s, left < BATCH ? (int)left : BATCH, err);
		if (n < 0)
			return -1;
		learn_all(s);
		done += n;
		left -= n;
		if (watch && watch->progress)
			watch->progress(done, left, watch->payload);
	}
	if (all && (store_put_behind_newest(s, err) < 0 || merge_index(s, err) < 0 ||
	            store_shorten(s, true, err) < 0))
		return -1;
	return done;
}
