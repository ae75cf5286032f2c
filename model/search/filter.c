/* SPDX-License-Identifier: ISC */
/* Filters: what the dossier, the stores and a symbol itself know of a result. */
#include "config.h"

#include "model/dossier/catalogue.h"
#include "model/dossier/tables.h"
#include "model/search/run.h"
#include "model/store/told.h"
#include "model/symbol/symbol.h"
#include "model/text/characters.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What is known of a candidate; "" where nothing is. */
struct known {
	char type[64], pane[64], body[160], date[40];
};

const char *filter_lang(const struct query *q)
{
	for (size_t i = 0; i < q->filter_count; i++)
		if (q->filters[i].kind == FILTER_LANG)
			return q->filters[i].value;
	return NULL;
}

static void keep(char *out, size_t size, const char *value)
{
	if (!*out)
		snprintf(out, size, "%s", value);
}

static int take_document(const struct dossier_row *r, void *payload)
{
	struct known *k = payload;

	keep(k->type, sizeof k->type, r->at[DOCUMENT_TYPE]);
	keep(k->pane, sizeof k->pane, r->at[DOCUMENT_PANE]);
	keep(k->body, sizeof k->body, r->at[DOCUMENT_BODY]);
	keep(k->date, sizeof k->date, r->at[DOCUMENT_DATE]);
	return 1;
}

static int take_entry(const struct catalogue_entry *e, void *payload)
{
	struct known *k = payload;

	keep(k->date, sizeof k->date, e->date);
	return 1;
}

static int take_pane(const struct dossier_row *r, void *payload)
{
	struct known *k = payload;
	const char *const *own = r->at;

	keep(k->pane, sizeof k->pane, *own);
	return 1;
}

static int take_event(const struct dossier_row *r, void *payload)
{
	struct known *k = payload;

	keep(k->pane, sizeof k->pane, r->at[EVENT_PANE]);
	return 1;
}

/* Rows of the dossier: their type is the word before the colon. */
static void know_row(struct store *starter, const char *key, struct known *k)
{
	static const struct {
		const char *name;
		enum dossier_kind kind;
		int (*take)(const struct dossier_row *, void *);
	} rows[] = {{"event", DOSSIER_EVENTS, take_event},
	            {"person", DOSSIER_PERSONS, take_pane},
	            {"source", DOSSIER_SOURCES, take_pane}};
	size_t n = strcspn(key, ":");

	snprintf(k->type, sizeof k->type, "%.*s", (int)n, key);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (strlen(rows[i].name) == n && !strncmp(rows[i].name, key, n))
			dossier_row(starter, rows[i].kind, strtol(key + n + 1, NULL, 10),
			            rows[i].take, k, NULL);
}

/* What the symbol itself says: of whom it is, and of what kind. */
static void know_symbol(const char *key, struct known *k)
{
	static const struct {
		const char *part, *type;
	} types[] = {{"/RES/", "resolution"},
	             {"/PRST/", "presidential statement"},
	             {"/PV.", "meeting record"},
	             {"/DEC/", "decision"}};
	static const char *const bodies[] = {[SYMBOL_SECURITY_COUNCIL] = "Security Council",
	                                     [SYMBOL_GENERAL_ASSEMBLY] = "General Assembly",
	                                     [SYMBOL_HUMAN_RIGHTS_COUNCIL] = "Human Rights Council",
	                                     [SYMBOL_ECOSOC] = "Economic and Social Council",
	                                     [SYMBOL_HUMAN_RIGHTS_COMMISSION] =
	                                             "Commission on Human Rights"};
	enum symbol_body body = symbol_body(key);

	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (strstr(key, types[i].part))
			keep(k->type, sizeof k->type, types[i].type);
	if (body < sizeof bodies / sizeof *bodies && bodies[body])
		keep(k->body, sizeof k->body, bodies[body]);
}

static void know(const struct search *s, const struct candidate *c, struct known *k)
{
	struct store *starter = stores_starter(s->stores);
	char symbol[SYMBOL_MAX];

	memset(k, 0, sizeof *k);
	keep(k->date, sizeof k->date, c->date);
	dossier_document(starter, c->key, take_document, k, NULL);
	if (symbol_normal(c->key, symbol)) {
		know_symbol(c->key, k);
		if (!*k->date)
			catalogue_entry(starter, c->key, take_entry, k, NULL);
	} else if (!strncmp(c->key, "http", 4)) {
		keep(k->type, sizeof k->type, "web page");
	} else if (strchr(c->key, ':') && !*k->type) {
		know_row(starter, c->key, k);
	}
}

/* Whether words stand in others, both folded. */
static bool folded_in(const char *words, const char *text)
{
	struct buf a, b;
	bool in;

	buf_init(&a, 1 << 12);
	buf_init(&b, 1 << 12);
	text_fold(&a, words, strlen(words));
	text_fold(&b, text, strlen(text));
	in = a.len && strstr(b.bytes, a.bytes);
	buf_done(&a);
	buf_done(&b);
	return in;
}

/* The same with an English text of the tables, and with what it is in the other languages. */
static bool told_in(const struct search *s, const char *words, const char *english)
{
	for (int i = 0; *english && i < LANG_COUNT; i++)
		if (folded_in(words,
		              store_told_in(stores_starter(s->stores), i, english).text))
			return true;
	return false;
}

struct cited {
	const char *key;
	bool found;
};

static int take_cited(const char *symbol, void *payload)
{
	struct cited *c = payload;

	c->found = !strcmp(symbol, c->key);
	return c->found;
}

static bool cites(const struct search *s, const struct candidate *c, const char *symbol)
{
	struct cited cited = {symbol, false};

	if (c->text && store_cites(c->store, c->text, symbol))
		return true;
	catalogue_cites(stores_starter(s->stores), c->key, NULL, take_cited, &cited, NULL);
	return cited.found;
}

static bool in_years(const char *date, const struct query_filter *f)
{
	int year = atoi(date);

	return year >= f->from && year <= f->to;
}

static bool passes(const struct search *s, const struct candidate *c, const struct known *k,
                   const struct query_filter *f)
{
	struct store *personal = stores_personal(s->stores);

	switch (f->kind) {
	case FILTER_LANG:
		return !strcmp(c->lang, f->value);
	case FILTER_TYPE:
		return folded_in(f->value, k->type) || told_in(s, f->value, k->type);
	case FILTER_YEAR:
		return in_years(k->date, f);
	case FILTER_PANE:
		return !strcmp(k->pane, f->value);
	case FILTER_CITES:
		return cites(s, c, f->value);
	case FILTER_BODY:
		return folded_in(f->value, k->body) || told_in(s, f->value, k->body);
	case FILTER_IN:
		return personal && store_has_bookmark(personal, c->key);
	default:
		return false;
	}
}

bool filter_passes(const struct search *s, const struct candidate *c)
{
	struct known k;

	if (!s->query->filter_count)
		return true;
	know(s, c, &k);
	for (size_t i = 0; i < s->query->filter_count; i++)
		if (!passes(s, c, &k, &s->query->filters[i]))
			return false;
	return true;
}
