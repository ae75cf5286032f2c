/* SPDX-License-Identifier: ISC */
/*
 * swap: a new file in place of a store, which is kept beside it; nothing is overwritten.
 * For salvage alone.
 */
#ifndef PALAIS_MODEL_STORE_SWAP_H
#define PALAIS_MODEL_STORE_SWAP_H

#include "model/base/err.h"

/* Makes an empty file beside the store, with its rights and owner: its path, to be freed; NULL
 * with err. One that an earlier repair has left goes. */
char *swap_begin(const char *path, struct err *err);
/* The store, and what stands beside it of it, get another name, which *kept takes (to be
 * freed), and the new file gets its. The new one is on the disk before. */
int swap_end(const char *path, const char *made, char **kept, struct err *err);
/* The new file goes. */
void swap_drop(const char *made);

#endif
