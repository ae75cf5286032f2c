/* SPDX-License-Identifier: ISC */
/*
 * errand: what palais does at an address because somebody else has named it.
 *
 * A page or a feed may name whatever it likes, also what only a machine near the reader has:
 * a printer, a router, another program of this machine. Such an address is asked only when
 * the reader says so. palais-fetch refuses by these rules, and palais believes no answer that
 * breaks them. Knows addresses by name and number; whether a name leads near is seen when
 * it is connected to.
 */
#ifndef PALAIS_FETCH_WIRE_ERRAND_H
#define PALAIS_FETCH_WIRE_ERRAND_H

#include <stdbool.h>

/* Whether the address is of the very host that named it, which is not public itself: a feed
 * in the reader's own network may speak of what lies beside it. */
bool errand_is_own_host(const char *url, const char *named_by);

/* Whether an address may be asked for that a page or a feed has named (by its own address,
 * or any other word for it); NULL: the reader did, and may. */
bool errand_may(const char *url, const char *named_by);

/* Whether what is asked for by https stays so. */
bool errand_keeps_secret(const char *from, const char *to);

#endif
