/* SPDX-License-Identifier: ISC */
/*
 * hub: brings a store what has changed at a hub (model/hub): a folder on any web server, of
 * which nothing is asked that is here already.
 *
 * One request brings its signed root. By that the lists of changes that are missing are asked
 * for, or the full list where that costs less, then records of texts, by ranges of packs. Each
 * is held against its hash before anything is made of it, undone in a sealed helper, and
 * arrives by itself, in one transaction (model/store/carried.h). What breaks off, or no longer
 * fits a budget, is gone on with by the next run where it stopped. A hub can say what it likes:
 * what does not agree with what was signed ends the run in one line, with all that came before
 * in its place.
 *
 * Works until all has come, and tells its owner now and then. Knows no screen.
 */
#ifndef PALAIS_FETCH_ACQUIRE_HUB_H
#define PALAIS_FETCH_ACQUIRE_HUB_H

#include "fetch/helpers/client.h"
#include "model/hub/sign.h"
#include "model/store/carried.h"
#include "model/store/stores.h"

/* How far it is. */
struct hub_progress {
	long texts, wanted; /* that have come, of how many; wanted 0: not known yet */
	uint64_t down;      /* bytes */
};

/* Strings are borrowed, as all else is. */
struct hub_config {
	struct store *store;
	struct client *client;
	const char *carry_path; /* the program that unpacks */
	const char *address;
	const char *const *keys; /* fingerprints that the reader has confirmed */
	size_t key_count;
	uint64_t budget; /* bytes both ways; 0: none */
	bool plan_only;  /* lists are asked for, and no text */
	/* Asks the reader whether a key is that of the hub; before: the fingerprint that was
	 * confirmed before, or NULL. NULL: nobody is there to be asked. */
	bool (*confirm)(const char *hub, const char *fingerprint, const char *before,
	                void *payload);
	/* Makes the documents of bytes that came with their text (struct carrier); or NULL. */
	struct doc *(*make)(const struct carried *c, const char *bytes, size_t len, void *payload);
	void *make_payload;
	/* Now and then while something is under way; -1 with err ends it. May be NULL. */
	int (*tick)(const struct hub_progress *progress, void *payload, struct err *err);
	void *payload;
};

struct hub_result {
	char key[SIGN_FINGERPRINT];
	int64_t generation, date, before; /* before: what was followed until now; 0: nothing */
	bool is_old;                      /* its root is of more than 30 days ago */
	long wanted;                      /* texts that were not here */
	long came, beside, differ;        /* as carried_outcome has them */
	long waiting;                     /* for a larger budget */
	unsigned planned;                 /* requests for what is wanted, */
	uint64_t expected;                /* and their bytes */
	unsigned asked;
	uint64_t down, up;
};

/* 0; -1 with err: ERR_NETWORK where the network failed. `result` counts either way. */
int hub_sync(const struct hub_config *config, struct hub_result *result, struct err *err);

#endif
