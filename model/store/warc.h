/* SPDX-License-Identifier: ISC */
/*
 * warc: the answers that a store keeps as a WARC 1.1 file (ISO 28500), which other programs
 * that keep the web can read.
 *
 * What is written is what is known, and no more: an answer whose head was kept whole is a
 * `response`; a reader's file, and what came in several pieces or without a head, is a
 * `resource`; a further address at which the same bytes were found is a `revisit`; through
 * what a version came is in a `metadata` record beside it. The same version gives the same
 * records, but for the name of the file that they are in. Knows no files: bytes go to a
 * function.
 */
#ifndef PALAIS_MODEL_STORE_WARC_H
#define PALAIS_MODEL_STORE_WARC_H

#include "model/base/err.h"
#include "model/store/store.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct warc;

/* Takes bytes of the file; -1 with err. */
typedef int warc_put(const char *bytes, size_t len, void *payload, struct err *err);

struct warc_config {
	const char *name;     /* of the file, without its folder */
	const char *software; /* that writes it: "palais 1.0" */
	int64_t now;          /* the time that it says it was made at */
	bool gzip;            /* each record a member of its own */
	warc_put *put;
	void *payload;
};

/* Writes what stands before all records; strings are borrowed. NULL with err. */
struct warc *warc_new(const struct warc_config *config, struct err *err);
void warc_free(struct warc *w); /* nothing more is written; NULL is fine */

/* The records of a version: 1, or 0 when there is nothing of it to write: a page of palais'
 * own, bytes that are not here, no address. -1 with err; ERR_STORE when its bytes are not
 * those that came: nothing of it was written then. */
int warc_add(struct warc *w, struct store *s, const struct store_version *v, struct err *err);
/* How many records there are so far. */
long warc_records(const struct warc *w);

#endif
