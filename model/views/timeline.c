/* SPDX-License-Identifier: ISC */
/* The timeline: all dates on one axis, by year, month or day, and below it their list. */
#include "config.h"

#include "model/base/messages.h"
#include "model/base/vec.h"
#include "model/text/characters.h"
#include "model/views/axis.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FILTER_MOST 240
#define KINDS_MOST 24

struct kind {
	char name[32];
};

struct timeline {
	struct view *p;
	char filter[FILTER_MOST], zoom[8];
	struct axis axis;
	int first, last;               /* years of the table */
	struct kind kinds[KINDS_MOST]; /* in the order of the table */
	int kind_count;
	int counts[AXIS_CELLS_MOST]; /* dates in each cell, */
	int vague;                   /* and those that are not known so exactly */
	const char *lanes[3][AXIS_CELLS_MOST];
	char group[8]; /* the year that stands as heading */
};

/* Kinds of dates that have a row of their own on the axis. */
static const struct lane {
	const char *kind, *name, *mark;
} lanes[] = {
	{"round", N_("rounds"), "●"},
	{"resolution", N_("texts"), "●"},
	{"veto", N_("vetoes"), "×"},
};

/* -- filters ------------------------------------------------------------ */

/* The filter with one of its words set to a value, or left out (NULL). */
static void with_word(const char *filter, const char *name, char op, const char *value, char *out,
                      size_t size)
{
	size_t n = 0;

	*out = '\0';
	while (*filter && n < size) {
		size_t len = strcspn(filter, " "), word = strcspn(filter, "=~! ");

		if (word != strlen(name) || memcmp(filter, name, word) != 0)
			n += (size_t)snprintf(out + n, size - n, "%s%.*s", n ? " " : "", (int)len,
			                      filter);
		filter += len + strspn(filter + len, " ");
	}
	if (value && n < size)
		snprintf(out + n, size - n, "%s%s%c%s", n ? " " : "", name, op, value);
}

/* The address of the same page with such a filter. */
static void address_of(const char *filter, char *out, size_t size)
{
	snprintf(out, size, "list:timeline%s%s", *filter ? "/" : "", filter);
	for (char *c = out; *c; c++)
		if (*c == ' ')
			*c = ';';
}

static void address_with(const struct timeline *t, const char *name, char op, const char *value,
                         char *out, size_t size)
{
	char filter[FILTER_MOST];

	with_word(t->filter, name, op, value, filter, sizeof filter);
	address_of(filter, out, size);
}

/* -- what there is -------------------------------------------------------- */

static void note_kind(struct timeline *t, const char *name)
{
	for (int i = 0; i < t->kind_count; i++)
		if (!strcmp(t->kinds[i].name, name))
			return;
	if (*name && t->kind_count < KINDS_MOST)
		snprintf(t->kinds[t->kind_count++].name, sizeof t->kinds->name, "%.31s", name);
}

/* Of all dates: the axis stays the same whatever is chosen. */
static int note_span(const struct dossier_row *r, void *payload)
{
	struct timeline *t = payload;
	int year = atoi(r->at[EVENT_DATE]);

	t->first = !t->first || year < t->first ? year : t->first;
	t->last = year > t->last ? year : t->last;
	note_kind(t, r->at[EVENT_KIND]);
	return 0;
}

static void note_lane(struct timeline *t, const struct dossier_row *r, int from, int to)
{
	for (size_t i = 0; i < sizeof lanes / sizeof *lanes; i++) {
		if (strcmp(lanes[i].kind, r->at[EVENT_KIND]) != 0)
			continue;
		/* what is confirmed hides what is not, in a cell of both */
		for (int c = from; c <= to; c++)
			if (!r->doubtful || !t->lanes[i][c])
				t->lanes[i][c] = r->doubtful ? MARK_DOUBT : lanes[i].mark;
		t->p->doubt |= r->doubtful;
	}
}

static int note_date(const struct dossier_row *r, void *payload)
{
	struct timeline *t = payload;
	int from = axis_cell(&t->axis, r->at[EVENT_DATE]);
	int to = axis_cell_end(&t->axis, r->at[EVENT_DATE]);

	if (from < 0) {
		t->vague++;
		return 0;
	}
	t->counts[from]++;
	note_lane(t, r, from, to < from ? from : to);
	return 0;
}

static int look(struct timeline *t)
{
	struct dossier_query query = {.filter = t->filter};
	struct view *p = t->p;
	const char *names[sizeof lanes / sizeof *lanes + 1] = {_("dates")};

	if (dossier_each(p->starter, DOSSIER_EVENTS, NULL, note_span, t, p->err) < 0)
		return -1;
	for (size_t i = 0; i < sizeof lanes / sizeof *lanes; i++)
		names[i + 1] = _(lanes[i].name);
	axis_init(&t->axis, t->zoom, t->first, t->last, names, sizeof names / sizeof *names,
	          p->c->columns ? p->c->columns : 78);
	return dossier_each(p->starter, DOSSIER_EVENTS, &query, note_date, t, p->err);
}

/* -- the head ------------------------------------------------------------- */

/* "Timeline: March 2017, Talks, veto": what is shown of it. */
static void put_title(struct timeline *t)
{
	char text[300], part[96];
	const char *glue = C_("title", ": ");
	size_t n = (size_t)snprintf(text, sizeof text, "%s", _("Timeline"));

	if (*t->zoom) {
		view_date(t->zoom, false, part, sizeof part);
		n += (size_t)snprintf(text + n, sizeof text - n, "%s%s", glue, part);
		glue = C_("list", ", ");
	}
	if (dossier_filter(t->filter, "pane", part, sizeof part)) {
		n += (size_t)snprintf(text + n, sizeof text - n, "%s%s", glue,
		                      view_pane_name(t->p, part));
		glue = C_("list", ", ");
	}
	if (dossier_filter(t->filter, "kind", part, sizeof part))
		snprintf(text + n, sizeof text - n, "%s%s", glue, view_told(t->p, part));
	view_title(t->p, text, false);
}

enum { AXIS_BARS = 1, AXIS_LANES = 2 };

static void put_axis(struct timeline *t, int parts)
{
	struct view *p = t->p;
	char href[FILTER_MOST + 40], base[FILTER_MOST + 60];

	address_with(t, "date", '~', NULL, href, sizeof href);
	snprintf(base, sizeof base, "%s%cdate~", href, strchr(href, '/') ? ';' : '/');
	view_begin(p, DOC_PRE);
	axis_put_scale(p, &t->axis, base);
	address_with(t, "kind", '=', NULL, href, sizeof href);
	if (parts & AXIS_BARS)
		axis_put_bars(p, &t->axis, _("dates"), href, t->counts);
	for (size_t i = 0; parts & AXIS_LANES && i < sizeof lanes / sizeof *lanes; i++) {
		address_with(t, "kind", '=', lanes[i].kind, href, sizeof href);
		axis_put_marks(p, &t->axis, _(lanes[i].name), href, t->lanes[i]);
	}
}

/* The period beside the one that is shown; false where the table does not reach. */
static bool beside(const struct timeline *t, int by, char out[8])
{
	int year = atoi(t->zoom), month = strlen(t->zoom) > 4 ? atoi(t->zoom + 5) + by : 0;

	if (!month && strlen(t->zoom) == 4)
		year += by;
	year += month > 12 ? 1 : strlen(t->zoom) > 4 && month < 1 ? -1 : 0;
	month = month > 12 ? 1 : strlen(t->zoom) > 4 && month < 1 ? 12 : month;
	if (year < t->first || year > t->last)
		return false;
	if (month)
		snprintf(out, 8, "%04u-%02u", (unsigned)year % 10000, (unsigned)month % 100);
	else
		snprintf(out, 8, "%04u", (unsigned)year % 10000);
	return true;
}

static void put_way(struct timeline *t, const char *zoom, const char *words, bool *more)
{
	char href[FILTER_MOST + 40], when[40];

	address_with(t, "date", '~', zoom, href, sizeof href);
	if (!words) {
		view_date(zoom, false, when, sizeof when);
		words = when;
	}
	if (*more)
		doc_add_str(t->p->m, " · ");
	doc_add_link(t->p->m, words, href);
	*more = true;
}

/* Before, after, and out of what is shown. */
static void put_ways(struct timeline *t)
{
	char zoom[8];
	bool more = false;

	if (!*t->zoom)
		return;
	view_begin(t->p, DOC_PARAGRAPH);
	if (beside(t, -1, zoom))
		put_way(t, zoom, NULL, &more);
	if (beside(t, 1, zoom))
		put_way(t, zoom, NULL, &more);
	if (strlen(t->zoom) > 4) {
		snprintf(zoom, sizeof zoom, "%.4s", t->zoom);
		put_way(t, zoom, NULL, &more);
	}
	put_way(t, NULL, _("all years"), &more);
}

/* One choice with how many dates it has: what is chosen stands in brackets and leads back. */
static int put_choice(struct timeline *t, const char *name, const char *value, const char *words,
                      bool *more)
{
	char chosen[96] = "", filter[FILTER_MOST], href[FILTER_MOST + 40], text[140];
	bool on = dossier_filter(t->filter, name, chosen, sizeof chosen) && !strcmp(chosen, value);
	long n;

	with_word(t->filter, name, '=', value, filter, sizeof filter);
	n = dossier_count(t->p->starter, DOSSIER_EVENTS, filter, t->p->err);
	if (n <= 0)
		return n < 0 ? -1 : 0;
	if (on)
		with_word(t->filter, name, '=', NULL, filter, sizeof filter);
	address_of(filter, href, sizeof href);
	snprintf(text, sizeof text, on ? "[%.100s %ld]" : "%.100s %ld", words, n);
	if (*more)
		doc_add_str(t->p->m, " · ");
	doc_add_link(t->p->m, text, href);
	*more = true;
	return 0;
}

struct choices {
	struct timeline *t;
	bool more, failed;
};

static int pane_choice(const struct dossier_row *r, void *payload)
{
	struct choices *c = payload;

	c->failed = put_choice(c->t, "pane", r->at[PANE_KEY], view_told(c->t->p, r->at[PANE_SHORT]),
	                       &c->more) < 0;
	return c->failed;
}

static int put_panes(struct timeline *t)
{
	struct choices c = {.t = t};

	view_begin(t->p, DOC_PARAGRAPH);
	if (dossier_each(t->p->starter, DOSSIER_PANES, NULL, pane_choice, &c, t->p->err) < 0)
		return -1;
	return c.failed ? -1 : 0;
}

static int put_kinds(struct timeline *t)
{
	bool more = false;

	view_heading(t->p, _("By kind"), NULL, NULL);
	view_begin(t->p, DOC_PARAGRAPH);
	for (int i = 0; i < t->kind_count; i++)
		if (put_choice(t, "kind", t->kinds[i].name, view_told(t->p, t->kinds[i].name),
		               &more) < 0)
			return -1;
	return 0;
}

/* -- the list --------------------------------------------------------------- */

/* A heading when the year changes, with how many dates of it are shown. */
static int put_year(struct timeline *t, const char *date)
{
	char filter[FILTER_MOST], more[24], zoom[8], href[FILTER_MOST + 40];
	long n;

	if (!strncmp(t->group, date, 4))
		return 0;
	snprintf(t->group, sizeof t->group, "%.4s", date);
	snprintf(zoom, sizeof zoom, "%s", *t->zoom ? t->zoom : t->group);
	with_word(t->filter, "date", '~', zoom, filter, sizeof filter);
	n = dossier_count(t->p->starter, DOSSIER_EVENTS, filter, t->p->err);
	if (n < 0)
		return -1;
	with_word(t->filter, "date", '~', t->group, filter, sizeof filter);
	address_of(filter, href, sizeof href);
	snprintf(more, sizeof more, "%ld", n);
	t->p->by_year = true;
	view_heading(t->p, t->group, more, *t->zoom ? NULL : href);
	return 0;
}

static int entry(const struct dossier_row *r, void *payload)
{
	struct timeline *t = payload;

	if (put_year(t, r->at[EVENT_DATE]) < 0)
		return -1;
	t->p->anchor = r->at[EVENT_DATE];
	view_event_entry(r, t->p);
	t->p->anchor = NULL;
	return 0;
}

static int put_list(struct timeline *t)
{
	struct dossier_query query = {.filter = t->filter, .newest = true};
	char text[200];

	if (t->vague) {
		snprintf(text, sizeof text,
		         messages_count(
				 NP_("%d date is not known so exactly: it is in the list alone",
		                     "%d dates are not known so exactly: they are in the list "
		                     "alone"),
				 t->vague),
		         t->vague);
		view_para(t->p, text);
	}
	return dossier_each(t->p->starter, DOSSIER_EVENTS, &query, entry, t, t->p->err);
}

/* A year or a month of one; else all years are shown. */
static void read_zoom(const char *filter, char zoom[8])
{
	char date[24];
	size_t n;

	*zoom = '\0';
	if (!dossier_filter(filter, "date", date, sizeof date))
		return;
	n = strlen(date);
	if (strspn(date, "0123456789-") == n && (n == 4 || (n == 7 && date[4] == '-')))
		snprintf(zoom, 8, "%.7s", date);
}

/* The filter of the timeline's address; false for another. */
static bool filter_of(const char *address, char filter[FILTER_MOST])
{
	static const char name[] = "list:timeline";
	size_t n = sizeof name - 1;

	if (strncmp(address, name, n) || (address[n] && address[n] != '/'))
		return false;
	snprintf(filter, FILTER_MOST, "%.230s", address[n] ? address + n + 1 : "");
	for (char *c = filter; *c; c++)
		if (*c == ';')
			*c = ' ';
	return true;
}

bool view_timeline_zoom(const char *address, char zoom[8])
{
	char filter[FILTER_MOST];

	if (!filter_of(address, filter))
		return false;
	read_zoom(filter, zoom);
	return true;
}

void view_timeline_address(const char *address, const char *zoom, char *out, size_t size)
{
	char filter[FILTER_MOST] = "", other[FILTER_MOST];

	filter_of(address, filter);
	with_word(filter, "date", '~', *zoom ? zoom : NULL, other, sizeof other);
	address_of(other, out, size);
}

/* Where there are few rows dates begin right below the bars, and the rest follows them. */
static int put_parts(struct timeline *t)
{
	bool low = t->p->c->low;

	put_title(t);
	put_axis(t, low ? AXIS_BARS : AXIS_BARS | AXIS_LANES);
	if (!low)
		put_ways(t);
	if ((!low && put_panes(t) < 0) || put_list(t) < 0)
		return -1;
	if (low) {
		put_axis(t, AXIS_LANES);
		put_ways(t);
	}
	return (low && put_panes(t) < 0) || put_kinds(t) < 0 ? -1 : 0;
}

int view_timeline(struct view *p, const char *filter)
{
	struct timeline *t = calloc(1, sizeof *t);
	int rc = -1;

	if (!t)
		return err_set(p->err, ERR_FAILED, "timeline: out of memory");
	t->p = p;
	snprintf(t->filter, sizeof t->filter, "%s", filter);
	read_zoom(t->filter, t->zoom);
	if (look(t) == 0)
		rc = put_parts(t);
	free(t);
	return rc;
}
