/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/store/match.h"

#include "model/base/buf.h"
#include "model/store/internal.h"

#include <stdio.h>
#include <string.h>

/* As in FTS5's bm25: how much the length of a text counts. */
#define LENGTH_SHARE 0.75

#define POINTER "palais-question"
#define WORDS_MOST 64

/* What the functions below are given. */
struct asked {
	const struct match_question *q;
	const int64_t *rows; /* whose places are wanted */
	size_t count;
	match_place_fn *each;
	void *payload;
	int stop;
};

/* -- within FTS5 ------------------------------------------------------------ */

/* How often each word stands in the row, by the worth of its places. */
static int count_places(const Fts5ExtensionApi *api, Fts5Context *c, const struct match_question *q,
                        double *count)
{
	for (size_t i = 0; i < q->phrases; i++) {
		int column, term, rc;
		Fts5PhraseIter at;

		if (q->word[i] < 0 || q->word[i] >= WORDS_MOST)
			continue;
		rc = api->xPhraseFirst(c, (int)i, &at, &column, &term);
		if (rc != SQLITE_OK)
			return rc;
		for (; column >= 0; api->xPhraseNext(c, &at, &column, &term))
			if (column < MATCH_COLUMNS)
				count[q->word[i]] += q->column[column];
	}
	return SQLITE_OK;
}

/* The length of the row against that of all; 1 where the index has no lengths. */
static double length_of(const Fts5ExtensionApi *api, Fts5Context *c)
{
	sqlite3_int64 all = 0, rows = 0;
	int own = -1;

	if (api->xColumnSize(c, -1, &own) != SQLITE_OK || own < 0 ||
	    api->xColumnTotalSize(c, -1, &all) != SQLITE_OK ||
	    api->xRowCount(c, &rows) != SQLITE_OK || all <= 0 || rows <= 0)
		return 1;
	return (double)own * (double)rows / (double)all;
}

static void score(const Fts5ExtensionApi *api, Fts5Context *c, sqlite3_context *result, int count,
                  sqlite3_value **values)
{
	struct asked *asked = count == 1 ? sqlite3_value_pointer(values[0], POINTER) : NULL;
	double places[WORDS_MOST] = {0}, length, sum = 0;
	int rc;

	if (!asked) {
		sqlite3_result_error_code(result, SQLITE_MISUSE);
		return;
	}
	if (!asked->q->weight) {
		/* the lengths of texts are a table of their own, which is not read for nothing */
		sqlite3_result_double(result, 0);
		return;
	}
	rc = count_places(api, c, asked->q, places);
	if (rc != SQLITE_OK) {
		sqlite3_result_error_code(result, rc);
		return;
	}
	length = 1 - LENGTH_SHARE + LENGTH_SHARE * length_of(api, c);
	for (size_t i = 0; i < asked->q->words && i < WORDS_MOST; i++)
		sum += asked->q->weight[i] * places[i] * (MATCH_SATURATION + 1) /
		       (places[i] + MATCH_SATURATION * length);
	sqlite3_result_double(result, sum);
}

static bool is_wanted(const struct asked *asked, int64_t row)
{
	size_t from = 0, to = asked->count;

	while (from < to) {
		size_t i = from + (to - from) / 2;

		if (asked->rows[i] == row)
			return true;
		if (asked->rows[i] < row)
			from = i + 1;
		else
			to = i;
	}
	return false;
}

static void hand_places(const Fts5ExtensionApi *api, Fts5Context *c, sqlite3_context *result,
                        int count, sqlite3_value **values)
{
	struct asked *asked = count == 1 ? sqlite3_value_pointer(values[0], POINTER) : NULL;
	int64_t row = api->xRowid(c);

	if (asked && !is_wanted(asked, row))
		asked = NULL;
	for (size_t i = 0; asked && i < asked->q->phrases; i++) {
		struct match_place p = {.row = row, .word = asked->q->word[i]};
		Fts5PhraseIter at;
		int rc;

		if (p.word < 0)
			continue;
		p.length = api->xPhraseSize(c, (int)i);
		rc = api->xPhraseFirst(c, (int)i, &at, &p.column, &p.term);
		if (rc != SQLITE_OK) {
			sqlite3_result_error_code(result, rc);
			return;
		}
		for (; p.column >= 0 && !asked->stop; api->xPhraseNext(c, &at, &p.column, &p.term))
			asked->stop = asked->each(&p, asked->payload);
	}
	sqlite3_result_int(result, 0);
}

/* -- asking ------------------------------------------------------------------- */

fts5_api *store_fts5(struct store *s)
{
	sqlite3_stmt *q = store_prepare(s, "SELECT fts5(?1)", NULL);
	fts5_api *api = NULL;

	if (q) {
		sqlite3_bind_pointer(q, 1, &api, "fts5_api_ptr", NULL);
		sqlite3_step(q);
		sqlite3_finalize(q);
	}
	return api;
}

static int need_functions(struct store *s, struct err *err)
{
	fts5_api *api;

	if (s->matches)
		return 0;
	api = store_fts5(s);
	if (!api || api->xCreateFunction(api, "palais_score", NULL, score, NULL) != SQLITE_OK ||
	    api->xCreateFunction(api, "palais_places", NULL, hand_places, NULL) != SQLITE_OK)
		return err_set(err, ERR_FAILED, "this SQLite has no full-text search");
	s->matches = true;
	return 0;
}

static sqlite3_stmt *ask(struct store *s, struct asked *asked, const char *function, int64_t row,
                         struct err *err)
{
	const struct match_question *question = asked->q;
	sqlite3_stmt *q;
	char sql[160];

	if (need_functions(s, err) < 0)
		return NULL;
	snprintf(sql, sizeof sql, "SELECT rowid, %s(%s, ?2) FROM %s WHERE %s MATCH ?1%s", function,
	         question->table, question->table, question->table, row ? " AND rowid=?3" : "");
	q = store_prepare_kept(s, sql, err);
	if (!q)
		return NULL;
	sqlite3_bind_text(q, 1, question->expression, -1, SQLITE_STATIC);
	sqlite3_bind_pointer(q, 2, asked, POINTER, NULL);
	if (row)
		sqlite3_bind_int64(q, 3, row);
	return q;
}

int store_match(struct store *s, const struct match_question *q, int64_t row, match_fn *each,
                void *payload, struct err *err)
{
	struct asked asked = {.q = q};
	sqlite3_stmt *stmt = ask(s, &asked, "palais_score", row, err);
	int rc = SQLITE_DONE, stop = 0;

	if (!stmt)
		return -1;
	while (!stop && (rc = sqlite3_step(stmt)) == SQLITE_ROW) {
		s->steps_left = INT64_MAX;
		stop = each(sqlite3_column_int64(stmt, 0), sqlite3_column_double(stmt, 1), payload);
	}
	if (!stop && rc != SQLITE_DONE)
		stop = store_fail(s, err);
	store_release(stmt);
	return stop < 0 ? -1 : 0;
}

int store_match_places(struct store *s, const struct match_question *q, const int64_t *rows,
                       size_t count, match_place_fn *each, void *payload, struct err *err)
{
	struct asked asked = {
		.q = q, .rows = rows, .count = count, .each = each, .payload = payload};
	sqlite3_stmt *stmt = ask(s, &asked, "palais_places", count == 1 ? *rows : 0, err);
	int rc = SQLITE_DONE;

	if (!stmt)
		return -1;
	while (!asked.stop && (rc = sqlite3_step(stmt)) == SQLITE_ROW)
		s->steps_left = INT64_MAX;
	if (!asked.stop && rc != SQLITE_DONE)
		rc = store_fail(s, err);
	store_release(stmt);
	return rc < 0 ? -1 : 0;
}
