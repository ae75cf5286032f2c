/* SPDX-License-Identifier: ISC */
/* What a plan would cost, kind by kind, and what of it a budget holds. */
#include "config.h"

#include "fetch/acquire/budget.h"
#include "fetch/acquire/sync_int.h"

void sync_sums(const struct sync *s, uint64_t budget, struct sync_sum sums[JOB_ROBOTS])
{
	uint64_t left = budget;

	for (int kind = 0; kind < JOB_ROBOTS; kind++)
		sums[kind] = (struct sync_sum){.count = 0};
	/* what was queued goes before feeds, and so on: as acquire asks for them */
	for (int kind = 0; kind < JOB_ROBOTS; kind++)
		for (size_t i = 0; i < s->items.count; i++) {
			const struct planned *p = &s->items.at[i];
			struct sync_sum *sum = &sums[kind];
			uint64_t cost = budget_expected(p->kind, p->expected);

			if ((int)p->kind != kind)
				continue;
			if (p->asked > sum->asked)
				sum->asked = p->asked;
			if (*p->skip) {
				sum->skipped++;
			} else if (budget && !budget_holds(left, cost)) {
				sum->later++;
			} else {
				sum->count++;
				sum->bytes += cost;
				left -= budget ? cost + BUDGET_ASKING : 0;
			}
		}
}
