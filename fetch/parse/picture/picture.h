/* SPDX-License-Identifier: ISC */
/*
 * picture: a picture as a document: a figure of few pixels (model/doc/drawing.h), and a line on
 * what it is. PNG, JPEG and WebP, each by its library in one file, opened when it is first needed
 * and never closed: no web page shall pay for them.
 *
 * A picture's rows are added up as they come, so that what it takes does not grow with it. How
 * many pixels there are is known, and too many are refused, before the first of them is read; the
 * rest is the seal's (memory, time).
 */
#ifndef PALAIS_FETCH_PARSE_PICTURE_PICTURE_H
#define PALAIS_FETCH_PARSE_PICTURE_PICTURE_H

#include "model/base/buf.h"
#include "model/base/err.h"
#include "model/doc/drawing.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PICTURE_SIDE_MOST 30000u      /* pixels of width or height */
#define PICTURE_PIXELS_MOST 40000000u /* of one that is read row by row, */
#define PICTURE_HELD_MOST 16000000u   /* and of one that has to be held as a whole */

/* Of a pixel: red, green, blue. */
#define PICTURE_BYTES 3

/* A picture on its way into few pixels. */
struct shrunk {
	uint32_t width, height; /* as it comes; 0 before shrunk_begin */
	int columns, rows;      /* what it becomes */
	uint64_t sum[DRAWING_HEIGHT_MOST][DRAWING_WIDTH_MOST][PICTURE_BYTES];
	uint32_t count[DRAWING_HEIGHT_MOST][DRAWING_WIDTH_MOST];
};

/* Whether a picture of so many pixels is read. held: all of it has to be in memory. */
bool picture_may(uint32_t width, uint32_t height, bool held, struct err *err);
/* Before the first row, of a size that may be read. */
void shrunk_begin(struct shrunk *s, uint32_t width, uint32_t height);
/* A row of width pixels. False when the work was stopped: no more is to be read. */
bool shrunk_row(struct shrunk *s, uint32_t y, const uint8_t *row);
/* Of what has come the drawing; what has not is black. False when no row has. */
bool shrunk_put(const struct shrunk *s, struct buf *out);

/* What is known of one, whose rows are in the other. */
struct picture {
	uint32_t width, height; /* as it is; 0: that was not read */
	bool moves;             /* it is the first of many */
};

/* Each reads all of a format: 0, or -1 with err; what was read until then is in `s`. may_load: not
 * under a seal that closed before picture_load. */
int picture_png(const char *bytes, size_t len, bool may_load, struct picture *p, struct shrunk *s,
                struct err *err);
int picture_jpeg(const char *bytes, size_t len, bool may_load, struct picture *p, struct shrunk *s,
                 struct err *err);
int picture_webp(const char *bytes, size_t len, bool may_load, struct picture *p, struct shrunk *s,
                 struct err *err);

/* Opens the libraries, those that are here: false when there are none. To be called before the
 * seal. */
bool picture_load(void);
bool picture_png_load(void);
bool picture_jpeg_load(void);
bool picture_webp_load(void);

/* A function of a library by its name, and where it goes. */
struct picture_name {
	const char *name;
	void *function;
};
/* Opens it and finds all of them. */
bool picture_open(const char *library, const struct picture_name *names, size_t count);

#endif
