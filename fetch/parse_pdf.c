/* A PDF as pdftohtml tells it, into a document. */
#include "config.h"

#include "fetch/pdf.h"

#include "fetch/pdf_bytes.h"

#include <string.h>

int parse_no_pdf(const struct parse_how *how, const char *bytes, size_t len, struct doc_maker *m,
                 struct err *err)
{
	bool is_pdf = pdf_guess(bytes, len < PDF_WINDOW ? len : PDF_WINDOW, true) == PDF_IS;

	(void)how;
	(void)m;
	return err_set(err, ERR_FAILED, is_pdf ? "a PDF document that pdftohtml has not read"
	                                       : "said to be a PDF, but it is none");
}

int parse_pdf(const struct parse_how *how, const char *xml, size_t len, struct doc_maker *m,
              struct err *err)
{
	struct pdf_file file;

	(void)how;
	pdf_file_init(&file);
	if (pdf_read(&file, xml, len, err) < 0) {
		pdf_file_done(&file);
		return -1;
	}
	for (size_t i = 0; i < file.runs.count; i++) {
		doc_begin(m, DOC_PARAGRAPH);
		doc_add_text(m, pdf_run_text(&file, &file.runs.at[i]), file.runs.at[i].len);
	}
	pdf_file_done(&file);
	return 0;
}
