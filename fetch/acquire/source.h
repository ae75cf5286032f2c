/*
 * obtain: a document by its symbol or its address -> the store.
 *
 * A web address is one request. A UN document is asked for by symbol and
 * language, of one source after another until one has it: the UN's
 * machine-readable texts (AKN4UN, one file each on the raw host of github), then
 * the access API of documents.un.org as Word file and as PDF, then the official
 * records' form of the symbol, "(OR)". What each server does oddly is dealt with
 * here: a page in place of a document, an upper-case address that works in lower
 * case alone, a busy server (asked again after the pause that it wants).
 *
 * Works on top of bring (one address into the store) and knows no screen. The
 * owner polls the client as ever, hands every event to obtain_take, and calls
 * obtain_later when obtain_wait_ms is over.
 */
#ifndef PALAIS_FETCH_ACQUIRE_SOURCE_H
#define PALAIS_FETCH_ACQUIRE_SOURCE_H

#include "fetch/acquire/http.h"
#include "model/store/stores.h"

struct obtain;

struct obtain_config {
	struct stores *stores; /* where paths are looked up; all are borrowed */
	struct store *store;   /* where documents go */
	struct client *client;
	const char *sources; /* an order of OBTAIN_SOURCES; NULL: all, as they stand there */
	const char *branch;  /* of the repositories on the raw host; NULL: OBTAIN_BRANCH */
	int pause_ms;        /* before a busy server is asked again; 0: 1000 */
	/* Whether an address may be asked for of palais' own accord; NULL: any. */
	bool (*allow)(const char *url, void *payload);
	void *payload;
};

#define OBTAIN_SOURCES "akn,docx,pdf"
#define OBTAIN_BRANCH "main"

/* Whether a list names sources, and nothing else. */
bool obtain_sources_valid(const char *list);

struct obtain *obtain_new(const struct obtain_config *config);
void obtain_free(struct obtain *o); /* ends what is under way */

struct obtain_request {
	const char *what;      /* a canonical symbol, or a web address */
	const char *lang;      /* of a symbol: ar zh en fr ru es; NULL: the first of languages */
	const char *languages; /* preference, "ar,en"; for Accept-Language as well */
	bool afresh;           /* without validators */
	bool feed;             /* a feed has to come: a web page in its place is an error */
	bool patient;          /* a busy server and a broken line are tried again */
	uint64_t limit;        /* bytes both ways that it may cost; 0: no matter */
	bool closed;           /* with a limit: ask for no more than that of the body */
	bool ahead;            /* of palais' own accord: what config.allow lets, and no more */
};

/* The addresses that config.allow will be asked about for a request: all of them when it
 * is ahead of reading, else those of directories. 0 or -1 with err. */
int obtain_each_judged(const struct obtain *o, const struct obtain_request *request,
                       int (*each)(const char *url, void *payload), void *payload, struct err *err);

/* An id, or -1. What is under way already is not asked for twice: its id comes
 * back. */
int obtain_start(struct obtain *o, const struct obtain_request *request, struct err *err);
void obtain_cancel(struct obtain *o, int id);
/* How far the transfer of the moment has come; false when there is none. *where
 * is the host that is asked, "" while palais waits. Borrowed until the next call. */
bool obtain_progress(const struct obtain *o, int id, uint64_t *got, int64_t *length,
                     const char **where);

struct obtain_event {
	int id;
	enum bring_outcome outcome;
	const char *what;  /* as it was asked for */
	const char *lang;  /* of a symbol; "" for an address */
	const char *found; /* where it was found, "" when it was not */
	const char *note;  /* what a reader should know of it though it came; "" */
	int64_t version;   /* in the store; 0 when nothing of it is there */
	const struct doc *doc;
	uint64_t down, up; /* over all that was asked */
	uint64_t again;    /* bytes of it that had come before, and came again */
	int asked;         /* how many requests it took */
	int status;        /* of HTTP, of the last answer; 0 when there was none */
	bool limited;      /* it stopped at the limit; a part is kept */
	struct err err;    /* ERR_NONE for BRING_NEW and BRING_SAME */
};

/* As bring_take: 1 when that ended a request, 0, -1 when the event is not ours. */
int obtain_take(struct obtain *o, const struct client_event *event, struct obtain_event *out);

/* Milliseconds until obtain_later has something to do; -1: nothing waits. */
int obtain_wait_ms(const struct obtain *o);
/* Asks again what has waited long enough. 1 when that ended a request, else 0. */
int obtain_later(struct obtain *o, struct obtain_event *out);

/* What one that is under way has cost so far, both ways; of the request at hand its heads
 * are an estimate. */
void obtain_cost(const struct obtain *o, int id, uint64_t *down, uint64_t *up);
/* Forgets which hosts could not be reached: patient requests do not try these again. */
void obtain_forget_hosts(struct obtain *o);

/* Seconds until it is asked again, while it waits for a server; 0 when it does not. */
int64_t obtain_later_seconds(const struct obtain *o, int id);

/* The word by which reference_read names a symbol in a language: its address at
 * docs.un.org. For the queue and for links. */
void obtain_word(const char *symbol, const char *lang, char *out, size_t size);

#endif
