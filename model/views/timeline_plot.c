/* SPDX-License-Identifier: ISC */
/* Dates and rounds as plots: a line for each kind or series, a mark for each date. */
#include "config.h"

#include "model/base/messages.h"
#include "model/views/internal.h"
#include "model/views/plot.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WIDTH 960
#define LEFT 190  /* where the axis begins, */
#define RIGHT 940 /* and its end */
#define TOP 60
#define LANE 26 /* from line to line */
#define LANES_MOST 40

struct lanes {
	struct view *p;
	struct buf *out;
	enum dossier_kind kind;
	int by, start, end, title, source; /* columns */
	char names[LANES_MOST][96];
	int count, first, last; /* years */
};

/* The place of a date on the axis; what is not known of it counts as its beginning. */
static double place_of(const struct lanes *l, const char *date)
{
	int year = atoi(date), month = strlen(date) >= 7 ? atoi(date + 5) : 1;
	int day = strlen(date) >= 10 ? atoi(date + 8) : 1;
	double at = year - l->first + (month - 1) / 12.0 + (day - 1) / 372.0;

	return LEFT + at * (RIGHT - LEFT) / (l->last - l->first + 1);
}

static int lane_of(const struct lanes *l, const char *name)
{
	for (int i = 0; i < l->count; i++)
		if (!strcmp(l->names[i], name))
			return i;
	return -1;
}

static int note_lane(const struct dossier_row *r, void *payload)
{
	struct lanes *l = payload;
	int year = atoi(r->at[l->start]);

	l->first = !l->first || year < l->first ? year : l->first;
	l->last = year > l->last ? year : l->last;
	if (lane_of(l, r->at[l->by]) < 0 && l->count < LANES_MOST)
		snprintf(l->names[l->count++], sizeof *l->names, "%.95s", r->at[l->by]);
	return 0;
}

static int draw_row(const struct dossier_row *r, void *payload)
{
	struct lanes *l = payload;
	const char *start = r->at[l->start], *slash = strchr(start, '/');
	const char *end = l->end >= 0 ? r->at[l->end] : slash ? slash + 1 : start;
	int lane = lane_of(l, r->at[l->by]);
	double x = place_of(l, start), y = TOP + LANE * (lane + 0.5), to;
	char when[64], range[40], words[900];

	if (lane < 0)
		return 0;
	view_range(start, l->end >= 0 ? end : "", range, sizeof range);
	view_date(range, false, when, sizeof when);
	snprintf(words, sizeof words, "%.60s: %.300s%s (%.400s)", when,
	         view_told(l->p, r->at[l->title]), r->doubtful ? MARK_DOUBT : "", r->at[l->source]);
	to = *end ? place_of(l, end) : x;
	if (to > x + 1)
		plot_bar(l->out, x, y - 4, to - x, 8, r->doubtful, words);
	else if (!strcmp(r->at[l->by], "veto") && !r->doubtful)
		plot_cross(l->out, x, y, 4, words);
	else
		plot_disc(l->out, x, y, 4, r->doubtful, words);
	return 0;
}

static void draw_axis(struct lanes *l, const char *title)
{
	int bottom = TOP + LANE * l->count;

	plot_begin(l->out, WIDTH, bottom + 60, messages_language(), title);
	plot_text(l->out, messages_rtl() ? RIGHT : 20, 28, messages_rtl() ? PLOT_END : PLOT_START,
	          18, title);
	for (int y = l->first; y <= l->last + 1; y++) {
		char year[8];
		double x =
			LEFT + (double)(y - l->first) * (RIGHT - LEFT) / (l->last - l->first + 1);

		plot_line(l->out, x, TOP - 6, x, bottom, true);
		snprintf(year, sizeof year, "%d", y % 10000);
		if (y <= l->last)
			plot_text(l->out, x + 2, TOP - 10, PLOT_START, 11, year);
	}
	for (int i = 0; i < l->count; i++) {
		double y = TOP + LANE * (i + 0.5);

		plot_line(l->out, LEFT, y, RIGHT, y, true);
		plot_text(l->out, messages_rtl() ? 20 : LEFT - 8, y + 4,
		          messages_rtl() ? PLOT_START : PLOT_END, 12, view_told(l->p, l->names[i]));
	}
}

static int draw(struct lanes *l, const char *title, const char *filter)
{
	struct dossier_query query = {.filter = filter};

	if (dossier_each(l->p->starter, l->kind, &query, note_lane, l, l->p->err) < 0)
		return -1;
	if (!l->first)
		return 0;
	draw_axis(l, title);
	if (dossier_each(l->p->starter, l->kind, &query, draw_row, l, l->p->err) < 0)
		return -1;
	plot_text(l->out, messages_rtl() ? RIGHT : 20, TOP + LANE * l->count + 28,
	          messages_rtl() ? PLOT_END : PLOT_START, 11,
	          _("Hollow: not confirmed, or only in part. Each mark says its date and source."));
	plot_end(l->out);
	return 1;
}

int view_timeline_plot(struct view *p, const char *filter, struct buf *out)
{
	struct lanes l = {.p = p,
	                  .out = out,
	                  .kind = DOSSIER_EVENTS,
	                  .by = EVENT_KIND,
	                  .start = EVENT_DATE,
	                  .end = -1,
	                  .title = EVENT_TITLE,
	                  .source = EVENT_SOURCE};

	return draw(&l, _("Timeline"), filter);
}

int view_rounds_plot(struct view *p, const char *filter, struct buf *out)
{
	struct lanes l = {.p = p,
	                  .out = out,
	                  .kind = DOSSIER_ROUNDS,
	                  .by = ROUND_SERIES,
	                  .start = ROUND_START,
	                  .end = ROUND_END,
	                  .title = ROUND_NUMBER,
	                  .source = ROUND_SOURCE};

	return draw(&l, _("Rounds and sessions"), filter);
}
