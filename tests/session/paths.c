/* SPDX-License-Identifier: ISC */
/* What Tab makes of the beginning of a path. */
#include "config.h"

#include "session/folder.h"
#include "tests/lib/check.h"
#include "tests/lib/tmp.h"

#include <fcntl.h>
#include <limits.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char home[TMP_NAME];

static void make(const char *name)
{
	char path[PATH_MAX];
	size_t len = strlen(name);

	snprintf(path, sizeof path, "%s/%s", home, name);
	if (name[len - 1] == '/')
		assert_int_equal(mkdir(path, 0700), 0);
	else
		close(open(path, O_CREAT | O_WRONLY, 0600));
}

static int set_up(void **state)
{
	(void)state;
	if (!mkdtemp(tmp_name(home, "paths")) || chdir(home) < 0)
		return -1;
	make("one.store");
	make("one.marks");
	make("two words.store");
	make("folder/");
	make("folder/a file");
	make("مكتب أ");
	make("مكتب ب");
	make("naïve");
	make("naïf");
	make("xé");
	make("xè");
	make(".hidden");
	make("bad\x1bname");
	return 0;
}

static int tear_down(void **state)
{
	char command[TMP_NAME + 20];

	(void)state;
	snprintf(command, sizeof command, "rm -rf '%s'", home);
	return chdir("/") < 0 || system(command) != 0 ? -1 : 0;
}

static void becomes(const char *line, const char *want)
{
	const struct rights all = {0};
	char out[PATH_MAX] = "";

	assert_int_equal(folder_complete(&all, line, out, sizeof out), *want != '\0');
	assert_string_equal(*want ? out : "", want);
}

static void as_far_as_all_agree(void **state)
{
	(void)state;
	becomes("o", "one.");
	becomes("one.", "");
	becomes("one.s", "one.store");
	becomes("one.store", "");
	becomes("three", "");
	becomes("م", "مكتب ");
	/* é and è begin with the same byte */
	becomes("n", "naï");
	becomes("x", "");
}

static void a_folder_is_gone_into(void **state)
{
	char line[PATH_MAX], want[PATH_MAX];

	(void)state;
	becomes("f", "folder/");
	becomes("folder", "folder/");
	becomes("folder/", "folder/a file");
	becomes("./f", "./folder/");
	becomes("folder/b", "");
	becomes("none/b", "");
	snprintf(line, sizeof line, "%s/fol", home);
	snprintf(want, sizeof want, "%s/folder/", home);
	becomes(line, want);
}

static void names_with_blanks_and_several(void **state)
{
	(void)state;
	becomes("two w", "two words.store");
	becomes("one.store t", "one.store two words.store");
	becomes("folder/a f", "folder/a file");
	becomes("one.store one.m", "one.store one.marks");
	becomes("one.store no", "");
}

static void what_is_hidden(void **state)
{
	(void)state;
	becomes(".", ".hidden");
	becomes(".h", ".hidden");
	/* no line holds its name */
	becomes("b", "");
}

static void where_no_paths_are_named(void **state)
{
	const struct rights none = {.restricted = true};
	char out[100] = "as before";

	(void)state;
	assert_false(folder_complete(&none, "o", out, sizeof out));
	assert_string_equal(out, "as before");
}

static void as_long_as_there_is_room(void **state)
{
	const struct rights all = {0};
	char out[10], line[2 * PATH_MAX];

	(void)state;
	assert_true(folder_complete(&all, "one.s", out, sizeof out));
	assert_false(folder_complete(&all, "one.s", out, sizeof out - 1));
	memset(line, 'a', sizeof line);
	line[sizeof line - 2] = '/';
	line[sizeof line - 1] = '\0';
	becomes(line, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(as_far_as_all_agree),
		cmocka_unit_test(a_folder_is_gone_into),
		cmocka_unit_test(names_with_blanks_and_several),
		cmocka_unit_test(what_is_hidden),
		cmocka_unit_test(where_no_paths_are_named),
		cmocka_unit_test(as_long_as_there_is_room),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
