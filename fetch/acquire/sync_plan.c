/* SPDX-License-Identifier: ISC */
/* What is to be brought, and what need not be. */
#include "config.h"

#include "fetch/acquire/sync_int.h"
#include "fetch/wire/errand.h"
#include "model/base/clock.h"
#include "model/base/lang.h"
#include "model/base/messages.h"
#include "model/base/url.h"
#include "model/doc/reference.h"
#include "model/dossier/catalogue.h"
#include "model/dossier/feeds.h"
#include "model/dossier/record.h"
#include "model/dossier/tables.h"
#include "model/dossier/texts.h"
#include "model/store/pins.h"
#include "model/store/servers.h"
#include "model/symbol/symbol.h"
#include "model/text/date.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void planned_done(struct planned *p)
{
	free(p->what);
	free(p->lang);
	free(p->title);
	free(p->date);
	free(p->queued);
	free(p->named_by);
}

void sync_plan_done(struct sync *s)
{
	for (size_t i = 0; i < s->items.count; i++)
		planned_done(&s->items.at[i]);
	vec_done(&s->items);
}

static bool is_planned(const struct sync *s, const char *what, const char *lang)
{
	for (size_t i = 0; i < s->items.count; i++)
		if (!strcmp(s->items.at[i].what, what) && !strcmp(s->items.at[i].lang, lang))
			return true;
	return false;
}

/* Adds one: 1 and it in *added, 0 when it is on the plan already, -1 with err. */
static int plan(struct sync *s, enum job_kind kind, const char *what, const char *lang,
                const char *title, const char *date, struct planned **added, struct err *err)
{
	struct planned p = {.kind = kind};

	if (is_planned(s, what, lang))
		return 0;
	p.what = strdup(what);
	p.lang = strdup(lang);
	p.title = strdup(*title ? title : what);
	p.date = strdup(date);
	if (!p.what || !p.lang || !p.title || !p.date || vec_push(&s->items, p) < 0) {
		planned_done(&p);
		return err_set(err, ERR_FAILED, "out of memory");
	}
	*added = &s->items.at[s->items.count - 1];
	return 1;
}

/* The copy of something that is here, in a language ("" for any): 1 with *v, 0, -1. */
static int find_here(const struct sync *s, const char *key, const char *lang,
                     struct store_version *v, struct err *err)
{
	struct store *from;
	int rc = stores_find(s->config.stores, key, *lang ? lang : NULL, v, &from, err);

	if (rc > 0 && *lang && *v->lang && strcmp(v->lang, lang)) {
		store_version_done(v);
		return 0;
	}
	return rc;
}

/* When something was last found to be nowhere, if that still counts. */
static int64_t is_absent(const struct sync *s, const char *what, const char *lang)
{
	struct store *own = stores_personal(s->config.stores);
	char word[URL_MAX];
	int64_t when;

	if (!own)
		return 0;
	acquire_word(what, lang, word, sizeof word);
	when = store_absent_get(own, word);
	return when && clock_now() - when < SYNC_ABSENT_SECONDS ? when : 0;
}

static void skip_absent(struct planned *p, int64_t when)
{
	char text[40];

	date_time(when, text, sizeof text);
	/* TRANSLATORS: of a document: a time of day and date */
	snprintf(p->skip, sizeof p->skip, _("was nowhere on %.40s"), text);
}

/* -- the queue ------------------------------------------------------------------ */

/* For callbacks that add to the plan. */
struct plan_visit {
	struct sync *s;
	struct err *err;
};

static void first_language(const char *langs, char out[8])
{
	snprintf(out, 8, "%.*s", (int)(strcspn(langs, ",") < 7 ? strcspn(langs, ",") : 7), langs);
}

static int plan_queued(const char *word, int64_t added, void *payload)
{
	struct plan_visit *v = payload;
	struct planned *p;
	struct reference w;
	char lang[8] = "";
	int64_t when;
	int rc;

	(void)added;
	if (reference_read(word, &w, NULL) < 0)
		return 0; /* nothing that could be asked for */
	catalogue_complete_reference(stores_starter(v->s->config.stores), &w);
	if (w.kind != REFERENCE_SYMBOL && w.kind != REFERENCE_WEB)
		return 0;
	if (w.kind == REFERENCE_SYMBOL && *w.lang)
		snprintf(lang, sizeof lang, "%s", w.lang);
	else if (w.kind == REFERENCE_SYMBOL)
		first_language(v->s->config.langs, lang);
	rc = plan(v->s, JOB_QUEUED, w.key, lang, "", "", &p, v->err);
	if (rc <= 0)
		return rc;
	p->queued = strdup(word);
	p->expected = *lang ? sync_text_bytes(v->s->config.stores, w.key, lang) : 0;
	when = is_absent(v->s, w.key, lang);
	if (when)
		skip_absent(p, when);
	return 0;
}

int sync_plan_queue(struct sync *s, struct err *err)
{
	struct store *own = stores_personal(s->config.stores);
	struct plan_visit v = {s, err};

	return own && store_each_queued(own, plan_queued, &v, err) < 0 ? -1 : err->code ? -1 : 0;
}

/* -- feeds ------------------------------------------------------------------------ */

static int plan_feed(const struct news_feed *f, void *payload)
{
	struct plan_visit *v = payload;
	struct store_version here;
	struct planned *p;
	int rc = plan(v->s, JOB_FEED, f->url, "", f->name, "", &p, v->err);

	if (rc <= 0)
		return rc;
	rc = find_here(v->s, f->url, "", &here, v->err);
	if (rc <= 0)
		return rc;
	p->expected = (uint64_t)here.size;
	p->asked = here.checked > here.fetched ? here.checked : here.fetched;
	if (here.fresh > clock_now() && here.whole && !v->s->config.afresh) {
		char until[40];

		date_time(here.fresh, until, sizeof until);
		/* TRANSLATORS: a feed need not be asked until this time */
		snprintf(p->skip, sizeof p->skip, _("fresh until %.40s, its server says"), until);
	}
	store_version_done(&here);
	return 0;
}

int sync_plan_feeds(struct sync *s, struct err *err)
{
	const struct sync_config *c = &s->config;
	struct plan_visit v = {s, err};
	int rc = 0;

	if (!c->pane_count)
		rc = news_each_feed(c->stores, c->langs, NULL, plan_feed, &v, err);
	for (size_t i = 0; rc == 0 && i < c->pane_count; i++)
		rc = news_each_feed(c->stores, c->langs, c->panes[i], plan_feed, &v, err);
	return rc;
}

/* -- articles ----------------------------------------------------------------------- */

struct whole_feeds {
	VEC(char *) urls;
	bool all;
};

static int take_whole(const struct news_feed *f, void *payload)
{
	struct whole_feeds *w = payload;
	char *copy;

	if (f->api || (!f->whole && !w->all))
		return 0;
	copy = strdup(f->url);
	if (copy && vec_push(&w->urls, copy) == 0)
		return 0; /* cppcheck-suppress memleak ; the list has it */
	free(copy);
	return -1;
}

struct article_visit {
	struct sync *s;
	struct whole_feeds *whole;
	struct err *err;
};

/* Its page is asked for when it is not here, or older than what its feed last said. */
static int plan_article(const struct headline *n, void *payload)
{
	struct article_visit *v = payload;
	const char *since = v->s->config.since;
	struct store_version here;
	struct planned *p;
	int64_t fetched = 0, when;
	uint64_t size = 0;
	bool wanted = false;
	int rc;

	for (size_t i = 0; i < v->whole->urls.count; i++)
		wanted = wanted || !strcmp(v->whole->urls.at[i], n->feed);
	if (!wanted || !url_is_web(n->url) || (since && strcmp(n->date, since) < 0))
		return 0;
	rc = find_here(v->s, n->url, "", &here, v->err);
	if (rc < 0)
		return -1;
	if (rc) {
		fetched = !here.whole                   ? 0
		          : here.checked > here.fetched ? here.checked
		                                        : here.fetched;
		size = (uint64_t)here.size;
		store_version_done(&here);
	}
	when = is_absent(v->s, n->url, "");
	if (fetched >= n->seen || when)
		return 0;
	rc = plan(v->s, JOB_ARTICLE, n->url, "", n->title, n->date, &p, v->err);
	if (rc <= 0)
		return rc;
	p->expected = size;
	p->named_by = strdup(n->feed);
	if (!p->named_by)
		return err_set(v->err, ERR_FAILED, "out of memory");
	if (!errand_may(n->url, n->feed))
		/* TRANSLATORS: why the page of a story is not asked for: its address is on this
		 * machine or in the reader's own network, and its feed is not */
		snprintf(p->skip, sizeof p->skip, "%s", _("is near, and named by a feed"));
	return 0;
}

int sync_plan_articles(struct sync *s, struct err *err)
{
	const struct sync_config *c = &s->config;
	struct store *own = stores_personal(c->stores);
	struct whole_feeds whole = {.all = c->full};
	struct article_visit v = {s, &whole, err};
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < (c->pane_count ? c->pane_count : 1); i++)
		rc = news_each_feed(c->stores, c->langs, c->pane_count ? c->panes[i] : NULL,
		                    take_whole, &whole, err);
	if (rc == 0 && own && whole.urls.count)
		rc = headlines_each(own, NULL, 0, plan_article, &v, err);
	for (size_t i = 0; i < whole.urls.count; i++)
		free(whole.urls.at[i]);
	vec_done(&whole.urls);
	return rc || err->code ? -1 : 0;
}

/* -- documents ----------------------------------------------------------------------- */

struct text_size {
	const char *lang;
	uint64_t bytes;
};

static int take_size(const struct catalogue_text *t, void *payload)
{
	struct text_size *size = payload;

	if (strcmp(t->lang, size->lang) || *t->in_file)
		return 0;
	size->bytes = (uint64_t)t->bytes / SYNC_AKN_SHRINKS;
	return 1;
}

uint64_t sync_text_bytes(struct stores *stores, const char *symbol, const char *lang)
{
	struct text_size size = {lang, 0};

	catalogue_texts(stores_starter(stores), symbol, take_size, &size, NULL);
	return size.bytes;
}

/* The language in which a document is to be asked for: the first of the reader's in which
 * it is not known to be nowhere; false when a text in one of them is here, or none is to
 * be asked for. */
static int choose_language(const struct sync *s, const char *symbol, char out[8], struct err *err)
{
	char lang[8];
	size_t n;

	*out = '\0';
	for (const char *l = s->config.langs; *l; l += n + (l[n] == ',')) {
		struct store_version here;
		int rc;
		bool whole;

		n = strcspn(l, ",");
		snprintf(lang, sizeof lang, "%.*s", n < 7 ? (int)n : 7, l);
		rc = find_here(s, symbol, lang, &here, err);
		if (rc < 0)
			return -1;
		whole = rc && here.whole;
		if (rc)
			store_version_done(&here);
		if (whole)
			return 0;
		if (!*out && !is_absent(s, symbol, lang))
			memcpy(out, lang, sizeof lang);
	}
	return *out != '\0';
}

static int plan_document(const struct dossier_row *row, void *payload)
{
	struct plan_visit *v = payload;
	const struct sync_config *c = &v->s->config;
	const char *symbol = row->at[DOCUMENT_SYMBOL];
	char key[SYMBOL_MAX], lang[8];
	struct planned *p = NULL;
	bool in_pane = !c->pane_count;
	int rc;

	for (size_t i = 0; i < c->pane_count; i++)
		in_pane = in_pane || strstr(row->at[DOCUMENT_PANE], c->panes[i]);
	if (!in_pane || (c->since && strcmp(row->at[DOCUMENT_DATE], c->since) < 0) ||
	    !symbol_normal(symbol, key) || !record_is_issued(key))
		return 0;
	rc = choose_language(v->s, key, lang, v->err);
	if (rc <= 0)
		return rc;
	rc = plan(v->s, JOB_DOCUMENT, key, lang, key, row->at[DOCUMENT_DATE], &p, v->err);
	if (rc > 0 && p)
		p->expected = sync_text_bytes(v->s->config.stores, key, lang);
	return rc < 0 ? -1 : 0;
}

/* What the reader has pinned, and is not here. */
static int plan_pinned(const struct store_pinned *pinned, void *payload)
{
	struct plan_visit *v = payload;
	char key[SYMBOL_MAX], lang[8] = "";
	const char *what = pinned->key;
	struct planned *p = NULL;
	int rc = 1;

	if (pinned->here)
		return 0;
	if (symbol_normal(pinned->key, key) && record_is_issued(key)) {
		what = key;
		rc = choose_language(v->s, key, lang, v->err);
	} else if (!url_is_web(pinned->key)) {
		return 0;
	}
	if (rc > 0)
		rc = plan(v->s, JOB_DOCUMENT, what, lang, pinned->title, "", &p, v->err);
	if (rc <= 0 || !p)
		return rc;
	p->pinned = true;
	p->expected = *lang ? sync_text_bytes(v->s->config.stores, what, lang) : 0;
	return 0;
}

int sync_by_worth(const void *va, const void *vb)
{
	const struct planned *a = va, *b = vb;
	uint64_t size_a = a->expected ? a->expected : SYNC_SIZE_UNKNOWN;
	uint64_t size_b = b->expected ? b->expected : SYNC_SIZE_UNKNOWN;
	int date = strcmp(b->date, a->date);

	if (a->pinned != b->pinned)
		return a->pinned ? -1 : 1;
	if (date)
		return date;
	return size_a != size_b ? (size_a > size_b) - (size_a < size_b) : strcmp(a->what, b->what);
}

int sync_plan_documents(struct sync *s, struct err *err)
{
	static const struct dossier_query all = {NULL, true, 0};
	struct store *own = stores_personal(s->config.stores);
	struct plan_visit v = {s, err};
	size_t first = s->items.count;

	if (own && !s->config.pane_count && store_each_pinned(own, plan_pinned, &v, err) < 0)
		return -1;
	if (dossier_each(stores_starter(s->config.stores), DOSSIER_DOCUMENTS, &all, plan_document,
	                 &v, err) < 0 ||
	    err->code)
		return -1;
	if (s->items.count > first)
		qsort(s->items.at + first, s->items.count - first, sizeof *s->items.at,
		      sync_by_worth);
	return 0;
}
