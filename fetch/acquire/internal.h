/* SPDX-License-Identifier: ISC */
/*
 * internal: a job, and what list.c (the list and the reader's hand on it), look.c (how
 * things stand), ask.c (asking for one job, source after source) and step.c (which is asked
 * for next, and the ends) share; no one else's business.
 */
#ifndef PALAIS_FETCH_ACQUIRE_INTERNAL_H
#define PALAIS_FETCH_ACQUIRE_INTERNAL_H

#include "fetch/acquire/budget.h"
#include "fetch/acquire/hosts.h"
#include "fetch/acquire/http.h"
#include "fetch/acquire/judge.h"

struct job {
	int id;
	enum job_kind kind;
	enum job_state state;
	/* as it was asked for */
	char *what, *lang, *languages, *title, *word;
	char *named_by; /* NULL: the reader */
	bool afresh, size_only, early;
	bool ahead; /* of palais' own accord: robots.txt is obeyed */
	uint64_t expected;
	/* where it is asked for */
	char *key;         /* a symbol, or the address in its one form; NULL: not planned yet */
	char text_lang[8]; /* of a symbol: that is asked for; "" */
	struct plan plan;
	size_t at;                 /* the step that is under way, or waits */
	struct exchange *exchange; /* NULL: nothing is asked just now; others may share it */
	char host[HTTP_HOST_MAX];  /* that is asked, or waited for */
	int64_t due;               /* clock_ms when the step is asked again; 0: it does not wait */
	/* its way through the list */
	bool untold; /* it ended, and the owner was not told */
	bool near;   /* it has to be asked for with a limit */
	bool unpaid; /* a robots.txt for the reader's wish: no budget keeps it back */
	uint64_t reserved;
	int64_t began;     /* clock_ms when its first bytes were seen; 0 */
	uint64_t began_at; /* and how many these were */
	uint64_t down, up; /* what it has cost in all */
	struct err why;
	char note[300];
	/* since it was asked for last; all zero before, but for the length */
	struct run {
		struct attempt attempt;
		struct result result;
		char dead[HTTP_HOST_MAX]; /* a host that could not be reached: not asked again */
		char note[160];
		int asked, status;
		uint64_t down, up, again, limit;
		int64_t length;
		bool limited;
	} run;
};

struct acquire {
	struct acquire_config config;
	char *sources, *branch;
	VEC(struct job *)
	jobs; /* those that ended; then in the order in which they are asked for */
	struct hosts hosts;
	struct budget budget;
	int last_id;
	bool stirred; /* something has changed: what waits is to be looked through anew */
	uint64_t down, up, again;
	unsigned asked;
	struct job *told;          /* lent to the owner, */
	struct exchange *answered; /* and so is its document */
};

/* -- the list (list.c) ---------------------------------------------------------- */

struct job *acquire_job(const struct acquire *a, int id);
bool acquire_has_ended(const struct job *j);
/* Ends one of which nothing is under way: its end is told by acquire_step. What has ended
 * stands before everything else in the list, in the order of the ends. */
void acquire_end(struct acquire *a, struct job *j, enum job_state state, const struct err *why);

/* -- how things stand (look.c) ---------------------------------------------------- */

/* A rate is told of what has come for so long at least. */
#define JOB_RATE_MS 500
/* Bytes a second of what came in so long; 0: not known yet. */
uint64_t job_rate(uint64_t bytes, int64_t ms);

/* -- one job (ask.c) -------------------------------------------------------------- */

/* Makes its plan, if there is none yet: 0 or -1 with err. */
int job_plan(struct acquire *a, struct job *j, struct err *err);
void job_plan_done(struct job *j);
/* Whether a step of its plan is of palais' own accord: nobody has opened a directory. */
bool job_is_judged(const struct job *j, const struct step *step);
/* Asks for the step at hand, or the first behind it that can be asked for; a step that has to
 * wait counts as asked for. 0, or -1 with run.result.why. */
int job_ask(struct acquire *a, struct job *j);
/* Asks anew for the step that has waited. As job_ask, but for that step alone. */
int job_ask_again(struct acquire *a, struct job *j);
/* Takes the answer to the step at hand: true when that is the end of the job. */
bool job_take(struct acquire *a, struct job *j, const struct answer *answer);
/* Lets its exchange go, which ends unless others share it. */
void job_leave(struct acquire *a, struct job *j);
/* What it has cost since it was asked for last, both ways; of the request at hand its heads
 * are an estimate. */
void job_cost(const struct job *j, uint64_t *down, uint64_t *up);
/* Writes down what the month has cost. */
void job_note_cost(const struct acquire *a, const struct job *j);

/* Waits for the client so long (-1: as long as it takes), but a second at the most, so that
 * whoever waits can be told how far things are. */
void acquire_poll(struct client *client, int most_ms);

/* -- which is next (step.c) ------------------------------------------------------- */

/* Whether it counts towards the budget. */
bool acquire_counts(const struct acquire *a, const struct job *j);
/* Ends the asking for one; what it has cost was paid. */
void acquire_drop(struct acquire *a, struct job *j);

#endif
