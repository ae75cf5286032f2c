/* SPDX-License-Identifier: ISC */
/* Charts as tables: each value with its date, status and source, each gap as a row. */
#include "config.h"

#include "cli/charts.h"

#include "cli/list_out.h"
#include "model/base/clock.h"
#include "model/base/messages.h"
#include "model/views/view.h"

#include <stdio.h>
#include <string.h>

static const char *const columns[] = {"chart", "series", "year",  "id",     "as_of",
                                      "value", "unit",   "bound", "status", "source"};
#define COLUMNS ((int)(sizeof columns / sizeof *columns))

struct lines {
	struct list_out out;
	bool text, quiet;           /* quiet: they are counted alone */
	char chart[40], title[120]; /* at hand, */
	int first, last;            /* with its years, */
	long figures;               /* and what is known of them */
	long charts;
};

/* As text: what was gathered of a chart. */
static void put_chart(struct lines *l)
{
	char years[24], id[48], text[200];
	struct list_line line = {years, text, id, false};

	if (!*l->chart)
		return;
	l->charts++;
	snprintf(years, sizeof years, "%d–%d", l->first, l->last);
	snprintf(id, sizeof id, "chart:%s", l->chart);
	snprintf(text, sizeof text, "%s, %ld", l->title, l->figures);
	if (l->text && !l->quiet)
		list_out_row(&l->out, NULL, &line);
}

static int take_row(const struct view_chart_row *r, void *payload)
{
	struct lines *l = payload;
	char year[12];

	if (strcmp(l->chart, r->chart) != 0) {
		put_chart(l);
		snprintf(l->chart, sizeof l->chart, "%s", r->chart);
		snprintf(l->title, sizeof l->title, "%s", _(r->title));
		l->first = r->year;
		l->figures = 0;
	}
	l->last = r->year;
	l->figures += *r->raw != '\0';
	if (l->text || l->quiet)
		return 0;
	snprintf(year, sizeof year, "%d", r->year);
	list_out_row(&l->out,
	             (const char *[]){r->chart, r->series, year, r->id, r->as_of, r->raw, r->unit,
	                              r->bound, r->status, r->source},
	             NULL);
	return 0;
}

static int each_row(const struct session *session, const char *name, struct lines *l,
                    struct err *err)
{
	struct view_context c = {session->stores,           session->langs, clock_now(),
	                         session->options->offline, session->width, false};
	int rc = view_chart_rows(&c, name, take_row, l, err);

	if (rc == 0)
		put_chart(l);
	return rc;
}

int charts_list(const struct session *session, const char *name, struct err *err)
{
	struct lines l = {.text = session->options->format == FORMAT_TEXT};
	int rc;

	list_out_init(&l.out, session, columns, COLUMNS, 11);
	rc = each_row(session, name, &l, err);
	return list_out_done(&l.out, rc, err);
}

long charts_count(const struct session *session, struct err *err)
{
	struct lines l = {.quiet = true};

	return each_row(session, "", &l, err) < 0 ? -1 : l.charts;
}
