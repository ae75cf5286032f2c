/* SPDX-License-Identifier: ISC */
/*
 * undo: what palais and the palais-carry that unpacks rows say to one another.
 *
 * A request is this head, then the bytes of its parts in their order; the answer is one byte, 1
 * with the plain bytes behind it, or 0. A dictionary that was sent stays until another is.
 */
#ifndef PALAIS_FETCH_WIRE_UNDO_H
#define PALAIS_FETCH_WIRE_UNDO_H

#include <stdint.h>

struct undo_request {
	uint32_t dictionary; /* bytes of a new one; UNDO_SAME */
	uint32_t then;       /* bytes of the prefix behind that */
	uint32_t packed, plain;
};

#define UNDO_SAME UINT32_MAX

#endif
