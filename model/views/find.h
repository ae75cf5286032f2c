/* SPDX-License-Identifier: ISC */
/*
 * find: a document by the word that a reader names it by: in the stores, or as a page
 * of palais' own.
 */
#ifndef PALAIS_MODEL_VIEWS_FIND_H
#define PALAIS_MODEL_VIEWS_FIND_H

#include "model/doc/document.h"
#include "model/doc/reference.h"
#include "model/store/stores.h"
#include "model/views/view.h"

/* What was found. Done with view_found_done. */
struct view_found {
	struct doc *doc;
	struct store_version version; /* id 0 for a page of palais' own */
	bool stored;                  /* from a store: version tells, */
	struct store *from;           /* and this is it */
	int newest; /* where one was asked for by its number: that of the newest; else 0 */
};
void view_found_done(struct view_found *f);

/* Looks in the stores, and makes palais' own pages and cards: 1 found, 0 not
 * (an address that is not here, a symbol of which nothing is known), -1 err. A word that
 * names nothing itself may be a version of what does: WHAT@N (version.h).
 * `card`: 1 means that the document itself is not here and f->doc is the card that
 * says what is known of it. Completes w. */
int view_find(const struct view_context *c, struct reference *w, struct view_found *f, bool *card,
              struct err *err);

#endif
