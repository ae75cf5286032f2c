/* SPDX-License-Identifier: ISC */
/* internal: what source.c (bytes, unpacked), block.c (those of one record), head.c (its fields),
 * payload.c (an answer in it) and warc.c share. */
#ifndef PALAIS_FETCH_PARSE_WARC_INTERNAL_H
#define PALAIS_FETCH_PARSE_WARC_INTERNAL_H

#include "fetch/parse/warc/warc.h"
#include "model/base/buf.h"
#include "model/base/err.h"

#include <md5.h>
#include <sha1.h>
#include <sha2.h>
#include <stdbool.h>
#include <stdint.h>
#include <zlib.h>

#define SOURCE_PIECE 65536u
#define LINE_MOST 16384u      /* of a record's head, and of an answer's */
#define LINES_MOST 256        /* of a record's head */
#define BODY_MOST (64u << 20) /* bytes of one record that are given */
#define WORK_SECONDS 10       /* of CPU, and one more for each megabyte of the file */

/* -- source.c: the bytes of the file, unpacked ------------------------------------ */

enum source_state {
	SOURCE_GOOD,
	SOURCE_END,
	SOURCE_DAMAGED, /* source_resume goes on behind that */
	SOURCE_WORK     /* it takes too long: it is over */
};

struct source {
	const struct warc_streams *streams;
	enum source_state state, next; /* next: once what was unpacked is taken */
	bool packed, member, ended;
	z_stream z;
	char in[SOURCE_PIECE], out[SOURCE_PIECE];
	size_t in_at, in_len, out_at, out_len;
	uint64_t read;  /* bytes of the file */
	uint64_t taken; /* bytes unpacked */
	uint64_t began; /* of the file: where the member began */
};

/* -1 when out of memory. */
int source_begin(struct source *s, const struct warc_streams *streams);
void source_done(struct source *s);
/* What is there now: so many bytes; 0 where the state is not good (any more). */
size_t source_peek(struct source *s, const char **bytes);
void source_take(struct source *s, size_t len);
/* A line with its end, if it has one, and not more than LINE_MOST bytes of it. False at the
 * end and at damage; what was read of it by then is in `line`. */
bool source_line(struct source *s, struct buf *line);
/* Behind damage: to the next member. */
void source_resume(struct source *s);
/* Where in the file. */
uint64_t source_where(const struct source *s);

/* -- head.c: the fields of a record ------------------------------------------------ */

enum record_type { RECORD_RESPONSE, RECORD_RESOURCE, RECORD_OTHER };

struct record {
	enum record_type type;
	char called[40]; /* its type's name, for the reader */
	uint64_t length;
	int64_t when;               /* 0: it does not say */
	char *uri, *media, *digest; /* NULL where there is none */
	bool truncated, segment;
};

/* Behind the line "WARC/1.1". -1 with err. record_done is due either way. */
int head_read(struct record *r, struct source *s, struct err *err);
void record_done(struct record *r);
bool record_begins(const struct buf *line);

/* -- block.c: its bytes ------------------------------------------------------------ */

struct block {
	struct source *s;
	uint64_t left;
	const char *digest; /* NULL: none that is known here */
	enum { DIGEST_NONE, DIGEST_MD5, DIGEST_SHA1, DIGEST_SHA256 } kind;
	MD5_CTX md5;
	SHA1_CTX sha1;
	SHA2_CTX sha256;
};

void block_begin(struct block *b, struct source *s, const struct record *r);
size_t block_peek(struct block *b, const char **bytes);
void block_take(struct block *b, size_t len);
/* As source_line, within the block. */
bool block_line(struct block *b, struct buf *line);
/* Reads what is left of it, and what stands behind it: -1 with err when it is not as it says. */
int block_end(struct block *b, struct err *err);

/* -- payload.c: what is given of it ------------------------------------------------ */

struct given {
	const struct warc_streams *streams;
	uint32_t id;
	bool gone;          /* nobody takes what is written */
	const char *passed; /* why it is none that is wanted; NULL */
	char passed_room[60];
	uint64_t size;
	struct buf message;
};

/* The bytes of a record, up to its end or to what is wrong with them: -1 with err. */
int payload_give(struct given *g, const struct record *r, struct block *b, struct err *err);
void given_end(struct given *g, const struct err *err);

#endif
