/* SPDX-License-Identifier: ISC */
/* States: their names, the short forms that find them, and how they voted. */
#include "config.h"

#include "data/starter.h"
#include "model/base/buf.h"
#include "model/dossier/states.h"

#include <stdlib.h>
#include <string.h>

enum {
	STATE_KEY,
	STATE_AR,
	STATE_ES = 6,
	STATE_ISO3,
	STATE_TODAY,
	STATE_SOURCE,
	STATE_STATUS,
	STATE_COLUMNS
};

static const char *const state_columns[] = {"key", "ar",   "zh",    "en",     "fr",    "ru",
                                            "es",  "iso3", "today", "source", "status"};
static const char *const alias_columns[] = {"alias", "key"};
enum { VOTE_SYMBOL, VOTE_ABSTAINING = 3, VOTE_SOURCE, VOTE_STATUS, VOTE_COLUMNS };

static const char *const vote_columns[] = {"symbol",     "in_favour", "against",
                                           "abstaining", "source",    "status"};

/* -- names -------------------------------------------------------------- */

static bool is_iso3(const char *s)
{
	return strlen(s) == 3 && strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 3;
}

static int note_name(struct starter *st, struct tsv *t, struct err *err)
{
	sqlite3_stmt *q;
	int rc;

	if (!*t->field[STATE_KEY] || strlen(t->field[STATE_KEY]) >= STATE_KEY_MAX)
		return tsv_error(t, err, "not the key of a state", t->field[STATE_KEY]);
	for (int i = STATE_AR; i <= STATE_ES; i++)
		if (!*t->field[i])
			return tsv_error(t, err, "a name is missing", state_columns[i]);
	if (!is_iso3(t->field[STATE_ISO3]))
		return tsv_error(t, err, "not a code of three capitals", t->field[STATE_ISO3]);
	if (!check_status(t->field[STATE_STATUS]))
		return tsv_error(t, err, "unknown status", t->field[STATE_STATUS]);
	q = store_prepare(st->store, "INSERT INTO temp.states VALUES(?,?,?,?,?,?,?,?,?)", err);
	if (!q)
		return -1;
	for (int i = 0; i <= STATE_TODAY; i++)
		store_bind(q, i + 1, t->field[i]);
	rc = starter_insert(st, q, t, err);
	sqlite3_finalize(q);
	return rc;
}

/* A name of before leads to one of today, of the same state. */
static int check_today(struct starter *st, struct tsv *t, struct err *err)
{
	sqlite3_stmt *q;
	bool fine;

	if (!*t->field[STATE_TODAY])
		return 0;
	q = store_prepare(st->store,
	                  "SELECT 1 FROM temp.states WHERE name=? AND iso3=? AND today=''", err);
	if (!q)
		return -1;
	store_bind(q, 1, t->field[STATE_TODAY]);
	store_bind(q, 2, t->field[STATE_ISO3]);
	fine = sqlite3_step(q) == SQLITE_ROW;
	sqlite3_finalize(q);
	return fine ? 0
	            : tsv_error(t, err, "not the name of this state today", t->field[STATE_TODAY]);
}

/* States that voted are known by country_names.tsv, if there is one. */
static int note_voters(struct starter *st, struct tsv *t, struct err *err)
{
	int64_t names = starter_number(st->store, "SELECT count(*) FROM temp.states WHERE iso3<>?",
	                               "", err);

	if (!*t->field[VOTE_SOURCE])
		return tsv_error(t, err, "votes without a source", t->field[VOTE_SYMBOL]);
	if (!check_status(t->field[VOTE_STATUS]))
		return tsv_error(t, err, "unknown status", t->field[VOTE_STATUS]);
	if (starter_source(st, t, t->field[VOTE_SOURCE], err) < 0)
		return -1;
	for (int i = 1; i <= VOTE_ABSTAINING; i++) {
		char *list = strdup(t->field[i]), *save = NULL;
		int rc = list && names >= 0 ? 0 : -1;

		for (char *p = strtok_r(list, ";", &save); rc == 0 && p;
		     p = strtok_r(NULL, ";", &save)) {
			sqlite3_stmt *q = store_prepare(
				st->store, "INSERT OR IGNORE INTO temp.states(name) VALUES(?)",
				err);

			if (!q) {
				rc = -1;
				break;
			}
			store_bind(q, 1, p);
			rc = store_run(st->store, q, err);
			if (rc == 0 && names > 0 && sqlite3_changes(st->store->db))
				rc = tsv_error(t, err, "no such state in country_names.tsv", p);
		}
		free(list);
		if (rc < 0)
			return -1;
	}
	return 0;
}

/* -- words -------------------------------------------------------------- */

static int put_word(struct starter *st, const char *text, int64_t state, struct err *err)
{
	sqlite3_stmt *q =
		store_prepare(st->store, "INSERT OR IGNORE INTO state_word VALUES(?,?)", err);
	struct buf word;

	if (!q)
		return -1;
	buf_init(&word, 1 << 12);
	state_fold(&word, text);
	store_bind(q, 1, word.bytes);
	sqlite3_bind_int64(q, 2, state);
	buf_done(&word);
	return *text ? store_run(st->store, q, err) : (sqlite3_finalize(q), 0);
}

static int put_words(struct starter *st, struct err *err)
{
	sqlite3_stmt *q = store_prepare(
		st->store, "SELECT today, name, iso3, ar, zh, en, fr, ru, es FROM state", err);
	int rc = q ? 0 : -1;

	while (rc == 0 && sqlite3_step(q) == SQLITE_ROW)
		for (int i = 1; rc == 0 && i < 9; i++)
			rc = put_word(st, store_column(q, i), sqlite3_column_int64(q, 0), err);
	sqlite3_finalize(q);
	return rc;
}

/* A short form finds one state, and one that it does not find already. */
static int put_alias(struct starter *st, struct tsv *t, struct err *err)
{
	int64_t state =
		starter_number(st->store, "SELECT today FROM state WHERE name=?", t->field[1], err);
	struct buf word;
	int64_t known;

	if (state < 1)
		return state < 0 ? -1 : tsv_error(t, err, "no such state", t->field[1]);
	buf_init(&word, 1 << 12);
	state_fold(&word, t->field[0]);
	known = word.len ? starter_number(st->store, "SELECT state FROM state_word WHERE word=?",
	                                  word.bytes, err)
	                 : 0;
	if (!word.len)
		known = tsv_error(t, err, "not a name", t->field[0]);
	else if (known > 0)
		known = tsv_error(t, err, "a name of a state already", t->field[0]);
	buf_done(&word);
	return known < 0 ? -1 : put_word(st, t->field[0], state, err);
}

/* -- ballots ------------------------------------------------------------ */

static int put_vote(struct starter *st, const struct tsv *t, const char *state, char letter,
                    char *votes, char *seen, struct err *err)
{
	int64_t id = starter_number(st->store, "SELECT id FROM state WHERE name=?", state, err);
	int64_t today =
		starter_number(st->store, "SELECT today FROM state WHERE name=?", state, err);

	if (id < 1 || today < 1)
		return -1;
	if (seen[today - 1])
		return tsv_error(t, err, "votes twice on one text", state);
	seen[today - 1] = 1;
	votes[id - 1] = letter;
	return 0;
}

static int put_ballot(struct starter *st, struct tsv *t, struct err *err)
{
	static const char letters[] = "?yna";
	int64_t id = starter_symbol(st, t->field[0], err);
	int64_t states =
		starter_number(st->store, "SELECT count(*) FROM state WHERE ?<>'-'", "", err);
	char *votes = id > 0 && states > 0 ? calloc(2, (size_t)states + 1) : NULL;
	sqlite3_stmt *q = NULL;
	int rc = votes ? 0 : -1;

	if (votes)
		memset(votes, ' ', (size_t)states);
	for (int i = 1; rc == 0 && i <= VOTE_ABSTAINING; i++) {
		char *save = NULL;

		for (char *p = strtok_r(t->field[i], ";", &save); rc == 0 && p;
		     p = strtok_r(NULL, ";", &save))
			rc = put_vote(st, t, p, letters[i], votes, votes + states + 1, err);
	}
	if (rc == 0) {
		q = store_prepare(st->store, "INSERT INTO ballot VALUES(?1,?2,?3,?4)", err);
		rc = q ? 0 : -1;
	}
	if (rc == 0) {
		sqlite3_bind_int64(q, 1, id);
		store_bind(q, 2, votes);
		store_bind(q, 3, t->field[VOTE_SOURCE]);
		store_bind(q, 4, t->field[VOTE_STATUS]);
		rc = starter_insert(st, q, t, err);
	}
	sqlite3_finalize(q);
	free(votes);
	return rc;
}

int starter_states(struct starter *st, struct err *err)
{
	static const char work[] = "CREATE TABLE temp.states(name UNIQUE, ar, zh, en, fr, ru, es, "
				   "iso3, today)";
	static const char put[] =
		"INSERT INTO state(name, iso3, ar, zh, en, fr, ru, es) "
		"SELECT name, iso3, ar, zh, en, fr, ru, es FROM temp.states ORDER BY name;"
		"UPDATE state SET today = coalesce((SELECT v.id FROM temp.states t JOIN state v "
		"ON v.name = t.today WHERE t.name = state.name), id)";

	if (store_exec(st->store, work, err) < 0 ||
	    starter_each_row(st, "country_names.tsv", state_columns, STATE_COLUMNS, note_name,
	                     err) < 0 ||
	    starter_each_row(st, "country_names.tsv", state_columns, STATE_COLUMNS, check_today,
	                     err) < 0 ||
	    starter_each_row(st, "votes_syria.tsv", vote_columns, VOTE_COLUMNS, note_voters, err) <
	            0 ||
	    store_exec(st->store, put, err) < 0 || put_words(st, err) < 0 ||
	    starter_each_row(st, "states.tsv", alias_columns, 2, put_alias, err) < 0)
		return -1;
	return starter_each_row(st, "votes_syria.tsv", vote_columns, VOTE_COLUMNS, put_ballot, err);
}
