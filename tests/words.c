/* Languages, dates, sizes, ASCII. */
#include "config.h"

#include "model/ascii.h"
#include "model/date.h"
#include "model/lang.h"

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
	date_bytes(812, got, sizeof got);
	assert_string_equal(got, "812 B");
	date_bytes(6100, got, sizeof got);
	assert_string_equal(got, "6.1 KB");
}

static void test_ascii(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 1000);
	ascii_write(&b, "“Résolution” — 50 %… ●○", strlen("“Résolution” — 50 %… ●○"));
	assert_string_equal(b.bytes, "\"Resolution\" - 50 %... *o");
	assert_false(ascii_lossy("é", 2));
	assert_true(ascii_lossy("ق", 2));
	buf_done(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_languages), cmocka_unit_test(test_dates),
		cmocka_unit_test(test_ascii),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
