/*
 * news: the feeds of the dossier, and their entries as headlines in the store.
 *
 * Feeds of a whole region are filtered: an entry is kept when its headline or summary
 * has one of the dossier's words (data/topics.tsv). Knows documents and stores.
 */
#ifndef PALAIS_MODEL_NEWS_H
#define PALAIS_MODEL_NEWS_H

#include "model/shelf.h"
#include "model/store_news.h"

struct news_feed {
	const char *name, *url, *pane, *lang; /* lang: the first that it is in */
	bool doubt;                           /* its address is not confirmed */
};

/* The feeds of the dossier in one of the reader's languages, and of a pane's key
 * (NULL: of all), until `each` returns non-zero. 0, or -1 with err. */
int news_each_feed(struct shelf *shelf, const char *langs, const char *pane,
                   int (*each)(const struct news_feed *, void *), void *payload,
                   struct err *err);

struct news_taken {
	int entries; /* in the feed */
	int kept;    /* that are of this file */
	int fresh;   /* that were not here before */
};

/* Keeps the entries of a feed's document. */
int news_take(struct shelf *shelf, struct store *store, const char *feed, const struct doc *doc,
              struct news_taken *taken, struct err *err);

#endif
