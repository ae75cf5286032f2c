/* SPDX-License-Identifier: ISC */
/*
 * undo: palais' side of the palais-carry that unpacks records of a hub: one for all of them,
 * sealed. What does not unpack is refused alone; one that ends or falls silent is started no
 * second time.
 */
#ifndef PALAIS_FETCH_HELPERS_UNDO_H
#define PALAIS_FETCH_HELPERS_UNDO_H

#include "model/base/buf.h"
#include "model/base/err.h"

struct undo;

/* NULL with err. */
struct undo *undo_start(const char *program, struct err *err);
void undo_end(struct undo *u); /* NULL is fine */

/* Adds what a record becomes to `plain`. words: the dictionary that it is packed behind; NULL:
 * that of the record before. 1, 0 when it does not unpack, -1 with err. */
int undo_record(struct undo *u, const struct buf *words, const struct buf *packed,
                struct buf *plain, struct err *err);

#endif
