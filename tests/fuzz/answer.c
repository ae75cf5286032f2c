/* SPDX-License-Identifier: ISC */
/* fuzz target: the lines of an HTTP head. */
#include "config.h"

#include "fetch/wire/answer.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_plain(const char *s)
{
	for (; *s; s++)
		if ((unsigned char)*s < 0x20 || *s == 0x7f)
			abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *at = (const char *)data, *end = at + size, *line_end;
	struct answer a;

	answer_init(&a);
	for (; at < end; at = line_end) {
		/* A copy, so that reading past its end is seen. */
		char *line;
		size_t len;
		int rc;

		line_end = memchr(at, '\n', (size_t)(end - at));
		line_end = line_end ? line_end + 1 : end;
		len = (size_t)(line_end - at);
		line = malloc(len);
		if (!line)
			break;
		memcpy(line, at, len);
		rc = answer_line(&a, line, len);
		free(line);
		if (rc)
			break;
	}
	check_plain(a.type);
	check_plain(a.charset);
	check_plain(a.coding);
	check_plain(a.etag);
	check_plain(a.location);
	if (a.length < -1 || strlen(a.block.bytes) != a.block.len)
		abort();
	answer_done(&a);
	return 0;
}
