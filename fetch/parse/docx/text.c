/* SPDX-License-Identifier: ISC */
/* The walk over a Word document's text: paragraphs and their runs, fields,
 * notes, links, text boxes. */
#include "config.h"

#include "fetch/parse/docx/docx.h"
#include "fetch/parse/docx/walk.h"
#include "model/base/url.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Half points that a sign is moved off its line at least, and its bytes. */
#define MOVED_LEAST 3
#define MOVED_BYTES 4

enum action {
	IS_OTHER,
	IS_PARAGRAPH,
	IS_RUN,
	IS_LINK,
	IS_FIELD,
	IS_TABLE,
	IS_ROW,
	IS_CELL,
	IS_SCRIPT,
	IS_FORMULA
};

enum moved { MOVED_NOT, MOVED_UP, MOVED_DOWN };

/* -- notes --------------------------------------------------------------- */

/* The mark that the writer chose stands in the run, after the reference. */
static void custom_mark(struct docx_walk *w, uint32_t node, char *mark, size_t size)
{
	const struct xml_tree *tree = w->tree;
	uint32_t end = tree->nodes.at[tree->nodes.at[node].parent].end;
	mark[0] = '\0';
	for (uint32_t i = node + 1; i < end; i++) {
		const struct xml_node *n = &tree->nodes.at[i];
		if (n->tag != XML_TEXT || n->len >= size ||
		    tree->nodes.at[n->parent].tag != DOCX_T_T)
			continue;
		memcpy(mark, tree->bytes.bytes + n->at, n->len);
		mark[n->len] = '\0';
		w->taken = i;
		return;
	}
}

static int note_take(struct docx_walk *w, uint32_t node, bool at_end)
{
	const struct xml_tree *notes = at_end ? &w->docx->endnotes : &w->docx->footnotes;
	const char *custom = xml_attr(w->tree, node, DOCX_A_CUSTOM_MARK_FOLLOWS);
	char mark[40] = "";
	uint32_t note =
		docx_ids_find(&w->docx->note_ids[at_end], xml_attr(w->tree, node, DOCX_A_ID));
	if (custom && strcmp(custom, "0") != 0 && strcmp(custom, "false") != 0)
		custom_mark(w, node, mark, sizeof mark);
	if (!*mark)
		docx_number_print(at_end ? w->endnote_form : w->footnote_form,
		                  (int)++w->note_count[at_end], mark, sizeof mark);
	if (w->docx->drafts.note)
		return 0;
	drafts_note_begin(&w->docx->drafts, mark);
	int result = note ? docx_walk_range(w, notes, note + 1, notes->nodes.at[note].end) : 0;
	drafts_note_end(&w->docx->drafts);
	return result;
}

/* Whether a comment is the slip that the documents service puts into each of its files: job
 * number and symbols between marks, for machines. */
static bool is_slip(const struct docx_walk *w, uint32_t node)
{
	static const char mark[] = "<<ODS ";
	const struct xml_tree *comments = &w->docx->comments;
	uint32_t at = docx_ids_find(&w->docx->comment_ids, xml_attr(w->tree, node, DOCX_A_ID));
	size_t same = 0;

	for (uint32_t i = at; at && i < comments->nodes.at[at].end; i++) {
		const struct xml_node *text = &comments->nodes.at[i];

		if (text->tag != XML_TEXT)
			continue;
		for (uint32_t k = 0; k < text->len; k++)
			if (comments->bytes.bytes[text->at + k] != mark[same++])
				return false;
			else if (!mark[same])
				return true;
	}
	return false;
}

/* -- fields -------------------------------------------------------------- */

static void field_begin(struct docx_walk *w, const char *code)
{
	struct docx_field field = {.result = code != NULL};
	buf_init(&field.code, 4096);
	if (code)
		buf_str(&field.code, code);
	field.text = drafts_text(&w->docx->drafts);
	field.start = rich_text_here(field.text);
	if (w->fields.count >= 64 || vec_push(&w->fields, field) < 0)
		buf_done(&field.code);
}

static void field_result(struct docx_walk *w)
{
	if (w->fields.count == 0)
		return;
	struct docx_field *field = &w->fields.at[w->fields.count - 1];
	field->result = true;
	field->text = drafts_text(&w->docx->drafts);
	field->start = rich_text_here(field->text);
}

/* What Word counts itself when it shows the page, and leaves out of the file. */
static void field_count(struct docx_walk *w, const char *code)
{
	char number[32], figure[24];
	const char *at = strstr(code, "\\l");
	int level = parse_number(at ? at + 2 : NULL, 1, 9, 1) - 1;
	static const char *const forms[][3] = {
		{"", "decimal", ")"},  {"", "lowerLetter", ")"},  {"", "lowerRoman", ")"},
		{"(", "decimal", ")"}, {"(", "lowerLetter", ")"}, {"(", "lowerRoman", ")"},
		{"", "decimal", "."},  {"", "lowerLetter", "."},  {"", "lowerRoman", "."}};
	bool list = strncmp(code, "LISTNUM", 7) == 0;
	if (list) {
		for (int i = level + 1; i < 9; i++)
			w->listnum[i] = 0;
		docx_number_print(forms[level][1], (int)++w->listnum[level], figure, sizeof figure);
		snprintf(number, sizeof number, "%s%s%s", forms[level][0], figure, forms[level][2]);
	} else {
		snprintf(number, sizeof number, "%u.", ++w->autonum);
	}
	rich_text_str(drafts_text(&w->docx->drafts), number);
	rich_text_add(drafts_text(&w->docx->drafts), "\t", 1);
}

static void link_add(struct docx_walk *w, const struct rich_text *text, uint32_t start,
                     const char *href)
{
	char symbol[SYMBOL_MAX];
	if (!href || drafts_text(&w->docx->drafts) != text)
		return;
	if (symbol_normal(href, symbol))
		rich_text_span(drafts_text(&w->docx->drafts), DOC_LINK, start, symbol);
	else if (url_is_web(href) || strncmp(href, "mailto:", 7) == 0)
		rich_text_span(drafts_text(&w->docx->drafts), DOC_LINK, start, href);
}

static void field_end(struct docx_walk *w)
{
	if (w->fields.count == 0)
		return;
	struct docx_field field = w->fields.at[--w->fields.count];
	const char *code = field.code.bytes + strspn(field.code.bytes, " \t");
	if (!field.result && (strncmp(code, "AUTONUM", 7) == 0 || strncmp(code, "LISTNUM", 7) == 0))
		field_count(w, code);
	const char *href = strncmp(code, "HYPERLINK", 9) == 0 ? strchr(code, '"') : NULL;
	if (field.result && href && memchr(code, '\\', (size_t)(href - code)) == NULL) {
		char *copy = work_strdup(href + 1);
		if (copy) {
			copy[strcspn(copy, "\"")] = '\0';
			link_add(w, field.text, field.start, copy);
		}
		free(copy);
	}
	buf_done(&field.code);
}

static void field_char(struct docx_walk *w, uint32_t node)
{
	const char *type = xml_attr(w->tree, node, DOCX_A_FLD_CHAR_TYPE);
	if (!type)
		return;
	if (strcmp(type, "begin") == 0)
		field_begin(w, NULL);
	else if (strcmp(type, "separate") == 0)
		field_result(w);
	else if (strcmp(type, "end") == 0)
		field_end(w);
}

static bool in_code(const struct docx_walk *w)
{
	for (size_t i = 0; i < w->fields.count; i++)
		if (!w->fields.at[i].result)
			return true;
	return false;
}

/* -- formulas ----------------------------------------------------------------- */

/* A power, an index: of a formula. Parts of it stand in runs of their own. */
static void script_begin(struct docx_walk *w, uint32_t node, struct docx_frame *f)
{
	f->text = drafts_text(&w->docx->drafts);
	f->start = rich_text_here(f->text);
	f->raised = w->tree->nodes.at[node].tag != DOCX_T_SUB &&
	            w->tree->nodes.at[w->tree->nodes.at[node].parent].tag != DOCX_T_LIM_LOW;
	docx_formula_begin(w, node);
}

static void script_end(struct docx_walk *w, const struct docx_frame *f)
{
	struct rich_text *text = drafts_text(&w->docx->drafts);
	docx_formula_end(w, f->node);
	if (text == f->text && text->text.len > f->start)
		rich_text_script(text, f->raised ? TEXT_RAISED : TEXT_LOWERED, f->start);
}

/* -- runs ---------------------------------------------------------------- */

static bool settle(enum docx_said own, uint8_t style, uint8_t paragraph)
{
	return own ? own == DOCX_YES : style ? style == DOCX_YES : paragraph == DOCX_YES;
}

static void run_begin(struct docx_walk *w, uint32_t node, struct docx_frame *f)
{
	static const struct docx_style none = {.num = -1};
	uint32_t properties = xml_child(w->tree, node, DOCX_T_R_PR);
	const char *id = docx_val(w->tree, properties, DOCX_T_R_STYLE);
	const struct docx_style *style = docx_style(&w->docx->styles, id);
	const struct docx_style *paragraph = w->style ? w->style : &none;
	style = style ? style : &none;
	bool heading = w->rank > 0;
	w->hidden = settle(docx_said(w->tree, properties, DOCX_T_VANISH), style->hidden,
	                   paragraph->hidden);
	f->em = settle(docx_said(w->tree, properties, DOCX_T_I), style->italic,
	               heading ? 0 : paragraph->italic);
	f->strong = settle(docx_said(w->tree, properties, DOCX_T_B), style->bold,
	                   heading ? 0 : paragraph->bold);
	const char *place = docx_val(w->tree, properties, DOCX_T_VERT_ALIGN);
	place = place ? place : style->place ? style->place : "";
	f->raised = strcmp(place, "superscript") == 0;
	f->lowered = strcmp(place, "subscript") == 0;
	f->off = *place ? 0 : docx_number(w->tree, properties, DOCX_T_POSITION, 0);
	f->struck = settle(docx_struck(w->tree, properties), style->struck, paragraph->struck);
	f->text = drafts_text(&w->docx->drafts);
	f->start = rich_text_here(f->text);
}

/* Whether a note was called in the run: then that is what is raised. */
static bool calls_note(const struct docx_frame *f)
{
	const struct rich_text_span *last = NULL;
	if (f->text->spans.count > 0)
		last = &f->text->spans.at[f->text->spans.count - 1];
	return last && last->kind == DOC_CALL && last->end > f->start;
}

/* Stars and letters may call a note that is typed below a table; figures are a power, or
 * call what Word does not know. */
static bool may_call(const struct docx_frame *f)
{
	const char *s = f->text->text.bytes + f->start;
	return f->start < f->text->text.len &&
	       (strspn(s, "*") == f->text->text.len - f->start ||
	        strspn(s, "abcdefghijklmnopqrstuvwxyz, ") == f->text->text.len - f->start);
}

/* A figure that is moved off the line by hand, behind what stands on it: a power, or the
 * 2 of CO2. Whole words are moved for looks. */
static enum moved moved(const struct docx_walk *w, const struct docx_frame *f)
{
	const struct buf *text = &f->text->text;
	size_t len = text->len - f->start;
	const char *s = text->bytes + f->start;

	if (abs(f->off) < MOVED_LEAST || f->off == w->off || f->start == 0 || len == 0 ||
	    len > MOVED_BYTES || s[-1] == ' ' || strspn(s, "0123456789-+") < len)
		return MOVED_NOT;
	return f->off > 0 ? MOVED_UP : MOVED_DOWN;
}

static void run_end(struct docx_walk *w, const struct docx_frame *f)
{
	struct rich_text *text = drafts_text(&w->docx->drafts);
	enum moved how;
	w->hidden = false;
	if (text != f->text)
		return;
	how = moved(w, f);
	w->off = f->off;
	if (how != MOVED_NOT)
		rich_text_script(text, how == MOVED_UP ? TEXT_RAISED : TEXT_LOWERED, f->start);
	if (f->raised && !calls_note(f) && may_call(f))
		rich_text_span(text, DOC_CALL, f->start, NULL);
	else if (f->raised && !calls_note(f))
		rich_text_script(text, TEXT_RAISED, f->start);
	else if (f->lowered)
		rich_text_script(text, TEXT_LOWERED, f->start);
	if (f->struck)
		rich_text_mark(text, DOC_DEL, f->start);
	if (f->em)
		rich_text_span(drafts_text(&w->docx->drafts), DOC_EM, f->start, NULL);
	if (f->strong)
		rich_text_span(drafts_text(&w->docx->drafts), DOC_STRONG, f->start, NULL);
}

/* A character of a symbol font, as the one that looks so. */
static void symbol_add(struct docx_walk *w, uint32_t node)
{
	static const struct {
		unsigned code;
		const char *text;
	} known[] = {{0xb7, "•"}, {0xa7, "▪"}, {0xd8, "➢"}, {0xfc, "✓"}, {0xb0, "°"}, {0xb1, "±"},
	             {0xb3, "≥"}, {0xa3, "≤"}, {0xb4, "×"}, {0x2d, "–"}, {0x2a, "*"}, {0x6d, "µ"},
	             {0x20, " "}, {0xae, "→"}, {0xe0, "→"}, {0xa8, "□"}, {0x6f, "□"}, {0xfe, "☑"}};
	const char *code = xml_attr(w->tree, node, DOCX_A_CHAR);
	unsigned long value = code ? strtoul(code, NULL, 16) : 0;
	char utf8[8] = "";
	if (value >= 0xf000 && value <= 0xf0ff)
		value -= 0xf000;
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (known[i].code == value)
			snprintf(utf8, sizeof utf8, "%s", known[i].text);
	if (!*utf8 && value >= 0x20 && value < 0x110000) {
		struct buf one;
		buf_init(&one, 8);
		buf_utf8(&one, (uint32_t)value);
		snprintf(utf8, sizeof utf8, "%s", one.bytes);
		buf_done(&one);
	}
	rich_text_str(drafts_text(&w->docx->drafts), utf8);
}

/* -- elements ------------------------------------------------------------ */

/* Of two forms of the same thing the newer one, which stands first, if there is text
 * in it. */
static bool fallback_read(const struct docx_walk *w, uint32_t node)
{
	const struct xml_node *nodes = w->tree->nodes.at;
	uint32_t i = nodes[node].parent + 1;
	for (int seen = 0; i < node && seen < 8; i = nodes[i].end, seen++)
		if (nodes[i].tag == DOCX_T_CHOICE &&
		    (xml_find(w->tree, i, i, DOCX_T_TXBX_CONTENT) ||
		     xml_find(w->tree, i, i, DOCX_T_T)))
			return false;
	return true;
}

static bool skipped(const struct docx_walk *w, uint32_t node)
{
	static const uint16_t tags[] = {DOCX_T_P_PR,        DOCX_T_R_PR,        DOCX_T_SECT_PR,
	                                DOCX_T_DEL,         DOCX_T_TBL_PR,      DOCX_T_TR_PR,
	                                DOCX_T_TC_PR,       DOCX_T_MOVE_FROM,   DOCX_T_RT,
	                                DOCX_T_P_PR_CHANGE, DOCX_T_R_PR_CHANGE, DOCX_T_DEL_TEXT,
	                                DOCX_T_SDT_PR};
	unsigned tag = w->tree->nodes.at[node].tag;
	if (tag == DOCX_T_FALLBACK)
		return !fallback_read(w, node);
	if (tag == DOCX_T_SDT) {
		uint32_t properties = xml_child(w->tree, node, DOCX_T_SDT_PR);
		return properties &&
		       docx_said(w->tree, properties, DOCX_T_SHOWING_PLC_HDR) == DOCX_YES;
	}
	for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
		if (tags[i] == tag)
			return true;
	return false;
}

/* What stands in a run beside text. */
static int piece(struct docx_walk *w, uint32_t node)
{
	struct drafts *drafts = &w->docx->drafts;
	if (w->tree->nodes.at[node].tag == DOCX_T_INSTR_TEXT) {
		if (w->fields.count > 0)
			xml_text(w->tree, node, &w->fields.at[w->fields.count - 1].code);
		return 0;
	}
	if (w->tree->nodes.at[node].tag == DOCX_T_FLD_CHAR) {
		field_char(w, node);
		return 0;
	}
	if (w->hidden || in_code(w))
		return 0;
	switch (w->tree->nodes.at[node].tag) {
	case DOCX_T_TAB:
	case DOCX_T_PTAB:
		rich_text_add(drafts_text(drafts), "\t", 1);
		break;
	case DOCX_T_BR:
	case DOCX_T_CR:
		rich_text_break(drafts_text(drafts));
		break;
	case DOCX_T_NO_BREAK_HYPHEN:
		rich_text_str(drafts_text(drafts), "‑");
		break;
	case DOCX_T_SYM:
		symbol_add(w, node);
		break;
	case DOCX_T_CHART:
	case DOCX_T_REL_IDS:
	case DOCX_T_DOC_PR:
	case DOCX_T_IMAGEDATA:
		docx_drawing_note(w, node);
		break;
	case DOCX_T_OLE_OBJECT:
		w->docx->left.count[LEFT_EMBEDDED]++;
		break;
	case DOCX_T_COMMENT_REFERENCE:
		if (!is_slip(w, node))
			w->docx->left.count[LEFT_COMMENTS]++;
		break;
	case DOCX_T_ALT_CHUNK:
		docx_part_away(w, node);
		break;
	case DOCX_T_FOOTNOTE_REFERENCE:
		return note_take(w, node, false);
	case DOCX_T_ENDNOTE_REFERENCE:
		return note_take(w, node, true);
	default:
		break;
	}
	return 0;
}

static void link_begin(struct docx_walk *w, struct docx_frame *f)
{
	f->text = drafts_text(&w->docx->drafts);
	f->start = rich_text_here(f->text);
}

static int element_open(struct docx_walk *w, uint32_t node, struct docx_frame *f)
{
	switch (w->tree->nodes.at[node].tag) {
	case DOCX_T_P:
		f->action = IS_PARAGRAPH;
		docx_paragraph_begin(w, node);
		break;
	case DOCX_T_R:
		f->action = IS_RUN;
		run_begin(w, node, f);
		break;
	case DOCX_T_HYPERLINK:
		f->action = IS_LINK;
		link_begin(w, f);
		break;
	case DOCX_T_FLD_SIMPLE: {
		const char *code = xml_attr(w->tree, node, DOCX_A_INSTR);
		f->action = IS_FIELD;
		field_begin(w, code ? code : "");
		break;
	}
	case DOCX_T_TBL:
		f->action = IS_TABLE;
		docx_table_begin(w, node, f);
		break;
	case DOCX_T_TR:
		f->action = IS_ROW;
		docx_row_begin(w, node, f);
		break;
	case DOCX_T_TC:
		f->action = IS_CELL;
		docx_cell_begin(w, node, f);
		break;
	case DOCX_T_SUP:
	case DOCX_T_SUB:
	case DOCX_T_DEG:
	case DOCX_T_LIM:
		f->action = IS_SCRIPT;
		script_begin(w, node, f);
		break;
	case DOCX_T_NUM:
	case DOCX_T_DEN:
	case DOCX_T_D:
	case DOCX_T_E:
	case DOCX_T_MR:
	case DOCX_T_NARY:
	case DOCX_T_ACC:
	case DOCX_T_BAR:
		f->action = IS_FORMULA;
		docx_formula_begin(w, node);
		break;
	default:
		return piece(w, node);
	}
	return 0;
}

/* Each part has relationships of its own. */
static const char *target_of(const struct docx_walk *w, const char *id)
{
	const struct docx *docx = w->docx;
	size_t part = w->tree == &docx->footnotes ? 1 : w->tree == &docx->endnotes ? 2 : 0;
	const struct xml_tree *rels = part ? &docx->note_rels[part - 1] : &docx->rels;
	uint32_t node = docx_ids_find(&docx->rel_ids[part], id);
	return node ? xml_attr(rels, node, DOCX_A_TARGET) : NULL;
}

static int element_close(struct docx_walk *w, const struct docx_frame *f)
{
	switch (f->action) {
	case IS_PARAGRAPH:
		docx_paragraph_end(w, f->node);
		/* A code that was never ended hides no more than its paragraph. */
		for (size_t i = 0; i < w->fields.count; i++)
			w->fields.at[i].result = true;
		break;
	case IS_RUN:
		run_end(w, f);
		break;
	case IS_SCRIPT:
		script_end(w, f);
		break;
	case IS_FORMULA:
		docx_formula_end(w, f->node);
		break;
	case IS_LINK:
		link_add(w, f->text, f->start, target_of(w, xml_attr(w->tree, f->node, DOCX_A_ID)));
		break;
	case IS_FIELD:
		field_end(w);
		break;
	case IS_TABLE:
		docx_table_end(w, f);
		break;
	case IS_CELL:
		docx_cell_end(w, f);
		break;
	default:
		break;
	}
	return 0;
}

/* Boxes that float beside a paragraph follow it; those in them come after. */
static int boxes_take(struct docx_walk *w)
{
	if (w->deep > 0)
		return 0;
	w->deep++;
	for (size_t i = 0; i < w->boxes.count; i++) {
		uint32_t box = w->boxes.at[i];
		if (docx_walk_range(w, w->tree, box + 1, w->tree->nodes.at[box].end) < 0)
			return -1;
	}
	w->deep--;
	w->boxes.count = 0;
	return 0;
}

static int close_until(struct docx_walk *w, size_t base, uint32_t node)
{
	while (w->frames.count > base) {
		struct docx_frame f = w->frames.at[w->frames.count - 1];
		if (node < w->tree->nodes.at[f.node].end)
			return 0;
		w->frames.count--;
		element_close(w, &f);
		docx_drawings_take(w);
		if (f.action == IS_PARAGRAPH && !w->docx->drafts.note && boxes_take(w) < 0)
			return -1;
	}
	return 0;
}

static void text_take(struct docx_walk *w, uint32_t node)
{
	const struct xml_node *n = &w->tree->nodes.at[node];
	if (w->tree->nodes.at[n->parent].tag != DOCX_T_T || w->hidden || in_code(w) ||
	    (w->taken == node && node > 0))
		return;
	rich_text_add(drafts_text(&w->docx->drafts), w->tree->bytes.bytes + n->at, n->len);
}

int docx_walk_range(struct docx_walk *w, const struct xml_tree *tree, uint32_t from, uint32_t to)
{
	const struct xml_tree *before = w->tree;
	const struct docx_style *style = w->style;
	int rank = w->rank;
	bool hidden = w->hidden;
	size_t base = w->frames.count;
	w->tree = tree;
	w->hidden = false;
	for (uint32_t i = from; i < to;) {
		struct docx_frame f = {.node = i};
		if (close_until(w, base, i) < 0)
			return -1;
		if (tree->nodes.at[i].tag == XML_TEXT) {
			text_take(w, i++);
			continue;
		}
		bool box = tree->nodes.at[i].tag == DOCX_T_TXBX_CONTENT;
		if (box && !w->docx->drafts.note && vec_push(&w->boxes, i) < 0)
			return -1;
		if (box || skipped(w, i)) {
			i = tree->nodes.at[i].end;
			continue;
		}
		if (element_open(w, i, &f) < 0 || vec_push(&w->frames, f) < 0)
			return -1;
		/* A cell that another one reaches over, or a row that was deleted. */
		i = f.skip ? tree->nodes.at[i].end : i + 1;
	}
	if (close_until(w, base, UINT32_MAX) < 0)
		return -1;
	w->tree = before;
	w->style = style;
	w->rank = rank;
	w->hidden = hidden;
	return w->docx->drafts.failed ? -1 : 0;
}
