/* SPDX-License-Identifier: ISC */
/*
 * public: whether an address is one that the whole internet has, or only a machine near the
 * reader: the one place where that is decided.
 *
 * By name: localhost, a name without a dot, .local and the like are near, and so is every
 * number (in any form that inet_aton takes) of a range that is not routed: loopback,
 * link-local, private, the carrier's own. Knows no network: what a name leads to is judged
 * by address_is_public, when it is known.
 */
#ifndef PALAIS_MODEL_BASE_PUBLIC_H
#define PALAIS_MODEL_BASE_PUBLIC_H

#include <stdbool.h>

struct sockaddr;

/* Whether the host of this address, as written, is public. What has no host is not. */
bool url_is_public(const char *url);

/* The same of an address that a name was resolved to. Anything that is neither
 * IPv4 nor IPv6 is not. */
bool address_is_public(const struct sockaddr *address);

#endif
