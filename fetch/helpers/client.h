/* SPDX-License-Identifier: ISC */
/*
 * client: palais' side of its two helpers, palais-fetch and palais-parse.
 *
 * Starts a helper when it is first needed, asks it, hands its events over, and
 * ends what oversteps. Nothing blocks: the owner polls the descriptors that
 * client_fds gives, calls client_ready, then takes events with client_next
 * until there are none. Knows the wire and processes; knows no store and no
 * screen, and links neither libcurl nor libxml2.
 *
 * A `get` asks palais-fetch for an address and hands every byte that comes both
 * to the owner (CLIENT_BODY: to be hashed and stored) and to a palais-parse of
 * its own. Events of one get come in this order:
 *   CLIENT_HEAD, CLIENT_BODY*, CLIENT_END, CLIENT_DOC      a body
 *   CLIENT_HEAD, CLIENT_END                                304 and the like
 * (bodies of answers outside 2xx are left out; CLIENT_END says in `more`
 * whether a CLIENT_DOC follows, which it does for a part of a body as well)
 *   CLIENT_END with its err set                            no answer at all
 * A `parse` gives CLIENT_DOC alone.
 */
#ifndef PALAIS_FETCH_HELPERS_CLIENT_H
#define PALAIS_FETCH_HELPERS_CLIENT_H

#include "model/base/err.h"
#include "model/doc/document.h"

#include <poll.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct client;

struct client_config {
	const char *fetch_path; /* the programs; copied */
	const char *parse_path;
	const char *const *mirrors; /* "FROM=TO", in order; copied */
	size_t mirror_count;
	bool offline; /* every get fails at once with ERR_NETWORK */
	unsigned
		parse_seconds; /* for a document, once all of it was fed; 0: CLIENT_PARSE_SECONDS */
	bool public_only;      /* palais-fetch asks no host near this machine */
};

struct client_request {
	const char *url;
	const char *etag;          /* validators of what is there already, or NULL */
	const char *last_modified; /* as the server sent it, or NULL */
	const char *languages;     /* for Accept-Language, or NULL */
	const char *encoding;      /* Accept-Encoding; NULL: what palais-parse undoes */
	uint64_t from;             /* the first byte that is wanted: the answer is a piece (206) */
	const char *if_range;      /* or all of it (200), when it is no longer what this names */
	const char *named_by; /* the page or the feed that names it (errand.h); NULL: the reader */
	uint64_t limit;       /* bytes of body that may come; 0: any number */
	bool closed;          /* no more than the limit is asked for: a piece again */
	bool loose;           /* what may come beyond the limit, from who gives no pieces, is no
	                         matter: the connection is one like any other */
	bool head_only;       /* status and headers, and no body */
	bool bytes_alone;     /* no document is made of the body: CLIENT_END is the last */
	uint64_t max_bytes;   /* of the whole body as it comes; 0: CLIENT_MAX_BODY */
	unsigned deadline_seconds; /* for the whole; 0: CLIENT_DEADLINE */
};

#define CLIENT_MAX_BODY (64ull << 20)
#define CLIENT_DEADLINE 300
#define CLIENT_PARSE_SECONDS 60

/* What palais-parse is told of some bytes; NULL where it is not known. */
struct client_parse {
	const char *type;    /* media type, without parameters */
	const char *charset; /* of the Content-Type header */
	const char *coding;  /* Content-Encoding, as it came */
	const char *base;    /* the address that links are relative to */
	const char *name;    /* file name, when there is no type */
	bool whole;          /* a web page with all that is not its main text */
	bool part;           /* the beginning of what goes on */
};

struct client_head {
	int status;          /* HTTP status of the last answer */
	const char *url;     /* where it was found, after redirects, before mirrors */
	const char *type;    /* media type in lower case without parameters, or "" */
	const char *charset; /* "" */
	const char *coding;  /* "" when the bytes come as they are */
	const char *etag;    /* as sent, or "" */
	const char *last_modified;
	const char *date;
	int64_t length;      /* Content-Length, or -1 */
	int64_t first, last; /* the bytes that a piece (206) is of; -1: it does not say */
	int64_t total;       /* and the size of the whole, or -1 */
	bool permanent;      /* there were redirects, and each of them for good */
	const char *headers; /* the last answer's header block as it came */
	const char *mirror;  /* the address that was really asked for it, by a mirror; "" */
};

enum client_event_kind { CLIENT_HEAD, CLIENT_BODY, CLIENT_END, CLIENT_DOC };

struct client_event {
	enum client_event_kind kind;
	int id;
	const struct client_head *head; /* CLIENT_HEAD; borrowed until the next event */
	const char *bytes;              /* CLIENT_BODY; borrowed likewise */
	size_t len;
	bool whole;        /* CLIENT_END: every byte of the body came */
	bool more;         /* CLIENT_END: a CLIENT_DOC follows */
	bool limited;      /* CLIENT_END: it was cut off at its limit, which is no failure */
	uint64_t overrun;  /* CLIENT_END: bytes of body that came beyond the limit */
	uint64_t down, up; /* CLIENT_END: bytes that crossed the line, headers included */
	struct err err;    /* CLIENT_END, CLIENT_DOC: code ERR_NONE when all is well */
	struct doc *doc;   /* CLIENT_DOC: the taker's; an error document when parsing failed */
};

struct client *client_new(const struct client_config *config, struct err *err);
void client_free(struct client *c); /* ends helpers that are still there */

/* Starts palais-fetch before it is asked for anything: it gets ready while its owner
 * does something else. That it cannot be started is told by the first request. */
void client_wake(struct client *c);

/* The id (1 and more) by which events name the request, or -1. */
int client_get(struct client *c, const struct client_request *request, struct err *err);
int client_parse(struct client *c, const struct client_parse *how, struct err *err);
/* A parse of the beginning of the bytes of another, or of those that a get brings whose head
 * has come: of the same type, with the same address. */
int client_parse_like(struct client *c, int id, struct err *err);
/* Feeds a parse; the bytes are copied or written. client_parse_end: no more come. */
int client_parse_feed(struct client *c, int id, const char *bytes, size_t len, struct err *err);
int client_parse_end(struct client *c, int id, struct err *err);
/* Waits until the parser has taken most of what it was fed. */
void client_parse_pace(struct client *c, int id);
/* Ends a get or a parse; no more events of it come. */
void client_cancel(struct client *c, int id);
/* The same; bytes of its body that came and were not handed over yet go to `last`. */
typedef void client_last(void *payload, const char *bytes, size_t len);
void client_cancel_after(struct client *c, int id, client_last *last, void *payload);

/* Asks anew in place of a get that was answered, under its id; what that still
 * would tell is not told. For the owner while it takes CLIENT_HEAD, or a CLIENT_END
 * without a document to follow. -1: the id is no more. */
int client_get_again(struct client *c, int id, const struct client_request *request,
                     struct err *err);

/* What the parser of a get, or of a parse, is given before the bytes that come:
 * `size` bytes that the owner has, read as the parser takes them (at most 64 KiB at
 * once; 0 and less: there are no more). To be said while the owner takes
 * CLIENT_HEAD, or at once after client_parse. how: of all the bytes; may be NULL. */
typedef long client_before(void *payload, uint64_t offset, char *bytes, size_t len);
int client_put_before(struct client *c, int id, const struct client_parse *how, uint64_t size,
                      client_before *read, void *payload, struct err *err);

/* Whether anything is under way, and how far a get has come, with what was put
 * before it. */
bool client_busy(const struct client *c);
bool client_progress(const struct client *c, int id, uint64_t *got, int64_t *length);
/* Bytes of its body that have come by this get alone. */
uint64_t client_came(const struct client *c, int id);

/* So many descriptors are waited for at the most: a parser has up to nine, and of those
 * under way at once none is left out. */
#define CLIENT_FDS 256

/* Fills at most max entries and returns how many; *timeout_ms is set to the
 * wait until the next deadline if that is sooner (-1: none). */
size_t client_fds(struct client *c, struct pollfd *fds, size_t max, int *timeout_ms);
void client_ready(struct client *c, const struct pollfd *fds, size_t count);
/* The next event: 1, or 0 when there is none now. */
int client_next(struct client *c, struct client_event *event);

/* Polls on the client alone until there is an event (1), or nothing is under
 * way (0). For programs without a screen. */
int client_wait(struct client *c, struct client_event *event);

/* Waits so long (-1: as long as it takes) for the document of one parse, from among others'
 * events, which stay for client_next; false when it has not come. */
bool client_wait_for(struct client *c, int id, int limit_ms, struct client_event *event);

/* Sees the bytes of a file as they go to the parser; -1 with err breaks off. */
typedef int client_tap(void *payload, const char *bytes, size_t len, struct err *err);

/* Feeds a parse with the beginning of a regular file, as far as the pipe takes it,
 * and does not wait: the parser works while the caller does something else.
 * client_parse_rest goes on from there. */
void client_parse_ahead(struct client *c, int id, int fd);

/* Feeds a parse that client_parse has started with what a descriptor holds, from
 * here to its end, and waits for the document. tap may be NULL. NULL with err
 * when reading failed or the tap broke it off. */
struct doc *client_parse_rest(struct client *c, int id, int fd, client_tap *tap, void *payload,
                              struct err *err);
/* Both: starts and waits. NULL also when no helper could be started. */
struct doc *client_parse_fd(struct client *c, int fd, const struct client_parse *how,
                            struct err *err);

/* The same with `size` bytes that the caller has, which `read` gives piece by piece as for
 * client_put_before. */
struct doc *client_parse_kept(struct client *c, const struct client_parse *how, uint64_t size,
                              client_before *read, void *payload, struct err *err);

#endif
