#include "config.h"

#include "model/news.h"

#include "model/lang.h"
#include "model/store_dossier.h"
#include "model/text.h"
#include "model/url.h"
#include "model/vec.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* -- feeds ------------------------------------------------------------------ */

struct feeds {
	const char *langs, *pane;
	int (*each)(const struct news_feed *, void *);
	void *payload;
};

/* The reader's first language that the feed is in, or NULL. */
static const char *common_language(const char *letters, const char *langs)
{
	for (const char *s = langs; *s; s += strcspn(s, ",") + (strchr(s, ',') != NULL))
		for (int i = 0; i < LANG_COUNT; i++)
			if (!strncmp(s, lang_codes[i], 2) && strchr(letters, lang_letters[i]))
				return lang_codes[i];
	return NULL;
}

static int take_source(const struct dossier_row *r, void *payload)
{
	struct feeds *f = payload;
	const char *lang = common_language(r->at[SOURCE_LANGUAGES], f->langs);
	struct news_feed feed = {r->at[SOURCE_NAME], r->at[SOURCE_URL], r->at[SOURCE_PANE], lang,
	                         dossier_doubtful(r->at[SOURCE_STATUS])};

	if (!lang || (f->pane && *feed.pane && strcmp(feed.pane, f->pane)))
		return 0;
	return f->each(&feed, f->payload);
}

int news_each_feed(struct shelf *shelf, const char *langs, const char *pane,
                   int (*each)(const struct news_feed *, void *), void *payload, struct err *err)
{
	struct dossier_query query = {.filter = "kind=feed"};
	struct feeds f = {langs && *langs ? langs : "en", pane, each, payload};

	return dossier_each(shelf_starter(shelf), DOSSIER_SOURCES, &query, take_source, &f, err);
}

/* -- the filter --------------------------------------------------------------- */

struct filter {
	VEC(char *) words; /* folded */
};

static int take_word(const struct dossier_row *r, void *payload)
{
	struct filter *f = payload;
	struct buf folded;
	char *word;

	buf_init(&folded, 1000);
	text_fold(&folded, r->at[TOPIC_WORD], strlen(r->at[TOPIC_WORD]));
	word = buf_take(&folded);
	if (word && *word && vec_push(&f->words, word) == 0)
		return 0;
	free(word);
	return word ? -1 : 0;
}

static void filter_done(struct filter *f)
{
	for (size_t i = 0; i < f->words.count; i++)
		free(f->words.at[i]);
	vec_done(&f->words);
}

/* Whether the text has one of the words; without words everything passes. */
static bool passes(const struct filter *f, const struct buf *folded)
{
	for (size_t i = 0; i < f->words.count; i++)
		if (strstr(folded->bytes, f->words.at[i]))
			return true;
	return !f->words.count;
}

/* -- entries ------------------------------------------------------------------ */

static char *text_of(const struct doc_text *t)
{
	return strndup(t->bytes, t->len);
}

/* An entry is an item with a link, and perhaps a quotation after it. */
static int take_entry(struct store *store, const struct filter *filter, const struct news *about,
                      const struct doc_block *item, const struct doc_block *quote,
                      struct news_taken *taken, struct err *err)
{
	struct news n = *about;
	char *title = text_of(&item->text), *summary = quote ? text_of(&quote->text) : strdup("");
	char *key = item->text.span_count ? url_normal(item->text.spans[0].value) : NULL;
	struct buf folded;
	int rc = 0;

	buf_init(&folded, 1 << 16);
	if (title && summary && key) {
		taken->entries++;
		text_fold(&folded, title, strlen(title));
		buf_char(&folded, ' ');
		text_fold(&folded, summary, strlen(summary));
		n.key = key;
		n.date = item->marker;
		n.title = title;
		n.summary = summary;
		if (passes(filter, &folded)) {
			taken->kept++;
			rc = store_news_add(store, &n, err);
			taken->fresh += rc > 0;
		}
	}
	buf_done(&folded);
	free(title);
	free(summary);
	free(key);
	return rc < 0 ? -1 : 0;
}

int news_take(struct shelf *shelf, struct store *store, const char *feed, const struct doc *doc,
              struct news_taken *taken, struct err *err)
{
	struct news about = {.feed = feed, .lang = doc_fact(doc, DOC_LANGUAGE)};
	struct filter filter = {0};
	size_t count = doc_block_count(doc);
	int rc = dossier_each(shelf_starter(shelf), DOSSIER_TOPICS, NULL, take_word, &filter, err);

	memset(taken, 0, sizeof *taken);
	for (size_t i = 0; rc == 0 && i < count; i++) {
		const struct doc_block *b = doc_block(doc, i), *next = NULL;

		if (b->kind != DOC_ITEM)
			continue;
		if (i + 1 < count && doc_block(doc, i + 1)->kind == DOC_QUOTE)
			next = doc_block(doc, i + 1);
		rc = take_entry(store, &filter, &about, b, next, taken, err);
	}
	filter_done(&filter);
	return rc;
}
