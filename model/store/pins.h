/* SPDX-License-Identifier: ISC */
/*
 * pins: what stays in a store, and what is let go of.
 *
 * Pinned works stay, and are brought when they are not here yet: pinning such a one makes
 * its row. Knows no network: who brings them asks store_each_pinned.
 */
#ifndef PALAIS_MODEL_STORE_PINS_H
#define PALAIS_MODEL_STORE_PINS_H

#include "model/store/store.h"

/* -- pins ------------------------------------------------------------------ */

/* By key or alias. 1 when that changed something, 0 when it was so already, -1 err. */
int store_pin(struct store *s, const char *key, bool pinned, struct err *err);
/* 1, 0, -1 err. */
int store_is_pinned(struct store *s, const char *key, struct err *err);

struct store_pinned {
	const char *key, *title; /* borrowed for the call; title "" when it is not here */
	int64_t added;           /* when its work was first known */
	int64_t checked;         /* when a server was last asked for it; 0: it is not here */
	bool here;               /* a whole text of it */
};
/* In the order of their keys, until `each` returns non-zero; it may not pin or unpin.
 * 0, -1 err. */
int store_each_pinned(struct store *s, int (*each)(const struct store_pinned *, void *),
                      void *payload, struct err *err);

#endif
