/* SPDX-License-Identifier: ISC */
/* fuzz target: a robots.txt of any bytes has an answer for each address; robots.txt itself may
 * always be asked for, and an empty one forbids nothing. The first line is the path. */
#include "config.h"

#include "fetch/acquire/robots.h"
#include "model/base/url.h"
#include "model/base/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* As palais-parse makes one of the file: its lines, in blocks. */
static struct doc *make(const char *text, size_t len)
{
	struct doc_maker *m = doc_maker_new(0);
	struct buf clean;
	struct doc *doc;

	buf_init(&clean, 4 * len + 16);
	utf8_clean(&clean, text, len, true);
	doc_begin(m, DOC_PRE);
	doc_add_str(m, clean.bytes);
	doc = doc_finish(m, NULL);
	buf_done(&clean);
	return doc;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *)data, *end = size ? memchr(text, '\n', size) : NULL;
	size_t path = end ? (size_t)(end - text) : size;
	struct doc *robots = make(end ? end + 1 : "", end ? size - path - 1 : 0);
	char *address = malloc(path + 40), *url;

	if (!robots || !address)
		abort();
	snprintf(address, path + 40, "https://x.example/%.*s", (int)path, text);
	url = url_normal(address);
	if (url) {
		bool allowed = robots_allow(robots, url);

		if (allowed != robots_allow(robots, url) || !robots_allow(NULL, url) ||
		    (!end && !allowed))
			abort();
	}
	if (!robots_allow(robots, "https://x.example/robots.txt"))
		abort();
	free(url);
	free(address);
	doc_free(robots);
	return 0;
}
