/* SPDX-License-Identifier: ISC */
/*
 * servers: what servers have said that holds for longer than one answer: where an
 * address has moved for good, until when a host wants to be left alone, and what was
 * asked for and is nowhere.
 */
#ifndef PALAIS_MODEL_STORE_SERVERS_H
#define PALAIS_MODEL_STORE_SERVERS_H

#include "model/store/store.h"

/* The address that another has moved to, by 301 or 308. _set with the address itself
 * forgets it. _get: 1 and the target (owned by the caller), 0 when it has not moved,
 * -1 with err. */
int store_moved_set(struct store *s, const char *url, const char *target, struct err *err);
int store_moved_get(struct store *s, const char *url, char **target, struct err *err);

/* Until when (UTC seconds) a host, "name" or "name:port", is to be left alone; 0: it may
 * be asked. A pause that is over is 0. */
int store_pause_set(struct store *s, const char *host, int64_t until, struct err *err);
int64_t store_pause_get(struct store *s, const char *host);

/* When a word (a symbol in a language, an address) was last asked for in vain, or 0.
 * _set with 0 forgets it. */
int store_absent_set(struct store *s, const char *word, int64_t when, struct err *err);
int64_t store_absent_get(struct store *s, const char *word);

#endif
