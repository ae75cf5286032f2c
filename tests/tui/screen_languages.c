/* SPDX-License-Identifier: ISC */
/* A page in each of the languages that are written from the left, at three widths:
 * which words stand in which row, and how many cells they take. That in Arabic is in
 * screen_bidi.c. */
#include "config.h"

#include "model/text/characters.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/tui/screen_lib.h"

#define ROWS 14
static const int widths[] = {40, 80, 132};

static const struct page {
	const char *docfile;
	const char *rows[3][ROWS]; /* from the first on, as they stand at each width */
} pages[] = {
#include "tests/tui/screen_languages.h"
};

/* The second cell of a wide character is its own and shows nothing. */
static void check_widths(struct test_screen *g, int row)
{
	char *text = screen_row(g, row);
	int last = 0;

	for (int col = 0; col < g->cols; col++) {
		VTermScreenCell c = screen_cell(g, row, col);

		if (!c.chars[0] || c.chars[0] == (uint32_t)-1 || c.chars[0] == ' ')
			continue;
		last = col + c.width;
	}
	assert_int_equal(text_width(text, strlen(text)), last);
	assert_true(last <= g->cols);
	free(text);
}

static void test_pages(void **state)
{
	(void)state;
	for (size_t k = 0; k < sizeof pages / sizeof *pages; k++)
		for (int w = 0; w < 3; w++) {
			struct test_screen g;

			screen_open(&g, "xterm-256color", ROWS + 2, widths[w]);
			screen_show(&g, pages[k].docfile);
			screen_draw(&g);
			for (int i = 0; i < ROWS; i++) {
				const char *want = pages[k].rows[w][i];

				screen_check_row(&g, i + 1, want ? want : "");
				check_widths(&g, i + 1);
			}
			screen_close(&g);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_pages)};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
