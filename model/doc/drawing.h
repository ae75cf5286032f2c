/* SPDX-License-Identifier: ISC */
/*
 * drawing: a picture as a document has it: few pixels, in letters.
 *
 * "WIDTHxHEIGHT " and three hexadecimal digits for each pixel, row by row: red, green and blue.
 * Whoever has read the picture's own bytes makes one and hands it over as data; what is not of
 * this form to the byte is none, and no document has it. Knows no format of pictures and no
 * terminal.
 */
#ifndef PALAIS_MODEL_DOC_DRAWING_H
#define PALAIS_MODEL_DOC_DRAWING_H

#include "model/base/buf.h"

#include <stdbool.h>
#include <stdint.h>

/* Pixels: more than a terminal's text is wide, or a reader scrolls through, tell nothing. */
#define DRAWING_WIDTH_MOST 64
#define DRAWING_HEIGHT_MOST 96

struct drawing {
	int width, height;
	const char *digits; /* borrowed */
};

/* 0 to 255 each. */
struct drawing_colour {
	uint8_t red, green, blue;
};

/* False, and nothing is read, when it is none. */
bool drawing_read(const char *pixels, struct drawing *d);
bool drawing_is_one(const char *pixels);
/* The same of the pixels of a document, which are one or "": they are not looked through again
 * for each row that is drawn of them. */
bool drawing_of(const char *pixels, struct drawing *d);

/* The beginning of one, and a pixel after the other. */
void drawing_begin(struct buf *out, int width, int height);
void drawing_add(struct buf *out, struct drawing_colour colour);

/* The size of a drawing in so many columns: it is never larger than it is. *rows: pixels one
 * above the other, at least 1. */
int drawing_fit(const struct drawing *d, int columns, int *rows);
/* The mean of what lies in a pixel of such a size. */
struct drawing_colour drawing_at(const struct drawing *d, int columns, int rows, int column,
                                 int row);
/* How light it is for the eye, 0 to 255. */
int drawing_light(struct drawing_colour colour);

#endif
