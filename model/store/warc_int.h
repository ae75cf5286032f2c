/* SPDX-License-Identifier: ISC */
/* warc_int: what warc.c (which records), warc_head.c (heads of answers) and warc_record.c
 * (bytes of one record) share. */
#ifndef PALAIS_MODEL_STORE_WARC_INT_H
#define PALAIS_MODEL_STORE_WARC_INT_H

#include "model/base/buf.h"
#include "model/store/warc.h"

#include <zlib.h>

#define WARC_HASH 32 /* bytes of a SHA-256 */
#define WARC_ID 48   /* "<urn:uuid:…>" and its NUL */

struct warc {
	struct warc_config config;
	char info[WARC_ID]; /* of the record that stands before all */
	long records;
	bool failed; /* a record was begun and not ended */
	z_stream z;
	bool packing; /* z is there */
	char *packed; /* room for its output */
};

/* -- one record -- */

struct warc_record {
	const char *type;     /* "response" */
	const char *id;       /* WARC_ID */
	const char *uri;      /* or NULL */
	int64_t when;         /* UTC seconds */
	const char *media;    /* Content-Type; NULL: it is not known */
	const char *more;     /* further fields, each line with its end; or NULL */
	const uint8_t *block; /* hash of the block; NULL: it is empty */
	const uint8_t *payload;
	int64_t len; /* of the block */
};

/* The id of a record by what it says: the same for the same. */
void warc_id(char out[WARC_ID], const char *type, const char *uri, int64_t when,
             const char *content);
void warc_hex(const uint8_t hash[WARC_HASH], char out[2 * WARC_HASH + 1]);
void warc_time(int64_t when, char out[32]);
/* The fields, then the block piece by piece, then the end. */
int warc_begin(struct warc *w, const struct warc_record *r, struct err *err);
int warc_put_block(struct warc *w, const char *bytes, size_t len, struct err *err);
int warc_end(struct warc *w, struct err *err);
/* All of a record whose block is text of ours. */
int warc_put_text(struct warc *w, struct warc_record *r, const struct buf *text, struct err *err);

/* -- heads of answers -- */

enum warc_head {
	WARC_NO_HEAD,   /* there is none, or of a piece */
	WARC_HEAD,      /* as it came, but for what a transfer's coding says */
	WARC_KNOWN_HEAD /* of the fields that are known */
};
/* Writes the head of the answer that a version is, with the empty line; `protocol` is where
 * it was not HTTP/1 "h2" or "h3", else "". WARC_NO_HEAD: nothing is written. */
enum warc_head warc_head(const struct store_version *v, struct buf *out, char protocol[4]);

#endif
