#include "config.h"

#include "fetch/obtain_int.h"

#include "model/date.h"
#include "model/lang.h"
#include "model/store_news.h"
#include "model/store_servers.h"
#include "model/symbol.h"
#include "model/url.h"
#include "model/vec.h"
#include "model/words.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* A busy server is asked so often, and is not waited for longer than this. */
#define TRIES_MOST 4
#define PAUSE_MOST_MS 60000
/* A line that breaks is tried again so often without having brought anything more. */
#define CUTS_MOST 4
/* Some bytes of a limit are for the heads. */
#define HEAD_BYTES 600u

/* One document that is wanted. */
struct want {
	struct want *next;
	int id;
	char *what, *lang, *languages;
	bool symbol, afresh, feed, patient, closed, ahead, limited;
	struct plan plan;
	size_t at;        /* the step that is under way or waits */
	int get;          /* the bring's id; 0 while it waits */
	int tries;        /* of this step */
	int64_t due;      /* when it is asked again; 0: it does not wait */
	char host[120];   /* that is asked */
	char dead[120];   /* one that could not be reached: not asked again */
	int asked, status, cuts;
	uint64_t down, up, again, limit;
	int64_t most; /* bytes of the body that were here after the best try */
	/* the end that is told when nothing better comes */
	enum bring_outcome outcome;
	bool came;        /* outcome and why are those of a step that had an answer */
	int64_t version;
	struct err why;
	char note[160], found[400];
};

struct obtain {
	struct obtain_config config;
	char *sources, *branch;
	struct bring *bring;
	struct want *wants;
	struct want *told; /* the last one told of: lent to the owner */
	VEC(char *) dead;  /* hosts that could not be reached, of late */
	int last_id;
};

static int64_t now_ms(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

static void want_free(struct want *w)
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

static void unlink_want(struct obtain *o, struct want *w)
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

bool obtain_busy(const struct obtain *o)
{
	return o->wants;
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

static void host_of(const char *url, char *out, size_t size)
{
	const char *host = strstr(url, "://");

	host = host ? host + 3 : url;
	snprintf(out, size, "%.*s", (int)strcspn(host, "/?#"), host);
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

/* -- asking ---------------------------------------------------------------- */

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
static void note_host(struct obtain *o, const char *host, bool answers)
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
	if ((until - store_now()) * 1000 <= PAUSE_MOST_MS) {
		w->due = now_ms() + (until - store_now()) * 1000;
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
static int ask(struct obtain *o, struct want *w, struct err *err)
{
	const struct step *step = &w->plan.steps[w->at];
	struct bring_request r = {.url = step->url, .languages = w->languages,
	                          .afresh = w->afresh};
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
			return err_set(err, ERR_FAILED, "%.300s: nothing is left of the limit", w->what);
		r.limit = w->limit - used;
		r.closed = w->closed;
	}
	host_of(step->url, w->host, sizeof w->host);
	if (is_judged(w, step) && o->config.allow && !o->config.allow(step->url, o->config.payload))
		return err_set(err, ERR_FAILED, _("robots.txt of %.100s does not allow it"), w->host);
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
static bool step_on(struct want *w)
{
	char host[120];

	w->tries = 0;
	while (++w->at < w->plan.count) {
		host_of(w->plan.steps[w->at].url, host, sizeof host);
		if (strcmp(host, w->dead))
			return true;
	}
	w->at = w->plan.count - 1;
	return false;
}

static struct want *want_new(const struct obtain *o, const struct obtain_request *r, struct err *err)
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
	while (ask(o, w, err) < 0) {
		if (step_on(w))
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

/* -- judging what came -------------------------------------------------------- */

static const char *source_name(const struct step *s)
{
	static const char *const names[] = {
		[STEP_WEB] = N_("page"), [STEP_AKN] = N_("machine-readable text"),
		[STEP_LISTING] = N_("directory"), [STEP_DOCX] = "Word",
		[STEP_PDF] = "PDF",   [STEP_LOWER] = "PDF",
	};

	return names[s->kind];
}

static bool is_busy(const struct bring_event *e)
{
	return e->outcome == BRING_REFUSED &&
	       (e->status == 429 || e->status == 502 || e->status == 503 || e->status == 504);
}

/* The pause before the next try: what the server asks for, else ever longer, and
 * not the same for all who wait. */
static int64_t pause_ms(const struct obtain *o, const struct want *w, const struct bring_event *e)
{
	int64_t base = o->config.pause_ms ? o->config.pause_ms : 1000;

	if (e->asks_pause)
		return (int64_t)e->retry_after * 1000;
	base <<= w->tries;
	return base + (int64_t)((uint64_t)now_ms() * 2654435761u % (uint64_t)(base / 2 + 1));
}

/* A server that wants to be left alone for long is, by whoever asks next as well. */
static void remember_pause(struct obtain *o, const struct want *w, const struct bring_event *e)
{
	if (is_busy(e) && e->asks_pause && e->retry_after > 0)
		store_pause_set(o->config.store, w->host, store_now() + e->retry_after, NULL);
}

/* Whether the line broke, and it is worth while to ask for the rest: as long as each try
 * brings something more. */
static bool is_cut(struct want *w, const struct bring_event *e)
{
	bool cut = e->outcome == BRING_PART && !e->limited;

	if (!cut && !(e->outcome == BRING_FAILED && e->err.code == ERR_NETWORK && w->most))
		return false;
	w->cuts = e->bytes > w->most ? 0 : w->cuts + 1;
	if (e->bytes > w->most)
		w->most = e->bytes;
	return w->cuts < CUTS_MOST;
}

/* Whether the step is to be asked again; then it waits. */
static bool waits(struct obtain *o, struct want *w, const struct bring_event *e)
{
	int64_t pause;

	if (w->patient && is_cut(w, e)) {
		w->tries = w->cuts;
		w->due = now_ms() + (w->cuts ? pause_ms(o, w, e) : 1);
		w->tries = 0;
		return true;
	}
	if ((!w->symbol && !w->patient) || !is_busy(e) || w->tries + 1 >= TRIES_MOST)
		return false;
	pause = pause_ms(o, w, e);
	if (pause > PAUSE_MOST_MS)
		return false;
	w->tries++;
	w->due = now_ms() + pause;
	return true;
}

/* Remembers the end of a step, should no later one be better: an answer is better
 * than none, and the first "not here" says more than the last. */
static void remember(struct want *w, const struct bring_event *e)
{
	bool answered = e->outcome != BRING_FAILED;
	bool kept = e->outcome == BRING_UNREADABLE || e->outcome == BRING_PART;

	if (e->version)
		w->version = e->version;
	if (w->why.code && !kept && (w->came || !answered))
		return;
	w->outcome = e->outcome;
	w->came = answered;
	w->why = e->err;
	if (kept)
		w->came = true;
}

/* What the step before tells of the next: a file out of a listing; the address
 * that works in lower case alone; the old place of what has moved away. */
static void insert_step(const struct obtain *o, struct want *w, const struct bring_event *e)
{
	const struct step *s = &w->plan.steps[w->at];

	if (s->kind == STEP_WEB && e->outcome == BRING_ABSENT && strcmp(s->url, w->what)) {
		/* gone from where it had moved to: the place before counts again */
		store_moved_set(o->config.store, w->what, w->what, NULL);
		plan_insert(&w->plan, w->at + 1, STEP_WEB, strdup(w->what));
	} else if (s->kind == STEP_LISTING && e->doc && !e->err.code) {
		plan_insert(&w->plan, w->at + 1, STEP_AKN,
		            plan_from_listing(e->doc, w->what, w->lang));
	} else if ((s->kind == STEP_DOCX || s->kind == STEP_PDF) && strcmp(e->found, s->url) &&
	           strstr(e->found, "/UNDOC/")) {
		char *lower = plan_lower(e->found);

		if (lower)
			plan_insert(&w->plan, w->at + 1, STEP_LOWER, lower);
	}
}

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
static bool is_other_language(struct want *w, const struct bring_event *e)
{
	const char *lang = e->doc ? doc_fact(e->doc, DOC_LANGUAGE) : "";

	*w->note = '\0';
	if (!w->symbol || !*lang || !strcmp(lang, w->lang))
		return false;
	snprintf(w->note, sizeof w->note, _("%.40s was asked for, and the server sent %.40s"),
	         language_name(w->lang), language_name(lang));
	return true;
}

static int tell(struct obtain *o, struct want *w, const struct doc *doc, struct obtain_event *out)
{
	unlink_want(o, w);
	o->told = w;
	/* what the month has cost is told by `info`; that it could not be written down is
	 * no reason to fail */
	if (w->down || w->up)
		store_usage_add(o->config.store, (int64_t)w->down, (int64_t)w->up, w->asked, NULL);
	*out = (struct obtain_event){
		.id = w->id,
		.outcome = w->outcome,
		.what = w->what,
		.lang = w->lang,
		.found = w->found,
		.note = w->note,
		.version = w->version,
		.doc = doc,
		.down = w->down,
		.up = w->up,
		.again = w->again,
		.asked = w->asked,
		.status = w->status,
		.limited = w->limited,
		.err = w->why,
	};
	return 1;
}

/* Nothing of the plan is left. Of several that had no such document the error
 * names all. */
static int tell_failure(struct obtain *o, struct want *w, const struct doc *doc,
                        struct obtain_event *out)
{
	char where[200] = "", host[120];
	size_t n = 0;

	if (w->symbol && w->outcome == BRING_ABSENT) {
		for (size_t i = 0; i < w->plan.count && n < sizeof where - 60; i++) {
			const struct step *s = &w->plan.steps[i];

			if (s->kind == STEP_LOWER || strstr(s->url, "(OR)"))
				continue;
			host_of(s->url, host, sizeof host);
			n += (size_t)snprintf(where + n, sizeof where - n, "%s%.50s (%s)",
			                      n ? ", " : "", host, source_name(s));
		}
		err_set(&w->why, ERR_FAILED, "%.80s: no text in %s was found; asked: %.200s",
		        w->what, language_name(w->lang), where);
	}
	return tell(o, w, doc, out);
}

static int conclude(struct obtain *o, struct want *w, const struct bring_event *e,
                    struct obtain_event *out)
{
	enum step_kind kind = w->plan.steps[w->at].kind;
	bool good = e->outcome == BRING_NEW || e->outcome == BRING_SAME;

	w->get = 0;
	note_host(o, w->host, e->outcome != BRING_FAILED || e->err.code != ERR_NETWORK);
	w->down += e->down;
	w->up += e->up;
	w->again += e->again;
	w->status = e->status;
	w->limited = e->limited;
	remember_pause(o, w, e);
	if (*e->moved && kind == STEP_WEB && good)
		store_moved_set(o->config.store, w->what, e->moved, NULL);
	if (waits(o, w, e))
		return 0;
	if (good && kind != STEP_LISTING) {
		/* the raw host may have a text in the wrong folder: the others are asked */
		bool other = is_other_language(w, e);

		w->outcome = e->outcome;
		w->why = (struct err){0};
		w->version = e->version;
		snprintf(w->found, sizeof w->found, "%s", e->found);
		if (!other || kind != STEP_AKN)
			return tell(o, w, e->doc, out);
	} else if (kind != STEP_LISTING) {
		remember(w, e);
	}
	/* of what was cut off the rest is asked for again; what the store cannot take it
	 * cannot take from another source either */
	if (e->outcome == BRING_PART || e->outcome == BRING_UNKEPT) {
		w->outcome = e->outcome;
		w->why = e->err;
		return tell(o, w, e->doc, out);
	}
	if (e->outcome == BRING_FAILED)
		snprintf(w->dead, sizeof w->dead, "%s", w->host);
	insert_step(o, w, e);
	while (step_on(w)) {
		struct err err = {0};

		if (ask(o, w, &err) == 0)
			return 0;
		if (!w->why.code) {
			w->why = err;
			w->outcome = BRING_FAILED;
		}
	}
	return w->why.code ? tell_failure(o, w, e->doc, out) : tell(o, w, e->doc, out);
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
	rc = w ? conclude(o, w, &e, out) : 0;
	/* whoever waited for the same answer asks for it again, which costs a 304 */
	while ((w = of_get(o, e.id))) {
		w->get = 0;
		w->due = now_ms();
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
	left = first - now_ms();
	return left < 0 ? 0 : (int)left;
}

int64_t obtain_later_seconds(const struct obtain *o, int id)
{
	const struct want *w = find(o, id);
	int64_t left = w && w->due ? w->due - now_ms() : 0;

	return left > 0 ? (left + 999) / 1000 : 0;
}

int obtain_later(struct obtain *o, struct obtain_event *out)
{
	int64_t now = now_ms();

	want_free(o->told);
	o->told = NULL;
	for (struct want *w = o->wants; w; w = w->next) {
		if (!w->due || w->due > now)
			continue;
		if (ask(o, w, &w->why) == 0)
			continue;
		w->due = 0;
		w->outcome = BRING_FAILED;
		return tell(o, w, NULL, out);
	}
	return 0;
}

/* Waits until something has come for the client, or for as long as nothing is to
 * be asked again. */
static void wait_once(struct obtain *o)
{
	struct pollfd fds[64];
	int timeout = -1, pause = obtain_wait_ms(o);
	size_t count = client_fds(o->config.client, fds, 64, &timeout);

	if (pause >= 0 && (timeout < 0 || pause < timeout))
		timeout = pause;
	poll(fds, count, timeout);
	client_ready(o->config.client, fds, count);
}

int obtain_wait(struct obtain *o, struct obtain_event *out, void (*each)(void *), void *payload)
{
	struct client_event e;
	int got;

	while (obtain_busy(o)) {
		if (obtain_later(o, out) == 1)
			return 1;
		while (client_next(o->config.client, &e)) {
			if (each)
				each(payload);
			got = obtain_take(o, &e, out);
			if (got > 0)
				return 1;
			if (got < 0 && e.kind == CLIENT_DOC)
				doc_free(e.doc);
		}
		if (obtain_busy(o))
			wait_once(o);
	}
	return 0;
}
