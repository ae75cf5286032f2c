/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "fetch/parse/core/coding.h"

#include <brotli/decode.h>
#include <zlib.h>
#include <zstd.h>

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define PIECE (64u << 10)
/* Beyond this the whole is measured before it is kept. */
#define MEASURE_FROM (4u << 20)

/* Where plain bytes go: kept, or counted only. */
struct sink {
	struct buf *out; /* NULL: count */
	size_t count, max;
	char piece[PIECE];
};

enum step { STEP_END, STEP_CUT, STEP_FULL };

/* Whether there was room. */
static bool sink_take(struct sink *sink, size_t len)
{
	sink->count += len;
	if (sink->count > sink->max)
		return false;
	if (sink->out)
		buf_add(sink->out, sink->piece, len);
	return !sink->out || buf_ok(sink->out);
}

typedef enum step undo_fn(const unsigned char *in, size_t len, struct sink *sink);

static enum step inflate_as(const unsigned char *in, size_t len, int window, struct sink *sink)
{
	z_stream z = {.next_in = (unsigned char *)in, .avail_in = (uInt)len};
	enum step step = STEP_CUT;
	if (inflateInit2(&z, window) != Z_OK)
		return STEP_CUT;
	for (;;) {
		z.next_out = (unsigned char *)sink->piece;
		z.avail_out = PIECE;
		int result = inflate(&z, Z_NO_FLUSH);
		if (!sink_take(sink, PIECE - z.avail_out)) {
			step = STEP_FULL;
			break;
		}
		if (result == Z_STREAM_END) {
			step = STEP_END;
			/* gzip members may follow one another; other tails are dropped. */
			if (window < 0 || z.avail_in < 18 || z.next_in[0] != 0x1f ||
			    z.next_in[1] != 0x8b || inflateReset(&z) != Z_OK)
				break;
			step = STEP_CUT;
		} else if (result != Z_OK) {
			break;
		}
	}
	inflateEnd(&z);
	return step;
}

static enum step undo_gzip(const unsigned char *in, size_t len, struct sink *sink)
{
	return inflate_as(in, len, 15 + 32, sink);
}

/* "deflate" is zlib's form by the standard and the bare one by many servers. */
static enum step undo_deflate(const unsigned char *in, size_t len, struct sink *sink)
{
	bool zlib_form = len >= 2 && (in[0] & 0x0f) == 8 && (in[0] * 256 + in[1]) % 31 == 0;
	return inflate_as(in, len, zlib_form ? 15 : -15, sink);
}

static enum step undo_brotli(const unsigned char *in, size_t len, struct sink *sink)
{
	BrotliDecoderState *state = BrotliDecoderCreateInstance(NULL, NULL, NULL);
	BrotliDecoderResult result = BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT;
	enum step step = STEP_CUT;
	while (state && result == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT) {
		size_t room = PIECE;
		uint8_t *to = (uint8_t *)sink->piece;
		result = BrotliDecoderDecompressStream(state, &len, &in, &room, &to, NULL);
		if (!sink_take(sink, PIECE - room)) {
			step = STEP_FULL;
			break;
		}
		if (result == BROTLI_DECODER_RESULT_SUCCESS)
			step = STEP_END;
	}
	if (state)
		BrotliDecoderDestroyInstance(state);
	return step;
}

static enum step undo_zstd(const unsigned char *in, size_t len, struct sink *sink)
{
	ZSTD_DStream *stream = ZSTD_createDStream();
	ZSTD_inBuffer from = {in, len, 0};
	enum step step = STEP_CUT;
	size_t result = 1;
	if (!stream)
		return STEP_CUT;
	/* 8 MiB is what the standard lets a server ask of a client. */
	ZSTD_DCtx_setParameter(stream, ZSTD_d_windowLogMax, 23);
	for (;;) {
		ZSTD_outBuffer to = {sink->piece, PIECE, 0};
		result = ZSTD_decompressStream(stream, &to, &from);
		if (!sink_take(sink, to.pos)) {
			step = STEP_FULL;
			break;
		}
		if (ZSTD_isError(result) || (from.pos == from.size && to.pos < PIECE)) {
			step = result == 0 ? STEP_END : STEP_CUT;
			break;
		}
	}
	ZSTD_freeDStream(stream);
	return step;
}

static bool is_gzip(const unsigned char *s, size_t len)
{
	return len >= 3 && s[0] == 0x1f && s[1] == 0x8b && s[2] == 8;
}

static bool is_zstd(const unsigned char *s, size_t len)
{
	return len >= 4 && memcmp(s, "\x28\xb5\x2f\xfd", 4) == 0;
}

static bool is_any(const unsigned char *s, size_t len)
{
	/* Markup that was said to be coded and is not. */
	return len > 0 && s[0] != '<';
}

static const struct coding {
	const char *name;
	undo_fn *undo;
	bool (*is)(const unsigned char *s, size_t len);
} codings[] = {
	{"gzip", undo_gzip, is_gzip},      {"x-gzip", undo_gzip, is_gzip},
	{"deflate", undo_deflate, is_any}, {"br", undo_brotli, is_any},
	{"zstd", undo_zstd, is_zstd},      {"identity", NULL, NULL},
};

static const struct coding *find(const char *name, size_t len)
{
	for (size_t i = 0; i < sizeof codings / sizeof *codings; i++)
		if (strlen(codings[i].name) == len && !strncasecmp(codings[i].name, name, len))
			return &codings[i];
	return NULL;
}

/* One coding: data is replaced by the plain bytes. */
static enum coding_result undo_one(const struct coding *coding, struct buf *data, size_t max,
                                   struct err *err)
{
	const unsigned char *bytes = (const unsigned char *)data->bytes;
	struct buf plain;
	struct sink *sink;
	if (!coding->undo || !coding->is(bytes, data->len))
		return CODING_WHOLE;
	sink = malloc(sizeof *sink);
	if (!sink) {
		err_set(err, ERR_FAILED, "body: out of memory");
		return CODING_TOO_BIG;
	}
	buf_init(&plain, max);
	sink->out = &plain;
	sink->count = 0;
	sink->max = max < MEASURE_FROM ? max : MEASURE_FROM;
	enum step step = coding->undo(bytes, data->len, sink);
	if (step == STEP_FULL && sink->max < max) {
		buf_reset(&plain);
		*sink = (struct sink){.max = max};
		step = coding->undo(bytes, data->len, sink);
		if (step != STEP_FULL) {
			sink->out = &plain;
			sink->count = 0;
			step = coding->undo(bytes, data->len, sink);
		}
	}
	free(sink);
	if (step == STEP_FULL) {
		buf_done(&plain);
		err_set(err, ERR_FAILED, "body: unpacks to more than %zu MiB", max >> 20);
		return CODING_TOO_BIG;
	}
	buf_done(data);
	*data = plain;
	if (step == STEP_CUT) {
		err_set(err, ERR_FAILED, "the packed data (%s) ends early or is damaged",
		        coding->name);
		return CODING_CUT;
	}
	return CODING_WHOLE;
}

enum coding_result coding_undo(const char *field, struct buf *data, struct buf *out, size_t max,
                               struct err *err)
{
	enum coding_result result = CODING_WHOLE, one;
	size_t end = field ? strlen(field) : 0;
	/* The last one named was applied last. */
	while (end > 0) {
		while (end > 0 && strchr(" \t,", field[end - 1]))
			end--;
		size_t start = end;
		while (start > 0 && !strchr(" \t,", field[start - 1]))
			start--;
		if (start == end)
			break;
		const struct coding *coding = find(field + start, end - start);
		if (!coding) {
			err_set(err, ERR_FAILED, "content coding “%.*s”: not known",
			        (int)(end - start > 40 ? 40 : end - start), field + start);
			return CODING_UNKNOWN;
		}
		one = undo_one(coding, data, max, err);
		if (one == CODING_TOO_BIG)
			return one;
		if (one == CODING_CUT)
			result = one;
		end = start;
	}
	if (is_gzip((const unsigned char *)data->bytes, data->len)) {
		one = undo_one(&codings[0], data, max, err);
		if (one == CODING_TOO_BIG)
			return one;
		if (one == CODING_CUT)
			result = one;
	}
	buf_done(out);
	*out = *data;
	out->max = max > data->len ? max : data->len;
	buf_init(data, data->max);
	return result;
}
