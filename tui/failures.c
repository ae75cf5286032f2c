/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "tui/failures.h"

#include "model/base/messages.h"
#include "model/base/url.h"
#include "tui/app_int.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Of those that failed alike so many are named. */
#define NAMED_MOST 3
#define ANCHOR "failed="

/* Behind a name and a colon at its beginning. */
static const char *behind(const char *words, const char *name)
{
	size_t len = strlen(name);

	return len && !strncmp(words, name, len) && !strncmp(words + len, ": ", 2) ? words + len + 2
	                                                                           : words;
}

const char *failure_words(const struct job_info *job)
{
	const char *words = behind(behind(job->note, job->title), job->what);
	size_t address = strcspn(words, " ");

	/* the address that was asked, which may be another than the one that was wanted */
	if (url_is_web(words) && address > 1 && words[address - 1] == ':' && words[address])
		return words + address + 1;
	return words;
}

static void host_of(const struct job_info *job, char *out, size_t size)
{
	const char *address = url_is_web(job->note) ? job->note : job->what;
	struct url_part host = url_host(address);

	*out = '\0';
	if (url_is_web(address))
		snprintf(out, size, "%.*s", (int)host.len, host.at);
}

static int take(const struct job_info *job, void *payload)
{
	struct failures *f = payload;
	struct failure *more, one = {.job = *job, .first = f->count, .count = 1};

	if (job->state != JOB_FAILED)
		return 0;
	more = realloc(f->at, (f->count + 1) * sizeof *more);
	if (!more)
		return -1;
	f->at = more;
	host_of(job, one.host, sizeof one.host);
	for (size_t i = 0; i < f->count; i++) {
		struct failure *other = &f->at[i];

		if (other->first != i || strcmp(other->host, one.host) != 0 ||
		    strcmp(failure_words(&other->job), failure_words(job)) != 0)
			continue;
		one.first = i;
		other->count++;
		break;
	}
	f->at[f->count++] = one;
	return 0;
}

void failures_read(struct failures *f, const struct acquire *a)
{
	*f = (struct failures){NULL, 0};
	if (a)
		acquire_each(a, take, f);
}

void failures_done(struct failures *f)
{
	free(f->at);
	*f = (struct failures){NULL, 0};
}

/* "press.example · 340 · no connection" */
static void begin_group(const struct failure *first, struct doc_maker *m)
{
	const char *dot = *first->host ? " · " : "";
	char anchor[20], text[500];

	snprintf(anchor, sizeof anchor, ANCHOR "%d", first->job.id);
	snprintf(text, sizeof text, "%s%s%zu · %s", first->host, dot, first->count,
	         failure_words(&first->job));
	app_begin(m, DOC_HEADING);
	doc_attr(m, "level", "3");
	doc_attr(m, "anchor", anchor);
	doc_add_str(m, text);
}

static void end_group(const struct failure *first, struct doc_maker *m)
{
	long long more = (long long)first->count - NAMED_MOST;
	char text[100];

	if (more <= 0)
		return;
	app_begin(m, DOC_ITEM);
	snprintf(text, sizeof text, messages_count("and %lld more", "and %lld more", more), more);
	doc_add_str(m, text);
}

void failures_add(const struct failures *f, struct doc_maker *m,
                  void (*add)(const struct job_info *job, const char *why, void *payload),
                  void *payload)
{
	for (size_t i = 0; i < f->count; i++) {
		const struct failure *first = &f->at[i];
		size_t named = 0;

		if (first->first != i)
			continue;
		if (first->count == 1) {
			add(&first->job, failure_words(&first->job), payload);
			continue;
		}
		begin_group(first, m);
		for (size_t k = i; k < f->count && named < NAMED_MOST; k++)
			if (f->at[k].first == i) {
				add(&f->at[k].job, "", payload);
				named++;
			}
		end_group(first, m);
	}
}

size_t failures_retry(struct acquire *a, const char *anchor)
{
	size_t count = 0, first;
	struct failures f;
	int *ids, id;

	if (strncmp(anchor, ANCHOR, strlen(ANCHOR)) != 0)
		return 0;
	id = atoi(anchor + strlen(ANCHOR));
	failures_read(&f, a);
	ids = calloc(f.count + 1, sizeof *ids);
	for (first = 0; first < f.count && f.at[first].job.id != id; first++)
		;
	/* the list changes with the first that is asked for */
	for (size_t i = 0; ids && i < f.count; i++)
		if (f.at[i].first == first)
			ids[count++] = f.at[i].job.id;
	failures_done(&f);
	for (size_t i = 0; i < count; i++)
		acquire_retry(a, ids[i]);
	free(ids);
	return count;
}
