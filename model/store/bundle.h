/* SPDX-License-Identifier: ISC */
/*
 * bundle: a store that is made of another, to be carried: it opens as it is.
 *
 * Versions are copied as they are, with what they are known by and where they came from;
 * packed behind dictionaries that are learnt of what is in the bundle, and indexed. What is
 * the reader's own, and what only a reader who asks servers needs (their headers and tags,
 * parts, claims, the queue), stays behind, and so do the bytes as they came unless they are
 * wanted.
 */
#ifndef PALAIS_MODEL_STORE_BUNDLE_H
#define PALAIS_MODEL_STORE_BUNDLE_H

#include "model/store/repack.h"
#include "model/store/store.h"

/* A new one at a path where nothing is; it is not safe from a loss of power before its end.
 * NULL with err. */
struct store *bundle_new(const char *path, struct err *err);
/* Copies a version: 1, 0 when it is none that can be carried, or is there, -1. */
int bundle_add(struct store *bundle, struct store *from, int64_t version, bool with_bytes,
               struct err *err);
/* Makes it small, and a file that can be read where nothing can be written; closes it in any
 * case. */
int bundle_end(struct store *bundle, const struct store_pack_watch *watch, struct err *err);

/* The versions of a store that can be carried, by language, then by key, of each text in their
 * order, until `each` returns non-zero. 0, -1. */
int bundle_each(struct store *s,
                int (*each)(int64_t version, const char *key, const char *lang, void *payload),
                void *payload, struct err *err);

/* What SQLite sets up of itself, for a process that may soon open nothing any more. */
void bundle_prepare(void);
/* Opens a bundle whose bytes are in memory, where they stay, and may be written to; `name` is for
 * errors. What it says of identities is as it says, for what is carried on. NULL with err. */
struct store *bundle_open_bytes(char *bytes, size_t len, const char *name, struct err *err);

#endif
