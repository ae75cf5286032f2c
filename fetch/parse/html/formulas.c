/* SPDX-License-Identifier: ISC */
/*
 * Formulas of a page (MathML), in a line: fractions get a stroke, and brackets where they are
 * needed; what is raised and lowered is as in <sup> and <sub>; roots, brackets and tables get
 * their signs. What stands beside a formula for programs is left out.
 */
#include "config.h"

#include "fetch/parse/core/formula.h"
#include "fetch/parse/html/html.h"
#include "model/base/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct html_node *element(struct html_node *node)
{
	while (node && node->tag == HTML_TEXT)
		node = node->next;
	return node;
}

/* The text of a part, as far as it is looked at. */
static void part_text(const struct html_node *node, struct buf *text)
{
	buf_init(text, FORMULA_PART_MOST);
	html_text(node, text, FORMULA_PART_MOST);
}

static bool is_compound(const struct html_node *node)
{
	struct buf text;
	bool compound;

	part_text(node, &text);
	compound = text.len >= FORMULA_PART_MOST || formula_is_compound(text.bytes, text.len);
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

/* A power or an index; there is no raised stroke, nor a raised root. */
static void move(struct html_page *page, struct html_node *part, enum html_tag tag)
{
	struct buf text;

	part_text(part, &text);
	if (formula_is_compound(text.bytes, text.len) &&
	    (strchr(text.bytes, '/') || strstr(text.bytes, "√"))) {
		html_add_text(page, part, part->first, "(");
		html_add_text(page, part, NULL, ")");
	}
	buf_done(&text);
	part->tag = tag;
}

/* The parts of an element behind its first: of which kind each is. */
static void scripts(struct html_page *page, struct html_node *node, enum html_tag second,
                    enum html_tag third)
{
	struct html_node *base = element(node->first), *part = base ? element(base->next) : NULL;

	if (!part)
		return;
	enclose(page, base, "");
	part = element(base->next);
	move(page, part, second);
	part = element(part->next);
	if (part)
		move(page, part, third);
}

/* Those on both sides of a base, in pairs. */
static void many_scripts(struct html_page *page, struct html_node *node)
{
	struct html_node *part = element(node->first);
	bool raised = false;

	for (part = part ? element(part->next) : NULL; part; part = element(part->next)) {
		if (part->tag != HTML_MPRESCRIPTS)
			move(page, part, raised ? HTML_SUP : HTML_SUB);
		raised = part->tag == HTML_SUB;
	}
}

static void fraction(struct html_page *page, struct html_node *node)
{
	const char *thickness = html_attr(node, HTML_AT_LINETHICKNESS);
	struct html_node *above = element(node->first);
	struct html_node *below = above ? element(above->next) : NULL;
	char *end = NULL;

	if (!below)
		return;
	if (thickness && strtod(thickness, &end) <= 0 && end != thickness) {
		html_add_text(page, node, above, "(");
		html_add_text(page, node, below, "; ");
		html_add_text(page, node, NULL, ")");
		node->tag = HTML_MROW;
		return;
	}
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
	move(page, degree, HTML_SUP);
}

/* Parts with a sign between each two. */
static void list(struct html_page *page, struct html_node *node, const char *separator)
{
	struct html_node *part = element(node->first);

	for (part = part ? element(part->next) : NULL; part; part = element(part->next))
		html_add_text(page, node, part, separator);
}

/* Brackets that are said by name; the last of the separators stands for those that follow. */
static void fenced(struct html_page *page, struct html_node *node)
{
	const char *opening = html_attr(node, HTML_AT_OPEN);
	const char *closing = html_attr(node, HTML_AT_CLOSE);
	const char *separators = html_attr(node, HTML_AT_SEPARATORS);
	struct html_node *part = element(node->first);
	char sign[8] = "";

	separators = separators ? separators : ",";
	for (part = part ? element(part->next) : NULL; part; part = element(part->next)) {
		uint32_t c;
		size_t len;

		separators += strspn(separators, " \t\r\n");
		len = utf8_decode(separators, strlen(separators), &c);
		if (*separators)
			snprintf(sign, sizeof sign, "%.*s%s", (int)len, separators,
			         c == ',' || c == ';' ? " " : "");
		separators += *separators ? len : 0;
		html_add_text(page, node, part, sign);
	}
	html_add_text(page, node, node->first, opening ? opening : "(");
	html_add_text(page, node, NULL, closing ? closing : ")");
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
	case HTML_MFRAC:
		fraction(page, node);
		break;
	case HTML_MSUP:
	case HTML_MOVER:
		scripts(page, node, HTML_SUP, HTML_SUP);
		break;
	case HTML_MSUB:
	case HTML_MUNDER:
	case HTML_MSUBSUP:
	case HTML_MUNDEROVER:
		scripts(page, node, HTML_SUB, HTML_SUP);
		break;
	case HTML_MMULTISCRIPTS:
		many_scripts(page, node);
		break;
	case HTML_MSQRT:
		square_root(page, node);
		break;
	case HTML_MROOT:
		root(page, node);
		break;
	case HTML_MFENCED:
		fenced(page, node);
		break;
	case HTML_MTABLE:
		list(page, node, "; ");
		break;
	case HTML_MTR:
		list(page, node, ", ");
		break;
	default:
		break;
	}
}

/* Whether it is one that only says how what is in it stands: text in it is between its parts. */
static bool is_layout(const struct html_node *node)
{
	static const bool layout[HTML_TEXT + 1] = {
		[HTML_MATH] = true,      [HTML_MENCLOSE] = true,   [HTML_MERROR] = true,
		[HTML_MFENCED] = true,   [HTML_MFRAC] = true,      [HTML_MMULTISCRIPTS] = true,
		[HTML_MOVER] = true,     [HTML_MPADDED] = true,    [HTML_MPRESCRIPTS] = true,
		[HTML_MROOT] = true,     [HTML_MROW] = true,       [HTML_MSQRT] = true,
		[HTML_MSTYLE] = true,    [HTML_MSUB] = true,       [HTML_MSUBSUP] = true,
		[HTML_MSUP] = true,      [HTML_MTABLE] = true,     [HTML_MTD] = true,
		[HTML_MTR] = true,       [HTML_MUNDER] = true,     [HTML_MUNDEROVER] = true,
		[HTML_SEMANTICS] = true, [HTML_ANNOTATION] = true, [HTML_ANNOTATION_XML] = true,
		[HTML_MPHANTOM] = true,
	};

	return layout[node->tag];
}

/* What is nothing beside a blank that is for who writes the formula, or a part of it: mi, mo and
 * the like have no names here. Where a formula is never closed, prose follows. */
static bool is_part(const struct html_node *node)
{
	return !node || node->tag == HTML_OTHER || is_layout(node);
}

static void close_up(struct html_node *node)
{
	for (struct html_node *one = node->first; one; one = one->next)
		if (one->tag == HTML_TEXT && html_is_blank(one) && is_part(one->prev) &&
		    is_part(one->next))
			one->dropped = true;
}

/* From the innermost parts outwards: of an outer one it counts how those in it are written. */
static void lay_all(struct html_page *page, struct html_node *node, bool layout)
{
	layout = layout && is_layout(node);
	if (node->tag == HTML_MPHANTOM) /* what is only room is in no page */
		node->first = node->last = NULL;
	node->dropped |= node->tag == HTML_ANNOTATION || node->tag == HTML_ANNOTATION_XML;
	if (node->dropped)
		return;
	if (layout)
		close_up(node);
	for (struct html_node *part = element(node->first); part; part = element(part->next))
		lay_all(page, part, layout);
	lay(page, node);
}

/* What stood last, on the way through a formula. */
struct place {
	bool word;   /* a letter or a number, */
	bool behind; /* and it was the end of a fraction */
};

static bool begins_word(const struct html_node *text)
{
	uint32_t c = 0;

	return text && text->tag == HTML_TEXT && text->len > 0 &&
	       utf8_decode(text->text, text->len, &c) > 0 && formula_runs_on(c);
}

static bool ends_word(const struct html_node *text)
{
	return text && text->tag == HTML_TEXT && text->len > 0 &&
	       formula_runs_on(formula_last(text->text, text->len));
}

/* Two and a half is no twenty-one halves. */
static void space_out(struct html_page *page, struct html_node *node, struct place *place)
{
	for (struct html_node *part = node->first; part; part = part->next) {
		bool moved = part->tag == HTML_SUP || part->tag == HTML_SUB;

		if (part->tag == HTML_TEXT && part->len > 0 && !part->dropped) {
			if (place->behind && begins_word(part))
				html_add_text(page, node, part, " ");
			*place = (struct place){.word = ends_word(part)};
		}
		if (part->tag == HTML_TEXT || part->dropped)
			continue;
		if (part->tag == HTML_MFRAC && place->word && part->first)
			html_add_text(page, node, part, " ");
		if (moved || part->tag == HTML_MFRAC)
			*place = (struct place){0};
		space_out(page, part, place);
		if (moved)
			*place = (struct place){.word = part->first != NULL};
		place->behind |= part->tag == HTML_MFRAC;
	}
}

void html_lay_formulas(struct html_page *page)
{
	struct html_node *top = page->root;

	for (struct html_node *node = top->first, *next; node; node = next) {
		struct place place = {.word = ends_word(node->prev)};

		next = html_walk(top, node);
		if (node->tag != HTML_MATH)
			continue;
		lay_all(page, node, true);
		space_out(page, node, &place);
		if (place.behind && begins_word(node->next))
			html_add_text(page, node->parent, node->next, " ");
		next = html_skip(top, node);
	}
}
