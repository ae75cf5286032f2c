/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "fetch/acquire/hosts.h"
#include "fetch/acquire/robots.h"
#include "model/base/clock.h"
#include "model/store/servers.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static size_t origin_length(const char *url)
{
	const char *name = strstr(url, "://");

	return name ? (size_t)(name + 3 - url) + strcspn(name + 3, "/?#") : 0;
}

/* NULL: out of memory. */
static struct host *host_of(struct hosts *h, const char *url)
{
	size_t len = origin_length(url);
	struct host host = {0};

	for (size_t i = 0; i < h->list.count; i++)
		if (!strncmp(h->list.at[i].origin, url, len) && !h->list.at[i].origin[len])
			return &h->list.at[i];
	host.origin = strndup(url, len);
	if (host.origin && vec_push(&h->list, host) == 0)
		return &h->list.at[h->list.count - 1];
	free(host.origin);
	return NULL;
}

void hosts_done(struct hosts *h)
{
	for (size_t i = 0; i < h->list.count; i++) {
		free(h->list.at[i].origin);
		doc_free(h->list.at[i].robots);
	}
	vec_done(&h->list);
}

void hosts_note(struct hosts *h, const char *url, bool answers)
{
	struct host *host = host_of(h, url);

	if (host)
		host->dead = !answers;
}

bool hosts_is_dead(struct hosts *h, const char *url)
{
	struct host *host = host_of(h, url);

	return host && host->dead;
}

void hosts_forget(struct hosts *h)
{
	for (size_t i = 0; i < h->list.count; i++) {
		h->list.at[i].dead = false;
		if (h->list.at[i].rules == RULES_CLOSED)
			h->list.at[i].rules = RULES_UNKNOWN;
	}
}

/* -- robots.txt ------------------------------------------------------------- */

bool hosts_robots_url(const char *url, char *out, size_t size)
{
	return snprintf(out, size, "%.*s/robots.txt", (int)origin_length(url), url) < (int)size;
}

/* Takes the copy that is here, or that there was none, if that is not older than so many
 * seconds. */
static bool take_stored(struct hosts *h, struct host *host, const char *robots, int64_t age)
{
	int64_t absent = store_absent_get(h->store, robots), seen;
	struct store_version v;

	if (absent && clock_now() - absent < age) {
		host->rules = RULES_KNOWN;
		return true;
	}
	if (store_find(h->store, robots, NULL, &v, NULL) != 1)
		return false;
	seen = v.checked > v.fetched ? v.checked : v.fetched;
	if (clock_now() - seen < age) {
		doc_free(host->robots);
		host->robots = store_doc(h->store, v.id, NULL);
		host->rules = host->robots ? RULES_KNOWN : RULES_UNKNOWN;
	}
	store_version_done(&v);
	return host->rules == RULES_KNOWN;
}

enum hosts_say hosts_robots(struct hosts *h, const char *url, struct err *why)
{
	struct host *host = host_of(h, url);
	char robots[400];

	if (!host || !hosts_robots_url(url, robots, sizeof robots))
		return HOSTS_FORBID;
	if (host->rules == RULES_ASKED)
		return HOSTS_WAIT;
	if (host->rules == RULES_UNKNOWN && !take_stored(h, host, robots, HOSTS_FRESH))
		return HOSTS_ASK;
	if (host->rules == RULES_CLOSED && host->why.code) {
		*why = host->why;
		return HOSTS_SILENT;
	}
	return host->rules == RULES_KNOWN && robots_allow(host->robots, url) ? HOSTS_ALLOW
	                                                                     : HOSTS_FORBID;
}

void hosts_asked(struct hosts *h, const char *url)
{
	struct host *host = host_of(h, url);

	if (host)
		host->rules = RULES_ASKED;
}

enum robots_end hosts_robots_end(enum acquire_outcome outcome, int status, bool limited)
{
	if (limited)
		return ROBOTS_LATER;
	if (outcome == ACQUIRE_NEW || outcome == ACQUIRE_SAME)
		return ROBOTS_CAME;
	/* 4xx: there are no rules; nor are there in what is empty, or no text */
	if ((status >= 400 && status <= 499 && status != 429) || outcome == ACQUIRE_UNREADABLE)
		return ROBOTS_NONE;
	return ROBOTS_FAILED;
}

void hosts_ended(struct hosts *h, const char *robots, enum robots_end end, int status,
                 const struct err *why)
{
	struct host *host = host_of(h, robots);

	if (!host)
		return;
	host->rules = RULES_UNKNOWN;
	host->why = (struct err){0};
	if (end == ROBOTS_LATER)
		return;
	if (end == ROBOTS_CAME)
		take_stored(h, host, robots, HOSTS_OLD);
	else if (end == ROBOTS_NONE)
		host->rules = RULES_KNOWN;
	if (host->rules == RULES_KNOWN)
		store_absent_set(h->store, robots, status >= 400 ? clock_now() : 0, NULL);
	if (host->rules == RULES_UNKNOWN && !take_stored(h, host, robots, HOSTS_OLD)) {
		host->rules = RULES_CLOSED;
		if (why->code == ERR_NETWORK)
			host->why = *why;
	}
}

void hosts_dropped(struct hosts *h, const char *robots)
{
	struct host *host = host_of(h, robots);

	if (host && host->rules == RULES_ASKED)
		host->rules = RULES_UNKNOWN;
}
