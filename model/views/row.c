/* SPDX-License-Identifier: ISC */
/* The own page of one row of a table. */
#include "config.h"

#include "model/base/messages.h"
#include "model/store/told.h"
#include "model/symbol/symbol.h"
#include "model/text/date.h"
#include "model/text/units.h"
#include "model/views/internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The symbols of a list, each as an entry. */
static void symbols(struct view *p, const char *list)
{
	char key[SYMBOL_MAX], symbol[SYMBOL_MAX];
	const char *s = list;

	if (!*s)
		return;
	view_heading(p, _("Documents"), NULL, NULL);
	while (*s) {
		size_t n = strcspn(s, ";");

		snprintf(symbol, sizeof symbol, "%.*s", (int)n, s);
		view_symbol_key(p, symbol, key, sizeof key);
		view_symbol_entry(key, p);
		s += n + (s[n] == ';');
	}
}

static void date_fact(struct view *p, const char *label, const char *date)
{
	char text[96];

	view_date(date, true, text, sizeof text);
	view_fact(p, label, text, NULL);
}

static int show_event(const struct dossier_row *r, void *page)
{
	struct view *p = page;

	view_title(p, view_told(p, r->at[EVENT_TITLE]), r->doubtful);
	doc_add_fact(p->m, DOC_DATE, r->at[EVENT_DATE]);
	view_told_para(p, r->at[EVENT_DETAIL]);
	if (r->doubtful) {
		doc_add_str(p->m, MARK_DOUBT);
		p->doubt = true;
	}
	date_fact(p, _("Date"), r->at[EVENT_DATE]);
	view_fact(p, _("Place"), view_told_parts(p, r->at[EVENT_PLACE]), NULL);
	view_fact(p, _("Kind"), view_told(p, r->at[EVENT_KIND]), NULL);
	view_pane_fact(p, r->at[EVENT_PANE]);
	view_witness(p, r, r->at[EVENT_SOURCE], r->at[EVENT_STATUS]);
	symbols(p, r->at[EVENT_SYMBOLS]);
	return 1;
}

static int show_round(const struct dossier_row *r, void *page)
{
	struct view *p = page;
	char range[32], title[400], href[200];

	snprintf(title, sizeof title, "%s%s%s", view_told(p, r->at[ROUND_SERIES]),
	         C_("title", ": "), view_told(p, r->at[ROUND_NUMBER]));
	view_range(r->at[ROUND_START], r->at[ROUND_END], range, sizeof range);
	view_title(p, title, r->doubtful);
	doc_add_fact(p->m, DOC_DATE, range);
	view_told_para(p, r->at[ROUND_OUTCOME]);
	if (r->doubtful) {
		doc_add_str(p->m, MARK_DOUBT);
		p->doubt = true;
	}
	date_fact(p, _("Date"), range);
	if (!*r->at[ROUND_END])
		view_fact(p, _("End"), _("not known"), NULL);
	view_fact(p, _("Place"), view_told_parts(p, r->at[ROUND_PLACE]), NULL);
	view_fact(p, _("Chair"), view_told_parts(p, r->at[ROUND_CHAIR]), NULL);
	snprintf(href, sizeof href, "list:rounds/series=%s", r->at[ROUND_SERIES]);
	for (char *c = href; *c; c++)
		if (*c == ' ')
			*c = '_';
	view_fact(p, _("Series"), view_told(p, r->at[ROUND_SERIES]), href);
	view_witness(p, r, r->at[ROUND_SOURCE], r->at[ROUND_STATUS]);
	return 1;
}

static int show_agency(const struct dossier_row *r, void *page)
{
	struct view *p = page;
	struct agency_names names;

	view_agency_names(p, r, &names);
	view_title(p, names.told ? view_told(p, names.name) : names.name, r->doubtful);
	view_fact(p, _("Acronym"), names.acronym, NULL);
	view_fact(p, _("Sector"), view_told(p, r->at[AGENCY_SECTOR]), NULL);
	if (*r->at[AGENCY_PAGE])
		view_fact(p, _("Page"), r->at[AGENCY_PAGE], r->at[AGENCY_PAGE]);
	if (*r->at[AGENCY_FEED])
		view_fact(p, _("Feed"), r->at[AGENCY_FEED], r->at[AGENCY_FEED]);
	view_witness(p, r, r->at[AGENCY_SOURCE], r->at[AGENCY_STATUS]);
	return 1;
}

/* "over 13,500,000 people" */
static void figure_value(struct store *s, const struct dossier_row *r, char *out, size_t size)
{
	char value[48];

	units_number(r->at[FIGURE_VALUE], value, sizeof value);
	snprintf(out, size, "%s%s%s %s", store_told(s, r->at[FIGURE_BOUND]).text,
	         *r->at[FIGURE_BOUND] ? " " : "", value, store_told(s, r->at[FIGURE_UNIT]).text);
}

static int show_figure(const struct dossier_row *r, void *page)
{
	struct view *p = page;
	char text[160], title[400], series[160];

	snprintf(title, sizeof title, "%s, %s", view_told(p, r->at[FIGURE_INDICATOR]),
	         r->at[FIGURE_YEAR]);
	view_title(p, title, r->doubtful);
	figure_value(p->starter, r, text, sizeof text);
	view_fact(p, _("Figure"), view_doubt(p, text, r->doubtful, title, sizeof title), NULL);
	date_fact(p, _("As of"), r->at[FIGURE_AS_OF]);
	view_series_title(p, r->at[FIGURE_SERIES], series, sizeof series);
	snprintf(text, sizeof text, "list:figures/series=%.60s", r->at[FIGURE_SERIES]);
	if (*series)
		view_fact(p, _("Series"), series, text);
	view_witness(p, r, r->at[FIGURE_SOURCE], r->at[FIGURE_STATUS]);
	return 1;
}

static int show_source(const struct dossier_row *r, void *page)
{
	struct view *p = page;

	view_title(p, view_told(p, r->at[SOURCE_NAME]), r->doubtful);
	view_told_para(p, r->at[SOURCE_NOTE]);
	view_fact(p, _("Kind"), view_told(p, r->at[SOURCE_KIND]), NULL);
	view_fact(p, _("Address"), r->at[SOURCE_URL], r->at[SOURCE_URL]);
	view_fact(p, _("Languages"), r->at[SOURCE_LANGUAGES], NULL);
	view_pane_fact(p, r->at[SOURCE_PANE]);
	view_fact(p, _("Stored"), view_mark(p, r->at[SOURCE_URL]), NULL);
	view_status(p, r->at[SOURCE_STATUS], "");
	return 1;
}

static int show_person(const struct dossier_row *r, void *page)
{
	struct view *p = page;

	view_title(p, view_told(p, r->at[PERSON_NAME]), r->doubtful);
	view_fact(p, _("Office"), view_told(p, r->at[PERSON_OFFICE]), NULL);
	if (*r->at[PERSON_START])
		date_fact(p, _("From"), r->at[PERSON_START]);
	else
		view_fact(p, _("From"), _("not known"), NULL);
	if (*r->at[PERSON_END])
		date_fact(p, _("To"), r->at[PERSON_END]);
	else
		view_fact(p, _("To"), _("no end in the tables"), NULL);
	view_pane_fact(p, r->at[PERSON_PANE]);
	view_fact(p, _("Note"), view_told(p, r->at[PERSON_NOTE]), NULL);
	view_witness(p, r, r->at[PERSON_SOURCE], r->at[PERSON_STATUS]);
	return 1;
}

static int show(struct view *p, enum dossier_kind kind, const char *rest,
                int (*each)(const struct dossier_row *, void *))
{
	size_t n = strspn(rest, "0123456789");

	if (!n || n > 9 || rest[n])
		return 0;
	return dossier_row(p->starter, kind, atol(rest), each, p, p->err);
}

int view_event(struct view *p, const char *rest)
{
	return show(p, DOSSIER_EVENTS, rest, show_event);
}

int view_round(struct view *p, const char *rest)
{
	return show(p, DOSSIER_ROUNDS, rest, show_round);
}

int view_agency(struct view *p, const char *rest)
{
	return show(p, DOSSIER_AGENCIES, rest, show_agency);
}

int view_figure(struct view *p, const char *rest)
{
	return show(p, DOSSIER_FIGURES, rest, show_figure);
}

int view_source_row(struct view *p, const char *rest)
{
	return show(p, DOSSIER_SOURCES, rest, show_source);
}

int view_person(struct view *p, const char *rest)
{
	return show(p, DOSSIER_PERSONS, rest, show_person);
}

struct figure_words {
	struct store *starter;
	struct buf *out;
};

static int put_figure(const struct dossier_row *r, void *payload)
{
	const struct figure_words *w = payload;
	struct buf *out = w->out;
	char text[160], date[96];

	figure_value(w->starter, r, text, sizeof text);
	buf_printf(out, "%s (%s, %s), ", text, store_told(w->starter, r->at[FIGURE_INDICATOR]).text,
	           r->at[FIGURE_YEAR]);
	view_date(r->at[FIGURE_AS_OF], true, date, sizeof date);
	/* TRANSLATORS: of a figure: the date for which it stands */
	snprintf(text, sizeof text, _("as of %s"), date);
	buf_printf(out, "%s, %s", text,
	           *r->at[FIGURE_SOURCE] ? r->at[FIGURE_SOURCE] : _("no source found"));
	if (r->doubtful)
		buf_printf(out, " (%s)", _("not confirmed, or only in part"));
	return 1;
}

bool view_figure_words(const struct view_context *c, const char *rest, struct buf *out)
{
	struct figure_words words = {stores_starter(c->stores), out};
	size_t n = strspn(rest, "0123456789");

	return n && n < 10 && !rest[n] &&
	       dossier_row(words.starter, DOSSIER_FIGURES, atol(rest), put_figure, &words, NULL) >
	               0;
}
