/* SPDX-License-Identifier: ISC */
/* The search index, put in order after much has come: a little of it whenever nothing else is to
 * be done, so that a key that is pressed meanwhile waits for one step at the most. */
#include "config.h"

#include "model/base/clock.h"
#include "model/store/index.h"
#include "tui/app_int.h"

/* One step: some milliseconds of writing. A word that stands in every document is not parted, and
 * takes as many pages as it fills; after one that is much the rest is left to the verbs. */
#define STEP_PAGES 64
/* Until it is tried again, where another writes. */
#define AGAIN_MS 1000

void app_merge(struct app *a)
{
	a->merging = (struct store_merging){.pages = STEP_PAGES, .gives_way = true};
	a->merges = true;
	a->merge_at = 0;
}

int app_merge_wait(const struct app *a)
{
	int64_t wait;

	if (!a->merges || app_net_busy(a))
		return -1;
	wait = a->merge_at - clock_ms();
	return wait > 0 ? (int)wait : 0;
}

void app_merge_some(struct app *a)
{
	struct store *s = stores_personal(a->session->stores);

	if (app_merge_wait(a) != 0)
		return;
	/* what fails goes on after the next sync */
	if (!s || store_index_merge_some(s, &a->merging, NULL) <= 0)
		a->merges = false;
	else if (a->merging.gave_way)
		a->merge_at = clock_ms() + AGAIN_MS;
}
