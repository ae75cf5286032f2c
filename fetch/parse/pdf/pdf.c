/* SPDX-License-Identifier: ISC */
/* A PDF as pdftohtml tells it, into a document. */
#include "config.h"

#include "fetch/parse/pdf/pdf.h"

#include "fetch/seal/seal.h"
#include "fetch/wire/pdf_bytes.h"
#include "model/doc/left_out.h"

#include <stdio.h>
#include <string.h>

int parse_no_pdf(const struct parse_how *how, const char *bytes, size_t len, struct doc_maker *m,
                 struct err *err)
{
	bool is_pdf = pdf_guess(bytes, len < PDF_WINDOW ? len : PDF_WINDOW, true) == PDF_IS;

	(void)how;
	(void)m;
	return err_set(err, ERR_FAILED,
	               is_pdf ? "a PDF document that pdftohtml has not read"
	                      : "said to be a PDF, but it is none");
}

/* Pages of images: marks of the paper alone, or nothing at all. */
static bool is_scan(const struct pdf_file *file)
{
	size_t letters = 0;

	for (size_t i = 0; i < file->runs.count; i++) {
		const struct pdf_run *run = &file->runs.at[i];
		const char *s = pdf_run_text(file, run);

		for (uint32_t k = 0; k < run->len; k++)
			letters += (s[k] | 0x20) - 'a' + 0u < 26 || (unsigned char)s[k] >= 0xc3;
	}
	return letters <= 10 * file->pages.count;
}

static void write_scan(const struct pdf_file *file, struct doc_maker *m)
{
	char error[120];

	snprintf(error, sizeof error,
	         "the file is a scan without a text layer: %zu page%s of images", file->pages.count,
	         file->pages.count == 1 ? "" : "s");
	doc_add_fact(m, DOC_ERROR, error);
	doc_add_fact(m, DOC_LANGUAGE, "en");
	doc_begin(m, DOC_PARAGRAPH);
	doc_add_str(m, error);
	doc_add_str(m, ".");
	doc_begin(m, DOC_PARAGRAPH);
	doc_add_str(m, "Another language or another format of the same document may have text; a "
	               "program that shows images shows the pages.");
}

static int make(struct pdf_file *file, struct un_facts *facts, struct doc_maker *m)
{
	struct pdf_lines lines;
	struct pdf_drafts drafts;
	int rc = pdf_lines_make(&lines, file);

	if (rc == 0) {
		pdf_masthead(&lines, file, facts);
		pdf_furniture(&lines, file, facts);
		pdf_charts(&lines, file);
		rc = pdf_order(&lines, file);
	}
	if (rc == 0) {
		pdf_notes(&lines, file);
		rc = pdf_drafts_make(&drafts, file, &lines);
		if (rc == 0)
			rc = pdf_write(&drafts, facts, m);
		pdf_drafts_done(&drafts);
	}
	pdf_lines_done(&lines);
	return rc;
}

int parse_pdf(const struct parse_how *how, const char *xml, size_t len, struct doc_maker *m,
              struct err *err)
{
	struct un_facts facts = {.title = ""};
	struct pdf_file file;
	char pages[24];
	int rc;

	pdf_file_init(&file);
	rc = pdf_read(&file, xml, len, err);
	if (rc == 0 && is_scan(&file)) {
		write_scan(&file, m);
	} else if (rc == 0) {
		rc = make(&file, &facts, m);
		if (rc < 0)
			err_set(err, ERR_FAILED, "the PDF: out of memory");
		if (!*facts.title && !*facts.symbol && how->name)
			un_facts_title(&facts, how->name, strlen(how->name));
		un_facts_write(&facts, "pdf", NULL, m);
		snprintf(pages, sizeof pages, "%zu", file.pages.count);
		doc_add_fact(m, "pages", pages);
	}
	if (rc == 0 && file.slow)
		left_add_limit(m, LIMIT_TIME, SEAL_SECONDS);
	if (rc == 0 && file.large)
		left_add_limit(m, LIMIT_MEMORY, SEAL_MEGABYTES);
	if (rc == 0 && (file.full || how->all))
		left_add_limit(m, LIMIT_PAGES, file.pages.count);
	/* where we were given the first of it alone, that is told as the limit that it is */
	if (rc == 0 && file.cut && !how->all)
		doc_add_fact(m, "incomplete",
		             "the file is cut short: its last pages may be missing");
	pdf_file_done(&file);
	return rc;
}
