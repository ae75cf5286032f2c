/* SPDX-License-Identifier: ISC */
/*
 * document: a document as it is shown, with its title and line of facts before
 * its blocks, and on demand a number after each link.
 *
 * Both the screen and `palais show` show a presented document; the blocks of the
 * original follow the first document_view_head() blocks in their order. The last
 * paragraph says what of a page is left out.
 */
#ifndef PALAIS_MODEL_VIEWS_DOCUMENT_H
#define PALAIS_MODEL_VIEWS_DOCUMENT_H

#include "model/doc/document.h"
#include "model/dossier/record.h"
#include "model/store/store.h"
#include "model/views/notes.h"

struct document_view {
	const struct store_version *version; /* where it comes from, or NULL */
	const struct record *record; /* what the stores know of it beside the text, or NULL */
	const char *origin; /* words for where it comes from when there is no version, or NULL */
	int64_t now;
	const char *whole_key; /* the key that shows a page whole, where there are keys; or NULL */
	const struct notes *notes; /* the reader's, in this document; or NULL */
	bool numbers;              /* "[n]" after each link, and the addresses at the end */
};

/* Makes it; NULL with err. The original may be freed after. */
struct doc *document_view_make(const struct doc *doc, const struct document_view *how,
                               struct err *err);

/* The text alone, as plain characters show it: calls of notes told from what they follow. */
struct doc *document_view_text(const struct doc *doc, struct err *err);

/* How many blocks stand before the original's first. */
size_t document_view_head(const struct doc *presented);

#endif
