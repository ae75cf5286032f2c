/* SPDX-License-Identifier: ISC */
/*
 * trees: the tables of a store of some version as trees of pages: where each begins in a
 * damaged file, and which rows can be its. For salvage alone.
 */
#ifndef PALAIS_MODEL_STORE_TREES_H
#define PALAIS_MODEL_STORE_TREES_H

#include "model/base/vec.h"
#include "model/store/internal.h"
#include "model/store/records.h"

struct tree_column {
	char *name;
	char kind;        /* 'i', 't', 'b': integer, text, blob; '?' any */
	bool needed, row; /* row: it is the number of the row, and is not in the record */
};

struct tree {
	char *name, *sql; /* sql: "" of an index that SQLite made */
	bool numbered;    /* a table with row numbers */
	bool decoy;       /* an index, or made anew: its rows are known, and passed over */
	int columns, least;
	struct tree_column column[RECORD_COLUMNS]; /* in the order of its records */
	uint32_t usual[2]; /* the page where it begins in a new store, and in one written anew */
	uint32_t root;     /* and in the damaged one; 0: not known */
	long damaged;      /* pages or rows of it that cannot be read */
	int64_t rows;      /* that can */
	sqlite3_stmt *insert;
	int insert_columns;
};

typedef VEC(struct tree) trees;

/* Those of a store that was just made, which is written anew. */
int trees_of(struct store *s, trees *out, struct err *err);
void trees_done(trees *t);
/* Whether a record can be a row of it. */
bool tree_fits(const struct tree *t, const struct record *r);
/* Puts a row into the table of that name of `s`: 1, 0 when it may not be one, -1 err. */
int tree_insert(struct tree *t, struct store *s, const struct record *r, struct err *err);

#endif
