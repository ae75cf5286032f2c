/* SPDX-License-Identifier: ISC */
/* The picture of a figure as rows of cells, each of two pixels, one above the other. What the rows
 * say are shades, for who has no colours to put in their place. */
#include "config.h"

#include "model/doc/drawing.h"
#include "model/layout/internal.h"

#include <stdlib.h>
#include <string.h>

#define SHADES 5
#define SHADE_BYTES 3

/* How light a cell is; the lower pixel of the last may not be there. */
static int light_of(const struct drawing *d, int columns, int rows, int column, int row)
{
	int light = drawing_light(drawing_at(d, columns, rows, column, 2 * row));

	if (2 * row + 1 < rows)
		light = (light + drawing_light(drawing_at(d, columns, rows, column, 2 * row + 1))) /
		        2;
	return light;
}

/* The darkest cell is blank and the lightest full, whatever the light was: terminals are dark. */
static void add_shades(const int *light, int count, int low, int high, char **to)
{
	static const char *const shades[SHADES] = {" ", "░", "▒", "▓", "█"};

	for (int i = 0; i < count; i++) {
		int shade = high > low ? (light[i] - low) * SHADES / (high - low + 1)
		                       : light[i] * SHADES / 256;

		*to = stpcpy(*to, shades[shade]);
	}
}

void wrap_picture(struct wrap *w, const struct doc_block *b)
{
	struct drawing d;
	int rows, columns, cells, low = 255, high = 0;
	size_t count;
	int *light;
	char *shades, *to;

	if (!drawing_of(b->pixels, &d))
		return;
	columns = drawing_fit(&d, w->width, &rows);
	cells = (rows + 1) / 2;
	count = (size_t)columns * (size_t)cells;
	light = calloc(count, sizeof *light);
	shades = to = malloc(SHADE_BYTES * count + 1);
	if (!light || !shades || vec_push(&w->drawn, shades) < 0) {
		w->failed = true;
		free(shades);
		free(light);
		return;
	}
	for (int i = 0; i < columns * cells; i++) {
		light[i] = light_of(&d, columns, rows, i % columns, i / columns);
		low = light[i] < low ? light[i] : low;
		high = light[i] > high ? light[i] : high;
	}
	for (int row = 0; row < cells; row++) {
		char *begin = to;

		add_shades(light + (size_t)row * (size_t)columns, columns, low, high, &to);
		wrap_begin_row(w, 0);
		wrap_add_piece(w, &(struct wrap_piece){.bytes = begin,
		                                       .len = (uint32_t)(to - begin),
		                                       .width = (uint16_t)columns,
		                                       .style = WRAP_PICTURE,
		                                       .offset = (uint32_t)row});
	}
	free(light);
}
