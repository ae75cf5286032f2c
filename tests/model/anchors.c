/* SPDX-License-Identifier: ISC */
/* Where a reader's mark is found again in a text as it comes later. */
#include "config.h"

#include "model/store/anchor.h"
#include "tests/lib/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A document in a line: paragraphs apart by '|', each "NUMBER:words", or "-MARKER:words" of an
 * item. */
static struct doc *make(const char *line)
{
	struct doc_maker *m = doc_maker_new(0);
	size_t n;

	for (; *line; line += n + (line[n] == '|')) {
		size_t colon = strcspn(line, ":");
		char number[40];

		n = strcspn(line, "|");
		snprintf(number, sizeof number, "%.*s", (int)colon, line);
		doc_begin(m, *number == '-' ? DOC_ITEM : DOC_PARAGRAPH);
		doc_attr(m, *number == '-' ? "marker" : "number", number + (*number == '-'));
		doc_add_text(m, line + colon + 1, n - colon - 1);
	}
	return doc_finish(m, NULL);
}

#define OLD \
	"1:The ferry leaves at noon.|2:The toll is two pence.|2:Dogs ride free.|:No bell is rung."

static const struct {
	const char *why;
	const char *before;
	size_t block; /* of it, that is marked */
	const char *after;
	enum anchor_state state;
	size_t found;
} cases[] = {
	{"nothing has changed", OLD, 1, OLD, ANCHOR_SAME, 1},
	{"the second of a number", OLD, 2, OLD, ANCHOR_SAME, 2},
	{"one stands before it", OLD, 1, "9:A new rule.|" OLD, ANCHOR_SAME, 2},
	{"white space is none", "1:The  ferry\xc2\xa0leaves.", 0, "1: The ferry leaves. ",
         ANCHOR_SAME, 0},
	{"the number has moved", OLD, 1,
         "1:The ferry leaves at noon.|2:Boats are tarred.|3:The toll is two pence.", ANCHOR_MOVED,
         2},
	{"its own number goes before a nearer place", "7:Repeated.|8:Other.|9:Repeated.", 2,
         "7:Repeated.|9:Repeated.|8:Other.|6:Repeated.", ANCHOR_SAME, 1},
	{"without its number the nearest place", "9:Repeated.|8:Other.", 0,
         "1:New.|5:Repeated.|6:Repeated.", ANCHOR_MOVED, 1},
	{"the nearest place, also behind", ":New.|:New 2.|:New 3.|9:Repeated.", 3,
         "5:Repeated.|:New.|6:Repeated.", ANCHOR_MOVED, 2},
	{"other words under the number", OLD, 1, "1:The ferry.|2:The toll is three pence.",
         ANCHOR_CHANGED, 1},
	{"quite other words under the number", OLD, 0, "1:Nobody sails.", ANCHOR_CHANGED, 0},
	{"of two with the number the more alike", OLD, 1,
         "2:Dogs ride for nothing now.|2:The toll is three pence.", ANCHOR_CHANGED, 1},
	{"of two as alike the nearer", "4:Alpha beta gamma.|4:Delta.", 0,
         "4:Alpha beta delta.|4:Alpha beta epsilon.", ANCHOR_CHANGED, 0},
	{"of two as alike the nearer, behind", "1:x|4:Alpha beta gamma.", 1,
         "4:Alpha beta delta.|4:Alpha beta epsilon.", ANCHOR_CHANGED, 1},
	{"neither number nor words", OLD, 1, "1:The ferry leaves at noon.", ANCHOR_ORPHAN, 0},
	{"the words alone are alike, the number is gone", OLD, 1, "3:The toll is three pence.",
         ANCHOR_ORPHAN, 0},
	{"without a number: alike", OLD, 3, "1:The ferry.|:No bell is ever rung.", ANCHOR_CHANGED,
         1},
	{"without a number: half of the words", ":one two three four", 0, ":one two seven eight",
         ANCHOR_CHANGED, 0},
	{"without a number: less than half", ":one two three four five six seven eight nine", 0,
         ":one two three four ten eleven twelve thirteen fourteen", ANCHOR_ORPHAN, 0},
	{"without a number: not one that has one", ":No bell is rung.", 0, "4:No bell is rung now.",
         ANCHOR_ORPHAN, 0},
	{"an item by the paragraph that it is of",
         "3:Fares:|-(a):Dogs.|-(b):Carts.|4:Fines:|-(a):Mud.", 4,
         "3:Fares:|-(a):Dogs and cats.|4:Fines:|-(a):Mud and ash.", ANCHOR_CHANGED, 3},
	{"nothing is left", OLD, 0, "", ANCHOR_ORPHAN, 0},
};

static void marks_are_found_again(void **state)
{
	struct buf words;

	(void)state;
	buf_init(&words, 4000);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct doc *before = make(cases[i].before), *after = make(cases[i].after);
		struct anchor_index *x = anchor_index_new(after);
		struct anchor a;
		size_t found = 0;
		enum anchor_state got;

		assert_int_equal(anchor_make(&a, before, cases[i].block, &words), 0);
		got = anchor_find(x, &a, &found);
		if (got != cases[i].state || (got != ANCHOR_ORPHAN && found != cases[i].found))
			fail_msg("%s: state %d, block %zu", cases[i].why, (int)got, found);
		anchor_index_free(x);
		doc_free(before);
		doc_free(after);
	}
	buf_done(&words);
}

static void an_anchor_says_what_it_is_of(void **state)
{
	struct doc *doc = make("3:Fares:|-(a):Dogs  ride\xc2\xa0 free.|-•:Carts|:");
	struct anchor a;
	struct buf words;

	(void)state;
	buf_init(&words, 4000);
	assert_int_equal(anchor_make(&a, doc, 1, &words), 0);
	assert_string_equal(a.number, "3 (a)");
	assert_string_equal(a.words, "Dogs ride free.");
	assert_int_equal(a.block, 1);
	/* printf 'Dogs ride free.' | sha256sum */
	assert_string_equal(a.hash,
	                    "06f589724eedf415833569e5691e3834d274a3eb320f32e8b9f0baa8717f7d88");
	assert_int_equal(anchor_make(&a, doc, 2, &words), 0);
	assert_string_equal(a.number, "");
	assert_int_equal(anchor_make(&a, doc, 3, &words), -1); /* it has no words */
	buf_done(&words);
	doc_free(doc);
}

/* A stretch of the words, and where that is in the text as it is printed. */
static void stretches_are_those_of_the_text(void **state)
{
	static const struct {
		const char *text;
		size_t start, end;
		const char *want;
	} stretches[] = {
		{"Dogs ride free.", 5, 9, "ride"},
		{"  Dogs   ride  free.", 5, 9, "ride"},
		{"  Dogs   ride  free.", 0, 9, "Dogs   ride"},
		{"  Dogs   ride  free. ", 0, 15, "Dogs   ride  free."},
		{"Dogs\xc2\xa0ride", 2, 7, "gs\xc2\xa0ri"},
		{"\xe6\xb8\xa1\xe8\x88\xb9 \xe5\x85\x8d\xe8\xb4\xb9", 3, 10,
	         "\xe8\x88\xb9 \xe5\x85\x8d"},
		{"Dogs", 7, 9, ""},
		{"Dogs", 2, 2, ""},
		{"", 0, 4, ""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof stretches / sizeof *stretches; i++) {
		struct doc_text t = {.bytes = stretches[i].text,
		                     .len = (uint32_t)strlen(stretches[i].text)};
		uint32_t from, to;

		paragraph_stretch(&t, stretches[i].start, stretches[i].end, &from, &to);
		if (to - from != strlen(stretches[i].want) ||
		    memcmp(t.bytes + from, stretches[i].want, to - from) != 0)
			fail_msg("%zu: '%.*s'", i, (int)(to - from), t.bytes + from);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(marks_are_found_again),
		cmocka_unit_test(an_anchor_says_what_it_is_of),
		cmocka_unit_test(stretches_are_those_of_the_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
