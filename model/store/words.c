/* SPDX-License-Identifier: ISC */
/* Writing a store: by which words a text is found. */
#include "config.h"

#include "model/store/incoming.h"
#include "model/text/characters.h"

#include <string.h>

void store_fold_document(const struct doc *doc, struct buf *title, struct buf *body)
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
int store_index_document(struct store *s, int64_t text, const struct doc *doc, bool add,
                         struct err *err)
{
	struct buf folded[2];
	sqlite3_stmt *q;
	int rc = -1;

	buf_init(&folded[0], DOC_MAX);
	buf_init(&folded[1], 2 * (size_t)DOC_MAX);
	store_fold_document(doc, &folded[0], &folded[1]);
	q = store_prepare(s,
	                  add ? "INSERT INTO search(rowid, title, body) VALUES(?,?,?)"
	                      : "INSERT INTO search(search, rowid, title, body) "
	                        "VALUES('delete',?,?,?)",
	                  err);
	if (q) {
		sqlite3_bind_int64(q, 1, text);
		sqlite3_bind_text(q, 2, folded[0].bytes, (int)folded[0].len, SQLITE_STATIC);
		sqlite3_bind_text(q, 3, folded[1].bytes, (int)folded[1].len, SQLITE_STATIC);
		rc = store_run(s, q, err);
	}
	if (rc == 0 && add)
		rc = store_index_note(s, text, doc, folded, err);
	buf_done(&folded[0]);
	buf_done(&folded[1]);
	return rc;
}

int store_set_title(struct store *s, int64_t text, const struct doc *doc, struct err *err)
{
	sqlite3_stmt *q = store_prepare(s, "UPDATE text SET title=?2 WHERE id=?1", err);

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
	sqlite3_stmt *q = store_prepare(s, "UPDATE text SET indexed=?2 WHERE id=?1", err);

	if (!q)
		return -1;
	sqlite3_bind_int64(q, 1, text);
	sqlite3_bind_int64(q, 2, version);
	return store_run(s, q, err);
}

int store_reindex(struct store *s, int64_t text, int64_t version, const struct doc *doc,
                  struct err *err)
{
	sqlite3_stmt *q = store_prepare(s, "SELECT indexed FROM text WHERE id=?1", err);
	int64_t indexed;

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
	sqlite3_stmt *q = store_prepare(
		s,
		"SELECT t.id, coalesce((SELECT v.id FROM version v WHERE v.text=t.id AND v.id<>?1 "
		"AND v.doc IS NOT NULL ORDER BY " STORE_BEST("v.") " LIMIT 1), 0) "
								   "FROM text t WHERE t.indexed=?1",
		err);
	int64_t text = 0, other = 0;
	int rc;

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
	sqlite3_finalize(q);
	if (rc != SQLITE_ROW)
		return rc == SQLITE_DONE ? 0 : -1;
	return index_instead(s, text, version, other, err);
}

/* -- what was kept beside ----------------------------------------------------- */

static int set_taken(struct store *s, int64_t version, int64_t text, const struct doc *doc,
                     struct err *err)
{
	sqlite3_stmt *q = store_prepare(
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
	sqlite3_stmt *q = store_prepare(s,
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
	sqlite3_stmt *q = store_prepare(
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
		return err_set(err, ERR_FAILED, "%s: may not be written", s->path);
	if (store_exec(s, "BEGIN IMMEDIATE", err) < 0)
		return -1;
	if (take_beside(s, version, err) == 0 && store_exec(s, "COMMIT", err) == 0)
		return 0;
	sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
	return -1;
}
