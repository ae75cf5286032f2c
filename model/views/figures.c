/* SPDX-License-Identifier: ISC */
/* Yearly figures: a grid of years and series, shown as a table and as bars. A
 * year without a figure is shown as a gap, never left out. Figures that came from
 * outside stand where they are newer than the dossier's, and are marked. */
#include "config.h"

#include "model/base/messages.h"
#include "model/text/characters.h"
#include "model/text/units.h"
#include "model/views/internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define YEARS_MOST 60
#define SERIES_MOST 8
#define NUMBER 10 /* cells of the numbers beside bars, at least */
#define BAR 15    /* cells of the longest bar */
#define SOURCES_MOST 40
#define MARK_OUTSIDE "*"

struct value {
	int64_t id;
	double number;
	bool known, doubt;
	char text[32];     /* "13.5 M" */
	const char *bound; /* "", ">", "<", "≥" */
	char as_of[12];
	int source; /* from outside: its place in the grid's list, from 1 */
};

struct grid {
	char names[SERIES_MOST][32];
	char titles[SERIES_MOST][40];
	int series;
	int base, first, last; /* years: of at[0], of the first and the last figure */
	struct value at[YEARS_MOST][SERIES_MOST];
	char paper[400];                 /* the dossier's source of the first figure */
	bool papers;                     /* it has several */
	bool outside;                    /* what is taken now */
	char sources[SOURCES_MOST][400]; /* addresses */
	int source_count;
};

/* Reads "name:Title,name:Title" of a filter's word. */
static void read_columns(struct grid *g, const char *spec)
{
	while (*spec && g->series < SERIES_MOST) {
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
	if (g->source_count == SOURCES_MOST || strlen(address) >= sizeof *g->sources)
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
	v->number = strtod(r->at[FIGURE_VALUE], NULL);
	v->known = true;
	v->doubt = r->doubtful;
	v->bound = bound_sign(r->at[FIGURE_BOUND]);
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
			g->base = year - YEARS_MOST / 2;
			g->first = g->last = year;
		}
		if (year < g->base || year >= g->base + YEARS_MOST)
			return 0;
		g->first = year < g->first ? year : g->first;
		g->last = year > g->last ? year : g->last;
		set_value(g, &g->at[year - g->base][i], r);
		return 0;
	}
	return 0;
}

/* Fills the grid with the figures of its series: the dossier's, then the reader's. */
static int fill(struct view *p, struct grid *g)
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

/* Where a figure leads: its own page, or the address that it came from. */
static void href_of(const struct grid *g, const struct value *v, char *out, size_t size)
{
	if (v->source)
		snprintf(out, size, "%s", g->sources[v->source - 1]);
	else
		snprintf(out, size, "figure:%lld", (long long)v->id);
}

/* What the mark of figures from outside means, of those from a year on. */
static void explain_outside(struct view *p, const struct grid *g, int from)
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
	href_of(g, v, href, sizeof href);
	snprintf(text, sizeof text, "%s%s%s", v->bound, v->text, v->source ? MARK_OUTSIDE : "");
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
		read_columns(g, spec);
	rc = fill(p, g);
	if (rc == 0 && g->first) {
		view_begin(p, DOC_TABLE);
		doc_add_row(p->m);
		doc_add_cell(p->m, true, 1, 1);
		doc_add_str(p->m, _("Year"));
		for (int i = 0; i < g->series; i++) {
			doc_add_cell(p->m, true, 1, 1);
			doc_add_str(p->m, view_told(p, g->titles[i]));
		}
		from = most && g->last - g->first >= most ? g->last - (int)most + 1 : g->first;
		for (int y = from; y <= g->last; y++) {
			doc_add_row(p->m);
			doc_add_cell(p->m, true, 1, 1);
			snprintf(year, sizeof year, "%d", y);
			doc_add_str(p->m, year);
			for (int i = 0; i < g->series; i++)
				put_value(p, g, &g->at[y - g->base][i]);
		}
		explain_outside(p, g, from);
	}
	free(g);
	return rc;
}

/* -- bars --------------------------------------------------------------- */

enum { REQUIRED, FUNDED, SHARE };

/* How much of a requirement was funded, in percent: that of the two sums that stand
 * there, else what a source says; -1 when not known. */
static double share_of(const struct value *row)
{
	if (row[REQUIRED].known && row[FUNDED].known && row[REQUIRED].number > 0)
		return row[FUNDED].number * 100 / row[REQUIRED].number;
	return row[SHARE].known ? row[SHARE].number : -1;
}

static void put_text(struct view *p, const char *text, size_t cells)
{
	size_t w = text_width(text, strlen(text));

	doc_add_str(p->m, text);
	for (; w < cells; w++)
		doc_add_str(p->m, " ");
}

/* A value in so many cells, as a link to its own page. */
static void put_number(struct view *p, const struct grid *g, const struct value *v, size_t cells)
{
	char href[400], text[48];
	size_t w;

	href_of(g, v, href, sizeof href);
	snprintf(text, sizeof text, "%s%s%s%s", v->bound, v->text, v->source ? MARK_OUTSIDE : "",
	         v->doubt ? MARK_DOUBT : "");
	p->doubt |= v->doubt;
	doc_add_link(p->m, text, href);
	for (w = text_width(text, strlen(text)); w < cells; w++)
		doc_add_str(p->m, " ");
}

static void put_bar(struct view *p, const struct value *row, double longest, int bar)
{
	double share = share_of(row);
	int all = 0, full = 0;
	char text[16];

	if (row[REQUIRED].known && longest > 0) {
		all = (int)(row[REQUIRED].number / longest * bar + 0.5);
		full = share < 0 ? 0 : (int)(all * share / 100 + 0.5);
		full = full > all ? all : full;
	}
	for (int i = 0; i < bar; i++)
		doc_add_str(p->m, i < full ? "█" : i < all ? "░" : " ");
	if (!row[REQUIRED].known || share < 0)
		return;
	snprintf(text, sizeof text, " %3.0f %%", share);
	doc_add_str(p->m, text);
	if (row[FUNDED].known ? row[FUNDED].doubt || row[REQUIRED].doubt : row[SHARE].doubt) {
		p->doubt = true;
		doc_add_str(p->m, MARK_DOUBT);
	}
}

static void put_year(struct view *p, const struct grid *g, int year, double longest, size_t cells)
{
	const struct value *row = g->at[year - g->base];
	char text[16];

	snprintf(text, sizeof text, "%d  ", year);
	doc_add_str(p->m, text);
	if (row[REQUIRED].known) {
		put_number(p, g, &row[REQUIRED], cells);
		/* what numbers take more than in English, bars take less */
		put_bar(p, row, longest, BAR - (int)(cells - NUMBER));
	} else if (row[FUNDED].known) {
		put_text(p, "–", cells);
		put_number(p, g, &row[FUNDED], 0);
		doc_add_str(p->m, " ");
		/* TRANSLATORS: stands after an amount of money of which no more is known */
		doc_add_str(p->m, _("funded"));
		p->gap = true;
	} else {
		put_text(p, "–", cells);
		doc_add_str(p->m, _("no figure found"));
	}
	doc_add_str(p->m, "\n");
}

/* Cells for the numbers of some years, with a blank after them. */
static size_t number_cells(const struct grid *g, int from)
{
	size_t cells = NUMBER;

	for (int y = from; y <= g->last; y++) {
		const struct value *v = &g->at[y - g->base][REQUIRED];
		size_t n = text_width(v->text, strlen(v->text)) + 3 + (v->source > 0);

		cells = n > cells && v->known ? n : cells;
	}
	return cells;
}

/* A year of the filter that is shown though nothing may be known of it; 0 for none, or
 * where the grid has no room for it. */
static int year_of(const struct grid *g, const char *filter, const char *word)
{
	char text[16];
	int year = dossier_filter(filter, word, text, sizeof text) ? atoi(text) : 0;

	return year >= g->base && year < g->base + YEARS_MOST ? year : 0;
}

static void widen(struct grid *g, const char *filter)
{
	int from = year_of(g, filter, "from"), to = year_of(g, filter, "to");

	if (from && from < g->first)
		g->first = from;
	if (to > g->last)
		g->last = to;
}

int view_chart(struct view *p, const char *filter, long most)
{
	static const char *const words[] = {"required", "funded", "share"};
	struct grid *g = calloc(1, sizeof *g);
	double longest = 0;
	size_t cells;
	int from, rc;

	if (!g)
		return err_set(p->err, ERR_FAILED, "figures: out of memory");
	for (g->series = 0; g->series < 3; g->series++)
		dossier_filter(filter, words[g->series], g->names[g->series], sizeof *g->names);
	rc = fill(p, g);
	if (rc == 0 && g->first) {
		widen(g, filter);
		from = most && g->last - g->first >= most ? g->last - (int)most + 1 : g->first;
		cells = number_cells(g, from);
		for (int y = g->first; y <= g->last; y++)
			if (g->at[y - g->base][REQUIRED].number > longest)
				longest = g->at[y - g->base][REQUIRED].number;
		view_para(p,
		          _("Required: the length of a bar. Funded: █ of it. A year without a bar "
		            "has no figure that was found."));
		view_begin(p, DOC_PRE);
		for (int y = from; y <= g->last; y++)
			put_year(p, g, y, longest, cells);
		explain_outside(p, g, from);
		if (g->papers)
			view_para(p,
			          _("The sums come from several papers, not from one account: each "
			            "leads to its own. The share is that of the two sums."));
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
		read_columns(g, spec);
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
		read_columns(g, spec);
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
