/* SPDX-License-Identifier: ISC */
/* Search words of what has no text of its own: rows of the dossier, and the
 * catalogue's titles in six languages with their agenda and subjects. */
#include "config.h"

#include "data/starter.h"
#include "model/base/buf.h"
#include "model/dossier/catalogue.h"
#include "model/store/cut.h"
#include "model/store/titles.h"

#include <string.h>

/* Titles in the other languages, apart from one another. */
#define IN_FIVE(t) \
	"||' · '||coalesce(" t ".ar,'')||' · '||coalesce(" t ".zh,'')||' · '||coalesce(" t \
	".fr,'')||' · '||coalesce(" t ".ru,'')||' · '||coalesce(" t ".es,'')"

static const struct {
	int kind;
	const char *sql; /* id, symbol or "", titles, words */
} rows[] = {
	{TITLE_DOCUMENT,
         "SELECT d.id, d.key, told(d.title)" IN_FIVE(
		 "o") ", d.key||' '||told(d.body)||' '||told(d.type)||' '||coalesce(o.en,'') "
                      "FROM document d LEFT JOIN symbol y ON y.text=d.key "
                      "LEFT JOIN official o ON o.id=y.id"},
	{TITLE_EVENT,
         "SELECT id, '', told(title), told(detail)||' '||told(place)||' '||symbols FROM event"},
	{TITLE_ROUND, "SELECT id, '', told(series)||' '||told(number), "
                      "told(place)||' '||told(chair)||' '||told(outcome)||' '||" TITLE_TERMS(
			      "round.series=t.E") " FROM round"},
	{TITLE_AGENCY, "SELECT id, '', told(name)||' '||acronym, told(sector)||' '||" TITLE_TERMS(
			       "t.E IN (agency.name, agency.acronym)") " FROM agency"},
	{TITLE_PERSON,
         "SELECT id, '', told(name)||' '||told(office), told(note)||' '||" TITLE_TERMS(
		 TITLE_OFFICE) " FROM person"},
	{TITLE_FIGURE, "SELECT id, '', told(indicator)||' '||value||' '||told(unit), as_of||' "
                       "'||bound FROM figure"},
	{TITLE_STATE,
         "SELECT id, '', coalesce(nullif(en, ''), name)" IN_FIVE(
		 "state") ", name||' '||coalesce(iso3, '')||' '||coalesce((SELECT "
                          "group_concat(w.word, ' ') FROM "
                          "state_word w WHERE w.state=state.id), '') FROM state WHERE today=id"},
	{TITLE_SOURCE, "SELECT id, '', told(name), told(note) FROM source"},
	/* What the dossier has already is found there. */
	{TITLE_SYMBOL, "SELECT c.id, y.text, c.title" IN_FIVE(
			       "o") ", y.text FROM catalogue c JOIN symbol y ON y.id=c.id "
                                    "LEFT JOIN official o ON o.id=y.id WHERE NOT EXISTS "
                                    "(SELECT 1 FROM document d WHERE d.key=y.text)"},
};

/* The long title of a document that has a short one of our own. */
static int add_all(const struct catalogue_entry *e, void *words)
{
	buf_printf(words, " %s %s %s", e->title, e->agenda, e->subjects);
	return 1;
}

static int add_subjects(const struct catalogue_entry *e, void *words)
{
	buf_printf(words, " %s %s", e->agenda, e->subjects);
	return 1;
}

static void bind_terms(struct terms *terms, sqlite3_stmt *q, int index, const char *text,
                       struct buf *spelled)
{
	struct buf out;

	buf_init(&out, 1 << 18);
	cut_text(terms, text, strlen(text), &out, spelled);
	store_bind(q, index, out.bytes);
	buf_done(&out);
}

/* The words that stemmers need as they are written. */
static int put_spelled(struct starter *st, const struct buf *spelled, struct err *err)
{
	sqlite3_stmt *q = store_prepare_kept(
		st->store, "INSERT OR IGNORE INTO spelling(term, word) VALUES(?,?)", err);

	if (!q)
		return -1;
	for (size_t i = 0; i < spelled->len;) {
		const char *term = spelled->bytes + i, *word = term + strlen(term) + 1;

		i += strlen(term) + strlen(word) + 2;
		store_bind(q, 1, term);
		store_bind(q, 2, word);
		if (sqlite3_step(q) != SQLITE_DONE)
			return store_fail(st->store, err);
		sqlite3_reset(q);
	}
	return 0;
}

static int put_row(struct starter *st, struct terms *terms, sqlite3_stmt *q, sqlite3_stmt *out,
                   int kind, struct err *err)
{
	struct buf words, spelled;
	int rc = 0;

	buf_init(&words, 1 << 17);
	buf_init(&spelled, 1 << 20);
	buf_str(&words, store_column(q, 3));
	if (*store_column(q, 1) &&
	    catalogue_entry(st->store, store_column(q, 1),
	                    kind == TITLE_SYMBOL ? add_subjects : add_all, &words, err) < 0)
		rc = -1;
	sqlite3_bind_int64(out, 1, sqlite3_column_int64(q, 0) * TITLE_KINDS + kind);
	bind_terms(terms, out, 2, store_column(q, 2), &spelled);
	bind_terms(terms, out, 3, words.bytes, &spelled);
	if (rc == 0 && sqlite3_step(out) != SQLITE_DONE)
		rc = store_fail(st->store, err);
	sqlite3_reset(out);
	if (rc == 0)
		rc = put_spelled(st, &spelled, err);
	buf_done(&words);
	buf_done(&spelled);
	return rc;
}

static int put_kind(struct starter *st, struct terms *terms, sqlite3_stmt *out, size_t i,
                    struct err *err)
{
	sqlite3_stmt *q = store_prepare(st->store, rows[i].sql, err);
	int rc = q ? 0 : -1, step = SQLITE_DONE;

	while (rc == 0 && (step = sqlite3_step(q)) == SQLITE_ROW)
		rc = put_row(st, terms, q, out, rows[i].kind, err);
	if (rc == 0 && step != SQLITE_DONE)
		rc = store_fail(st->store, err);
	sqlite3_finalize(q);
	return rc;
}

static int put_kinds(struct starter *st, struct err *err)
{
	sqlite3_stmt *out = store_prepare(
		st->store, "INSERT INTO titles(rowid, title, words) VALUES(?,?,?)", err);
	struct terms *terms = terms_new();
	int rc = out && terms ? 0 : -1;

	for (size_t i = 0; rc == 0 && i < sizeof rows / sizeof *rows; i++)
		rc = put_kind(st, terms, out, i, err);
	sqlite3_finalize(out);
	terms_free(terms);
	return rc;
}

/* told(TEXT): it and its translations. */
static void tell(sqlite3_context *context, int count, sqlite3_value **values)
{
	const char *text = (const char *)sqlite3_value_text(values[0]);
	struct buf out;

	(void)count;
	buf_init(&out, 1 << 17);
	starter_in_all(sqlite3_user_data(context), text ? text : "", &out);
	sqlite3_result_text(context, out.bytes, (int)out.len, SQLITE_TRANSIENT);
	buf_done(&out);
}

int starter_titles(struct starter *st, struct err *err)
{
	if (sqlite3_create_function(st->store->db, "told", 1, SQLITE_UTF8, st, tell, NULL, NULL) !=
	    SQLITE_OK)
		return store_fail(st->store, err);
	return put_kinds(st, err);
}
