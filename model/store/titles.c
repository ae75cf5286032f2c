/* SPDX-License-Identifier: ISC */
/* What the index of titles has found: rows of the dossier and titles of the catalogue. */
#include "config.h"

#include "model/store/titles.h"

#include "model/store/found.h"
#include "model/store/internal.h"

#include <stdlib.h>
#include <string.h>

/* The mark of what is not confirmed, or only by a copy or an essay. */
#define MARK(table) \
	"|| CASE WHEN status='confirmed' AND NOT EXISTS(SELECT 1 FROM fact_source f WHERE " \
	"f.source=" table ".source AND f.sort<>'') THEN '' ELSE '~' END"

/* Address, date, words, title in English, and in the other languages, of a row by its kind. */
static const char *const questions[TITLE_KINDS] = {
	[TITLE_SYMBOL] = "SELECT y.text, c.date, coalesce(w.text, ''), "
			 "coalesce(nullif(c.title, "
			 "''), w.text, y.text), o.ar, o.zh, o.fr, o.ru, o.es FROM symbol y "
			 "JOIN catalogue c ON c.id=y.id LEFT JOIN word w ON w.id=c.agenda "
			 "LEFT JOIN official o ON o.id=y.id WHERE y.id=?1",
	[TITLE_DOCUMENT] = "SELECT d.key, d.date, coalesce(o.en, ''), d.title " MARK(
		"d") ", o.ar, o.zh, o.fr, o.ru, o.es FROM document d LEFT "
		     "JOIN symbol y ON "
		     "y.text=d.key LEFT JOIN official o ON o.id=y.id WHERE "
		     "d.id=?1",
	[TITLE_EVENT] =
		"SELECT 'event:'||id, date, detail, title" MARK("event") " FROM event WHERE id=?1",
	[TITLE_ROUND] = "SELECT 'round:'||id, start, outcome||' '||" TITLE_TERMS(
		"round.series=t.E") ", series||': '||number" MARK("round") " FROM "
									   "round "
									   "WHERE "
									   "id=?1",
	[TITLE_AGENCY] = "SELECT 'agency:'||id, '', sector||' '||" TITLE_TERMS(
		"t.E IN (agency.name, agency.acronym)") ", name||' "
							"('||acronym||')"
							"'" MARK("agency") " FROM agency WHERE "
									   "id=?1",
	[TITLE_PERSON] = "SELECT 'person:'||id, start, note||' '||" TITLE_TERMS(
		TITLE_OFFICE) ", name||', '||office" MARK("person") " FROM person "
								    "WHERE id=?1",
	[TITLE_FIGURE] = "SELECT 'figure:'||id, as_of, '', indicator||': '||value||' "
			 "'||unit" MARK("figure") " FROM figure WHERE id=?1",
	[TITLE_STATE] = "SELECT 'state:'||name, '', '', CASE WHEN en<>'' THEN en "
			"ELSE name END, "
			"ar, zh, fr, ru, es FROM state WHERE id=?1",
	[TITLE_SOURCE] = "SELECT 'source:'||id, '', note, name" MARK(
		"source_row") " FROM (SELECT id, name, note, url AS source, status "
			      "FROM source) "
			      "AS source_row WHERE id=?1",
};

/* The languages of the titles in the order of a question's columns. */
static const char *const title_langs[LANG_COUNT] = {"en", "ar", "zh", "fr", "ru", "es"};

static int take_row(sqlite3_stmt *q, struct store_row *r)
{
	r->key = strdup(store_column(q, 0));
	r->date = strdup(store_column(q, 1));
	r->words = strdup(store_column(q, 2));
	for (int i = 0; i < LANG_COUNT; i++) {
		char **title = &r->titles[lang_index(title_langs[i])];

		*title = strdup(3 + i < sqlite3_column_count(q) ? store_column(q, 3 + i) : "");
		if (!*title)
			return -1;
	}
	return r->key && r->date && r->words ? 0 : -1;
}

int store_row_get(struct store *s, int64_t row, struct store_row *r, struct err *err)
{
	int kind = (int)(row % TITLE_KINDS);
	sqlite3_stmt *q = questions[kind] ? store_prepare_kept(s, questions[kind], err) : NULL;
	int rc;

	memset(r, 0, sizeof *r);
	if (!q)
		return questions[kind] ? -1 : 0;
	sqlite3_bind_int64(q, 1, row / TITLE_KINDS);
	r->document = kind == TITLE_SYMBOL || kind == TITLE_DOCUMENT;
	r->chosen = kind != TITLE_SYMBOL;
	rc = sqlite3_step(q);
	if (rc == SQLITE_ROW)
		rc = take_row(q, r) < 0 ? err_set(err, ERR_FAILED, "out of memory") : 1;
	else
		rc = rc == SQLITE_DONE ? 0 : store_fail(s, err);
	store_release(q);
	if (rc <= 0)
		store_row_done(r);
	return rc;
}

void store_row_done(struct store_row *r)
{
	free(r->key);
	free(r->date);
	free(r->words);
	for (int i = 0; i < LANG_COUNT; i++)
		free(r->titles[i]);
	memset(r, 0, sizeof *r);
}
