/* SPDX-License-Identifier: ISC */
/*
 * wait: how long a store that another palais writes is waited for.
 *
 * A long document is written down in one transaction, and on a machine with much to do that
 * takes as long as it takes. Who can tell the reader whom it is waited for waits that out; who
 * cannot (a screen that stands still meanwhile) gives up soon, and says so.
 *
 * internal: store_wait_on alone is for the files of store/.
 */
#ifndef PALAIS_MODEL_STORE_WAIT_H
#define PALAIS_MODEL_STORE_WAIT_H

#include "model/store/store.h"

/* Milliseconds: without a word; until there is one; and with one. */
#define STORE_WAIT_MS 5000
#define STORE_WAIT_SILENT_MS 1000
#define STORE_WAIT_TOLD_MS 120000

/* Whom a store is waited for: told once each time. pid 0 and name "": it is not known. */
typedef void store_wait_fn(const char *path, long pid, const char *name);

/* For all stores of this process, from here on; NULL: nobody tells. */
void store_wait_tell(store_wait_fn *tell);
/* How long a store waited when it last had to, in milliseconds. */
int64_t store_waited(const struct store *s);

/* Its connection waits so. */
void store_wait_on(struct store *s);

#endif
