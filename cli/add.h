/* SPDX-License-Identifier: ISC */
/*
 * add: what add.c (files, folders) and add_warc.c (WARC files) share: how one run of the verb
 * goes on.
 */
#ifndef PALAIS_CLI_ADD_H
#define PALAIS_CLI_ADD_H

#include "session/session.h"

struct adding {
	struct session *session;
	long kept, failed;
	int status;      /* of the worst that failed */
	struct err *err; /* the last: it is said by who runs the verb */
	int64_t shown;   /* milliseconds: when it was last said how far this is; 0 */
	bool quiet;      /* nobody sees that */
};

/* One that failed. The line of the one before is said now. */
void adding_fail(struct adding *a, const struct err *why);
/* Begins a line that says how far this is, where one is due. What is said then ends with
 * adding_said. */
bool adding_is_due(struct adding *a);
void adding_said(void);
/* Makes room for other lines. */
void adding_clear(struct adding *a);
/* Begins a line on standard output: of what many were in, how many were kept, and not, since
 * there were so many. */
void adding_sum(const struct adding *a, const char *path, long kept, long failed);

/* Whether a file is a WARC file, by the type that the reader says or else by its name. */
bool add_is_warc(const char *path, const char *type);
void add_warc(struct adding *a, const char *path);

#endif
