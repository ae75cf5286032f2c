/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/doc/drawing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DIGITS 3 /* of a pixel */

/* A number from 1 to most, without signs, blanks or noughts before it; 0: it is none. */
static int read_side(const char **s, int most)
{
	int n = 0;

	if (**s == '0')
		return 0;
	while (**s >= '0' && **s <= '9' && n <= most)
		n = 10 * n + *(*s)++ - '0';
	return n <= most ? n : 0;
}

bool drawing_of(const char *pixels, struct drawing *d)
{
	const char *s = pixels;
	int width = read_side(&s, DRAWING_WIDTH_MOST), height;

	if (!width || *s++ != 'x')
		return false;
	height = read_side(&s, DRAWING_HEIGHT_MOST);
	if (!height || *s++ != ' ')
		return false;
	*d = (struct drawing){width, height, s};
	return true;
}

bool drawing_read(const char *pixels, struct drawing *d)
{
	struct drawing read;
	size_t count;

	if (!drawing_of(pixels, &read))
		return false;
	count = strspn(read.digits, "0123456789abcdef");
	if (read.digits[count] || count != (size_t)read.width * (size_t)read.height * DIGITS)
		return false;
	*d = read;
	return true;
}

bool drawing_is_one(const char *pixels)
{
	struct drawing d;

	return drawing_read(pixels, &d);
}

void drawing_begin(struct buf *out, int width, int height)
{
	buf_printf(out, "%dx%d ", width, height);
}

/* The nearest of sixteen. */
static unsigned sixteenth(uint8_t value)
{
	return (value + 8u) / 17u;
}

void drawing_add(struct buf *out, struct drawing_colour colour)
{
	buf_printf(out, "%x%x%x", sixteenth(colour.red), sixteenth(colour.green),
	           sixteenth(colour.blue));
}

int drawing_fit(const struct drawing *d, int columns, int *rows)
{
	if (columns > d->width)
		columns = d->width;
	if (columns < 1)
		columns = 1;
	*rows = (d->height * columns + d->width / 2) / d->width;
	if (*rows < 1)
		*rows = 1;
	return columns;
}

static unsigned value_of(char digit)
{
	return (unsigned)(digit <= '9' ? digit - '0' : digit - 'a' + 10) * 17u;
}

/* From where to where the n-th of `parts` of so many pixels goes: one at least. */
static void part(int pixels, int parts, int n, int *from, int *to)
{
	*from = pixels * n / parts;
	*to = pixels * (n + 1) / parts;
	if (*from >= pixels)
		*from = pixels - 1;
	if (*to <= *from)
		*to = *from + 1;
}

struct drawing_colour drawing_at(const struct drawing *d, int columns, int rows, int column,
                                 int row)
{
	unsigned sum[DIGITS] = {0}, count;
	int left, right, top, bottom;

	part(d->width, columns, column, &left, &right);
	part(d->height, rows, row, &top, &bottom);
	for (int y = top; y < bottom; y++)
		for (int x = left; x < right; x++)
			for (int i = 0; i < DIGITS; i++)
				sum[i] += value_of(d->digits[(y * d->width + x) * DIGITS + i]);
	count = (unsigned)((right - left) * (bottom - top));
	return (struct drawing_colour){(uint8_t)(sum[0] / count), (uint8_t)(sum[1] / count),
	                               (uint8_t)(sum[2] / count)};
}

int drawing_light(struct drawing_colour colour)
{
	return (299 * colour.red + 587 * colour.green + 114 * colour.blue + 500) / 1000;
}
