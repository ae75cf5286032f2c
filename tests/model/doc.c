/* SPDX-License-Identifier: ISC */
/* Documents: making, the docfile form there and back, and what it refuses. */
#include "config.h"

#include "model/doc/copy.h"
#include "model/doc/document.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Everything that a docfile can carry. */
static const char full[] = "docfile 1\n"
			   "F title A title of our own\n"
			   "F symbol S/RES/1(2099)\n"
			   "F language en\n"
			   "B heading\n"
			   "A level 2\n"
			   "A anchor top\n"
			   "T Heading\n"
			   "B paragraph\n"
			   "A dir rtl\n"
			   "A lang ar\n"
			   "A number 4\n"
			   "A marker 4.\n"
			   "A page 7\n"
			   "T Some text with a note and a link\n"
			   "S 5 9 em\n"
			   "S 17 21 call n1\n"
			   "S 28 32 link https://example.org/x y\n"
			   "B item\n"
			   "A level 2\n"
			   "A marker (a)\n"
			   "T An item\n"
			   "B quote\n"
			   "A level 1\n"
			   "T A quotation\n"
			   "B table\n"
			   "T Caption\n"
			   "R\n"
			   "C h 1 1\n"
			   "T Year\n"
			   "C h 2 1\n"
			   "T Value\n"
			   "R\n"
			   "C d 1 2\n"
			   "T 2015\n"
			   "S 0 4 strong\n"
			   "C d 1 1\n"
			   "B figure\n"
			   "A credit Somebody\n"
			   "T A picture of something\n"
			   "B note\n"
			   "A anchor n1\n"
			   "A marker 1\n"
			   "T A footnote\n"
			   "B rule\n"
			   "B pre\n"
			   "T two\n"
			   "T   lines\n"
			   ".\n";

static struct doc *must_read(const char *s)
{
	struct err err = {0};
	struct doc *doc = doc_read(s, strlen(s), &err);

	if (!doc)
		fail_msg("%s", err.text);
	return doc;
}

static void test_there_and_back(void **state)
{
	struct doc *doc = must_read(full);
	struct buf out;

	(void)state;
	buf_init(&out, 1 << 20);
	doc_write(doc, &out);
	assert_string_equal(out.bytes, full);
	buf_done(&out);
	doc_free(doc);
}

/* What version 1 did not have makes a file of version 2, in a block or in a cell. */
static void test_there_and_back_2(void **state)
{
	static const char in_block[] = "docfile 2\nB paragraph\nT let [-40-] {+35+} through\n"
				       "S 4 10 del\nS 11 17 ins\n.\n";
	static const char in_cell[] = "docfile 2\nB table\nR\nC d 1 1\nT [-40-]\n"
				      "S 0 6 del\n.\n";
	static const char *const all[] = {in_block, in_cell};

	(void)state;
	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		struct doc *doc = must_read(all[i]);
		struct buf out;

		buf_init(&out, 1 << 20);
		doc_write(doc, &out);
		assert_string_equal(out.bytes, all[i]);
		buf_done(&out);
		doc_free(doc);
	}
}

/* A span that says so and a text that does not, or the other way round. */
static void test_marks(void **state)
{
	struct doc *doc = must_read("docfile 2\nB paragraph\nT [-a-] {+b+} cde [-f-]\nS 0 5 del\n"
	                            "S 6 11 ins\nS 12 15 del\nS 16 21 ins\nS 16 19 del\n.\n");
	const struct doc_text *t = &doc_block(doc, 0)->text;
	static const bool want[] = {true, true, false, false, false};

	(void)state;
	assert_int_equal(t->span_count, 5);
	for (uint32_t i = 0; i < t->span_count; i++)
		assert_int_equal(doc_is_marked(t, &t->spans[i]), want[i]);
	doc_free(doc);
}

static void test_contents(void **state)
{
	struct doc *doc = must_read(full);
	const struct doc_block *b;

	(void)state;
	assert_string_equal(doc_fact(doc, DOC_TITLE), "A title of our own");
	assert_string_equal(doc_fact(doc, "no such fact"), "");
	assert_int_equal(doc_block_count(doc), 9);
	b = doc_block(doc, 1);
	assert_int_equal(b->kind, DOC_PARAGRAPH);
	assert_int_equal(b->dir, DOC_RTL);
	assert_string_equal(b->number, "4");
	assert_int_equal(b->text.span_count, 3);
	assert_int_equal(b->text.spans[1].kind, DOC_CALL);
	assert_string_equal(b->text.spans[2].value, "https://example.org/x y");
	b = doc_block(doc, 4);
	assert_int_equal(b->row_count, 2);
	assert_true(b->rows[0].cells[0].header);
	assert_int_equal(b->rows[0].cells[1].colspan, 2);
	assert_int_equal(b->rows[1].cells[0].rowspan, 2);
	assert_memory_equal(b->text.bytes, "Caption", 7);
	b = doc_block(doc, 8);
	assert_int_equal(b->text.len, 11);
	assert_memory_equal(b->text.bytes, "two\n  lines", 11);
	assert_int_equal(doc_find_anchor(doc, "n1"), 6);
	assert_int_equal(doc_find_anchor(doc, "page=7"), 1);
	assert_int_equal(doc_find_anchor(doc, "nowhere"), -1);
	doc_free(doc);
}

static void refuse(const char *s, const char *why)
{
	struct err err = {0};
	struct doc *doc = doc_read(s, strlen(s), &err);

	if (doc)
		fail_msg("read what should be refused (%s): %s", why, s);
	if (!strstr(err.text, why))
		fail_msg("refused for another reason: %s, not %s", err.text, why);
}

static void test_refused(void **state)
{
	(void)state;
	refuse("", "not a docfile");
	refuse("docfile x\n.\n", "not a docfile");
	refuse("docfile 1\nF title x\n", "no end line");
	refuse("docfile 1\nF title x", "cut in the middle");
	refuse("docfile 1\nF title\n.\n", "without name or value");
	refuse("docfile 1\nB paragraph\nF title x\n.\n", "after the first block");
	refuse("docfile 1\nB aria\n.\n", "unknown kind of block");
	refuse("docfile 1\nT text\n.\n", "text outside");
	refuse("docfile 1\nA level 1\n.\n", "attribute outside");
	refuse("docfile 1\nB paragraph\nA colour red\n.\n", "unknown attribute");
	refuse("docfile 1\nB paragraph\nS 0 1 em\n.\n", "span without text");
	refuse("docfile 1\nB paragraph\nT ab\nS 0 3 em\n.\n", "outside its text");
	refuse("docfile 1\nB paragraph\nT ab\nS 1 1 em\n.\n", "outside its text");
	refuse("docfile 1\nB paragraph\nT ab\nS 0 99999999999999999999 em\n.\n",
	       "outside its text");
	refuse("docfile 1\nB paragraph\nT [-a-]\nS 0 5 del\n.\n", "unknown kind of span");
	refuse("docfile 1\nB paragraph\nT ab\nS 0 1 blink\n.\n", "unknown kind of span");
	refuse("docfile 1\nB paragraph\nR\n.\n", "row outside");
	refuse("docfile 1\nB paragraph\nC d 1 1\n.\n", "cell outside");
	refuse("docfile 1\nB table\nR\nC x 1 1\n.\n", "neither h nor d");
	refuse("docfile 1\nB table\nR\nC d one 1\n.\n", "without spans");
	refuse("docfile 1\nX y\n.\n", "unknown tag");
	refuse("docfile 1\nrubbish\n.\n", "neither a tag");
	refuse("docfile 1\n.\nmore\n", "after the end line");
}

/* What a newer version brings is kept, and not shown. */
static void test_newer(void **state)
{
	static const char newer[] = "docfile 2\nF title x\nB hologram\nT inside\nB paragraph\n"
				    "A colour red\nT ab\nS 0 1 blink\nX what\n.\n";
	struct doc *doc = must_read(newer);
	struct buf out;

	(void)state;
	assert_int_equal(doc_block(doc, 0)->kind, DOC_OTHER);
	assert_int_equal(doc_block(doc, 1)->text.span_count, 0);
	buf_init(&out, 1000);
	doc_write(doc, &out);
	assert_non_null(strstr(out.bytes, "B hologram\nT inside\n"));
	assert_memory_equal(out.bytes, "docfile 2\n", 10);
	buf_done(&out);
	doc_free(doc);
}

/* The reader cleans what a parser may have forgotten, everywhere. */
static void test_cleaned(void **state)
{
	struct doc *doc = must_read("docfile 1\nF title a\033[31mb\u202ec\nB item\n"
	                            "A marker \033[2J\nA credit x\xc2\x85"
	                            "y\nT one\033]0;z\atwo\xff\n"
	                            "S 0 3 link http://h/\033[31m\n.\n");
	const struct doc_block *b = doc_block(doc, 0);
	struct buf out;

	(void)state;
	assert_string_equal(doc_fact(doc, DOC_TITLE), "a␛[31mbc");
	assert_string_equal(b->marker, "␛[2J");
	assert_string_equal(b->text.spans[0].value, "http://h/␛[31m");
	buf_init(&out, 1000);
	doc_write(doc, &out);
	for (size_t i = 0; i < out.len; i++)
		assert_true(out.bytes[i] == '\n' || (unsigned char)out.bytes[i] >= 0x20);
	doc_free(doc);
	buf_done(&out);
}

/* A level that no document has is the lowest or the highest there is. */
static void test_levels(void **state)
{
	struct doc *doc = must_read("docfile 1\nB heading\nA level 4294967298\nT One\n"
	                            "B heading\nA level -4294967294\nT Two\n"
	                            "B heading\nA level 21\nT Three\n.\n");

	(void)state;
	assert_int_equal(doc_block(doc, 0)->level, 20);
	assert_int_equal(doc_block(doc, 1)->level, 1);
	assert_int_equal(doc_block(doc, 2)->level, 20);
	doc_free(doc);
}

/* What a reader has marked is of what is shown: no docfile has it. */
static void test_reader(void **state)
{
	struct doc_maker *m = doc_maker_new(0);
	struct doc *doc;
	struct buf b;

	(void)state;
	doc_begin(m, DOC_PARAGRAPH);
	doc_add_str(m, "One two");
	doc_add_span(m, DOC_READER, 0, 3, DOC_READER_HIGHLIGHT);
	doc_add_span(m, DOC_EM, 4, 7, "");
	doc = doc_finish(m, NULL);
	assert_int_equal(doc_block(doc, 0)->text.span_count, 2);
	buf_init(&b, 1000);
	doc_write(doc, &b);
	assert_string_equal(b.bytes, "docfile 1\nB paragraph\nT One two\nS 4 7 em\n.\n");
	buf_done(&b);
	doc_free(doc);
}

/* What a fact is not is left out, whoever tells it. */
static void test_facts(void **state)
{
	static const struct {
		const char *name, *value;
		bool stands;
	} cases[] = {
		{"date", "2026", true},
		{"date", "2026-12", true},
		{"date", "2026-12-31", true},
		{"date", "2026-01-01/2026-12", true},
		{"modified", "2026-03", true},
		{"date", "2026--3", false},
		{"date", "-026-03", false},
		{"date", "2026-00", false},
		{"date", "2026-13", false},
		{"date", "2026-03-00", false},
		{"date", "2026-03-32", false},
		{"date", "2026-03-01T", false},
		{"date", "2026-3-1", false},
		{"date", "0000", false},
		{"date", "2026/", false},
		{"date", "2026/2027/2028", false},
		{"date", "yesterday", false},
		{"modified", "2026-99", false},
		{"pages", "4", true},
		{"pages", "999999999", true},
		{"pages", "1000000000", false},
		{"pages", "-4", false},
		{"mended", "-1", false},
		{"refused", "18446744073709551615", false},
		{"url", "https://un.org/a", true},
		{"url", "file:///etc/passwd", false},
		{"url", "javascript:x", false},
		{"author", "2026--3", true},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char text[200];
		struct doc *doc;

		snprintf(text, sizeof text, "docfile 1\nF %s %s\nB paragraph\nT x\n.\n",
		         cases[i].name, cases[i].value);
		doc = doc_read(text, strlen(text), NULL);
		assert_non_null(doc);
		if ((*doc_fact(doc, cases[i].name) != '\0') != cases[i].stands)
			fail_msg("%s %s", cases[i].name, cases[i].value);
		doc_free(doc);
	}
}

static void test_maker(void **state)
{
	struct doc_maker *m = doc_maker_new(0);
	struct doc *doc;
	const struct doc_block *b;

	(void)state;
	doc_add_fact(m, DOC_TITLE, "");
	assert_false(doc_has_fact(m, DOC_TITLE));
	doc_add_str(m, "text before any block falls away");
	doc_begin(m, DOC_PARAGRAPH);
	doc_add_str(m, "é and ");
	doc_add_link(m, "here", "#x");
	doc_add_span(m, DOC_EM, 1, 2, NULL); /* inside é: moves out of it, and is empty */
	doc_add_span(m, DOC_STRONG, 0, 100, NULL);
	doc = doc_finish(m, NULL);
	b = doc_block(doc, 0);
	assert_int_equal(b->text.len, 11);
	assert_int_equal(b->text.spans[0].kind, DOC_STRONG); /* sorted: the wider first */
	assert_int_equal(b->text.spans[0].end, 11);
	assert_int_equal(b->text.spans[b->text.span_count - 1].kind, DOC_LINK);
	doc_free(doc);
}

static void test_maximum(void **state)
{
	struct doc_maker *m = doc_maker_new(4096);
	struct err err = {0};

	(void)state;
	for (int i = 0; i < 1000; i++) {
		doc_begin(m, DOC_PARAGRAPH);
		doc_add_str(m, "more and more text");
	}
	assert_null(doc_finish(m, &err));
	assert_int_equal(err.code, ERR_FAILED);
}

/* What a maker that cuts is filled with. */
enum filling { BLOCKS, TEXT, LETTERS, LINES, LINKS, ROWS, CELLS, ANCHORS, FILLINGS };

static void fill(struct doc_maker *m, enum filling with)
{
	switch (with) {
	case BLOCKS:
		doc_begin(m, DOC_PARAGRAPH);
		doc_add_str(m, "more");
		break;
	case TEXT:
		doc_add_str(m, "more and more ");
		break;
	case LETTERS:
		doc_add_str(m, "\u0645\u0627\u0621 \x01 ");
		break;
	case LINES:
		doc_add_str(m, "a\n");
		break;
	case LINKS:
		doc_add_link(m, "here", "#x");
		break;
	case ROWS:
		doc_add_row(m);
		doc_add_cell(m, false, 1, 1);
		doc_add_str(m, "more");
		break;
	case CELLS:
		doc_add_cell(m, false, 1, 1);
		doc_add_str(m, "more");
		break;
	default:
		doc_begin(m, DOC_HEADING);
		doc_attr(m, "anchor", "more-and-more-and-more");
		doc_add_str(m, "x");
	}
}

/* One that cuts gives the beginning of whatever it is filled with, in as many bytes as were
 * allowed, as docfile as well, and all facts. */
static void test_cut(void **state)
{
	const size_t most = 20000;

	(void)state;
	for (int with = 0; with < FILLINGS; with++) {
		struct doc_maker *m = doc_maker_new(most), *other;
		struct err err = {0};
		struct doc *doc, *again;
		struct buf out;
		size_t count = 0;

		doc_maker_cut(m);
		doc_add_fact(m, DOC_LANGUAGE, "en");
		doc_begin(m, with == LINES                   ? DOC_PRE
		             : with == ROWS || with == CELLS ? DOC_TABLE
		                                             : DOC_PARAGRAPH);
		doc_add_str(m, "first");
		while (!doc_is_cut(m) && count++ < most)
			fill(m, (enum filling)with);
		assert_true(doc_is_cut(m));
		count = doc_maker_size(m);
		fill(m, (enum filling)with);
		doc_begin(m, DOC_PARAGRAPH);
		doc_add_link(m, "nothing", "#y");
		doc_add_fact(m, DOC_TITLE, "Fits");
		assert_int_equal(doc_maker_size(m), count);
		doc = doc_finish(m, &err);
		assert_non_null(doc);
		assert_string_equal(doc_fact(doc, DOC_TITLE), "Fits");
		assert_memory_equal(doc_block(doc, 0)->text.bytes, "first", 5);
		buf_init(&out, 10 * most);
		doc_write(doc, &out);
		assert_in_range(out.len, most / 12, most + 100);
		again = doc_read(out.bytes, out.len, &err);
		assert_non_null(again);
		assert_int_equal(doc_size(again), doc_size(doc));
		doc_free(again);
		/* and who reads it needs no more room than its maker had */
		other = doc_maker_new(most + 200);
		for (size_t i = 0; i < doc_block_count(doc); i++)
			doc_copy_block(other, doc_block(doc, i), NULL, NULL);
		again = doc_finish(other, &err);
		assert_non_null(again);
		doc_free(again);
		doc_free(doc);
		buf_done(&out);
	}
}

static void find_more(struct doc_finding *found, const struct doc_text *text, void *payload)
{
	const char *at = text->bytes;

	(void)payload;
	while (at + 4 <= text->bytes + text->len) {
		if (!memcmp(at, "more", 4))
			doc_found(found, DOC_LINK, (size_t)(at - text->bytes),
			          (size_t)(at - text->bytes) + 4, "#more");
		at++;
	}
}

static void test_find_spans(void **state)
{
	struct doc_maker *m = doc_maker_new(4096);
	const struct doc_text *t;
	struct doc *doc;

	(void)state;
	doc_begin(m, DOC_PARAGRAPH);
	doc_add_str(m, "more and more, and none");
	doc_add_span(m, DOC_EM, 0, 8, NULL);
	doc_add_span(m, DOC_STRONG, 9, 11, NULL);
	doc_begin(m, DOC_TABLE);
	doc_add_cell(m, false, 1, 1);
	doc_add_str(m, "none");
	doc_add_cell(m, false, 1, 1);
	doc_add_str(m, "no more");
	doc = doc_finish(m, NULL);
	assert_int_equal(doc_find_spans(doc, find_more, NULL), 0);
	t = &doc_block(doc, 0)->text;
	assert_int_equal(t->span_count, 4);
	assert_int_equal(t->spans[0].kind, DOC_EM); /* the wider first */
	assert_int_equal(t->spans[1].kind, DOC_LINK);
	assert_int_equal(t->spans[1].end, 4);
	assert_string_equal(t->spans[1].value, "#more");
	assert_int_equal(t->spans[2].kind, DOC_LINK);
	assert_int_equal(t->spans[2].start, 9);
	assert_int_equal(t->spans[3].kind, DOC_STRONG);
	assert_int_equal(doc_block(doc, 1)->rows[0].cells[0].text.span_count, 0);
	assert_int_equal(doc_block(doc, 1)->rows[0].cells[1].text.span_count, 1);
	doc_free(doc);
}

/* No more than the document's maximum leaves room for. */
static void test_find_spans_full(void **state)
{
	struct doc_maker *m = doc_maker_new(4096);
	struct doc_maker *copy = doc_maker_new(4096);
	struct doc *doc;

	(void)state;
	doc_begin(m, DOC_PARAGRAPH);
	for (int i = 0; i < 400; i++)
		doc_add_str(m, "more ");
	doc = doc_finish(m, NULL);
	assert_int_equal(doc_find_spans(doc, find_more, NULL), 0);
	assert_in_range(doc_block(doc, 0)->text.span_count, 10, 4096 / sizeof(struct doc_span));
	doc_copy_block(copy, doc_block(doc, 0), NULL, NULL);
	doc_free(doc);
	doc = doc_finish(copy, NULL);
	assert_non_null(doc);
	doc_free(doc);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_there_and_back), cmocka_unit_test(test_contents),
		cmocka_unit_test(test_refused),        cmocka_unit_test(test_newer),
		cmocka_unit_test(test_cleaned),        cmocka_unit_test(test_maker),
		cmocka_unit_test(test_maximum),        cmocka_unit_test(test_there_and_back_2),
		cmocka_unit_test(test_marks),          cmocka_unit_test(test_cut),
		cmocka_unit_test(test_find_spans),     cmocka_unit_test(test_find_spans_full),
		cmocka_unit_test(test_facts),          cmocka_unit_test(test_reader),
		cmocka_unit_test(test_levels),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
