/* SPDX-License-Identifier: ISC */
/*
 * answer: the head of an HTTP answer, from its lines.
 *
 * Keeps the block as it came, and the few fields that palais needs, without control bytes
 * and no longer than the wire carries, which cleans them. A field that comes twice: the
 * first counts. Knows HTTP's grammar only.
 */
#ifndef PALAIS_FETCH_WIRE_ANSWER_H
#define PALAIS_FETCH_WIRE_ANSWER_H

#include "model/base/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ANSWER_BLOCK_MAX 32768u

struct answer {
	int status;     /* 0 before the first line */
	int64_t length; /* Content-Length, or -1; this and the next at most HEADER_NUMBER_MOST */
	int64_t first, last; /* of a piece (206): Content-Range, or -1 */
	int64_t total;       /* and the size of the whole, or -1 */
	bool ended;          /* the empty line came, and it was not a 1xx */
	char type[257];      /* lower case, without parameters */
	char charset[65];    /* lower case, unquoted */
	char coding[257];    /* Content-Encoding, lower case */
	char etag[2049];
	char last_modified[257];
	char date[257];
	char location[8193];
	struct buf block;
};

void answer_init(struct answer *a);
void answer_done(struct answer *a);

/* Takes one line with its line end. A status line begins anew, so that the
 * last of several heads stays. Lines after the head (trailers) are left out.
 * -1 when the head is longer than ANSWER_BLOCK_MAX. */
int answer_line(struct answer *a, const char *line, size_t len);

struct wire_head;

/* As it goes over the wire, with what is borrowed from the answer. */
void answer_head(const struct answer *a, const char *url, bool permanent, struct wire_head *head);

/* Whether it says: look elsewhere. */
bool answer_is_redirect(const struct answer *a);

#endif
