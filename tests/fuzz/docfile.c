/* SPDX-License-Identifier: ISC */
/* fuzz target: a docfile is refused or read; what is read is clean, can be laid
 * out and searched at any width, and written again it reads as the same. */
#include "config.h"

#include "model/base/utf8.h"
#include "model/doc/document.h"
#include "model/layout/wrap.h"
#include "model/symbol/symbol.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void lay_out(const struct doc *doc, int width)
{
	struct wrap *w = wrap_new(doc, width);
	const struct wrap_row *r;

	if (!w)
		return;
	for (size_t i = 0; (r = wrap_row(w, i)); i++)
		for (uint32_t k = 0; k < r->piece_count; k++) {
			const struct wrap_piece *p = &r->pieces[k];

			if (!utf8_is_clean(p->bytes, p->len, false))
				abort();
			if (p->text &&
			    (p->offset > p->text->len || p->len > p->text->len - p->offset))
				abort();
		}
	for (size_t b = 0; b < doc_block_count(doc); b++)
		wrap_find(w, b, 3);
	wrap_free(w);
}

static void find_symbols(const struct doc *doc)
{
	for (size_t b = 0; b < doc_block_count(doc); b++) {
		const struct doc_text *t = &doc_block(doc, b)->text;
		struct symbol_scan scan;
		struct symbol_match m;
		size_t from = 0;

		symbol_scan(&scan, t->bytes, t->len, NULL);
		while (symbol_next(&scan, &m)) {
			if (m.start < from || m.end > t->len || m.start >= m.end)
				abort();
			from = m.end;
		}
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct doc *doc = doc_read((const char *)data, size, NULL), *again;
	struct buf once, twice;

	if (!doc)
		return 0;
	buf_init(&once, 1 << 26);
	buf_init(&twice, 1 << 26);
	doc_write(doc, &once);
	again = doc_read(once.bytes, once.len, NULL);
	if (!again)
		abort();
	doc_write(again, &twice);
	if (once.len != twice.len || memcmp(once.bytes, twice.bytes, once.len))
		abort();
	lay_out(doc, 8);
	lay_out(doc, 40);
	lay_out(doc, 200);
	find_symbols(doc);
	doc_free(doc);
	doc_free(again);
	buf_done(&once);
	buf_done(&twice);
	return 0;
}
