/* SPDX-License-Identifier: ISC */
/*
 * ranges: what has to be asked for, so that certain records of packs come.
 *
 * A request costs the line about as much as HUB_GAP bytes that nobody wants: what lies no
 * further apart is asked for as one. Pure arithmetic.
 */
#ifndef PALAIS_MODEL_HUB_RANGES_H
#define PALAIS_MODEL_HUB_RANGES_H

#include "model/hub/list.h"

/* The heads of a request and of its answer, and at 64 kbit/s what half of a round trip of
 * 600 ms would bring. */
#define HUB_GAP 3000u

struct hub_range {
	const struct hub_part *pack;
	uint64_t from, to; /* bytes of it, the last not among them */
	size_t first, end; /* of the texts, likewise */
};

struct hub_ranges {
	VEC(struct hub_range) list;
};

/* `texts` are in the order of their places. -1 when out of memory. */
int hub_ranges(const struct hub_texts *texts, struct hub_ranges *out);

#endif
