/* SPDX-License-Identifier: ISC */
/* What cites what, both ways. The lists were found by patterns, which take general
 * comments for resolutions and resolutions of one body for those of another: what can be
 * told by its form is refused. */
#include "config.h"

#include "data/starter.h"
#include "model/base/buf.h"
#include "model/dossier/catalogue.h"
#include "model/symbol/symbol.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The Assembly counts its resolutions by session since the 31st; S/RES and A/RES of
 * other forms are of other bodies. */
#define FIRST_SESSION 31

static bool is_canonical(const char *symbol)
{
	char normal[SYMBOL_MAX];

	return strlen(symbol) < SYMBOL_MAX && symbol_normal(symbol, normal) &&
	       !strcmp(normal, symbol);
}

/* Whether a list has a symbol. */
static bool has(const char *list, const char *symbol)
{
	size_t n = strlen(symbol);

	for (const char *p = list; (p = strstr(p, symbol)); p += n)
		if ((p == list || p[-1] == ';') && (!p[n] || p[n] == ';'))
			return true;
	return false;
}

/* The Council numbers its resolutions through all years: a number has one. */
static bool is_of_its_year(int number, int year)
{
	int low, high, known = symbol_year(number, &low, &high);

	return known ? known == year : year >= low && year <= high;
}

/* What is wrong with a citation in a list of a text of some year (0: not known); NULL
 * when nothing is. */
static const char *fault_of(const char *cited, const char *list, int year)
{
	char council[SYMBOL_MAX];
	int session = 0, number = 0, its = 0;

	if (!is_canonical(cited))
		return "not a symbol in canonical form";
	if (sscanf(cited, "S/RES/%d(%d)", &number, &its) == 2 && !is_of_its_year(number, its))
		return "no resolution of the Council has this number and year";
	if (sscanf(cited, "A/RES/%d/%d", &session, &number) == 2) {
		snprintf(council, sizeof council, "A/HRC/%.70s", cited + 2);
		if (session < FIRST_SESSION)
			return "no resolution of the Assembly has this form";
		if (has(list, council))
			return "stands beside the Human Rights Council's of the same number";
		its = 1945 + session;
	}
	return year && its > year ? "is later than the text that cites it" : NULL;
}

static int check_cites(struct starter *st, const struct tsv *t, struct err *err)
{
	int year = (int)starter_number(
		st->store,
		"SELECT substr(c.date,1,4) FROM symbol y JOIN catalogue c ON c.id=y.id "
		"WHERE y.text=?",
		t->field[0], err);
	char *list = strdup(t->field[1]), *save = NULL;
	int rc = list && year >= 0 ? 0 : -1;

	for (char *p = list ? strtok_r(list, ";", &save) : NULL; rc == 0 && p;
	     p = strtok_r(NULL, ";", &save)) {
		const char *fault = fault_of(p, t->field[1], year);

		rc = fault ? tsv_error(t, err, fault, p) : 0;
	}
	free(list);
	return rc;
}

static int put_cites(struct starter *st, const char *symbol, char *cites, struct err *err)
{
	sqlite3_stmt *q =
		store_prepare(st->store, "INSERT OR IGNORE INTO temp.pair VALUES(?,?)", err);
	int64_t src = starter_symbol(st, symbol, err), last = 0;
	char *save = NULL;
	struct buf list;
	int rc = q && src > 0 ? 0 : -1;

	buf_init(&list, 1 << 16);
	for (char *p = strtok_r(cites, ";", &save); rc == 0 && p; p = strtok_r(NULL, ";", &save)) {
		int64_t dst = starter_symbol(st, p, err);

		sqlite3_bind_int64(q, 1, dst);
		sqlite3_bind_int64(q, 2, src);
		if (dst < 0 || sqlite3_step(q) != SQLITE_DONE)
			rc = dst < 0 ? -1 : store_fail(st->store, err);
		/* A text that is named twice is one citation. */
		else if (sqlite3_changes(st->store->db))
			catalogue_pack(&list, &last, dst);
		sqlite3_reset(q);
	}
	if (rc == 0 && list.len)
		rc = starter_put_list(st, "UPDATE symbol SET cites=?2 WHERE id=?1", src, &list,
		                      err);
	sqlite3_finalize(q);
	buf_done(&list);
	return rc;
}

/* Whether the symbol's list is there already; -1 with err. */
static int is_there(struct starter *st, const char *symbol, struct err *err)
{
	return (int)starter_number(
		st->store, "SELECT 1 FROM symbol WHERE text=? AND cites IS NOT NULL", symbol, err);
}

static int read_cites(struct starter *st, struct tsv *t, struct err *err)
{
	int there = check_cites(st, t, err) < 0 ? -1 : is_there(st, t->field[0], err);

	if (there)
		return there < 0 ? -1 : tsv_error(t, err, "duplicate key", t->field[0]);
	return put_cites(st, t->field[0], t->field[1], err);
}

/* What documents of the dossier recall, where the catalogue's own citations do
 * not say more. */
static int add_recalls(struct starter *st, struct err *err)
{
	sqlite3_stmt *q = store_prepare(st->store,
	                                "SELECT d.key, d.recalls FROM document d WHERE "
	                                "d.recalls<>'' AND NOT EXISTS (SELECT 1 FROM symbol y "
	                                "WHERE y.text=d.key AND y.cites IS NOT NULL) ORDER BY d.id",
	                                err);
	int rc = q ? 0 : -1;

	while (rc == 0 && sqlite3_step(q) == SQLITE_ROW) {
		char *cites = strdup(store_column(q, 1));

		rc = cites ? put_cites(st, store_column(q, 0), cites, err) : -1;
		free(cites);
	}
	sqlite3_finalize(q);
	return rc;
}

static int turn_cites(struct starter *st, struct err *err)
{
	sqlite3_stmt *q =
		store_prepare(st->store, "SELECT dst, src FROM temp.pair ORDER BY dst, src", err);
	int64_t dst = 0, last = 0;
	struct buf list;
	int rc = q ? 0 : -1, step = SQLITE_ROW;

	buf_init(&list, 1 << 20);
	while (rc == 0 && step == SQLITE_ROW) {
		int64_t next;

		step = sqlite3_step(q);
		next = step == SQLITE_ROW ? sqlite3_column_int64(q, 0) : 0;
		if (next != dst) {
			if (dst)
				rc = starter_put_list(st, "UPDATE symbol SET cited=?2 WHERE id=?1",
				                      dst, &list, err);
			buf_reset(&list);
			dst = next;
			last = 0;
		}
		if (next)
			catalogue_pack(&list, &last, sqlite3_column_int64(q, 1));
	}
	if (rc == 0 && step != SQLITE_DONE)
		rc = store_fail(st->store, err);
	sqlite3_finalize(q);
	buf_done(&list);
	return rc;
}

int starter_cites(struct starter *st, struct err *err)
{
	static const char *const columns[] = {"symbol", "cites"};

	if (store_exec(st->store,
	               "CREATE TABLE temp.pair(dst, src, PRIMARY KEY(dst, src)) WITHOUT ROWID",
	               err) < 0 ||
	    starter_each_row(st, "cites.tsv", columns, 2, read_cites, err) < 0 ||
	    add_recalls(st, err) < 0)
		return -1;
	return turn_cites(st, err);
}
