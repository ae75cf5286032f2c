/* SPDX-License-Identifier: ISC */
/*
 * salvage: what is whole of a damaged store, as a store again.
 *
 * The damaged file is read page by page (pages.h, records.h), so that no damaged page hides
 * another, and never written: it is kept beside, under a name that says what it is. Rows go
 * into a new file; what belongs to nothing any more, and each version that is not as it
 * came, is left out and said; a document that has lost its name or its text comes in once
 * more, and is named by where it came from. The search index is made anew.
 *
 * The new file takes the place of the damaged one only when it is whole and on the disk.
 */
#ifndef PALAIS_MODEL_STORE_SALVAGE_H
#define PALAIS_MODEL_STORE_SALVAGE_H

#include "model/store/store.h"

struct store_salvage_watch {
	/* What was lost; "" for the store as a whole. Strings are borrowed for the call. */
	void (*lost)(const char *what, const char *why, void *payload);
	/* Every now and then: how far the reading is; NULL is fine. */
	void (*progress)(int64_t done, int64_t all, void *payload);
	void *payload;
	store_bytes_fn *bytes; /* as in store_open_knowing */
	struct store *catalogue;
};

struct store_salvaged {
	int64_t rows;       /* that are in the new store */
	int64_t documents;  /* versions that are whole in it */
	int64_t incomplete; /* of which the bytes are damaged, and the text is there */
	int64_t lost;       /* lines that said so */
	char *kept;         /* where the damaged one is now; to be freed */
};

/* The store at `path`, which nobody has open. ERR_STORE, with everything as it was, when
 * nothing of a store can be read in it, or a newer program wrote it. */
int store_salvage(const char *path, const struct store_salvage_watch *watch,
                  struct store_salvaged *out, struct err *err);

/* -- for the files of store/ -- */

/* A store that was just filled with rows is put in order: see settle.c. */
int store_settle(struct store *s, const struct store_salvage_watch *watch,
                 struct store_salvaged *out, struct err *err);

#endif
