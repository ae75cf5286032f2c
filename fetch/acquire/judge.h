/* SPDX-License-Identifier: ISC */
/*
 * judge: what an answer is worth: the end of a job, the next source, or a pause before the
 * same is asked once more.
 *
 * Pure functions of one answer and of those before it; asks nothing.
 */
#ifndef PALAIS_FETCH_ACQUIRE_JUDGE_H
#define PALAIS_FETCH_ACQUIRE_JUDGE_H

#include "fetch/acquire/sources.h"

/* A busy server is asked so often. */
#define JUDGE_TRIES_MOST 4
/* A line that breaks is tried again so often without having brought anything more. */
#define JUDGE_CUTS_MOST 4
/* Before a busy server is asked again; the next pause is twice as long. */
#define JUDGE_PAUSE_MS 1000
/* A server is not waited for longer than this. */
#define JUDGE_PAUSE_MOST_MS 60000

/* How a job has fared with the step at hand. */
struct attempt {
	bool symbol;  /* several sources have it */
	bool patient; /* nobody waits for it: a busy server and a broken line are tried again */
	int tries;    /* that were answered by "busy" */
	int cuts;     /* since a try has brought more */
	int64_t most; /* bytes of the body that were here after the best try */
};

/* Whether the server is too busy to answer. */
bool judge_is_busy(const struct answer *answer);
/* Milliseconds until the step is asked once more, and the attempt counts on; -1: it is not.
 * base: the first pause, or 0; dice: any number, so that not all who wait come at once. */
int64_t judge_pause(struct attempt *t, const struct answer *answer, int64_t base, uint64_t dice);

enum verdict {
	VERDICT_END,
	VERDICT_NEXT /* another source may have it, or what was looked for */
};
/* other: the document came in another language than was asked for. */
enum verdict judge_answer(enum step_kind kind, const struct answer *answer, bool other);

/* The best that the steps so far have led to: the end, when nothing better comes. */
struct result {
	enum acquire_outcome outcome;
	bool came; /* it is that of a step that had an answer */
	int64_t version;
	struct err why;
	char found[400];
};
void judge_remember(struct result *r, enum step_kind kind, const struct answer *answer);

/* As what a job ends. limited: it was stopped at the limit of a budget; ahead: nobody has
 * asked for it. */
enum job_state judge_state(enum job_kind kind, bool ahead, enum acquire_outcome outcome,
                           bool limited);

#endif
