/* SPDX-License-Identifier: ISC */
/* A chart as a plot: a strip for each series, a bar for each year, its value above it and its
 * source in its words. */
#include "config.h"

#include "model/base/messages.h"
#include "model/views/charts.h"
#include "model/views/plot.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LEFT 20
#define TOP 60
#define STRIP 170       /* from strip to strip, */
#define HEIGHT 100      /* and the highest bar */
#define YEAR 56         /* from year to year, */
#define BAR 40          /* and the width of a bar */
#define LINE 16         /* of the sources, */
#define SOURCE_MOST 150 /* and bytes that it holds, as words allow */

struct strips {
	struct view *p;
	struct buf *out;
	const struct grid *g;
	bool plan;
	double most;
	int width;
};

/* "2013: 6,500,000 people~ (source)" */
static void words_of(struct view *p, const struct value *v, int year, char *out, size_t size)
{
	snprintf(out, size, "%d: %s%s%s %s%s, %s (%s)", year, view_told(p, v->bound),
	         *v->bound ? " " : "", v->raw, view_told(p, v->unit), v->doubt ? MARK_DOUBT : "",
	         v->as_of, v->from);
}

static void draw_value(const struct strips *s, const struct value *v, double x, double floor,
                       int year, bool hollow, bool said)
{
	double height = s->most > 0 ? v->number / s->most * HEIGHT : 0;
	char words[600], text[48];

	words_of(s->p, v, year, words, sizeof words);
	plot_bar(s->out, x, floor - height, BAR, height, hollow, words);
	if (!said)
		return;
	grid_words(v, text, sizeof text);
	snprintf(text + strlen(text), sizeof text - strlen(text), "%s", v->doubt ? MARK_DOUBT : "");
	plot_text(s->out, x + BAR / 2.0, floor - height - 4, PLOT_MIDDLE, 10, text);
}

/* "72 %~" below the year; a dash where it is not known. */
static void draw_share(const struct strips *s, const struct value *row, double x, double floor)
{
	double share = charts_share(row);
	char text[24] = "–";

	if (!row[REQUIRED].known)
		return;
	if (share >= 0)
		snprintf(text, sizeof text, "%.0f %%%s", share,
		         charts_share_doubt(row) ? MARK_DOUBT : "");
	plot_text(s->out, x + BAR / 2.0, floor + 26, PLOT_MIDDLE, 10, text);
}

static void draw_strip(const struct strips *s, int series, double floor)
{
	const struct grid *g = s->g;

	plot_line(s->out, LEFT, floor, s->width - LEFT, floor, false);
	for (int y = g->first; y <= g->last; y++) {
		const struct value *row = g->at[y - g->base];
		double x = LEFT + (y - g->first) * YEAR + (YEAR - BAR) / 2.0;
		char year[8];

		snprintf(year, sizeof year, "%d", y % 10000);
		plot_text(s->out, x + BAR / 2.0, floor + 14, PLOT_MIDDLE, 11, year);
		if (row[series].known)
			draw_value(s, &row[series], x, floor, y, s->plan || row[series].doubt,
			           true);
		else if (!s->plan || !row[FUNDED].known)
			plot_text(s->out, x + BAR / 2.0, floor - 4, PLOT_MIDDLE, 11, "–");
		if (s->plan && row[FUNDED].known)
			draw_value(s, &row[FUNDED], x, floor, y, false, !row[REQUIRED].known);
		if (s->plan)
			draw_share(s, row, x, floor);
	}
}

/* On as many lines as it takes: the height of the next. */
static double draw_source(const struct strips *s, const char *text, double y)
{
	while (*text) {
		size_t len = strlen(text), n = len;
		char line[400];

		while (n > SOURCE_MOST) {
			size_t blank = n - 1;

			while (blank && text[blank] != ' ')
				blank--;
			if (!blank)
				break;
			n = blank;
		}
		snprintf(line, sizeof line, "%.*s", (int)n, text);
		plot_text(s->out, LEFT, y, PLOT_START, 9, line);
		y += LINE;
		text += n + strspn(text + n, " ");
	}
	return y;
}

/* Each source once, in the order of the years. */
static double draw_sources(const struct strips *s, double y)
{
	const char *said[GRID_YEARS_MOST * GRID_SERIES_MOST];
	int count = 0;

	for (int year = s->g->first; year <= s->g->last; year++)
		for (int i = 0; i < s->g->series; i++) {
			const struct value *v = &s->g->at[year - s->g->base][i];
			bool known = !v->known;

			for (int k = 0; k < count && !known; k++)
				known = !strcmp(said[k], v->from);
			if (known)
				continue;
			said[count++] = v->from;
			y = draw_source(s, v->from, y);
		}
	return y;
}

static int count_sources(const struct grid *g)
{
	struct buf none;
	struct strips s = {.out = &none, .g = g};
	double lines;

	buf_init(&none, 1 << 20);
	lines = draw_sources(&s, 0) / LINE;
	buf_done(&none);
	return (int)lines;
}

static void draw(struct strips *s, const char *title)
{
	const struct grid *g = s->g;
	int strips = s->plan ? 1 : g->series, bottom = TOP + strips * STRIP;

	s->width = 2 * LEFT + (g->last - g->first + 1) * YEAR;
	plot_begin(s->out, s->width, bottom + (count_sources(g) + 3) * LINE, messages_language(),
	           title);
	plot_text(s->out, messages_rtl() ? s->width - LEFT : LEFT, 28,
	          messages_rtl() ? PLOT_END : PLOT_START, 18, title);
	for (int i = 0; i < strips; i++) {
		if (strips > 1)
			plot_text(s->out, LEFT, TOP + i * STRIP + 4, PLOT_START, 12,
			          view_told(s->p, g->titles[i]));
		draw_strip(s, i, TOP + i * STRIP + HEIGHT + 20);
	}
	plot_text(
		s->out, LEFT, bottom, PLOT_START, 11,
		s->plan ? _("Hollow: required. Filled: funded. – no figure found. ~ not confirmed.")
			: _("Hollow, ~: not confirmed, or only in part. – no figure found."));
	draw_sources(s, bottom + 8 + LINE);
	plot_end(s->out);
}

int view_chart_plot(struct view *p, const char *name, struct buf *out)
{
	struct strips s = {.p = p, .out = out};
	struct chart c = {0};
	struct grid *g;
	int rc = charts_find(p, name, &c);

	if (rc <= 0)
		return rc;
	g = charts_grid(p, c.filter);
	if (!g)
		return -1;
	s.g = g;
	s.plan = charts_is_plan(c.filter);
	s.most = charts_most(g, s.plan);
	if (g->first)
		draw(&s, view_told(p, c.title));
	rc = g->first ? 1 : 0;
	free(g);
	return rc;
}

/* -- for programs ---------------------------------------------------------- */

struct rows {
	struct view *p;
	const char *name;
	int (*each)(const struct view_chart_row *, void *);
	void *payload;
	bool found;
};

static int hand_over(struct rows *r, const struct chart *c, const struct grid *g, int year,
                     int series)
{
	const struct value *v = &g->at[year - g->base][series];
	char id[400];
	struct view_chart_row row = {.chart = c->name,
	                             .title = c->title,
	                             .series = g->names[series],
	                             .year = year,
	                             .id = id};

	*id = '\0';
	if (v->known)
		grid_href(g, v, id, sizeof id);
	row.as_of = v->as_of;
	row.raw = v->raw;
	row.unit = v->unit;
	row.bound = v->bound;
	row.status = v->status;
	row.source = v->from;
	row.doubt = v->doubt;
	return r->each(&row, r->payload);
}

static int rows_of(const struct chart *c, void *payload)
{
	struct rows *r = payload;
	struct grid *g;
	int rc = 0;

	if (*r->name && strcmp(r->name, c->name) != 0)
		return 0;
	r->found = true;
	g = charts_grid(r->p, c->filter);
	if (!g)
		return -1;
	for (int y = g->first; g->first && rc == 0 && y <= g->last; y++)
		for (int i = 0; rc == 0 && i < g->series; i++)
			if (*g->names[i])
				rc = hand_over(r, c, g, y, i);
	free(g);
	return rc;
}

int view_chart_rows(const struct view_context *c, const char *name,
                    int (*each)(const struct view_chart_row *, void *), void *payload,
                    struct err *err)
{
	struct view p = {.c = c, .starter = stores_starter(c->stores), .err = err};
	struct rows r = {&p, name, each, payload, false};
	int rc = charts_each(&p, rows_of, &r);

	if (rc == 0 && *name && !r.found)
		return err_set(err, ERR_FAILED, "chart:%s: there is no such chart", name);
	return rc;
}
