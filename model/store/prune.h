/* SPDX-License-Identifier: ISC */
/*
 * prune: what is old is let go of, by age and by size.
 *
 * First versions of which the same text has a newer whole one, and what was kept beside one
 * that is good; then downloads that were
 * cut off long ago; then whole documents, in the order in which they were last of use
 * (fetched, checked, read). What is pinned stays, and what was added from a file, for
 * nobody could bring it again; and what the caller names. Documents leave the search index
 * by the words that they came in by.
 *
 * Each goes in a transaction of its own, so that others may write meanwhile; what was
 * asked for or pinned since stays. Knows no network.
 */
#ifndef PALAIS_MODEL_STORE_PRUNE_H
#define PALAIS_MODEL_STORE_PRUNE_H

#include "model/store/store.h"

#define STORE_PRUNE_PART_DAYS 30

enum store_prune_kind { PRUNE_SUPERSEDED, PRUNE_PART, PRUNE_DOCUMENT, PRUNE_BESIDE };

struct store_prune_wish {
	int64_t keep;            /* bytes that may stay; -1: any number */
	int64_t older;           /* days without use after which a document goes; -1: never */
	const char *const *kept; /* keys or aliases of works that stay */
	size_t kept_count;
	bool dry_run; /* only says what would go */
	/* Each that went, or would; strings are borrowed for the call. NULL is fine. */
	void (*each)(enum store_prune_kind kind, const char *key, const char *lang, int64_t bytes,
	             int64_t used, void *payload);
	void *payload;
};

struct store_prune_counts {
	int64_t gone, bytes; /* versions and parts; bytes as they came, and of their documents */
	int64_t left;        /* bytes that stay */
	int64_t file;        /* by how much the file is shorter now */
};

/* ERR_FAILED when another program is at it. */
int store_prune(struct store *s, const struct store_prune_wish *wish,
                struct store_prune_counts *counts, struct err *err);

#endif
