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

/* Bytes of a name, at most, with "…". */
#define NAME_BYTES 120

static int days_of(int year, int month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return month < 1 || month > 12 ? 31 : days[month - 1] + (month == 2 && leap);
}

/* -- names ---------------------------------------------------------------- */

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

/* How much of a name stands before "…" and a blank in so many cells, and its cells with the
 * sign: between words where one of them ends there, unless that is not wanted. */
static size_t cut(const char *name, size_t most, bool within, size_t *cells)
{
	size_t n = fitting(name, most - 1, NAME_BYTES - 4, cells), end = n;

	while (end && name[end] != ' ')
		end--;
	if (end && !within)
		n = end;
	*cells = text_width(name, n) + 1;
	return n;
}

static bool fits(const char *name, size_t most)
{
	size_t cells;

	return !name[fitting(name, most, NAME_BYTES - 4, &cells)];
}

/* Whether two names would be alike where they are cut between words. */
static bool alike(const char *const *names, size_t count, size_t most)
{
	size_t cells;

	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < i && !fits(names[i], most); k++) {
			size_t n = cut(names[i], most, false, &cells);

			if (!fits(names[k], most) && cut(names[k], most, false, &cells) == n &&
			    !memcmp(names[i], names[k], n))
				return true;
		}
	return false;
}

/* The cells of the longest name with a blank; *first: of the longest first word that is cut
 * off a name. */
static int longest(const char *const *names, size_t count, int *first)
{
	int most = 0;

	*first = 0;
	for (size_t i = 0; i < count; i++) {
		size_t word = strcspn(names[i], " ");
		int cells = (int)text_width(names[i], strlen(names[i])) + 1;
		int begun = (int)text_width(names[i], word) + (names[i][word] ? 2 : 1);

		most = cells > most ? cells : most;
		*first = begun > *first ? begun : *first;
	}
	return most;
}

/* -- the line -------------------------------------------------------------- */

void axis_init(struct axis *a, const char *zoom, int first_year, int last_year,
               const char *const *names, size_t count, int columns)
{
	int word, all = longest(names, count, &word), room;

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
	a->name = all < columns / 3 ? all : columns / 3;
	if (a->name < word && columns - word >= a->count)
		a->name = word;
	/* the line itself is whole */
	if (a->name > columns - a->count && columns > a->count)
		a->name = columns - a->count;
	room = columns - a->name < AXIS_CELLS_MOST ? columns - a->name : AXIS_CELLS_MOST;
	a->cells = a->count > 0 ? room / a->count : 1;
	a->cells = a->cells < 1 ? 1 : a->cells > CELLS_MOST ? CELLS_MOST : a->cells;
	/* what the axis leaves */
	room = columns - axis_width(a);
	if (a->name < all && a->name < room)
		a->name = all < room ? all : room;
	a->within = a->name > 2 && alike(names, count, (size_t)a->name);
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

/* Text from the right may be joined to fewer cells than it has: what has to stand below
 * something else stands before the name there. What is cut off is told. */
static void put_name(struct view *p, const struct axis *a, const char *name, const char *href)
{
	size_t cells, most = (size_t)a->name, n = fitting(name, most, NAME_BYTES - 4, &cells);
	bool told = name[n] && most > 2;
	char text[NAME_BYTES];

	if (told)
		n = cut(name, most, a->within, &cells);
	snprintf(text, sizeof text, "%.*s%s", (int)n, name, told ? "…" : "");
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
		int left = (a->count - i) * a->cells;
		int cells = every * a->cells < left ? every * a->cells : left;

		/* a word that would reach beyond the end is left out */
		if (left < word)
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
