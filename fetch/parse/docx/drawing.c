/* SPDX-License-Identifier: ISC */
/* Drawings of a Word document: a chart becomes a figure, in words, of the values that the file
 * keeps for it, a diagram one of the words in its boxes, a picture that is described one of its
 * description. */
#include "config.h"

#include "fetch/parse/docx/docx.h"
#include "fetch/parse/docx/walk.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define DRAWINGS_MAX 300 /* of a document */
#define ROWS_MAX 400
#define SERIES_MAX 40

/* A chart's values: for each cell the node of its text, 0 for none. */
struct grid {
	const struct xml_tree *tree;
	uint32_t *cells; /* ROWS_MAX rows of SERIES_MAX + 1; the first is the category */
	uint32_t names[SERIES_MAX];
	uint32_t formats[SERIES_MAX];             /* of a series' values */
	bool labels[ROWS_MAX * (SERIES_MAX + 1)]; /* the cell is text that was written there */
	bool hidden[SERIES_MAX]; /* not in the legend: it only draws a line somewhere */
	size_t rows, series;
};

static size_t place(size_t row, size_t column)
{
	return row * (SERIES_MAX + 1) + column;
}

/* -- numbers ------------------------------------------------------------- */

/* 1234567 with a space after each group of three, as it is printed. */
static void group(const char *plain, struct rich_text *out)
{
	size_t digits = strspn(plain + (*plain == '-'), "0123456789");
	const char *s = plain;
	if (*s == '-')
		rich_text_str(out, "−"), s++;
	for (; digits > 0; digits--, s++) {
		rich_text_add(out, s, 1);
		if (digits > 1 && (digits - 1) % 3 == 0)
			rich_text_break(out);
	}
	rich_text_str(out, s);
}

/* The value as its format prints it: groups, decimals, percent. */
static void print_value(const char *value, const char *format, struct rich_text *out)
{
	char *end, plain[64];
	double number = strtod(value, &end);
	const char *point = strchr(format, '.');
	bool percent = strchr(format, '%') != NULL, counted = strstr(format, "##0") != NULL;
	if (end == value || *end || !isfinite(number) || fabs(number) >= 1e15) {
		rich_text_str(out, value);
		return;
	}
	number = percent ? number * 100 : number;
	if ((counted || percent) && !point)
		snprintf(plain, sizeof plain, "%.0f", number);
	else if (point && point[1] == '0')
		snprintf(plain, sizeof plain, "%.*f", point[2] == '0' ? 2 : 1, number);
	else
		snprintf(plain, sizeof plain, "%.12g", number);
	if (counted)
		group(plain, out);
	else
		rich_text_str(out, plain);
	if (percent)
		rich_text_str(out, "%");
}

/* -- reading a chart ------------------------------------------------------- */

static uint32_t index_of(const struct xml_tree *tree, uint32_t point)
{
	const char *value = xml_attr(tree, point, DOCX_A_IDX);
	unsigned long n = value ? strtoul(value, NULL, 10) : ROWS_MAX;
	return n < ROWS_MAX ? (uint32_t)n : ROWS_MAX;
}

/* The points below the node into a column; where there are several levels the first,
 * which is the innermost, stands. */
static void points_read(struct grid *grid, uint32_t node, size_t column)
{
	const struct xml_tree *tree = grid->tree;
	for (uint32_t i = node; node && (i = xml_find(tree, node, i, DOCX_T_PT)) != 0;) {
		uint32_t row = index_of(tree, i), value = xml_child(tree, i, DOCX_T_V);
		if (row == ROWS_MAX || !value)
			continue;
		uint32_t *cell = &grid->cells[place(row, column)];
		*cell = *cell ? *cell : value;
		grid->rows = row >= grid->rows ? row + 1 : grid->rows;
	}
}

/* Labels that were written in place of the value: "–" for nought. */
static void labels_read(struct grid *grid, uint32_t series, size_t column)
{
	const struct xml_tree *tree = grid->tree;
	for (uint32_t i = series; (i = xml_find(tree, series, i, DOCX_T_D_LBL)) != 0;) {
		uint32_t index = xml_child(tree, i, DOCX_T_IDX),
			 text = xml_child(tree, i, DOCX_T_TX);
		const char *value = index ? xml_attr(tree, index, DOCX_A_VAL) : NULL;
		unsigned long row = value ? strtoul(value, NULL, 10) : ROWS_MAX;
		i = tree->nodes.at[i].end - 1;
		text = text ? xml_child(tree, text, DOCX_T_RICH) : 0;
		if (!text || row >= grid->rows || !grid->cells[place(row, column)])
			continue;
		struct buf label;
		buf_init(&label, 4096);
		xml_text(tree, text, &label);
		/* "[VALUE]" stands for the value. */
		if (label.len > 0 && !memchr(label.bytes, '[', label.len)) {
			grid->cells[place(row, column)] = text;
			grid->labels[place(row, column)] = true;
		}
		buf_done(&label);
	}
}

/* Series whose entries in the legend were deleted, unless all were. */
static void legend_read(struct grid *grid)
{
	const struct xml_tree *tree = grid->tree;
	size_t left = grid->series;
	for (uint32_t i = 0; (i = xml_find(tree, 0, i, DOCX_T_LEGEND_ENTRY)) != 0;) {
		uint32_t index = xml_child(tree, i, DOCX_T_IDX);
		const char *value = index ? xml_attr(tree, index, DOCX_A_VAL) : NULL;
		unsigned long k = value ? strtoul(value, NULL, 10) : SERIES_MAX;
		if (k >= grid->series || grid->hidden[k] ||
		    docx_said(tree, i, DOCX_T_DELETE) != DOCX_YES)
			continue;
		grid->hidden[k] = true;
		left--;
	}
	if (left == 0)
		memset(grid->hidden, 0, sizeof grid->hidden);
}

static void chart_read(struct grid *grid)
{
	const struct xml_tree *tree = grid->tree;
	for (uint32_t i = 0; grid->series < SERIES_MAX && (i = xml_find(tree, 0, i, DOCX_T_SER));) {
		uint32_t name = xml_child(tree, i, DOCX_T_TX);
		uint32_t categories = xml_child(tree, i, DOCX_T_CAT);
		uint32_t values = xml_child(tree, i, DOCX_T_VALUE);
		categories = categories ? categories : xml_child(tree, i, DOCX_T_X_VAL);
		values = values ? values : xml_child(tree, i, DOCX_T_Y_VAL);
		size_t column = grid->series++;
		grid->names[column] = name ? xml_find(tree, name, name, DOCX_T_V) : 0;
		if (values)
			grid->formats[column] = xml_find(tree, values, values, DOCX_T_FORMAT_CODE);
		points_read(grid, categories, 0);
		points_read(grid, values, column + 1);
		labels_read(grid, i, column + 1);
		i = tree->nodes.at[i].end - 1;
	}
	legend_read(grid);
}

/* -- as a figure ------------------------------------------------------------- */

static void node_write(struct rich_text *out, const struct grid *grid, uint32_t node)
{
	struct buf text;
	buf_init(&text, 4096);
	if (node)
		xml_text(grid->tree, node, &text);
	rich_text_add(out, text.bytes, text.len);
	buf_done(&text);
}

/* A number in the format of its series; a label as it was written. */
static void value_write(struct rich_text *out, const struct grid *grid, size_t row, size_t k)
{
	uint32_t node = grid->cells[place(row, k)];
	char format[80];
	struct buf code, text;
	buf_init(&code, 4096);
	buf_init(&text, 4096);
	if (grid->formats[k - 1])
		xml_text(grid->tree, grid->formats[k - 1], &code);
	snprintf(format, sizeof format, "%.79s", code.bytes);
	format[strcspn(format, ";")] = '\0';
	if (node)
		xml_text(grid->tree, node, &text);
	if (!grid->labels[place(row, k)] && text.len > 0)
		print_value(text.bytes, format, out);
	else
		rich_text_add(out, text.bytes, text.len);
	buf_done(&text);
	buf_done(&code);
}

/* "2026: planned 12, actual 14" */
static void row_write(struct rich_text *out, const struct grid *grid, size_t row, bool *first)
{
	bool any = false;
	for (size_t k = 1; k <= grid->series; k++) {
		if (!grid->cells[place(row, k)] || grid->hidden[k - 1])
			continue;
		if (!any) {
			rich_text_str(out, *first ? "" : "; ");
			*first = false;
			node_write(out, grid, grid->cells[place(row, 0)]);
			rich_text_str(out, grid->cells[place(row, 0)] ? ": " : "");
		} else {
			rich_text_str(out, ", ");
		}
		any = true;
		if (grid->names[k - 1]) {
			node_write(out, grid, grid->names[k - 1]);
			rich_text_str(out, " ");
		}
		value_write(out, grid, row, k);
	}
}

/* What the chart shows, as words: in a PDF of the same document its labels are a
 * figure as well. The chart's own title goes before; those of its axes are not. */
static void chart_write(struct drafts *drafts, const struct grid *grid)
{
	uint32_t chart = xml_find(grid->tree, 0, 0, DOCX_T_CHART);
	uint32_t title = chart ? xml_child(grid->tree, chart, DOCX_T_TITLE) : 0;
	bool first = true;
	drafts_begin(drafts, DOC_FIGURE);
	node_write(drafts_text(drafts), grid, title);
	rich_text_str(drafts_text(drafts), title ? ". " : "");
	for (size_t row = 0; row < grid->rows; row++)
		row_write(drafts_text(drafts), grid, row, &first);
	drafts_end(drafts);
}

/* Reads the part that the node names by that attribute; false, with nothing to free, where
 * there is none. A part that is damaged is as if it were not there: the text is what counts. */
static bool part_of(struct docx_walk *w, uint32_t node, unsigned attribute, struct xml_tree *tree)
{
	struct docx *docx = w->docx;
	char name[256] = "";
	struct err err;
	const char *id = xml_attr(&docx->text, node, attribute);
	uint32_t rel = id ? docx_ids_find(&docx->rel_ids[0], id) : 0;
	const char *target = rel ? xml_attr(&docx->rels, rel, DOCX_A_TARGET) : NULL;
	if (!target)
		return false;
	docx_part_name(docx->dir, target, name, sizeof name);
	if (docx_part(docx->zip, name, tree, &err) > 0)
		return true;
	xml_done(tree);
	return false;
}

static void chart_take(struct docx_walk *w, uint32_t node)
{
	struct xml_tree tree;
	if (!part_of(w, node, DOCX_A_ID, &tree))
		return;
	struct grid *grid = work_calloc(1, sizeof *grid);
	if (grid)
		grid->cells = work_calloc(place(ROWS_MAX, 0), sizeof *grid->cells);
	if (grid && grid->cells) {
		grid->tree = &tree;
		chart_read(grid);
		if (grid->rows > 0)
			chart_write(&w->docx->drafts, grid);
	}
	xml_done(&tree);
	free(grid ? grid->cells : NULL);
	free(grid);
}

/* The words in a box of a diagram: a paragraph or a line of it is apart from the one before. */
static void box_read(const struct xml_tree *tree, uint32_t words, struct buf *text)
{
	for (uint32_t i = words; i < tree->nodes.at[words].end; i++) {
		const struct xml_node *n = &tree->nodes.at[i];

		if ((n->tag == DOCX_T_P || n->tag == DOCX_T_BR) && text->len > 0 &&
		    text->bytes[text->len - 1] != ' ')
			buf_char(text, ' ');
		if (n->tag == XML_TEXT && tree->nodes.at[n->parent].tag == DOCX_T_T)
			buf_add(text, tree->bytes.bytes + n->at, n->len);
	}
	while (text->len > 0 && text->bytes[text->len - 1] == ' ')
		buf_cut(text, text->len - 1);
}

/* A diagram is boxes with words, which the file keeps apart from how they are drawn: the
 * words, box by box. */
static void diagram_take(struct docx_walk *w, uint32_t node)
{
	struct drafts *drafts = &w->docx->drafts;
	struct xml_tree tree;
	bool any = false;
	if (!part_of(w, node, DOCX_A_DM, &tree)) {
		w->docx->left.count[LEFT_PICTURES]++;
		return;
	}
	for (uint32_t i = 0; (i = xml_find(&tree, 0, i, DOCX_T_PT));) {
		uint32_t words = xml_child(&tree, i, DOCX_T_T);
		struct buf text;
		buf_init(&text, tree.bytes.len + tree.nodes.count + 1);
		if (words)
			box_read(&tree, words, &text);
		if (text.len > 0) {
			if (!any)
				drafts_begin(drafts, DOC_FIGURE);
			rich_text_str(drafts_text(drafts), any ? "; " : "");
			rich_text_add(drafts_text(drafts), text.bytes, text.len);
			any = true;
		}
		buf_done(&text);
		i = tree.nodes.at[i].end - 1;
	}
	if (any)
		drafts_end(drafts);
	xml_done(&tree);
}

/* -- pictures ---------------------------------------------------------------- */

/* "Picture 3", "image1.png", an address: what Word puts there by itself. */
static bool is_description(const char *s)
{
	static const char *const by_itself[] = {"picture", "image", "graphic", "figure", "chart"};
	size_t words = 0, len = strlen(s);
	bool han = false;
	for (const char *c = s; *c; c++) {
		words += *c != ' ' && (c == s || c[-1] == ' ');
		han |= (unsigned char)*c >= 0xe3 && (unsigned char)*c < 0xea;
	}
	while (len > 0 && strchr("0123456789 ", s[len - 1]))
		len--;
	for (size_t i = 0; i < sizeof by_itself / sizeof *by_itself; i++)
		if (len == strlen(by_itself[i]) && strncasecmp(s, by_itself[i], len) == 0)
			return false;
	return len > 0 && (words > 1 || han);
}

static void picture_take(struct docx_walk *w, uint32_t node)
{
	const struct xml_tree *tree = &w->docx->text;
	const char *text = xml_attr(tree, node, DOCX_A_DESCR);
	text = text ? text : xml_attr(tree, node, DOCX_A_TITLE);
	drafts_begin(&w->docx->drafts, DOC_FIGURE);
	rich_text_str(drafts_text(&w->docx->drafts), text);
	drafts_end(&w->docx->drafts);
}

/* A picture, and whether it is described; the emblems of a masthead are none. */
static bool picture_is(struct docx_walk *w, uint32_t node)
{
	const struct xml_tree *tree = &w->docx->text;
	const struct xml_node *n = &tree->nodes.at[node];
	const char *text = xml_attr(tree, node, DOCX_A_DESCR);
	text = text ? text : xml_attr(tree, node, DOCX_A_TITLE);
	if (w->masthead ||
	    (n->tag == DOCX_T_DOC_PR && !xml_find(tree, n->parent, n->parent, DOCX_T_BLIP)))
		return false;
	if (text && is_description(text))
		return true;
	w->docx->left.count[LEFT_PICTURES]++;
	return false;
}

/* -- parts ------------------------------------------------------------------- */

void docx_part_away(struct docx_walk *w, uint32_t node)
{
	struct docx *docx = w->docx;
	const char *id = xml_attr(w->tree, node, DOCX_A_ID);
	uint32_t rel = id ? docx_ids_find(&docx->rel_ids[0], id) : 0;
	const char *target = rel ? xml_attr(&docx->rels, rel, DOCX_A_TARGET) : NULL;
	docx->left.count[LEFT_EMBEDDED]++;
	drafts_begin(&docx->drafts, DOC_PARAGRAPH);
	rich_text_str(drafts_text(&docx->drafts), "[a part of the document that is not shown");
	rich_text_str(drafts_text(&docx->drafts), target ? ": " : "");
	rich_text_str(drafts_text(&docx->drafts), target ? target : "");
	rich_text_str(drafts_text(&docx->drafts), "]");
	drafts_end(&docx->drafts);
}

/* -- both -------------------------------------------------------------------- */

void docx_drawing_note(struct docx_walk *w, uint32_t node)
{
	const struct xml_tree *tree = &w->docx->text;
	const struct xml_node *n = &w->tree->nodes.at[node];
	if (w->tree != tree || w->docx->drafts.note)
		return;
	if (n->tag != DOCX_T_CHART && n->tag != DOCX_T_REL_IDS && !picture_is(w, node))
		return;
	if (w->drawn >= DRAWINGS_MAX) {
		w->docx->left.count[LEFT_PICTURES]++;
		return;
	}
	w->drawn++;
	if (vec_push(&w->drawings, node) < 0)
		w->docx->drafts.failed = true;
}

void docx_drawings_take(struct docx_walk *w)
{
	const struct drafts *drafts = &w->docx->drafts;
	if (w->drawings.count == 0 || drafts->open || drafts->note || drafts->in_cell)
		return;
	for (size_t i = 0; i < w->drawings.count; i++) {
		uint32_t node = w->drawings.at[i];
		unsigned tag = w->docx->text.nodes.at[node].tag;
		if (tag == DOCX_T_CHART)
			chart_take(w, node);
		else if (tag == DOCX_T_REL_IDS)
			diagram_take(w, node);
		else
			picture_take(w, node);
	}
	w->drawings.count = 0;
}
