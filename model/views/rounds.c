/* SPDX-License-Identifier: ISC */
/* Rounds of talks by their series, and agencies by their sector. */
#include "config.h"

#include "model/base/messages.h"
#include "model/base/vec.h"
#include "model/text/characters.h"
#include "model/views/axis.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SERIES_MOST 16 /* on the axis */

struct series {
	char name[96], start[16], last[32];
	long count;
};

/* Which round, and when it began. */
struct when {
	int64_t id;
	char start[16];
};

struct all {
	VEC(struct series) series;
	bool full;
};

static int note_round(const struct dossier_row *r, void *payload)
{
	struct all *a = payload;
	struct series s = {0}, *at = NULL;

	for (size_t i = 0; !at && i < a->series.count; i++)
		if (!strcmp(a->series.at[i].name, r->at[ROUND_SERIES]))
			at = &a->series.at[i];
	if (!at) {
		snprintf(s.name, sizeof s.name, "%s", r->at[ROUND_SERIES]);
		snprintf(s.start, sizeof s.start, "%s", r->at[ROUND_START]);
		a->full = vec_push(&a->series, s) < 0;
		if (a->full)
			return 1;
		at = &a->series.at[a->series.count - 1];
	}
	at->count++;
	view_range(r->at[ROUND_START], r->at[ROUND_END], at->last, sizeof at->last);
	return 0;
}

static int gather(struct view *p, const char *filter, struct all *a)
{
	struct dossier_query query = {.filter = filter};
	int rc = dossier_each(p->starter, DOSSIER_ROUNDS, &query, note_round, a, p->err);

	return a->full ? err_set(p->err, ERR_FAILED, "rounds: out of memory") : rc;
}

static void series_filter(const struct series *s, char *out, size_t size)
{
	snprintf(out, size, "series=%s", s->name);
	for (char *c = out; *c; c++)
		if (*c == ' ')
			*c = '_';
}

int view_series(struct view *p, const char *filter)
{
	struct all all = {0};
	int rc = gather(p, filter, &all);

	for (size_t i = 0; rc == 0 && i < all.series.count; i++) {
		const struct series *s = &all.series.at[i];
		char years[24], name[120], href[140], when[40], tail[96];

		snprintf(years, sizeof years, strncmp(s->start, s->last, 4) ? "%.4s–%.4s" : "%.4s",
		         s->start, s->last);
		view_hold(years, sizeof years);
		series_filter(s, name, sizeof name);
		snprintf(href, sizeof href, "list:rounds/%s", name);
		view_date(s->last, false, when, sizeof when);
		/* TRANSLATORS: of a series of meetings: how many, and the date of the last */
		snprintf(tail, sizeof tail, _("%ld, last %s"), s->count, when);
		view_entry(p, &(struct view_entry){.marker = years,
		                                   .text = s->name,
		                                   .told = true,
		                                   .href = href,
		                                   .tail = tail});
	}
	vec_done(&all.series);
	return rc;
}

/* -- the talks as a story ------------------------------------------------ */

struct story {
	struct view *p;
	const char *filter;
	bool one; /* series alone: its name need not be said */
	struct all all;
	VEC(struct when) order; /* of rounds */
	bool full;
	int first, last; /* years */
	char group[8];   /* the year that stands as heading */
	const char *marks[SERIES_MOST][AXIS_CELLS_MOST];
	struct axis axis;
};

static int note_when(const struct dossier_row *r, void *payload)
{
	struct story *s = payload;
	const char *end = *r->at[ROUND_END] ? r->at[ROUND_END] : r->at[ROUND_START];
	struct when w = {.id = r->id};

	snprintf(w.start, sizeof w.start, "%.15s", r->at[ROUND_START]);
	s->first = !s->first || atoi(w.start) < s->first ? atoi(w.start) : s->first;
	s->last = atoi(end) > s->last ? atoi(end) : s->last;
	s->full = vec_push(&s->order, w) < 0;
	return s->full;
}

static int by_start(const void *a, const void *b)
{
	const struct when *x = a, *y = b;
	int cmp = strcmp(x->start, y->start);

	return cmp ? cmp : (x->id > y->id) - (x->id < y->id);
}

/* The days of a round on the row of its series. */
static int note_days(const struct dossier_row *r, void *payload)
{
	struct story *s = payload;
	char range[32];
	int from, to;
	size_t i = 0;

	while (i < s->all.series.count && strcmp(s->all.series.at[i].name, r->at[ROUND_SERIES]))
		i++;
	view_range(r->at[ROUND_START], r->at[ROUND_END], range, sizeof range);
	from = axis_cell(&s->axis, range);
	to = axis_cell_end(&s->axis, range);
	if (i >= SERIES_MOST || i >= s->all.series.count || from < 0)
		return 0;
	for (int c = from; c <= to || c == from; c++)
		if (!r->doubtful || !s->marks[i][c])
			s->marks[i][c] = r->doubtful ? MARK_DOUBT : "●";
	s->p->doubt |= r->doubtful;
	return 0;
}

/* All series on one line of time; their names lead to them, the years to the timeline. */
static int put_axis(struct story *s)
{
	struct dossier_query query = {.filter = s->filter};
	struct view *p = s->p;
	size_t count = s->all.series.count < SERIES_MOST ? s->all.series.count : SERIES_MOST;
	const char *names[SERIES_MOST];
	char words[120], href[140];

	for (size_t i = 0; i < count; i++)
		names[i] = view_told(p, s->all.series.at[i].name);
	axis_init(&s->axis, "", s->first, s->last, names, count,
	          p->c->columns ? p->c->columns : 78);
	if (dossier_each(p->starter, DOSSIER_ROUNDS, &query, note_days, s, p->err) < 0)
		return -1;
	view_begin(p, DOC_PRE);
	/* of a year all that is known: not each round is a date of the timeline by its kind */
	axis_put_scale(p, &s->axis, "list:timeline/date~");
	for (size_t i = 0; i < count; i++) {
		series_filter(&s->all.series.at[i], words, sizeof words);
		snprintf(href, sizeof href, "list:rounds/%s", words);
		axis_put_marks(p, &s->axis, names[i], href, s->marks[i]);
	}
	return 0;
}

/* "Geneva IV · Agenda of four baskets agreed · Staffan de Mistura", and where. */
static int round_row(const struct dossier_row *r, void *payload)
{
	struct story *s = payload;
	struct view *p = s->p;
	char range[32], when[64], href[40];
	struct buf text, rest;

	if (strncmp(s->group, r->at[ROUND_START], 4) != 0) {
		snprintf(s->group, sizeof s->group, "%.4s", r->at[ROUND_START]);
		s->p->by_year = true;
		view_heading(s->p, s->group, NULL, NULL);
	}
	view_range(r->at[ROUND_START], r->at[ROUND_END], range, sizeof range);
	view_date_marker(range, false, when, sizeof when);
	buf_init(&text, 1 << 12);
	buf_init(&rest, 1 << 12);
	if (!s->one)
		/* TRANSLATORS: between what a thing is part of and the thing */
		buf_printf(&text, "%s%s", view_told(p, r->at[ROUND_SERIES]), C_("title", ": "));
	buf_str(&text, view_told(p, r->at[ROUND_NUMBER]));
	if (*r->at[ROUND_OUTCOME])
		buf_printf(&rest, " · %s", view_told(p, r->at[ROUND_OUTCOME]));
	if (*r->at[ROUND_CHAIR])
		buf_printf(&rest, " · %s", view_told_parts(p, r->at[ROUND_CHAIR]));
	snprintf(href, sizeof href, "round:%lld", (long long)r->id);
	view_entry(p, &(struct view_entry){.marker = when,
	                                   .text = text.bytes,
	                                   .english = view_is_english(p, r->at[ROUND_OUTCOME]),
	                                   .href = href,
	                                   .doubt = r->doubtful,
	                                   .rest = rest.bytes,
	                                   .tail = view_told_parts(p, r->at[ROUND_PLACE])});
	buf_done(&text);
	buf_done(&rest);
	return 0;
}

static int tell(struct story *s)
{
	struct dossier_query query = {.filter = s->filter};
	int rc = dossier_each(s->p->starter, DOSSIER_ROUNDS, &query, note_when, s, s->p->err);

	if (s->full)
		return err_set(s->p->err, ERR_FAILED, "rounds: out of memory");
	if (rc < 0 || !s->order.count)
		return rc;
	qsort(s->order.at, s->order.count, sizeof *s->order.at, by_start);
	rc = s->p->c->low ? 0 : put_axis(s);
	for (size_t i = 0; rc >= 0 && i < s->order.count; i++)
		rc = dossier_row(s->p->starter, DOSSIER_ROUNDS, s->order.at[i].id, round_row, s,
		                 s->p->err);
	if (rc >= 0 && s->p->c->low)
		rc = put_axis(s);
	return rc < 0 ? -1 : 0;
}

int view_rounds(struct view *p, const char *filter)
{
	struct story *s = calloc(1, sizeof *s);
	int rc;

	if (!s)
		return err_set(p->err, ERR_FAILED, "rounds: out of memory");
	s->p = p;
	s->filter = filter;
	rc = gather(p, filter, &s->all);
	s->one = s->all.series.count == 1;
	if (rc == 0)
		rc = tell(s);
	vec_done(&s->order);
	vec_done(&s->all.series);
	free(s);
	return rc;
}

/* -- agencies ----------------------------------------------------------- */

/* -- by sector ---------------------------------------------------------- */

struct sectors {
	VEC(char *) names;
	bool full;
};

static int note_sector(const struct dossier_row *r, void *payload)
{
	struct sectors *s = payload;
	char *name;

	for (size_t i = 0; i < s->names.count; i++)
		if (!strcmp(s->names.at[i], r->at[AGENCY_SECTOR]))
			return 0;
	name = strdup(r->at[AGENCY_SECTOR]);
	s->full = !name || vec_push(&s->names, name) < 0;
	if (s->full)
		free(name);
	return s->full;
}

struct sector {
	struct view *p;
	const char *name;
};

static int sector_agency(const struct dossier_row *r, void *payload)
{
	struct sector *s = payload;

	return strcmp(r->at[AGENCY_SECTOR], s->name) ? 0 : view_agency_entry(r, s->p);
}

struct run {
	struct view *p;
	const char *sector;
	long count; /* of this sector so far */
};

static int agency_name(const struct dossier_row *r, void *payload)
{
	struct run *run = payload;
	struct view *p = run->p;
	struct agency_names names;
	char href[40];

	if (strcmp(r->at[AGENCY_SECTOR], run->sector) != 0)
		return 0;
	view_agency_names(p, r, &names);
	snprintf(href, sizeof href, "agency:%lld", (long long)r->id);
	if (run->count++)
		doc_add_str(p->m, C_("list", ", "));
	doc_add_link(p->m, names.acronym, href);
	if (r->doubtful) {
		doc_add_str(p->m, MARK_DOUBT);
		p->doubt = true;
	}
	return 0;
}

static void sectors_done(struct sectors *all)
{
	for (size_t i = 0; i < all->names.count; i++)
		free(all->names.at[i]);
	vec_done(&all->names);
}

static int gather_sectors(struct view *p, struct sectors *all)
{
	int rc = dossier_each(p->starter, DOSSIER_AGENCIES, NULL, note_sector, all, p->err);

	return all->full ? err_set(p->err, ERR_FAILED, "agencies: out of memory") : rc;
}

int view_agencies_run(struct view *p)
{
	struct sectors all = {0};
	int rc = gather_sectors(p, &all);

	if (all.names.count)
		view_begin(p, DOC_PARAGRAPH);
	for (size_t i = 0; rc == 0 && i < all.names.count; i++) {
		struct run run = {p, all.names.at[i], 0};

		doc_add_str(p->m, i ? C_("places", "; ") : "");
		doc_add_str(p->m, view_told(p, all.names.at[i]));
		doc_add_str(p->m, " ");
		rc = dossier_each(p->starter, DOSSIER_AGENCIES, NULL, agency_name, &run, p->err);
	}
	sectors_done(&all);
	return rc;
}

int view_sectors(struct view *p)
{
	struct sectors all = {0};
	int rc = gather_sectors(p, &all);

	for (size_t i = 0; rc == 0 && i < all.names.count; i++) {
		struct sector one = {p, all.names.at[i]};

		view_heading(p, view_told(p, one.name), NULL, NULL);
		rc = dossier_each(p->starter, DOSSIER_AGENCIES, NULL, sector_agency, &one, p->err);
	}
	sectors_done(&all);
	return rc;
}
