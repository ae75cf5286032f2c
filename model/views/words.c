/* SPDX-License-Identifier: ISC */
/* Dates in words, hosts, and names of agencies. */
#include "config.h"

#include "model/base/messages.h"
#include "model/base/url.h"
#include "model/text/bidi.h"
#include "model/text/characters.h"
#include "model/text/date.h"
#include "model/views/internal.h"

#include <stdio.h>
#include <string.h>

/* How many of year, month and day a date gives: 1 to 3; a range has 0. */
static int precision(const char *date)
{
	int n = 1;

	if (strchr(date, '/'))
		return 0;
	for (; *date; date++)
		n += *date == '-';
	return n;
}

void view_hold(char *text, size_t size)
{
	struct buf held;

	if (!messages_rtl())
		return;
	buf_init(&held, size - 1);
	bidi_hold(&held, text);
	if (!held.full)
		memcpy(text, held.bytes, held.len + 1);
	buf_done(&held);
}

void view_date(const char *date, bool in_full, char *out, size_t size)
{
	static const char *const forms[] = {"%s", N_("%s (day and month are not known)"),
	                                    N_("%s (the day is not known)"), "%s"};
	char text[96];
	int n = precision(date);

	*out = 0;
	if (!*date)
		return;
	date_print(date, !in_full, text, sizeof text);
	snprintf(out, size, in_full && n < 4 ? _(forms[n]) : "%s", text);
	view_hold(out, size);
}

static void marker_date(const char *date, bool with_year, char *out, size_t size)
{
	*out = 0;
	if (*date && with_year)
		date_print(date, true, out, size);
	else if (*date)
		date_in_year(date, out, size);
}

void view_date_marker(const char *date, bool with_year, char *out, size_t size)
{
	char first[16], text[80];

	marker_date(date, with_year, out, size);
	if (precision(date) || text_width(out, strlen(out)) <= 16)
		return;
	snprintf(first, sizeof first, "%.*s", (int)strcspn(date, "/"), date);
	marker_date(first, with_year, text, sizeof text);
	snprintf(out, size, "%s …", text);
}

void view_range(const char *start, const char *end, char *out, size_t size)
{
	if (!*end || !strcmp(start, end))
		snprintf(out, size, "%s", start);
	else
		snprintf(out, size, "%s/%s", start, end);
}

void view_host(const char *url, char *out, size_t size)
{
	struct url_part host = url_host(url);
	size_t www = host.len >= 4 && !strncmp(host.at, "www.", 4) ? 4 : 0;

	snprintf(out, size, "%.*s", (int)(host.len - www), host.at + www);
}

/* -- agencies ----------------------------------------------------------- */

struct term {
	const char *english, *key; /* what is looked for, the other NULL */
	char found[64];            /* its key */
	char *out;                 /* its word in the language of the interface */
	size_t size;
};

static int take_term(const struct dossier_row *r, void *payload)
{
	struct term *t = payload;

	if (t->key ? strcmp(r->at[TERM_KEY], t->key) : strcmp(r->at[TERM_E], t->english))
		return 0;
	snprintf(t->found, sizeof t->found, "%s", r->at[TERM_KEY]);
	if (*r->at[TERM_A + messages_index()])
		snprintf(t->out, t->size, "%s", r->at[TERM_A + messages_index()]);
	return 1;
}

void view_agency_names(struct view *p, const struct dossier_row *r, struct agency_names *names)
{
	static const char end[] = "_short";
	struct term brief = {.english = r->at[AGENCY_ACRONYM],
	                     .out = names->acronym,
	                     .size = sizeof names->acronym};
	struct term full = {.key = brief.found, .out = names->name, .size = sizeof names->name};
	size_t n;

	snprintf(names->acronym, sizeof names->acronym, "%s", r->at[AGENCY_ACRONYM]);
	snprintf(names->name, sizeof names->name, "%s", r->at[AGENCY_NAME]);
	names->told = true;
	if (!strcmp(view_page_langs(p), "en") ||
	    dossier_each(p->starter, DOSSIER_TERMS, NULL, take_term, &brief, NULL) < 0)
		return;
	/* the terms have a short name under KEY_short, and the whole under KEY */
	n = strlen(brief.found);
	if (n < sizeof end || strcmp(brief.found + n - (sizeof end - 1), end) != 0)
		return;
	brief.found[n - (sizeof end - 1)] = '\0';
	if (dossier_each(p->starter, DOSSIER_TERMS, NULL, take_term, &full, NULL) == 0)
		names->told = !*full.found;
	/* one that has no shorter name */
	if (!strcmp(names->acronym, names->name))
		snprintf(names->acronym, sizeof names->acronym, "%s", r->at[AGENCY_ACRONYM]);
}
