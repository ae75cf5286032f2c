/* SPDX-License-Identifier: ISC */
/*
 * http: what HTTP lets one ask, and what the head of an answer means: validators, ranges,
 * statuses, pauses, and until when a copy is fresh (RFC 9110, RFC 9111).
 *
 * Pure functions of what is there and what came; knows no jobs, asks nothing.
 */
#ifndef PALAIS_FETCH_ACQUIRE_HTTP_H
#define PALAIS_FETCH_ACQUIRE_HTTP_H

#include "fetch/acquire/acquire.h"
#include "model/store/parts.h"

/* A date of the last change is precise to a second: the bytes of one that is as old as
 * this, by the server's own clock, have not changed since (RFC 9110, 8.8.2.2). */
#define HTTP_STEADY_SECONDS 60
/* No server is waited for longer than a day. */
#define HTTP_RETRY_MOST 86400
/* No copy is fresh for longer than a month. */
#define HTTP_FRESH_MOST (30 * 86400)
/* So often may a body break off that has no strong validator. */
#define HTTP_CUTS_MOST 2

/* Room for the name of a host with its port. */
#define HTTP_HOST_MAX 300

/* The host of an address, "name", or "name:port" where that is not the scheme's own port;
 * "" when it has none. */
void http_host(const char *url, char *out, size_t size);

/* What proves that a server still has the very bytes that a part is of; NULL where
 * nothing does. */
const char *http_validator(const char *etag, const char *last_modified, int64_t origin_date);

/* The validator of a part; NULL when nothing of it can be asked for. */
const char *http_part_validator(const struct store_part *p);

/* The coding in which a body is to be asked for once more, of which a part is there that
 * cannot be gone on with; NULL: any. One that breaks off again and again while it is
 * compressed on the way is asked for as it is, for then it may be gone on with. */
const char *http_coding_again(const struct store_part *p);

/* Whether an answer is of the very bytes that the part is of. */
bool http_is_same_body(const struct store_part *p, const struct client_head *head);

/* What of a body was asked for. */
struct http_range {
	bool resumes;   /* from the end of a part on */
	uint64_t limit; /* no more bytes than these; 0: all */
};
/* Whether a piece (206) is the one that was asked for. It need not say what it is
 * called by, for it was asked for by that name; but nothing that it says may differ. */
bool http_is_right_piece(const struct http_range *asked, const struct store_part *p,
                         const struct client_head *head);
/* Whether it goes to the end of the body, should it not say how large that is. */
bool http_is_to_end(const struct http_range *asked, const struct client_head *head);

/* How often a body has broken off without getting much further, now that `size` bytes of it
 * are here. adopted: they go on with the part; limited: it was stopped at its limit. */
int http_cuts(const struct store_part *p, bool adopted, bool limited, int64_t size);
/* Whether a part that was there is worth more than what has come anew: it is longer, and
 * nobody can go on with this one (of a validator, or NULL), or as well with that. */
bool http_is_part_better(const struct store_part *p, int64_t size, const char *validator,
                         const char *coding);

/* What a status means: ACQUIRE_NEW when a body comes, else why not in words. */
enum acquire_outcome http_status(int status, char *words, size_t size);

/* Seconds that the server wants to be left alone for; -1 when it says nothing. */
int http_retry_after(const char *headers, int64_t now);

/* Until when (UTC seconds) a copy need not be asked for again, by the head of its
 * answer; 0: the server did not say so. older: what the copy's head said when it came,
 * for an answer that says nothing of it (304), or "". What is said counts, and nothing
 * is guessed (RFC 9111, 4.2). */
int64_t http_fresh(const char *headers, const char *older, int64_t now);

#endif
