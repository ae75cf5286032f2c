/* SPDX-License-Identifier: ISC */
/*
 * utf8: decoding, and how text is made safe for a terminal.
 *
 * Every string of foreign origin goes through utf8_clean before it is shown, stored in
 * an error or written to a file; knows nothing of cells or documents.
 */
#ifndef PALAIS_MODEL_BASE_UTF8_H
#define PALAIS_MODEL_BASE_UTF8_H

#include "model/base/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Adds the text to out, cleaned, so that no byte of it can steer a terminal:
 * - C0 controls, DEL and C1 are shown as pictures (U+2400..), ESC as U+241B;
 *   tab becomes a space; newline stands when `newlines`, else becomes a space;
 *   CR, bidi embeddings, overrides and isolates, BOM, invisible operators and
 *   tag characters are dropped; U+2028 and U+2029 are as newline;
 * - private use, unassigned, noncharacters and malformed UTF-8 become U+FFFD;
 * - soft hyphens, ZWSP, ZWJ, ZWNJ, LRM, RLM and ALM stand: they carry meaning and
 *   cannot reach beyond their own line.
 * Text that is clean already is copied as it is. */
void utf8_clean(struct buf *out, const char *s, size_t len, bool newlines);

/* So many bytes at the beginning are printable ASCII. */
size_t utf8_plain(const char *s, size_t len);

/* Whether utf8_clean would change nothing. */
bool utf8_is_clean(const char *s, size_t len, bool newlines);

/* Decodes the character at s (len > 0) into *c and returns its bytes (1..4);
 * malformed: U+FFFD and the bytes to skip. */
size_t utf8_decode(const char *s, size_t len, uint32_t *c);

#endif
