/* SPDX-License-Identifier: ISC */
/* Styles of a Word document: what a paragraph's style says of it, with what that
 * style is based on. */
#include "config.h"

#include "fetch/parse/docx/docx.h"

#include <ctype.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#define BASE_DEPTH 24 /* styles may be based on each other in a circle */

/* -- ids ----------------------------------------------------------------- */

static int id_order(const void *a, const void *b)
{
	return strcmp(((const struct docx_id *)a)->id, ((const struct docx_id *)b)->id);
}

int docx_ids_read(struct docx_ids *ids, const struct xml_tree *tree, unsigned tag, unsigned name)
{
	for (uint32_t i = 1; tree->nodes.count && i < tree->nodes.at[0].end;
	     i = tree->nodes.at[i].end) {
		struct docx_id id = {.node = i};
		if (tree->nodes.at[i].tag != tag || !(id.id = xml_attr(tree, i, name)))
			continue;
		if (vec_push(&ids->list, id) < 0)
			return -1;
	}
	docx_sort(ids->list.at, ids->list.count, sizeof *ids->list.at, id_order);
	return 0;
}

uint32_t docx_ids_find(const struct docx_ids *ids, const char *id)
{
	struct docx_id key = {.id = id};
	const struct docx_id *found =
		id && ids->list.count
			? bsearch(&key, ids->list.at, ids->list.count, sizeof key, id_order)
			: NULL;
	return found ? found->node : 0;
}

/* -- properties ---------------------------------------------------------- */

const char *docx_val(const struct xml_tree *tree, uint32_t node, unsigned tag)
{
	uint32_t child = node ? xml_child(tree, node, tag) : 0;
	return child ? xml_attr(tree, child, DOCX_A_VAL) : NULL;
}

int docx_number(const struct xml_tree *tree, uint32_t node, unsigned tag, int otherwise)
{
	/* its negative is an int, too */
	return parse_number(docx_val(tree, node, tag), -INT_MAX, INT_MAX, otherwise);
}

enum docx_said docx_said(const struct xml_tree *tree, uint32_t properties, unsigned tag)
{
	uint32_t child = properties ? xml_child(tree, properties, tag) : 0;
	if (!child)
		return DOCX_OPEN;
	const char *value = xml_attr(tree, child, DOCX_A_VAL);
	bool no = value && (strcmp(value, "0") == 0 || strcmp(value, "false") == 0 ||
	                    strcmp(value, "off") == 0);
	return no ? DOCX_NO : DOCX_YES;
}

enum docx_said docx_struck(const struct xml_tree *tree, uint32_t properties)
{
	enum docx_said once = docx_said(tree, properties, DOCX_T_STRIKE);
	enum docx_said twice = docx_said(tree, properties, DOCX_T_DSTRIKE);
	return once > twice ? once : twice;
}

/* -- ranks --------------------------------------------------------------- */

/* The name without blanks, lines and case: "_ H_2/3" is "h23". */
static void plain_name(const char *name, char *out, size_t size)
{
	size_t n = 0;
	for (; *name && n + 1 < size; name++)
		if (isalnum((unsigned char)*name))
			out[n++] = (char)tolower((unsigned char)*name);
	out[n] = '\0';
}

/* What the name says: the styles of the UN's own templates, and Word's. */
static int rank_of_name(const char *name)
{
	static const struct {
		const char *name;
		int rank;
	} names[] = {
		{"hm", 2},
		{"hch", 3},
		{"h1", 4},
		{"h23", 5},
		{"h2", 5},
		{"h3", 6},
		{"h4", 7},
		{"h5", 8},
		{"h56", 8},
		{"h6", 9},
		{"sm", DOCX_TITLE},
		{"sl", DOCX_TITLE},
		{"ss", 3},
		{"title", DOCX_TITLE},
		{"titlehch", DOCX_TITLE},
		{"titleh1", 3},
		{"stitlem", DOCX_TITLE},
		{"stitlel", DOCX_TITLE},
		{"subtitle", 3},
		{"quote", DOCX_QUOTED},
		{"intensequote", DOCX_QUOTED},
		{"quotation", DOCX_QUOTED},
		{"blocktext", DOCX_QUOTED},
		{"tocheading", 3},
	};
	char plain[80];
	plain_name(name, plain, sizeof plain);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strcmp(plain, names[i].name) == 0)
			return names[i].rank;
	if (strncmp(plain, "agenda", 6) == 0)
		return DOCX_AGENDA;
	if (strncmp(plain, "heading", 7) == 0 && isdigit((unsigned char)plain[7]) && !plain[8])
		return plain[7] - '0' + 2;
	if (strncmp(plain, "toc", 3) == 0 && isdigit((unsigned char)plain[3]))
		return DOCX_LISTED;
	return DOCX_TEXT;
}

/* -- sorting ------------------------------------------------------------- */

static void swap(char *a, char *b, size_t size)
{
	for (size_t i = 0; i < size; i++) {
		char c = a[i];
		a[i] = b[i];
		b[i] = c;
	}
}

/* Lets the element sink to its place in the heap of `count`. */
static void sink(char *at, size_t i, size_t count, size_t size,
                 int (*order)(const void *, const void *))
{
	for (size_t child; (child = 2 * i + 1) < count; i = child) {
		if (child + 1 < count && order(at + child * size, at + (child + 1) * size) < 0)
			child++;
		if (order(at + i * size, at + child * size) >= 0)
			return;
		swap(at + i * size, at + child * size, size);
	}
}

void docx_sort(void *at, size_t count, size_t size, int (*order)(const void *, const void *))
{
	for (size_t i = count / 2; i > 0; i--)
		sink(at, i - 1, count, size, order);
	for (size_t end = count; end > 1; end--) {
		swap(at, (char *)at + (end - 1) * size, size);
		sink(at, 0, end - 1, size, order);
	}
}

/* -- reading ------------------------------------------------------------- */

static void style_read(const struct xml_tree *tree, uint32_t node, struct docx_style *style)
{
	uint32_t paragraph = xml_child(tree, node, DOCX_T_P_PR);
	uint32_t run = xml_child(tree, node, DOCX_T_R_PR);
	uint32_t num = paragraph ? xml_child(tree, paragraph, DOCX_T_NUM_PR) : 0;
	const char *name = docx_val(tree, node, DOCX_T_NAME);
	style->id = xml_attr(tree, node, DOCX_A_STYLE_ID);
	style->id = style->id ? style->id : "";
	style->name = name ? name : style->id;
	style->based = docx_val(tree, node, DOCX_T_BASED_ON);
	style->num = docx_number(tree, num, DOCX_T_NUM_ID, -1);
	style->level = docx_number(tree, num, DOCX_T_ILVL, -1);
	style->bold = (uint8_t)docx_said(tree, run, DOCX_T_B);
	style->italic = (uint8_t)docx_said(tree, run, DOCX_T_I);
	style->hidden = (uint8_t)docx_said(tree, run, DOCX_T_VANISH);
	style->bidi = (uint8_t)docx_said(tree, paragraph, DOCX_T_BIDI);
	style->struck = (uint8_t)docx_struck(tree, run);
	style->place = docx_val(tree, run, DOCX_T_VERT_ALIGN);
	int outline = docx_number(tree, paragraph, DOCX_T_OUTLINE_LVL, -1);
	style->rank = rank_of_name(style->name);
	if (style->rank == DOCX_TEXT)
		style->rank = rank_of_name(style->id);
	/* 9 is "body text". */
	if (style->rank == DOCX_TEXT && outline >= 0)
		style->rank = outline < 9 ? outline + 3 : DOCX_LISTED;
}

static int by_id(const void *a, const void *b)
{
	return strcmp(((const struct docx_style *)a)->id, ((const struct docx_style *)b)->id);
}

const struct docx_style *docx_style(const struct docx_styles *styles, const char *id)
{
	struct docx_style key = {.id = id};
	if (!id || !*id || styles->list.count == 0)
		return NULL;
	return bsearch(&key, styles->list.at, styles->list.count, sizeof key, by_id);
}

/* What a style leaves open is as in the one that it is based on. */
static void settle(struct docx_styles *styles, struct docx_style *style)
{
	const struct docx_style *base = style;
	for (int i = 0; i < BASE_DEPTH && (base = docx_style(styles, base->based)) != NULL; i++) {
		if (style->rank == DOCX_TEXT && base->rank != DOCX_AGENDA)
			style->rank = base->rank;
		if (style->num < 0) {
			style->num = base->num;
			style->level = style->level < 0 ? base->level : style->level;
		}
		style->bold = style->bold ? style->bold : base->bold;
		style->italic = style->italic ? style->italic : base->italic;
		style->hidden = style->hidden ? style->hidden : base->hidden;
		style->bidi = style->bidi ? style->bidi : base->bidi;
		style->place = style->place ? style->place : base->place;
		style->struck = style->struck ? style->struck : base->struck;
	}
}

int docx_styles_read(struct docx_styles *styles, struct err *err)
{
	const struct xml_tree *tree = &styles->tree;
	if (tree->nodes.count == 0)
		return 0;
	for (uint32_t i = 1; i < tree->nodes.at[0].end; i = tree->nodes.at[i].end) {
		struct docx_style style = {0};
		if (tree->nodes.at[i].tag != DOCX_T_STYLE)
			continue;
		style_read(tree, i, &style);
		if (vec_push(&styles->list, style) < 0)
			return err_set(err, ERR_FAILED, "Word document: out of memory");
	}
	if (styles->list.count == 0)
		return 0;
	docx_sort(styles->list.at, styles->list.count, sizeof *styles->list.at, by_id);
	for (size_t i = 0; i < styles->list.count; i++)
		settle(styles, &styles->list.at[i]);
	return 0;
}

void docx_styles_done(struct docx_styles *styles)
{
	vec_done(&styles->list);
	xml_done(&styles->tree);
}
