/* SPDX-License-Identifier: ISC */
/*
 * pack: bytes made small, and whole again.
 *
 * One way for all that a store keeps packed: a Zstandard frame behind a prefix, which is
 * bytes that both sides have (a dictionary, the docfile of a document, or one behind the
 * other) and may be empty. What is unpacked may be anybody's: it is taken only where it
 * says itself that it becomes as many bytes as the caller has room for, one frame with
 * nothing behind it, and its sum is right; no memory is taken for what it says. Knows no
 * store and no document.
 */
#ifndef PALAIS_MODEL_STORE_PACK_H
#define PALAIS_MODEL_STORE_PACK_H

#include "model/base/buf.h"

#include <stdint.h>

/* Bytes of a dictionary, at most: of docfiles, and of what is packed behind its own
 * docfile, where a larger one costs more time at each document than it saves of room. */
#define PACK_DICTIONARY 112640u
#define PACK_DICTIONARY_OF_BYTES 32768u

/* What packing and unpacking need of memory, for one thread. */
struct packer;
struct packer *packer_new(void); /* NULL: out of memory */
void packer_free(struct packer *p);

struct pack_prefix {
	const char *bytes; /* borrowed for the call */
	size_t len;
	/* A number by which the same bytes come again and again to this packer: then they are
	 * made ready once, which costs as much as packing a document. 0: they do not. */
	int64_t lasting;
};

/* Adds the packed bytes to `out`. -1 when out of memory, or when `out` is full. */
int pack(struct packer *p, struct pack_prefix prefix, const char *plain, size_t len,
         struct buf *out);
/* Into exactly `len` bytes. -1 when it is not that, packed behind that prefix; or, with an errno
 * of ENOMEM, when there is no memory to know. */
int unpack(struct packer *p, struct pack_prefix prefix, const char *packed, size_t packed_len,
           char *plain, size_t len);
/* How many bytes a frame says that it becomes; -1 when it is none, or does not say. */
int64_t pack_plain_size(const char *packed, size_t packed_len);
/* The same of what stores had before: zlib, behind nothing. */
int unpack_old(const char *packed, size_t packed_len, char *plain, size_t len);
/* Whether it is such. */
bool pack_is_old(const char *packed, size_t packed_len);

/* Adds a dictionary of `most` bytes or fewer to `out`, of what recurs in samples that lie behind
 * one another. -1 when nothing does, or out of memory. */
int pack_learn(const char *samples, const size_t *sizes, unsigned count, size_t most,
               struct buf *out);

#endif
