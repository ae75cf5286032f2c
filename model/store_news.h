/*
 * store_news: headlines that feeds have brought, each once, whatever feed it came by.
 */
#ifndef PALAIS_MODEL_STORE_NEWS_H
#define PALAIS_MODEL_STORE_NEWS_H

#include "model/store.h"

/* Strings are "" where there is nothing; borrowed for the call that hands them over. */
struct news {
	const char *key;     /* the address of its page in its one form */
	const char *feed;    /* the address of the feed */
	const char *date;    /* ISO */
	const char *lang;
	const char *title, *summary;
};

/* Keeps a headline: 1 when it is new, 0 when it is there already (a changed title or
 * summary is taken over), -1 with err. */
int store_news_add(struct store *s, const struct news *n, struct err *err);

/* The headlines, newest first, at most so many (0: all), until `each` returns
 * non-zero. langs: a preference, of which only those named are handed over; NULL: all.
 * 0, or -1 with err. */
int store_each_news(struct store *s, const char *langs, long most,
                    int (*each)(const struct news *, void *), void *payload, struct err *err);
/* How many there are, or -1. */
long store_news_count(struct store *s, struct err *err);

/* Bytes and requests of a month ("2026-11"), added up. */
int store_usage_add(struct store *s, int64_t down, int64_t up, int requests, struct err *err);
/* Those of this month; 0 where there are none. */
int store_usage(struct store *s, int64_t *down, int64_t *up, int64_t *requests, struct err *err);

#endif
