/* SPDX-License-Identifier: ISC */
/* fuzz target: whatever a page is, the scan gives libxml2 elements that are closed in their
 * order and no deeper than the tree is, the same in pieces of any size, in work that the
 * page's length bounds. The first byte chooses how it is read, and the pieces. */
#include "config.h"

#include "fetch/parse/html/scan.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds)
{
	if (!holds)
		abort();
}

static void scan_into(struct buf *out, const char *html, size_t len, bool xhtml, int room)
{
	struct buf jsonld;
	char piece[512];
	int n;

	buf_init(&jsonld, 1u << 20);
	struct html_scan *scan = html_scan_new(html, len, xhtml, &jsonld);
	must(scan);
	while ((n = html_scan_read(scan, piece, room)) > 0)
		buf_add(out, piece, (size_t)n);
	must(!html_scan_is_failed(scan));
	must(html_scan_work(scan) < (len + 1000) * HTML_DEPTH);
	html_scan_free(scan);
	buf_done(&jsonld);
}

/* What is given out: only what the scan writes itself begins with '<'. */
static void must_be_in_order(const char *s)
{
	unsigned depth = 0;

	for (; (s = strchr(s, '<')); s++) {
		if (s[1] == '/') {
			must(strncmp(s, "</q>", 4) == 0 && depth > 0);
			depth--;
			continue;
		}
		must(strncmp(s, "<q ", 3) == 0);
		const char *end = s;
		for (bool quoted = false; *end && (quoted || *end != '>'); end++)
			quoted ^= *end == '"';
		must(*end == '>');
		depth += end[-1] != '/';
		must(depth <= HTML_DEPTH);
		s = end;
	}
	must(depth == 0);
}

static unsigned depth_of(const struct html_node *node)
{
	unsigned depth = 0;
	for (; node->parent; node = node->parent)
		depth++;
	return depth;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf whole, cut, utf8;
	struct err err = {0};

	if (size == 0)
		return 0;
	bool xhtml = data[0] & 1;
	/* the scan is given UTF-8 without NUL */
	buf_init(&utf8, 4 * size + 1);
	for (size_t i = 1; i < size; i++)
		buf_utf8(&utf8, data[i] ? data[i] : ' ');
	buf_init(&whole, 64u << 20);
	buf_init(&cut, 64u << 20);
	scan_into(&whole, utf8.bytes, utf8.len, xhtml, 512);
	scan_into(&cut, utf8.bytes, utf8.len, xhtml, 1 + (data[0] >> 1) % 7);
	must(whole.len == cut.len && memcmp(whole.bytes, cut.bytes, whole.len) == 0);
	must_be_in_order(whole.bytes);
	struct html_page *page =
		html_parse(utf8.bytes, utf8.len, &(struct html_how){.xhtml = xhtml}, &err);
	must(page);
	for (struct html_node *node = page->root; node; node = html_walk(page->root, node))
		must(depth_of(node) <= HTML_DEPTH + 1);
	html_free(page);
	buf_done(&whole);
	buf_done(&cut);
	buf_done(&utf8);
	return 0;
}
