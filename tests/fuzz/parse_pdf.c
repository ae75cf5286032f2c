/* fuzz target: whatever is said to come from pdftohtml, there is a document, and its
 * docfile can be read. */
#include "config.h"

#include "fetch/parse/core/parser.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char head[] = "<?xml version=\"1.0\"?><!DOCTYPE pdf2xml SYSTEM \"\">";
	const struct parse_how how = {.type = "application/pdf"};
	struct charset_set *set = charset_open(NULL);
	struct buf bytes, file;
	struct err err = {0};
	struct doc *doc;

	if (!set)
		return 0;
	/* the seeds lack the head, so that what is tried is what comes after it */
	buf_init(&bytes, size + sizeof head);
	buf_str(&bytes, head);
	buf_add(&bytes, data, size);
	doc = parse_bytes(&how, set, &bytes, &err);
	if (!doc)
		abort();
	buf_init(&file, DOC_MAX);
	doc_write(doc, &file);
	doc_free(doc);
	doc = doc_read(file.bytes, file.len, &err);
	if (!doc)
		abort();
	doc_free(doc);
	buf_done(&file);
	buf_done(&bytes);
	charset_close(set);
	return 0;
}
