/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/dossier/news_figures.h"

#include "model/base/clock.h"
#include "model/base/vec.h"
#include "model/dossier/figures.h"
#include "model/text/date.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CELLS_MOST 12
#define ROWS_MOST 2000

bool news_is_figures(const struct doc *doc)
{
	return *doc_fact(doc, "figures") != '\0';
}

/* Columns of a table by their heads. */
static const struct {
	const char *head;
	int column;
} heads[] = {
	{"year", FIGURE_YEAR},   {"as of", FIGURE_AS_OF}, {"indicator", FIGURE_INDICATOR},
	{"value", FIGURE_VALUE}, {"unit", FIGURE_UNIT},   {"series", FIGURE_SERIES},
	{"bound", FIGURE_BOUND},
};

struct figures {
	VEC(struct figure_row) rows;
	VEC(char *) texts; /* what the rows point to */
	char today[11];
};

static char *keep_text(struct figures *f, const struct doc_text *t)
{
	char *copy = strndup(t->bytes, t->len);

	if (copy && vec_push(&f->texts, copy) == 0)
		return copy;
	free(copy);
	return NULL;
}

static int column_of(const struct doc_text *t)
{
	for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
		if (strlen(heads[i].head) == t->len && !memcmp(heads[i].head, t->bytes, t->len))
			return heads[i].column;
	return -1;
}

/* Which column of ours each cell of the table's head is: false when it lacks one. */
static bool read_head(const struct doc_row *head, int columns[CELLS_MOST])
{
	unsigned seen = 0;
	const unsigned need = 1u << FIGURE_YEAR | 1u << FIGURE_INDICATOR | 1u << FIGURE_VALUE;

	for (uint32_t i = 0; i < head->cell_count && i < CELLS_MOST; i++) {
		columns[i] = column_of(&head->cells[i].text);
		seen |= columns[i] < 0 ? 0 : 1u << columns[i];
	}
	return (seen & need) == need;
}

/* Years of a calendar, and numbers that are not negative: others are left out. */
static bool is_figure(const struct figure_row *r)
{
	const char *year = r->at[FIGURE_YEAR], *value = r->at[FIGURE_VALUE];
	size_t n = strspn(value, "0123456789.");

	return strlen(year) == 4 && strspn(year, "0123456789") == 4 && n && !value[n] && n < 20 &&
	       *value != '.';
}

static int add_row(struct figures *f, const struct doc_row *row, const int *columns,
                   const char *source, bool (*wanted)(const char *, void *), void *payload)
{
	struct figure_row r;

	for (int i = 0; i <= FIGURE_BOUND; i++)
		r.at[i] = "";
	for (uint32_t i = 0; i < row->cell_count && i < CELLS_MOST; i++) {
		char *text = columns[i] < 0 ? NULL : keep_text(f, &row->cells[i].text);

		if (columns[i] >= 0 && !text)
			return -1;
		if (text)
			r.at[columns[i]] = text;
	}
	/* sums that change every day are those of the day that they are asked for */
	if (!*r.at[FIGURE_AS_OF])
		r.at[FIGURE_AS_OF] = f->today;
	r.at[FIGURE_SOURCE] = source;
	r.at[FIGURE_STATUS] = "confirmed";
	if (!is_figure(&r) || !wanted(r.at[FIGURE_INDICATOR], payload))
		return 0;
	return vec_push(&f->rows, r);
}

static int add_table(struct figures *f, const struct doc_block *b, const char *source,
                     bool (*wanted)(const char *, void *), void *payload)
{
	int columns[CELLS_MOST], rc = 0;

	for (int i = 0; i < CELLS_MOST; i++)
		columns[i] = -1;
	if (b->kind != DOC_TABLE || b->row_count < 2 || !read_head(&b->rows[0], columns))
		return 0;
	for (uint32_t i = 1; rc == 0 && i < b->row_count && f->rows.count < ROWS_MOST; i++)
		rc = add_row(f, &b->rows[i], columns, source, wanted, payload);
	return rc;
}

int news_take_figures(struct store *store, const char *source, const struct doc *doc,
                      bool (*wanted)(const char *text, void *), void *payload, struct err *err)
{
	struct figures f = {0};
	char now[40];
	int rc = 0;

	date_time(clock_now(), now, sizeof now);
	snprintf(f.today, sizeof f.today, "%.10s", now);

	for (size_t i = 0; rc == 0 && i < doc_block_count(doc); i++)
		rc = add_table(&f, doc_block(doc, i), source, wanted, payload);
	if (rc < 0)
		err_set(err, ERR_FAILED, "figures: out of memory");
	else
		rc = store_figures_put(store, source, f.rows.at, f.rows.count, err);
	rc = rc < 0 ? -1 : (int)f.rows.count;
	for (size_t i = 0; i < f.texts.count; i++)
		free(f.texts.at[i]);
	vec_done(&f.texts);
	vec_done(&f.rows);
	return rc;
}
