/* SPDX-License-Identifier: ISC */
/* What is left out: the fact as it is written and read, and the words for it. */
#include "config.h"

#include "model/doc/left_out.h"
#include "tests/lib/check.h"

#include <stdio.h>
#include <string.h>

static struct doc *read(const char *facts)
{
	struct err err = {0};
	char text[2000];
	struct doc *doc;

	snprintf(text, sizeof text, "docfile 1\n%sB paragraph\nT x\n.\n", facts);
	doc = doc_read(text, strlen(text), &err);
	if (!doc)
		fail_msg("%s", err.text);
	return doc;
}

static void check_words(const char *facts, const char *want)
{
	struct doc *doc = read(facts);
	struct buf b;

	buf_init(&b, 4000);
	left_words(doc, &b);
	assert_string_equal(b.bytes ? b.bytes : "", want);
	buf_done(&b);
	doc_free(doc);
}

static void words(void **state)
{
	(void)state;
	check_words("", "");
	check_words("F left links 26 lists 2 forms 1\n", "left out: 26 links, 2 lists, a form");
	check_words("F left links 1 lists 1 tables 1 paragraphs 1 words 1 forms 1 buttons 1 "
	            "pictures 1 embedded 1 comments 1\n",
	            "left out: a link, a list, a table, a paragraph, a word, a form, a button, a "
	            "picture, an embedded document, a comment");
	check_words("F left links 2 lists 3 tables 4 paragraphs 5 words 6 forms 7 buttons 8 "
	            "pictures 9 embedded 10 comments 11\n",
	            "left out: 2 links, 3 lists, 4 tables, 5 paragraphs, 6 words, 7 forms, 8 "
	            "buttons, 9 pictures, 10 embedded documents, 11 comments");
	check_words("F limit entries 2000\n", "too long: the first 2,000 entries were read");
	check_words("F limit bytes 58720256\n", "too large: the first 58.7 MB of text were read");
	check_words("F limit elements 3000000\n",
	            "too large: the first 3,000,000 elements were read");
	check_words("F limit blocks 1500000\n",
	            "too large: the first 1,500,000 paragraphs were read");
	check_words("F limit pages 12\n", "too large: the first 12 pages were read");
	check_words("F left links 3\nF limit depth 200\nF limit entries 9\n",
	            "left out: 3 links · what is nested more than 200 deep is shown as plain "
	            "text · too long: the first 9 entries were read");
}

/* Others than ours are passed over; what is no pair ends it. */
static void odd_facts(void **state)
{
	struct left_out left;
	enum left_limit limit;
	unsigned long number;
	struct doc *doc = read("F left ghosts 4 lists 2 links -1 forms 3\n"
	                       "F limit wishes 3\nF limit rows\nF limit entries 7\n");

	(void)state;
	assert_true(left_read(doc, &left));
	assert_int_equal(left.count[LEFT_LISTS], 2);
	assert_int_equal(left.count[LEFT_LINKS], 0);
	assert_int_equal(left.count[LEFT_FORMS], 0);
	assert_true(left_limit_at(doc, 0, &limit, &number, NULL));
	assert_int_equal(limit, LIMIT_ENTRIES);
	assert_int_equal(number, 7);
	assert_false(left_limit_at(doc, 1, &limit, &number, NULL));
	doc_free(doc);
	doc = read("F left links 99999999999999999999\n");
	assert_true(left_read(doc, &left));
	assert_true(left.count[LEFT_LINKS] == UINT32_MAX);
	doc_free(doc);
	check_words("F left links 0\n", "");
	check_words("F left nothing\n", "");
	check_words("F left links 4x lists 2\n", "");
	check_words("F limit entries 7 8\n", "too long: the first 7 entries were read");
	check_words("F limit elements 7 8\n", "too large: the first 7 of 8 elements were read");
	check_words("F limit elements 7 7\n", "too large: the first 7 elements were read");
	check_words("F limit bytes 7000000 80000000\n",
	            "too large: the first 7.0 MB of 80.0 MB of text were read");
	check_words("F limit input 7000000 80000000\n",
	            "too large: the first 7.0 MB of 80.0 MB were read");
	check_words("F limit input 7000000\n", "too large: the first 7.0 MB were read");
}

static void written_and_read(void **state)
{
	struct left_out left = {{0}}, got;
	struct err err = {0};
	struct doc_maker *m = doc_maker_new(0);
	struct doc *doc;

	(void)state;
	left_add(m, &left);
	assert_false(doc_has_fact(m, DOC_LEFT));
	left.count[LEFT_LINKS] = 26;
	left.count[LEFT_COMMENTS] = 3;
	left_add(m, &left);
	left_add_limit(m, LIMIT_BLOCKS, 12);
	assert_int_equal(doc_maker_size(m), 0);
	doc_begin(m, DOC_PARAGRAPH);
	assert_int_equal(doc_maker_size(m), 0);
	doc_add_str(m, "x");
	assert_int_equal(doc_maker_size(m), 1);
	doc_begin(m, DOC_RULE);
	assert_int_equal(doc_maker_size(m), 1);
	doc = doc_finish(m, &err);
	assert_string_equal(doc_fact(doc, DOC_LEFT), "links 26 comments 3");
	assert_string_equal(doc_fact(doc, DOC_LIMIT), "blocks 12");
	assert_true(left_read(doc, &got));
	assert_memory_equal(&got, &left, sizeof got);
	doc_free(doc);
}

static void check_whole(const char *facts, const char *want)
{
	struct doc *doc = read(facts);

	assert_string_equal(left_whole_words(doc), want);
	doc_free(doc);
}

static void whole_words(void **state)
{
	(void)state;
	check_whole("", "");
	check_whole("F whole-page asked\n", "whole page");
	check_whole("F whole-page no-main-text\n", "the main text was not found: the whole page");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words),
		cmocka_unit_test(odd_facts),
		cmocka_unit_test(written_and_read),
		cmocka_unit_test(whole_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
