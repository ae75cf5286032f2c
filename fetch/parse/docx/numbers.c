/* SPDX-License-Identifier: ISC */
/* Word's automatic numbering: what it prints before a paragraph is nowhere in
 * the text, and has to be counted as Word counts. */
#include "config.h"

#include "fetch/parse/docx/docx.h"

#include <ctype.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LISTS_MAX 20000u

struct level {
	const char *form, *text, *style; /* borrowed of the tree; NULL where not said */
	int start, restart;              /* restart: -1 as usual, 0 never, else after that level */
	bool legal;                      /* all figures of it as decimals */
};

struct list { /* an abstractNum */
	int id;
	struct level levels[DOCX_LEVELS];
	int value[DOCX_LEVELS];
	bool counted[DOCX_LEVELS];
	const char *link; /* the numbering style that has the levels */
};

struct number { /* a num: a list, with what is different in it */
	int id, list;
	struct level *own; /* DOCX_LEVELS of them, or NULL */
	int start[DOCX_LEVELS];
	bool begun[DOCX_LEVELS];
};

struct docx_numbers {
	const struct docx_styles *styles;
	VEC(struct list) lists;
	VEC(struct number) numbers;
};

/* -- reading ------------------------------------------------------------- */

static void level_read(const struct xml_tree *tree, uint32_t node, struct level *level)
{
	level->form = docx_val(tree, node, DOCX_T_NUM_FMT);
	level->text = docx_val(tree, node, DOCX_T_LVL_TEXT);
	level->style = docx_val(tree, node, DOCX_T_P_STYLE);
	level->start = docx_number(tree, node, DOCX_T_START, 0);
	level->restart = docx_number(tree, node, DOCX_T_LVL_RESTART, -1);
	level->legal = docx_said(tree, node, DOCX_T_IS_LGL) == DOCX_YES;
}

static int level_of(const struct xml_tree *tree, uint32_t node)
{
	int level = parse_number(xml_attr(tree, node, DOCX_A_ILVL), -1, DOCX_LEVELS, 0);
	return level < DOCX_LEVELS ? level : -1;
}

static int id_of(const struct xml_tree *tree, uint32_t node, unsigned name)
{
	return parse_number(xml_attr(tree, node, name), -INT_MAX, INT_MAX, -1);
}

static int list_read(struct docx_numbers *n, const struct xml_tree *tree, uint32_t node)
{
	struct list list = {.id = id_of(tree, node, DOCX_A_ABSTRACT_NUM_ID)};
	list.link = docx_val(tree, node, DOCX_T_NUM_STYLE_LINK);
	for (uint32_t i = node + 1; i < tree->nodes.at[node].end; i = tree->nodes.at[i].end) {
		int level = level_of(tree, i);
		if (tree->nodes.at[i].tag == DOCX_T_LVL && level >= 0)
			level_read(tree, i, &list.levels[level]);
	}
	return n->lists.count < LISTS_MAX ? vec_push(&n->lists, list) : 0;
}

static int number_read(struct docx_numbers *n, const struct xml_tree *tree, uint32_t node)
{
	struct number number = {.id = id_of(tree, node, DOCX_A_NUM_ID)};
	number.list = docx_number(tree, node, DOCX_T_ABSTRACT_NUM_ID, -1);
	for (int i = 0; i < DOCX_LEVELS; i++)
		number.start[i] = -1;
	for (uint32_t i = node + 1; i < tree->nodes.at[node].end; i = tree->nodes.at[i].end) {
		int level = level_of(tree, i);
		if (tree->nodes.at[i].tag != DOCX_T_LVL_OVERRIDE || level < 0)
			continue;
		number.start[level] = docx_number(tree, i, DOCX_T_START_OVERRIDE, -1);
		uint32_t own = xml_child(tree, i, DOCX_T_LVL);
		if (own && !number.own)
			number.own = calloc(DOCX_LEVELS, sizeof *number.own);
		if (own && number.own)
			level_read(tree, own, &number.own[level]);
	}
	if (n->numbers.count < LISTS_MAX && vec_push(&n->numbers, number) == 0)
		return 0;
	free(number.own);
	return -1;
}

static int list_order(const void *a, const void *b)
{
	int x = ((const struct list *)a)->id, y = ((const struct list *)b)->id;
	return (x > y) - (x < y);
}

static int number_order(const void *a, const void *b)
{
	int x = ((const struct number *)a)->id, y = ((const struct number *)b)->id;
	return (x > y) - (x < y);
}

struct docx_numbers *docx_numbers_new(struct xml_tree *tree, const struct docx_styles *styles)
{
	struct docx_numbers *n = calloc(1, sizeof *n);
	if (!n)
		return NULL;
	n->styles = styles;
	for (uint32_t i = 1; tree->nodes.count && i < tree->nodes.at[0].end;
	     i = tree->nodes.at[i].end) {
		if (tree->nodes.at[i].tag == DOCX_T_ABSTRACT_NUM)
			list_read(n, tree, i);
		else if (tree->nodes.at[i].tag == DOCX_T_NUM)
			number_read(n, tree, i);
	}
	if (n->lists.count)
		docx_sort(n->lists.at, n->lists.count, sizeof *n->lists.at, list_order);
	if (n->numbers.count)
		docx_sort(n->numbers.at, n->numbers.count, sizeof *n->numbers.at, number_order);
	return n;
}

void docx_numbers_free(struct docx_numbers *n)
{
	if (!n)
		return;
	for (size_t i = 0; i < n->numbers.count; i++)
		free(n->numbers.at[i].own);
	vec_done(&n->lists);
	vec_done(&n->numbers);
	free(n);
}

/* -- finding ------------------------------------------------------------- */

static struct number *number_find(struct docx_numbers *n, int id)
{
	struct number key = {.id = id};
	return n->numbers.count
	               ? bsearch(&key, n->numbers.at, n->numbers.count, sizeof key, number_order)
	               : NULL;
}

/* The list of a number; one that only names a numbering style has that style's. */
static struct list *list_find(struct docx_numbers *n, int id)
{
	struct list *found = NULL;
	for (int i = 0; i < 4; i++) {
		struct list key = {.id = id};
		found = n->lists.count
		                ? bsearch(&key, n->lists.at, n->lists.count, sizeof key, list_order)
		                : NULL;
		const struct docx_style *style = found ? docx_style(n->styles, found->link) : NULL;
		const struct number *number = style ? number_find(n, style->num) : NULL;
		if (!number)
			return found;
		id = number->list;
	}
	return found;
}

static const struct level *level_find(const struct number *number, const struct list *list, int i)
{
	return number->own && number->own[i].text ? &number->own[i] : &list->levels[i];
}

/* -- counting ------------------------------------------------------------ */

static void count(struct number *number, struct list *list, int at)
{
	const struct level *level = level_find(number, list, at);
	if (number->start[at] >= 0 && !number->begun[at]) {
		list->value[at] = number->start[at];
		number->begun[at] = true;
	} else if (!list->counted[at]) {
		list->value[at] = number->start[at] >= 0 ? number->start[at] : level->start;
	} else if (list->value[at] < 1000000) {
		list->value[at]++;
	}
	list->counted[at] = true;
	for (int i = at + 1; i < DOCX_LEVELS; i++) {
		int restart = level_find(number, list, i)->restart;
		if (restart < 0 || (restart > 0 && at < restart))
			list->counted[i] = false;
	}
	/* Levels above that were passed over count as begun, if their numbers are printed. */
	for (int i = 0; i < at; i++)
		if (!list->counted[i]) {
			const char part[] = {'%', (char)('1' + i), '\0'};
			list->value[i] = level_find(number, list, i)->start;
			list->counted[i] = level->text && strstr(level->text, part);
		}
}

static void add(char *out, size_t size, const char *s, size_t len)
{
	size_t n = strlen(out);
	if (n + len < size) {
		memcpy(out + n, s, len);
		out[n + len] = '\0';
	}
}

static void print(const struct number *number, const struct list *list, int at, char *out,
                  size_t size)
{
	const struct level *level = level_find(number, list, at);
	out[0] = '\0';
	for (const char *s = level->text ? level->text : ""; *s;) {
		if (s[0] != '%' || s[1] < '1' || s[1] > '9') {
			add(out, size, s++, 1);
			continue;
		}
		int i = s[1] - '1';
		char figure[40];
		const char *form = level_find(number, list, i)->form;
		docx_number_print(level->legal ? "decimal" : form, list->value[i], figure,
		                  sizeof figure);
		add(out, size, figure, strlen(figure));
		s += 2;
	}
}

void docx_numbers_next(struct docx_numbers *n, int num, int level, const char *style, char *marker,
                       size_t size)
{
	struct number *number = number_find(n, num);
	struct list *list = number ? list_find(n, number->list) : NULL;
	marker[0] = '\0';
	if (!list || num == 0)
		return;
	for (int i = 0; level < 0 && style && i < DOCX_LEVELS; i++) {
		const char *linked = level_find(number, list, i)->style;
		if (linked && strcmp(linked, style) == 0)
			level = i;
	}
	level = level < 0 ? 0 : level >= DOCX_LEVELS ? DOCX_LEVELS - 1 : level;
	count(number, list, level);
	const char *form = level_find(number, list, level)->form;
	if (form && strcmp(form, "none") == 0)
		return;
	print(number, list, level, marker, size);
}

/* -- figures ------------------------------------------------------------- */

static void print_roman(int value, bool upper, char *out, size_t size)
{
	static const struct {
		int value;
		const char *word;
	} parts[] = {{1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"},
	             {90, "xc"},  {50, "l"},   {40, "xl"}, {10, "x"},   {9, "ix"},
	             {5, "v"},    {4, "iv"},   {1, "i"}};
	out[0] = '\0';
	if (value > 3999)
		value = 3999;
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		for (; value >= parts[i].value; value -= parts[i].value)
			add(out, size, parts[i].word, strlen(parts[i].word));
	for (char *s = out; upper && *s; s++)
		*s = (char)toupper((unsigned char)*s);
}

/* a..z, aa, bb: the letter as often as the alphabet has been gone through. */
static void print_letter(const char *const *letters, int count, int value, char *out, size_t size)
{
	const char *letter = letters[(value - 1) % count];
	out[0] = '\0';
	for (int i = 0; i <= (value - 1) / count && i < 4; i++)
		add(out, size, letter, strlen(letter));
}

/* Below a hundred, as lists have them. */
static void print_chinese(int value, char *out, size_t size)
{
	static const char *const digits[] = {"",   "一", "二", "三", "四",
	                                     "五", "六", "七", "八", "九"};
	if (value >= 100) {
		snprintf(out, size, "%d", value);
		return;
	}
	snprintf(out, size, "%s%s%s", value >= 20 ? digits[value / 10] : "",
	         value >= 10 ? "十" : "", digits[value % 10]);
}

static const char *const latin[] = {"a", "b", "c", "d", "e", "f", "g", "h", "i",
                                    "j", "k", "l", "m", "n", "o", "p", "q", "r",
                                    "s", "t", "u", "v", "w", "x", "y", "z"};
static const char *const latin_upper[] = {"A", "B", "C", "D", "E", "F", "G", "H", "I",
                                          "J", "K", "L", "M", "N", "O", "P", "Q", "R",
                                          "S", "T", "U", "V", "W", "X", "Y", "Z"};
static const char *const abjad[] = {"أ", "ب", "ج", "د", "ه", "و", "ز", "ح", "ط", "ي",
                                    "ك", "ل", "م", "ن", "س", "ع", "ف", "ص", "ق", "ر",
                                    "ش", "ت", "ث", "خ", "ذ", "ض", "ظ", "غ"};
static const char *const alpha[] = {"أ", "ب", "ت", "ث", "ج", "ح", "خ", "د", "ذ", "ر",
                                    "ز", "س", "ش", "ص", "ض", "ط", "ظ", "ع", "غ", "ف",
                                    "ق", "ك", "ل", "م", "ن", "ه", "و", "ي"};
static const char *const russian[] = {"а", "б", "в", "г", "д", "е", "ж", "з", "и", "к",
                                      "л", "м", "н", "о", "п", "р", "с", "т", "у", "ф",
                                      "х", "ц", "ч", "ш", "щ", "э", "ю", "я"};
static const char *const russian_upper[] = {"А", "Б", "В", "Г", "Д", "Е", "Ж", "З", "И", "К",
                                            "Л", "М", "Н", "О", "П", "Р", "С", "Т", "У", "Ф",
                                            "Х", "Ц", "Ч", "Ш", "Щ", "Э", "Ю", "Я"};

void docx_number_print(const char *form, int value, char *out, size_t size)
{
	static const struct {
		const char *form;
		const char *const *letters;
		int count;
	} alphabets[] = {
		{"lowerLetter", latin, 26},    {"upperLetter", latin_upper, 26},
		{"arabicAbjad", abjad, 28},    {"arabicAlpha", alpha, 28},
		{"russianLower", russian, 28}, {"russianUpper", russian_upper, 28},
	};
	form = form ? form : "decimal";
	if (value < 1) {
		snprintf(out, size, "%d", value);
		return;
	}
	for (size_t i = 0; i < sizeof alphabets / sizeof *alphabets; i++)
		if (strcmp(form, alphabets[i].form) == 0) {
			print_letter(alphabets[i].letters, alphabets[i].count, value, out, size);
			return;
		}
	if (strcmp(form, "lowerRoman") == 0 || strcmp(form, "upperRoman") == 0)
		print_roman(value, *form == 'u', out, size);
	else if (strncmp(form, "chinese", 7) == 0 || strncmp(form, "ideograph", 9) == 0 ||
	         strncmp(form, "taiwanese", 9) == 0 || strncmp(form, "japaneseC", 9) == 0)
		print_chinese(value, out, size);
	else if (strcmp(form, "decimalZero") == 0)
		snprintf(out, size, "%02d", value);
	else if (strcmp(form, "none") == 0 || strcmp(form, "bullet") == 0)
		snprintf(out, size, "%s", "");
	else
		snprintf(out, size, "%d", value);
}
