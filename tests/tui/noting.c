/* SPDX-License-Identifier: ISC */
/* Notes and highlights: which words keys choose, how those are shown, in which texts a note
 * can stand and where it is shown. */
#include "config.h"

#include "model/store/marks.h"
#include "tests/tui/app_lib.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#define PAPER "S/2026/910"

/* A call of a note stands in the second paragraph, and Chinese in the third. */
static const char text[] =
	"docfile 1\nF title Fares\nF symbol " PAPER "\nF language en\n"
	"B paragraph\nA number 1\n"
	"T One two three (four) five six seven eight nine ten eleven twelve thirteen, fourteen.\n"
	"B paragraph\nA number 2\nT Dogs ride1 free; carts pay.\nS 9 10 call n1\n"
	"B paragraph\nA number 3\nT 渡船免费。\n"
	"B table\nA number 4\nR\nC d 1 1\nT Monday\nC d 1 1\nT noon\n"
	"B note\nA anchor n1\nA marker 1\nT Since March.\n.\n";

static int set_up(void **state)
{
	struct test_app *t = malloc(sizeof *t);
	char *doc;

	app_set_up(t);
	app_put(t, PAPER, text, true);
	doc = app_file("screens/letter_en.doc");
	app_put(t, "S/2026/901", doc, true);
	free(doc);
	doc = app_file("screens/letter_ar.doc");
	app_put(t, "S/2026/901", doc, true);
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

static int say(const struct mark *m, void *payload)
{
	char *out = payload;

	sprintf(out + strlen(out), "%s %s %s [%.*s] %s;", m->lang, m->anchor.number,
	        mark_kinds[m->kind], (int)(m->end - m->start), m->anchor.words + m->start, m->note);
	return 0;
}

/* All marks of the store, in a line. */
static void check_marks(struct test_app *t, const char *want)
{
	struct store *s = stores_personal(t->session.stores);
	char out[2000] = "";
	struct err err = {0};

	assert_int_equal(marks_each(s, NULL, NULL, say, out, &err), 0);
	assert_string_equal(out, want);
}

static void open_at(struct test_app *t, const char *paragraph)
{
	app_start(t, TERM_BIDI_LOGICAL, 24, 40, "-o -l en");
	app_do(t, ":open " PAPER);
	app_do(t, paragraph);
}

/* -- choosing ------------------------------------------------------------------- */

static void keys_choose_words(void **state)
{
	static const struct {
		const char *paragraph, *keys, *want;
	} cases[] = {
		{":1", "", "One"},
		{":1", "l", "One two"},
		{":1", "l l l", "One two three (four)"}, /* signs go with their word */
		{":1", "l h", "One"},
		{":1", "l h h h", "One"},
		{":1", "j", "One two three (four) five six seven"},
		{":1", "j k", "One"},
		{":1", "j j j j",
	         "One two three (four) five six seven eight nine ten eleven twelve "
	         "thirteen, fourteen."},
		{":1", "l l o l", "two three"},
		{":1", "l l o l h", "One two three"},
		{":1", "l l o l l l l l", "three"},
		{":1", "l l o l o l", "two three (four)"},
		{":1", "l l l Right Left Down Up", "One two three (four)"},
		{":1", "l l o h h", "One two three"},
		{":1", "o l a",
	         "One two three (four) five six seven eight nine ten eleven twelve "
	         "thirteen, fourteen."},
		{":2", "l l l", "Dogs ride1 free; carts"},
		{":3", "l", "渡船"},
		{":3", "l o l", "船"},
		{":3", "l l l l", "渡船免费。"},
	};
	struct test_app *t = *state;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char want[400];

		open_at(t, cases[i].paragraph);
		app_keys(t, "v");
		app_keys(t, cases[i].keys);
		app_keys(t, "Enter");
		snprintf(want, sizeof want, "en %s highlight [%s] ;", cases[i].paragraph + 1,
		         cases[i].want);
		check_marks(t, want);
		app_do(t, ":unmark");
		check_marks(t, "");
	}
}

/* From the first word of the line, not of the paragraph. */
static void choosing_begins_in_the_line(void **state)
{
	struct test_app *t = *state;

	open_at(t, ":1");
	app_keys(t, "j v Enter");
	check_marks(t, "en 1 highlight [eight] ;");
}

static void other_keys_choose_nothing(void **state)
{
	struct test_app *t = *state;

	for (int i = 0; i < 3; i++) {
		open_at(t, ":1");
		app_keys(t, "v l");
		app_keys(t, (const char *[]){"Esc", "q", "x"}[i]);
		check_marks(t, "");
		app_must_show(t, "> One two three"); /* no sign, and still the document */
	}
	open_at(t, ":1");
	app_keys(t, "v l");
	app_interrupt(t->app);
	check_marks(t, "");
	open_at(t, ":4");
	app_keys(t, "v");
	app_must_show(t, "not in a table: a puts a note on it");
}

/* -- how it looks ---------------------------------------------------------------- */

/* The cells of a row that are reversed, as text. */
static void check_reversed(struct test_app *t, int row, const char *want)
{
	char got[200] = "";

	for (int col = 0; col < t->screen.cols; col++) {
		VTermScreenCell cell = screen_cell(&t->screen, row, col);

		if (cell.attrs.reverse)
			got[strlen(got)] = (char)cell.chars[0];
	}
	assert_string_equal(got, want);
}

static int row_of(struct test_app *t, const char *words)
{
	for (int row = 0; row < t->screen.rows; row++) {
		char *shown = screen_row(&t->screen, row);
		bool here = strstr(shown, words) != NULL;

		free(shown);
		if (here)
			return row;
	}
	fail_msg("the screen does not show '%s'", words);
	return -1;
}

static void a_highlight_is_its_words(void **state)
{
	struct test_app *t = *state;

	open_at(t, ":2");
	app_keys(t, "v l l o l");
	check_reversed(t, row_of(t, "Dogs ride"), "ride^1 free;"); /* while it is chosen */
	app_keys(t, "Enter");
	check_reversed(t, row_of(t, "Dogs ride"), "ride^1 free;");
	app_must_show(t, ">=Dogs ride^1 free; carts pay.");
	open_at(t, ":2"); /* out of the store */
	check_reversed(t, row_of(t, "Dogs ride"), "ride^1 free;");
	app_do(t, ":unmark");
	check_reversed(t, row_of(t, "Dogs ride"), "");
	app_must_show(t, "> Dogs ride^1 free; carts pay.");
}

static void a_note_is_said_where_it_stands(void **state)
{
	struct test_app *t = *state;

	open_at(t, ":4");
	app_do(t, ":note a note on a table that is a good deal longer than the row");
	check_marks(t, "en 4 note [Monday noon] "
	               "a note on a table that is a good deal longer than the row;");
	app_keys(t, "k j");
	app_must_show(t, "* a note on a table t"); /* as much as there is room for */
	app_must_show(t, "…");
	app_do(t, ":2");
	app_keys(t, "a");
	app_type(t, "first");
	app_keys(t, "Enter");
	app_keys(t, "a"); /* it is there to be changed */
	app_type(t, " and last");
	app_keys(t, "Enter");
	app_keys(t, "k j");
	app_must_show(t, "* first and last");
}

/* -- where a note can stand -------------------------------------------------------- */

static void a_note_is_of_the_language_of_its_line(void **state)
{
	struct test_app *t = *state;

	app_start(t, TERM_BIDI_PROGRAM, 24, 80, "-o -l en,ar");
	app_do(t, ":open S/2026/901");
	app_keys(t, "P");
	app_do(t, ":1");
	app_do(t, ":note river");
	app_keys(t, "j j");
	app_do(t, ":note نهر");
	check_marks(t, "ar 1 note [يلاحظ أن منسوب النهر كان منخفضا في السنة الماضية؛] نهر;"
	               "en 1 note [Notes that the river was low in the year past;] river;");
	app_must_show(t, "notes · doc");
	app_must_show(t, "*Notes that the river");
	assert_int_equal(row_of(t, ">*"), row_of(t, "*Notes that the river") + 2);
	app_keys(t, "P"); /* one language has its own */
	app_must_show(t, "1 note");
}

static void a_version_of_before_shows_them_too(void **state)
{
	struct test_app *t = *state;
	char *doc = app_file("screens/tolls_2.doc");

	open_at(t, ":2");
	app_do(t, ":note carts");
	app_stop(t);
	app_put(t, PAPER, doc, true);
	free(doc);
	app_start(t, TERM_BIDI_LOGICAL, 24, 80, "-o -l en");
	app_do(t, ":open " PAPER);
	app_must_show(t, "1 orphan");
	app_do(t, ":open " PAPER "@1");
	app_must_show(t, " *Dogs ride^1 free");
	/* a note is of a version of now: from an old one it leads there */
	app_keys(t, "G k");
	app_do(t, ":notes");
	app_keys(t, "j j j Enter");
	app_must_show(t, "Tolls of the ferry");
	app_must_show(t, "orphan: the paragraph is gone");
}

static void elsewhere_it_is_told_why_not(void **state)
{
	struct test_app *t = *state;

	app_start(t, TERM_BIDI_LOGICAL, 24, 80, "-o -l en");
	app_do(t, ":note x");
	app_must_show(t, "no document that is here is shown");
	/* nor is it asked what a note would say */
	app_keys(t, "a");
	app_must_show(t, "no document that is here is shown");
	assert_false(app_shows(t, "note:"));
	app_keys(t, "v");
	app_must_show(t, "no document that is here is shown");
	app_do(t, ":open S/RES/2254(2015)");
	app_do(t, ":note x");
	app_must_show(t, "no document that is here is shown");
	app_do(t, ":open " PAPER);
	app_keys(t, "g");
	app_do(t, ":note x");
	app_must_show(t, "no paragraph in this line");
	app_do(t, ":unmark");
	app_must_show(t, "no note in this line");
	check_marks(t, "");
	app_do(t, ":open note:77");
	app_must_show(t, "there is no such note");
}

/* A bookmark is made for what is tagged, and keeps how it is cited. */
static void a_tag_makes_a_bookmark(void **state)
{
	struct test_app *t = *state;

	open_at(t, ":1");
	app_keys(t, "T");
	app_type(t, "law");
	app_keys(t, "Enter");
	app_must_show(t, "tags: law");
	app_do(t, ":tag river, -law");
	app_must_show(t, "tags: river");
	assert_true(marks_is_bookmark(stores_personal(t->session.stores), PAPER));
	app_do(t, ":tags");
	app_must_show(t, "river");
	app_keys(t, "j Enter");
	app_must_show(t, "Fares");
	app_do(t, ":open " PAPER);
	app_keys(t, "m");
	app_must_show(t, "bookmark removed");
	app_do(t, ":tags");
	app_must_show(t, "No tags yet");
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		T(keys_choose_words),
		T(choosing_begins_in_the_line),
		T(other_keys_choose_nothing),
		T(a_highlight_is_its_words),
		T(a_note_is_said_where_it_stands),
		T(a_note_is_of_the_language_of_its_line),
		T(a_version_of_before_shows_them_too),
		T(elsewhere_it_is_told_why_not),
		T(a_tag_makes_a_bookmark),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
