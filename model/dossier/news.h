/* SPDX-License-Identifier: ISC */
/*
 * news: the feeds that are asked, and their entries as headlines in the store.
 *
 * A story stands once, whatever its addresses are and whichever feeds bring it
 * (model/dossier/news_key.h). Feeds of a whole region are filtered: an entry is kept when its
 * headline or summary has one of the dossier's words (data/topics.tsv) or of the
 * reader's. Knows documents and stores; which feeds there are says model/dossier/feeds.h.
 */
#ifndef PALAIS_MODEL_DOSSIER_NEWS_H
#define PALAIS_MODEL_DOSSIER_NEWS_H

#include "model/dossier/headlines.h"
#include "model/store/stores.h"

/* Why a feed is asked, or is not. */
enum news_feed_state {
	NEWS_FEED_ON,
	NEWS_FEED_OFF,     /* the reader said so, of it or of its host */
	NEWS_FEED_GONE,    /* its server said so, for good */
	NEWS_FEED_FOREIGN, /* in none of the reader's languages */
	NEWS_FEED_LOCKED   /* an interface that wants a name which the reader has not given */
};

/* A feed, or an interface for programs that is asked like one. Strings are borrowed
 * for the call that hands them over, "" where there is nothing. */
struct news_feed {
	const char *name, *pane, *lang; /* lang: the first of the reader's that it is in */
	const char *url;                /* in its one form, with what it wants filled in */
	const char *languages;          /* the UN's letters; "" where they are not known */
	bool doubt;                     /* its address is not confirmed */
	bool own;                       /* the reader's: added, or of the config file */
	bool config;                    /* of the config file */
	bool api;                       /* an interface for programs */
	bool filtered;                  /* only what has one of the words is kept */
	bool whole;                     /* the pages of its stories are wanted too */
	enum news_feed_state state;
	int number; /* by which a reader may name it, from 1 */
};

/* The feeds that are to be asked: the dossier's in one of the reader's languages and of a
 * pane's key (NULL: of all), interfaces that can be asked, and the reader's own, until
 * `each` returns non-zero. Each address comes once. 0, or -1 with err. */
int news_each_feed(struct stores *stores, const char *langs, const char *pane,
                   int (*each)(const struct news_feed *, void *), void *payload, struct err *err);

struct news_taken {
	int entries; /* in the feed */
	int kept;    /* that are of this file */
	int fresh;   /* that were not here before */
	int changed; /* that were here with another headline, summary, date or address */
	int figures; /* kept, where the document is one of figures */
};

/* Keeps the entries of a feed's document; of a document of figures (an interface's), those
 * that are of this file. Any other document leaves things as they are. `feed` is the
 * address that was asked for. */
int news_take(struct stores *stores, struct store *store, const char *feed, const struct doc *doc,
              struct news_taken *taken, struct err *err);
/* The same, and hands over each story that is new or has changed: its page is worth
 * asking for (n->url). A negative return ends it, and nothing of the feed is kept. */
int news_take_each(struct stores *stores, struct store *store, const char *feed,
                   const struct doc *doc, struct news_taken *taken,
                   int (*each)(const struct headline *n, enum headline_change change,
                               void *payload),
                   void *payload, struct err *err);

#endif
