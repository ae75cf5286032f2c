/*
 * shelf: the stores that a reader has, looked into in order: personal, site
 * stores and bundles, starter. Writes go to the personal store alone, which is
 * made when something is first written.
 */
#ifndef PALAIS_MODEL_SHELF_H
#define PALAIS_MODEL_SHELF_H

#include "model/store.h"

struct shelf;
struct feeds_config; /* model/feeds.h */

struct shelf_config {
	const char *personal;     /* path; made on the first write */
	const char *const *sites; /* paths of site stores and bundles, in order */
	size_t site_count;
	const char *starter; /* path */
};

/* Opens what is there. Errors when the personal store is damaged or newer
 * (ERR_STORE), when a named site store does not open, or when there is no
 * starter. Config strings are copied. */
struct shelf *shelf_open(const struct shelf_config *config, struct err *err);
void shelf_close(struct shelf *s);

/* Stores in the order of looking up; NULL past the last. Borrowed. */
struct store *shelf_store(struct shelf *s, size_t index);
/* The starter; never NULL. */
struct store *shelf_starter(struct shelf *s);
/* The personal store if its file is there, else NULL. */
struct store *shelf_personal(struct shelf *s);
/* The personal store for writing, made if need be; NULL with err (a full disk,
 * no permission, read-only). */
struct store *shelf_writable(struct shelf *s, struct err *err);

/* What the config file says of feeds; NULL until it is set. Borrowed. */
void shelf_set_feeds(struct shelf *s, const struct feeds_config *feeds);
const struct feeds_config *shelf_feeds(const struct shelf *s);

/* store_find over the shelf: the first store that has the key in a wanted
 * language wins; *from is set to it. 1, 0, -1. */
int shelf_find(struct shelf *s, const char *key, const char *langs, struct store_version *v,
               struct store **from, struct err *err);

#endif
