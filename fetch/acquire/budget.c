/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "fetch/acquire/budget.h"
#include "fetch/wire/wire.h"

void budget_spend(struct budget *b, uint64_t bytes)
{
	b->spent += bytes;
	if (b->spent > b->limit)
		b->overrun = b->spent - b->limit;
}

uint64_t budget_left(const struct budget *b, uint64_t reserved)
{
	uint64_t used = b->spent + reserved;

	return b->limit > used ? b->limit - used : 0;
}

/* About the middle of what was met. */
uint64_t budget_expected(enum job_kind kind, uint64_t expected)
{
	static const uint64_t usual[] = {
		[JOB_WISH] = 40000,    [JOB_QUEUED] = 40000,   [JOB_FEED] = 12000,
		[JOB_ARTICLE] = 25000, [JOB_DOCUMENT] = 40000, [JOB_ROBOTS] = 1500,
	};

	return expected ? expected : usual[kind];
}

uint64_t budget_aside(uint64_t expected)
{
	uint64_t twice = 2 * expected;

	return (twice > WIRE_WINDOW ? twice : WIRE_WINDOW) + BUDGET_ASKING;
}

bool budget_holds(uint64_t left, uint64_t expected)
{
	return expected + BUDGET_ASKING <= left;
}

enum budget_fit budget_fits(uint64_t left, bool others, bool near, uint64_t expected)
{
	if (!near && left >= BUDGET_FAR && left - BUDGET_FAR >= 2 * budget_aside(expected))
		return BUDGET_FITS;
	if (others)
		return BUDGET_LATER;
	return left < BUDGET_LEAST ? BUDGET_NOT : BUDGET_NEAR;
}

uint64_t budget_body(uint64_t limit, uint64_t used)
{
	return limit > used + BUDGET_HEAD ? limit - used - BUDGET_HEAD : 0;
}

uint64_t budget_ahead(uint64_t cost, uint64_t got, int64_t length)
{
	if (!got)
		return cost;
	if (length > 0)
		return cost + ((uint64_t)length > got ? (uint64_t)length - got : 0);
	return cost + WIRE_WINDOW;
}
