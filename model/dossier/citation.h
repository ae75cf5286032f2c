/* SPDX-License-Identifier: ISC */
/*
 * citation: how a document is cited: in words, and in the forms that reference
 * managers take: BibTeX, RIS, CSL-JSON.
 *
 * A UN document is given as a report of its body with its symbol as the number, if it
 * bears that by where it came from. The address is that from which the text came: of the
 * UN's own system the one by which that resolves the symbol. Where no text is here it is
 * the one where it may be had.
 */
#ifndef PALAIS_MODEL_DOSSIER_CITATION_H
#define PALAIS_MODEL_DOSSIER_CITATION_H

#include "model/base/buf.h"
#include "model/doc/document.h"
#include "model/dossier/record.h"
#include "model/store/store.h"

/* "" where nothing is known. */
struct citation {
	char title[640];
	char author[200]; /* body or site that issued it */
	char symbol[SYMBOL_MAX];
	char date[40]; /* ISO: a year, a month, a day */
	char meeting[SYMBOL_MAX];
	char lang[8];
	char url[800];
	char note[400];   /* how it came, where that is to be said */
	int64_t accessed; /* UTC seconds when it was fetched; 0 */
};

/* The symbol that a text bears; "" when it only calls itself by one. version NULL: what the
 * document says is palais' own. */
void citation_symbol(const struct doc *doc, const struct store_version *version,
                     char out[SYMBOL_MAX]);
/* Whether a text that bears a symbol without a source's word is the UN's, in words: "not
 * compared with the UN's text", "byte for byte the UN's text"; "" of any other. */
const char *citation_compared(const struct store_version *v);
/* By whom a source's bytes were carried here, by its mirror: "by bundle syria.palais"; false
 * where they came through a mirror, or straight. */
bool citation_carrier(const char *mirror, char *out, size_t size);
/* What is to be said of the way on which a text came: through whose mirror, who keeps the
 * copy, and of a file that it was not compared with the UN's text. Nothing, mostly. */
void citation_way(const struct store_version *version, struct buf *out);

/* From what is at hand; each may be NULL. */
void citation_make(struct citation *r, const struct doc *doc, const struct record *record,
                   const struct store_version *version, const char *key);

void citation_text(const struct citation *r, struct buf *out); /* one line, no newline */
/* A paragraph in quotation marks, its number, what it is of, and when that was fetched, to
 * the minute. */
void citation_quotation(const struct citation *r, const struct doc_text *text, const char *number,
                        struct buf *out);
void citation_bibtex(const struct citation *r, struct buf *out);
void citation_ris(const struct citation *r, struct buf *out);
/* One object of a CSL-JSON list. */
void citation_csl(const struct citation *r, struct buf *out);

#endif
