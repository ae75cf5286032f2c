/* SPDX-License-Identifier: ISC */
/*
 * carry_lib: what tests carry from one store to another: texts of one line each, and streams of
 * all that a store holds.
 */
#ifndef PALAIS_TESTS_MODEL_CARRY_LIB_H
#define PALAIS_TESTS_MODEL_CARRY_LIB_H

#include "model/store/carried.h"
#include "tests/model/store_lib.h"

#define SYMBOL "A/80/590"
#define OTHER "A/80/591"
#define PAPER "https://documents.un.org/doc/a.pdf"
#define ASKED "https://documents.un.org/api/symbol/access?s=A/80/590&l=en&t=pdf"
#define ASKED_OTHER "https://documents.un.org/api/symbol/access?s=A/80/591&l=en&t=pdf"
#define PAGE "https://blog.example/audit"

/* A text by its names; its title is all of it. */
struct text {
	const char *key, *asked, *url, *symbol, *title;
};

/* A paper by its symbol, from its source; and a page. */
extern const struct text genuine, page;

/* Bytes that come so many at a time, so that lines and hashes are cut anywhere. */
struct trickle {
	const char *bytes;
	size_t len, at, step;
};

/* Stores it: its id. */
int64_t carry_put(struct store *s, const struct text *t);
/* A sink for a stream: payload is a struct buf. */
int carry_add(const char *bytes, size_t len, void *payload, struct err *err);
/* All versions of a store as a stream, in a buf that it begins. */
void carry_write_all(struct store *s, bool with_bytes, struct buf *out);
/* For carried_reader_new; payload is a struct trickle. */
long carry_trickle(char *bytes, size_t room, void *payload, struct err *err);
/* Reads a whole stream: how many records, or -1. */
int carry_read_all(const char *bytes, size_t len, struct err *err);
/* The stream is refused, in words that hold these. */
void carry_expect_refused(const char *stream, size_t len, const char *why);
/* What arrives of a stream, outcomes as letters: c(ame), h(ere), b(eside), d(iffers). */
const char *carry_arrive(struct store *s, const char *bytes, size_t len, const char *name);
/* Another store in the folder of a test. */
const char *carry_beside(void **state, const char *name);
/* A record with one line in place of another, or without one ("" for none). */
void carry_with_line(struct buf *out, const char *name, const char *instead);
/* How many documents were made again of their bytes. */
extern int carry_made;

#endif
