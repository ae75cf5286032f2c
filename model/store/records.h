/* SPDX-License-Identifier: ISC */
/*
 * records: rows out of pages.
 *
 * A table is a tree of pages with its rows in the leaves; one without row numbers, and an
 * index, has rows in all of its pages. What is damaged is passed over, and said: a page that
 * is none of the tree, a row of which a part is missing. Nothing of what is read is
 * believed. For salvage alone.
 */
#ifndef PALAIS_MODEL_STORE_RECORDS_H
#define PALAIS_MODEL_STORE_RECORDS_H

#include "model/store/pages.h"

#define RECORD_COLUMNS 64

enum record_kind { RECORD_NULL, RECORD_INTEGER, RECORD_REAL, RECORD_TEXT, RECORD_BLOB };

struct record_value {
	enum record_kind kind;
	int64_t integer;
	double real;
	const unsigned char *bytes; /* of text and blobs; borrowed */
	size_t len;
};

struct record {
	bool numbered; /* of a table with row numbers: */
	int64_t row;
	int count;
	struct record_value at[RECORD_COLUMNS];
};

struct records;
/* One row, valid during the call. */
typedef void records_row(const struct record *r, void *payload);

/* NULL: out of memory. pages is borrowed. */
struct records *records_new(const struct pages *pages);
void records_free(struct records *r); /* NULL is fine */

/* All rows of the tree from page `root` on, in order; how many pages or rows of it are
 * damaged. `numbered`: it is a table with row numbers. Its pages count as reached if `take`
 * is said, and are in no other tree. */
long records_walk(struct records *r, uint32_t root, bool numbered, bool take, records_row *row,
                  void *payload);
/* Whether a page was reached so, or holds nothing (pages_unused). */
bool records_reached(const struct records *r, uint32_t page);
/* The rows of one page alone, which counts as reached if `take` is said: false when it holds
 * none, or a damaged one. *numbered says of what it is. */
bool records_page(struct records *r, uint32_t page, bool take, bool *numbered, records_row *row,
                  void *payload);
/* Whether such a chain of pages is gone on with, in a guess, at the page behind one that
 * does not say where it goes on: for rows whose content bears a sum. */
void records_guess(struct records *r, bool guess);
/* Whether memory was lacking, so that not all was read. */
bool records_lacked(const struct records *r);

#endif
