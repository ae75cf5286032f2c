#include "config.h"

#include "fetch/acquire/source_int.h"
#include "model/base/clock.h"
#include "model/base/url.h"
#include "model/base/vec.h"
#include "model/dossier/headlines.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void want_free(struct want *w)
{
	if (!w)
		return;
	plan_done(&w->plan);
	free(w->what);
	free(w->lang);
	free(w->languages);
	free(w);
}

struct obtain *obtain_new(const struct obtain_config *config)
{
	struct obtain *o = calloc(1, sizeof *o);

	if (!o)
		return NULL;
	o->config = *config;
	o->sources = config->sources ? strdup(config->sources) : NULL;
	o->branch = config->branch ? strdup(config->branch) : NULL;
	o->config.sources = o->sources;
	o->config.branch = o->branch;
	o->bring = bring_new(config->store, config->client);
	if (o->bring)
		return o;
	obtain_free(o);
	return NULL;
}

void unlink_want(struct obtain *o, struct want *w)
{
	struct want **at = &o->wants;

	while (*at != w)
		at = &(*at)->next;
	*at = w->next;
}

static struct want *find(const struct obtain *o, int id)
{
	struct want *w = o->wants;

	while (w && w->id != id)
		w = w->next;
	return w;
}

static void cost_of(const struct obtain *o, const struct want *w, uint64_t *down, uint64_t *up)
{
	*down = w->down;
	*up = w->up;
	if (!w->get)
		return;
	*down += client_came(o->config.client, w->get) + HEAD_BYTES;
	*up += HEAD_BYTES / 2;
}

void obtain_cost(const struct obtain *o, int id, uint64_t *down, uint64_t *up)
{
	const struct want *w = find(o, id);

	*down = *up = 0;
	if (w)
		cost_of(o, w, down, up);
}

/* What has come of one that is not brought to its end was paid for all the same. */
static void note_cost(const struct obtain *o, const struct want *w)
{
	uint64_t down, up;

	cost_of(o, w, &down, &up);
	if (down || up)
		store_usage_add(o->config.store, (int64_t)down, (int64_t)up, w->asked, NULL);
}

void obtain_forget_hosts(struct obtain *o)
{
	for (size_t i = 0; i < o->dead.count; i++)
		free(o->dead.at[i]);
	o->dead.count = 0;
}

void obtain_free(struct obtain *o)
{
	if (!o)
		return;
	obtain_forget_hosts(o);
	vec_done(&o->dead);
	for (const struct want *w = o->wants; w; w = w->next)
		note_cost(o, w);
	bring_free(o->bring);
	for (struct want *w; (w = o->wants);) {
		o->wants = w->next;
		want_free(w);
	}
	want_free(o->told);
	free(o->sources);
	free(o->branch);
	free(o);
}

/* Whether another document waits for the same get. */
static bool is_shared(const struct obtain *o, const struct want *w)
{
	for (const struct want *other = o->wants; other; other = other->next)
		if (other != w && other->get == w->get)
			return true;
	return false;
}

void obtain_cancel(struct obtain *o, int id)
{
	struct want *w = find(o, id);

	if (!w)
		return;
	note_cost(o, w);
	if (w->get && !is_shared(o, w))
		bring_cancel(o->bring, w->get);
	unlink_want(o, w);
	want_free(w);
}

void obtain_host_of(const char *url, char *out, size_t size)
{
	snprintf(out, size, "%.*s", (int)url_host(url).len, url_host(url).at);
}

bool obtain_progress(const struct obtain *o, int id, uint64_t *got, int64_t *length,
                     const char **where)
{
	const struct want *w = find(o, id);

	*where = w && w->get ? w->host : "";
	return w && w->get && client_progress(o->config.client, w->get, got, length);
}

void obtain_word(const char *symbol, const char *lang, char *out, size_t size)
{
	if (lang && *lang)
		snprintf(out, size, "https://docs.un.org/%s/%s", lang, symbol);
	else
		snprintf(out, size, "%s", symbol);
}

int obtain_start(struct obtain *o, const struct obtain_request *r, struct err *err)
{
	struct want *w = want_new(o, r, err);

	if (!w)
		return -1;
	for (struct want *same = o->wants; same; same = same->next) {
		if (strcmp(same->what, w->what) || strcmp(same->lang, w->lang))
			continue;
		want_free(w);
		return same->id;
	}
	while (want_ask(o, w, err) < 0) {
		if (want_step_on(w))
			continue;
		want_free(w);
		return -1;
	}
	err_clear(err);
	w->id = ++o->last_id;
	w->next = o->wants;
	o->wants = w;
	return w->id;
}

static struct want *of_get(const struct obtain *o, int get)
{
	struct want *w = o->wants;

	while (w && w->get != get)
		w = w->next;
	return w;
}

int obtain_take(struct obtain *o, const struct client_event *event, struct obtain_event *out)
{
	struct bring_event e;
	struct want *w;
	int rc;

	want_free(o->told);
	o->told = NULL;
	rc = bring_take(o->bring, event, &e);
	if (rc <= 0)
		return rc;
	w = of_get(o, e.id);
	rc = w ? want_conclude(o, w, &e, out) : 0;
	/* whoever waited for the same answer asks for it again, which costs a 304 */
	while ((w = of_get(o, e.id))) {
		w->get = 0;
		w->due = clock_ms();
	}
	return rc;
}

/* -- waiting ---------------------------------------------------------------- */

int obtain_wait_ms(const struct obtain *o)
{
	int64_t first = -1, left;

	for (const struct want *w = o->wants; w; w = w->next)
		if (w->due && (first < 0 || w->due < first))
			first = w->due;
	if (first < 0)
		return -1;
	left = first - clock_ms();
	return left < 0 ? 0 : (int)left;
}

int64_t obtain_later_seconds(const struct obtain *o, int id)
{
	const struct want *w = find(o, id);
	int64_t left = w && w->due ? w->due - clock_ms() : 0;

	return left > 0 ? (left + 999) / 1000 : 0;
}

int obtain_later(struct obtain *o, struct obtain_event *out)
{
	int64_t now = clock_ms();

	want_free(o->told);
	o->told = NULL;
	for (struct want *w = o->wants; w; w = w->next) {
		if (!w->due || w->due > now)
			continue;
		if (want_ask(o, w, &w->why) == 0)
			continue;
		w->due = 0;
		w->outcome = BRING_FAILED;
		return want_tell(o, w, NULL, out);
	}
	return 0;
}
