/*
 * downloads: everything that is to be brought, in one list: what waits, what is under
 * way, what came and what did not; within a budget, and politely.
 *
 * Works on top of obtain (one document from its sources into the store). Decides when
 * each is asked for: the reader's own wishes first, then what was queued, then what palais
 * brings of its own accord, which a host's robots.txt must allow. A budget is kept over
 * all but the reader's own wishes; what no longer fits is held, and is no failure.
 * Knows no screen. The owner polls the client as ever, hands every event to
 * downloads_take, and calls downloads_later when downloads_wait_ms is over.
 */
#ifndef PALAIS_FETCH_ACQUIRE_DOWNLOADS_H
#define PALAIS_FETCH_ACQUIRE_DOWNLOADS_H

#include "fetch/acquire/source.h"

struct downloads;

struct downloads_config {
	struct obtain_config obtain; /* borrowed things stay with the caller */
	bool offline;                /* nothing is asked: all of it waits */
};

struct downloads *downloads_new(const struct downloads_config *config);
void downloads_free(struct downloads *d); /* ends what is under way; parts stay */

/* In the order in which they are asked for. */
enum download_kind {
	DOWNLOAD_WISH,   /* the reader opened it, or named it */
	DOWNLOAD_QUEUED, /* asked for while there was no network */
	DOWNLOAD_FEED,
	DOWNLOAD_ARTICLE,  /* ahead of reading, */
	DOWNLOAD_DOCUMENT, /* of the dossier, and not here yet: for both robots.txt is obeyed */
	DOWNLOAD_ROBOTS    /* a host's robots.txt, for another */
};

enum download_state {
	DOWNLOAD_WAITING,
	DOWNLOAD_MOVING,
	DOWNLOAD_DONE,
	DOWNLOAD_FAILED,
	DOWNLOAD_HELD,    /* the budget is used up */
	DOWNLOAD_BARRED,  /* its host's robots.txt does not allow it */
	DOWNLOAD_NOWHERE, /* a document that nobody has asked for, and is not there */
	DOWNLOAD_CANCELLED
};

struct download_request {
	enum download_kind kind;
	const char *what;      /* a canonical symbol, or a web address */
	const char *lang;      /* of a symbol */
	const char *languages; /* as in obtain_request */
	const char *title;     /* for lists; NULL: what */
	bool afresh;
	bool wanted;       /* the reader has named it: robots.txt has no say */
	uint64_t expected; /* bytes that it will probably cost; 0: not known */
};

/* The budget of what follows, in bytes both ways; 0: none. What was spent before does
 * not count. */
void downloads_budget(struct downloads *d, uint64_t bytes);

/* An id, or -1 with err. What waits or is under way already is not taken twice: its id
 * comes back, and a wish moves it to the front. */
int downloads_add(struct downloads *d, const struct download_request *r, struct err *err);

/* One of the list, as told. Strings are borrowed until the list next changes. */
struct download {
	int id;
	enum download_kind kind;
	enum download_state state;
	const char *what, *lang, *title;
	const char *word;  /* by which it is opened */
	const char *host;  /* that is asked now; "" while none is */
	const char *note;  /* why it failed or waits; "" */
	uint64_t got;      /* of the body at hand */
	int64_t length;    /* of that body, or -1 */
	uint64_t expected; /* bytes, where it is not under way; 0: not known */
	uint64_t down, up; /* what it has cost */
	uint64_t rate;     /* bytes a second, lately; 0: not known */
	int64_t left;      /* seconds until it is here, or -1 */
	int64_t later;     /* seconds until it is asked again; 0: at once */
};

/* Forgets which hosts did not answer: the network may be another. */
void downloads_forget_hosts(struct downloads *d);

size_t downloads_count(const struct downloads *d);
/* In the order in which they are asked for; those that ended last, newest first. */
void downloads_each(struct downloads *d, int (*each)(const struct download *, void *),
                    void *payload);
bool downloads_get(struct downloads *d, int id, struct download *out);
/* The id of what waits or is under way by its word, or 0. */
int downloads_find(const struct downloads *d, const char *word);

/* Ends it or takes it off the list; bytes that came stay as a part. */
void downloads_cancel(struct downloads *d, int id);
/* Asks once more for what failed, was held or cancelled. False when it did not. */
bool downloads_retry(struct downloads *d, int id);
/* So many places towards the front (negative) or the end, among what waits. */
bool downloads_move(struct downloads *d, int id, int places);

struct download_totals {
	uint64_t down, up;
	uint64_t again;   /* bytes that came a second time, since a server gives no parts */
	uint64_t overrun; /* bytes past the budget */
	unsigned asked;   /* requests */
	unsigned waiting, moving, done, failed, held, barred, nowhere, cancelled;
	unsigned network; /* of those that failed: for want of a network */
};
void downloads_totals(const struct downloads *d, struct download_totals *t);
/* Whether anything is under way or will be. */
bool downloads_busy(const struct downloads *d);

/* The end of one. */
struct downloads_event {
	int id;
	enum download_kind kind;
	enum download_state state;
	const struct obtain_event *end; /* NULL when nothing was asked (robots.txt, offline) */
	const char *what, *lang, *title, *word;
	struct err err;
};

/* As obtain_take: 1 when that ended one, 0, -1 when the event is not ours. */
int downloads_take(struct downloads *d, const struct client_event *event,
                   struct downloads_event *out);
/* Milliseconds until downloads_later has something to do; -1: nothing waits. */
int downloads_wait_ms(struct downloads *d);
/* Does what is due. 1 when that ended one, else 0. */
int downloads_later(struct downloads *d, struct downloads_event *out);

/* Waits for the next end: 1, or 0 when nothing is under way any more. For programs
 * without a screen; `each` (may be NULL) is called whenever something has come, and
 * once a second. */
int downloads_wait(struct downloads *d, struct downloads_event *out, void (*each)(void *),
                   void *payload);

#endif
