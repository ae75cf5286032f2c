/* SPDX-License-Identifier: ISC */
/*
 * keep: `palais list pinned`, which list.c knows by name alone.
 */
#ifndef PALAIS_CLI_KEEP_H
#define PALAIS_CLI_KEEP_H

#include "session/session.h"

/* To standard output. 0, -1 with err. */
int keep_list_pinned(const struct session *session, struct err *err);
/* How many, or -1 with err. */
long keep_count_pinned(const struct session *session, struct err *err);

#endif
