/* SPDX-License-Identifier: ISC */
/* Commands by name, keys by name, key files. */
#include "config.h"

#include "tests/lib/check.h"
#include "tests/lib/tmp.h"
#include "tui/keys.h"
#include "tui/term.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct rights all;

static void called(const char *word, const char *name)
{
	const struct command *c = command_by_name(word);

	if (!name && c)
		fail_msg("%s: %s", word, c->name);
	if (name && (!c || strcmp(c->name, name)))
		fail_msg("%s: %s, and not %s", word, c ? c->name : "nothing", name);
}

static void test_names(void **state)
{
	(void)state;
	called("down", "down");
	called("dow", "down");
	called("find", "find"); /* whole, though others begin so */
	called("find-", NULL);  /* two do */
	called("find-n", "find-next");
	called("p", NULL);
	called("", NULL);
	called("downs", NULL);
	called("downloads", "transfers");
	called("download", NULL); /* of another name no beginning will do */
	called("exit", "quit");
	called("exi", NULL);
	called("Down", NULL);
}

/* A word that was enough once is enough for ever, whatever has come since; what has come
 * since has what is left. */
static void test_beginnings(void **state)
{
	static const char *const enough[][2] = {
		{"ba", "back"},
		{"bi", "bidi"},
		{"boo", "bookmark"},
		{"bot", "bottom"},
		{"ca", "cancel"},
		{"ci", "cites"},
		{"cl", "close"},
		{"com", "command"},
		{"con", "contents"},
		{"cop", "copy"},
		{"di", "diff"},
		{"do", "down"},
		{"fe", "feed"},
		{"find", "find"},
		{"find-b", "find-back"},
		{"find-n", "find-next"},
		{"find-p", "find-previous"},
		{"fol", "follow"},
		{"for", "forward"},
		{"fr", "front"},
		{"g", "goto-mark"},
		{"half-d", "half-down"},
		{"half-u", "half-up"},
		{"he", "help"},
		{"hig", "highlight"},
		{"hin", "hint"},
		{"his", "history"},
		{"lan", "language"},
		{"lat", "later"},
		{"ma", "mark"},
		{"me", "metered"},
		{"next-l", "next-link"},
		{"next-p", "next-pane"},
		{"next-u", "next-unread"},
		{"note", "note"},
		{"notes", "notes"},
		{"o", "open"},
		{"page-d", "page-down"},
		{"page-u", "page-up"},
		{"pan", "pane"},
		{"previous-l", "previous-link"},
		{"previous-p", "previous-pane"},
		{"q", "quit"},
		{"rea", "read"},
		{"refe", "reference"},
		{"refr", "refresh"},
		{"rep", "repaint"},
		{"se", "search"},
		{"so", "sooner"},
		{"sy", "sync"},
		{"tag", "tag"},
		{"tags", "tags"},
		{"tak", "take"},
		{"to", "top"},
		{"tr", "transfers"},
		{"tw", "two-languages"},
		{"unm", "unmark"},
		{"unr", "unread"},
		{"up", "up"},
		{"v", "votes"},
		{"w", "whole"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof enough / sizeof *enough; i++)
		called(enough[i][0], enough[i][1]);
	called("pl", "plan");
	called("sto", "stop");
}

static void test_completion(void **state)
{
	(void)state;
	assert_string_equal(command_complete("tr"), "transfers");
	assert_string_equal(command_complete("find"), "find-next"); /* longer than what is there */
	assert_string_equal(command_complete("p"), "page-down");    /* the first */
	assert_null(command_complete("transfers"));
	assert_null(command_complete("x"));
	assert_null(command_complete(""));
}

/* No name twice, no beginning that an alias takes, a line of help, a handler; and each key
 * is a key and is bound once. */
static void test_entries(void **state)
{
	struct keys *k = keys_new();
	size_t count = 0;
	char keys[100];

	(void)state;
	for (int g = 0; command_groups[g]; g++)
		for (const struct command *const *c = command_groups[g]->commands; *c; c++) {
			assert_true(*(*c)->name && *(*c)->help && (*c)->run);
			assert_ptr_equal(command_by_name((*c)->name), *c);
			assert_true(strlen((*c)->name) < 40);
			if ((*c)->alias)
				assert_ptr_equal(command_by_name((*c)->alias), *c);
			keys_of(k, *c, keys, sizeof keys);
			assert_string_equal(keys, (*c)->keys ? (*c)->keys : "");
			count++;
		}
	assert_true(count > 40);
	keys_free(k);
}

static void test_key_names(void **state)
{
	(void)state;
	assert_int_equal(keys_number("j"), 'j');
	assert_int_equal(keys_number("Space"), ' ');
	assert_int_equal(keys_number("pgdn"), TERM_PAGE_DOWN);
	assert_int_equal(keys_number("Ctrl-L"), 12);
	assert_int_equal(keys_number("ctrl-l"), 12);
	assert_int_equal(keys_number("Ctrl-"), 0);
	assert_int_equal(keys_number("Ctrl-LL"), 0);
	assert_int_equal(keys_number("ش"), 0x634);
	assert_int_equal(keys_number("jj"), 0);
	assert_int_equal(keys_number(""), 0);
}

/* -- key files ------------------------------------------------------------------------ */

static int read_file(struct keys *k, const char *text, struct err *err)
{
	char path[TMP_NAME];
	int fd = mkstemp(tmp_name(path, "keys")), rc;

	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), (long)strlen(text));
	close(fd);
	rc = keys_read(k, &all, path, err);
	unlink(path);
	return rc;
}

static void test_file(void **state)
{
	struct keys *k = keys_new();
	struct err err = {0};

	(void)state;
	assert_string_equal(keys_find(k, 'j')->name, "down");
	assert_null(keys_find(k, 'z'));
	assert_int_equal(read_file(k, "# mine\n\n z  quit\nj exit\nk none\nCtrl-X page-d\n", &err),
	                 0);
	assert_string_equal(keys_find(k, 'z')->name, "quit");
	assert_string_equal(keys_find(k, 'j')->name, "quit");
	assert_null(keys_find(k, 'k'));
	assert_string_equal(keys_find(k, 24)->name, "page-down");
	assert_int_equal(read_file(k, "j\n", &err), -1);
	assert_non_null(strstr(err.text, "line 1: a key and a command"));
	assert_int_equal(read_file(k, "j up\nnokey up\n", &err), -1);
	assert_non_null(strstr(err.text, "line 2: 'nokey' is no key"));
	assert_int_equal(read_file(k, "j nothing\n", &err), -1);
	assert_non_null(strstr(err.text, "'nothing' is no command"));
	/* the first that is wrong is told, and the others hold */
	assert_int_equal(read_file(k, "z up\nq nothing\nnokey up\ny exit\n", &err), -1);
	assert_non_null(strstr(err.text, "line 2: 'nothing'"));
	assert_string_equal(keys_find(k, 'z')->name, "up");
	assert_string_equal(keys_find(k, 'y')->name, "quit");
	assert_int_equal(keys_read(k, &all, "/nowhere/at/all", &err), 0);
	assert_int_equal(keys_read(k, &all, "/dev/null/keys", &err), 0);
	keys_free(k);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names),      cmocka_unit_test(test_beginnings),
		cmocka_unit_test(test_completion), cmocka_unit_test(test_entries),
		cmocka_unit_test(test_key_names),  cmocka_unit_test(test_file),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
