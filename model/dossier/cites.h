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
};

struct cites {
	struct cite *at;
	size_t count;
};

/* What a symbol (or another key of a work) cites, in the order of its text; what
 * cites it, newest first as far as known. 0, or -1 with err. */
int cites_of(struct stores *stores, const char *key, struct cites *c, struct err *err);
int cites_to(struct stores *stores, const char *key, struct cites *c, struct err *err);
void cites_done(struct cites *c);

#endif
