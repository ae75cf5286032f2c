/* SPDX-License-Identifier: ISC */
/* The tables that are rows as they stand: checked, and put in. */
#include "config.h"

#include "data/starter.h"
#include "model/base/buf.h"
#include "model/dossier/tables.h"
#include "model/symbol/symbol.h"

#include <stdlib.h>
#include <string.h>

int starter_insert(struct starter *st, sqlite3_stmt *q, const struct tsv *t, struct err *err)
{
	int rc = sqlite3_step(q);

	sqlite3_reset(q);
	if (rc == SQLITE_DONE)
		return 0;
	if (rc == SQLITE_CONSTRAINT)
		return tsv_error(t, err, "duplicate key", t->field[0]);
	return store_fail(st->store, err);
}

int starter_each_row(struct starter *st, const char *name, const char *const *columns, int count,
                     int (*row)(struct starter *, struct tsv *, struct err *), struct err *err)
{
	struct tsv t;
	int rc = tsv_open(&t, st->dir, name, columns, count, err);

	while (rc > 0 && (rc = tsv_next(&t, err)) > 0)
		rc = row(st, &t, err) < 0 ? -1 : 1;
	tsv_close(&t);
	return rc;
}

static bool check_readable(const char *s)
{
	return *s && strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen(s);
}

static bool check_series(const char *s)
{
	return check_readable(s);
}

static bool check_bound(const char *s)
{
	return !strcmp(s, "over") || !strcmp(s, "at least") || !strcmp(s, "almost");
}

static bool check_section(const char *s)
{
	static const char *const kinds[] = {
		"text",     "events",  "rounds",  "documents", "figures", "chart",
		"agencies", "sources", "persons", "questions", "links",   "library",
		"lists",    "news",    "numbers", "drawing",
	};

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (!strcmp(s, kinds[i]))
			return true;
	return false;
}

static bool check_value(const char *s)
{
	char *end;

	strtod(s, &end);
	return end != s && !*end;
}

/* Checks by the name of a column, in whichever table it stands. Columns that may
 * be empty are checked when they are not. */
static const struct check {
	const char *column;
	bool (*fine)(const char *);
	bool empty; /* may be empty */
	const char *what;
} checks[] = {
	{"id", check_number, false, "not the number of a row"},
	{"key", check_readable, true, "not a name of small letters, digits and '-'"},
	{"date", check_date, false, "not a date"},
	{"start", check_date, true, "not a date"},
	{"end", check_date, true, "not a date"},
	{"as_of", check_date, false, "not a date"},
	{"year", check_date, false, "not a year"},
	{"status", check_status, false, "unknown status"},
	{"title", check_title, false, "not a whole title"},
	{"languages", check_letters, false, "not letters of languages (A C E F R S)"},
	{"vote", check_vote, true, "not a vote"},
	{"url", check_address, true, "not an address"},
	{"feed", check_address, true, "not an address"},
	{"value", check_value, false, "not a number"},
	{"series", check_series, true, "not the name of a series"},
	{"bound", check_bound, true, "not over, at least or almost"},
	{"order", check_number, false, "not a number"},
	{"most", check_count, false, "not a number"},
};

/* Columns whose name means something else in some table. */
static bool is_exempt(enum dossier_kind kind, const char *column)
{
	return (kind == DOSSIER_ROUNDS && !strcmp(column, "series")) ||
	       (kind == DOSSIER_TERMS && !strcmp(column, "key"));
}

static int check_row(enum dossier_kind kind, const struct tsv *t, const char *const *columns,
                     struct err *err)
{
	for (int i = 0; i < t->count; i++) {
		const char *v = t->field[i];

		for (size_t k = 0; k < sizeof checks / sizeof *checks; k++) {
			const struct check *c = &checks[k];

			if (strcmp(c->column, columns[i]) != 0 || is_exempt(kind, c->column))
				continue;
			if (*v ? !c->fine(v) : !c->empty)
				return tsv_error(t, err, c->what, v);
		}
		if (kind == DOSSIER_SECTIONS && i == SECTION_KIND && !check_section(v))
			return tsv_error(t, err, "unknown kind of section", v);
	}
	if (kind != DOSSIER_DOCUMENTS)
		return 0;
	if (starter_check_year(t, t->field[DOCUMENT_SYMBOL], t->field[DOCUMENT_DATE], err) < 0)
		return -1;
	return starter_check_vote(t, t->field[DOCUMENT_SYMBOL], t->field[DOCUMENT_VOTE], "", err);
}

/* The names of the columns as they stand in data/. */
static int file_columns(enum dossier_kind kind, const char **columns)
{
	const struct dossier_table *t = dossier_table(kind);
	int n = 0;

	if (t->numbered)
		columns[n++] = "id";
	for (int i = 0; i < dossier_columns(t); i++)
		/* The lead of a pane is taken from its page. */
		if (kind != DOSSIER_PANES || i != PANE_LEAD)
			columns[n++] = t->columns[i];
	return n;
}

static sqlite3_stmt *prepare_insert(struct starter *st, enum dossier_kind kind,
                                    const char *const *columns, int count, struct err *err)
{
	struct buf sql;
	sqlite3_stmt *q;

	buf_init(&sql, 1 << 12);
	buf_printf(&sql, "INSERT INTO \"%s\"(", dossier_table(kind)->name);
	for (int i = 0; i < count; i++)
		buf_printf(&sql, "%s\"%s\"", i ? "," : "", columns[i]);
	buf_str(&sql, ") VALUES(?");
	for (int i = 1; i < count; i++)
		buf_str(&sql, ",?");
	buf_char(&sql, ')');
	q = store_prepare(st->store, sql.bytes, err);
	buf_done(&sql);
	return q;
}

/* A pane that a row names must be there; some rows belong to every one. */
static int check_pane(struct starter *st, const struct tsv *t, const char *pane, struct err *err)
{
	sqlite3_stmt *q;
	bool known;

	if (!*pane)
		return 0;
	q = store_prepare(st->store, "SELECT 1 FROM pane WHERE key=?", err);
	if (!q)
		return -1;
	store_bind(q, 1, pane);
	known = sqlite3_step(q) == SQLITE_ROW;
	sqlite3_finalize(q);
	return known ? 0 : tsv_error(t, err, "no such pane in dossier.tsv", pane);
}

/* Symbols that a row names become known, so that each link opens. */
static int know_symbols(struct starter *st, const struct tsv *t, char *list, struct err *err)
{
	char *save = NULL;

	for (char *s = strtok_r(list, ";", &save); s; s = strtok_r(NULL, ";", &save)) {
		if (strpbrk(s, " \"<>"))
			return tsv_error(t, err, "not a symbol", s);
		if (strncmp(s, "NOSYM:", 6) != 0 && starter_symbol(st, s, err) < 0)
			return -1;
	}
	return 0;
}

static int load(struct starter *st, enum dossier_kind kind, struct err *err)
{
	const char *columns[DOSSIER_MOST_COLUMNS + 1];
	int count = file_columns(kind, columns), rc;
	sqlite3_stmt *q = NULL;
	struct tsv t;

	rc = tsv_open(&t, st->dir, dossier_table(kind)->file, columns, count, err);
	if (rc == 0 && kind <= DOSSIER_SECTIONS)
		rc = err_set(err, ERR_FAILED, "%s: there is no such file", t.path);
	if (rc <= 0)
		goto out;
	q = prepare_insert(st, kind, columns, count, err);
	rc = q ? 0 : -1;
	while (rc == 0 && (rc = tsv_next(&t, err)) > 0) {
		rc = check_row(kind, &t, columns, err);
		for (int i = 0; rc == 0 && i < count; i++) {
			const char *v = t.field[i];

			if (kind == DOSSIER_DOCUMENTS && i == DOCUMENT_KEY && !*v)
				v = t.field[DOCUMENT_SYMBOL];
			if (!strcmp(columns[i], "pane"))
				rc = check_pane(st, &t, v, err);
			/* terms say where their words were seen */
			if (!strcmp(columns[i], "source") && kind != DOSSIER_TERMS)
				rc = starter_source(st, &t, v, err);
			store_bind(q, i + 1, v);
		}
		if (rc == 0)
			rc = starter_insert(st, q, &t, err);
	}
out:
	sqlite3_finalize(q);
	tsv_close(&t);
	return rc;
}

/* Symbols named by events and documents; after the catalogue, whose symbols
 * come first. */
static int load_symbols(struct starter *st, enum dossier_kind kind, int column, struct err *err)
{
	const char *columns[DOSSIER_MOST_COLUMNS + 1];
	int count = file_columns(kind, columns), rc;
	struct tsv t;

	rc = tsv_open(&t, st->dir, dossier_table(kind)->file, columns, count, err);
	while (rc > 0 && (rc = tsv_next(&t, err)) > 0) {
		rc = know_symbols(st, &t, t.field[column], err);
		rc = rc < 0 ? rc : 1;
	}
	tsv_close(&t);
	return rc;
}

int starter_tables(struct starter *st, struct err *err)
{
	if (starter_hosts(st, err) < 0)
		return -1;
	for (int kind = 0; kind < DOSSIER_KINDS; kind++)
		if (load(st, (enum dossier_kind)kind, err) < 0)
			return -1;
	if (starter_catalogue(st, err) < 0 || starter_states(st, err) < 0 ||
	    starter_texts(st, err) < 0 ||
	    load_symbols(st, DOSSIER_DOCUMENTS, DOCUMENT_SYMBOL, err) < 0 ||
	    load_symbols(st, DOSSIER_DOCUMENTS, DOCUMENT_RECALLS, err) < 0)
		return -1;
	if (load_symbols(st, DOSSIER_EVENTS, EVENT_SYMBOLS + 1, err) < 0)
		return -1;
	return starter_compare(st, err);
}
