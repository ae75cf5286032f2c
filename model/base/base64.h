/* SPDX-License-Identifier: ISC */
/*
 * base64: bytes as letters and digits (RFC 4648, 4).
 *
 * What is read has one form: no blanks, no bits that mean nothing, and '=' where, and only
 * where, it is asked for. Pure.
 */
#ifndef PALAIS_MODEL_BASE_BASE64_H
#define PALAIS_MODEL_BASE_BASE64_H

#include "model/base/buf.h"

/* Whether the last group is filled up with '='. */
enum base64_form { BASE64_PADDED, BASE64_PLAIN };

/* Letters of so many bytes. */
#define BASE64_PLAIN_LEN(bytes) (((bytes)*4 + 2) / 3)
#define BASE64_PADDED_LEN(bytes) (((bytes) + 2) / 3 * 4)

void base64_add(struct buf *out, const void *bytes, size_t len, enum base64_form form);
/* Exactly `len` letters become exactly `size` bytes: whether they do. */
bool base64_read(const char *s, size_t len, enum base64_form form, void *bytes, size_t size);

#endif
