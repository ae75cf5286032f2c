/* SPDX-License-Identifier: ISC */
/*
 * Formulas of a Word document, in a line (fetch/parse/core/formula.h).
 */
#include "config.h"

#include "fetch/parse/core/formula.h"
#include "fetch/parse/docx/docx.h"
#include "fetch/parse/docx/walk.h"
#include "model/base/utf8.h"

#include <string.h>

/* Nodes of a part that are looked at: a longer one is more than a name. */
#define PART_NODES 100

static unsigned tag_of(const struct docx_walk *w, uint32_t node)
{
	return w->tree->nodes.at[node].tag;
}

/* Whether there is a stroke or a root in it, which there are no raised ones of. */
static bool is_built(const struct docx_walk *w, uint32_t node)
{
	const struct xml_node *nodes = w->tree->nodes.at;
	uint32_t end = nodes[node].end;
	bool built = false;

	end = end - node > PART_NODES ? node + PART_NODES : end;
	for (uint32_t i = node + 1; i < end && !built; i++)
		built = nodes[i].tag == DOCX_T_DEN || nodes[i].tag == DOCX_T_RAD;
	return built;
}

/* Whether what is in the node is more than one number or name. */
static bool is_compound(const struct docx_walk *w, uint32_t node)
{
	const struct xml_node *nodes = w->tree->nodes.at;
	uint32_t end = nodes[node].end;
	struct buf text;
	bool compound = end - node > PART_NODES || is_built(w, node);

	buf_init(&text, FORMULA_PART_MOST);
	for (uint32_t i = node + 1; i < end && !compound; i++) {
		if (nodes[i].tag == XML_TEXT && nodes[nodes[i].parent].tag == DOCX_T_T)
			buf_add(&text, w->tree->bytes.bytes + nodes[i].at, nodes[i].len);
		compound = text.full;
	}
	compound |= formula_is_compound(text.bytes, text.len);
	buf_done(&text);
	return compound;
}

static void write(struct docx_walk *w, const char *s)
{
	rich_text_str(drafts_text(&w->docx->drafts), s);
}

/* What is said of a node stands before all that is in it. */
static uint32_t properties_of(const struct docx_walk *w, uint32_t node)
{
	const struct xml_node *nodes = w->tree->nodes.at;
	uint32_t first = node + 1;

	while (first < nodes[node].end && nodes[first].tag == XML_TEXT)
		first = nodes[first].end;
	return first < nodes[node].end ? first : 0;
}

/* A character among the properties of a node, or what stands where there is none. */
static const char *sign(const struct docx_walk *w, uint32_t node, unsigned properties, unsigned tag,
                        const char *usual)
{
	uint32_t child = properties_of(w, node);
	const char *said =
		child && tag_of(w, child) == properties ? docx_val(w->tree, child, tag) : NULL;

	return said ? said : usual;
}

/* Whether that is the value of one of its properties, whatever its name. */
static bool is_said(const struct docx_walk *w, uint32_t node, const char *value)
{
	const struct xml_node *nodes = w->tree->nodes.at;
	uint32_t child = properties_of(w, node);
	bool said = false;

	for (uint32_t i = child + 1; child && i < nodes[child].end && !said; i = nodes[i].end) {
		const char *one =
			nodes[i].tag != XML_TEXT ? xml_attr(w->tree, i, DOCX_A_VAL) : NULL;

		said = one && strcmp(one, value) == 0;
	}
	return said;
}

/* Whether it is the first of its name in its parent. */
static bool is_first(const struct docx_walk *w, uint32_t node)
{
	return xml_child(w->tree, w->tree->nodes.at[node].parent, tag_of(w, node)) == node;
}

/* Whether a power or an index is set to it. */
static bool is_base(const struct docx_walk *w, uint32_t node)
{
	const struct xml_node *nodes = w->tree->nodes.at;
	uint32_t next = nodes[node].end, end = nodes[nodes[node].parent].end;

	while (next < end && nodes[next].tag == XML_TEXT)
		next = nodes[next].end;
	return next < end && (nodes[next].tag == DOCX_T_SUP || nodes[next].tag == DOCX_T_SUB);
}

/* Whether what comes behind a fraction would be read as a part of it. */
static bool runs_on(const struct docx_walk *w, uint32_t fraction)
{
	const struct xml_node *nodes = w->tree->nodes.at;
	size_t count = w->tree->nodes.count;
	uint32_t c;

	for (uint32_t i = nodes[fraction].end, n = 0; i < count && n < PART_NODES; i++, n++) {
		switch (nodes[i].tag) {
		case XML_TEXT:
			if (nodes[nodes[i].parent].tag != DOCX_T_T || nodes[i].len == 0)
				break;
			utf8_decode(w->tree->bytes.bytes + nodes[i].at, nodes[i].len, &c);
			return formula_runs_on(c);
		case DOCX_T_RAD:
			return true;
		case DOCX_T_E:
			if (is_base(w, i))
				break;
			return false;
		case DOCX_T_NUM:
		case DOCX_T_DEN:
		case DOCX_T_SUP:
		case DOCX_T_SUB:
		case DOCX_T_D:
		case DOCX_T_NARY:
		case DOCX_T_MR:
		case DOCX_T_P:
			return false;
		default:
			break;
		}
	}
	return false;
}

/* The upper part of a fraction: two and a half is no twenty-one halves. */
static void above(struct docx_walk *w, uint32_t node)
{
	const struct buf *text = &drafts_text(&w->docx->drafts)->text;
	bool choice = is_said(w, w->tree->nodes.at[node].parent, "noBar");

	if (text->len > 0 && formula_runs_on(formula_last(text->bytes, text->len)))
		write(w, " ");
	write(w, choice || is_compound(w, node) ? "(" : "");
}

/* Behind the upper part, before and behind the lower one. */
static void stroke(struct docx_walk *w, uint32_t node, bool begins)
{
	uint32_t fraction = w->tree->nodes.at[node].parent;
	bool choice = is_said(w, fraction, "noBar"), lower = tag_of(w, node) == DOCX_T_DEN;

	if (begins)
		write(w, choice ? "; " : is_compound(w, node) ? "/(" : "/");
	else if (choice ? lower : is_compound(w, node))
		write(w, ")");
	if (!begins && lower && runs_on(w, fraction))
		write(w, " ");
}

/* An operand, by what it is one of. */
static void operand_begin(struct docx_walk *w, uint32_t node)
{
	uint32_t parent = w->tree->nodes.at[node].parent;

	switch (tag_of(w, parent)) {
	case DOCX_T_D:
		if (!is_first(w, node))
			write(w, sign(w, parent, DOCX_T_D_PR, DOCX_T_SEP_CHR, "|"));
		break;
	case DOCX_T_MR:
		write(w, is_first(w, node) ? "" : ", ");
		break;
	case DOCX_T_FUNC:
		write(w, " ");
		break;
	case DOCX_T_RAD:
		write(w, is_compound(w, node) ? "√(" : "√");
		break;
	default:
		write(w, is_first(w, node) ? "" : "; ");
		write(w, is_base(w, node) && is_compound(w, node) ? "(" : "");
		break;
	}
}

static void operand_end(struct docx_walk *w, uint32_t node)
{
	bool root = tag_of(w, w->tree->nodes.at[node].parent) == DOCX_T_RAD;

	if ((root || is_base(w, node)) && is_compound(w, node))
		write(w, ")");
}

void docx_formula_begin(struct docx_walk *w, uint32_t node)
{
	switch (tag_of(w, node)) {
	case DOCX_T_DEN:
		stroke(w, node, true);
		break;
	case DOCX_T_NUM:
		above(w, node);
		break;
	case DOCX_T_SUP:
	case DOCX_T_SUB:
	case DOCX_T_DEG:
		write(w, is_built(w, node) ? "(" : "");
		break;
	case DOCX_T_D:
		write(w, sign(w, node, DOCX_T_D_PR, DOCX_T_BEG_CHR, "("));
		break;
	case DOCX_T_NARY:
		write(w, sign(w, node, DOCX_T_NARY_PR, DOCX_T_CHR, "∫"));
		break;
	case DOCX_T_MR:
		write(w, is_first(w, node) ? "" : "; ");
		break;
	case DOCX_T_E:
		operand_begin(w, node);
		break;
	default:
		break;
	}
}

void docx_formula_end(struct docx_walk *w, uint32_t node)
{
	switch (tag_of(w, node)) {
	case DOCX_T_DEN:
	case DOCX_T_NUM:
		stroke(w, node, false);
		break;
	case DOCX_T_SUP:
	case DOCX_T_SUB:
	case DOCX_T_DEG:
		write(w, is_built(w, node) ? ")" : "");
		break;
	case DOCX_T_D:
		write(w, sign(w, node, DOCX_T_D_PR, DOCX_T_END_CHR, ")"));
		break;
	case DOCX_T_E:
		operand_end(w, node);
		break;
	case DOCX_T_ACC:
		write(w, sign(w, node, DOCX_T_ACC_PR, DOCX_T_CHR, "\u0302"));
		break;
	case DOCX_T_BAR:
		write(w, is_said(w, node, "bot") ? "\u0332" : "\u0305");
		break;
	default:
		break;
	}
}
