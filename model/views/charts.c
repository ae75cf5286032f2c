/* SPDX-License-Identifier: ISC */
/* Figures as bars, a row for each year. A year without a figure is a gap and says so. */
#include "config.h"

#include "model/views/charts.h"

#include "model/base/messages.h"
#include "model/base/vec.h"
#include "model/text/characters.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NUMBER 10 /* cells of the numbers beside bars, at least */
#define BAR 15    /* cells of the longest bar on a front page */
#define YEAR 6    /* cells of a year and what follows it */
#define PERCENT 7 /* " 100 %~" */
#define NAME 16   /* cells of a series' name, at most */

/* -- which ones --------------------------------------------------------- */

struct charts {
	VEC(struct chart) list;
	bool full;
};

static int take_chart(const struct dossier_row *r, void *payload)
{
	struct charts *all = payload;
	struct chart c;

	if (!dossier_filter(r->at[SECTION_FILTER], "name", c.name, sizeof c.name))
		return 0;
	snprintf(c.title, sizeof c.title, "%.95s", r->at[SECTION_TITLE]);
	snprintf(c.filter, sizeof c.filter, "%.239s", r->at[SECTION_FILTER]);
	all->full = vec_push(&all->list, c) < 0;
	return all->full;
}

int charts_each(struct view *p, int (*each)(const struct chart *, void *), void *payload)
{
	struct dossier_query query = {.filter = "kind=chart,drawing"};
	struct charts all = {0};
	int rc = dossier_each(p->starter, DOSSIER_SECTIONS, &query, take_chart, &all, p->err);

	if (all.full)
		rc = err_set(p->err, ERR_FAILED, "charts: out of memory");
	for (size_t i = 0; rc == 0 && i < all.list.count; i++)
		rc = each(&all.list.at[i], payload);
	vec_done(&all.list);
	return rc;
}

static int is_wanted(const struct chart *c, void *payload)
{
	struct chart *out = payload;

	if (strcmp(c->name, out->name) != 0)
		return 0;
	*out = *c;
	return 1;
}

int charts_find(struct view *p, const char *name, struct chart *out)
{
	snprintf(out->name, sizeof out->name, "%.31s", name);
	return charts_each(p, is_wanted, out);
}

bool charts_is_plan(const char *filter)
{
	char name[32];

	return dossier_filter(filter, "required", name, sizeof name);
}

struct grid *charts_grid(struct view *p, const char *filter)
{
	static const char *const words[] = {
		[REQUIRED] = "required", [FUNDED] = "funded", [SHARE] = "share"};
	struct grid *g = calloc(1, sizeof *g);
	char spec[240];

	if (!g) {
		err_set(p->err, ERR_FAILED, "charts: out of memory");
		return NULL;
	}
	if (dossier_filter(filter, "columns", spec, sizeof spec))
		grid_columns(g, spec);
	for (int i = 0; charts_is_plan(filter) && i <= SHARE; i++, g->series++)
		dossier_filter(filter, words[i], g->names[i], sizeof *g->names);
	if (grid_fill(p, g) < 0) {
		free(g);
		return NULL;
	}
	if (g->first)
		grid_widen(g, filter);
	return g;
}

double charts_most(const struct grid *g, bool plan)
{
	double most = 0;

	for (int y = g->first; y <= g->last; y++)
		for (int i = 0; i < (plan ? 1 : g->series); i++)
			if (g->at[y - g->base][i].number > most)
				most = g->at[y - g->base][i].number;
	return most;
}

double charts_share(const struct value *row)
{
	if (row[REQUIRED].known && row[FUNDED].known && row[REQUIRED].number > 0)
		return row[FUNDED].number * 100 / row[REQUIRED].number;
	return row[SHARE].known ? row[SHARE].number : -1;
}

bool charts_share_doubt(const struct value *row)
{
	return row[FUNDED].known ? row[FUNDED].doubt || row[REQUIRED].doubt : row[SHARE].doubt;
}

/* -- rows --------------------------------------------------------------- */

struct drawing {
	struct view *p;
	const struct grid *g;
	double most;
	size_t cells; /* of a number, */
	int name;     /* of a series' name, */
	int bar;      /* and of the longest bar */
};

static void put_blanks(struct view *p, size_t used, size_t cells)
{
	for (; used < cells; used++)
		doc_add_str(p->m, " ");
}

static void put_text(struct view *p, const char *text, size_t cells)
{
	doc_add_str(p->m, text);
	put_blanks(p, text_width(text, strlen(text)), cells);
}

/* A value in so many cells, as a link to its own page. */
static void put_number(struct view *p, const struct grid *g, const struct value *v, size_t cells)
{
	char href[400], text[48];
	size_t n;

	grid_href(g, v, href, sizeof href);
	grid_words(v, text, sizeof text - 1);
	n = strlen(text);
	snprintf(text + n, sizeof text - n, "%s", v->doubt ? MARK_DOUBT : "");
	p->doubt |= v->doubt;
	doc_add_link(p->m, text, href);
	put_blanks(p, text_width(text, strlen(text)), cells);
}

static void put_gap(struct view *p, size_t cells)
{
	p->gap = true;
	put_text(p, "–", cells);
	doc_add_str(p->m, _("no figure found"));
}

/* How many of the cells a figure has; what is there at all has one. */
static int length_of(const struct drawing *d, double number)
{
	int n = d->most > 0 ? (int)(number / d->most * d->bar + 0.5) : 0;

	return number > 0 && n < 1 ? 1 : n > d->bar ? d->bar : n;
}

static void put_share(const struct drawing *d, const struct value *row)
{
	double share = charts_share(row);
	int all = length_of(d, row[REQUIRED].number), full = 0;
	char text[16];

	if (share >= 0)
		full = (int)(all * share / 100 + 0.5);
	for (int i = 0; i < d->bar; i++)
		doc_add_str(d->p->m, i < full && i < all ? "█" : i < all ? "░" : " ");
	if (share < 0) {
		d->p->gap = true;
		doc_add_str(d->p->m, "   –");
		return;
	}
	snprintf(text, sizeof text, " %3.0f %%", share);
	doc_add_str(d->p->m, text);
	if (charts_share_doubt(row)) {
		d->p->doubt = true;
		doc_add_str(d->p->m, MARK_DOUBT);
	}
}

/* What was required, and what of it was funded. */
static void put_plan(const struct drawing *d, const struct value *row)
{
	struct view *p = d->p;

	if (row[REQUIRED].known) {
		put_number(p, d->g, &row[REQUIRED], d->cells);
		put_share(d, row);
	} else if (row[FUNDED].known) {
		put_text(p, "–", d->cells);
		put_number(p, d->g, &row[FUNDED], 0);
		doc_add_str(p->m, " ");
		/* TRANSLATORS: stands after an amount of money of which no more is known */
		doc_add_str(p->m, _("funded"));
		p->gap = true;
	} else {
		put_gap(p, d->cells);
	}
	doc_add_str(p->m, "\n");
}

/* One series of a year. */
static void put_value(const struct drawing *d, const struct value *v)
{
	if (!v->known) {
		put_gap(d->p, d->cells);
		return;
	}
	put_number(d->p, d->g, v, d->cells);
	for (int i = 0; i < length_of(d, v->number); i++)
		doc_add_str(d->p->m, "█");
}

static bool is_empty(const struct grid *g, const struct value *row)
{
	for (int i = 0; i < g->series; i++)
		if (row[i].known)
			return false;
	return true;
}

/* One row for a year, or one for each series; a year of which nothing is known has one. */
static void put_series(const struct drawing *d, const struct value *row)
{
	struct view *p = d->p;
	int series = is_empty(d->g, row) ? 1 : d->g->series;

	for (int i = 0; i < series; i++) {
		const char *name = view_told(p, d->g->titles[i]);

		put_blanks(p, i ? 0 : YEAR, YEAR);
		/* joined letters may take fewer cells: there the name comes last */
		if (d->name && series > 1 && !messages_rtl())
			put_text(p, name, (size_t)d->name);
		put_value(d, &row[i]);
		if (d->name && series > 1 && messages_rtl()) {
			doc_add_str(p->m, " ");
			doc_add_str(p->m, name);
		}
		doc_add_str(p->m, "\n");
	}
}

/* Cells for the numbers of some years, with a blank after them. */
static size_t number_cells(const struct grid *g, int from, bool plan)
{
	size_t cells = NUMBER;

	for (int y = from; y <= g->last; y++)
		for (int i = 0; i < (plan ? 1 : g->series); i++) {
			const struct value *v = &g->at[y - g->base][i];
			size_t n = text_width(v->text, strlen(v->text)) + 3 + (v->source > 0);

			cells = n > cells && v->known ? n : cells;
		}
	return cells;
}

static int name_cells(struct view *p, const struct grid *g, bool plan)
{
	int cells = 0;

	for (int i = 0; !plan && g->series > 1 && i < g->series; i++) {
		const char *name = view_told(p, g->titles[i]);
		int n = (int)text_width(name, strlen(name)) + 1;

		cells = n > cells ? n : cells;
	}
	return cells > NAME ? NAME : cells;
}

/* How long bars are: on a front page always the same, else what there is room for. */
static int bar_cells(const struct drawing *d, bool plan, bool brief)
{
	int columns = d->p->c->columns ? d->p->c->columns : 78;
	int bar = columns - YEAR - (int)d->cells - d->name - (plan ? PERCENT : 1);

	/* what numbers take more than in English, bars take less */
	if (brief)
		return BAR - (int)(d->cells - NUMBER);
	return bar > 60 ? 60 : bar < 4 ? 4 : bar;
}

static void draw(struct view *p, const struct grid *g, bool plan, long most)
{
	int from = grid_from(g, most);
	struct drawing d = {.p = p,
	                    .g = g,
	                    .most = charts_most(g, plan),
	                    .cells = number_cells(g, from, plan),
	                    .name = name_cells(p, g, plan)};
	char text[16];

	d.bar = bar_cells(&d, plan, most > 0);
	view_begin(p, DOC_PRE);
	for (int y = from; y <= g->last; y++) {
		const struct value *row = g->at[y - g->base];

		snprintf(text, sizeof text, "%d  ", y);
		doc_add_str(p->m, text);
		(plan ? put_plan : put_series)(&d, row);
	}
	grid_explain(p, g, from);
}

/* What the bars say; behind them where there are few rows. */
static void explain_plan(struct view *p)
{
	view_para(p, _("Required: the length of a bar. Funded: █ of it. A year without a bar "
	               "has no figure that was found."));
}

int view_chart(struct view *p, const char *filter, long most)
{
	bool plan = charts_is_plan(filter);
	struct grid *g = charts_grid(p, filter);

	if (!g)
		return -1;
	if (g->first && plan && !p->c->low)
		explain_plan(p);
	if (g->first)
		draw(p, g, plan, most);
	if (g->first && plan && p->c->low)
		explain_plan(p);
	if (g->first && plan && g->papers)
		view_para(p, _("The sums come from several papers, not from one account: each "
		               "leads to its own. The share is that of the two sums."));
	free(g);
	return 0;
}

/* -- pages -------------------------------------------------------------- */

static int one_of_all(const struct chart *c, void *payload)
{
	struct view *p = payload;
	char href[48];

	snprintf(href, sizeof href, "chart:%s", c->name);
	view_heading(p, view_told(p, c->title), _("alone"), href);
	return view_chart(p, c->filter, 0);
}

int view_charts(struct view *p)
{
	return charts_each(p, one_of_all, p);
}

int view_chart_page(struct view *p, const char *name)
{
	struct chart c = {0};
	int rc = charts_find(p, name, &c);

	if (rc <= 0)
		return rc;
	view_title(p, view_told(p, c.title), false);
	if (view_chart(p, c.filter, 0) < 0)
		return -1;
	view_begin(p, DOC_PARAGRAPH);
	doc_add_link(p->m, _("all charts"), "list:charts");
	doc_add_str(p->m, " · ");
	doc_add_link(p->m, _("Figures by year"), "list:figures");
	return 1;
}
