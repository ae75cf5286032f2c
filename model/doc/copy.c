/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/doc/copy.h"

#include <stdio.h>

void doc_copy_facts(struct doc_maker *m, const struct doc *doc)
{
	for (size_t i = 0; i < doc_fact_count(doc); i++) {
		const char *value, *name = doc_fact_at(doc, i, &value);

		doc_add_fact(m, name, value);
	}
}

static void copy_attr(struct doc_maker *m, const char *name, const char *value)
{
	if (*value)
		doc_attr(m, name, value);
}

void doc_copy_begin(struct doc_maker *m, const struct doc_block *b)
{
	char level[12];

	doc_begin(m, b->kind);
	snprintf(level, sizeof level, "%d", b->level);
	doc_attr(m, "level", level);
	copy_attr(m, "dir", b->dir == DOC_RTL ? "rtl" : b->dir == DOC_LTR ? "ltr" : "");
	copy_attr(m, "lang", b->lang);
	copy_attr(m, "anchor", b->anchor);
	copy_attr(m, "number", b->number);
	copy_attr(m, "marker", b->marker);
	copy_attr(m, "page", b->page);
	copy_attr(m, "credit", b->credit);
	copy_attr(m, "picture", b->picture);
	copy_attr(m, "pixels", b->pixels);
	copy_attr(m, "other", b->other);
}

void doc_copy_text(struct doc_maker *m, const struct doc_text *t)
{
	uint32_t from = doc_text_length(m);

	doc_add_text(m, t->bytes, t->len);
	for (uint32_t i = 0; i < t->span_count; i++) {
		const struct doc_span *s = &t->spans[i];

		doc_add_span(m, s->kind, from + s->start, from + s->end, s->value);
	}
}

static void copy_plain(struct doc_maker *m, const struct doc_text *t, void *payload)
{
	(void)payload;
	doc_copy_text(m, t);
}

void doc_copy_block(struct doc_maker *m, const struct doc_block *b, doc_copy_fn *copy,
                    void *payload)
{
	if (!copy)
		copy = copy_plain;
	doc_copy_begin(m, b);
	copy(m, &b->text, payload);
	for (uint32_t r = 0; r < b->row_count; r++) {
		doc_add_row(m);
		for (uint32_t c = 0; c < b->rows[r].cell_count; c++) {
			const struct doc_cell *cell = &b->rows[r].cells[c];

			doc_add_cell(m, cell->header, cell->colspan, cell->rowspan);
			copy(m, &cell->text, payload);
		}
	}
}
