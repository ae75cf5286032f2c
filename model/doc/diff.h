/* SPDX-License-Identifier: ISC */
/*
 * diff: what changed from one document to another, by paragraph, the words marked.
 *
 * Headings, items, notes, captions and rows of tables are paragraphs here. White space,
 * links and bullets are no change; numbers of paragraphs are. The work is bounded: where
 * there is too much to compare, paragraphs are told as removed and added whole, and the
 * document says so. Knows nothing of versions and stores.
 */
#ifndef PALAIS_MODEL_DOC_DIFF_H
#define PALAIS_MODEL_DOC_DIFF_H

#include "model/doc/document.h"

struct diff;

/* Both documents are borrowed until diff_free. NULL with err when out of memory. */
struct diff *diff_new(const struct doc *before, const struct doc *after, struct err *err);
void diff_free(struct diff *d); /* NULL is fine */

/* Paragraphs that are other, gone or new. */
size_t diff_changed(const struct diff *d);
/* The same in words: "2 paragraphs changed". */
void diff_summary(const struct diff *d, char *out, size_t size);

/* Adds the changed paragraphs to a document: what was removed as "[-…-]" in emphasis, what
 * was added as "{+…+}" in strong, and a line for each run of unchanged ones. */
void diff_write(const struct diff *d, struct doc_maker *m);

#endif
