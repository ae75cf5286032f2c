/* SPDX-License-Identifier: ISC */
/*
 * segments: the search index read as FTS5 lays it down.
 *
 * Every word of every text, in one pass over the tables of the index: asking FTS5 itself
 * (fts5vocab) takes two thousand instructions for each place of a word. An index is a few
 * segments, each a list of words with their texts and places; what a newer segment says of a
 * word in a text counts, and what older ones say does not. The form is that of version 4,
 * which FTS5 has written since its first release, of a table with detail=full. Nothing of
 * what is read is believed: what cannot be is SEGMENTS_BAD.
 *
 * For the files of store/ alone.
 */
#ifndef PALAIS_MODEL_STORE_SEGMENTS_H
#define PALAIS_MODEL_STORE_SEGMENTS_H

#include "model/store/internal.h"

#define SEGMENTS_BAD 1

/* A word in a column of a text, at a place of it; word and len are the same for all places
 * that follow one another of one word: `again` says so. */
typedef void segments_place(const char *word, size_t len, bool again, int64_t text, int column,
                            int64_t place, void *payload);
/* The places of the index of table `search`, word by word. 0, SEGMENTS_BAD, -1 with err. */
int segments_read(struct store *s, segments_place *each, void *payload, struct err *err);

#endif
