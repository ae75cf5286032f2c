/* SPDX-License-Identifier: ISC */
/* Numbers before keys, keys of other layouts, names after a colon, open documents, pins. */
#include "config.h"

#include "tests/tui/app_lib.h"
#include "tui/keyboard.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#define WATER "https://press.example/en/water.htm"
#define PIPES "https://press.example/en/pipes.htm"

static void put(struct test_app *t, const char *key, const char *name)
{
	char path[80], *doc;

	snprintf(path, sizeof path, "screens/%s", name);
	doc = app_file(path);
	app_put(t, key, doc, true);
	free(doc);
}

static int set_up(void **state)
{
	struct test_app *t = malloc(sizeof *t);

	app_set_up(t);
	put(t, WATER, "water.doc");
	put(t, PIPES, "pipes.doc");
	put(t, "S/2026/901", "letter_en.doc");
	app_start(t, TERM_BIDI_LOGICAL, 24, 80, "-o -l en");
	*state = t;
	return 0;
}

static int tear_down(void **state)
{
	app_tear_down(*state);
	free(*state);
	return 0;
}

/* The row of the screen that the mark of the line is in. */
static int row_of_mark(struct test_app *t)
{
	for (int row = 1; row < t->screen.rows - 1; row++) {
		char *text = screen_row(&t->screen, row);
		bool here = *text == '>';

		free(text);
		if (here)
			return row;
	}
	return -1;
}

static void a_number_repeats_a_key(void **state)
{
	struct test_app *t = *state;

	app_do(t, ":open " WATER);
	app_keys(t, "5 j");
	assert_int_equal(row_of_mark(t), 6);
	app_keys(t, "3 k");
	assert_int_equal(row_of_mark(t), 3);
	app_keys(t, "1 0 j");
	assert_int_equal(row_of_mark(t), 13);
	/* more than there is ends at the end */
	app_keys(t, "9 9 9 9 9 9 k");
	assert_int_equal(row_of_mark(t), 1);
	/* a paragraph by its number; a line, where none has it */
	app_keys(t, "3 G");
	app_must_show(t, "¶3");
	app_do(t, ":open list:rounds");
	app_keys(t, "7 G");
	assert_int_equal(row_of_mark(t), 7);
	app_keys(t, "2 g");
	assert_int_equal(row_of_mark(t), 2);
}

static void a_digit_alone_is_a_pane(void **state)
{
	struct test_app *t = *state;

	app_keys(t, "2");
	app_must_show(t, "[Humanitarian]");
	/* the next key is waited for, and a key that takes no number comes after the pane */
	app_send(t, "1");
	app_must_show(t, "[Humanitarian]");
	app_send(t, "?");
	app_must_show(t, "[Talks]");
	app_must_show(t, "one line down");
	app_send(t, "2");
	app_send(t, "j");
	app_must_show(t, "[Talks]");
	assert_int_equal(row_of_mark(t), 3);
	/* 0 alone is the front page */
	app_keys(t, "0");
	app_must_show(t, "The intra-Syrian talks");
	/* what is no pane's number is nothing */
	app_keys(t, "1 2");
	app_must_show(t, "[Talks]");
}

/* Each letter would be found at another place, and each place bring another screen. */
static void what_is_typed_is_found_when_the_typing_rests(void **state)
{
	struct test_app *t = *state;

	app_do(t, ":open " WATER);
	app_send(t, "/");
	app_send(t, "w");
	app_must_show(t, "find: w");
	assert_false(app_shows(t, "1 of "));
	/* a script does not wait: what it typed is counted at once */
	app_keys(t, "a");
	app_must_show(t, "1 of ");
	/* what is there of the word before is not said of the next one */
	app_send(t, "t");
	app_must_show(t, "find: wat");
	assert_false(app_shows(t, "1 of "));
	app_keys(t, "Esc");
	assert_int_equal(row_of_mark(t), 1);
}

static void keys_of_other_layouts_act_by_their_place(void **state)
{
	struct test_app *t = *state;

	assert_int_equal(keyboard_place(0x430), 'f'); /* а */
	assert_int_equal(keyboard_place(0x42f), 'Z'); /* Я */
	assert_int_equal(keyboard_place(0x62a), 'j'); /* ت */
	assert_int_equal(keyboard_place(0x663), '3'); /* ٣ */
	assert_int_equal(keyboard_place(0x61f), '?'); /* ؟ */
	assert_int_equal(keyboard_place(0x456), 's'); /* і */
	assert_int_equal(keyboard_place('j'), 0);
	assert_int_equal(keyboard_place(0x4e2d), 0);
	app_do(t, ":open " WATER);
	app_keys(t, "о о"); /* j j */
	assert_int_equal(row_of_mark(t), 3);
	app_keys(t, "ن"); /* k */
	assert_int_equal(row_of_mark(t), 2);
	app_keys(t, "٢ ت"); /* 2j */
	assert_int_equal(row_of_mark(t), 4);
	/* what is typed is what is typed */
	app_keys(t, "j / о");
	app_must_show(t, "find: о");
	app_keys(t, "Esc k");
	app_do(t, ":keyboard off");
	app_keys(t, "о");
	app_must_show(t, "о means nothing here: ? lists the keys");
	assert_int_equal(row_of_mark(t), 4);
	app_do(t, ":keyboard");
	app_keys(t, "о");
	assert_int_equal(row_of_mark(t), 5);
}

static void a_key_that_means_nothing_says_so_once(void **state)
{
	struct test_app *t = *state;

	app_keys(t, "z");
	app_must_show(t, "z means nothing here: ? lists the keys");
	app_keys(t, "z");
	assert_false(app_shows(t, "means nothing"));
	app_keys(t, "Z");
	app_must_show(t, "Z means nothing here");
	app_keys(t, "z");
	assert_false(app_shows(t, "means nothing"));
	app_send(t, "\033[15~");
	app_must_show(t, "this key means nothing here");
	app_keys(t, "j");
	app_send(t, "\033[17~");
	assert_false(app_shows(t, "means nothing"));
}

static void lists_and_panes_have_names(void **state)
{
	struct test_app *t = *state;

	app_do(t, ":timeline");
	app_must_show(t, "Timeline");
	app_do(t, ":agencies");
	app_must_show(t, "Agencies and partners");
	app_do(t, ":iiim");
	app_must_show(t, "The International, Impartial and Independent Mechanism");
	app_do(t, ":langu");
	app_must_show(t, "no UN document by symbol is shown"); /* a command's beginning stays so */
	app_do(t, ":nosuch");
	app_must_show(t, "nosuch: no such command");
	/* what is typed is told with its key, and completed */
	app_keys(t, ":");
	app_type(t, "tran");
	app_must_show(t, "transfers  d");
	app_keys(t, "Ctrl-U");
	app_type(t, "figu");
	app_must_show(t, "figures");
	app_keys(t, "Tab Enter");
	app_must_show(t, "Figures by year");
}

static void open_documents_are_listed_and_keep_their_place(void **state)
{
	struct test_app *t = *state;

	app_do(t, ":open " WATER);
	app_keys(t, "Space j j");
	app_do(t, ":open " PIPES);
	app_keys(t, "2 B");
	app_must_show(t, "Open documents");
	app_must_show(t, "The pipes");
	app_must_show(t, "Water for the eastern villages");
	assert_false(app_shows(t, "water.htm"));
	assert_false(app_shows(t, "pane:"));
	app_keys(t, "G k Enter");
	if (!app_shows(t, "[Talks]"))
		fail_msg("the pane that has it is not shown");
	app_do(t, ":opened");
	app_must_show(t, "Open documents");
	app_keys(t, "G Enter");
	app_must_show(t, "cached now");
	app_keys(t, "q q q q");
}

/* Also pages of palais' own, and one that the reader went back from. */
static void open_documents_have_their_titles(void **state)
{
	struct test_app *t = *state;

	app_do(t, ":timeline");
	app_do(t, ":tutorial");
	app_do(t, ":open S/RES/2254(2015)");
	app_do(t, ":open " PIPES);
	app_keys(t, "h B");
	app_must_show(t, "- Road map for a political settlement in Syria");
	app_must_show(t, "- Two minutes");
	app_must_show(t, "- Timeline");
	assert_false(app_shows(t, "palais:tutorial"));
	assert_false(app_shows(t, "list:timeline"));
}

static void the_place_in_each_is_kept(void **state)
{
	struct test_app *t = *state;

	app_do(t, ":open " WATER);
	app_keys(t, "Space j j");
	assert_int_equal(row_of_mark(t), 3);
	app_do(t, ":open " PIPES);
	app_keys(t, "B G Enter");
	app_must_show(t, "What is asked for");
	assert_int_equal(row_of_mark(t), 3);
}

static void a_document_is_pinned_by_a_key(void **state)
{
	struct test_app *t = *state;

	app_keys(t, "p");
	app_must_show(t, "only what came, or can be asked for, is pinned");
	app_do(t, ":open " WATER);
	app_keys(t, "p");
	app_must_show(t, "pinned: it stays for good");
	app_keys(t, "p");
	app_must_show(t, "no longer pinned");
	app_do(t, ":open S/RES/2254(2015)");
	app_keys(t, "p");
	app_must_show(t, "the next sync brings it");
}

/* The letter stands before the link, whose every letter is there. */
static void hints_stand_before_what_they_open(void **state)
{
	struct test_app *t = *state;

	app_do(t, ":open " WATER);
	app_keys(t, "f");
	app_must_show(t, "is in theaannex");
	app_must_show(t, "see thecletter");
	app_keys(t, "Esc");
	app_must_show(t, "is in the annex");
}

static void the_tutorial_has_the_keys_as_they_are(void **state)
{
	struct test_app *t = *state;

	app_do(t, ":tutorial");
	app_must_show(t, "Two minutes");
	app_must_show(t, "j k");
	app_must_show(t, "S X");
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_number_repeats_a_key),
		TEST(a_digit_alone_is_a_pane),
		TEST(what_is_typed_is_found_when_the_typing_rests),
		TEST(keys_of_other_layouts_act_by_their_place),
		TEST(a_key_that_means_nothing_says_so_once),
		TEST(lists_and_panes_have_names),
		TEST(open_documents_are_listed_and_keep_their_place),
		TEST(open_documents_have_their_titles),
		TEST(the_place_in_each_is_kept),
		TEST(a_document_is_pinned_by_a_key),
		TEST(hints_stand_before_what_they_open),
		TEST(the_tutorial_has_the_keys_as_they_are),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
