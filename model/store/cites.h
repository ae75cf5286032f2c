/* SPDX-License-Identifier: ISC */
/*
 * cites: which texts of a store cite what, and in which paragraph. Written
 * when a document is kept (store_commit), from the links that its parser put on
 * symbols.
 */
#ifndef PALAIS_MODEL_STORE_CITES_H
#define PALAIS_MODEL_STORE_CITES_H

#include "model/store/store.h"

/* What the work under a key cites: each symbol with the paragraphs in which it
 * does, as printed, joined by ", " ("" where they have no numbers), in the order of
 * the text, until `each` returns non-zero. 0, or -1 with err. */
int store_each_cited(struct store *s, const char *key,
                     int (*each)(const char *symbol, const char *paragraphs, void *), void *payload,
                     struct err *err);

/* The works that cite a symbol, newest first. */
int store_each_citing(struct store *s, const char *symbol,
                      int (*each)(const char *key, const char *paragraphs, void *), void *payload,
                      struct err *err);

#endif
