/* SPDX-License-Identifier: ISC */
/*
 * child: a helper process with a pipe to its standard input and one from its
 * standard output.
 *
 * Our ends do not block and are closed on exec; the child gets those two, and
 * /dev/null for its standard error, and nothing else: no terminal, no arguments that others
 * could see, no environment but told.h's. Knows processes only.
 */
#ifndef PALAIS_FETCH_WIRE_CHILD_H
#define PALAIS_FETCH_WIRE_CHILD_H

#include "model/base/buf.h"
#include "model/base/err.h"

#include "fetch/wire/host.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct child {
	pid_t pid;                 /* 0: not running */
	int in;                    /* to its standard input; -1 once closed */
	int out;                   /* from its standard output */
	struct host_process *host; /* whose child it is; NULL: ours */
	uint32_t number;           /* by which that knows it */
};

/* A child that is not running. */
#define CHILD_NONE ((struct child){.in = -1, .out = -1})

/* argv ends in NULL. host: of the same program, and asked first; or NULL. -1 with err when
 * the program could not be started. */
int child_start(struct child *child, struct host *host, const char *path, const char *const *argv,
                struct err *err);
/* A process of a program alone, with these (which are above 2) as standard input and output:
 * 0, or what errno would be. */
int child_spawn(pid_t *pid, const char *path, const char *const *argv, int in, int out);

/* While it waits for its host to be ready: what to poll on for reading, or -1; and whether
 * that will never be. child_go_on then does what can be done. */
int child_waits(const struct child *child);
bool child_is_due(const struct child *child);
void child_go_on(struct child *child);

/* As write(2), once, but never a SIGPIPE. */
ssize_t child_write(struct child *child, const void *bytes, size_t len);

void child_close_in(struct child *child);

/* Waits a moment for the end of a process. A kernel without pidfd_open gives no moment. */
void child_moment(pid_t pid);

/* The child's output has ended: closes what is open, gives the child a moment
 * to be gone, then ends it. Its wait status; killed, if given, says whether it
 * had to be ended. */
int child_reap(struct child *child, bool *killed);

/* The child has done what it was there for, and will end: closes what is open. How it ends
 * is waited for only where nobody else does that. */
void child_leave(struct child *child);

/* Ends it at once. */
void child_kill(struct child *child);

/* Adds how it ended, in words: "was ended by signal 9 (...)", "gave up with
 * status 1". */
void child_explain(struct buf *out, int status);

#endif
