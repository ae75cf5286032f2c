/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/dossier/citation.h"

#include "model/base/messages.h"
#include "model/base/url.h"
#include "model/store/carried.h"
#include "model/symbol/identity.h"
#include "model/text/date.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define KEEP(field, value) snprintf(field, sizeof field, "%s", value)

/* Who speaks by a symbol, where the document itself does not say. */
static const char *body_of(const char *symbol)
{
	static const struct {
		const char *begins, *body;
	} bodies[] = {
		{"S/", N_("Security Council")}, {"A/HRC/", N_("Human Rights Council")},
		{"A/", N_("General Assembly")}, {"E/", N_("Economic and Social Council")},
		{"ST/", N_("Secretariat")},
	};

	for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++)
		if (!strncmp(symbol, bodies[i].begins, strlen(bodies[i].begins)))
			return bodies[i].body;
	return "";
}

/* The Council's resolutions bear no title but their number; what the catalogue has
 * goes on from that: "on the situation in the Syrian Arab Republic". Its statements are
 * called so. */
static void official_title(struct citation *r, const struct record *record)
{
	int number, year;
	char subject[640];

	if (!strncmp(r->symbol, "S/PRST/", 7))
		KEEP(r->title, "Statement by the President of the Security Council");
	if (sscanf(r->symbol, "S/RES/%d(%d)", &number, &year) != 2)
		return;
	snprintf(subject, sizeof subject, "%s",
	         record && !strncmp(record->title, "on ", 3) ? record->title : "");
	snprintf(r->title, sizeof r->title, "Resolution %d (%d)%s%.580s", number, year,
	         *subject ? " " : "", subject);
}

/* Palais' own pages come with it, and from nowhere. */
static bool is_own(const struct store_version *version)
{
	return !strcmp(version->type, "text/x-docfile");
}

void citation_symbol(const struct doc *doc, const struct store_version *version,
                     char out[SYMBOL_MAX])
{
	const char *said = doc ? doc_fact(doc, DOC_SYMBOL) : "";

	/* what came in a text's place is not that text */
	if (version && version->beside && *version->beside)
		*out = '\0';
	else if (!version || is_own(version) || store_version_bears(version, said))
		snprintf(out, SYMBOL_MAX, "%s", said);
	else
		snprintf(out, SYMBOL_MAX, "%.*s", (int)strcspn(version->symbols, " "),
		         version->symbols);
}

static void add_words(struct buf *out, const char *words)
{
	if (out->len)
		buf_str(out, ", ");
	buf_str(out, words);
}

const char *citation_compared(const struct store_version *v)
{
	switch (identity_read(v->won)) {
	case IDENTITY_FILE:
	case IDENTITY_CARRIED:
		return _("not compared with the UN's text");
	case IDENTITY_BYTES:
		/* TRANSLATORS: of a copy from anywhere that has the SHA-256 of the UN's text */
		return _("byte for byte the UN's text");
	default:
		return "";
	}
}

bool citation_carrier(const char *mirror, char *out, size_t size)
{
	enum carried_how how;
	char name[400];

	if (!carried_by(mirror, &how, name, sizeof name))
		return false;
	/* TRANSLATORS: who has carried a document here: the name of a bundle (a file), the
	 * address of a hub (a web server that others keep), or the name of a WARC file */
	snprintf(out, size,
	         how == CARRIED_HUB    ? _("by hub %.300s")
	         : how == CARRIED_WARC ? _("by WARC %.300s")
	                               : _("by bundle %.300s"),
	         name);
	return true;
}

static void file_way(const struct store_version *v, struct buf *out)
{
	char words[400];

	if (*v->file)
		/* TRANSLATORS: of a document that the reader has added: the name of the file */
		snprintf(words, sizeof words, _("from file %1$.150s, SHA-256 %2$.64s"), v->file,
		         v->sha256);
	else
		snprintf(words, sizeof words, _("from a file, SHA-256 %.64s"), v->sha256);
	add_words(out, words);
}

void citation_way(const struct store_version *v, struct buf *out)
{
	const char *keeper;
	char words[400];
	bool by_symbol;

	if (is_own(v))
		return;
	if (!*v->url)
		file_way(v, out);
	if (*citation_compared(v))
		add_words(out, citation_compared(v));
	if (identity_source(v->url, &by_symbol, &keeper) && *keeper &&
	    identity_read(v->won) > IDENTITY_FILE) {
		/* TRANSLATORS: who keeps a copy of a UN document: "UNxml" */
		snprintf(words, sizeof words, _("copy kept by %.40s"), keeper);
		add_words(out, words);
	}
	if (citation_carrier(v->mirror, words, sizeof words)) {
		add_words(out, words);
	} else if (*v->mirror) {
		/* TRANSLATORS: the host that was asked in place of the document's own */
		snprintf(words, sizeof words, _("through %.*s"), (int)url_host(v->mirror).len,
		         url_host(v->mirror).at);
		add_words(out, words);
	}
}

static void symbol_url(struct citation *r)
{
	snprintf(r->url, sizeof r->url, "https://docs.un.org/%s/%s", *r->lang ? r->lang : "en",
	         r->symbol);
}

/* An address from which the text did not come is never given. */
static void make_url(struct citation *r, const struct store_version *version, const char *key)
{
	const char *keeper;
	bool by_symbol;

	if (version && !is_own(version)) {
		if (*r->symbol && identity_source(version->url, &by_symbol, &keeper) && by_symbol)
			symbol_url(r);
		else
			KEEP(r->url, version->url);
	} else if (*r->symbol && record_is_issued(r->symbol)) {
		symbol_url(r);
	} else if (key && url_is_web(key)) {
		KEEP(r->url, key);
	}
}

static void make_note(struct citation *r, const struct store_version *version)
{
	struct buf way;

	buf_init(&way, 1 << 12);
	citation_way(version, &way);
	KEEP(r->note, way.bytes ? way.bytes : "");
	buf_done(&way);
}

void citation_make(struct citation *r, const struct doc *doc, const struct record *record,
                   const struct store_version *version, const char *key)
{
	char symbol[SYMBOL_MAX];

	memset(r, 0, sizeof *r);
	citation_symbol(doc, version, r->symbol);
	if (doc) {
		KEEP(r->title, doc_fact(doc, DOC_TITLE));
		KEEP(r->author, doc_fact(doc, "body"));
		KEEP(r->date, doc_fact(doc, DOC_DATE));
		KEEP(r->meeting, doc_fact(doc, "meeting"));
	}
	if (key && !version && !*r->symbol && !url_is_web(key) && symbol_normal(key, symbol))
		KEEP(r->symbol, symbol);
	if (version) {
		KEEP(r->lang, version->lang);
		r->accessed = *version->url ? version->fetched : 0;
		make_note(r, version);
	}
	if (record) {
		if (!*r->title)
			record_cited_title(record, r->title, sizeof r->title);
		if (!*r->date)
			KEEP(r->date, record->date);
		if (!*r->meeting)
			KEEP(r->meeting, record->meeting);
	}
	if (!*r->author)
		KEEP(r->author, body_of(r->symbol));
	if (*r->symbol && *body_of(r->symbol) && !strstr(r->author, "United Nations")) {
		char author[200];

		KEEP(author, r->author);
		snprintf(r->author, sizeof r->author, "United Nations, %.180s", author);
	}
	official_title(r, record);
	make_url(r, version, key);
}

/* -- dates ---------------------------------------------------------------- */

/* Year, month and day of an ISO date; what is not there is 0. A range gives its
 * beginning. */
static void parts_of(const char *date, int parts[3])
{
	parts[0] = parts[1] = parts[2] = 0;
	if (sscanf(date, "%4d-%2d-%2d", &parts[0], &parts[1], &parts[2]) < 1)
		parts[0] = 0;
}

static void day_of(int64_t when, int parts[3])
{
	char text[40];

	date_time(when, text, sizeof text);
	parts_of(text, parts);
}

/* -- words ------------------------------------------------------------------ */

/* Between two parts. From the right a mark ends the one before: a symbol would take the day of
 * the date behind it over to its own side. */
static void between(struct buf *out)
{
	if (out->len)
		buf_str(out, messages_rtl() ? ",\u200f " : ", ");
}

static void part(struct buf *out, const char *s)
{
	if (!*s)
		return;
	between(out);
	buf_str(out, s);
}

/* Bodies have names in the language of the interface; managers of references get the
 * English ones. */
static void author(struct buf *out, const char *name)
{
	static const char un[] = "United Nations, ";

	if (strncmp(name, un, sizeof un - 1) == 0) {
		part(out, _("United Nations"));
		name += sizeof un - 1;
	}
	part(out, _(name));
}

void citation_text(const struct citation *r, struct buf *out)
{
	char text[SYMBOL_MAX + 8], date[80];

	author(out, r->author);
	if (*r->title) {
		between(out);
		/* TRANSLATORS: quotation marks about the title of a document */
		buf_printf(out, _("“%s”"), r->title);
	}
	symbol_print(r->symbol, text, sizeof text);
	part(out, text);
	date_print(r->date, false, date, sizeof date);
	part(out, date);
	part(out, r->url);
	if (r->accessed) {
		date_time(r->accessed, text, sizeof text);
		buf_char(out, ' ');
		/* TRANSLATORS: after a reference; the date is 2026-11-22 */
		buf_printf(out, _("(fetched %.10s)"), text);
	}
	part(out, r->note);
}

void citation_quotation(const struct citation *r, const struct doc_text *text, const char *number,
                        struct buf *out)
{
	struct citation of = *r;
	struct buf words, reference;
	char when[40], line[160];

	buf_init(&words, out->max);
	buf_init(&reference, out->max);
	buf_add(&words, text->bytes, text->len);
	buf_printf(out, _("“%s”"), words.bytes);
	/* TRANSLATORS: a paragraph of a UN document, by its number */
	snprintf(line, sizeof line, _("para. %s"), number);
	part(out, line);
	of.accessed = 0;
	citation_text(&of, &reference);
	part(out, reference.bytes);
	if (r->accessed) {
		date_time(r->accessed, when, sizeof when);
		/* TRANSLATORS: after a quotation; the time is 2026-11-22 17:05 */
		snprintf(line, sizeof line, _("(fetched %s UTC)"), when);
		buf_char(out, ' ');
		buf_str(out, line);
	}
	out->full |= words.full || reference.full;
	buf_done(&words);
	buf_done(&reference);
}

/* -- BibTeX ------------------------------------------------------------------ */

static void bibtex_text(struct buf *out, const char *s)
{
	for (; *s; s++) {
		if (*s == '\\')
			buf_str(out, "\\textbackslash{}");
		else if (*s == '~')
			buf_str(out, "\\textasciitilde{}");
		else if (*s == '^')
			buf_str(out, "\\textasciicircum{}");
		else if (strchr("{}&%$#_", *s))
			buf_printf(out, "\\%c", *s);
		else
			buf_char(out, *s);
	}
}

/* Twice in braces: once for the field, once so that nothing in it is taken apart
 * or set in lower case. An address stands as it is. */
static void bibtex_field(struct buf *out, const char *name, const char *value, bool verbatim)
{
	if (!*value)
		return;
	buf_printf(out, ",\n  %s = {%s", name, verbatim ? "" : "{");
	if (verbatim)
		buf_str(out, value);
	else
		bibtex_text(out, value);
	buf_str(out, verbatim ? "}" : "}}");
}

/* A word that names the reference: the letters and digits of what it is. */
static void key_of(const struct citation *r, char *out, size_t size)
{
	const char *s = *r->symbol ? r->symbol : *r->title ? r->title : "document";
	size_t n = 0;

	for (; *s && n + 2 < size && n < 60; s++) {
		if (isalnum((unsigned char)*s))
			out[n++] = *s;
		else if (n && out[n - 1] != '-')
			out[n++] = '-';
	}
	while (n && out[n - 1] == '-')
		n--;
	out[n] = '\0';
	if (!n)
		snprintf(out, size, "document");
}

void citation_bibtex(const struct citation *r, struct buf *out)
{
	static const char *const months[] = {"jan", "feb", "mar", "apr", "may", "jun",
	                                     "jul", "aug", "sep", "oct", "nov", "dec"};
	char key[80], printed[SYMBOL_MAX + 8], text[40];
	int date[3];

	key_of(r, key, sizeof key);
	symbol_print(r->symbol, printed, sizeof printed);
	parts_of(r->date, date);
	buf_printf(out, "@%s{%s", *r->symbol ? "techreport" : "misc", key);
	bibtex_field(out, "author", r->author, false);
	bibtex_field(out, "title", *r->title ? r->title : printed, false);
	if (*r->symbol) {
		bibtex_field(out, "number", printed, false);
		bibtex_field(out, "institution", "United Nations", false);
	}
	if (date[0]) {
		snprintf(text, sizeof text, "%d", date[0]);
		bibtex_field(out, "year", text, true);
	}
	if (date[1] >= 1 && date[1] <= 12)
		buf_printf(out, ",\n  month = %s", months[date[1] - 1]);
	if (date[2] > 0)
		bibtex_field(out, "date", r->date, true);
	bibtex_field(out, "language", r->lang, true);
	bibtex_field(out, "url", r->url, true);
	if (r->accessed) {
		date_time(r->accessed, text, sizeof text);
		text[10] = '\0';
		bibtex_field(out, "urldate", text, true);
	}
	bibtex_field(out, "note", r->note, false);
	buf_str(out, "\n}\n");
}

/* -- RIS ---------------------------------------------------------------------- */

static void ris_field(struct buf *out, const char *tag, const char *value)
{
	if (*value)
		buf_printf(out, "%s  - %s\r\n", tag, value);
}

static void ris_date(struct buf *out, const char *tag, const int parts[3])
{
	if (!parts[0])
		return;
	buf_printf(out, "%s  - %04d/", tag, parts[0]);
	if (parts[1])
		buf_printf(out, "%02d", parts[1]);
	buf_char(out, '/');
	if (parts[2])
		buf_printf(out, "%02d", parts[2]);
	buf_str(out, "/\r\n");
}

void citation_ris(const struct citation *r, struct buf *out)
{
	char printed[SYMBOL_MAX + 8], year[16];
	int date[3], day[3];

	symbol_print(r->symbol, printed, sizeof printed);
	parts_of(r->date, date);
	ris_field(out, "TY", *r->symbol ? "RPRT" : "ELEC");
	ris_field(out, "AU", r->author);
	ris_field(out, "TI", *r->title ? r->title : printed);
	if (date[0]) {
		snprintf(year, sizeof year, "%d", date[0]);
		ris_field(out, "PY", year);
	}
	ris_date(out, "DA", date);
	ris_field(out, "M1", printed);
	if (*r->symbol)
		ris_field(out, "PB", "United Nations");
	ris_field(out, "LA", r->lang);
	ris_field(out, "UR", r->url);
	if (r->accessed) {
		day_of(r->accessed, day);
		ris_date(out, "Y2", day);
	}
	ris_field(out, "N1", r->note);
	buf_str(out, "ER  - \r\n");
}

/* -- CSL-JSON ------------------------------------------------------------------ */

static void csl_field(struct buf *out, const char *name, const char *value)
{
	if (!*value)
		return;
	buf_printf(out, ",\"%s\":", name);
	buf_json(out, value, strlen(value));
}

static void csl_date(struct buf *out, const char *name, const int parts[3])
{
	if (!parts[0])
		return;
	buf_printf(out, ",\"%s\":{\"date-parts\":[[%d", name, parts[0]);
	for (int i = 1; i < 3 && parts[i]; i++)
		buf_printf(out, ",%d", parts[i]);
	buf_str(out, "]]}");
}

void citation_csl(const struct citation *r, struct buf *out)
{
	char key[80], printed[SYMBOL_MAX + 8];
	int date[3], day[3] = {0};

	key_of(r, key, sizeof key);
	symbol_print(r->symbol, printed, sizeof printed);
	parts_of(r->date, date);
	if (r->accessed)
		day_of(r->accessed, day);
	buf_str(out, "{\"id\":");
	buf_json(out, key, strlen(key));
	csl_field(out, "type", *r->symbol ? "report" : "webpage");
	csl_field(out, "title", *r->title ? r->title : printed);
	if (*r->author) {
		buf_str(out, ",\"author\":[{\"literal\":");
		buf_json(out, r->author, strlen(r->author));
		buf_str(out, "}]");
	}
	csl_field(out, "number", printed);
	if (*r->symbol)
		csl_field(out, "publisher", "United Nations");
	csl_date(out, "issued", date);
	csl_date(out, "accessed", day);
	csl_field(out, "language", r->lang);
	csl_field(out, "URL", r->url);
	csl_field(out, "note", r->note);
	buf_char(out, '}');
}
