/* SPDX-License-Identifier: ISC */
/* Words that were looked for, marked in a text. */
#include "config.h"

#include "model/text/marks.h"
#include "tests/lib/check.h"

#include <stdio.h>
#include <string.h>

struct shown {
	const char *text;
	char words[500];
};

static int note(size_t from, size_t to, int word, void *payload)
{
	struct shown *s = payload;
	size_t n = strlen(s->words);

	snprintf(s->words + n, sizeof s->words - n, "%d[%.*s]", word, (int)(to - from),
	         s->text + from);
	return 0;
}

static void check(struct marks *m, const char *text, const char *want)
{
	struct shown s = {text, ""};

	assert_int_equal(marks_find(m, text, strlen(text), note, &s), 0);
	assert_string_equal(s.words, want);
}

static void test_marks(void **state)
{
	struct marks *m = marks_new();

	(void)state;
	assert_int_equal(marks_add(m, "camp", false, 0), 0);
	assert_int_equal(marks_add(m, "camps", false, 0), 0);
	assert_int_equal(marks_add(m, "camp", false, 3), 0);
	assert_int_equal(marks_add(m, "s res 2254", false, 1), 0);
	assert_int_equal(marks_add(m, "refug", true, 2), 0);
	assert_int_equal(marks_add(m, "الخيام", false, 4), 0);
	check(m, "The Camp, its camps and camping", "0[Camp]0[camps]");
	check(m, "see S/RES/2254 (2015), S/RES/22547", "1[S/RES/2254]");
	check(m, "s res", "");
	check(m, "Refugees and refuge; a re-fug", "2[Refugees]2[refuge]");
	check(m, "في الخِيام", "4[الخِيام]");
	/* one with more of the text is taken before one with less */
	assert_int_equal(marks_add(m, "refug camps", false, 5), 0);
	assert_int_equal(marks_add(m, "camp four", false, 6), 0);
	check(m, "camp four camp", "6[camp four]0[camp]");
	marks_free(m);
	marks_free(NULL);
}

static int stop(size_t from, size_t to, int word, void *payload)
{
	(void)from;
	(void)to;
	(void)word;
	++*(int *)payload;
	return 5;
}

static void test_end(void **state)
{
	struct marks *m = marks_new();
	int n = 0;

	(void)state;
	marks_add(m, "a", false, 0);
	assert_int_equal(marks_find(m, "a a a", 5, stop, &n), 5);
	assert_int_equal(n, 1);
	marks_free(m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_marks),
		cmocka_unit_test(test_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
