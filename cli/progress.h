/* SPDX-License-Identifier: ISC */
/*
 * progress: how far downloads are, on standard error: one line that changes where that
 * is a terminal, else now and then a plain line, for logs.
 */
#ifndef PALAIS_CLI_PROGRESS_H
#define PALAIS_CLI_PROGRESS_H

#include "fetch/acquire/acquire.h"
#include "model/store/store.h"

struct progress {
	struct acquire *acquire;
	bool quiet;
	bool terminal, shown;
	int64_t said; /* milliseconds: when a line was last written */
};

/* Whether standard error is a terminal. */
bool progress_is_seen(void);

/* How far something else is: one line on the terminal, which is written over twice a second at
 * most, for it may be far away. */
struct progress_line {
	bool seen;    /* somebody sees it; else nothing is written */
	bool shown;   /* it stands there */
	int64_t last; /* milliseconds: when it was written, or what it tells of began */
};

/* Whether it is time for another: then the line begins, and ends with _end. */
bool progress_line_begin(struct progress_line *line);
void progress_line_end(void);
/* Makes room for lines of others. */
void progress_line_clear(struct progress_line *line);

void progress_start(struct progress *p, struct acquire *a, bool quiet);
/* For acquire_wait: says how far things are, when there is something new to say. */
void progress_tick(void *progress);
/* Makes room for lines of others. */
void progress_clear(struct progress *p);

/* Brings the index of a store into fewer pieces, as after much has come, and says how far it is
 * where that is seen. s NULL is fine; where it fails the next does it, and nothing was lost. */
void progress_merge(struct store *s, bool quiet);

/* From here on a store that another palais writes is waited for, with a line that says whom. */
void progress_tell_waits(bool quiet);

#endif
