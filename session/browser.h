/* SPDX-License-Identifier: ISC */
/*
 * browser: $BROWSER, for an address that the reader wants to see there. palais gives up to start
 * anything but its own parts once it has begun (session/sealing.h), and what it started would be
 * sealed as it is; so a shell that waits is started before that, where the variable is set. It is
 * told addresses, a line each, and starts the browser with one after its words. Ctrl-Z stops them
 * all, palais too.
 *
 * Knows processes; no documents. A restricted run has none.
 */
#ifndef PALAIS_SESSION_BROWSER_H
#define PALAIS_SESSION_BROWSER_H

#include "model/base/err.h"

#include <stdbool.h>
#include <sys/types.h>

struct browser {
	pid_t pid; /* of the shell; 0: there is none */
	int to;    /* addresses, */
	int from;  /* and how each ended */
};

/* Starts the shell where $BROWSER is set and not empty; else, or where it cannot be started,
 * there is none. */
void browser_start(struct browser *b);
void browser_stop(struct browser *b);

/* Whether it is an address for a browser: of the web, and in one word. */
bool browser_takes(const char *address);

/* What is heeded while a browser has the terminal: woken is called when fd can be read, and has to
 * read it. */
struct browser_watch {
	int fd;
	void (*woken)(void *payload);
	void *payload;
};

/* Starts the browser with the address and waits for its end, with the terminal as it is: 0, or
 * -1 with err, also where the browser says that it failed. */
int browser_show(struct browser *b, const char *address, const struct browser_watch *watch,
                 struct err *err);

#endif
