/* SPDX-License-Identifier: ISC */
/* What goes onto the clipboard: y, Y and :copy, by what is sent to the terminal. */
#include "config.h"

#include "tests/tui/app_lib.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static int set_up(void **state)
{
	struct test_app *t = malloc(sizeof *t);
	char *doc;

	app_set_up(t);
	doc = app_file("screens/wells_1.doc");
	setenv("PALAIS_NOW", "2026-11-20T10:07:00", 1);
	app_put(t, "S/2026/902", doc, true);
	free(doc);
	doc = app_file("screens/wells_3.doc");
	setenv("PALAIS_NOW", "2026-11-22T11:59:00", 1);
	app_put(t, "S/2026/902", doc, true);
	free(doc);
	doc = app_file("screens/water.doc");
	app_put(t, "https://press.example/en/water.htm", doc, true);
	free(doc);
	*state = t;
	return 0;
}

static int tear_down(void **state)
{
	app_tear_down(*state);
	free(*state);
	return 0;
}

/* The bytes of what base64 says. */
static char *decode(const char *s, size_t len)
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	char *out = calloc(1, len + 1);
	unsigned bits = 0, n = 0;
	size_t at = 0;

	for (size_t i = 0; i < len && s[i] != '='; i++) {
		bits = bits << 6 | (unsigned)(strchr(digits, s[i]) - digits);
		n += 6;
		if (n >= 8) {
			n -= 8;
			out[at++] = (char)(bits >> n);
		}
	}
	return out;
}

/* What the last key sent to the clipboard; "" where it sent nothing. To be freed. */
static char *copied(struct test_app *t)
{
	static const char begin[] = "\033]52;c;";
	const char *at = strstr(t->screen.sent.bytes, begin);

	if (!at)
		return strdup("");
	at += strlen(begin);
	return decode(at, strcspn(at, "\a"));
}

static void check_copied(struct test_app *t, const char *want)
{
	char *got = copied(t);

	assert_string_equal(got, want);
	free(got);
}

static void check_begins(struct test_app *t, const char *want)
{
	char *got = copied(t);

	if (strncmp(got, want, strlen(want)) != 0)
		fail_msg("'%s' does not begin with '%s'", got, want);
	free(got);
}

#define LETTER \
	"United Nations, Security Council, “Wells of the towns”, S/2026/902, 2 November 2026, " \
	"https://docs.un.org/en/S/2026/902"

static void test_paragraph(void **state)
{
	struct test_app *t = *state;

	app_start(t, TERM_BIDI_LOGICAL, 24, 80, "-o -l en S/2026/902");
	app_do(t, ":2");
	app_keys(t, "y");
	check_copied(t, "“Asks for a report by the end of the spring:”, para. 2, " LETTER
	                " (fetched 2026-11-22 11:59 UTC)");
	app_must_show(t, "copied: “Asks for a report");
	/* an item is one of the number before it, */
	app_keys(t, "j j j y");
	check_copied(t, "“on the road over the pass;”, para. 2 (b), " LETTER
	                " (fetched 2026-11-22 11:59 UTC)");
	/* and a paragraph without one has none: the whole is referred to */
	app_keys(t, "g j j j j y");
	check_copied(t, LETTER " (fetched 2026-11-22)");
}

/* Of another version it is that one's words and time. */
static void test_version(void **state)
{
	struct test_app *t = *state;

	app_start(t, TERM_BIDI_LOGICAL, 24, 80, "-o -l en S/2026/902@1");
	app_do(t, ":2");
	app_keys(t, "y");
	check_begins(t, "“Asks for a report by the end of the winter:”, para. 2, ");
	app_must_show(t, "copied:");
	app_keys(t, "g Y b");
	check_begins(t, "@techreport{S-2026-902,\n  author = {{United Nations, Security Council}},"
	                "\n  title = {{Wells of the town}},");
}

/* What the terminal cannot show is copied as it is. */
static void test_letters(void **state)
{
	static const char page[] = "docfile 1\nF title Колодцы\nF language ru\nB paragraph\n"
				   "A number 7\nT Семь колодцев открыты.\n.\n";
	struct test_app *t = *state;

	app_put(t, "https://press.example/ru/wells.htm", page, true);
	setenv("LC_ALL", "C", 1);
	setlocale(LC_ALL, "C");
	app_start(t, TERM_BIDI_LOGICAL, 24, 80, "-o https://press.example/ru/wells.htm");
	app_do(t, ":7");
	app_keys(t, "y");
	setlocale(LC_ALL, "C.UTF-8");
	check_begins(t, "“Семь колодцев открыты.”, para. 7, “Колодцы”, ");
}

/* In either of two languages that lie together. */
static void test_two_languages(void **state)
{
	static const char french[] =
		"docfile 1\nF title Les puits\nF symbol S/2026/902\nF language fr\n"
		"B paragraph\nA number 2\nT Demande un rapport :\n.\n";
	struct test_app *t = *state;

	app_put(t, "S/2026/902", french, true);
	app_start(t, TERM_BIDI_LOGICAL, 24, 80, "-o -l en,fr S/2026/902");
	app_keys(t, "P");
	app_must_show(t, "Demande un rapport");
	app_do(t, ":2");
	app_keys(t, "y");
	check_begins(t, "“Asks for a report by the end of the spring:”, para. 2, United Nations");
	app_keys(t, "j j y");
	check_begins(t, "“Demande un rapport :”, para. 2, United Nations, ");
}

static void test_forms(void **state)
{
	struct test_app *t = *state;

	app_start(t, TERM_BIDI_LOGICAL, 24, 80, "-o -l en S/2026/902");
	app_do(t, ":2");
	app_keys(t, "Y");
	app_must_show(t, "copy: t text  b BibTeX  r RIS  c CSL");
	app_keys(t, "t");
	check_copied(t, LETTER " (fetched 2026-11-22)");
	app_keys(t, "Y r");
	check_begins(t, "TY  - RPRT\r\nAU  - United Nations, Security Council\r\n");
	app_keys(t, "Y c");
	check_begins(t, "[\n{\"id\":\"S-2026-902\",\"type\":\"report\"");
	/* another key leaves it, and does nothing else */
	app_keys(t, "Y j");
	check_copied(t, "");
	app_must_show(t, "¶2");
	app_keys(t, "Y Esc");
	check_copied(t, "");
	app_do(t, ":copy bibtex");
	check_begins(t, "@techreport{S-2026-902,");
	app_do(t, ":copy csl");
	check_begins(t, "[\n{");
	app_do(t, ":copy text");
	check_copied(t, LETTER " (fetched 2026-11-22)");
	app_do(t, ":copy word");
	check_copied(t, "");
	app_must_show(t, "copy: text, bibtex, ris or csl-json");
}

/* The row of a figure: value, unit, date, source; on its own page too. */
static void test_figure(void **state)
{
	struct test_app *t = *state;
	char *row, *page;

	app_start(t, TERM_BIDI_LOGICAL, 24, 100, "-o -l en list:figures");
	app_keys(t, "] y");
	row = copied(t);
	assert_non_null(strstr(row, ", as of "));
	assert_non_null(strstr(row, "http"));
	assert_true(*row >= '0' && *row <= '9');
	app_keys(t, "Enter y");
	page = copied(t);
	assert_string_equal(row, page);
	free(row);
	free(page);
}

/* Elsewhere a reference to what is shown. */
static void test_page(void **state)
{
	struct test_app *t = *state;

	app_start(t, TERM_BIDI_LOGICAL, 24, 80, "-o -l en https://press.example/en/water.htm");
	app_keys(t, "y");
	check_begins(t,
	             "“Water for the eastern villages”, 20 November 2026, https://press.example");
}

/* More than a terminal takes is not cut, and said. */
static void test_long(void **state)
{
	struct test_app *t = *state;
	struct buf b;

	buf_init(&b, 1 << 20);
	buf_str(&b, "docfile 1\nF title Long\nF language en\nB paragraph\nA number 1\nT ");
	for (int i = 0; i < 39800; i++)
		buf_char(&b, 'x');
	buf_str(&b, "\n.\n");
	app_put(t, "https://press.example/en/less.htm", b.bytes, true);
	buf_cut(&b, b.len - 3);
	for (int i = 0; i < 300; i++)
		buf_char(&b, 'x');
	buf_str(&b, "\n.\n");
	app_put(t, "https://press.example/en/more.htm", b.bytes, true);
	buf_done(&b);
	app_start(t, TERM_BIDI_LOGICAL, 24, 80, "-o -l en https://press.example/en/less.htm");
	app_do(t, ":1");
	app_keys(t, "y");
	check_begins(t, "“xxx");
	app_do(t, ":open https://press.example/en/more.htm");
	app_do(t, ":1");
	app_keys(t, "y");
	check_copied(t, "");
	app_must_show(t, "longer than a terminal takes at once: not copied");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_paragraph, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_version, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_letters, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_two_languages, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_forms, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_figure, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_page, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_long, set_up, tear_down),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
