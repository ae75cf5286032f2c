/*
 * downloads_int: what downloads.c (the list), downloads_run.c (asking and ending) and
 * downloads_hosts.c (robots.txt) share; no one else's business.
 */
#ifndef PALAIS_FETCH_ACQUIRE_DOWNLOADS_INT_H
#define PALAIS_FETCH_ACQUIRE_DOWNLOADS_INT_H

#include "fetch/acquire/downloads.h"
#include "fetch/acquire/robots.h"
#include "model/base/vec.h"

#include <stdint.h>

/* Under way at once; palais-fetch asks one host for fewer. */
#define DOWNLOADS_ACTIVE 12
/* Heads and a request cost about so much. */
#define DOWNLOADS_ASKING 1200u
/* With less than this nothing is worth asking for. */
#define DOWNLOADS_LEAST 2400u
/* Further from the limit than this, downloads are let run side by side. */
#define DOWNLOADS_FAR (128u * 1024)

struct item {
	int id;
	enum download_kind kind;
	enum download_state state;
	char *what, *lang, *languages, *title, *word;
	bool afresh;
	bool ahead;  /* of palais' own accord: robots.txt is obeyed */
	bool untold; /* it ended, and the owner was not told */
	bool near;   /* it has to be asked for with a limit */
	bool unpaid; /* a robots.txt for the reader's wish: no budget keeps it back */
	int obtain;  /* its id there while it is under way */
	uint64_t expected, reserved;
	uint64_t down, up;
	int64_t began;     /* clock_ms when its first bytes were seen; 0 */
	uint64_t began_at; /* and how many these were */
	struct err why;
	char note[300];
};

/* A host, by the beginning of its addresses. */
struct host {
	char *origin; /* "https://press.un.org" */
	enum { RULES_UNKNOWN, RULES_ASKED, RULES_KNOWN, RULES_CLOSED } rules;
	struct doc *robots; /* of RULES_KNOWN; NULL: there is none */
	struct err why;     /* RULES_CLOSED since it does not answer; else none */
};

struct downloads {
	struct downloads_config config;
	struct obtain *obtain;
	struct store *store;
	VEC(struct item *) items; /* in the order in which they are asked for */
	VEC(struct host) hosts;
	int last_id;
	uint64_t budget, spent, overrun; /* of what counts towards a budget */
	uint64_t down, up, again;
	unsigned asked;
	struct item *told;       /* lent to the owner, */
	struct obtain_event end; /* and so is this */
};

struct item *downloads_item(const struct downloads *d, int id);
/* Ends one that is not under way any more: its end is told by downloads_later. What has
 * ended stands before everything else in the list, in the order of the ends. */
void downloads_end(struct downloads *d, struct item *i, enum download_state state,
                   const struct err *why);
/* Ends the asking for one that is under way; it is on no state of its own then. */
void downloads_drop(struct downloads *d, struct item *i);
/* Looks how far what is under way has come. */
void downloads_watch(struct downloads *d);

/* -- hosts ------------------------------------------------------------------ */

struct host *downloads_host(struct downloads *d, const char *url); /* NULL: out of memory */
enum rules_say { RULES_FORBID, RULES_ALLOW, RULES_WAIT, RULES_SILENT };

/* Whether palais may ask for an address of its own accord. RULES_WAIT: its host's
 * robots.txt has to come first, and is on the list now (unpaid: whatever the budget).
 * RULES_SILENT: it did not come, since the host does not answer; *why says so. */
enum rules_say downloads_robots(struct downloads *d, const char *url, bool unpaid, struct err *why);
/* The same for obtain, of hosts whose robots.txt has come. */
bool downloads_allow(const char *url, void *downloads);
/* A robots.txt has come, or has not, and why. e: NULL when it could not be asked for. */
void downloads_robots_ended(struct downloads *d, const struct item *i, const struct obtain_event *e,
                            const struct err *why);
/* It was taken off the list before anything was known of it. */
void downloads_robots_dropped(struct downloads *d, const struct item *i);
void downloads_hosts_done(struct downloads *d);

#endif
