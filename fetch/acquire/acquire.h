/* SPDX-License-Identifier: ISC */
/*
 * acquire: a symbol or an address into the store; all that is to come, as one list of jobs:
 * what waits, what is under way, what came and what did not.
 *
 * A job has one id, from acquire_add to the end. It is planned once (which sources, which
 * addresses) and asked for step by step, until one has it. The reader's own wishes come
 * first, then what was queued, then what palais fetches of its own accord, which a host's
 * robots.txt must allow. Of what a page or a feed has named nothing is asked that is near the
 * reader. A budget is kept over all but the reader's own wishes; what no
 * longer fits is held, and is no failure. What breaks off stays as a part, and is gone on
 * with (model/store/parts.h).
 *
 * acquire_step does the work, acquire_deadline tells when there is some. The owner polls the
 * client as ever, hands each of its events to acquire_step, and calls it without an event
 * when the deadline is over. Nothing else asks for anything. Knows no screen.
 */
#ifndef PALAIS_FETCH_ACQUIRE_ACQUIRE_H
#define PALAIS_FETCH_ACQUIRE_ACQUIRE_H

#include "fetch/helpers/client.h"
#include "model/store/stores.h"

struct acquire;

struct acquire_config {
	struct stores *stores; /* where paths are looked up; all are borrowed */
	struct store *store;   /* where documents go */
	struct client *client;
	const char *sources; /* an order of ACQUIRE_SOURCES; NULL: all, as they stand there */
	const char *branch;  /* of the repositories on the raw host; NULL: ACQUIRE_BRANCH */
	int pause_ms;        /* before a busy server is asked again; 0: 1000 */
};

#define ACQUIRE_SOURCES "akn,docx,pdf"
#define ACQUIRE_BRANCH "main"
/* Stored beside each document that palais-parse made; 0 beside those that it
 * could not read. To be raised when a new parse of kept bytes is worth it. */
#define ACQUIRE_PARSER 3
/* Under way at once, the reader's wishes aside; palais-fetch asks one host for fewer. */
#define ACQUIRE_ACTIVE 12

/* Whether a list names sources, and nothing else. */
bool acquire_sources_valid(const char *list);

struct acquire *acquire_new(const struct acquire_config *config);
void acquire_free(struct acquire *a); /* ends what is under way; parts stay */

/* In the order in which they are asked for. */
enum job_kind {
	JOB_WISH,   /* the reader opened it, or named it */
	JOB_QUEUED, /* asked for while there was no network */
	JOB_FEED,
	JOB_ARTICLE,  /* ahead of reading, */
	JOB_DOCUMENT, /* of the dossier, and not here yet: for both robots.txt is obeyed */
	JOB_ROBOTS    /* a host's robots.txt, for another */
};

enum job_state {
	JOB_WAITING,
	JOB_MOVING,
	JOB_DONE,
	JOB_FAILED,
	JOB_HELD,    /* the budget is used up */
	JOB_BARRED,  /* its host's robots.txt does not allow it */
	JOB_NOWHERE, /* a document that nobody has asked for, and is not there */
	JOB_CANCELLED
};

/* What was told of an address, or of all that a job has asked for. */
enum acquire_outcome {
	ACQUIRE_NEW,        /* a new version is in the store */
	ACQUIRE_SAME,       /* what is there still stands: 304, or the same bytes; or (size_only)
	                       it can be had */
	ACQUIRE_PART,       /* not all of it came: it broke off, or its limit was reached; kept,
	                       and shown where there was nothing better */
	ACQUIRE_UNREADABLE, /* it came, and could not be read; kept likewise */
	ACQUIRE_ABSENT,     /* there is no such document there: 404, 410, a page instead */
	ACQUIRE_REFUSED,    /* the server would not, or not now */
	ACQUIRE_UNKEPT,     /* it could not be kept: the store's fault, or the disk's */
	ACQUIRE_FAILED      /* no answer */
};

/* Strings are copied; NULL where there is none. */
struct acquire_request {
	enum job_kind kind;
	const char *what;      /* a canonical symbol, or a web address */
	const char *lang;      /* of a symbol: ar zh en fr ru es; NULL: the first of languages */
	const char *languages; /* preference, "ar,en"; for Accept-Language as well */
	const char *title;     /* for lists; NULL: what */
	const char *named_by;  /* the page or the feed that names it: then it is never asked of
	                          an address near the reader (fetch/wire/errand.h); NULL: the
	                          reader did */
	bool afresh;           /* without validators */
	bool named;            /* by the reader: robots.txt has no say */
	bool size_only;        /* nothing is fetched: how large it is */
	bool early;            /* what has come is told before its end (acquire_step) */
	uint64_t expected;     /* bytes that it will probably cost; 0: not known */
};

/* The budget of what follows, in bytes both ways; 0: none. What was spent before does
 * not count. */
void acquire_budget(struct acquire *a, uint64_t bytes);

/* The id of the job, or -1 with err. What waits or is under way already is not taken twice:
 * its id comes back, and a wish moves it to the front. */
int acquire_add(struct acquire *a, const struct acquire_request *r, struct err *err);

/* Ends it or takes it off the list; bytes that came stay as a part. */
void acquire_cancel(struct acquire *a, int id);
/* The same with no trace: it was never on the list. False where it has ended, which is told. */
bool acquire_withdraw(struct acquire *a, int id);
/* Asks once more for what failed, was held or cancelled. False when it did not. */
bool acquire_retry(struct acquire *a, int id);
/* So many places towards the front (negative) or the end, among what waits. */
bool acquire_move(struct acquire *a, int id, int places);
/* Forgets which hosts did not answer: the network may be another. */
void acquire_forget_hosts(struct acquire *a);

/* A job, as it stands. Strings are borrowed until the list next changes. */
struct job_info {
	int id;
	enum job_kind kind;
	enum job_state state;
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

size_t acquire_count(const struct acquire *a);
/* In the order in which they are asked for; those that ended last, newest first. */
void acquire_each(const struct acquire *a, int (*each)(const struct job_info *, void *),
                  void *payload);
bool acquire_get(const struct acquire *a, int id, struct job_info *out);
/* The id of what waits or is under way by its word, or 0. */
int acquire_find(const struct acquire *a, const char *word);

struct acquire_totals {
	uint64_t down, up;
	uint64_t again;   /* bytes that came a second time, since a server gives no parts */
	uint64_t overrun; /* bytes past the budget */
	unsigned asked;   /* requests */
	unsigned waiting, moving, done, failed, held, barred, nowhere, cancelled;
	unsigned network; /* of those that failed: for want of a network */
};
void acquire_totals(const struct acquire *a, struct acquire_totals *t);
/* Whether anything is under way or will be. */
bool acquire_busy(const struct acquire *a);

/* The end of a job. Strings and doc are borrowed until the next acquire_step. */
struct acquire_event {
	int id;
	enum job_kind kind;
	enum job_state state;
	const char *what, *lang, *title, *word;
	int asked; /* how many requests it took; 0: nothing was asked (robots.txt, the budget) */
	enum acquire_outcome outcome;
	int status;        /* of HTTP, of the last answer; 0 when there was none */
	const char *found; /* where it was found, "" when it was not */
	const char *note;  /* what a reader should know of it though it came; "" */
	int64_t version;   /* in the store; 0 when nothing of it is there */
	int64_t length;    /* of what would come (size_only); -1: not known */
	const struct doc *doc;
	uint64_t down;  /* bytes received */
	uint64_t again; /* of the body that had come before, and came once more */
	struct err err; /* ERR_NONE for JOB_DONE */
};

/* Works: takes an event of the client or, without one (NULL), does what is due. 1 when a job
 * has ended (`out` tells), 0 when there is nothing to tell, -1 when the event is not of a
 * request of ours (it is untouched). 2, for jobs that were asked for so: something of it can
 * be read (`out` has the document, which is not in the store, the bytes that have come as
 * `down`, and those of the whole as `length`, or -1). */
int acquire_step(struct acquire *a, const struct client_event *event, struct acquire_event *out);
/* Milliseconds until acquire_step without an event has something to do; -1: it has not. */
int acquire_deadline(const struct acquire *a);

/* Waits for the next end: 1, or 0 when nothing is under way any more. For programs
 * without a screen; `each` (may be NULL) is called whenever something has come, and
 * once a second. */
int acquire_wait(struct acquire *a, struct acquire_event *out, void (*each)(void *), void *payload);

/* The word by which reference_read names a symbol in a language: its address at
 * docs.un.org. For the queue and for links. */
void acquire_word(const char *symbol, const char *lang, char *out, size_t size);

#endif
