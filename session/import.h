/* SPDX-License-Identifier: ISC */
/*
 * import: what others have carried here, taken into the reader's store: bundles, and files of
 * marks. How that is told, and where, is the caller's: it knows no terminal.
 */
#ifndef PALAIS_SESSION_IMPORT_H
#define PALAIS_SESSION_IMPORT_H

#include "model/store/carried.h"
#include "model/store/marks.h"
#include "session/session.h"

struct import_counts {
	long came, here, beside, refused; /* beside: of those that came */
};

struct import_watch {
	/* -1 ends it: what is here by then stays. */
	int (*progress)(const struct import_counts *so_far, void *payload);
	/* Of a text more than one version is here now, or this one was not taken. Strings are
	 * borrowed. */
	void (*conflict)(const struct carried *c, enum carried_outcome outcome, void *payload);
	void *payload;
};

struct import_done {
	struct import_counts n; /* what is written down */
	bool documents, marks;  /* there were such */
	struct marks_taken taken;
};

/* One file; after the last, index.h's store_index_merge. -1 with err, which begins with the path;
 * `done` counts either way. */
int import_file(struct session *session, const char *path, const struct import_watch *watch,
                struct import_done *done, struct err *err);

/* "new: 3, here already: 1; not taken: 1". */
void import_sum(const struct import_counts *n, char *out, size_t size);
/* What became of one that is told as a conflict. */
const char *import_conflict(enum carried_outcome outcome);

#endif
