/* SPDX-License-Identifier: ISC */
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

/* Words of palais' own: no row ends within a date, a symbol with its year, a day with its hour. */
static void test_held(void **state)
{
	(void)state;
	check("docfile 1\nB paragraph\nT to 31 December 2026\n.\n", 16, "to|\n31 December 2026|\n");
	check("docfile 1\nB paragraph\nT on 23–31 March\n.\n", 12, "on|\n23–31 March|\n");
	check("docfile 1\nB paragraph\nT 到2026年12月31日\n.\n", 14, "到|\n2026年12月31日|\n");
	check("docfile 1\nB paragraph\nT до 2 ноября 2026 года\n.\n", 18,
	      "до|\n2 ноября 2026 года|\n");
	check("docfile 1\nB paragraph\nT le 1er mars 2026\n.\n", 13, "le|\n1er mars 2026|\n");
	check("docfile 1\nB paragraph\nT a 2 de marzo de 2026\n.\n", 18,
	      "a|\n2 de marzo de 2026|\n");
	check("docfile 1\nB paragraph\nT حتى 6 كانون الأول/ديسمبر\n.\n", 21,
	      "حتى|\n6 كانون الأول/ديسمبر|\n");
	check("docfile 1\nB paragraph\nT text S/RES/2254 (2015)\n.\n", 17,
	      "text|\nS/RES/2254 (2015)|\n");
	check("docfile 1\nB paragraph\nT at 2026-11-20 10:00\n.\n", 16, "at|\n2026-11-20 10:00|\n");
	/* a number before what is no month, or a word that ends in one */
	check("docfile 1\nB paragraph\nT for 31 days\n.\n", 8, "for 31|\ndays|\n");
	check("docfile 1\nB paragraph\nT of A12 March\n.\n", 8, "of A12|\nMarch|\n");
	check("docfile 1\nB paragraph\nT at 2254 (20)\n.\n", 9, "at 2254|\n(20)|\n");
	check("docfile 1\nB paragraph\nT at 18 5:00 it\n.\n", 8, "at 18|\n5:00 it|\n");
	/* one that has no room breaks like any other words; a unit behind its number */
	check("docfile 1\nB paragraph\nT 2 de marzo de 2026\n.\n", 12, "2 de marzo|\nde 2026|\n");
	check("docfile 1\nB paragraph\nT now, 2.2 KB\n.\n", 9, "now,|\n2.2 KB|\n");
	check("docfile 1\nB paragraph\nT about 22 in all\n.\n", 8, "about 22|\nin all|\n");
	/* what stands between two parts ends a row and begins none, unless there is no room */
	check("docfile 1\nB paragraph\nT nine · ten · elf\n.\n", 11, "nine ·|\nten · elf|\n");
	check("docfile 1\nB paragraph\nT nine · ten · elf\n.\n", 12, "nine · ten ·|\nelf|\n");
	check("docfile 1\nB paragraph\nT nine · ten ·\n.\n", 11, "nine ·|\nten ·|\n");
	check("docfile 1\nB paragraph\nT · tenners\n.\n", 8, "·|\ntenners|\n");
	check("docfile 1\nB paragraph\nT ninefold · ten\n.\n", 8, "ninefold|\n· ten|\n");
	check("docfile 1\nB paragraph\nT now, 293 B · all\n.\n", 10, "now,|\n293 B ·|\nall|\n");
	check("docfile 1\nB paragraph\nT الآن 293 ك.ب\u200f · كله\n.\n", 10,
	      "الآن|\n293 ك.ب\u200f ·|\nكله|\n");
	check("docfile 1\nB paragraph\nT now, 293 abcd · e\n.\n", 10, "now, 293|\nabcd · e|\n");
	/* a document's own words break where they break */
	check("docfile 1\nF format html\nB paragraph\nT to 31 December 2026\n.\n", 16,
	      "to 31 December|\n2026|\n");
	check("docfile 1\nF format html\nB paragraph\nT nine · ten ·\n.\n", 11,
	      "nine · ten|\n·|\n");
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
	/* a row of a table that takes several begins with the first of them, and the empty
	 * row before a block is none of it */
	doc = read_doc(
		"docfile 1\nB paragraph\nT a\nB table\nR\nC d 1 1\nT a b c d e f g h i j k l\n"
		"R\nC d 1 1\nT x\n.\n");
	w = wrap_new(doc, 9);
	assert_int_equal(wrap_rows(w), 6);
	assert_int_equal(wrap_find(w, 1, 0), 2);
	assert_int_equal(wrap_find(w, 1, 1), 5);
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

/* -- limits: each test fails when its number moves by one --------------------------- */

static void test_widths(void **state)
{
	(void)state;
	/* no row is narrower than eight cells, or wider than a thousand */
	check("docfile 1\nB paragraph\nT abcdefghijk\n.\n", 8, "abcdefgh|\nijk|\n");
	{
		struct doc *doc = read_doc("docfile 1\nB paragraph\nT abcdefghijk\n.\n");
		struct wrap *w = wrap_new(doc, 3);

		assert_int_equal(wrap_row(w, 0)->pieces[0].width, 8);
		wrap_free(w);
		doc_free(doc);
	}
	{
		struct buf b;
		struct doc *doc;
		struct wrap *w;

		buf_init(&b, 4000);
		buf_str(&b, "docfile 1\nB paragraph\nT ");
		for (int i = 0; i < 1500; i++)
			buf_char(&b, 'x');
		buf_str(&b, "\n.\n");
		doc = read_doc(b.bytes);
		w = wrap_new(doc, 5000);
		assert_int_equal(wrap_row(w, 0)->pieces[0].width, 1000);
		wrap_free(w);
		doc_free(doc);
		buf_done(&b);
	}
}

/* A hyphen takes a cell: where it has none the row ends before. */
static void test_soft_hyphens(void **state)
{
	(void)state;
	check("docfile 1\nB paragraph\nT x aaaaa\u00adbbbbb\n.\n", 8, "x aaaaa\u00ad-|\nbbbbb|\n");
	check("docfile 1\nB paragraph\nT x aaaaaa\u00adbbbb\n.\n", 8,
	      "x|\naaaaaa\u00ad-|\nbbbb|\n");
	check("docfile 1\nB paragraph\nT aa\u00adaaaaa\u00adbbbb\n.\n", 8,
	      "aa\u00adaaaaa\u00ad-|\nbbbb|\n");
	check("docfile 1\nB paragraph\nT aa\u00adaaaaaa\u00adbbbb\n.\n", 8,
	      "aa\u00ad-|\naaaaaa\u00ad-|\nbbbb|\n");
	/* no hyphen where the text ends */
	check("docfile 1\nB paragraph\nT aaaa\u00ad\n.\n", 8, "aaaa\u00ad|\n");
	/* in a column of a table as well */
	check("docfile 1\nB table\nR\nC d 1 1\nT aaaaaaa\u00adbbbbbb\n"
	      "C d 1 1\nT ccccccc\u00addddddd\n.\n",
	      19, "aaaaaaa\u00ad-  ccccccc\u00ad-|\nbbbbbb    dddddd|\n");
}

static void test_markers(void **state)
{
	(void)state;
	/* a marker of sixteen cells is a column, one of seventeen stands before its text */
	check("docfile 1\nB item\nA marker 1234567890123456\nT a b\n.\n", 30,
	      "1234567890123456 a b|\n");
	check("docfile 1\nB item\nA marker 12345678901234567\nT a b\n.\n", 30,
	      "12345678901234567|\n  a b|\n");
	/* one that is wider than others is none of their column */
	check("docfile 1\nB item\nA marker 12345678901234567\nT a\nB item\nA marker 1.\nT b\n.\n",
	      30, "12345678901234567|\n  a|\n1. b|\n");
	/* no more than two thirds of a row */
	check("docfile 1\nB item\nA marker 12345678901\nT a b\n.\n", 18, "12345678901 a b|\n");
	check("docfile 1\nB item\nA marker 123456789012\nT a b\n.\n", 18,
	      "123456789012|\n  a b|\n");
	/* a run ends where another block stands */
	check("docfile 1\nB item\nA marker 1.\nT a\nB paragraph\nT p\nB item\nA marker 100.\nT "
	      "b\n.\n",
	      18, "1. a|\n|\np|\n|\n100. b|\n");
	check("docfile 1\nB item\nA marker 1.\n.\n", 18, "1.|\n");
}

/* Dates of all precisions stand in columns. */
static void test_dates(void **state)
{
	(void)state;
	check("docfile 1\nB item\nA marker 25 Jun 2026\nT a\nB item\nA marker 1 Jul 2025\nT b\n"
	      "B item\nA marker Dec 2025\nT c\nB item\nA marker 2012\nT d\n"
	      "B item\nA marker 3–5 May 2013\nT e\n.\n",
	      30,
	      "25 Jun 2026  a|\n 1 Jul 2025  b|\n   Dec 2025  c|\n   2012      d|\n"
	      "3–5 May 2013 e|\n");
	/* without years; what is no date stays, as where there are no days */
	check("docfile 1\nB item\nA marker 5 Jul\nT a\nB item\nA marker Jul\nT b\nB item\n"
	      "A marker -\nT c\n.\n",
	      30, "5 Jul a|\n  Jul b|\n-     c|\n");
	check("docfile 1\nB item\nA marker 2012-07-01\nT a\nB item\nA marker 2012\nT b\nB item\n"
	      "A marker 123 x\nT c\n.\n",
	      30, "2012-07-01 a|\n2012       b|\n123 x      c|\n");
	/* each run by itself */
	check("docfile 1\nB item\nA marker 25 Jun\nT a\nB paragraph\nT p\nB item\nA marker Jun\nT "
	      "b\n.\n",
	      30, "25 Jun a|\n|\np|\n|\nJun b|\n");
}

static void test_levels(void **state)
{
	(void)state;
	check("docfile 1\nB item\nA level 8\nA marker -\nT a\n.\n", 40, "              - a|\n");
	check("docfile 1\nB item\nA level 9\nA marker -\nT a\n.\n", 40, "              - a|\n");
	check("docfile 1\nB quote\nA level 2\nT a\n.\n", 40, "  │ a|\n");
	check("docfile 1\nB quote\nA level 9\nT a\n.\n", 40, "              │ a|\n");
}

/* What stands at the far edge has two cells before it, or a row of its own. */
static void test_tail_room(void **state)
{
	(void)state;
	check("docfile 1\nB item\nA marker -\nT abcdef tail\nS 7 11 tail\n.\n", 14,
	      "- abcdef  tail|\n");
	check("docfile 1\nB item\nA marker -\nT abcdefg tail\nS 8 12 tail\n.\n", 14,
	      "- abcdefg|\n          tail|\n");
	/* exactly as wide as what is beside the marker, and wider */
	check("docfile 1\nB item\nA marker -\nT ab 123456789012\nS 3 15 tail\n.\n", 14,
	      "- ab|\n  123456789012|\n");
	check("docfile 1\nB item\nA marker -\nT ab 1234567 901234\nS 3 17 tail\n.\n", 14,
	      "- ab|\n  1234567|\n  901234|\n");
	/* nothing but blanks, and nothing else */
	check("docfile 1\nB item\nA marker -\nT ab   \nS 2 5 tail\n.\n", 14, "- ab|\n");
	check("docfile 1\nB item\nA marker -\nT tail\nS 0 4 tail\n.\n", 14, "-         tail|\n");
}

/* Which blocks stand apart by an empty row. */
static void test_apart(void **state)
{
	static const char *const heading = "docfile 1\nB heading\nT H\n";
	static const struct {
		const char *block, *want;
	} cases[] = {
		{"B item\nT a\n.\n", "H|\na|\n"},
		{"B pre\nT a\n.\n", "H|\na|\n"},
		{"B table\nR\nC d 1 1\nT a\n.\n", "H|\na|\n"},
		{"B paragraph\nT a\n.\n", "H|\n|\na|\n"},
		{"B heading\nT a\n.\n", "H|\n|\na|\n"},
		{"B quote\nT a\n.\n", "H|\n|\n│ a|\n"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char doc[200];

		snprintf(doc, sizeof doc, "%s%s", heading, cases[i].block);
		check(doc, 20, cases[i].want);
	}
	check("docfile 1\nB item\nT a\nB item\nT b\nB note\nA marker 1\nT c\nB note\nA marker 2\nT "
	      "d\n"
	      "B pre\nT e\nB pre\nT f\n.\n",
	      20, "a|\nb|\n|\n1 c|\n2 d|\n|\ne|\n|\nf|\n");
}

static void test_pre_and_rules(void **state)
{
	(void)state;
	check("docfile 1\nB pre\nT abcdefgh\nT abcdefghi\nT  安理会安理\n.\n", 8,
	      "abcdefgh|\nabcdefgh|\ni|\n 安理会|\n安理|\n");
	/* a rule is as wide as the row, in pieces of forty */
	check("docfile 1\nB rule\n.\n", 40, "────────────────────────────────────────|\n");
	check("docfile 1\nB rule\n.\n", 41, "─────────────────────────────────────────|\n");
}

static void test_figures(void **state)
{
	(void)state;
	check("docfile 1\nB figure\nA credit C. D.\nT A view\n.\n", 24,
	      "[image] A view|\n        C. D.|\n");
	/* where the label takes more than a third, below it */
	check("docfile 1\nB figure\nA credit C. D.\nT A view\n.\n", 23,
	      "[image]|\n  A view|\n  C. D.|\n");
	check("docfile 1\nB figure\nA credit C. D.\n.\n", 24, "[image] C. D.|\n");
	check("docfile 1\nB figure\nA credit C. D.\n.\n", 23, "[image]|\n  C. D.|\n");
	check("docfile 1\nB figure\nA credit A long credit of many words\nT V\n.\n", 24,
	      "[image] V|\n        A long credit of|\n        many words|\n");
}

/* The picture stands above its caption, two pixels of it in a cell, from the darkest to the
 * lightest whatever they are; never wider than it is, nor than the row. */
static void test_pictures(void **state)
{
	static const char five[] =
		"docfile 2\nB figure\nA pixels 10x2 444444555555666666777777888888"
		"444444555555666666777777888888\nT A view\n.\n";
	static const char odd[] =
		"docfile 2\nB figure\nA pixels 2x3 000fff000fff000fff\nA credit C. D.\n.\n";
	static const char grey[] = "docfile 2\nB figure\nA pixels 2x2 888888888888\nT V\n.\n";

	(void)state;
	check(five, 40, "  ░░▒▒▓▓██|\n[image] A view|\n");
	check(five, 10, "  ░░▒▒▓▓██|\n[image]|\n  A view|\n");
	check(five, 8, "  ░░▒▓▓█|\n[image]|\n  A view|\n");
	check(odd, 40, " █|\n █|\n[image] C. D.|\n");
	/* nothing is darker than anything */
	check(grey, 40, "▒▒|\n[image] V|\n");
}

/* Not its own mirror image beside a caption from the right, whoever orders the letters. */
static void test_pictures_from_the_right(void **state)
{
	static const char bank[] = "docfile 2\nF language ar\nB figure\nA pixels 2x2 000fff000fff\n"
				   "T ضفة النهر\n.\n";
	static const enum wrap_bidi modes[] = {WRAP_VISUAL, WRAP_DIRECTED};
	struct doc *doc = read_doc(bank);

	(void)state;
	for (size_t i = 0; i < sizeof modes / sizeof *modes; i++) {
		struct wrap *w = wrap_new(doc, 40);

		wrap_set_bidi(w, modes[i]);
		assert_int_equal(wrap_row(w, 0)->pieces[0].style, WRAP_PICTURE);
		assert_false(wrap_row(w, 0)->pieces[0].rtl);
		assert_false(wrap_row(w, 0)->pieces[0].moved);
		assert_true(wrap_row(w, 1)->pieces[wrap_row(w, 1)->piece_count - 1].rtl);
		wrap_free(w);
	}
	doc_free(doc);
}

/* A table that needs its room to the cell, and the record that it is where a cell lacks. */
static void test_table_room(void **state)
{
	static const char two[] = "docfile 1\nB table\nR\nC h 1 1\nT Key\nC h 1 1\nT Value\n"
				  "R\nC d 1 1\nT abcdef\nC d 1 1\nT ghijkl\n.\n";
	static const char words[] =
		"docfile 1\nB table\nR\nC d 1 1\nT ab\nC d 1 1\nT abcdef ghijk\n.\n";
	static const char longer[] =
		"docfile 1\nB table\nR\nC d 1 1\nT ab\nC d 1 1\nT abcdef ghijkl\n.\n";

	(void)state;
	check(two, 14, "Key     Value|\n──────────────|\nabcdef  ghijkl|\n");
	check(two, 13, "Key: abcdef|\nValue:|\n  ghijkl|\n");
	/* a cell of twelve cells is not broken in a column, one of thirteen is */
	check(words, 16, "ab  abcdef ghijk|\n");
	check(words, 15, "ab|\nabcdef ghijk|\n");
	check(longer, 16, "ab  abcdef|\n    ghijkl|\n");
	check(longer, 10, "ab  abcdef|\n    ghijkl|\n");
	check(longer, 9, "ab|\nabcdef|\nghijkl|\n");
}

/* The widest cell of a column says what it needs, wherever it stands. */
static void test_table_widest(void **state)
{
	static const char first[] = "docfile 1\nB table\nR\nC d 1 1\nT abcdefghij\nC d 1 1\nT x\n"
				    "R\nC d 1 1\nT a\nC d 1 1\nT y\n.\n";

	(void)state;
	check(first, 13, "abcdefghij  x|\na           y|\n");
	check(first, 12, "abcdefghij|\nx|\n|\na|\ny|\n");
}

/* Of several rows of headers the lowest names a value. */
static void test_record_headers(void **state)
{
	(void)state;
	check("docfile 1\nB table\nR\nC h 1 1\nT Group\nC h 1 1\nT Top\nR\nC h 1 1\nT A\nC h 1 1\n"
	      "T B\nR\nC d 1 1\nT abcdefgh\nC d 1 1\nT ijklmnop\n.\n",
	      16, "A: abcdefgh|\nB: ijklmnop|\n");
}

/* Room that is left goes to the columns that would take more, by how much. */
static void test_table_shares(void **state)
{
	static const char doc[] =
		"docfile 1\nB table\nR\nC d 1 1\nT aaaa aaaa aaaa aaaa\n"
		"C d 1 1\nT bbbb bbbb bbbb bbbb bbbb bbbb bbbb\nC d 1 1\nT c\n.\n";

	(void)state;
	check(doc, 58, "aaaa aaaa aaaa aaaa  bbbb bbbb bbbb bbbb bbbb bbbb bbbb  c|\n");
	check(doc, 34,
	      "aaaa aaaa    bbbb bbbb bbbb      c|\naaaa aaaa    bbbb bbbb bbbb|\n"
	      "             bbbb|\n");
	check(doc, 13,
	      "aaaa  bbbb  c|\naaaa  bbbb|\naaaa  bbbb|\naaaa  bbbb|\n      bbbb|\n"
	      "      bbbb|\n      bbbb|\n");
}

static void test_table_spans(void **state)
{
	(void)state;
	/* what a cell over two columns lacks goes to the last of them */
	check("docfile 1\nB table\nR\nC d 2 1\nT abcdefghij\nR\nC d 1 1\nT a\nC d 1 1\nT b\nR\n"
	      "C d 1 1\nT 1\nC d 1 1\nT 2\n.\n",
	      30, "abcdefghij|\na  b|\n1        2|\n");
	/* more columns over than there are, and a cell down more rows than there are */
	check("docfile 1\nB table\nR\nC d 1 3\nT a\nC d 1 1\nT b\nR\nC d 1 1\nT c\n.\n", 30,
	      "a  b|\n   c|\n");
	/* figures stand at the right of their column; what is none at the left */
	/* figures stand at the right, whatever is around them */
	check("docfile 1\nB table\nR\nC d 1 1\nT abcdefghijkl\nR\nC d 1 1\nT (3 219 000)\nR\n"
	      "C d 1 1\nT [26]\nR\nC d 1 1\nT $4.07\nR\nC d 1 1\nT \u22123\u00a0000\nR\n"
	      "C d 1 1\nT \u0661\u0662\nR\nC d 1 1\nT (none)\n.\n",
	      30,
	      "abcdefghijkl|\n (3 219 000)|\n        [26]|\n       $4.07|\n      "
	      "\u22123\u00a0000|\n"
	      "          \u0661\u0662|\n(none)|\n");
	check("docfile 1\nB table\nR\nC d 1 1\nT abcdef\nR\nC d 1 1\nT 1,2.3 %\nR\nC d 1 1\nT 12\n"
	      "R\nC d 1 1\nT -\nR\nC d 1 1\nT 1x\n.\n",
	      30, "abcdef|\n1,2.3 %|\n     12|\n-|\n1x|\n");
}

/* A table of sixty-four columns is one; a wider one is a list of its cells. */
static void test_table_columns(void **state)
{
	(void)state;
	for (int columns = 64; columns <= 65; columns++) {
		struct buf b;
		struct doc *doc;
		struct wrap *w;

		buf_init(&b, 10000);
		buf_str(&b, "docfile 1\nB table\nR\n");
		for (int i = 0; i < columns; i++)
			buf_str(&b, "C d 1 1\nT x\n");
		buf_str(&b, ".\n");
		doc = read_doc(b.bytes);
		w = wrap_new(doc, 400);
		assert_int_equal(wrap_rows(w), columns == 64 ? 1 : 65);
		wrap_free(w);
		doc_free(doc);
		buf_done(&b);
	}
}

/* A value stands beside its label where half of the row is left for it. */
static void test_record_room(void **state)
{
	static const char doc[] = "docfile 1\nB table\nR\nC h 1 1\nT Abcdef\nC h 1 1\nT Ghi\n"
				  "R\nC d 1 1\nT abcdefghijklmnopqrstu\nC d 1 1\nT x\n.\n";

	(void)state;
	check(doc, 16, "Abcdef: abcdefgh|\n        ijklmnop|\n        qrstu|\nGhi: x|\n");
	check(doc, 15, "Abcdef:|\n  abcdefghijklm|\n  nopqrstu|\nGhi: x|\n");
	/* a label that is as wide as the row with its colon, and a wider one */
	check("docfile 1\nB table\nR\nC h 1 1\nT Abcdefg\nR\nC d 1 1\nT abcdefghijklmnopqrstu\n.\n",
	      8, "Abcdefg:|\n  abcdef|\n  ghijkl|\n  mnopqr|\n  stu|\n");
	check("docfile 1\nB table\nR\nC h 1 1\nT Abcdefgh\nR\nC d 1 1\nT "
	      "abcdefghijklmnopqrstu\n.\n",
	      8, "Abcdefgh|\n  abcdef|\n  ghijkl|\n  mnopqr|\n  stu|\n");
	/* headers alone are no records */
	check("docfile 1\nB table\nR\nC h 1 1\nT Abcdefghijklmn\n.\n", 8, "Abcdefgh|\nijklmn|\n");
}

/* -- memory that ends --------------------------------------------------------------- */

static long left = -1; /* allocations that succeed still; -1: all */

static bool may_have(void)
{
	return left < 0 || left-- > 0;
}

void *__real_realloc(void *p, size_t size);
void *__wrap_realloc(void *p, size_t size);
void *__wrap_realloc(void *p, size_t size)
{
	return may_have() ? __real_realloc(p, size) : NULL;
}

void *__real_calloc(size_t n, size_t size);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_calloc(size_t n, size_t size)
{
	return may_have() ? __real_calloc(n, size) : NULL;
}

/* With less than it takes rows are missing, and that is known; with as much it is not so. */
static void test_no_memory(void **state)
{
	struct doc *doc = read_doc("docfile 1\nB paragraph\nT One two three four five six seven\n"
	                           "B table\nR\nC d 1 1\nT a\nC d 1 1\nT b\nB quote\nT Said\n.\n");
	size_t whole = 0, lacking = 0;

	(void)state;
	for (long n = 100; n > 0; n--) {
		struct wrap *w;
		size_t rows;

		left = n;
		w = wrap_new(doc, 10);
		rows = w ? wrap_rows(w) : 0;
		left = -1;
		whole = n == 100 ? rows : whole;
		assert_true(w && (rows == whole || wrap_lacks(w)));
		lacking += wrap_lacks(w);
		wrap_free(w);
	}
	assert_true(whole > 6 && lacking > 3 && lacking < 90);
	doc_free(doc);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_paragraphs),
		cmocka_unit_test(test_scripts),
		cmocka_unit_test(test_held),
		cmocka_unit_test(test_items),
		cmocka_unit_test(test_tail),
		cmocka_unit_test(test_block_kinds),
		cmocka_unit_test(test_tables),
		cmocka_unit_test(test_records),
		cmocka_unit_test(test_places),
		cmocka_unit_test(test_nothing_lost),
		cmocka_unit_test(test_widths),
		cmocka_unit_test(test_soft_hyphens),
		cmocka_unit_test(test_markers),
		cmocka_unit_test(test_dates),
		cmocka_unit_test(test_levels),
		cmocka_unit_test(test_tail_room),
		cmocka_unit_test(test_apart),
		cmocka_unit_test(test_pre_and_rules),
		cmocka_unit_test(test_figures),
		cmocka_unit_test(test_pictures),
		cmocka_unit_test(test_pictures_from_the_right),
		cmocka_unit_test(test_table_room),
		cmocka_unit_test(test_table_widest),
		cmocka_unit_test(test_record_headers),
		cmocka_unit_test(test_table_shares),
		cmocka_unit_test(test_table_spans),
		cmocka_unit_test(test_table_columns),
		cmocka_unit_test(test_record_room),
		cmocka_unit_test(test_no_memory),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
