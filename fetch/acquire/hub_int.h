/* SPDX-License-Identifier: ISC */
/*
 * hub_int: what the files of a hub's transfers share: hub.c (root, key, lists), hub_texts.c
 * (what is wanted, and its arrival) and hub_ask.c (one piece of one file); no one else's
 * business.
 */
#ifndef PALAIS_FETCH_ACQUIRE_HUB_INT_H
#define PALAIS_FETCH_ACQUIRE_HUB_INT_H

#include "fetch/acquire/budget.h"
#include "fetch/acquire/hub.h"
#include "fetch/helpers/undo.h"
#include "fetch/wire/undo.h"
#include "model/hub/known.h"
#include "model/hub/ranges.h"

struct hub_run {
	const struct hub_config *config;
	struct hub_result *result;
	char *hub; /* the address in its one form, without a '/' at its end */
	struct hub_known known;
	struct hub_root root;
	struct budget budget;
	VEC(struct hub_list) lists; /* the newest first */
	struct hub_texts texts;     /* that are wanted */
	struct hub_ranges ranges;
};

/* Where a file of the hub is asked for; the caller frees it. NULL with err. */
char *hub_url(const struct hub_run *r, const char *name, struct err *err);

/* -- asking (hub_ask.c) ------------------------------------------------------------- */

/* A piece of a file. */
struct hub_piece {
	const char *name;
	uint64_t from, length;       /* length 0: a file of unknown size, from its beginning, */
	uint64_t size;               /* which is no longer than this; else its size */
	const char *etag, *modified; /* of the copy that is here; NULL */
	/* Takes what comes, in order: -1 with err ends it. */
	int (*take)(const char *bytes, size_t len, void *payload, struct err *err);
	void *payload;
	/* Set: */
	uint64_t got;
	int status; /* of the last answer: 200, 206 or 304 */
	char new_etag[HUB_VALIDATOR], new_modified[HUB_VALIDATOR];
};

/* Until all of it has come: 1; 0 when the budget does not allow more; -1 with err. A line
 * that breaks is asked again as long as something comes. */
int hub_ask(struct hub_run *r, struct hub_piece *piece, struct err *err);

/* The bytes of a whole file, those that came earlier among them; they stay in the store until
 * hub_tidy. As hub_ask. */
int hub_ask_file(struct hub_run *r, enum hub_kind kind, const struct hub_file *file,
                 struct buf *out, struct err *err);
/* Whether so much of it is here. */
int hub_file_here(struct hub_run *r, enum hub_kind kind, const struct hub_file *file, size_t *len,
                  struct err *err);
/* Lets go of what the store has of the hub's files, but for dictionaries that the newest list
 * names. */
int hub_tidy(struct hub_run *r, struct err *err);

/* -- records (hub_undo.c) ------------------------------------------------------------- */

/* The dictionary at hand, and the helper that unpacks. */
struct hub_words {
	struct undo *undo;    /* NULL: not started yet */
	struct hub_part part; /* number 0: none, records are packed behind nothing */
	struct buf bytes;
	bool known, sent; /* known: `part` says what bytes is; sent: the helper has it */
};
void hub_words_done(struct hub_words *w);
/* Brings a dictionary (NULL: none) to hand, from the store or the hub. 1, 0 when the budget
 * does not allow it, -1. */
int hub_words_ask(struct hub_run *r, struct hub_words *w, const struct hub_part *of,
                  struct err *err);
/* The plain record of a text into `plain`. */
int hub_undo(struct hub_run *r, struct hub_words *w, const struct hub_text *t,
             const struct buf *packed, struct buf *plain, struct err *err);

/* -- texts (hub_texts.c) --------------------------------------------------------------- */

/* What of the lists is not here, and the ranges that it lies in. */
int hub_want(struct hub_run *r, struct err *err);
/* Brings it. 1, 0 when the budget does not allow all, -1. */
int hub_bring(struct hub_run *r, struct err *err);

#endif
