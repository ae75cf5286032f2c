/* SPDX-License-Identifier: ISC */
/*
 * store_afresh: a store in memory as it is when it is made, again and again: making one takes
 * longer than what a fuzz target does with it.
 */
#ifndef PALAIS_TESTS_FUZZ_STORE_AFRESH_H
#define PALAIS_TESTS_FUZZ_STORE_AFRESH_H

#include "model/store/internal.h"

#include <stdlib.h>

/* Not to be closed. */
static inline struct store *store_afresh(void)
{
	static struct store *empty, *used;
	sqlite3_backup *copy;
	struct err err;

	if (!empty) {
		empty = store_open(STORE_MEMORY, STORE_PERSONAL, &err);
		used = store_open(STORE_MEMORY, STORE_PERSONAL, &err);
	}
	if (!empty || !used)
		abort();
	copy = sqlite3_backup_init(used->db, "main", empty->db, "main");
	if (!copy || sqlite3_backup_step(copy, -1) != SQLITE_DONE ||
	    sqlite3_backup_finish(copy) != SQLITE_OK)
		abort();
	return used;
}

#endif
