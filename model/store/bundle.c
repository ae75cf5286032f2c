/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/store/bundle.h"

#include "model/store/found.h"
#include "model/store/packed.h"

#include <stdlib.h>
#include <string.h>

/* Where a file of SQLite says that it has a log beside it. */
#define HEAD_VERSIONS 18
#define HEAD 100

struct store *bundle_new(const char *path, struct err *err)
{
	struct store *s = store_open(path, STORE_PERSONAL, err);

	/* nobody sees it before it is whole */
	if (s && store_exec(s,
	                    "PRAGMA journal_mode=DELETE; PRAGMA journal_mode=MEMORY; "
	                    "PRAGMA synchronous=OFF",
	                    err) < 0) {
		store_close(s);
		s = NULL;
	}
	if (s)
		store_hurry(s, true);
	return s;
}

int bundle_end(struct store *bundle, const struct store_pack_watch *watch, struct err *err)
{
	int rc = store_pack(bundle, 0, true, watch, err) < 0 ? -1 : 0;

	if (rc == 0)
		rc = store_exec(bundle, "PRAGMA journal_mode=DELETE", err);
	store_close(bundle);
	return rc;
}

/* -- one version ------------------------------------------------------------------------- */

struct copy {
	struct store *from, *to;
	int64_t source, version, work, text; /* source: its id there */
	bool with_bytes, best, new_work;
	char *docfile;
	size_t len;
	struct doc *doc;
	struct store_kinds kinds;
	struct err *err;
};

/* Rows that belong to what was copied: of a question with one id, what is inserted. */
static int copy_rows(struct copy *c, const char *ask, int64_t of, const char *insert, int64_t to)
{
	sqlite3_stmt *q = store_prepare_kept(c->from, ask, c->err);
	sqlite3_stmt *put = q ? store_prepare_kept(c->to, insert, c->err) : NULL;
	int rc = put ? 0 : -1, step = SQLITE_DONE;

	if (put)
		sqlite3_bind_int64(q, 1, of);
	while (rc == 0 && (step = sqlite3_step(q)) == SQLITE_ROW) {
		sqlite3_bind_int64(put, 1, to);
		for (int i = 0; i < sqlite3_column_count(q); i++)
			sqlite3_bind_value(put, 2 + i, sqlite3_column_value(q, i));
		if (sqlite3_step(put) != SQLITE_DONE)
			rc = store_fail(c->to, c->err);
		sqlite3_reset(put);
		sqlite3_clear_bindings(put);
	}
	if (rc == 0 && step != SQLITE_DONE)
		rc = store_fail(c->from, c->err);
	store_release(q);
	return rc;
}

static int64_t number_kept(struct copy *c, sqlite3_stmt *q)
{
	int step = q ? sqlite3_step(q) : SQLITE_ERROR;
	int64_t n = step == SQLITE_ROW ? sqlite3_column_int64(q, 0) : 0;

	if (q && step != SQLITE_ROW && step != SQLITE_DONE)
		n = store_fail(c->to, c->err);
	store_release(q);
	return q ? n : -1;
}

/* The work and the text that the row at hand is of. */
static int put_text(struct copy *c, sqlite3_stmt *row)
{
	sqlite3_stmt *q = store_prepare_kept(c->to, "SELECT id FROM work WHERE key=?1", c->err);

	if (!q)
		return -1;
	sqlite3_bind_value(q, 1, sqlite3_column_value(row, 0));
	c->work = number_kept(c, q);
	c->new_work = c->work == 0;
	if (c->new_work) {
		q = store_prepare_kept(
			c->to, "INSERT INTO work(key, added, won) VALUES(?1, ?2, ?3) RETURNING id",
			c->err);
		for (int i = 0; q && i < 3; i++)
			sqlite3_bind_value(q, 1 + i, sqlite3_column_value(row, i));
		c->work = number_kept(c, q);
	}
	q = c->work < 0 ? NULL
	                : store_prepare_kept(c->to,
	                                     "INSERT INTO text(work, lang, title, numbered) "
	                                     "VALUES(?1, ?2, ?3, ?4) ON CONFLICT(work, lang) "
	                                     "DO UPDATE SET lang=lang RETURNING id",
	                                     c->err);
	if (!q)
		return -1;
	sqlite3_bind_int64(q, 1, c->work);
	for (int i = 0; i < 3; i++)
		sqlite3_bind_value(q, 2 + i, sqlite3_column_value(row, 3 + i));
	c->text = number_kept(c, q);
	return c->text < 0 ? -1 : 0;
}

/* The version itself; its docfile is packed behind a dictionary of this bundle. */
static int put_version(struct copy *c, sqlite3_stmt *row)
{
	const struct buf plain = {.bytes = c->docfile, .len = c->len};
	int64_t dictionary = store_kind_dictionary(c->to, c->kinds.docfile, c->err);
	struct buf packed;
	sqlite3_stmt *q;
	int rc = -1;

	if (dictionary < 0)
		return -1;
	buf_init(&packed, DOC_MAX + DOC_MAX / 8);
	q = store_prepare_kept(
		c->to,
		"INSERT INTO version(text, doc, doc_size, doc_dictionary, sha256, size, whole, "
		"url, type, coding, charset, fetched, checked, origin_date, parser, asked, number, "
		"won, place) VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17,"
		"?18," STORE_NEXT_PLACE ") RETURNING id",
		c->err);
	if (q && store_pack_docfile(c->to, dictionary, &plain, &packed, c->err) == 0) {
		sqlite3_bind_int64(q, 1, c->text);
		sqlite3_bind_blob(q, 2, packed.bytes, (int)packed.len, SQLITE_STATIC);
		sqlite3_bind_int64(q, 3, (int64_t)c->len);
		sqlite3_bind_int64(q, 4, dictionary);
		for (int i = 5; i <= 18; i++)
			sqlite3_bind_value(q, i, sqlite3_column_value(row, 3 + i));
		c->version = number_kept(c, q);
		sqlite3_clear_bindings(q);
		rc = c->version < 0 ? -1
		                    : store_kind_came(c->to, c->kinds.docfile, c->version,
		                                      (int64_t)c->len, dictionary, c->err);
	}
	buf_done(&packed);
	return rc;
}

/* Piece by piece as they came. */
static int put_pieces(struct copy *c, int64_t size)
{
	char *room = malloc(STORE_CHUNK);
	sqlite3_stmt *q =
		room ? store_prepare_kept(c->to, "INSERT INTO chunk(id, bytes) VALUES(?1, ?2)",
	                                  c->err)
		     : NULL;
	uint64_t at = 0;
	int64_t came = 0;
	long n = q ? 1 : -1;

	while (n > 0 && came < size && at >> 16 < STORE_CHUNK &&
	       (n = store_bytes(c->from, c->source, at, room, STORE_CHUNK, c->err)) > 0) {
		came += n;
		sqlite3_bind_int64(q, 1, c->version << 16 | (int64_t)(at >> 16));
		sqlite3_bind_blob(q, 2, room, (int)n, SQLITE_STATIC);
		if (sqlite3_step(q) != SQLITE_DONE)
			n = store_fail(c->to, c->err);
		store_release(q);
		sqlite3_clear_bindings(q);
		at += STORE_CHUNK;
	}
	free(room);
	if (n >= 0 && came != size)
		return err_set(c->err, ERR_STORE,
		               "%s: the store is damaged: bytes of version %lld are missing",
		               c->from->path, (long long)c->source);
	return n < 0 ? -1 : 0;
}

static int put_bytes(struct copy *c, int64_t size, bool coded)
{
	struct store_pieces p = {
		.version = c->version, .size = size, .docfile = c->docfile, .docfile_len = c->len};
	int64_t dictionary;
	int rc;

	if (!c->with_bytes)
		return store_set_absent(c->to, c->version, c->err);
	if (put_pieces(c, size) < 0)
		return -1;
	if (coded)
		return 0;
	dictionary = store_kind_dictionary(c->to, c->kinds.bytes, c->err);
	rc = dictionary < 0 ? -1 : store_pack_bytes(c->to, &p, dictionary, c->err);
	return rc <= 0 ? rc
	               : store_kind_came(c->to, c->kinds.bytes, c->version, size, dictionary,
	                                 c->err);
}

/* The words by which its text is found, of the version that is shown. */
static int put_words(struct copy *c)
{
	if (!c->best)
		return 0;
	return store_reindex(c->to, c->text, c->version, c->doc, c->err) < 0 ||
	                       store_cite_document(c->to, c->text, c->doc, c->err) < 0
	               ? -1
	               : 0;
}

static int put_ties(struct copy *c, int64_t work, int64_t text)
{
	if (c->new_work &&
	    copy_rows(c, "SELECT key, won FROM alias WHERE work=?1", work,
	              "INSERT OR IGNORE INTO alias(work, key, won) VALUES(?,?,?)", c->work) < 0)
		return -1;
	if (copy_rows(c, "SELECT symbol FROM claim WHERE text=?1", text,
	              "INSERT OR IGNORE INTO claim(text, symbol) VALUES(?,?)", c->text) < 0)
		return -1;
	return copy_rows(c,
	                 "SELECT url, asked, mirror, type, name, fetched FROM origin "
	                 "WHERE version=?1",
	                 c->source,
	                 "INSERT INTO origin(version, url, asked, mirror, type, name, fetched) "
	                 "VALUES(?,?,?,?,?,?,?)",
	                 c->version);
}

/* Whether the bundle has it already. */
static int is_there(struct copy *c, sqlite3_stmt *row)
{
	sqlite3_stmt *q = store_prepare_kept(
		c->to, "SELECT 1 FROM version WHERE text=?1 AND sha256=?2", c->err);

	if (!q)
		return -1;
	sqlite3_bind_int64(q, 1, c->text);
	sqlite3_bind_value(q, 2, sqlite3_column_value(row, 8));
	return (int)number_kept(c, q);
}

static int put_row(struct copy *c, sqlite3_stmt *row)
{
	int64_t size = sqlite3_column_int64(row, 9);
	bool coded = store_is_coded(store_column(row, 13));
	int there;

	c->best = sqlite3_column_int(row, 6);
	c->with_bytes = c->with_bytes && sqlite3_column_int(row, 7) != STORE_ABSENT;
	store_kinds_of(c->doc, store_column(row, 3), store_column(row, 11), &c->kinds);
	if (put_text(c, row) < 0 || (there = is_there(c, row)) < 0)
		return -1;
	if (there)
		return 0;
	if (put_version(c, row) < 0 ||
	    put_ties(c, sqlite3_column_int64(row, 22), sqlite3_column_int64(row, 23)) < 0 ||
	    (size && put_bytes(c, size, coded) < 0) || put_words(c) < 0)
		return -1;
	return 1;
}

static const char carried[] =
	"SELECT w.key, w.added, w.won, t.lang, t.title, t.numbered, v.id=(SELECT id FROM version b "
	"WHERE b.text=t.id ORDER BY " STORE_BEST(
		"b.") " LIMIT 1), v.packed, v.sha256, v.size, "
		      "v.whole, v.url, v.type, v.coding, v.charset, v.fetched, v.checked, "
		      "v.origin_date, "
		      "v.parser, v.asked, v.number, v.won, w.id, t.id FROM version v JOIN text t "
		      "ON t.id=v.text "
		      "JOIN work w ON w.id=t.work WHERE v.id=?1 AND v.whole AND v.parser AND "
		      "v.beside=''";

static int copy_version(struct copy *c)
{
	sqlite3_stmt *q = store_prepare_kept(c->from, carried, c->err);
	int rc = -1, step;

	if (!q)
		return -1;
	sqlite3_bind_int64(q, 1, c->source);
	step = sqlite3_step(q);
	if (step == SQLITE_DONE)
		rc = 0;
	else if (step != SQLITE_ROW)
		store_fail(c->from, c->err);
	else if ((c->docfile = store_docfile(c->from, c->source, &c->len, c->err)) &&
	         (c->doc = doc_read(c->docfile, c->len, c->err)))
		rc = put_row(c, q);
	store_release(q);
	return rc;
}

int bundle_add(struct store *bundle, struct store *from, int64_t version, bool with_bytes,
               struct err *err)
{
	struct copy c = {.from = from,
	                 .to = bundle,
	                 .source = version,
	                 .with_bytes = with_bytes,
	                 .err = err};
	int rc = store_exec(bundle, "BEGIN", err);

	if (rc == 0)
		rc = copy_version(&c);
	if (rc >= 0 && store_exec(bundle, "COMMIT", err) < 0)
		rc = -1;
	if (rc < 0)
		sqlite3_exec(bundle->db, "ROLLBACK", NULL, NULL, NULL);
	if (rc > 0) {
		store_kind_learn(bundle, c.kinds.docfile);
		store_kind_learn(bundle, c.kinds.bytes);
	}
	doc_free(c.doc);
	free(c.docfile);
	return rc;
}

/* -- all of them -------------------------------------------------------------------------- */

int bundle_each(struct store *s,
                int (*each)(int64_t version, const char *key, const char *lang, void *payload),
                void *payload, struct err *err)
{
	sqlite3_stmt *q = store_prepare(s,
	                                "SELECT v.id, w.key, t.lang FROM version v "
	                                "JOIN text t ON t.id=v.text JOIN work w ON w.id=t.work "
	                                "WHERE v.whole AND v.parser AND v.beside='' "
	                                "ORDER BY t.lang, w.key, v.place, v.id",
	                                err);
	int step = SQLITE_DONE, stop = 0;

	if (!q)
		return -1;
	while (!stop && (step = sqlite3_step(q)) == SQLITE_ROW)
		stop = each(sqlite3_column_int64(q, 0), store_column(q, 1), store_column(q, 2),
		            payload);
	if (!stop && step != SQLITE_DONE)
		stop = store_fail(s, err);
	sqlite3_finalize(q);
	return stop < 0 ? -1 : 0;
}

/* -- of foreign bytes ----------------------------------------------------------------------- */

void bundle_prepare(void)
{
	char some[4];

	sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	sqlite3_initialize();
	/* it is sown once, out of a file */
	sqlite3_randomness(sizeof some, some);
}

static int open_bytes(struct store *s, char *bytes, size_t len, struct err *err)
{
	if (sqlite3_open_v2(":memory:", &s->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX,
	                    NULL) != SQLITE_OK)
		return store_fail(s, err);
	if (len < HEAD)
		return err_set(err, ERR_STORE, "%s: not a palais store", s->path);
	/* that it has a log counts where that is */
	memset(bytes + HEAD_VERSIONS, 1, 2);
	if (sqlite3_deserialize(s->db, "main", (unsigned char *)bytes, (sqlite3_int64)len,
	                        (sqlite3_int64)len, SQLITE_DESERIALIZE_READONLY) != SQLITE_OK ||
	    store_exec(s, "PRAGMA temp_store=MEMORY", err) < 0)
		return store_fail(s, err);
	store_guard_foreign(s);
	return store_check_foreign(s, err);
}

struct store *bundle_open_bytes(char *bytes, size_t len, const char *name, struct err *err)
{
	struct store *s = calloc(1, sizeof *s);

	if (!s || !(s->path = strdup(name))) {
		free(s);
		err_set(err, ERR_FAILED, "%s: out of memory", name);
		return NULL;
	}
	s->kind = STORE_BUNDLE;
	s->as_said = true;
	if (open_bytes(s, bytes, len, err) == 0)
		return s;
	store_close(s);
	return NULL;
}
