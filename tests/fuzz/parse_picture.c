/* SPDX-License-Identifier: ISC */
/* fuzz target: whatever a picture's bytes are, there is a document, and its docfile can be
 * read. */
#include "config.h"

#include "tests/fuzz/parse_any.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct parse_how how = {.base = "https://press.example/a.png"};
	struct buf bytes;

	buf_init(&bytes, size + 1);
	buf_add(&bytes, data, size);
	parse_any(&how, &bytes);
	return 0;
}
