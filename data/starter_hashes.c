/* SPDX-License-Identifier: ISC */
/* The hashes of machine-readable texts, in lists by their first byte. */
#include "config.h"

#include "data/starter.h"
#include "model/base/buf.h"
#include "model/dossier/hashes.h"

#include <string.h>

enum { ROW_SYMBOL, ROW_LANG, ROW_SHA256, ROW_COLUMNS };

static int put_hash(struct starter *st, struct tsv *t, struct err *err)
{
	unsigned char kept[HASH_KEPT];
	int64_t id = starter_symbol(st, t->field[ROW_SYMBOL], err);
	sqlite3_stmt *q;
	int rc;

	if (id < 0)
		return -1;
	if (!hash_is_lang(t->field[ROW_LANG]))
		return tsv_error(t, err, "not a language of texts", t->field[ROW_LANG]);
	if (!hash_read(t->field[ROW_SHA256], kept))
		return tsv_error(t, err, "not a SHA-256", t->field[ROW_SHA256]);
	q = store_prepare(st->store, "INSERT INTO temp.hashes VALUES(?,?,?)", err);
	if (!q)
		return -1;
	sqlite3_bind_blob(q, 1, kept, HASH_KEPT, SQLITE_STATIC);
	sqlite3_bind_int64(q, 2, id);
	store_bind(q, 3, t->field[ROW_LANG]);
	rc = starter_insert(st, q, t, err);
	sqlite3_finalize(q);
	return rc;
}

/* The lists, each as its first byte changes. */
static int put_lists(struct starter *st, sqlite3_stmt *q, struct buf *list, struct err *err)
{
	static const char put[] = "INSERT INTO text_hash VALUES(?,?)";
	int first = -1, rc = 0, step = SQLITE_ROW;

	while (rc == 0 && step == SQLITE_ROW) {
		const unsigned char *kept;

		step = sqlite3_step(q);
		kept = step == SQLITE_ROW ? sqlite3_column_blob(q, 0) : NULL;
		if (list->len && (!kept || kept[0] != first)) {
			rc = starter_put_list(st, put, first, list, err);
			buf_reset(list);
		}
		if (rc < 0 || !kept)
			continue;
		first = kept[0];
		if (!hash_pack(list, kept, sqlite3_column_int64(q, 1), store_column(q, 2)))
			rc = err_set(err, ERR_FAILED, "%s: too many symbols", st->dir);
	}
	return rc == 0 && step != SQLITE_DONE ? store_fail(st->store, err) : rc;
}

int starter_hashes(struct starter *st, struct err *err)
{
	static const char *const columns[] = {"symbol", "lang", "sha256"};
	struct buf list;
	sqlite3_stmt *q;
	int rc;

	if (store_exec(st->store,
	               "CREATE TABLE temp.hashes(hash BLOB PRIMARY KEY, symbol, lang) "
	               "WITHOUT ROWID",
	               err) < 0 ||
	    starter_each_row(st, "akn_sha256.tsv", columns, ROW_COLUMNS, put_hash, err) < 0)
		return -1;
	q = store_prepare(st->store, "SELECT hash, symbol, lang FROM temp.hashes ORDER BY hash",
	                  err);
	if (!q)
		return -1;
	buf_init(&list, 1 << 20);
	rc = put_lists(st, q, &list, err);
	sqlite3_finalize(q);
	buf_done(&list);
	return rc;
}
