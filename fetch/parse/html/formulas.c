/* SPDX-License-Identifier: ISC */
/*
 * Formulas of a page (MathML), in a line: fractions get a stroke, and brackets where they are
 * needed; what is raised and lowered is as in <sup> and <sub>; roots, brackets and tables get
 * their signs. What stands beside a formula for programs is left out.
 */
#include "config.h"

#include "fetch/parse/core/formula.h"
#include "fetch/parse/html/html.h"

#include <stdio.h>

/* Bytes of a part of a formula; a longer one is more than a name. */
#define PART_MOST 200

static struct html_node *element(struct html_node *node)
{
	while (node && node->tag == HTML_TEXT)
		node = node->next;
	return node;
}

static bool is_compound(const struct html_node *node)
{
	struct buf text;
	bool compound;

	buf_init(&text, PART_MOST);
	html_text(node, &text, PART_MOST);
	compound = text.len >= PART_MOST || formula_is_compound(text.bytes, text.len);
	buf_done(&text);
	return compound;
}

/* Puts text around an operand: brackets where it is compound. */
static void enclose(struct html_page *page, struct html_node *part, const char *before)
{
	bool compound = is_compound(part);
	char opening[16];

	snprintf(opening, sizeof opening, "%s%s", before, compound ? "(" : "");
	if (*opening)
		html_add_text(page, part->parent, part, opening);
	if (compound)
		html_add_text(page, part->parent, part->next, ")");
}

/* The parts of an element behind its first: of which kind each is. */
static void scripts(struct html_node *node, enum html_tag second, enum html_tag third)
{
	struct html_node *part = element(node->first);

	part = part ? element(part->next) : NULL;
	if (!part)
		return;
	part->tag = second;
	part = element(part->next);
	if (part)
		part->tag = third;
}

static void fraction(struct html_page *page, struct html_node *node)
{
	struct html_node *above = element(node->first);
	struct html_node *below = above ? element(above->next) : NULL;

	if (!below)
		return;
	enclose(page, above, "");
	enclose(page, below, "/");
}

/* A root: its degree, which stands behind what is under it, is written before. */
static void root(struct html_page *page, struct html_node *node)
{
	struct html_node *under = element(node->first);
	struct html_node *degree = under ? element(under->next) : NULL;

	if (!under)
		return;
	enclose(page, under, "√");
	if (!degree)
		return;
	degree->prev->next = degree->next;
	*(degree->next ? &degree->next->prev : &node->last) = degree->prev;
	degree->prev = NULL;
	degree->next = node->first;
	node->first->prev = degree;
	node->first = degree;
	degree->tag = HTML_SUP;
}

/* Parts with a sign between each two, and around them. */
static void list(struct html_page *page, struct html_node *node, const char *opening,
                 const char *separator, const char *closing)
{
	struct html_node *part = element(node->first);

	if (part && *opening)
		html_add_text(page, node, part, opening);
	for (part = part ? element(part->next) : NULL; part; part = element(part->next))
		html_add_text(page, node, part, separator);
	if (*closing)
		html_add_text(page, node, NULL, closing);
}

/* A square root is of all that is in it. */
static void square_root(struct html_page *page, struct html_node *node)
{
	bool compound = is_compound(node);

	html_add_text(page, node, node->first, compound ? "√(" : "√");
	if (compound)
		html_add_text(page, node, NULL, ")");
}

static void lay(struct html_page *page, struct html_node *node)
{
	switch (node->tag) {
	case HTML_ANNOTATION:
	case HTML_ANNOTATION_XML:
		node->dropped = true;
		break;
	case HTML_MFRAC:
		fraction(page, node);
		break;
	case HTML_MSUP:
	case HTML_MOVER:
		scripts(node, HTML_SUP, HTML_SUP);
		break;
	case HTML_MSUB:
	case HTML_MUNDER:
	case HTML_MSUBSUP:
	case HTML_MUNDEROVER:
		scripts(node, HTML_SUB, HTML_SUP);
		break;
	case HTML_MSQRT:
		square_root(page, node);
		break;
	case HTML_MROOT:
		root(page, node);
		break;
	case HTML_MFENCED:
		list(page, node, "(", ", ", ")");
		break;
	case HTML_MTABLE:
		list(page, node, "", "; ", "");
		break;
	case HTML_MTR:
		list(page, node, "", ", ", "");
		break;
	default:
		break;
	}
}

/* Blanks between the parts of a formula are for who writes it. */
static void close_up(struct html_node *node)
{
	for (struct html_node *one = node->first; one; one = one->next)
		if (one->tag == HTML_TEXT && html_is_blank(one))
			one->dropped = true;
}

void html_lay_formulas(struct html_page *page)
{
	struct html_node *top = page->root;

	for (struct html_node *node = top->first, *next; node; node = next) {
		next = html_walk(top, node);
		if (node->tag != HTML_MATH)
			continue;
		close_up(node);
		for (struct html_node *in = node->first, *then; in; in = then) {
			then = html_walk(node, in);
			if (in->tag == HTML_TEXT)
				continue;
			close_up(in);
			lay(page, in);
		}
		next = html_skip(top, node);
	}
}
