/* SPDX-License-Identifier: ISC */
/*
 * client_lib: a client that is tried with the helpers, or with such as go wrong, beside an origin
 * on loopback. Every call asserts that it succeeds.
 */
#ifndef PALAIS_TESTS_FETCH_CLIENT_LIB_H
#define PALAIS_TESTS_FETCH_CLIENT_LIB_H

#include "fetch/helpers/client.h"
#include "tests/lib/check.h"
#include "tests/lib/origin.h"

#define TRIED_FETCH "./palais-fetch"
#define TRIED_PARSE "./palais-parse"
#define TRIED_BAD "./tests/bad_helper"

extern struct tried {
	struct origin *origin;
	struct client *client;
	unsigned parse_seconds;
} tried;

/* What came of one get or parse. */
struct tried_result {
	int heads, ends, docs, status;
	char url[200], type[40], etag[40];
	size_t bytes;
	bool whole, more;
	uint64_t down, up;
	struct err end_err, doc_err;
	struct doc *doc;
};

int tried_set_up(void **state);
int tried_tear_down(void **state);

/* A new client, with these helpers, in place of the one before. */
void tried_open(const char *fetch, const char *parse, bool offline);
/* The address of a path of the origin; four of them stand at once. */
char *tried_url(const char *path);
/* Asks for it: the number of what is under way. */
int tried_get(const char *url);
/* What an event adds to a result, of those that may come at its time. */
void tried_note(struct tried_result *r, const struct client_event *e);
/* All events until nothing is under way, into the result of their number. */
void tried_finish(struct tried_result *results, int count);
/* One get, from its beginning to its end. */
struct tried_result tried_fetch(const char *url);

void assert_says(const struct err *err, enum err_code code, const char *why);
/* The client is no more; every child that was started is gone, or will be at once. */
void assert_no_children(void);

#endif
