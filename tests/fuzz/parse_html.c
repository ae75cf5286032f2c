/* fuzz target: whatever the bytes are, there is a document, and its docfile can
 * be read. The first byte chooses how the page is described. */
#include "config.h"

#include "fetch/parse/core/parser.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct parse_how hows[] = {
		{.type = "text/html", .base = "https://x.example/a/b"},
		{.type = "text/html", .charset = "utf-8"},
		{.name = "x.html"},
		{.coding = "gzip"},
		{.coding = "br, deflate"},
		{.type = "text/plain"},
	};
	struct charset_set *set = charset_open(NULL);
	struct buf bytes, file;
	struct err err = {0};
	if (!set || size == 0) {
		charset_close(set);
		return 0;
	}
	buf_init(&bytes, size + 1);
	buf_add(&bytes, data + 1, size - 1);
	struct doc *doc =
		parse_bytes(&hows[data[0] % (sizeof hows / sizeof *hows)], set, &bytes, &err);
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
