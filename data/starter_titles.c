/* SPDX-License-Identifier: ISC */
/* Search words of what has no text of its own: rows of the dossier, and the
 * catalogue's titles with their agenda and subjects. */
#include "config.h"

#include "data/starter.h"
#include "model/base/buf.h"
#include "model/dossier/catalogue.h"
#include "model/store/titles.h"
#include "model/text/characters.h"

#include <string.h>

static const struct {
	int kind;
	const char *sql; /* id, symbol or "", name, words */
} rows[] = {
	{TITLE_DOCUMENT, "SELECT d.id, d.key, d.key||' '||d.title, d.body||' '||d.type||' '||"
                         "coalesce(o.en,'') FROM document d LEFT JOIN symbol y ON y.text=d.key "
                         "LEFT JOIN official o ON o.id=y.id"},
	{TITLE_EVENT, "SELECT id, '', title, detail||' '||place||' '||symbols FROM event"},
	{TITLE_ROUND, "SELECT id, '', series||' '||number, place||' '||chair||' '||outcome "
                      "FROM round"},
	{TITLE_AGENCY, "SELECT id, '', name||' '||acronym, sector FROM agency"},
	{TITLE_PERSON, "SELECT id, '', name||' '||office, note FROM person"},
	/* What the dossier has already is found there. */
	{TITLE_SYMBOL, "SELECT c.id, y.text, y.text||' '||c.title, '' FROM catalogue c "
                       "JOIN symbol y ON y.id=c.id WHERE NOT EXISTS (SELECT 1 FROM document d "
                       "WHERE d.key=y.text)"},
};

/* The long title of a document that has a short one of our own. */
static int add_all(const struct catalogue_entry *e, void *words)
{
	buf_printf(words, " %s %s %s", e->title, e->agenda, e->subjects);
	return 1;
}

static int add_subjects(const struct catalogue_entry *e, void *words)
{
	buf_printf(words, "%s %s", e->agenda, e->subjects);
	return 1;
}

static void bind_folded(sqlite3_stmt *q, int index, const char *text)
{
	struct buf folded;

	buf_init(&folded, 1 << 18);
	text_fold(&folded, text, strlen(text));
	store_bind(q, index, folded.bytes);
	buf_done(&folded);
}

static int put_kind(struct starter *st, sqlite3_stmt *out, size_t i, struct err *err)
{
	sqlite3_stmt *q = store_prepare(st->store, rows[i].sql, err);
	struct buf words;
	int rc = q ? 0 : -1;

	buf_init(&words, 1 << 17);
	while (rc == 0 && sqlite3_step(q) == SQLITE_ROW) {
		buf_reset(&words);
		buf_str(&words, store_column(q, 3));
		if (*store_column(q, 1) &&
		    catalogue_entry(st->store, store_column(q, 1),
		                    rows[i].kind == TITLE_SYMBOL ? add_subjects : add_all, &words,
		                    err) < 0) {
			rc = -1;
			break;
		}
		sqlite3_bind_int64(out, 1, sqlite3_column_int64(q, 0) * TITLE_KINDS + rows[i].kind);
		bind_folded(out, 2, store_column(q, 2));
		bind_folded(out, 3, words.bytes);
		if (sqlite3_step(out) != SQLITE_DONE)
			rc = store_fail(st->store, err);
		sqlite3_reset(out);
	}
	sqlite3_finalize(q);
	buf_done(&words);
	return rc;
}

int starter_titles(struct starter *st, struct err *err)
{
	sqlite3_stmt *out = store_prepare(
		st->store, "INSERT INTO titles(rowid, name, words) VALUES(?,?,?)", err);
	int rc = out ? 0 : -1;

	for (size_t i = 0; rc == 0 && i < sizeof rows / sizeof *rows; i++)
		rc = put_kind(st, out, i, err);
	sqlite3_finalize(out);
	return rc;
}
