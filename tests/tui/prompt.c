/* SPDX-License-Identifier: ISC */
/* A line that is typed: its keys, what may not come into it, how long it may be. */
#include "config.h"

#include "model/base/buf.h"
#include "tests/lib/check.h"
#include "tui/prompt.h"
#include "tui/term.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>

static void type(struct prompt *p, const char *s)
{
	for (; *s; s++)
		assert_int_equal(prompt_key(p, (unsigned char)*s), PROMPT_GOES_ON);
}

static void is(const struct prompt *p, const char *text, size_t cursor)
{
	assert_string_equal(prompt_text(p), text);
	assert_int_equal(prompt_cursor(p), cursor);
}

static void test_keys(void **state)
{
	struct prompt *p = prompt_new(PROMPT_FIND, "abc");

	(void)state;
	is(p, "abc", 3);
	prompt_key(p, TERM_RIGHT); /* at the end it stays */
	is(p, "abc", 3);
	prompt_key(p, TERM_LEFT);
	prompt_key(p, 2);
	is(p, "abc", 1);
	type(p, "x");
	is(p, "axbc", 2);
	prompt_key(p, TERM_DELETE);
	is(p, "axc", 2);
	prompt_key(p, TERM_BACKSPACE);
	is(p, "ac", 1);
	prompt_key(p, TERM_HOME);
	prompt_key(p, TERM_BACKSPACE); /* nothing before it */
	is(p, "ac", 0);
	prompt_key(p, TERM_LEFT);
	is(p, "ac", 0);
	prompt_key(p, 5);
	prompt_key(p, TERM_DELETE); /* nothing after it */
	is(p, "ac", 2);
	prompt_key(p, 1);
	prompt_key(p, 6);
	is(p, "ac", 1);
	prompt_key(p, 4);
	is(p, "a", 1);
	type(p, "bcd");
	prompt_key(p, TERM_LEFT);
	prompt_key(p, TERM_LEFT);
	prompt_key(p, 11); /* what is after it */
	is(p, "ab", 2);
	type(p, "cd");
	prompt_key(p, TERM_LEFT);
	prompt_key(p, 21); /* what is before it */
	is(p, "d", 0);
	prompt_key(p, TERM_END);
	is(p, "d", 1);
	prompt_free(p);
}

static void test_ends(void **state)
{
	static const uint32_t leave[] = {27, 7, 3};
	struct prompt *p = prompt_new(PROMPT_SEARCH, "a");

	(void)state;
	assert_int_equal(prompt_key(p, '\r'), PROMPT_ENTERED);
	assert_int_equal(prompt_key(p, '\t'), PROMPT_COMPLETE);
	for (size_t i = 0; i < 3; i++)
		assert_int_equal(prompt_key(p, leave[i]), PROMPT_LEFT);
	/* Backspace leaves a line that is empty, and no other */
	assert_int_equal(prompt_key(p, TERM_BACKSPACE), PROMPT_GOES_ON);
	assert_int_equal(prompt_key(p, 8), PROMPT_LEFT);
	prompt_free(p);
}

/* A letter with its marks is one. */
static void test_clusters(void **state)
{
	struct prompt *p = prompt_new(PROMPT_OPEN, "xe\u0301安");

	(void)state;
	prompt_key(p, TERM_LEFT);
	is(p, "xe\u0301安", 4);
	prompt_key(p, TERM_LEFT);
	is(p, "xe\u0301安", 1);
	prompt_key(p, TERM_RIGHT);
	is(p, "xe\u0301安", 4);
	prompt_key(p, TERM_BACKSPACE);
	is(p, "x安", 1);
	prompt_key(p, TERM_DELETE);
	is(p, "x", 1);
	prompt_free(p);
}

/* What a paste may bring: nothing of it steers a terminal, or hides. */
static void test_pasted(void **state)
{
	static const uint32_t hidden[] = {0x202a,  0x202e,   0x2066,   0x2069,     0xfeff,
	                                  0xe0041, 0x10ffff, 0x110000, TERM_OTHER, 0xffffffff};
	struct prompt *p = prompt_new(PROMPT_FIND, "a");

	(void)state;
	for (uint32_t c = 0x7f; c < 0xa0; c++) {
		assert_int_equal(prompt_key(p, c), PROMPT_GOES_ON);
		is(p, "a", 1);
	}
	for (uint32_t c = 14; c < 32; c++)
		if (c != 21 && c != 27) {
			assert_int_equal(prompt_key(p, c), PROMPT_GOES_ON);
			is(p, "a", 1);
		}
	for (size_t i = 0; i < sizeof hidden / sizeof *hidden; i++) {
		prompt_key(p, hidden[i]);
		if (strpbrk(prompt_text(p), "\xe2\xef\xf3\xf4") &&
		    strcmp(prompt_text(p), "a\ufffd"))
			fail_msg("%x: %s", hidden[i], prompt_text(p));
		prompt_set(p, "a");
	}
	prompt_key(p, 0xa0);
	assert_string_not_equal(prompt_text(p), "a");
	prompt_set(p, "a");
	type(p, "~");
	is(p, "a~", 2);
	prompt_set(p, "x\033[31m\ny\x9b");
	is(p, "x␛[31m y\ufffd", strlen("x␛[31m y\ufffd"));
	prompt_free(p);
}

/* A line that is full takes no more, and can be edited still. */
static void test_longest(void **state)
{
	struct prompt *p = prompt_new(PROMPT_FIND, NULL);

	(void)state;
	for (int i = 0; i < 5000; i++)
		prompt_key(p, 'a');
	assert_int_equal(strlen(prompt_text(p)), 3996);
	prompt_key(p, TERM_HOME);
	prompt_key(p, 0x5b89);
	assert_int_equal(strlen(prompt_text(p)), 3996);
	prompt_key(p, TERM_DELETE);
	prompt_key(p, 0x5b89);
	assert_int_equal(strlen(prompt_text(p)), 3998);
	assert_int_equal(prompt_cursor(p), 3);
	prompt_key(p, 11);
	is(p, "安", 3);
	prompt_free(p);
}

static void test_labels(void **state)
{
	static const char *const labels[] = {[PROMPT_FIND] = "find: ",
	                                     [PROMPT_OPEN] = "open: ",
	                                     [PROMPT_SEARCH] = "search all: ",
	                                     [PROMPT_COMMAND] = ":"};

	(void)state;
	for (int i = 0; i < 4; i++) {
		struct prompt *p = prompt_new((enum prompt_kind)i, NULL);

		assert_string_equal(prompt_label(p), labels[i]);
		assert_int_equal(prompt_kind(p), i);
		is(p, "", 0);
		prompt_free(p);
	}
}

/* Of each kind fifty lines, each once; what is typed waits at their end. */
static void test_history(void **state)
{
	struct prompt_history *h = prompt_history_new();
	char line[20];

	(void)state;
	assert_non_null(h);
	assert_null(prompt_history_move(h, PROMPT_FIND, -1, "typed"));
	for (int i = 1; i <= 51; i++) {
		snprintf(line, sizeof line, "line %d", i);
		prompt_history_add(h, PROMPT_FIND, line);
	}
	prompt_history_add(h, PROMPT_FIND, "line 51");
	prompt_history_add(h, PROMPT_FIND, "line 30");
	prompt_history_add(h, PROMPT_FIND, "");
	assert_null(prompt_history_move(h, PROMPT_OPEN, -1, "typed"));
	assert_string_equal(prompt_history_move(h, PROMPT_FIND, -1, "typed"), "line 30");
	assert_string_equal(prompt_history_move(h, PROMPT_FIND, -1, "line 30"), "line 51");
	for (int i = 50; i >= 2; i--) {
		snprintf(line, sizeof line, "line %d", i);
		if (i != 30)
			assert_string_equal(prompt_history_move(h, PROMPT_FIND, -1, "x"), line);
	}
	assert_null(prompt_history_move(h, PROMPT_FIND, -1, "x"));
	assert_string_equal(prompt_history_move(h, PROMPT_FIND, 1, "x"), "line 3");
	for (int i = 0; i < 48; i++)
		assert_non_null(prompt_history_move(h, PROMPT_FIND, 1, "x"));
	assert_string_equal(prompt_history_move(h, PROMPT_FIND, 1, "x"), "typed");
	assert_null(prompt_history_move(h, PROMPT_FIND, 1, "x"));
	prompt_history_move(h, PROMPT_FIND, -1, "typed");
	prompt_history_rest(h);
	assert_null(prompt_history_move(h, PROMPT_FIND, 1, "x"));
	prompt_history_free(h);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_keys),     cmocka_unit_test(test_ends),
		cmocka_unit_test(test_clusters), cmocka_unit_test(test_pasted),
		cmocka_unit_test(test_longest),  cmocka_unit_test(test_history),
		cmocka_unit_test(test_labels),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
