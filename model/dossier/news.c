/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/dossier/news.h"

#include "model/base/vec.h"
#include "model/dossier/feeds.h"
#include "model/dossier/news_figures.h"
#include "model/dossier/news_key.h"
#include "model/dossier/tables.h"
#include "model/text/characters.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* -- feeds ------------------------------------------------------------------ */

struct choice {
	const char *pane;
	int (*each)(const struct news_feed *, void *);
	void *payload;
};

static int take_asked(const struct news_feed *f, void *payload)
{
	struct choice *c = payload;

	if (f->state != NEWS_FEED_ON || (c->pane && *f->pane && strcmp(f->pane, c->pane)))
		return 0;
	return c->each(f, c->payload);
}

int news_each_feed(struct stores *stores, const char *langs, const char *pane,
                   int (*each)(const struct news_feed *, void *), void *payload, struct err *err)
{
	struct choice c = {pane, each, payload};

	return feeds_each(stores, langs, take_asked, &c, err);
}

/* Whether everything that comes by an address is kept: a feed that the reader chose, or
 * one that is of this file alone. What nobody named is filtered. */
struct asked {
	const char *url;
	bool filtered;
};

static int find_asked(const struct news_feed *f, void *payload)
{
	struct asked *a = payload;

	if (strcmp(f->url, a->url) != 0)
		return 0;
	a->filtered = f->filtered;
	return 1;
}

/* -- the filter --------------------------------------------------------------- */

struct filter {
	VEC(char *) words; /* folded */
};

static int add_word(struct filter *f, const char *text)
{
	struct buf folded;
	char *word;

	buf_init(&folded, 1000);
	text_fold(&folded, text, strlen(text));
	word = buf_take(&folded);
	if (word && *word && vec_push(&f->words, word) == 0)
		return 0;
	free(word);
	return word ? -1 : 0;
}

static int take_word(const struct dossier_row *r, void *payload)
{
	return add_word(payload, r->at[TOPIC_WORD]);
}

static int filter_read(struct filter *f, struct stores *stores, struct err *err)
{
	const struct feeds_config *own = stores_feeds(stores);
	int rc = dossier_each(stores_starter(stores), DOSSIER_TOPICS, NULL, take_word, f, err);

	/* without words everything passes: then there is nothing to add to */
	for (size_t i = 0; rc == 0 && own && f->words.count && i < own->topic_count; i++)
		rc = add_word(f, own->topics[i]);
	return rc;
}

static void filter_done(struct filter *f)
{
	for (size_t i = 0; i < f->words.count; i++)
		free(f->words.at[i]);
	vec_done(&f->words);
}

/* Whether the texts have one of the words; without words everything passes. */
static bool passes(const struct filter *f, const char *title, const char *summary)
{
	struct buf folded;
	bool found = !f->words.count;

	buf_init(&folded, 1 << 16);
	text_fold(&folded, title, strlen(title));
	buf_char(&folded, ' ');
	text_fold(&folded, summary, strlen(summary));
	for (size_t i = 0; !found && i < f->words.count; i++)
		found = strstr(folded.bytes, f->words.at[i]) != NULL;
	buf_done(&folded);
	return found;
}

/* -- entries ------------------------------------------------------------------ */

struct taking {
	struct store *store;
	const struct filter *filter; /* NULL: everything is kept */
	const struct doc *doc;
	const char *feed;
	struct news_taken *taken;
	int (*each)(const struct headline *, enum headline_change, void *);
	void *payload;
	struct err *err;
	VEC(char *) urls; /* of all entries, sorted */
};

struct against {
	const struct headline *now;
	enum headline_change change;
};

/* What a story that is there becomes by one that comes. Its best address counts, and
 * then the word of the feed that it stands by; another feed that brings it too has a
 * say only when it is newer, else two feeds would change it in turn for ever. */
static void compare(const struct headline *old, void *payload)
{
	struct against *a = payload;
	const struct headline *n = a->now;
	int rank = news_rank(n->url) - news_rank(old->url);
	bool same_feed = !strcmp(n->feed, old->feed);
	bool differs = strcmp(n->title, old->title) || strcmp(n->summary, old->summary) ||
	               strcmp(n->date, old->date);

	a->change = HEADLINE_SAME;
	if (rank > 0 || (rank == 0 && same_feed && differs) ||
	    (rank == 0 && !same_feed && strcmp(n->date, old->date) > 0))
		a->change = HEADLINE_CHANGED;
}

static int put(struct taking *t, const struct headline *n)
{
	struct against a = {n, HEADLINE_NEW};

	if (headlines_get(t->store, n->key, compare, &a, t->err) < 0)
		return -1;
	t->taken->fresh += a.change == HEADLINE_NEW;
	t->taken->changed += a.change == HEADLINE_CHANGED;
	if (a.change == HEADLINE_SAME)
		return 0;
	if (headlines_put(t->store, n, t->err) < 0)
		return -1;
	return t->each ? t->each(n, a.change, t->payload) : 0;
}

/* -- stories of one address ----------------------------------------------------- */

static void is_same(const struct headline *old, void *payload)
{
	struct against *a = payload;

	a->change = strcmp(old->feed, a->now->feed) || strcmp(old->title, a->now->title)
	                    ? HEADLINE_CHANGED
	                    : HEADLINE_SAME;
}

static void look(const struct headline *old, void *payload)
{
	(void)old, (void)payload;
}

/* Under which key a story is kept, of the two that it may have: its address alone, or with
 * what tells it from others of the same address. Once it was told apart it stays so, and
 * what stood alone before another came to its address goes over. 1: the longer, 0, -1. */
static int choose_key(struct taking *t, const struct headline *n, const char *longer, bool shared)
{
	struct against a = {n, HEADLINE_NEW};
	int known = headlines_get(t->store, longer, look, NULL, t->err);

	if (known || !shared)
		return known;
	if (headlines_get(t->store, n->key, is_same, &a, t->err) < 0)
		return -1;
	if (a.change == HEADLINE_SAME && headlines_rename(t->store, n->key, longer, t->err) < 0)
		return -1;
	return 1;
}

/* name: what tells it from others of its address, "" for nothing. */
static int keep(struct taking *t, struct headline *n, const char *name, bool shared)
{
	size_t size = strlen(n->key) + strlen(name) + 2;
	char *longer;
	int rc = 0;

	/* stories of press releases were kept by their addresses before */
	if (strcmp(n->key, n->url) != 0 && headlines_rename(t->store, n->url, n->key, t->err) < 0)
		return -1;
	if (!*name)
		return put(t, n);
	longer = malloc(size);
	if (!longer)
		return err_set(t->err, ERR_FAILED, "feeds: out of memory");
	snprintf(longer, size, "%s %s", n->key, name);
	rc = choose_key(t, n, longer, shared);
	if (rc > 0)
		n->key = longer;
	if (rc >= 0)
		rc = put(t, n);
	free(longer);
	return rc;
}

/* The first link of the item, as it is opened; NULL when there is none. */
static char *link_of(const struct doc_block *item)
{
	for (uint32_t i = 0; i < item->text.span_count; i++)
		if (item->text.spans[i].kind == DOC_LINK)
			return news_url(item->text.spans[i].value);
	return NULL;
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The addresses of all entries in their order, so that those of more than one are seen. */
static void read_urls(struct taking *t)
{
	size_t count = doc_block_count(t->doc);

	for (size_t i = 0; i < count; i++) {
		const struct doc_block *b = doc_block(t->doc, i);
		char *url = b->kind == DOC_ITEM ? link_of(b) : NULL;

		if (url && vec_push(&t->urls, url) < 0)
			free(url);
	}
	if (t->urls.count)
		qsort(t->urls.at, t->urls.count, sizeof *t->urls.at, by_text);
}

static bool is_shared(const struct taking *t, const char *url)
{
	char *const *at = t->urls.count ? bsearch(&url, t->urls.at, t->urls.count,
	                                          sizeof *t->urls.at, by_text)
	                                : NULL;

	return at && ((at > t->urls.at && !strcmp(at[-1], url)) ||
	              (at + 1 < t->urls.at + t->urls.count && !strcmp(at[1], url)));
}

/* -- each entry ------------------------------------------------------------------- */

/* The quotation behind an item, its paragraphs on one line. The caller frees it. */
static char *summary_of(const struct doc *doc, size_t item)
{
	struct buf out;

	buf_init(&out, 1 << 20);
	for (size_t i = item + 1; i < doc_block_count(doc); i++) {
		const struct doc_block *b = doc_block(doc, i);

		if (b->kind != DOC_QUOTE)
			break;
		if (out.len)
			buf_char(&out, ' ');
		buf_add(&out, b->text.bytes, b->text.len);
	}
	return out.len ? buf_take(&out) : strdup("");
}

/* An entry is an item with a link, and perhaps a quotation after it. */
static int take_entry(struct taking *t, size_t at)
{
	const struct doc_block *item = doc_block(t->doc, at);
	char *title = strndup(item->text.bytes, item->text.len);
	char *summary = summary_of(t->doc, at);
	char *url = link_of(item), *key = url ? news_key(url) : NULL;
	int rc = 0;

	if (title && summary && key) {
		struct headline n = {.key = key,
		                     .url = url,
		                     .feed = t->feed,
		                     .date = item->marker,
		                     .lang = *item->lang ? item->lang
		                                         : doc_fact(t->doc, DOC_LANGUAGE),
		                     .title = title,
		                     .summary = summary};
		bool shared = is_shared(t, url);

		t->taken->entries++;
		if (!t->filter || passes(t->filter, title, summary)) {
			t->taken->kept++;
			rc = keep(t, &n,
			          *item->anchor ? item->anchor
			          : shared      ? title
			                        : "",
			          shared);
		}
	}
	free(title);
	free(summary);
	free(url);
	free(key);
	return rc < 0 ? -1 : 0;
}

static int take_entries(struct taking *t)
{
	size_t count = doc_block_count(t->doc);
	int rc = headlines_begin(t->store, t->err);
	bool begun = rc == 0;

	read_urls(t);
	for (size_t i = 0; rc == 0 && i < count; i++)
		if (doc_block(t->doc, i)->kind == DOC_ITEM)
			rc = take_entry(t, i);
	if (begun && headlines_end(t->store, rc == 0, t->err) < 0)
		rc = -1;
	for (size_t i = 0; i < t->urls.count; i++)
		free(t->urls.at[i]);
	vec_done(&t->urls);
	return rc;
}

static bool has_word(const char *text, void *payload)
{
	return passes(payload, text, "");
}

int news_take_each(struct stores *stores, struct store *store, const char *feed,
                   const struct doc *doc, struct news_taken *taken,
                   int (*each)(const struct headline *n, enum headline_change change,
                               void *payload),
                   void *payload, struct err *err)
{
	struct filter filter = {0};
	struct asked asked = {feed, true};
	struct taking t = {store, NULL, doc, feed, taken, each, payload, err, {0}};
	int rc;

	memset(taken, 0, sizeof *taken);
	if (!news_is_figures(doc) && strcmp(doc_fact(doc, DOC_FORMAT), "feed") != 0)
		return 0;
	rc = filter_read(&filter, stores, err);
	if (rc == 0 && news_is_figures(doc)) {
		rc = taken->figures = news_take_figures(store, feed, doc, has_word, &filter, err);
		rc = rc < 0 ? -1 : 0;
	} else if (rc == 0) {
		rc = feeds_each(stores, NULL, find_asked, &asked, err);
		t.filter = asked.filtered ? &filter : NULL;
		rc = rc == 0 ? take_entries(&t) : rc;
	}
	filter_done(&filter);
	return rc;
}

int news_take(struct stores *stores, struct store *store, const char *feed, const struct doc *doc,
              struct news_taken *taken, struct err *err)
{
	return news_take_each(stores, store, feed, doc, taken, NULL, NULL, err);
}
