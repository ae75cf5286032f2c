/* SPDX-License-Identifier: ISC */
/* Which part of a page is its main text (doc/decisions/011-main-text.md). */
#include "config.h"

#include "fetch/parse/html/main_text.h"
#include "fetch/parse/html/weights.h"

#include <string.h>

enum { NOTICE_NO = 1, NOTICE_YES };

/* -- counting ------------------------------------------------------------ */

bool html_is_container(const struct html_node *node)
{
	static const bool containers[HTML_TEXT + 1] = {
		[HTML_A] = true,      [HTML_ADDRESS] = true,  [HTML_ARTICLE] = true,
		[HTML_CENTER] = true, [HTML_DETAILS] = true,  [HTML_DIV] = true,
		[HTML_DL] = true,     [HTML_FIELDSET] = true, [HTML_HEADER] = true,
		[HTML_LI] = true,     [HTML_MENU] = true,     [HTML_OL] = true,
		[HTML_OTHER] = true,  [HTML_SECTION] = true,  [HTML_SPAN] = true,
		[HTML_TABLE] = true,  [HTML_TBODY] = true,    [HTML_TD] = true,
		[HTML_TR] = true,     [HTML_UL] = true,
	};
	return containers[node->tag];
}

/* Inside what a text is: the words of a link to a document are text of the page, and so are
 * those of any link in a table of data. */
enum link { LINK_NONE, LINK_DATA, LINK_CELL, LINK_OWN, LINK_AWAY };

struct run {
	uint32_t chars, ends;
	uint32_t linked;        /* in links of any kind */
	uint32_t own;           /* in those to documents, */
	uint32_t away;          /* and in links that are not the page's text */
	struct html_node *from; /* its first text */
};

/* A text's numbers are counted once and kept in its node: characters in
 * `chars`, ends of sentences and commas in `runs`. */
static void text_numbers(struct html_node *node)
{
	const unsigned char *s = (const unsigned char *)node->text;
	uint32_t chars = 0, ends = 0;
	for (uint32_t i = 0; i < node->len; i++) {
		unsigned char c = s[i];
		if (c <= ' ' || (c & 0xc0) == 0x80)
			continue;
		chars++;
		if (c < 0x80) {
			if (c < '@' && (c == '.' || c == '!' || c == '?' || c == ','))
				ends += i + 1 == node->len || s[i + 1] == ' ' || s[i + 1] == '"';
		} else if (c == 0xd8 && i + 1 < node->len) {
			ends += s[i + 1] == 0x8c || s[i + 1] == 0x9f; /* Arabic comma, question */
		} else if (c >= 0xe3 && c <= 0xef) {
			chars++; /* Han, kana, hangul: denser than letters */
			ends += i + 2 < node->len &&
			        ((c == 0xe3 && s[i + 1] == 0x80 && s[i + 2] <= 0x82) ||
			         (c == 0xef && s[i + 1] == 0xbc));
		}
	}
	node->chars = chars;
	node->runs = ends;
}

uint32_t html_letters(struct html_node *text)
{
	if (text->chars == 0)
		text_numbers(text);
	return text->chars;
}

static void run_text(struct run *run, struct html_node *node, enum link link)
{
	html_letters(node);
	if (run->chars == 0)
		run->from = node;
	run->chars += node->chars;
	run->ends += node->runs;
	if (link >= LINK_CELL)
		run->linked += node->chars;
	if (link == LINK_OWN)
		run->own += node->chars;
	if (link == LINK_AWAY)
		run->away += node->chars;
}

/* Asked once of a text. */
static bool is_notice(struct html_node *text)
{
	if (!text->notice)
		text->notice = html_is_notice(text->text, text->len) ? NOTICE_YES : NOTICE_NO;
	return text->notice == NOTICE_YES;
}

/* The run is over: its numbers go to the block that it stands in. */
static void run_end(struct run *run, struct html_node *block)
{
	uint32_t own = run->chars - run->linked;
	bool quiet = block->flags & HTML_HEADING || block->tag == HTML_FIGCAPTION ||
	             block->hints & (HINT_CAPTION | HINT_CREDIT) || block->tag == HTML_TH;
	block->chars += run->chars;
	block->linked += run->away;
	block->own += run->own;
	if (run->chars >= html_weights.line_least && !block->opens)
		block->opens = run->away * 10 >= run->chars * html_weights.line_linked ? OPENS_LINK
		                                                                       : OPENS_TEXT;
	if (run->away >= html_weights.line_least &&
	    run->away * 10 >= run->chars * html_weights.line_linked)
		block->link_lines++;
	if (!quiet && run->linked * html_weights.prose_unlinked <= run->chars &&
	    (own >= html_weights.prose_long ||
	     (own >= html_weights.prose_short && run->ends > 0)) &&
	    !is_notice(run->from)) {
		block->prose += own;
		block->runs++;
		block->kids++;
		if (own >= html_weights.solid_alone)
			block->solid += own;
		else
			block->loose += own;
	}
	*run = (struct run){0};
}

static void count_block(struct html_node *node, enum link link);

/* A line that is a link, and a sentence or two below it: another story, where
 * several stand side by side. */
bool html_is_teaser(const struct html_node *node)
{
	return node->opens == OPENS_LINK && node->link_lines == 1 && node->runs > 0 &&
	       node->runs <= html_weights.teaser_runs && node->chars < html_weights.card_chars &&
	       html_is_container(node);
}

static enum link link_of(const struct html_node *node, enum link outer)
{
	if (node->tag == HTML_TABLE && node->hints & HINT_DATA && outer == LINK_NONE)
		return LINK_DATA;
	if (outer >= LINK_CELL || node->tag != HTML_A || !html_attr(node, HTML_AT_HREF))
		return outer;
	if (node->hints & HINT_OWN)
		return LINK_OWN;
	return outer == LINK_DATA ? LINK_CELL : LINK_AWAY;
}

static void count_inline(struct html_node *node, struct run *run, struct html_node *block,
                         enum link link)
{
	for (struct html_node *child = node->first; child; child = child->next) {
		if (child->dropped)
			continue;
		if (child->tag == HTML_TEXT) {
			run_text(run, child, link);
			continue;
		}
		if (child->tag == HTML_BR) {
			run_end(run, block);
			continue;
		}
		enum link in_link = link_of(child, link);
		if (in_link == LINK_AWAY && link != LINK_AWAY)
			block->links++;
		if (!child->blocky) {
			count_inline(child, run, block, in_link);
			continue;
		}
		run_end(run, block);
		count_block(child, in_link);
		block->chars += child->chars;
		block->linked += child->linked;
		block->own += child->own;
		block->prose += child->prose;
		block->runs += child->runs;
		block->links = (uint16_t)(block->links + child->links);
		block->link_heads = (uint16_t)(block->link_heads + child->link_heads);
		block->has_h1 |= child->has_h1;
		block->solid += child->solid;
		block->link_lines = (uint16_t)(block->link_lines + child->link_lines);
		if (!block->opens)
			block->opens = child->opens;
		if (html_is_teaser(child))
			block->teasers++;
		if (child->runs == 1 || child->runs == 2) {
			block->kids++;
			block->loose += child->prose - child->solid;
		}
	}
}

static void count_block(struct html_node *node, enum link link)
{
	struct run run = {0};
	node->chars = node->linked = node->own = node->prose = node->runs = 0;
	node->links = node->link_heads = node->kids = 0;
	node->solid = node->loose = 0;
	node->link_lines = node->teasers = node->opens = 0;
	node->has_h1 = node->tag == HTML_H1;
	count_inline(node, &run, node, link);
	run_end(&run, node);
	if (node->kids >= html_weights.solid_kids)
		node->solid += node->loose;
	if (node->flags & HTML_HEADING && node->chars > 0 &&
	    node->linked * 10 >= node->chars * html_weights.heading_linked)
		node->link_heads = 1;
}

void html_count(struct html_node *node)
{
	count_block(node, LINK_NONE);
}

/* -- choosing ------------------------------------------------------------ */

struct choice {
	struct html_node *best;
	double score;
	double weight;                       /* of the page's prose */
	bool plain;                          /* names do not count */
	uint32_t all, all_body, all_article; /* prose: on the page, in BODY, in <article> */
	const struct html_node *title;       /* the heading that is the title, or NULL */
};

/* A wrapper of all may have a name that means the text of an article, like
 * "body-content". If the title is inside it, and beside the title a part of that
 * name, the name of the part is the one that counts. */
static void unname_wrappers(struct html_node *body, const struct html_node *title)
{
	const struct html_node *inner = title;
	uint32_t parts = 0;
	for (struct html_node *node = title->parent; node && node != body; node = node->parent) {
		uint32_t prose = 0, own = 0;
		for (struct html_node *one = node->first; one; one = one->next) {
			if (one == inner || one->tag == HTML_TEXT || one->dropped)
				continue;
			own += one->tag == HTML_P ? one->prose : 0;
			prose += html_is_body(one) ? one->prose : html_prose_of(one, html_is_body);
		}
		parts = prose > parts ? prose : parts;
		if (html_is_body(node) && own * 2 < parts &&
		    html_share(parts, node->prose) >= html_weights.wrapper_parts)
			node->hints &= ~(uint32_t)HINT_BODY;
		inner = node;
	}
}

/* Whether it holds a heading like the title: of its class, and a link as well. */
static bool has_such_title(const struct html_node *node, const struct html_node *title)
{
	for (const struct html_node *in = node->first; in;
	     in = html_walk(node, (struct html_node *)in))
		if (in->flags & HTML_HEADING && in->link_heads && html_same_class(in, title))
			return true;
	return false;
}

/* A blog's page with the posts before it below: each title is a link. */
static bool is_post_of_many(const struct choice *c, const struct html_node *node)
{
	if (!c->title->link_heads || !html_attr(c->title, HTML_AT_CLASS))
		return false;
	for (const struct html_node *other = node->next; other; other = other->next)
		if (other->tag == node->tag && !other->dropped && other->prose > 0 &&
		    has_such_title(other, c->title))
			return true;
	return false;
}

/* The article that was asked for, where others were put below it, each with a
 * first heading of its own. */
static bool is_one_of_many(const struct choice *c, const struct html_node *node)
{
	if (!c->title || !node->parent || !html_is_inside(c->title, node))
		return false;
	if (!node->has_h1)
		return is_post_of_many(c, node);
	for (const struct html_node *other = node->next; other; other = other->next)
		if (other->tag == node->tag && other->has_h1 && !other->dropped && other->prose > 0)
			return true;
	return false;
}

static double weight(const struct html_node *node)
{
	return node->solid + html_weights.loose * (node->prose - node->solid);
}

/* Harmonic mean of: how much of the node is prose, how much of the page's
 * prose it holds; more where its name says so and no other of that name
 * competes. */
static double score(const struct choice *c, const struct html_node *node)
{
	double prose = weight(node);
	double other = (double)node->chars - prose - node->linked;
	double dense = prose + html_weights.linked * node->linked +
	               html_weights.other * (other > 0 ? other : 0);
	double precision = prose / (dense > 1 ? dense : 1);
	double recall = prose / c->weight;
	double f = 2 * precision * recall / (precision + recall);
	if (c->plain)
		return recall >= html_weights.recall_plain ? f : 0;
	if (is_one_of_many(c, node))
		return f * html_weights.bonus_of_many;
	if (html_is_body(node) && node->prose * 10 >= c->all_body * html_weights.body_least)
		return f * html_weights.bonus_body;
	if (html_is_article(node) &&
	    node->prose * 10 >= c->all_article * html_weights.article_least)
		return f * html_weights.bonus_article;
	if (html_is_main(node))
		return f * html_weights.bonus_main;
	return node->hints & HINT_TEXT ? f * html_weights.bonus_text : f;
}

static void choose(struct choice *c, struct html_node *top)
{
	for (struct html_node *node = top; node;) {
		if (node->dropped || node->tag == HTML_TEXT || !node->blocky ||
		    node->prose * html_weights.candidate_least < c->all ||
		    node->flags & HTML_HEADING || node->hints & HINT_DATA) {
			node = html_skip(top, node);
			continue;
		}
		/* A paragraph, list or table alone is no main text: what it stands in is. */
		if (node->prose > 0 && node->tag != HTML_P && node->tag != HTML_BLOCKQUOTE &&
		    node->tag != HTML_UL && node->tag != HTML_OL) {
			double s = score(c, node);
			/* Of equals the innermost. */
			if (s >= c->score * html_weights.equal) {
				c->best = node;
				if (s > c->score)
					c->score = s;
			}
		}
		node = html_walk(top, node);
	}
}

/* -- all together -------------------------------------------------------- */

/* The text of a short report may be no more than a sentence or two: the part that
 * is called so, or the <article> that the title stands in, if no other competes. */
static struct html_node *find_brief(const struct choice *c, struct html_node *body)
{
	struct html_node *best = NULL;
	for (struct html_node *node = body->first; node;) {
		if (node->dropped || node->tag == HTML_TEXT || !node->blocky ||
		    node->prose < html_weights.brief_least) {
			node = html_skip(body, node);
			continue;
		}
		bool sure = html_is_body(node) &&
		            node->prose * 10 >= c->all_body * html_weights.body_least;
		sure |= html_is_article(node) && c->title && html_is_inside(c->title, node);
		if (sure && node->linked * html_weights.brief_linked < node->chars)
			best = node;
		node = html_walk(body, node);
	}
	return best;
}

/* A page that is no article: all of it, or what calls itself its main part. */
static struct html_node *whole_page(struct html_node *body)
{
	struct html_node *best = body;
	for (struct html_node *node = body->first; node;) {
		if (node->dropped || node->tag == HTML_TEXT || !node->blocky ||
		    html_share(node->chars, best->chars) < html_weights.whole_least) {
			node = html_skip(body, node);
			continue;
		}
		if (html_is_main(node) || html_is_body(node))
			best = node;
		node = html_walk(body, node);
	}
	return best;
}

/* Whether there is prose enough to call it an article. */
static bool is_enough(const struct html_node *best, const struct html_node *body)
{
	bool named = best->hints & (HINT_BODY | HINT_MAIN) || best->tag == HTML_ARTICLE;
	unsigned part = html_share(best->prose, body->chars - body->linked);
	/* One paragraph of a page of many parts is not what the page is about. */
	if (!named && best->runs < 2 && part < html_weights.lone_part)
		return false;
	return (best->prose >= html_weights.enough_prose && part >= html_weights.enough_part) ||
	       (best->prose >= html_weights.enough_named && named) ||
	       (best->prose >= html_weights.enough_short && part >= html_weights.enough_most);
}

/* A name may have been given too widely: a "main" with a column of notices. What
 * holds nearly all of the prose inside, and is purer, is taken in its place. */
static struct html_node *narrow(struct html_node *best)
{
	struct choice inner = {.all = best->prose, .weight = weight(best), .plain = true};
	if (!html_is_body(best) && best->solid > 0)
		choose(&inner, best);
	return inner.best ? inner.best : best;
}

static bool begins_with_heading(const struct html_node *node)
{
	const struct html_node *first = node->first;
	while (first && (first->dropped || (first->tag == HTML_TEXT && first->chars == 0)))
		first = first->next;
	return first && first->flags & HTML_HEADING;
}

/* Whether it is a section of the same text: of one kind, and no other story. */
static bool is_sister(const struct html_node *node, const struct html_node *of)
{
	return node != of && node->tag != HTML_TEXT && node->tag != HTML_ARTICLE &&
	       !node->dropped && node->runs > 0 && !node->has_h1 && node->link_heads == 0 &&
	       !node->asks && node->linked * html_weights.lead_linked <= node->chars &&
	       html_same_class(node, of) && begins_with_heading(node);
}

/* A text may stand in several sections side by side, of which the longest was chosen. */
static struct html_node *widen(struct html_node *best, const struct html_node *body)
{
	if (best == body || best->parent == body || !best->parent || !begins_with_heading(best))
		return best;
	for (const struct html_node *one = best->parent->first; one; one = one->next)
		if (is_sister(one, best))
			return best->parent;
	return best;
}

void html_find_main(struct html_page *page, const struct html_node *title, struct html_main *found)
{
	struct html_node *body = page->body ? page->body : page->root;
	struct choice c = {.title = title};
	*found = (struct html_main){.node = body};
	html_drop_named(page, body, title);
	if (title)
		html_drop_before(body, title);
	html_drop_replies(body, title);
	html_drop_cards(body);
	if (title)
		unname_wrappers(body, title);
	c.all = body->prose;
	c.weight = weight(body);
	if (c.all > 0) {
		c.all_body = html_prose_of(body, html_is_body);
		c.all_article = html_prose_of(body, html_is_article);
		choose(&c, body);
	}
	struct html_node *brief = NULL;
	if (c.best && is_enough(c.best, body)) {
		found->node = widen(narrow(c.best), body);
		found->article = html_share(found->node->linked, found->node->chars) <
		                 html_weights.article_linked;
	} else if (c.all < html_weights.brief_most && (brief = find_brief(&c, body))) {
		found->node = brief;
		found->article = true;
	}
	if (found->article) {
		html_find_leads(page, title, found);
		html_find_tails(body, found);
		html_clean(found->node);
	} else {
		found->node = whole_page(body);
	}
}

void html_take_whole(struct html_page *page, struct html_main *found)
{
	struct html_node *root = page->root; /* never NULL */
	for (struct html_node *node = root->first; node; node = html_walk(root, node)) {
		if (node->tag == HTML_TEXT)
			continue;
		html_hints(node);
		node->dropped = node->tag == HTML_HEAD || node->tag == HTML_TITLE;
	}
	html_count(root);
	for (struct html_node *node = root->first; node; node = html_walk(root, node))
		if (node->tag == HTML_TABLE && html_is_data(node))
			node->hints |= HINT_DATA;
	*found = (struct html_main){.node = root};
}
