/* SPDX-License-Identifier: ISC */
/*
 * internal: what transfer.c (all requests), begin.c (one hop of one) and
 * fail.c (why it failed) share; no one else's business.
 */
#ifndef PALAIS_FETCH_NET_INTERNAL_H
#define PALAIS_FETCH_NET_INTERNAL_H

#include "fetch/net/rules.h"
#include "fetch/net/transfer.h"
#include "model/base/vec.h"

#include <curl/curl.h>

struct transfer {
	struct transfer *next;
	struct transfers *all;
	CURL *easy; /* NULL while queued */
	struct curl_slist *headers;
	uint32_t id;
	char *mirrors, *named_by;
	char *chain[RULES_REDIRECTS + 1]; /* the addresses so far, unmapped */
	int hops;                         /* chain[hops] is the present one */
	char *asked;                      /* that, mapped */
	struct answer answer;
	uint64_t max_bytes, deadline_ms, window;
	unsigned stall_seconds;
	uint64_t from, limit; /* as they were asked */
	bool tight;           /* nothing may cross the line beyond the limit */
	bool head_only;
	uint64_t got;      /* bytes of this hop's body */
	uint64_t base;     /* where in the whole it begins */
	uint64_t overrun;  /* bytes of it beyond the limit */
	uint64_t unread;   /* and of those what curl never took in */
	uint64_t unwanted; /* of a body that is left out */
	uint64_t down, up; /* of the hops before, and of handshakes */
	int64_t deadline;  /* on the clock of clock_ms(); 0: none */
	int64_t began;     /* likewise, this hop */
	bool connected;    /* this hop */
	bool eager;        /* begun in the hope for HTTP/2, beyond TRANSFER_PER_HOST */
	bool guarded;      /* a hop before this one was public, or all have to be */
	bool checked;      /* this hop may not connect to an address that is not public */
	bool paused, told; /* body refused; head told */
	bool enough;       /* cut off on purpose: no failure */
	bool limited;      /* and that at its limit */
	bool for_now;      /* one of the redirects was not for good */
	struct err why;    /* what we ourselves found wrong */
	char detail[CURL_ERROR_SIZE];
};

struct transfers {
	CURLM *multi;
	CURLSH *common;         /* TLS sessions: the second connection to a host costs less */
	CURLSH *limited;        /* connections with a small receive buffer, for one another alone */
	struct transfer *first; /* in the order asked */
	const struct transfer_ops *ops;
	void *owner;
	bool public_only;
	int64_t held_until; /* someone waits for another's connection; 0: no one */
	VEC(char *) plain;  /* addresses of https hosts that do not speak HTTP/2 */
};

/* The address that is being asked, unmapped. */
static inline const char *transfer_present(const struct transfer *t)
{
	return t->chain[t->hops];
}

/* Where the reader has certificates; NULL: where libcurl has them. */
const char *transfer_ca_file(void);
const char *transfer_ca_folder(void);
/* Sets `asked` for the present address; -1 with t->why when it may not be asked. */
int transfer_map(struct transfer *t);
/* A field of the request's head; -1 when out of memory. One that could not be sent as
 * it is is left out. */
int transfer_add_field(struct transfer *t, const char *name, const char *value);
/* Asks: the first time, and again where a redirect leads; -1 with t->why. */
int transfer_begin(struct transfer *t);
int transfer_begin_hop(struct transfer *t);

/* Remembers whether the host that is answering speaks HTTP/2. */
void transfer_note_version(struct transfer *t);

/* How many bytes the body of the present answer is to have, or -1. */
int64_t transfer_due(const struct transfer *t);

/* Why it failed, in one line: "address: why". */
void transfer_explain(struct transfer *t, CURLcode code, struct err *err);

#endif
