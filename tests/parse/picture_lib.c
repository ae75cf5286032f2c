/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "tests/parse/picture_lib.h"

#include "tests/lib/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>
#include <webp/encode.h>
#include <zlib.h>

#define MOST (64u << 20)

void picture_flag(uint32_t x, uint32_t y, uint8_t rgba[4])
{
	(void)x;
	memcpy(rgba, y % 8 < 4 ? "\xff\0\0\xff" : "\0\0\xff\xff", 4);
}

/* -- PNG --------------------------------------------------------------------------- */

static void big_endian(struct buf *out, uint32_t n)
{
	for (int shift = 24; shift >= 0; shift -= 8)
		buf_char(out, (char)(n >> shift));
}

static void add_chunk(struct buf *out, const char *name, const void *bytes, size_t len)
{
	size_t at;

	big_endian(out, (uint32_t)len);
	at = out->len;
	buf_str(out, name);
	buf_add(out, bytes, len);
	big_endian(out, (uint32_t)crc32(0, (const Bytef *)out->bytes + at, (uInt)(len + 4)));
}

/* Each n-th pixel of each n-th row, beginning at a place. */
static void add_pass(struct buf *raw, const struct picture_png *how, const unsigned pass[4],
                     picture_pixel *pixel)
{
	uint8_t rgba[4];

	if (pass[0] >= how->width)
		return;
	for (uint32_t y = pass[1]; y < how->height; y += pass[3]) {
		buf_char(raw, 0); /* no filter */
		for (uint32_t x = pass[0]; x < how->width; x += pass[2]) {
			pixel(x, y, rgba);
			buf_add(raw, rgba, 4);
		}
	}
}

void picture_make_png(struct buf *out, const struct picture_png *how, picture_pixel *pixel)
{
	static const unsigned whole[] = {0, 0, 1, 1};
	static const unsigned passes[7][4] = {{0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8},
	                                      {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2},
	                                      {0, 1, 1, 2}};
	struct buf head, raw;
	uLongf size;
	Bytef *packed;

	buf_init(&head, 100);
	buf_init(&raw, MOST);
	big_endian(&head, how->said_width || how->said_height ? how->said_width : how->width);
	big_endian(&head, how->said_width || how->said_height ? how->said_height : how->height);
	buf_add(&head, "\x08\x06\0\0", 4);
	buf_char(&head, how->interlaced);
	for (int i = 0; i < (how->interlaced ? 7 : 1); i++)
		add_pass(&raw, how, how->interlaced ? passes[i] : whole, pixel);
	size = compressBound((uLong)raw.len);
	packed = malloc(size);
	assert_int_equal(compress(packed, &size, (const Bytef *)raw.bytes, (uLong)raw.len), Z_OK);
	buf_add(out, "\x89PNG\r\n\x1a\n", 8);
	add_chunk(out, "IHDR", head.bytes, head.len);
	add_chunk(out, "IDAT", packed, size);
	add_chunk(out, "IEND", "", 0);
	free(packed);
	buf_done(&head);
	buf_done(&raw);
}

/* -- JPEG -------------------------------------------------------------------------- */

/* As programs for printing write them: how much ink is left out. */
static void add_inks(const uint8_t rgba[4], uint8_t *to)
{
	memcpy(to, rgba, 3);
	to[3] = 255;
}

void picture_make_jpeg(struct buf *out, uint32_t width, uint32_t height, bool inks, bool passes,
                       picture_pixel *pixel)
{
	struct jpeg_compress_struct jpeg = {0};
	struct jpeg_error_mgr base;
	size_t each = inks ? 4 : 3;
	unsigned char *bytes = NULL;
	unsigned long len = 0;
	JSAMPROW row = calloc(width, each);
	uint8_t rgba[4];

	jpeg.err = jpeg_std_error(&base);
	jpeg_create_compress(&jpeg);
	jpeg_mem_dest(&jpeg, &bytes, &len);
	jpeg.image_width = width;
	jpeg.image_height = height;
	jpeg.input_components = (int)each;
	jpeg.in_color_space = inks ? JCS_CMYK : JCS_RGB;
	jpeg_set_defaults(&jpeg);
	jpeg_set_quality(&jpeg, 100, TRUE);
	if (passes)
		jpeg_simple_progression(&jpeg);
	jpeg.write_Adobe_marker = inks;
	jpeg_start_compress(&jpeg, TRUE);
	for (uint32_t y = 0; y < height; y++) {
		for (uint32_t x = 0; x < width; x++) {
			pixel(x, y, rgba);
			if (inks)
				add_inks(rgba, row + each * x);
			else
				memcpy(row + each * x, rgba, 3);
		}
		jpeg_write_scanlines(&jpeg, &row, 1);
	}
	jpeg_finish_compress(&jpeg);
	jpeg_destroy_compress(&jpeg);
	buf_add(out, bytes, len);
	free(bytes);
	free(row);
}

/* -- WebP -------------------------------------------------------------------------- */

static void little_endian(struct buf *out, uint32_t n, int bytes)
{
	for (int i = 0; i < bytes; i++)
		buf_char(out, (char)(n >> 8 * i));
}

static void add_frame(struct buf *out, const char *chunk, size_t len, uint32_t width,
                      uint32_t height)
{
	buf_str(out, "ANMF");
	little_endian(out, (uint32_t)len + 16, 4);
	little_endian(out, 0, 3); /* where it stands */
	little_endian(out, 0, 3);
	little_endian(out, width - 1, 3);
	little_endian(out, height - 1, 3);
	little_endian(out, 100, 3); /* milliseconds */
	little_endian(out, 0, 1);
	buf_add(out, chunk, len);
}

/* One that moves of one that does not: its chunk is in each frame. */
static void move(struct buf *out, const char *still, size_t len, uint32_t width, uint32_t height,
                 unsigned frames)
{
	struct buf body;

	buf_init(&body, MOST);
	buf_add(&body, "WEBPVP8X\x0a\0\0\0\x02\0\0\0", 16);
	little_endian(&body, width - 1, 3);
	little_endian(&body, height - 1, 3);
	buf_add(&body, "ANIM\6\0\0\0\0\0\0\0\0\0", 14);
	for (unsigned i = 0; i < frames; i++)
		add_frame(&body, still + 12, len - 12, width, height);
	buf_str(out, "RIFF");
	little_endian(out, (uint32_t)body.len, 4);
	buf_add(out, body.bytes, body.len);
	buf_done(&body);
}

void picture_make_webp(struct buf *out, uint32_t width, uint32_t height, unsigned frames,
                       picture_pixel *pixel)
{
	uint8_t *rgba = calloc(width * (size_t)height, 4), *bytes = NULL;
	size_t len;

	for (uint32_t y = 0; y < height; y++)
		for (uint32_t x = 0; x < width; x++)
			pixel(x, y, rgba + 4 * ((size_t)y * width + x));
	len = WebPEncodeLosslessRGBA(rgba, (int)width, (int)height, 4 * (int)width, &bytes);
	assert_true(len > 12);
	if (frames)
		move(out, (const char *)bytes, len, width, height, frames);
	else
		buf_add(out, bytes, len);
	WebPFree(bytes);
	free(rgba);
}
