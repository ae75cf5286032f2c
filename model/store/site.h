/* SPDX-License-Identifier: ISC */
/*
 * site: a store that one writes and many read, of whom none may write beside it.
 *
 * Its writer logs what is new in FILE-wal, and FILE-shm tells where in that each page stands;
 * both stay when the writer goes, and bear the rights of FILE. A reader holds one state of the
 * store while it asks, waits at the most STORE_SITE_WAIT_MS for the writer, and reads a
 * file as it lies only where nobody can be writing it. Knows no users.
 */
#ifndef PALAIS_MODEL_STORE_SITE_H
#define PALAIS_MODEL_STORE_SITE_H

#include "model/base/err.h"

#include <stdbool.h>

struct store;

/* In all, before each reading. */
#define STORE_SITE_WAIT_MS 50
/* The name of the store in a folder that is a site's. */
#define STORE_SITE_NAME "site.store"
/* What its files and its folder may be to whom. */
#define STORE_SITE_FILES 0644
#define STORE_SITE_FOLDER 0755

/* Makes FOLDER/site.store, and the folder, or puts right what is there: the rights of its
 * files, and its version. Its owner is the caller, of one that root makes the owner of the
 * folder. 1 when it was made, 0 when it was there, -1 with err. closed, if given: others may
 * not look into the folder, which was there. */
int store_site_make(const char *folder, bool *closed, struct err *err);

/* Milliseconds that were waited before what was read last. */
unsigned store_site_waited(const struct store *s);

/* -- for store.c --------------------------------------------------------------- */

/* Opens it for reading. */
int store_site_open(struct store *s, struct err *err);
/* Before a question: from here on one state is read. */
int store_site_begin(struct store *s, struct err *err);
void store_site_end(struct store *s);
/* Whether what SQLite says now is the writer's passage, and no fault. */
bool store_site_passes(struct store *s);

#endif
