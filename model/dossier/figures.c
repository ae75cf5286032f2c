/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/dossier/figures.h"

#include "model/store/internal.h"

static int drop(struct store *s, const char *source, struct err *err)
{
	sqlite3_stmt *q = store_prepare(s, "DELETE FROM figure WHERE source=?", err);

	if (!q)
		return -1;
	store_bind(q, 1, source);
	return store_run(s, q, err);
}

static int put(struct store *s, const struct figure_row *row, struct err *err)
{
	sqlite3_stmt *q = store_prepare(s,
	                                "INSERT INTO figure(year, as_of, indicator, value, unit, "
	                                "source, status, series, bound) VALUES(?,?,?,?,?,?,?,?,?)",
	                                err);

	if (!q)
		return -1;
	for (int i = 0; i <= FIGURE_BOUND; i++)
		store_bind(q, i + 1, row->at[i]);
	return store_run(s, q, err);
}

int store_figures_put(struct store *s, const char *source, const struct figure_row *rows,
                      size_t count, struct err *err)
{
	int rc;

	if (store_exec(s, "BEGIN IMMEDIATE", err) < 0)
		return -1;
	rc = drop(s, source, err);
	for (size_t i = 0; rc == 0 && i < count; i++)
		rc = put(s, &rows[i], err);
	if (rc == 0 && store_exec(s, "COMMIT", err) == 0)
		return 0;
	store_exec(s, "ROLLBACK", NULL);
	return -1;
}
