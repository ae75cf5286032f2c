/* SPDX-License-Identifier: ISC */
/*
 * coding: undoes content codings (gzip, deflate, br, zstd) within a cap.
 *
 * Knows bytes alone. A small stream that grows beyond the cap is recognised
 * without ever holding more than a few MiB of it.
 */
#ifndef PALAIS_FETCH_PARSE_CORE_CODING_H
#define PALAIS_FETCH_PARSE_CORE_CODING_H

#include "model/base/buf.h"
#include "model/base/err.h"

#include <stddef.h>

/* No body is read beyond this many bytes, coded or not. */
#define CODING_MAX (64u << 20)

enum coding_result {
	CODING_WHOLE,
	CODING_CUT,     /* the stream ended early or broke; what came before stands */
	CODING_TOO_BIG, /* more than the cap: out is empty */
	CODING_UNKNOWN  /* a coding that we do not undo: out is empty */
};

/* Undoes the codings of a Content-Encoding field ("gzip", "br, gzip"; NULL and
 * "" mean none). `data` is taken (emptied) and `out`, initialised by the
 * caller, is given the plain bytes. Bytes without the mark of the coding that
 * they are said to have are taken as they are; bytes with gzip's mark are undone
 * without being told. err says why for every result but CODING_WHOLE. */
enum coding_result coding_undo(const char *field, struct buf *data, struct buf *out, size_t max,
                               struct err *err);

#endif
