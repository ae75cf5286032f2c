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
#define PDF_PRINTED_SEAM 16
#define PDF_SAID 32

struct pdf_watch {
	bool encrypted;
	char tail[2048];
	size_t len;
	/* of what pdftohtml printed: whether a page is in it, and that it found no memory */
	bool pages, refused;
	char printed[PDF_PRINTED_SEAM];
	size_t printed_len;
	/* of what it says itself: so many bytes may have begun such words */
	size_t held;
	unsigned which;
};

void pdf_watch(struct pdf_watch *watch, const char *bytes, size_t len);
bool pdf_is_cut(const struct pdf_watch *watch);
/* What pdftohtml printed without what it says itself, which is no word of the text; `out` has
 * room for PDF_SAID bytes more than there are. How many it got. */
size_t pdf_take_out(struct pdf_watch *watch, const char *bytes, size_t len, char *out);
void pdf_watch_printed(struct pdf_watch *watch, const char *bytes, size_t len);

/* What stands behind all that pdftohtml printed, by its wait status: "" where it is whole, a
 * mark of fetch/wire where it is not; NULL where there is nothing to be read. */
const char *pdf_end_tag(const struct pdf_watch *watch, int status);

/* Why there is no page, by its wait status, and what to do. */
void pdf_explain(const struct pdf_watch *watch, int status, struct buf *why, const char **advice);

#endif
