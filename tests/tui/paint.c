/* SPDX-License-Identifier: ISC */
/* From one picture to the next: what is sent for it, byte for byte, and that the terminal
 * then shows it, whatever stood there. */
#include "config.h"

#include "tests/tui/screen_lib.h"
#include "tui/draw.h"
#include "tui/grid.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

/* -- byte for byte --------------------------------------------------------------------- */

#define ROWS 6
#define COLS 40

/* A row as it is written below: *bold*, _underlined_, #reversed#. */
static void draw_marked(int row, const char *s)
{
	static const char marks[] = "*_#";
	static const int styles[] = {DRAW_BOLD, DRAW_UNDERLINE, DRAW_REVERSE};
	int style = 0, col = 0;

	while (*s) {
		size_t n = strcspn(s, marks);

		col += draw_text(row, col, s, n, COLS - col, style);
		s += n;
		if (*s)
			style ^= styles[strchr(marks, *s++) - marks];
	}
}

/* Rows that a newline ends, and where the cursor stands: "row,col" before them. */
static void draw_picture(const char *s)
{
	int row = s[0] - '0', col = (int)strtol(s + 2, NULL, 10);

	draw_begin();
	s = strchr(s, '\n') + 1;
	for (int i = 0; *s; i++) {
		char line[200];
		size_t n = strcspn(s, "\n");

		snprintf(line, sizeof line, "%.*s", (int)n, s);
		draw_marked(i, line);
		s += n + (s[n] == '\n');
	}
	draw_cursor(row, col);
	term_flush();
}

#define SIXTH "sixth, and it does not move at all"

static const struct {
	const char *what, *type, *before, *after, *want;
} cases[] = {
	{"nothing", "xterm-256color", "0,0\nabc\n", "0,0\nabc\n", ""},
	{"a letter", "xterm-256color", "0,0\nabc\n", "0,0\nabd\n", "abd\r"},
	{"the cursor alone", "xterm-256color", "0,0\nabc\n", "1,0\nabc\n", "\n"},
	{"the cursor home", "xterm-256color", "4,9\nabc\n", "0,0\nabc\n", "\033[H"},
	{"two rows up", "xterm-256color", "3,0\na\n", "1,0\na\n", "\033[H\n"},
	{"to the second row", "vt100", "5,9\nabc\n", "1,0\nabc\n", "\033[H\n"},
	{"cells back", "xterm-256color", "0,9\nabc\n", "0,7\nabc\n", "\b\b"},
	{"many cells back", "xterm-256color", "0,39\nabc\n", "0,20\nabc\n", "\033[19D"},
	{"many cells back", "vt100", "0,39\nabc\n", "0,20\nabc\n", "\033[19D"},
	/* what is overwritten is not erased; an end is erased where blanks are longer */
	{"a longer row", "xterm-256color", "0,0\nshort\n", "0,0\nlonger\n", "longer\r"},
	{"a shorter row", "xterm-256color", "0,0\nlonger row\n", "0,0\nshort\n", "short\033[K\r"},
	{"three cells less", "xterm-256color", "0,0\nabcxyz\n", "0,0\nabc\n", "abc   \r"},
	{"two cells less", "xterm-256color", "0,0\n123xy\n", "0,0\nabc\n", "abc  \r"},
	{"an empty row", "xterm-256color", "0,0\nlonger row\n", "0,0\n\n", "\033[K"},
	{"few words for many", "xterm-256color", "0,0\nall of these words are to go away\n",
         "0,0\n  one          two\n", "\033[K  one\033[10Ctwo\r"},
	/* what stands there already is written once more where a leap is longer */
	{"a small gap", "xterm-256color", "0,0\nabcdefghi\n", "0,0\nXbcdeYghi\n", "XbcdeY\r"},
	{"a gap", "xterm-256color", "0,0\nabcdefghi\n", "0,0\nXbcdefYhi\n", "X\033[5CY\r"},
	{"an indent", "xterm-256color", "0,0\n    abc\n", "0,0\n    xyz\n", "    xyz\r"},
	{"the next row", "xterm-256color", "0,0\nabc\n   def\n", "0,0\nxyz\n   uvw\n",
         "xyz\nuvw\033[H"},
	{"the next row's indent", "xterm-256color", "0,0\nabcdefghi\n  def\n",
         "0,0\nabcdefxyz\n  uvw\n", "\033[6Cxyz\r\n  uvw\033[H"},
	/* a column behind letters of which terminals differ is not relied upon */
	{"behind wide letters", "vt100", "0,0\n安理会 abcdefgh Z\n", "0,0\n安全会 abcdefgh Y\n",
         "安全\r\033[16CY\r"},
	{"far behind wide letters", "vt100", "0,0\n安理会 abcdefghi Z\n",
         "0,0\n安全会 abcdefghi Y\n", "安全\r\033[17CY\r"},
	{"after wide letters", "xterm-256color", "0,0\n安\n", "0,2\n全\n", "全\033[3G"},
	{"a wide letter at the end", "xterm-256color", "0,0\n安全 and more\n", "0,0\n安全\n",
         "\033[4C\033[K\r"},
	{"half of a wide letter", "xterm-256color", "0,0\n安x\n", "0,0\nabx\n", "ab\r"},
	{"marks of a letter", "xterm-256color", "0,0\nex\n", "0,0\ne\u0301x\n", "e\u0301\r"},
	/* the last column, and the last of all */
	{"the last cell", "xterm-256color", "5,38\n\n\n\n\n\na\n",
         "5,0\n\n\n\n\n\na"
         "                                      b\n",
         " b\r"},
	{"the last cell", "ansi", "5,38\n\n\n\n\n\na\n",
         "5,0\n\n\n\n\n\na"
         "                                      b\n",
         " \033[Db\033[D\033[1@ \r"},
	/* styles */
	{"a bold word", "xterm-256color", "0,0\n\n", "0,0\n*ab* cd\n", "\033[1mab \033[mcd\r"},
	{"a link", "vt100", "0,0\n\n", "0,0\na _b_ c\n", "a \033[4mb\033[m c\r"},
	{"a link", "tmux-256color", "0,0\n\n", "0,0\na _b_ c\n", "a \033[4mb\033[m c\r"},
	{"a link", "linux", "0,0\n\n", "0,0\na _b_ c\n", "a \033[4mb\033[m c\r"},
	{"bold, and then more", "xterm-256color", "0,0\n\n", "0,0\n*a_b_*\n",
         "\033[1ma\033[4mb\r\033[m"},
	{"a heading of two rows", "xterm-256color", "0,0\n\n", "0,0\n*ab*\n*cd*\n",
         "\033[1mab\r\ncd\033[H\033[m"},
	{"found, and erased behind", "xterm-256color", "0,0\nabcdefghij\n", "0,0\n#abc#\n",
         "\033[K\033[7mabc\r\033[m"},
	{"no longer found", "xterm-256color", "0,0\n#abc#\n", "0,0\nabc\n", "abc\r"},
	/* rows that move */
	{"a row", "xterm-256color",
         "4,0\nfirst stays\nsecond\nthird of them\nfourth of them\n>fifth of them\n" SIXTH "\n",
         "4,0\nfirst stays\nthird of them\nfourth of them\n fifth of them\n>seventh\n" SIXTH "\n",
         " \033[2;5r\033[4B\n>seventh\033[r\033[4B"},
};

static void printed(char *out, size_t size, const char *s, size_t len)
{
	struct buf b;

	buf_init(&b, size - 1);
	for (size_t i = 0; i < len; i++)
		if ((unsigned char)s[i] < ' ')
			buf_printf(&b, "\\%o", s[i]);
		else
			buf_char(&b, s[i]);
	snprintf(out, size, "%s", b.bytes);
	buf_done(&b);
}

static void test_bytes(void **state)
{
	int wrong = 0;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct test_screen g;
		char got[1000], want[1000];

		screen_open(&g, cases[i].type, ROWS, COLS);
		draw_picture(cases[i].before);
		screen_take(&g);
		draw_picture(cases[i].after);
		screen_take(&g);
		printed(got, sizeof got, g.sent.bytes, g.sent.len);
		printed(want, sizeof want, cases[i].want, strlen(cases[i].want));
		if (strcmp(got, want)) {
			print_error("%s, %s:\n\t%s and not\n\t%s\n", cases[i].what, cases[i].type,
			            got, want);
			wrong++;
		}
		screen_close(&g);
	}
	assert_int_equal(wrong, 0);
}

/* -- any picture after any other ---------------------------------------------------------- */

static unsigned seed;

static int any(int below)
{
	seed = seed * 1103515245u + 12345u;
	return (int)(seed >> 16) % below;
}

static const char *const words[] = {
	"river", "the", "x",  "levels measured", "安理会", "القرار", "e\u0301", "مَـ", "    ",
	"–",     "§ 4", "of", "U+200D"};

struct any_row {
	int word[30], gap[30], style[30], count;
};

static void draw_any(int row, int cols, const struct any_row *r)
{
	int col = 0;

	for (int i = 0; i < r->count && col < cols; i++) {
		const char *word = words[r->word[i]];
		/* libvterm takes a mark in the last column for a letter of the next row */
		int edge = *word == 'e' || *word == '\xd9' ? cols - 1 : cols;

		if (col < edge)
			col += draw_text(row, col, word, strlen(word), edge - col, r->style[i]);
		col += r->gap[i];
	}
}

static void make_any(struct any_row *r)
{
	r->count = any(3) ? any(30) : 0;
	for (int i = 0; i < r->count; i++) {
		r->word[i] = any((int)(sizeof words / sizeof *words));
		r->gap[i] = any(8) ? 1 : any(30);
		r->style[i] = any(5) ? 0 : any(8);
	}
}

/* The next picture: rows move, or some are others, or all. */
static void change_any(struct any_row *rows, int count)
{
	int way = any(4), by = 1 + any(count - 1), top = any(3);

	if (way == 0)
		memmove(rows + top, rows + top + by,
		        (size_t)(count - by - top > 0 ? count - by - top : 0) * sizeof *rows);
	if (way == 1)
		memmove(rows + by, rows, (size_t)(count - by) * sizeof *rows);
	for (int i = 0; i < count; i++)
		if (way == 3 || !any(6))
			make_any(rows + i);
}

/* All that is seen of the cells. */
static void look(struct test_screen *g, VTermScreenCell *cells)
{
	for (int row = 0; row < g->rows; row++)
		for (int col = 0; col < g->cols; col++) {
			VTermScreenCell c = screen_cell(g, row, col), *to;

			to = cells + row * g->cols + col;
			memset(to, 0, sizeof *to);
			for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && c.chars[i]; i++)
				to->chars[i] = c.chars[i];
			if (!to->chars[0])
				to->chars[0] = ' ';
			if (c.chars[0] == (uint32_t)-1)
				continue; /* a second half: of the cell before */
			to->width = c.width;
			to->attrs.underline = c.attrs.underline;
			to->attrs.reverse = c.attrs.reverse;
			to->attrs.bold = to->chars[0] != ' ' && c.attrs.bold;
		}
}

/* What is to be seen is what was drawn. */
static void check_drawn(struct test_screen *g, const char *type)
{
	char *text = NULL, *line;
	size_t size;
	FILE *f = open_memstream(&text, &size);

	grids_dump(f);
	fclose(f);
	line = text;
	for (int row = 0; row < g->rows; row++) {
		size_t n = strcspn(line, "\n");
		char *got = screen_row(g, row);

		if (strlen(got) != n || memcmp(got, line, n) != 0)
			fail_msg("%s: '%s' and not '%.*s'", type, got, (int)n, line);
		free(got);
		line += n + 1;
	}
	free(text);
}

/* As it is painted from what stood there, and as it is painted on an empty screen. */
static void check_any(const char *type, int rows, int cols)
{
	struct any_row all[40];
	struct test_screen g;
	VTermScreenCell *once = calloc((size_t)rows * (size_t)cols, sizeof *once),
			*afresh = calloc((size_t)rows * (size_t)cols, sizeof *afresh);

	screen_open(&g, type, rows, cols);
	for (int i = 0; i < rows; i++)
		make_any(all + i);
	for (int i = 0; i < 60; i++) {
		int row = any(rows), col = any(cols);

		change_any(all, rows);
		draw_begin();
		for (int r = 0; r < rows; r++)
			draw_any(r, cols, all + r);
		draw_cursor(row, col);
		term_flush();
		screen_take(&g);
		screen_check_cursor(&g, row, col);
		look(&g, once);
		term_repaint();
		term_flush();
		screen_take(&g);
		screen_check_cursor(&g, row, col);
		look(&g, afresh);
		for (int c = 0; c < rows * cols; c++)
			if (memcmp(once + c, afresh + c, sizeof *once))
				fail_msg("%s, picture %d: row %d, column %d: U+%04X, U+%04X", type,
				         i, c / cols, c % cols, once[c].chars[0],
				         afresh[c].chars[0]);
		check_drawn(&g, type);
	}
	screen_close(&g);
	free(once);
	free(afresh);
}

static void test_any(void **state)
{
	static const char *const types[] = {"xterm-256color", "xterm",         "vt100",
	                                    "vt220",          "tmux-256color", "screen",
	                                    "linux",          "rxvt",          "ansi"};

	(void)state;
	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		for (seed = 1; seed < 4; seed++) {
			unsigned from = seed;

			check_any(types[i], 24, 80);
			check_any(types[i], 4, 17);
			check_any(types[i], 37, 131);
			seed = from;
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_bytes),
		cmocka_unit_test(test_any),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
