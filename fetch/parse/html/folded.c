/* SPDX-License-Identifier: ISC */
/* What a page folds away: parts of accordions and tabs that are hidden until a reader
 * unfolds them, and the buttons that stand above them (doc/decisions/011-main-text.md). */
#include "config.h"

#include "fetch/parse/html/main_text.h"

#include <string.h>

/* -- folded text ------------------------------------------------------------- */

enum { NAMED_BITS = 4096 };

/* What some control of the page opens, by its id: a filter of bits. */
struct opened {
	uint8_t bits[NAMED_BITS / 8];
};

static unsigned bit_of(const char *id, size_t len)
{
	uint32_t hash = 2166136261u;
	for (size_t i = 0; i < len; i++)
		hash = (hash ^ (unsigned char)id[i]) * 16777619u;
	return (hash ^ hash >> 15) % NAMED_BITS;
}

static void note_opened(struct opened *o, const struct html_node *node)
{
	const char *ids = html_attr(node, HTML_AT_ARIA_CONTROLS);
	const char *href = node->tag == HTML_A ? html_attr(node, HTML_AT_HREF) : NULL;
	if (!ids && href && *href == '#')
		ids = href + 1;
	while (ids && *ids) {
		size_t n = strcspn(ids, " ");
		unsigned bit = bit_of(ids, n);
		o->bits[bit / 8] |= (uint8_t)(1 << (bit & 7));
		ids += n + strspn(ids + n, " ");
	}
}

static bool is_opened(const struct opened *o, const struct html_node *node)
{
	const char *id = html_attr(node, HTML_AT_ID);
	unsigned bit = id ? bit_of(id, strlen(id)) : 0;
	return id && o->bits[bit / 8] & 1 << (bit & 7);
}

/* The element before it, in its parent or right before that. */
static const struct html_node *before(const struct html_node *node)
{
	const struct html_node *one = node->prev;
	while (one && one->tag == HTML_TEXT && one->chars == 0)
		one = one->prev;
	return one;
}

/* Whether it is a button, or a heading that is one. */
static bool is_opener(const struct html_node *top)
{
	if (top->flags & HTML_HEADING && html_attr(top, HTML_AT_ARIA_EXPANDED))
		return true;
	for (const struct html_node *node = top; node;
	     node = html_walk(top, (struct html_node *)node))
		if (node->tag == HTML_BUTTON || html_attr(node, HTML_AT_ARIA_EXPANDED))
			return true;
	return false;
}

#define BESIDE_MOST 8 /* elements without text between a button and what it unfolds */
#define FOLD_STEPS 3  /* so far above may stand what says that it is folded */

/* What is hidden until a reader unfolds it is text of the page: part of an accordion, or
 * of a set of tabs. What is of something else stays hidden. */
static bool is_folded(const struct opened *o, const struct html_node *node)
{
	const uint32_t bad = HINT_DROP | HINT_WEAK | HINT_PAY | HINT_COMMENT;
	const struct html_node *up = node, *opener = before(node);
	if (node->hints & bad || node->linked * 2 > node->chars)
		return false;
	for (unsigned i = 0; up && i < FOLD_STEPS; i++, up = up->parent)
		if (up->hints & HINT_FOLD)
			return true;
	return is_opened(o, node) || (opener && opener->tag != HTML_TEXT && is_opener(opener));
}

static void show_folded(struct html_node *body)
{
	struct opened opened = {0};
	bool hidden = false;
	for (struct html_node *node = body->first; node; node = html_walk(body, node)) {
		if (node->tag == HTML_TEXT)
			continue;
		hidden |= node->hints & (HINT_UNSHOWN | HINT_HIDDEN);
		note_opened(&opened, node);
	}
	for (struct html_node *node = body->first; node && hidden; node = html_walk(body, node))
		if (node->tag != HTML_TEXT && node->blocky &&
		    node->hints & (HINT_UNSHOWN | HINT_HIDDEN) && is_folded(&opened, node))
			node->hints &= ~(uint32_t)(HINT_UNSHOWN | HINT_HIDDEN);
}

/* -- buttons ---------------------------------------------------------------- */

static uint32_t letters_in(const struct html_node *top)
{
	uint32_t letters = 0;
	for (struct html_node *node = top->first; node; node = html_walk(top, node))
		letters += node->tag == HTML_TEXT ? html_letters(node) : 0;
	return letters;
}

/* What a button unfolds: what stands behind it, or behind the box that it fills. */
static const struct html_node *unfolded(const struct html_node *button)
{
	const struct html_node *node = button;
	uint32_t letters = letters_in(button);
	for (unsigned i = 0; i < FOLD_STEPS && node->parent; i++, node = node->parent) {
		const struct html_node *one = node->next;
		for (unsigned k = 0; one && k < BESIDE_MOST; k++, one = one->next)
			if (one->chars > 0 && !one->dropped)
				return letters > 0 ? one : NULL;
		if (node->parent->chars > letters)
			return NULL;
	}
	return NULL;
}

/* A button that stands above text is its heading, as far as it says anything; any other is
 * nothing to read. */
static void judge_buttons(struct html_node *body)
{
	const uint32_t folded = HINT_FOLD | HINT_HIDDEN | HINT_UNSHOWN;
	for (struct html_node *node = body->first; node; node = html_walk(body, node)) {
		if (node->tag != HTML_BUTTON || node->dropped)
			continue;
		const struct html_node *heading = node->parent, *text = unfolded(node);
		while (heading && !heading->blocky)
			heading = heading->parent;
		if (heading && heading->flags & HTML_HEADING)
			continue;
		bool opens = html_attr(node, HTML_AT_ARIA_EXPANDED) ||
		             html_attr(node, HTML_AT_ARIA_CONTROLS) || node->hints & HINT_FOLD ||
		             (text && text->tag != HTML_TEXT && text->hints & folded);
		if (!opens || !text || text->runs == 0 || text->linked * 2 > text->chars) {
			node->dropped = true;
			continue;
		}
		node->flags |= HTML_BLOCK | HTML_HEADING;
		for (struct html_node *up = node; up && !up->blocky; up = up->parent)
			up->blocky = true;
	}
}

void html_unfold(struct html_node *body)
{
	judge_buttons(body);
	show_folded(body);
}
