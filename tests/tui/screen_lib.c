/* SPDX-License-Identifier: ISC */
/* A terminal of our own: curses writes to a file, libvterm reads it. */
#include "config.h"

#include "tests/tui/screen_lib.h"

#include "tui/draw.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

/* curses keeps a little of every terminal that it did not find. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
	return "leak:new_prescr\n";
}

void screen_open_as(struct test_screen *g, const char *type, int rows, int cols,
                    enum term_bidi bidi)
{
	struct term_config config = {0};
	struct err err = {0};
	int ends[2];

	memset(g, 0, sizeof *g);
	g->rows = rows;
	g->cols = cols;
	g->out = tmpfile();
	assert_int_equal(pipe(ends), 0);
	g->in = fdopen(ends[0], "r");
	g->keys = ends[1];
	config = (struct term_config){g->out, g->in, type, rows, cols, bidi};
	if (term_start(&config, &err) < 0)
		fail_msg("%s", err.text);
	g->vt = vterm_new(rows, cols);
	vterm_set_utf8(g->vt, 1);
	g->screen = vterm_obtain_screen(g->vt);
	vterm_screen_reset(g->screen, 1);
	g->pane = pane_new();
	buf_init(&g->sent, 1 << 20);
}

void screen_open(struct test_screen *g, const char *type, int rows, int cols)
{
	screen_open_as(g, type, rows, cols, TERM_BIDI_LOGICAL);
}

void screen_close(struct test_screen *g)
{
	pane_free(g->pane);
	term_stop();
	vterm_free(g->vt);
	buf_done(&g->sent);
	fclose(g->out);
	fclose(g->in);
	close(g->keys);
}

void screen_resize(struct test_screen *g, int rows, int cols)
{
	g->rows = rows;
	g->cols = cols;
	vterm_set_size(g->vt, rows, cols);
}

/* What has been written goes to the terminal; how many bytes it was. */
long screen_take(struct test_screen *g)
{
	char bytes[65536];
	long n;

	fflush(g->out);
	n = pread(fileno(g->out), bytes, sizeof bytes, g->read);
	assert_true(n >= 0 && n < (long)sizeof bytes);
	vterm_input_write(g->vt, bytes, (size_t)n);
	buf_reset(&g->sent);
	buf_add(&g->sent, bytes, (size_t)n);
	g->read += n;
	return n;
}

long screen_draw(struct test_screen *g)
{
	draw_begin();
	draw_text(0, 0, "[Tab]", 5, g->cols, 0);
	pane_draw(g->pane, 1, false);
	draw_text(g->rows - 1, 0, "status", 6, g->cols, 0);
	pane_cursor(g->pane, 1);
	term_flush();
	return screen_take(g);
}

VTermScreenCell screen_cell(struct test_screen *g, int row, int col)
{
	VTermScreenCell c;
	VTermPos pos = {row, col};

	assert_true(vterm_screen_get_cell(g->screen, pos, &c));
	return c;
}

/* A row as text, without spaces at its end. */
char *screen_row(struct test_screen *g, int row)
{
	struct buf b;

	buf_init(&b, 10000);
	for (int col = 0; col < g->cols;) {
		VTermScreenCell c = screen_cell(g, row, col);

		if (!c.chars[0])
			buf_char(&b, ' ');
		for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && c.chars[i]; i++)
			buf_utf8(&b, c.chars[i]);
		col += c.width ? c.width : 1;
	}
	while (b.len && b.bytes[b.len - 1] == ' ')
		buf_cut(&b, b.len - 1);
	return buf_take(&b);
}

void screen_check_row(struct test_screen *g, int row, const char *want)
{
	char *got = screen_row(g, row);

	assert_string_equal(got, want);
	free(got);
}

void screen_check_cursor(struct test_screen *g, int row, int col)
{
	VTermPos pos;

	vterm_state_get_cursorpos(vterm_obtain_state(g->vt), &pos);
	assert_int_equal(pos.row, row);
	assert_int_equal(pos.col, col);
}

struct doc *screen_doc(const char *s)
{
	struct err err = {0};
	struct doc *doc = doc_read(s, strlen(s), &err);

	if (!doc)
		fail_msg("%s", err.text);
	return doc;
}

void screen_show(struct test_screen *g, const char *docfile)
{
	pane_resize(g->pane, g->rows - 2, g->cols);
	pane_set(g->pane, screen_doc(docfile), false);
}

bool screen_find(struct test_screen *g, const char *typed, int direction, bool again)
{
	struct finder *f = finder_new(typed, NULL);
	bool found = f && pane_find(g->pane, f, direction, again);

	finder_free(f);
	return found;
}
