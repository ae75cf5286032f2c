/* SPDX-License-Identifier: ISC */
/* What of a page its names and elements tell to be no main text, and how far they
 * are believed (doc/decisions/011-main-text.md). */
#include "config.h"

#include "fetch/parse/html/main_text.h"
#include "fetch/parse/html/weights.h"

#include <string.h>

/* How much of the prose of the outermost nodes of a sort there is. */
uint32_t html_prose_of(struct html_node *top, bool (*is)(const struct html_node *))
{
	uint32_t sum = 0;
	for (struct html_node *node = top->first; node;) {
		if (node->dropped || node->tag == HTML_TEXT || !node->blocky) {
			node = html_skip(top, node);
		} else if (is(node)) {
			sum += node->prose;
			node = html_skip(top, node);
		} else {
			node = html_walk(top, node);
		}
	}
	return sum;
}

/* What is never shown as text of a page, before anything is counted. */
static void drop_surely(struct html_page *page)
{
	for (struct html_node *node = page->root->first; node;) {
		if (node->tag != HTML_TEXT) {
			html_hints(node);
			if (node->flags & HTML_CHROME || node->tag == HTML_HEAD ||
			    node->tag == HTML_TITLE) {
				node->dropped = true;
				node = html_skip(page->root, node);
				continue;
			}
		}
		node = html_walk(page->root, node);
	}
}

static bool is_text_element(const struct html_node *node)
{
	return node->tag == HTML_P || node->tag == HTML_BLOCKQUOTE || node->tag == HTML_PRE ||
	       node->flags & HTML_HEADING;
}

/* Whether pictures with words of their own are in it: a gallery of the text. */
static bool holds_captions(const struct html_node *top)
{
	for (struct html_node *node = top->first; node; node = html_walk(top, node))
		if (node->tag == HTML_FIGCAPTION && node->links == 0 &&
		    node->chars >= html_weights.caption_least)
			return true;
	return false;
}

/* Paragraphs that lead nowhere and ask for nothing, or links to documents: no other stories,
 * whatever the name. */
static bool is_plain(const struct html_node *top)
{
	if (top->own * 2 > top->chars)
		return true;
	if (top->runs < html_weights.plain_runs || top->links > 0)
		return false;
	for (struct html_node *node = (struct html_node *)top; node; node = html_walk(top, node))
		if (node->tag != HTML_TEXT && node->asks)
			return false;
	return true;
}

/* How much of the page's prose (or text, where there is none) the node may
 * hold, in percent, and still be left out as what its name says. */
static unsigned drop_limit(const struct html_node *node)
{
	uint32_t h = node->hints;
	if (h & HINT_UNSHOWN)
		return 100;
	if (h & HINT_HIDDEN)
		return html_weights.drop_hidden;
	if (h & HINT_BODY)
		return h & HINT_DROP ? html_weights.drop_body_named : 0;
	if (h & HINT_COMMENT)
		return node->has_h1 ? 0 : html_weights.drop_comment;
	/* Below a report of two sentences a footer may well be most of the page; the
	 * foot of an article may be its last paragraphs. */
	if (h & HINT_FOOT && !node->has_h1 && !(h & (HINT_MAIN | HINT_TEXT)))
		return html_weights.drop_foot;
	if (h & HINT_FOOT && h & HINT_TEXT && node->runs >= 3)
		return html_weights.drop_foot_text;
	if (node->tag == HTML_FOOTER || node->tag == HTML_ASIDE)
		return html_weights.drop_aside;
	/* A name on a paragraph often tells what it stands beside. */
	if (is_text_element(node) && node->linked * 2 < node->chars)
		return 0;
	if (h & HINT_PAY)
		return html_weights.drop_pay;
	if (h & HINT_DROP && node->has_h1)
		return node->prose > 0 ? 0 : html_weights.drop_other;
	if (h & HINT_DROP && (holds_captions(node) || is_plain(node)))
		return 0;
	if (h & HINT_DROP)
		return node->tag == HTML_ARTICLE || h & HINT_MAIN ? html_weights.drop_article
		                                                  : html_weights.drop_other;
	if (node->tag == HTML_HEADER)
		return node->has_h1 || node->parent->tag == HTML_ARTICLE ? 0
		                                                         : html_weights.drop_header;
	if (node->tag == HTML_FORM)
		return html_weights.drop_form;
	return 0;
}

/* Names that a good part of the page's prose stands under, in many small parts:
 * the slides of a gallery, paragraphs each in a box for subscribers. Each alone
 * is small enough to be left out, all of them are the article. */
#define ROWS 64       /* a power of two */
#define NAMED_MOST 50 /* nodes of a link that are looked at for its words */

struct rows {
	struct row {
		const char *class;
		uint32_t prose, count;
	} row[ROWS];
};

/* The place of the node's class, or NULL: it has none, or the table is full. */
static struct row *row_of(struct rows *rows, const struct html_node *node)
{
	const char *class = html_attr(node, HTML_AT_CLASS);
	uint32_t hash = 2166136261u;
	for (const char *s = class; s && *s; s++)
		hash = (hash ^ (unsigned char)*s) * 16777619u;
	for (unsigned i = 0; class && i < ROWS; i++) {
		struct row *row = &rows->row[(hash + i) % ROWS];
		if (!row->class)
			row->class = class;
		if (row->class == class || strcmp(row->class, class) == 0)
			return row;
	}
	return NULL;
}

/* Plain text, and no other story's teaser or offer. */
static bool is_of_row(const struct html_node *node)
{
	return node->hints & (HINT_DROP | HINT_PAY) && !(node->hints & HINT_COMMENT) &&
	       (node->tag == HTML_DIV || node->tag == HTML_SECTION || node->tag == HTML_LI) &&
	       node->runs > 0 && node->linked * 4 <= node->chars && node->link_heads == 0 &&
	       node->opens != OPENS_LINK;
}

static void find_rows(struct html_node *body, struct rows *rows)
{
	for (struct html_node *node = body->first; node; node = html_walk(body, node)) {
		struct row *row = !node->dropped && node->tag != HTML_TEXT && is_of_row(node)
		                          ? row_of(rows, node)
		                          : NULL;
		if (row) {
			row->prose += node->prose;
			row->count++;
		}
	}
}

static bool drop_by_name(const struct html_node *node, const struct html_node *body,
                         struct rows *rows)
{
	unsigned limit = drop_limit(node);
	const struct row *row = limit > 0 && is_of_row(node) ? row_of(rows, node) : NULL;
	if (row && row->count >= html_weights.row_least &&
	    html_share(row->prose, body->prose) > limit)
		return false;
	if (limit > 0)
		return html_share(node->prose, body->prose) <= limit &&
		       html_share(node->chars, body->chars) <=
		               (limit < html_weights.drop_chars ? html_weights.drop_chars : limit);
	if (node->hints & HINT_BYLINE && !(node->hints & (HINT_BODY | HINT_MAIN)) && !node->has_h1)
		return node->chars < html_weights.byline_chars &&
		       html_share(node->prose, body->prose) < html_weights.byline_part;
	if (node->hints & HINT_WEAK && !(node->hints & (HINT_BODY | HINT_MAIN)) && !node->has_h1)
		return node->linked * 2 > node->chars &&
		       html_share(node->chars, body->chars) < html_weights.weak_part;
	return false;
}

/* A table of data is judged as one: names on its rows and cells tell nothing. */
static void find_tables(struct html_node *body)
{
	const uint32_t no_names =
		HINT_UNSHOWN | HINT_OWN | HINT_DECORATION | HINT_EMBEDDED | HINT_STRUCK;
	for (struct html_node *node = body->first; node;) {
		if (node->tag != HTML_TABLE || !html_is_data(node)) {
			node = html_walk(body, node);
			continue;
		}
		node->hints |= HINT_DATA;
		for (struct html_node *in = node->first; in; in = html_walk(node, in))
			in->hints &= no_names;
		node = html_skip(body, node);
	}
}

static bool has_heading(const struct html_node *top)
{
	for (struct html_node *node = top->first; node; node = html_walk(top, node))
		if (node->flags & HTML_HEADING)
			return true;
	return false;
}

/* Where much of the text is hidden in parts that have a heading each, and little is not, the
 * page is one of panels that a script shows in turn; where nearly all is hidden, one that a
 * script shows when it is ready. Then hidden is not what is never shown. */
static void show_panels(struct html_node *body)
{
	uint32_t hidden = 0, prose = 0;
	unsigned panels = 0;
	for (struct html_node *node = body->first; node;) {
		bool is = !node->dropped && node->tag != HTML_TEXT &&
		          node->hints & (HINT_HIDDEN | HINT_UNSHOWN);
		if (is && html_is_container(node)) {
			hidden += node->chars - node->linked;
			prose += node->prose;
			panels += has_heading(node);
		}
		node = is || node->dropped ? html_skip(body, node) : html_walk(body, node);
	}
	if (html_share(hidden, body->chars - body->linked) < (panels >= html_weights.panels_least
	                                                              ? html_weights.panels_hidden
	                                                              : html_weights.page_hidden) ||
	    body->prose - prose > html_weights.panels_shown)
		return;
	for (struct html_node *node = body->first; node; node = html_walk(body, node))
		if (node->tag != HTML_TEXT && node->blocky)
			node->hints &= ~(uint32_t)(HINT_HIDDEN | HINT_UNSHOWN);
}

/* Whether these words, which are for screen readers alone, are all that a link to a document is
 * called by: what the eye sees is an icon. */
static bool is_only_name(const struct html_node *node)
{
	const struct html_node *link = node;
	unsigned looked = 0;
	while (link && link->tag != HTML_A && !link->blocky)
		link = link->parent;
	if (!link || link->tag != HTML_A || !(link->hints & HINT_OWN) || node->hints & HINT_UNSHOWN)
		return false;
	for (const struct html_node *in = link->first; in && looked < NAMED_MOST; looked++) {
		if (in->tag == HTML_TEXT && !html_is_blank(in))
			return false;
		in = in == node ? html_skip(link, (struct html_node *)in)
		                : html_walk(link, (struct html_node *)in);
	}
	return looked < NAMED_MOST;
}

static void drop_named(struct html_node *body, struct rows *rows)
{
	for (struct html_node *node = body->first; node;) {
		if (!node->dropped && node->tag != HTML_TEXT && (node->blocky || node->hints) &&
		    (node->blocky
		             ? drop_by_name(node, body, rows)
		             : node->hints & (HINT_HIDDEN | HINT_UNSHOWN) && !is_only_name(node))) {
			node->dropped = true;
			node = html_skip(body, node);
			continue;
		}
		node = node->dropped ? html_skip(body, node) : html_walk(body, node);
	}
}

/* Whether it holds prose that no block in it holds. */
static bool is_innermost(const struct html_node *node)
{
	if (node->prose == 0)
		return false;
	for (const struct html_node *in = node->first; in; in = in->next)
		if (in->tag != HTML_TEXT && !in->dropped && in->prose > 0)
			return false;
	return true;
}

/* The part that the article's text begins in is no comments, whatever its name:
 * an article and what is said of it may stand in one box. Nor is it an offer, if
 * it is several paragraphs long: where a page is cut for readers who do not pay,
 * what comes first may be called a teaser. */
static void trust_opening(struct html_node *body, const struct html_node *title)
{
	struct html_node *node = html_skip(body, (struct html_node *)title);
	while (node && (node->tag == HTML_TEXT || node->dropped || !is_innermost(node)))
		node = node->dropped ? html_skip(body, node) : html_walk(body, node);
	for (; node && node != body; node = node->parent) {
		if (html_share(node->prose, body->prose) >= html_weights.opening_part)
			node->hints &= ~(uint32_t)HINT_COMMENT;
		if (node->runs >= html_weights.opening_runs && node->linked * 4 <= node->chars)
			node->hints &= ~(uint32_t)(HINT_DROP | HINT_PAY | HINT_FOOT);
	}
}

/* Whether a sentence below the title was not dropped. */
static bool is_text_left(struct html_node *body, const struct html_node *title)
{
	struct html_node *node = html_skip(body, (struct html_node *)title);
	while (node && (node->dropped || node->tag == HTML_TEXT || node->prose == 0))
		node = node->dropped ? html_skip(body, node) : html_walk(body, node);
	return node != NULL;
}

/* If nothing remains below the title, the names lied: plain text comes back. */
static void undrop_named(struct html_node *body, const struct html_node *title)
{
	const uint32_t believed = HINT_COMMENT | HINT_FOOT | HINT_HIDDEN;
	if (!title || is_text_left(body, title))
		return;
	for (struct html_node *node = body->first; node;) {
		if (node->dropped && node->tag != HTML_TEXT && node->runs >= 2 &&
		    node->hints & (HINT_DROP | HINT_PAY) && !(node->hints & believed) &&
		    (node->tag == HTML_DIV || node->tag == HTML_SECTION) &&
		    node->linked * 4 <= node->chars)
			node->dropped = false;
		node = node->dropped ? html_skip(body, node) : html_walk(body, node);
	}
	html_count(body);
}

void html_drop_named(struct html_page *page, struct html_node *body, const struct html_node *title)
{
	struct rows rows = {0};
	drop_surely(page);
	html_count(body);
	find_tables(body);
	html_unfold(body);
	html_count(body);
	show_panels(body);
	find_rows(body, &rows);
	if (title)
		trust_opening(body, title);
	drop_named(body, &rows);
	html_count(body);
	undrop_named(body, title);
}
