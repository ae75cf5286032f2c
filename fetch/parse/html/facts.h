/* SPDX-License-Identifier: ISC */
/*
 * facts: the page's own words about itself, shared between the files that decide on them.
 *
 * Private to the HTML parser. facts.c collects; title.c decides which words are the title,
 * dated.c which date is the page's own.
 */
#ifndef PALAIS_FETCH_PARSE_HTML_FACTS_H
#define PALAIS_FETCH_PARSE_HTML_FACTS_H

#include "fetch/parse/html/html.h"

#define HTML_H1S 4

/* What may be the title; "" and NULL where there is none. */
struct html_headings {
	const char *element;                  /* <title> */
	const char *meta;                     /* of the meta elements, or of JSON-LD */
	const char *site;                     /* the site's own name, where the page tells it */
	const struct html_node *headline;     /* the first element with a headline's name */
	const struct html_node *h1[HTML_H1S]; /* the first ones */
	unsigned h1_count;                    /* of all */
};

/* The node's text in the page's arena, or NULL when there is none. */
const char *html_node_text(struct html_page *page, const struct html_node *node);
/* One line of clean text; "" for NULL. */
const char *html_tidy(struct html_page *page, const char *s);

/* Sets title and title_node of the facts. */
void html_decide_title(struct html_page *page, const struct html_headings *h,
                       struct html_facts *facts);

/* What gives a date: a field of Drupal's, a <time>. */
enum html_dated_by { HTML_DATED_FIELD, HTML_DATED_TIME, HTML_DATED_KINDS };

/* Dates as they stand in the page, as date_read gives them, "" where there is none. Zero at the
 * beginning. */
struct html_dated {
	struct {
		char own[11];   /* the first that no other story's heading stands above */
		char first[11]; /* the first below such a heading, */
		bool several;   /* of several that differ */
	} by[HTML_DATED_KINDS];
	/* what has been passed */
	bool titled; /* an h1 was there */
	bool below;  /* and behind it another heading */
	bool prose;  /* and a paragraph of the text: */
	bool behind; /* the headings behind that are of other things */
};

/* What is passed on the way to a date: each heading and paragraph, in the order of the page. */
void html_dated_pass(struct html_dated *dated, const struct html_node *node);
/* What a node gives as a date, NULL where it gives none; what is no date is passed over. */
void html_dated_take(struct html_dated *dated, enum html_dated_by by, const struct html_node *node,
                     const char *said);
/* The page's own, or "": none, or nothing tells which. */
const char *html_dated(const struct html_dated *dated, enum html_dated_by by);

#endif
