/* SPDX-License-Identifier: ISC */
/*
 * charset: which character set foreign bytes are in, and from it to UTF-8.
 *
 * Opens no file, so that it works under the seal. Knows nothing of HTML but where a page
 * declares its set; how each set is read is known to decode.h.
 */
#ifndef PALAIS_FETCH_PARSE_CORE_CHARSET_H
#define PALAIS_FETCH_PARSE_CORE_CHARSET_H

#include "model/base/buf.h"
#include "model/base/err.h"

#include <stdbool.h>
#include <stddef.h>

/* Our name of the set that a label means ("UTF8", "cp1256", "gb2312"), or NULL
 * when it is none that we know. Case and spaces around do not matter. */
const char *charset_name(const char *label, size_t len);

/* Whether bytes are UTF-16: by their mark, by what they look like, or, where they are no
 * ASCII, by the header's label (may be NULL). */
bool charset_is_wide(const char *label, const char *bytes, size_t len);

struct charset_choice {
	const char *name; /* static */
	size_t bom;       /* bytes of a byte order mark to leave out */
	bool clean;       /* UTF-8 without fault, NUL or mark: needs no conversion */
	char note[160];   /* what the reader should know of the choice, or "" */
};

/* Chooses: by byte order mark, by being UTF-8, by the header's label (may be
 * NULL), by what a page declares in its first 4096 bytes (when markup), by
 * what the bytes look like. */
void charset_choose(const char *label, const char *bytes, size_t len, bool markup,
                    struct charset_choice *choice);

/* Adds the bytes as UTF-8: valid, without NUL; what does not convert becomes
 * U+FFFD. -1 with err when out is full. */
int charset_convert(const struct charset_choice *choice, const char *bytes, size_t len,
                    struct buf *out, struct err *err);

#endif
