/* SPDX-License-Identifier: ISC */
/*
 * app_transfers_int: what the page of transfers and what is done on it share. No other module
 * includes this.
 */
#ifndef PALAIS_TUI_APP_TRANSFERS_INT_H
#define PALAIS_TUI_APP_TRANSFERS_INT_H

#include "model/base/vec.h"
#include "tui/app_int.h"

/* Anchors of the headings. */
#define PART "part="
enum { PART_QUEUE = 100, PART_BROKEN };

struct transfers_queued {
	char *word;
	int64_t added;
};

struct transfers_queue {
	VEC(struct transfers_queued) words;
};

/* What waits for a network in the store: -1 with err. To be done with either way. */
int transfers_queue(struct store *s, struct transfers_queue *queue, struct err *err);
void transfers_queue_done(struct transfers_queue *queue);

/* The job of that word that is asked for, or was and did not come: its number, 0. found: NULL, or
 * what is known of it, with borrowed strings. */
int transfers_find(struct app *a, const char *word, struct job_info *found);

#endif
