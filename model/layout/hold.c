/* SPDX-License-Identifier: ISC */
/* Dates and symbols of palais' own words: a row does not end within them, and none begins with
 * what stands between two of a line's parts. */
#include "config.h"

#include "model/base/lang.h"
#include "model/layout/internal.h"
#include "model/text/characters.h"
#include "model/text/locale.h"

#include <string.h>

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The digits at s, up to its end. */
static size_t digits(const char *s, const char *end)
{
	size_t n = 0;

	while (s + n < end && is_digit(s[n]))
		n++;
	return n;
}

/* The longest month that stands at s: "9月" begins none of "10月". */
static size_t month(const char *s, const char *end, const struct locale *u)
{
	size_t most = 0;

	for (int i = 0; i < 12; i++) {
		const char *const names[] = {u->months[i], u->alone[i], u->brief_months[i]};

		for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
			size_t n = strlen(names[k]);

			if (n > most && n <= (size_t)(end - s) && !memcmp(s, names[k], n))
				most = n;
		}
	}
	return most;
}

/* One place of a pattern of locale.h: the bytes that it takes of s; 0: it is not there. */
static size_t place(char kind, const char *s, const char *end, const struct locale *u)
{
	size_t n = digits(s, end);

	if (kind == 'm' || kind == 'M')
		return month(s, end, u);
	if (kind == 'y')
		return n == 4 ? n : 0;
	if (n > 2)
		return 0;
	/* the first of a month in French */
	return kind == '1' && n == 1 && *s == '1' && end - s > 3 && !memcmp(s + 1, "er", 2) ? 3 : n;
}

/* How much of s a date of the pattern takes; 0: none begins there. */
static size_t matched(const char *pattern, const char *s, const char *end, const struct locale *u)
{
	const char *at = s;

	for (const char *p = pattern; *p; p++) {
		size_t n = 1;

		if (*p == '{') {
			n = place(p[1], at, end, u);
			p = strchr(p, '}');
		} else if (at == end || *at != *p) {
			n = 0;
		}
		if (!n)
			return 0;
		at += n;
	}
	return (size_t)(at - s);
}

/* A date in words of any of the languages: "18 December 2015", "2015年12月18日", "2 ноября". */
static size_t date(const char *s, const char *end)
{
	static const int forms[] = {LOCALE_DAY | LOCALE_MONTH | LOCALE_YEAR,
	                            LOCALE_MONTH | LOCALE_YEAR, LOCALE_DAY | LOCALE_MONTH};
	size_t most = 0;

	for (int i = 0; i < LANG_COUNT; i++)
		for (size_t k = 0; k < sizeof forms / sizeof *forms; k++) {
			const struct locale *u = locale_of(i);
			size_t full = matched(u->full.patterns[forms[k]], s, end, u);
			size_t brief = matched(u->brief.patterns[forms[k]], s, end, u);

			most = full > most ? full : most;
			most = brief > most ? brief : most;
		}
	return most;
}

/* " · " between what is told in a line ends a row. */
static bool is_between(const char *s, const char *end)
{
	return end - s > 2 && !memcmp(s, " \xc2\xb7", 3);
}

/* A mark of direction, which is no character of a word. */
static bool is_mark(const char *s, const char *end)
{
	return end - s > 2 && (!memcmp(s, "\u200e", 3) || !memcmp(s, "\u200f", 3));
}

/* A word of at most three characters that ends what is told: behind a number it is its unit,
 * " KB", " ك.ب". */
static size_t unit(const char *s, const char *end)
{
	size_t n = end - s > 1 && *s == ' ' && !is_digit(s[1]), count = 0;

	for (; n && s + n < end && !strchr(" \n,;:", s[n]); n++)
		if (is_mark(s + n, end))
			n += 2;
		else
			count += (s[n] & 0xc0) != 0x80;
	return count && count <= 3 && (s + n == end || s[n] != ' ' || is_between(s + n, end)) ? n
	                                                                                      : 0;
}

/* What belongs to a number that ends before s: the year of a symbol, " (2015)", the time of a
 * day, " 10:00", or its unit. */
static size_t more(const char *s, const char *end)
{
	if (end - s >= 7 && !memcmp(s, " (", 2) && digits(s + 2, end) == 4 && s[6] == ')')
		return 7;
	return end - s >= 6 && *s == ' ' && digits(s + 1, end) == 2 && s[3] == ':' &&
	                       digits(s + 4, end) == 2
	               ? 6
	               : unit(s, end);
}

/* Whether byte i of s continues a number or a word of ASCII. */
static bool is_within(const char *s, size_t i)
{
	char c = i ? s[i - 1] : ' ';

	return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static void hold(char *marks, size_t from, size_t n)
{
	for (size_t i = from; i < from + n; i++)
		if (marks[i] == TEXT_BREAK_MAY)
			marks[i] = WRAP_BREAK_HELD;
}

void wrap_hold(const char *s, size_t len, char *marks)
{
	const char *end = s + len;

	for (size_t i = 0; i < len; i++) {
		size_t n;

		if (i && is_between(s + i - 1, end))
			hold(marks, i, 1);
		if (!is_digit(s[i]))
			continue;
		n = is_within(s, i) ? 0 : date(s + i, end);
		/* the day before that of a range: "23–31 March" */
		if (n && i > 3 && !memcmp(s + i - 3, "\xe2\x80\x93", 3) && is_digit(s[i - 4]))
			hold(marks, i, 1);
		if (!n) {
			n = digits(s + i, end);
			n += more(s + i + n, end);
		}
		hold(marks, i + 1, n - 1);
		i += n - 1;
	}
}
