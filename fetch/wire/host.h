/* SPDX-License-Identifier: ISC */
/*
 * host: a helper that is there already, and has a child for each document.
 *
 * Started once, it has its libraries and tables loaded; asked over its socket with the
 * arguments that a program would get and two descriptors, it forks a child that has these
 * as standard input and output. The first asking of a run is not worth a host: the caller
 * starts the program itself. A host that has nothing to do ends, and so does one that has
 * seen a child end by a signal, for its children share addresses with it; the next asking
 * starts another. Until it says that it takes what was asked, the descriptors are kept here:
 * what it does not take, because it ends or is no host at all, is started as a program of its
 * own.
 */
#ifndef PALAIS_FETCH_WIRE_HOST_H
#define PALAIS_FETCH_WIRE_HOST_H

#include "model/base/err.h"

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/* -- messages, each a packet ------------------------------------------------ */

#define HOST_OPTION "--host" /* how the program is told to be one */
#define HOST_MESSAGE 32768   /* bytes of the longest */
#define HOST_REST_MS 10000   /* without a child, until it ends: its other argument */

enum host_word {
	HOST_START, /* arguments follow, each with its 0; two descriptors go with it */
	HOST_CANCEL
};

struct host_request {
	uint32_t word;
	uint32_t number; /* by which the child is named */
};

enum host_reply {
	HOST_TAKEN,   /* a child is about to be made */
	HOST_REFUSED, /* none will be */
	HOST_ENDED
};

struct host_answer {
	uint32_t reply, number;
	int32_t status; /* HOST_ENDED: as wait gives it */
	uint32_t last;  /* not 0: ask no more, this host ends */
};

/* -- palais' side ------------------------------------------------------------ */

struct host;
struct host_process; /* that answers for a child until that is gone */

/* Of a program, which ends when for so long nothing was asked; nothing is started. option: one
 * more argument, static, or NULL. NULL when out of memory. */
struct host *host_new(const char *path, const char *option, int rest_ms);
/* Children that are still there end with it. */
void host_free(struct host *h);

/* A child with these arguments (the name of the program first, NULL last), which gets
 * copies of in and out: its process, named by *number, is the caller's until host_wait or
 * host_forget. NULL when the caller had better start the program itself. */
struct host_process *host_ask(struct host *h, const char *const *argv, int in, int out,
                              uint32_t *number);

/* Until it is taken: what to poll on for that, else -1; and whether it will not be. */
int host_waits(const struct host_process *p, uint32_t number);
bool host_is_refused(const struct host_process *p, uint32_t number);
/* Hears what there is. True when the child has become one of our own, *pid (0: it could not
 * be started): the host has nothing to do with it any more. */
bool host_go_on(struct host_process *p, uint32_t number, pid_t *pid);

/* Waits so long for its end: true with its status. One whose host has gone is gone. */
bool host_wait(struct host_process *p, uint32_t number, int milliseconds, int *status);
/* It will end, and how is nobody's business. */
void host_leave(struct host_process *p, uint32_t number);
/* Ends it, if it is still there; how it ended is nobody's business. */
void host_forget(struct host_process *p, uint32_t number);

#endif
