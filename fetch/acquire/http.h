/*
 * bring: an address -> the store.
 *
 * Asks for an address with the validators of the copy that is there, streams
 * what comes into the store, and at the end commits head, bytes and document in
 * one transaction. A good copy is never lost to a worse one: an error page, a
 * piece of a body or a document that could not be read takes no whole
 * document's place. What breaks off stays as a part (model/store/parts.h), and the
 * next request for the same address goes on from there where the server's
 * validators allow it. Used by the command line and by the screen; knows a store and
 * a client, and no more.
 *
 * The owner polls the client as ever and hands every event to bring_take.
 */
#ifndef PALAIS_FETCH_ACQUIRE_HTTP_H
#define PALAIS_FETCH_ACQUIRE_HTTP_H

#include "fetch/helpers/client.h"
#include "model/store/store.h"

/* Stored beside each document that palais-parse made; 0 beside those that it
 * could not read. To be raised when a new parse of kept bytes is worth it. */
#define BRING_PARSER 2

struct bring;

/* Both are borrowed for as long as it lives. */
struct bring *bring_new(struct store *store, struct client *client);
void bring_free(struct bring *b); /* cancels what is under way */

/* Strings are copied; NULL where there is none. */
struct bring_request {
	const char *url;
	const char *key;       /* the work's: a symbol; NULL: the address in its one form */
	const char *lang;      /* the language that the address is known to be of */
	const char *languages; /* for Accept-Language */
	const char *type;      /* what has to come: "application/pdf"; a web page then means
	                          that there is no such document. NULL: anything */
	bool afresh;           /* without validators */
	bool head_only;        /* nothing is brought: what would come, and how large it is */
	uint64_t limit;        /* bytes of body that may come; 0: any number */
	bool closed;           /* no more than the limit is asked for */
	uint64_t max_bytes;    /* as in client_request */
	unsigned deadline_seconds;
};

/* The id of the client's get, or -1. An address that is under way already is
 * not asked for twice: its id comes back. */
int bring_start(struct bring *b, const struct bring_request *request, struct err *err);
void bring_cancel(struct bring *b, int id); /* what came stays as a part */
bool bring_busy(const struct bring *b);

enum bring_outcome {
	BRING_NEW,        /* a new version is in the store */
	BRING_SAME,       /* what is there still stands: 304, or the same bytes; or (head_only)
	                     it can be had */
	BRING_PART,       /* not all of it came: it broke off, or its limit was reached; kept, and
	                     shown where there was nothing better */
	BRING_UNREADABLE, /* it came, and could not be read; kept likewise */
	BRING_ABSENT,     /* there is no such document there: 404, 410, a page instead */
	BRING_REFUSED,    /* the server would not, or not now */
	BRING_UNKEPT,     /* it could not be kept: the store's fault, or the disk's */
	BRING_FAILED      /* no answer */
};

struct bring_event {
	int id;
	enum bring_outcome outcome;
	const char *url;       /* as it was asked for, in its one form */
	const char *found;     /* where it was found, "" when there was no answer */
	int status;            /* of HTTP; 0 when there was no answer */
	bool asks_pause;       /* the server said how long it wants to be left alone: */
	int retry_after;       /* seconds */
	int64_t version;       /* in the store; 0 when nothing of it is there */
	const struct doc *doc; /* what came, kept or not; NULL when nothing did */
	uint64_t down, up;     /* bytes that crossed the line */
	int64_t bytes;         /* of its body that are here now, with those of earlier tries */
	int64_t expected;      /* of its body in all; -1: not known */
	uint64_t again;        /* bytes of body that had come before, and came once more */
	bool limited;          /* it was stopped at its limit */
	uint64_t overrun;      /* bytes of body that came beyond the limit */
	const char *moved;     /* where it has moved to for good, "" otherwise */
	int64_t length;        /* of what would come (head_only); -1: not known */
	struct err err;        /* ERR_NONE for BRING_NEW and BRING_SAME */
};

/* Takes an event of the client: 1 when that ended a request (`out` is filled
 * in; its pointers are good until the next call), 0 when there is nothing to
 * tell, -1 when the event is not of a request of ours (it is untouched). */
int bring_take(struct bring *b, const struct client_event *event, struct bring_event *out);

/* Waits for the next end: 1, or 0 when nothing is under way. For programs
 * without a screen; events of others' gets and parses are dropped. */
int bring_wait(struct bring *b, struct bring_event *out);

#endif
