/* SPDX-License-Identifier: ISC */
/* Links: hints, following, and what a page from outside may not open. */
#include "config.h"

#include "tests/tui/app_lib.h"
#include "tui/signals.h"

#include <locale.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#define LINKS "https://press.example/links"
#define FILES "https://press.example/files"

/* A page of so many links, a line each, to "#l1" and so on. */
static void put_links(struct test_app *t, int count)
{
	struct buf b;

	buf_init(&b, 100000);
	buf_str(&b, "docfile 1\nF title Links\nF language en\n");
	for (int i = 1; i <= count; i++)
		buf_printf(&b,
		           "B item\nA anchor l%d\nT entry %03d\nS 0 9 link https://press.example/"
		           "to-%d\n",
		           i, i, i);
	buf_str(&b, ".\n");
	app_put(t, LINKS, b.bytes, true);
	buf_done(&b);
}

static int set_up(void **state)
{
	struct test_app *t = malloc(sizeof *t);

	app_set_up(t);
	*state = t;
	return 0;
}

static int tear_down(void **state)
{
	app_tear_down(*state);
	free(*state);
	return 0;
}

static char *row_with(struct test_app *t, const char *words)
{
	for (int row = 0; row < t->screen.rows; row++) {
		char *text = screen_row(&t->screen, row);

		if (strstr(text, words))
			return text;
		free(text);
	}
	fail_msg("the screen does not show '%s'", words);
	return NULL;
}

/* -- hints ------------------------------------------------------------------------------ */

/* A letter on each link that shows, from a on, as far as the alphabet goes. */
static void test_letters(void **state)
{
	struct test_app *t = *state;
	int row = 0, labels = 0;

	put_links(t, 60);
	app_start(t, TERM_BIDI_LOGICAL, 40, 80, "-o " LINKS "#l5");
	app_keys(t, "f");
	/* entry 5 stands at the top, and those above it have none */
	screen_check_row(&t->screen, 1, ">aentry 005");
	screen_check_row(&t->screen, 2, " bentry 006");
	screen_check_row(&t->screen, 26, " zentry 030");
	screen_check_row(&t->screen, 27, "  entry 031");
	for (row = 1; row < 39; row++)
		labels += screen_cell(&t->screen, row, 1).attrs.reverse != 0;
	assert_int_equal(labels, 26);
	app_keys(t, "z");
	app_must_show(t, "https://press.example/to-30");
	app_do(t, ":open " LINKS "#l5");
	app_keys(t, "f b");
	app_must_show(t, "https://press.example/to-6");
}

/* Those below the screen have no letter, and a letter that no link has opens nothing. */
static void test_few(void **state)
{
	struct test_app *t = *state;

	put_links(t, 20);
	app_start(t, TERM_BIDI_LOGICAL, 10, 80, "-o " LINKS "#l3");
	app_keys(t, "f");
	screen_check_row(&t->screen, 8, " hentry 010");
	app_keys(t, "i");
	screen_check_row(&t->screen, 1, "> entry 003");
	app_keys(t, "f A");
	screen_check_row(&t->screen, 1, "> entry 003");
	app_keys(t, "f {");
	screen_check_row(&t->screen, 1, "> entry 003");
	app_keys(t, "f `");
	screen_check_row(&t->screen, 1, "> entry 003");
	app_keys(t, "f h");
	app_must_show(t, "to-10");
}

static void test_none(void **state)
{
	struct test_app *t = *state;

	app_put(t, LINKS, "docfile 1\nF title None\nB paragraph\nT no link\n.\n", true);
	app_start(t, TERM_BIDI_LOGICAL, 10, 80, "-o " LINKS);
	app_keys(t, "f");
	app_must_show(t, "no link on this screen");
	app_keys(t, "]");
	app_must_show(t, "no link after this");
	app_keys(t, "[");
	app_must_show(t, "no link before this");
	app_keys(t, "Enter");
	app_must_show(t, "no link in this line");
}

/* From link to link, and no further than the first and the last. */
static void test_next(void **state)
{
	struct test_app *t = *state;
	char *text;

	put_links(t, 3);
	app_start(t, TERM_BIDI_LOGICAL, 24, 80, "-o " LINKS);
	app_keys(t, "[");
	app_must_show(t, "no link before this");
	app_keys(t, "]");
	text = row_with(t, ">");
	assert_string_equal(text, "> entry 001");
	free(text);
	app_keys(t, "[");
	app_must_show(t, "no link before this");
	app_keys(t, "] ]");
	text = row_with(t, ">");
	assert_string_equal(text, "> entry 003");
	free(text);
	app_keys(t, "]");
	app_must_show(t, "no link after this");
	app_keys(t, "[ Enter");
	app_must_show(t, "to-2");
}

/* The link of a line is one that shows in it; the rest of an entry is the entry's. */
static void test_of_line(void **state)
{
	struct test_app *t = *state;

	app_put(t, LINKS,
	        "docfile 1\nF title Lines\nB paragraph\nA anchor p\nT Some words that fill a row "
	        "of "
	        "forty cells, and a link\nS 49 53 link https://press.example/to-1\n"
	        "B item\nA anchor i\nA marker -\nT A link and some words that fill a row of forty "
	        "cells "
	        "and more\nS 2 6 link https://press.example/to-2\n.\n",
	        true);
	app_start(t, TERM_BIDI_LOGICAL, 12, 42, "-o " LINKS "#p");
	app_keys(t, "Enter");
	app_must_show(t, "no link in this line");
	app_keys(t, "j Enter");
	app_must_show(t, "https://press.example/to-1");
	app_do(t, ":open " LINKS "#i");
	app_keys(t, "j Enter");
	app_must_show(t, "https://press.example/to-2");
}

/* -- files ------------------------------------------------------------------------------- */

static const char *const files[] = {"file:///etc/hostname", "/etc/hostname", "./hostname",
                                    "../hostname", "-"};

static void put_files(struct test_app *t)
{
	struct buf b;

	buf_init(&b, 10000);
	buf_str(&b, "docfile 1\nF title Files\nF language en\n");
	for (size_t i = 0; i < sizeof files / sizeof *files; i++)
		buf_printf(&b, "B item\nT entry %zu\nS 0 7 link %s\n", i, files[i]);
	buf_printf(&b, "B item\nA anchor last\nT entry at home\nS 0 13 link #last\n.\n");
	app_put(t, FILES, b.bytes, true);
	buf_done(&b);
}

/* Neither by Enter nor by a hint does a page from outside open a file. */
static void test_no_files(void **state)
{
	struct test_app *t = *state;
	char key[2] = "a";

	put_files(t);
	app_start(t, TERM_BIDI_LOGICAL, 24, 100, "-o " FILES);
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		app_keys(t, "] Enter");
		app_must_show(t, ": a link to a file, from outside: not followed");
		app_must_show(t, files[i]);
		app_keys(t, "k j");
		assert_false(app_shows(t, "not followed"));
		key[0] = (char)('a' + i);
		app_keys(t, "f");
		app_keys(t, key);
		app_must_show(t, ": a link to a file, from outside: not followed");
		app_must_show(t, "Files");
	}
	app_keys(t, "] Enter");
	app_must_show(t, "> entry at home");
	assert_false(app_shows(t, "not followed"));
}

/* The reader's own hand, and a file of his, may. */
static void test_own_files(void **state)
{
	struct test_app *t = *state;
	char path[200], other[200], command[300];
	FILE *f;

	put_files(t);
	snprintf(path, sizeof path, "%s/own.html", t->folder);
	snprintf(other, sizeof other, "%s/other.html", t->folder);
	f = fopen(path, "we");
	assert_non_null(f);
	fprintf(f, "<html><body><h1>My own</h1><p>See <a href=\"other.html\">the other file</a> "
	           "beside it.</p></body></html>");
	fclose(f);
	f = fopen(other, "we");
	assert_non_null(f);
	fputs("<html><body><h1>The other</h1><p>Words of the other file.</p></body></html>", f);
	fclose(f);
	app_start(t, TERM_BIDI_LOGICAL, 24, 100, "-o " FILES);
	snprintf(command, sizeof command, ":open %s", path);
	app_do(t, command);
	app_must_show(t, "My own");
	app_keys(t, "] Enter");
	app_must_show(t, "Words of the other file");
	/* and then a page from outside may not */
	app_do(t, ":open " FILES);
	app_keys(t, "] Enter");
	app_must_show(t, "not followed");
	app_keys(t, "h h");
	app_must_show(t, "My own");
}

/* What is said is no more than a row of it says what was asked. */
static void test_long_words(void **state)
{
	struct test_app *t = *state;
	char word[700];

	app_start(t, TERM_BIDI_LOGICAL, 10, 500, "-o");
	memset(word, 'x', sizeof word);
	word[0] = ':';
	word[sizeof word - 1] = '\0';
	app_do(t, word);
	app_must_show(t, " no such command, or several begin so");
	assert_false(app_shows(t, "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"));
	app_must_show(t, "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx:");
	/* a file's name may be as long as a message, and steers no terminal */
	memcpy(word, ":open ./\033[31m\a", 14);
	word[14] = 'x';
	app_do(t, word);
	app_must_show(t, "xxxx");
	assert_null(memmem(t->screen.sent.bytes, t->screen.sent.len, "\033[31m", 5));
	assert_null(memchr(t->screen.sent.bytes, '\a', t->screen.sent.len));
}

/* -- what there may be many of ------------------------------------------------------------ */

static int count_rows(struct test_app *t, const char *words)
{
	int count = 0;

	for (int row = 0; row < t->screen.rows; row++) {
		char *text = screen_row(&t->screen, row);

		count += strstr(text, words) != NULL;
		free(text);
	}
	return count;
}

/* Of what a store finds fifty are shown. */
static void test_results(void **state)
{
	struct test_app *t = *state;
	char key[60];

	for (int i = 0; i < 52; i++) {
		snprintf(key, sizeof key, "https://press.example/page-%d", i);
		app_put(t, key, "docfile 1\nF title Quorzel\nB paragraph\nT Words.\n.\n", true);
	}
	app_start(t, TERM_BIDI_LOGICAL, 250, 80, "-o");
	app_do(t, ":search quorzel");
	assert_int_equal(count_rows(t, "● Quorzel"), 50);
}

static void write_config(struct test_app *t, const char *name, const char *text)
{
	char path[200];
	FILE *f;

	snprintf(path, sizeof path, "mkdir -p '%s'/.config/palais", t->folder);
	assert_int_equal(system(path), 0);
	snprintf(path, sizeof path, "%s/.config/palais/%s", t->folder, name);
	f = fopen(path, "we");
	assert_non_null(f);
	fputs(text, f);
	fclose(f);
}

/* The help shows keys as they are bound: as many as a marker holds, else before the text. */
static void test_bound_keys(void **state)
{
	struct test_app *t = *state;

	write_config(t, "keys", "x down\nBackspace top\nz none\n");
	app_start(t, TERM_BIDI_LOGICAL, 60, 80, "-o");
	app_keys(t, "?");
	app_must_show(t, "  j Down Ctrl-N x one line down");
	app_must_show(t, "to the beginning  (g Home Backspace)");
	app_must_show(t, "  h Left Ctrl-O to the document before");
	write_config(t, "keys", "x down\nx nothing\n");
	app_start(t, TERM_BIDI_LOGICAL, 60, 120, "-o");
	app_must_show(t, "keys: line 2: 'nothing' is no command");
}

/* What other terminals were given stays in the file, as far as that is not endless. */
static void test_bidi_file(void **state)
{
	struct test_app *t = *state;
	char path[200], line[100];
	struct buf b;
	int count = 0;
	FILE *f;

	buf_init(&b, 10000);
	for (int i = 0; i < 205; i++)
		buf_printf(&b, "t%d program\n", i);
	write_config(t, "bidi", b.bytes);
	buf_done(&b);
	app_start(t, TERM_BIDI_PROGRAM, 24, 80, "-o");
	app_do(t, ":bidi logical");
	app_must_show(t, "bidi logical: remembered for TERM=xterm");
	assert_int_equal(term_bidi(), TERM_BIDI_LOGICAL);
	app_do(t, ":bidi t");
	snprintf(path, sizeof path, "%s/.config/palais/bidi", t->folder);
	f = fopen(path, "re");
	assert_non_null(f);
	while (fgets(line, sizeof line, f))
		count++;
	fclose(f);
	assert_int_equal(count, 201);
	assert_string_equal(line, "xterm terminal\n");
}

/* -- pasted text ---------------------------------------------------------------------- */

/* An address or a symbol opens it; other text is refused; none of it is a command. */
static void test_pasted(void **state)
{
	struct test_app *t = *state;

	put_links(t, 3);
	app_put(t, "S/RES/2254(2015)",
	        "docfile 1\nF title Resolution\nF language en\nB paragraph\nT A road map\n.\n",
	        true);
	app_start(t, TERM_BIDI_LOGICAL, 12, 70, "-o");
	app_send(t, "\033[200~ " LINKS "\r\n\033[201~");
	app_must_show(t, "entry 001");
	app_send(t, "\033[200~S/RES/2254 (2015)\033[201~");
	app_must_show(t, "A road map");
	app_send(t, "\033[200~Q\rhhQ\033[201~");
	assert_int_equal(t->did, DID_DRAW);
	app_must_show(t, "A road map");
	app_must_show(t, "what was pasted is no symbol and no address");
	app_send(t, "\033[200~/etc/passwd\033[201~");
	app_must_show(t, "what was pasted is no symbol and no address");
	app_send(t, "\033[200~\033[201~");
	app_must_show(t, "what was pasted is no symbol and no address");
	/* into a line that is typed, at its cursor, and nothing is entered */
	app_send(t, "oab\033[D\033[200~S/2015/\r\n1\tx\r\n\033[201~");
	app_check_status(t, "open: aS/2015/  1 xb");
	app_send(t, "\033");
	app_must_show(t, "A road map");
	app_send(t, "f\033[200~a\033[201~"); /* and no letter of a link */
	app_must_show(t, "A road map");
}

/* What comes while no browser has the terminal is for the loop. */
static void test_no_browser(void **state)
{
	struct test_app *t = *state;
	struct err err = {0};

	unsetenv("BROWSER");
	put_links(t, 1);
	app_start(t, TERM_BIDI_LOGICAL, 10, 60, "-l en " LINKS);
	assert_int_equal(signals_start(&err), 0);
	raise(SIGWINCH);
	app_do(t, "browser https://press.example/a");
	app_must_show(t, "BROWSER is not set");
	assert_int_equal(signals_next(), SIGNAL_RESIZE);
	signals_stop();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_letters, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_few, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_none, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_next, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_of_line, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_no_files, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_own_files, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_long_words, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_results, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_bound_keys, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_no_browser, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_pasted, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_bidi_file, set_up, tear_down),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
