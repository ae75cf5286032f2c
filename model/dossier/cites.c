/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/dossier/cites.h"

#include "model/base/vec.h"
#include "model/dossier/catalogue.h"
#include "model/dossier/tables.h"
#include "model/store/cites.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A list while it grows, with a table of where each symbol stands in it. */
struct growing {
	VEC(struct cite) all;
	size_t *slots; /* index + 1, 0 for free */
	size_t slot_count;
	bool read;
};

static size_t hash_of(const char *s)
{
	uint64_t h = 14695981039346656037u;

	for (; *s; s++)
		h = (h ^ (unsigned char)*s) * 1099511628211u;
	return (size_t)h;
}

static size_t *slot_of(const struct growing *g, const char *symbol)
{
	size_t i = hash_of(symbol) & (g->slot_count - 1);

	while (g->slots[i] && strcmp(g->all.at[g->slots[i] - 1].symbol, symbol))
		i = (i + 1) & (g->slot_count - 1);
	return &g->slots[i];
}

static int make_room(struct growing *g)
{
	size_t wanted = g->slot_count ? g->slot_count : 64;

	while (wanted < (g->all.count + 1) * 2)
		wanted *= 2;
	if (wanted == g->slot_count)
		return 0;
	free(g->slots);
	g->slots = calloc(wanted, sizeof *g->slots);
	g->slot_count = g->slots ? wanted : 0;
	if (!g->slots)
		return -1;
	for (size_t i = 0; i < g->all.count; i++)
		*slot_of(g, g->all.at[i].symbol) = i + 1;
	return 0;
}

/* The first witness of a citation is the best: later ones add nothing. */
static int add(struct growing *g, const char *symbol, const char *paragraphs)
{
	struct cite c = {.read = g->read};
	size_t *slot;

	if (make_room(g) < 0)
		return -1;
	slot = slot_of(g, symbol);
	if (*slot)
		return 0;
	c.symbol = strdup(symbol);
	c.paragraphs = strdup(paragraphs);
	c.title = strdup("");
	if (!c.symbol || !c.paragraphs || !c.title || vec_push(&g->all, c) < 0) {
		free(c.symbol);
		free(c.paragraphs);
		free(c.title);
		return -1;
	}
	*slot = g->all.count;
	return 0;
}

static int take_pair(const char *symbol, const char *paragraphs, void *payload)
{
	return add(payload, symbol, paragraphs);
}

static int take_symbol(const char *symbol, void *payload)
{
	return add(payload, symbol, "");
}

/* -- their dates -------------------------------------------------------------- */

static int entry_date(const struct catalogue_entry *e, void *payload)
{
	struct cite *c = payload;

	snprintf(c->date, sizeof c->date, "%s", e->date);
	return 1;
}

static int row_date(const struct dossier_row *r, void *payload)
{
	struct cite *c = payload;

	snprintf(c->date, sizeof c->date, "%s", r->at[DOCUMENT_DATE]);
	return 1;
}

/* Of what the tables do not have: what the text says itself. */
static int text_date(struct stores *stores, struct cite *c, struct err *err)
{
	struct store_version v;
	struct store *from;
	struct doc *doc;
	int rc = stores_find(stores, c->symbol, NULL, &v, &from, err);

	if (rc <= 0)
		return rc;
	doc = store_doc(from, v.id, err);
	if (doc) {
		snprintf(c->date, sizeof c->date, "%.39s", doc_fact(doc, DOC_DATE));
		free(c->title);
		c->title = strdup(v.title);
	}
	doc_free(doc);
	store_version_done(&v);
	return doc && c->title ? 1 : -1;
}

static int date(struct stores *stores, struct cite *c, struct err *err)
{
	int rc = catalogue_entry(stores_starter(stores), c->symbol, entry_date, c, err);

	if (rc == 0)
		rc = dossier_document(stores_starter(stores), c->symbol, row_date, c, err);
	return rc == 0 ? text_date(stores, c, err) : rc;
}

/* The newest first, those without a date last; `place` is where it was before. */
struct placed {
	struct cite cite;
	size_t place;
};

static int newest_first(const void *a, const void *b)
{
	const struct placed *x = a, *y = b;
	int order = strcmp(y->cite.date, x->cite.date);

	return order ? order : (x->place > y->place) - (x->place < y->place);
}

static int sort(struct stores *stores, struct cites *c, struct err *err)
{
	struct placed *all = calloc(c->count + 1, sizeof *all);
	int rc = all ? 0 : -1;

	for (size_t i = 0; rc >= 0 && i < c->count; i++)
		rc = date(stores, &c->at[i], err);
	for (size_t i = 0; rc >= 0 && i < c->count; i++)
		all[i] = (struct placed){c->at[i], i};
	if (rc >= 0)
		qsort(all, c->count, sizeof *all, newest_first);
	for (size_t i = 0; rc >= 0 && i < c->count; i++)
		c->at[i] = all[i].cite;
	free(all);
	return rc < 0 ? -1 : 0;
}

/* -- gathering ----------------------------------------------------------------- */

typedef int from_texts(struct store *, const char *, int (*)(const char *, const char *, void *),
                       void *, struct err *);
typedef int from_catalogue(struct store *, const char *, long *, int (*)(const char *, void *),
                           void *, struct err *);

static int gather(struct stores *stores, const char *key, from_texts *texts,
                  from_catalogue *catalogue, struct cites *c, struct err *err)
{
	struct growing g = {.read = true};
	struct store *s;
	int rc = 0;

	for (size_t i = 0; rc == 0 && (s = stores_store(stores, i)); i++)
		if (s != stores_starter(stores))
			rc = texts(s, key, take_pair, &g, err);
	g.read = false;
	if (rc == 0)
		rc = catalogue(stores_starter(stores), key, NULL, take_symbol, &g, err);
	free(g.slots);
	*c = (struct cites){g.all.at, g.all.count};
	if (rc == 0 && sort(stores, c, err) == 0)
		return 0;
	cites_done(c);
	return err && err->code ? -1 : err_set(err, ERR_FAILED, "citations: out of memory");
}

int cites_of(struct stores *stores, const char *key, struct cites *c, struct err *err)
{
	return gather(stores, key, store_each_cited, catalogue_cites, c, err);
}

int cites_to(struct stores *stores, const char *key, struct cites *c, struct err *err)
{
	return gather(stores, key, store_each_citing, catalogue_cited, c, err);
}

void cites_done(struct cites *c)
{
	for (size_t i = 0; i < c->count; i++) {
		free(c->at[i].symbol);
		free(c->at[i].paragraphs);
		free(c->at[i].title);
	}
	free(c->at);
	*c = (struct cites){0};
}
