/* SPDX-License-Identifier: ISC */
/* Pictures of our own making, for tests. */
#ifndef PALAIS_TESTS_PARSE_PICTURE_LIB_H
#define PALAIS_TESTS_PARSE_PICTURE_LIB_H

#include "model/base/buf.h"

#include <stdbool.h>
#include <stdint.h>

/* A picture's pixel: red, green, blue, and how much is seen of it. */
typedef void picture_pixel(uint32_t x, uint32_t y, uint8_t rgba[4]);

/* The upper half red, the lower blue, of 8 × 8 squares. */
picture_pixel picture_flag;

/* Each adds the file's bytes. */
struct picture_png {
	uint32_t width, height;
	uint32_t said_width, said_height; /* in its head; 0: the same */
	bool interlaced;
};
void picture_make_png(struct buf *out, const struct picture_png *how, picture_pixel *pixel);
/* inks: of four, as for printing. passes: it comes in several. */
void picture_make_jpeg(struct buf *out, uint32_t width, uint32_t height, bool inks, bool passes,
                       picture_pixel *pixel);
/* without: as it stands, RIFF head and all; frames > 0: one that moves, each the same. */
void picture_make_webp(struct buf *out, uint32_t width, uint32_t height, unsigned frames,
                       picture_pixel *pixel);

#endif
