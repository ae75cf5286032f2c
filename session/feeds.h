/* SPDX-License-Identifier: ISC */
/*
 * feeds: what a reader says of feeds, for the verb and for the screen.
 */
#ifndef PALAIS_SESSION_FEEDS_H
#define PALAIS_SESSION_FEEDS_H

#include "session/session.h"

/* What was done, and what the reader should know besides; "" for nothing. */
struct feed_said {
	char done[600], warning[300];
};

/* The words after `feed`: all but list; on the screen --force is one of them. 0, or -1 with
 * err. */
int feed_order(struct session *session, int argc, char *const *argv, struct feed_said *said,
               struct err *err);

#endif
