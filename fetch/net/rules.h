/* SPDX-License-Identifier: ISC */
/*
 * rules: where a request may go, decided on addresses before --mirror maps them.
 *
 * Only http and https; a redirect never leads from https to http, never from a
 * public host to a private, loopback or link-local one, never to a name and
 * password; what a page or a feed has named never leads to such a host at all
 * (fetch/wire/errand.h). Mapping comes last, so that a mirror on the reader's own machine
 * can stand for a public host. Knows no curl and opens nothing.
 */
#ifndef PALAIS_FETCH_NET_RULES_H
#define PALAIS_FETCH_NET_RULES_H

#include "model/base/err.h"

#include <stdbool.h>

#define RULES_REDIRECTS 10

/* What is known of a request's way before the address that is judged. */
struct rules_chain {
	bool guarded;         /* it has been at a public host */
	const char *named_by; /* the page or the feed that named its beginning; NULL: the reader */
};

/* The first address of a request, in its one form; caller frees. NULL with err
 * when it is not one that may be asked. */
char *rules_first(const char *url, const char *named_by, struct err *err);

/* Where a Location that came from `from` leads, in its one form; caller frees. NULL with err
 * when it may not be followed. */
char *rules_redirect(const char *from, const char *location, const struct rules_chain *chain,
                     struct err *err);

/* How many requests a host can bear at once, where it is known to answer that it is busy to
 * more; 0: it is not. */
int rules_at_once(const char *url);

/* The proxy of the environment for this address, borrowed from it, or NULL:
 * http_proxy, https_proxy, all_proxy, but for the hosts of no_proxy. */
const char *rules_proxy(const char *url);

#endif
