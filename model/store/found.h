/* SPDX-License-Identifier: ISC */
/*
 * found: what the search asks of a store about what it has found: texts, and rows of the
 * dossier.
 */
#ifndef PALAIS_MODEL_STORE_FOUND_H
#define PALAIS_MODEL_STORE_FOUND_H

#include "model/base/lang.h"
#include "model/store/store.h"

/* A text of the index. Strings owned. */
struct store_text {
	int64_t text, version, work;
	char *key, *lang, *title, *date; /* date: of the document itself, "" */
	unsigned char *starts;           /* packed */
	size_t starts_len;
};
/* 1, 0 when there is no such text, -1 err. */
int store_text_get(struct store *s, int64_t text, struct store_text *t, struct err *err);
void store_text_done(struct store_text *t);
/* The first term of each block of it, into an array that the caller frees. How many. */
size_t store_text_starts(const struct store_text *t, long **starts);

/* A block of a document, with some that stand before it, for reading all of a long one takes
 * much longer: a document of these blocks alone, without facts; *at is the block's place in
 * it. NULL with err when it cannot be read, or has no such block. */
struct doc *store_doc_part(struct store *s, int64_t version, long block, long *at, struct err *err);

/* The texts of a work, by its number (0: not known) or else its key, whether they are indexed
 * or not, until `each` returns non-zero. 0, -1 err. */
typedef int store_text_fn(int64_t text, const char *lang, void *payload);
int store_each_text_of(struct store *s, int64_t work, const char *key, store_text_fn *each,
                       void *payload, struct err *err);
/* Of which dates: since one, and before another; NULL: without that bound. */
struct store_dates {
	const char *since, *before;
};
/* Those that are indexed, of all works and of such dates, the newest first by their own; those
 * without a date ("") are always there, and the last. with_blocks: that have blocks, as feeds have
 * none. */
typedef int store_dated_fn(int64_t text, const char *date, void *payload);
int store_each_text(struct store *s, bool with_blocks, const struct store_dates *dates,
                    store_dated_fn *each, void *payload, struct err *err);
/* Whether a text is indexed; whether it has blocks. */
bool store_text_is_indexed(struct store *s, int64_t text);
bool store_text_has_blocks(struct store *s, int64_t text);

/* Words of the index that are not written as their terms, by what the terms begin with. */
typedef int store_spelling_fn(const char *term, const char *word, void *payload);
int store_each_spelling(struct store *s, const char *prefix, store_spelling_fn *each, void *payload,
                        struct err *err);

#define STORE_ROW_PIECES 5
/* A row of the dossier, or a title of the catalogue. Strings are "" where there is none. */
struct store_row {
	char *key, *date;
	char *titles[LANG_COUNT]; /* in the order of lang_codes; as store_row_tell leaves them */
	char *words[LANG_COUNT];  /* what else it is found by; likewise */
	/* Of what they are made, in English: three pieces of the title, two of the words. */
	char *pieces[STORE_ROW_PIECES], *mark;
	const char *form;
	bool document; /* it names a document, which may be here */
	bool chosen;   /* by people: a row of the dossier */
};
/* 1, 0, -1. */
int store_row_get(struct store *s, int64_t row, struct store_row *r, struct err *err);
void store_row_done(struct store_row *r);
/* Fills title and words in a language; what is official stays. 0; -1 out of memory. */
int store_row_tell(struct store *s, struct store_row *r, int language);

/* A search goes over the same pages again and again: while it does they are kept, 1 MB of
 * them. */
void store_hurry(struct store *s, bool hurry);

/* Whether a text cites a symbol; whether the reader keeps a bookmark of an address. */
bool store_cites(struct store *s, int64_t text, const char *symbol);
bool store_has_bookmark(struct store *s, const char *address);

#endif
