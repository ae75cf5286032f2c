/* SPDX-License-Identifier: ISC */
/*
 * news_figures: documents of figures, which interfaces for programs give, as rows of the
 * reader's own table of figures.
 *
 * Such a document has the fact `figures` and tables with a head of the columns year, as of,
 * indicator, value, unit, series, in any order. Knows documents and stores.
 */
#ifndef PALAIS_MODEL_DOSSIER_NEWS_FIGURES_H
#define PALAIS_MODEL_DOSSIER_NEWS_FIGURES_H

#include "model/doc/document.h"
#include "model/store/store.h"

bool news_is_figures(const struct doc *doc);

/* Keeps the rows whose text is wanted, in place of all that came by this address before.
 * How many were kept, or -1 with err. */
int news_take_figures(struct store *store, const char *source, const struct doc *doc,
                      bool (*wanted)(const char *text, void *), void *payload, struct err *err);

#endif
