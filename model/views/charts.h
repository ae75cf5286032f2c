/* SPDX-License-Identifier: ISC */
/*
 * charts: which charts there are, as sections of the kinds chart and drawing have them, and the
 * grid of one. A chart is of the sums of a plan (required, funded), or of one or more series.
 */
#ifndef PALAIS_MODEL_VIEWS_CHARTS_H
#define PALAIS_MODEL_VIEWS_CHARTS_H

#include "model/views/grid.h"

enum { REQUIRED, FUNDED, SHARE }; /* columns of a plan's grid */

struct chart {
	char name[32], title[96], filter[240];
};

/* Each chart in the order of the sections, until `each` returns non-zero: 0, or what it returned,
 * or -1 with p->err. */
int charts_each(struct view *p, int (*each)(const struct chart *, void *), void *payload);
/* The one of a name: 1, 0 when there is none, -1 with p->err. */
int charts_find(struct view *p, const char *name, struct chart *out);
/* Its figures, with the years that are to be shown; NULL with p->err. */
struct grid *charts_grid(struct view *p, const char *filter);
bool charts_is_plan(const char *filter);
/* The greatest of a chart's figures. */
double charts_most(const struct grid *g, bool plan);
/* How much of a requirement was funded, in percent: that of the two sums that stand
 * there, else what a source says; -1 when not known. */
double charts_share(const struct value *row);
/* Whether that is not confirmed. */
bool charts_share_doubt(const struct value *row);

#endif
