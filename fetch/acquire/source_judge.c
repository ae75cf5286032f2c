/* What an answer is worth: the end, another source, or a pause. */
#include "config.h"

#include "fetch/acquire/source_int.h"
#include "model/base/clock.h"
#include "model/base/lang.h"
#include "model/base/messages.h"
#include "model/dossier/headlines.h"
#include "model/store/servers.h"

#include <stdio.h>
#include <string.h>

/* A busy server is asked so often. */
#define TRIES_MOST 4
/* A line that breaks is tried again so often without having brought anything more. */
#define CUTS_MOST 4

static const char *source_name(const struct step *s)
{
	static const char *const names[] = {
		[STEP_WEB] = N_("page"),
		[STEP_AKN] = N_("machine-readable text"),
		[STEP_LISTING] = N_("directory"),
		[STEP_DOCX] = "Word",
		[STEP_PDF] = "PDF",
		[STEP_LOWER] = "PDF",
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
	return base + (int64_t)((uint64_t)clock_ms() * 2654435761u % (uint64_t)(base / 2 + 1));
}

/* A server that wants to be left alone for long is, by whoever asks next as well. */
static void remember_pause(struct obtain *o, const struct want *w, const struct bring_event *e)
{
	if (is_busy(e) && e->asks_pause && e->retry_after > 0)
		store_pause_set(o->config.store, w->host, clock_now() + e->retry_after, NULL);
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
		w->due = clock_ms() + (w->cuts ? pause_ms(o, w, e) : 1);
		w->tries = 0;
		return true;
	}
	if ((!w->symbol && !w->patient) || !is_busy(e) || w->tries + 1 >= TRIES_MOST)
		return false;
	pause = pause_ms(o, w, e);
	if (pause > PAUSE_MOST_MS)
		return false;
	w->tries++;
	w->due = clock_ms() + pause;
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
	int i = lang_index(lang);

	return i >= 0 ? _(lang_names[i]) : *lang ? lang : _("an unknown language");
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

int want_tell(struct obtain *o, struct want *w, const struct doc *doc, struct obtain_event *out)
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
			obtain_host_of(s->url, host, sizeof host);
			n += (size_t)snprintf(where + n, sizeof where - n, "%s%.50s (%s)",
			                      n ? ", " : "", host, source_name(s));
		}
		err_set(&w->why, ERR_FAILED, "%.80s: no text in %s was found; asked: %.200s",
		        w->what, language_name(w->lang), where);
	}
	return want_tell(o, w, doc, out);
}

int want_conclude(struct obtain *o, struct want *w, const struct bring_event *e,
                  struct obtain_event *out)
{
	enum step_kind kind = w->plan.steps[w->at].kind;
	bool good = e->outcome == BRING_NEW || e->outcome == BRING_SAME;

	w->get = 0;
	obtain_note_host(o, w->host, e->outcome != BRING_FAILED || e->err.code != ERR_NETWORK);
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
			return want_tell(o, w, e->doc, out);
	} else if (kind != STEP_LISTING) {
		remember(w, e);
	}
	/* of what was cut off the rest is asked for again; what the store cannot take it
	 * cannot take from another source either */
	if (e->outcome == BRING_PART || e->outcome == BRING_UNKEPT) {
		w->outcome = e->outcome;
		w->why = e->err;
		return want_tell(o, w, e->doc, out);
	}
	if (e->outcome == BRING_FAILED)
		snprintf(w->dead, sizeof w->dead, "%s", w->host);
	insert_step(o, w, e);
	while (want_step_on(w)) {
		struct err err = {0};

		if (want_ask(o, w, &err) == 0)
			return 0;
		if (!w->why.code) {
			w->why = err;
			w->outcome = BRING_FAILED;
		}
	}
	return w->why.code ? tell_failure(o, w, e->doc, out) : want_tell(o, w, e->doc, out);
}
