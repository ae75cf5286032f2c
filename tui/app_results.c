/* SPDX-License-Identifier: ISC */
/* The page of a search, and its results opened where the words are. */
#include "config.h"

#include "model/base/messages.h"
#include "model/store/availability.h"
#include "model/views/results.h"
#include "tui/app_int.h"

#include <stdio.h>
#include <string.h>

/* Results on the page. */
#define RESULTS_MOST 50
/* So many texts of an older store are put into the index before a page is shown; the rest
 * with the next searches. */
#define INDEXED_MOST 300

static const char *mark_of(const struct search_hit *hit, void *payload)
{
	struct availability *look = payload;

	if (hit->away)
		return "○";
	return look && hit->document && availability_at(look, hit->key) == AVAILABILITY_PART ? "◐"
	                                                                                     : "●";
}

struct started {
	int64_t first;
};

static int go_on(int64_t left, void *payload)
{
	struct started *s = payload;

	if (!s->first)
		s->first = left;
	return s->first - left >= INDEXED_MOST;
}

static void add_notes(const struct page_call *c, const struct search *s)
{
	struct buf notes;

	buf_init(&notes, 1 << 14);
	results_notes(s, search_waiting(c->app->session->stores, NULL), &notes);
	for (char *line = strtok(notes.bytes, "\n"); line; line = strtok(NULL, "\n")) {
		app_begin(c->m, DOC_PARAGRAPH);
		doc_add_str(c->m, line);
	}
	buf_done(&notes);
}

int app_results_page(const struct page_call *c)
{
	struct stores *stores = c->app->session->stores;
	struct started started = {0};
	char langs[40], text[300];
	struct search_wish wish = {.words = c->words, .most = RESULTS_MOST};
	struct availability *look;
	struct search *s;

	if (search_catch_up(stores, go_on, &started, c->err) < 0)
		return -1;
	wish.langs = app_langs(c->app, c->tab, langs, sizeof langs);
	s = search_run(stores, &wish, c->err);
	if (!s)
		return -1;
	snprintf(text, sizeof text, _("Found: %.200s"), c->words);
	app_begin_page(c->m, text);
	add_notes(c, s);
	look = availability_new(stores, NULL);
	results_page(s, c->m, mark_of, look);
	availability_free(look);
	if (!search_count(s)) {
		app_begin(c->m, DOC_PARAGRAPH);
		doc_add_str(c->m, _("Nothing in the stores has all of these words."));
	}
	search_free(s);
	return 0;
}

/* The words of the search whose page is shown; "" elsewhere. */
static const char *words_of(const struct tab *t)
{
	static const char page[] = "palais:search ";

	return strncmp(t->what.key, page, sizeof page - 1) ? "" : t->what.key + sizeof page - 1;
}

bool app_open_result(struct app *a, struct tab *t, const char *href)
{
	char lang[16], words[300];
	const char *key;
	struct finder *f = NULL;
	long block;

	if (!result_link(href, &block, lang, &key))
		return false;
	snprintf(words, sizeof words, "%s", words_of(t));
	if (*words)
		f = finder_of_marks(search_words(a->session->stores, words, NULL));
	if (f)
		app_set_finder(a, words, f);
	if (app_open_in(a, t, key, lang) < 0 || block < 0)
		return true;
	pane_go(t->pane, (struct pane_place){block, 0});
	if (a->finder)
		pane_find(t->pane, a->finder, 1, false);
	return true;
}
