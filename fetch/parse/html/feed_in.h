/* SPDX-License-Identifier: ISC */
/*
 * feed_in: the bytes of a page on their way into libxml2.
 *
 * Private to the HTML parser. Leaves out what is no markup of the page: comments, what
 * is inside scripts and styles (but JSON-LD). Knows neither libxml2 nor the tree.
 */
#ifndef PALAIS_FETCH_PARSE_HTML_FEED_IN_H
#define PALAIS_FETCH_PARSE_HTML_FEED_IN_H

#include <stdbool.h>
#include <stddef.h>

/* Begun with s, end and xhtml; the rest is html_feed_read's own. */
struct html_feed {
	const char *s, *end;
	bool xhtml;      /* "<script/>" is a whole element */
	const char *cut; /* the next bytes to leave out, NULL: not looked for yet */
	size_t cut_len;
};

/* Puts at most len bytes into `to`; how many, 0 at the end. data: the feed. */
int html_feed_read(void *data, char *to, int len);

#endif
