/* SPDX-License-Identifier: ISC */
/*
 * exchange_int: what exchange.c (asking, and the order of events), answer.c (what the head
 * and the end of an answer lead to) and keep.c (what of it stays) share; no one else's
 * business.
 */
#ifndef PALAIS_FETCH_ACQUIRE_EXCHANGE_INT_H
#define PALAIS_FETCH_ACQUIRE_EXCHANGE_INT_H

#include "fetch/acquire/early.h"
#include "fetch/acquire/exchange.h"
#include "fetch/acquire/http.h"

struct exchange {
	struct store *store;
	struct client *client;
	int get; /* the client's id of it */
	bool ended;
	/* as it was asked for */
	char *url, *key, *lang, *languages, *type, *named_by;
	bool afresh, head_only, closed, may_early;
	uint64_t limit;
	/* what is there */
	struct store_version had; /* id 0: nothing */
	bool good;                /* that is a whole document, and was read */
	struct store_part part;   /* id 0: none; claimed, unless it is a question alone */
	/* what was asked */
	bool plain;              /* no part of it: a part was asked for already, in vain */
	struct http_range range; /* all zero: the whole */
	bool local;              /* nothing: all of its bytes are there */
	int64_t asked;           /* when, on clock_ms's clock */
	/* what came */
	struct answer answer;
	struct store_incoming *in;
	char *validator, *coding; /* of `in`, where it began anew; a strong one, or NULL */
	bool adopted;             /* `in` goes on with the part */
	bool body;                /* the answer is a body to be kept */
	bool piece;               /* it is a part of one */
	bool to_end;              /* which goes to the end, when its size is not known */
	bool whole;
	uint64_t spent;      /* on an answer that was not taken */
	struct early *early; /* NULL: what has come is not shown before its end */
};

/* Lets the part go, that an answer has made useless (discard) or that others may take. */
void exchange_forget_part(struct exchange *x, bool discard);
/* Asks; again: in place of what was asked before. 0 or -1. */
int exchange_ask(struct exchange *x, bool again, struct err *err);
/* Ends it so, for a reason: -1. */
int exchange_refuse(struct exchange *x, enum acquire_outcome outcome, const char *why);

/* Takes the head of an answer: true when the exchange has ended with it. */
bool exchange_head(struct exchange *x, const struct client_head *head);
void exchange_end(struct exchange *x, const struct client_event *e);
/* Goes on with the part: by what comes, or (no head) with what is there alone. */
int exchange_adopt(struct exchange *x, const struct client_head *head);
/* The bytes of the part are not as they should be: all of it is asked for. */
void exchange_disown(struct exchange *x);

/* Bytes, a document, the end: what stays of them in the store. */
void exchange_keep_body(struct exchange *x, const char *bytes, size_t len);
void exchange_keep_doc(struct exchange *x, const struct client_event *e);
void exchange_keep_rest(struct exchange *x);

#endif
