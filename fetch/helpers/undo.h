/* SPDX-License-Identifier: ISC */
/*
 * undo: palais' side of the palais-carry that unpacks records of a hub, or rows of others'
 * stores: one for all of them, sealed. What does not unpack is refused alone; one that ends or
 * falls silent is started no second time.
 */
#ifndef PALAIS_FETCH_HELPERS_UNDO_H
#define PALAIS_FETCH_HELPERS_UNDO_H

#include "model/base/buf.h"
#include "model/base/err.h"

struct undo;

/* NULL with err. */
struct undo *undo_start(const char *program, struct err *err);
void undo_end(struct undo *u); /* NULL is fine */

/* Adds what is packed to `plain`. words: the dictionary that it is packed behind; NULL: that of
 * the one before; len: what it has to become, 0: what it says itself. 1, 0 when it does not
 * unpack, -1 with err. */
int undo_packed(struct undo *u, const struct buf *words, const struct buf *packed, size_t len,
                struct buf *plain, struct err *err);

#endif
