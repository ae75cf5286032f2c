/* SPDX-License-Identifier: ISC */
/* What a reader pays for over a thin line: bytes for a page, a row, the ends of a text,
 * and another text, beyond the letters that they show. */
#include "config.h"

#include "tests/tui/screen_lib.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

/* Paragraphs of several rows, with links, headings and entries of a list; no two alike. */
static struct doc *decision(int paragraphs, unsigned seed)
{
	static const char *const words[] = {
		"the",     "keepers",   "of",     "weirs",    "asked",  "whether",  "barges",
		"with",    "medicine",  "and",    "seed",     "may",    "pass",     "without",
		"a",       "fee",       "before", "winter",   "levels", "measured", "at",
		"Dunmere", "published", "by",     "pilots",   "who",    "had",      "written",
		"towns",   "upstream",  "in",     "agreement"};
	struct doc_maker *m = doc_maker_new(0);

	for (int i = 0; i < paragraphs; i++) {
		doc_begin(m, i % 5 == 0 ? DOC_HEADING : i % 9 == 4 ? DOC_ITEM : DOC_PARAGRAPH);
		for (int k = i % 5 ? 20 + i % 4 * 9 : 4; k; k--) {
			seed = seed * 1103515245 + 12345;
			if (i % 5 && k == 8)
				doc_add_link(m, "their notice", "#x");
			else
				doc_add_str(m, words[(seed >> 16) % 32]);
			doc_add_str(m, k > 1 ? " " : ".");
		}
	}
	return doc_finish(m, NULL);
}

/* Bytes of what the page shows, without the blanks around. */
static long shown(struct test_screen *g)
{
	long sum = 0;

	for (int row = 1; row < g->rows - 1; row++) {
		char *s = screen_row(g, row);

		sum += (long)strlen(s + strspn(s, "> "));
		free(s);
	}
	return sum;
}

struct costs {
	const char *type;
	long page, row, end, home, other, back; /* at most, beyond what is shown */
};

static void within(const char *type, const char *what, long got, long most)
{
	print_message("%s: %s %ld bytes beyond what is shown\n", type, what, got);
	if (got > most)
		fail_msg("%s: %s costs %ld bytes beyond what is shown, and not %ld", type, what,
		         got, most);
}

static void check_costs(const struct costs *c)
{
	struct test_screen g;
	long sum = 0;

	screen_open(&g, c->type, 24, 80);
	pane_resize(g.pane, 22, 80);
	pane_set(g.pane, decision(60, 3), false);
	screen_draw(&g);
	for (int i = 0; i < 6; i++) {
		pane_scroll(g.pane, 21);
		sum += screen_draw(&g);
		sum -= shown(&g);
	}
	within(c->type, "a page", sum / 6, c->page);
	pane_move(g.pane, 21);
	screen_draw(&g);
	sum = 0;
	for (int i = 0; i < 30; i++) {
		char *row;

		pane_move(g.pane, 1);
		sum += screen_draw(&g);
		row = screen_row(&g, 22);
		sum -= (long)strlen(row + strspn(row, "> "));
		free(row);
	}
	within(c->type, "a row", sum / 30, c->row);
	pane_bottom(g.pane);
	sum = screen_draw(&g);
	within(c->type, "the end", sum - shown(&g), c->end);
	pane_top(g.pane);
	sum = screen_draw(&g);
	within(c->type, "the beginning", sum - shown(&g), c->home);
	pane_set(g.pane, decision(40, 50), false);
	sum = screen_draw(&g);
	within(c->type, "another text", sum - shown(&g), c->other);
	pane_set(g.pane, decision(60, 3), false);
	sum = screen_draw(&g);
	within(c->type, "and back", sum - shown(&g), c->back);
	screen_close(&g);
}

static void test_costs(void **state)
{
	static const struct costs costs[] = {
		{"xterm-256color", 71, 29, 146, 149, 136, 119},
		{"vt100", 92, 29, 146, 149, 136, 119},
		{"tmux-256color", 71, 29, 146, 149, 136, 119},
	};

	(void)state;
	for (size_t i = 0; i < sizeof costs / sizeof *costs; i++)
		check_costs(costs + i);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_costs)};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
