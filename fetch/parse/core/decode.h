/* SPDX-License-Identifier: ISC */
/*
 * decode: text in the character sets of old pages -> UTF-8, by tables that are compiled in.
 *
 * Opens nothing and keeps nothing, so that it works under the seal. The tables are what
 * the iconv of the machine that built them knows (data/mkcharsets.c). Not for UTF-8 and
 * UTF-16, and knows nothing of labels.
 */
#ifndef PALAIS_FETCH_PARSE_CORE_DECODE_H
#define PALAIS_FETCH_PARSE_CORE_DECODE_H

#include "model/base/buf.h"

#include <stddef.h>

struct decode_set;

/* The set of that name, whatever its case, or NULL. */
const struct decode_set *decode_find(const char *name, size_t len);

/* Its name in lower case; static. */
const char *decode_name(const struct decode_set *set);

/* Adds the bytes as UTF-8 without NUL. A byte that begins no character becomes U+FFFD, and
 * what follows it is looked at anew: returns how many there were. */
size_t decode_add(const struct decode_set *set, const char *bytes, size_t len, struct buf *out);

#endif
