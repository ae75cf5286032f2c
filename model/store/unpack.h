/* SPDX-License-Identifier: ISC */
/*
 * unpack: what of a store is unpacked by somebody else.
 *
 * Rows of stores that others have made are foreign bytes: who opens such a store may have them
 * unpacked elsewhere. Knows neither processes nor rows.
 */
#ifndef PALAIS_MODEL_STORE_UNPACK_H
#define PALAIS_MODEL_STORE_UNPACK_H

#include "model/base/err.h"

#include <stddef.h>
#include <stdint.h>

/* Bytes behind a prefix of two parts, of which the first, the dictionary, has a number (0: there
 * is none): the same of one owner is the same bytes. */
struct store_unpack {
	const void *owner;
	int64_t dictionary;
	struct unpack_part {
		const char *bytes; /* borrowed */
		size_t len;
	} first, then;
	const char *packed;
	size_t packed_len;
	size_t len; /* unpacked */
};

/* Into what->len bytes: 0, -1 when it is not that; -2 with err when it could not be tried. what
 * NULL: nothing will be asked for a while. */
typedef int store_unpack_fn(const struct store_unpack *what, char *plain, void *payload,
                            struct err *err);

#endif
