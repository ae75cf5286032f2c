/* SPDX-License-Identifier: ISC */
/*
 * lease: work on a store that only one program may do at a time.
 *
 * A lease has a name ("sync") and belongs to a process. It holds until it is given back,
 * its time is over, or its process has ended: that a process of this host is gone is
 * seen at once, of another host's only its time is known. Leases are advice between
 * programs that ask for them; they lock nothing else. Knows no network.
 */
#ifndef PALAIS_MODEL_STORE_LEASE_H
#define PALAIS_MODEL_STORE_LEASE_H

#include "model/store/store.h"

/* Takes or renews a lease for so many seconds: 1, 0 when another program has it, -1
 * with err. */
int store_lease_take(struct store *s, const char *name, unsigned seconds, struct err *err);
/* Gives it back, if it is this process's. */
void store_lease_give(struct store *s, const char *name);

/* Who has a lease that another program has. */
struct store_lease_holder {
	char host[256];
	int64_t pid;
	bool here;       /* on this host */
	bool own;        /* it is this process */
	int64_t expires; /* UTC seconds */
};

/* 1 with the holder of a lease that holds, this process included; 0 when it is free,
 * -1 with err. */
int store_lease_holder(struct store *s, const char *name, struct store_lease_holder *holder,
                       struct err *err);

#endif
