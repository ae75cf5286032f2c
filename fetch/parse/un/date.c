/* SPDX-License-Identifier: ISC */
/* Dates in six languages. */
#include "config.h"

#include "fetch/parse/un/layout.h"
#include "fetch/parse/un/papers.inc"
#include "model/text/characters.h"
#include "model/text/months.inc"

#include <stdio.h>
#include <string.h>

/* Folded (text_fold), so without accents; the Arabic months have two names each,
 * which are printed with a slash between them. */
static const struct {
	const char *name;
	int month;
} months[] = {MONTHS_KNOWN};

/* A number of at most `most` ASCII digits at *at, which moves past it; -1: none. */
static int number(const char *s, size_t len, size_t *at, size_t most)
{
	size_t i = *at;
	int value = 0;

	while (i < len && s[i] >= '0' && s[i] <= '9' && i - *at < most + 1)
		value = value * 10 + (s[i++] - '0');
	if (i == *at || i - *at > most)
		return -1;
	*at = i;
	return value;
}

static void skip(const char *s, size_t len, size_t *at, const char *these)
{
	while (*at < len && strchr(these, s[*at]) && s[*at])
		(*at)++;
}

static bool word(const char *s, size_t len, size_t *at, const char *w)
{
	size_t n = strlen(w);

	if (len - *at < n || memcmp(s + *at, w, n) != 0)
		return false;
	*at += n;
	return true;
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
}

static int month_at(const char *s, size_t len, size_t *at)
{
	for (size_t i = 0; i < sizeof months / sizeof months[0]; i++) {
		size_t after = *at;

		if (!word(s, len, &after, months[i].name) || (after < len && is_letter(s[after])))
			continue;
		*at = after;
		/* نيسان/أبريل: the second name of the same month */
		if (after < len && s[after] == '/') {
			after++;
			if (month_at(s, len, &after) == months[i].month)
				*at = after;
		}
		return months[i].month;
	}
	return 0;
}

static bool is_date(int year, int month, int day)
{
	static const int days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

	return year >= 1900 && year < 2100 && month >= 1 && month <= 12 && day >= 1 &&
	       day <= days[month - 1];
}

static bool write_date(int year, int month, int day, char iso[11])
{
	char text[40];

	if (!is_date(year, month, day))
		return false;
	snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, day);
	memcpy(iso, text, 10);
	iso[10] = '\0';
	return true;
}

/* 18 december 2015, 1er fevrier 2015, 5 de abril de 2013, 5-e апреля */
static bool day_first(const char *s, size_t len, size_t *at, char iso[11])
{
	int day = number(s, len, at, 2), month, year;

	if (day < 0)
		return false;
	if (*at < len && is_letter(s[*at]) && !word(s, len, at, "er") && !word(s, len, at, "st") &&
	    !word(s, len, at, "nd") && !word(s, len, at, "rd") && !word(s, len, at, "th"))
		return false;
	skip(s, len, at, " ");
	if (word(s, len, at, "de ") || word(s, len, at, "of "))
		skip(s, len, at, " ");
	month = month_at(s, len, at);
	if (!month)
		return false;
	skip(s, len, at, " ,");
	if (word(s, len, at, "de ") || word(s, len, at, "del "))
		skip(s, len, at, " ");
	year = number(s, len, at, 4);
	return write_date(year, month, day, iso);
}

/* december 18, 2015 */
static bool month_first(const char *s, size_t len, size_t *at, char iso[11])
{
	int month = month_at(s, len, at), day, year;

	if (!month)
		return false;
	skip(s, len, at, " ");
	day = number(s, len, at, 2);
	skip(s, len, at, " ,");
	year = day > 0 ? number(s, len, at, 4) : -1;
	return write_date(year, month, day, iso);
}

/* 2015 年 12 月 18 日; folding has set spaces around each sign. */
static bool year_first(const char *s, size_t len, size_t *at, char iso[11])
{
	int year = number(s, len, at, 4), month, day;

	if (year < 1900)
		return false;
	skip(s, len, at, " ");
	if (!word(s, len, at, "年"))
		return false;
	skip(s, len, at, " ");
	month = number(s, len, at, 2);
	skip(s, len, at, " ");
	if (month < 0 || !word(s, len, at, "月"))
		return false;
	skip(s, len, at, " ");
	day = number(s, len, at, 2);
	skip(s, len, at, " ");
	return day > 0 && word(s, len, at, "日") && write_date(year, month, day, iso);
}

/* The weekday, "года", or "г." is no more than the date. */
static bool is_rest(const char *s, size_t len)
{
	static const char *const rests[] = {PAPERS_DATE_REST};

	while (len > 0 && strchr(" .,;()", s[len - 1]))
		len--;
	while (len > 0 && strchr(" .,;()", *s)) {
		s++;
		len--;
	}
	for (size_t i = 0; i < sizeof rests / sizeof rests[0]; i++)
		if (len == strlen(rests[i]) && memcmp(s, rests[i], len) == 0)
			return true;
	return len == 0;
}

bool un_date(const char *s, size_t len, char iso[11], bool *whole)
{
	static bool (*const forms[])(const char *, size_t, size_t *,
	                             char *) = {year_first, day_first, month_first};
	struct buf folded;
	bool found = false;

	iso[0] = '\0';
	buf_init(&folded, 1u << 16);
	text_fold(&folded, s, len < 4096 ? len : 4096);
	for (size_t i = 0; i < folded.len && !found; i++) {
		const char *f = folded.bytes;

		/* in the middle of a word or a number; what folding sets around Han is a space */
		if (i > 0 && (is_letter(f[i - 1]) || (f[i - 1] >= '0' && f[i - 1] <= '9')))
			continue;
		for (size_t k = 0; k < sizeof forms / sizeof forms[0] && !found; k++) {
			size_t at = i;

			found = forms[k](f, folded.len, &at, iso);
			if (found && whole)
				*whole = is_rest(f, i) && is_rest(f + at, folded.len - at);
		}
	}
	buf_done(&folded);
	return found;
}
