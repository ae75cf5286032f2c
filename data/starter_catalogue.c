/* SPDX-License-Identifier: ISC */
/* The catalogue: resolutions and statements. Symbols, subjects and agenda items recur
 * thousands of times, so they are numbered. */
#include "config.h"

#include "data/starter.h"
#include "model/base/buf.h"
#include "model/base/vec.h"
#include "model/dossier/catalogue.h"

#include <stdlib.h>
#include <string.h>

enum {
	RES_SYMBOL,
	RES_DATE,
	RES_TITLE,
	RES_AGENDA,
	RES_ADOPTION,
	RES_VOTE,
	RES_MEETING,
	RES_DRAFT,
	RES_CHAPTER7,
	RES_SYRIA,
	RES_SUBJECTS,
	RES_COLUMNS
};

static const char *const resolution_columns[] = {"symbol",   "date",  "title",   "agenda",
                                                 "adoption", "vote",  "meeting", "draft",
                                                 "chapter7", "syria", "subjects"};

int64_t starter_number(struct store *s, const char *sql, const char *text, struct err *err)
{
	sqlite3_stmt *q = store_prepare(s, sql, err);
	int64_t id = 0;

	if (!q)
		return -1;
	store_bind(q, 1, text);
	if (sqlite3_step(q) == SQLITE_ROW)
		id = sqlite3_column_int64(q, 0);
	sqlite3_finalize(q);
	return id;
}

static int64_t id_of(struct store *s, const char *find, const char *make, const char *text,
                     struct err *err)
{
	int64_t id = starter_number(s, find, text, err);
	sqlite3_stmt *q;

	if (id)
		return id;
	q = store_prepare(s, make, err);
	if (!q)
		return -1;
	store_bind(q, 1, text);
	return store_run(s, q, err) < 0 ? -1 : sqlite3_last_insert_rowid(s->db);
}

int64_t starter_symbol(struct starter *st, const char *symbol, struct err *err)
{
	return id_of(st->store, "SELECT id FROM symbol WHERE text=?",
	             "INSERT INTO symbol(text) VALUES(?)", symbol, err);
}

static int64_t word_id(struct starter *st, const char *text, struct err *err)
{
	if (!*text)
		return 0;
	return id_of(st->store, "SELECT id FROM temp.words WHERE text=?",
	             "INSERT INTO temp.words(text) VALUES(?)", text, err);
}

/* Adds the ids of a list's parts to a packed one. */
static int pack_list(struct starter *st, char *list,
                     int64_t (*id_of_part)(struct starter *, const char *, struct err *),
                     struct buf *out, struct err *err)
{
	char *save = NULL;
	int64_t last = 0;

	for (char *p = strtok_r(list, ";", &save); p; p = strtok_r(NULL, ";", &save)) {
		int64_t id = id_of_part(st, p, err);

		if (id < 0)
			return -1;
		catalogue_pack(out, &last, id);
	}
	return 0;
}

/* -- resolutions -------------------------------------------------------- */

static int check_resolution(const struct tsv *t, struct err *err)
{
	if (!*t->field[RES_SYMBOL] || strchr(t->field[RES_SYMBOL], ' '))
		return tsv_error(t, err, "not a symbol", t->field[RES_SYMBOL]);
	if (!check_date(t->field[RES_DATE]))
		return tsv_error(t, err, "not a date", t->field[RES_DATE]);
	if (*t->field[RES_VOTE] && !check_vote(t->field[RES_VOTE]))
		return tsv_error(t, err, "not a vote", t->field[RES_VOTE]);
	if (*t->field[RES_TITLE] && !check_title(t->field[RES_TITLE]))
		return tsv_error(t, err, "not a whole title", t->field[RES_TITLE]);
	if (starter_check_year(t, t->field[RES_SYMBOL], t->field[RES_DATE], err) < 0)
		return -1;
	return starter_check_vote(t, t->field[RES_SYMBOL], t->field[RES_VOTE],
	                          t->field[RES_ADOPTION], err);
}

/* All rows as they stand, so that they can be put in by date. */
static int read_resolutions(struct starter *st, struct err *err)
{
	sqlite3_stmt *q = NULL;
	struct tsv t;
	int rc = tsv_open(&t, st->dir, "resolutions.tsv", resolution_columns, RES_COLUMNS, err);

	if (rc > 0) {
		q = store_prepare(st->store,
		                  "INSERT INTO temp.resolution VALUES(?,?,?,?,?,?,?,?,?,?,?)", err);
		rc = q ? 1 : -1;
	}
	while (rc > 0 && (rc = tsv_next(&t, err)) > 0) {
		if (check_resolution(&t, err) < 0) {
			rc = -1;
			break;
		}
		for (int i = 0; i < RES_COLUMNS; i++)
			store_bind(q, i + 1, t.field[i]);
		rc = starter_insert(st, q, &t, err) < 0 ? -1 : 1;
	}
	sqlite3_finalize(q);
	tsv_close(&t);
	return rc;
}

/* The extract writes some votes as 015-0-0: the zeros are dropped, and nothing else. */
static void plain_vote(const char *vote, char *out, size_t size)
{
	size_t n = 0;

	for (const char *p = vote; *p && n + 1 < size; p++) {
		bool first = p == vote || p[-1] == '-';

		while (first && *p == '0' && p[1] >= '0' && p[1] <= '9')
			p++;
		out[n++] = *p;
	}
	out[n] = 0;
}

static int put_resolution(struct starter *st, sqlite3_stmt *in, sqlite3_stmt *out, struct err *err)
{
	int64_t symbol = starter_symbol(st, store_column(in, RES_SYMBOL), err);
	int64_t agenda = word_id(st, store_column(in, RES_AGENDA), err);
	int64_t adoption = word_id(st, store_column(in, RES_ADOPTION), err);
	char *subjects = strdup(store_column(in, RES_SUBJECTS));
	struct buf list;
	char vote[40];
	int rc = -1;

	plain_vote(store_column(in, RES_VOTE), vote, sizeof vote);
	buf_init(&list, 1 << 16);
	if (symbol > 0 && agenda >= 0 && adoption >= 0 && subjects &&
	    pack_list(st, subjects, word_id, &list, err) == 0) {
		sqlite3_bind_int64(out, 1, symbol);
		store_bind(out, 2, store_column(in, RES_DATE));
		store_bind(out, 3, store_column(in, RES_TITLE));
		sqlite3_bind_int64(out, 4, agenda);
		sqlite3_bind_int64(out, 5, adoption);
		store_bind(out, 6, vote);
		store_bind(out, 7, store_column(in, RES_MEETING));
		store_bind(out, 8, store_column(in, RES_DRAFT));
		store_bind(out, 9, store_column(in, RES_CHAPTER7));
		sqlite3_bind_int64(out, 10, atoi(store_column(in, RES_SYRIA)));
		if (list.len)
			sqlite3_bind_blob(out, 11, list.bytes, (int)list.len, SQLITE_TRANSIENT);
		else
			sqlite3_bind_null(out, 11);
		rc = sqlite3_step(out) == SQLITE_DONE ? 0 : store_fail(st->store, err);
		sqlite3_reset(out);
	}
	free(subjects);
	buf_done(&list);
	return rc;
}

static int put_resolutions(struct starter *st, struct err *err)
{
	sqlite3_stmt *in, *out;
	int rc = 0, step = SQLITE_DONE;

	in = store_prepare(st->store, "SELECT * FROM temp.resolution ORDER BY date, rowid", err);
	out = store_prepare(st->store, "INSERT INTO catalogue VALUES(?,?,?,?,?,?,?,?,?,?,?)", err);
	if (!in || !out)
		rc = -1;
	while (rc == 0 && (step = sqlite3_step(in)) == SQLITE_ROW)
		rc = put_resolution(st, in, out, err);
	if (rc == 0 && step != SQLITE_DONE)
		rc = store_fail(st->store, err);
	sqlite3_finalize(in);
	sqlite3_finalize(out);
	return rc < 0 ? -1
	              : store_exec(st->store, "INSERT INTO word SELECT id, text FROM temp.words",
	                           err);
}

int starter_put_list(struct starter *st, const char *sql, int64_t id, const struct buf *list,
                     struct err *err)
{
	sqlite3_stmt *q = store_prepare(st->store, sql, err);

	if (!q)
		return -1;
	sqlite3_bind_int64(q, 1, id);
	sqlite3_bind_blob(q, 2, list->bytes, (int)list->len, SQLITE_TRANSIENT);
	return store_run(st->store, q, err);
}

int starter_catalogue(struct starter *st, struct err *err)
{
	static const char work[] =
		"CREATE TABLE temp.resolution(symbol UNIQUE, date, title, agenda, adoption, vote,"
		" meeting, draft, chapter7, syria, subjects);"
		"CREATE TABLE temp.words(id INTEGER PRIMARY KEY, text UNIQUE);";
	/* Where both know a document, the UN's own extract is the better witness of its
	 * date and vote; pane and short title stay. */
	static const char better[] =
		"UPDATE document SET date = c.date, vote = CASE WHEN c.vote <> '' THEN c.vote"
		" ELSE document.vote END FROM catalogue c JOIN symbol y ON y.id = c.id"
		" WHERE y.text = document.key";

	if (store_exec(st->store, work, err) < 0 || read_resolutions(st, err) < 0 ||
	    put_resolutions(st, err) < 0 || starter_cites(st, err) < 0)
		return -1;
	return store_exec(st->store, better, err);
}
