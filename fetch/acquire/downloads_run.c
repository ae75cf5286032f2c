/* Which download is asked for next, and what its end means. */
#include "config.h"

#include "fetch/acquire/downloads_int.h"
#include "fetch/wire/wire.h"
#include "model/base/clock.h"
#include "model/base/messages.h"
#include "model/base/url.h"
#include "model/store/servers.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* How often whoever waits is called, so that it can tell how far things are. */
#define TICK_MS 1000

/* What one costs of which nothing is known: about the middle of what was met. */
static uint64_t expected(const struct item *i)
{
	static const uint64_t usual[] = {
		[DOWNLOAD_WISH] = 40000,    [DOWNLOAD_QUEUED] = 40000,   [DOWNLOAD_FEED] = 12000,
		[DOWNLOAD_ARTICLE] = 25000, [DOWNLOAD_DOCUMENT] = 40000, [DOWNLOAD_ROBOTS] = 1500,
	};

	return i->expected ? i->expected : usual[i->kind];
}

/* -- the budget --------------------------------------------------------------- */

static bool counts(const struct downloads *d, const struct item *i)
{
	return d->budget && i->kind != DOWNLOAD_WISH && !i->unpaid;
}

static void spend(struct downloads *d, const struct item *i, uint64_t bytes)
{
	if (!counts(d, i))
		return;
	d->spent += bytes;
	if (d->spent > d->budget)
		d->overrun = d->spent - d->budget;
}

/* What is neither spent nor promised to those under way. */
static uint64_t left(const struct downloads *d)
{
	uint64_t used = d->spent;

	for (size_t i = 0; i < d->items.count; i++)
		used += d->items.at[i]->reserved;
	return d->budget > used ? d->budget - used : 0;
}

static bool others_move(const struct downloads *d)
{
	for (size_t i = 0; i < d->items.count; i++)
		if (d->items.at[i]->state == DOWNLOAD_MOVING && counts(d, d->items.at[i]))
			return true;
	return false;
}

/* What is set aside for one that has no limit of its own, until more is known of it. */
static uint64_t aside(const struct item *i)
{
	uint64_t twice = 2 * expected(i);

	return (twice > WIRE_WINDOW ? twice : WIRE_WINDOW) + DOWNLOADS_ASKING;
}

/* What a pass over the list, in which nothing is begun, need look at once alone. */
struct room {
	uint64_t rest;
	bool others; /* some that count move */
	size_t moving;
};

enum fit { FITS, FITS_NEAR, FITS_LATER, FITS_NOT };

/* Whether one may be asked for now. Far from the limit several run side by side; near it
 * one after another, each with a limit of its own. */
static enum fit fits(const struct downloads *d, const struct room *room, const struct item *i)
{
	if (!counts(d, i))
		return FITS;
	if (!i->near && room->rest >= DOWNLOADS_FAR && room->rest - DOWNLOADS_FAR >= 2 * aside(i))
		return FITS;
	if (room->others)
		return FITS_LATER;
	return room->rest < DOWNLOADS_LEAST ? FITS_NOT : FITS_NEAR;
}

static void hold(struct downloads *d, struct item *i)
{
	struct err why = {0};

	downloads_end(d, i, DOWNLOAD_HELD, &why);
	snprintf(i->note, sizeof i->note, "%s", _("the budget is used up"));
}

/* -- asking ---------------------------------------------------------------------- */

static void bar(struct downloads *d, struct item *i)
{
	struct err why = {0};

	downloads_end(d, i, DOWNLOAD_BARRED, &why);
	snprintf(i->note, sizeof i->note, "%s",
	         _("its host's robots.txt does not allow it; opening it asks for it"));
}

static struct obtain_request request_of(const struct item *i)
{
	return (struct obtain_request){
		.what = i->what,
		.lang = *i->lang ? i->lang : NULL,
		.languages = i->languages,
		.afresh = i->afresh,
		.feed = i->kind == DOWNLOAD_FEED,
		.patient = i->kind != DOWNLOAD_WISH,
		.ahead = i->ahead,
	};
}

struct judged {
	struct downloads *d;
	bool unpaid;
	unsigned say[RULES_SILENT + 1]; /* of how many addresses */
	struct err why;
};

static int judge_address(const char *url, void *payload)
{
	struct judged *j = payload;

	j->say[downloads_robots(j->d, url, j->unpaid, &j->why)]++;
	return 0;
}

/* Whether it may be asked for at all: false when that ended it, or it has to wait for a
 * robots.txt. */
static bool may_ask(struct downloads *d, struct item *i)
{
	struct obtain_request r = request_of(i);
	struct judged j = {.d = d, .unpaid = !counts(d, i)};
	struct err err = {0};

	if (i->kind == DOWNLOAD_ROBOTS)
		return true;
	if (obtain_each_judged(d->obtain, &r, judge_address, &j, &err) < 0) {
		downloads_end(d, i, DOWNLOAD_FAILED, &err);
		return false;
	}
	if (j.say[RULES_WAIT])
		return false;
	if (i->ahead && !j.say[RULES_ALLOW] && j.say[RULES_SILENT])
		downloads_end(d, i, DOWNLOAD_FAILED, &j.why);
	else if (i->ahead && !j.say[RULES_ALLOW] && j.say[RULES_FORBID])
		bar(d, i);
	return i->state == DOWNLOAD_WAITING;
}

static void start(struct downloads *d, struct item *i, bool near)
{
	struct obtain_request r = request_of(i);
	struct err err = {0};

	i->near = near;
	if (near) {
		i->reserved = left(d);
		r.limit = i->reserved;
		r.closed = true;
	} else if (counts(d, i)) {
		i->reserved = aside(i);
	}
	i->began = 0;
	i->obtain = obtain_start(d->obtain, &r, &err);
	if (i->obtain < 0) {
		i->obtain = 0;
		if (i->kind == DOWNLOAD_ROBOTS)
			downloads_robots_ended(d, i, NULL, &err);
		downloads_end(d, i, DOWNLOAD_FAILED, &err);
		return;
	}
	i->state = DOWNLOAD_MOVING;
}

static size_t moving(const struct downloads *d)
{
	size_t n = 0;

	for (size_t i = 0; i < d->items.count; i++)
		n += d->items.at[i]->state == DOWNLOAD_MOVING;
	return n;
}

/* Near the limit, what fits as a whole goes before what would be cut, and a robots.txt
 * before what waits for it; when nothing fits the first gets what is left. NULL: none may
 * be asked for now. */
static struct item *choose_near(struct downloads *d)
{
	struct item *first = NULL;
	uint64_t rest = left(d);

	for (size_t k = 0; k < d->items.count; k++) {
		struct item *i = d->items.at[k];

		if (i->state != DOWNLOAD_WAITING || !counts(d, i))
			continue;
		if (i->kind == DOWNLOAD_ROBOTS || expected(i) + DOWNLOADS_ASKING <= rest)
			return i;
		if (!first)
			first = i;
	}
	return first;
}

/* One pass over what waits, in its order. True when the list has changed under it. */
static bool start_some(struct downloads *d)
{
	struct room room = {left(d), others_move(d), moving(d)};

	for (size_t k = 0; k < d->items.count; k++) {
		struct item *i = d->items.at[k];
		size_t count = d->items.count;
		enum fit fit;

		if (i->state != DOWNLOAD_WAITING)
			continue;
		if (i->kind != DOWNLOAD_WISH && room.moving >= DOWNLOADS_ACTIVE)
			return false;
		fit = fits(d, &room, i);
		if (fit == FITS_LATER)
			continue;
		if (fit == FITS_NOT) {
			hold(d, i);
			return true;
		}
		if (fit == FITS_NEAR)
			i = choose_near(d);
		if (may_ask(d, i)) {
			start(d, i, fit == FITS_NEAR);
			return true;
		}
		if (i->state != DOWNLOAD_WAITING || d->items.count != count)
			return true; /* it ended, or its robots.txt was put before it */
	}
	return false;
}

static void start_all(struct downloads *d)
{
	while (!d->config.offline && start_some(d))
		continue;
}

/* -- ends ------------------------------------------------------------------------- */

static struct item *of_obtain(const struct downloads *d, int id)
{
	for (size_t i = 0; i < d->items.count; i++)
		if (d->items.at[i]->state == DOWNLOAD_MOVING && d->items.at[i]->obtain == id)
			return d->items.at[i];
	return NULL;
}

static enum download_state judge(const struct item *i, const struct obtain_event *e)
{
	if (e->limited)
		return DOWNLOAD_HELD;
	if (e->outcome == BRING_ABSENT && i->ahead && i->kind == DOWNLOAD_DOCUMENT)
		return DOWNLOAD_NOWHERE;
	return e->outcome == BRING_NEW || e->outcome == BRING_SAME ? DOWNLOAD_DONE
	                                                           : DOWNLOAD_FAILED;
}

/* What the end of one tells of others. */
static void learn(struct downloads *d, const struct item *i, const struct obtain_event *e)
{
	if (e->outcome == BRING_ABSENT)
		store_absent_set(d->store, i->word, clock_now(), NULL);
	else if (judge(i, e) == DOWNLOAD_DONE && store_absent_get(d->store, i->word))
		store_absent_set(d->store, i->word, 0, NULL);
	if (judge(i, e) == DOWNLOAD_DONE) {
		store_queue_remove(d->store, i->word, NULL);
		store_queue_remove(d->store, i->what, NULL);
	}
}

static void take_end(struct downloads *d, struct item *i, const struct obtain_event *e)
{
	d->down += e->down;
	d->up += e->up;
	d->again += e->again;
	d->asked += (unsigned)e->asked;
	i->down += e->down;
	i->up += e->up;
	learn(d, i, e);
	if (i->kind == DOWNLOAD_ROBOTS)
		downloads_robots_ended(d, i, e, &e->err);
	downloads_end(d, i, judge(i, e), &e->err);
	spend(d, i, e->down + e->up);
	if (*e->note && !*i->note)
		snprintf(i->note, sizeof i->note, "%s", e->note);
}

static void tell(struct downloads *d, struct item *i, const struct obtain_event *end,
                 struct downloads_event *out)
{
	i->untold = false;
	d->told = i;
	if (end)
		d->end = *end;
	*out = (struct downloads_event){
		.id = i->id,
		.kind = i->kind,
		.state = i->state,
		.end = end ? &d->end : NULL,
		.what = i->what,
		.lang = i->lang,
		.title = i->title,
		.word = i->word,
		.err = i->why,
	};
}

/* The end of a robots.txt is nobody's business but ours. */
static int tell_unless_ours(struct downloads *d, struct item *i, const struct obtain_event *e,
                            struct downloads_event *out)
{
	tell(d, i, e, out);
	return i->kind != DOWNLOAD_ROBOTS;
}

/* Ends the asking for one; what it has cost was paid. */
void downloads_drop(struct downloads *d, struct item *i)
{
	uint64_t down, up;

	if (!i->obtain)
		return;
	obtain_cost(d->obtain, i->obtain, &down, &up);
	obtain_cancel(d->obtain, i->obtain);
	d->down += down;
	d->up += up;
	i->down += down;
	i->up += up;
	spend(d, i, down + up);
	i->obtain = 0;
	i->reserved = 0;
}

/* What one that is under way may cost before it is looked at again: where its server has
 * told its length that, else what may be on its way. */
static uint64_t cost_ahead(const struct downloads *d, const struct item *i)
{
	uint64_t down, up, got = 0;
	int64_t length = -1;
	const char *host;

	obtain_cost(d->obtain, i->obtain, &down, &up);
	if (!obtain_progress(d->obtain, i->obtain, &got, &length, &host) || !got)
		return down + up;
	if (length > 0)
		return down + up + ((uint64_t)length > got ? (uint64_t)length - got : 0);
	return down + up + WIRE_WINDOW;
}

/* What grows past what was set aside for it takes more, or, where there is no more, stops
 * and waits to be asked for the rest with a limit. */
static void keep_budget(struct downloads *d)
{
	for (size_t k = 0; k < d->items.count; k++) {
		struct item *i = d->items.at[k];
		uint64_t cost;

		if (i->state != DOWNLOAD_MOVING || !counts(d, i) || i->near)
			continue;
		cost = cost_ahead(d, i);
		if (cost <= i->reserved)
			continue;
		if (cost - i->reserved <= left(d)) {
			i->reserved = cost;
			continue;
		}
		downloads_drop(d, i);
		i->state = DOWNLOAD_WAITING;
		i->near = true;
	}
}

int downloads_take(struct downloads *d, const struct client_event *event,
                   struct downloads_event *out)
{
	struct obtain_event e;
	struct item *i;
	int rc;

	d->told = NULL;
	rc = obtain_take(d->obtain, event, &e);
	if (rc == 0 && event->kind == CLIENT_BODY) {
		downloads_watch(d);
		if (d->budget)
			keep_budget(d);
	}
	if (rc <= 0)
		return rc;
	i = of_obtain(d, e.id);
	if (!i)
		return 0;
	take_end(d, i, &e);
	return tell_unless_ours(d, i, &e, out);
}

static bool has_work(const struct downloads *d)
{
	for (size_t i = 0; i < d->items.count; i++)
		if (d->items.at[i]->untold ||
		    (d->items.at[i]->state == DOWNLOAD_WAITING && !d->config.offline))
			return true;
	return false;
}

int downloads_wait_ms(struct downloads *d)
{
	start_all(d);
	for (size_t i = 0; i < d->items.count; i++)
		if (d->items.at[i]->untold)
			return 0;
	return obtain_wait_ms(d->obtain);
}

int downloads_later(struct downloads *d, struct downloads_event *out)
{
	struct obtain_event e;
	struct item *i;

	d->told = NULL;
	start_all(d);
	for (size_t k = 0; k < d->items.count; k++)
		if (d->items.at[k]->untold) {
			if (tell_unless_ours(d, d->items.at[k], NULL, out))
				return 1;
			k = (size_t)-1;
		}
	if (obtain_wait_ms(d->obtain) != 0 || obtain_later(d->obtain, &e) != 1)
		return 0;
	i = of_obtain(d, e.id);
	if (!i)
		return 0;
	take_end(d, i, &e);
	return tell_unless_ours(d, i, &e, out);
}

/* -- waiting ------------------------------------------------------------------------ */

static void wait_once(struct downloads *d)
{
	struct client *client = d->config.obtain.client;
	struct pollfd fds[CLIENT_FDS];
	int timeout = -1, pause = downloads_wait_ms(d);
	size_t count = client_fds(client, fds, CLIENT_FDS, &timeout);

	if (pause < 0 || pause > TICK_MS)
		pause = TICK_MS;
	if (timeout < 0 || pause < timeout)
		timeout = pause;
	poll(fds, count, timeout);
	client_ready(client, fds, count);
}

int downloads_wait(struct downloads *d, struct downloads_event *out, void (*each)(void *),
                   void *payload)
{
	struct client_event e;
	int got;

	for (;;) {
		if (downloads_later(d, out))
			return 1;
		while (client_next(d->config.obtain.client, &e)) {
			got = downloads_take(d, &e, out);
			if (got < 0 && e.kind == CLIENT_DOC)
				doc_free(e.doc);
			if (each)
				each(payload);
			if (got > 0)
				return 1;
		}
		if (!has_work(d) && !moving(d))
			return 0;
		if (each)
			each(payload);
		wait_once(d);
	}
}
