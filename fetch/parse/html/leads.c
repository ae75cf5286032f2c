/* SPDX-License-Identifier: ISC */
/* What belongs to the main text and stands before it or behind it. */
#include "config.h"

#include "fetch/parse/html/main_text.h"
#include "fetch/parse/html/weights.h"

#include <string.h>

/* Whether a picture stands beside it, that it could be the caption of. */
static bool is_by_picture(const struct html_node *node)
{
	for (const struct html_node *one = node->parent->first; one; one = one->next)
		if (one->tag == HTML_IMG || one->tag == HTML_PICTURE || one->tag == HTML_FIGURE)
			return true;
	return false;
}

/* A single line, and nothing empty beside it that a script fills. */
static bool is_leaf(const struct html_node *node)
{
	if (node->runs != 1 || node->kids > 1)
		return false;
	for (struct html_node *in = node->first; in; in = html_walk(node, in))
		if (in->flags & HTML_BLOCK)
			return false;
	for (const struct html_node *one = node->parent->first; one; one = one->next)
		if (one->tag == HTML_DIV && one->chars == 0)
			return false;
	return true;
}

/* Whether it is a sentence by its end, right below the title. */
static bool is_sentence_below(const struct html_node *node, const struct html_node *title)
{
	const struct html_node *before = node->prev, *text = node->first;
	while (before && before->tag == HTML_TEXT && before->chars == 0)
		before = before->prev;
	if (before != title || !text || text->next || text->tag != HTML_TEXT ||
	    node->chars < html_weights.lead_sentence)
		return false;
	size_t len = text->len;
	while (len > 0 && html_is_space(text->text[len - 1]))
		len--;
	return strchr(".!?", text->text[len - 1]) && memchr(text->text, ' ', len);
}

/* Whether a block between the title and the main text is the article's first
 * paragraph, set apart: a standfirst, the points it makes. */
static bool is_lead(const struct html_node *node, const struct html_node *title)
{
	uint32_t bad = HINT_CAPTION | HINT_BYLINE | HINT_CREDIT | HINT_COMMENT;
	/* Names on paragraphs are not believed. */
	if (node->tag != HTML_P)
		bad |= HINT_DROP;
	if (node->hints & bad || node->tag == HTML_FIGURE || node->tag == HTML_FIGCAPTION ||
	    node->asks || node->linked * html_weights.lead_linked > node->chars ||
	    node->chars >= html_weights.lead_most)
		return false;
	if (node->hints & HINT_LEAD && node->chars >= html_weights.lead_named)
		return true;
	/* A second heading right below the title, or in one header with it. */
	if (node->tag == HTML_H2 &&
	    (node->parent == title->parent ||
	     (title->parent->tag == HTML_HEADER && html_is_inside(node, title->parent))))
		return node->chars >= html_weights.lead_named &&
		       node->chars < html_weights.lead_heading;
	if (node->tag == HTML_UL || node->tag == HTML_OL)
		return node->runs >= 2 &&
		       node->prose * 10 >= node->chars * html_weights.lead_points;
	if (is_by_picture(node))
		return false;
	if (node->tag == HTML_DIV && node->chars >= html_weights.lead_box &&
	    node->prose == node->chars)
		return is_leaf(node);
	if (node->tag == HTML_DIV && is_sentence_below(node, title))
		return true;
	return node->tag == HTML_P && node->runs == 1 && node->chars >= html_weights.lead_paragraph;
}

void html_find_leads(struct html_page *page, const struct html_node *title, struct html_main *found)
{
	unsigned steps = 0, count = 0;
	if (!title || html_is_inside(title, found->node))
		return;
	struct html_node *node = html_skip(page->root, (struct html_node *)title);
	while (node && node != found->node && steps++ < html_weights.lead_steps &&
	       count < HTML_LEADS) {
		bool around = html_is_inside(found->node, node);
		if (!around && (node->dropped || node->tag == HTML_TEXT)) {
			node = html_skip(page->root, node);
			continue;
		}
		if (!around && is_lead(node, title)) {
			found->leads[count++] = node;
			node = html_skip(page->root, node);
			continue;
		}
		node = html_walk(page->root, node);
	}
	/* The main text does not follow: these were of something else. */
	if (node != found->node)
		memset(found->leads, 0, sizeof found->leads);
}

/* A table that is one by its own word; others may be what leads on to the next page. */
static bool has_head(const struct html_node *table)
{
	for (struct html_node *node = table->first; node; node = html_walk(table, node))
		if (node->tag == HTML_TH)
			return true;
	return false;
}

/* Links to documents, or a table of data, and little else. */
static bool is_tail(const struct html_node *node)
{
	if (node->dropped || node->tag == HTML_TEXT || node->chars == 0 ||
	    node->hints & (HINT_COMMENT | HINT_FOOT))
		return false;
	if (node->hints & HINT_DATA)
		return has_head(node);
	return node->own * html_weights.tail_own >= node->chars;
}

/* What is attached to a text stands behind it, in the part that holds both. */
void html_find_tails(const struct html_node *body, struct html_main *found)
{
	const struct html_node *at = found->node;
	unsigned count = 0;
	while (at != body && at->parent != body && at->tag != HTML_MAIN && !html_is_main(at)) {
		for (struct html_node *one = at->next; one && count < HTML_LEADS; one = one->next)
			if (is_tail(one))
				found->tails[count++] = one;
		at = at->parent;
	}
}
