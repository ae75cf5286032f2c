/* SPDX-License-Identifier: ISC */
/* Paragraphs and tables of a Word document, and which of them are its masthead. */
#include "config.h"

#include "fetch/parse/docx/docx.h"
#include "fetch/parse/docx/walk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MASTHEAD_LINES 40 /* a masthead is no longer */
#define MASTHEAD_LINE 400 /* bytes of a line of it */
#define HEAD_LINE 120     /* bytes of a line that may tell the day of a paper */

/* -- the masthead -------------------------------------------------------- */

/* Adds the paragraph's text as printed: a newline for each tab and line break. */
static void lines_of(const struct xml_tree *tree, uint32_t node, struct buf *out)
{
	for (uint32_t i = node; i < tree->nodes.at[node].end;) {
		const struct xml_node *n = &tree->nodes.at[i];
		if (n->tag == DOCX_T_P_PR || n->tag == DOCX_T_R_PR || n->tag == DOCX_T_DEL ||
		    n->tag == DOCX_T_MOVE_FROM || n->tag == DOCX_T_FALLBACK ||
		    n->tag == DOCX_T_INSTR_TEXT || (n->tag == DOCX_T_P && i > node) ||
		    n->tag == DOCX_T_TXBX_CONTENT) {
			i = n->end;
			continue;
		}
		if (n->tag == DOCX_T_TAB || n->tag == DOCX_T_BR || n->tag == DOCX_T_PTAB)
			buf_char(out, '\n');
		if (n->tag == XML_TEXT && tree->nodes.at[n->parent].tag == DOCX_T_T)
			buf_add(out, tree->bytes.bytes + n->at, n->len);
		i++;
	}
}

/* Each line into the facts. Whether all were understood; *shown: one of them is
 * shown as well. */
static bool lines_take(struct un_facts *facts, const struct buf *text, bool *shown)
{
	bool all = true;
	size_t lines = 0;
	struct buf whole;
	buf_init(&whole, 4096);
	for (size_t i = 0; i < text->len; i++)
		buf_char(&whole, text->bytes[i] == '\n' ? ' ' : text->bytes[i]);
	/* "Distr.:<tab>General" is one line, whatever stands between. */
	enum un_line_kind kind = un_facts_line(facts, whole.bytes, whole.len);
	buf_done(&whole);
	*shown = un_is_shown(kind);
	if (kind != UN_TEXT)
		return true;
	if (*text->bytes == '*') /* a note: "** A/81/50." */
		return false;
	for (const char *s = text->bytes; *s;) {
		size_t len = strcspn(s, "\n");
		if (strspn(s, " \t\r\n") < len) {
			kind = un_facts_line(facts, s, len);
			all &= kind != UN_TEXT;
			*shown |= un_is_shown(kind);
			lines++;
		}
		s += len + (s[len] != '\0');
	}
	return all && lines > 0;
}

/* The paragraph's signs of a masthead: as a whole, and line by line. */
static void signs_note(struct un_masthead *signs, const struct buf *text)
{
	struct buf whole;
	buf_init(&whole, 4096);
	for (size_t i = 0; i < text->len; i++)
		buf_char(&whole, text->bytes[i] == '\n' ? ' ' : text->bytes[i]);
	un_masthead_note(signs, whole.bytes, whole.len);
	buf_done(&whole);
	for (const char *s = text->bytes; memchr(text->bytes, '\n', text->len) && *s;) {
		size_t len = strcspn(s, "\n");
		un_masthead_note(signs, s, len);
		s += len + (s[len] != '\0');
	}
}

/* The day in the head of a paper that has no masthead. */
static void date_note(struct un_facts *facts, const struct buf *text)
{
	char iso[11];
	if (!*facts->date && text->len < HEAD_LINE && un_date(text->bytes, text->len, iso, NULL))
		memcpy(facts->date, iso, sizeof iso);
}

void docx_masthead_find(struct docx_walk *w)
{
	const struct xml_tree *tree = &w->docx->text;
	unsigned lines = 0;
	struct buf text;
	buf_init(&text, 1u << 16);
	for (int dates = 0; dates < 2; dates++) {
		w->masthead = un_has_masthead(&w->docx->signs);
		for (uint32_t i = lines = 0; !(dates && w->masthead) && lines < MASTHEAD_LINES &&
		                             (i = xml_find(tree, 0, i, DOCX_T_P)) != 0;) {
			buf_reset(&text);
			lines_of(tree, i, &text);
			if (text.len > MASTHEAD_LINE)
				break;
			lines += text.len > 0;
			if (dates)
				date_note(&w->docx->facts, &text);
			else
				signs_note(&w->docx->signs, &text);
		}
	}
	buf_done(&text);
	w->docx->facts.formal = w->masthead;
}

void docx_furniture(struct docx *docx, const struct xml_tree *tree)
{
	struct buf text;
	bool shown;
	buf_init(&text, 1u << 16);
	for (uint32_t i = 1; i < tree->nodes.count; i++) {
		if (tree->nodes.at[i].tag != DOCX_T_P)
			continue;
		buf_reset(&text);
		lines_of(tree, i, &text);
		if (text.len == 0 || text.len >= MASTHEAD_LINE)
			continue;
		signs_note(&docx->signs, &text);
		lines_take(&docx->facts, &text, &shown);
	}
	buf_done(&text);
}

/* A symbol that stands before all else is the paper's own, masthead or not. */
static void symbol_take(struct docx_walk *w, struct draft *d)
{
	const struct buf *text = &d->text.text;
	struct un_line line;
	if (text->len == 0)
		return;
	w->headed = true;
	if (un_line_read(text->bytes, text->len, &line) != UN_SYMBOL)
		return;
	un_facts_line(&w->docx->facts, text->bytes, text->len);
	d->gone = d->note_count == 0;
}

/* At the end of a paragraph above the title. */
static void masthead_take(struct docx_walk *w, uint32_t node, struct draft *d)
{
	struct un_facts *facts = &w->docx->facts;
	struct buf text;
	bool shown = false;
	if (d->text.text.len == 0)
		return;
	if (++w->lines > MASTHEAD_LINES || d->text.text.len > MASTHEAD_LINE || *d->number) {
		w->masthead = false;
		return;
	}
	buf_init(&text, 1u << 16);
	lines_of(w->tree, node, &text);
	bool known = lines_take(facts, &text, &shown);
	buf_done(&text);
	if (known) {
		d->gone = !shown && d->note_count == 0;
		d->kind = DOC_PARAGRAPH;
		w->agenda = shown;
		return;
	}
	bool star = *d->text.text.bytes == '*'; /* a note on the symbol or the agenda */
	if (w->rank == DOCX_AGENDA ||
	    (w->agenda && d->kind == DOC_PARAGRAPH && !*d->marker && !star)) {
		un_facts_agenda(facts, d->text.text.bytes, d->text.text.len);
		w->agenda = false;
		return;
	}
	w->masthead = d->kind != DOC_HEADING;
	w->agenda = false;
}

/* -- paragraphs ---------------------------------------------------------- */

static int rank_of(const struct docx_walk *w, uint32_t properties)
{
	int outline = docx_number(w->tree, properties, DOCX_T_OUTLINE_LVL, -1);
	int rank = w->style ? w->style->rank : DOCX_TEXT;
	if (rank == DOCX_TEXT && outline >= 0 && outline < 9)
		rank = outline + 3;
	return rank == DOCX_LISTED ? DOCX_TEXT : rank;
}

/* What Word prints before the paragraph. */
static void marker_of(struct docx_walk *w, uint32_t properties, char *marker, size_t size)
{
	uint32_t own = properties ? xml_child(w->tree, properties, DOCX_T_NUM_PR) : 0;
	int num = docx_number(w->tree, own, DOCX_T_NUM_ID, -1);
	int level = docx_number(w->tree, own, DOCX_T_ILVL, -1);
	marker[0] = '\0';
	if (num < 0) {
		num = w->style ? w->style->num : -1;
		level = level < 0 && w->style ? w->style->level : level;
	}
	if (num > 0)
		docx_numbers_next(w->docx->numbers, num, level, w->style ? w->style->id : NULL,
		                  marker, size);
}

/* The end of the paragraph was struck out, or moved from here: what is left of it belongs
 * to the next one, which has the number. */
static bool end_struck(const struct docx_walk *w, uint32_t properties)
{
	uint32_t mark = properties ? xml_child(w->tree, properties, DOCX_T_R_PR) : 0;
	return mark &&
	       (xml_child(w->tree, mark, DOCX_T_DEL) || xml_child(w->tree, mark, DOCX_T_MOVE_FROM));
}

static enum doc_kind kind_of(const struct docx_walk *w)
{
	return w->rank > 0 ? DOC_HEADING : w->rank == DOCX_QUOTED ? DOC_QUOTE : DOC_PARAGRAPH;
}

/* What the paragraph is by its style and number. */
static void draft_set(struct docx_walk *w, uint32_t properties, struct draft *d, const char *marker)
{
	enum docx_said bidi = docx_said(w->tree, properties, DOCX_T_BIDI);
	d->kind = kind_of(w);
	snprintf(d->marker, sizeof d->marker, "%s", marker);
	d->listed = d->set_apart = *marker != '\0';
	d->style = w->style;
	d->contents = w->style && w->style->rank == DOCX_LISTED;
	d->bidi = bidi ? bidi == DOCX_YES : w->style && w->style->bidi == DOCX_YES;
	d->level = w->rank > 0 ? w->rank : d->kind == DOC_QUOTE ? 1 : 0;
}

/* The paragraph goes on from one whose end was struck out or hidden: in the first case it
 * is this one. */
static void paragraph_join(struct docx_walk *w, uint32_t properties, const char *marker)
{
	struct drafts *drafts = &w->docx->drafts;
	if (w->joined == DOCX_STRUCK && drafts->open->kind != DOC_TABLE) {
		draft_set(w, properties, drafts->open, marker);
	} else if (*marker) {
		rich_text_str(drafts_text(drafts), marker);
		rich_text_break(drafts_text(drafts));
	}
	w->joined = DOCX_APART;
}

void docx_paragraph_begin(struct docx_walk *w, uint32_t node)
{
	struct drafts *drafts = &w->docx->drafts;
	uint32_t properties = xml_child(w->tree, node, DOCX_T_P_PR);
	const char *id = docx_val(w->tree, properties, DOCX_T_P_STYLE);
	char marker[64] = "";
	w->style = docx_style(&w->docx->styles, id);
	w->style = w->style ? w->style : w->normal;
	w->rank = rank_of(w, properties);
	if (drafts->note) {
		drafts_begin(drafts, DOC_PARAGRAPH);
		return;
	}
	if (!end_struck(w, properties))
		marker_of(w, properties, marker, sizeof marker);
	if (drafts->in_cell) {
		drafts_begin(drafts, DOC_PARAGRAPH);
		if (*marker) {
			rich_text_str(drafts_text(drafts), marker);
			rich_text_break(drafts_text(drafts));
		}
		return;
	}
	if (w->joined && drafts->open) {
		paragraph_join(w, properties, marker);
		return;
	}
	w->joined = DOCX_APART;
	struct draft *d = drafts_begin(drafts, kind_of(w));
	if (d)
		draft_set(w, properties, d, marker);
}

/* How the open paragraph ends. */
static enum docx_joined end_of(const struct docx_walk *w, uint32_t node)
{
	uint32_t properties = xml_child(w->tree, node, DOCX_T_P_PR);
	uint32_t mark = properties ? xml_child(w->tree, properties, DOCX_T_R_PR) : 0;
	if (end_struck(w, properties))
		return DOCX_STRUCK;
	return mark && docx_said(w->tree, mark, DOCX_T_VANISH) == DOCX_YES ? DOCX_HIDDEN
	                                                                   : DOCX_APART;
}

void docx_paragraph_end(struct docx_walk *w, uint32_t node)
{
	struct drafts *drafts = &w->docx->drafts;
	if (drafts->note || drafts->in_cell) {
		drafts_end(drafts);
		return;
	}
	w->joined = end_of(w, node);
	if (w->joined && drafts->open && drafts->open->text.text.len > 0) {
		rich_text_break(drafts_text(drafts));
		return;
	}
	w->joined = DOCX_APART;
	if (w->masthead && w->deep == 0 && drafts->open && drafts->open->kind != DOC_TABLE)
		masthead_take(w, node, drafts->open);
	else if (!w->headed && drafts->open)
		symbol_take(w, drafts->open);
	drafts_end(drafts);
}

/* -- tables -------------------------------------------------------------- */

/* A table that only puts a frame around paragraphs, or a masthead in columns. */
static bool table_flat(const struct docx_walk *w, uint32_t node)
{
	struct un_line line;
	struct buf text;
	unsigned cells = 0, rows = 0, known = 0, unknown = 0;
	for (uint32_t i = node + 1; i < w->tree->nodes.at[node].end; i++) {
		cells += w->tree->nodes.at[i].tag == DOCX_T_TC;
		rows += w->tree->nodes.at[i].tag == DOCX_T_TR;
	}
	if (cells <= rows)
		return true;
	if (!w->masthead || cells > 60)
		return false;
	buf_init(&text, 1u << 16);
	for (uint32_t i = node; (i = xml_find(w->tree, node, i, DOCX_T_P)) != 0;) {
		buf_reset(&text);
		lines_of(w->tree, i, &text);
		char *s = text.bytes;
		for (size_t len; *s; s += len + (s[len] != '\0')) {
			len = strcspn(s, "\n");
			if (strspn(s, " \t\r\n") >= len)
				continue;
			enum un_line_kind kind = un_line_read(s, len, &line);
			/* days and numbers stand in any table */
			unknown += kind == UN_TEXT || kind == UN_PAGE;
			known += kind != UN_TEXT && kind != UN_PAGE && kind != UN_DATE;
		}
	}
	buf_done(&text);
	return known >= 2 && known > unknown;
}

void docx_table_begin(struct docx_walk *w, uint32_t node, struct docx_frame *f)
{
	struct drafts *drafts = &w->docx->drafts;
	w->tables++;
	if (drafts->note || drafts->in_cell)
		return;
	f->flat = w->flat > 0 || table_flat(w, node);
	if (f->flat) {
		w->flat++;
		return;
	}
	memset(w->grid, 0, sizeof w->grid);
	w->column = 0;
	drafts_table_begin(drafts);
}

void docx_table_end(struct docx_walk *w, const struct docx_frame *f)
{
	w->tables--;
	if (f->flat)
		w->flat--;
	else
		drafts_table_end(&w->docx->drafts);
}

void docx_row_begin(struct docx_walk *w, uint32_t node, struct docx_frame *f)
{
	uint32_t properties = xml_child(w->tree, node, DOCX_T_TR_PR);
	struct drafts *drafts = &w->docx->drafts;
	f->skip = properties && xml_child(w->tree, properties, DOCX_T_DEL);
	if (f->skip || drafts->note || drafts->in_cell || !drafts->open ||
	    drafts->open->kind != DOC_TABLE)
		return;
	w->header_row = docx_said(w->tree, properties, DOCX_T_TBL_HEADER) == DOCX_YES;
	int before = docx_number(w->tree, properties, DOCX_T_GRID_BEFORE, 0);
	w->column = before > 0 && before < DOCX_COLUMNS ? (size_t)before : 0;
	drafts_row(drafts);
	if (w->column > 0) {
		drafts_cell_begin(drafts, false, (unsigned)w->column, 1);
		drafts_cell_end(drafts);
	}
}

/* A cell that goes on from the row above makes that one taller. */
static bool cell_joined(struct docx_walk *w, uint32_t merge)
{
	struct draft *table = w->docx->drafts.open;
	const char *value = merge ? xml_attr(w->tree, merge, DOCX_A_VAL) : NULL;
	if (!merge || (value && strcmp(value, "continue") != 0) || w->column >= DOCX_COLUMNS ||
	    w->grid[w->column] == 0 || w->grid[w->column] > table->cells.count)
		return false;
	table->cells.at[w->grid[w->column] - 1].rowspan++;
	return true;
}

void docx_cell_begin(struct docx_walk *w, uint32_t node, struct docx_frame *f)
{
	struct drafts *drafts = &w->docx->drafts;
	uint32_t properties = xml_child(w->tree, node, DOCX_T_TC_PR);
	if (drafts->note || drafts->in_cell || !drafts->open || drafts->open->kind != DOC_TABLE) {
		f->flat = !drafts->in_cell;
		if (drafts->in_cell)
			drafts_cell_begin(drafts, false, 1, 1);
		return;
	}
	int span = docx_number(w->tree, properties, DOCX_T_GRID_SPAN, 1);
	span = span < 1 ? 1 : span > DOCX_COLUMNS ? DOCX_COLUMNS : span;
	uint32_t merge = properties ? xml_child(w->tree, properties, DOCX_T_V_MERGE) : 0;
	f->skip = cell_joined(w, merge);
	f->flat = f->skip;
	if (!f->skip)
		drafts_cell_begin(drafts, w->header_row, (unsigned)span, 1);
	for (int i = 0; i < span && w->column < DOCX_COLUMNS; i++, w->column++)
		if (!f->skip)
			w->grid[w->column] = merge ? drafts->open->cells.count : 0;
}

void docx_cell_end(struct docx_walk *w, const struct docx_frame *f)
{
	if (!f->flat)
		drafts_cell_end(&w->docx->drafts);
}
