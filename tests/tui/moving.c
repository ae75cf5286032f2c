/* SPDX-License-Identifier: ISC */
/* Moving: how far each key goes, what stays in sight, and where it ends. */
#include "config.h"

#include "tests/tui/app_lib.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#define ROWS "https://press.example/rows"
#define LINES_COUNT 200

static int set_up(void **state)
{
	struct test_app *t = malloc(sizeof *t);
	struct buf b;

	app_set_up(t);
	buf_init(&b, 10000);
	buf_str(&b, "docfile 1\nF title Rows\nF language en\nB pre\nA anchor first\n");
	for (int i = 1; i <= LINES_COUNT; i++)
		buf_printf(&b, "T line %03d\n", i);
	buf_str(&b, ".\n");
	app_put(t, ROWS, b.bytes, true);
	buf_done(&b);
	*state = t;
	return 0;
}

static int tear_down(void **state)
{
	app_tear_down(*state);
	free(*state);
	return 0;
}

/* The number of the line that stands in a row of the screen; 0: another row. */
static int line_in(struct test_app *t, int row)
{
	char *text = screen_row(&t->screen, row);
	int n = 0;

	if (sscanf(text, "> line %d", &n) != 1 && sscanf(text, "  line %d", &n) != 1)
		n = 0;
	free(text);
	return n;
}

/* The row in which the reader is, by the mark at its left. */
static int row_of_mark(struct test_app *t)
{
	int found = -1;

	for (int row = 1; row < t->screen.rows - 1; row++)
		if (screen_cell(&t->screen, row, 0).chars[0] == '>') {
			assert_int_equal(found, -1);
			found = row;
		}
	return found;
}

/* Line 1 stands at the top. */
static void start(struct test_app *t, int rows)
{
	app_start(t, TERM_BIDI_LOGICAL, rows, 80, "-o " ROWS "#first");
	assert_int_equal(line_in(t, 1), 1);
	assert_int_equal(row_of_mark(t), 1);
}

/* From the line at the top of the screen to that after the keys. */
static int moved(struct test_app *t, const char *keys)
{
	int before = line_in(t, 1);

	app_keys(t, keys);
	return line_in(t, 1) - before;
}

static void to_middle(struct test_app *t, int rows)
{
	start(t, rows);
	app_keys(t, "Space Space Space");
	assert_true(line_in(t, 1) > 1);
}

/* -- a screen, half a screen ---------------------------------------------------------- */

/* The last line of a screen is the first of the next: who reads on sees where he was. */
static void test_overlap(void **state)
{
	static const int sizes[] = {24, 10, 7, 6};
	struct test_app *t = *state;

	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		int last;

		to_middle(t, sizes[i]);
		last = line_in(t, sizes[i] - 2);
		app_keys(t, "Space");
		assert_int_equal(line_in(t, 1), last);
		assert_int_equal(row_of_mark(t), 1);
		assert_int_equal(moved(t, "b"), -(sizes[i] - 3));
		assert_int_equal(line_in(t, sizes[i] - 2), last);
		assert_int_equal(moved(t, "PgDn Ctrl-F"), 2 * (sizes[i] - 3));
		assert_int_equal(moved(t, "PgUp Ctrl-B"), -2 * (sizes[i] - 3));
	}
}

/* Where there is no room for an overlap, a line at a time. */
static void test_least(void **state)
{
	struct test_app *t = *state;

	to_middle(t, 5);
	assert_int_equal(moved(t, "Space"), 1);
	assert_int_equal(moved(t, "b"), -1);
	assert_int_equal(moved(t, "Ctrl-D"), 1);
	assert_int_equal(moved(t, "Ctrl-U"), -1);
	to_middle(t, 3);
	assert_int_equal(moved(t, "Space"), 1);
}

static void test_half(void **state)
{
	static const struct {
		int rows, half;
	} sizes[] = {{24, 11}, {25, 11}, {10, 4}, {9, 3}, {6, 2}};
	struct test_app *t = *state;

	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		to_middle(t, sizes[i].rows);
		assert_int_equal(moved(t, "Ctrl-D"), sizes[i].half);
		assert_int_equal(row_of_mark(t), 1);
		assert_int_equal(moved(t, "Ctrl-U"), -sizes[i].half);
		assert_int_equal(row_of_mark(t), 1);
	}
}

/* -- the ends -------------------------------------------------------------------------- */

static void test_end(void **state)
{
	struct test_app *t = *state;

	start(t, 24);
	app_keys(t, "G");
	assert_int_equal(line_in(t, 22), LINES_COUNT);
	assert_int_equal(row_of_mark(t), 22);
	/* nothing is below: the view stays, and the line is the last */
	assert_int_equal(moved(t, "j j Space Ctrl-D"), 0);
	assert_int_equal(row_of_mark(t), 22);
	/* less than a screen is left: the view ends with the last line */
	assert_int_equal(moved(t, "Ctrl-U"), -11);
	assert_int_equal(moved(t, "Space"), 11);
	assert_int_equal(line_in(t, 22), LINES_COUNT);
	assert_int_equal(row_of_mark(t), 1);
	/* then the line goes on where the view cannot */
	assert_int_equal(moved(t, "Space"), 0);
	assert_int_equal(row_of_mark(t), 22);
}

static void test_beginning(void **state)
{
	struct test_app *t = *state;

	start(t, 24);
	app_keys(t, "g Ctrl-D");
	assert_int_equal(row_of_mark(t), 1);
	app_keys(t, "j j j b");
	screen_check_row(&t->screen, 1, "> Rows");
	app_keys(t, "j j b");
	screen_check_row(&t->screen, 1, "> Rows");
	app_keys(t, "k k Ctrl-U PgUp");
	screen_check_row(&t->screen, 1, "> Rows");
	app_keys(t, "G g");
	screen_check_row(&t->screen, 1, "> Rows");
}

/* The line moves within the view, and moves the view at its edges alone. */
static void test_lines(void **state)
{
	struct test_app *t = *state;
	int top;

	to_middle(t, 10);
	top = line_in(t, 1);
	for (int i = 1; i < 8; i++) {
		app_keys(t, "j");
		assert_int_equal(row_of_mark(t), 1 + i);
		assert_int_equal(line_in(t, 1), top);
	}
	app_keys(t, "j");
	assert_int_equal(row_of_mark(t), 8);
	assert_int_equal(line_in(t, 1), top + 1);
	for (int i = 0; i < 7; i++)
		app_keys(t, "k");
	assert_int_equal(line_in(t, 1), top + 1);
	assert_int_equal(row_of_mark(t), 1);
	app_keys(t, "k");
	assert_int_equal(line_in(t, 1), top);
	assert_int_equal(row_of_mark(t), 1);
}

/* -- marks and history ----------------------------------------------------------------- */

static void test_mark_letters(void **state)
{
	struct test_app *t = *state;
	int line;

	to_middle(t, 10);
	line = line_in(t, 1);
	app_keys(t, "M ~");
	app_must_show(t, "marked ~");
	app_keys(t, "M !");
	app_must_show(t, "marked !");
	app_keys(t, "G ' ~");
	assert_int_equal(line_in(t, row_of_mark(t)), line);
	/* no letters: a blank, one beyond ASCII, a key without a letter */
	app_keys(t, "M Space");
	assert_false(app_shows(t, "marked"));
	app_keys(t, "' Space");
	assert_false(app_shows(t, "mark"));
	app_keys(t, "M é");
	assert_false(app_shows(t, "marked"));
	app_keys(t, "M Up");
	assert_false(app_shows(t, "marked"));
	app_keys(t, "M Esc");
	assert_false(app_shows(t, "marked"));
	/* the letter is a mark's, and no command's */
	app_keys(t, "M j");
	app_must_show(t, "marked j");
	assert_int_equal(line_in(t, row_of_mark(t)), line);
	app_keys(t, "' b");
	app_must_show(t, "no mark b");
	/* set anew */
	app_keys(t, "G M j g ' j");
	assert_int_equal(line_in(t, row_of_mark(t)), LINES_COUNT);
}

static void test_history(void **state)
{
	struct test_app *t = *state;
	char name[40];
	int top;

	to_middle(t, 10);
	app_keys(t, "j j j");
	top = line_in(t, 1);
	for (int i = 0; i < 20; i++) {
		snprintf(name, sizeof name, ":open list:%s", i % 2 ? "rounds" : "sources");
		app_do(t, name);
		app_keys(t, "j j");
	}
	for (int i = 0; i < 20; i++)
		app_keys(t, "h");
	/* the very screen that was left */
	assert_int_equal(line_in(t, 1), top);
	assert_int_equal(row_of_mark(t), 4);
	app_keys(t, "h");
	app_must_show(t, "The intra-Syrian talks");
	app_keys(t, "h");
	app_must_show(t, "nothing before this");
	for (int i = 0; i < 21; i++)
		app_keys(t, "Ctrl-P");
	app_must_show(t, "Rounds and sessions");
	assert_int_equal(row_of_mark(t), 3);
	app_keys(t, "Ctrl-P");
	app_must_show(t, "nothing after this");
	/* another way from the middle: what was ahead is gone */
	app_keys(t, "h h h");
	app_do(t, ":open list:agencies");
	app_keys(t, "Ctrl-P");
	app_must_show(t, "nothing after this");
	/* q goes back too, and on the front page leaves */
	app_keys(t, "q");
	assert_int_equal(t->did & DID_QUIT, 0);
	for (int i = 0; i < 30 && !(t->did & DID_QUIT); i++)
		app_keys(t, "q");
	assert_true(t->did & DID_QUIT);
}

static void test_interrupt(void **state)
{
	struct test_app *t = *state;

	to_middle(t, 10);
	assert_int_equal(app_interrupt(t->app), DID_DRAW);
	app_draw(t->app);
	screen_take(&t->screen);
	app_must_show(t, "Q leaves palais");
	app_keys(t, ":");
	app_interrupt(t->app);
	app_draw(t->app);
	screen_take(&t->screen);
	app_must_show(t, "cached now");
	/* a key that does nothing says so once, and draws nothing then, unless it takes a message
	 * away */
	app_keys(t, "z z");
	app_keys(t, "z");
	assert_int_equal(t->did, DID_NOTHING);
	app_do(t, ":nonsense");
	app_keys(t, "z");
	assert_int_equal(t->did, DID_DRAW);
	app_keys(t, "Q");
	assert_true(t->did & DID_QUIT);
}

/* Where the reader was in a document is where it opens the next time. */
static void test_place(void **state)
{
	struct test_app *t = *state;
	int line;

	to_middle(t, 24);
	line = line_in(t, 1);
	app_keys(t, "Q");
	app_start(t, TERM_BIDI_LOGICAL, 24, 80, "-o " ROWS);
	assert_int_equal(line_in(t, row_of_mark(t)), line);
	app_do(t, ":3");
	app_must_show(t, "no paragraph 3 in this document");
	/* a place that the address names comes before it */
	app_do(t, ":open " ROWS "#nowhere");
	assert_int_equal(line_in(t, row_of_mark(t)), line);
	app_do(t, ":open " ROWS "#first");
	assert_int_equal(line_in(t, row_of_mark(t)), 1);
}

/* A page made anew, and a window of another size, move nobody: the line stays in its
 * row, or in the last where there are fewer. */
static void test_stays(void **state)
{
	struct test_app *t = *state;
	int line;

	app_start(t, TERM_BIDI_LOGICAL, 24, 80, "-o list:timeline");
	app_keys(t, "Space j j j j j j");
	assert_int_equal(row_of_mark(t), 7);
	for (int i = 0; i < 2; i++) {
		char *before = screen_row(&t->screen, 1), *after;

		app_keys(t, "r");
		app_must_show(t, "made from the stores");
		after = screen_row(&t->screen, 1);
		assert_string_equal(before, after);
		assert_int_equal(row_of_mark(t), 7);
		free(before);
		free(after);
	}
	start(t, 24);
	app_keys(t, "Space j j j j j j j j j");
	line = line_in(t, row_of_mark(t));
	assert_int_equal(row_of_mark(t), 10);
	app_take(t, &(struct script_step){SCRIPT_SIZE, "12x60", 1});
	assert_int_equal(row_of_mark(t), 10);
	assert_int_equal(line_in(t, 10), line);
	app_take(t, &(struct script_step){SCRIPT_SIZE, "11x60", 1});
	assert_int_equal(row_of_mark(t), 9);
	assert_int_equal(line_in(t, 9), line);
	app_take(t, &(struct script_step){SCRIPT_SIZE, "3x60", 1});
	assert_int_equal(line_in(t, 1), line);
	app_take(t, &(struct script_step){SCRIPT_SIZE, "24x80", 1});
	assert_int_equal(line_in(t, row_of_mark(t)), line);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_overlap, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_least, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_half, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_end, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_beginning, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_lines, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_mark_letters, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_history, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_interrupt, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_place, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_stays, set_up, tear_down),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
