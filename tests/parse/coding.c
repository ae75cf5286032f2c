/* SPDX-License-Identifier: ISC */
/* Content codings: undone, in a row, cut, damaged, too big. */
#include "config.h"

#include "fetch/parse/core/coding.h"
#include "tests/lib/check.h"
#include "tests/parse/parse_lib.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>
#include <zstd.h>

static const char text[] = "<!DOCTYPE html><title>Ferry</title><p>The ferry leaves at six, and "
			   "nobody waits for it.</p>";

/* window as zlib has it: 15 zlib, 31 gzip, -15 bare. */
static void pack(struct buf *out, const void *bytes, size_t len, int window)
{
	z_stream z = {0};
	assert_int_equal(deflateInit2(&z, 9, Z_DEFLATED, window, 8, Z_DEFAULT_STRATEGY), Z_OK);
	size_t room = deflateBound(&z, len) + 64;
	z.next_in = (unsigned char *)bytes;
	z.avail_in = (uInt)len;
	z.next_out = (unsigned char *)buf_room(out, room);
	z.avail_out = (uInt)room;
	assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
	buf_grown(out, room - z.avail_out);
	deflateEnd(&z);
}

static void check(const char *field, struct buf *data, enum coding_result want)
{
	struct err err = {0};
	struct buf out;
	buf_init(&out, CODING_MAX);
	assert_int_equal(coding_undo(field, data, &out, CODING_MAX, &err), want);
	if (want == CODING_WHOLE)
		assert_string_equal(out.bytes, text);
	else
		assert_true(err.text[0] != '\0');
	buf_done(&out);
	buf_done(data);
}

static void each(void **state)
{
	struct buf data;
	(void)state;
	buf_init(&data, 1 << 16);
	pack(&data, text, strlen(text), 31);
	check("gzip", &data, CODING_WHOLE);
	pack(&data, text, strlen(text), 31);
	check(NULL, &data, CODING_WHOLE);
	pack(&data, text, strlen(text), 15);
	check("deflate", &data, CODING_WHOLE);
	pack(&data, text, strlen(text), -15);
	check("Deflate", &data, CODING_WHOLE);
	char *room = buf_room(&data, ZSTD_compressBound(sizeof text));
	buf_grown(&data,
	          ZSTD_compress(room, ZSTD_compressBound(sizeof text), text, strlen(text), 3));
	check("zstd", &data, CODING_WHOLE);
	buf_str(&data, text);
	check("identity", &data, CODING_WHOLE);
}

/* The stream's own form of "hello": a stored block. There is no encoder in the
 * library that we link. */
static void brotli(void **state)
{
	static const unsigned char hello[] = {0x0b, 0x02, 0x80, 'h', 'e', 'l', 'l', 'o', 0x03};
	struct err err = {0};
	struct buf data, out;
	(void)state;
	buf_init(&data, 1 << 16);
	buf_init(&out, 1 << 16);
	buf_add(&data, hello, sizeof hello);
	assert_int_equal(coding_undo("br", &data, &out, 1 << 16, &err), CODING_WHOLE);
	assert_string_equal(out.bytes, "hello");
	buf_done(&data);
	buf_done(&out);
	buf_add(&data, hello, 5);
	assert_int_equal(coding_undo("br", &data, &out, 1 << 16, &err), CODING_CUT);
	buf_done(&data);
	buf_done(&out);
}

static void in_a_row(void **state)
{
	struct buf once, twice;
	(void)state;
	buf_init(&once, 1 << 16);
	buf_init(&twice, 1 << 16);
	pack(&once, text, strlen(text), 15);
	pack(&twice, once.bytes, once.len, 31);
	check("deflate, gzip", &twice, CODING_WHOLE);
	buf_done(&once);
}

static void said_and_not_so(void **state)
{
	struct buf data;
	(void)state;
	buf_init(&data, 1 << 16);
	buf_str(&data, text);
	check("gzip", &data, CODING_WHOLE);
	buf_str(&data, text);
	check("br", &data, CODING_WHOLE);
	buf_str(&data, text);
	check("rot13", &data, CODING_UNKNOWN);
}

static void cut(void **state)
{
	struct parse_how how = {.coding = "gzip"};
	struct buf data, page;
	(void)state;
	buf_init(&page, 1 << 20);
	buf_str(&page, "<title>Cut</title><body>");
	for (int i = 0; i < 400; i++)
		buf_printf(&page, "<p>Sentence number %d of a page that will be cut, %d.</p>", i,
		           i * 37);
	buf_init(&data, 1 << 20);
	pack(&data, page.bytes, page.len, 31);
	struct doc *doc = parse_it(data.bytes, data.len / 2, &how);
	assert_string_equal(doc_fact(doc, "title"), "Cut");
	assert_string_not_equal(doc_fact(doc, "incomplete"), "");
	assert_true(doc_block_count(doc) > 20);
	doc_free(doc);
	/* The mark alone, and then nothing. */
	doc = parse_it(data.bytes, 4, &how);
	assert_string_not_equal(doc_fact(doc, "error"), "");
	doc_free(doc);
	buf_done(&data);
	buf_done(&page);
}

/* 200 MiB of the same letter in some hundred kilobytes. */
static void bomb(void **state)
{
	static char block[1 << 20];
	z_stream z = {0};
	struct buf data;
	(void)state;
	memset(block, 'A', sizeof block);
	buf_init(&data, 4 << 20);
	assert_int_equal(deflateInit2(&z, 1, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY), Z_OK);
	for (int i = 0; i <= 200; i++) {
		z.next_in = (unsigned char *)block;
		z.avail_in = i < 200 ? sizeof block : 0;
		do {
			z.next_out = (unsigned char *)buf_room(&data, 65536);
			z.avail_out = 65536;
			deflate(&z, i < 200 ? Z_NO_FLUSH : Z_FINISH);
			buf_grown(&data, 65536 - z.avail_out);
		} while (z.avail_out == 0);
	}
	deflateEnd(&z);
	struct doc *doc = parse_it(data.bytes, data.len, NULL);
	assert_non_null(strstr(doc_fact(doc, "error"), "64 MiB"));
	doc_free(doc);
	buf_done(&data);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each),     cmocka_unit_test(brotli),
		cmocka_unit_test(in_a_row), cmocka_unit_test(said_and_not_so),
		cmocka_unit_test(cut),      cmocka_unit_test(bomb),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
