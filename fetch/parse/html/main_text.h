/* SPDX-License-Identifier: ISC */
/*
 * main_text: the steps of finding the main text, shared between its files.
 *
 * Private to the HTML parser. main_text.c counts and chooses; folded.c shows what is folded
 * away; names.c drops what names and elements tell to be no main text; others.c tells what on
 * the page, or in the article, is something else, and listed.c which links are its text;
 * leads.c finds what stands before and behind it. Counts are those of what is not dropped, as of
 * the last html_count().
 */
#ifndef PALAIS_FETCH_PARSE_HTML_MAIN_TEXT_H
#define PALAIS_FETCH_PARSE_HTML_MAIN_TEXT_H

#include "fetch/parse/html/html.h"

/* What a node's first long line is. */
enum { OPENS_LINK = 1, OPENS_TEXT };

/* Counts the node and all in it anew. */
void html_count(struct html_node *node);

/* A text's own letters, counted once. */
uint32_t html_letters(struct html_node *text);

/* Share in percent, 0 of nothing. */
static inline unsigned html_share(uint32_t part, uint32_t whole)
{
	return whole ? (unsigned)((uint64_t)part * 100 / whole) : 0;
}

/* Whether it may hold something that is not of the text around it. */
bool html_is_container(const struct html_node *node);
/* Whether it is a line that is a link with a sentence or two below: another
 * story, where several stand side by side. */
bool html_is_teaser(const struct html_node *node);

/* Whether both are the same element of the same class, or of none. */
bool html_same_class(const struct html_node *a, const struct html_node *b);

static inline bool html_is_body(const struct html_node *node)
{
	return node->hints & HINT_BODY;
}

static inline bool html_is_article(const struct html_node *node)
{
	return node->tag == HTML_ARTICLE;
}

static inline bool html_is_main(const struct html_node *node)
{
	return node->hints & HINT_MAIN;
}

static inline bool html_is_inside(const struct html_node *inner, const struct html_node *outer)
{
	while (inner && inner != outer)
		inner = inner->parent;
	return inner != NULL;
}

/* How much of the prose of the outermost nodes of a sort there is. */
uint32_t html_prose_of(struct html_node *top, bool (*is)(const struct html_node *));

/* Whether a table holds data; else it only places things on the page. Asked of one that is
 * counted; known as HINT_DATA afterwards. */
bool html_is_data(const struct html_node *table);

/* Unmarks what is hidden and belongs to an accordion or a set of tabs, makes headings of the
 * buttons above such text and drops all others. Counts are not those of before. */
void html_unfold(struct html_node *body);

/* Drops what is never shown, and what its name says is no main text, as far as
 * names can be believed. All in body is counted then. */
void html_drop_named(struct html_page *page, struct html_node *body, const struct html_node *title);

/* Each drops what it is named after, and counts anew if that changed anything.
 * title: the heading that is the page's title. */
void html_drop_before(struct html_node *body, const struct html_node *title);
void html_drop_replies(struct html_node *body, const struct html_node *title);
void html_drop_cards(struct html_node *body);

/* Marks the lists and paragraphs of links in an article that are its text. */
void html_mark_listed(struct html_node *top);

/* Finds the first paragraphs that stand between the title and the main text, and what is
 * attached to it behind. */
void html_find_leads(struct html_page *page, const struct html_node *title,
                     struct html_main *found);
void html_find_tails(const struct html_node *body, struct html_main *found);

/* Drops what stands in an article and is not of it. */
void html_clean(struct html_node *top);

#endif
