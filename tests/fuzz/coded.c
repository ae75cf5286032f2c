/* SPDX-License-Identifier: ISC */
/* fuzz target: bytes in the codings of HTTP, one in another: whatever they are, there is a
 * document. The first byte chooses the codings. */
#include "config.h"

#include "tests/fuzz/parse_any.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct parse_how hows[] = {
		{.type = "text/plain", .coding = "zstd"},
		{.type = "text/plain", .coding = "br"},
		{.type = "text/plain", .coding = "deflate"},
		{.type = "text/plain", .coding = "gzip"},
		{.type = "text/plain", .coding = "gzip, zstd"},
		{.type = "text/plain", .coding = "br, gzip"},
	};
	struct buf bytes;

	if (size == 0)
		return 0;
	buf_init(&bytes, size + 1);
	buf_add(&bytes, data + 1, size - 1);
	parse_any(&hows[data[0] % (sizeof hows / sizeof *hows)], &bytes);
	return 0;
}
