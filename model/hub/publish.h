/* SPDX-License-Identifier: ISC */
/*
 * publish: makes the folder of a hub of what a store holds, and brings it up to date.
 *
 * What is there already stays where it lies: new and changed texts go into new packs, and so
 * does what is left of a pack of which less than half is still wanted. The same store, folder,
 * key and time give the same bytes. What the generation before has named stays for one more,
 * for readers that have begun by it.
 */
#ifndef PALAIS_MODEL_HUB_PUBLISH_H
#define PALAIS_MODEL_HUB_PUBLISH_H

#include "model/base/rights.h"
#include "model/hub/sign.h"
#include "model/store/store.h"

/* A root in which nothing has changed is dated anew after so many seconds: before readers
 * could take it for one that somebody keeps from them. */
#define HUB_RENEWED (7 * 86400)

/* Bytes of one record, plain: what a reader's store would take. */
#define HUB_RECORD_MOST (64u << 20)

struct hub_publish {
	struct store *store;
	const struct rights *rights;
	const char *folder;
	const struct sign_secret *key;
	/* Fingerprints of keys that what is there may have been signed by, beside that one. */
	const char *const *keys;
	size_t key_count;
	bool with_bytes; /* the bytes as they came too */
};

struct hub_published {
	int64_t generation;
	bool changed; /* it is a new one */
	bool renewed; /* nothing has changed but the date */
	bool rekeyed; /* the one before was signed by another key */
	long texts, came, moved, gone;
	long left_out; /* they cannot be carried, or are too long for a pack */
	long packs;    /* in all */
	uint64_t bytes, written;
};

int hub_publish(const struct hub_publish *p, struct hub_published *done, struct err *err);

#endif
