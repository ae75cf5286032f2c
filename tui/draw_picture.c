/* SPDX-License-Identifier: ISC */
/* A row of a picture: each cell an upper and a lower pixel, as the letter that is half full in one
 * colour on the other. */
#include "config.h"

#include "tui/draw_int.h"

#include "model/doc/drawing.h"
#include "tui/palette.h"

#define UPPER_HALF 0x2580u
#define LOWER_HALF 0x2584u

/* A colour changes in the terminal when it changes here: a pair that was there already, also
 * turned over, costs nothing but its letter. */
static void put_cell(int upper, int lower, struct draw_pair *pair)
{
	if (upper == lower) {
		pair->ground = upper;
		draw_put_coloured(' ', *pair);
	} else if (upper == pair->ground && lower == pair->ink) {
		draw_put_coloured(LOWER_HALF, *pair);
	} else {
		*pair = (struct draw_pair){upper, lower};
		draw_put_coloured(UPPER_HALF, *pair);
	}
}

bool draw_picture(const struct doc_block *b, const struct wrap_piece *p, int cells)
{
	struct draw_pair pair = {0, 0};
	struct drawing d;
	int rows, columns, row = 2 * (int)p->offset;

	if (!drawing_of(b->pixels, &d))
		return false;
	columns = drawing_fit(&d, p->width, &rows);
	for (int i = 0; i < columns && i < cells; i++) {
		int upper = palette_nearest(drawing_at(&d, columns, rows, i, row));
		int lower = row + 1 < rows
		                    ? palette_nearest(drawing_at(&d, columns, rows, i, row + 1))
		                    : upper;

		put_cell(upper, lower, &pair);
	}
	return true;
}
