/* SPDX-License-Identifier: ISC */
/*
 * arena: memory that is taken piece by piece and given back all at once.
 *
 * Embedded by value: arena_init/arena_done. Pieces lie in chunks that never move, so a
 * pointer to one is good until arena_done. Each chunk is twice as large as the one
 * before, up to a largest. Sets no limit to what is taken: that is its owner's.
 */
#ifndef PALAIS_MODEL_BASE_ARENA_H
#define PALAIS_MODEL_BASE_ARENA_H

#include <stddef.h>

struct arena {
	struct arena_chunk *chunk; /* the newest; NULL before the first piece */
	size_t first, largest; /* bytes of the first chunk and of any, unless a piece is larger */
	size_t size;           /* bytes of all chunks */
};

void arena_init(struct arena *a, size_t first, size_t largest);
void arena_done(struct arena *a); /* frees all; the arena is empty and usable again */

/* A piece of n bytes, aligned for pointers and numbers of 64 bits, not cleared. NULL when
 * no memory is left. */
void *arena_take(struct arena *a, size_t n);

/* Room for n bytes that may be written and are not taken yet: right behind the last
 * piece, unaligned, where they fit into its chunk. arena_grown takes the first of them.
 * NULL when no memory is left. */
char *arena_room(struct arena *a, size_t n);
void arena_grown(struct arena *a, size_t n);

#endif
