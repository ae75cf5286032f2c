/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/search/search.h"

#include "model/base/lang.h"
#include "model/base/messages.h"
#include "model/dossier/catalogue.h"
#include "model/dossier/record.h"
#include "model/dossier/tables.h"
#include "model/search/run.h"
#include "model/store/index.h"
#include "model/symbol/symbol.h"
#include "model/text/stem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* -- one result --------------------------------------------------------------- */

static void hit_done(struct search_hit *h)
{
	free(h->key);
	free(h->date);
	free(h->title);
	free(h->lang);
	free(h->passage);
	free(h->title_marks);
	free(h->passage_marks);
	free(h->languages);
}

static bool is_seen(const struct search *s, const char *key)
{
	for (size_t i = 0; i < s->seen.count; i++)
		if (!strcmp(s->seen.at[i], key))
			return true;
	return false;
}

static int see(struct search *s, const char *key)
{
	char *copy = strdup(key);

	if (copy && vec_push(&s->seen, copy) < 0) {
		free(copy);
		copy = NULL;
	}
	return copy ? 0 : err_set(s->err, ERR_FAILED, "out of memory");
}

/* The languages in which a work is found, each once: of the first store that has it. */
struct gathering {
	struct search *s;
	struct list *list;
	struct search_hit *hit;
	const char *key;
	char *date, *title;      /* of the language that is shown */
	const struct list *home; /* of which the number of the work is known; or NULL */
	int64_t work;
	bool found_alone; /* what was not found by its words is left out */
};

static bool has_language(const struct search_hit *h, const char *lang)
{
	for (size_t i = 0; i < h->language_count; i++)
		if (!strcmp(h->languages[i].lang, lang))
			return true;
	return false;
}

/* In the order in which the reader would rather have them; then in that of the UN. */
static int order_of(const struct search *s, const char *lang)
{
	int at = lang_index(lang);

	return lang_rank(s->wish->langs, lang) * (LANG_COUNT + 1) + (at < 0 ? LANG_COUNT : at);
}

static int add_language(struct gathering *g, const struct store_text *t, long block)
{
	struct search_hit *h = g->hit;
	struct search_language *more =
		realloc(h->languages, (h->language_count + 1) * sizeof *more);
	struct search_language l = {.block = block, .version = t->version, .store = g->list->store};
	size_t at = h->language_count;

	if (!more)
		return err_set(g->s->err, ERR_FAILED, "out of memory");
	snprintf(l.lang, sizeof l.lang, "%s", t->lang);
	h->languages = more;
	while (at && order_of(g->s, t->lang) < order_of(g->s, more[at - 1].lang))
		at--;
	memmove(more + at + 1, more + at, (h->language_count - at) * sizeof *more);
	more[at] = l;
	h->language_count++;
	if (at)
		return 0;
	free(g->date);
	free(g->title);
	g->date = strdup(t->date);
	g->title = strdup(t->title);
	return 0;
}

static int gather_text(int64_t text, const char *lang, void *payload)
{
	struct gathering *g = payload;
	struct candidate c = {.key = g->key, .store = g->list->store, .text = text, .lang = lang};
	struct store_text t;
	long block = -1;
	int rc;

	if (has_language(g->hit, lang) || (g->found_alone && !list_has(g->list, text)))
		return 0;
	rc = store_text_get(g->list->store, text, &t, g->s->err);
	if (rc <= 0)
		return rc;
	c.date = t.date;
	rc = 0;
	if (t.starts_len && filter_passes(g->s, &c)) {
		if (list_has(g->list, text))
			rc = passage_find(g->s, g->list, &t, &block);
		if (rc == 0)
			rc = add_language(g, &t, block);
	}
	store_text_done(&t);
	return rc;
}

static int gather(struct search *s, struct gathering *g)
{
	g->s = s;
	for (size_t i = 0; i < s->list_count; i++) {
		g->list = &s->lists[i];
		if (!g->list->titles &&
		    store_each_text_of(g->list->store, g->list == g->home ? g->work : 0, g->key,
		                       gather_text, g, s->err) < 0)
			return -1;
	}
	return 0;
}

struct looking {
	struct store *store;
	bool found;
};

static int look_for_text(int64_t text, const char *lang, void *payload)
{
	struct looking *l = payload;

	(void)lang;
	l->found = store_text_is_indexed(l->store, text);
	return l->found;
}

/* Whether a text of it is in some store, though none was found by its words. */
static bool is_anywhere(struct search *s, const char *key)
{
	struct looking l = {.found = false};

	for (size_t i = 0; i < s->list_count && !l.found; i++) {
		l.store = s->lists[i].store;
		if (!s->lists[i].titles)
			store_each_text_of(l.store, 0, key, look_for_text, &l, NULL);
	}
	return l.found;
}

static int take_entry(const struct catalogue_entry *e, void *payload)
{
	struct gathering *g = payload;

	if (!g->date || !*g->date) {
		free(g->date);
		g->date = strdup(e->date);
	}
	if (!g->title || !*g->title) {
		free(g->title);
		g->title = strdup(record_label(e->label, e->title, e->agenda));
	}
	return 1;
}

static int take_document(const struct dossier_row *r, void *payload)
{
	return take_entry(&(struct catalogue_entry){.date = r->at[DOCUMENT_DATE],
	                                            .label = r->at[DOCUMENT_TITLE],
	                                            .title = "",
	                                            .agenda = ""},
	                  payload);
}

/* What the text does not say of itself the dossier may know. */
static void complete(struct search *s, struct gathering *g)
{
	struct store *starter = stores_starter(s->stores);

	if (!g->date || !*g->date || !g->title || !*g->title) {
		dossier_document(starter, g->key, take_document, g, NULL);
		catalogue_entry(starter, g->key, take_entry, g, NULL);
	}
}

/* Makes it whole, and puts it last. Takes date and title. */
static int push_hit(struct search *s, struct search_hit *h, struct gathering *g)
{
	char symbol[SYMBOL_MAX];

	h->key = strdup(g->key);
	h->date = g->date ? g->date : strdup("");
	h->title = g->title ? g->title : strdup("");
	if (!h->lang)
		h->lang = strdup(h->language_count ? h->languages[0].lang : "");
	h->block = h->language_count ? h->languages[0].block : -1;
	if (symbol_normal(g->key, symbol))
		symbol_print(g->key, h->symbol, sizeof h->symbol);
	h->document = h->document || h->language_count;
	h->away = h->document && !h->language_count && !is_anywhere(s, g->key);
	/* what there is of it goes with the hit, which the analyzer does not see */
	/* NOLINTBEGIN(clang-analyzer-unix.Malloc) */
	if (!h->key || !h->date || !h->title || !h->lang) {
		err_set(s->err, ERR_FAILED, "out of memory");
		return -1;
	}
	if (passage_mark(s, h->title, strlen(h->title), &h->title_marks, &h->title_mark_count) <
	            0 ||
	    passage_take(s, h) < 0)
		return -1;
	/* NOLINTEND(clang-analyzer-unix.Malloc) */
	if (!h->passage)
		h->passage = strdup("");
	if (h->passage && vec_push(&s->hits, *h) == 0)
		return 0;
	err_set(s->err, ERR_FAILED, "out of memory");
	return -1;
}

/* -- where results come from ------------------------------------------------------ */

/* A text of a store. 1 a result, 0 none, -1. */
static int add_text(struct search *s, struct list *l, int64_t text)
{
	struct search_hit hit = {.document = true};
	struct gathering g = {.hit = &hit, .home = l, .found_alone = true};
	struct store_text t;
	int rc = store_text_get(l->store, text, &t, s->err);

	if (rc <= 0)
		return rc;
	rc = 0;
	g.key = t.key;
	g.work = t.work;
	if (!is_seen(s, t.key) && t.starts_len) {
		rc = see(s, t.key) < 0 || gather(s, &g) < 0 ? -1 : 0;
		if (rc == 0 && hit.language_count) {
			complete(s, &g);
			rc = push_hit(s, &hit, &g) < 0 ? -1 : 1;
		} else {
			free(g.date);
			free(g.title);
		}
		if (rc <= 0)
			hit_done(&hit);
	}
	store_text_done(&t);
	return rc;
}

static size_t count_marks(struct search *s, const char *text)
{
	struct search_mark *m = NULL;
	size_t n = 0;

	passage_mark(s, text, strlen(text), &m, &n);
	free(m);
	return n;
}

/* Rows of the dossier stand in the language of the interface, titles of documents in those that
 * the reader would rather have. */
static int rank_of(const struct search *s, const struct store_row *r, int language)
{
	if (!r->document && language == messages_index())
		return -1;
	return lang_rank(s->wish->langs, lang_codes[language]);
}

/* The best language after one of some rank and place; -1 when there is no other. */
static int next_language(const struct search *s, const struct store_row *r, int last)
{
	int best = -1;

	for (int i = 0; i < LANG_COUNT; i++) {
		int rank = rank_of(s, r, i);

		if (last >= 0 &&
		    (rank < rank_of(s, r, last) || (rank == rank_of(s, r, last) && i <= last)))
			continue;
		if (best < 0 || rank < rank_of(s, r, best))
			best = i;
	}
	return best;
}

/* The language of a row in whose title or other words what is looked for stands, as the reader
 * prefers; where it is in none, the first that has a title. in_title: whether it is there. Each
 * language is asked for only when those before it have nothing. */
static int row_language(struct search *s, struct store *store, struct store_row *r, bool *in_title)
{
	const char *only = filter_lang(s->query);
	int first = -1;

	*in_title = false;
	for (int i = next_language(s, r, -1); i >= 0; i = next_language(s, r, i)) {
		if (only && strcmp(only, lang_codes[i]) != 0)
			continue;
		if (store_row_tell(store, r, i) < 0)
			return err_set(s->err, ERR_FAILED, "out of memory");
		if (!*r->titles[i])
			continue;
		if (first < 0)
			first = i;
		*in_title = count_marks(s, r->titles[i]) > 0;
		if (*in_title || count_marks(s, r->words[i]) > 0)
			return i;
	}
	if (first >= 0)
		return first;
	first = lang_index("en");
	return store_row_tell(store, r, first) < 0 ? err_set(s->err, ERR_FAILED, "out of memory")
	                                           : first;
}

/* A row of which no text is found: its title in one language, and where it was found. */
static int show_row(struct search *s, const struct list *l, struct store_row *r,
                    struct search_hit *hit, struct gathering *g)
{
	bool in_title;
	int lang = row_language(s, l->store, r, &in_title), rc;

	if (lang < 0)
		return -1;
	rc = filter_passes(s, &(struct candidate){r->key, r->date, l->store, 0, lang_codes[lang]});
	hit->document = r->document;
	hit->lang = strdup(lang_codes[lang]);
	g->date = strdup(r->date);
	g->title = strdup(r->titles[lang]);
	if (rc > 0 && !in_title && *r->words[lang] &&
	    passage_cut(s, r->words[lang], strlen(r->words[lang]), hit) < 0)
		return -1;
	/* words that say nothing of why it was found */
	if (rc > 0 && hit->passage && !hit->passage_mark_count)
		*hit->passage = '\0';
	return rc;
}

/* A row of the dossier, or a title of the catalogue; where texts of it are found too, those
 * are the result. */
static int add_row(struct search *s, const struct list *l, int64_t row)
{
	struct search_hit hit = {.language_count = 0};
	struct gathering g = {.hit = &hit, .found_alone = true};
	struct store_row r;
	int rc = store_row_get(l->store, row, &r, s->err);

	if (rc <= 0)
		return rc;
	g.key = r.key;
	rc = is_seen(s, r.key) ? 0 : see(s, r.key) < 0 || gather(s, &g) < 0 ? -1 : 1;
	if (rc > 0 && !hit.language_count) {
		rc = show_row(s, l, &r, &hit, &g);
	} else if (rc > 0) {
		complete(s, &g);
	}
	if (rc > 0) {
		/* what it has is in the list now: NOLINTNEXTLINE(clang-analyzer-unix.Malloc) */
		rc = push_hit(s, &hit, &g) < 0 ? -1 : 1;
	} else {
		free(g.date);
		free(g.title);
	}
	if (rc <= 0)
		hit_done(&hit);
	store_row_done(&r);
	return rc;
}

static int know(const struct catalogue_entry *e, void *payload)
{
	(void)e;
	(void)payload;
	return 1;
}

/* "71/755" is a document of the General Assembly, a resolution or another, where there is
 * such a one. */
static bool assembly_symbol(struct search *s, char out[SYMBOL_MAX])
{
	static const char *const before[] = {"A/RES/", "A/"};
	const char *typed = s->query->plain, digits[] = "0123456789";
	size_t n = strspn(typed, digits),
	       rest = typed[n] == '/' ? strspn(typed + n + 1, digits) : 0;
	struct store *starter = stores_starter(s->stores);

	if (!n || !rest || typed[n + 1 + rest] || n + rest > 20)
		return false;
	for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
		struct gathering g = {.date = NULL};
		int known;

		snprintf(out, SYMBOL_MAX, "%s%s", before[i], typed);
		known = catalogue_entry(starter, out, know, NULL, NULL);
		if (known <= 0)
			known = dossier_document(starter, out, take_document, &g, NULL);
		free(g.date);
		free(g.title);
		if (known > 0)
			return true;
	}
	return false;
}

/* A symbol that the reader typed. */
static int add_symbol(struct search *s)
{
	struct search_hit hit = {.document = true};
	char symbol[SYMBOL_MAX];
	struct gathering g = {.hit = &hit, .key = symbol};
	int rc;

	if (!symbol_typed(s->query->plain, symbol) && !assembly_symbol(s, symbol))
		return 0;
	rc = gather(s, &g);
	if (rc == 0)
		complete(s, &g);
	hit.lang = hit.language_count ? NULL : strdup("en");
	if (rc == 0 && (hit.language_count || g.title) &&
	    (hit.language_count ||
	     filter_passes(s, &(struct candidate){symbol, g.date ? g.date : "",
	                                          stores_starter(s->stores), 0, "en"})))
		rc = see(s, symbol) < 0 || push_hit(s, &hit, &g) < 0 ? -1 : 1;
	if (rc <= 0) {
		if (!hit.date)
			free(g.date);
		if (!hit.title)
			free(g.title);
		hit_done(&hit);
	}
	return rc < 0 ? -1 : 0;
}

/* -- all of them ---------------------------------------------------------------------- */

/* words: only the forms of words are wanted. */
static int ask_one(struct search *s, struct store *store, bool titles, bool words)
{
	struct list *l = &s->lists[s->list_count];

	if (s->list_count == LISTS_MOST)
		return 0;
	*l = (struct list){.store = store, .titles = titles};
	s->list_count++;
	store_hurry(store, true);
	return words ? list_prepare(s, l) : list_ask(s, l);
}

static int ask_all(struct search *s, bool words)
{
	struct store *store;

	for (size_t i = 0; (store = stores_store(s->stores, i)); i++) {
		if (ask_one(s, store, false, words) < 0)
			return -1;
		if (store == stores_starter(s->stores) && ask_one(s, store, true, words) < 0)
			return -1;
	}
	return 0;
}

/* The next of one list that is a result. 1, 0 at its end, -1. */
static int take_next(struct search *s, struct list *l)
{
	int rc = 0;

	while (rc == 0 && l->at < l->rows.count) {
		int64_t row;

		if (list_settle(s, l, l->at + 1) < 0)
			return -1;
		row = l->rows.at[l->at++].row;
		rc = l->titles ? add_row(s, l, row) : add_text(s, l, row);
	}
	return rc;
}

/* The best of each, then the second of each, and so on. */
static int merge(struct search *s)
{
	bool more = true;

	while (more && s->hits.count < s->wish->most) {
		more = false;
		for (size_t i = 0; i < s->list_count && s->hits.count < s->wish->most; i++) {
			int rc = take_next(s, &s->lists[i]);

			if (rc < 0)
				return -1;
			more = more || rc;
		}
	}
	for (size_t i = 0; i < s->list_count; i++)
		s->more = s->more || s->lists[i].at < s->lists[i].rows.count;
	return 0;
}

static struct search *begin(struct stores *stores, const struct search_wish *wish, struct err *err)
{
	struct query *query = query_read(wish->words, err);
	struct search *s = query ? calloc(1, sizeof *s) : NULL;

	if (!s) {
		if (query)
			err_set(err, ERR_FAILED, "out of memory");
		query_free(query);
		return NULL;
	}
	s->stores = stores;
	s->wish = wish;
	s->query = query;
	s->err = err;
	s->stems = stems_new();
	s->marks = marks_new();
	if (s->marks)
		return s;
	err_set(err, ERR_FAILED, "out of memory");
	search_free(s);
	return NULL;
}

struct search *search_run(struct stores *stores, const struct search_wish *wish, struct err *err)
{
	struct search *s = begin(stores, wish, err);

	if (s && ask_all(s, false) == 0 && add_symbol(s) == 0 && merge(s) == 0)
		return s;
	search_free(s);
	return NULL;
}

void search_free(struct search *s)
{
	if (!s)
		return;
	for (size_t i = 0; i < s->list_count; i++) {
		store_hurry(s->lists[i].store, false);
		list_done(&s->lists[i]);
	}
	for (size_t i = 0; i < s->hits.count; i++)
		hit_done(&s->hits.at[i]);
	for (size_t i = 0; i < s->seen.count; i++)
		free(s->seen.at[i]);
	for (size_t i = 0; i < s->common.count; i++)
		free(s->common.at[i]);
	vec_done(&s->hits);
	vec_done(&s->seen);
	vec_done(&s->common);
	marks_free(s->marks);
	stems_free(s->stems);
	query_free(s->query);
	free(s);
}

size_t search_count(const struct search *s)
{
	return s->hits.count;
}

const struct search_hit *search_hit(const struct search *s, size_t index)
{
	return &s->hits.at[index];
}

bool search_has_more(const struct search *s)
{
	return s->more;
}

const char *search_common(const struct search *s, size_t index, bool *by_date)
{
	*by_date = s->by_date;
	return index < s->common.count ? s->common.at[index] : NULL;
}

struct marks *search_words(struct stores *stores, const char *words, struct err *err)
{
	struct search_wish wish = {.words = words, .langs = "en", .most = 0};
	struct search *s = begin(stores, &wish, err);
	struct marks *marks = NULL;

	if (s && ask_all(s, true) == 0) {
		marks = s->marks;
		s->marks = NULL;
	}
	search_free(s);
	return marks;
}

/* -- what is in no index yet -------------------------------------------------------------- */

/* Texts of one transaction: what a break-off loses. */
#define AT_ONCE 50

int64_t search_waiting(struct stores *stores, struct err *err)
{
	struct store *s = stores_personal(stores);

	return s ? store_index_waiting(s, 0, err) : 0;
}

int search_catch_up(struct stores *stores, int (*progress)(int64_t left, void *), void *payload,
                    struct err *err)
{
	struct store *s = stores_personal(stores);
	int64_t after = 0, left = s ? store_index_waiting(s, 0, err) : 0;
	int rc = 1;

	if (left <= 0 || !store_writable(s))
		return left < 0 ? -1 : 0;
	while (rc > 0 && !(progress && progress(left, payload))) {
		rc = store_index_some(s, &after, AT_ONCE, err);
		if (rc > 0)
			left = store_index_waiting(s, after, err);
	}
	return rc < 0 ? -1 : 0;
}
