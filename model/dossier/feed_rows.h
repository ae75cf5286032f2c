/* SPDX-License-Identifier: ISC */
/*
 * feed_rows: what the personal store remembers of feeds: the reader's own, and settings
 * on those of the dossier. A row whose address is a host's name alone is of all its feeds.
 */
#ifndef PALAIS_MODEL_DOSSIER_FEED_ROWS_H
#define PALAIS_MODEL_DOSSIER_FEED_ROWS_H

#include "model/store/store.h"

/* Strings are "" where there is nothing; borrowed for the call that hands them over. */
struct feed_row {
	const char *url; /* an address in its one form, or a host */
	const char *name, *lang;
	bool own;          /* added by the reader; else a setting on another's */
	const char *state; /* on, off, gone */
	bool whole;        /* the pages of its stories are wanted too */
	int64_t added;
};

/* In the order in which they were added, until `each` returns non-zero. 0, -1 with err. */
int store_each_feed(struct store *s, int (*each)(const struct feed_row *, void *), void *payload,
                    struct err *err);
/* Adds a row: 1, 0 when its address has one of the reader's own already, -1 with err. */
int store_feed_add(struct store *s, const struct feed_row *row, struct err *err);
/* Sets state, or whether it is wanted whole, making the row when need be. */
int store_feed_state(struct store *s, const char *url, const char *state, struct err *err);
int store_feed_whole(struct store *s, const char *url, bool whole, struct err *err);
int store_feed_remove(struct store *s, const char *url, struct err *err);

#endif
