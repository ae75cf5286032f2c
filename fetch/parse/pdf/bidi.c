/* SPDX-License-Identifier: ISC */
/* From the order in which letters stand on the page to the order in which they are
 * read. pdftohtml gives every run from left to right as it is printed, Arabic too. */
#include "config.h"

#include "fetch/parse/pdf/pdf.h"

#include <stdlib.h>
#include <string.h>
#include <unictype.h>
#include <uninorm.h>

#define FAR 2000 /* characters that a stretch of another script has at most */

static bool is_arabic(uint32_t c)
{
	return (c >= 0x590 && c <= 0x65f) || (c >= 0x66e && c <= 0x6ef) ||
	       (c >= 0x6fa && c <= 0x8ff) || (c >= 0xfb1d && c <= 0xfdff) ||
	       (c >= 0xfe70 && c <= 0xfefc);
}

static bool is_digit(uint32_t c)
{
	return (c >= '0' && c <= '9') || (c >= 0x660 && c <= 0x669) || (c >= 0x6f0 && c <= 0x6f9);
}

static bool is_left(uint32_t c)
{
	return !is_arabic(c) && !is_digit(c) && uc_is_property_alphabetic(c);
}

/* What holds the parts of a number or of a symbol together. */
static bool is_joint(uint32_t c)
{
	return c == '.' || c == ',' || c == ':' || c == '/' || c == '-' || c == 0x66b ||
	       c == 0x66c || c == 0x2010 || c == 0x2011 || c == '%' || c == 0x66a;
}

static void reverse(struct pdf_char *at, size_t n)
{
	for (size_t i = 0, k = n; i + 1 < k; i++) {
		struct pdf_char one = at[i];

		at[i] = at[--k];
		at[k] = one;
	}
}

/* -- forms ------------------------------------------------------------------------ */

static bool is_form(uint32_t c)
{
	return (c >= 0xfb00 && c <= 0xfb06) ||
	       (c >= 0xfb50 && c <= 0xfdff && c != 0xfd3e && c != 0xfd3f) ||
	       (c >= 0xfe70 && c <= 0xfefc);
}

static int push(struct pdf_chars *chars, struct pdf_char one)
{
	return vec_push(chars, one);
}

static bool is_mark(uint32_t c)
{
	return c >= 0x64b && c <= 0x652;
}

/* Whether the letter that carries the mark at i has the form of a word's beginning or
 * middle: then no space follows, whatever was set there to place the mark. */
static bool goes_on(const struct pdf_chars *chars, size_t i)
{
	ucs4_t letters[UC_DECOMPOSITION_MAX_LENGTH];
	int tag = 0;

	while (i > 0 && is_mark(chars->at[i].c))
		i--;
	return uc_decomposition(chars->at[i].c, &tag, letters) > 0 &&
	       (tag == UC_DECOMP_INITIAL || tag == UC_DECOMP_MEDIAL);
}

/* Ligatures and letters by their place become letters. */
static int undo_forms(struct pdf_chars *chars)
{
	struct pdf_chars out = {0};
	size_t i = 0;

	while (i < chars->count && !is_form(chars->at[i].c))
		i++;
	if (i == chars->count)
		return 0;
	for (i = 0; i < chars->count; i++) {
		struct pdf_char one = chars->at[i];
		bool joins = is_mark(one.c) && i > 0 && goes_on(chars, i);
		ucs4_t letters[24];
		size_t n = sizeof letters / sizeof letters[0];

		if (!is_form(one.c) ||
		    !u32_normalize(UNINORM_NFKC, (ucs4_t[]){one.c}, 1, letters, &n)) {
			letters[0] = one.c;
			n = 1;
		}
		for (size_t k = 0; k < n; k++) {
			/* a mark alone is given a space to sit on, which is not there */
			if (n > 1 && letters[k] == ' ' && k == 0) {
				/* nor is the one that was set beside it */
				i += i + 1 < chars->count && chars->at[i + 1].c == ' ';
				continue;
			}
			one.c = letters[k];
			if (push(&out, one) < 0) {
				free(out.at);
				return -1;
			}
		}
		i += joins && i + 1 < chars->count && chars->at[i + 1].c == ' ';
	}
	free(chars->at);
	*chars = out;
	return 0;
}

/* -- order ------------------------------------------------------------------------ */

/* A number in brackets that belongs to the Arabic line, as a note's does, and not to
 * the Latin words behind it. By the brackets' names; where they are named by shape, at
 * the line's beginning alone. */
static bool is_enclosed(const struct pdf_chars *chars, size_t i, bool mirrored, size_t *end)
{
	size_t k = i;

	while (k < chars->count && is_digit(chars->at[k].c))
		k++;
	if (k == i || i == 0 || k == chars->count || chars->at[i - 1].c != '(' ||
	    chars->at[k].c != (mirrored ? '(' : ')') || (mirrored && i > 1))
		return false;
	*end = k;
	return true;
}

/* The end of the stretch that runs from the left and begins at i: words of another
 * script with what stands between them, or a number with its joints. */
static size_t stretch(const struct pdf_chars *chars, size_t i, bool mirrored)
{
	size_t end = i;
	bool letters = false;

	if (is_enclosed(chars, i, mirrored, &end))
		return end;
	for (size_t k = i; k < chars->count && k < i + FAR && !is_arabic(chars->at[k].c); k++)
		letters = letters || is_left(chars->at[k].c);
	for (size_t k = i; k < chars->count && k < i + FAR; k++) {
		uint32_t c = chars->at[k].c;

		if (is_arabic(c))
			break;
		if (is_left(c) || is_digit(c))
			end = k + 1;
		else if (!letters && !is_joint(c))
			break;
	}
	/* a sign of per cent stands beside its number on either side */
	return end;
}

static uint32_t mirror(uint32_t c)
{
	ucs4_t other;

	return uc_mirror_char(c, &other) ? other : c;
}

/* Brackets of the stretch that stand just outside of it: "(Part II)" at its end. */
static void widen(const struct pdf_chars *chars, bool mirrored, size_t *first, size_t *end)
{
	uint32_t outer = mirrored ? '(' : ')';
	int open = 0;

	for (size_t i = *first; i < *end; i++)
		open += chars->at[i].c == '(' ? 1 : chars->at[i].c == ')' ? -1 : 0;
	/* in the order of the page, which is turned here */
	if (open > 0 && *first > 0 && chars->at[*first - 1].c == outer) {
		(*first)--;
		chars->at[*first].c = ')';
	} else if (open < 0 && *end < chars->count && chars->at[*end].c == '(') {
		(*end)++;
	}
}

/* "28-25" in an Arabic line is read from the right: from 25 to 28. Where the larger
 * number comes last already it was set as a Latin one. */
static void turn_range(struct pdf_chars *chars, size_t first, size_t end)
{
	size_t dash = end;
	uint64_t before = 0, after = 0;

	for (size_t i = first; i < end; i++) {
		uint32_t c = chars->at[i].c;

		if (c >= '0' && c <= '9' && i - first < 12) {
			uint64_t *number = dash < end ? &after : &before;

			*number = *number * 10 + (c - '0');
		} else if ((c == '-' || c == 0x2010 || c == 0x2011) && dash == end) {
			dash = i;
		} else {
			return;
		}
	}
	if (dash == end || dash == first || dash + 1 == end || before <= after)
		return;
	reverse(chars->at + first, end - first);
	reverse(chars->at + first, end - dash - 1);
	reverse(chars->at + first + (end - dash), dash - first);
}

static void turn(struct pdf_chars *chars, bool mirrored)
{
	reverse(chars->at, chars->count);
	for (size_t i = 0; i < chars->count;) {
		uint32_t c = chars->at[i].c;
		size_t first = i, end = is_left(c) || is_digit(c) ? stretch(chars, i, mirrored) : i;

		if (end > i)
			widen(chars, mirrored, &first, &end);
		reverse(chars->at + first, end - first);
		turn_range(chars, first, end);
		if (end == i) {
			if (mirrored)
				chars->at[i].c = mirror(c);
			end++;
		}
		i = end;
	}
}

static bool is_bracket(uint32_t c)
{
	return c == '(' || c == ')';
}

/* The next bracket behind i, when only Latin words, numbers and signs stand between; else
 * the count. */
static size_t next_bracket(const struct pdf_chars *chars, size_t i)
{
	bool words = false;

	for (size_t k = i + 1; k < chars->count && k < i + FAR; k++) {
		uint32_t c = chars->at[k].c;

		if (is_bracket(c))
			return words ? k : chars->count;
		if (is_arabic(c))
			break;
		words = words || is_left(c) || is_digit(c);
	}
	return chars->count;
}

/* Brackets around Latin words in a line from the right, as some files name them: ")MPI(". */
static void mend_brackets(struct pdf_chars *chars)
{
	int open = 0;

	for (size_t i = 0; i < chars->count; i++) {
		uint32_t c = chars->at[i].c;
		size_t k = is_bracket(c) ? next_bracket(chars, i) : chars->count;

		if (k < chars->count && c == ')' && open <= 0) {
			chars->at[i].c = '(';
			chars->at[k].c = ')';
		} else if (k < chars->count && c == '(' && chars->at[k].c == '(') {
			size_t more = k + 1;

			while (more < chars->count && !is_bracket(chars->at[more].c))
				more++;
			if (more == chars->count)
				chars->at[k].c = ')';
		}
		open += chars->at[i].c == '(' ? 1 : chars->at[i].c == ')' ? -1 : 0;
		open = open < 0 ? 0 : open;
	}
}

/* Latin words in a line that is set from the right: its full stop, or the number of a
 * note, stands on the other side. */
static bool is_set_right(const struct pdf_chars *chars)
{
	size_t n = chars->count;

	while (n > 0 && chars->at[n - 1].c == ' ')
		n--;
	return n > 2 && (chars->at[0].c == '.' || chars->at[0].c == 0x60c ||
	                 ((chars->at[n - 1].c == '(' || chars->at[n - 1].c == ')') &&
	                  is_digit(chars->at[n - 2].c) && chars->at[0].c == '('));
}

int pdf_bidi(struct pdf_chars *chars, const struct pdf_file *file)
{
	size_t arabic = 0, left = 0;

	for (size_t i = 0; i < chars->count; i++) {
		arabic += is_arabic(chars->at[i].c);
		left += is_left(chars->at[i].c);
	}
	/* numbers and signs alone go with the document */
	if (file->rtl ? arabic || !left || is_set_right(chars) : arabic * 2 > chars->count)
		turn(chars, file->mirror);
	if (arabic && file->rtl)
		mend_brackets(chars);
	if (undo_forms(chars) < 0)
		return -1;
	if (arabic && file->split)
		pdf_lam_alef(chars);
	return 0;
}
