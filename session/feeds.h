/* SPDX-License-Identifier: ISC */
/*
 * feeds: what a reader says of feeds, for the verb and for the screen.
 */
#ifndef PALAIS_SESSION_FEEDS_H
#define PALAIS_SESSION_FEEDS_H

#include "session/session.h"

/* The words after `feed`: all but list. What was done goes into said. 0, or -1 with
 * err. */
int feed_order(struct session *session, int argc, char *const *argv, char *said, size_t size,
               struct err *err);

#endif
