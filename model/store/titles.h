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
	TITLE_FIGURE,
	TITLE_STATE,
	TITLE_SOURCE,
	TITLE_KINDS = 16
};

/* The columns of the index: a row's titles in all languages; all its other words. */
enum { TITLE_TITLES, TITLE_WORDS };

/* What the dossier calls the same in the other languages, of the terms that answer. */
#define TITLE_TERMS(which) \
	"coalesce((SELECT group_concat(t.A||' · '||t.C||' · '||t.F||' · '||t.R||' · '||t.S, ' · " \
	"') " \
	"FROM term t WHERE " which "), '')"
/* An office that holds a term of some length, such as that of an envoy. */
#define TITLE_OFFICE "length(t.E)>=10 AND instr(person.office, t.E)>0"

#endif
