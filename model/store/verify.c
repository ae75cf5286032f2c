/* SPDX-License-Identifier: ISC */
/* A store looked over: its pages, its bytes, its documents. */
#include "config.h"

#include "model/store/verify.h"

#include "model/base/messages.h"
#include "model/store/incoming.h"
#include "model/store/index.h"
#include "model/store/packed.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct look {
	struct store *s;
	const struct store_verify_watch *watch;
	struct store_verify_counts *n;
	struct store_index_check *index;
	int64_t version; /* at hand; 0: none */
	struct err *err;
};

/* One version at hand. */
struct seen {
	int64_t id, text;
	struct store_pieces pieces;
	struct store_packed doc; /* as it lies in the row */
	char *docfile;           /* plain, where it unpacks */
	const void *sha;         /* NULL when it has none of the right length */
	bool whole, page;        /* page: one of palais' own, which has no bytes */
	char what[500];
};

bool store_fault_of_index(enum store_fault_kind kind)
{
	return kind == FAULT_INDEXED || kind == FAULT_SEARCH;
}

static void report(struct look *l, enum store_fault_kind kind, const char *what, const char *why)
{
	struct store_fault fault = {kind, what, why, l->version};

	l->n->faults++;
	l->n->index_faults += store_fault_of_index(kind);
	l->watch->fault(&fault, l->watch->payload);
}

static void tick(void *payload)
{
	struct look *l = payload;

	if (l->watch->progress)
		l->watch->progress(l->n, l->watch->payload);
}

/* 1 a row; 0 the end, also where the file is damaged, which is told; -1. A store is read
 * to its end, however long that takes. */
static int step(struct look *l, sqlite3_stmt *q, const char *what)
{
	int rc;

	l->s->steps_left = INT64_MAX;
	rc = sqlite3_step(q);
	if (rc == SQLITE_ROW || rc == SQLITE_DONE)
		return rc == SQLITE_ROW;
	if ((rc & 0xff) != SQLITE_CORRUPT)
		return store_fail(l->s, l->err);
	report(l, FAULT_FILE, what, sqlite3_errmsg(l->s->db));
	return 0;
}

/* That a store could not be looked over is no fault of it. */
static int lacks_memory(struct look *l)
{
	return err_set(l->err, ERR_FAILED, "%s: out of memory", l->s->path);
}

/* -- SQLite's own ----------------------------------------------------------- */

/* How its check says that it had none: "Page 7: unable to get the page. error code=7". */
#define NO_MEMORY "error code=7"

/* What SQLite says of the whole file, or of one of its tables: 0, 1 when it broke off, -1. */
static int check_with(struct look *l, const char *sql)
{
	sqlite3_stmt *q = store_prepare(l->s, sql, NULL);
	int rc = SQLITE_ERROR;

	l->s->steps_left = INT64_MAX;
	while (q && (rc = sqlite3_step(q)) == SQLITE_ROW) {
		const char *why = store_column(q, 0);

		if (strstr(why, NO_MEMORY)) {
			rc = SQLITE_NOMEM;
			break;
		}
		/* newer ones look into the index as well, which can be made anew */
		if (strcmp(why, "ok") != 0)
			report(l, strstr(why, "FTS5 table") ? FAULT_SEARCH : FAULT_FILE, "", why);
		l->s->steps_left = INT64_MAX;
	}
	sqlite3_finalize(q);
	if (rc == SQLITE_NOMEM)
		return lacks_memory(l);
	return rc == SQLITE_DONE ? 0 : rc == SQLITE_INTERRUPT ? -1 : 1;
}

static int check_tables(struct look *l)
{
	sqlite3_stmt *q = store_prepare(l->s,
	                                "SELECT printf('PRAGMA integrity_check(%Q)', name) FROM "
	                                "sqlite_schema WHERE type='table' AND rootpage>0",
	                                l->err);
	int rc;

	if (!q)
		return -1;
	while ((rc = step(l, q, "")) > 0) {
		int one = check_with(l, store_column(q, 0));

		if (one > 0)
			report(l, FAULT_FILE, "", sqlite3_errmsg(l->s->db));
		if (one < 0) {
			rc = -1;
			break;
		}
	}
	sqlite3_finalize(q);
	return rc;
}

/* FTS5 looks over an index as it was when this connection last opened it: what another has
 * written since would be called malformed. So each is opened first. How that ends is for the
 * check to say, but for want of memory. */
static int open_indexes(struct look *l)
{
	static const char *const rows[] = {"SELECT 1 FROM search LIMIT 1",
	                                   "SELECT 1 FROM titles LIMIT 1"};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		l->s->steps_left = INT64_MAX;
		if (sqlite3_exec(l->s->db, rows[i], NULL, NULL, NULL) == SQLITE_NOMEM)
			return lacks_memory(l);
	}
	return 0;
}

/* Newer ones open the index for that, and one that does not open ends it all: then the tables
 * are looked at one by one, and where these are good it was the index. */
static int check_pages(struct look *l)
{
	int64_t faults = l->n->faults;
	int rc = open_indexes(l);

	if (rc == 0)
		rc = check_with(l, "PRAGMA integrity_check");
	if (rc <= 0)
		return rc;
	rc = check_tables(l);
	if (rc != 0 || l->n->faults != faults)
		return rc;
	/* what only lacked memory to be opened is well when it is asked again */
	rc = check_with(l, "PRAGMA integrity_check");
	if (rc > 0)
		report(l, FAULT_SEARCH, "", _("the search index cannot be read"));
	return rc < 0 ? -1 : 0;
}

static int check_references(struct look *l)
{
	sqlite3_stmt *q = store_prepare(l->s, "PRAGMA foreign_key_check", l->err);
	char why[400];
	int rc;

	if (!q)
		return -1;
	while ((rc = step(l, q, "")) > 0) {
		/* TRANSLATORS: names of two tables of the store, between them a number */
		snprintf(why, sizeof why, _("%1$.60s, row %2$lld: there is no such row in %3$.60s"),
		         store_column(q, 0), (long long)sqlite3_column_int64(q, 1),
		         store_column(q, 2));
		report(l, FAULT_REFERENCE, "", why);
	}
	sqlite3_finalize(q);
	return rc;
}

/* -- bytes ------------------------------------------------------------------- */

struct bytes {
	SHA2_CTX hash;
	int64_t size, pieces;
	int64_t last; /* length of the last piece */
	bool gap;
};

/* What is wrong with where a piece stands: "" when nothing is. */
static void judge_place(const struct bytes *b, int64_t number, char why[300])
{
	*why = '\0';
	if (number != b->pieces)
		snprintf(why, 300, _("piece %lld of its bytes is missing"), (long long)b->pieces);
	else if (b->pieces && b->last != STORE_CHUNK)
		snprintf(why, 300, _("length of piece %1$lld: %2$lld in place of %3$d"),
		         (long long)b->pieces - 1, (long long)b->last, STORE_CHUNK);
}

/* The piece as it came, borrowed; NULL when it does not unpack. */
static const char *plain_piece(struct look *l, const struct seen *v, int64_t number,
                               const char *bytes, int64_t *len)
{
	struct store_packing *k;

	if (!v->pieces.packed)
		return bytes;
	k = v->docfile ? store_packing(l->s, NULL) : NULL;
	if (!k ||
	    store_unpack_piece(l->s, &v->pieces, number, bytes, (size_t)*len, k->plain, NULL) < 0)
		return NULL;
	*len = store_piece_size(&v->pieces, number);
	return k->plain;
}

static void take_piece(struct look *l, const struct seen *v, sqlite3_stmt *q, struct bytes *b)
{
	int64_t number = sqlite3_column_int64(q, 0), len = sqlite3_column_bytes(q, 1);
	const char *plain = plain_piece(l, v, number, sqlite3_column_blob(q, 1), &len);
	char why[300];

	judge_place(b, number, why);
	if (!*why && !plain && len)
		snprintf(why, sizeof why, _("piece %lld of its bytes does not unpack"),
		         (long long)number);
	if (*why && !b->gap) {
		report(l, FAULT_GAP, v->what, why);
		b->gap = true;
	}
	if (plain)
		SHA256Update(&b->hash, (const uint8_t *)plain, (size_t)len);
	b->size += len;
	b->last = len;
	b->pieces = number + 1;
	tick(l);
}

/* What was read against what is said of it. */
static void compare_bytes(struct look *l, const struct seen *v, struct bytes *b)
{
	uint8_t sha[SHA256_DIGEST_LENGTH];
	char why[300];

	if (b->gap)
		return;
	if (b->size < v->pieces.size && b->pieces * STORE_CHUNK < v->pieces.size &&
	    (!b->pieces || b->last == STORE_CHUNK)) {
		snprintf(why, sizeof why, _("piece %lld of its bytes is missing"),
		         (long long)b->pieces);
		report(l, FAULT_GAP, v->what, why);
		return;
	}
	if (b->size != v->pieces.size) {
		snprintf(why, sizeof why, _("bytes: %1$lld in place of %2$lld"), (long long)b->size,
		         (long long)v->pieces.size);
		report(l, FAULT_SIZE, v->what, why);
		return;
	}
	SHA256Final(sha, &b->hash);
	if (v->sha && memcmp(sha, v->sha, sizeof sha) != 0)
		report(l, FAULT_HASH, v->what, _("its bytes are not those that came (SHA-256)"));
	else if (!v->sha && v->whole)
		report(l, FAULT_HASH, v->what, _("it has no SHA-256 of its bytes"));
}

static int check_bytes(struct look *l, const struct seen *v)
{
	sqlite3_stmt *q = store_prepare_kept(l->s,
	                                     "SELECT id & 65535, bytes FROM chunk WHERE id BETWEEN "
	                                     "?1 << 16 AND (?1 << 16) + 65535 ORDER BY id",
	                                     l->err);
	struct bytes b = {.size = 0};
	int rc;

	if (!q)
		return -1;
	SHA256Init(&b.hash);
	sqlite3_bind_int64(q, 1, v->id);
	while ((rc = step(l, q, v->what)) > 0)
		take_piece(l, v, q, &b);
	store_release(q);
	l->n->bytes += b.size;
	if (rc == 0 && !((v->page || v->pieces.absent) && !b.size))
		compare_bytes(l, v, &b);
	return rc;
}

static int check_loose(struct look *l)
{
	sqlite3_stmt *q = store_prepare(l->s,
	                                "SELECT id >> 16, sum(length(bytes)) FROM chunk WHERE "
	                                "id >> 16 NOT IN (SELECT id FROM version) GROUP BY 1",
	                                l->err);
	char why[300];
	int rc;

	if (!q)
		return -1;
	while ((rc = step(l, q, "")) > 0) {
		snprintf(why, sizeof why, _("bytes of version %2$lld, which is not there: %1$lld"),
		         (long long)sqlite3_column_int64(q, 1),
		         (long long)sqlite3_column_int64(q, 0));
		report(l, FAULT_LOOSE, "", why);
	}
	sqlite3_finalize(q);
	return rc;
}

/* -- documents --------------------------------------------------------------- */

/* The hash of a page of palais' own is that of its docfile. */
static void compare_page(struct look *l, const struct seen *v)
{
	uint8_t sha[SHA256_DIGEST_LENGTH];
	SHA2_CTX hash;

	SHA256Init(&hash);
	SHA256Update(&hash, (const uint8_t *)v->docfile, (size_t)v->doc.plain);
	SHA256Final(sha, &hash);
	if (!v->sha || memcmp(sha, v->sha, sizeof sha) != 0)
		report(l, FAULT_HASH, v->what, _("its bytes are not those that came (SHA-256)"));
}

/* Without err too: it does not unpack. */
static int unpack_document(struct look *l, struct seen *v)
{
	struct err why = {0};

	v->docfile = store_unpack_docfile(l->s, &v->doc, &why);
	if (v->docfile || why.code == ERR_STORE)
		return 0;
	if (l->err)
		*l->err = why;
	return -1;
}

static int check_document(struct look *l, struct seen *v)
{
	struct err why = {0};
	struct doc *doc;
	int rc = 0;

	if (unpack_document(l, v) < 0)
		return -1;
	errno = 0;
	doc = v->docfile ? doc_read(v->docfile, (size_t)v->doc.plain, &why) : NULL;
	if (v->docfile && !doc && errno == ENOMEM)
		return lacks_memory(l);
	if (!v->docfile)
		report(l, FAULT_DOCUMENT, v->what, _("its document does not unpack"));
	else if (!doc)
		report(l, FAULT_DOCUMENT, v->what, why.text);
	else if (v->page)
		compare_page(l, v);
	l->n->documents += doc != NULL;
	if (v->text)
		rc = store_index_check_doc(l->index, v->text, v->id, doc, l->err);
	doc_free(doc);
	return rc;
}

/* -- versions ---------------------------------------------------------------- */

static void see(struct seen *v, sqlite3_stmt *q)
{
	const char *key = store_column(q, 7);

	v->id = sqlite3_column_int64(q, 0);
	v->text = sqlite3_column_int64(q, 1);
	v->sha = sqlite3_column_bytes(q, 2) == SHA256_DIGEST_LENGTH ? sqlite3_column_blob(q, 2)
	                                                            : NULL;
	v->pieces = (struct store_pieces){.version = v->id,
	                                  .size = sqlite3_column_int64(q, 3),
	                                  .packed = sqlite3_column_int(q, 13) == STORE_PACKED,
	                                  .absent = sqlite3_column_int(q, 13) == STORE_ABSENT,
	                                  .dictionary = sqlite3_column_int64(q, 14)};
	v->whole = sqlite3_column_int(q, 4);
	v->page = v->whole && !v->pieces.size && !sqlite3_column_int(q, 6) &&
	          !strcmp(store_column(q, 5), "text/x-docfile");
	v->doc = (struct store_packed){v->id, sqlite3_column_blob(q, 10),
	                               (size_t)sqlite3_column_bytes(q, 10),
	                               sqlite3_column_int64(q, 11), sqlite3_column_int64(q, 12)};
	if (!*key)
		key = store_column(q, 9);
	/* TRANSLATORS: a symbol or address, its language, a number */
	snprintf(v->what, sizeof v->what, _("%1$.300s %2$.20s, version %3$lld"), key,
	         store_column(q, 8), (long long)v->id);
}

/* Its document first, behind which its bytes may be packed. */
static int check_parts(struct look *l, struct seen *v, bool has_document)
{
	if (has_document && check_document(l, v) < 0)
		return -1;
	tick(l);
	v->pieces.docfile = v->docfile;
	v->pieces.docfile_len = v->docfile ? (size_t)v->doc.plain : 0;
	return check_bytes(l, v);
}

static int check_version(struct look *l, sqlite3_stmt *q)
{
	struct seen v = {0};
	int rc;

	see(&v, q);
	l->version = v.id;
	l->n->looked++;
	l->n->versions += v.whole;
	l->n->parts += !v.whole;
	if (v.whole && !v.text)
		report(l, FAULT_REFERENCE, v.what, _("it belongs to no text"));
	/* a piece of which no document could be made has none */
	rc = check_parts(l, &v, v.whole || sqlite3_column_type(q, 10) != SQLITE_NULL);
	free(v.docfile);
	l->version = 0;
	return rc;
}

static int check_versions(struct look *l)
{
	sqlite3_stmt *q = store_prepare(l->s,
	                                "SELECT v.id, v.text, v.sha256, v.size, v.whole, v.type, "
	                                "v.parser, w.key, t.lang, v.asked, v.doc, v.doc_size, "
	                                "v.doc_dictionary, v.packed, v.dictionary "
	                                "FROM version v LEFT JOIN text t ON t.id = v.text "
	                                "LEFT JOIN work w ON w.id = t.work "
	                                "WHERE max(v.fetched, v.checked) >= ?1 ORDER BY v.id",
	                                l->err);
	int rc;

	if (!q)
		return -1;
	sqlite3_bind_int64(q, 1, l->watch->since ? l->watch->since : INT64_MIN);
	while ((rc = step(l, q, "")) > 0)
		if (check_version(l, q) < 0) {
			rc = -1;
			break;
		}
	sqlite3_finalize(q);
	return rc;
}

/* -- the search index -------------------------------------------------------- */

static void index_fault(int kind, int64_t text, const char *why, void *payload)
{
	struct look *l = payload;
	sqlite3_stmt *q = text ? store_prepare(l->s,
	                                       "SELECT w.key, t.lang FROM text t "
	                                       "JOIN work w ON w.id = t.work WHERE t.id = ?1",
	                                       NULL)
	                       : NULL;
	char what[500] = "";

	if (q) {
		sqlite3_bind_int64(q, 1, text);
		if (sqlite3_step(q) == SQLITE_ROW)
			snprintf(what, sizeof what, "%.300s %.20s", store_column(q, 0),
			         store_column(q, 1));
		sqlite3_finalize(q);
	}
	report(l, kind, what, why);
}

static int count_versions(struct look *l)
{
	sqlite3_stmt *q = store_prepare(
		l->s, "SELECT count(*) FROM version WHERE max(fetched, checked) >= ?1", l->err);
	int rc;

	if (!q)
		return -1;
	sqlite3_bind_int64(q, 1, l->watch->since ? l->watch->since : INT64_MIN);
	rc = step(l, q, "");
	if (rc > 0)
		l->n->all = sqlite3_column_int64(q, 0);
	sqlite3_finalize(q);
	return rc < 0 ? -1 : 0;
}

static int check_all(struct look *l)
{
	if (count_versions(l) < 0)
		return -1;
	if (check_pages(l) < 0 || check_references(l) < 0)
		return -1;
	l->index = store_index_check_new(l->s, l->err);
	if (!l->index)
		return -1;
	l->n->texts = store_index_check_texts(l->index);
	if (check_versions(l) < 0 || check_loose(l) < 0)
		return -1;
	return store_index_check_end(l->index, index_fault, tick, l, l->err);
}

/* What the search index is compared with is a table of this connection alone, which goes
 * with the transaction. */
int store_verify(struct store *s, const struct store_verify_watch *watch,
                 struct store_verify_counts *counts, struct err *err)
{
	struct err why = {0};
	struct look l = {.s = s, .watch = watch, .n = counts, .err = &why};
	int rc;

	memset(counts, 0, sizeof *counts);
	if (store_exec(s, "BEGIN", err) < 0)
		return -1;
	store_look_over(s, true);
	rc = check_all(&l);
	store_index_check_free(l.index);
	sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
	store_look_over(s, false);
	/* so damaged that a question cannot even be asked: a fault that is found as well */
	if (rc < 0 && why.code == ERR_STORE) {
		report(&l, FAULT_FILE, "", why.text);
		return 0;
	}
	if (rc < 0 && err)
		*err = why;
	return rc;
}
