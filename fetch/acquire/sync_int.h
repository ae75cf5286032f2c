/* SPDX-License-Identifier: ISC */
/*
 * sync_int: what sync.c (what follows from what came) and sync_plan.c (what is to be
 * brought) share; no one else's business.
 */
#ifndef PALAIS_FETCH_ACQUIRE_SYNC_INT_H
#define PALAIS_FETCH_ACQUIRE_SYNC_INT_H

#include "fetch/acquire/sync.h"
#include "model/base/vec.h"

struct planned {
	enum job_kind kind;
	char *what, *lang, *title, *date;
	char *named_by; /* the feed that names it, or NULL */
	char *queued;   /* the word in the reader's queue, or NULL */
	uint64_t expected;
	bool pinned;
	int64_t asked;  /* when a server was last asked for it; 0 */
	char skip[120]; /* "" when it is asked for */
	int size_job;   /* the id of the job that asks for its size; 0 */
	int job;        /* and of the job that fetches it, once it is on the list */
	bool ended;
};

/* What was nowhere is asked for again after a week. */
#define SYNC_ABSENT_SECONDS (7 * 86400)
/* Machine-readable texts shrink to about this share when they are compressed. */
#define SYNC_AKN_SHRINKS 4
/* A document whose size is not known counts as so large. */
#define SYNC_SIZE_UNKNOWN 120000

struct sync {
	struct sync_config config;
	VEC(struct planned) items;
	struct acquire *acquire;
	struct store *store;
	struct sync_lease lease;
	bool later_begun; /* articles and documents are on the list */
	bool answered;    /* somebody has, */
	char *silent;     /* this host has not, as the first, or NULL */
	bool given_up;    /* nobody has, of several */
};

/* Each adds what there is of its kind and is not on the plan yet. 0 or -1 with err. */
int sync_plan_queue(struct sync *s, struct err *err);
int sync_plan_feeds(struct sync *s, struct err *err);
int sync_plan_articles(struct sync *s, struct err *err);
int sync_plan_documents(struct sync *s, struct err *err);
void sync_plan_done(struct sync *s);
/* The order of documents, for qsort: pinned, then newest, then smallest. */
int sync_by_worth(const void *a, const void *b);

#endif
