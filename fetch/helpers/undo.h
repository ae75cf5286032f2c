/* SPDX-License-Identifier: ISC */
/*
 * undo: rows of stores that others have made, unpacked by a sealed process.
 *
 * A palais-carry that is started when it is first needed, and stays until nobody has needed it for
 * a while (undo_rest); one that ends of itself is started again for the next row. Knows bytes
 * only.
 */
#ifndef PALAIS_FETCH_HELPERS_UNDO_H
#define PALAIS_FETCH_HELPERS_UNDO_H

#include "model/base/err.h"
#include "model/store/unpack.h"

struct undo;

/* Nothing is started; NULL when out of memory. */
struct undo *undo_new(const char *program);
void undo_free(struct undo *u); /* NULL is fine */
/* A store_unpack_fn. */
int undo_unpack(const struct store_unpack *what, char *plain, void *undo, struct err *err);

#endif
