/* SPDX-License-Identifier: ISC */
/*
 * left_out: what a page has and its document does not show.
 *
 * A parser that takes the main text of a page counts what it leaves out, by kind, and
 * keeps the counts as a fact (DOC_LEFT of docfile(5)); a limit that it met is a fact as
 * well (DOC_LIMIT), with how much was read until then. Here are the kinds, how a fact is
 * written and read, and the words for it in the language of the interface. Knows no
 * format, no store and no screen.
 */
#ifndef PALAIS_MODEL_DOC_LEFT_OUT_H
#define PALAIS_MODEL_DOC_LEFT_OUT_H

#include "model/doc/document.h"

/* In the order in which they are told. */
enum left_kind {
	LEFT_LINKS,
	LEFT_LISTS,
	LEFT_TABLES,
	LEFT_PARAGRAPHS, /* text of some length that is in none of the others */
	LEFT_WORDS,      /* the rest of it */
	LEFT_FORMS,
	LEFT_BUTTONS, /* that are in no form */
	LEFT_PICTURES,
	LEFT_EMBEDDED,   /* frames, objects, recordings */
	LEFT_COMMENTS,   /* what readers wrote */
	LEFT_REFERENCES, /* symbols in no sentence, which a converter left there */
	LEFT_KINDS
};

struct left_out {
	uint32_t count[LEFT_KINDS];
};

/* The limits that a parser may meet; what is counted until then. */
enum left_limit {
	LIMIT_BYTES,    /* of text */
	LIMIT_INPUT,    /* bytes of what was to be read */
	LIMIT_ELEMENTS, /* of markup */
	LIMIT_BLOCKS,
	LIMIT_PAGES,
	LIMIT_ENTRIES, /* of a feed, a list, a table of figures */
	LIMIT_DEPTH,   /* elements within elements; the text of deeper ones stands */
	LIMIT_TIME,    /* seconds of work */
	LIMIT_MEMORY,  /* megabytes of it */
	LIMIT_KINDS
};

/* By which a kind goes in facts and in JSON: "links". */
const char *left_name(enum left_kind kind);
const char *left_limit_name(enum left_limit limit);

/* Adds the fact; nothing where all counts are 0. */
void left_add(struct doc_maker *m, const struct left_out *left);
/* Adds the fact of a limit that was met, after so many were read. */
void left_add_limit(struct doc_maker *m, enum left_limit limit, unsigned long read);

/* The same, where it is known of how many. */
void left_add_limit_of(struct doc_maker *m, enum left_limit limit, unsigned long read,
                       unsigned long all);

/* The counts of a document; false where it tells none. Kinds that are not known are
 * passed over. */
bool left_read(const struct doc *doc, struct left_out *left);
/* The index-th limit that was met: false when there are no more. all: of how many, 0 where
 * that is not known; may be NULL. */
bool left_limit_at(const struct doc *doc, size_t index, enum left_limit *limit, unsigned long *read,
                   unsigned long *all);

/* "left out: 26 links, 2 lists, a form", and where a limit was met "read: the first
 * 1,000 entries"; added to out, nothing where nothing is told. */
void left_words(const struct doc *doc, struct buf *out);

/* Why a page is shown whole: the line of facts says it. "" where it is not. */
const char *left_whole_words(const struct doc *doc);

#endif
