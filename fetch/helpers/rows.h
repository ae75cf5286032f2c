/* SPDX-License-Identifier: ISC */
/*
 * rows: those of stores that others have made, unpacked by a sealed process.
 *
 * It is started with the first row that is wanted, and ends when nobody wants one for a while;
 * one that ends of itself is started again for the next row. Knows bytes only.
 */
#ifndef PALAIS_FETCH_HELPERS_ROWS_H
#define PALAIS_FETCH_HELPERS_ROWS_H

#include "model/store/unpack.h"

struct rows;

/* Of the program palais-carry; nothing is started. NULL when out of memory. */
struct rows *rows_new(const char *program);
void rows_free(struct rows *r); /* NULL is fine */
/* A store_unpack_fn. */
int rows_unpack(const struct store_unpack *what, char *plain, void *rows, struct err *err);

#endif
