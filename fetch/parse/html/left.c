/* SPDX-License-Identifier: ISC */
/* What of a page is not in its document, by kind. */
#include "config.h"

#include "fetch/parse/html/drafts.h"
#include "fetch/parse/html/main_text.h"
#include "fetch/parse/html/weights.h"

/* In what the walk is, that is left out as one thing. */
enum {
	IN_LINK = 1u << 0,
	IN_LIST = 1u << 1,
	IN_TABLE = 1u << 2,
	IN_FORM = 1u << 3,
	IN_COMMENT = 1u << 4,
	IN_CHROME = 1u << 5 /* a menu, hidden, or what is named after comments */
};

struct counting {
	struct html_page *page;
	struct left_out *left;
	struct html_sizes *sizes;
	uint32_t letters, words; /* of the stretch of text at hand */
	uint32_t prose;          /* its letters, wherever they are, but for links and chrome */
};

/* -- what is shown --------------------------------------------------------- */

static void mark_shown(struct html_node *text, struct html_sizes *sizes)
{
	if (text->hints & HINT_SHOWN)
		return;
	sizes->shown += html_letters(text);
	for (struct html_node *node = text; node && !(node->hints & HINT_SHOWN);
	     node = node->parent)
		node->hints |= HINT_SHOWN;
}

static void mark_table(struct html_node *table, struct html_sizes *sizes)
{
	for (struct html_node *node = table->first; node;) {
		if (node->tag == HTML_TEXT && html_letters(node) > 0)
			mark_shown(node, sizes);
		node = node->dropped ? html_skip(table, node) : html_walk(table, node);
	}
}

static void mark_drafts(struct html_page *page, const struct html_drafts *d,
                        struct html_sizes *sizes)
{
	struct html_sizes none = {0}; /* what is said elsewhere is not left out, and not here */
	for (struct html_node *node = page->root; node; node = html_walk(page->root, node)) {
		if (!node->draft || node->draft > d->list.count ||
		    (html_letters(node) == 0 && !(node->hints & HINT_EMBEDDED)))
			continue;
		const struct html_draft *one = &d->list.at[node->draft - 1];
		if (!one->out || one->said)
			mark_shown(node, one->out ? &none : sizes);
	}
	for (size_t i = 0; i < d->list.count; i++)
		if (d->list.at[i].kind == DOC_TABLE && !d->list.at[i].out)
			mark_table((struct html_node *)d->list.at[i].node, sizes);
}

/* What can be had by its figure is not lost. */
static void mark_offered(const struct html_drafts *d)
{
	for (size_t i = 0; i < d->list.count; i++)
		if (d->list.at[i].pictured && !d->list.at[i].out)
			((struct html_node *)d->list.at[i].pictured)->hints |= HINT_OFFERED;
}

/* The title stands before the text, wherever the page says it. */
static void mark_title(const struct html_node *title)
{
	struct html_sizes none = {0};
	struct html_node *top = (struct html_node *)title;
	for (struct html_node *node = top; node; node = html_walk(top, node))
		if (node->tag == HTML_TEXT && html_letters(node) > 0)
			mark_shown(node, &none);
}

/* -- counting -------------------------------------------------------------- */

/* Words of text; a Han character counts as one. */
static uint32_t words_of(const struct html_node *text)
{
	uint32_t words = 0;
	bool inside = false;
	for (uint32_t i = 0; i < text->len; i++) {
		unsigned char c = (unsigned char)text->text[i];
		bool han = c >= 0xe3 && c <= 0xe9;
		if ((c & 0xc0) == 0x80)
			continue;
		if (han || (!inside && c > ' '))
			words++;
		inside = !han && c > ' ';
	}
	return words;
}

/* A stretch of text is over. */
static void stretch_end(struct counting *c)
{
	if (c->letters >= html_weights.left_paragraph)
		c->left->count[LEFT_PARAGRAPHS]++;
	else
		c->left->count[LEFT_WORDS] += c->words;
	if (c->prose >= html_weights.left_paragraph)
		c->sizes->prose += c->prose;
	c->letters = c->words = c->prose = 0;
}

static bool has_content(const struct html_node *top)
{
	for (struct html_node *node = (struct html_node *)top; node;) {
		if (node->tag == HTML_BUTTON) {
			node = html_skip(top, node);
			continue;
		}
		if ((node->tag == HTML_TEXT && html_letters(node) > 0) ||
		    (node->tag == HTML_IMG && !(node->hints & HINT_DECORATION)) ||
		    html_attr(node, HTML_AT_ARIA_LABEL))
			return true;
		node = html_walk(top, node);
	}
	return false;
}

/* What readers wrote, each by itself: the innermost that are named so and read like it.
 * Who wrote it and when stands beside, under a name of the same kind. */
static uint32_t comments_in(const struct html_node *node)
{
	uint32_t sum = 0;
	if (node->tag == HTML_TEXT || node->hints & (HINT_BYLINE | HINT_WEAK))
		return 0;
	for (const struct html_node *child = node->first; child; child = child->next)
		sum += comments_in(child);
	if (sum == 0 && node->hints & (HINT_COMMENT | HINT_REPLY) && node->runs > 0)
		sum = 1;
	return sum;
}

/* A box named after comments that tells none apart is text like other text. */
static uint32_t count_comments(const struct html_node *box)
{
	uint32_t sum = box->hints & (HINT_COMMENT | HINT_REPLY) ? comments_in(box) : 0;
	if (box->runs <= 1)
		return sum;
	for (const struct html_node *child = box->first; child; child = child->next)
		if (comments_in(child) > 0)
			return sum;
	return 0;
}

static void count_text(struct counting *c, struct html_node *text, unsigned in)
{
	uint32_t letters = html_letters(text);
	if (text->hints & HINT_SHOWN)
		return;
	if (!(in & IN_LINK))
		c->sizes->beside += letters;
	if (!(in & (IN_LINK | IN_CHROME)))
		c->prose += letters;
	if (in & ~(unsigned)IN_CHROME || letters == 0)
		return;
	c->letters += letters;
	c->words += words_of(text);
}

static bool is_list(const struct html_node *node)
{
	return node->tag == HTML_UL || node->tag == HTML_OL || node->tag == HTML_MENU ||
	       node->tag == HTML_DL;
}

/* Counts an element that is no text of the document, and says in what its inside is. */
static unsigned count_element(struct counting *c, struct html_node *node, unsigned in)
{
	uint32_t *count = c->left->count, comments;
	if (in & IN_COMMENT)
		return in;
	if (node->flags & HTML_CHROME || node->hints & (HINT_HIDDEN | HINT_UNSHOWN))
		in |= IN_CHROME;
	if ((comments = count_comments(node)) > 0) {
		count[LEFT_COMMENTS] += comments;
		return in | IN_COMMENT | (node->hints & HINT_COMMENT ? IN_CHROME : 0);
	}
	if (node->tag == HTML_A && html_attr(node, HTML_AT_HREF) && has_content(node)) {
		count[LEFT_LINKS]++;
		return in | IN_LINK;
	}
	if (node->tag == HTML_FORM && node->hints & HINT_FORM)
		return in | IN_FORM;
	if (!(in & (IN_LIST | IN_TABLE)) && is_list(node) && has_content(node)) {
		count[LEFT_LISTS]++;
		return in | IN_LIST;
	}
	if (!(in & (IN_LIST | IN_TABLE)) && node->tag == HTML_TABLE && node->hints & HINT_DATA) {
		count[LEFT_TABLES]++;
		return in | IN_TABLE;
	}
	return in;
}

/* Whether nothing stands for it in the document, of a page shown whole either. */
static bool is_lost_picture(struct html_page *page, const struct html_node *node)
{
	const char *href;
	return node->tag == HTML_IMG && !(node->hints & (HINT_DECORATION | HINT_OFFERED)) &&
	       !(page->whole && html_stand_in(page, node, &href));
}

static const struct html_node *form_of(const struct html_node *node)
{
	while (node && node->tag != HTML_FORM)
		node = node->parent;
	return node;
}

static void count_node(struct counting *c, struct html_node *node, unsigned in)
{
	bool apart = node->flags & HTML_BLOCK || node->tag == HTML_BR;
	if (node->tag == HTML_TEXT) {
		count_text(c, node, in);
		return;
	}
	if (node->tag == HTML_HEAD || node->tag == HTML_TITLE || html_is_mark(node))
		return;
	/* A form's buttons are counted with it. */
	if (node->tag == HTML_BUTTON && !(node->hints & HINT_SHOWN)) {
		c->left->count[LEFT_BUTTONS] += !form_of(node);
		return;
	}
	if (node->hints & HINT_EMBEDDED && !(node->hints & HINT_SHOWN))
		c->left->count[LEFT_EMBEDDED]++;
	if (apart)
		stretch_end(c);
	c->left->count[LEFT_PICTURES] += is_lost_picture(c->page, node);
	if (node->tag == HTML_FORM && node->hints & HINT_FORM)
		c->left->count[LEFT_FORMS]++;
	if (!(node->hints & HINT_SHOWN))
		in = count_element(c, node, in);
	for (struct html_node *child = node->first; child; child = child->next)
		count_node(c, child, in);
	if (apart)
		stretch_end(c);
}

void html_left(struct html_page *page, const struct html_facts *facts, const struct html_drafts *d,
               struct left_out *left, struct html_sizes *sizes)
{
	struct counting c = {.page = page, .left = left, .sizes = sizes};
	*left = (struct left_out){0};
	*sizes = (struct html_sizes){0};
	mark_offered(d);
	if (page->whole) {
		for (struct html_node *node = page->root; node; node = html_walk(page->root, node))
			left->count[LEFT_PICTURES] += is_lost_picture(page, node);
		return;
	}
	mark_drafts(page, d, sizes);
	if (facts->title_node)
		mark_title(facts->title_node);
	count_node(&c, page->root, 0);
	left->count[LEFT_LINKS] += page->areas;
	left->count[LEFT_FORMS] += page->fields;
	left->count[LEFT_BUTTONS] += page->buttons;
	left->count[LEFT_EMBEDDED] += page->embedded;
}
