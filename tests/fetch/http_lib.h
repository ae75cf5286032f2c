/* SPDX-License-Identifier: ISC */
/*
 * http_lib: what the tests of exchanges share: an origin over a folder, an empty store, a
 * client, and a page in the folder that can be changed.
 */
#ifndef PALAIS_TESTS_FETCH_HTTP_LIB_H
#define PALAIS_TESTS_FETCH_HTTP_LIB_H

#include "fetch/acquire/exchange.h"
#include "tests/lib/check.h"
#include "tests/lib/origin.h"

struct http_test {
	struct origin *origin;
	struct store *store;
	struct client *client;
	struct exchange *last; /* that has ended */
	char dir[64], file[100], page[100];
};
extern struct http_test t;

int http_set_up(void **state);
int http_tear_down(void **state);

/* A path of the origin as an address; the last four stay. */
char *at(const char *path);
/* Another client in place of the one that is there. */
void open_client(const char *fetch, const char *parse);
/* /page.html, and the header lines beside it (NULL: none). */
void write_page(const char *text);
void write_headers(const char *lines);

/* Begins to ask; fails when it cannot. */
struct exchange *begin(struct store *store, struct client *client, struct question q);
/* Takes what its client tells until it has ended. What came is good until exchange_free. */
struct answer finish(struct exchange *x, struct client *client);
/* One address, to its end; what came is good until the next one. */
struct answer ask(struct question q);
struct answer ask_url(const char *url);
void assert_outcome(const struct answer *a, enum acquire_outcome outcome, const char *why);

/* What the store shows under a key; the caller calls store_version_done. */
struct store_version there(const char *key);
void assert_there(const char *key, const char *title, bool whole);
void assert_nothing(const char *key);
long versions(void);

#endif
