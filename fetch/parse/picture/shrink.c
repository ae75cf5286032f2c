/* SPDX-License-Identifier: ISC */
/* Many pixels into few: the mean of what lies in each. */
#include "config.h"

#include "fetch/parse/picture/picture.h"

#include "model/base/work.h"

bool picture_may(uint32_t width, uint32_t height, bool held, struct err *err)
{
	uint64_t pixels = (uint64_t)width * height;

	if (!width || !height) {
		err_set(err, ERR_FAILED, "picture: it has no pixel");
		return false;
	}
	if (width <= PICTURE_SIDE_MOST && height <= PICTURE_SIDE_MOST &&
	    pixels <= (held ? PICTURE_HELD_MOST : PICTURE_PIXELS_MOST))
		return true;
	err_set(err, ERR_FAILED, "picture: %u × %u pixels are more than are read here",
	        (unsigned)width, (unsigned)height);
	return false;
}

void shrunk_begin(struct shrunk *s, uint32_t width, uint32_t height)
{
	uint64_t columns = width < DRAWING_WIDTH_MOST ? width : DRAWING_WIDTH_MOST;
	uint64_t rows = (height * columns + width / 2) / width;

	if (rows > DRAWING_HEIGHT_MOST) {
		rows = DRAWING_HEIGHT_MOST;
		columns = (width * rows + height / 2) / height;
	}
	s->width = width;
	s->height = height;
	s->columns = columns ? (int)columns : 1;
	s->rows = rows ? (int)rows : 1;
}

bool shrunk_row(struct shrunk *s, uint32_t y, const uint8_t *row)
{
	uint64_t to = (uint64_t)y * (uint64_t)s->rows / s->height;

	if (y >= s->height)
		return true;
	for (uint32_t x = 0; x < s->width; x++) {
		uint64_t at = (uint64_t)x * (uint64_t)s->columns / s->width;

		for (int i = 0; i < PICTURE_BYTES; i++)
			s->sum[to][at][i] += row[PICTURE_BYTES * (size_t)x + (size_t)i];
		s->count[to][at]++;
	}
	return work_goes_on();
}

bool shrunk_put(const struct shrunk *s, struct buf *out)
{
	if (!s->count[0][0])
		return false;
	drawing_begin(out, s->columns, s->rows);
	for (int y = 0; y < s->rows; y++)
		for (int x = 0; x < s->columns; x++) {
			const uint64_t *sum = s->sum[y][x];
			uint32_t n = s->count[y][x] ? s->count[y][x] : 1;

			drawing_add(out, (struct drawing_colour){(uint8_t)(sum[0] / n),
			                                         (uint8_t)(sum[1] / n),
			                                         (uint8_t)(sum[2] / n)});
		}
	return buf_ok(out);
}
