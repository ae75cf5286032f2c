/* SPDX-License-Identifier: ISC */
/*
 * stores: the stores that a reader has, looked into in order: personal, site
 * stores and bundles, starter. Writes go to the personal store alone, which is
 * made when something is first written.
 */
#ifndef PALAIS_MODEL_STORE_STORES_H
#define PALAIS_MODEL_STORE_STORES_H

#include "model/store/store.h"

struct stores;
struct feeds_config; /* model/dossier/feeds.h */

struct stores_config {
	const char *personal;     /* path; made on the first write */
	const char *const *sites; /* paths of site stores and bundles, in order */
	size_t site_count;
	const char *starter;     /* path */
	store_bytes_fn *bytes;   /* asked of the starter; NULL: no text is known by its bytes */
	store_unpack_fn *unpack; /* rows of site stores and bundles; NULL: here */
	void *unpack_payload;
	bool shows; /* a personal store that nobody may look at is passed over: stores_closed */
};

/* Opens what is there. Errors when the personal store is damaged or newer
 * (ERR_STORE), when a named site store does not open, or when there is no
 * starter. Config strings are copied. */
struct stores *stores_open(const struct stores_config *config, struct err *err);
void stores_close(struct stores *s);

/* Stores in the order of looking up; NULL past the last. Borrowed. */
struct store *stores_store(struct stores *s, size_t index);
/* The starter; never NULL. */
struct store *stores_starter(struct stores *s);
/* The personal store if its file is there, else NULL. */
struct store *stores_personal(struct stores *s);
/* The personal store for writing, made if need be; NULL with err (a full disk,
 * no permission, read-only). */
struct store *stores_writable(struct stores *s, struct err *err);
/* The same for what is shown and need not be kept: of a closed one a store in memory, which goes
 * with the run. */
struct store *stores_receiving(struct stores *s, struct err *err);
/* The path of a personal store that was passed over, for it lies in a folder that is closed to
 * the reader; NULL when there is none such. Borrowed. */
const char *stores_closed(const struct stores *s);
/* Every missing folder above a file, readable by its owner alone: what a person reads is
 * nobody else's business. 0, or -1 with err. */
int stores_make_folders(const char *path, struct err *err);

/* store_let_go of each: for a program that will wait. NULL is fine. */
void stores_let_go(struct stores *s);

/* What the config file says of feeds; NULL until it is set. Borrowed. */
void stores_set_feeds(struct stores *s, const struct feeds_config *feeds);
const struct feeds_config *stores_feeds(const struct stores *s);

/* store_find over the stores: the first store that has the key in a wanted
 * language wins; *from is set to it. 1, 0, -1. */
int stores_find(struct stores *s, const char *key, const char *langs, struct store_version *v,
                struct store **from, struct err *err);

/* What calls itself by a symbol and does not bear it, over the stores: the key by which it
 * is opened, and its title. 0, -1 err. */
int stores_each_claimant(struct stores *s, const char *symbol,
                         int (*each)(const char *key, const char *title, void *), void *payload,
                         struct err *err);

#endif
