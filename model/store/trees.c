/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/store/trees.h"

#include "model/base/buf.h"

#include <stdlib.h>
#include <string.h>

static int out_of_memory(struct err *err)
{
	return err_set(err, ERR_FAILED, "out of memory");
}

/* What is in the index of words is made anew, and who holds a lease is gone. */
static bool is_made_anew(const char *name)
{
	static const char *const names[] = {"passage", "spelling", "lease"};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (!strcmp(name, names[i]))
			return true;
	return !strncmp(name, "search_", 7) || !strncmp(name, "titles_", 7);
}

static char kind_of(const char *type)
{
	return *type == 'I' ? 'i' : *type == 'T' ? 't' : *type == 'B' ? 'b' : '?';
}

static int add_column(struct tree *t, sqlite3_stmt *q)
{
	struct tree_column *c = &t->column[t->columns];

	if (t->columns == RECORD_COLUMNS)
		return -1;
	c->name = strdup(store_column(q, 0));
	c->kind = kind_of(store_column(q, 1));
	c->needed = sqlite3_column_int(q, 2);
	c->row = t->numbered && sqlite3_column_int(q, 3);
	/* what has no value of its own where a row is older than its column */
	if (sqlite3_column_int(q, 4) || c->row)
		t->least = t->columns + 1;
	t->columns++;
	return c->name ? 0 : -1;
}

/* name, type, whether it may not be empty, whether it is the number of the row, whether a row
 * has to say it. Tables without row numbers begin with their key. */
static const char table_columns[] =
	"SELECT name, upper(type), \"notnull\" OR (pk AND NOT ?2), pk AND type='INTEGER', "
	"(\"notnull\" OR pk) AND dflt_value IS NULL "
	"FROM pragma_table_info(?1) ORDER BY CASE WHEN ?2 OR NOT pk THEN 1000 ELSE pk END, cid";

static const char index_columns[] =
	"SELECT coalesce(x.name, ''), coalesce((SELECT upper(type) FROM pragma_table_info(?2) c "
	"WHERE c.cid=x.cid), 'INTEGER'), 0, 0, 1 FROM pragma_index_xinfo(?1) x ORDER BY seqno";

static int read_columns(struct store *s, struct tree *t, const char *of, struct err *err)
{
	sqlite3_stmt *q = store_prepare_kept(s, of ? index_columns : table_columns, err);
	int rc = SQLITE_DONE, bad = 0;

	if (!q)
		return -1;
	store_bind(q, 1, t->name);
	if (of)
		store_bind(q, 2, of);
	else
		sqlite3_bind_int(q, 2, t->numbered);
	while (!bad && (rc = sqlite3_step(q)) == SQLITE_ROW)
		bad = add_column(t, q);
	store_release(q);
	return bad ? out_of_memory(err) : rc == SQLITE_DONE ? 0 : store_fail(s, err);
}

static int add_tree(struct store *s, trees *out, sqlite3_stmt *q, struct err *err)
{
	bool table = !strcmp(store_column(q, 0), "table");
	struct tree t = {.name = strdup(store_column(q, 1)),
	                 .sql = strdup(store_column(q, 4)),
	                 .usual = {(uint32_t)sqlite3_column_int64(q, 3)}};

	if (!t.name || !t.sql || vec_push(out, t) < 0) {
		free(t.name);
		free(t.sql);
		return out_of_memory(err);
	}
	out->at[out->count - 1].numbered = table && !strstr(t.sql, "WITHOUT ROWID");
	out->at[out->count - 1].decoy = !table || is_made_anew(t.name);
	return read_columns(s, &out->at[out->count - 1], table ? NULL : store_column(q, 2), err);
}

static int list(struct store *s, trees *out, struct err *err)
{
	sqlite3_stmt *q = store_prepare(s,
	                                "SELECT type, name, tbl_name, rootpage, coalesce(sql, '') "
	                                "FROM sqlite_schema WHERE rootpage>0 ORDER BY rowid",
	                                err);
	int rc = SQLITE_DONE, bad = 0;

	if (!q)
		return -1;
	while (!bad && (rc = sqlite3_step(q)) == SQLITE_ROW)
		bad = add_tree(s, out, q, err);
	if (!bad && rc != SQLITE_DONE)
		bad = store_fail(s, err);
	sqlite3_finalize(q);
	return bad;
}

int trees_of(struct store *s, trees *out, struct err *err)
{
	sqlite3_stmt *q = NULL;
	int rc = list(s, out, err);

	if (rc == 0 && store_exec(s, "VACUUM", err) == 0)
		q = store_prepare(s, "SELECT name, rootpage FROM sqlite_schema WHERE rootpage>0",
		                  err);
	while (q && sqlite3_step(q) == SQLITE_ROW)
		for (size_t i = 0; i < out->count; i++)
			if (!strcmp(out->at[i].name, store_column(q, 0)))
				out->at[i].usual[1] = (uint32_t)sqlite3_column_int64(q, 1);
	rc = q ? rc : -1;
	sqlite3_finalize(q);
	return rc;
}

void trees_done(trees *t)
{
	for (size_t i = 0; i < t->count; i++) {
		for (int c = 0; c < t->at[i].columns; c++)
			free(t->at[i].column[c].name);
		free(t->at[i].name);
		free(t->at[i].sql);
		sqlite3_finalize(t->at[i].insert);
	}
	vec_done(t);
}

static bool value_fits(const struct tree_column *c, const struct record_value *v)
{
	if (v->kind == RECORD_NULL)
		return c->row || !c->needed;
	if (c->row)
		return false;
	switch (c->kind) {
	case 'i':
		return v->kind == RECORD_INTEGER;
	case 't':
		return v->kind == RECORD_TEXT;
	case 'b':
		return v->kind == RECORD_BLOB;
	default:
		return true;
	}
}

bool tree_fits(const struct tree *t, const struct record *r)
{
	if (r->numbered != t->numbered || r->count > t->columns || r->count < t->least)
		return false;
	for (int i = 0; i < r->count; i++)
		if (!value_fits(&t->column[i], &r->at[i]))
			return false;
	return true;
}

/* -- into the new store ---------------------------------------------------------- */

static int prepare(struct tree *t, struct store *s, int columns, struct err *err)
{
	struct buf sql;

	if (t->insert && t->insert_columns == columns)
		return 0;
	sqlite3_finalize(t->insert);
	t->insert = NULL;
	t->insert_columns = columns;
	buf_init(&sql, 1 << 14);
	buf_printf(&sql, "INSERT OR IGNORE INTO \"%s\"(", t->name);
	for (int i = 0; i < columns; i++)
		buf_printf(&sql, "%s\"%s\"", i ? ", " : "", t->column[i].name);
	buf_str(&sql, ") VALUES(?");
	for (int i = 1; i < columns; i++)
		buf_str(&sql, ", ?");
	buf_str(&sql, ")");
	if (buf_ok(&sql))
		t->insert = store_prepare(s, sql.bytes, err);
	else
		out_of_memory(err);
	buf_done(&sql);
	return t->insert ? 0 : -1;
}

static void bind(sqlite3_stmt *q, int at, const struct record_value *v)
{
	switch (v->kind) {
	case RECORD_INTEGER:
		sqlite3_bind_int64(q, at, v->integer);
		break;
	case RECORD_REAL:
		sqlite3_bind_double(q, at, v->real);
		break;
	case RECORD_TEXT:
		sqlite3_bind_text64(q, at, (const char *)v->bytes, v->len, SQLITE_STATIC,
		                    SQLITE_UTF8);
		break;
	case RECORD_BLOB:
		sqlite3_bind_blob64(q, at, v->bytes, v->len, SQLITE_STATIC);
		break;
	default:
		sqlite3_bind_null(q, at);
	}
}

int tree_insert(struct tree *t, struct store *s, const struct record *r, struct err *err)
{
	int rc;

	if (!tree_fits(t, r))
		return 0;
	if (prepare(t, s, r->count, err) < 0)
		return -1;
	for (int i = 0; i < r->count; i++) {
		bind(t->insert, i + 1, &r->at[i]);
		if (t->column[i].row)
			sqlite3_bind_int64(t->insert, i + 1, r->row);
	}
	rc = sqlite3_step(t->insert);
	if (rc != SQLITE_DONE)
		store_fail(s, err);
	sqlite3_reset(t->insert);
	sqlite3_clear_bindings(t->insert);
	if (rc != SQLITE_DONE)
		return -1;
	t->rows += sqlite3_changes(s->db);
	return sqlite3_changes(s->db) > 0;
}
