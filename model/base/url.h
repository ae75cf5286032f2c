/* SPDX-License-Identifier: ISC */
/*
 * url: addresses (RFC 3986): split, resolve, bring to one form, encode.
 *
 * Takes what documents and people write: blanks around an address and line
 * breaks inside it are dropped, bytes that may not stand are percent-encoded.
 * A host that is not ASCII is left alone (palais-fetch's library turns it into
 * its xn-- form when it asks), but where it mixes scripts: then it is in that form
 * (shown.h). Knows text only: no network, no store.
 */
#ifndef PALAIS_MODEL_BASE_URL_H
#define PALAIS_MODEL_BASE_URL_H

#include <stdbool.h>
#include <stddef.h>

/* An address longer than this is refused everywhere. */
#define URL_MAX 8192

/* A stretch of the address that was split; at is NULL where the part is absent
 * (an empty part is there, with len 0). */
struct url_part {
	const char *at;
	size_t len;
};

/* A reference, in parts borrowed from the string that was split. */
struct url {
	struct url_part scheme;   /* without ':' */
	struct url_part user;     /* "name:password", without '@' */
	struct url_part host;     /* an IPv6 address keeps its brackets */
	struct url_part port;     /* digits, without ':' */
	struct url_part path;     /* always there */
	struct url_part query;    /* without '?' */
	struct url_part fragment; /* without '#' */
};

/* Splits any reference, absolute or relative. Takes the string as it stands:
 * it cannot fail, for any string is a reference of some kind. */
void url_split(struct url *u, const char *s);

/* Whether the part is this word, letters of ASCII in either case. */
bool url_part_is(struct url_part part, const char *word);

/* Whether it is an absolute http or https address with a host. */
bool url_is_web(const char *s);
/* Whether it is an absolute https address. */
bool url_is_https(const char *s);

/* The host, with its port where one is written, of an address as it stands; what is
 * behind it begins with '/', '?' or '#', or is the end. Without "://" the host is what
 * the string begins with. Never absent, but perhaps empty. */
struct url_part url_host(const char *s);

/* The port that is asked: the one written, else 443 or 80 by the scheme; -1
 * where it is not a port or the scheme is another. */
int url_port(const struct url *u);

/* What ref means in a document at base (RFC 3986, 5.2), cleaned and with its
 * dot segments gone; the fragment stays. Caller frees. NULL when base is not
 * absolute and ref is not either, when it is too long, or out of memory. */
char *url_resolve(const char *base, const char *ref);

/* The one form of an http or https address, by which it is kept and found:
 * scheme and host in lower case, no default port, no fragment, no dot
 * segments, "/" for an empty path, percent-encoding only where it is needed
 * and in upper case. Caller frees. NULL when it is not such an address. */
char *url_normal(const char *s);

/* Whether both are of one scheme, host and port. */
bool url_same_origin(const char *a, const char *b);

/* Percent-encodes all but unreserved characters and those in keep ("" for
 * none): encode a symbol for a query with keep "/()". Caller frees. */
char *url_encode(const char *s, const char *keep);
/* Undoes it; '%' without two digits stands, and %00 does too. Caller frees. */
char *url_decode(const char *s, size_t len);

/* The last segment of the path, decoded, for naming a file; "" when the path
 * ends in '/'. Caller frees. */
char *url_file_name(const char *s);

#endif
