/* SPDX-License-Identifier: ISC */
/* Text from the right on the screen: what stands in which cell. */
#include "config.h"

#include "model/text/characters.h"
#include "tests/tui/screen_lib.h"
#include "tui/draw.h"
#include "tui/prompt.h"
#include "tui/terminals.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#define XTERM "xterm-256color"

/* The text of cells [from, to) of a row. */
static void check_cells(struct test_screen *g, int row, int from, int to, const char *want)
{
	struct buf b;

	buf_init(&b, 10000);
	for (int col = from; col < to; col++) {
		VTermScreenCell c = screen_cell(g, row, col);

		if (!c.chars[0])
			buf_char(&b, ' ');
		for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && c.chars[i]; i++)
			buf_utf8(&b, c.chars[i]);
	}
	assert_string_equal(b.bytes, want);
	buf_done(&b);
}

/* A row ends, at the right edge of the text, with these words. */
static void check_right(struct test_screen *g, int row, const char *want)
{
	int right = g->cols - 2 > 110 ? 112 : g->cols, from = right;

	from -= (int)text_width(want, strlen(want));
	check_cells(g, row, from, right, want);
	assert_int_equal(screen_cell(g, row, from - 1).chars[0] > ' ', 0);
	for (int col = right; col < g->cols; col++)
		assert_int_equal(screen_cell(g, row, col).chars[0] > ' ', 0);
}

static const char page[] =
	"docfile 1\nF language ar\nF title T\nB heading\nA level 1\nT بيت الماء\n"
	"B paragraph\nA number 4\nA marker ٤ -\n"
	"T بيت لا باب له (انظر A/RES/12 (2015)) وفيه ٢٠ كتابًا\nS 34 49 link #b\n"
	"B item\nA marker (أ)\nT باب\nB item\nA marker (ب)\nT كتاب\n"
	"B quote\nA level 1\nT ماء\n.\n";

/* The same words at each width: at the right, markers before (right of) them, the
 * symbol and numbers as they are read, brackets around what they are around. */
static void test_page(void **state)
{
	static const int widths[] = {40, 80, 132};

	(void)state;
	for (int i = 0; i < 3; i++) {
		struct test_screen g;
		int more = widths[i] == 40;

		screen_open_as(&g, XTERM, 14, widths[i], TERM_BIDI_PROGRAM);
		screen_show(&g, page);
		screen_draw(&g);
		check_right(&g, 1, "ءﺎﻤﻟﺍ ﺖﻴﺑ");
		assert_true(screen_cell(&g, 1, g.cols - 2 > 110 ? 111 : g.cols - 1).attrs.bold);
		if (more) {
			check_right(&g, 3, "ﺮﻈﻧﺍ) ﻪﻟ ﺏﺎﺑ ﻻ ﺖﻴﺑ - ٤");
			check_right(&g, 4, "ﺎﺑًﺎﺘﻛ ٢٠ ﻪﻴﻓﻭ (A/RES/12 (2015)    ");
		} else {
			check_right(&g, 3, "ﺎﺑًﺎﺘﻛ ٢٠ ﻪﻴﻓﻭ (A/RES/12 (2015) ﺮﻈﻧﺍ) ﻪﻟ ﺏﺎﺑ ﻻ ﺖﻴﺑ - ٤");
		}
		check_right(&g, 5 + more, "ﺏﺎﺑ (ﺃ)");
		check_right(&g, 6 + more, "ﺏﺎﺘﻛ (ﺏ)");
		check_right(&g, 8 + more, "ءﺎﻣ │");
		screen_close(&g);
	}
}

static void test_link_and_find(void **state)
{
	struct test_screen g;
	int row = 3, reversed = 0, first = -1;

	(void)state;
	screen_open_as(&g, XTERM, 14, 80, TERM_BIDI_PROGRAM);
	screen_show(&g, page);
	assert_true(pane_link_next(g.pane, 1));
	screen_draw(&g);
	/* the symbol is read from the left: the cursor on its A */
	for (int col = 0; col < 80; col++)
		if (first < 0 && screen_cell(&g, row, col).attrs.underline)
			first = col;
	assert_int_equal(screen_cell(&g, row, first).chars[0], 'A');
	screen_check_cursor(&g, row, first);
	/* what is found is one stretch of cells, where it stands */
	assert_true(screen_find(&g, "باب له", 1, false));
	screen_draw(&g);
	first = -1;
	for (int col = 0; col < 80; col++)
		if (screen_cell(&g, row, col).attrs.reverse) {
			first = first < 0 ? col : first;
			reversed++;
		}
	assert_int_equal(reversed, 6);
	check_cells(&g, row, first, first + 6, "ﻪﻟ ﺏﺎﺑ");
	screen_close(&g);
	/* a link that is read from the right begins at its right end */
	screen_open_as(&g, XTERM, 6, 20, TERM_BIDI_PROGRAM);
	screen_show(&g, "docfile 1\nB paragraph\nT باب بيت كتاب\nS 7 13 link #a\n.\n");
	screen_draw(&g);
	check_right(&g, 1, "ﺏﺎﺘﻛ ﺖﻴﺑ ﺏﺎﺑ");
	screen_check_cursor(&g, 1, 15);
	assert_int_equal(screen_cell(&g, 1, 15).chars[0], 0xfe91);
	screen_close(&g);
}

static void test_table(void **state)
{
	struct test_screen g;

	(void)state;
	screen_open_as(&g, XTERM, 8, 30, TERM_BIDI_PROGRAM);
	screen_show(&g,
	            "docfile 1\nF language ar\nB table\nR\nC h 1 1\nT باب\nC h 1 1\nT بيت ماء\n"
	            "R\nC d 1 1\nT Bern\nC d 1 1\nT 1 200\nR\nC d 1 1\nT كتاب\nC d 1 1\nT 7\n.\n");
	screen_draw(&g);
	check_right(&g, 1, "ءﺎﻣ ﺖﻴﺑ   ﺏﺎﺑ");
	check_right(&g, 2, "─────────────");
	check_right(&g, 3, "1 200  Bern");
	check_right(&g, 4, "7  ﺏﺎﺘﻛ");
	screen_close(&g);
}

/* A list's dates stand at the right with titles from the right, symbols at the left;
 * an entry from the left stays as it was. */
static void test_list(void **state)
{
	struct test_screen g;

	(void)state;
	screen_open_as(&g, XTERM, 8, 40, TERM_BIDI_PROGRAM);
	screen_show(&g,
	            "docfile 1\nB item\nA marker 2 Mar 2016\nT ● باب لا بيت A/9\nS 0 22 link #a\n"
	            "S 23 26 tail\nB item\nA marker 3 Mar 2016\nT ○ A door\nS 0 8 link #b\n.\n");
	screen_draw(&g);
	check_right(&g, 1, "ﺖﻴﺑ ﻻ ﺏﺎﺑ ● 2 Mar 2016");
	check_cells(&g, 1, 2, 6, "A/9 ");
	check_cells(&g, 2, 2, 21, "3 Mar 2016 ○ A door");
	screen_close(&g);
}

/* -- chrome ---------------------------------------------------------------------- */

static void chrome(struct test_screen *g, const char *words)
{
	draw_begin();
	draw_text(2, 0, words, strlen(words), g->cols, 0);
	term_flush();
	screen_take(g);
}

/* The bytes are looked at where isolates go out: libvterm gives them a cell, which
 * terminals do not. */
static void test_chrome(void **state)
{
	static const char words[] = "باب 2254 (2015): not in this document";
	struct test_screen g;

	(void)state;
	screen_open_as(&g, XTERM, 4, 60, TERM_BIDI_PROGRAM);
	chrome(&g, words);
	screen_check_row(&g, 2, "(2015) 2254 ﺏﺎﺑ: not in this document");
	assert_null(strstr(g.sent.bytes, "\xe2\x81")); /* no isolates */
	screen_close(&g);

	screen_open_as(&g, XTERM, 4, 60, TERM_BIDI_TERMINAL);
	chrome(&g, words);
	assert_non_null(strstr(g.sent.bytes, " \u2067باب 2254 (2015)\u2069: not in this document"));
	screen_close(&g);
	/* cut off within an isolate, which is ended */
	screen_open_as(&g, XTERM, 4, 10, TERM_BIDI_TERMINAL);
	chrome(&g, "at باب بيت كتاب");
	assert_non_null(strstr(g.sent.bytes, "at \u2067باب بيت\u2069"));
	screen_close(&g);

	screen_open_as(&g, XTERM, 4, 60, TERM_BIDI_LOGICAL);
	chrome(&g, words);
	screen_check_row(&g, 2, words);
	screen_close(&g);
}

/* What is typed from the right grows to the left, the cursor at its left. */
static void check_typed(struct test_screen *g, const char *text, size_t at, int cells,
                        const char *want, int cursor)
{
	int col;

	draw_begin();
	draw_text(1, 0, "find: ", 6, g->cols, 0);
	col = draw_typed(1, 6, &(struct draw_line){text, at, false}, cells);
	draw_cursor(1, col);
	term_flush();
	screen_take(g);
	screen_check_row(g, 1, want);
	screen_check_cursor(g, 1, cursor);
}

static void test_typed(void **state)
{
	struct test_screen g;

	(void)state;
	screen_open_as(&g, XTERM, 4, 30, TERM_BIDI_PROGRAM);
	check_typed(&g, "باب", 6, 24, "find:  ﺏﺎﺑ", 6);
	check_typed(&g, "باب", 0, 24, "find:  ﺏﺎﺑ", 9); /* on the first letter */
	check_typed(&g, "باب 12", 9, 24, "find:  12 ﺏﺎﺑ", 6);
	check_typed(&g, "abc", 3, 24, "find: abc", 9);
	check_typed(&g, "abcdefghij", 10, 6, "find: fghij", 11); /* more than there is room */
	check_typed(&g, "باب بيت", 13, 4, "find:  ﺖﻴﺑ", 6);
	check_typed(&g, "باب بيت", 0, 4, "find:  ﺏﺎﺑ", 9);
	check_typed(&g, "لا", 4, 24, "find:  ﻻ", 6);
	screen_close(&g);
	screen_open_as(&g, XTERM, 4, 30, TERM_BIDI_TERMINAL);
	draw_begin();
	assert_int_equal(draw_typed(1, 6, &(struct draw_line){"باب", 6, false}, 24), 9);
	term_flush();
	screen_take(&g);
	assert_non_null(strstr(g.sent.bytes, "\u2068باب\u2069"));
	screen_close(&g);
}

/* At the right edge of its cells, the cursor where the next letter goes. */
static void check_right_typed(struct test_screen *g, const char *text, size_t at, const char *want,
                              int cursor)
{
	draw_begin();
	draw_cursor(1, draw_typed(1, 4, &(struct draw_line){text, at, true}, 10));
	term_flush();
	screen_take(g);
	screen_check_row(g, 1, want);
	screen_check_cursor(g, 1, cursor);
}

static void test_typed_right(void **state)
{
	struct test_screen g;

	(void)state;
	screen_open_as(&g, XTERM, 4, 30, TERM_BIDI_PROGRAM);
	check_right_typed(&g, "باب", 6, "           ﺏﺎﺑ", 10);
	check_right_typed(&g, "باب", 0, "           ﺏﺎﺑ", 13);
	check_right_typed(&g, "", 0, "", 13);
	check_right_typed(&g, "A/9", 3, "          A/9", 13);
	check_right_typed(&g, "باب A/9", 10, "       A/9 ﺏﺎﺑ", 6);
	check_right_typed(&g, "باب لا بيت كتاب", 27, "     ﺏﺎﺘﻛ ﺖﻴﺑ", 4); /* its end */
	screen_close(&g);
	screen_open_as(&g, XTERM, 4, 30, TERM_BIDI_TERMINAL);
	draw_begin();
	assert_int_equal(draw_typed(1, 4, &(struct draw_line){"باب", 6, true}, 10), 13);
	term_flush();
	screen_take(&g);
	assert_non_null(strstr(g.sent.bytes, "\u2068باب\u2069"));
	screen_close(&g);
}

/* The bytes that the cursor goes over with an arrow, from the one edge to the other. */
static void check_arrows(const char *text, int direction, size_t from, const char *want)
{
	char got[200];
	size_t n = 0, at = from, last;

	do {
		n += (size_t)snprintf(got + n, sizeof got - n, "%zu ", at);
		last = at;
		at = draw_typed_beside(text, strlen(text), at, direction);
	} while (at != last && n < sizeof got - 10);
	assert_string_equal(got, want);
}

/* The cursor goes the way that the arrow points: in a line from the right, to the next letter at
 * the left, and over what is from the left in it as that stands there. */
static void test_arrows(void **state)
{
	struct test_screen g;

	(void)state;
	screen_open_as(&g, XTERM, 4, 30, TERM_BIDI_PROGRAM);
	check_arrows("باب", -1, 0, "0 2 4 6 ");
	check_arrows("باب", 1, 6, "6 4 2 0 ");
	/* "12" stands at the left of the word, its 1 before its 2 */
	check_arrows("باب 12", 1, 9, "9 7 8 6 4 2 0 ");
	/* a word from the right in a line from the left */
	check_arrows("a باب b", 1, 0, "0 1 6 4 2 8 9 10 ");
	check_arrows("لا", -1, 0, "0 4 "); /* one letter, as it is seen */
	assert_int_equal(draw_typed_beside("abc", 3, 1, 1), DRAW_AS_READ);
	screen_close(&g);
	screen_open_as(&g, XTERM, 4, 30, TERM_BIDI_TERMINAL);
	check_arrows("باب", -1, 0, "0 2 4 6 ");
	screen_close(&g);
	screen_open_as(&g, XTERM, 4, 30, TERM_BIDI_LOGICAL);
	assert_int_equal(draw_typed_beside("باب", 6, 2, 1), DRAW_AS_READ);
	screen_close(&g);
}

/* -- modes ----------------------------------------------------------------------- */

static long sent_in_all(struct test_screen *g, char *out, size_t size)
{
	ssize_t n;

	fflush(g->out);
	n = pread(fileno(g->out), out, size - 1, 0);
	assert_true(n >= 0);
	out[n] = '\0';
	return n;
}

/* The terminal is told who reorders, and at the end that it is as it was. */
static void check_told(enum term_bidi mode, const char *begin, const char *end)
{
	struct test_screen g;
	char sent[20000];

	screen_open_as(&g, XTERM, 6, 30, mode);
	screen_show(&g, page);
	screen_draw(&g);
	sent_in_all(&g, sent, sizeof sent);
	assert_int_equal(strstr(sent, "\033[8l") != NULL, mode == TERM_BIDI_PROGRAM);
	assert_non_null(strstr(sent, begin));
	assert_null(strstr(sent, *end ? end : "\033[8h"));
	term_stop();
	sent_in_all(&g, sent, sizeof sent);
	assert_non_null(strstr(sent, end));
	screen_close(&g);
}

static void test_told(void **state)
{
	(void)state;
	check_told(TERM_BIDI_PROGRAM, "\033[8l", "\033[8h");
	check_told(TERM_BIDI_TERMINAL, "\033[?2501h", "\033[?2501l");
	check_told(TERM_BIDI_LOGICAL, "", "");
}

/* A terminal that reorders gets lines as they are read, from the left; one that would
 * take a line's direction from its first word is told where it would be wrong. */
static void test_terminal_rows(void **state)
{
	struct test_screen g;

	(void)state;
	screen_open_as(&g, XTERM, 8, 40, TERM_BIDI_TERMINAL);
	screen_show(&g, "docfile 1\nF language ar\nB paragraph\nT باب (A/1) ٢٠\n"
	                "B paragraph\nT A/RES/12 باب\n.\n");
	screen_draw(&g);
	screen_check_row(&g, 1, "> باب (A/1) ٢٠");
	screen_check_row(&g, 3, "  \u200fA/RES/12 باب");
	screen_close(&g);
	/* the mode changes under way: the page is laid out and drawn anew */
	screen_open_as(&g, XTERM, 8, 40, TERM_BIDI_LOGICAL);
	screen_show(&g, page);
	screen_draw(&g);
	screen_check_row(&g, 1, "> بيت الماء");
	term_set_bidi(TERM_BIDI_PROGRAM);
	pane_resize(g.pane, 6, 40);
	screen_draw(&g);
	check_right(&g, 1, "ءﺎﻤﻟﺍ ﺖﻴﺑ");
	screen_close(&g);
}

static void check_known(const char *variable, const char *value, const char *type,
                        enum term_bidi want)
{
	if (variable)
		setenv(variable, value, 1);
	assert_int_equal(terminals_bidi(type), want);
	if (variable)
		unsetenv(variable);
}

static void test_known(void **state)
{
	static const char *const variables[] = {
		"TMUX", "STY", "VTE_VERSION", "KONSOLE_VERSION", "MLTERM", "TERM_PROGRAM"};

	(void)state;
	for (size_t i = 0; i < sizeof variables / sizeof *variables; i++)
		unsetenv(variables[i]);
	check_known(NULL, NULL, "xterm-256color", TERM_BIDI_PROGRAM);
	check_known(NULL, NULL, "linux", TERM_BIDI_PROGRAM);
	check_known(NULL, NULL, "putty", TERM_BIDI_PROGRAM);
	check_known(NULL, NULL, "mlterm", TERM_BIDI_TERMINAL);
	check_known("VTE_VERSION", "7006", "xterm-256color", TERM_BIDI_TERMINAL);
	check_known("VTE_VERSION", "5202", "xterm-256color", TERM_BIDI_PROGRAM);
	check_known("VTE_VERSION", "7006", "tmux-256color", TERM_BIDI_PROGRAM);
	check_known("KONSOLE_VERSION", "220401", "xterm-256color", TERM_BIDI_TERMINAL);
	check_known("TERM_PROGRAM", "Apple_Terminal", "xterm-256color", TERM_BIDI_TERMINAL);
	check_known("TERM_PROGRAM", "WezTerm", "xterm-256color", TERM_BIDI_PROGRAM);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_page),        cmocka_unit_test(test_link_and_find),
		cmocka_unit_test(test_table),       cmocka_unit_test(test_list),
		cmocka_unit_test(test_chrome),      cmocka_unit_test(test_typed),
		cmocka_unit_test(test_typed_right), cmocka_unit_test(test_arrows),
		cmocka_unit_test(test_told),        cmocka_unit_test(test_terminal_rows),
		cmocka_unit_test(test_known),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
