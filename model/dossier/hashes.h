/* SPDX-License-Identifier: ISC */
/*
 * hashes: which machine-readable text of the UN has these bytes.
 *
 * The catalogue knows the SHA-256 of every text that it knows a place of: a file with
 * such bytes is that text, wherever it came from. 128 bits of a hash are kept, in 256
 * lists by the first byte; nobody can make another text whose hash begins so. Knows
 * hashes, and neither reads nor computes any.
 */
#ifndef PALAIS_MODEL_DOSSIER_HASHES_H
#define PALAIS_MODEL_DOSSIER_HASHES_H

#include "model/base/buf.h"
#include "model/store/store.h"
#include "model/symbol/symbol.h"

#define HASH_KEPT 16 /* bytes */
#define HASH_LANG 8

/* The text whose SHA-256 this is, as 64 hexadecimal digits in either case: its symbol and
 * its language ("en", also "de"). 1, 0 when no text has it (or it is no hash), -1 with
 * err. */
int catalogue_by_hash(struct store *s, const char *sha256, char symbol[SYMBOL_MAX],
                      char lang[HASH_LANG], struct err *err);

/* For who writes the lists. The first bytes of a hash that is given as 64 digits; false
 * when it is no hash. */
bool hash_read(const char *sha256, unsigned char kept[HASH_KEPT]);
/* Whether a text may be in this language. */
bool hash_is_lang(const char *lang);
/* Adds an entry to a list: what is kept of a hash but its first byte, then the id of a
 * symbol with a language in three bytes. Entries stand in the order of their hashes.
 * false when the id is too large. */
bool hash_pack(struct buf *list, const unsigned char kept[HASH_KEPT], int64_t id, const char *lang);

#endif
