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

/* Whether it is a button, or says that it is used as one. */
static bool is_button(const struct html_node *node)
{
	const char *role = node->tag == HTML_TEXT ? NULL : html_attr(node, HTML_AT_ROLE);
	return node->tag == HTML_BUTTON || (role && strcmp(role, "button") == 0);
}

/* Whether it is a button, or a heading that is one. */
static bool is_opener(const struct html_node *top)
{
	if (top->flags & HTML_HEADING && html_attr(top, HTML_AT_ARIA_EXPANDED))
		return true;
	for (const struct html_node *node = top; node;
	     node = html_walk(top, (struct html_node *)node))
		if (is_button(node) || html_attr(node, HTML_AT_ARIA_EXPANDED))
			return true;
	return false;
}

static bool is_below_heading(const struct html_node *node)
{
	const struct html_node *above = before(node);
	return above && above->flags & HTML_HEADING;
}

/* Whether another one like it stands below a heading: beside it, or in a box beside its own. */
static bool is_of_many(const struct html_node *node)
{
	const struct html_node *parent = node->parent, *one, *in;
	for (one = parent->first; one; one = one->next)
		if (one != node && html_same_class(one, node) && is_below_heading(one))
			return true;
	for (one = parent->parent ? parent->parent->first : NULL; one; one = one->next)
		for (in = one != parent && one->tag == parent->tag ? one->first : NULL; in;
		     in = in->next)
			if (html_same_class(in, node) && is_below_heading(in))
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
	if (is_opened(o, node) || (opener && opener->tag != HTML_TEXT && is_opener(opener)))
		return true;
	/* one of several that are each hidden below a heading: a script opens them */
	return is_below_heading(node) && node->parent && is_of_many(node);
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
static struct html_node *unfolded(const struct html_node *button)
{
	const struct html_node *node = button;
	uint32_t letters = letters_in(button);
	for (unsigned i = 0; i < FOLD_STEPS && node->parent; i++, node = node->parent) {
		struct html_node *one = node->next;
		for (unsigned k = 0; one && k < BESIDE_MOST; k++, one = one->next)
			if (one->chars > 0 && !one->dropped)
				return letters > 0 ? one : NULL;
		if (node->parent->chars > letters)
			return NULL;
	}
	return NULL;
}

/* Whether it ends as a sentence does, however short. */
static bool ends_sentence(const struct html_node *top)
{
	static const char *const ends[] = {".", "!", "?", "。", "！", "？", "؟", "۔"};
	const struct html_node *last = NULL;
	for (struct html_node *node = top->first; node; node = html_walk(top, node))
		if (node->tag == HTML_TEXT && html_letters(node) > 0)
			last = node;
	size_t len = last ? last->len : 0;
	while (len > 0 && html_is_space(last->text[len - 1]))
		len--;
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		size_t n = strlen(ends[i]);
		if (len > n && memcmp(last->text + len - n, ends[i], n) == 0)
			return true;
	}
	return false;
}

/* Whether what a button stands above is text that it unfolds. */
static bool unfolds_text(const struct html_node *button, const struct html_node *text)
{
	const uint32_t folded = HINT_FOLD | HINT_HIDDEN | HINT_UNSHOWN;
	const char *href = html_attr(button, HTML_AT_HREF);
	bool opens = html_attr(button, HTML_AT_ARIA_EXPANDED) ||
	             html_attr(button, HTML_AT_ARIA_CONTROLS) || (href && *href == '#') ||
	             button->hints & HINT_FOLD ||
	             (text && text->tag != HTML_TEXT && text->hints & folded);
	return opens && text && text->linked * 2 <= text->chars &&
	       (text->runs > 0 || ends_sentence(text));
}

/* What is unfolded is text, and so are the boxes around it and what unfolds it, however they
 * are called. */
static void trust(struct html_node *button, struct html_node *text)
{
	struct html_node *up = button;
	for (struct html_node *in = text; in; in = html_walk(text, in))
		in->hints &= ~(uint32_t)HINT_WEAK;
	for (; up && text && up != text->parent; up = up->parent)
		up->hints &= ~(uint32_t)HINT_WEAK;
	if (up)
		up->hints &= ~(uint32_t)HINT_WEAK;
}

/* A button that stands above text is its heading, as far as it says anything; any other is
 * nothing to read. What is but used as one stays what it is. */
static void judge_buttons(struct html_node *body)
{
	for (struct html_node *node = body->first; node; node = html_walk(body, node)) {
		if (node->dropped || !is_button(node))
			continue;
		const struct html_node *heading = node->parent;
		while (heading && !heading->blocky)
			heading = heading->parent;
		if (heading && heading->flags & HTML_HEADING)
			continue;
		struct html_node *text = unfolded(node);
		if (!unfolds_text(node, text)) {
			node->dropped |= node->tag == HTML_BUTTON;
			continue;
		}
		trust(node, text);
		node->flags |= HTML_BLOCK | HTML_HEADING;
		node->hints |= node->tag == HTML_A ? HINT_OWN : 0;
		for (struct html_node *up = node; up && !up->blocky; up = up->parent)
			up->blocky = true;
	}
}

void html_unfold(struct html_node *body)
{
	judge_buttons(body);
	show_folded(body);
}
