/* SPDX-License-Identifier: ISC */
/*
 * copy: blocks of one document into another that is being made.
 *
 * For whoever shows a document with something added: numbers after links, a
 * second language, links on symbols. Knows nothing but documents.
 */
#ifndef PALAIS_MODEL_DOC_COPY_H
#define PALAIS_MODEL_DOC_COPY_H

#include "model/doc/document.h"

void doc_copy_facts(struct doc_maker *m, const struct doc *doc);

/* Begins a block of the same kind and attributes, without its text. */
void doc_copy_begin(struct doc_maker *m, const struct doc_block *b);

/* Adds a text with its spans to that of the block or cell at hand. */
void doc_copy_text(struct doc_maker *m, const struct doc_text *t);

/* Adds a text in the caller's own way. */
typedef void doc_copy_fn(struct doc_maker *m, const struct doc_text *t, void *payload);

/* Copies a block with its rows; `copy` adds each of its texts (NULL: as it is). */
void doc_copy_block(struct doc_maker *m, const struct doc_block *b, doc_copy_fn *copy,
                    void *payload);

#endif
