/* SPDX-License-Identifier: ISC */
/* The command line and the config file: what is refused, and that it is said why. */
#include "config.h"

#include "model/base/messages.h"
#include "session/option_rows.h"
#include "tests/lib/check.h"
#include "tests/lib/tmp.h"

#include <limits.h>
#include <locale.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* -- memory that ends -------------------------------------------------------------- */

static long left = -1; /* allocations that succeed still; -1: all */

static bool may_have(void)
{
	if (left < 0)
		return true;
	if (left == 0)
		return false;
	left--;
	return true;
}

void *__real_realloc(void *p, size_t size);
void *__wrap_realloc(void *p, size_t size);
void *__wrap_realloc(void *p, size_t size)
{
	return may_have() ? __real_realloc(p, size) : NULL;
}

char *__real_strdup(const char *s);
char *__wrap_strdup(const char *s);
char *__wrap_strdup(const char *s)
{
	return may_have() ? __real_strdup(s) : NULL;
}

int __wrap_asprintf(char **out, const char *format, ...) __attribute__((format(printf, 2, 3)));
int __wrap_asprintf(char **out, const char *format, ...)
{
	va_list ap;
	int n;

	if (!may_have())
		return -1;
	va_start(ap, format);
	n = vasprintf(out, format, ap);
	va_end(ap);
	return n;
}

/* -- reading ------------------------------------------------------------------------ */

#define WORDS_MOST 40

/* Reads words that stand apart by blanks; what options_read returns. */
static int read_line(struct options *o, const char *line, char *copy, struct err *err)
{
	char *argv[WORDS_MOST] = {NULL}, *rest = NULL;
	int argc = 0;

	strcpy(copy, line);
	for (char *w = strtok_r(copy, " ", &rest); w; w = strtok_r(NULL, " ", &rest))
		argv[argc++] = w;
	memset(o, 0, sizeof *o);
	memset(err, 0, sizeof *err);
	return options_read(o, argc, argv, err);
}

/* A line that is refused, with words that say why. */
static void refused(const char *line, const char *why)
{
	struct options o;
	struct err err;
	char copy[600];

	if (read_line(&o, line, copy, &err) >= 0)
		fail_msg("%s: taken", line);
	if (err.code != ERR_USAGE || !strstr(err.text, why))
		fail_msg("%s: %d '%s'", line, err.code, err.text);
	options_done(&o);
}

static void test_refused(void **state)
{
	(void)state;
	refused("palais --no-config --nothing", "not an option");
	refused("palais --no-config -w", "its value is missing");
	refused("palais --no-config -w 9", "10 to 1000");
	refused("palais --no-config -w 1001", "10 to 1000");
	refused("palais --no-config -w 80x", "10 to 1000");
	refused("palais --no-config -l xx", "-l xx");
	refused("palais --no-config --interface xx", "--interface xx");
	refused("palais --no-config --interface ar,en", "--interface ar,en");
	refused("palais --no-config -f pdf", "not a format");
	refused("palais --no-config -n 0", "a number from 1");
	refused("palais --no-config -n -4294967295", "a number from 1");
	refused("palais --no-config -n 5x", "a number from 1");
	refused("palais --no-config --mirror http://a", "FROM=TO");
	refused("palais --no-config --mirror =http://a", "FROM=TO");
	refused("palais --no-config --mirror http://a=", "FROM=TO");
	refused("palais --no-config --sources none", "--sources none");
	refused("palais --no-config --akn-branch a/../b", "not the name of a branch");
	refused("palais --no-config --akn-branch a?b", "not the name of a branch");
	refused("palais --no-config --feed ftp://x", "not the address of a feed");
	refused("palais --no-config --since 2026-9", "a date");
	refused("palais --no-config -b much", "a number of bytes");
	refused("palais --no-config --price free", "what a megabyte costs");
	refused("palais --no-config --proxy ftp://x", "socks5h");
	refused("palais --config /nowhere/at/all", "/nowhere/at/all: No such file");
	refused("palais --config /", "/: Is a directory");
}

static void test_taken(void **state)
{
	struct options o;
	struct err err;
	char copy[600];

	(void)state;
	assert_int_equal(read_line(&o, "palais --no-config show -ow 10 -l F,ar -n 1 x", copy, &err),
	                 8);
	assert_true(o.offline && o.width == 10 && o.most == 1 && o.langs_given);
	assert_string_equal(o.langs, "fr,ar");
	options_done(&o);
	assert_true(read_line(&o, "palais --no-config -w 1000 --since 2026-09", copy, &err) > 0);
	assert_int_equal(o.width, 1000);
	assert_string_equal(o.since, "2026-09");
	options_done(&o);
	assert_true(read_line(&o, "palais --no-config -n 4294967297", copy, &err) > 0);
	assert_int_equal(o.most, INT_MAX);
	options_done(&o);
}

/* Wherever memory ends, a reader is told so: no way out without words. */
static void test_no_memory(void **state)
{
	static const char line[] = "palais --no-config --site a --mirror a=b --feed https://a/ "
				   "--topic a --site b -S c";
	struct options o;
	struct err err;
	char copy[600];
	long failed = 0;
	int rc;

	(void)state;
	for (long n = 0; n < 1000; n++) {
		left = n;
		rc = read_line(&o, line, copy, &err);
		left = -1;
		options_done(&o);
		if (rc >= 0)
			break;
		failed++;
		if (!err.code || !*err.text)
			fail_msg("allocation %ld fails, and nothing is said", n);
	}
	assert_true(failed >= 8);
}

/* -- the rows ------------------------------------------------------------------------ */

/* Each name and each letter is one option's, and goes to a place of its own. */
static void test_rows(void **state)
{
	size_t count = 0;

	(void)state;
	for (const struct option_row *r = option_rows; r->name; r++, count++) {
		assert_true(r->set || r->at > 0);
		for (const struct option_row *s = option_rows; s < r; s++) {
			assert_string_not_equal(r->name, s->name);
			assert_true(!r->letter || r->letter != s->letter);
			assert_true(r->set || s->set || r->at != s->at);
		}
	}
	assert_true(count > 30 && count <= OPTION_ROWS_MOST);
}

/* -- the config file --------------------------------------------------------------- */

/* What reading a config file of this text comes to. */
static int read_config(struct options *o, const char *text, struct err *err)
{
	char path[TMP_NAME], line[100], copy[600];
	int fd = mkstemp(tmp_name(path, "options")), rc;

	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), (long)strlen(text));
	/* by a name without blanks: its folder may have some, which end a word of the line */
	snprintf(line, sizeof line, "palais --config /proc/self/fd/%d -w 50", fd);
	rc = read_line(o, line, copy, err);
	close(fd);
	unlink(path);
	return rc;
}

static void config_refused(const char *text, const char *why)
{
	struct options o;
	struct err err;

	assert_int_equal(read_config(&o, text, &err), -1);
	if (!strstr(err.text, why))
		fail_msg("%s: %s", text, err.text);
	options_done(&o);
}

static void test_config(void **state)
{
	struct options o;
	struct err err;

	(void)state;
	assert_true(read_config(&o,
	                        "# words\n\n  offline\nwidth = 60\nlang fr \t\nsite /a\nsite /b\n",
	                        &err) > 0);
	assert_true(o.offline && !o.langs_given);
	assert_int_equal(o.width, 50); /* the command line wins */
	assert_string_equal(o.langs, "fr");
	assert_int_equal(o.sites.count, 2);
	assert_string_equal(o.sites.at[1], "/b");
	options_done(&o);
	config_refused("width\n", "line 1: 'width' is no setting");
	config_refused("\nnothing x\n", "line 2: 'nothing x' is no setting");
	config_refused("o\n", "'o' is no setting");
	/* what takes no value would be on by any */
	config_refused("metered off\n", "line 1: 'metered off' is no setting");
	config_refused("width 5\n", "10 to 1000");
	config_refused("lang fr\nwidth 5\n", ":2: -w 5");
}

/* What is asked in one run is no setting of all. */
static void test_not_settings(void **state)
{
	static const char *const names[] = {"config x", "no-config", "script x",   "state x",
	                                    "dry-run",  "afresh",    "since 2026", "reindex",
	                                    "keep 1M",  "older 3",   "help",       "version"};
	char text[60];

	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		snprintf(text, sizeof text, "%s\n", names[i]);
		config_refused(text, "is no setting");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_refused),      cmocka_unit_test(test_taken),
		cmocka_unit_test(test_no_memory),    cmocka_unit_test(test_config),
		cmocka_unit_test(test_not_settings), cmocka_unit_test(test_rows),
	};

	setenv("LC_ALL", "C.UTF-8", 1); /* what is said is said in English */
	setlocale(LC_ALL, "");
	unsetenv("LANGUAGE");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
