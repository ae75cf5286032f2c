/* SPDX-License-Identifier: ISC */
/*
 * paragraph: what readers call a paragraph of a document: a block, by its number and its
 * words.
 *
 * Its words are folded: white space of any kind and length is one blank, and none stands
 * at either end. Knows one document and no other.
 */
#ifndef PALAIS_MODEL_DOC_PARAGRAPH_H
#define PALAIS_MODEL_DOC_PARAGRAPH_H

#include "model/base/buf.h"
#include "model/doc/document.h"

#define PARAGRAPH_LABEL_MAX 100

/* "4", or "4 (a)" of an item under it; "" where no number is. `first` is the first block
 * that may be looked at: what palais itself has put before the document is not of it. */
void paragraph_label(const struct doc *doc, size_t first, size_t block,
                     char out[PARAGRAPH_LABEL_MAX]);

/* Adds the words of a block: its text, and those of its cells. */
void paragraph_words(const struct doc_block *b, struct buf *out);

/* The stretch of a text, in its own bytes, that is [start, end) of its words. */
void paragraph_stretch(const struct doc_text *text, size_t start, size_t end, uint32_t *from,
                       uint32_t *to);

#endif
