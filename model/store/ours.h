/* SPDX-License-Identifier: ISC */
/*
 * ours: whether a file is a store of palais, asked before anything is written into it: a
 * trigger, a view or a table more would do what nobody asked for. For store.c.
 */
#ifndef PALAIS_MODEL_STORE_OURS_H
#define PALAIS_MODEL_STORE_OURS_H

#include "model/store/store.h"

/* Before SQLite opens it: -1 with err for what is no file, or another program's. */
int ours_file(const char *path, struct err *err);
/* Once it is open, a store that others have made: its tables are those of today, word by word. */
int ours_tables(struct store *s, struct err *err);
/* A reader's own, of a version (0: a new one): it has nothing that bears no name of ours. */
int ours_names(struct store *s, long version, struct err *err);

#endif
