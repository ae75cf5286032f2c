/* SPDX-License-Identifier: ISC */
/* The list of jobs, and the reader's hand on it. */
#include "config.h"

#include "fetch/acquire/internal.h"
#include "model/base/url.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void job_free(struct job *j)
{
	if (!j)
		return;
	job_plan_done(j);
	free(j->what);
	free(j->lang);
	free(j->languages);
	free(j->title);
	free(j->word);
	free(j->named_by);
	free(j);
}

struct acquire *acquire_new(const struct acquire_config *config)
{
	struct acquire *a = calloc(1, sizeof *a);

	if (!a)
		return NULL;
	a->config = *config;
	a->sources =
		strdup(config->sources && *config->sources ? config->sources : ACQUIRE_SOURCES);
	a->branch = strdup(config->branch && *config->branch ? config->branch : ACQUIRE_BRANCH);
	a->config.sources = a->sources;
	a->config.branch = a->branch;
	a->hosts.store = config->store;
	if (a->sources && a->branch)
		return a;
	acquire_free(a);
	return NULL;
}

void acquire_free(struct acquire *a)
{
	if (!a)
		return;
	for (size_t i = 0; i < a->jobs.count; i++)
		if (a->jobs.at[i]->state == JOB_MOVING)
			job_note_cost(a, a->jobs.at[i]);
	for (size_t i = 0; i < a->jobs.count; i++)
		job_leave(a, a->jobs.at[i]);
	for (size_t i = 0; i < a->jobs.count; i++)
		job_free(a->jobs.at[i]);
	vec_done(&a->jobs);
	exchange_free(a->answered);
	hosts_done(&a->hosts);
	free(a->sources);
	free(a->branch);
	free(a);
}

void acquire_budget(struct acquire *a, uint64_t bytes)
{
	a->budget = (struct budget){.limit = bytes};
	a->stirred = true;
}

void acquire_forget_hosts(struct acquire *a)
{
	hosts_forget(&a->hosts);
	a->stirred = true;
}

struct job *acquire_job(const struct acquire *a, int id)
{
	for (size_t i = 0; i < a->jobs.count; i++)
		if (a->jobs.at[i]->id == id)
			return a->jobs.at[i];
	return NULL;
}

int acquire_find(const struct acquire *a, const char *word)
{
	for (size_t i = 0; i < a->jobs.count; i++)
		if (!acquire_has_ended(a->jobs.at[i]) && !strcmp(a->jobs.at[i]->word, word))
			return a->jobs.at[i]->id;
	return 0;
}

size_t acquire_count(const struct acquire *a)
{
	return a->jobs.count;
}

bool acquire_has_ended(const struct job *j)
{
	return j->state != JOB_WAITING && j->state != JOB_MOVING;
}

/* -- places ------------------------------------------------------------------- */

static size_t place_of(const struct acquire *a, const struct job *j)
{
	size_t at = 0;

	while (a->jobs.at[at] != j)
		at++;
	return at;
}

/* From one place to another; those between move up. */
static void put(struct acquire *a, size_t from, size_t to)
{
	struct job *j = a->jobs.at[from], **at = a->jobs.at;

	if (from < to)
		memmove(&at[from], &at[from + 1], (to - from) * sizeof *at);
	else
		memmove(&at[to + 1], &at[to], (from - to) * sizeof *at);
	at[to] = j;
}

static void take_out(struct acquire *a, size_t at)
{
	struct job *j = a->jobs.at[at];

	put(a, at, --a->jobs.count);
	job_free(j);
}

/* The order of kinds: a robots.txt is asked for with those that need it. */
static int rank(const struct job *j)
{
	return j->kind == JOB_ROBOTS ? JOB_QUEUED : (int)j->kind;
}

/* Behind all that come before its kind. Ended ones stand before everything. */
static void put_in_order(struct acquire *a, const struct job *j)
{
	size_t to = a->jobs.count - 1;

	put(a, place_of(a, j), to);
	while (to > 0 && !acquire_has_ended(a->jobs.at[to - 1]) &&
	       rank(a->jobs.at[to - 1]) > rank(j))
		to--;
	put(a, a->jobs.count - 1, to);
	a->stirred = true;
}

void acquire_end(struct acquire *a, struct job *j, enum job_state state, const struct err *why)
{
	size_t to = 0, from = place_of(a, j);

	while (to < from && acquire_has_ended(a->jobs.at[to]))
		to++;
	put(a, from, to);
	j->state = state;
	if (j->kind == JOB_ROBOTS && (state == JOB_HELD || state == JOB_CANCELLED))
		hosts_dropped(&a->hosts, j->what);
	j->untold = a->stirred = true;
	j->due = 0;
	j->reserved = 0;
	j->why = *why;
	snprintf(j->note, sizeof j->note, "%.299s", why->text);
}

/* -- adding ------------------------------------------------------------------- */

static struct job *job_new(const struct acquire_request *r)
{
	struct job *j = calloc(1, sizeof *j);
	char word[URL_MAX];

	if (!j)
		return NULL;
	acquire_word(r->what, r->lang, word, sizeof word);
	j->kind = r->kind;
	j->what = strdup(r->what);
	j->lang = strdup(r->lang ? r->lang : "");
	j->languages = strdup(r->languages ? r->languages : "");
	j->title = strdup(r->title && *r->title ? r->title : r->what);
	j->word = strdup(word);
	j->named_by = r->named_by ? strdup(r->named_by) : NULL;
	j->afresh = r->afresh;
	j->size_only = r->size_only;
	j->early = r->early;
	j->ahead = !r->named && (r->kind == JOB_ARTICLE || r->kind == JOB_DOCUMENT);
	j->expected = r->expected;
	j->run.length = -1;
	if (j->what && j->lang && j->languages && j->title && j->word &&
	    !j->named_by == !r->named_by)
		return j;
	job_free(j);
	return NULL;
}

static void name_by_reader(struct job *j)
{
	free(j->named_by);
	j->named_by = NULL;
}

/* One that is there already; the reader's wish is not told as something else's. */
static int join(struct acquire *a, struct job *there, const struct acquire_request *r)
{
	if (r->kind == JOB_WISH && there->kind != JOB_WISH) {
		there->kind = JOB_WISH;
		there->ahead = false;
		if (!r->named_by)
			name_by_reader(there);
		if (there->state == JOB_WAITING)
			put_in_order(a, there);
	}
	there->early = there->early || r->early;
	return there->id;
}

int acquire_add(struct acquire *a, const struct acquire_request *r, struct err *err)
{
	struct job *j = job_new(r);

	if (!j)
		return err_set(err, ERR_FAILED, "out of memory");
	for (size_t i = 0; i < a->jobs.count; i++) {
		struct job *there = a->jobs.at[i];

		/* who asks how large it is does not fetch it, nor the other way round */
		if (strcmp(there->word, j->word) || there->size_only != j->size_only)
			continue;
		if (!acquire_has_ended(there)) {
			job_free(j);
			return join(a, there, r);
		}
		/* what ended stands once in the list; its end has to be told first */
		if (!there->untold && there != a->told)
			take_out(a, i--);
	}
	if (vec_push(&a->jobs, j) < 0) {
		job_free(j);
		return err_set(err, ERR_FAILED, "out of memory");
	}
	j->id = ++a->last_id;
	put_in_order(a, j);
	return j->id;
}

void acquire_word(const char *symbol, const char *lang, char *out, size_t size)
{
	if (lang && *lang)
		snprintf(out, size, "https://docs.un.org/%s/%s", lang, symbol);
	else
		snprintf(out, size, "%s", symbol);
}

/* -- the reader's hand ---------------------------------------------------------- */

void acquire_cancel(struct acquire *a, int id)
{
	struct job *j = acquire_job(a, id);

	if (!j || acquire_has_ended(j))
		return;
	acquire_drop(a, j);
	acquire_end(a, j, JOB_CANCELLED, &(struct err){0});
}

bool acquire_withdraw(struct acquire *a, int id)
{
	struct job *j = acquire_job(a, id);

	if (!j || acquire_has_ended(j))
		return false;
	acquire_drop(a, j);
	take_out(a, place_of(a, j));
	a->stirred = true;
	return true;
}

bool acquire_retry(struct acquire *a, int id)
{
	struct job *j = acquire_job(a, id);

	if (!j || !acquire_has_ended(j) || j->state == JOB_DONE)
		return false;
	j->state = JOB_WAITING;
	j->untold = j->near = false;
	j->why = (struct err){0};
	j->note[0] = '\0';
	j->run = (struct run){.length = -1};
	job_plan_done(j); /* what was learnt since may lead elsewhere */
	acquire_forget_hosts(a);
	put_in_order(a, j);
	return true;
}

bool acquire_move(struct acquire *a, int id, int places)
{
	struct job *j = acquire_job(a, id);
	size_t at, other;
	int step = places < 0 ? -1 : 1;
	bool moved = false;

	if (!j || j->state != JOB_WAITING)
		return false;
	for (int left = abs(places); left; left--) {
		at = other = place_of(a, j);
		do
			other += (size_t)step; /* past 0 it is larger than all */
		while (other < a->jobs.count && a->jobs.at[other]->state != JOB_WAITING);
		if (other >= a->jobs.count)
			break;
		a->jobs.at[at] = a->jobs.at[other];
		a->jobs.at[other] = j;
		moved = a->stirred = true;
	}
	return moved;
}
