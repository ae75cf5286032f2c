/* SPDX-License-Identifier: ISC */
/*
 * grid: yearly figures, a row for each year and a column for each series, as tables, charts and
 * plots show them. Of a year the dossier's figure stands there, or one of the reader's that came
 * from outside and is newer.
 */
#ifndef PALAIS_MODEL_VIEWS_GRID_H
#define PALAIS_MODEL_VIEWS_GRID_H

#include "model/views/internal.h"

#define GRID_YEARS_MOST 60
#define GRID_SERIES_MOST 8
#define GRID_SOURCES_MOST 40
#define GRID_OUTSIDE "*" /* marks what came from outside */

struct value {
	int64_t id;
	double number;
	bool known, doubt;
	char text[32];  /* "13.5 M" */
	char bound[12]; /* "over", "at least", "almost", or "" */
	char as_of[12];
	int source; /* from outside: its place in the grid's list, from 1 */
	char raw[32], status[16], unit[24],
		from[400]; /* as the table has value, status, unit, source */
};

struct grid {
	char names[GRID_SERIES_MOST][32];
	char titles[GRID_SERIES_MOST][40];
	int series;
	int base, first,
		last; /* years: of at[0], of the first and the last figure; first 0: none */
	struct value at[GRID_YEARS_MOST][GRID_SERIES_MOST];
	char paper[400];                      /* the dossier's source of the first figure */
	bool papers;                          /* it has several */
	bool outside;                         /* what is taken now */
	char sources[GRID_SOURCES_MOST][400]; /* addresses */
	int source_count;
};

/* Reads "name:Title,name:Title" of a filter's word. */
void grid_columns(struct grid *g, const char *spec);
/* Fills it with the figures of its series: 0, or -1 with p->err. */
int grid_fill(struct view *p, struct grid *g);
/* Takes in the years from= and to= of a filter though nothing is known of them. */
void grid_widen(struct grid *g, const char *filter);
/* The first of so many last years (0: all). */
int grid_from(const struct grid *g, long most);
/* Where a figure leads: its own page, or the address that it came from. */
void grid_href(const struct grid *g, const struct value *v, char *out, size_t size);
/* "≥13.5 M*": the figure in words, its doubt left out. */
void grid_words(const struct value *v, char *out, size_t size);
/* What the mark of figures from outside means, of those from a year on. */
void grid_explain(struct view *p, const struct grid *g, int from);

#endif
