/* SPDX-License-Identifier: ISC */
/* fuzz target: whatever the bytes are, there is a document, and its docfile can
 * be read. The first byte chooses how the page is described. */
#include "config.h"

#include "tests/fuzz/parse_any.h"

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
	struct buf bytes;

	if (size == 0)
		return 0;
	buf_init(&bytes, size + 1);
	buf_add(&bytes, data + 1, size - 1);
	parse_any(&hows[data[0] % (sizeof hows / sizeof *hows)], &bytes);
	return 0;
}
