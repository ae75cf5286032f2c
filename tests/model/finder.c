/* SPDX-License-Identifier: ISC */
/* What is looked for in one text: folded words, an expression, the words of a search. */
#include "config.h"

#include "model/text/finder.h"
#include "model/text/pattern.h"
#include "tests/lib/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct shown {
	const char *text;
	char words[500];
};

static int note(size_t from, size_t to, void *payload)
{
	struct shown *s = payload;
	size_t n = strlen(s->words);

	snprintf(s->words + n, sizeof s->words - n, "[%.*s]", (int)(to - from), s->text + from);
	return 0;
}

static void expect(struct finder *f, const char *text, const char *want)
{
	struct shown s = {text, ""};

	assert_non_null(f);
	assert_int_equal(finder_find(f, text, strlen(text), note, &s), 0);
	assert_string_equal(s.words, want);
}

static void check(const char *typed, const char *text, const char *want)
{
	struct finder *f = finder_new(typed, NULL);

	expect(f, text, want);
	finder_free(f);
}

static void test_words(void **state)
{
	(void)state;
	check("resolution", "One résolution, RESOLUTIONS", "[résolution][RESOLUTION]");
	check("One r", "one  r One R", "[One R]");
	check("الاول", "القرار الأول", "[الأول]");
	check("e", "e\u0301te\u0301", "[e\u0301][e\u0301]");
	check("aa", "aaaaa", "[aa][aa]");
	check("word ", "word", "[word]");
	check("fi", "ﬁn", "[ﬁ]");
	check("none", "", "");
	assert_null(finder_new("", NULL));
	assert_null(finder_new("/", NULL));
}

static bool has_library(void)
{
	struct pattern *p = pattern_new("a", NULL);

	if (!p)
		print_message("# expressions are left out: libpcre2 is not here\n");
	pattern_free(p);
	return p;
}

/* In a long text too, of which it is counted how much is passed. */
static void test_looking_behind(void **state)
{
	struct shown s = {"", ""};
	struct finder *f;
	char text[6000];

	(void)state;
	if (!has_library())
		return;
	memset(text, 'a', sizeof text);
	memcpy(text + 5000, "the river", 9);
	f = finder_new("/(?<=the )river", NULL);
	assert_non_null(f);
	assert_int_equal(finder_find(f, text, sizeof text, note, &s), 0);
	assert_false(finder_gave_up(f));
	finder_free(f);
}

static void test_expressions(void **state)
{
	(void)state;
	if (!has_library())
		return;
	check("/kill(ed|ing)", "Killed, killing, kill", "[Killed][killing]");
	check("/Kill", "Kill kill", "[Kill]");
	check("/\\bقرار\\w*", "قرارات وقرار", "[قرارات]");
	check("/x*", "axxb", "[xx]");
	check("/x*|a", "axxb", "[a][xx]");
	check("/^a|b$", "ab ab", "[a][b]");
	check("/\\W", "a b", "[ ]");
	check("/é.", "éa éb", "[éa][éb]");
}

static void test_wrong_expression(void **state)
{
	struct err err = {0};

	(void)state;
	if (!has_library())
		return;
	assert_null(finder_new("/kill(ed", &err));
	assert_int_equal(err.code, ERR_USAGE);
	assert_non_null(strstr(err.text, "kill(ed: after 7 bytes: missing closing parenthesis"));
	assert_null(finder_new("/\\C", &err));
}

/* One that would try for years is given up, and says so; what was found before it stays. */
static void test_given_up(void **state)
{
	struct finder *f;
	char text[60] = "ab ";

	(void)state;
	if (!has_library())
		return;
	memset(text + 3, 'a', 50);
	f = finder_new("/b|(a+)+c", NULL);
	assert_false(finder_gave_up(f));
	expect(f, text, "[b]");
	assert_true(finder_gave_up(f));
	finder_free(f);
	f = finder_new("/(a+)+b", NULL);
	expect(f, "aaaaaaaaab", "[aaaaaaaaab]");
	assert_false(finder_gave_up(f));
	finder_free(f);
}

static bool gives_up(const char *typed, size_t len)
{
	struct finder *f = finder_new(typed, NULL);
	struct shown s = {"", ""};
	char *text = malloc(len + 1);
	bool gave_up;

	memset(text, 'a', len);
	text[len] = '\0';
	assert_non_null(f);
	assert_int_equal(finder_find(f, text, len, note, &s), 0);
	gave_up = finder_gave_up(f);
	/* another text is begun anew */
	finder_find(f, "b", 1, note, &s);
	assert_int_equal(finder_gave_up(f), gave_up);
	finder_free(f);
	free(text);
	return gave_up;
}

/* In a long text what is passed over counts, for each of its bytes. */
static void test_given_up_long(void **state)
{
	(void)state;
	if (!has_library())
		return;
	assert_false(gives_up("/[ab]+c", 4096));
	assert_true(gives_up("/[ab]+c", 4097));
	assert_false(gives_up("/a{900}b", 20000));
	assert_true(gives_up("/a{1100}b", 20000));
	assert_false(gives_up("/^[ab]+c", 20000));
}

static void test_marks(void **state)
{
	struct marks *m = marks_new(), *other = marks_new();
	struct finder *f, *g;

	(void)state;
	marks_add(m, "camp", false, 0);
	marks_add(m, "camps", false, 0);
	marks_add(other, "camp", false, 0);
	f = finder_of_marks(m);
	g = finder_of_marks(other);
	expect(f, "Camps, a camp, camping", "[Camps][camp]");
	assert_true(finder_number(f) != finder_number(g));
	finder_free(f);
	finder_free(g);
	assert_null(finder_of_marks(NULL));
}

static int stop(size_t from, size_t to, void *payload)
{
	(void)from;
	(void)to;
	++*(int *)payload;
	return 3;
}

static void test_end(void **state)
{
	struct finder *f = finder_new("a", NULL), *same = finder_new("a", NULL);
	int n = 0;

	(void)state;
	assert_int_equal(finder_find(f, "aaa", 3, stop, &n), 3);
	assert_int_equal(n, 1);
	assert_int_equal(finder_number(f), finder_number(same));
	finder_free(f);
	finder_free(same);
	finder_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_words),          cmocka_unit_test(test_expressions),
		cmocka_unit_test(test_given_up),       cmocka_unit_test(test_given_up_long),
		cmocka_unit_test(test_looking_behind), cmocka_unit_test(test_wrong_expression),
		cmocka_unit_test(test_marks),          cmocka_unit_test(test_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
