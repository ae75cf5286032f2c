/* SPDX-License-Identifier: ISC */
/* WebP. The only file that knows libwebp. Of one that moves the first picture is read, which lies
 * in a chunk of its own: libwebp reads what that holds. */
#include "config.h"

#include "fetch/parse/picture/picture.h"

#include "model/base/work.h"

#include <stdlib.h>
#include <string.h>
#include <webp/decode.h>

#define RIFF_HEAD 12  /* bytes before the first chunk, */
#define CHUNK_HEAD 8  /* before what a chunk holds, */
#define FRAME_HEAD 16 /* and of where and how long a picture stands */
#define PIXEL 4       /* bytes: colours, and how much is seen of them */

static struct {
	__typeof__(WebPGetFeaturesInternal) *features;
	__typeof__(WebPInitDecoderConfigInternal) *begin;
	__typeof__(WebPDecode) *decode;
} lib;

bool picture_webp_load(void)
{
	static const struct picture_name names[] = {
		{"WebPGetFeaturesInternal", &lib.features},
		{"WebPInitDecoderConfigInternal", &lib.begin},
		{"WebPDecode", &lib.decode},
	};

	return picture_open(LIBWEBP, names, sizeof names / sizeof *names);
}

static size_t little_endian(const uint8_t *at)
{
	return at[0] | (size_t)at[1] << 8 | (size_t)at[2] << 16 | (size_t)at[3] << 24;
}

/* What the first picture of one that moves holds; false: there is none. */
static bool first_frame(const uint8_t **bytes, size_t *len)
{
	size_t at = RIFF_HEAD;

	while (*len >= CHUNK_HEAD && at <= *len - CHUNK_HEAD) {
		const uint8_t *chunk = *bytes + at;
		size_t size = little_endian(chunk + 4), left = *len - at - CHUNK_HEAD;

		if (size > left)
			size = left; /* it broke off */
		if (!memcmp(chunk, "ANMF", 4) && size > FRAME_HEAD) {
			*bytes = chunk + CHUNK_HEAD + FRAME_HEAD;
			*len = size - FRAME_HEAD;
			return true;
		}
		at += CHUNK_HEAD + size + (size & 1);
	}
	return false;
}

/* On white, as far as it can be looked through. */
static void flatten(const uint8_t *from, uint32_t width, uint8_t *row)
{
	for (size_t x = 0; x < width; x++, from += PIXEL)
		for (size_t i = 0; i < PICTURE_BYTES; i++)
			row[PICTURE_BYTES * x + i] =
				(uint8_t)((from[i] * from[3] + 255 * (255 - from[3])) / 255);
}

static int read_rows(const uint8_t *pixels, uint32_t width, uint32_t height, struct shrunk *to,
                     struct err *err)
{
	uint8_t *row = work_calloc(width, PICTURE_BYTES);
	bool on = row != NULL;

	shrunk_begin(to, width, height);
	for (uint32_t y = 0; on && y < height; y++) {
		flatten(pixels + (size_t)y * width * PIXEL, width, row);
		on = shrunk_row(to, y, row);
	}
	free(row);
	return on ? 0 : err_set(err, ERR_FAILED, "picture: out of memory, or it takes too long");
}

static int out_of_memory(struct err *err)
{
	return err_set(err, ERR_FAILED, "picture: out of memory");
}

/* Into pixels, which have room for it: that there was not more for libwebp itself is no damage. */
static int decode(const uint8_t *bytes, size_t len, const WebPBitstreamFeatures *is,
                  uint8_t *pixels, struct err *err)
{
	WebPDecoderConfig config;
	VP8StatusCode status;

	if (!lib.begin(&config, WEBP_DECODER_ABI_VERSION))
		return err_set(err, ERR_FAILED, "picture: not read here, libwebp is not installed");
	config.output.colorspace = MODE_RGBA;
	config.output.is_external_memory = 1;
	config.output.u.RGBA = (WebPRGBABuffer){
		.rgba = pixels,
		.stride = is->width * PIXEL,
		.size = (size_t)is->width * (size_t)is->height * PIXEL,
	};
	status = lib.decode(bytes, len, &config);
	if (status == VP8_STATUS_OUT_OF_MEMORY)
		return out_of_memory(err);
	if (status != VP8_STATUS_OK)
		return err_set(err, ERR_FAILED, "picture: damaged, or it ends too early");
	return 0;
}

int picture_webp(const char *data, size_t len, bool may_load, struct picture *picture,
                 struct shrunk *to, struct err *err)
{
	const uint8_t *bytes = (const uint8_t *)data;
	WebPBitstreamFeatures is;
	uint8_t *pixels;
	int rc;

	if (!may_load || !picture_webp_load())
		return err_set(err, ERR_FAILED, "picture: not read here, libwebp is not installed");
	if (lib.features(bytes, len, &is, WEBP_DECODER_ABI_VERSION) != VP8_STATUS_OK)
		return err_set(err, ERR_FAILED, "picture: damaged, or it ends too early");
	picture->moves = is.has_animation;
	picture->width = (uint32_t)is.width;
	picture->height = (uint32_t)is.height;
	/* of one that moves the first frame, which may be smaller */
	if (is.has_animation &&
	    (!first_frame(&bytes, &len) ||
	     lib.features(bytes, len, &is, WEBP_DECODER_ABI_VERSION) != VP8_STATUS_OK))
		return err_set(err, ERR_FAILED, "picture: damaged, or it ends too early");
	if (!picture_may((uint32_t)is.width, (uint32_t)is.height, true, err))
		return -1;
	pixels = work_calloc((size_t)is.width * (size_t)is.height, PIXEL);
	if (!pixels)
		return out_of_memory(err);
	rc = decode(bytes, len, &is, pixels, err);
	if (rc == 0)
		rc = read_rows(pixels, (uint32_t)is.width, (uint32_t)is.height, to, err);
	free(pixels);
	return rc;
}
