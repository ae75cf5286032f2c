/* SPDX-License-Identifier: ISC */
/* What the screen sends only where the reader has asked for it: the mouse, and themes. */
#include "config.h"

#include "tests/tui/app_lib.h"

#include <locale.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

#define WATER "https://press.example/en/water.htm"
#define TOLD "\033[?1000h\033[?1006h"
#define NOT_TOLD "\033[?1006l\033[?1000l"
#define CYAN "\033[36m"
#define MAGENTA "\033[35m"
#define UNDERLINED "\033[4m"

static int set_up(void **state)
{
	struct test_app *t = malloc(sizeof *t);
	char *doc = app_file("screens/water.doc");

	unsetenv("NO_COLOR");
	app_set_up(t);
	app_put(t, WATER, doc, true);
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

/* All that was sent since the start. */
static char *sent(struct test_app *t)
{
	static char all[1 << 18];
	ssize_t n;

	fflush(t->screen.out);
	n = pread(fileno(t->screen.out), all, sizeof all - 1, 0);
	assert_true(n >= 0);
	all[n] = '\0';
	return all;
}

/* The row of the screen that the words stand in, and their first column. */
static int find(struct test_app *t, const char *words, int *col)
{
	for (int row = 0; row < t->screen.rows; row++) {
		char *text = screen_row(&t->screen, row), *at = strstr(text, words);

		*col = at ? (int)(at - text) : -1;
		free(text);
		if (*col >= 0)
			return row;
	}
	fail_msg("no '%s' on the screen", words);
	return -1;
}

static void click(struct test_app *t, int row, int col)
{
	char bytes[60];

	snprintf(bytes, sizeof bytes, "\033[<0;%d;%dM\033[<0;%d;%dm", col + 1, row + 1, col + 1,
	         row + 1);
	app_send(t, bytes);
}

static int marked(struct test_app *t)
{
	for (int row = 1; row < t->screen.rows - 1; row++)
		if (screen_cell(&t->screen, row, 0).chars[0] == '>')
			return row;
	return -1;
}

/* -- the mouse ----------------------------------------------------------------------- */

static void nothing_is_sent_for_a_mouse_by_default(void **state)
{
	struct test_app *t = *state;

	app_start(t, TERM_BIDI_LOGICAL, 24, 80, "-o -l en " WATER);
	click(t, 0, 12);
	app_send(t, "\033[<65;5;5M");
	app_must_show(t, "[Talks]");
	assert_int_equal(marked(t), 1);
	term_stop();
	assert_null(strstr(sent(t), "\033[?1000"));
	assert_null(strstr(sent(t), "\033[?1006"));
}

static void it_is_told_and_given_back(void **state)
{
	struct test_app *t = *state;
	char *all;

	app_start(t, TERM_BIDI_LOGICAL, 24, 80, "-o -l en --mouse on " WATER);
	all = sent(t);
	assert_non_null(strstr(all, TOLD));
	assert_null(strstr(all, NOT_TOLD));
	app_do(t, ":mouse off");
	app_must_show(t, "the mouse is the terminal's own");
	assert_non_null(strstr(t->screen.sent.bytes, NOT_TOLD));
	app_do(t, ":mouse sideways");
	app_must_show(t, "mouse: on or off");
	app_do(t, ":mouse");
	assert_non_null(strstr(t->screen.sent.bytes, TOLD));
	/* while palais sleeps the mouse is the shell's */
	term_pause();
	term_resume();
	app_draw(t->app);
	screen_take(&t->screen);
	all = strstr(t->screen.sent.bytes, NOT_TOLD);
	assert_non_null(all);
	assert_non_null(strstr(all, TOLD));
	term_stop();
	all = sent(t);
	assert_non_null(strstr(strstr(all, TOLD), NOT_TOLD));
	assert_null(strstr(all + strlen(all) - 60, TOLD));
}

/* A fault gives it back as well. */
/* How one as this ends that is sent SIGQUIT, and whether the mouse was given back. */
static int quit(struct test_app *t, bool *given_back)
{
	size_t before = strlen(sent(t));
	int status;
	pid_t pid = fork();

	assert_true(pid >= 0);
	if (!pid) {
		raise(SIGQUIT);
		_exit(0);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	*given_back = strstr(sent(t) + before, NOT_TOLD) != NULL;
	return status;
}

static void a_fault_gives_it_back(void **state)
{
	struct test_app *t = *state;
	bool given_back;

	signal(SIGQUIT, SIG_DFL); /* whatever we were started with */
	for (int on = 0; on < 2; on++) {
		app_start(t, TERM_BIDI_LOGICAL, 24, 80, on ? "-o -l en --mouse on" : "-o -l en");
		assert_true(WIFSIGNALED(quit(t, &given_back)));
		assert_int_equal(given_back, on);
	}
}

/* As of what is started in the background of a script: it goes on, and so does its screen. */
static void what_is_ignored_stays_ignored(void **state)
{
	struct test_app *t = *state;
	bool given_back;

	signal(SIGQUIT, SIG_IGN);
	app_start(t, TERM_BIDI_LOGICAL, 24, 80, "-o -l en --mouse on");
	assert_int_equal(quit(t, &given_back), 0);
	assert_false(given_back);
	signal(SIGQUIT, SIG_DFL);
}

static void wheel_and_clicks(void **state)
{
	struct test_app *t = *state;
	int row, col;

	app_start(t, TERM_BIDI_LOGICAL, 24, 80, "-o -l en --mouse on");
	/* a tab */
	row = find(t, "IIIM", &col);
	assert_int_equal(row, 0);
	click(t, 0, col + 3);
	app_must_show(t, "[IIIM]");
	click(t, 0, col + 40);
	app_must_show(t, "[IIIM]");
	click(t, 0, 0);
	app_must_show(t, "[Talks]");
	/* a link, at its first cell and its last; the cell before it is none */
	row = find(t, "all 130 dates", &col);
	click(t, row, col - 1);
	assert_int_equal(marked(t), row);
	app_must_show(t, "The intra-Syrian talks");
	click(t, row, col + 12);
	app_must_show(t, "Timeline");
	app_keys(t, "h");
	click(t, row, col);
	app_must_show(t, "Timeline");
	/* three rows for each notch of the wheel, there and back */
	app_do(t, ":open " WATER);
	row = find(t, "Turbidity", &col);
	app_send(t, "\033[<65;5;5M\033[<65;5;5M");
	assert_int_equal(find(t, "Turbidity", &col), row - 6);
	app_send(t, "\033[<64;5;5M\033[<64;5;5M\033[<64;5;5M");
	assert_int_equal(find(t, "Turbidity", &col), row);
	/* a line; the rows of tabs and of the status are none */
	click(t, 7, 30);
	assert_int_equal(marked(t), 7);
	click(t, 23, 5);
	assert_int_equal(marked(t), 7);
	/* what is typed is not left */
	app_keys(t, "/");
	app_type(t, "valve");
	click(t, 5, 5);
	app_must_show(t, "find: valve");
}

/* Where lines run from the right, cells are those that are seen. */
static void clicks_from_the_right(void **state)
{
	struct test_app *t = *state;
	int row, col;

	app_start(t, TERM_BIDI_PROGRAM, 24, 80, "-o -l ar,en --interface ar --mouse on");
	click(t, 0, 79);
	row = find(t, "130", &col);
	click(t, row, 3);         /* the left end of the link, where its number stands */
	app_must_show(t, "●──●"); /* the axis */
	app_keys(t, "h");
	click(t, 0, 48); /* the third tab from the right */
	app_must_show(t, "[ﺔﻴﻟﻵﺍ]");
}

/* -- themes ----------------------------------------------------------------------------- */

/* What a start with these words sends, with links, headings and highlights. */
static char *themed(struct test_app *t, const char *words)
{
	char line[200];
	char *copy;

	snprintf(line, sizeof line, "-o -l en %s " WATER, words);
	app_start(t, TERM_BIDI_LOGICAL, 24, 80, line);
	app_keys(t, "G");
	app_do(t, ":find valves");
	copy = strdup(sent(t));
	assert_non_null(copy);
	return copy;
}

static void check_sends(const char *bytes, bool colours, bool underlines)
{
	assert_int_equal(strstr(bytes, CYAN) != NULL, colours);
	assert_int_equal(strstr(bytes, MAGENTA) != NULL, colours);
	assert_int_equal(strstr(bytes, UNDERLINED) != NULL, underlines);
	assert_non_null(strstr(bytes, "\033[1m"));
	assert_non_null(strstr(bytes, "\033[7m"));
	assert_null(strstr(bytes, "\033[38;"));
}

static void colours_are_sent_where_they_are_asked_for(void **state)
{
	struct test_app *t = *state;
	char *plain = themed(t, ""), *other;

	check_sends(plain, false, true);
	other = themed(t, "--theme plain");
	assert_string_equal(other, plain);
	free(other);
	other = themed(t, "--theme colour");
	check_sends(other, true, false);
	free(other);
	other = themed(t, "--theme bold");
	check_sends(other, false, false);
	free(other);
	/* NO_COLOR is before what was asked for; empty it says nothing */
	setenv("NO_COLOR", "1", 1);
	other = themed(t, "--theme colour");
	assert_string_equal(other, plain);
	free(other);
	setenv("NO_COLOR", "", 1);
	other = themed(t, "--theme colour");
	check_sends(other, true, false);
	unsetenv("NO_COLOR");
	free(other);
	free(plain);
}

static void contrast_marks_the_line(void **state)
{
	struct test_app *t = *state;
	char *bytes = themed(t, "");
	int row = marked(t);

	assert_false(screen_cell(&t->screen, row, 0).attrs.reverse);
	free(bytes);
	bytes = themed(t, "--theme contrast");
	check_sends(bytes, false, false);
	assert_null(strstr(bytes, "\033[2m"));
	row = marked(t);
	assert_true(screen_cell(&t->screen, row, 0).attrs.reverse);
	assert_true(screen_cell(&t->screen, row, 0).attrs.bold);
	free(bytes);
}

static void a_theme_by_name(void **state)
{
	struct test_app *t = *state;

	app_start(t, TERM_BIDI_LOGICAL, 24, 80, "-o -l en " WATER);
	app_keys(t, "G");
	app_do(t, ":theme colour");
	assert_non_null(strstr(t->screen.sent.bytes, CYAN));
	app_do(t, ":theme");
	assert_null(strstr(t->screen.sent.bytes, CYAN));
	assert_non_null(strstr(t->screen.sent.bytes, UNDERLINED));
	app_do(t, ":theme loud");
	app_must_show(t, "loud: one of plain bold colour contrast");
	setenv("NO_COLOR", "1", 1);
	app_do(t, ":theme colour");
	app_must_show(t, "no colours: the terminal has none, or NO_COLOR is set");
	unsetenv("NO_COLOR");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(nothing_is_sent_for_a_mouse_by_default, set_up,
	                                        tear_down),
		cmocka_unit_test_setup_teardown(it_is_told_and_given_back, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_fault_gives_it_back, set_up, tear_down),
		cmocka_unit_test_setup_teardown(what_is_ignored_stays_ignored, set_up, tear_down),
		cmocka_unit_test_setup_teardown(wheel_and_clicks, set_up, tear_down),
		cmocka_unit_test_setup_teardown(clicks_from_the_right, set_up, tear_down),
		cmocka_unit_test_setup_teardown(colours_are_sent_where_they_are_asked_for, set_up,
	                                        tear_down),
		cmocka_unit_test_setup_teardown(contrast_marks_the_line, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_theme_by_name, set_up, tear_down),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
