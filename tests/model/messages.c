/* SPDX-License-Identifier: ISC */
/* Languages, dates, sizes, transliteration. */
#include "config.h"

#include "model/base/lang.h"
#include "model/layout/translit.h"
#include "model/text/date.h"
#include "model/text/units.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void test_languages(void **state)
{
	char out[32];

	(void)state;
	assert_int_equal(lang_preference("A,en", out, sizeof out), 0);
	assert_string_equal(out, "ar,en");
	assert_int_equal(lang_preference("zh_CN", out, sizeof out), 0);
	assert_string_equal(out, "zh");
	assert_int_equal(lang_preference("de", out, sizeof out), -1);
	assert_int_equal(lang_preference("", out, sizeof out), -1);
	assert_string_equal(lang_of_locale("ar_SY.UTF-8"), "ar");
	assert_string_equal(lang_of_locale("C.UTF-8"), "en");
	assert_string_equal(lang_of_locale("de_DE.UTF-8"), "en");
	assert_string_equal(lang_of_locale(NULL), "en");
	assert_true(lang_rank("ar,fr", "ar") < lang_rank("ar,fr", "fr"));
	assert_true(lang_rank("ar,fr", "fr") < lang_rank("ar,fr", "en"));
	assert_true(lang_rank("ar,fr", "en") < lang_rank("ar,fr", "de"));
}

static void check_date(const char *iso, bool brief, const char *want)
{
	char got[80];

	date_print(iso, brief, got, sizeof got);
	assert_string_equal(got, want);
}

static void test_dates(void **state)
{
	char got[80];

	(void)state;
	check_date("2015-12-18", false, "18 December 2015");
	check_date("2015-12-18T10:00:00Z", true, "18 Dec 2015");
	check_date("2015-12", false, "December 2015");
	check_date("2015", false, "2015");
	check_date("2017-03-23/2017-03-31", true, "23–31 Mar 2017");
	check_date("2017-02-23/2017-03-03", true, "23 Feb–3 Mar 2017");
	check_date("2016-12-30/2017-01-02", true, "30 Dec 2016–2 Jan 2017");
	check_date("some day", false, "some day");
	check_date("2015-13-01", false, "2015-13-01");
	date_age(1000, 1030, got, sizeof got);
	assert_string_equal(got, "now");
	date_age(0, 3 * 86400 + 5, got, sizeof got);
	assert_string_equal(got, "3 days");
	date_age(0, 3700, got, sizeof got);
	assert_string_equal(got, "1 hour");
	date_age(5000, 0, got, sizeof got); /* a clock that went back */
	assert_string_equal(got, "now");
	units_bytes(812, got, sizeof got);
	assert_string_equal(got, "812 B");
	units_bytes(6100, got, sizeof got);
	assert_string_equal(got, "6.1 KB");
}

static void check_translit(const char *text, enum translit_to to, const char *want, unsigned did)
{
	struct buf b;

	buf_init(&b, 1000);
	assert_int_equal(translit_write(&b, text, strlen(text), to), did);
	assert_string_equal(b.bytes, want);
	buf_done(&b);
}

static void test_translit(void **state)
{
	(void)state;
	check_translit("“Résolution” — 50 %… ●○", TRANSLIT_ASCII, "\"Resolution\" - 50 %... *o",
	               TRANSLIT_ACCENTS);
	check_translit("Œuvre №5, Ærø", TRANSLIT_ASCII, "OEuvre No5, AEro", 0);
	check_translit("Съезд на Ёлке, Щёкино, объём", TRANSLIT_ASCII,
	               "S\"yezd na Yelke, Shchekino, ob\"yem", TRANSLIT_LETTERS);
	check_translit("їжак Θήβα", TRANSLIT_ASCII, "yizhak Thiva",
	               TRANSLIT_LETTERS | TRANSLIT_ACCENTS);
	check_translit("القرار ٢٢٥٤ (مدّة، شهر)", TRANSLIT_ASCII, "alqrar 2254 (mddh, shhr)",
	               TRANSLIT_LETTERS);
	check_translit("مُدَّ \ufefb", TRANSLIT_ASCII, "mudda la", TRANSLIT_LETTERS);
	check_translit("安理会。 x", TRANSLIT_ASCII, "[][][].  x", TRANSLIT_CHINESE);
	check_translit("ὁδός אב", TRANSLIT_FEW, "ὁδός __", TRANSLIT_LOST);
	check_translit("Совет é – “x” ●", TRANSLIT_FEW, "Совет é – “x” ●", 0);
	check_translit("الأمن 安", TRANSLIT_FEW, "alamn []", TRANSLIT_LETTERS | TRANSLIT_CHINESE);
	check_translit("الأمن 安", TRANSLIT_NONE, "الأمن 安", 0);
	assert_string_equal(translit_words(0), "");
	assert_non_null(strstr(translit_words(TRANSLIT_CHINESE | TRANSLIT_LETTERS), "Chinese"));
}

/* Block for block, with the spans over the same words. */
static void test_translit_doc(void **state)
{
	static const char in[] = "docfile 1\nF language ar\nF title باب\nB paragraph\nA dir rtl\n"
				 "A marker ٤ -\nT باب شهر x\nS 7 13 link #a\nB table\nR\n"
				 "C d 1 1\nT بيت\n.\n";
	struct err err = {0};
	struct doc *doc = doc_read(in, sizeof in - 1, &err), *shown;
	const struct doc_block *b;
	unsigned did;

	(void)state;
	assert_non_null(doc);
	shown = translit_doc(doc, TRANSLIT_FEW, &did);
	assert_non_null(shown);
	assert_int_equal(did, TRANSLIT_LETTERS);
	assert_string_equal(doc_fact(shown, DOC_TITLE), "باب");
	b = doc_block(shown, 0);
	assert_string_equal(b->marker, "4 -");
	assert_int_equal(b->dir, DOC_LTR);
	assert_int_equal(b->text.len, 10);
	assert_memory_equal(b->text.bytes, "bab shhr x", 10);
	assert_int_equal(b->text.spans[0].start, 4);
	assert_int_equal(b->text.spans[0].end, 8);
	assert_memory_equal(doc_block(shown, 1)->rows[0].cells[0].text.bytes, "byt", 3);
	doc_free(doc);
	doc = shown; /* nothing is left to do */
	assert_null(translit_doc(doc, TRANSLIT_ASCII, &did));
	assert_int_equal(did, 0);
	doc_free(doc);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_languages),
		cmocka_unit_test(test_dates),
		cmocka_unit_test(test_translit),
		cmocka_unit_test(test_translit_doc),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
