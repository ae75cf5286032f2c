/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "tui/grid.h"

#include "model/base/buf.h"
#include "tui/capabilities.h"
#include "tui/draw.h"
#include "tui/term.h"

#include <stdlib.h>
#include <string.h>

bool grid_is_blank(const struct grid_cell *cell)
{
	return cell->text == ' ' && cell->width == 1 && !cell->style;
}

/* What can be seen of a style on this terminal. */
static uint32_t seen_style(uint32_t style, bool blank)
{
	if (style & DRAW_COLOURED)
		return style;
	if (blank)
		style &= DRAW_REVERSE | DRAW_UNDERLINE;
	return style & (uint32_t)capabilities_styles();
}

/* Letters of more than one character, each once. */
static uint32_t letters_index(struct grids *g, const uint32_t *letters, size_t size)
{
	void *more;

	for (size_t i = 0; i < g->letter_count; i++)
		if (!memcmp(g->letters[i], letters, size))
			return GRID_LETTERS + (uint32_t)i;
	if (g->letter_count == g->letter_cap) {
		more = realloc(g->letters, (g->letter_cap * 2 + 16) * sizeof *g->letters);
		if (!more)
			return *letters; /* without its marks */
		g->letters = more;
		g->letter_cap = g->letter_cap * 2 + 16;
	}
	memcpy(g->letters[g->letter_count], letters, size);
	return GRID_LETTERS + (uint32_t)g->letter_count++;
}

static void take_letter(struct grids *g, const struct draw_letter *from, struct grid_cell *to)
{
	uint32_t letters[6] = {0};

	to->text = (uint32_t)*from->text;
	if (from->text[1]) {
		for (size_t i = 0; i < 5 && from->text[i]; i++)
			letters[i] = (uint32_t)from->text[i];
		to->text = letters_index(g, letters, sizeof letters);
	}
	to->style = seen_style(from->style, to->text == ' ');
	to->width = from->width;
}

static void take_row(struct grids *g, enum draw_which which, int row, struct draw_letter *line,
                     struct grid *to)
{
	struct grid_cell *cell = grid_row(to, row);
	int count = draw_read_row(which, row, line), col = 0;

	for (int i = 0; i < count && col < to->cols; i++) {
		take_letter(g, line + i, cell + col);
		if (cell[col].width == 2 && ++col < to->cols)
			cell[col] = (struct grid_cell){' ', cell[col - 1].style, 0};
		col++;
	}
}

bool grids_take(struct grids *g)
{
	int rows = term_rows(), cols = term_cols();
	size_t cells = (size_t)rows * (size_t)cols;
	struct draw_letter *line = calloc((size_t)cols, sizeof *line);

	*g = (struct grids){.shown = {rows, cols, NULL}, .wanted = {rows, cols, NULL}};
	draw_where(&g->row, &g->col);
	g->shown.cells = calloc(2 * cells, sizeof *g->shown.cells);
	if (!g->shown.cells || !line) {
		free(line);
		return false;
	}
	g->wanted.cells = g->shown.cells + cells;
	for (int row = 0; row < rows; row++) {
		take_row(g, DRAW_SHOWN, row, line, &g->shown);
		take_row(g, DRAW_WANTED, row, line, &g->wanted);
	}
	free(line);
	return true;
}

void grids_done(struct grids *g)
{
	free(g->shown.cells);
	free(g->letters);
	g->shown.cells = g->wanted.cells = NULL;
	g->letters = NULL;
}

size_t grid_bytes(const struct grids *g, const struct grid_cell *cell, char out[GRID_BYTES])
{
	uint32_t one[2] = {cell->text, 0};
	const uint32_t *text = one;
	struct buf b;
	size_t n;

	if (cell->text >= GRID_LETTERS)
		text = g->letters[cell->text - GRID_LETTERS];
	else if (cell->text < 0x80) {
		*out = (char)cell->text;
		return 1;
	}
	buf_init(&b, GRID_BYTES);
	for (; *text; text++)
		buf_utf8(&b, *text);
	n = b.len;
	memcpy(out, b.bytes, n);
	buf_done(&b);
	return n;
}

void grids_dump(FILE *out)
{
	struct grids g;

	if (grids_take(&g))
		for (int row = 0; row < g.wanted.rows; row++) {
			const struct grid_cell *cell = grid_row(&g.wanted, row);
			int end = g.wanted.cols;
			char bytes[GRID_BYTES] = "";

			while (end && cell[end - 1].text == ' ' && cell[end - 1].width)
				end--;
			for (int col = 0; col < end; col++) {
				size_t n = grid_bytes(&g, cell + col, bytes);

				if (cell[col].width)
					fwrite(bytes, 1, n, out);
			}
			fputc('\n', out);
		}
	grids_done(&g);
}
