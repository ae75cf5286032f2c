/* SPDX-License-Identifier: ISC */
/* Yearly figures as a table, the last of each series, and those that came from outside. A year
 * without a figure is shown as a gap, never left out. */
#include "config.h"

#include "model/base/messages.h"
#include "model/text/units.h"
#include "model/views/grid.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* -- the table ---------------------------------------------------------- */

static void put_value(struct view *p, const struct grid *g, const struct value *v)
{
	char href[400], text[48];

	doc_add_cell(p->m, false, 1, 1);
	if (!v->known) {
		p->gap = true;
		doc_add_str(p->m, "–");
		return;
	}
	grid_href(g, v, href, sizeof href);
	grid_words(v, text, sizeof text);
	doc_add_link(p->m, text, href);
	if (v->doubt) {
		p->doubt = true;
		doc_add_str(p->m, MARK_DOUBT);
	}
}

int view_figures(struct view *p, const char *filter, long most)
{
	struct grid *g = calloc(1, sizeof *g);
	char spec[240], year[8];
	int from, rc;

	if (!g)
		return err_set(p->err, ERR_FAILED, "figures: out of memory");
	if (dossier_filter(filter, "columns", spec, sizeof spec))
		grid_columns(g, spec);
	rc = grid_fill(p, g);
	if (rc == 0 && g->first) {
		view_begin(p, DOC_TABLE);
		doc_add_row(p->m);
		doc_add_cell(p->m, true, 1, 1);
		doc_add_str(p->m, _("Year"));
		for (int i = 0; i < g->series; i++) {
			doc_add_cell(p->m, true, 1, 1);
			doc_add_str(p->m, view_told(p, g->titles[i]));
		}
		from = grid_from(g, most);
		for (int y = from; y <= g->last; y++) {
			doc_add_row(p->m);
			doc_add_cell(p->m, true, 1, 1);
			snprintf(year, sizeof year, "%d", y);
			doc_add_str(p->m, year);
			for (int i = 0; i < g->series; i++)
				put_value(p, g, &g->at[y - g->base][i]);
		}
		grid_explain(p, g, from);
	}
	free(g);
	return rc;
}

/* -- the last of each --------------------------------------------------- */

struct last {
	struct view *p;
	const char *title;
};

static int last_entry(const struct dossier_row *r, void *payload)
{
	struct last *l = payload;
	char when[40], href[40], value[48], tail[120];

	view_date_marker(r->at[FIGURE_AS_OF], true, when, sizeof when);
	snprintf(href, sizeof href, "figure:%lld", (long long)r->id);
	units_number(r->at[FIGURE_VALUE], value, sizeof value);
	snprintf(tail, sizeof tail, "%s%s%s", view_told(l->p, r->at[FIGURE_BOUND]),
	         *r->at[FIGURE_BOUND] ? " " : "", value);
	view_entry(l->p, &(struct view_entry){.marker = when,
	                                      .text = l->title,
	                                      .href = href,
	                                      .doubt = r->doubtful,
	                                      .tail = tail});
	return 1;
}

int view_numbers(struct view *p, const char *filter)
{
	struct grid *g = calloc(1, sizeof *g);
	char spec[240], series[48];
	int rc = 0;

	if (!g)
		return err_set(p->err, ERR_FAILED, "figures: out of memory");
	if (dossier_filter(filter, "columns", spec, sizeof spec))
		grid_columns(g, spec);
	for (int i = 0; rc == 0 && i < g->series; i++) {
		struct dossier_query query = {.filter = series, .newest = true, .most = 1};
		struct last l = {p, view_told(p, g->titles[i])};

		snprintf(series, sizeof series, "series=%s", g->names[i]);
		rc = dossier_each(p->starter, DOSSIER_FIGURES, &query, last_entry, &l, p->err);
	}
	free(g);
	return rc;
}

struct sought {
	struct view *p;
	const char *series;
	char *out;
	size_t size;
};

static int look_in_section(const struct dossier_row *r, void *payload)
{
	struct sought *s = payload;
	struct grid *g;
	char spec[240];
	bool found = false;

	if (!dossier_filter(r->at[SECTION_FILTER], "columns", spec, sizeof spec))
		return 0;
	g = calloc(1, sizeof *g);
	if (g)
		grid_columns(g, spec);
	for (int i = 0; g && !found && i < g->series; i++) {
		found = !strcmp(g->names[i], s->series);
		if (found)
			snprintf(s->out, s->size, "%s", view_told(s->p, g->titles[i]));
	}
	free(g);
	return found;
}

void view_series_title(struct view *p, const char *series, char *out, size_t size)
{
	struct sought s = {p, series, out, size};

	*out = '\0';
	if (*series)
		dossier_each(p->starter, DOSSIER_SECTIONS, NULL, look_in_section, &s, NULL);
}

/* -- from outside --------------------------------------------------------- */

struct outside {
	struct view *p;
	long count;
};

static int outside_entry(const struct dossier_row *r, void *payload)
{
	struct outside *o = payload;
	char when[40], value[48], tail[96];

	if (!o->count++)
		view_heading(o->p, _("From outside"), NULL, NULL);
	view_date_marker(r->at[FIGURE_AS_OF], true, when, sizeof when);
	units_number(r->at[FIGURE_VALUE], value, sizeof value);
	snprintf(tail, sizeof tail, "%s %.40s", value, view_told(o->p, r->at[FIGURE_UNIT]));
	view_entry(o->p, &(struct view_entry){.marker = when,
	                                      .text = r->at[FIGURE_INDICATOR],
	                                      .href = r->at[FIGURE_SOURCE],
	                                      .told = true,
	                                      .tail = tail});
	return 0;
}

int view_outside_figures(struct view *p)
{
	struct store *own = stores_personal(p->c->stores);
	struct outside o = {.p = p};

	return own ? dossier_each(own, DOSSIER_FIGURES, NULL, outside_entry, &o, p->err) : 0;
}
