/* SPDX-License-Identifier: ISC */
/*
 * unpack: palais' side of a palais-parse that takes a file apart (fetch/parse/warc/warc.h).
 *
 * Its bytes are fed to the child as it takes them, and what it says comes record by record,
 * held against the wire and the order of messages: whatever else it says ends it. The caller
 * waits. Knows no store.
 */
#ifndef PALAIS_FETCH_HELPERS_UNPACK_H
#define PALAIS_FETCH_HELPERS_UNPACK_H

#include "fetch/helpers/client.h"
#include "fetch/wire/wire.h"

struct unpack;

enum unpack_kind {
	UNPACK_RECORD, /* one begins: its bytes follow */
	UNPACK_BODY,
	UNPACK_END /* of a record, whether it began or not */
};

struct unpack_event {
	enum unpack_kind kind;
	struct wire_record record; /* UNPACK_RECORD; borrowed, as the rest, until the next event */
	const char *bytes;         /* UNPACK_BODY */
	size_t len;
	bool whole;         /* UNPACK_END: all of it came, and is as its file says */
	const char *passed; /* UNPACK_END: what it is, where it is no document; NULL */
	struct err err;     /* UNPACK_END: what is wrong with it */
};

/* Of a file that is open for reading, which stays the caller's. NULL with err. */
struct unpack *unpack_new(const struct client *c, int fd, struct err *err);
void unpack_free(struct unpack *u); /* ends it; NULL is fine */

/* The next event: 1; 0 behind the last record; -1 with err, when no more comes: what came
 * before is good. */
int unpack_next(struct unpack *u, struct unpack_event *event, struct err *err);
/* Bytes of the file that the child has been given. */
uint64_t unpack_read(const struct unpack *u);

#endif
