/* SPDX-License-Identifier: ISC */
/* Queries on the dossier's tables, made from one description of them. */
#include "config.h"

#include "model/dossier/tables.h"

#include "model/base/buf.h"
#include "model/base/url.h"
#include "model/store/internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct dossier_table tables[DOSSIER_KINDS] = {
	[DOSSIER_PANES] = {"pane",
                           "dossier.tsv",
                           false,
                           NULL,
                           {"key", "title", "short", "page", "lead"},
                           NULL},
	[DOSSIER_SECTIONS] = {"section",
                              "sections.tsv",
                              false,
                              NULL,
                              {"pane", "order", "kind", "title", "filter", "most"},
                              "pane, \"order\""},
	[DOSSIER_EVENTS] = {"event",
                            "timeline.tsv",
                            true,
                            "date",
                            {"date", "pane", "place", "title", "detail", "symbols", "source",
                             "status", "kind"},
                            "date, id"},
	[DOSSIER_ROUNDS] = {"round",
                            "rounds.tsv",
                            true,
                            "start",
                            {"series", "number", "start", "end", "place", "chair", "outcome",
                             "status", "source"},
                            NULL},
	[DOSSIER_DOCUMENTS] = {"document",
                               "documents.tsv",
                               false,
                               "date",
                               {"symbol", "body", "date", "title", "type", "pane", "vote",
                                "languages", "url", "recalls", "source", "status", "key"},
                               NULL},
	[DOSSIER_AGENCIES] = {"agency",
                              "agencies.tsv",
                              true,
                              NULL,
                              {"name", "acronym", "sector", "page", "feed", "source", "status"},
                              NULL},
	[DOSSIER_FIGURES] = {"figure",
                             "figures.tsv",
                             true,
                             "as_of",
                             {"year", "as_of", "indicator", "value", "unit", "source", "status",
                              "series", "bound"},
                             "year, as_of, id"},
	[DOSSIER_SOURCES] = {"source",
                             "sources.tsv",
                             true,
                             NULL,
                             {"pane", "name", "kind", "url", "languages", "note", "status"},
                             NULL},
	[DOSSIER_PERSONS] = {"person",
                             "persons.tsv",
                             true,
                             "start",
                             {"pane", "name", "office", "start", "end", "note", "source", "status"},
                             NULL},
	[DOSSIER_TERMS] = {"term",
                           "languages.tsv",
                           false,
                           NULL,
                           {"key", "A", "C", "E", "F", "R", "S", "source", "status"},
                           "key"},
	[DOSSIER_TOPICS] = {"topic", "topics.tsv", true, NULL, {"lang", "word"}, NULL},
};

const struct dossier_table *dossier_table(enum dossier_kind kind)
{
	return &tables[kind];
}

int dossier_columns(const struct dossier_table *t)
{
	int n = 0;

	while (n < DOSSIER_MOST_COLUMNS && t->columns[n])
		n++;
	return n;
}

bool dossier_doubtful(const char *status, const char *source_sort)
{
	return strcmp(status, "confirmed") != 0 || *source_sort;
}

/* The index of a column, or -1. */
static int column_of(const struct dossier_table *t, const char *name)
{
	for (int i = 0; i < dossier_columns(t); i++)
		if (!strcmp(t->columns[i], name))
			return i;
	return -1;
}

bool dossier_has_source(enum dossier_kind kind)
{
	return column_of(&tables[kind], "source") >= 0;
}

/* -- filters ------------------------------------------------------------ */

/* One word of a filter: name, operator, value; both stretches are borrowed. */
struct word {
	const char *name, *value;
	size_t name_len, value_len;
	char op; /* '=', '~' or '!' */
};

/* The next word of the filter at *p; false at its end. */
static bool next_word(const char **p, struct word *w)
{
	size_t len;

	*p += strspn(*p, " ");
	if (!**p)
		return false;
	len = strcspn(*p, " ");
	w->name = *p;
	w->name_len = strcspn(*p, "=~! ");
	w->op = w->name_len < len ? (*p)[w->name_len] : 0;
	w->value = *p + w->name_len + (w->op != 0);
	w->value_len = (size_t)(*p + len - w->value);
	*p += len;
	return true;
}

bool dossier_filter(const char *filter, const char *name, char *value, size_t size)
{
	struct word w;

	while (next_word(&filter, &w)) {
		if (w.name_len != strlen(name) || memcmp(w.name, name, w.name_len) != 0)
			continue;
		snprintf(value, size, "%.*s", (int)w.value_len, w.value);
		return true;
	}
	return false;
}

static const char *find_column(const struct dossier_table *t, const struct word *w)
{
	for (int i = 0; i < dossier_columns(t); i++)
		if (strlen(t->columns[i]) == w->name_len &&
		    !memcmp(t->columns[i], w->name, w->name_len))
			return t->columns[i];
	return NULL;
}

/* Values of a word, one after another: '*' is the empty one, '_' a blank. */
static bool next_value(const char **p, const char *end, char *value, size_t size)
{
	size_t len = 0;

	if (*p >= end)
		return false;
	while (*p + len < end && (*p)[len] != ',')
		len++;
	snprintf(value, size, "%.*s", (int)len, *p);
	if (!strcmp(value, "*"))
		*value = 0;
	for (char *c = value; *c; c++)
		if (*c == '_')
			*c = ' ';
	*p += len + 1;
	return true;
}

static void where(struct buf *sql, const struct dossier_table *t, const char *filter)
{
	const char *glue = " WHERE ";
	struct word w;

	while (next_word(&filter, &w)) {
		const char *column = find_column(t, &w), *p = w.value, *comma = "";
		char value[160];

		if (!column)
			continue;
		if (w.op == '~') {
			buf_printf(sql, "%sinstr(t.\"%s\",?)", glue, column);
		} else {
			buf_printf(sql, "%st.\"%s\" %sIN (", glue, column,
			           w.op == '!' ? "NOT " : "");
			while (next_value(&p, w.value + w.value_len, value, sizeof value)) {
				buf_printf(sql, "%s?", comma);
				comma = ",";
			}
			buf_char(sql, ')');
		}
		glue = " AND ";
	}
}

/* Returns the index of the next parameter. */
static int bind_filter(sqlite3_stmt *q, const struct dossier_table *t, const char *filter)
{
	struct word w;
	int n = 1;

	while (next_word(&filter, &w)) {
		const char *p = w.value;
		char value[160];

		if (find_column(t, &w))
			while (next_value(&p, w.value + w.value_len, value, sizeof value))
				store_bind(q, n++, value);
	}
	return n;
}

/* -- rows --------------------------------------------------------------- */

/* What a source is comes in one look-up with each row. */
static void select_columns(struct buf *sql, const struct dossier_table *t)
{
	bool sourced = column_of(t, "source") >= 0;

	buf_str(sql, t == &tables[DOSSIER_SECTIONS] || t == &tables[DOSSIER_TERMS] ? "SELECT 0"
	                                                                           : "SELECT t.id");
	for (int i = 0; i < dossier_columns(t); i++) {
		buf_str(sql, ",t.\"");
		buf_str(sql, t->columns[i]);
		buf_char(sql, '"');
	}
	buf_printf(sql, "%s FROM \"%s\" t%s", sourced ? ",f.kind,f.sort" : "", t->name,
	           sourced ? " LEFT JOIN fact_source f ON f.source=t.source" : "");
}

static int hand_over(struct store *s, sqlite3_stmt *q, const struct dossier_table *t,
                     int (*each)(const struct dossier_row *, void *), void *payload, long *count,
                     struct err *err)
{
	const char *at[DOSSIER_MOST_COLUMNS] = {0};
	struct dossier_row row = {.at = at, .source_kind = "", .source_sort = ""};
	int rc = SQLITE_DONE, stop = 0, columns = dossier_columns(t);
	int status = column_of(t, "status"), source = column_of(t, "source");

	*count = 0;
	while (!stop && (rc = sqlite3_step(q)) == SQLITE_ROW) {
		row.id = sqlite3_column_int64(q, 0);
		for (int i = 0; i < columns; i++)
			at[i] = store_column(q, i + 1);
		if (source >= 0) {
			row.source_kind = store_column(q, columns + 1);
			row.source_sort = store_column(q, columns + 2);
		}
		row.doubtful = status >= 0 && status < columns &&
		               dossier_doubtful(at[status], row.source_sort);
		++*count;
		stop = each(&row, payload);
	}
	if (!stop && rc != SQLITE_DONE)
		stop = store_fail(s, err);
	store_release(q);
	return stop < 0 ? -1 : 0;
}

int dossier_each(struct store *s, enum dossier_kind kind, const struct dossier_query *query,
                 int (*each)(const struct dossier_row *, void *), void *payload, struct err *err)
{
	const struct dossier_table *t = &tables[kind];
	const char *filter = query && query->filter ? query->filter : "";
	sqlite3_stmt *q;
	struct buf sql;
	long count;

	buf_init(&sql, 1 << 14);
	select_columns(&sql, t);
	where(&sql, t, filter);
	if (query && query->newest && t->by_date)
		buf_printf(&sql, " ORDER BY t.\"%s\" DESC, t.id DESC", t->by_date);
	else
		buf_printf(&sql, " ORDER BY %s", t->order ? t->order : "id");
	buf_str(&sql, " LIMIT ?");
	q = store_prepare_kept(s, sql.bytes, err);
	buf_done(&sql);
	if (!q)
		return -1;
	sqlite3_bind_int64(q, bind_filter(q, t, filter),
	                   query && query->most > 0 ? query->most : -1);
	return hand_over(s, q, t, each, payload, &count, err);
}

long dossier_count(struct store *s, enum dossier_kind kind, const char *filter, struct err *err)
{
	const struct dossier_table *t = &tables[kind];
	sqlite3_stmt *q;
	struct buf sql;
	long n = -1;

	buf_init(&sql, 1 << 14);
	buf_printf(&sql, "SELECT count(*) FROM \"%s\" t", t->name);
	where(&sql, t, filter ? filter : "");
	q = store_prepare_kept(s, sql.bytes, err);
	buf_done(&sql);
	if (!q)
		return -1;
	bind_filter(q, t, filter ? filter : "");
	if (sqlite3_step(q) == SQLITE_ROW)
		n = (long)sqlite3_column_int64(q, 0);
	else
		store_fail(s, err);
	store_release(q);
	return n;
}

/* The row whose column is a text, or whose id is a number when column is NULL. */
static int one_row(struct store *s, enum dossier_kind kind, const char *column, const char *text,
                   int64_t id, int (*each)(const struct dossier_row *, void *), void *payload,
                   struct err *err)
{
	const struct dossier_table *t = &tables[kind];
	sqlite3_stmt *q;
	struct buf sql;
	long count;

	buf_init(&sql, 1 << 14);
	select_columns(&sql, t);
	buf_printf(&sql, " WHERE t.%s=?", column ? column : "id");
	q = store_prepare_kept(s, sql.bytes, err);
	buf_done(&sql);
	if (!q)
		return -1;
	if (column)
		store_bind(q, 1, text);
	else
		sqlite3_bind_int64(q, 1, id);
	return hand_over(s, q, t, each, payload, &count, err) < 0 ? -1 : count > 0;
}

int dossier_row(struct store *s, enum dossier_kind kind, int64_t id,
                int (*each)(const struct dossier_row *, void *), void *payload, struct err *err)
{
	return one_row(s, kind, NULL, NULL, id, each, payload, err);
}

bool dossier_names(const char *key)
{
	return !url_is_web(key) && strncmp(key, "sha256:", 7) != 0;
}

int dossier_document(struct store *s, const char *key,
                     int (*each)(const struct dossier_row *, void *), void *payload,
                     struct err *err)
{
	int found = dossier_names(key)
	                    ? one_row(s, DOSSIER_DOCUMENTS, "key", key, 0, each, payload, err)
	                    : 0;

	/* Names that the tables give to documents without a symbol; they are not indexed. */
	if (!found && !strncmp(key, "NOSYM:", 6))
		found = one_row(s, DOSSIER_DOCUMENTS, "symbol", key, 0, each, payload, err);
	return found;
}
