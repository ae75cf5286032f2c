/* SPDX-License-Identifier: ISC */
/* What the tests of a hub share: a store with pages of our own, and the folder of a hub. */
#ifndef PALAIS_TESTS_MODEL_HUB_LIB_H
#define PALAIS_TESTS_MODEL_HUB_LIB_H

#include "model/hub/list.h"
#include "model/hub/publish.h"
#include "tests/model/store_lib.h"

struct hub_test {
	struct store *store;
	struct sign_secret secret;
	struct sign_public public;
	char folder[140];
	const char *was; /* a fingerprint that its root may have been signed by, or NULL */
	struct hub_published done; /* of the last publishing */
	struct err err;
};

/* Over a folder of folder_set_up. False where libsodium is not here. */
bool hub_test_begin(struct hub_test *t, void **state, const char *name);
void hub_test_end(struct hub_test *t);

/* Page `number`, in so many bytes of words that are never the same; `turn` makes others. */
int64_t hub_put(struct store *s, int number, int turn, size_t bytes);
/* The address of it. */
#define HUB_PAGE "https://press.example/en/%d.htm"

/* Publishes: -1 with t->err. */
int hub_test_publish(struct hub_test *t);
/* A file of the folder; fails when it is not there. */
void hub_test_read(const struct hub_test *t, const char *name, struct buf *out);
void hub_test_write(const struct hub_test *t, const char *name, const char *bytes, size_t len);
/* Gives a file a time of its own, by its bytes: what is written twice in a second looks the
 * same to HTTP. */
void hub_test_touch(const struct hub_test *t, const char *name);
/* The root, and the list that it names: full, or the newest of changes. */
void hub_test_root(const struct hub_test *t, struct hub_root *root);
void hub_test_list(const struct hub_test *t, bool full, struct hub_list *list);
/* Writes a list, and a root that names it in place of the one that was there. */
void hub_test_relist(const struct hub_test *t, bool full, const char *text, size_t len);
/* Names of its files, one a line, in order. */
char *hub_test_names(const struct hub_test *t);

#endif
