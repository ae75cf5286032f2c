/* SPDX-License-Identifier: ISC */
/*
 * record: what the stores know of a UN document beside its text: title, date,
 * vote, meeting, draft, how much it cites and is cited, in which languages it is
 * here and in which it is to be had. For the line of facts, references and the
 * choice of a language.
 */
#ifndef PALAIS_MODEL_DOSSIER_RECORD_H
#define PALAIS_MODEL_DOSSIER_RECORD_H

#include "model/base/lang.h"
#include "model/dossier/catalogue.h"
#include "model/store/stores.h"
#include "model/symbol/symbol.h"

/* Strings are "" where nothing is known. */
struct record {
	char title[640]; /* the official one, in English */
	char label[400]; /* the dossier's own short words for it, in English; no title */
	char agenda[640];
	char date[40];
	char vote[48]; /* for-against-abstaining, or "without vote" */
	char meeting[SYMBOL_MAX], draft[SYMBOL_MAX];
	bool here[LANG_COUNT];  /* a text is in a store */
	bool known[LANG_COUNT]; /* to be had from the UN */
	long cites, cited;
};

/* 1 when anything is known, 0 when nothing is, -1 with err. */
int record_read(struct stores *stores, const char *symbol, struct record *r, struct err *err);

/* A document that the catalogue does not have: one of the dossier, or one that a store has
 * fetched. label is the dossier's, or the title of what was fetched. */
struct record_beyond {
	const char *key, *date, *label, *vote, *url; /* "" where not known */
	bool dossier, doubtful;
	/* Only where the whole is wanted: the official title in English, and the languages of
	 * machine-readable texts as catalogue_languages has them. */
	const char *title, *languages;
};
/* Each of them once, until `each` returns non-zero. 0, -1 with err. */
int record_each_beyond(struct stores *stores, enum catalogue_depth depth,
                       int (*each)(const struct record_beyond *, void *), void *payload,
                       struct err *err);
/* How many documents are known: the catalogue's and those; -1 with err. */
long record_count_known(struct stores *stores, struct err *err);

/* The languages as the UN's letters, apart by blanks: those in hand ("": none) in
 * brackets, one that is not here marked "○": "A ○C [E] ○F". */
void record_languages(const struct record *r, const char *lang, const char *second, char *out,
                      size_t size);

/* What every list calls a document in English: the dossier's label, else its title, else
 * its agenda. Borrowed. */
const char *record_label(const char *label, const char *title, const char *agenda);
/* The same in the language of the interface, in out: the official title in it; where there
 * is none, or it is English, what is given. `size` of CATALOGUE_TITLE_MAX holds all. true
 * when the words are English ones of the tables. */
bool record_title(struct store *starter, const char *symbol, const char *english, char *out,
                  size_t size);

/* The same with a translation of the dossier's label before its English. */
void record_told_title(struct store *starter, const char *symbol, const char *english, char *out,
                       size_t size);

/* What a reference calls it, in out: the official title, else the label as a description in
 * square brackets, else "". */
void record_cited_title(const struct record *r, char *out, size_t size);

/* The language after `lang` in the UN's order that is here or to be had; lang
 * itself when there is no other. */
const char *record_next_language(const struct record *r, const char *lang);

/* Whether what bears the symbol is issued in the six languages and asked for by
 * it; press releases are not. */
bool record_is_issued(const char *symbol);

#endif
