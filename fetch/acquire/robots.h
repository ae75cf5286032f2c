/* SPDX-License-Identifier: ISC */
/*
 * robots: what a host's robots.txt lets a program fetch of its own accord (RFC 9309).
 *
 * Works on the document that palais-parse makes of the file: its lines in one or more
 * preformatted blocks. Knows nothing of hosts and fetching; who asks and when is its
 * caller's business.
 */
#ifndef PALAIS_FETCH_ACQUIRE_ROBOTS_H
#define PALAIS_FETCH_ACQUIRE_ROBOTS_H

#include "model/doc/document.h"

#include <stdbool.h>

/* The name that palais goes by in such a file: the product token of its User-Agent. */
#define ROBOTS_NAME "palais"

/* Whether an address may be asked for: by the longest rule of the groups for
 * ROBOTS_NAME, or where there is none of those for "*"; of two rules of one length the
 * one that allows counts. robots.txt itself is always allowed. The document is
 * borrowed for the call; NULL: there is no such file, and everything is allowed. */
bool robots_allow(const struct doc *robots, const char *url);

#endif
