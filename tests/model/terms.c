/* SPDX-License-Identifier: ISC */
/* Texts cut into terms, and words found in texts by them. */
#include "config.h"

#include "model/text/stem.h"
#include "model/text/terms.h"
#include "model/text/word_case.h"
#include "tests/lib/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int note(const char *term, size_t len, size_t from, size_t to, void *payload)
{
	size_t n = strlen(payload);

	assert_int_equal(strlen(term), len);
	assert_true(from < to);
	snprintf((char *)payload + n, 1000 - n, "%s%s", n ? " " : "", term);
	return 0;
}

static void check(const char *text, const char *want)
{
	struct terms *t = terms_new();
	char got[1000] = "";

	assert_int_equal(terms_cut(t, text, strlen(text), note, got), 0);
	if (strcmp(got, want) != 0)
		fail_msg("%s: “%s”, not “%s”", text, got, want);
	terms_free(t);
}

static void test_words(void **state)
{
	(void)state;
	check("Plain words, 12 of them.", "plain words 12 of them");
	check("S/RES/2254 (2015)", "s res 2254 2015");
	check("l’homme d'état", "l homme d etat");
	check("Straße İstanbul ﬁn", "strasse istanbul fin");
	check("Ёлка и йод", "елка и иод");
	check("", "");
	check(" … — ", "");
}

/* Letter variants, marks, tatweel, Persian and Arabic digits, what joins and parts letters. */
static void test_arabic(void **state)
{
	(void)state;
	check("إلى أحمد آخر ٱسم", "الي احمد اخر اسم");
	check("مُسَاعَدَاتٌ", "مساعدات");
	check("مســاعدات", "مساعدات");
	check("مدرسة على", "مدرسه علي");
	check("٢٠١٥ ۲۰۱۵", "2015 2015");
	check("می\u200cخواهم کتاب", "ميخواهم كتاب");
	check("سوريا\u200f، لبنان", "سوريا لبنان");
	check("ﷺ", "صلي الله عليه وسلم");
}

/* A raised number is a note's call; a lowered one is of the word. */
static void test_notes(void **state)
{
	(void)state;
	check("in 2019² and water³⁴,", "in 2019 and water");
	check("CO₂", "co2");
	check("½ cup ⅔", "1 2 cup 2 3");
	check("¹²", "");
}

static void test_chinese(void **state)
{
	(void)state;
	check("叙利亚", "叙 利 亚");
	check("第2254号决议", "第 2254 号 决 议");
	if (!terms_fold_chinese()) {
		print_message("# traditional Chinese is left out: the build had no table\n");
		return;
	}
	check("敘利亞 難民 國際", "叙 利 亚 难 民 国 际");
	check("乾後", "干 后");
}

static int first(const char *term, size_t len, size_t from, size_t to, void *payload)
{
	size_t *at = payload;

	(void)term;
	(void)len;
	at[0] = from;
	at[1] = to;
	return 7;
}

/* Where a term stands, with all marks on its letters; and the end of what is asked for. */
static void test_places(void **state)
{
	static const char text[] = "«e\u0301tat» 2";
	struct terms *t = terms_new();
	size_t at[2];

	(void)state;
	assert_int_equal(terms_cut(t, text, sizeof text - 1, first, at), 7);
	assert_int_equal(at[0], 2);
	assert_int_equal(at[1], 2 + strlen("e\u0301tat"));
	terms_free(t);
}

static int count_length(const char *term, size_t len, size_t from, size_t to, void *payload)
{
	(void)term;
	(void)from;
	(void)to;
	*(size_t *)payload = len;
	return 0;
}

/* Of a run without end as much as a term holds, in whole characters. */
static void test_long(void **state)
{
	struct terms *t = terms_new();
	char text[600];
	size_t len = 0;

	(void)state;
	memset(text, 'a', sizeof text);
	terms_cut(t, text, sizeof text, count_length, &len);
	assert_int_equal(len, TERM_MAX);
	for (size_t i = 0; i < 3 * 100; i += 3)
		memcpy(text + 1 + i, "ก", 3);
	terms_cut(t, text, 301, count_length, &len);
	assert_int_equal(len, 1 + 3 * ((TERM_MAX - 1) / 3));
	terms_free(t);
}

static void check_small(const char *word, const char *want)
{
	char got[64] = "";

	assert_int_equal(word_small(word, strlen(word), got, sizeof got), want != NULL);
	if (want)
		assert_string_equal(got, want);
}

static void test_small_letters(void **state)
{
	(void)state;
	check_small("Réfugiés", "réfugiés");
	check_small("Re\u0301fugie\u0301s", "réfugiés");
	check_small("Российской", "российской");
	check_small("plain", NULL);
	check_small("سوريا", NULL);
	check_small("ééééééééééééééééééééééééééééééééé", NULL);
}

static void check_stem(struct stems *s, enum stem_lang lang, const char *a, const char *b)
{
	char stem[STEM_MAX];

	strcpy(stem, stems_of(s, lang, a, strlen(a)));
	assert_string_equal(stem, stems_of(s, lang, b, strlen(b)));
	assert_true(*stem);
}

static void test_stems(void **state)
{
	struct stems *s = stems_new();
	char word[300];

	(void)state;
	if (!s) {
		print_message("# stems are left out: libstemmer is not here\n");
		return;
	}
	check_stem(s, STEM_EN, "countries", "country");
	check_stem(s, STEM_FR, "réfugiés", "réfugiée");
	check_stem(s, STEM_ES, "naciones", "nación");
	check_stem(s, STEM_RU, "беженцы", "беженцами");
	memset(word, 'a', sizeof word);
	assert_string_equal(stems_of(s, STEM_EN, word, sizeof word), "");
	stems_free(s);
	stems_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_words),  cmocka_unit_test(test_arabic),
		cmocka_unit_test(test_notes),  cmocka_unit_test(test_chinese),
		cmocka_unit_test(test_places), cmocka_unit_test(test_long),
		cmocka_unit_test(test_stems),  cmocka_unit_test(test_small_letters),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
