/* SPDX-License-Identifier: ISC */
/* The screen, through a terminal of our own: curses writes to a file, libvterm
 * reads it; cells, cursor and bytes are what a reader sees and pays for. */
#include "config.h"

#include "model/views/document.h"
#include "tests/tui/screen_lib.h"
#include "tui/draw.h"
#include "tui/pane.h"
#include "tui/term.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

/* Many paragraphs of words, each with a link. */
static struct doc *long_doc(int paragraphs)
{
	static const char *const words[] = {"negotiations", "under",   "the",     "auspices",
	                                    "of",           "a",       "body",    "that",
	                                    "facilitates",  "between", "parties", "in",
	                                    "accordance",   "with",    "its",     "mandate"};
	struct doc_maker *m = doc_maker_new(0);
	unsigned seed = 7;
	char number[12];

	for (int i = 0; i < paragraphs; i++) {
		doc_begin(m, DOC_PARAGRAPH);
		snprintf(number, sizeof number, "%d", i + 1);
		doc_attr(m, "number", number);
		for (int k = 0; k < 60; k++) {
			seed = seed * 1103515245 + 12345;
			doc_add_str(m, words[(seed >> 16) % 16]);
			doc_add_str(m, " ");
			if (k == 20)
				doc_add_link(m, "a link ", "#x");
		}
	}
	return doc_finish(m, NULL);
}

static const char small[] =
	"docfile 1\nF title T\nB heading\nT A heading\n"
	"B item\nA marker 1.\nT first entry tail\nS 0 11 link #a\nS 11 16 tail\n"
	"B paragraph\nT Some words with a link in them and with more of them that go on\n"
	"S 18 22 link #b\nS 0 4 strong\n.\n";

static void test_cells(void **state)
{
	struct test_screen g;

	(void)state;
	screen_open(&g, "xterm-256color", 10, 40);
	screen_show(&g, small);
	screen_draw(&g);
	screen_check_row(&g, 0, "[Tab]");
	screen_check_row(&g, 1, "> A heading");
	screen_check_row(&g, 2, "  1. first entry                    tail");
	screen_check_row(&g, 3, "");
	screen_check_row(&g, 4, "  Some words with a link in them and");
	screen_check_row(&g, 5, "  with more of them that go on");
	screen_check_row(&g, 9, "status");
	assert_true(screen_cell(&g, 1, 2).attrs.bold);
	assert_true(screen_cell(&g, 4, 2).attrs.bold);
	assert_false(screen_cell(&g, 4, 7).attrs.bold);
	assert_true(screen_cell(&g, 4, 20).attrs.underline);
	assert_false(screen_cell(&g, 4, 24).attrs.underline);
	assert_false(screen_cell(&g, 2, 5).attrs.underline); /* the entry is the link */
	screen_check_cursor(&g, 1, 0);
	pane_move(g.pane, 1);
	screen_draw(&g);
	screen_check_row(&g, 1, "  A heading");
	screen_check_row(&g, 2, "> 1. first entry                    tail");
	screen_check_cursor(&g, 2, 5); /* on the link */
	assert_string_equal(pane_link(g.pane), "#a");
	screen_close(&g);
}

static void test_scripts(void **state)
{
	struct test_screen g;

	(void)state;
	screen_open(&g, "xterm-256color", 6, 20);
	screen_show(&g, "docfile 1\nB paragraph\nT 安理会 e\u0301x nb\u00a0sp\nB paragraph\nT "
	                "القرار ٢٢٥٤\n.\n");
	screen_draw(&g);
	assert_int_equal(screen_cell(&g, 1, 2).chars[0], 0x5b89);
	assert_int_equal(screen_cell(&g, 1, 2).width, 2);
	assert_int_equal(screen_cell(&g, 1, 4).chars[0], 0x7406);
	assert_int_equal(screen_cell(&g, 1, 9).chars[0], 'e');
	assert_int_equal(screen_cell(&g, 1, 9).chars[1], 0x301);
	assert_int_equal(screen_cell(&g, 1, 10).chars[0], 'x');
	screen_check_row(&g, 1, "> 安理会 e\u0301x nb sp");
	screen_check_row(&g, 3, "  القرار ٢٢٥٤");
	screen_close(&g);
}

/* What a line of scrolling costs: the new row's own bytes and at most 40 more, on
 * average over many lines; a redraw of what is there costs nothing. */
static void scroll_costs(const char *type)
{
	struct test_screen g;
	long over = 0, most = 0;
	int lines = 40;

	screen_open(&g, type, 24, 80);
	pane_resize(g.pane, 22, 80);
	pane_set(g.pane, long_doc(60), false);
	screen_draw(&g);
	assert_int_equal(screen_draw(&g), 0);
	pane_move(g.pane, 21);
	screen_draw(&g);
	for (int i = 0; i < lines; i++) {
		long cost, own;
		char *row;

		pane_move(g.pane, 1);
		cost = screen_draw(&g);
		row = screen_row(&g, 22);
		own = (long)strlen(row);
		free(row);
		over += cost - own;
		most = cost - own > most ? cost - own : most;
	}
	print_message("%s: %ld bytes a line beyond its own, at most %ld\n", type, over / lines,
	              most);
	assert_true(over / lines <= 40);
	screen_close(&g);
}

static void test_scroll_bytes(void **state)
{
	(void)state;
	scroll_costs("xterm-256color");
	scroll_costs("tmux-256color");
	scroll_costs("screen");
	scroll_costs("linux");
	scroll_costs("vt100");
}

static void test_link_bytes(void **state)
{
	struct test_screen g;
	long cost;

	(void)state;
	screen_open(&g, "xterm-256color", 24, 80);
	pane_resize(g.pane, 22, 80);
	pane_set(g.pane, long_doc(60), false);
	screen_draw(&g);
	for (int i = 0; i < 3; i++) { /* three paragraphs are on the screen */
		assert_true(pane_link_next(g.pane, 1));
		cost = screen_draw(&g);
		if (cost <= 0 || cost > 20)
			fail_msg("the next link cost %ld bytes", cost);
	}
	screen_close(&g);
}

/* The reader stays at the same words when the window changes, and comes back. */
static void test_place(void **state)
{
	static const int sizes[][2] = {{10, 40}, {24, 132}, {100, 300}, {24, 80}};
	struct pane *p = pane_new();
	struct pane_place before, after;

	(void)state;
	pane_resize(p, 22, 80);
	pane_set(p, long_doc(200), false);
	pane_move(p, 333);
	before = pane_where(p);
	for (int i = 0; i < 4; i++) {
		pane_resize(p, sizes[i][0] - 2, sizes[i][1]);
		after = pane_where(p);
		assert_int_equal(after.block, before.block);
		assert_true(after.offset <= before.offset);
		assert_true(before.offset - after.offset < 120);
	}
	/* and when the document is made anew */
	pane_set(p, long_doc(200), true);
	assert_int_equal(pane_where(p).block, before.block);
	pane_set(p, long_doc(3), true); /* shorter than the place */
	assert_int_equal(pane_where(p).block, 2);
	pane_free(p);
}

static void test_find(void **state)
{
	struct test_screen g;
	int reversed = 0;

	(void)state;
	screen_open(&g, "xterm-256color", 12, 60);
	screen_show(&g,
	            "docfile 1\nB paragraph\nT One résolution here\nB table\nR\nC d 1 1\nT cell "
	            "resolution\n"
	            "C d 1 1\nT other\nB paragraph\nT القرار الأول\n.\n");
	assert_true(screen_find(&g, "RESOLUTION", 1, false));
	screen_draw(&g);
	for (int col = 0; col < 60; col++)
		reversed += screen_cell(&g, 1, col).attrs.reverse;
	assert_int_equal(reversed, 10);
	assert_int_equal(screen_cell(&g, 1, 6).attrs.reverse, 1);
	assert_true(screen_find(&g, "RESOLUTION", 1, true));
	assert_int_equal(pane_where(g.pane).block, 1);
	assert_true(screen_find(&g, "RESOLUTION", 1, true)); /* round to the first */
	assert_int_equal(pane_where(g.pane).block, 0);
	assert_true(screen_find(&g, "الاول", 1, false));
	assert_int_equal(pane_where(g.pane).block, 2);
	assert_false(screen_find(&g, "nowhere to be found", 1, false));
	screen_close(&g);
}

static void check_place(struct test_screen *g, size_t at, size_t count)
{
	size_t got;

	assert_int_equal(pane_places(g->pane, &got), count);
	assert_int_equal(got, at);
}

/* Which place of how many, forward and backward, once round at either end; in what else is
 * shown there are others. */
static void test_find_counts(void **state)
{
	struct test_screen g;
	struct finder *f = finder_new("a", NULL);

	(void)state;
	screen_open(&g, "xterm", 12, 60);
	screen_show(&g, "docfile 1\nB paragraph\nT a, A\nB table\nT á\nR\nC d 1 1\nT b\nC d 1 "
	                "1\nT a\nB paragraph\nT b\n.\n");
	check_place(&g, 0, 0);
	assert_true(pane_find(g.pane, f, 1, false));
	check_place(&g, 1, 4);
	assert_true(pane_find(g.pane, f, 1, true));
	check_place(&g, 2, 4);
	assert_true(pane_find(g.pane, f, -1, true));
	assert_true(pane_find(g.pane, f, -1, true));
	check_place(&g, 4, 4);
	assert_int_equal(pane_where(g.pane).block, 1);
	assert_true(pane_find(g.pane, f, 1, true));
	check_place(&g, 1, 4);
	/* from the line, backward: the last before it or in it */
	pane_bottom(g.pane);
	assert_true(pane_find(g.pane, f, -1, false));
	check_place(&g, 4, 4);
	pane_unmark(g.pane);
	check_place(&g, 0, 4);
	screen_show(&g, "docfile 1\nB paragraph\nT a\n.\n");
	assert_true(pane_find(g.pane, f, 1, false));
	check_place(&g, 1, 1);
	assert_true(screen_find(&g, "/^.$", 1, false));
	check_place(&g, 1, 1);
	finder_free(f);
	screen_close(&g);
}

/* Every terminal that is promised draws the same cells. */
static void test_terminals(void **state)
{
	static const char *const types[] = {"xterm", "screen", "tmux", "linux", "vt100"};

	(void)state;
	for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
		struct test_screen g;

		screen_open(&g, types[i], 10, 40);
		screen_show(&g, small);
		screen_draw(&g);
		screen_check_row(&g, 1, "> A heading");
		screen_check_row(&g, 2, "  1. first entry                    tail");
		screen_check_row(&g, 4, "  Some words with a link in them and");
		screen_close(&g);
	}
}

/* Where letters cannot be shown there are others, and rows end where they should. */
static void test_letters(void **state)
{
	static const char doc[] = "docfile 1\nB paragraph\nA dir rtl\nT باب شهر ٢٠١٦\n"
				  "B paragraph\nT “été” – Совет 安理会\n.\n";
	struct test_screen g;

	(void)state;
	screen_open_as(&g, "linux", 8, 24, TERM_BIDI_PROGRAM);
	screen_show(&g, doc);
	screen_draw(&g);
	screen_check_row(&g, 1, "> bab shhr 2016");
	screen_check_row(&g, 3, "  “été” – Совет [][][]");
	assert_int_equal(pane_translit(g.pane), TRANSLIT_LETTERS | TRANSLIT_CHINESE);
	screen_close(&g);
	setlocale(LC_ALL, "C");
	screen_open_as(&g, "vt100", 8, 24, TERM_BIDI_PROGRAM);
	screen_show(&g, doc);
	screen_draw(&g);
	draw_text(7, 0, "Совет — é", strlen("Совет — é"), 24, 0);
	term_flush();
	screen_take(&g);
	setlocale(LC_ALL, "C.UTF-8");
	screen_check_row(&g, 1, "> bab shhr 2016");
	screen_check_row(&g, 3, "  \"ete\" - Sovet [][][]");
	screen_check_row(&g, 7, "Sovet - e");
	screen_close(&g);
}

static void test_refused(void **state)
{
	struct term_config config = {.out = tmpfile(),
	                             .in = fopen("/dev/null", "r"),
	                             .type = "dumb",
	                             .rows = 24,
	                             .cols = 80};
	struct err err = {0};

	(void)state;
	assert_int_equal(term_start(&config, &err), -1);
	assert_non_null(strstr(err.text, "cannot place the cursor"));
	config.type = "no-such-terminal";
	assert_int_equal(term_start(&config, &err), -1);
	assert_non_null(strstr(err.text, "not known here"));
	fclose(config.out);
	fclose(config.in);
}

/* From the smallest size to the largest: nothing is drawn beyond the edges. */
static void test_sizes(void **state)
{
	static const int sizes[][2] = {{10, 40}, {24, 80}, {50, 132}, {100, 300}, {3, 10}};

	(void)state;
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		struct test_screen g;

		screen_open(&g, "xterm-256color", sizes[i][0], sizes[i][1]);
		pane_resize(g.pane, sizes[i][0] - 2, sizes[i][1]);
		pane_set(g.pane, long_doc(5), false);
		screen_draw(&g);
		screen_check_row(&g, sizes[i][0] - 1, "status");
		pane_bottom(g.pane);
		screen_draw(&g);
		assert_int_equal(pane_percent(g.pane), 100);
		screen_check_row(&g, 0, "[Tab]");
		screen_close(&g);
	}
}

/* Lines are no longer than can be read, and as long as the screen allows. */
static void test_measure(void **state)
{
	static const struct {
		int cols, cells;
	} cases[] = {{300, 110}, {113, 110}, {112, 110}, {111, 109}, {40, 38}};
	struct buf b;

	(void)state;
	buf_init(&b, 4000);
	buf_str(&b, "docfile 1\nB paragraph\nT ");
	for (int i = 0; i < 500; i++)
		buf_char(&b, 'x');
	buf_str(&b, "\n.\n");
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct test_screen g;
		char *row;

		screen_open(&g, "xterm-256color", 5, cases[i].cols);
		screen_show(&g, b.bytes);
		screen_draw(&g);
		row = screen_row(&g, 1);
		assert_int_equal(strlen(row), 2 + cases[i].cells);
		free(row);
		screen_close(&g);
	}
	buf_done(&b);
}

/* How far down: by bytes, 100 when the end is in sight, the same going back. */
static void test_percent(void **state)
{
	static const int want[] = {0, 12, 25, 37, 50, 100, 100, 100};
	struct pane *p = pane_new();

	(void)state;
	assert_int_equal(pane_percent(p), 0);
	pane_resize(p, 3, 40);
	pane_set(p,
	         screen_doc("docfile 1\nB item\nT abcd\nB item\nT abcd\nB item\nT abcd\n"
	                    "B item\nT abcd\nB item\nT abcd\nB item\nT abcd\nB item\nT abcd\n"
	                    "B item\nT abcd\n.\n"),
	         false);
	for (int i = 0; i < 8; i++) {
		assert_int_equal(pane_percent(p), want[i]);
		pane_scroll(p, 1);
	}
	pane_top(p);
	assert_int_equal(pane_percent(p), 0);
	pane_free(p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cells),        cmocka_unit_test(test_scripts),
		cmocka_unit_test(test_scroll_bytes), cmocka_unit_test(test_link_bytes),
		cmocka_unit_test(test_place),        cmocka_unit_test(test_find),
		cmocka_unit_test(test_find_counts),  cmocka_unit_test(test_terminals),
		cmocka_unit_test(test_refused),      cmocka_unit_test(test_sizes),
		cmocka_unit_test(test_letters),      cmocka_unit_test(test_measure),
		cmocka_unit_test(test_percent),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
