/* SPDX-License-Identifier: ISC */
/* Searching the dossier's rows and the titles of the catalogue. */
#include "config.h"

#include "model/store/titles.h"

#include "model/store/internal.h"

#include <stdio.h>
#include <string.h>

/* The mark of what is not confirmed, or only by a copy or an essay. */
#define MARK(table) \
	" || CASE WHEN status='confirmed' AND NOT EXISTS(SELECT 1 FROM fact_source f WHERE " \
	"f.source=" table ".source AND f.sort<>'') THEN '' ELSE '~' END FROM " table " WHERE id=?"

/* Address and title of a row by its kind. */
static const char *const questions[] = {
	[TITLE_SYMBOL] = "SELECT y.text, CASE WHEN c.title<>'' THEN c.title ELSE "
			 "coalesce(w.text, y.text) END FROM symbol y "
			 "JOIN catalogue c ON c.id=y.id LEFT JOIN word w ON w.id=c.agenda "
			 "WHERE y.id=?",
	[TITLE_DOCUMENT] = "SELECT key, title" MARK("document"),
	[TITLE_EVENT] = "SELECT 'event:'||id, title" MARK("event"),
	[TITLE_ROUND] = "SELECT 'round:'||id, series||': '||number" MARK("round"),
	[TITLE_AGENCY] = "SELECT 'agency:'||id, name" MARK("agency"),
	[TITLE_PERSON] = "SELECT 'person:'||id, name||', '||office" MARK("person"),
};

static int hand_over(struct store *s, int64_t row, int (*each)(const struct store_hit *, void *),
                     void *payload, struct err *err)
{
	size_t kind = (size_t)(row % TITLE_KINDS);
	sqlite3_stmt *q;
	int stop = 0;

	if (kind >= sizeof questions / sizeof *questions)
		return 0;
	q = store_prepare_kept(s, questions[kind], err);
	if (!q)
		return -1;
	sqlite3_bind_int64(q, 1, row / TITLE_KINDS);
	if (sqlite3_step(q) == SQLITE_ROW) {
		struct store_hit hit = {store_column(q, 0), "en", store_column(q, 1), "",
		                        kind == TITLE_SYMBOL || kind == TITLE_DOCUMENT};

		stop = each(&hit, payload);
	}
	store_release(q);
	return stop;
}

int store_search_titles(struct store *s, const char *match, size_t n,
                        int (*each)(const struct store_hit *, void *), void *payload,
                        struct err *err)
{
	/* Rows of the dossier were chosen by people: they go before the catalogue. */
	sqlite3_stmt *q = store_prepare(s,
	                                "SELECT rowid FROM titles WHERE titles MATCH ?1 "
	                                "ORDER BY rowid % 8 = 0, bm25(titles, 10.0, 1.0), "
	                                "rowid DESC LIMIT ?2",
	                                err);
	int rc = SQLITE_DONE, stop = 0;

	if (!q)
		return -1;
	store_bind(q, 1, match);
	sqlite3_bind_int64(q, 2, (int64_t)n);
	while (!stop && (rc = sqlite3_step(q)) == SQLITE_ROW)
		stop = hand_over(s, sqlite3_column_int64(q, 0), each, payload, err);
	if (!stop && rc != SQLITE_DONE)
		stop = store_fail(s, err);
	sqlite3_finalize(q);
	return stop;
}
