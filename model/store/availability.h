/* SPDX-License-Identifier: ISC */
/*
 * availability: whether texts can be read now, asked for many keys at a time (a list
 * of thousands marks each line). Looks through all stores of a stores.
 */
#ifndef PALAIS_MODEL_STORE_AVAILABILITY_H
#define PALAIS_MODEL_STORE_AVAILABILITY_H

#include "model/store/stores.h"

struct availability;

/* NULL with err. The stores must outlive it, unchanged. */
struct availability *availability_new(struct stores *stores, struct err *err);
void availability_free(struct availability *look); /* NULL is fine */

/* What the stores have under a key or alias: no text, a piece of one that broke off, or
 * a whole text. */
enum availability_state { AVAILABILITY_AWAY, AVAILABILITY_PART, AVAILABILITY_HERE };
enum availability_state availability_at(struct availability *look, const char *key);

/* Keys of all works that have a text, without the starter's, until `each`
 * returns non-zero. */
int availability_each(struct availability *look,
                      int (*each)(const char *key, const char *title, void *), void *payload,
                      struct err *err);

#endif
