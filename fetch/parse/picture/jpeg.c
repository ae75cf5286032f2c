/* SPDX-License-Identifier: ISC */
/* JPEG. The only file that knows libjpeg. */
#include "config.h"

#include "fetch/parse/picture/picture.h"

#include "model/base/work.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>

/* What is asked of it. */
/* clang-format off */
#define FUNCTIONS(X) \
	X(CreateDecompress) X(destroy_decompress) X(has_multiple_scans) X(mem_src) \
	X(read_header) X(read_scanlines) X(start_decompress) X(std_error)
/* clang-format on */

#define SCANS_MOST 60 /* of one that comes in passes: more are there to take time */
#define INKS 4        /* bytes of a pixel that is meant for printing */

#define MEMBER(name) __typeof__(jpeg_##name) *name;
static struct {
	FUNCTIONS(MEMBER)
} lib;

struct reading {
	struct jpeg_error_mgr base; /* first: libjpeg knows it alone */
	struct jpeg_progress_mgr progress;
	struct jpeg_decompress_struct jpeg;
	jmp_buf back;
	const char *bytes;
	size_t len;
	struct picture *picture;
	struct shrunk *to;
	struct err *err;
	bool said; /* err is set already */
	uint8_t *row, *colours;
};

bool picture_jpeg_load(void)
{
#define NAME(name) {"jpeg_" #name, &lib.name},
	static const struct picture_name names[] = {FUNCTIONS(NAME)};

	return picture_open(LIBJPEG, names, sizeof names / sizeof *names);
}

static _Noreturn void stop(struct reading *r, const char *why)
{
	if (!r->said)
		err_set(r->err, ERR_FAILED, "picture: %.150s", why);
	r->said = true;
	longjmp(r->back, 1);
}

static void complain(j_common_ptr jpeg)
{
	struct reading *r = (struct reading *)jpeg->err;
	char what[JMSG_LENGTH_MAX];

	r->base.format_message(jpeg, what);
	stop(r, what);
}

static void ignore(j_common_ptr jpeg)
{
	(void)jpeg;
}

static void watch(j_common_ptr jpeg)
{
	struct reading *r = (struct reading *)jpeg->err;

	if (r->jpeg.input_scan_number > SCANS_MOST)
		stop(r, "more passes than a picture needs");
	if (!work_goes_on())
		stop(r, "it takes too long");
}

/* As small as still fills the drawing: the library makes that in a fraction of the time. */
static unsigned divisor(const struct jpeg_decompress_struct *jpeg)
{
	unsigned by = 8;

	while (by > 1 && (jpeg->image_width / by < 2 * DRAWING_WIDTH_MOST ||
	                  jpeg->image_height / by < 2 * DRAWING_HEIGHT_MOST))
		by /= 2;
	return by;
}

/* Of four inks three colours. Adobe's programs write how much of each is left out. */
static void from_inks(const struct reading *r)
{
	unsigned turned = r->jpeg.saw_Adobe_marker ? 0 : 255;

	for (size_t x = 0; x < r->jpeg.output_width; x++) {
		const uint8_t *ink = r->row + INKS * x;

		for (size_t i = 0; i < PICTURE_BYTES; i++)
			r->colours[PICTURE_BYTES * x + i] =
				(uint8_t)((ink[i] ^ turned) * (ink[3] ^ turned) / 255);
	}
}

static void read_rows(struct reading *r, bool inks)
{
	struct jpeg_decompress_struct *jpeg = &r->jpeg;

	while (jpeg->output_scanline < jpeg->output_height) {
		uint32_t y = jpeg->output_scanline;
		JSAMPROW row = r->row;

		if (lib.read_scanlines(jpeg, &row, 1) != 1)
			stop(r, "it ends too early");
		if (inks)
			from_inks(r);
		if (!shrunk_row(r->to, y, inks ? r->colours : r->row))
			stop(r, "it takes too long");
	}
	/* what is missing was made up by the library */
	if (r->base.num_warnings)
		stop(r, "damaged, or it ends too early");
}

static void read_picture(struct reading *r)
{
	struct jpeg_decompress_struct *jpeg = &r->jpeg;
	bool inks;

	lib.mem_src(jpeg, (const unsigned char *)r->bytes, r->len);
	lib.read_header(jpeg, TRUE);
	r->picture->width = jpeg->image_width;
	r->picture->height = jpeg->image_height;
	if (!picture_may(jpeg->image_width, jpeg->image_height, lib.has_multiple_scans(jpeg),
	                 r->err)) {
		r->said = true;
		stop(r, "too large");
	}
	inks = jpeg->jpeg_color_space == JCS_CMYK || jpeg->jpeg_color_space == JCS_YCCK;
	jpeg->out_color_space = inks ? JCS_CMYK : JCS_RGB;
	jpeg->scale_num = 1;
	jpeg->scale_denom = divisor(jpeg);
	lib.start_decompress(jpeg);
	shrunk_begin(r->to, jpeg->output_width, jpeg->output_height);
	r->row = work_calloc(jpeg->output_width, INKS);
	r->colours = work_calloc(jpeg->output_width, PICTURE_BYTES);
	if (!r->row || !r->colours)
		stop(r, "out of memory");
	if (jpeg->output_components != (inks ? INKS : PICTURE_BYTES))
		stop(r, "it is of a kind that is not read here");
	read_rows(r, inks);
}

/* 0, or -1: what it calls comes back here. */
static int guarded(struct reading *r)
{
	if (setjmp(r->back))
		return -1;
	lib.CreateDecompress(&r->jpeg, JPEG_LIB_VERSION, sizeof r->jpeg);
	r->jpeg.progress = &r->progress;
	read_picture(r);
	return 0;
}

int picture_jpeg(const char *bytes, size_t len, bool may_load, struct picture *picture,
                 struct shrunk *to, struct err *err)
{
	struct reading r = {.bytes = bytes,
	                    .len = len,
	                    .picture = picture,
	                    .to = to,
	                    .err = err,
	                    .progress = {.progress_monitor = watch}};
	int rc;

	if (!may_load || !picture_jpeg_load())
		return err_set(err, ERR_FAILED, "picture: not read here, libjpeg is not installed");
	r.jpeg.err = lib.std_error(&r.base);
	r.base.error_exit = complain;
	r.base.output_message = ignore;
	rc = guarded(&r);
	lib.destroy_decompress(&r.jpeg);
	free(r.row);
	free(r.colours);
	return rc;
}
