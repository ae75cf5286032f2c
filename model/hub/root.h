/* SPDX-License-Identifier: ISC */
/*
 * root: the one file of a hub that changes: which generation it is of, since when, and the
 * hashes of its lists.
 *
 * All other files are named by their hashes and never change. The root is signed
 * (model/hub/sign.h): the lines of the signature stand before its own, so that one request
 * brings both. Pure: reads and writes no file.
 */
#ifndef PALAIS_MODEL_HUB_ROOT_H
#define PALAIS_MODEL_HUB_ROOT_H

#include "model/hub/sign.h"

#define HUB_HASH 32

/* What the two files are called that have names of their own. */
#define HUB_ROOT "root"
#define HUB_KEY "key.pub"

/* Bytes of a root with its signature, at most; of a list; of a pack. */
#define HUB_ROOT_MOST 4096u
#define HUB_LIST_MOST (32u << 20)
#define HUB_PACK_MOST (4u << 20)
/* Lists of changes that a root knows; who was away for longer takes the full list. */
#define HUB_CHANGES 30
/* A root that is older is told, in seconds: perhaps somebody keeps newer ones back. */
#define HUB_OLD (30 * 86400)

/* A file that never changes. */
struct hub_file {
	uint8_t hash[HUB_HASH];
	uint64_t bytes;
};

enum hub_kind { HUB_LIST, HUB_LIST_OF_CHANGES, HUB_PACK, HUB_WORDS };
/* What such a file is called: its kind, and half of its hash. */
#define HUB_NAME 48
void hub_name(enum hub_kind kind, const uint8_t hash[HUB_HASH], char out[HUB_NAME]);
/* Whether a file may be one of a hub's, by its name: *kind is set. */
bool hub_is_name(const char *name, enum hub_kind *kind);

void hub_hash(const void *bytes, size_t len, uint8_t out[HUB_HASH]);
/* Whether these bytes are that file. */
bool hub_file_is(const struct hub_file *f, const char *bytes, size_t len);

struct hub_root {
	int64_t generation; /* from 1 */
	int64_t date;       /* UTC seconds */
	struct hub_file list;
	struct hub_file changes[HUB_CHANGES]; /* that led to this generation, to the one before … */
	size_t change_count;
};

/* The text that is signed. */
void hub_root_write(const struct hub_root *root, struct buf *out);
/* -1 with err, which says what is wrong with `what`. */
int hub_root_read(const char *text, size_t len, const char *what, struct hub_root *root,
                  struct err *err);

/* Signature and text, as they lie in the file; and that, looked at with a key. */
int hub_root_sign(const struct hub_root *root, const struct sign_secret *key, struct buf *out,
                  struct err *err);
int hub_root_open(const char *file, size_t len, const char *what, const struct sign_public *key,
                  struct hub_root *root, struct err *err);

#endif
