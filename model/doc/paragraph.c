/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/doc/paragraph.h"

#include "model/text/characters.h"

#include <stdio.h>
#include <string.h>

/* A paragraph of items belongs to the number before it, so many blocks back. */
#define NUMBER_BACK 200

static bool has_letters(const char *s)
{
	enum text_word what;

	for (size_t len = strlen(s), at = 0; at < len;) {
		at += text_word(s + at, len - at, &what);
		if (what == TEXT_WORD_LETTERS)
			return true;
	}
	return false;
}

void paragraph_label(const struct doc *doc, size_t first, size_t block,
                     char out[PARAGRAPH_LABEL_MAX])
{
	const struct doc_block *b = doc_block(doc, block);
	const char *item = b->kind == DOC_ITEM && has_letters(b->marker) ? b->marker : "";

	snprintf(out, PARAGRAPH_LABEL_MAX, "%s", b->number);
	for (size_t n = 0; !*out && *item && block > first && n < NUMBER_BACK; n++) {
		const struct doc_block *before = doc_block(doc, --block);

		if (before->kind != DOC_ITEM && before->kind != DOC_PARAGRAPH)
			break;
		if (*before->number)
			snprintf(out, PARAGRAPH_LABEL_MAX, "%.40s %.40s", before->number, item);
		else if (before->kind != DOC_ITEM)
			break;
	}
}

/* Adds the words of a text to those before. */
static void add_words(const struct doc_text *t, struct buf *out)
{
	bool blank = out->len > 0;

	for (size_t at = 0; at < t->len;) {
		enum text_word what;
		size_t n = text_word(t->bytes + at, t->len - at, &what);

		if (what == TEXT_WORD_SPACE) {
			blank = out->len > 0;
		} else {
			if (blank)
				buf_char(out, ' ');
			blank = false;
			buf_add(out, t->bytes + at, n);
		}
		at += n;
	}
}

void paragraph_words(const struct doc_block *b, struct buf *out)
{
	add_words(&b->text, out);
	for (uint32_t r = 0; r < b->row_count; r++)
		for (uint32_t c = 0; c < b->rows[r].cell_count; c++)
			add_words(&b->rows[r].cells[c].text, out);
}

void paragraph_stretch(const struct doc_text *text, size_t start, size_t end, uint32_t *from,
                       uint32_t *to)
{
	size_t folded = 0;
	bool blank = false, begun = false;

	*from = *to = 0;
	for (size_t at = 0; at < text->len && folded < end;) {
		enum text_word what;
		size_t n = text_word(text->bytes + at, text->len - at, &what);

		if (what == TEXT_WORD_SPACE) {
			blank = folded > 0;
			at += n;
			continue;
		}
		folded += blank;
		blank = false;
		if (!begun && folded + n > start) {
			*from = (uint32_t)(at + (start > folded ? start - folded : 0));
			begun = true;
		}
		*to = (uint32_t)(at + (end < folded + n ? end > folded ? end - folded : 0 : n));
		folded += n;
		at += n;
	}
	if (!begun || *to < *from)
		*from = *to = 0;
}
