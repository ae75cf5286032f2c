/* SPDX-License-Identifier: ISC */
/* Bytes made small and whole again; and whatever else is given to be unpacked. */
#include "config.h"

#include "model/store/pack.h"
#include "tests/lib/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#define PLAIN "Lamps were lit on the quay, and lamps were put out on the quay."
static const struct pack_prefix none = {NULL, 0, 0};
static const struct pack_prefix quay = {"Lamps were lit on the quay, and ", 32, 0};

static struct buf packed(struct pack_prefix prefix, const char *plain, size_t len)
{
	struct packer *p = packer_new();
	struct buf out;

	buf_init(&out, 1 << 22);
	assert_non_null(p);
	assert_int_equal(pack(p, prefix, plain, len, &out), 0);
	packer_free(p);
	return out;
}

/* Whether it becomes `len` bytes; these are at *plain, to be freed. */
static bool unpacks(struct pack_prefix prefix, const char *bytes, size_t n, size_t len,
                    char **plain)
{
	struct packer *p = packer_new();
	char *exact = malloc(n ? n : 1); /* so that a byte read too far is noticed */
	bool good;

	*plain = malloc(len + 1);
	memcpy(exact, bytes, n);
	good = unpack(p, prefix, exact, n, *plain, len) == 0;
	packer_free(p);
	free(exact);
	return good;
}

static bool becomes(struct pack_prefix prefix, const struct buf *b, const char *want)
{
	char *plain;
	bool good = unpacks(prefix, b->bytes, b->len, strlen(want), &plain) &&
	            !memcmp(plain, want, strlen(want));

	free(plain);
	return good;
}

static void test_round_trip(void **state)
{
	struct buf alone = packed(none, PLAIN, strlen(PLAIN));
	struct buf behind = packed(quay, PLAIN, strlen(PLAIN));
	struct buf empty = packed(quay, "", 0);

	(void)state;
	assert_true(becomes(none, &alone, PLAIN));
	assert_true(becomes(quay, &behind, PLAIN));
	assert_true(becomes(quay, &empty, ""));
	assert_true(behind.len + 8 < alone.len);
	/* behind something else it is nothing */
	assert_false(becomes(none, &behind, PLAIN));
	assert_false(becomes((struct pack_prefix){"Lamps were lit on the quai, and ", 32, 0},
	                     &behind, PLAIN));
	buf_done(&alone);
	buf_done(&behind);
	buf_done(&empty);
}

/* One after another by the same packer, good ones behind bad ones. */
static void test_one_after_another(void **state)
{
	struct packer *p = packer_new();
	struct buf b = packed(quay, PLAIN, strlen(PLAIN));
	char plain[sizeof PLAIN];

	(void)state;
	for (int i = 0; i < 3; i++) {
		assert_int_equal(unpack(p, none, b.bytes, b.len, plain, strlen(PLAIN)), -1);
		assert_int_equal(unpack(p, quay, b.bytes, b.len, plain, strlen(PLAIN)), 0);
		assert_memory_equal(plain, PLAIN, strlen(PLAIN));
	}
	packer_free(p);
	buf_done(&b);
}

static void test_other_lengths(void **state)
{
	struct buf b = packed(none, PLAIN, strlen(PLAIN));
	char *plain;

	(void)state;
	for (size_t len = 0; len < strlen(PLAIN) + 9; len++) {
		assert_int_equal(unpacks(none, b.bytes, b.len, len, &plain), len == strlen(PLAIN));
		free(plain);
	}
	/* cut, and with something behind it */
	for (size_t n = 0; n < b.len; n++) {
		assert_false(unpacks(none, b.bytes, n, strlen(PLAIN), &plain));
		free(plain);
	}
	buf_char(&b, '\0');
	assert_false(becomes(none, &b, PLAIN));
	buf_done(&b);
}

/* Each bit of it turned over: never other bytes. */
static void test_damaged(void **state)
{
	struct buf b = packed(quay, PLAIN, strlen(PLAIN));

	(void)state;
	for (size_t i = 0; i < b.len * 8; i++) {
		char *plain;

		b.bytes[i / 8] ^= (char)(1 << i % 8);
		if (unpacks(quay, b.bytes, b.len, strlen(PLAIN), &plain))
			assert_memory_equal(plain, PLAIN, strlen(PLAIN));
		free(plain);
		b.bytes[i / 8] ^= (char)(1 << i % 8);
	}
	buf_done(&b);
}

/* A few bytes that say they are many, with and without a size; a frame of an older format
 * and one to be skipped. */
static void test_bombs(void **state)
{
	static const struct {
		const char *bytes;
		size_t len;
	} bombs[] = {
		/* 2^40 bytes of 'a' by their header, one block of them */
		{"\x28\xb5\x2f\xfd\xe0\0\0\0\0\0\1\0\0\x03\0\0a", 17},
		/* no size, a window of 2^41 */
		{"\x28\xb5\x2f\xfd\x00\xf8\x03\0\0a", 10},
		/* 64 bytes, by a block that says 2^21 */
		{"\x28\xb5\x2f\xfd\x20\x3f\x03\0\xff"
	         "a",
	         10},
		{"\x27\xb5\x2f\xfd\x20\x3f\x03\0\xff"
	         "a",
	         10},
		{"\x50\x2a\x4d\x18\x02\0\0\0aa", 10},
	};

	(void)state;
	for (size_t i = 0; i < sizeof bombs / sizeof *bombs; i++)
		for (size_t len = 0; len < 130; len += 2) {
			char *plain;

			if (unpacks(none, bombs[i].bytes, bombs[i].len, len, &plain))
				fail_msg("bomb %zu is %zu bytes", i, len);
			free(plain);
		}
}

/* What stores had before. */
static void test_old(void **state)
{
	char old[200], plain[200];
	uLongf len = sizeof old;

	(void)state;
	assert_int_equal(compress((Bytef *)old, &len, (const Bytef *)PLAIN, strlen(PLAIN)), Z_OK);
	assert_true(pack_is_old(old, len));
	assert_int_equal(unpack_old(old, len, plain, strlen(PLAIN)), 0);
	assert_memory_equal(plain, PLAIN, strlen(PLAIN));
	assert_int_equal(unpack_old(old, len, plain, strlen(PLAIN) + 1), -1);
	assert_int_equal(unpack_old(old, len, plain, strlen(PLAIN) - 1), -1);
	assert_int_equal(unpack_old(old, len - 1, plain, strlen(PLAIN)), -1);
	assert_int_equal(unpack_old(old, 0, plain, 0), -1);
	assert_false(pack_is_old("\x28\xb5\x2f\xfd", 4));
	assert_false(pack_is_old("", 0));
}

/* -- dictionaries ------------------------------------------------------------------ */

/* Sentences in an order of their own in each sample, with a number of its own. */
static size_t sample(unsigned i, char *to, size_t room)
{
	static const char *const words[] = {"The keeper of the lower lock reported the level. ",
	                                    "Barges waited at the ferry until the wind fell. ",
	                                    "The towpath was closed to carts in the thaw. ",
	                                    "Nobody counted the lamps on the far bank. "};
	size_t n = 0;

	for (unsigned k = 0, x = i * 2654435761u; k < 20; k++, x = x * 1664525 + 1013904223)
		n += (size_t)snprintf(to + n, room - n, "%s%u. ", words[x >> 30], x % 1000);
	return n;
}

/* What lasts is made ready once, one for each of its numbers; and whoever unpacks need not
 * know of it. */
static void test_lasting(void **state)
{
	enum { PREFIXES = 6 };
	struct packer *p = packer_new();
	char text[PREFIXES][2000];
	struct buf b;

	(void)state;
	assert_non_null(p);
	for (unsigned i = 0; i < PREFIXES; i++)
		sample(1000 + i, text[i], sizeof text[i]);
	for (unsigned i = 0; i < 3 * PREFIXES; i++) {
		struct pack_prefix own = {text[i % PREFIXES], strlen(text[i % PREFIXES]),
		                          1 + i % PREFIXES};
		struct pack_prefix plain = own;

		plain.lasting = 0;
		buf_init(&b, 1 << 16);
		assert_int_equal(pack(p, own, own.bytes, own.len, &b), 0);
		/* it was behind its own text, so that hardly anything is left */
		assert_in_range(b.len, 10, 60);
		assert_true(becomes(plain, &b, own.bytes));
		buf_reset(&b);
		/* what does not last is behind nothing of that */
		assert_int_equal(pack(p, none, own.bytes, own.len, &b), 0);
		assert_true(b.len > 100);
		assert_true(becomes(none, &b, own.bytes));
		buf_reset(&b);
		assert_int_equal(pack(p, quay, PLAIN, strlen(PLAIN), &b), 0);
		assert_true(becomes(quay, &b, PLAIN));
		buf_done(&b);
	}
	packer_free(p);
}

static void test_learn(void **state)
{
	struct buf samples, dictionary;
	size_t sizes[100], len;
	char text[2000];
	struct buf alone, behind;

	(void)state;
	buf_init(&samples, 1 << 20);
	buf_init(&dictionary, PACK_DICTIONARY);
	for (unsigned i = 0; i < 100; i++) {
		sizes[i] = sample(i, text, sizeof text);
		buf_add(&samples, text, sizes[i]);
	}
	assert_int_equal(pack_learn(samples.bytes, sizes, 100, PACK_DICTIONARY, &dictionary), 0);
	assert_true(dictionary.len > 100 && dictionary.len <= PACK_DICTIONARY);
	len = sample(1000, text, sizeof text);
	alone = packed(none, text, len);
	behind = packed((struct pack_prefix){dictionary.bytes, dictionary.len, 0}, text, len);
	assert_true(behind.len < alone.len * 2 / 3);
	text[len] = '\0';
	assert_true(
		becomes((struct pack_prefix){dictionary.bytes, dictionary.len, 0}, &behind, text));
	/* of nothing, nothing */
	buf_reset(&dictionary);
	assert_int_equal(pack_learn("", sizes, 0, PACK_DICTIONARY, &dictionary), -1);
	assert_int_equal(dictionary.len, 0);
	buf_done(&alone);
	buf_done(&behind);
	buf_done(&samples);
	buf_done(&dictionary);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_round_trip),    cmocka_unit_test(test_one_after_another),
		cmocka_unit_test(test_other_lengths), cmocka_unit_test(test_damaged),
		cmocka_unit_test(test_bombs),         cmocka_unit_test(test_old),
		cmocka_unit_test(test_lasting),       cmocka_unit_test(test_learn),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
