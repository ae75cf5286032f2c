/* SPDX-License-Identifier: ISC */
/*
 * exchange: one address that is asked for, from the request to what of its answer stays.
 *
 * Asks with the validators of the copy that is there, or for what is missing of a part,
 * streams what comes into the store, and at the end commits head, bytes and document in
 * one transaction. A good copy is never lost to a worse one: an error page, a piece of a
 * body or a document that could not be read takes no whole document's place. What breaks
 * off stays as a part. Knows a store and a client; no sources, no jobs, no budget.
 */
#ifndef PALAIS_FETCH_ACQUIRE_EXCHANGE_H
#define PALAIS_FETCH_ACQUIRE_EXCHANGE_H

#include "fetch/acquire/acquire.h"

/* Strings are NULL where there is none. */
struct question {
	const char *url;
	const char *key;       /* the work's: a symbol; NULL: the address in its one form */
	const char *lang;      /* the language that the address is known to be of */
	const char *languages; /* for Accept-Language */
	const char *named_by;  /* as in struct acquire_request */
	const char *type;      /* what has to come: "application/pdf"; a web page then means
	                          that there is no such document. NULL: anything */
	bool afresh;           /* without validators */
	bool head_only;        /* nothing is fetched: what would come, and how large it is */
	uint64_t limit;        /* bytes of body that may come; 0: any number */
	bool closed;           /* no more than the limit is asked for */
	bool early;            /* a document of what has come so far is made now and then */
};

struct answer {
	enum acquire_outcome outcome;
	char *found;     /* where, "" when there was no answer */
	char *moved;     /* where it has moved to for good, "" otherwise */
	bool compared;   /* it was held against the text that was here, and is the same document */
	int status;      /* of HTTP; 0 when there was no answer */
	int retry_after; /* seconds for which the server wants to be left alone; -1: it
	                    did not say */
	int64_t version; /* in the store; 0 when nothing of it is there */
	struct doc *doc; /* what came, kept or not; NULL when nothing did */
	uint64_t down, up; /* bytes that crossed the line */
	int64_t bytes;     /* of its body that are here now, with those of earlier tries */
	int64_t expected;  /* of its body in all; -1: not known */
	uint64_t again;    /* bytes of body that had come before, and came once more */
	bool limited;      /* it was stopped at its limit */
	uint64_t overrun;  /* bytes of body that came beyond the limit */
	int64_t length;    /* of what would come (head_only); -1: not known */
	struct err err;    /* ERR_NONE for ACQUIRE_NEW and ACQUIRE_SAME */
};

struct exchange;

/* Asks; strings are copied, store and client borrowed. NULL with err. */
struct exchange *exchange_start(struct store *store, struct client *client,
                                const struct question *question, struct err *err);
/* Ends it, if it has not ended; what came stays as a part. */
void exchange_free(struct exchange *x);

/* Takes an event of the client: 1 when that ended it, 0 when it did not, 2 when there is
 * another early document, -1 when the event is not of this exchange (it is untouched). */
int exchange_take(struct exchange *x, const struct client_event *event);

/* What came, to be looked at when it has ended; and where it was asked, in one form. */
const struct answer *exchange_answer(const struct exchange *x);
const char *exchange_url(const struct exchange *x);

/* When the next early document is to be begun, on clock_ms's clock, or -1; and that. */
int64_t exchange_early_due(const struct exchange *x);
void exchange_early_begin(struct exchange *x);
/* The last of them; NULL. Borrowed until the next event. */
const struct doc *exchange_early(const struct exchange *x);

/* How far its body has come; false when nothing is known of it. */
bool exchange_progress(const struct exchange *x, uint64_t *got, int64_t *length);
/* Bytes of its body that have come so far. */
uint64_t exchange_came(const struct exchange *x);

#endif
