/* SPDX-License-Identifier: ISC */
/*
 * pdf: what palais itself sees of a PDF on its way to pdftohtml.
 *
 * Private to parse.c. Looks at bytes, never into them: no PDF is parsed
 * here.
 */
#ifndef PALAIS_FETCH_HELPERS_PDF_H
#define PALAIS_FETCH_HELPERS_PDF_H

#include "fetch/wire/child.h"
#include "fetch/wire/pdf_bytes.h"

#include <stdbool.h>
#include <stddef.h>

/* A word may lie across two pieces: so much of both is looked at together. */
#define PDF_SEAM 8

struct pdf_watch {
	bool encrypted;
	char tail[2048];
	size_t len;
};

void pdf_watch(struct pdf_watch *watch, const char *bytes, size_t len);
bool pdf_is_cut(const struct pdf_watch *watch);

/* Why there is no page, by its wait status, and what to do. */
void pdf_explain(const struct pdf_watch *watch, int status, struct buf *why, const char **advice);

#endif
