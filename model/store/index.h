/* SPDX-License-Identifier: ISC */
/*
 * index: the search index held against the stored documents, and made anew.
 *
 * The index keeps no text, so a row that was taken out by other words than it was put in
 * by leaves its words behind, which no check of SQLite's finds. Here each document is cut
 * into words as the index cuts them; the words of a document add up to one number in
 * whatever order they come, and so do those that the index has under it.
 */
#ifndef PALAIS_MODEL_STORE_INDEX_H
#define PALAIS_MODEL_STORE_INDEX_H

#include "model/store/store.h"

/* Empties the index and puts every text in again, in one transaction; a text of which no
 * version can be read is left out. *texts (NULL is fine) says how many are in. */
int store_index_again(struct store *s, long *texts, struct err *err);

/* Texts behind the one of number `after` that are in no index yet: those of a store that an
 * older program has written. -1 err. */
int64_t store_index_waiting(struct store *s, int64_t after, struct err *err);
/* Puts at most so many of them in, in one transaction; *after goes on (0 at first), also past
 * those that cannot be read. 1, 0 when there are no more, -1 err. */
int store_index_some(struct store *s, int64_t *after, long most, struct err *err);

/* In how many pieces the index is; -1 err. Where there are more than so many after much has come,
 * they are merged, in short transactions and for some seconds at the most: 1, 0 when
 * there was nothing to do, -1 err. What breaks off goes on another time. progress (NULL is
 * fine) is told after each transaction how many bytes are written; how many there will be in
 * the end nobody knows. */
#define STORE_INDEX_PIECES 8
int store_index_pieces(struct store *s, struct err *err);
typedef void store_merge_fn(int64_t bytes, void *payload);
int store_index_merge(struct store *s, store_merge_fn *progress, void *payload, struct err *err);

/* The same in steps, for who has other things to do in between. */
struct store_merging {
	int pages; /* of 4 KB, that one step is to write: a word is not parted, and writes more */
	bool gives_way; /* where another writes, nobody is waited for; after a step that wrote very
	                   much more than it was to, the rest is left for who has the time */
	bool gave_way;  /* out: the last step did nothing, for another writes */
	int written;    /* pages so far, as they were written; 0 at first */
};
/* One transaction: 1 when there is more to do, 0 when there is not, or it is left; -1 err. */
int store_index_merge_some(struct store *s, struct store_merging *m, struct err *err);

/* -- the comparison: begin, every version's document, end ----------------- */

struct store_index_check;

/* What is wrong with the text of that number, or with the index as a whole: 0. kind is an
 * enum store_fault_kind (model/store/verify.h). */
typedef void store_index_fault(int kind, int64_t text, const char *why, void *payload);

struct store_index_check *store_index_check_new(struct store *s, struct err *err);
void store_index_check_free(struct store_index_check *c); /* NULL is fine */
/* doc NULL: it cannot be read. 0, or -1 with err. */
int store_index_check_doc(struct store_index_check *c, int64_t text, int64_t version,
                          const struct doc *doc, struct err *err);
/* tick is called every now and then. */
int store_index_check_end(struct store_index_check *c, store_index_fault *fault,
                          void (*tick)(void *), void *payload, struct err *err);
/* Texts of the store. */
int64_t store_index_check_texts(const struct store_index_check *c);

#endif
