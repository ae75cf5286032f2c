/* Layout: rows as text, for widths. */
#include "config.h"

#include "model/layout/wrap.h"
#include "model/text/characters.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct doc *read_doc(const char *s)
{
	struct err err = {0};
	struct doc *doc = doc_read(s, strlen(s), &err);

	if (!doc)
		fail_msg("%s", err.text);
	return doc;
}

/* The rows as a reader sees them, '|' at the end of each. */
static char *rows_of(const struct doc *doc, int width)
{
	struct wrap *w = wrap_new(doc, width);
	const struct wrap_row *r;
	struct buf out;

	buf_init(&out, 1 << 24);
	for (size_t i = 0; (r = wrap_row(w, i)); i++) {
		int col = 0;

		for (uint32_t k = 0; k < r->piece_count; k++) {
			const struct wrap_piece *p = &r->pieces[k];

			for (; col < p->col; col++)
				buf_char(&out, ' ');
			buf_add(&out, p->bytes, p->len);
			if (p->hyphen)
				buf_char(&out, '-');
			assert_int_equal(p->width, text_width(p->bytes, p->len));
			col = p->col + p->width + p->hyphen;
		}
		assert_true(col <= width);
		buf_str(&out, "|\n");
	}
	wrap_free(w);
	return buf_take(&out);
}

static void check(const char *docfile, int width, const char *want)
{
	struct doc *doc = read_doc(docfile);
	char *got = rows_of(doc, width);

	assert_string_equal(got, want);
	free(got);
	doc_free(doc);
}

static void test_paragraphs(void **state)
{
	(void)state;
	check("docfile 1\nB paragraph\nT one two three four\nB paragraph\nT five\n.\n", 10,
	      "one two|\nthree four|\n|\nfive|\n");
	/* exactly as wide as the row, and a trailing space that needs no room */
	check("docfile 1\nB paragraph\nT abcdefghij klm \n.\n", 10, "abcdefghij|\nklm|\n");
	/* a word longer than the row is cut, and nothing is lost */
	check("docfile 1\nB paragraph\nT abcdefghijklmnopqrstuvwxyz\n.\n", 10,
	      "abcdefghij|\nklmnopqrst|\nuvwxyz|\n");
	check("docfile 1\nB paragraph\nT a abcdefghijklmno z\n.\n", 10,
	      "a|\nabcdefghij|\nklmno z|\n");
	check("docfile 1\n.\n", 10, "");
	check("docfile 1\nB paragraph\n.\n", 10, "");
}

static void test_scripts(void **state)
{
	(void)state;
	/* no row begins with closing punctuation; a wide character is two cells */
	check("docfile 1\nB paragraph\nT 安全理事会。决议草案\n.\n", 10,
	      "安全理事|\n会。决议草|\n案|\n");
	/* a soft hyphen shows where the row breaks, and only there */
	check("docfile 1\nB paragraph\nT humani\u00adtarian as\u00adsistance\n.\n", 11,
	      "humani\u00ad-|\ntarian as\u00ad-|\nsistance|\n");
	check("docfile 1\nB paragraph\nT 12\u00a0345\u00a0678 people\n.\n", 10,
	      "12\u00a0345\u00a0678|\npeople|\n");
	/* a mark stays on its letter */
	check("docfile 1\nB paragraph\nT "
	      "e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301\n.\n",
	      8, "e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301|\ne\u0301e\u0301|\n");
}

static void test_items(void **state)
{
	(void)state;
	check("docfile 1\nB item\nA marker 1.\nT first one here\nB item\nA marker 10.\nT "
	      "second\n.\n",
	      14, "1.  first one|\n    here|\n10. second|\n");
	check("docfile 1\nB item\nA marker -\nT a\nB item\nA level 2\nA marker -\nT b\n.\n", 14,
	      "- a|\n  - b|\n");
	check("docfile 1\nB paragraph\nA marker 4.\nA number 4\nT Decides to go on\n.\n", 14,
	      "4. Decides to|\n   go on|\n");
}

static void test_tail(void **state)
{
	(void)state;
	check("docfile 1\nB item\nA marker -\nT title 15-0-0\nS 5 12 tail\n.\n", 20,
	      "- title       15-0-0|\n");
	/* no room beside the text: a row of its own, at the edge still */
	check("docfile 1\nB item\nA marker -\nT a longer title 15-0-0\nS 14 21 tail\n.\n", 18,
	      "- a longer title|\n            15-0-0|\n");
}

static void test_block_kinds(void **state)
{
	(void)state;
	check("docfile 1\nB heading\nT H\nB item\nA marker -\nT a\nB quote\nT said so and so\nB "
	      "rule\n"
	      "B pre\nT  x   y\n.\n",
	      12, "H|\n- a|\n|\n│ said so|\n│ and so|\n|\n────────────|\n|\n x   y|\n");
	check("docfile 1\nB figure\nA credit C. D.\nT A view\n.\n", 30,
	      "[image] A view|\n        C. D.|\n");
	check("docfile 2\nB hologram\nT x\nB paragraph\nT y\n.\n", 30, "y|\n");
}

static const char table[] = "docfile 1\nB table\nR\nC h 1 1\nT Year\nC h 1 1\nT People in need\n"
			    "R\nC d 1 1\nT 2012\nC d 1 1\nT 1 000 000\n"
			    "R\nC d 1 1\nT 2013\nC d 1 1\nT 6 800 000\n.\n";

static void test_tables(void **state)
{
	(void)state;
	check(table, 40,
	      "Year  People in need|\n────────────────────|\n2012       1 000 000|\n"
	      "2013       6 800 000|\n");
	/* narrower: cells wrap within their columns */
	check(table, 15,
	      "Year  People in|\n      need|\n───────────────|\n2012  1 000 000|\n"
	      "2013  6 800 000|\n");
	/* too narrow for columns: a record a row */
	check(table, 14,
	      "Year: 2012|\nPeople in need|\n  1 000 000|\n|\nYear: 2013|\nPeople in need|\n"
	      "  6 800 000|\n");
}

static void test_records(void **state)
{
	(void)state;
	check("docfile 1\nB table\nR\nC h 1 1\nT Organisation\nC h 1 1\nT Responsibilities\n"
	      "R\nC d 1 1\nT Coordination\nC d 1 1\nT Humanitarian\n.\n",
	      22, "Organisation:|\n  Coordination|\nResponsibilities:|\n  Humanitarian|\n");
	check("docfile 1\nB table\nR\nC d 2 1\nT across both\nR\nC d 1 2\nT a\nC d 1 1\nT b\nR\nC "
	      "d 1 1\nT c\n.\n",
	      30, "across both|\na  b|\n   c|\n");
}

static void test_places(void **state)
{
	struct doc *doc = read_doc("docfile 1\nB paragraph\nT one two three four five six\n"
	                           "B paragraph\nT seven eight nine ten\n.\n");
	struct wrap *w = wrap_new(doc, 10);
	const struct wrap_row *r;
	bool all;
	size_t row;

	(void)state;
	assert_non_null(wrap_row(w, 0));
	wrap_known(w, &all);
	assert_false(all); /* the second block has not been looked at */
	row = wrap_find(w, 1, 6);
	r = wrap_row(w, row);
	assert_int_equal(r->block, 1);
	assert_true(r->offset <= 6);
	/* the same place at another width is a row that holds the same byte */
	wrap_free(w);
	w = wrap_new(doc, 40);
	r = wrap_row(w, wrap_find(w, 1, 6));
	assert_int_equal(r->block, 1);
	assert_int_equal(wrap_rows(w), 3);
	assert_int_equal(wrap_find(w, 0, 0), 0);
	assert_int_equal(wrap_find(w, 99, 0), 2);
	wrap_free(w);
	doc_free(doc);
}

/* Every byte of every text is in some row, whatever the width. */
static void test_nothing_lost(void **state)
{
	static const char text[] =
		"The quick-brown 狐狸 jumps «over» القرار ٢٢٥٤ (2015), e.g. here: "
		"https://docs.un.org/en/S/RES/2254(2015)?x=y&z=aaaaaaaaaaaaaaaaaaaa";
	struct buf docfile;
	struct doc *doc;

	(void)state;
	buf_init(&docfile, 10000);
	buf_printf(&docfile, "docfile 1\nB paragraph\nT %s\n.\n", text);
	doc = read_doc(docfile.bytes);
	for (int width = 8; width < 120; width++) {
		struct wrap *w = wrap_new(doc, width);
		const struct wrap_row *r;
		size_t letters = 0, want = 0;

		for (size_t i = 0; (r = wrap_row(w, i)); i++)
			for (uint32_t k = 0; k < r->piece_count; k++)
				for (uint32_t j = 0; j < r->pieces[k].len; j++)
					letters += r->pieces[k].bytes[j] != ' ';
		for (size_t j = 0; text[j]; j++)
			want += text[j] != ' ';
		assert_int_equal(letters, want);
		wrap_free(w);
	}
	doc_free(doc);
	buf_done(&docfile);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_paragraphs),   cmocka_unit_test(test_scripts),
		cmocka_unit_test(test_items),        cmocka_unit_test(test_tail),
		cmocka_unit_test(test_block_kinds),  cmocka_unit_test(test_tables),
		cmocka_unit_test(test_records),      cmocka_unit_test(test_places),
		cmocka_unit_test(test_nothing_lost),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
