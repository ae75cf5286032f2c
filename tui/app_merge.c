/* SPDX-License-Identifier: ISC */
/* The search index, put in order after much has come: a little of it whenever nothing else is to
 * be done, so that a key that is pressed meanwhile waits for one step at the most. */
#include "config.h"

#include "model/store/index.h"
#include "tui/app_int.h"

/* One step: some milliseconds of writing. A word that stands in every document is not parted, and
 * takes as many pages as it fills. */
#define STEP_PAGES 64

void app_merge(struct app *a)
{
	a->merging = (struct store_merging){.pages = STEP_PAGES, .gives_way = true};
	a->merges = true;
}

int app_merge_wait(const struct app *a)
{
	return a->merges && !app_net_busy(a) ? 0 : -1;
}

void app_merge_some(struct app *a)
{
	struct store *s = stores_personal(a->session->stores);

	/* what fails, or gives way to another that writes, goes on after the next sync */
	if (app_merge_wait(a) == 0 && (!s || store_index_merge_some(s, &a->merging, NULL) <= 0))
		a->merges = false;
}
