/* SPDX-License-Identifier: ISC */
/*
 * feed: what the feeds in XML (feed.c) and in JSON (json/json.c) share.
 */
#ifndef PALAIS_FETCH_PARSE_FEED_FEED_H
#define PALAIS_FETCH_PARSE_FEED_FEED_H

#include "model/base/buf.h"
#include "model/doc/document.h"

#include <stddef.h>

/* The address of an entry's page, whole and without what some feeds put before it;
 * NULL when it is no web address. The caller frees it. */
char *feed_link(const char *base, const char *href);

/* After the last entry: says so where there is none that can be shown. */
void feed_end(struct doc_maker *m);

/* A summary that may be HTML, as text whose paragraphs are parted by newlines, and one that
 * is none; cut to what a list can show. */
void feed_summary(const char *html, size_t len, struct buf *out);
void feed_plain(const char *text, size_t len, struct buf *out);

/* How many bare ampersands were mended in what was read, as a fact; none for 0. */
void feed_mended(struct doc_maker *m, size_t mended);

struct feed_entry {
	const char *date; /* "" for none */
	const char *title;
	const char *url;  /* or NULL */
	const char *guid; /* by which it is told from others of the same address; "" or NULL */
	const char *lang; /* "" where it is that of the feed, or NULL */
	const struct buf *summary;
};
void feed_add_entry(struct doc_maker *m, const struct feed_entry *e);

#endif
