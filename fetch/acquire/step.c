/* SPDX-License-Identifier: ISC */
/* Which job is asked for next, and what its end means. */
#include "config.h"

#include "fetch/acquire/internal.h"
#include "fetch/wire/errand.h"
#include "model/base/clock.h"
#include "model/base/messages.h"
#include "model/base/url.h"
#include "model/store/servers.h"

#include <poll.h>
#include <stdio.h>

/* How often whoever waits is called, so that it can tell how far things are. */
#define TICK_MS 1000
/* What a robots.txt is told to cost. */
#define ROBOTS_EXPECTED 2000

/* -- the budget --------------------------------------------------------------- */

bool acquire_counts(const struct acquire *a, const struct job *j)
{
	return a->budget.limit && j->kind != JOB_WISH && !j->unpaid;
}

static void spend(struct acquire *a, const struct job *j, uint64_t bytes)
{
	if (acquire_counts(a, j))
		budget_spend(&a->budget, bytes);
}

static uint64_t expected(const struct job *j)
{
	return budget_expected(j->kind, j->expected);
}

/* What a pass over the list, in which nothing is begun, need look at once alone. */
struct room {
	uint64_t left;
	bool others; /* some that count move */
	size_t moving;
};

static struct room room_in(const struct acquire *a)
{
	struct room room = {0};
	uint64_t reserved = 0;

	for (size_t i = 0; i < a->jobs.count; i++) {
		const struct job *j = a->jobs.at[i];

		reserved += j->reserved;
		room.moving += j->state == JOB_MOVING;
		room.others = room.others || (j->state == JOB_MOVING && acquire_counts(a, j));
	}
	room.left = budget_left(&a->budget, reserved);
	return room;
}

/* Near the limit, what fits as a whole goes before what would be cut, and a robots.txt
 * before what waits for it; when nothing fits the first gets what is left. */
static struct job *choose_near(const struct acquire *a, uint64_t left)
{
	struct job *first = NULL;

	for (size_t k = 0; k < a->jobs.count; k++) {
		struct job *j = a->jobs.at[k];

		if (j->state != JOB_WAITING || !acquire_counts(a, j))
			continue;
		if (j->kind == JOB_ROBOTS || budget_holds(left, expected(j)))
			return j;
		if (!first)
			first = j;
	}
	return first;
}

/* What one that is under way may cost before it is looked at again. */
static uint64_t cost_ahead(const struct job *j)
{
	uint64_t down, up, got = 0;
	int64_t length = -1;

	job_cost(j, &down, &up);
	if (!j->exchange || !exchange_progress(j->exchange, &got, &length))
		got = 0;
	return budget_ahead(down + up, got, length);
}

void acquire_drop(struct acquire *a, struct job *j)
{
	uint64_t down, up;

	if (j->state != JOB_MOVING)
		return;
	job_note_cost(a, j);
	job_cost(j, &down, &up);
	job_leave(a, j);
	a->down += down;
	a->up += up;
	j->down += down;
	j->up += up;
	spend(a, j, down + up);
	j->run = (struct run){.length = -1};
	j->due = 0;
	j->reserved = 0;
}

/* What grows past what was set aside for it takes more, or, where there is no more, stops
 * and waits to be asked for the rest with a limit. */
static void keep_budget(struct acquire *a)
{
	for (size_t k = 0; k < a->jobs.count; k++) {
		struct job *j = a->jobs.at[k];
		uint64_t cost;

		if (j->state != JOB_MOVING || !acquire_counts(a, j) || j->near)
			continue;
		cost = cost_ahead(j);
		if (cost <= j->reserved)
			continue;
		if (cost - j->reserved <= room_in(a).left) {
			j->reserved = cost;
			continue;
		}
		acquire_drop(a, j);
		j->state = JOB_WAITING;
		j->near = a->stirred = true;
	}
}

/* -- robots.txt ------------------------------------------------------------------ */

/* Puts the robots.txt of a host on the list, for an address there that a job will ask for;
 * for the reader's wish whatever the budget. */
static enum hosts_say ask_robots(struct acquire *a, const struct job *for_job, const char *url,
                                 struct err *why)
{
	struct acquire_request r = {
		.kind = JOB_ROBOTS, .named_by = for_job->named_by, .expected = ROBOTS_EXPECTED};
	enum hosts_say say = hosts_robots(&a->hosts, url, why);
	char robots[400];
	struct job *j;

	if (say != HOSTS_ASK && say != HOSTS_WAIT)
		return say;
	hosts_robots_url(url, robots, sizeof robots);
	r.what = robots;
	if (say == HOSTS_ASK && acquire_add(a, &r, NULL) < 0)
		return HOSTS_FORBID;
	hosts_asked(&a->hosts, url);
	j = !acquire_counts(a, for_job) ? acquire_job(a, acquire_find(a, robots)) : NULL;
	if (j)
		j->unpaid = true;
	return HOSTS_WAIT;
}

/* Whether it is of an address near the reader, and the reader did not name it. */
static bool is_errand(const struct job *j, struct err *err)
{
	if (!url_is_web(j->what) || errand_may(j->what, j->named_by))
		return false;
	/* TRANSLATORS: an address; "near": on this machine or in the reader's own network */
	err_set(err, ERR_FAILED,
	        _("%.300s: a page or a feed names it, and it is near: it was not asked"), j->what);
	return true;
}

/* Whether a job may be asked for at all: false when that ended it, or it has to wait for a
 * robots.txt. */
static bool may_begin(struct acquire *a, struct job *j)
{
	unsigned say[HOSTS_ASK + 1] = {0};
	struct err err = {0};

	if (is_errand(j, &err)) {
		acquire_end(a, j, JOB_FAILED, &err);
		return false;
	}
	if (job_plan(a, j, &err) < 0) {
		if (j->kind == JOB_ROBOTS)
			hosts_ended(&a->hosts, j->what, ROBOTS_FAILED, 0, &err);
		acquire_end(a, j, JOB_FAILED, &err);
		return false;
	}
	for (size_t i = 0; j->kind != JOB_ROBOTS && i < j->plan.count; i++) {
		const struct step *step = &j->plan.steps[i];

		if (job_is_judged(j, step))
			say[ask_robots(a, j, step->url, &err)]++;
		/* where the file lies that a directory names */
		if (j->ahead && step->kind == STEP_LISTING)
			say[ask_robots(a, j, SOURCES_RAW "/", &err)]++;
	}
	if (say[HOSTS_WAIT])
		return false;
	if (j->ahead && !say[HOSTS_ALLOW] && say[HOSTS_SILENT]) {
		acquire_end(a, j, JOB_FAILED, &err);
	} else if (j->ahead && !say[HOSTS_ALLOW] && say[HOSTS_FORBID]) {
		acquire_end(a, j, JOB_BARRED, &(struct err){0});
		snprintf(j->note, sizeof j->note, "%s",
		         _("its host's robots.txt does not allow it; opening it asks for it"));
	}
	return j->state == JOB_WAITING;
}

/* -- ends -------------------------------------------------------------------------- */

/* What the end of one tells of others. */
static void learn(struct acquire *a, const struct job *j, enum job_state state)
{
	struct store *store = a->config.store;

	if (j->run.result.outcome == ACQUIRE_ABSENT)
		store_absent_set(store, j->word, clock_now(), NULL);
	if (state != JOB_DONE)
		return;
	if (store_absent_get(store, j->word))
		store_absent_set(store, j->word, 0, NULL);
	store_queue_remove(store, j->word, NULL);
	store_queue_remove(store, j->what, NULL);
}

static void finish(struct acquire *a, struct job *j)
{
	const struct run *r = &j->run;
	enum job_state state = judge_state(j->kind, j->ahead, r->result.outcome, r->limited);

	a->down += r->down;
	a->up += r->up;
	a->again += r->again;
	a->asked += (unsigned)r->asked;
	j->down += r->down;
	j->up += r->up;
	job_note_cost(a, j);
	if (!j->size_only)
		learn(a, j, state);
	if (j->kind == JOB_ROBOTS)
		hosts_ended(&a->hosts, j->what,
		            hosts_robots_end(r->result.outcome, r->status, r->limited), r->status,
		            &r->result.why);
	acquire_end(a, j, state, &r->result.why);
	spend(a, j, r->down + r->up);
	if (!*j->note)
		snprintf(j->note, sizeof j->note, "%s", r->note);
}

/* The end of a robots.txt is nobody's business but ours: 0. */
static int tell(struct acquire *a, struct job *j, struct acquire_event *out)
{
	const struct run *r = &j->run;

	j->untold = false;
	a->told = j;
	*out = (struct acquire_event){
		.id = j->id,
		.kind = j->kind,
		.state = j->state,
		.what = j->what,
		.lang = j->lang,
		.title = j->title,
		.word = j->word,
		.asked = r->asked,
		.outcome = r->result.outcome,
		.status = r->status,
		.found = r->result.found,
		.note = r->note,
		.version = r->result.version,
		.length = r->length,
		.doc = a->answered ? exchange_answer(a->answered)->doc : NULL,
		.down = r->down,
		.again = r->again,
		.err = j->why,
	};
	return j->kind != JOB_ROBOTS;
}

/* -- asking -------------------------------------------------------------------------- */

static void start(struct acquire *a, struct job *j, bool near, uint64_t left)
{
	j->run.attempt = (struct attempt){.symbol = *j->text_lang, .patient = j->kind != JOB_WISH};
	j->near = near;
	if (near)
		j->reserved = j->run.limit = left;
	else if (acquire_counts(a, j))
		j->reserved = budget_aside(expected(j));
	j->began = 0;
	j->state = JOB_MOVING;
	a->stirred = true;
	if (job_ask(a, j) < 0)
		finish(a, j);
}

static void hold(struct acquire *a, struct job *j)
{
	acquire_end(a, j, JOB_HELD, &(struct err){0});
	snprintf(j->note, sizeof j->note, "%s", _("the budget is used up"));
}

/* One pass over what waits, in its order, until the list is stirred by it. */
static void start_some(struct acquire *a)
{
	struct room room = room_in(a);

	for (size_t k = 0; !a->stirred && k < a->jobs.count; k++) {
		struct job *j = a->jobs.at[k];
		enum budget_fit fit = BUDGET_FITS;

		if (j->state != JOB_WAITING)
			continue;
		if (j->kind != JOB_WISH && room.moving >= ACQUIRE_ACTIVE)
			return;
		if (acquire_counts(a, j))
			fit = budget_fits(room.left, room.others, j->near, expected(j));
		if (fit == BUDGET_NEAR)
			j = choose_near(a, room.left);
		if (fit == BUDGET_NOT)
			hold(a, j);
		else if (fit != BUDGET_LATER && may_begin(a, j))
			start(a, j, fit == BUDGET_NEAR, room.left);
	}
}

/* -- steps ------------------------------------------------------------------------------ */

/* Notes since when bytes come of what is under way. */
static void watch(struct acquire *a)
{
	int64_t length;
	uint64_t got;

	for (size_t i = 0; i < a->jobs.count; i++) {
		struct job *j = a->jobs.at[i];

		if (j->state != JOB_MOVING || j->began || !j->exchange ||
		    !exchange_progress(j->exchange, &got, &length) || !got)
			continue;
		j->began = clock_ms();
		j->began_at = got;
	}
}

/* The answer is of the first job that waited for it. Whoever else did asks for it again,
 * which costs a 304. */
static struct job *hand_out(struct acquire *a, struct exchange *x)
{
	struct job *first = NULL;

	for (size_t i = 0; i < a->jobs.count; i++) {
		struct job *j = a->jobs.at[i];

		if (j->exchange != x)
			continue;
		j->exchange = NULL;
		if (first)
			j->due = clock_ms();
		else
			first = j;
	}
	return first;
}

/* What has come so far, of a job that waits to show it. */
static int tell_early(const struct acquire *a, const struct exchange *x, struct acquire_event *out)
{
	uint64_t got = 0;
	int64_t length = -1;

	for (size_t i = 0; i < a->jobs.count; i++) {
		const struct job *j = a->jobs.at[i];

		if (j->exchange != x || !j->early)
			continue;
		exchange_progress(x, &got, &length);
		*out = (struct acquire_event){.id = j->id,
		                              .kind = j->kind,
		                              .state = JOB_MOVING,
		                              .what = j->what,
		                              .lang = j->lang,
		                              .title = j->title,
		                              .word = j->word,
		                              .found = "",
		                              .note = "",
		                              .length = length,
		                              .down = got,
		                              .doc = exchange_early(x)};
		return 2;
	}
	return 0;
}

static int take_event(struct acquire *a, const struct client_event *event,
                      struct acquire_event *out)
{
	struct exchange *x = NULL;
	struct job *j;
	int rc = -1;

	for (size_t i = 0; rc < 0 && i < a->jobs.count; i++) {
		x = a->jobs.at[i]->exchange;
		rc = x ? exchange_take(x, event) : -1;
	}
	if (rc == 0 && event->kind == CLIENT_BODY) {
		watch(a);
		if (a->budget.limit)
			keep_budget(a);
	}
	if (rc == 2)
		return tell_early(a, x, out);
	if (rc <= 0)
		return rc;
	a->answered = x;
	j = hand_out(a, x);
	if (!job_take(a, j, exchange_answer(x)))
		return 0;
	finish(a, j);
	return tell(a, j, out);
}

static struct job *untold(const struct acquire *a)
{
	for (size_t k = 0; k < a->jobs.count; k++)
		if (a->jobs.at[k]->untold)
			return a->jobs.at[k];
	return NULL;
}

/* Asks again what has waited long enough. */
static void ask_again(struct acquire *a)
{
	int64_t now = clock_ms();

	for (size_t k = 0; k < a->jobs.count; k++) {
		struct job *j = a->jobs.at[k];

		if (j->state == JOB_MOVING && j->due && j->due <= now && job_ask_again(a, j) < 0)
			finish(a, j);
	}
}

static void begin_early(struct acquire *a)
{
	int64_t now = clock_ms();

	for (size_t k = 0; k < a->jobs.count; k++) {
		struct exchange *x = a->jobs.at[k]->exchange;
		int64_t due = x ? exchange_early_due(x) : -1;

		if (due >= 0 && due <= now)
			exchange_early_begin(x);
	}
}

int acquire_deadline(const struct acquire *a)
{
	int64_t first = -1, left, early;

	if (untold(a))
		return 0;
	for (size_t k = 0; k < a->jobs.count; k++) {
		const struct job *j = a->jobs.at[k];

		if (a->stirred && j->state == JOB_WAITING)
			return 0;
		if (j->due && (first < 0 || j->due < first))
			first = j->due;
		early = j->exchange ? exchange_early_due(j->exchange) : -1;
		if (early >= 0 && (first < 0 || early < first))
			first = early;
	}
	if (first < 0)
		return -1;
	left = first - clock_ms();
	return left < 0 ? 0 : (int)left;
}

static int do_due(struct acquire *a, struct acquire_event *out)
{
	struct job *j;

	while (acquire_deadline(a) == 0) {
		ask_again(a);
		begin_early(a);
		do {
			a->stirred = false;
			start_some(a);
		} while (a->stirred);
		/* the end of a robots.txt lets others begin */
		for (; (j = untold(a)); a->stirred = true)
			if (tell(a, j, out))
				return 1;
	}
	return 0;
}

int acquire_step(struct acquire *a, const struct client_event *event, struct acquire_event *out)
{
	exchange_free(a->answered);
	a->answered = NULL;
	a->told = NULL;
	return event ? take_event(a, event, out) : do_due(a, out);
}

/* -- waiting ------------------------------------------------------------------------ */

void acquire_poll(struct client *client, int most_ms)
{
	struct pollfd fds[CLIENT_FDS];
	int timeout = -1, pause = most_ms;
	size_t count = client_fds(client, fds, CLIENT_FDS, &timeout);

	if (pause < 0 || pause > TICK_MS)
		pause = TICK_MS;
	if (timeout < 0 || pause < timeout)
		timeout = pause;
	poll(fds, count, timeout);
	client_ready(client, fds, count);
}

int acquire_wait(struct acquire *a, struct acquire_event *out, void (*each)(void *), void *payload)
{
	struct client_event e;
	int got;

	for (;;) {
		if (acquire_step(a, NULL, out))
			return 1;
		while (client_next(a->config.client, &e)) {
			got = acquire_step(a, &e, out);
			if (got < 0 && e.kind == CLIENT_DOC)
				doc_free(e.doc);
			if (each)
				each(payload);
			if (got == 1)
				return 1;
		}
		if (!acquire_busy(a))
			return 0;
		if (each)
			each(payload);
		stores_let_go(a->config.stores);
		acquire_poll(a->config.client, acquire_deadline(a));
	}
}
