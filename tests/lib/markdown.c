/* SPDX-License-Identifier: ISC */
/* markdown <DOCFILE: it as Markdown, with what no parser of today writes. */
#include "cli/print.h"

#include <stdio.h>

int main(void)
{
	struct buf in, out;
	struct err err = {0};
	struct doc *doc;
	char some[4096];
	size_t n;

	buf_init(&in, DOC_MAX);
	buf_init(&out, DOC_MAX);
	while ((n = fread(some, 1, sizeof some, stdin)) > 0)
		buf_add(&in, some, n);
	doc = doc_read(in.bytes, in.len, &err);
	if (doc) {
		print_markdown(doc, true, true, &out);
		fwrite(out.bytes, 1, out.len, stdout);
	} else {
		fprintf(stderr, "markdown: %s\n", err.text);
	}
	buf_done(&in);
	buf_done(&out);
	doc_free(doc);
	return doc ? 0 : 1;
}
