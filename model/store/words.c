/* SPDX-License-Identifier: ISC */
/* Writing a store: by which words a text is found. */
#include "config.h"

#include "model/store/cut.h"
#include "model/store/incoming.h"

#include <string.h>

/* The words that stemmers need, as they are written. They stay when a document goes: what
 * is in no index finds nothing. */
static int put_spellings(struct store *s, const struct buf *spelled, struct err *err)
{
	sqlite3_stmt *q = store_prepare_kept(
		s, "INSERT OR IGNORE INTO spelling(term, word) VALUES(?,?)", err);
	uint32_t seen[1024] = {0};
	int rc = q ? 0 : -1;

	for (size_t i = 0; i < spelled->len && rc == 0;) {
		const char *term = spelled->bytes + i, *word = term + strlen(term) + 1;
		uint32_t h = 2166136261u;

		i += strlen(term) + strlen(word) + 2;
		for (const char *p = word; *p; p++)
			h = (h ^ (unsigned char)*p) * 16777619u;
		/* most words come again and again */
		if (seen[h % 1024] == h)
			continue;
		seen[h % 1024] = h;
		store_bind(q, 1, term);
		store_bind(q, 2, word);
		if (sqlite3_step(q) != SQLITE_DONE)
			rc = store_fail(s, err);
		sqlite3_reset(q);
	}
	return rc;
}

static int put_passages(struct store *s, int64_t text, const char *date, const struct buf *starts,
                        struct err *err)
{
	sqlite3_stmt *q = store_prepare_kept(
		s, "INSERT OR REPLACE INTO passage(text, date, starts) VALUES(?,?,?)", err);

	if (!q)
		return -1;
	sqlite3_bind_int64(q, 1, text);
	store_bind(q, 2, date);
	sqlite3_bind_blob(q, 3, starts->bytes, (int)starts->len, SQLITE_STATIC);
	return store_run(s, q, err);
}

static int drop_passages(struct store *s, int64_t text, struct err *err)
{
	sqlite3_stmt *q = store_prepare_kept(s, "DELETE FROM passage WHERE text=?1", err);

	if (q)
		sqlite3_bind_int64(q, 1, text);
	return store_run(s, q, err);
}

/* Adds a document to the index, or takes it out: a contentless table needs the
 * very text back that was put in, so both ways cut the stored docfile. */
int store_index_document(struct store *s, int64_t text, const struct doc *doc, bool add,
                         struct err *err)
{
	struct cut_document cut;
	sqlite3_stmt *q;
	int rc = -1;

	if (s->migrating)
		return 0;
	cut_init(&cut);
	q = store_prepare_kept(s,
	                       add ? "INSERT INTO search(rowid, title, body) VALUES(?,?,?)"
	                           : "INSERT INTO search(search, rowid, title, body) "
	                             "VALUES('delete',?,?,?)",
	                       err);
	if (q && cut_document(&cut, doc) < 0) {
		store_finish(s, q);
		rc = err_set(err, ERR_FAILED, "out of memory");
	} else if (q) {
		sqlite3_bind_int64(q, 1, text);
		sqlite3_bind_text(q, 2, cut.title.bytes, (int)cut.title.len, SQLITE_STATIC);
		sqlite3_bind_text(q, 3, cut.body.bytes, (int)cut.body.len, SQLITE_STATIC);
		rc = store_run(s, q, err);
	}
	if (rc == 0)
		rc = add ? put_passages(s, text, doc_fact(doc, DOC_DATE), &cut.starts, err)
		         : drop_passages(s, text, err);
	if (rc == 0 && add)
		rc = put_spellings(s, &cut.spelled, err);
	if (rc == 0 && add)
		rc = store_index_note(s, text, doc, &cut, err);
	cut_done(&cut);
	return rc;
}

int store_set_title(struct store *s, int64_t text, const struct doc *doc, struct err *err)
{
	sqlite3_stmt *q = store_prepare_kept(s, "UPDATE text SET title=?2 WHERE id=?1", err);

	if (q) {
		sqlite3_bind_int64(q, 1, text);
		store_bind(q, 2, doc_fact(doc, DOC_TITLE));
	}
	return store_run(s, q, err);
}

/* The words of one stored document in, with title and citations, or out. */
static int index_stored(struct store *s, int64_t text, int64_t version, bool add, struct err *err)
{
	struct doc *doc = store_doc(s, version, err);
	int rc;

	if (!doc)
		return -1;
	rc = store_index_document(s, text, doc, add, err);
	if (rc == 0 && add)
		rc = store_set_title(s, text, doc, err);
	if (rc == 0 && add)
		rc = store_cite_document(s, text, doc, err);
	doc_free(doc);
	return rc;
}

static int set_indexed(struct store *s, int64_t text, int64_t version, struct err *err)
{
	sqlite3_stmt *q = store_prepare_kept(s, "UPDATE text SET indexed=?2 WHERE id=?1", err);

	if (!q)
		return -1;
	sqlite3_bind_int64(q, 1, text);
	sqlite3_bind_int64(q, 2, version);
	return store_run(s, q, err);
}

int store_reindex(struct store *s, int64_t text, int64_t version, const struct doc *doc,
                  struct err *err)
{
	sqlite3_stmt *q;
	int64_t indexed;

	if (store_index_ready(s, err) < 0)
		return -1;
	q = store_prepare_kept(s, "SELECT indexed FROM text WHERE id=?1", err);
	if (q)
		sqlite3_bind_int64(q, 1, text);
	indexed = store_number(s, q, err);
	if (indexed < 0)
		return -1;
	if (indexed && index_stored(s, text, indexed, false, err) < 0)
		return -1;
	if (store_index_document(s, text, doc, true, err) < 0)
		return -1;
	return set_indexed(s, text, version, err);
}

static int index_instead(struct store *s, int64_t text, int64_t old, int64_t other, struct err *err)
{
	if (index_stored(s, text, old, false, err) < 0 ||
	    (other && index_stored(s, text, other, true, err) < 0))
		return -1;
	return set_indexed(s, text, other, err);
}

int store_unindex(struct store *s, int64_t version, struct err *err)
{
	sqlite3_stmt *q;
	int64_t text = 0, other = 0;
	int rc;

	if (store_index_ready(s, err) < 0)
		return -1;
	q = store_prepare_kept(
		s,
		"SELECT t.id, coalesce((SELECT v.id FROM version v WHERE v.text=t.id AND v.id<>?1 "
		"AND v.doc IS NOT NULL ORDER BY " STORE_BEST("v.") " LIMIT 1), 0) "
								   "FROM text t WHERE t.indexed=?1",
		err);

	if (!q)
		return -1;
	sqlite3_bind_int64(q, 1, version);
	rc = sqlite3_step(q);
	if (rc == SQLITE_ROW) {
		text = sqlite3_column_int64(q, 0);
		other = sqlite3_column_int64(q, 1);
	} else if (rc != SQLITE_DONE) {
		store_fail(s, err);
	}
	store_finish(s, q);
	if (rc != SQLITE_ROW)
		return rc == SQLITE_DONE ? 0 : -1;
	return index_instead(s, text, version, other, err);
}

/* -- what was kept beside ----------------------------------------------------- */

static int set_taken(struct store *s, int64_t version, int64_t text, const struct doc *doc,
                     struct err *err)
{
	sqlite3_stmt *q = store_prepare_kept(
		s, "UPDATE version SET beside='', place=" STORE_NEXT_PLACE " WHERE id=?1", err);

	if (q)
		sqlite3_bind_int64(q, 1, version);
	if (store_run(s, q, err) < 0)
		return -1;
	return store_set_title(s, text, doc, err);
}

/* What does not come from where its symbol is given never stands before what does: then it
 * is not taken, for a title and words of a text that is not shown. */
static int must_be_best(struct store *s, int64_t version, int64_t text, struct err *err)
{
	sqlite3_stmt *q = store_prepare_kept(s,
	                                     "SELECT v.id FROM version v WHERE v.text=?1 "
	                                     "ORDER BY " STORE_BEST("v.") " LIMIT 1",
	                                     err);
	int64_t best;

	if (q)
		sqlite3_bind_int64(q, 1, text);
	best = store_number(s, q, err);
	if (best == version)
		return 0;
	return best < 0 ? -1
	                : err_set(err, ERR_FAILED,
	                          "not taken: the text from the UN's own source stays before it");
}

static int take_beside(struct store *s, int64_t version, struct err *err)
{
	sqlite3_stmt *q = store_prepare_kept(
		s, "SELECT text FROM version WHERE id=?1 AND whole AND beside<>''", err);
	struct doc *doc;
	int64_t text;
	int rc = -1;

	if (q)
		sqlite3_bind_int64(q, 1, version);
	text = store_number(s, q, err);
	if (text <= 0)
		return (int)text;
	doc = store_doc(s, version, err);
	if (doc && store_reindex(s, text, version, doc, err) == 0 &&
	    store_cite_document(s, text, doc, err) == 0)
		rc = set_taken(s, version, text, doc, err);
	if (rc == 0)
		rc = must_be_best(s, version, text, err);
	doc_free(doc);
	return rc;
}

int store_take_beside(struct store *s, int64_t version, struct err *err)
{
	if (!s->writable)
		return err_set(err, ERR_DISK, "%s: may not be written", s->path);
	if (store_exec(s, "BEGIN IMMEDIATE", err) < 0)
		return -1;
	if (take_beside(s, version, err) == 0 && store_exec(s, "COMMIT", err) == 0)
		return 0;
	sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
	return -1;
}
