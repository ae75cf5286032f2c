/* Asking for one document, source after source. */
#include "config.h"

#include "fetch/acquire/source_int.h"
#include "model/base/clock.h"
#include "model/base/messages.h"
#include "model/base/url.h"
#include "model/base/vec.h"
#include "model/store/servers.h"
#include "model/symbol/symbol.h"
#include "model/text/date.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const media[] = {
	[STEP_AKN] = "application/akn+xml",
	[STEP_DOCX] = "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	[STEP_PDF] = "application/pdf",
	[STEP_LOWER] = "application/pdf",
};

static size_t dead_index(const struct obtain *o, const char *host)
{
	size_t i = 0;

	while (i < o->dead.count && strcmp(o->dead.at[i], host))
		i++;
	return i;
}

/* A host has answered, or could not be reached. */
void obtain_note_host(struct obtain *o, const char *host, bool answers)
{
	size_t i = dead_index(o, host);
	bool known = i < o->dead.count;
	char *copy;

	if (known && answers) {
		free(o->dead.at[i]);
		o->dead.at[i] = o->dead.at[--o->dead.count];
	}
	if (known || answers)
		return;
	copy = strdup(host);
	if (copy && vec_push(&o->dead, copy) < 0)
		free(copy);
}

/* Whether a host that has asked for it is left alone: 1 when the want waits, -1 with err
 * when it would be for too long. What the reader opens is asked for. */
static int leave_alone(const struct obtain *o, struct want *w, struct err *err)
{
	int64_t until = w->patient ? store_pause_get(o->config.store, w->host) : 0;
	char when[40];

	if (!until)
		return 0;
	if ((until - clock_now()) * 1000 <= PAUSE_MOST_MS) {
		w->due = clock_ms() + (until - clock_now()) * 1000;
		return 1;
	}
	date_time(until, when, sizeof when);
	return err_set(err, ERR_FAILED, _("%.100s wants to be left alone until %.40s"), w->host,
	               when);
}

/* Whether a step is of palais' own accord: nobody has opened a directory. */
static bool is_judged(const struct want *w, const struct step *step)
{
	return w->ahead || step->kind == STEP_LISTING;
}

/* Asks for the step at hand: -1 with err. */
int want_ask(struct obtain *o, struct want *w, struct err *err)
{
	const struct step *step = &w->plan.steps[w->at];
	struct bring_request r = {.url = step->url, .languages = w->languages, .afresh = w->afresh};
	int rc;

	if (w->symbol && step->kind != STEP_LISTING) {
		r.key = w->what;
		r.lang = w->lang;
		r.type = media[step->kind];
	} else if (w->feed) {
		r.type = "application/rss+xml";
	}
	if (step->kind == STEP_WEB)
		r.key = w->what; /* an address may have moved for good */
	if (w->limit) {
		uint64_t used = w->down + w->up + HEAD_BYTES;

		if (used >= w->limit)
			return err_set(err, ERR_FAILED, "%.300s: nothing is left of the limit",
			               w->what);
		r.limit = w->limit - used;
		r.closed = w->closed;
	}
	obtain_host_of(step->url, w->host, sizeof w->host);
	if (is_judged(w, step) && o->config.allow && !o->config.allow(step->url, o->config.payload))
		return err_set(err, ERR_FAILED, _("robots.txt of %.100s does not allow it"),
		               w->host);
	if (w->patient && dead_index(o, w->host) < o->dead.count)
		return err_set(err, ERR_NETWORK, _("%.100s does not answer"), w->host);
	rc = w->due || w->tries ? 0 : leave_alone(o, w, err);
	if (rc)
		return rc < 0 ? -1 : 0;
	w->due = 0;
	w->get = bring_start(o->bring, &r, err);
	if (w->get < 0) {
		w->get = 0;
		return -1;
	}
	w->asked++;
	return 0;
}

/* To the next step on a host that answers: false when there is none. */
bool want_step_on(struct want *w)
{
	char host[120];

	w->tries = 0;
	while (++w->at < w->plan.count) {
		obtain_host_of(w->plan.steps[w->at].url, host, sizeof host);
		if (strcmp(host, w->dead))
			return true;
	}
	w->at = w->plan.count - 1;
	return false;
}

struct want *want_new(const struct obtain *o, const struct obtain_request *r, struct err *err)
{
	struct want *w = calloc(1, sizeof *w);
	char symbol[SYMBOL_MAX], first[8];
	int rc;

	if (!w) {
		err_set(err, ERR_FAILED, "out of memory");
		return NULL;
	}
	snprintf(first, sizeof first, "%.2s", r->languages && *r->languages ? r->languages : "en");
	w->symbol = !url_is_web(r->what) && symbol_normal(r->what, symbol);
	w->what = w->symbol ? strdup(r->what) : url_normal(r->what);
	w->lang = strdup(!w->symbol ? "" : r->lang && *r->lang ? r->lang : first);
	w->languages = r->languages ? strdup(r->languages) : NULL;
	w->afresh = r->afresh;
	w->feed = r->feed;
	w->patient = r->patient;
	w->limit = r->limit;
	w->closed = r->closed;
	w->ahead = r->ahead;
	if (!w->what || !w->lang)
		rc = err_set(err, ERR_USAGE, "%.300s: neither a symbol nor a web address", r->what);
	else if (w->symbol)
		rc = plan_symbol(&w->plan, &o->config, w->what, w->lang, err);
	else
		rc = plan_address(&w->plan, &o->config, w->what, err);
	if (rc == 0)
		return w;
	want_free(w);
	return NULL;
}

int obtain_each_judged(const struct obtain *o, const struct obtain_request *r,
                       int (*each)(const char *, void *), void *payload, struct err *err)
{
	struct want *w = want_new(o, r, err);
	int stop = 0;

	if (!w)
		return -1;
	for (size_t i = 0; !stop && i < w->plan.count; i++) {
		const struct step *step = &w->plan.steps[i];

		if (is_judged(w, step))
			stop = each(step->url, payload);
		if (!stop && w->ahead && step->kind == STEP_LISTING)
			stop = each(PLAN_RAW_HOST "/", payload);
	}
	want_free(w);
	return 0;
}
