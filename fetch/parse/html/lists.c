/* SPDX-License-Identifier: ISC */
/* Markers of list items, as a browser prints them. */
#include "config.h"

#include "fetch/parse/html/drafts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum style { BULLET, DECIMAL, PADDED, LETTERS, CAPITALS, ROMAN, ROMAN_CAPITALS, ARABIC };

/* Names of styles. */
static const struct {
	const char *name;
	enum style style;
} styles[] = {
	{"decimal-leading-zero", PADDED},
	{"decimal", DECIMAL},
	{"lower-roman", ROMAN},
	{"upper-roman", ROMAN_CAPITALS},
	{"lower-alpha", LETTERS},
	{"lower-latin", LETTERS},
	{"upper-alpha", CAPITALS},
	{"upper-latin", CAPITALS},
	{"arabic-indic", ARABIC},
	{"disc", BULLET},
	{"circle", BULLET},
	{"square", BULLET},
	{"none", BULLET}, /* items are told apart, but by no number that the page has not */
};

/* A style is said by a style sheet's property, else by a type; `style` stands where neither
 * says one. */
static enum style style_of(const struct html_node *node, enum style style)
{
	static const char types[] = "1aAiI";
	static const enum style of_types[] = {DECIMAL, LETTERS, CAPITALS, ROMAN, ROMAN_CAPITALS};
	const char *type = html_attr(node, HTML_AT_TYPE), *css = html_attr(node, HTML_AT_STYLE);
	const char *at = type && *type && !type[1] ? strchr(types, *type) : NULL;
	if (at)
		style = of_types[at - types];
	for (size_t i = 0; css && i < sizeof styles / sizeof *styles; i++)
		if (html_style_says(css, "list-style-type", styles[i].name) ||
		    html_style_says(css, "list-style", styles[i].name))
			return styles[i].style;
	return style;
}

static bool read_number(const struct html_node *node, enum html_attr_name name, long *number)
{
	const char *value = html_attr(node, name);
	char *end;
	long n = value ? strtol(value, &end, 10) : 0;
	if (!value || end == value || n < -99999 || n > 99999)
		return false;
	*number = n;
	return true;
}

void html_count_begin(struct html_count *count, const struct html_node *list)
{
	*count = (struct html_count){.list = list, .next = 1, .step = 1};
	if (html_attr(list, HTML_AT_REVERSED)) {
		count->step = -1;
		count->next = 0;
		for (const struct html_node *item = list->first; item; item = item->next)
			count->next += item->tag == HTML_LI;
	}
	read_number(list, HTML_AT_START, &count->next);
}

/* a … z, aa …: at most three. */
static void write_letters(long number, char first, char out[16])
{
	char letters[4];
	size_t n = 0;
	for (; number > 0 && n < 3; number = (number - 1) / 26)
		letters[n++] = (char)(first + (number - 1) % 26);
	for (size_t i = 0; i < n; i++)
		out[i] = letters[n - 1 - i];
	snprintf(out + n, 16 - n, ".");
}

/* Up to 200, the longest of which, clxxxviii, fits. */
static void write_roman(long number, bool capitals, char out[16])
{
	static const struct {
		int value;
		const char *small, *large;
	} signs[] = {{100, "c", "C"},  {90, "xc", "XC"}, {50, "l", "L"},
	             {40, "xl", "XL"}, {10, "x", "X"},   {9, "ix", "IX"},
	             {5, "v", "V"},    {4, "iv", "IV"},  {1, "i", "I"}};
	size_t n = 0;
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		for (; number >= signs[i].value; number -= signs[i].value)
			n += (size_t)snprintf(out + n, 16 - n, "%s",
			                      capitals ? signs[i].large : signs[i].small);
	snprintf(out + n, 16 - n, ".");
}

static void write_arabic(long number, char out[16])
{
	char digits[8];
	size_t n = 0;
	snprintf(digits, sizeof digits, "%ld", number);
	for (const char *s = digits; *s && n + 3 < 16; s++) {
		out[n++] = '\xd9';
		out[n++] = (char)(0xa0 + (*s - '0'));
	}
	snprintf(out + n, 16 - n, ".");
}

void html_count_item(struct html_count *count, const struct html_node *item, char marker[16])
{
	enum style style = style_of(count->list, count->list->tag == HTML_OL ? DECIMAL : BULLET);
	style = style_of(item, style);
	if (item->tag == HTML_LI)
		read_number(item, HTML_AT_VALUE, &count->next);
	long number = count->next;
	count->next += count->step;
	if (style == BULLET)
		snprintf(marker, 16, "•");
	else if ((style == LETTERS || style == CAPITALS) && number >= 1 && number <= 26 * 27)
		write_letters(number, style == LETTERS ? 'a' : 'A', marker);
	else if ((style == ROMAN || style == ROMAN_CAPITALS) && number >= 1 && number <= 200)
		write_roman(number, style == ROMAN_CAPITALS, marker);
	else if (style == ARABIC && number >= 0 && number <= 99999)
		write_arabic(number, marker);
	else
		snprintf(marker, 16, style == PADDED && number >= 0 ? "%02ld." : "%ld.", number);
}
