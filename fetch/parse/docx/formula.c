/* SPDX-License-Identifier: ISC */
/*
 * Formulas of a Word document, in a line (fetch/parse/core/formula.h).
 */
#include "config.h"

#include "fetch/parse/core/formula.h"
#include "fetch/parse/docx/docx.h"
#include "fetch/parse/docx/walk.h"

/* Whether what is in the node is more than one number or name. */
static bool is_compound(const struct docx_walk *w, uint32_t node)
{
	struct buf text;
	bool compound;

	buf_init(&text, 4096);
	xml_text(w->tree, node, &text);
	compound = text.full || formula_is_compound(text.bytes, text.len);
	buf_done(&text);
	return compound;
}

static void write(struct docx_walk *w, const char *s)
{
	rich_text_str(drafts_text(&w->docx->drafts), s);
}

static unsigned tag_of(const struct docx_walk *w, uint32_t node)
{
	return w->tree->nodes.at[node].tag;
}

/* A character among the properties of a node, or what stands where there is none. */
static const char *sign(const struct docx_walk *w, uint32_t node, unsigned properties, unsigned tag,
                        const char *usual)
{
	uint32_t child = xml_child(w->tree, node, properties);
	const char *said = child ? docx_val(w->tree, child, tag) : NULL;

	return said ? said : usual;
}

/* Whether it is the first of its name in its parent. */
static bool is_first(const struct docx_walk *w, uint32_t node)
{
	return xml_child(w->tree, w->tree->nodes.at[node].parent, tag_of(w, node)) == node;
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
		break;
	}
}

void docx_formula_begin(struct docx_walk *w, uint32_t node)
{
	switch (tag_of(w, node)) {
	case DOCX_T_DEN:
		write(w, is_compound(w, node) ? "/(" : "/");
		break;
	case DOCX_T_NUM:
		write(w, is_compound(w, node) ? "(" : "");
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
		write(w, is_compound(w, node) ? ")" : "");
		break;
	case DOCX_T_D:
		write(w, sign(w, node, DOCX_T_D_PR, DOCX_T_END_CHR, ")"));
		break;
	case DOCX_T_E:
		if (tag_of(w, w->tree->nodes.at[node].parent) == DOCX_T_RAD && is_compound(w, node))
			write(w, ")");
		break;
	case DOCX_T_ACC:
		write(w, sign(w, node, DOCX_T_ACC_PR, DOCX_T_CHR, "\u0302"));
		break;
	case DOCX_T_BAR:
		write(w, "\u0305");
		break;
	default:
		break;
	}
}
