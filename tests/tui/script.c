/* SPDX-License-Identifier: ISC */
/* Scripts: what a line is. */
#include "config.h"

#include "fetch/seal/seal.h"
#include "tests/lib/check.h"
#include "tests/lib/tmp.h"
#include "tui/script.h"
#include "tui/version.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct rights all;

static const struct {
	const char *line;
	enum script_kind kind;
	const char *text;
} lines[] = {
	{"key j  k", SCRIPT_KEY, "j  k"},
	{"type :help", SCRIPT_TYPE, ":help"},
	{"type  two blanks", SCRIPT_TYPE, " two blanks"},
	{"size 10x40", SCRIPT_SIZE, "10x40"},
	{"wait", SCRIPT_WAIT, ""},
	{"until some words", SCRIPT_UNTIL, "some words"},
	{"\t dump /x y", SCRIPT_DUMP, "/x y"},
	{"sizes", SCRIPT_COMMAND, "sizes"},
	{"help me", SCRIPT_COMMAND, "help me"},
	/* after a colon each is a command */
	{":size 10x40", SCRIPT_COMMAND, ":size 10x40"},
	{": size 10x40", SCRIPT_COMMAND, ": size 10x40"},
	{" :key j", SCRIPT_COMMAND, ":key j"},
	{":wait", SCRIPT_COMMAND, ":wait"},
	{":type x", SCRIPT_COMMAND, ":type x"},
	{":until x", SCRIPT_COMMAND, ":until x"},
	{":dump x", SCRIPT_COMMAND, ":dump x"},
};

static void test_lines(void **state)
{
	char path[TMP_NAME];
	FILE *f = fdopen(mkstemp(tmp_name(path, "script")), "w");
	struct script_step step;
	struct err err = {0};
	struct script *s;

	(void)state;
	fprintf(f, "# a comment\n\n");
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
		fprintf(f, "%s\n", lines[i].line);
	fclose(f);
	s = script_open(&all, path, &err);
	unlink(path);
	assert_non_null(s);
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		assert_int_equal(script_next(s, &step), 1);
		assert_int_equal(step.kind, lines[i].kind);
		assert_string_equal(step.text, lines[i].text);
		assert_int_equal(step.line, i + 3);
	}
	assert_int_equal(script_next(s, &step), 0);
	script_close(s);
}

static void test_none(void **state)
{
	struct err err = {0};

	(void)state;
	assert_null(script_open(&all, "/nowhere/at/all", &err));
	assert_int_equal(err.code, ERR_USAGE);
	assert_non_null(strstr(err.text, "/nowhere/at/all: No such file"));
}

/* Of a layer that the kernel or the architecture lacks the screen says so. */
static void test_seal(void **state)
{
	struct seal_layers kernel = {true, true, 4, true, false};

	(void)state;
	assert_null(version_seal_lacks(&kernel));
	kernel.landlock = 0;
	assert_non_null(strstr(version_seal_lacks(&kernel), "no Landlock"));
	kernel.seccomp = false;
	assert_non_null(strstr(version_seal_lacks(&kernel), "neither"));
	kernel.landlock = 4;
	assert_non_null(strstr(version_seal_lacks(&kernel), "no seccomp"));
	kernel.emulated = true;
	assert_null(version_seal_lacks(&kernel));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lines),
		cmocka_unit_test(test_none),
		cmocka_unit_test(test_seal),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
