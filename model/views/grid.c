/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/views/grid.h"

#include "model/base/messages.h"
#include "model/text/units.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void grid_columns(struct grid *g, const char *spec)
{
	while (*spec && g->series < GRID_SERIES_MOST) {
		size_t len = strcspn(spec, ","), name = strcspn(spec, ":,");

		snprintf(g->names[g->series], sizeof *g->names, "%.*s", (int)name, spec);
		if (name < len)
			snprintf(g->titles[g->series], sizeof *g->titles, "%.*s",
			         (int)(len - name - 1), spec + name + 1);
		for (char *c = g->titles[g->series]; *c; c++)
			if (*c == '_')
				*c = ' ';
		g->series++;
		spec += len + (spec[len] == ',');
	}
}

static const char *bound_sign(const char *bound)
{
	static const char *const signs[][2] = {{"over", ">"}, {"at least", "≥"}, {"almost", "<"}};

	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (!strcmp(signs[i][0], bound))
			return signs[i][1];
	return "";
}

/* The number of a source in the list; 0 when there is no more room. */
static int source_number(struct grid *g, const char *address)
{
	for (int i = 0; i < g->source_count; i++)
		if (!strcmp(g->sources[i], address))
			return i + 1;
	if (g->source_count == GRID_SOURCES_MOST || strlen(address) >= sizeof *g->sources)
		return 0;
	snprintf(g->sources[g->source_count], sizeof *g->sources, "%s", address);
	return ++g->source_count;
}

static void set_value(struct grid *g, struct value *v, const struct dossier_row *r)
{
	int source = g->outside ? source_number(g, r->at[FIGURE_SOURCE]) : 0;

	if (g->outside && (!source || (v->known && strcmp(r->at[FIGURE_AS_OF], v->as_of) < 0)))
		return;
	if (!g->outside && !*g->paper)
		snprintf(g->paper, sizeof g->paper, "%s", r->at[FIGURE_SOURCE]);
	else if (!g->outside && strcmp(g->paper, r->at[FIGURE_SOURCE]) != 0)
		g->papers = true;
	v->id = r->id;
	snprintf(v->raw, sizeof v->raw, "%.31s", r->at[FIGURE_VALUE]);
	snprintf(v->status, sizeof v->status, "%.15s", r->at[FIGURE_STATUS]);
	snprintf(v->unit, sizeof v->unit, "%.23s", r->at[FIGURE_UNIT]);
	snprintf(v->from, sizeof v->from, "%.399s", r->at[FIGURE_SOURCE]);
	v->number = strtod(r->at[FIGURE_VALUE], NULL);
	v->known = true;
	v->doubt = r->doubtful;
	snprintf(v->bound, sizeof v->bound, "%.11s", r->at[FIGURE_BOUND]);
	v->source = source;
	snprintf(v->as_of, sizeof v->as_of, "%.11s", r->at[FIGURE_AS_OF]);
	units_short_number(r->at[FIGURE_VALUE], v->text, sizeof v->text);
}

static int take_figure(const struct dossier_row *r, void *payload)
{
	struct grid *g = payload;
	int year = atoi(r->at[FIGURE_YEAR]);

	for (int i = 0; i < g->series; i++) {
		if (strcmp(g->names[i], r->at[FIGURE_SERIES]) != 0)
			continue;
		if (!g->first) {
			g->base = year - GRID_YEARS_MOST / 2;
			g->first = g->last = year;
		}
		if (year < g->base || year >= g->base + GRID_YEARS_MOST)
			return 0;
		g->first = year < g->first ? year : g->first;
		g->last = year > g->last ? year : g->last;
		set_value(g, &g->at[year - g->base][i], r);
		return 0;
	}
	return 0;
}

/* The dossier's, then the reader's. */
int grid_fill(struct view *p, struct grid *g)
{
	struct dossier_query query = {0};
	struct store *own = stores_personal(p->c->stores);
	struct buf filter;
	int rc;

	buf_init(&filter, 4096);
	for (int i = 0; i < g->series; i++)
		buf_printf(&filter, "%s%s", i ? "," : "series=", g->names[i]);
	query.filter = filter.bytes;
	rc = dossier_each(p->starter, DOSSIER_FIGURES, &query, take_figure, g, p->err);
	g->outside = true;
	if (rc == 0 && own)
		rc = dossier_each(own, DOSSIER_FIGURES, &query, take_figure, g, p->err);
	buf_done(&filter);
	return rc;
}

void grid_href(const struct grid *g, const struct value *v, char *out, size_t size)
{
	if (v->source)
		snprintf(out, size, "%s", g->sources[v->source - 1]);
	else
		snprintf(out, size, "figure:%lld", (long long)v->id);
}

void grid_explain(struct view *p, const struct grid *g, int from)
{
	char host[96], date[60], text[300];

	for (int s = 1; s <= g->source_count; s++) {
		const char *as_of = "";

		for (int y = from; y <= g->last; y++)
			for (int i = 0; i < g->series; i++) {
				const struct value *v = &g->at[y - g->base][i];

				if (v->source == s && strcmp(v->as_of, as_of) > 0)
					as_of = v->as_of;
			}
		if (!*as_of)
			continue;
		view_host(g->sources[s - 1], host, sizeof host);
		view_date(as_of, true, date, sizeof date);
		/* TRANSLATORS: of a figure that is newer than the tables: host, date */
		snprintf(text, sizeof text, _("* from %1$s, as of %2$s"), host, date);
		view_para(p, text);
	}
}

/* A year of the filter that is shown though nothing may be known of it; 0 for none, or
 * where the grid has no room for it. */
static int year_of(const struct grid *g, const char *filter, const char *word)
{
	char text[16];
	int year = dossier_filter(filter, word, text, sizeof text) ? atoi(text) : 0;

	return year >= g->base && year < g->base + GRID_YEARS_MOST ? year : 0;
}

void grid_widen(struct grid *g, const char *filter)
{
	int from = year_of(g, filter, "from"), to = year_of(g, filter, "to");

	if (from && from < g->first)
		g->first = from;
	if (to > g->last)
		g->last = to;
}

int grid_from(const struct grid *g, long most)
{
	return most && g->last - g->first >= most ? g->last - (int)most + 1 : g->first;
}

void grid_words(const struct value *v, char *out, size_t size)
{
	snprintf(out, size, "%s%s%s", bound_sign(v->bound), v->text, v->source ? GRID_OUTSIDE : "");
}
