/* SPDX-License-Identifier: ISC */
/*
 * xz: a stream packed and unpacked, between two descriptors.
 *
 * Files of xz(1). What is unpacked may be anybody's: its memory is bounded, and it ends where its
 * sums say so, or is refused.
 */
#ifndef PALAIS_FETCH_CARRY_XZ_H
#define PALAIS_FETCH_CARRY_XZ_H

#include "fetch/wire/unpacked.h"

#include <stdbool.h>
#include <stddef.h>

/* Takes what was unpacked; false to break off. */
typedef bool xz_take(const char *bytes, size_t len, void *payload);

/* Packs all that comes from one into the other. */
bool xz_pack(int from, int to);

/* What has to stand in memory to unpack any file that xz(1) makes at its highest level. */
#define XZ_MEMORY (72u << 20)

/* Unpacks; `first`: bytes that were read of it already. Also UNPACKED_ALL when it was broken
 * off. */
enum unpacked xz_unpack(const char *first, size_t len, int from, xz_take *take, void *payload);
bool xz_is(const char *bytes, size_t len);

#endif
