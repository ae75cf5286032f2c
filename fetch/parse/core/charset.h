/* SPDX-License-Identifier: ISC */
/*
 * charset: which character set foreign bytes are in, and from it to UTF-8.
 *
 * glibc loads a conversion module when it is first used, which a sealed process
 * may not: charset_open opens every conversion there is need for before the
 * seal (0.5 million instructions for all of them), and what follows needs no
 * file. Knows nothing of HTML but where a page declares its set.
 */
#ifndef PALAIS_FETCH_PARSE_CORE_CHARSET_H
#define PALAIS_FETCH_PARSE_CORE_CHARSET_H

#include "model/base/buf.h"
#include "model/base/err.h"

#include <stdbool.h>
#include <stddef.h>

struct charset_set;

/* Opens the conversions; a set that the system lacks is left out. NULL with
 * err when memory ran out. */
struct charset_set *charset_open(struct err *err);
void charset_close(struct charset_set *set);

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
void charset_choose(struct charset_set *set, const char *label, const char *bytes, size_t len,
                    bool markup, struct charset_choice *choice);

/* Adds the bytes as UTF-8: valid, without NUL; what does not convert becomes
 * U+FFFD. -1 with err when out is full. */
int charset_convert(struct charset_set *set, const struct charset_choice *choice, const char *bytes,
                    size_t len, struct buf *out, struct err *err);

#endif
