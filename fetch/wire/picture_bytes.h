/* SPDX-License-Identifier: ISC */
/*
 * picture_bytes: which kind of picture bytes are.
 *
 * Shared by palais, which shows no picture before it is whole, and palais-parse, which reads it.
 * Knows first bytes alone.
 */
#ifndef PALAIS_FETCH_WIRE_PICTURE_BYTES_H
#define PALAIS_FETCH_WIRE_PICTURE_BYTES_H

#include <stddef.h>

/* Those that are read. */
enum picture_kind { PICTURE_NONE, PICTURE_PNG, PICTURE_JPEG, PICTURE_WEBP };

enum picture_kind picture_kind(const char *bytes, size_t len);

#endif
