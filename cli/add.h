/* SPDX-License-Identifier: ISC */
/*
 * add: what add.c (files, folders) and add_warc.c (WARC files) share: how one run of the verb
 * goes on.
 */
#ifndef PALAIS_CLI_ADD_H
#define PALAIS_CLI_ADD_H

#include "cli/progress.h"
#include "session/session.h"

struct adding {
	struct session *session;
	long kept, failed;
	int status;                /* of the worst that failed */
	struct err *err;           /* the last: it is said by who runs the verb */
	struct progress_line line; /* how far this is */
};

/* One that failed. The line of the one before is said now. */
void adding_fail(struct adding *a, const struct err *why);
/* Begins a line on standard output: of what many were in, how many were kept, and not, since
 * there were so many. */
void adding_sum(const struct adding *a, const char *path, long kept, long failed);

/* Whether a file is a WARC file, by the type that the reader says or else by its name. */
bool add_is_warc(const char *path, const char *type);
void add_warc(struct adding *a, const char *path);

#endif
