/* SPDX-License-Identifier: ISC */
/*
 * same: whether an answer is plausibly the document that was read at its address before.
 *
 * A server may answer 200 with something else: a page that asks for a password, one that
 * wants to know whether a person reads it, "page not found", the home page, another host's.
 * What is told apart are addresses, words and a few facts of both documents. Pages that
 * shrink, grow, move or are written anew are taken; plain http, where anybody on the way
 * may answer, is believed least. Pure: knows no store and asks nothing.
 */
#ifndef PALAIS_FETCH_ACQUIRE_SAME_H
#define PALAIS_FETCH_ACQUIRE_SAME_H

#include "model/doc/document.h"

struct same_side {
	const char *url;       /* where it was found */
	const struct doc *doc; /* borrowed */
};

/* What came in its place, in words of English (a message: _() gives those of the reader's);
 * NULL: the same document. asked: the address. */
const char *same_judge(const char *asked, const struct same_side *old, const struct same_side *now);

/* How many different words two documents have, and share. Short words of Latin letters, of
 * which every text has the same, do not count. */
struct same_words {
	size_t old, now, shared;
};
/* 0, or -1 when out of memory. */
int same_count(const struct doc *old, const struct doc *now, struct same_words *words);

#endif
