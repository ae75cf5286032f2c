/* SPDX-License-Identifier: ISC */
/* Asking for one job, source after source, until one has it. */
#include "config.h"

#include "fetch/acquire/internal.h"
#include "model/base/clock.h"
#include "model/base/lang.h"
#include "model/base/messages.h"
#include "model/base/url.h"
#include "model/dossier/headlines.h"
#include "model/store/servers.h"
#include "model/symbol/symbol.h"
#include "model/text/date.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* -- its plan --------------------------------------------------------------- */

int job_plan(struct acquire *a, struct job *j, struct err *err)
{
	const char *first = *j->languages ? j->languages : "en";
	char symbol[SYMBOL_MAX];
	bool is_symbol;
	int rc;

	if (j->key)
		return 0;
	is_symbol = !url_is_web(j->what) && symbol_normal(j->what, symbol);
	j->key = is_symbol ? strdup(j->what) : url_normal(j->what);
	j->at = 0;
	if (!j->key)
		return err_set(err, ERR_USAGE, "%.300s: neither a symbol nor a web address",
		               j->what);
	if (is_symbol)
		snprintf(j->text_lang, sizeof j->text_lang, "%.*s", *j->lang ? 7 : 2,
		         *j->lang ? j->lang : first);
	rc = is_symbol
	             ? sources_plan_symbol(&j->plan, &a->config, j->key, j->text_lang, err)
	             : sources_plan_address(&j->plan, &a->config, j->key, j->kind == JOB_WISH, err);
	if (rc < 0)
		job_plan_done(j);
	return rc;
}

void job_plan_done(struct job *j)
{
	plan_done(&j->plan);
	free(j->key);
	j->key = NULL;
	j->text_lang[0] = '\0';
}

bool job_is_judged(const struct job *j, const struct step *step)
{
	return j->ahead || step->kind == STEP_LISTING;
}

/* -- what it costs ------------------------------------------------------------ */

void job_cost(const struct job *j, uint64_t *down, uint64_t *up)
{
	*down = j->run.down;
	*up = j->run.up;
	if (!j->exchange)
		return;
	*down += exchange_came(j->exchange) + BUDGET_HEAD;
	*up += BUDGET_HEAD / 2;
}

/* What has come of one that is not brought to its end was paid for all the same. That it
 * could not be written down is no reason to fail. */
void job_note_cost(const struct acquire *a, const struct job *j)
{
	uint64_t down, up;

	job_cost(j, &down, &up);
	if ((down || up) && !j->size_only)
		store_usage_add(a->config.store, (int64_t)down, (int64_t)up, j->run.asked, NULL);
}

/* -- asking ------------------------------------------------------------------- */

/* Whether a host that has asked for it is left alone: 1 when the job waits, -1 with err
 * when it would be for too long. What the reader opens is asked for. */
static int leave_alone(const struct acquire *a, struct job *j, struct err *err)
{
	int64_t until = j->run.attempt.patient ? store_pause_get(a->config.store, j->host) : 0;
	int64_t pause = (until - clock_now()) * 1000;
	char when[40];

	if (!until)
		return 0;
	if (pause <= JUDGE_PAUSE_MOST_MS) {
		j->due = clock_ms() + pause;
		return 1;
	}
	date_time(until, when, sizeof when);
	return err_set(err, ERR_FAILED, _("%.100s wants to be left alone until %.40s"), j->host,
	               when);
}

/* Whether the step may be asked for: 1, 0 when it waits for its host, -1 with err. */
static int may_ask(struct acquire *a, struct job *j, const struct step *step, struct err *err)
{
	struct err why;
	int rc;

	if (job_is_judged(j, step) && hosts_robots(&a->hosts, step->url, &why) != HOSTS_ALLOW)
		return err_set(err, ERR_FAILED, _("robots.txt of %.100s does not allow it"),
		               j->host);
	if (j->run.attempt.patient && hosts_is_dead(&a->hosts, step->url))
		return err_set(err, ERR_NETWORK, _("%.100s does not answer"), j->host);
	rc = j->due || j->run.attempt.tries ? 0 : leave_alone(a, j, err);
	return rc < 0 ? -1 : !rc;
}

static struct question question_of(const struct job *j, const struct step *step)
{
	struct question q = {.url = step->url,
	                     .languages = *j->languages ? j->languages : NULL,
	                     .named_by = j->named_by,
	                     .afresh = j->afresh,
	                     .head_only = j->size_only,
	                     .early = j->early};

	if (*j->text_lang && step->kind != STEP_LISTING) {
		q.key = j->key;
		q.lang = j->text_lang;
		q.type = sources_media(step->kind);
	} else if (j->kind == JOB_FEED) {
		q.type = "application/rss+xml";
	}
	if (step->kind == STEP_WEB)
		q.key = j->key; /* an address may have moved for good */
	if (j->run.limit) {
		q.limit = budget_body(j->run.limit, j->run.down + j->run.up);
		q.closed = true;
	}
	return q;
}

/* What is under way already is not asked for twice. */
static struct exchange *under_way(const struct acquire *a, const struct job *j, const char *url)
{
	char *normal = j->size_only ? NULL : url_normal(url);
	struct exchange *x = NULL;

	for (size_t i = 0; normal && !x && i < a->jobs.count; i++) {
		const struct job *other = a->jobs.at[i];

		if (other->exchange && !other->size_only &&
		    !strcmp(exchange_url(other->exchange), normal))
			x = other->exchange;
	}
	free(normal);
	return x;
}

/* Asks for the step at hand, or lets it wait: -1 with err. */
static int ask_step(struct acquire *a, struct job *j, struct err *err)
{
	const struct step *step = &j->plan.steps[j->at];
	struct question q = question_of(j, step);
	int may;

	http_host(step->url, j->host, sizeof j->host);
	if (j->run.limit && !q.limit)
		return err_set(err, ERR_FAILED, "%.300s: nothing is left of the limit", j->key);
	may = may_ask(a, j, step, err);
	if (may <= 0)
		return may;
	j->due = 0;
	j->exchange = under_way(a, j, step->url);
	if (!j->exchange)
		j->exchange = exchange_start(a->config.store, a->config.client, &q, err);
	j->run.asked += j->exchange != NULL;
	return j->exchange ? 0 : -1;
}

/* To the next step on a host that answers: false when there is none. */
static bool step_on(struct job *j)
{
	char host[HTTP_HOST_MAX];

	j->run.attempt.tries = 0;
	while (++j->at < j->plan.count) {
		http_host(j->plan.steps[j->at].url, host, sizeof host);
		if (strcmp(host, j->run.dead))
			return true;
	}
	j->at = j->plan.count - 1;
	return false;
}

int job_ask(struct acquire *a, struct job *j)
{
	struct err *why = &j->run.result.why;

	while (ask_step(a, j, why) < 0) {
		j->run.result.outcome = ACQUIRE_FAILED;
		if (!step_on(j))
			return -1;
	}
	err_clear(why);
	return 0;
}

int job_ask_again(struct acquire *a, struct job *j)
{
	if (ask_step(a, j, &j->run.result.why) == 0)
		return 0;
	j->run.result.outcome = ACQUIRE_FAILED;
	return -1;
}

void job_leave(struct acquire *a, struct job *j)
{
	struct exchange *x = j->exchange;

	j->exchange = NULL;
	for (size_t i = 0; x && i < a->jobs.count; i++)
		if (a->jobs.at[i]->exchange == x)
			return;
	exchange_free(x);
}

/* -- what came ------------------------------------------------------------------- */

static const char *language_name(const char *lang)
{
	static const char *const names[LANG_COUNT] = {N_("Arabic"), N_("Chinese"), N_("English"),
	                                              N_("French"), N_("Russian"), N_("Spanish")};

	for (int i = 0; i < LANG_COUNT; i++)
		if (!strcmp(lang, lang_codes[i]))
			return _(names[i]);
	return *lang ? lang : _("an unknown language");
}

/* The access API sends English when it does not know the language, and says
 * nothing of it: the text itself tells. */
static bool is_other_language(struct job *j, const struct answer *answer)
{
	const char *lang = answer->doc ? doc_fact(answer->doc, DOC_LANGUAGE) : "";

	*j->run.note = '\0';
	if (!*j->text_lang || !*lang || !strcmp(lang, j->text_lang))
		return false;
	snprintf(j->run.note, sizeof j->run.note,
	         _("%.40s was asked for, and the server sent %.40s"), language_name(j->text_lang),
	         language_name(lang));
	return true;
}

static void count_cost(struct job *j, const struct answer *answer)
{
	struct run *r = &j->run;

	r->down += answer->down;
	r->up += answer->up;
	r->again += answer->again;
	r->status = answer->status;
	r->limited = answer->limited;
	r->length = answer->length;
}

/* Whether a permanent move is believed: no one on the way can have told it, and what is
 * there is the document, or another place of the same host. */
static bool is_move(const char *key, const struct answer *answer)
{
	return url_is_https(key) && url_is_https(answer->moved) &&
	       (answer->compared || url_same_origin(key, answer->moved));
}

/* What its server has told that holds for longer. */
static void learn(struct acquire *a, struct job *j, const struct answer *answer)
{
	const struct step *step = &j->plan.steps[j->at];
	bool good = answer->outcome == ACQUIRE_NEW || answer->outcome == ACQUIRE_SAME;

	if (j->size_only)
		return;
	hosts_note(&a->hosts, step->url,
	           answer->outcome != ACQUIRE_FAILED || answer->err.code != ERR_NETWORK);
	if (judge_is_busy(answer) && answer->retry_after > 0)
		store_pause_set(a->config.store, j->host, clock_now() + answer->retry_after, NULL);
	if (step->kind != STEP_WEB || !good)
		return;
	if (*answer->moved && is_move(j->key, answer))
		store_moved_set(a->config.store, j->key, answer->moved, NULL);
	else if (j->plan.count > 1 && !*answer->moved && !strcmp(answer->found, j->key))
		/* it is found at its own place again */
		store_moved_set(a->config.store, j->key, j->key, NULL);
}

/* Of several sources that had no such document the error names all. */
static void say_asked(struct job *j)
{
	char where[200] = "", host[HTTP_HOST_MAX];
	size_t n = 0;

	for (size_t i = 0; i < j->plan.count && n < sizeof where - 60; i++) {
		const struct step *s = &j->plan.steps[i];

		if (!sources_name(s))
			continue;
		http_host(s->url, host, sizeof host);
		n += (size_t)snprintf(where + n, sizeof where - n, "%s%.50s (%s)", n ? ", " : "",
		                      host, sources_name(s));
	}
	err_set(&j->run.result.why, ERR_FAILED, "%.80s: no text in %s was found; asked: %.200s",
	        j->key, language_name(j->text_lang), where);
}

/* Asks for the next step that can be asked for: false when there is none. */
static bool ask_on(struct acquire *a, struct job *j)
{
	struct result *r = &j->run.result;

	while (step_on(j)) {
		struct err err = {0};

		if (ask_step(a, j, &err) == 0)
			return true;
		if (!r->why.code) {
			r->why = err;
			r->outcome = ACQUIRE_FAILED;
		}
	}
	return false;
}

bool job_take(struct acquire *a, struct job *j, const struct answer *answer)
{
	enum step_kind kind = j->plan.steps[j->at].kind;
	struct result *r = &j->run.result;
	bool good = answer->outcome == ACQUIRE_NEW || answer->outcome == ACQUIRE_SAME;
	int64_t pause;

	count_cost(j, answer);
	learn(a, j, answer);
	pause = judge_pause(&j->run.attempt, answer, a->config.pause_ms, (uint64_t)clock_ms());
	if (pause >= 0) {
		j->due = clock_ms() + pause;
		return false;
	}
	judge_remember(r, kind, answer);
	if (judge_answer(kind, answer,
	                 good && kind != STEP_LISTING && is_other_language(j, answer)) ==
	    VERDICT_END)
		return true;
	if (answer->outcome == ACQUIRE_FAILED)
		snprintf(j->run.dead, sizeof j->run.dead, "%s", j->host);
	/* the old place of what has moved away counts again */
	if (sources_follow(&j->plan, j->at, answer, j->key, j->text_lang) && kind == STEP_WEB)
		store_moved_set(a->config.store, j->key, j->key, NULL);
	if (ask_on(a, j))
		return false;
	if (*j->text_lang && r->why.code && r->outcome == ACQUIRE_ABSENT)
		say_asked(j);
	return true;
}
