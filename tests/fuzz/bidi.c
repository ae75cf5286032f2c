/* SPDX-License-Identifier: ISC */
/* fuzz target: a paragraph in any direction: each row's cells are of that row, no byte is shown
 * twice, and the same row asked for again is the same. The first byte is the direction and
 * where the row is cut. */
#include "config.h"

#include "model/base/utf8.h"
#include "model/text/bidi.h"
#include "model/text/characters.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds)
{
	if (!holds)
		abort();
}

static void check_row(struct bidi *b, size_t from, size_t to)
{
	char *seen = calloc(to - from + 1, 1);
	size_t count = 0, again = 0;
	const struct bidi_cell *cells = bidi_row(b, from, to, &count);

	must(seen && (cells || !count));
	for (size_t i = 0; i < count; i++) {
		must(cells[i].from >= from && cells[i].from <= cells[i].to && cells[i].to <= to);
		must(utf8_is_clean(bidi_shown(b) + cells[i].at, cells[i].len, true));
		for (size_t k = cells[i].from; k < cells[i].to; k++)
			must(!seen[k - from]++);
	}
	bidi_row(b, from, to, &again);
	must(again == count);
	free(seen);
}

/* Isolates were put in, U+2066 to U+2069, and nothing else. */
static void check_isolated(const struct buf *apart, const struct buf *text)
{
	size_t at = 0;

	for (size_t i = 0; i < apart->len;) {
		const char *c = apart->bytes + i;

		if (i + 3 <= apart->len && !memcmp(c, "\xe2\x81", 2) &&
		    (unsigned char)c[2] >= 0xa6 && (unsigned char)c[2] <= 0xa9) {
			i += 3;
			continue;
		}
		must(at < text->len && text->bytes[at++] == apart->bytes[i++]);
	}
	must(at == text->len);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bidi *b;
	struct buf text, apart;
	size_t cut;

	if (size < 2)
		return 0;
	buf_init(&text, 4 * size + 16);
	buf_init(&apart, 64 * size + 64);
	utf8_clean(&text, (const char *)data + 1, size - 1, false);
	b = bidi_new();
	if (b && text.len && bidi_read(b, text.bytes, text.len, data[0] % 3) == 0) {
		check_row(b, 0, text.len);
		for (cut = 0; cut < text.len && cut < data[0] / 3u;)
			cut += text_cluster(text.bytes + cut, text.len - cut);
		check_row(b, 0, cut);
		check_row(b, cut, text.len);
	}
	bidi_isolate(&apart, text.bytes, text.len);
	check_isolated(&apart, &text);
	bidi_free(b);
	buf_done(&text);
	buf_done(&apart);
	return 0;
}
