/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/base/arena.h"

#include "model/base/work.h"

#include <stdint.h>
#include <stdlib.h>

#define ALIGN sizeof(uint64_t)

struct arena_chunk {
	struct arena_chunk *next;
	size_t used, size;
	_Alignas(max_align_t) char bytes[];
};

void arena_init(struct arena *a, size_t first, size_t largest)
{
	*a = (struct arena){.first = first, .largest = largest};
}

void arena_done(struct arena *a)
{
	while (a->chunk) {
		struct arena_chunk *next = a->chunk->next;

		free(a->chunk);
		a->chunk = next;
	}
	a->size = 0;
}

/* A chunk with room for n bytes, before the others. */
static struct arena_chunk *add_chunk(struct arena *a, size_t n)
{
	size_t size = a->chunk ? a->chunk->size * 2 : a->first;
	struct arena_chunk *c;

	if (size > a->largest)
		size = a->largest;
	if (size < n)
		size = n;
	c = size > SIZE_MAX - sizeof *c ? NULL : work_malloc(sizeof *c + size);
	if (!c)
		return NULL;
	*c = (struct arena_chunk){.next = a->chunk, .size = size};
	a->size += size;
	a->chunk = c;
	return c;
}

void *arena_take(struct arena *a, size_t n)
{
	struct arena_chunk *c = a->chunk;
	size_t at = c ? (c->used + ALIGN - 1) & ~(ALIGN - 1) : 0;

	if (!c || at > c->size || c->size - at < n) {
		c = add_chunk(a, n);
		at = 0;
	}
	if (!c)
		return NULL;
	c->used = at + n;
	return c->bytes + at;
}

char *arena_room(struct arena *a, size_t n)
{
	struct arena_chunk *c = a->chunk;

	if (!c || c->size - c->used < n)
		c = add_chunk(a, n);
	return c ? c->bytes + c->used : NULL;
}

void arena_grown(struct arena *a, size_t n)
{
	a->chunk->used += n;
}
