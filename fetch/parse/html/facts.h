/* SPDX-License-Identifier: ISC */
/*
 * facts: the page's own words about itself, shared between the files that decide on them.
 *
 * Private to the HTML parser. facts.c collects; title.c decides which words are the title.
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

#endif
