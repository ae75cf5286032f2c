/* SPDX-License-Identifier: ISC */
/* What the tests of a hub share from its reader's side: a hub on an origin, and a store that it is
 * read into. Whatever goes wrong in making them fails the test. */
#ifndef PALAIS_TESTS_FETCH_HUB_READER_H
#define PALAIS_TESTS_FETCH_HUB_READER_H

#include "fetch/acquire/hub.h"
#include "tests/lib/origin.h"
#include "tests/model/hub_lib.h"

struct hub_reader {
	struct hub_test hub;
	struct origin *origin;
	struct client *client;
	struct store *store;
	char address[100], key[SIGN_FINGERPRINT];
	const char *keys[1];
	bool asked, says_yes; /* of confirm */
	char before[SIGN_FINGERPRINT];
	bool nobody; /* is there to be asked */
	bool plan_only;
	uint64_t budget;
	struct hub_result result;
	struct err err;
};

/* A hub with so many pages, and a reader that has none and knows the key. False where libsodium
 * is not here. */
bool reader_begin(struct hub_reader *r, void **state, int pages, size_t bytes);
void reader_end(struct hub_reader *r);

#define BEGIN(pages, bytes) \
	struct hub_reader r; \
	if (!reader_begin(&r, state, pages, bytes)) \
	skip()

/* A client in place of the one that is there. */
void reader_client(struct hub_reader *r, bool offline, bool public_only);

/* Asks the hub: -1 with r->err; what came is r->result. */
int reader_run(struct hub_reader *r);
void reader_must_run(struct hub_reader *r);
/* It has to fail with those words. */
void reader_fails(struct hub_reader *r, const char *why);

/* How many texts the reader has. */
long reader_has(const struct hub_reader *r);

/* The hub is published anew. */
void reader_republish(struct hub_reader *r);
/* The name of the pack with that number among those of the full list, from 0. */
void reader_pack(const struct hub_reader *r, size_t number, char name[HUB_NAME]);
/* The name of the full list. */
void reader_list(const struct hub_reader *r, char name[HUB_NAME]);
/* How the origin behaves where that file is asked for (tests/lib/origin.h); NULL: well again. */
void reader_manners(const struct hub_reader *r, const char *name, const char *how);

#endif
