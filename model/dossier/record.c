/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/dossier/record.h"

#include "model/base/messages.h"
#include "model/dossier/catalogue.h"
#include "model/dossier/tables.h"
#include "model/dossier/texts.h"
#include "model/store/availability.h"
#include "model/store/internal.h"
#include "model/store/told.h"

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
	              : !strcmp(e->adoption, "without a vote") ? N_("without a vote")
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
	const char *lang = lang_codes[store_told_language(starter)];

	if (strcmp(lang, "en") != 0 && strchr(symbol, '/') &&
	    catalogue_title(starter, symbol, lang, out, size, NULL) > 0)
		return false;
	snprintf(out, size, "%s", english);
	return true;
}

void record_told_title(struct store *starter, const char *symbol, const char *english, char *out,
                       size_t size)
{
	if (record_title(starter, symbol, english, out, size))
		snprintf(out, size, "%s", store_told(starter, english).text);
}

void record_cited_title(const struct record *r, char *out, size_t size)
{
	if (*r->title || !*r->label)
		snprintf(out, size, "%s", r->title);
	else
		snprintf(out, size, "[%s]", r->label);
}

/* -- beyond the catalogue ------------------------------------------------- */

struct beyond {
	struct store *starter;
	bool whole;
	int (*each)(const struct record_beyond *, void *);
	void *payload;
	struct err *err;
};

/* All in one question: each of four by itself was most of a list. */
#define BEYOND(columns, tables) \
	"SELECT d.key, d.date, d.title, d.vote, d.url, d.status, f.sort" columns \
	" FROM document d LEFT JOIN fact_source f ON f.source=d.source" \
	" LEFT JOIN symbol y ON y.text=d.key" tables \
	" WHERE NOT EXISTS(SELECT 1 FROM catalogue c WHERE c.id=y.id) ORDER BY d.id"
static const char lines[] = BEYOND("", "");
static const char whole[] = BEYOND(", o.en, t.list", " LEFT JOIN official o ON o.id=y.id"
                                                     " LEFT JOIN text_file t ON t.id=y.id");

static int take_whole(struct beyond *b, sqlite3_stmt *q, struct record_beyond *r, char *languages,
                      size_t size)
{
	r->title = store_column(q, 7);
	r->languages = languages;
	if (!sqlite3_column_bytes(q, 8))
		return catalogue_whole_languages(b->starter, r->key, languages, size, b->err);
	texts_languages(sqlite3_column_blob(q, 8), (size_t)sqlite3_column_bytes(q, 8), languages,
	                size);
	return 0;
}

static int dossier_beyond(struct beyond *b)
{
	sqlite3_stmt *q = store_prepare_kept(b->starter, b->whole ? whole : lines, b->err);
	char languages[2 * LANG_COUNT];
	int rc = SQLITE_DONE, stop = q ? 0 : -1;

	while (!stop && (rc = sqlite3_step(q)) == SQLITE_ROW) {
		struct record_beyond r = {.key = store_column(q, 0),
		                          .date = store_column(q, 1),
		                          .label = store_column(q, 2),
		                          .vote = store_column(q, 3),
		                          .url = store_column(q, 4),
		                          .dossier = true,
		                          .title = "",
		                          .languages = ""};

		r.doubtful = dossier_doubtful(store_column(q, 5), store_column(q, 6));
		if (b->whole)
			stop = take_whole(b, q, &r, languages, sizeof languages);
		if (!stop)
			stop = b->each(&r, b->payload);
	}
	if (!stop && rc != SQLITE_DONE)
		stop = store_fail(b->starter, b->err);
	store_release(q);
	return stop;
}

static int is_there(const struct dossier_row *r, void *payload)
{
	(void)r, (void)payload;
	return 1;
}

static int fetched_beyond(const char *key, const char *title, void *payload)
{
	struct beyond *b = payload;
	char languages[2 * LANG_COUNT] = "";

	if (dossier_names(key) && (catalogue_has(b->starter, key, b->err) != 0 ||
	                           dossier_document(b->starter, key, is_there, NULL, b->err) != 0))
		return 0;
	if (b->whole &&
	    catalogue_languages(b->starter, key, languages, sizeof languages, b->err) < 0)
		return -1;
	return b->each(&(struct record_beyond){.key = key,
	                                       .date = "",
	                                       .label = title,
	                                       .vote = "",
	                                       .url = "",
	                                       .title = "",
	                                       .languages = languages},
	               b->payload);
}

int record_each_beyond(struct stores *stores, enum catalogue_depth depth,
                       int (*each)(const struct record_beyond *, void *), void *payload,
                       struct err *err)
{
	struct beyond b = {stores_starter(stores), depth == CATALOGUE_WHOLE, each, payload, err};
	struct availability *look = availability_new(stores, err);
	int rc;

	if (!look)
		return -1;
	rc = dossier_beyond(&b);
	if (rc == 0)
		rc = availability_each(look, fetched_beyond, &b, err);
	availability_free(look);
	return rc;
}

static int count_beyond(const struct record_beyond *r, void *payload)
{
	(void)r;
	++*(long *)payload;
	return 0;
}

long record_count_known(struct stores *stores, struct err *err)
{
	long n = catalogue_count(stores_starter(stores), err);

	return n < 0 || record_each_beyond(stores, CATALOGUE_LINES, count_beyond, &n, err) < 0 ? -1
	                                                                                       : n;
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
