/* Hosts: what their robots.txt lets palais fetch of its own accord. */
#include "config.h"

#include "fetch/acquire/downloads_int.h"
#include "model/base/clock.h"
#include "model/base/url.h"
#include "model/store/servers.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A robots.txt is looked at again after a day (RFC 9309, 2.4); while its host does not
 * answer, the copy that is here counts for so long. */
#define RULES_FRESH 86400
#define RULES_OLD (30 * 86400)

struct host *downloads_host(struct downloads *d, const char *url)
{
	struct url_part name = url_host(url);
	size_t len = name.at > url ? (size_t)(name.at + name.len - url) : 0;
	struct host host = {0};

	for (size_t i = 0; i < d->hosts.count; i++)
		if (!strncmp(d->hosts.at[i].origin, url, len) && !d->hosts.at[i].origin[len])
			return &d->hosts.at[i];
	host.origin = strndup(url, len);
	if (host.origin && vec_push(&d->hosts, host) == 0)
		return &d->hosts.at[d->hosts.count - 1];
	free(host.origin);
	return NULL;
}

void downloads_hosts_done(struct downloads *d)
{
	for (size_t i = 0; i < d->hosts.count; i++) {
		free(d->hosts.at[i].origin);
		doc_free(d->hosts.at[i].robots);
	}
	vec_done(&d->hosts);
}

static int64_t seen(const struct store_version *v)
{
	return v->checked > v->fetched ? v->checked : v->fetched;
}

/* Takes the copy that is here, if it is not older than so many seconds. */
static bool take_stored(struct downloads *d, struct host *h, const char *url, int64_t age)
{
	struct store_version v;
	int64_t absent = store_absent_get(d->store, url);

	if (absent && clock_now() - absent < age) {
		h->rules = RULES_KNOWN;
		return true;
	}
	if (store_find(d->store, url, NULL, &v, NULL) != 1)
		return false;
	if (clock_now() - seen(&v) < age) {
		doc_free(h->robots);
		h->robots = store_doc(d->store, v.id, NULL);
		h->rules = h->robots ? RULES_KNOWN : RULES_UNKNOWN;
	}
	store_version_done(&v);
	return h->rules == RULES_KNOWN;
}

enum rules_say downloads_robots(struct downloads *d, const char *url, bool unpaid, struct err *why)
{
	struct host *h = downloads_host(d, url);
	struct download_request r = {.kind = DOWNLOAD_ROBOTS, .expected = 2000};
	struct item *item;
	char robots[400];

	if (!h || snprintf(robots, sizeof robots, "%s/robots.txt", h->origin) >= (int)sizeof robots)
		return RULES_FORBID;
	if (h->rules == RULES_UNKNOWN && !take_stored(d, h, robots, RULES_FRESH)) {
		r.what = robots;
		if (downloads_add(d, &r, NULL) < 0)
			return RULES_FORBID;
		h->rules = RULES_ASKED;
	}
	if (h->rules == RULES_ASKED) {
		item = unpaid ? downloads_item(d, downloads_find(d, robots)) : NULL;
		if (item)
			item->unpaid = true;
		return RULES_WAIT;
	}
	if (h->rules == RULES_CLOSED && h->why.code) {
		*why = h->why;
		return RULES_SILENT;
	}
	return h->rules == RULES_KNOWN && robots_allow(h->robots, url) ? RULES_ALLOW : RULES_FORBID;
}

bool downloads_allow(const char *url, void *downloads)
{
	struct host *h = downloads_host(downloads, url);

	return h && h->rules == RULES_KNOWN && robots_allow(h->robots, url);
}

/* 4xx: there are no rules. No answer, or a server's own trouble: nothing may be asked,
 * unless rules are here that are not too old (RFC 9309, 2.3.1). */
void downloads_robots_ended(struct downloads *d, const struct item *i, const struct obtain_event *e,
                            const struct err *why)
{
	struct host *h = downloads_host(d, i->what);

	if (!h)
		return;
	h->rules = RULES_UNKNOWN;
	h->why = (struct err){0};
	if (e && e->limited)
		return; /* the rest is asked for as soon as there is something to spend */
	if (e && (e->outcome == BRING_NEW || e->outcome == BRING_SAME))
		take_stored(d, h, i->what, RULES_OLD);
	else if (e && e->status >= 400 && e->status <= 499 && e->status != 429)
		h->rules = RULES_KNOWN;
	else if (e && e->outcome == BRING_UNREADABLE)
		h->rules = RULES_KNOWN; /* empty, or no text: no rules */
	if (e && h->rules == RULES_KNOWN && e->status >= 400)
		store_absent_set(d->store, i->what, clock_now(), NULL);
	else if (e && h->rules == RULES_KNOWN)
		store_absent_set(d->store, i->what, 0, NULL);
	if (h->rules == RULES_UNKNOWN && !take_stored(d, h, i->what, RULES_OLD)) {
		h->rules = RULES_CLOSED;
		if (why->code == ERR_NETWORK)
			h->why = *why;
	}
}

void downloads_robots_dropped(struct downloads *d, const struct item *i)
{
	struct host *h = downloads_host(d, i->what);

	if (h && h->rules == RULES_ASKED)
		h->rules = RULES_UNKNOWN;
}

void downloads_forget_hosts(struct downloads *d)
{
	obtain_forget_hosts(d->obtain);
	for (size_t i = 0; i < d->hosts.count; i++)
		if (d->hosts.at[i].rules == RULES_CLOSED)
			d->hosts.at[i].rules = RULES_UNKNOWN;
}
