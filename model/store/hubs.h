/* SPDX-License-Identifier: ISC */
/*
 * hubs: what a reader's store keeps of hubs beside their texts: what is known of each, and
 * files of it, or pieces of them, that have come and are still needed.
 *
 * Bytes under names; what they mean is model/hub's business. `hub` is an address in its one
 * form, without a blank, as `name` is.
 */
#ifndef PALAIS_MODEL_STORE_HUBS_H
#define PALAIS_MODEL_STORE_HUBS_H

#include "model/base/buf.h"
#include "model/store/store.h"

/* name "": what is known of the hub. Adds to `out`: 1, 0 when there is nothing, -1 err. */
int store_hub_get(struct store *s, const char *hub, const char *name, struct buf *out,
                  struct err *err);
int store_hub_set(struct store *s, const char *hub, const char *name, const void *bytes, size_t len,
                  struct err *err);
int store_hub_drop(struct store *s, const char *hub, const char *name, struct err *err);
/* The names of what is kept of a hub, until `each` returns non-zero; it may drop the one it
 * is given. 0, -1 err. */
int store_hub_each(struct store *s, const char *hub, int (*each)(const char *name, void *),
                   void *payload, struct err *err);

/* Whether a whole version of a text is here whose bytes' hash begins so: 1, 0, -1 err. */
int store_has_bytes(struct store *s, const char *key, const char *lang, const uint8_t *hash,
                    size_t len, struct err *err);

/* The version that stands for a text, as whoever gives out all texts of a store has it: whole,
 * read, and not kept beside another. Strings are borrowed for the call. */
struct store_best {
	int64_t version;
	const char *key, *lang; /* of the work; of the text, "" where it is not known */
	uint8_t sha256[32];     /* of the bytes as they came */
};
/* One of each text, by key and language, until `each` returns non-zero. 0, -1 err. */
int store_each_best(struct store *s, int (*each)(const struct store_best *, void *), void *payload,
                    struct err *err);

#endif
