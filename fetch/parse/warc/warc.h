/* SPDX-License-Identifier: ISC */
/*
 * warc: a WARC file (ISO 28500) taken apart: what answers and resources it holds.
 *
 * Bytes come in, messages of fetch/wire/wire.h go out, a record after another: WIRE_RECORD,
 * WIRE_BODY and WIRE_END under its number. A record that is no document (requests, pictures,
 * errors of servers) is a WIRE_END without an error that says in its text what it is; one that
 * is cut, damaged or too large is a WIRE_END with an error, and what follows it is read. The
 * last message is a WIRE_END of number 0, with an error where the file itself could not be
 * read on.
 *
 * Answers are given without the coding of their transfer and with that of their content, as
 * they are kept. Packed files are unpacked member by member, within work that grows with the
 * bytes of the file; nothing is held but the piece that is read. Opens nothing, so that it
 * works under the seal.
 */
#ifndef PALAIS_FETCH_PARSE_WARC_WARC_H
#define PALAIS_FETCH_PARSE_WARC_WARC_H

#include <stddef.h>

struct warc_streams {
	/* As read(2) and write(2), which takes all or nothing: 0 or -1. */
	long (*read)(void *payload, char *bytes, size_t room);
	int (*write)(void *payload, const char *bytes, size_t len);
	void *payload;
};

/* 0, or -1 when what it writes is taken by nobody, or memory ran out. */
int warc_unpack(const struct warc_streams *streams);

#endif
