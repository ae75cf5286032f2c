/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/hub/ranges.h"

/* Whether a text can come with the range: never at the price of a pack that was changed. */
static bool is_near(const struct hub_range *r, const struct hub_text *t)
{
	return r->pack->number == t->pack->number && t->offset - r->to <= HUB_GAP;
}

int hub_ranges(const struct hub_texts *texts, struct hub_ranges *out)
{
	for (size_t i = 0; i < texts->list.count; i++) {
		const struct hub_text *t = texts->list.at[i];
		struct hub_range *last =
			out->list.count ? &out->list.at[out->list.count - 1] : NULL;
		struct hub_range r = {t->pack, t->offset, t->offset + t->length, i, i + 1};

		if (last && is_near(last, t)) {
			last->to = r.to;
			last->end = r.end;
		} else if (vec_push(&out->list, r) < 0) {
			return -1;
		}
	}
	return 0;
}
