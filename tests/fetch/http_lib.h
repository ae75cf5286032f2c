/*
 * bring_lib: what the tests of bring share: an origin over a folder, an empty store, a
 * client, and a page in the folder that can be changed.
 */
#ifndef PALAIS_TESTS_FETCH_HTTP_LIB_H
#define PALAIS_TESTS_FETCH_HTTP_LIB_H

#include "fetch/acquire/http.h"
#include "tests/lib/check.h"
#include "tests/lib/origin.h"

struct bring_test {
	struct origin *origin;
	struct store *store;
	struct client *client;
	struct bring *bring;
	char dir[64], file[100], page[100];
};
extern struct bring_test t;

int bring_set_up(void **state);
int bring_tear_down(void **state);

/* A path of the origin as an address; the last four stay. */
char *at(const char *path);
/* Another client in place of the one that is there. */
void open_client(const char *fetch, const char *parse);
/* /page.html, and the header lines beside it (NULL: none). */
void write_page(const char *text);
void write_headers(const char *lines);

/* One address, to its end. */
struct bring_event bring(struct bring_request r);
struct bring_event bring_url(const char *url);
void assert_outcome(const struct bring_event *e, enum bring_outcome outcome, const char *why);

/* What the store shows under a key; the caller calls store_version_done. */
struct store_version there(const char *key);
void assert_there(const char *key, const char *title, bool whole);
void assert_nothing(const char *key);
long versions(void);

#endif
