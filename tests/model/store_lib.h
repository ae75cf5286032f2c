/* SPDX-License-Identifier: ISC */
/* What the tests of the store share: a folder for each test, and a store in it. */
#ifndef PALAIS_TESTS_MODEL_STORE_LIB_H
#define PALAIS_TESTS_MODEL_STORE_LIB_H

#include "model/store/store.h"
#include "tests/lib/check.h"

struct folder {
	char path[100], store[120]; /* the folder; "a.store" in it, not made yet */
};

/* Of each test: *state is its folder, which anybody may enter; the clock stands at
 * 2026-11-22 12:00. */
int folder_set_up(void **state);
int folder_tear_down(void **state);
/* The path of its store. */
const char *folder_store(void **state);

/* Fails the test when it does not open. */
struct store *must_open(const char *path, enum store_kind kind);

/* Runs a check as a user who may write nothing here; its status. */
int as_nobody(int (*check)(const char *path), const char *path);

/* Whether the folder of a path may be written; -1. Where the tests run as an ordinary user that is
 * who as_nobody() is, too: what she is not to write is to be closed to herself. */
int folder_writable(const char *path, bool writable);

/* How many texts of the index have all of these terms, which are apart by blanks. */
int found_by(struct store *s, const char *terms);

/* Puts what is not in the index yet into it. */
void index_waiting(struct store *s);

#endif
