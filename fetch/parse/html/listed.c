/* SPDX-License-Identifier: ISC */
/* Lists and paragraphs of links that are the text of an article, because a heading or a
 * sentence of it announces them (doc/decisions/011-main-text.md). */
#include "config.h"

#include "fetch/parse/html/main_text.h"
#include "fetch/parse/html/weights.h"

#define SECTIONS_MOST 64 /* so many beside one are looked at */

static bool is_list(const struct html_node *node)
{
	return node->tag == HTML_UL || node->tag == HTML_OL;
}

/* Whether a box is a line or two of a list that is made of boxes: no card, and not named as
 * something else. */
static bool is_row(const struct html_node *node)
{
	const uint32_t bad = HINT_DROP | HINT_WEAK | HINT_PAY | HINT_COMMENT | HINT_BYLINE;
	if ((node->tag != HTML_DIV && node->tag != HTML_DL) || node->runs > 0 || node->hints & bad)
		return false;
	for (const struct html_node *in = node->first; in;
	     in = html_walk(node, (struct html_node *)in))
		if (in->flags & HTML_HEADING || in->tag == HTML_IMG || in->hints & bad)
			return false;
	return true;
}

/* A list, a paragraph or a row of links. */
static bool is_of_links(const struct html_node *node)
{
	bool row = is_row(node);
	return (row || is_list(node) || node->tag == HTML_P) && node->chars > 0 &&
	       html_share(node->linked, node->chars) >
	               (row ? html_weights.links_other : html_weights.links_list);
}

/* The first text in it, or NULL. */
static const struct html_node *first_text(const struct html_node *top)
{
	for (struct html_node *in = top->first; in; in = html_walk(top, in))
		if (in->tag == HTML_TEXT && in->chars > 0)
			return in;
	return NULL;
}

/* Whether its words announce what stands below it, on this page. */
static bool announces(const struct html_node *node)
{
	const struct html_node *text = first_text(node);
	return text && node->linked == 0 && !html_is_end_heading(text->text, text->len) &&
	       !html_is_pointer(text->text, text->len) &&
	       !html_is_comments_head(text->text, text->len);
}

/* Whether beside the section there is another one of its kind that has a heading and prose. */
static bool is_section_of_many(const struct html_node *section)
{
	const struct html_node *one = section->parent ? section->parent->first : NULL;
	for (unsigned i = 0; one && i < SECTIONS_MOST; i++, one = one->next)
		if (one != section && one->tag == section->tag && !one->dropped && one->prose > 0)
			for (const struct html_node *in = one->first; in; in = in->next)
				if (in->flags & HTML_HEADING)
					return true;
	return false;
}

/* Whether a paragraph ends with a colon. */
static bool ends_with_colon(const struct html_node *node)
{
	const struct html_node *last = NULL;
	for (const struct html_node *in = node->first; in;
	     in = html_walk(node, (struct html_node *)in))
		if (in->tag == HTML_TEXT && in->chars > 0)
			last = in;
	size_t len = last ? last->len : 0;
	while (len > 0 && html_is_space(last->text[len - 1]))
		len--;
	return len > 0 && last->text[len - 1] == ':';
}

/* Children of one node, in their order. */
struct listing {
	struct html_node *first;       /* of links that follow one another, or NULL */
	const struct html_node *above; /* what stands above it */
	const struct html_node *last;  /* the last child with text */
	bool begun;                    /* whether a sentence was among them */
};

/* Links end here: they are announced if a heading stands above them, where beside them the part has
 * prose, or a part like it has. */
static void settle(struct listing *l, const struct html_node *below)
{
	const struct html_node *above = l->above;
	struct html_node *one = l->first, *parent = one ? one->parent : NULL;
	bool own = one && parent->prose > one->prose;
	l->first = NULL;
	/* boxes above all text say who wrote it, and when */
	if (!one || !above || !(above->flags & HTML_HEADING) || !announces(above) ||
	    (one->tag == HTML_DIV && !l->begun) || !(own || is_section_of_many(parent)))
		return;
	for (; one != below; one = one->next)
		if (is_of_links(one))
			one->hints |= HINT_LISTED;
	if (!own)
		parent->hints |= HINT_LISTED;
}

/* Terms without links, each above links: they announce them. */
static bool is_glossed(const struct html_node *list)
{
	const struct html_node *one = list->tag == HTML_DL ? list->first : NULL;
	bool terms = false;
	if (!one || !list->parent || list->parent->prose == 0)
		return false;
	for (; one; one = one->next)
		if (one->tag == HTML_DT && one->chars > 0) {
			if (!announces(one))
				return false;
			terms = true;
		}
	return terms;
}

/* A list right below a sentence that ends with a colon. */
static bool is_led_to(const struct html_node *list, const struct html_node *sentence)
{
	return is_list(list) && sentence && sentence->tag == HTML_P && sentence->runs > 0 &&
	       ends_with_colon(sentence) && announces(sentence);
}

static void mark_children(struct html_node *parent)
{
	struct listing l = {0};
	struct html_node *one = parent->first;
	for (; one; one = one->next) {
		if (one->dropped || one->chars == 0)
			continue;
		if (!is_of_links(one)) {
			settle(&l, one);
		} else if (is_led_to(one, l.last) || is_glossed(one)) {
			one->hints |= HINT_LISTED;
		} else if (!l.first) {
			l.first = one;
			l.above = l.last;
		}
		l.last = one;
		l.begun |= one->runs > 0;
	}
	settle(&l, NULL);
}

void html_mark_listed(struct html_node *top)
{
	for (struct html_node *node = top; node; node = html_walk(top, node))
		if (node->tag != HTML_TEXT && node->first)
			mark_children(node);
}
