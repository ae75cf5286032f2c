/* SPDX-License-Identifier: ISC */
/*
 * progress: how far downloads are, on standard error: one line that changes where that
 * is a terminal, else now and then a plain line, for logs.
 */
#ifndef PALAIS_CLI_PROGRESS_H
#define PALAIS_CLI_PROGRESS_H

#include "fetch/acquire/acquire.h"

struct progress {
	struct acquire *acquire;
	bool quiet;
	bool terminal, shown;
	int64_t said; /* milliseconds: when a line was last written */
};

/* Whether standard error is a terminal. */
bool progress_is_seen(void);
void progress_start(struct progress *p, struct acquire *a, bool quiet);
/* For acquire_wait: says how far things are, when there is something new to say. */
void progress_tick(void *progress);
/* Makes room for lines of others. */
void progress_clear(struct progress *p);

#endif
