/* SPDX-License-Identifier: ISC */
/* How things stand: what the owner is told of jobs, and of all of them together. */
#include "config.h"

#include "fetch/acquire/internal.h"
#include "model/base/clock.h"

static int64_t later(const struct job *j)
{
	int64_t left = j->due ? j->due - clock_ms() : 0;

	return left > 0 ? (left + 999) / 1000 : 0;
}

uint64_t job_rate(uint64_t bytes, int64_t ms)
{
	return ms < JOB_RATE_MS ? 0 : bytes * 1000 / (uint64_t)ms;
}

static void describe_moving(const struct job *j, struct job_info *out)
{
	out->later = later(j);
	if (!j->exchange || !exchange_progress(j->exchange, &out->got, &out->length))
		return;
	if (!j->began || out->got <= j->began_at)
		return;
	out->rate = job_rate(out->got - j->began_at, clock_ms() - j->began);
	if (out->rate && out->length > 0 && (uint64_t)out->length >= out->got)
		out->left = (int64_t)(((uint64_t)out->length - out->got) / out->rate);
}

static void describe(const struct job *j, struct job_info *out)
{
	*out = (struct job_info){
		.id = j->id,
		.kind = j->kind,
		.state = j->state,
		.what = j->what,
		.lang = j->lang,
		.title = j->title,
		.word = j->word,
		.host = j->exchange ? j->host : "",
		.note = j->note,
		.length = -1,
		.expected = j->expected,
		.down = j->down,
		.up = j->up,
		.left = -1,
	};
	if (j->state == JOB_MOVING)
		describe_moving(j, out);
}

bool acquire_get(const struct acquire *a, int id, struct job_info *out)
{
	const struct job *j = acquire_job(a, id);

	if (j)
		describe(j, out);
	return j != NULL;
}

void acquire_each(const struct acquire *a, int (*each)(const struct job_info *, void *),
                  void *payload)
{
	struct job_info out;
	size_t count = a->jobs.count;
	int stop = 0;

	/* those that ended stand first, and are told last, from the newest on */
	for (size_t i = 0; !stop && i < 2 * count; i++) {
		const struct job *j = a->jobs.at[i < count ? i : 2 * count - 1 - i];

		if (acquire_has_ended(j) != (i >= count) || j->kind == JOB_ROBOTS)
			continue;
		describe(j, &out);
		stop = each(&out, payload);
	}
}

void acquire_totals(const struct acquire *a, struct acquire_totals *t)
{
	*t = (struct acquire_totals){.down = a->down,
	                             .up = a->up,
	                             .again = a->again,
	                             .overrun = a->budget.overrun,
	                             .asked = a->asked};
	for (size_t i = 0; i < a->jobs.count; i++) {
		const struct job *j = a->jobs.at[i];
		unsigned *const counts[] = {&t->waiting, &t->moving, &t->done,    &t->failed,
		                            &t->held,    &t->barred, &t->nowhere, &t->cancelled};

		if (j->kind == JOB_ROBOTS)
			continue;
		++*counts[j->state];
		t->network += j->state == JOB_FAILED && j->why.code == ERR_NETWORK;
	}
}

bool acquire_busy(const struct acquire *a)
{
	for (size_t i = 0; i < a->jobs.count; i++)
		if (!acquire_has_ended(a->jobs.at[i]) || a->jobs.at[i]->untold)
			return true;
	return false;
}
