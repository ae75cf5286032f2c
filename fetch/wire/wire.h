/* SPDX-License-Identifier: ISC */
/*
 * wire: the messages between palais and palais-fetch, and from palais-parse where that takes
 * a file apart, strict and capped.
 *
 * A message is a header of WIRE_HEADER bytes (type, id, length of the payload;
 * little-endian, see doc/decisions/020-wire.md) and its payload. Each type has
 * one layout of fields in one order; whatever does not fit it to the byte is
 * refused, and with it the side that sent it. So is a string that is not clean, a
 * number that its field cannot have, an address that is none. wire_put cleans strings by
 * the function that wire_get_values holds them against, and sends nothing that this would
 * refuse: what a server says cannot make palais-fetch break the wire. Both sides begin with
 * a hello that names the version.
 *
 * Knows bytes only: the owner reads and writes the descriptors.
 */
#ifndef PALAIS_FETCH_WIRE_WIRE_H
#define PALAIS_FETCH_WIRE_WIRE_H

#include "model/base/buf.h"
#include "model/base/err.h"
#include "model/base/header.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define WIRE_VERSION 4
/* How palais-parse is told to take a WARC file apart. */
#define WIRE_APART "--warc"
/* How it is told to open what unpacks archives before its seal: its last argument. */
#define WIRE_ZIP "--zip"
/* The same of what reads pictures. */
#define WIRE_PICTURES "--pictures"
#define WIRE_HEADER 12
#define WIRE_PAYLOAD_MAX 65536u
/* Bytes of a body or of a line: no more are ever told. */
#define WIRE_COUNT_MOST ((uint64_t)HEADER_NUMBER_MOST)
/* Bytes of a body that palais-fetch may send before a WIRE_MORE. So many may be on their way
 * of each when palais finds that a budget is used up; the line does not wait for a window,
 * since the system takes in more meanwhile. */
#define WIRE_WINDOW (32u * 1024)
/* The same of one with a limit, which is read as fast as it comes: what would be left with
 * the system meanwhile would go beyond the limit. */
#define WIRE_WINDOW_LIMITED (256u * 1024)

enum wire_type {
	WIRE_HELLO = 1, /* both ways, first; id 0 */
	WIRE_GET,       /* palais asks */
	WIRE_CANCEL,    /* palais wants no more of it; no payload */
	WIRE_MORE,      /* palais has room for so many bytes more */
	WIRE_HEAD,      /* the answer's head */
	WIRE_BODY,      /* bytes of the body, as they came; 1 and more */
	WIRE_END,       /* the last message of an id */
	WIRE_RECORD     /* what a file that holds many has next, out of palais-parse */
};

struct wire_hello {
	uint64_t version;
};

/* Strings are NULL where there is none. */
struct wire_get {
	const char *url;
	const char *etag;
	const char *last_modified;
	const char *languages; /* for Accept-Language */
	const char *mirrors;   /* lines of FROM=TO */
	const char *encoding;  /* for Accept-Encoding; NULL: what palais-parse undoes */
	const char *if_range;  /* what is asked for from a byte on counts for this alone */
	const char *named_by;  /* the page or the feed that names it (errand.h); NULL: the reader */
	uint64_t from;         /* the first byte that is wanted */
	uint64_t limit;        /* bytes of body that may come; 0: any number */
	uint64_t closed;       /* 0 or 1: no more than the limit is asked for */
	uint64_t loose;        /* 0 or 1: the limit is not one of cost: what comes beyond it until
	                          the connection is cut off is no matter */
	uint64_t head_only;    /* 0 or 1: no body is asked for */
	uint64_t max_bytes;    /* of the whole body */
	uint64_t deadline_ms;  /* for the whole, from its start */
};

struct wire_more {
	uint64_t bytes;
};

/* As struct client_head; numbers are UINT64_MAX where they are not known. url: in its one
 * form. */
struct wire_head {
	uint64_t status;
	uint64_t length;
	uint64_t first, last, total; /* of a piece: Content-Range */
	uint64_t permanent;          /* 0 or 1 */
	const char *url, *type, *charset, *coding, *etag, *last_modified, *date, *headers;
};

/* A record whose bytes follow. url: of the web, in its one form; NULL: it is a file's, and
 * has that one's name. */
struct wire_record {
	uint64_t when; /* UTC seconds, by the file's word; 0: it does not say */
	const char *url, *name, *type, *charset, *coding, *etag, *last_modified, *date, *headers;
};

struct wire_end {
	uint64_t whole;   /* 0 or 1 */
	uint64_t limited; /* 0 or 1: it was cut off at its limit */
	uint64_t overrun; /* bytes of body that came beyond it */
	uint64_t down, up;
	uint64_t code; /* enum err_code */
	const char *text;
};

struct wire_message {
	enum wire_type type;
	uint32_t id;
	const char *payload; /* borrowed from the reader until it is fed again */
	size_t len;
};

/* Adds a message whose layout is that of its type: values points to the struct
 * of that name (NULL for WIRE_CANCEL). Strings are cleaned. -1 and nothing added when the
 * other side would refuse it: a string that is too long for its field, a number that cannot
 * be. Of a head, a type, a validator or a date that is too long is left out; its headers and
 * the text of an end are cut. */
int wire_put(struct buf *out, enum wire_type type, uint32_t id, const void *values,
             struct err *err);
/* Adds a WIRE_BODY of len (1..WIRE_PAYLOAD_MAX) bytes. */
void wire_put_body(struct buf *out, uint32_t id, const char *bytes, size_t len);

/* Reads a message's payload into the struct of its type. Strings point into
 * the payload and end in NUL. -1 when it is not what the layout says. */
int wire_get_values(const struct wire_message *m, void *values, struct err *err);

/* Bytes as they come, cut into messages. */
struct wire_reader {
	struct buf in;
	size_t used; /* bytes of in that were handed out as messages */
};

void wire_reader_init(struct wire_reader *r);
void wire_reader_done(struct wire_reader *r);

/* Reads what the descriptor has, once. Its result is read()'s: 0 at the end,
 * -1 with errno. Ends what the last message borrowed. */
long wire_read(struct wire_reader *r, int fd);
/* The same from memory; at most WIRE_PAYLOAD_MAX bytes at a time. */
void wire_feed(struct wire_reader *r, const char *bytes, size_t len);

/* The next whole message: 1, 0 when there is none yet, -1 with err when what
 * came is not the wire's; then nothing more can be read. */
int wire_next(struct wire_reader *r, struct wire_message *m, struct err *err);

#endif
