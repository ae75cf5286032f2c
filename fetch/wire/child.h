/* SPDX-License-Identifier: ISC */
/*
 * child: a helper process with a pipe to its standard input and one from its
 * standard output.
 *
 * Our ends do not block and are closed on exec; the child gets those two, and
 * /dev/null for its standard error, and nothing else. Knows processes only.
 */
#ifndef PALAIS_FETCH_WIRE_CHILD_H
#define PALAIS_FETCH_WIRE_CHILD_H

#include "model/base/buf.h"
#include "model/base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct child {
	pid_t pid; /* 0: not running */
	int in;    /* to its standard input; -1 once closed */
	int out;   /* from its standard output */
};

/* A child that is not running. */
#define CHILD_NONE ((struct child){0, -1, -1})

/* argv ends in NULL. -1 with err when the program could not be started. */
int child_start(struct child *child, const char *path, const char *const *argv, struct err *err);

/* As write(2), once, but never a SIGPIPE. */
ssize_t child_write(struct child *child, const void *bytes, size_t len);

void child_close_in(struct child *child);

/* The child's output has ended: closes what is open, gives the child a moment
 * to be gone, then ends it. Its wait status; killed, if given, says whether it
 * had to be ended. */
int child_reap(struct child *child, bool *killed);

/* Ends it at once. */
void child_kill(struct child *child);

/* Adds how it ended, in words: "was ended by signal 9 (...)", "gave up with
 * status 1". */
void child_explain(struct buf *out, int status);

#endif
