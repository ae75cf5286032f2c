/* SPDX-License-Identifier: ISC */
/* A line of time in cells. */
#include "config.h"

#include "model/views/axis.h"

#include "model/base/messages.h"
#include "model/text/characters.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Cells of a year, a month or a day: more make a row no clearer. */
#define CELLS_MOST 6

static int days_of(int year, int month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return month < 1 || month > 12 ? 31 : days[month - 1] + (month == 2 && leap);
}

void axis_init(struct axis *a, const char *zoom, int first_year, int last_year, int name,
               int columns)
{
	int room = columns - name;

	snprintf(a->zoom, sizeof a->zoom, "%s", zoom);
	a->first = 1;
	if (!*zoom) {
		a->first = first_year;
		a->count = last_year - first_year + 1;
	} else {
		a->count = strlen(zoom) == 4 ? 12 : days_of(atoi(zoom), atoi(zoom + 5));
	}
	if (a->count > AXIS_CELLS_MOST)
		a->count = AXIS_CELLS_MOST;
	if (room > AXIS_CELLS_MOST)
		room = AXIS_CELLS_MOST;
	a->cells = a->count > 0 ? room / a->count : 1;
	a->cells = a->cells < 1 ? 1 : a->cells > CELLS_MOST ? CELLS_MOST : a->cells;
	a->name = name;
}

int axis_width(const struct axis *a)
{
	return a->count * a->cells;
}

/* -- dates -------------------------------------------------------------- */

/* Year, month and day, 0 for what is not known. */
static void read_parts(const char *date, int parts[3])
{
	parts[1] = parts[2] = 0;
	parts[0] = atoi(date);
	if (strspn(date, "0123456789") != 4 || date[4] != '-')
		return;
	parts[1] = atoi(date + 5);
	if (strspn(date + 5, "0123456789") == 2 && date[7] == '-')
		parts[2] = atoi(date + 8);
}

/* Of one civil date. A month or day that is not known counts as the first where the axis
 * does not ask for it. */
static int cell_of(const struct axis *a, const char *date)
{
	int at[3], unit, share;

	read_parts(date, at);
	if (strncmp(date, a->zoom, strlen(a->zoom)) != 0)
		return -1;
	if (!*a->zoom) {
		unit = at[0];
		share = at[1] ? ((at[1] - 1) * 31 + (at[2] ? at[2] - 1 : 0)) * a->cells / 372 : 0;
	} else if (strlen(a->zoom) == 4) {
		unit = at[1];
		share = at[2] ? (at[2] - 1) * a->cells / 31 : 0;
	} else {
		unit = at[2];
		share = 0;
	}
	if (unit < a->first || unit >= a->first + a->count)
		return -1;
	return (unit - a->first) * a->cells + share;
}

static const char *end_of(const char *date)
{
	const char *slash = strchr(date, '/');

	return slash ? slash + 1 : date;
}

int axis_cell(const struct axis *a, const char *date)
{
	int cell = cell_of(a, date);

	/* what began before is seen from its beginning here */
	if (cell < 0 && cell_of(a, end_of(date)) >= 0)
		return 0;
	return cell;
}

int axis_cell_end(const struct axis *a, const char *date)
{
	int cell = cell_of(a, end_of(date));

	return cell < 0 && cell_of(a, date) >= 0 ? (strchr(date, '/') ? axis_width(a) - 1 : cell)
	                                         : cell;
}

/* -- rows --------------------------------------------------------------- */

/* So much of a name as stands in fewer cells than that, and how many it has. */
static size_t fitting(const char *name, size_t most, size_t size, size_t *cells)
{
	size_t n = 0, next;

	*cells = 0;
	for (; name[n]; n += next) {
		next = text_cluster(name + n, strlen(name + n));
		if (*cells + text_cluster_width(name + n, next) >= most || n + next >= size)
			break;
		*cells += text_cluster_width(name + n, next);
	}
	return n;
}

/* Text from the right may be joined to fewer cells than it has: what has to stand below
 * something else stands before the name there. What is cut off is told. */
static void put_name(struct view *p, const struct axis *a, const char *name, const char *href)
{
	size_t cells, most = (size_t)a->name, n = fitting(name, most, 76, &cells);
	char text[80];

	if (name[n] && most > 2) {
		n = fitting(name, most - 1, 76, &cells);
		cells++;
	}
	snprintf(text, sizeof text, "%.*s%s", (int)n, name, name[n] && most > 2 ? "…" : "");
	if (href && n)
		doc_add_link(p->m, text, href);
	else
		doc_add_str(p->m, text);
	for (; !messages_rtl() && cells < most; cells++)
		doc_add_str(p->m, " ");
}

/* A row of cells and its name. */
static void put_row(struct view *p, const struct axis *a, const char *name, const char *href,
                    const char *const *cells)
{
	if (!messages_rtl())
		put_name(p, a, name, href);
	for (int i = 0; i < axis_width(a); i++)
		doc_add_str(p->m, cells[i]);
	if (messages_rtl()) {
		doc_add_str(p->m, " ");
		put_name(p, a, name, href);
	}
	doc_add_str(p->m, "\n");
}

/* How many units a word of so many cells and a blank take. */
static int stride(const struct axis *a, int word)
{
	return word / a->cells + 1;
}

void axis_put_scale(struct view *p, const struct axis *a, const char *base)
{
	int word = *a->zoom ? a->first + a->count > 10 ? 2 : 1 : 4;
	int every = stride(a, word);

	if (!messages_rtl())
		put_name(p, a, "", NULL);
	for (int i = 0; i < a->count; i += every) {
		char text[12], href[400];
		int cells = every * a->cells;

		/* a word that would reach beyond the end is left out */
		if ((a->count - i) * a->cells < word)
			break;
		snprintf(text, sizeof text, "%d", a->first + i);
		if (!*a->zoom)
			snprintf(href, sizeof href, "%s%.4s", base ? base : "", text);
		else
			snprintf(href, sizeof href, "%s%.4s-%02d", base ? base : "", a->zoom,
			         a->first + i);
		if (base && strlen(a->zoom) < 7)
			doc_add_link(p->m, text, href);
		else
			doc_add_str(p->m, text);
		for (int n = (int)strlen(text); n < cells; n++)
			doc_add_str(p->m, " ");
	}
	doc_add_str(p->m, "\n");
}

void axis_put_bars(struct view *p, const struct axis *a, const char *name, const char *href,
                   const int *counts)
{
	static const char *const bars[] = {" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
	const char *cells[AXIS_CELLS_MOST];
	int most = 1;

	for (int i = 0; i < axis_width(a); i++)
		most = counts[i] > most ? counts[i] : most;
	for (int i = 0; i < axis_width(a); i++)
		cells[i] = bars[(counts[i] * 8 + most - 1) / most];
	put_row(p, a, name, href, cells);
}

void axis_put_marks(struct view *p, const struct axis *a, const char *name, const char *href,
                    const char *const *marks)
{
	const char *cells[AXIS_CELLS_MOST];

	for (int i = 0; i < axis_width(a); i++)
		cells[i] = marks[i] ? marks[i] : "─";
	put_row(p, a, name, href, cells);
}
