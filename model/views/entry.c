/* SPDX-License-Identifier: ISC */
/* Rows of the tables as entries of a list. */
#include "config.h"

#include "model/base/messages.h"
#include "model/dossier/catalogue.h"
#include "model/dossier/record.h"
#include "model/dossier/texts.h"
#include "model/symbol/symbol.h"
#include "model/text/units.h"
#include "model/views/internal.h"

#include <stdio.h>
#include <string.h>

static void address(char *out, size_t size, const char *table, int64_t id)
{
	snprintf(out, size, "%s:%lld", table, (long long)id);
}

/* Takes the key of a document without a symbol. */
static int take_key(const struct dossier_row *r, void *payload)
{
	snprintf(payload, SYMBOL_MAX, "%s", r->at[DOCUMENT_KEY]);
	return 1;
}

void view_symbol_key(struct view *p, const char *symbol, char *out, size_t size)
{
	char key[SYMBOL_MAX];

	snprintf(key, sizeof key, "%s", symbol);
	if (strchr(symbol, ':'))
		dossier_document(p->starter, symbol, take_key, key, NULL);
	snprintf(out, size, "%s", key);
}

/* The first of a list of symbols, as a key; "" when it is empty. */
static void first_key(struct view *p, const char *symbols, char *out, size_t size)
{
	char first[SYMBOL_MAX];

	snprintf(first, sizeof first, "%.*s", (int)strcspn(symbols, ";"), symbols);
	view_symbol_key(p, first, out, size);
}

int view_event_entry(const struct dossier_row *r, void *page)
{
	struct view *p = page;
	char when[40], href[40], key[SYMBOL_MAX];

	view_date_marker(r->at[EVENT_DATE], !p->by_year, when, sizeof when);
	address(href, sizeof href, "event", r->id);
	first_key(p, r->at[EVENT_SYMBOLS], key, sizeof key);
	view_entry(p, &(struct view_entry){.marker = when,
	                                   .key = key,
	                                   .text = r->at[EVENT_TITLE],
	                                   .told = true,
	                                   .href = href,
	                                   .doubt = r->doubtful,
	                                   .tail_key = strchr(key, '/') ? key : NULL});
	return 0;
}

void view_document(struct view *p, const struct record_beyond *d)
{
	char when[40], own[CATALOGUE_TITLE_MAX];
	bool english = record_title(p->starter, d->key, d->label, own, sizeof own);
	bool symbol = strchr(d->key, '/') != NULL;

	view_date_marker(d->date, !p->by_year, when, sizeof when);
	/* what has neither symbol nor address cannot be had */
	view_entry(p, &(struct view_entry){.marker = when,
	                                   .key = symbol || *d->url ? d->key : "",
	                                   .text = own,
	                                   .told = english && d->dossier,
	                                   .english = english && !d->dossier,
	                                   .href = d->key,
	                                   .doubt = d->doubtful,
	                                   .tail = view_told(p, d->vote),
	                                   .tail_key = symbol ? d->key : NULL});
}

int view_document_entry(const struct dossier_row *r, void *page)
{
	view_document(page, &(struct record_beyond){.key = r->at[DOCUMENT_KEY],
	                                            .date = r->at[DOCUMENT_DATE],
	                                            .label = r->at[DOCUMENT_TITLE],
	                                            .vote = r->at[DOCUMENT_VOTE],
	                                            .url = r->at[DOCUMENT_URL],
	                                            .dossier = true,
	                                            .doubtful = r->doubtful});
	return 0;
}

int view_agency_entry(const struct dossier_row *r, void *page)
{
	struct view *p = page;
	struct agency_names names;
	char href[40];

	address(href, sizeof href, "agency", r->id);
	view_agency_names(p, r, &names);
	view_entry(p, &(struct view_entry){.marker = names.acronym,
	                                   .text = names.name,
	                                   .told = names.told,
	                                   .href = href,
	                                   .doubt = r->doubtful});
	return 0;
}

int view_source_entry(const struct dossier_row *r, void *page)
{
	struct view *p = page;
	char href[40];

	address(href, sizeof href, "source", r->id);
	view_entry(p, &(struct view_entry){.marker = view_told(p, r->at[SOURCE_KIND]),
	                                   .key = r->at[SOURCE_URL],
	                                   .text = r->at[SOURCE_NAME],
	                                   .told = true,
	                                   .href = href,
	                                   .doubt = r->doubtful,
	                                   .tail = r->at[SOURCE_LANGUAGES]});
	return 0;
}

/* Years are enough in a list: "2014–2019", "2026–", "–2025", "" when not known. */
static void years(const char *start, const char *end, char *out, size_t size)
{
	if (!*start && !*end)
		snprintf(out, size, "–");
	else if (!strncmp(start, end, 4))
		snprintf(out, size, "%.4s", start);
	else
		snprintf(out, size, messages_rtl() ? "\u200e%.4s–%.4s\u200e" : "%.4s–%.4s", start,
		         end);
}

int view_person_entry(const struct dossier_row *r, void *page)
{
	struct view *p = page;
	char when[24], href[40], office[400];

	/* TRANSLATORS: between a thing and what is said of it: a name and an office, a size and its
	 * price */
	snprintf(office, sizeof office, "%s%s", C_("aside", ", "),
	         view_told(p, r->at[PERSON_OFFICE]));
	years(r->at[PERSON_START], r->at[PERSON_END], when, sizeof when);
	address(href, sizeof href, "person", r->id);
	view_entry(p, &(struct view_entry){.marker = when,
	                                   .text = r->at[PERSON_NAME],
	                                   .told = true,
	                                   .href = href,
	                                   .rest = office,
	                                   .doubt = r->doubtful});
	return 0;
}

int view_figure_entry(const struct dossier_row *r, void *page)
{
	struct view *p = page;
	char when[40], href[40], value[40], tail[200];

	view_date_marker(r->at[FIGURE_AS_OF], true, when, sizeof when);
	address(href, sizeof href, "figure", r->id);
	units_number(r->at[FIGURE_VALUE], value, sizeof value);
	snprintf(tail, sizeof tail, "%s%s%s %s", view_told(p, r->at[FIGURE_BOUND]),
	         *r->at[FIGURE_BOUND] ? " " : "", value, view_told(p, r->at[FIGURE_UNIT]));
	view_entry(p, &(struct view_entry){.marker = when,
	                                   .text = r->at[FIGURE_INDICATOR],
	                                   .told = true,
	                                   .href = href,
	                                   .doubt = r->doubtful,
	                                   .tail = tail});
	return 0;
}

/* -- symbols ------------------------------------------------------------ */

void view_catalogued(struct view *p, const struct catalogue_entry *e, bool year)
{
	char when[40], own[CATALOGUE_TITLE_MAX];
	const char *title = record_label(e->label, e->title, e->agenda);
	bool english =
		record_title(p->starter, e->symbol, *title ? title : e->symbol, own, sizeof own);

	view_date_marker(e->date, year, when, sizeof when);
	view_entry(p, &(struct view_entry){.marker = when,
	                                   .key = e->symbol,
	                                   .text = own,
	                                   .told = english && *e->label,
	                                   .english = english && !*e->label,
	                                   .href = e->symbol,
	                                   .tail = view_told(p, e->vote),
	                                   .tail_key = e->symbol});
}

static int catalogue_line(const struct catalogue_entry *e, void *page)
{
	view_catalogued(page, e, true);
	return 1;
}

int view_symbol_entry(const char *symbol, void *page)
{
	struct view *p = page;
	char printed[SYMBOL_MAX + 8];

	if (dossier_document(p->starter, symbol, view_document_entry, p, NULL) > 0 ||
	    catalogue_entry(p->starter, symbol, catalogue_line, p, NULL) > 0)
		return 0;
	symbol_print(symbol, printed, sizeof printed);
	view_entry(p, &(struct view_entry){
			      .marker = "", .key = symbol, .text = printed, .href = symbol});
	return 0;
}
