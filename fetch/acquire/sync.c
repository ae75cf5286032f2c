/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "fetch/acquire/sync_int.h"
#include "model/base/clock.h"
#include "model/base/messages.h"
#include "model/base/url.h"
#include "model/dossier/feeds.h"
#include "model/dossier/headlines.h"
#include "model/dossier/tables.h"
#include "model/store/servers.h"

#include <stdlib.h>
#include <string.h>

/* -- words -------------------------------------------------------------------- */

struct pane_visit {
	const char *key;
	bool found;
};

static int is_pane(const struct dossier_row *row, void *payload)
{
	struct pane_visit *w = payload;

	w->found = !strcmp(row->at[PANE_KEY], w->key);
	return w->found;
}

static const struct {
	const char *word;
	unsigned kind;
} words[] = {{"queue", SYNC_QUEUE},
             {"feeds", SYNC_FEEDS},
             {"articles", SYNC_FEEDS | SYNC_ARTICLES},
             {"documents", SYNC_DOCUMENTS}};

const char *sync_word(size_t index)
{
	return index < sizeof words / sizeof *words ? words[index].word : NULL;
}

int sync_read_words(struct stores *stores, int argc, char *const *argv, unsigned *kinds,
                    const char **panes, size_t most, size_t *count, struct err *err)
{
	static const struct dossier_query all = {NULL, false, 0};

	for (int i = 0; i < argc; i++) {
		struct pane_visit pane = {argv[i], false};
		size_t w = 0;

		while (w < sizeof words / sizeof *words && strcmp(words[w].word, argv[i]))
			w++;
		if (w < sizeof words / sizeof *words) {
			*kinds |= words[w].kind;
			continue;
		}
		if (dossier_each(stores_starter(stores), DOSSIER_PANES, &all, is_pane, &pane, err) <
		    0)
			return -1;
		if (!pane.found || *count >= most)
			return err_set(err, ERR_USAGE,
			               _("sync: no pane and no kind '%.60s'; kinds: queue, feeds, "
			                 "articles, documents"),
			               argv[i]);
		panes[(*count)++] = argv[i];
	}
	return 0;
}

/* -- the plan -------------------------------------------------------------------- */

struct sync *sync_new(const struct sync_config *config, struct err *err)
{
	struct sync *s = calloc(1, sizeof *s);

	if (!s) {
		err_set(err, ERR_FAILED, "out of memory");
		return NULL;
	}
	s->config = *config;
	return s;
}

void sync_free(struct sync *s)
{
	if (!s)
		return;
	sync_plan_done(s);
	if (s->store)
		sync_lease_give(s->store);
	free(s->silent);
	free(s);
}

int sync_plan(struct sync *s, struct err *err)
{
	static int (*const plans[])(struct sync *, struct err *) = {
		sync_plan_queue, sync_plan_feeds, sync_plan_articles, sync_plan_documents};

	for (unsigned i = 0; i < sizeof plans / sizeof *plans; i++)
		if (s->config.kinds >> i & 1 && plans[i](s, err) < 0)
			return -1;
	return 0;
}

void sync_each(const struct sync *s, int (*each)(const struct sync_item *, void *), void *payload)
{
	int stop = 0;

	for (size_t i = 0; !stop && i < s->items.count; i++) {
		const struct planned *p = &s->items.at[i];
		struct sync_item item = {
			p->kind, p->what,     p->lang,   p->title,
			p->date, p->expected, p->pinned, *p->skip ? p->skip : NULL};

		stop = each(&item, payload);
	}
}

/* -- sizes ------------------------------------------------------------------------ */

int sync_ask_sizes(struct sync *s, struct acquire *a, struct err *err)
{
	struct acquire_event e;

	for (size_t i = 0; i < s->items.count; i++) {
		struct planned *p = &s->items.at[i];
		struct acquire_request r = {.kind = JOB_WISH,
		                            .what = p->what,
		                            .named_by = p->named_by,
		                            .size_only = true};

		if (!*p->skip && !p->expected && url_is_web(p->what))
			p->size_job = acquire_add(a, &r, err);
		if (p->size_job < 0)
			return -1;
	}
	while (acquire_wait(a, &e, NULL, NULL))
		for (size_t i = 0; i < s->items.count; i++)
			if (s->items.at[i].size_job == e.id && e.length > 0)
				s->items.at[i].expected = (uint64_t)e.length;
	return 0;
}

/* -- asking ----------------------------------------------------------------------- */

/* Whether the plan's entry has to wait until the feeds have told what is new. */
static bool comes_later(const struct planned *p)
{
	return p->kind == JOB_ARTICLE || p->kind == JOB_DOCUMENT;
}

static int put_on_list(struct sync *s, bool later, struct err *err)
{
	for (size_t i = 0; i < s->items.count; i++) {
		struct planned *p = &s->items.at[i];
		struct acquire_request r = {.kind = p->kind,
		                            .what = p->what,
		                            .lang = p->lang,
		                            .languages = s->config.langs,
		                            .title = p->title,
		                            .named_by = p->named_by,
		                            .named = p->pinned,
		                            .expected = p->expected};

		int id;

		if (*p->skip || p->job || comes_later(p) != later)
			continue;
		id = acquire_add(s->acquire, &r, err);
		if (id < 0)
			return -1;
		p->job = id;
	}
	return 0;
}

static bool first_have_ended(const struct sync *s)
{
	for (size_t i = 0; i < s->items.count; i++) {
		const struct planned *p = &s->items.at[i];

		if (p->job && !p->ended && p->kind == JOB_FEED)
			return false;
	}
	return true;
}

/* With what the feeds have brought the plan has grown, and is asked for. */
static int begin_later(struct sync *s, struct err *err)
{
	if (s->later_begun || !first_have_ended(s))
		return 0;
	s->later_begun = true;
	if ((s->config.kinds & SYNC_ARTICLES) && sync_plan_articles(s, err) < 0)
		return -1;
	return put_on_list(s, true, err);
}

int sync_lease_take(struct store *store, struct sync_lease *lease, struct err *err)
{
	struct store_lease_holder holder = {.host = ""};
	int rc = store_lease_take(store, SYNC_LEASE, SYNC_LEASE_SECONDS, err);

	/* whoever had it may have given it back just now */
	if (rc == 0 && store_lease_holder(store, SYNC_LEASE, &holder, err) == 0)
		rc = store_lease_take(store, SYNC_LEASE, SYNC_LEASE_SECONDS, err);
	if (rc < 0 || err->code)
		return -1;
	if (rc == 0)
		return err_set(err, ERR_FAILED,
		               _("another palais is bringing this store up to date just now "
		                 "(process %lld on %.80s)"),
		               (long long)holder.pid, holder.host);
	lease->renewed = lease->looked = clock_now();
	return 0;
}

int sync_lease_keep(struct store *store, struct sync_lease *lease, struct err *err)
{
	struct store_lease_holder holder;
	int64_t now = clock_now();

	if (now == lease->looked)
		return 0;
	lease->looked = now;
	/* what cannot be read or renewed just now is for the next write to tell */
	if (store_lease_holder(store, SYNC_LEASE, &holder, NULL) > 0 && !holder.own)
		return err_set(err, ERR_STORE,
		               _("another palais brings this store up to date by now (process "
		                 "%1$lld on %2$.80s): what came until then is kept"),
		               (long long)holder.pid, holder.host);
	if (now - lease->renewed >= SYNC_LEASE_SECONDS / 3 &&
	    store_lease_take(store, SYNC_LEASE, SYNC_LEASE_SECONDS, NULL) > 0)
		lease->renewed = now;
	return 0;
}

void sync_lease_give(struct store *store)
{
	store_lease_give(store, SYNC_LEASE);
}

int sync_begin(struct sync *s, struct acquire *a, struct store *store, struct err *err)
{
	if (sync_lease_take(store, &s->lease, err) < 0)
		return -1;
	s->acquire = a;
	s->store = store;
	acquire_forget_hosts(a);
	if (put_on_list(s, false, err) < 0)
		return -1;
	return begin_later(s, err);
}

/* -- what came -------------------------------------------------------------------- */

/* Two words of a plan may have led to one job: all of them have ended. */
static struct planned *end_planned(struct sync *s, const struct acquire_event *e)
{
	struct planned *first = NULL;

	for (size_t i = 0; i < s->items.count; i++) {
		struct planned *p = &s->items.at[i];

		if (p->job != e->id)
			continue;
		p->ended = true;
		/* the reader may have typed another word for it than its own */
		if (p->queued && e->state == JOB_DONE)
			store_queue_remove(s->store, p->queued, NULL);
		first = first ? first : p;
	}
	return first;
}

/* -- no network ------------------------------------------------------------------- */

/* What has not been asked for is taken off the list: hundreds of failures would say no more. */
static void give_up(struct sync *s)
{
	s->given_up = true;
	for (size_t i = 0; i < s->items.count; i++) {
		struct planned *p = &s->items.at[i];

		if (p->job && !p->ended)
			p->ended = acquire_withdraw(s->acquire, p->job);
	}
}

/* One server may be away; that two are, and none has answered, is the line. A symbol has
 * been asked for at several. */
static void listen(struct sync *s, const struct acquire_event *e)
{
	struct url_part host = url_host(e->what);
	bool silent = e->state == JOB_FAILED && e->err.code == ERR_NETWORK && !e->down;

	s->answered = s->answered || (e->asked && !silent);
	if (s->answered || s->given_up || !silent)
		return;
	if (url_is_web(e->what) && !s->silent)
		s->silent = strndup(host.at, host.len);
	else if (!url_is_web(e->what) || strlen(s->silent) != host.len ||
	         memcmp(s->silent, host.at, host.len) != 0)
		give_up(s);
}

bool sync_is_silent(const struct sync *s)
{
	return s->given_up;
}

int sync_keep(struct sync *s, struct err *err)
{
	if (!s->store || sync_lease_keep(s->store, &s->lease, err) == 0)
		return 0;
	for (size_t i = 0; i < s->items.count; i++)
		if (s->items.at[i].job && !s->items.at[i].ended)
			acquire_cancel(s->acquire, s->items.at[i].job);
	s->store = NULL;
	return -1;
}

/* A feed that has not changed has nothing new, unless whoever fetched it ended before its
 * stories were kept. */
static int take_same(struct sync *s, const struct acquire_event *e, struct sync_taken *taken,
                     struct err *err)
{
	long kept = headlines_count_of(s->store, e->what, err);
	struct doc *doc;
	int rc;

	if (kept || !e->version)
		return kept < 0 ? -1 : 0;
	doc = store_doc(s->store, e->version, err);
	if (!doc)
		return -1;
	rc = news_take(s->config.stores, s->store, e->what, doc, &taken->news, err);
	taken->feed = rc == 0 && taken->news.fresh;
	doc_free(doc);
	return rc;
}

static int take_feed(struct sync *s, const struct acquire_event *e, struct sync_taken *taken,
                     struct err *err)
{
	if (e->status == 410)
		return feeds_gone(s->config.stores, e->what, err);
	if (e->state != JOB_DONE)
		return 0;
	if (e->outcome == ACQUIRE_SAME)
		return take_same(s, e, taken, err);
	if (!e->doc)
		return 0;
	taken->feed = true;
	return news_take(s->config.stores, s->store, e->what, e->doc, &taken->news, err);
}

int sync_take(struct sync *s, const struct acquire_event *e, struct sync_taken *taken,
              struct err *err)
{
	struct planned *p = end_planned(s, e);

	*taken = (struct sync_taken){.feed = false};
	if (!p)
		return 0;
	listen(s, e);
	if (s->given_up)
		return 1;
	if (p->kind == JOB_FEED && take_feed(s, e, taken, err) < 0)
		return -1;
	return begin_later(s, err) < 0 ? -1 : 1;
}

bool sync_is_over(const struct sync *s)
{
	for (size_t i = 0; i < s->items.count; i++)
		if (s->items.at[i].job && !s->items.at[i].ended)
			return false;
	return true;
}
