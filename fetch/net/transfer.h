/* SPDX-License-Identifier: ISC */
/*
 * transfer: brings bodies from HTTP servers, many at once, in one thread.
 *
 * The only module that knows libcurl. Bytes are handed on as they come, still
 * in their content coding. The rules on where a request may go are in rules.h;
 * redirects are followed here, one by one, so that every address is judged.
 * At most TRANSFER_PER_HOST requests are under way to one host, each on a connection
 * of its own, or TRANSFER_STREAMS on one connection with HTTP/2 (fewer to a host that rules.h
 * knows to bear no more), and TRANSFER_TOTAL in all; the rest wait, and their deadlines have
 * not begun.
 *
 * One with a limit goes by HTTP/1.1 over a connection with a small receive buffer, which
 * only others with a limit use after it, and is cut off where the limit is: what crosses the line
 * beyond it is then little (some 64 KiB at most), and is counted.
 */
#ifndef PALAIS_FETCH_NET_TRANSFER_H
#define PALAIS_FETCH_NET_TRANSFER_H

#include "fetch/wire/answer.h"
#include "model/base/err.h"

#include <poll.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TRANSFER_PER_HOST 6
#define TRANSFER_STREAMS 12
#define TRANSFER_TOTAL 24
#define TRANSFER_CONNECT_SECONDS 30
/* A server that sends less than a byte a second for so long is given up; some
 * UN services think for half a minute. */
#define TRANSFER_STALL_SECONDS 60

struct transfers;

/* Strings are NULL where there is none; all are copied. */
struct transfer_request {
	uint32_t id;
	const char *url;
	const char *etag;
	const char *last_modified;
	const char *languages;
	const char *mirrors;  /* lines of FROM=TO */
	const char *encoding; /* for Accept-Encoding; NULL: what palais-parse undoes */
	const char *if_range; /* what is asked for from a byte on counts for this alone */
	const char *named_by; /* the page or the feed that names it (errand.h); NULL: the reader */
	uint64_t from;        /* the first byte that is wanted */
	uint64_t limit;       /* bytes of body that may come; 0: any number */
	bool closed;          /* no more than the limit is asked for */
	bool loose;           /* a limit that costs nothing: as without one until it is reached */
	bool head_only;       /* no body is asked for */
	uint64_t max_bytes;   /* of the whole body as it comes */
	uint64_t deadline_ms; /* from the start of the first hop; 0: none */
	unsigned stall_seconds; /* without a byte, then it is given up; 0: TRANSFER_STALL_SECONDS */
	uint64_t window;        /* bytes of body that may come before transfers_more */
};

/* For how long it may stand still. */
static inline unsigned transfer_stall_seconds(const struct transfer_request *r)
{
	return r->stall_seconds ? r->stall_seconds : TRANSFER_STALL_SECONDS;
}

struct transfer_end {
	bool whole;        /* every byte of the body came */
	bool limited;      /* it was cut off at its limit, which is no failure */
	uint64_t overrun;  /* bytes that came beyond the limit, some of them not handed on */
	uint64_t down, up; /* bytes of heads and bodies over all hops */
	struct err err;    /* ERR_NONE when all is well */
};

/* For each request: head at most once, body any number of times (never for an
 * answer outside 2xx: those bodies are left out), end once.
 * permanent: there were redirects, and each of them for good. */
struct transfer_ops {
	/* -1 with err: the head cannot be told, and the request fails with that. */
	int (*head)(void *owner, uint32_t id, const char *url, bool permanent,
	            const struct answer *a, struct err *err);
	/* False: no room now; the same bytes come again after transfers_resume. */
	bool (*body)(void *owner, uint32_t id, const char *bytes, size_t len);
	void (*end)(void *owner, uint32_t id, const struct transfer_end *end);
};

/* public_only: none of these ever asks a host near this machine, at no hop. */
struct transfers *transfers_new(const struct transfer_ops *ops, bool public_only, void *owner,
                                struct err *err);
void transfers_free(struct transfers *ts); /* what runs is cut off, without an end */

/* Begins, or queues. A request that may not be asked at all ends from
 * transfers_perform like every other. -1 only when out of memory. */
int transfers_get(struct transfers *ts, const struct transfer_request *request, struct err *err);
void transfers_cancel(struct transfers *ts, uint32_t id); /* no end is told */
bool transfers_has(const struct transfers *ts, uint32_t id);
size_t transfers_count(const struct transfers *ts);

/* Opens the window of a request by so many bytes. */
void transfers_more(struct transfers *ts, uint32_t id, uint64_t bytes);
/* There is room again for those whose body() was refused. */
void transfers_resume(struct transfers *ts);

/* Does what can be done now, without waiting. */
void transfers_perform(struct transfers *ts);
/* Waits until a transfer can go on, one of the descriptors is ready (revents
 * are filled in) or the time is over. At most 4 descriptors. */
int transfers_poll(struct transfers *ts, struct pollfd *fds, unsigned count, int timeout_ms,
                   struct err *err);

/* Files and folders of certificates that it reads, as the reader's environment and libcurl
 * have them: at most TRANSFER_FILES, then NULL. Borrowed for good. */
#define TRANSFER_FILES 4
void transfers_files(const char *files[TRANSFER_FILES + 1]);

/* "libcurl/7.88.1 OpenSSL/3.0.17 ..." */
const char *transfers_library(void);

#endif
