/*
 * bring_int: what the bring*.c files share: bring.c (requests and events), bring_ask.c
 * (what is asked for), bring_answer.c (what an answer is worth), bring_keep.c (what of
 * it stays), bring_fresh.c. No other module includes this, but their tests.
 */
#ifndef PALAIS_FETCH_ACQUIRE_HTTP_INT_H
#define PALAIS_FETCH_ACQUIRE_HTTP_INT_H

#include "fetch/acquire/http.h"
#include "model/store/parts.h"

/* One address that is under way. */
struct item {
	struct item *next;
	struct store *store;
	int id;
	/* as it was asked for */
	char *url, *key, *lang, *type, *languages;
	bool afresh, head_only, closed;
	uint64_t limit, max_bytes;
	unsigned deadline_seconds;
	/* what is there */
	struct store_version had; /* id 0: nothing */
	bool good;                /* that is a whole document, and was read */
	struct store_part part;   /* id 0: none; claimed, unless it is a question alone */
	/* what was asked */
	bool plain;   /* no part of it: a part was asked for already, in vain */
	bool resumes; /* from the part's end on */
	bool ranged;  /* a part of it */
	bool local;   /* nothing: all of its bytes are there */
	/* what came */
	struct store_incoming *in;
	char *found, *moved;
	int status, retry_after;
	bool asks_pause;
	char *validator, *coding; /* of `in`, where it began anew; a strong one, or NULL */
	bool adopted;             /* `in` goes on with the part */
	bool wanted;              /* the answer is a body to be kept */
	bool piece;               /* it is a part of one */
	bool to_end;              /* which goes to the end, when its size is not known */
	bool whole;
	bool limited;
	uint64_t overrun, down, up;
	uint64_t spent; /* on an answer that was not taken */
	int64_t bytes, expected, length;
	uint64_t again;
	struct err why; /* what is wrong with it */
	enum bring_outcome outcome;
	struct doc *doc;
};

struct bring {
	struct store *store;
	struct client *client;
	struct item *items;
	struct item *told; /* the last one told of: lent to the owner */
};

/* What proves that a server still has the very bytes that a part is of; NULL where
 * nothing does. */
const char *bring_validator(const char *etag, const char *last_modified, int64_t origin_date);
/* Looks for a part that a request can go on with, and claims it. */
int bring_find_part(struct bring *b, struct item *i, struct err *err);
void bring_forget_part(struct item *i, bool discard);
/* Asks; again: in place of what was asked before. 0 or -1. */
int bring_ask(struct bring *b, struct item *i, bool again, struct err *err);

/* Takes the head of an answer: true when the request has ended with it. */
bool bring_answer(struct bring *b, struct item *i, const struct client_head *head);
void bring_answer_end(struct bring *b, struct item *i, const struct client_event *e);
/* Goes on with the part: by what comes, or (no head) with what is there alone. */
int bring_adopt(struct bring *b, struct item *i, const struct client_head *head);
int bring_refuse(struct item *i, enum bring_outcome outcome, const char *why);

/* Bytes, a document, the end: what stays of them in the store. */
void bring_keep_body(struct item *i, const char *bytes, size_t len);
void bring_keep_doc(struct item *i, const struct client_event *e);
void bring_keep_rest(struct item *i);

/* Until when (UTC seconds) a copy need not be asked for again, by the head of its
 * answer; 0: the server did not say so. older: what the copy's head said when it came,
 * for an answer that says nothing of it (304), or "". */
int64_t bring_fresh(const char *headers, const char *older, int64_t now);

#endif
