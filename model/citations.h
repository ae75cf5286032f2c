/*
 * citations: what a document cites and what cites it, over all stores: the texts
 * that are here, with the paragraphs, and for the rest what the catalogue knows
 * from the English texts and the dossier's own column of what a text recalls.
 */
#ifndef PALAIS_MODEL_CITATIONS_H
#define PALAIS_MODEL_CITATIONS_H

#include "model/shelf.h"

struct citation {
	char *symbol;
	char *paragraphs; /* of the citing text: "3, 14"; "" where none is known */
	bool read;        /* from a text that is here, not from the catalogue */
};

struct citations {
	struct citation *at;
	size_t count;
};

/* What a symbol (or another key of a work) cites, in the order of its text; what
 * cites it, newest first as far as known. 0, or -1 with err. */
int citations_of(struct shelf *shelf, const char *key, struct citations *c, struct err *err);
int citations_to(struct shelf *shelf, const char *key, struct citations *c, struct err *err);
void citations_done(struct citations *c);

#endif
