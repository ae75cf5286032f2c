/* SPDX-License-Identifier: ISC */
/* The tables of character sets against iconv: whatever bytes there are, the same comes out. */
#include "config.h"

#include "fetch/parse/core/decode.h"
#include "tests/lib/check.h"

#include <errno.h>
#include <iconv.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const sets[] = {
	"windows-1250", "windows-1251", "windows-1252", "windows-1253", "windows-1254",
	"windows-1255", "windows-1256", "windows-1257", "windows-1258", "iso-8859-2",
	"iso-8859-5",   "iso-8859-6",   "iso-8859-7",   "iso-8859-8",   "iso-8859-15",
	"koi8-r",       "koi8-u",       "ibm866",       "gb18030",      "big5-hkscs",
	"euc-jp",       "cp932",        "euc-kr",       "tis-620",
};
#define SET_COUNT (sizeof sets / sizeof *sets)
#define OUT_MOST (64u << 20)

static void add_without_nul(struct buf *out, const char *from, const char *to)
{
	for (; from < to; from++)
		if (*from)
			buf_char(out, *from);
}

/* The rule: what iconv makes of the bytes; where it stops, one byte is U+FFFD, and what it
 * held back for a mark that might have come stands before that. */
static size_t by_iconv(iconv_t from, const char *bytes, size_t len, struct buf *out)
{
	static char piece[1u << 16];
	char *in = (char *)bytes;
	size_t bad = 0;

	iconv(from, NULL, NULL, NULL, NULL);
	for (;;) {
		char *to = piece;
		size_t room = sizeof piece - 64;
		size_t done = iconv(from, &in, &len, &to, &room);
		bool full = done == (size_t)-1 && errno == E2BIG;
		if (!full) {
			room = 64;
			iconv(from, NULL, NULL, &to, &room);
		}
		add_without_nul(out, piece, to);
		if (full)
			continue;
		if (len == 0)
			return bad;
		in++;
		len--;
		bad++;
		buf_utf8(out, 0xfffd);
	}
}

static void differ(const char *name, size_t len, const struct buf *want, const struct buf *got)
{
	size_t i = 0;
	while (i < want->len && i < got->len && want->bytes[i] == got->bytes[i])
		i++;
	fprintf(stderr, "# %s: from byte %zu on, of %zu bytes in:", name, i, len);
	for (size_t k = i > 6 ? i - 6 : 0; k < i + 10 && k < want->len; k++)
		fprintf(stderr, " %02x", (unsigned char)want->bytes[k]);
	fprintf(stderr, " is wanted;");
	for (size_t k = i > 6 ? i - 6 : 0; k < i + 10 && k < got->len; k++)
		fprintf(stderr, " %02x", (unsigned char)got->bytes[k]);
	fputc('\n', stderr);
	fail();
}

/* Both make the same of the bytes. */
static void same_bytes(const char *name, iconv_t from, const char *bytes, size_t len)
{
	const struct decode_set *set = decode_find(name, strlen(name));
	struct buf want, got;

	assert_non_null(set);
	buf_init(&want, OUT_MOST);
	buf_init(&got, OUT_MOST);
	size_t bad = by_iconv(from, bytes, len, &want);
	size_t found = decode_add(set, bytes, len, &got);
	assert_true(buf_ok(&want) && buf_ok(&got));
	if (want.len != got.len || memcmp(want.bytes, got.bytes, got.len) != 0)
		differ(name, len, &want, &got);
	assert_int_equal(found, bad);
	buf_done(&want);
	buf_done(&got);
}

static void same(const char *name, iconv_t from, const struct buf *in)
{
	assert_true(buf_ok(in));
	same_bytes(name, from, in->bytes, in->len);
}

static iconv_t open_set(const char *name)
{
	iconv_t from = iconv_open("UTF-8", name);
	if (from == (iconv_t)-1)
		fail_msg("no %s", name);
	return from;
}

/* Every byte, and every two, each by itself, between letters, and before a line's end. */
static void one_and_two(void **state)
{
	(void)state;
	for (size_t i = 0; i < SET_COUNT; i++) {
		iconv_t from = open_set(sets[i]);
		struct buf in;
		buf_init(&in, OUT_MOST);
		for (unsigned a = 0; a < 256; a++) {
			buf_reset(&in);
			buf_char(&in, (char)a);
			same(sets[i], from, &in); /* the end of the text */
			for (unsigned b = 0; b < 256; b++) {
				buf_char(&in, (char)a);
				buf_char(&in, (char)b);
				buf_char(&in, '\n');
			}
			same(sets[i], from, &in);
		}
		for (unsigned b = 0; b < 256 * 256; b++) {
			buf_reset(&in);
			buf_char(&in, (char)(b >> 8));
			buf_char(&in, (char)b);
			if (b >= 0x8000)
				same(sets[i], from, &in);
		}
		buf_done(&in);
		iconv_close(from);
	}
}

/* Three bytes: all of EUC-JP's second plane, and letters with two marks. */
static void three(void **state)
{
	static const char *const with_three[] = {"euc-jp", "windows-1255", "windows-1258"};
	(void)state;
	for (size_t i = 0; i < 3; i++) {
		iconv_t from = open_set(with_three[i]);
		struct buf in;
		buf_init(&in, OUT_MOST);
		for (unsigned a = 0; a < 256; a++) {
			if (i == 0 && a != 0x8e && a != 0x8f && a != 0xa4)
				continue;
			buf_reset(&in);
			for (unsigned b = 0x30; b < 256; b++)
				for (unsigned c = 0x30; c < 256; c++) {
					buf_char(&in, (char)a);
					buf_char(&in, (char)b);
					buf_char(&in, (char)c);
					buf_char(&in, '\n');
				}
			same(with_three[i], from, &in);
		}
		buf_done(&in);
		iconv_close(from);
	}
}

/* Every four bytes of GB18030, also those that mean nothing. */
static void four(void **state)
{
	iconv_t from = open_set("gb18030");
	struct buf in;
	(void)state;
	buf_init(&in, OUT_MOST);
	for (unsigned a = 0x80; a < 256; a++) {
		buf_reset(&in);
		for (unsigned b = 0x2f; b <= 0x3a; b++)
			for (unsigned c = 0x80; c < 256; c++)
				for (unsigned d = 0x2f; d <= 0x3a; d++) {
					const unsigned char bytes[] = {
						(unsigned char)a, (unsigned char)b,
						(unsigned char)c, (unsigned char)d, '\n'};
					buf_add(&in, bytes, sizeof bytes);
				}
		same("gb18030", from, &in);
	}
	for (size_t cut = 0; cut < 4; cut++)
		same_bytes("gb18030", from, "\x81\x30\x81\x30", cut);
	buf_done(&in);
	iconv_close(from);
}

/* What stands next to what: bytes by chance, of which half are beyond ASCII or nearly all,
 * cut anywhere. */
static void by_chance(void **state)
{
	uint32_t chance = 2254;
	(void)state;
	for (size_t i = 0; i < SET_COUNT; i++) {
		iconv_t from = open_set(sets[i]);
		struct buf in;
		buf_init(&in, OUT_MOST);
		for (unsigned k = 0; k < 200000; k++) {
			chance = chance * 1664525 + 1013904223;
			unsigned byte = chance >> 24;
			if (k >= 100000 && byte < 0x80 && (chance >> 16 & 3))
				byte |= 0x80;
			buf_char(&in, (char)byte);
		}
		same(sets[i], from, &in);
		/* what comes behind a cut is not looked at */
		for (size_t at = 150000; at < 150100; at++)
			for (size_t cut = 1; cut < 30; cut++)
				same_bytes(sets[i], from, in.bytes + at, cut);
		buf_done(&in);
		iconv_close(from);
	}
}

static void names(void **state)
{
	(void)state;
	for (size_t i = 0; i < SET_COUNT; i++)
		assert_string_equal(decode_name(decode_find(sets[i], strlen(sets[i]))), sets[i]);
	assert_string_equal(decode_name(decode_find("KOI8-Rx", 6)), "koi8-r");
	assert_null(decode_find("koi8-", 5));
	assert_null(decode_find("utf-8", 5));
}

/* No more is written than there is room for, and then it ends. */
static void full(void **state)
{
	const struct decode_set *set = decode_find("koi8-r", 6);
	struct buf out;
	(void)state;
	buf_init(&out, 5);
	decode_add(set, "\xc1\xc1\xc1\xc1", 4, &out);
	assert_false(buf_ok(&out));
	assert_int_equal(out.len, 4);
	buf_done(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_and_two), cmocka_unit_test(three), cmocka_unit_test(four),
		cmocka_unit_test(by_chance),   cmocka_unit_test(names), cmocka_unit_test(full),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
