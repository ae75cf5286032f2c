/* SPDX-License-Identifier: ISC */
/*
 * begun: symbols by how they begin, for whoever types one. Many begin alike, so what is handed
 * over is bounded, and yet never a part of the truth: a list that was cut at its end would make
 * a shell believe that what its entries have in common is what all have.
 */
#ifndef PALAIS_MODEL_DOSSIER_BEGUN_H
#define PALAIS_MODEL_DOSSIER_BEGUN_H

#include "model/store/store.h"

/* More than these are told by what they begin with. */
#define BEGUN_MOST 100

/* The symbols that begin so, in their order, letters of any case; where there are more than
 * BEGUN_MOST, how they go on: to the next '/', or, where that is too many as well, by one
 * letter. A single one is always a whole symbol. Until `each` returns non-zero. 0, -1 err. */
int begun_symbols(struct store *starter, const char *begun, int (*each)(const char *word, void *),
                  void *payload, struct err *err);

#endif
