/* SPDX-License-Identifier: ISC */
/*
 * origin: an HTTP server on 127.0.0.1 for tests, with manners good and bad.
 *
 * Serves the files of a directory (with ETag, Last-Modified, 304, and in pieces: Range,
 * If-Range), and under /x/ a fixed set of behaviours; tests/lib/origin_main.c lists them in
 * its help. It also answers as an HTTP proxy, for every host the same.
 * Every request is logged: "GET /path?query<TAB>Header: value<TAB>...", at the
 * end "From-Port: N", the client's. A file
 * "NAME.headers" beside a file NAME holds header lines of its own, and may
 * begin with "Status: 404", or have a line "Manners: cut=5000,noranges" that says how
 * the file is to be sent.
 */
#ifndef PALAIS_TESTS_LIB_ORIGIN_H
#define PALAIS_TESTS_LIB_ORIGIN_H

#include <stdbool.h>
#include <stddef.h>

struct origin;

struct origin_config {
	const char *root;      /* directory to serve, or NULL */
	const char *log;       /* file to log to as well, or NULL */
	const char *cert_file; /* TLS: where to write the certificate made; NULL: plain HTTP */
	int cert_days;         /* so many days from now it begins to be valid, for one day */
	int drip_ms;           /* between two bytes of /x/drip; 0: 50 */
};

/* NULL when it could not be started. It runs in threads of its own. */
struct origin *origin_start(const struct origin_config *config);
void origin_stop(struct origin *o);

int origin_port(const struct origin *o);
/* Where that path is at it ("/x/etag"), without TLS. It stands until four more are asked for. */
char *origin_url(const struct origin *o, const char *path);

/* How many requests began with this ("GET /x/etag"), or held that anywhere. */
int origin_count(struct origin *o, const char *begins, const char *holds);

/* What /x/range?SIZE sends; the caller frees it. */
char *origin_made(size_t size);

/* The log so far; the caller frees it. */
char *origin_log(struct origin *o);

/* A self-signed certificate for localhost and 127.0.0.1, and its key, as PEM;
 * the caller frees both. False when it cannot be made here. */
bool origin_certificate(char **certificate, char **key, int days);

#endif
