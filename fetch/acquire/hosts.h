/* SPDX-License-Identifier: ISC */
/*
 * hosts: what is known of the hosts that are asked: whether they answer, and what their
 * robots.txt lets palais fetch of its own accord.
 *
 * Knows the copies of these files that the store has; who asks for one, and when, is its
 * caller's business.
 */
#ifndef PALAIS_FETCH_ACQUIRE_HOSTS_H
#define PALAIS_FETCH_ACQUIRE_HOSTS_H

#include "fetch/acquire/acquire.h"
#include "model/base/vec.h"

/* A robots.txt is looked at again after a day (RFC 9309, 2.4); while its host does not
 * answer, the copy that is here counts for so long. */
#define HOSTS_FRESH 86400
#define HOSTS_OLD (30 * 86400)

/* By the beginning of its addresses. */
struct host {
	char *origin; /* "https://press.un.org" */
	bool dead;    /* it could not be reached, of late */
	enum { RULES_UNKNOWN, RULES_ASKED, RULES_KNOWN, RULES_CLOSED } rules;
	struct doc *robots; /* of RULES_KNOWN; NULL: there is none */
	struct err why;     /* RULES_CLOSED since it does not answer; else none */
};

struct hosts {
	struct store *store;
	VEC(struct host) list;
};
void hosts_done(struct hosts *h);

/* A host has answered, or could not be reached; and whether it could not. */
void hosts_note(struct hosts *h, const char *url, bool answers);
bool hosts_is_dead(struct hosts *h, const char *url);
/* The network may be another: hosts that did not answer are asked again. */
void hosts_forget(struct hosts *h);

enum hosts_say {
	HOSTS_FORBID,
	HOSTS_ALLOW,
	HOSTS_WAIT,   /* its robots.txt is asked for */
	HOSTS_SILENT, /* it did not come, since the host does not answer */
	HOSTS_ASK     /* its robots.txt has to be asked for */
};
/* Whether palais may ask for an address of its own accord. *why: of HOSTS_SILENT. */
enum hosts_say hosts_robots(struct hosts *h, const char *url, struct err *why);
/* The address of the robots.txt of a host; false when it is too long. */
bool hosts_robots_url(const char *url, char *out, size_t size);
/* That is asked for now. */
void hosts_asked(struct hosts *h, const char *url);

/* What is told of a robots.txt by the end of asking for it. */
enum robots_end {
	ROBOTS_LATER, /* nothing: only a part came, and the rest is asked for */
	ROBOTS_CAME,  /* it is in the store */
	ROBOTS_NONE,  /* the host has none: all is allowed */
	ROBOTS_FAILED /* nothing may be asked, unless a copy is here (RFC 9309, 2.3.1) */
};
enum robots_end hosts_robots_end(enum acquire_outcome outcome, int status, bool limited);
/* Takes that in; why: of ROBOTS_FAILED. */
void hosts_ended(struct hosts *h, const char *robots_url, enum robots_end end, int status,
                 const struct err *why);
/* It was taken off the list before anything was known of it. */
void hosts_dropped(struct hosts *h, const char *url);

#endif
