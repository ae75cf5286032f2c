/* SPDX-License-Identifier: ISC */
/*
 * results: what a search has found, in words: as a page, and its lines one by one.
 */
#ifndef PALAIS_MODEL_VIEWS_RESULTS_H
#define PALAIS_MODEL_VIEWS_RESULTS_H

#include "model/doc/document.h"
#include "model/search/search.h"

/* Before the address of a result on the page: "found:BLOCK:LANGUAGE:KEY" opens a document at
 * a block; -1: at its beginning. */
#define RESULT_LINK "found:"
/* Whether it is such an address; then what it says. key is borrowed from it. */
bool result_link(const char *href, long *block, char lang[16], const char **key);

/* "A/RES/78/222 · 19 Dec 2023 · ¶12 · ": what stands before a result's title. */
void result_facts(const struct search_hit *hit, struct buf *out);

/* The page of a search into a document that has been begun; *mark says which sign stands
 * before a result. 0, -1 with err. */
typedef const char *result_mark_fn(const struct search_hit *hit, void *payload);
int results_page(const struct search *s, struct doc_maker *m, result_mark_fn *mark, void *payload);

/* What is to be said of the search as a whole, a line each: "" where there is nothing. */
void results_notes(const struct search *s, int64_t waiting, struct buf *out);

#endif
