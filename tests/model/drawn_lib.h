/* SPDX-License-Identifier: ISC */
/*
 * drawn_lib: pages that are drawn, of the starter store, and the tables of data/ that they are
 * drawn from.
 */
#ifndef PALAIS_TESTS_MODEL_DRAWN_LIB_H
#define PALAIS_TESTS_MODEL_DRAWN_LIB_H

#include "model/views/view.h"
#include "tests/lib/check.h"

/* The starter's, and a personal one of the test's own: from drawn_open to drawn_close, which are
 * the set-up and the tear-down of a group. */
extern struct stores *drawn_stores;
int drawn_open(void **state);
int drawn_close(void **state);

/* With a NUL behind it, until the next. */
const char *drawn_terminated(const struct doc_text *text);
bool drawn_says(const struct doc_text *text, const char *words);
/* The page at an address, so many columns wide; it fails when there is none. */
struct doc *drawn_make(const char *address, int columns);
/* How often the words stand in a text. */
size_t drawn_count_of(const char *text, const char *words);

struct table {
	char *text;
	char *rows[4000][12]; /* without the line of names */
	size_t count;
};

/* A table of data/ by its name; _free_table ends it. */
void drawn_read_table(struct table *t, const char *name);
void drawn_free_table(struct table *t);

#endif
