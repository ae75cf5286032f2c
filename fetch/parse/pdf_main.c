/* SPDX-License-Identifier: ISC */
/* palais-parse-pdf: seals itself and becomes pdftohtml. A program of its own, for it
 * needs none of the libraries that palais-parse loads before its seal. */
#include "config.h"

#include "fetch/seal/seal.h"
#include "fetch/wire/pdf_bytes.h"

#include <unistd.h>

/* Becomes pdftohtml, which reads a PDF on standard input. -hidden: the text behind the
 * image of a scanned page; -nodrm: text is shown also where the file asks that it not be
 * copied; -wbt: letters that are set wide are no words. Returns when it could not, with
 * the exit status that says so. */
int main(void)
{
	/* the seal lets that program be started whose name lies here */
	static const char program[] = PDFTOHTML;
	static const char *const argv[] = {program, "-q", "-xml",    "-i", "-hidden", "-nodrm",
	                                   "-wbt",  "15", "-stdout", "-",  "x",       NULL};
	static const char *const environment[] = {"PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8",
	                                          "HOME=/nonexistent", NULL};
	struct seal_layers sealed;
	struct err err;

	seal_descriptors();
	if (access(program, X_OK) < 0)
		return PDF_EXIT_MISSING;
	/* what it says of memory goes where palais listens */
	dup2(STDOUT_FILENO, STDERR_FILENO);
	if (seal_pdf(&sealed, program, &err) < 0)
		return PDF_EXIT_UNSEALED;
	execve(program, (char *const *)(void *)argv, (char *const *)(void *)environment);
	return PDF_EXIT_UNSEALED;
}
