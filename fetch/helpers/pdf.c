/* SPDX-License-Identifier: ISC */
/* What palais itself sees of a PDF on its way to pdftohtml: whether it is encrypted,
 * and whether its end is there. */
#include "config.h"

#include "fetch/helpers/pdf.h"

#include "fetch/seal/seal.h"
#include "fetch/wire/stopped.h"

#include <signal.h>
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

/* What it says of memory comes on its standard output as well, between any two bytes of the
 * text: its own words for that, each of which has its first letter once. */
static const char *const said[] = {"Out of memory\n", "Bogus memory allocation size\n"};

size_t pdf_take_out(struct pdf_watch *watch, const char *bytes, size_t len, char *out)
{
	size_t n = 0;

	for (size_t i = 0; i < len; i++) {
		if (watch->held && bytes[i] != said[watch->which][watch->held]) {
			memcpy(out + n, said[watch->which], watch->held);
			n += watch->held;
			watch->held = 0;
		}
		if (!watch->held) {
			watch->which = bytes[i] == *said[1];
			if (bytes[i] != *said[watch->which]) {
				out[n++] = bytes[i];
				continue;
			}
		}
		if (!said[watch->which][++watch->held]) {
			watch->refused |= watch->which == 0;
			watch->held = 0;
		}
	}
	return n;
}

/* C++ says it behind all else. */
void pdf_watch_printed(struct pdf_watch *watch, const char *bytes, size_t len)
{
	char seam[2 * PDF_PRINTED_SEAM];
	size_t after = len < PDF_PRINTED_SEAM ? len : PDF_PRINTED_SEAM, all;

	memcpy(seam, watch->printed, watch->printed_len);
	memcpy(seam + watch->printed_len, bytes, after);
	all = watch->printed_len + after;
	watch->pages = watch->pages || has(bytes, len, "<page ") || has(seam, all, "<page ");
	watch->refused |= has(bytes, len, "std::bad_alloc") || has(seam, all, "std::bad_alloc");
	if (len >= PDF_PRINTED_SEAM) {
		bytes += len - PDF_PRINTED_SEAM;
		watch->printed_len = 0;
		after = PDF_PRINTED_SEAM;
	} else if (all > PDF_PRINTED_SEAM) {
		size_t kept = PDF_PRINTED_SEAM - after;

		memmove(watch->printed, watch->printed + watch->printed_len - kept, kept);
		watch->printed_len = kept;
	}
	memcpy(watch->printed + watch->printed_len, bytes, after);
	watch->printed_len += after;
}

/* -- its end ---------------------------------------------------------------------- */

static bool is_out_of_time(int status)
{
	return WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU;
}

static bool is_out_of_memory(const struct pdf_watch *watch, int status)
{
	return status && watch->refused && !is_out_of_time(status);
}

const char *pdf_end_tag(const struct pdf_watch *watch, int status)
{
	if (!watch->pages)
		return NULL;
	if (is_out_of_time(status))
		return "\n" STOPPED_TIME_TAG "\n";
	/* also where it went on without what it was refused: something of a page may be missing */
	if (watch->refused)
		return "\n" STOPPED_MEMORY_TAG "\n";
	if (status)
		return NULL;
	return pdf_is_cut(watch) ? PDF_CUT_MARK : "";
}

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
	} else if (is_out_of_time(status)) {
		buf_printf(why, "stopped at %d s of work: no page of the PDF was read until then",
		           SEAL_SECONDS);
	} else if (is_out_of_memory(watch, status)) {
		buf_printf(why,
		           "stopped at %u MB of memory: no page of the PDF was read until then",
		           SEAL_MEGABYTES);
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
