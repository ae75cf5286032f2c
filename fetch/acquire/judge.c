/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "fetch/acquire/judge.h"

#include <stdio.h>

static bool is_good(enum acquire_outcome outcome)
{
	return outcome == ACQUIRE_NEW || outcome == ACQUIRE_SAME;
}

bool judge_is_busy(const struct answer *a)
{
	return a->outcome == ACQUIRE_REFUSED &&
	       (a->status == 429 || a->status == 502 || a->status == 503 || a->status == 504);
}

/* What the server asks for, else ever longer, and not the same for all who wait. */
static int64_t pause_after(const struct answer *a, int tries, int64_t base, uint64_t dice)
{
	if (a->retry_after >= 0)
		return (int64_t)a->retry_after * 1000;
	base = (base ? base : JUDGE_PAUSE_MS) << tries;
	return base + (int64_t)(dice * 2654435761u % (uint64_t)(base / 2 + 1));
}

/* Whether the line broke, and it is worth while to ask for the rest: as long as each try
 * brings something more. */
static bool is_cut(struct attempt *t, const struct answer *a)
{
	bool cut = a->outcome == ACQUIRE_PART && !a->limited;

	if (!cut && !(a->outcome == ACQUIRE_FAILED && a->err.code == ERR_NETWORK && t->most))
		return false;
	t->cuts = a->bytes > t->most ? 0 : t->cuts + 1;
	if (a->bytes > t->most)
		t->most = a->bytes;
	return t->cuts < JUDGE_CUTS_MOST;
}

int64_t judge_pause(struct attempt *t, const struct answer *a, int64_t base, uint64_t dice)
{
	int64_t pause;

	if (t->patient && is_cut(t, a)) {
		t->tries = 0;
		return t->cuts ? pause_after(a, t->cuts, base, dice) : 1;
	}
	if ((!t->symbol && !t->patient) || !judge_is_busy(a) || t->tries + 1 >= JUDGE_TRIES_MOST)
		return -1;
	pause = pause_after(a, t->tries, base, dice);
	if (pause > JUDGE_PAUSE_MOST_MS)
		return -1;
	t->tries++;
	return pause;
}

enum verdict judge_answer(enum step_kind kind, const struct answer *a, bool other)
{
	/* of what was cut off the rest is asked for again; what the store cannot take it
	 * cannot take from another source either */
	if (a->outcome == ACQUIRE_PART || a->outcome == ACQUIRE_UNKEPT)
		return VERDICT_END;
	if (!is_good(a->outcome) || kind == STEP_LISTING)
		return VERDICT_NEXT;
	/* the raw host may have a text in the wrong folder: the others are asked */
	return other && kind == STEP_AKN ? VERDICT_NEXT : VERDICT_END;
}

/* An answer is better than none, and the first "not here" says more than the last. */
void judge_remember(struct result *r, enum step_kind kind, const struct answer *a)
{
	bool answered = a->outcome != ACQUIRE_FAILED, good = is_good(a->outcome);
	bool cut = a->outcome == ACQUIRE_PART || a->outcome == ACQUIRE_UNKEPT;
	bool kept = a->outcome == ACQUIRE_UNREADABLE || a->outcome == ACQUIRE_PART;

	if (kind == STEP_LISTING && !cut)
		return;
	if (kind != STEP_LISTING && (a->version || good))
		r->version = a->version;
	if (good)
		snprintf(r->found, sizeof r->found, "%s", a->found);
	if (!good && !cut && !kept && r->why.code && (r->came || !answered))
		return;
	r->outcome = a->outcome;
	r->why = a->err;
	r->came = kept || (!good && answered) || (good && r->came);
}

enum job_state judge_state(enum job_kind kind, bool ahead, enum acquire_outcome outcome,
                           bool limited)
{
	if (limited)
		return JOB_HELD;
	if (outcome == ACQUIRE_ABSENT && ahead && kind == JOB_DOCUMENT)
		return JOB_NOWHERE;
	return is_good(outcome) ? JOB_DONE : JOB_FAILED;
}
