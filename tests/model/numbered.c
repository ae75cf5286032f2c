/* SPDX-License-Identifier: ISC */
/* Numbers behind links and marks before calls of notes, in texts with more of them than any
 * that somebody wrote by hand. */
#include "config.h"

#include "model/doc/document.h"
#include "model/views/document.h"
#include "tests/lib/check.h"

#include <stdio.h>
#include <string.h>

#define LINKS 300

/* A paragraph of words, each a link to an address of its own and behind it the call of a note. */
static struct doc *make(bool links)
{
	struct doc_maker *m = doc_maker_new(0);
	char word[32], address[64];
	uint32_t at = 0;
	struct err err;

	doc_begin(m, DOC_PARAGRAPH);
	for (int i = 1; i <= LINKS; i++)
		doc_add_str(m, "word7 ");
	for (int i = 1; i <= LINKS; i++, at += 6) {
		snprintf(address, sizeof address, "https://ledger.example/%d", i);
		snprintf(word, sizeof word, "#n%d", i);
		if (links)
			doc_add_span(m, DOC_LINK, at, at + 4, address);
		doc_add_span(m, DOC_CALL, at + 4, at + 5, word);
	}
	return doc_finish(m, &err);
}

static const struct doc_block *paragraph_of(const struct doc *presented)
{
	for (size_t i = 0; i < doc_block_count(presented); i++)
		if (doc_block(presented, i)->kind == DOC_PARAGRAPH)
			return doc_block(presented, i);
	fail();
	return NULL;
}

static void test_every_link_has_its_number(void **state)
{
	struct document_view how = {.numbers = true, .origin = "a ledger"};
	struct doc *doc = make(true), *presented;
	const struct doc_block *b;
	char want[64];
	struct err err;
	size_t at = 0, spans = 0;

	(void)state;
	presented = document_view_make(doc, &how, &err);
	b = doc_block(presented, document_view_head(presented));
	for (size_t i = 1; i <= LINKS; i++) {
		size_t n = (size_t)snprintf(want, sizeof want, "word[%zu]^7 ", i);

		n -= i == LINKS && at + n > b->text.len; /* the blank at the end */
		if (at + n > b->text.len || memcmp(b->text.bytes + at, want, n) != 0)
			fail_msg("%zu: %.*s", i, 20, b->text.bytes + at);
		at += n;
	}
	assert_int_equal(at, b->text.len);
	for (uint32_t i = 0; i < b->text.span_count; i++) {
		const struct doc_span *s = &b->text.spans[i];
		const char *words = b->text.bytes + s->start;

		if (s->kind == DOC_LINK)
			assert_memory_equal(words, "word[", 5);
		else
			assert_memory_equal(words, "7", 1);
		spans++;
	}
	assert_int_equal(spans, 2 * LINKS);
	b = doc_block(presented, document_view_head(presented) + LINKS);
	assert_string_equal(b->marker, "[300]");
	assert_memory_equal(b->text.bytes, "https://ledger.example/300", 26);
	doc_free(presented);
	doc_free(doc);
}

static void test_every_call_is_told(void **state)
{
	struct doc *doc = make(false), *text;
	const struct doc_block *b;
	size_t calls = 0;
	struct err err;

	(void)state;
	text = document_view_text(doc, &err);
	b = paragraph_of(text);
	for (size_t i = 0; i < b->text.len; i++)
		calls += b->text.bytes[i] == '^';
	assert_int_equal(calls, LINKS);
	doc_free(text);
	doc_free(doc);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_link_has_its_number),
		cmocka_unit_test(test_every_call_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
