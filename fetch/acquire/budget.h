/* SPDX-License-Identifier: ISC */
/*
 * budget: what may be asked for with what is left of it, in bytes both ways.
 *
 * Far from the limit jobs run side by side, each with something set aside for it; near it
 * one after another, each with a limit of its own. Pure arithmetic: knows no list.
 */
#ifndef PALAIS_FETCH_ACQUIRE_BUDGET_H
#define PALAIS_FETCH_ACQUIRE_BUDGET_H

#include "fetch/acquire/acquire.h"

/* Heads and a request cost about so much. */
#define BUDGET_ASKING 1200u
/* With less than this nothing is worth asking for. */
#define BUDGET_LEAST 2400u
/* Further from the limit than this, jobs are let run side by side. */
#define BUDGET_FAR (128u * 1024)
/* Some bytes of a limit are for the heads of the answer; a request costs half of it. */
#define BUDGET_HEAD 600u

struct budget {
	uint64_t limit; /* 0: there is none */
	uint64_t spent, overrun;
};

void budget_spend(struct budget *b, uint64_t bytes);
/* What is neither spent nor set aside for what is under way. */
uint64_t budget_left(const struct budget *b, uint64_t reserved);

/* What a job costs of whose size nothing is known (expected is 0). */
uint64_t budget_expected(enum job_kind kind, uint64_t expected);
/* What is set aside for one that has no limit of its own, until more is known of it. */
uint64_t budget_aside(uint64_t expected);
/* Whether the whole of it fits. */
bool budget_holds(uint64_t left, uint64_t expected);

enum budget_fit {
	BUDGET_FITS,
	BUDGET_NEAR, /* it is asked for with a limit: all that is left */
	BUDGET_LATER,
	BUDGET_NOT
};
/* Whether one may be asked for now. others: some that count are under way; near: it was
 * stopped since there was no more left, and has to be asked for with a limit. */
enum budget_fit budget_fits(uint64_t left, bool others, bool near, uint64_t expected);

/* Bytes of body that may be asked for of a limit of which so many are used; 0: none. */
uint64_t budget_body(uint64_t limit, uint64_t used);

/* What one that is under way may cost before it is looked at again: cost so far, of which
 * `got` were of its body; where its server has told its length that, else what may be on
 * its way. */
uint64_t budget_ahead(uint64_t cost, uint64_t got, int64_t length);

#endif
