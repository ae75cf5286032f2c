/* SPDX-License-Identifier: ISC */
/*
 * headlines: headlines that feeds have brought, each once, whatever feed it came by; and
 * what a month has cost.
 */
#ifndef PALAIS_MODEL_DOSSIER_HEADLINES_H
#define PALAIS_MODEL_DOSSIER_HEADLINES_H

#include "model/store/store.h"

/* Strings are "" where there is nothing; borrowed for the call that hands them over. */
struct headline {
	/* names the story, whatever its address is (model/dossier/news_key.h); where several
	 * stories have one address, with what tells them apart */
	const char *key;
	const char *url;  /* the address of its page */
	const char *feed; /* the address of the feed that it stands as it is by */
	const char *date; /* ISO */
	const char *lang;
	const char *title, *summary;
	int64_t seen; /* when it came, or last changed */
};

enum headline_change { HEADLINE_SAME, HEADLINE_NEW, HEADLINE_CHANGED };

/* Keeps a story as it is handed over, in place of what is there under its key; `seen` is
 * set to now. 0, or -1 with err. */
int headlines_put(struct store *s, const struct headline *n, struct err *err);
/* Gives the story that stands under an old key its key of now. */
int headlines_rename(struct store *s, const char *old, const char *key, struct err *err);
/* The story of a key, handed over once: 1, 0 when there is none, -1 with err. */
int headlines_get(struct store *s, const char *key, void (*each)(const struct headline *, void *),
                  void *payload, struct err *err);

/* Many at once are one transaction: begin, then end with whether to keep them. */
int headlines_begin(struct store *s, struct err *err);
int headlines_end(struct store *s, bool keep, struct err *err);

/* The headlines, newest first, at most so many (0: all), until `each` returns
 * non-zero. langs: a preference, of which only those named are handed over; NULL: all.
 * 0, or -1 with err. */
int headlines_each(struct store *s, const char *langs, long most,
                   int (*each)(const struct headline *, void *), void *payload, struct err *err);
/* How many there are, or -1. */
long headlines_count(struct store *s, struct err *err);
/* How many of them stand by a feed, or -1. */
long headlines_count_of(struct store *s, const char *feed, struct err *err);

/* Bytes and requests of a month ("2026-11"), added up. */
int store_usage_add(struct store *s, int64_t down, int64_t up, int requests, struct err *err);
/* Whether anything was ever asked of a network. */
bool store_usage_any(struct store *s);
/* Those of this month; 0 where there are none. */
int store_usage(struct store *s, int64_t *down, int64_t *up, int64_t *requests, struct err *err);

#endif
