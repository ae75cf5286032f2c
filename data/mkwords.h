/* SPDX-License-Identifier: ISC */
/*
 * mkwords: the tables of words as they are read and written.
 *
 * A table is a file of data/words with columns of known kinds. It becomes a file of
 * macros, each the initialisers of one array: of the words of one meaning, or of all rows.
 * Knows what may stand in a column; what the words are for is known where the file is
 * included.
 */
#ifndef PALAIS_DATA_MKWORDS_H
#define PALAIS_DATA_MKWORDS_H

#include "data/tsv.h"

#include <stdbool.h>
#include <stddef.h>

#define WORDS_COLUMNS 6

/* What a field may say, and how C says it. The end: word NULL. */
struct words_meaning {
	const char *word, *c;
};

enum words_kind {
	WORDS_NOTE = 1, /* for who reads the table; not written */
	WORDS_LANGUAGE, /* as WORDS_NOTE: two letters, or "-" where it is of no one language */
	WORDS_LIST,     /* which array the row belongs to: one of the meanings */
	WORDS_WORD,     /* the word; no array has it twice. "_" at an end is a blank */
	WORDS_TEXT,     /* any text, also none */
	WORDS_NUMBER,   /* 1 to 999 */
	WORDS_ONE,      /* one of the meanings */
	WORDS_SOME      /* several, apart by blanks */
};

struct words_column {
	const char *name;
	enum words_kind kind;
	const struct words_meaning *meanings;
};

struct words_row {
	char *field[WORDS_COLUMNS]; /* owned */
	long at;                    /* its line */
};

struct words_rows { /* a VEC with a name */
	struct words_row *at;
	size_t count, cap;
};

struct words_table {
	const char *name; /* of the file, and of the macros in capitals */
	struct words_column columns[WORDS_COLUMNS];
	bool folded;      /* words are looked for in folded text */
	bool plain_order; /* by bytes; else the longer of two that begin alike is first */
	bool by_byte;     /* also where the words with each first byte begin */
	/* NULL: one array of each list, or of all rows. */
	int (*write)(const struct words_rows *rows, const struct tsv *t, FILE *out,
	             struct err *err);
};

/* The table of that name, or NULL. */
const struct words_table *words_table(const char *name);

/* A string of C, with its quotes. */
void words_string(FILE *out, const char *s);

/* Tables that are more than lists. Return -1 with "file:line: what" in err. */
int words_months(const struct words_rows *rows, const struct tsv *t, FILE *out, struct err *err);
int words_languages(const struct words_rows *rows, const struct tsv *t, FILE *out, struct err *err);

/* The word as text_fold has it, blanks single; blanks at its ends stay. Caller frees;
 * NULL when out of memory. */
char *words_fold(const char *s);

#endif
