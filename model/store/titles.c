/* SPDX-License-Identifier: ISC */
/* What the index of titles has found: rows of the dossier and titles of the catalogue. */
#include "config.h"

#include "model/store/titles.h"

#include "model/base/buf.h"
#include "model/base/lang.h"
#include "model/store/found.h"
#include "model/store/internal.h"
#include "model/store/told.h"

#include <stdlib.h>
#include <string.h>

/* The mark of what is not confirmed, or only by a copy or an essay. */
#define MARK(table) \
	"|| CASE WHEN status='confirmed' AND NOT EXISTS(SELECT 1 FROM fact_source f WHERE " \
	"f.source=" table ".source AND f.sort<>'') THEN '' ELSE '~' END"

/* A row by its kind: address, date, mark; the title in the other languages, where that is
 * official; the three pieces of its title in English; what else it is found by, of which the first
 * is one text of the tables. */
#define ROW(address, date, mark, official, pieces, words, from) \
	"SELECT " address ", " date ", " mark ", " official ", " pieces ", " words " FROM " from
#define OFFICIAL "o.ar, o.zh, o.fr, o.ru, o.es"
#define NONE "'', '', '', '', ''"

static const struct {
	const char *sql;
	const char *form; /* of the title: 1 2 3 are its pieces */
} questions[TITLE_KINDS] = {
	[TITLE_SYMBOL] = {ROW("y.text", "c.date", "''", OFFICIAL,
                              "coalesce(nullif(c.title, ''), w.text, y.text), '', ''",
                              "coalesce(w.text, ''), ''",
                              "symbol y JOIN catalogue c ON c.id=y.id LEFT JOIN word w ON "
                              "w.id=c.agenda LEFT JOIN official o ON o.id=y.id WHERE y.id=?1"),
                          "1"},
	[TITLE_DOCUMENT] = {ROW("d.key", "d.date", "''" MARK("d"), OFFICIAL, "d.title, '', ''",
                                "'', coalesce(o.en, '')",
                                "document d LEFT JOIN symbol y ON y.text=d.key LEFT JOIN official "
                                "o ON o.id=y.id WHERE d.id=?1"),
                            "1"},
	[TITLE_EVENT] = {ROW("'event:'||id", "date", "''" MARK("event"), NONE, "title, '', ''",
                             "detail, ''", "event WHERE id=?1"),
                         "1"},
	[TITLE_ROUND] = {ROW("'round:'||id", "start", "''" MARK("round"), NONE,
                             "series, number, ''", "outcome, " TITLE_TERMS("round.series=t.E"),
                             "round WHERE id=?1"),
                         "1: 2"},
	[TITLE_AGENCY] = {ROW("'agency:'||id", "''", "''" MARK("agency"), NONE, "name, acronym, ''",
                              "sector, " TITLE_TERMS("t.E IN (agency.name, agency.acronym)"),
                              "agency WHERE id=?1"),
                          "1 (2)"},
	[TITLE_PERSON] = {ROW("'person:'||id", "start", "''" MARK("person"), NONE,
                              "name, office, ''", "note, " TITLE_TERMS(TITLE_OFFICE),
                              "person WHERE id=?1"),
                          "1, 2"},
	[TITLE_FIGURE] = {ROW("'figure:'||id", "as_of", "''" MARK("figure"), NONE,
                              "indicator, value, unit", "'', ''", "figure WHERE id=?1"),
                          "1: 2 3"},
	[TITLE_STATE] = {ROW("'state:'||name", "''", "''", "ar, zh, fr, ru, es",
                             "CASE WHEN en<>'' THEN en ELSE name END, '', ''", "'', ''",
                             "state WHERE id=?1"),
                         "1"},
	[TITLE_SOURCE] = {ROW("'source:'||id", "''", "''" MARK("source_row"), NONE, "name, '', ''",
                              "note, ''",
                              "(SELECT id, name, note, url AS source, status FROM source) "
                              "AS source_row WHERE id=?1"),
                          "1"},
};

/* The languages of official titles in the order of their columns. */
static const char *const title_langs[LANG_COUNT - 1] = {"ar", "zh", "fr", "ru", "es"};

static int take(sqlite3_stmt *q, int column, char **out)
{
	*out = strdup(store_column(q, column));
	return *out ? 0 : -1;
}

static int take_row(sqlite3_stmt *q, struct store_row *r)
{
	int column = 0, rc = take(q, column++, &r->key);

	if (rc == 0)
		rc = take(q, column++, &r->date);
	if (rc == 0)
		rc = take(q, column++, &r->mark);
	for (int i = 0; rc == 0 && i < LANG_COUNT - 1; i++)
		rc = take(q, column++, &r->titles[lang_index(title_langs[i])]);
	for (int i = 0; rc == 0 && i < STORE_ROW_PIECES; i++)
		rc = take(q, column++, &r->pieces[i]);
	return rc;
}

int store_row_get(struct store *s, int64_t row, struct store_row *r, struct err *err)
{
	int kind = (int)(row % TITLE_KINDS);
	const char *sql = questions[kind].sql;
	sqlite3_stmt *q = sql ? store_prepare_kept(s, sql, err) : NULL;
	int rc;

	memset(r, 0, sizeof *r);
	if (!q)
		return sql ? -1 : 0;
	sqlite3_bind_int64(q, 1, row / TITLE_KINDS);
	r->document = kind == TITLE_SYMBOL || kind == TITLE_DOCUMENT;
	r->chosen = kind != TITLE_SYMBOL;
	r->form = questions[kind].form;
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

/* The title of its pieces in a language; "" where none of them is translated. */
static void put_title(struct store *s, const struct store_row *r, int language, struct buf *out)
{
	bool told = language == lang_index("en");

	for (const char *f = r->form; *f; f++) {
		struct told piece;

		if (*f < '1' || *f > '3') {
			buf_char(out, *f);
			continue;
		}
		piece = store_told_in(s, language, r->pieces[*f - '1']);
		told |= !piece.english && piece.text != r->pieces[*f - '1'];
		buf_str(out, piece.text);
	}
	buf_str(out, r->mark);
	if (!told)
		buf_reset(out);
}

static void put_words(struct store *s, const struct store_row *r, int language, struct buf *out)
{
	const char *text = r->pieces[STORE_ROW_PIECES - 2], *more = r->pieces[STORE_ROW_PIECES - 1];
	struct told t = store_told_in(s, language, text);

	if (language == lang_index("en"))
		buf_printf(out, "%s%s%s", text, *text && *more ? " " : "", more);
	else if (!t.english)
		buf_str(out, t.text);
}

int store_row_tell(struct store *s, struct store_row *r, int language)
{
	char **title = &r->titles[language], **words = &r->words[language];
	struct buf out;

	buf_init(&out, 1 << 16);
	if (!*title || !**title) {
		put_title(s, r, language, &out);
		free(*title);
		*title = strdup(out.bytes);
		buf_reset(&out);
	}
	if (!*words) {
		put_words(s, r, language, &out);
		*words = strdup(out.bytes);
	}
	buf_done(&out);
	return *title && *words ? 0 : -1;
}

void store_row_done(struct store_row *r)
{
	free(r->key);
	free(r->date);
	free(r->mark);
	for (int i = 0; i < STORE_ROW_PIECES; i++)
		free(r->pieces[i]);
	for (int i = 0; i < LANG_COUNT; i++) {
		free(r->titles[i]);
		free(r->words[i]);
	}
	memset(r, 0, sizeof *r);
}
