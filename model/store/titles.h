/* SPDX-License-Identifier: ISC */
/*
 * titles: which rows have search words of their own, and how a row is
 * numbered among them: its id * TITLE_KINDS + its kind. For the store's search and
 * for mkstarter; no other module includes this.
 */
#ifndef PALAIS_MODEL_STORE_TITLES_H
#define PALAIS_MODEL_STORE_TITLES_H

enum {
	TITLE_SYMBOL, /* of the catalogue: the id is the symbol's */
	TITLE_DOCUMENT,
	TITLE_EVENT,
	TITLE_ROUND,
	TITLE_AGENCY,
	TITLE_PERSON,
	TITLE_KINDS = 8
};

#endif
