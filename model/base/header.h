/* SPDX-License-Identifier: ISC */
/*
 * header: fields of the head of an HTTP answer, as it is kept beside a document.
 *
 * Knows the grammar of such blocks and of HTTP's dates; knows no store and no network.
 */
#ifndef PALAIS_MODEL_BASE_HEADER_H
#define PALAIS_MODEL_BASE_HEADER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The value of a field, or NULL when the block has none (more) of that name; its
 * length without blanks around it in *len. after: the value that was found last, for
 * a field that comes more than once; NULL: the first. */
const char *header_find(const char *block, const char *name, const char *after, size_t *len);

/* A number that is larger than this is none: so many bytes no body has, and thousands of
 * such can be added up. */
#define HEADER_NUMBER_MOST (INT64_C(1) << 48)

/* The value of a field that is a number; -1 when there is none. */
int64_t header_number(const char *block, const char *name);

/* "bytes 100-199/5000", or of unknown size: a star in its place (-1). False when it is not of
 * that form, or contradicts itself. */
bool header_range(const char *value, size_t len, int64_t *first, int64_t *last, int64_t *total);

/* The size of the whole body that an answer is of, or is a piece of; -1: it does not
 * say. */
int64_t header_whole_size(const char *block);

/* "Tue, 01 Sep 2026 10:00:00 GMT" as UTC seconds; 0 when it is not such a date
 * (RFC 9110, 5.6.7; the two obsolete forms are not read). */
int64_t header_date(const char *s);

#endif
