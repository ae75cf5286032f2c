/* SPDX-License-Identifier: ISC */
/*
 * shown: what of a text is put out, to a terminal or into a row.
 *
 * A text is kept with its characters that have no shape (utf8.h), for some steer direction or
 * join letters; on a row they only hide: two names look alike, a word is not found, a cell has
 * a thousand marks. So they are taken out of every row that is put out, but where a script
 * needs them; and of the marks on a letter no more than SHOWN_MARKS stay. palais' own marks
 * of direction are put in behind that.
 */
#ifndef PALAIS_MODEL_BASE_SHOWN_H
#define PALAIS_MODEL_BASE_SHOWN_H

#include "model/base/buf.h"
#include "model/base/url.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SHOWN_MARKS 8

/* Adds the text as it is put out. own: marks of direction (U+200E, U+200F) stay, for words of
 * palais' own are among it. */
void shown_add(struct buf *out, const char *s, size_t len, bool own);
/* Whether that changes nothing. */
bool shown_is_all(const char *s, size_t len, bool own);
/* Whether words of palais' own, such as a format, have marks of direction. */
bool shown_has_marks(const char *own);
/* Whether a character is never put out, wherever it stands: it has no cell. */
bool shown_is_hidden(uint32_t c);

/* Adds a host in small letters; names of it that mix scripts, by which one is taken for
 * another, in the letters of the domain name system ("xn--…"). */
void shown_host(struct buf *out, struct url_part host);

#endif
