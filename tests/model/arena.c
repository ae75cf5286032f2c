/* SPDX-License-Identifier: ISC */
/* The arena: pieces stay where they are, lie close together, and are aligned. */
#include "config.h"

#include "model/base/arena.h"
#include "tests/lib/check.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define PIECES 2000

static size_t chunks_of(struct arena *a, size_t n, size_t pieces)
{
	char *last = NULL;
	size_t chunks = 0;

	for (size_t i = 0; i < pieces; i++) {
		char *p = arena_take(a, n);

		assert_non_null(p);
		chunks += p != last;
		last = p + n;
	}
	return chunks;
}

static void pieces_stay(void **state)
{
	static unsigned char *at[PIECES];
	struct arena a;

	(void)state;
	arena_init(&a, 100, 1000);
	for (size_t i = 0; i < PIECES; i++) {
		at[i] = arena_take(&a, i % 40 + 1);
		assert_non_null(at[i]);
		assert_int_equal((uintptr_t)at[i] % 8, 0);
		memset(at[i], (int)(i & 255), i % 40 + 1);
	}
	for (size_t i = 0; i < PIECES; i++)
		for (size_t k = 0; k < i % 40 + 1; k++)
			assert_int_equal(at[i][k], i & 255);
	arena_done(&a);
	assert_null(a.chunk);
	assert_non_null(arena_take(&a, 8));
	arena_done(&a);
}

/* 64 bytes a piece: 1, 2, 4 and then 8 pieces a chunk. */
static void chunks_grow(void **state)
{
	struct arena a;

	(void)state;
	arena_init(&a, 64, 512);
	chunks_of(&a, 64, 7); /* 1 + 2 + 4 */
	assert_true(chunks_of(&a, 64, 8) == 1);
	assert_true(chunks_of(&a, 64, 8) == 1);
	arena_done(&a);
	arena_init(&a, 64, 64);
	assert_true(chunks_of(&a, 64, 4) == 4);
	arena_done(&a);
}

static void larger_than_any_chunk(void **state)
{
	struct arena a;
	char *p;

	(void)state;
	arena_init(&a, 64, 128);
	p = arena_take(&a, 100000);
	assert_non_null(p);
	memset(p, 1, 100000);
	assert_null(arena_take(&a, SIZE_MAX));
	assert_null(arena_take(&a, SIZE_MAX - 8));
	assert_null(arena_room(&a, SIZE_MAX - 8));
	assert_non_null(arena_take(&a, 1));
	arena_done(&a);
}

/* What grows is written behind what is there until the chunk is full. */
static void room_at_the_end(void **state)
{
	struct arena a;
	char *word, *room;
	uint64_t *number;

	(void)state;
	arena_init(&a, 32, 32);
	word = arena_room(&a, 5);
	memcpy(word, "abcde", 5);
	arena_grown(&a, 3); /* two were not needed */
	room = arena_room(&a, 4);
	assert_ptr_equal(room, word + 3);
	memcpy(room, "defg", 4);
	arena_grown(&a, 4);
	assert_memory_equal(word, "abcdefg", 7);
	number = arena_take(&a, sizeof *number);
	assert_ptr_equal(number, word + 8);
	assert_ptr_equal(arena_room(&a, 16), word + 16);
	/* not taken: the same again */
	assert_ptr_equal(arena_room(&a, 16), word + 16);
	room = arena_room(&a, 17);
	assert_true(room < word || room > word + 32);
	arena_done(&a);
}

/* An end that is not aligned leaves no room for a piece behind it. */
static void odd_end(void **state)
{
	struct arena a;
	char *word, *piece;

	(void)state;
	arena_init(&a, 31, 31);
	word = arena_room(&a, 31);
	arena_grown(&a, 31);
	piece = arena_take(&a, 0);
	assert_true(piece < word || piece > word + 31);
	arena_done(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pieces_stay),
		cmocka_unit_test(chunks_grow),
		cmocka_unit_test(larger_than_any_chunk),
		cmocka_unit_test(room_at_the_end),
		cmocka_unit_test(odd_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
