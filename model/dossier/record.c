/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/dossier/record.h"

#include "model/base/messages.h"
#include "model/dossier/catalogue.h"
#include "model/dossier/tables.h"
#include "model/dossier/texts.h"

#include <stdio.h>
#include <string.h>

#define KEEP(field, value) snprintf(field, sizeof field, "%s", value)

static int take_entry(const struct catalogue_entry *e, void *payload)
{
	struct record *r = payload;

	KEEP(r->title, e->title);
	KEEP(r->agenda, e->agenda);
	KEEP(r->date, e->date);
	KEEP(r->meeting, e->meeting);
	KEEP(r->draft, e->draft);
	/* the extract has no figures for what was adopted without a vote */
	KEEP(r->vote, *e->vote                                 ? e->vote
	              : !strcmp(e->adoption, "without a vote") ? "without a vote"
	                                                       : "");
	return 1;
}

static int take_document(const struct dossier_row *row, void *payload)
{
	struct record *r = payload;

	KEEP(r->label, row->at[DOCUMENT_TITLE]);
	if (!*r->date)
		KEEP(r->date, row->at[DOCUMENT_DATE]);
	if (!*r->vote)
		KEEP(r->vote, row->at[DOCUMENT_VOTE]);
	for (int i = 0; i < LANG_COUNT; i++)
		r->known[i] |= strchr(row->at[DOCUMENT_LANGUAGES], lang_letters[i]) != NULL;
	return 1;
}

static int take_here(const char *lang, void *payload)
{
	struct record *r = payload;
	int i = lang_index(lang);

	if (i >= 0)
		r->here[i] = true;
	return 0;
}

static int take_cited(const char *symbol, void *payload)
{
	(void)symbol, (void)payload;
	return 1; /* the total is all that is wanted */
}

bool record_is_issued(const char *symbol)
{
	static const char *const press[] = {"SC/",  "GA/",  "SG/",  "DSG/", "HR/",
	                                    "PAL/", "REF/", "SAG/", "IHA/", "ECOSOC/"};

	for (size_t i = 0; i < sizeof press / sizeof *press; i++)
		if (!strncmp(symbol, press[i], strlen(press[i])))
			return false;
	return strchr(symbol, '/') && !strstr(symbol, "://");
}

static int read_here(struct stores *stores, const char *symbol, struct record *r, struct err *err)
{
	struct store *s;

	for (size_t i = 0; (s = stores_store(stores, i)); i++)
		if (s != stores_starter(stores) &&
		    store_each_language(s, symbol, take_here, r, err) < 0)
			return -1;
	return 0;
}

int record_read(struct stores *stores, const char *symbol, struct record *r, struct err *err)
{
	struct store *starter = stores_starter(stores);
	int entry, row;

	memset(r, 0, sizeof *r);
	entry = catalogue_entry(starter, symbol, take_entry, r, err);
	row = entry < 0 ? -1 : dossier_document(starter, symbol, take_document, r, err);
	if (row < 0 || read_here(stores, symbol, r, err) < 0 ||
	    (!*r->title &&
	     catalogue_title(starter, symbol, "en", r->title, sizeof r->title, err) < 0) ||
	    catalogue_cites(starter, symbol, &r->cites, take_cited, NULL, err) < 0 ||
	    catalogue_cited(starter, symbol, &r->cited, take_cited, NULL, err) < 0)
		return -1;
	/* The dossier says of some in which languages they are; the UN issues all others
	 * in six. */
	if (!row && record_is_issued(symbol))
		for (int i = 0; i < LANG_COUNT; i++)
			r->known[i] = true;
	return entry || row || r->cites || r->cited;
}

const char *record_label(const char *label, const char *title, const char *agenda)
{
	return *label ? label : *title ? title : agenda;
}

bool record_title(struct store *starter, const char *symbol, const char *english, char *out,
                  size_t size)
{
	const char *lang = messages_language();

	if (strcmp(lang, "en") != 0 && strchr(symbol, '/') &&
	    catalogue_title(starter, symbol, lang, out, size, NULL) > 0)
		return false;
	snprintf(out, size, "%s", english);
	return true;
}

void record_cited_title(const struct record *r, char *out, size_t size)
{
	if (*r->title || !*r->label)
		snprintf(out, size, "%s", r->title);
	else
		snprintf(out, size, "[%s]", r->label);
}

void record_languages(const struct record *r, const char *lang, const char *second, char *out,
                      size_t size)
{
	size_t n = 0;

	*out = '\0';
	for (int i = 0; i < LANG_COUNT; i++) {
		bool shown = !strcmp(lang, lang_codes[i]) || !strcmp(second, lang_codes[i]);
		const char *form = shown ? "%s[%c]" : r->here[i] ? "%s%c" : "%s○%c";

		if (!shown && !r->here[i] && !r->known[i])
			continue;
		if (n + 8 > size)
			return;
		n += (size_t)snprintf(out + n, size - n, form, n ? " " : "", lang_letters[i]);
	}
}

const char *record_next_language(const struct record *r, const char *lang)
{
	int at = lang_index(lang);

	for (int k = 1; k <= LANG_COUNT; k++) {
		int i = (at + k + LANG_COUNT) % LANG_COUNT;

		if (r->here[i] || r->known[i])
			return lang_codes[i];
	}
	return lang;
}
