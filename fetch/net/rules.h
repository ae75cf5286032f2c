/* SPDX-License-Identifier: ISC */
/*
 * rules: where a request may go, decided on addresses before --mirror maps them.
 *
 * Only http and https; a redirect never leads from https to http, never from a
 * public host to a private, loopback or link-local one, never to a name and
 * password. Mapping comes last, so that a mirror on the reader's own machine
 * can stand for a public host. Knows no curl and opens nothing.
 */
#ifndef PALAIS_FETCH_NET_RULES_H
#define PALAIS_FETCH_NET_RULES_H

#include "model/base/err.h"

#include <stdbool.h>

struct sockaddr;

#define RULES_REDIRECTS 10

/* Whether the host of this address, as written, is one that only a machine
 * near the reader has: localhost, a name without a dot, .local and the like,
 * or a number (in any form that inet_aton takes) of a range that is not
 * routed. */
bool rules_is_private(const char *url);

/* The same of an address that a name was resolved to. Anything that is neither
 * IPv4 nor IPv6 counts as private. */
bool rules_address_is_private(const struct sockaddr *address);

/* The first address of a request, in its one form; caller frees. NULL with err
 * when it is not one that may be asked. public_only: nor when it is private. */
char *rules_first(const char *url, bool public_only, struct err *err);

/* Where a Location that came from `from` leads, in its one form; caller frees.
 * `guarded`: the chain has been at a public host. NULL with err when it may
 * not be followed. */
char *rules_redirect(const char *from, const char *location, bool guarded, struct err *err);

/* The proxy of the environment for this address, borrowed from it, or NULL:
 * http_proxy, https_proxy, all_proxy, but for the hosts of no_proxy. */
const char *rules_proxy(const char *url);

#endif
