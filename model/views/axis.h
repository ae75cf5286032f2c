/* SPDX-License-Identifier: ISC */
/*
 * axis: one line of time, drawn in cells. It runs over years, over the months of a year or
 * over the days of a month; each has the same number of cells, and a date stands in the cell
 * of its share. What is drawn are rows of a DOC_PRE block that begin with a name.
 *
 * Knows dates; knows no table.
 */
#ifndef PALAIS_MODEL_VIEWS_AXIS_H
#define PALAIS_MODEL_VIEWS_AXIS_H

#include "model/views/internal.h"

/* Cells of an axis, at most. */
#define AXIS_CELLS_MOST 200

struct axis {
	char zoom[8]; /* "": years; "2017": its months; "2017-03": its days */
	int first;    /* the first year, month or day, and how many there are */
	int count;
	int cells;   /* of one of them */
	int name;    /* cells of names, with a blank after them */
	bool within; /* names are cut within words: cut between words two would be alike */
};

/* zoom as above; the years are for who looks at all of them. names: those of the rows, which
 * have what is left by the axis, and at least their first words where a row of so many columns
 * has room for that. */
void axis_init(struct axis *a, const char *zoom, int first_year, int last_year,
               const char *const *names, size_t count, int columns);
/* All cells of a row, without its name: at most AXIS_CELLS_MOST. */
int axis_width(const struct axis *a);
/* The cell in which a date of the tables begins, or in which a range ends; -1 where it lies
 * outside, or is not known as exactly as the axis is. */
int axis_cell(const struct axis *a, const char *date);
int axis_cell_end(const struct axis *a, const char *date);

/* Rows. A name longer than there is room for is cut, between words if it can be. The scale, whose
 * words are links to base with "date~" and what they stand for, where base is not NULL; */
void axis_put_scale(struct view *p, const struct axis *a, const char *base);
/* a bar for each cell, by its share of the most; */
void axis_put_bars(struct view *p, const struct axis *a, const char *name, const char *href,
                   const int *counts);
/* and marks on a line. A cell of marks is NULL where there is none. */
void axis_put_marks(struct view *p, const struct axis *a, const char *name, const char *href,
                    const char *const *marks);

#endif
