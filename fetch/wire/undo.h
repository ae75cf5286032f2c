/* SPDX-License-Identifier: ISC */
/*
 * undo: what palais and palais-carry say to one another when records of a hub are unpacked.
 *
 * A question is two numbers, then the dictionary and the record, of so many bytes; an answer
 * one number, then so many bytes. Numbers are of four bytes, the lowest first.
 */
#ifndef PALAIS_FETCH_WIRE_UNDO_H
#define PALAIS_FETCH_WIRE_UNDO_H

#include <stdint.h>

/* How palais-carry is told to do that. */
#define UNDO_OPTION "undo"

/* In place of the length of a dictionary: that of the question before; and of an answer: it
 * does not unpack. */
#define UNDO_SAME UINT32_MAX
#define UNDO_NOT UINT32_MAX
/* Bytes of a dictionary, of a record as it comes, and of what it becomes. */
#define UNDO_WORDS_MOST (4u << 20)
#define UNDO_PACKED_MOST (4u << 20)
#define UNDO_PLAIN_MOST (64u << 20)

static inline void undo_put(unsigned char out[4], uint32_t n)
{
	for (int i = 0; i < 4; i++)
		out[i] = (unsigned char)(n >> 8 * i);
}

static inline uint32_t undo_get(const unsigned char in[4])
{
	return (uint32_t)in[0] | (uint32_t)in[1] << 8 | (uint32_t)in[2] << 16 |
	       (uint32_t)in[3] << 24;
}

#endif
