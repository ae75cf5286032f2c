/* SPDX-License-Identifier: ISC */
/*
 * cites: what a document cites and what cites it, over all stores: the texts
 * that are here, with the paragraphs, and for the rest what the catalogue knows
 * from the English texts and the dossier's own column of what a text recalls.
 */
#ifndef PALAIS_MODEL_DOSSIER_CITES_H
#define PALAIS_MODEL_DOSSIER_CITES_H

#include "model/store/stores.h"

struct cite {
	char *symbol;
	char *paragraphs; /* of the citing text: "3, 14"; "" where none is known */
	bool read;        /* from a text that is here, not from the catalogue */
	char date[40];    /* of what is cited, or cites; "" where it is not known */
	char *title;      /* where the tables have none: of the page that is here; or "" */
};

struct cites {
	struct cite *at;
	size_t count;
};

/* What a symbol (or another key of a work) cites; what cites it. The newest first, those
 * without a date last, each day in the order of the text. 0, or -1 with err. */
int cites_of(struct stores *stores, const char *key, struct cites *c, struct err *err);
int cites_to(struct stores *stores, const char *key, struct cites *c, struct err *err);
void cites_done(struct cites *c);

#endif
