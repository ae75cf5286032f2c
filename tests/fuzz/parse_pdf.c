/* SPDX-License-Identifier: ISC */
/* fuzz target: whatever is said to come from pdftohtml, there is a document, and its
 * docfile can be read. */
#include "config.h"

#include "tests/fuzz/parse_any.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char head[] = "<?xml version=\"1.0\"?><!DOCTYPE pdf2xml SYSTEM \"\">";
	const struct parse_how how = {.type = "application/pdf"};
	struct buf bytes;

	/* the seeds lack the head, so that what is tried is what comes after it */
	buf_init(&bytes, size + sizeof head);
	buf_str(&bytes, head);
	buf_add(&bytes, data, size);
	parse_any(&how, &bytes);
	return 0;
}
