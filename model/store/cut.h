/* SPDX-License-Identifier: ISC */
/*
 * cut: a document as the terms by which the index has it.
 *
 * For the files that write the index, and the one that holds it against the documents; no
 * other module includes this.
 */
#ifndef PALAIS_MODEL_STORE_CUT_H
#define PALAIS_MODEL_STORE_CUT_H

#include "model/base/buf.h"
#include "model/base/vec.h"
#include "model/doc/document.h"
#include "model/text/terms.h"

/* Terms are apart by blanks. The title is followed by the symbols that the document bears.
 * starts: for each block how many terms stand before it in the body, as differences in
 * groups of seven bits, the lowest first. A feed has none of all that: it is no document. */
struct cut_document {
	struct buf title, body, starts;
	struct buf spelled; /* words that are not written as their terms, each with its term:
	                       "term\0word\0", in no order, some more than once */
};

void cut_init(struct cut_document *c);
void cut_done(struct cut_document *c);
/* 0, -1 when out of memory. */
int cut_document(struct cut_document *c, const struct doc *doc);
/* The same for one text that is no document's: its terms, and what is spelled otherwise. */
int cut_text(struct terms *t, const char *s, size_t len, struct buf *out, struct buf *spelled);

/* Unpacked: the first term of each block, into an array that the caller frees. How many;
 * 0 also when out of memory. */
size_t cut_starts(const unsigned char *packed, size_t len, long **starts);

#endif
