/* SPDX-License-Identifier: ISC */
/* Rounds of talks by their series, and agencies by their sector. */
#include "config.h"

#include "model/base/messages.h"
#include "model/base/vec.h"
#include "model/views/internal.h"

#include <stdio.h>
#include <string.h>

struct series {
	char name[96], start[16], last[32];
	long count;
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

static int round_row(const struct dossier_row *r, void *page)
{
	char range[32], when[64], href[40], outcome[800];

	view_range(r->at[ROUND_START], r->at[ROUND_END], range, sizeof range);
	/* in whole, however wide */
	view_date(range, false, when, sizeof when);
	snprintf(outcome, sizeof outcome, "%s%s", *r->at[ROUND_OUTCOME] ? ": " : "",
	         view_told(page, r->at[ROUND_OUTCOME]));
	snprintf(href, sizeof href, "round:%lld", (long long)r->id);
	view_entry(page, &(struct view_entry){.marker = when,
	                                      .text = r->at[ROUND_NUMBER],
	                                      .told = true,
	                                      .href = href,
	                                      .doubt = r->doubtful,
	                                      .rest = outcome,
	                                      .tail = view_told_parts(page, r->at[ROUND_PLACE])});
	return 0;
}

int view_rounds(struct view *p, const char *filter)
{
	struct all all = {0};
	int rc = gather(p, filter, &all);

	for (size_t i = 0; rc == 0 && i < all.series.count; i++) {
		char name[120], more[24];
		struct dossier_query query = {.filter = name};

		series_filter(&all.series.at[i], name, sizeof name);
		snprintf(more, sizeof more, "%ld", all.series.at[i].count);
		view_heading(p, view_told(p, all.series.at[i].name), more, NULL);
		rc = dossier_each(p->starter, DOSSIER_ROUNDS, &query, round_row, p, p->err);
	}
	vec_done(&all.series);
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
