/* SPDX-License-Identifier: ISC */
/* What of a text is put out: each character that has no shape, where it is needed and where
 * it is not; marks on a letter; names of hosts that mix scripts; errors. */
#include "config.h"

#include "model/base/err.h"
#include "model/base/shown.h"
#include "model/base/url.h"
#include "model/text/characters.h"
#include "tests/lib/check.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void check(const char *s, bool own, const char *want)
{
	struct buf b;

	buf_init(&b, 1 << 16);
	shown_add(&b, s, strlen(s), own);
	assert_string_equal(b.bytes, want);
	assert_int_equal(shown_is_all(s, strlen(s), own), !strcmp(s, want));
	/* once is enough */
	assert_true(shown_is_all(b.bytes, b.len, own));
	buf_done(&b);
}

/* Each that is never needed, in every company. */
static void test_hidden(void **state)
{
	static const uint32_t hidden[] = {
		0x034f,  0x061c,  0x115f,  0x1160,  0x200b,  0x2060,  0x2061,
		0x2062,  0x2063,  0x2064,  0x3164,  0xffa0,  0x1bca0, 0x1bca1,
		0x1bca2, 0x1bca3, 0x1d173, 0x1d174, 0x1d175, 0x1d176, 0x1d177,
		0x1d178, 0x1d179, 0x1d17a, 0xe0001, 0xe0020, 0xe0041, 0xe007f,
	};
	static const char *const sides[] = {"", "a", "م", "水", "ᠠ", "☀", "क"};

	(void)state;
	for (size_t i = 0; i < sizeof hidden / sizeof *hidden; i++)
		for (size_t k = 0; k < sizeof sides / sizeof *sides; k++) {
			struct buf b;
			char want[40];

			buf_init(&b, 100);
			buf_str(&b, sides[k]);
			buf_utf8(&b, hidden[i]);
			buf_str(&b, sides[k]);
			snprintf(want, sizeof want, "%s%s", sides[k], sides[k]);
			check(b.bytes, false, want);
			check(b.bytes, true, want);
			assert_true(shown_is_hidden(hidden[i]));
			assert_int_equal(text_width(b.bytes, b.len),
			                 text_width(want, strlen(want)));
			buf_done(&b);
		}
}

static void test_their_neighbours(void **state)
{
	static const uint32_t shown[] = {0x034e,  0x0350, 0x061b, 0x061d,  0x115e,  0x1161,
	                                 0x180a,  0x1810, 0x2010, 0x200a,  0x2065,  0x3163,
	                                 0x3165,  0xff9f, 0xffa1, 0x1bc9f, 0x1bca4, 0x1d172,
	                                 0x1d17b, 0xfdff, 0xfe10, 0xdffff, 0xe1000};

	(void)state;
	for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
		struct buf b;

		buf_init(&b, 100);
		buf_str(&b, "a");
		buf_utf8(&b, shown[i]);
		check(b.bytes, false, b.bytes);
		assert_false(shown_is_hidden(shown[i]));
		buf_done(&b);
	}
}

static void test_directions(void **state)
{
	(void)state;
	check("a\u200eb\u200fc", false, "abc");
	check("a\u200eb\u200fc", true, "a\u200eb\u200fc");
	assert_true(shown_has_marks("a\u200e") && shown_has_marks("\u200f%s"));
	assert_false(shown_has_marks("a\u061c \u200d"));
}

static void test_joiners(void **state)
{
	(void)state;
	/* Persian, Arabic at the end of a word, Hindi, a family, in Latin and at the ends */
	check("می\u200cخواهم", false, "می\u200cخواهم");
	check("ه\u200d", false, "ه\u200d");
	check("\u200dه", false, "\u200dه");
	check("क्\u200dष", false, "क्\u200dष");
	check("क्\u200cष", false, "क्\u200cष");
	check("\U0001f468\u200d\U0001f469", false, "\U0001f468\u200d\U0001f469");
	check("❤\ufe0f\u200d\U0001f525", false, "❤\ufe0f\u200d\U0001f525");
	check("a\u200cb\u200dc", false, "abc");
	check("م\u200c", false, "م");
	check("\u200cم", false, "م");
	check("م\u200c a", false, "م a");
	check("م\u200d\u200d\u200dم", false, "م\u200d\u200dم");
	check("\U0001f468\u200da", false, "\U0001f468a");
	check("水\u200d水", false, "水水");
	check("И\u200cл", false, "Ил");
}

static void test_variants(void **state)
{
	(void)state;
	check("ᠠ\u180b\u180c\u180d", false, "ᠠ\u180b");
	check("a\u180bb\u180cc\u180dd\u180ee", false, "abcde");
	check("ᠠ\u180eᠠ", false, "ᠠ\u180eᠠ");
	check("ᠠ\u180e", false, "ᠠ");
	check("\u180eᠠ", false, "ᠠ");
	check("☀\ufe0f☀\ufe0e", false, "☀\ufe0f☀\ufe0e");
	check("7\ufe0f\u20e3 #\ufe0f *\ufe0f", false, "7\ufe0f\u20e3 #\ufe0f *\ufe0f");
	check("a\ufe0fb\ufe0e م\ufe0f", false, "ab م");
	check("葛\ufe00 a\ufe00", false, "葛\ufe00 a");
	check("≨\ufe00", false, "≨\ufe00");
}

/* Eight marks on a letter, of any script; then the next letter may have as many. */
static void test_marks(void **state)
{
	static const char *const marks[] = {"\u0301", "\u064e", "\u0e34", "\u20d0"};

	(void)state;
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		for (int n = 7; n < 12; n++) {
			char s[200] = "a", want[200] = "a";

			for (int k = 0; k < n; k++) {
				strcat(s, marks[i]);
				if (k < SHOWN_MARKS)
					strcat(want, marks[i]);
			}
			strcat(s, "b");
			strcat(want, "b");
			strcat(s, marks[i]);
			strcat(want, marks[i]);
			check(s, false, want);
			check(s, true, want);
		}
}

static void test_plain(void **state)
{
	static const char *const same[] = {"",
	                                   "plain words",
	                                   "الأمن الدولي",
	                                   "مُحَمَّدٌ",
	                                   "安全理事会",
	                                   "Совет Безопасности",
	                                   "é ñ ç",
	                                   "한국어",
	                                   "ひらがな",
	                                   "\u00ad soft \u00a0 blank",
	                                   "\ufffd"};

	(void)state;
	for (size_t i = 0; i < sizeof same / sizeof *same; i++)
		check(same[i], false, same[i]);
}

/* -- hosts ----------------------------------------------------------------------------- */

static void host(const char *address, const char *want)
{
	char *normal = url_normal(address);

	assert_non_null(normal);
	assert_string_equal(normal, want);
	free(normal);
	normal = url_resolve(address, "");
	assert_non_null(normal);
	assert_string_equal(normal, want);
	free(normal);
}

static void test_hosts(void **state)
{
	(void)state;
	/* one script, or scripts that belong together: as they are */
	host("https://Example.ORG/", "https://example.org/");
	host("https://пример.рф/", "https://пример.рф/");
	host("https://münchen.example/", "https://münchen.example/");
	host("https://例え-テスト.example/", "https://例え-テスト.example/");
	host("https://موقع7.example/", "https://موقع7.example/");
	/* a Cyrillic letter among Latin ones; the values are those of RFC 3492 */
	host("https://pаypal.example/", "https://xn--pypal-4ve.example/");
	host("https://un.оrg/", "https://un.xn--rg-emc/");
	host("https://PАYPAL.example/", "https://xn--pypal-4ve.example/");
	host("https://www.gοοgle.example:8443/x", "https://www.xn--ggle-0nda.example:8443/x");
	/* what would end a host when it is folded stays as it is */
	host("https://я℀.example/", "https://я℀.example/");
	host("https://aя⒈.example/", "https://aя⒈.example/");
	host("https://水a.example/", "https://xn--a-t98b.example/");
}

/* -- errors ---------------------------------------------------------------------------- */

static void test_errors(void **state)
{
	struct err err = {0};

	(void)state;
	err_set(&err, ERR_FAILED, "%s: not kept", "a\u200e\u202e\u061cb\u2063.html");
	assert_string_equal(err.text, "ab.html: not kept");
	err_prefix(&err, "x\u200fy\u3164");
	assert_string_equal(err.text, "xy: ab.html: not kept");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_hidden),     cmocka_unit_test(test_their_neighbours),
		cmocka_unit_test(test_directions), cmocka_unit_test(test_joiners),
		cmocka_unit_test(test_variants),   cmocka_unit_test(test_marks),
		cmocka_unit_test(test_plain),      cmocka_unit_test(test_hosts),
		cmocka_unit_test(test_errors),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
