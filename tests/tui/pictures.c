/* SPDX-License-Identifier: ISC */
/* Pictures of figures: what is told before one comes, and how it is drawn, in colours, in shades
 * and in letters. Nothing goes out. */
#include "config.h"

#include "tests/tui/app_lib.h"
#include "tui/palette.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#define PAGE "https://press.example/en/flag.htm"
#define OTHER "https://press.example/en/other.htm"
#define PICTURE "https://press.example/files/flag.png"

/* Four columns of two rows of cells: red, white, black and blue above; all green below, with a
 * black line in it. */
#define PIXELS \
	"4x4 f00fff00000f" \
	"f00fff00000f" \
	"0f00f00f00f0" \
	"000000000000"

/* So much that the picture can stand at the top. */
#define BEHIND "B paragraph\nT One\nB paragraph\nT Two\nB paragraph\nT Three\nB paragraph\nT Four\n"

static const char page[] =
	"docfile 2\nF title A flag\nF language en\n"
	"B paragraph\nT Before it.\n"
	"B figure\nA credit Ada Orne\nA picture " PICTURE "\nT The flag of the town\n"
	"B paragraph\nT Behind it.\n" BEHIND BEHIND BEHIND ".\n";
static const char picture[] = "docfile 2\nF title flag.png\nF format png\n"
			      "B figure\nA pixels " PIXELS "\nT PNG, 4 × 4 pixels\n.\n";
static const char drawn[] =
	"docfile 2\nF title A flag\nB figure\nA pixels " PIXELS "\nT A flag\n.\n";

/* -- drawn --------------------------------------------------------------------------- */

static void check_cell(struct test_screen *g, int row, int col, uint32_t letter, int ink,
                       int ground)
{
	VTermScreenCell c = screen_cell(g, row, col);

	assert_int_equal(c.chars[0] ? c.chars[0] : ' ', letter);
	assert_true(VTERM_COLOR_IS_INDEXED(&c.bg));
	assert_int_equal(c.bg.indexed.idx, ground);
	if (letter == ' ')
		return;
	assert_true(VTERM_COLOR_IS_INDEXED(&c.fg));
	assert_int_equal(c.fg.indexed.idx, ink);
}

static bool is_plain(struct test_screen *g, int row, int col)
{
	VTermScreenCell c = screen_cell(g, row, col);

	return VTERM_COLOR_IS_DEFAULT_FG(&c.fg) && VTERM_COLOR_IS_DEFAULT_BG(&c.bg);
}

static void test_colours(void **state)
{
	struct test_screen g;
	long bytes;

	(void)state;
	unsetenv("NO_COLOR");
	screen_open(&g, "xterm-256color", 10, 40);
	screen_show(&g, drawn);
	screen_draw(&g);
	check_cell(&g, 1, 2, ' ', 0, 196);
	check_cell(&g, 1, 3, ' ', 0, 231);
	check_cell(&g, 1, 4, ' ', 0, 16);
	check_cell(&g, 1, 5, ' ', 0, 21);
	check_cell(&g, 2, 2, 0x2580, 46, 16);
	check_cell(&g, 2, 5, 0x2580, 46, 16);
	/* nothing beside it has its colours */
	assert_true(is_plain(&g, 1, 1));
	assert_true(is_plain(&g, 1, 6));
	assert_true(is_plain(&g, 2, 6));
	screen_check_row(&g, 3, "  [image] A flag");
	assert_true(is_plain(&g, 3, 2));
	/* what stands there is not sent again */
	assert_int_equal(screen_draw(&g), 0);
	pane_move(g.pane, 1);
	bytes = screen_draw(&g);
	assert_true(bytes > 0 && bytes < 20);
	check_cell(&g, 2, 2, 0x2580, 46, 16);
	screen_close(&g);
}

/* A row that comes in from below has its colours, and leaves none behind. */
static void test_scrolled(void **state)
{
	static const char long_one[] = "docfile 2\nF title A flag\nB figure\nA pixels " PIXELS
				       "\nT A flag\nB paragraph\nT One\nB paragraph\nT Two\n"
				       "B paragraph\nT Three\n.\n";
	struct test_screen g;

	(void)state;
	unsetenv("NO_COLOR");
	screen_open(&g, "xterm-256color", 7, 40);
	screen_show(&g, long_one);
	screen_draw(&g);
	pane_scroll(g.pane, 1);
	screen_draw(&g);
	check_cell(&g, 1, 2, 0x2580, 46, 16);
	screen_check_row(&g, 2, "  [image] A flag");
	assert_true(is_plain(&g, 2, 2));
	pane_scroll(g.pane, 1);
	screen_draw(&g);
	for (int row = 0; row < 7; row++)
		for (int col = 0; col < 40; col++)
			assert_true(is_plain(&g, row, col));
	pane_scroll(g.pane, -2);
	screen_draw(&g);
	check_cell(&g, 1, 2, ' ', 0, 196);
	check_cell(&g, 2, 2, 0x2580, 46, 16);
	screen_close(&g);
}

static void check_shades(const char *type)
{
	struct test_screen g;

	screen_open(&g, type, 10, 40);
	screen_show(&g, drawn);
	screen_draw(&g);
	screen_check_row(&g, 1, "> ░█");
	screen_check_row(&g, 2, "  ░░░░");
	screen_check_row(&g, 3, "  [image] A flag");
	for (int row = 0; row < 10; row++)
		for (int col = 0; col < 40; col++)
			assert_true(is_plain(&g, row, col));
	screen_close(&g);
}

static void test_no_colours(void **state)
{
	(void)state;
	unsetenv("NO_COLOR");
	check_shades("xterm"); /* of eight */
	check_shades("vt100");
	setenv("NO_COLOR", "1", 1);
	check_shades("xterm-256color");
	unsetenv("NO_COLOR");
}

static void test_ascii(void **state)
{
	struct test_screen g;

	(void)state;
	setlocale(LC_ALL, "C");
	screen_open(&g, "xterm-256color", 10, 40);
	screen_show(&g, drawn);
	screen_draw(&g);
	screen_check_row(&g, 1, "> .#");
	screen_check_row(&g, 2, "  ....");
	screen_close(&g);
	setlocale(LC_ALL, "C.UTF-8");
}

static void check_nearest(int red, int green, int blue, int want)
{
	int got = palette_nearest(
		(struct drawing_colour){(uint8_t)red, (uint8_t)green, (uint8_t)blue});

	if (got != want)
		fail_msg("%d %d %d: %d, wanted %d", red, green, blue, got, want);
}

static void test_palette(void **state)
{
	(void)state;
	check_nearest(0, 0, 0, 16);
	check_nearest(255, 255, 255, 231);
	check_nearest(255, 0, 0, 196);
	check_nearest(0, 255, 0, 46);
	check_nearest(0, 0, 255, 21);
	check_nearest(95, 135, 175, 67);
	check_nearest(115, 0, 0, 52); /* in the middle of two steps */
	check_nearest(116, 0, 0, 88);
	check_nearest(8, 8, 8, 232); /* greys */
	check_nearest(3, 3, 3, 16);
	check_nearest(128, 128, 128, 244);
	check_nearest(238, 238, 238, 255);
	check_nearest(248, 248, 248, 231);
	check_nearest(120, 128, 124, 244);
}

/* -- asked for ------------------------------------------------------------------------ */

static int set_up(void **state)
{
	struct test_app *t = malloc(sizeof *t);

	unsetenv("NO_COLOR");
	app_set_up(t);
	app_put(t, PAGE, page, true);
	*state = t;
	return 0;
}

static int tear_down(void **state)
{
	app_tear_down(*state);
	free(*state);
	return 0;
}

static void check_rows(struct test_app *t, const char *const *rows)
{
	for (int i = 0; rows[i]; i++)
		screen_check_row(&t->screen, i + 1, rows[i]);
}

/* One that is not here, and no network: what it would cost the terminal, and how to leave. */
static void test_question(void **state)
{
	static const char *const wide[] = {
		"> Picture",
		"",
		"  Budget: 1.0 MB · press.example",
		"",
		"  Enter: fetch it and show it                           no network: size not told",
		"",
		"  Drawing it sends the terminal about 16.3 KB a screen. Esc leaves it.",
		"",
		"  The flag of the town (Ada Orne)",
		"",
		NULL};
	static const char *const narrow[] = {"> Picture",
	                                     "",
	                                     "  Budget: 1.0 MB · press.example",
	                                     "",
	                                     "  Enter: fetch it and show it",
	                                     "               no network: size not told",
	                                     "",
	                                     "  Drawing it sends the terminal about",
	                                     NULL};
	struct test_app *t = *state;

	app_start(t, TERM_BIDI_LOGICAL, 24, 81, "-o -l en " PAGE);
	app_must_show(t, "[image] The flag of the town");
	app_must_show(t, "Ada Orne");
	app_keys(t, "I");
	check_rows(t, wide);
	app_keys(t, "Esc");
	app_must_show(t, "nothing was fetched");
	app_must_show(t, "[image] The flag of the town");
	app_start(t, TERM_BIDI_LOGICAL, 10, 40, "-o -l en " PAGE);
	app_keys(t, "I");
	check_rows(t, narrow);
	app_keys(t, "Enter");
	app_must_show(t, "offline: queued");
	app_must_show(t, "[image] The flag of the");
}

/* One that is here is shown without a network, in its document, and goes away again. */
static void test_stored(void **state)
{
	struct test_app *t = *state;

	app_put(t, PICTURE, picture, true);
	app_start(t, TERM_BIDI_LOGICAL, 24, 80, "-o -l en " PAGE);
	app_keys(t, "I");
	app_must_show(t, "Enter: show it");
	app_must_show(t, "here already");
	assert_false(app_shows(t, "Budget")); /* of which nothing is spent */
	/* this one is small */
	app_must_show(t, "about 112 B a screen");
	app_keys(t, "Enter");
	check_cell(&t->screen, 1, 2, ' ', 0, 196);
	check_cell(&t->screen, 2, 2, 0x2580, 46, 16);
	screen_check_row(&t->screen, 3, "  [image] The flag of the town");
	screen_check_row(&t->screen, 4, "          Ada Orne");
	/* it stays in its document for as long as palais runs */
	app_do(t, ":open pane:talks");
	app_keys(t, "h");
	check_cell(&t->screen, 2, 2, 0x2580, 46, 16);
	app_keys(t, "I");
	assert_false(app_shows(t, "▀"));
	app_must_show(t, "[image] The flag of the town");
	/* and is never shown to who has not asked */
	app_start(t, TERM_BIDI_LOGICAL, 24, 80, "-o -l en " PAGE);
	assert_false(app_shows(t, "▀"));
}

/* As many columns as there are. */
static void test_narrow(void **state)
{
	struct test_app *t = *state;
	struct buf doc;

	buf_init(&doc, 100000);
	buf_str(&doc, "docfile 2\nF title flag.png\nB figure\nA pixels 60x4 ");
	for (int i = 0; i < 240; i++)
		buf_str(&doc, i % 2 ? "f00" : "00f");
	buf_str(&doc, "\n.\n");
	app_put(t, PICTURE, doc.bytes, true);
	buf_done(&doc);
	app_start(t, TERM_BIDI_LOGICAL, 10, 40, "-o -l en " PAGE);
	app_keys(t, "I Enter");
	assert_false(is_plain(&t->screen, 1, 2));
	assert_false(is_plain(&t->screen, 1, 39));
	screen_check_row(&t->screen, 3, "  [image] The flag of the town");
	screen_check_row(&t->screen, 4, "          Ada Orne");
}

static void test_broken(void **state)
{
	struct test_app *t = *state;

	app_put(t, PICTURE,
	        "docfile 1\nF error picture: damaged\nB paragraph\nT picture: damaged.\n.\n", true);
	app_start(t, TERM_BIDI_LOGICAL, 24, 80, "-o -l en " PAGE);
	app_keys(t, "I Enter");
	app_must_show(t, "picture: damaged");
	app_must_show(t, "[image] The flag of the town");
	app_put(t, PICTURE, "docfile 1\nF title x\nB paragraph\nT A page.\n.\n", true);
	app_start(t, TERM_BIDI_LOGICAL, 24, 80, "-o -l en " PAGE);
	app_keys(t, "I Enter");
	app_must_show(t, "what came is no picture");
}

static void test_none(void **state)
{
	struct test_app *t = *state;

	app_put(t, OTHER, "docfile 1\nF title A page\nB figure\nT A view\n.\n", true);
	app_start(t, TERM_BIDI_LOGICAL, 24, 80, "-o -l en " OTHER);
	app_keys(t, "I");
	app_must_show(t, "no picture that could be fetched is in this document");
	app_do(t, ":open palais:picture");
	app_must_show(t, "no picture was asked for");
	app_do(t, ":open pane:talks");
	app_keys(t, "I");
	app_must_show(t, "no picture that could be fetched is in this document");
}

/* The nearest to the line: below it, then above. */
static void test_nearest(void **state)
{
	struct test_app *t = *state;

	app_put(t, OTHER,
	        "docfile 2\nF title Two\nB figure\nA picture https://press.example/1.png\nT First\n"
	        "B paragraph\nT One\nB paragraph\nT Two\nB paragraph\nT Three\n"
	        "B figure\nA picture https://press.example/2.png\nT Second\n.\n",
	        true);
	app_start(t, TERM_BIDI_LOGICAL, 24, 80, "-o -l en " OTHER);
	app_keys(t, "I");
	app_must_show(t, "First");
	assert_false(app_shows(t, "Second"));
	app_keys(t, "Esc G I");
	app_must_show(t, "Second");
	app_keys(t, "Esc k k k k I");
	app_must_show(t, "Second");
	app_keys(t, "Esc k k I");
	app_must_show(t, "First");
}

int main(void)
{
#define APP(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_colours),
		cmocka_unit_test(test_scrolled),
		cmocka_unit_test(test_no_colours),
		cmocka_unit_test(test_ascii),
		cmocka_unit_test(test_palette),
		APP(test_question),
		APP(test_stored),
		APP(test_narrow),
		APP(test_broken),
		APP(test_none),
		APP(test_nearest),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
