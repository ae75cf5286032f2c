/* SPDX-License-Identifier: ISC */
/* What is done on the page of transfers: ended, asked for again, moved. */
#include "config.h"

#include "model/base/messages.h"
#include "model/doc/reference.h"
#include "model/dossier/catalogue.h"
#include "tui/app_transfers_int.h"
#include "tui/failures.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* -- one of the list, by its word ------------------------------------------------- */

struct sought {
	const char *word;
	struct job_info *found; /* NULL: not wanted; its strings are borrowed */
	int id;
};

static int is_sought(const struct job_info *d, void *payload)
{
	struct sought *s = payload;

	if (strcmp(d->word, s->word) || d->state == JOB_DONE)
		return 0;
	s->id = d->id;
	if (s->found)
		*s->found = *d;
	return 1;
}

int transfers_find(struct app *a, const char *word, struct job_info *found)
{
	struct sought s = {word, found, 0};

	if (word && a->acquire)
		acquire_each(a->acquire, is_sought, &s);
	return s.id;
}

/* -- the queue that is kept ---------------------------------------------------------- */

static int take_queued(const char *what, int64_t added, void *payload)
{
	struct transfers_queue *queue = payload;
	struct transfers_queued q = {strdup(what), added};

	if (q.word && vec_push(&queue->words, q) == 0)
		return 0; /* cppcheck-suppress memleak ; the list has it */
	free(q.word);
	return -1;
}

int transfers_queue(struct store *s, struct transfers_queue *queue, struct err *err)
{
	return store_each_queued(s, take_queued, queue, err);
}

void transfers_queue_done(struct transfers_queue *queue)
{
	for (size_t i = 0; i < queue->words.count; i++)
		free(queue->words.at[i].word);
	vec_done(&queue->words);
}

/* -- the reader's hand ------------------------------------------------------------- */

struct queued_word {
	const char *word;
	bool found;
};

static int is_queued(const char *what, int64_t added, void *payload)
{
	struct queued_word *q = payload;

	(void)added;
	q->found = !strcmp(what, q->word);
	return q->found;
}

bool app_on_transfers(const struct tab *t)
{
	return !strcmp(t->what.key, "palais:transfers");
}

/* Takes a line off the queue that is kept; false when it is not on it. */
static bool unqueue(struct app *a, const char *word)
{
	struct store *s = stores_personal(a->session->stores);
	struct queued_word q = {word, false};

	if (!s || store_each_queued(s, is_queued, &q, NULL) < 0 || !q.found)
		return false;
	return store_queue_remove(s, word, NULL) == 0;
}

/* -- several at once ---------------------------------------------------------------- */

struct chosen_jobs {
	VEC(int) ids;
	int state; /* -1: all that wait or move */
};

static int choose(const struct job_info *d, void *payload)
{
	struct chosen_jobs *c = payload;
	bool goes_on = d->state == JOB_WAITING || d->state == JOB_MOVING;

	return c->state < 0                ? (goes_on ? vec_push(&c->ids, d->id) : 0)
	       : (int)d->state == c->state ? vec_push(&c->ids, d->id)
	                                   : 0;
}

static size_t cancel_all(struct app *a, int state)
{
	struct chosen_jobs c = {.state = state};
	size_t count;

	if (a->acquire)
		acquire_each(a->acquire, choose, &c);
	for (size_t i = 0; i < c.ids.count; i++)
		acquire_cancel(a->acquire, c.ids.at[i]);
	count = c.ids.count;
	vec_done(&c.ids);
	return count;
}

size_t app_stop_all(struct app *a)
{
	size_t count = 0;

	/* nothing follows from what has come so far */
	app_sync_done(a);
	count += cancel_all(a, -1);
	for (size_t i = 0; i < a->tab_count; i++)
		count += app_file_drop(a, &a->tabs[i]);
	return count;
}

static size_t empty_queue(struct app *a)
{
	struct store *s = stores_personal(a->session->stores);
	struct transfers_queue queue = {{NULL, 0, 0}};
	size_t count = 0;

	if (s)
		transfers_queue(s, &queue, NULL);
	for (size_t i = 0; i < queue.words.count; i++)
		if (!transfers_find(a, queue.words.at[i].word, NULL))
			count += store_queue_remove(s, queue.words.at[i].word, NULL) == 0;
	transfers_queue_done(&queue);
	return count;
}

/* The part whose heading the line is; -1. */
static int part_at(struct tab *t)
{
	const char *anchor = app_on_transfers(t) ? pane_anchor(t->pane) : "";

	return strncmp(anchor, PART, strlen(PART)) ? -1 : atoi(anchor + strlen(PART));
}

/* All of the part whose heading the line is. */
static bool cancel_part(struct app *a, struct tab *t)
{
	int part = part_at(t);
	size_t count;

	if (part < 0)
		return false;
	if (part == JOB_MOVING || part == JOB_WAITING) {
		count = cancel_all(a, part);
		app_say(a,
		        messages_count("%zu ended; what came is kept",
		                       "%zu ended; what came is kept", (long long)count),
		        count);
	} else if (part == PART_QUEUE) {
		count = empty_queue(a);
		app_say(a,
		        messages_count("%zu taken off the queue", "%zu taken off the queue",
		                       (long long)count),
		        count);
	} else {
		app_say(a, "these have ended already");
	}
	app_renew(a, t);
	return true;
}

bool app_transfers_cancel(struct app *a, struct tab *t)
{
	const char *href = app_on_transfers(t) ? pane_link(t->pane) : NULL;
	struct job_info d = {.id = 0};
	int id = transfers_find(a, href, &d);

	if (!href)
		return cancel_part(a, t);
	if (id && (d.state == JOB_WAITING || d.state == JOB_MOVING)) {
		acquire_cancel(a->acquire, id);
		app_say(a, "ended; what came is kept");
	} else if (!unqueue(a, href)) {
		return false;
	} else {
		app_say(a, "taken off the queue");
	}
	app_renew(a, t);
	return true;
}

/* Asks once more for one that ended. What was held for want of a budget, or is not asked
 * for without the reader, is the reader's own wish from now on. */
static int ask_again(struct app *a, const struct job_info *d, struct err *err)
{
	char what[URL_MAX], lang[8];

	snprintf(what, sizeof what, "%s", d->what);
	snprintf(lang, sizeof lang, "%s", d->lang);
	if ((d->state == JOB_HELD || d->state == JOB_BARRED) && d->kind != JOB_FEED)
		return app_fetch(a, what, *lang ? lang : NULL, false, err) < 0 ? -1 : 1;
	/* a feed stays what it is; the budget is begun anew, or, where nothing else is to be
	 * kept within it, is none */
	if (d->state == JOB_HELD)
		acquire_budget(a->acquire, acquire_busy(a->acquire) ? a->session->budget : 0);
	return acquire_retry(a->acquire, d->id);
}

/* What waits in the store; of a UN document that names no language, in the first one. */
static int ask_for_word(struct app *a, const char *word, struct err *err)
{
	struct view_context c = app_context(a);
	struct reference w;
	const char *langs;
	char lang[8];

	if (reference_read(word, &w, err) < 0)
		return -1;
	catalogue_complete_reference(stores_starter(c.stores), &w);
	langs = *w.lang ? w.lang : c.langs;
	snprintf(lang, sizeof lang, "%.*s", (int)strcspn(langs, ","), langs);
	return app_fetch(a, w.key, w.kind == REFERENCE_SYMBOL ? lang : NULL, false, err) < 0 ? -1
	                                                                                     : 1;
}

/* All of what failed for one cause, or of a part that ended; how many. */
static size_t retry_part(struct app *a, struct tab *t)
{
	struct chosen_jobs c = {.state = part_at(t)};
	size_t count = 0;

	if (!a->acquire)
		return 0;
	if (c.state < 0)
		return failures_retry(a->acquire, pane_anchor(t->pane));
	if (c.state == JOB_FAILED || c.state == JOB_CANCELLED)
		acquire_each(a->acquire, choose, &c);
	for (size_t i = 0; i < c.ids.count; i++)
		count += acquire_retry(a->acquire, c.ids.at[i]);
	vec_done(&c.ids);
	return count;
}

static int retry_line(struct app *a, struct tab *t, struct err *err)
{
	const char *href = pane_link(t->pane);
	struct job_info d = {.id = 0};

	if (!href)
		return retry_part(a, t) > 0;
	return transfers_find(a, href, &d) ? ask_again(a, &d, err) : ask_for_word(a, href, err);
}

/* What failed is asked for again; of what waits in the store, its rest. */
bool app_transfers_retry(struct app *a, struct tab *t)
{
	struct err err = {0};
	int rc;

	if (!app_on_transfers(t))
		return false;
	if (!pane_link(t->pane) && !*pane_anchor(t->pane)) {
		app_say(a, "no download in this line");
		return true;
	}
	if (a->session->options->offline) {
		app_say(a, "offline: nothing is asked");
		return true;
	}
	a->asked = true;
	a->no_network = false;
	rc = retry_line(a, t, &err);
	if (rc < 0)
		app_say(a, "%s", err.text);
	else if (!rc && !pane_link(t->pane))
		app_say(a, "nothing here to ask for again");
	else
		app_say(a, rc ? N_("asked for again") : N_("it is being asked for already"));
	app_renew(a, t);
	return true;
}

int app_transfers_move(struct app *a, struct tab *t, int places)
{
	int id = app_on_transfers(t) ? transfers_find(a, pane_link(t->pane), NULL) : 0;

	if (!id || !acquire_move(a->acquire, id, places)) {
		app_say(a, "on the page of transfers (d), what waits can be moved");
		return DID_DRAW;
	}
	app_renew(a, t);
	return DID_DRAW;
}
