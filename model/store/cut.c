/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/store/cut.h"

#include "model/base/utf8.h"
#include "model/text/word_case.h"

#include <stdlib.h>
#include <string.h>

struct cutter {
	const char *text;
	struct buf *out, *spelled;
	long count;
};

void cut_init(struct cut_document *c)
{
	buf_init(&c->title, DOC_MAX);
	buf_init(&c->body, 2 * (size_t)DOC_MAX);
	buf_init(&c->starts, DOC_MAX);
	buf_init(&c->spelled, 2 * (size_t)DOC_MAX);
}

void cut_done(struct cut_document *c)
{
	buf_done(&c->title);
	buf_done(&c->body);
	buf_done(&c->starts);
	buf_done(&c->spelled);
}

/* Words of languages whose forms are found by stems: those need the marks that folding
 * takes away. */
static void note_spelling(struct cutter *c, const char *term, const char *word, size_t len)
{
	char small[TERM_MAX + 1];

	if (word_small(word, len, small, sizeof small) && strcmp(small, term) != 0) {
		buf_add(c->spelled, term, strlen(term) + 1);
		buf_add(c->spelled, small, strlen(small) + 1);
	}
}

static int take_term(const char *term, size_t len, size_t from, size_t to, void *payload)
{
	struct cutter *c = payload;

	if (c->out->len)
		buf_char(c->out, ' ');
	buf_add(c->out, term, len);
	c->count++;
	if (c->spelled)
		note_spelling(c, term, c->text + from, to - from);
	return 0;
}

int cut_text(struct terms *t, const char *s, size_t len, struct buf *out, struct buf *spelled)
{
	struct cutter c = {s, out, spelled, 0};

	terms_cut(t, s, len, take_term, &c);
	return buf_ok(out) ? 0 : -1;
}

/* The call of a note is a term of its own, however close it stands. */
static void cut_spans(struct terms *t, struct cutter *c, const struct doc_text *text)
{
	uint32_t at = 0;

	for (uint32_t i = 0; i < text->span_count; i++) {
		const struct doc_span *span = &text->spans[i];

		if (span->kind != DOC_CALL || span->start < at)
			continue;
		c->text = text->bytes + at;
		terms_cut(t, c->text, span->start - at, take_term, c);
		c->text = text->bytes + span->start;
		terms_cut(t, c->text, span->end - span->start, take_term, c);
		at = span->end;
	}
	c->text = text->bytes + at;
	terms_cut(t, c->text, text->len - at, take_term, c);
}

static void put_number(struct buf *out, unsigned long n)
{
	for (; n >= 0x80; n >>= 7)
		buf_char(out, (char)(n | 0x80));
	buf_char(out, (char)n);
}

static void cut_body(struct terms *t, struct cut_document *c, const struct doc *doc)
{
	struct cutter body = {NULL, &c->body, &c->spelled, 0};
	long before = 0;

	for (size_t i = 0; i < doc_block_count(doc); i++) {
		const struct doc_block *b = doc_block(doc, i);

		put_number(&c->starts, (unsigned long)(body.count - before));
		before = body.count;
		if (b->kind == DOC_OTHER)
			continue;
		cut_spans(t, &body, &b->text);
		for (uint32_t r = 0; r < b->row_count; r++)
			for (uint32_t k = 0; k < b->rows[r].cell_count; k++)
				cut_spans(t, &body, &b->rows[r].cells[k].text);
	}
}

static void cut_facts(struct terms *t, struct cut_document *c, const struct doc *doc)
{
	const char *value = doc_fact(doc, DOC_TITLE);

	cut_text(t, value, strlen(value), &c->title, &c->spelled);
	for (size_t i = 0; i < doc_fact_count(doc); i++) {
		const char *name = doc_fact_at(doc, i, &value);

		if (!strcmp(name, DOC_SYMBOL) || !strcmp(name, DOC_ALIAS))
			cut_text(t, value, strlen(value), &c->title, NULL);
	}
}

int cut_document(struct cut_document *c, const struct doc *doc)
{
	const char *format = doc_fact(doc, DOC_FORMAT);
	struct terms *t;

	if (!strcmp(format, "feed") || !strcmp(format, "opml"))
		return 0;
	t = terms_new();
	if (!t)
		return -1;
	cut_facts(t, c, doc);
	cut_body(t, c, doc);
	terms_free(t);
	return buf_ok(&c->title) && buf_ok(&c->body) && buf_ok(&c->starts) && buf_ok(&c->spelled)
	               ? 0
	               : -1;
}

/* -- where terms stand ------------------------------------------------------ */

static long get_number(const unsigned char *at, size_t len, size_t *i)
{
	unsigned long n = 0;

	for (int shift = 0; *i < len && shift < 35; shift += 7) {
		unsigned char c = at[(*i)++];

		n |= (unsigned long)(c & 0x7f) << shift;
		if (!(c & 0x80))
			break;
	}
	return (long)n;
}

size_t cut_starts(const unsigned char *packed, size_t len, long **starts)
{
	long sum = 0;
	size_t i = 0, count = 0;

	/* each takes a byte or more */
	*starts = malloc((len + 1) * sizeof **starts);
	while (*starts && i < len) {
		sum += get_number(packed, len, &i);
		(*starts)[count++] = sum;
	}
	return count;
}
