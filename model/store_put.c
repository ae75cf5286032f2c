/* Writing a store: what comes from outside becomes a version of a text. */
#include "config.h"

#include "model/store_int.h"

#include "model/symbol.h"
#include "model/text.h"
#include "model/url.h"

#include <sha2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#define CHUNK 65536

struct store_incoming {
	struct store *s;
	char *key, *url, *alias, *lang, *type, *coding, *charset, *etag, *last_modified, *headers;
	int64_t origin_date, size;
	int64_t version; /* the row, once there is one; else 0 */
	int chunks;      /* stored so far */
	SHA2_CTX hash;
	struct buf pending; /* less than a chunk */
};

static char *copy(const char *s)
{
	return strdup(s ? s : "");
}

struct store_incoming *store_begin(struct store *s, const struct store_origin *o,
                                   struct err *err)
{
	struct store_incoming *in;

	if (!s->writable) {
		err_set(err, ERR_FAILED, "%s: may not be written", s->path);
		return NULL;
	}
	in = calloc(1, sizeof *in);
	if (!in) {
		err_set(err, ERR_FAILED, "%s: out of memory", s->path);
		return NULL;
	}
	in->s = s;
	in->key = o->key ? copy(o->key) : NULL;
	in->url = copy(o->url);
	in->alias = copy(o->alias);
	in->lang = copy(o->lang);
	in->type = copy(o->type);
	in->coding = copy(o->coding);
	in->charset = copy(o->charset);
	in->etag = copy(o->etag);
	in->last_modified = copy(o->last_modified);
	in->headers = copy(o->headers);
	in->origin_date = o->origin_date;
	buf_init(&in->pending, CHUNK);
	SHA256Init(&in->hash);
	return in;
}

static void free_incoming(struct store_incoming *in)
{
	free(in->key);
	free(in->url);
	free(in->alias);
	free(in->lang);
	free(in->type);
	free(in->coding);
	free(in->charset);
	free(in->etag);
	free(in->last_modified);
	free(in->headers);
	buf_done(&in->pending);
	free(in);
}

/* The row that the chunks belong to, made when the first is full: what fits
 * into one chunk is never seen half by anybody. */
static int make_row(struct store_incoming *in, struct err *err)
{
	sqlite3_stmt *q;

	if (in->version)
		return 0;
	q = store_prepare(in->s,
	                  "INSERT INTO version(url, type, coding, charset, etag, last_modified, "
	                  "headers, fetched, origin_date) VALUES(?,?,?,?,?,?,?,?,?)",
	                  err);
	if (!q)
		return -1;
	store_bind(q, 1, in->url);
	store_bind(q, 2, in->type);
	store_bind(q, 3, in->coding);
	store_bind(q, 4, in->charset);
	store_bind(q, 5, in->etag);
	store_bind(q, 6, in->last_modified);
	store_bind(q, 7, in->headers);
	sqlite3_bind_int64(q, 8, store_now());
	sqlite3_bind_int64(q, 9, in->origin_date);
	if (store_run(in->s, q, err) < 0)
		return -1;
	in->version = sqlite3_last_insert_rowid(in->s->db);
	return 0;
}

static int flush(struct store_incoming *in, struct err *err)
{
	sqlite3_stmt *q;

	if (!in->pending.len)
		return 0;
	if (make_row(in, err) < 0)
		return -1;
	if (in->chunks >= CHUNK)
		return err_set(err, ERR_FAILED, "%s: too large to keep", in->url);
	q = store_prepare(in->s, "INSERT INTO chunk(id, bytes) VALUES(?,?)", err);
	if (!q)
		return -1;
	sqlite3_bind_int64(q, 1, in->version << 16 | in->chunks);
	sqlite3_bind_blob(q, 2, in->pending.bytes, (int)in->pending.len, SQLITE_STATIC);
	if (store_run(in->s, q, err) < 0)
		return -1;
	in->chunks++;
	buf_reset(&in->pending);
	return 0;
}

int store_add(struct store_incoming *in, const void *bytes, size_t len, struct err *err)
{
	const char *p = bytes;

	SHA256Update(&in->hash, bytes, len);
	in->size += (int64_t)len;
	while (len) {
		size_t n = CHUNK - in->pending.len < len ? CHUNK - in->pending.len : len;

		buf_add(&in->pending, p, n);
		if (!buf_ok(&in->pending))
			return err_set(err, ERR_FAILED, "%s: out of memory", in->url);
		p += n;
		len -= n;
		if (in->pending.len == CHUNK && flush(in, err) < 0)
			return -1;
	}
	return 0;
}

static int drop_version(struct store *s, int64_t version, struct err *err)
{
	sqlite3_stmt *q = store_prepare(
		s, "DELETE FROM chunk WHERE id BETWEEN ?1 << 16 AND (?1 << 16) + 65535", err);

	if (!q)
		return -1;
	sqlite3_bind_int64(q, 1, version);
	if (store_run(s, q, err) < 0)
		return -1;
	q = store_prepare(s, "DELETE FROM version WHERE id = ?1", err);
	if (!q)
		return -1;
	sqlite3_bind_int64(q, 1, version);
	return store_run(s, q, err);
}

void store_abort(struct store_incoming *in)
{
	if (!in)
		return;
	if (in->version)
		drop_version(in->s, in->version, NULL);
	free_incoming(in);
}

/* -- identity ----------------------------------------------------------- */

/* One number that a query gives: 0 when it gives none, -1 on error. */
static int64_t one_number(struct store *s, sqlite3_stmt *q, struct err *err)
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
	sqlite3_finalize(q);
	return n;
}

static int64_t find_work(struct store *s, const char *key, struct err *err)
{
	sqlite3_stmt *q = store_prepare(s,
	                                "SELECT coalesce((SELECT id FROM work WHERE key=?1), "
	                                "(SELECT work FROM alias WHERE key=?1), 0)",
	                                err);

	if (q)
		store_bind(q, 1, key);
	return one_number(s, q, err);
}

static int64_t need_work(struct store *s, const char *key, struct err *err)
{
	int64_t work = find_work(s, key, err);
	sqlite3_stmt *q;

	if (work)
		return work;
	q = store_prepare(s, "INSERT INTO work(key, added) VALUES(?,?)", err);
	if (!q)
		return -1;
	store_bind(q, 1, key);
	sqlite3_bind_int64(q, 2, store_now());
	if (store_run(s, q, err) < 0)
		return -1;
	return sqlite3_last_insert_rowid(s->db);
}

/* Another name of a work. One that is taken already stays where it is. */
static int add_alias(struct store *s, const char *key, int64_t work, struct err *err)
{
	sqlite3_stmt *q;

	if (!*key)
		return 0;
	q = store_prepare(s,
	                  "INSERT OR IGNORE INTO alias(key, work) SELECT ?1, ?2 "
	                  "WHERE NOT EXISTS (SELECT 1 FROM work WHERE key = ?1)",
	                  err);
	if (!q)
		return -1;
	store_bind(q, 1, key);
	sqlite3_bind_int64(q, 2, work);
	return store_run(s, q, err);
}

static int64_t need_text(struct store *s, int64_t work, const char *lang, const char *title,
                         struct err *err)
{
	sqlite3_stmt *q = store_prepare(s,
	                                "INSERT INTO text(work, lang, title) VALUES(?,?,?) "
	                                "ON CONFLICT(work, lang) DO UPDATE SET title=excluded.title "
	                                "RETURNING id",
	                                err);

	if (q) {
		sqlite3_bind_int64(q, 1, work);
		store_bind(q, 2, lang);
		store_bind(q, 3, title);
	}
	return one_number(s, q, err);
}

/* -- search words --------------------------------------------------------- */

static void fold_document(const struct doc *doc, struct buf *title, struct buf *body)
{
	const char *t = doc_fact(doc, DOC_TITLE);

	text_fold(title, t, strlen(t));
	for (size_t i = 0; i < doc_block_count(doc); i++) {
		const struct doc_block *b = doc_block(doc, i);

		if (b->kind == DOC_OTHER)
			continue;
		text_fold(body, b->text.bytes, b->text.len);
		buf_char(body, '\n');
		for (uint32_t r = 0; r < b->row_count; r++)
			for (uint32_t c = 0; c < b->rows[r].cell_count; c++) {
				const struct doc_text *cell = &b->rows[r].cells[c].text;

				text_fold(body, cell->bytes, cell->len);
				buf_char(body, '\n');
			}
	}
}

/* Adds a document to the index, or takes it out: a contentless table needs the
 * very text back that was put in, so both ways fold the stored docfile. */
static int index_document(struct store *s, int64_t text, const struct doc *doc, bool add,
                          struct err *err)
{
	struct buf title, body;
	sqlite3_stmt *q;
	int rc = -1;

	buf_init(&title, DOC_MAX);
	buf_init(&body, 2 * (size_t)DOC_MAX);
	fold_document(doc, &title, &body);
	q = store_prepare(s,
	                  add ? "INSERT INTO search(rowid, title, body) VALUES(?,?,?)"
	                      : "INSERT INTO search(search, rowid, title, body) "
	                        "VALUES('delete',?,?,?)",
	                  err);
	if (q) {
		sqlite3_bind_int64(q, 1, text);
		sqlite3_bind_text(q, 2, title.bytes, (int)title.len, SQLITE_STATIC);
		sqlite3_bind_text(q, 3, body.bytes, (int)body.len, SQLITE_STATIC);
		rc = store_run(s, q, err);
	}
	buf_done(&title);
	buf_done(&body);
	return rc;
}

static int reindex(struct store *s, int64_t text, int64_t version, const struct doc *doc,
                   bool whole, struct err *err)
{
	sqlite3_stmt *q = store_prepare(s, "SELECT indexed FROM text WHERE id=?1", err);
	struct doc *old;
	int64_t indexed;
	int rc;

	if (q)
		sqlite3_bind_int64(q, 1, text);
	indexed = one_number(s, q, err);
	if (indexed < 0)
		return -1;
	/* A piece never takes the place of what was found by. */
	if (indexed && !whole)
		return 0;
	if (indexed) {
		old = store_doc(s, indexed, err);
		if (!old)
			return -1;
		rc = index_document(s, text, old, false, err);
		doc_free(old);
		if (rc < 0)
			return -1;
	}
	if (index_document(s, text, doc, true, err) < 0)
		return -1;
	q = store_prepare(s, "UPDATE text SET indexed=?2 WHERE id=?1", err);
	if (!q)
		return -1;
	sqlite3_bind_int64(q, 1, text);
	sqlite3_bind_int64(q, 2, version);
	return store_run(s, q, err);
}

/* -- the commit --------------------------------------------------------- */

/* The version of a text that has these very bytes: 0 when there is none. */
static int64_t same_bytes(struct store *s, int64_t text, const uint8_t *sha, struct err *err)
{
	sqlite3_stmt *q =
		store_prepare(s, "SELECT id FROM version WHERE text=?1 AND sha256=?2", err);

	if (q) {
		sqlite3_bind_int64(q, 1, text);
		sqlite3_bind_blob(q, 2, sha, SHA256_DIGEST_LENGTH, SQLITE_STATIC);
	}
	return one_number(s, q, err);
}

struct packed {
	Bytef *bytes;
	uLongf len;
	size_t plain;
};

static int pack(const struct doc *doc, struct packed *p, struct err *err)
{
	struct buf out;

	buf_init(&out, DOC_MAX);
	doc_write(doc, &out);
	p->plain = out.len;
	p->len = compressBound((uLong)out.len);
	p->bytes = buf_ok(&out) ? malloc(p->len) : NULL;
	if (!p->bytes ||
	    compress2(p->bytes, &p->len, (Bytef *)out.bytes, (uLong)out.len, 6) != Z_OK) {
		buf_done(&out);
		return err_set(err, ERR_FAILED, "document: too large to keep");
	}
	buf_done(&out);
	return 0;
}

struct row {
	int64_t version, text;
	const uint8_t *sha;
	const struct packed *doc;
	bool whole;
	int parser;
};

/* Everything of a version but its bytes. */
static int set_row(struct store_incoming *in, const struct row *row, struct err *err)
{
	sqlite3_stmt *q = store_prepare(
		in->s,
		"UPDATE version SET text=?2, sha256=?3, size=?4, whole=?5, url=?6, type=?7, "
		"coding=?8, charset=?9, etag=?10, last_modified=?11, headers=?12, fetched=?13, "
		"checked=?13, origin_date=?14, parser=?15, doc=?16, doc_size=?17 WHERE id=?1",
		err);

	if (!q)
		return -1;
	sqlite3_bind_int64(q, 1, row->version);
	sqlite3_bind_int64(q, 2, row->text);
	sqlite3_bind_blob(q, 3, row->sha, SHA256_DIGEST_LENGTH, SQLITE_STATIC);
	sqlite3_bind_int64(q, 4, in->size);
	sqlite3_bind_int(q, 5, row->whole);
	store_bind(q, 6, in->url);
	store_bind(q, 7, in->type);
	store_bind(q, 8, in->coding);
	store_bind(q, 9, in->charset);
	store_bind(q, 10, in->etag);
	store_bind(q, 11, in->last_modified);
	store_bind(q, 12, in->headers);
	sqlite3_bind_int64(q, 13, store_now());
	sqlite3_bind_int64(q, 14, in->origin_date);
	sqlite3_bind_int(q, 15, row->parser);
	sqlite3_bind_blob(q, 16, row->doc->bytes, (int)row->doc->len, SQLITE_STATIC);
	sqlite3_bind_int64(q, 17, (int64_t)row->doc->plain);
	return store_run(in->s, q, err);
}

/* Pieces of earlier tries, once the whole is here. */
static int drop_pieces(struct store *s, int64_t text, int64_t but, struct err *err)
{
	for (;;) {
		sqlite3_stmt *q = store_prepare(
			s, "SELECT id FROM version WHERE text=?1 AND NOT whole AND id<>?2 LIMIT 1",
			err);
		int64_t id;

		if (q) {
			sqlite3_bind_int64(q, 1, text);
			sqlite3_bind_int64(q, 2, but);
		}
		id = one_number(s, q, err);
		if (id <= 0)
			return (int)id;
		if (drop_version(s, id, err) < 0)
			return -1;
	}
}

/* Hands over the symbols that a document names as its own, until `each` returns
 * non-zero. */
static int each_own_symbol(const struct doc *doc, int (*each)(const char *, void *), void *payload)
{
	int stop = 0;

	for (size_t i = 0; !stop && i < doc_fact_count(doc); i++) {
		const char *value, *name = doc_fact_at(doc, i, &value);

		if (!strcmp(name, DOC_SYMBOL) || !strcmp(name, DOC_ALIAS))
			stop = each(value, payload);
	}
	return stop;
}

struct naming {
	struct store_incoming *in;
	int64_t work;
	struct err *err;
};

static int is_key(const char *symbol, void *payload)
{
	struct naming *n = payload;

	return !strcmp(symbol, n->in->key);
}

static int find_by_symbol(const char *symbol, void *payload)
{
	struct naming *n = payload;

	n->work = find_work(n->in->s, symbol, n->err);
	return n->work != 0;
}

static int add_symbol(const char *symbol, void *payload)
{
	struct naming *n = payload;

	return add_alias(n->in->s, symbol, n->work, n->err);
}

/* The work that the document belongs to. One document may bear two symbols; and
 * what was asked for by symbol may turn out to bear another one, which is then
 * no alias: the reader is told, and a search for that one finds its own. */
static int64_t work_of(struct store_incoming *in, const struct doc *doc, struct err *err)
{
	struct naming n = {in, 0, err};
	char symbol[SYMBOL_MAX];
	bool by_symbol = !url_is_web(in->key) && symbol_normal(in->key, symbol);
	bool named = !by_symbol || each_own_symbol(doc, is_key, &n) > 0;

	n.work = find_work(in->s, in->key, err);
	/* a page on the web is its address, whatever it is about */
	if (n.work == 0 && named && !url_is_web(in->key))
		each_own_symbol(doc, find_by_symbol, &n);
	if (n.work == 0)
		n.work = need_work(in->s, in->key, err);
	if (n.work < 0 || add_alias(in->s, in->key, n.work, err) < 0 ||
	    add_alias(in->s, in->alias, n.work, err) < 0 ||
	    add_alias(in->s, in->url, n.work, err) < 0)
		return -1;
	return named && each_own_symbol(doc, add_symbol, &n) < 0 ? -1 : n.work;
}

static int64_t commit_rows(struct store_incoming *in, const struct doc *doc, struct row *row,
                           struct err *err)
{
	const char *lang = doc_fact(doc, DOC_LANGUAGE);
	int64_t work = work_of(in, doc, err), same;

	if (work < 0)
		return -1;
	row->text = need_text(in->s, work, *lang ? lang : in->lang, doc_fact(doc, DOC_TITLE), err);
	if (row->text < 0)
		return -1;
	same = same_bytes(in->s, row->text, row->sha, err);
	if (same < 0)
		return -1;
	if (same) {
		if (in->version && drop_version(in->s, in->version, err) < 0)
			return -1;
		row->version = same;
	} else {
		if (make_row(in, err) < 0 || flush(in, err) < 0)
			return -1;
		row->version = in->version;
	}
	/* The index is taken back by the old docfile, so before it is replaced. */
	if (reindex(in->s, row->text, row->version, doc, row->whole, err) < 0)
		return -1;
	if (set_row(in, row, err) < 0 || store_cite_document(in->s, row->text, doc, err) < 0)
		return -1;
	if (row->whole && drop_pieces(in->s, row->text, row->version, err) < 0)
		return -1;
	return row->version;
}

static void hex_key(struct store_incoming *in, const uint8_t *sha)
{
	char key[8 + 2 * SHA256_DIGEST_LENGTH];

	memcpy(key, "sha256:", 7);
	for (int i = 0; i < SHA256_DIGEST_LENGTH; i++)
		snprintf(key + 7 + 2 * i, 3, "%02x", sha[i]);
	in->key = strdup(key);
}

int64_t store_commit(struct store_incoming *in, const struct doc *doc, bool whole, int parser,
                     struct err *err)
{
	uint8_t sha[SHA256_DIGEST_LENGTH];
	struct packed packed = {0};
	struct row row = {.sha = sha, .doc = &packed, .whole = whole, .parser = parser};
	int64_t id = -1;

	SHA256Final(sha, &in->hash);
	if (!in->key)
		hex_key(in, sha);
	if (pack(doc, &packed, err) == 0 && store_exec(in->s, "BEGIN IMMEDIATE", err) == 0) {
		id = commit_rows(in, doc, &row, err);
		if (id < 0 || store_exec(in->s, "COMMIT", err) < 0) {
			sqlite3_exec(in->s->db, "ROLLBACK", NULL, NULL, NULL);
			id = -1;
		}
	}
	free(packed.bytes);
	if (id < 0 && in->chunks)
		drop_version(in->s, in->version, NULL);
	free_incoming(in);
	return id;
}

int store_checked(struct store *s, int64_t version, int64_t when, struct err *err)
{
	sqlite3_stmt *q = store_prepare(s, "UPDATE version SET checked=?2 WHERE id=?1", err);

	if (!q)
		return -1;
	sqlite3_bind_int64(q, 1, version);
	sqlite3_bind_int64(q, 2, when);
	return store_run(s, q, err);
}

int store_put_page(struct store *s, const char *key, const struct doc *doc, struct err *err)
{
	struct store_origin origin = {.key = key, .type = "text/x-docfile"};
	struct store_incoming *in = store_begin(s, &origin, err);
	struct buf out;
	int rc = -1;

	if (!in)
		return -1;
	buf_init(&out, DOC_MAX);
	doc_write(doc, &out);
	/* The docfile's hash names the version; the bytes themselves are the document. */
	SHA256Update(&in->hash, (const uint8_t *)out.bytes, out.len);
	rc = store_commit(in, doc, true, 0, err) < 0 ? -1 : 0;
	buf_done(&out);
	return rc;
}
