/* SPDX-License-Identifier: ISC */
/* Two languages of a document, aligned. */
#include "config.h"

#include "model/doc/parallel.h"
#include "tests/lib/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A document of blocks as one word each: "h Title", "p Text", "4 Text" (a numbered
 * paragraph), "- Text" (an item), "n Text" (a note). */
static struct doc *make(const char *lang, const char *const *lines)
{
	struct doc_maker *m = doc_maker_new(0);

	doc_add_fact(m, DOC_LANGUAGE, lang);
	for (; *lines; lines++) {
		const char *text = strchr(*lines, ' ') + 1;
		char number[16];

		snprintf(number, sizeof number, "%.*s", (int)strcspn(*lines, " "), *lines);
		doc_begin(m, **lines == 'h'   ? DOC_HEADING
		             : **lines == '-' ? DOC_ITEM
		             : **lines == 'n' ? DOC_NOTE
		                              : DOC_PARAGRAPH);
		if (**lines >= '0' && **lines <= '9')
			doc_attr(m, "number", number);
		if (**lines == 'n')
			doc_attr(m, "anchor", "n1");
		doc_add_str(m, text);
	}
	return doc_finish(m, NULL);
}

/* The alignment as words: "0=0 1=1 2- -2". */
static char *aligned(const char *const *a, const char *const *b)
{
	struct doc *first = make("en", a), *second = make("fr", b);
	struct parallel *p = parallel_new(first, second, NULL);
	char *out = calloc(1, 4000);
	size_t n = 0;

	assert_non_null(p);
	for (size_t i = 0; i < parallel_count(p) && n < 3900; i++) {
		struct parallel_row r = parallel_row(p, i);

		if (i)
			out[n++] = ' ';
		if (r.first >= 0)
			n += (size_t)sprintf(out + n, "%ld", r.first);
		out[n++] = r.first >= 0 && r.second >= 0 ? '=' : '-';
		if (r.second >= 0)
			n += (size_t)sprintf(out + n, "%ld", r.second);
	}
	parallel_free(p);
	doc_free(first);
	doc_free(second);
	return out;
}

#define ROWS(a, b, want) \
	do { \
		char *got = aligned(a, b); \
		assert_string_equal(got, want); \
		free(got); \
	} while (0)

static void same_structure_pairs_one_for_one(void **state)
{
	static const char *const a[] = {"h Locks", "p The Council,", "1 Asks this;",
	                                "- that;", "2 Decides;",     NULL};
	static const char *const b[] = {"h Écluses", "p Le Conseil,", "1 Demande ceci ;",
	                                "- cela ;",  "2 Décide ;",    NULL};

	(void)state;
	ROWS(a, b, "0=0 1=1 2=2 3=3 4=4");
}

static void numbers_are_fixed_points(void **state)
{
	static const char *const a[] = {"1 One", "- a", "- b", "2 Two", "3 Three", NULL};
	static const char *const b[] = {"1 Un", "2 Deux", "p En outre", "3 Trois", NULL};

	(void)state;
	ROWS(a, b, "0=0 1- 2- 3=1 -2 4=3");
}

static void a_paragraph_that_is_two_there_stands_beside_the_one_of_its_length(void **state)
{
	static const char *const a[] = {
		"p A short one.",
		"p A long one, which goes on and on about the height of the water in the canal, "
		"and "
		"about the boats, and about those who wait for the gates to be opened again.",
		NULL};
	static const char *const b[] = {
		"p Un court.", "p Ajout.",
		"p Un long, qui n'en finit pas de parler de la hauteur des eaux dans le canal, et "
		"des "
		"bateaux, et de ceux qui attendent que les vannes soient rouvertes un jour.",
		NULL};

	(void)state;
	ROWS(a, b, "0=0 -1 1=2");
}

static void a_number_that_comes_again_is_no_partner_far_away(void **state)
{
	static const char *const a[] = {"1 One",   "2 Two",    "3 Three", "h Annex",
	                                "1 First", "2 Second", NULL};
	static const char *const b[] = {"1 Un",      "3 Trois",  "h Annexe",
	                                "1 Premier", "2 Second", NULL};

	(void)state;
	ROWS(a, b, "0=0 1- 2=1 3=2 4=3 5=4");
}

static void empty_documents_align(void **state)
{
	static const char *const none[] = {NULL};
	static const char *const one[] = {"p One", NULL};

	(void)state;
	ROWS(none, none, "");
	ROWS(one, none, "0-");
	ROWS(none, one, "-0");
}

static void both_are_one_document_and_places_go_over(void **state)
{
	static const char *const a[] = {"h Locks", "1 Asks;", "n A note.", NULL};
	static const char *const b[] = {"h Écluses", "1 Demande ;", "p Seul.", "n Une note.", NULL};
	struct doc *first = make("en", a), *second = make("fr", b);
	struct parallel *p = parallel_new(first, second, NULL);
	struct doc *both = parallel_doc(first, second, NULL);
	bool of_second;

	(void)state;
	assert_int_equal(doc_block_count(both), 7);
	assert_string_equal(doc_fact(both, "language-second"), "fr");
	assert_string_equal(doc_block(both, 2)->lang, "en");
	assert_string_equal(doc_block(both, 3)->lang, "fr");
	assert_string_equal(doc_block(both, 3)->number, "1");
	/* a note of each: each has its own place */
	assert_int_equal(doc_find_anchor(both, "n1"), 5);
	assert_int_equal(doc_find_anchor(both, "n1-second"), 6);
	assert_int_equal(parallel_index(p, 2, false), 5);
	assert_int_equal(parallel_index(p, 3, true), 6);
	assert_int_equal(parallel_block(p, 3, &of_second), 1);
	assert_true(of_second);
	assert_int_equal(parallel_block(p, 5, &of_second), 2);
	assert_false(of_second);
	assert_int_equal(parallel_partner(p, 2, true), 1);
	doc_free(both);
	parallel_free(p);
	doc_free(first);
	doc_free(second);
}

/* Ten thousand blocks without one number: linear enough, and nothing is lost. */
static void long_documents_are_aligned_too(void **state)
{
	struct doc *docs[2];
	struct parallel *p;
	size_t left[2] = {0, 0};

	(void)state;
	for (int side = 0; side < 2; side++) {
		struct doc_maker *m = doc_maker_new(0);

		for (int i = 0; i < 10000 + side; i++) {
			doc_begin(m, i % 7 ? DOC_PARAGRAPH : DOC_ITEM);
			doc_add_str(m, "Text of the paragraph.");
		}
		docs[side] = doc_finish(m, NULL);
	}
	p = parallel_new(docs[0], docs[1], NULL);
	assert_non_null(p);
	for (size_t i = 0; i < parallel_count(p); i++) {
		left[0] += parallel_row(p, i).first >= 0;
		left[1] += parallel_row(p, i).second >= 0;
	}
	assert_int_equal(left[0], 10000);
	assert_int_equal(left[1], 10001);
	parallel_free(p);
	doc_free(docs[0]);
	doc_free(docs[1]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(same_structure_pairs_one_for_one),
		cmocka_unit_test(numbers_are_fixed_points),
		cmocka_unit_test(a_paragraph_that_is_two_there_stands_beside_the_one_of_its_length),
		cmocka_unit_test(a_number_that_comes_again_is_no_partner_far_away),
		cmocka_unit_test(empty_documents_align),
		cmocka_unit_test(both_are_one_document_and_places_go_over),
		cmocka_unit_test(long_documents_are_aligned_too),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
