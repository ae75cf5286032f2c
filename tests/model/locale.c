/* SPDX-License-Identifier: ISC */
/* Dates, numbers and plural forms in the six languages, as UN texts have them. */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants them first */
#include <cmocka.h>

#include "model/text/date.h"
#include "model/text/locale.h"
#include "model/base/err.h"
#include "model/base/lang.h"
#include "model/base/messages.h"
#include "model/text/units.h"

#include <limits.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define NBSP "\u00a0"

static void speak(const char *language)
{
	char here[PATH_MAX - 8], path[PATH_MAX];

	assert_non_null(getcwd(here, sizeof here));
	snprintf(path, sizeof path, "%s/locale", here);
	messages_start(path, language);
	assert_string_equal(messages_language(), language);
}

static void dates(void **state)
{
	/* as in lang_codes */
	static const struct {
		const char *iso;
		bool brief;
		const char *said[LANG_COUNT];
	} known[] = {
		{"2015-12-18",
	         false,
	         {"18 كانون الأول/ديسمبر 2015", "2015年12月18日", "18 December 2015",
	          "18 décembre 2015", "18 декабря 2015 года", "18 de diciembre de 2015"}},
		{"2021-07-01",
	         false,
	         {"1 تموز/يوليه 2021", "2021年7月1日", "1 July 2021", "1er juillet 2021",
	          "1 июля 2021 года", "1 de julio de 2021"}},
		{"2015-12",
	         false,
	         {"كانون الأول/ديسمبر 2015", "2015年12月", "December 2015", "décembre 2015",
	          "декабрь 2015 года", "diciembre de 2015"}},
		{"2015", false, {"2015", "2015年", "2015", "2015", "2015 год", "2015"}},
		{"2017-03-23/2017-03-31",
	         false,
	         {"23 - 31 آذار/مارس 2017", "2017年3月23日至31日", "23–31 March 2017",
	          "23–31 mars 2017", "23–31 марта 2017 года", "23 a 31 de marzo de 2017"}},
		{"2017-02-23/2017-03-03",
	         false,
	         {"23 شباط/فبراير - 3 آذار/مارس 2017", "2017年2月23日至3月3日",
	          "23 February–3 March 2017", "23 février–3 mars 2017",
	          "23 февраля–3 марта 2017 года", "23 de febrero a 3 de marzo de 2017"}},
		{"2015-12-18",
	         true,
	         {"2015-12-18", "2015-12-18", "18 Dec 2015", "18 déc. 2015", "18 дек. 2015",
	          "18 dic. 2015"}},
		{"2017-03-23/2017-03-31",
	         true,
	         {"2017-03-23\u200e–\u200e31", "2017-03-23–31", "23–31 Mar 2017", "23–31 mars 2017",
	          "23–31 марта 2017", "23–31 mar. 2017"}},
		{"no date",
	         false,
	         {"no date", "no date", "no date", "no date", "no date", "no date"}},
	};
	char out[120];

	(void)state;
	for (int l = 0; l < LANG_COUNT; l++) {
		speak(lang_codes[l]);
		for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
			date_print(known[i].iso, known[i].brief, out, sizeof out);
			assert_string_equal(out, known[i].said[l]);
		}
	}
}

static void dates_in_their_year(void **state)
{
	static const char *const said[LANG_COUNT] = {"12-18",   "12-18",   "18 Dec",
	                                             "18 déc.", "18 дек.", "18 dic."};
	char out[80];

	(void)state;
	for (int l = 0; l < LANG_COUNT; l++) {
		speak(lang_codes[l]);
		date_in_year("2015-12-18", out, sizeof out);
		assert_string_equal(out, said[l]);
		date_in_year("2015", out, sizeof out);
		assert_memory_equal(out, "2015", 4);
	}
}

static void numbers(void **state)
{
	static const struct {
		const char *value;
		const char *whole[LANG_COUNT], *brief[LANG_COUNT];
	} known[] = {
		{"13500000",
	         {"13" NBSP "500" NBSP "000", "13" NBSP "500" NBSP "000", "13,500,000",
	          "13" NBSP "500" NBSP "000", "13" NBSP "500" NBSP "000", "13.500.000"},
	         {"13,5" NBSP "مليون", "1" NBSP "350万", "13.5 M", "13,5" NBSP "M",
	          "13,5" NBSP "млн", "13,5" NBSP "M"}},
		{"5400000000",
	         {"5" NBSP "400" NBSP "000" NBSP "000", "5" NBSP "400" NBSP "000" NBSP "000",
	          "5,400,000,000", "5" NBSP "400" NBSP "000" NBSP "000",
	          "5" NBSP "400" NBSP "000" NBSP "000", "5.400.000.000"},
	         {"5,40" NBSP "بليون", "54.0亿", "5.40 bn", "5,40" NBSP "Md", "5,40" NBSP "млрд",
	          "5.400" NBSP "M"}},
		{"36.6",
	         {"36,6", "36.6", "36.6", "36,6", "36,6", "36,6"},
	         {"36,6", "36.6", "36.6", "36,6", "36,6", "36,6"}},
		{"7", {"7", "7", "7", "7", "7", "7"}, {"7", "7", "7", "7", "7", "7"}},
	};
	char out[120];

	(void)state;
	for (int l = 0; l < LANG_COUNT; l++) {
		speak(lang_codes[l]);
		for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
			units_number(known[i].value, out, sizeof out);
			assert_string_equal(out, known[i].whole[l]);
			units_short_number(known[i].value, out, sizeof out);
			assert_string_equal(out, known[i].brief[l]);
		}
	}
}

static void plural_forms(void **state)
{
	static const struct {
		int n;
		const char *days[LANG_COUNT];
	} known[] = {
		{0,
	         {"قبل 0 يوم", "0天前", "0 days ago", "il y a 0 jour", "0 дней назад",
	          "hace 0 días"}},
		{1,
	         {"قبل يوم واحد", "1天前", "1 day ago", "il y a 1 jour", "1 день назад",
	          "hace 1 día"}},
		{2,
	         {"قبل يومين", "2天前", "2 days ago", "il y a 2 jours", "2 дня назад",
	          "hace 2 días"}},
		{3,
	         {"قبل 3 أيام", "3天前", "3 days ago", "il y a 3 jours", "3 дня назад",
	          "hace 3 días"}},
		{5,
	         {"قبل 5 أيام", "5天前", "5 days ago", "il y a 5 jours", "5 дней назад",
	          "hace 5 días"}},
		{11,
	         {"قبل 11 يوما", "11天前", "11 days ago", "il y a 11 jours", "11 дней назад",
	          "hace 11 días"}},
		{21,
	         {"قبل 21 يوما", "21天前", "21 days ago", "il y a 21 jours", "21 день назад",
	          "hace 21 días"}},
		{24,
	         {"قبل 24 يوما", "24天前", "24 days ago", "il y a 24 jours", "24 дня назад",
	          "hace 24 días"}},
		{100,
	         {"قبل 100 يوم", "100天前", "100 days ago", "il y a 100 jours", "100 дней назад",
	          "hace 100 días"}},
		{103,
	         {"قبل 103 أيام", "103天前", "103 days ago", "il y a 103 jours", "103 дня назад",
	          "hace 103 días"}},
		{111,
	         {"قبل 111 يوما", "111天前", "111 days ago", "il y a 111 jours", "111 дней назад",
	          "hace 111 días"}},
		{1000011,
	         {"قبل 1000011 يوما", "1000011天前", "1000011 days ago", "il y a 1000011 jours",
	          "1000011 дней назад", "hace 1000011 días"}},
	};
	char out[120];

	(void)state;
	for (int l = 0; l < LANG_COUNT; l++) {
		speak(lang_codes[l]);
		for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
			snprintf(out, sizeof out,
			         messages_count("%lld day ago", "%lld days ago", known[i].n),
			         (long long)known[i].n);
			assert_string_equal(out, known[i].days[l]);
		}
	}
}

static void ages_and_sizes(void **state)
{
	static const char *const ages[LANG_COUNT] = {"3 ساعات",  "3小时",  "3 hours",
	                                             "3 heures", "3 часа", "3 horas"};
	static const char *const nows[LANG_COUNT] = {"الآن",       "现在",   "now",
	                                             "maintenant", "сейчас", "ahora"};
	static const char *const sizes[LANG_COUNT] = {"6,1 ك.ب", "6.1 KB", "6.1 KB",
	                                              "6,1 Ko",  "6,1 КБ", "6,1 KB"};
	char out[80];

	(void)state;
	for (int l = 0; l < LANG_COUNT; l++) {
		speak(lang_codes[l]);
		date_age(1000000, 1000000 + 3 * 3600 + 5, out, sizeof out);
		assert_string_equal(out, ages[l]);
		date_ago(1000000, 1000030, out, sizeof out);
		assert_string_equal(out, nows[l]);
		units_bytes(6100, out, sizeof out);
		assert_string_equal(out, sizes[l]);
	}
}

/* As machines write them: "01 Apr 2022", "December 18, 2015". */
static void english_months(void **state)
{
	static const char *const words[] = {"Jan", "february", "MAR",  "Apr", "May", "June",
	                                    "jul", "Aug",      "Sept", "Oct", "Nov", "December"};
	static const char *const none[] = {"", "Ja", "Ma", "Fre", "anu", "Uar"};

	(void)state;
	for (int i = 0; i < 12; i++)
		assert_int_equal(locale_english_month(words[i]), i + 1);
	for (size_t i = 0; i < sizeof none / sizeof *none; i++)
		assert_int_equal(locale_english_month(none[i]), 0);
}

/* As feeds and catalogues write them; "" where none is taken. */
static void written_dates(void **state)
{
	static const char *const cases[][2] = {
		/* by months' names, in their places */
		{"Fri, 14 Mar 2031 00:01:55 -0400", "2031-03-14"},
		{"Fri,4 MAR 2031 08:00 EST", "2031-03-04"},
		{"Thursday, 4 September 2031", "2031-09-04"},
		{"Thu Sep  4 10:00:00 2031", "2031-09-04"},
		{"Thu Sep 04 10:00:00 +0300 2031", "2031-09-04"},
		{"Thu, Sep 4 2031 10:00:00 -0400", "2031-09-04"},
		{"September 4, 2031 10:00 PM", "2031-09-04"},
		{"04-Sept-2031 10:00", "2031-09-04"},
		{"2031 Sep 4", "2031-09-04"},
		{"31 Dec 2031", "2031-12-31"},
		/* in other languages; a weekday that begins as a month does */
		{"Do, 04 Mär 2031 10:00:00 +0100", "2031-03-04"},
		{"mar., 08 juil. 2031", "2031-07-08"},
		{"mar. 8 mars 2031", "2031-03-08"},
		{"March 8, 2031, may change", "2031-03-08"},
		{"5 Dez. 2031", "2031-12-05"},
		{"5 ağu 2031", "2031-08-05"},
		{"5 de maio de 2031", "2031-05-05"},
		{"5 марта 2031 г.", "2031-03-05"},
		{"٥ تشرين الثاني/نوفمبر ٢٠٣١", "2031-11-05"},
		{"5 جويلية 2031", "2031-07-05"},
		{"2031年3月5日", "2031-03-05"},
		{"8 jui 2031", ""},
		{"8 ma 2031", ""},
		{"8 oc 2031", ""},
		{"8 gen 2031", "2031-01-08"},
		/* years of two and three digits */
		{"Wed, 30 Jun 99 10:00:00 GMT", "1999-06-30"},
		{"30 Jun 49", "2049-06-30"},
		{"30 Jun 50", "1950-06-30"},
		{"30 Jun 131", "2031-06-30"},
		{"30 Jun 12031", ""},
		/* in numbers */
		{"2031-03-14T08:00:00.5+02:00", "2031-03-14"},
		{"2031-03-14 08:00", "2031-03-14"},
		{"2031-03-14+14:00", "2031-03-14"},
		{"2031/3/4 15:07:41", "2031-03-04"},
		{"20310304T120000Z", "2031-03-04"},
		{"20310304", "2031-03-04"},
		{"05.03.2031 10:00", "2031-03-05"},
		{"25/03/2031", "2031-03-25"},
		{"03/25/2031", "2031-03-25"},
		{"03/03/2031", "2031-03-03"},
		{"05/03/2031", ""},
		{"12-11-2031", ""},
		{"05.03.31", ""},
		/* no more than is known */
		{"2031-03", "2031-03"},
		{"2031", "2031"},
		{"Dec. 2031", "2031-12"},
		{"ديسمبر 2031", "2031-12"},
		{"2031 ديسمبر", "2031-12"},
		{"Dec. 31", ""},
		{"Dec. 12031", ""},
		{"2031-13", ""},
		{"2031-W06-2", ""},
		{"2031-3", ""},
		/* what cannot be */
		{"31 Feb 2031", ""},
		{"29 Feb 2031", ""},
		{"29 Feb 2032", "2032-02-29"},
		{"29 Feb 2100", ""},
		{"Wed, 31 Jun 2031 10:00:00 GMT", ""},
		{"0 Mar 2031", ""},
		{"0000-00-00", ""},
		{"0001-01-01T00:00:00Z", ""},
		{"Wed, 30 Nov -0001 00:00:00 +0000", ""},
		{"1899-12-31", ""},
		{"1900-01-01", "1900-01-01"},
		{"2999-12-31", "2999-12-31"},
		{"3000-01-01", ""},
		{"2031-03-14T25:00:00Z", ""},
		{"2031-03-14T24:00:00Z", "2031-03-14"},
		{"2031-03-14T24:01:00Z", ""},
		{"2031-03-14 10:60", ""},
		{"2031-03-14 10:59:60", "2031-03-14"},
		{"2031-03-14 10:59:61", ""},
		{"20310314T250000", ""},
		{"2031-03-14 10:00 -25:00", "2031-03-14"},
		/* no date */
		{"n/a", ""},
		{"yesterday, 10:00", ""},
		{"3 days ago", ""},
		{"Issue 12 of 2031", ""},
		{"5 Mar - 7 Apr 2031", ""},
		{"", ""},
	};
	char out[11], long_one[300] = "5 March 2031";

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		if (!date_read(cases[i][0], out))
			*out = '\0';
		if (strcmp(out, cases[i][1]) != 0)
			fail_msg("“%s”: “%s”, not “%s”", cases[i][0], out, cases[i][1]);
	}
	memset(long_one + 12, '-', 108);
	assert_true(date_read(long_one, out));
	memset(long_one + 12, '-', 109);
	assert_false(date_read(long_one, out));
	assert_true(date_read("\n 2031-03\r\n", out));
	assert_string_equal(out, "2031-03");
}

static void direction_and_errors(void **state)
{
	struct err err = {0};

	(void)state;
	speak("ar");
	assert_true(messages_rtl());
	err_set(&err, ERR_FAILED, "out of memory");
	assert_string_equal(err.text, "الذاكرة لا تكفي");
	/* what is no message stands as it is */
	err_set(&err, ERR_FAILED, "S/RES/2254: %s", "x");
	assert_string_equal(err.text, "S/RES/2254: x");
	assert_string_equal(_(""), "");
	speak("fr");
	assert_false(messages_rtl());
	speak("en");
	assert_false(messages_rtl());
	err_set(&err, ERR_FAILED, "out of memory");
	assert_string_equal(err.text, "out of memory");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(dates),          cmocka_unit_test(dates_in_their_year),
		cmocka_unit_test(numbers),        cmocka_unit_test(plural_forms),
		cmocka_unit_test(ages_and_sizes), cmocka_unit_test(english_months),
		cmocka_unit_test(written_dates),  cmocka_unit_test(direction_and_errors),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
