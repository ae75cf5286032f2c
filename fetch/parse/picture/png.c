/* SPDX-License-Identifier: ISC */
/* PNG. The only file that knows libpng. */
#include "config.h"

#include "fetch/parse/picture/picture.h"

#include "model/base/work.h"

#include <png.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

/* What is asked of it. */
/* clang-format off */
#define FUNCTIONS(X) \
	X(create_info_struct) X(create_read_struct) X(destroy_read_struct) X(error) X(get_IHDR) \
	X(get_error_ptr) X(get_io_ptr) X(get_rowbytes) X(get_valid) X(longjmp) X(read_image) \
	X(read_info) X(read_row) X(read_update_info) X(set_background_fixed) \
	X(set_chunk_cache_max) X(set_chunk_malloc_max) X(set_expand) X(set_gray_to_rgb) \
	X(set_interlace_handling) X(set_longjmp_fn) X(set_read_fn) X(set_strip_16) \
	X(set_user_limits)
/* clang-format on */

#define CHUNKS_MOST 16        /* of a kind that is kept */
#define CHUNK_MOST (1u << 20) /* bytes of one, such as a profile of colours, unpacked */

#define MEMBER(name) __typeof__(png_##name) *name;
static struct {
	FUNCTIONS(MEMBER)
} png;

struct source {
	const char *bytes;
	size_t len, at;
	struct picture *picture;
	struct shrunk *to;
	struct err *err;
	bool said; /* err is set already */
	png_bytep pixels, *rows;
};

bool picture_png_load(void)
{
#define NAME(name) {"png_" #name, &png.name},
	static const struct picture_name names[] = {FUNCTIONS(NAME)};

	return picture_open(LIBPNG, names, sizeof names / sizeof *names);
}

static void give(png_structp p, png_bytep out, size_t len)
{
	struct source *s = png.get_io_ptr(p);

	if (len > s->len - s->at)
		png.error(p, "it ends too early");
	memcpy(out, s->bytes + s->at, len);
	s->at += len;
}

static _Noreturn void complain(png_structp p, png_const_charp what)
{
	struct source *s = png.get_error_ptr(p);

	if (!s->said)
		err_set(s->err, ERR_FAILED, "picture: %.150s", what);
	s->said = true;
	png.longjmp(p, 1);
	abort();
}

static void ignore(png_structp p, png_const_charp what)
{
	(void)p;
	(void)what;
}

/* Each pixel as three bytes, on white where it can be looked through. */
static void to_colours(png_structp p, png_infop info, int type)
{
	png_color_16 white = {.red = 255, .green = 255, .blue = 255, .gray = 255};

	png.set_expand(p);
	png.set_strip_16(p);
	if (!(type & PNG_COLOR_MASK_COLOR))
		png.set_gray_to_rgb(p);
	if (type & PNG_COLOR_MASK_ALPHA || png.get_valid(p, info, PNG_INFO_tRNS))
		png.set_background_fixed(p, &white, PNG_BACKGROUND_GAMMA_SCREEN, 0, PNG_FP_1);
}

/* Interlaced ones come in seven passes over all rows. */
static void read_rows(png_structp p, struct source *s, bool held)
{
	uint32_t lines = held ? s->picture->height : 1;
	size_t bytes = (size_t)s->picture->width * PICTURE_BYTES;

	s->pixels = work_calloc(lines, bytes);
	s->rows = work_calloc(lines, sizeof *s->rows);
	if (!s->pixels || !s->rows)
		png.error(p, "out of memory");
	for (uint32_t i = 0; i < lines; i++)
		s->rows[i] = s->pixels + i * bytes;
	if (held)
		png.read_image(p, s->rows);
	for (uint32_t y = 0; y < s->picture->height; y++) {
		if (!held)
			png.read_row(p, s->pixels, NULL);
		if (!shrunk_row(s->to, y, held ? s->rows[y] : s->pixels))
			png.error(p, "it takes too long");
	}
}

static void read_picture(png_structp p, png_infop info, struct source *s)
{
	int depth, type, interlace, packing, filter;
	bool held;

	png.set_user_limits(p, 0x7fffffff, 0x7fffffff); /* its size is ours to judge */
	png.set_chunk_cache_max(p, CHUNKS_MOST);
	png.set_chunk_malloc_max(p, CHUNK_MOST);
	png.set_read_fn(p, s, give);
	png.read_info(p, info);
	png.get_IHDR(p, info, &s->picture->width, &s->picture->height, &depth, &type, &interlace,
	             &packing, &filter);
	held = interlace != PNG_INTERLACE_NONE;
	if (!picture_may(s->picture->width, s->picture->height, held, s->err)) {
		s->said = true;
		png.error(p, "too large");
	}
	shrunk_begin(s->to, s->picture->width, s->picture->height);
	to_colours(p, info, type);
	png.set_interlace_handling(p);
	png.read_update_info(p, info);
	if (png.get_rowbytes(p, info) != (size_t)s->picture->width * PICTURE_BYTES)
		png.error(p, "it is of a kind that is not read here");
	read_rows(p, s, held);
}

/* 0, or -1: what it calls comes back here. */
static int guarded(png_structp p, png_infop info, struct source *s)
{
	if (setjmp(*png.set_longjmp_fn(p, longjmp, sizeof(jmp_buf))))
		return -1;
	read_picture(p, info, s);
	return 0;
}

int picture_png(const char *bytes, size_t len, bool may_load, struct picture *picture,
                struct shrunk *to, struct err *err)
{
	struct source s = {.bytes = bytes, .len = len, .picture = picture, .to = to, .err = err};
	png_structp p;
	png_infop info;
	int rc;

	if (!may_load || !picture_png_load())
		return err_set(err, ERR_FAILED, "picture: not read here, libpng is not installed");
	p = png.create_read_struct(PNG_LIBPNG_VER_STRING, &s, complain, ignore);
	info = p ? png.create_info_struct(p) : NULL;
	rc = info ? guarded(p, info, &s) : err_set(err, ERR_FAILED, "picture: out of memory");
	png.destroy_read_struct(&p, &info, NULL);
	free(s.pixels);
	free(s.rows);
	return rc;
}
