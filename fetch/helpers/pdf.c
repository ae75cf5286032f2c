/* SPDX-License-Identifier: ISC */
/* What palais itself sees of a PDF on its way to pdftohtml: whether it is encrypted,
 * and whether its end is there. */
#include "config.h"

#include "fetch/helpers/pdf.h"

#include <string.h>
#include <sys/wait.h>

/* -- watching it pass ---------------------------------------------------------- */

static bool has(const char *bytes, size_t len, const char *word)
{
	return memmem(bytes, len, word, strlen(word)) != NULL;
}

void pdf_watch(struct pdf_watch *watch, const char *bytes, size_t len)
{
	char seam[2 * PDF_SEAM];
	size_t before = watch->len < PDF_SEAM ? watch->len : PDF_SEAM;
	size_t after = len < PDF_SEAM ? len : PDF_SEAM;

	memcpy(seam, watch->tail + watch->len - before, before);
	memcpy(seam + before, bytes, after);
	watch->encrypted |= has(bytes, len, "/Encrypt") || has(seam, before + after, "/Encrypt");
	if (len >= sizeof watch->tail) {
		memcpy(watch->tail, bytes + len - sizeof watch->tail, sizeof watch->tail);
		watch->len = sizeof watch->tail;
		return;
	}
	if (watch->len + len > sizeof watch->tail) {
		size_t drop = watch->len + len - sizeof watch->tail;

		memmove(watch->tail, watch->tail + drop, watch->len - drop);
		watch->len -= drop;
	}
	memcpy(watch->tail + watch->len, bytes, len);
	watch->len += len;
}

bool pdf_is_cut(const struct pdf_watch *watch)
{
	return !has(watch->tail, watch->len, "%%EOF");
}

/* -- its end ---------------------------------------------------------------------- */

void pdf_explain(const struct pdf_watch *watch, int status, struct buf *why, const char **advice)
{
	bool exited = WIFEXITED(status);

	*advice = "Try again, or try another language or format of the same document.";
	if (exited && WEXITSTATUS(status) == PDF_EXIT_MISSING) {
		buf_str(why, "pdftohtml is missing: install poppler-utils");
		*advice = "With it the same address can be read.";
	} else if (exited && WEXITSTATUS(status) == PDF_EXIT_UNSEALED) {
		buf_str(why, "pdftohtml was not started: it could not be sealed");
		*advice = "palais --version tells which layers of the seal this kernel has.";
	} else if (!exited) {
		buf_str(why, "pdftohtml ");
		child_explain(why, status);
	} else if (watch->encrypted) {
		buf_str(why, "the PDF is encrypted: it asks for a password");
		*advice = "A program that asks for the password can open it.";
	} else if (pdf_is_cut(watch)) {
		buf_str(why, "the PDF is cut short: its end is missing, and no page could be read");
	} else {
		buf_str(why, "the PDF is damaged: no page of it could be read");
	}
}
