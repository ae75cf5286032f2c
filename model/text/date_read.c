/* SPDX-License-Identifier: ISC */
/* Dates as programs and people write them. A date is told by its parts, not by a list of
 * forms: a month's name or place, a year by its digits, a day by what is left. */
#include "config.h"

#include "model/base/buf.h"
#include "model/text/characters.h"
#include "model/text/date.h"
#include "model/text/months.inc"

#include <stdio.h>
#include <string.h>

#define WRITTEN_MAX 120  /* bytes; no date is longer */
#define YEAR_FIRST 1900  /* before: a clock that was never set (0001-01-01) */
#define YEAR_LAST 2999   /* beyond: a slip of the keys */
#define YEAR_PIVOT 50    /* RFC 2822, 4.3: 00 to 49 are of this century */
#define NO_DAY (-1)      /* the day is not written */
#define SHORT_LETTERS 3u /* a month's name is cut to no less */

static const struct {
	const char *name; /* folded */
	int number;
} months[] = {MONTHS_WRITTEN};

struct written {
	const char *s; /* folded */
	int number[3], digits[3], count;
	char mark; /* what stands behind the first number */
	int month; /* by its name; 0: none so far */
	bool timed, bad;
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
}

static int number_at(const char *s, int *digits)
{
	int value = 0;

	for (*digits = 0; is_digit(s[*digits]); ++*digits)
		value = *digits < 8 ? value * 10 + s[*digits] - '0' : value;
	return value;
}

/* -- words ---------------------------------------------------------------- */

/* The month whose name begins at s: all of a name, the longest, or the beginning of names
 * of one month alone ("juil", not "jui"); 0: none. */
static int month_at(const char *s, size_t *len)
{
	size_t word = 0, letters = 0;
	int begun = 0;

	for (; is_letter(s[word]); word++)
		letters += ((unsigned char)s[word] & 0xc0) != 0x80;
	*len = 0;
	for (size_t i = 0; i < sizeof months / sizeof *months; i++) {
		size_t n = strlen(months[i].name);

		if (n > *len && !strncmp(s, months[i].name, n) && !is_letter(s[n])) {
			*len = n;
			begun = months[i].number;
		}
	}
	for (size_t i = 0; !*len && i < sizeof months / sizeof *months; i++) {
		if (letters < SHORT_LETTERS || strncmp(months[i].name, s, word) != 0)
			continue;
		if (begun && begun != months[i].number)
			return 0;
		begun = months[i].number;
	}
	return begun;
}

/* "mar." is a Tuesday as well: of two before the date is whole the last is the month. */
static const char *take_word(struct written *w, const char *s)
{
	size_t len;
	int month = month_at(s, &len);

	/* "2026-W06-2" counts weeks */
	w->bad = w->bad || (*s == 'w' && is_digit(s[1]));
	if (month && (!w->month || w->count < 2))
		w->month = month;
	if (len)
		return s + len;
	while (is_letter(*s))
		s++;
	return s;
}

/* -- numbers --------------------------------------------------------------- */

/* "10:15:00.5": what follows it, or s when it is no time. Of several the first counts:
 * the next is how far a zone is off. */
static const char *take_time(struct written *w, const char *s)
{
	int digits, hour = number_at(s, &digits), minute, second = 0;

	if (digits > 2 || !digits || s[digits] != ':' || !is_digit(s[digits + 1]))
		return s;
	s += digits + 1;
	minute = number_at(s, &digits);
	s += digits;
	if (*s == ':' && is_digit(s[1])) {
		second = number_at(++s, &digits);
		s += digits;
	}
	/* a day may end in 24:00, and a minute in a leap second */
	if (!w->timed && (hour > 24 || minute > 59 || second > 60 || (hour == 24 && minute)))
		w->bad = true;
	w->timed = true;
	return s;
}

/* 20260401, with or without T120000. */
static const char *take_eight(struct written *w, const char *s)
{
	int value, digits;

	value = number_at(s, &digits);
	w->number[0] = value / 10000;
	w->number[1] = value / 100 % 100;
	w->number[2] = value % 100;
	w->digits[0] = 4;
	w->count = 3;
	s += 8;
	if (*s == 't' && is_digit(s[1])) {
		value = number_at(++s, &digits);
		for (int n = digits; n > 2; n--)
			value /= 10;
		w->bad = w->bad || value > 24;
		s += digits;
	}
	return s;
}

static const char *take_number(struct written *w, const char *s)
{
	const char *end = take_time(w, s);
	int digits, value;

	if (end != s)
		return end;
	value = number_at(s, &digits);
	if (digits == 8 && !w->count)
		return take_eight(w, s);
	if (w->count < 3) {
		w->number[w->count] = value;
		w->digits[w->count++] = digits;
		if (w->count == 1)
			w->mark = s[digits];
	}
	return s + digits;
}

/* A zone as "+0300", also without the time that it should stand behind. */
static const char *past_zone(const struct written *w, const char *s)
{
	int digits;

	number_at(s + 1, &digits);
	if (*s == '+' || (w->timed && digits == 4))
		return s + 1 + digits;
	return s + 1;
}

static void take_all(struct written *w)
{
	const char *s = w->s;

	while (*s)
		if (is_digit(*s))
			s = take_number(w, s);
		else if (is_letter(*s))
			s = take_word(w, s);
		else if ((*s == '+' || *s == '-') && is_digit(s[1]))
			s = past_zone(w, s);
		else
			s++;
}

/* -- which is which ---------------------------------------------------------- */

static int year_of(int value, int digits)
{
	if (digits == 2)
		return value + (value < YEAR_PIVOT ? 2000 : 1900);
	/* years since 1900, of programs that print them so */
	return digits == 3 ? value + 1900 : digits == 4 ? value : 0;
}

static bool named(const struct written *w, int *year, int *month, int *day)
{
	int y = w->digits[0] > 2 || w->number[0] > 31 ? 0 : 1;

	if (w->count == 1 && w->digits[0] == 4 && !w->timed) {
		*year = w->number[0];
		*month = w->month;
		*day = NO_DAY;
		return true;
	}
	if (w->count < 2)
		return false;
	*year = year_of(w->number[y], w->digits[y]);
	*month = w->month;
	*day = w->digits[1 - y] <= 2 ? w->number[1 - y] : 0;
	return true;
}

/* 05.03.2026 begins with the day. Of 05/03/2026 that is so in one country and not in the
 * next: taken only where no month has so many. */
static bool numbered(const struct written *w, int *year, int *month, int *day)
{
	int last = w->digits[2] == 4 ? 2 : 0, first = w->number[0], second = w->number[1];

	if (w->count < 3 || (w->digits[0] != 4 && last != 2))
		return false;
	*year = w->number[last];
	*month = second;
	*day = last ? first : w->number[2];
	if (!last || w->mark == '.' || first > 12 || first == second)
		return true;
	*month = first;
	*day = second;
	return second > 12;
}

static bool is_possible(int year, int month, int day)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return year >= YEAR_FIRST && year <= YEAR_LAST && month >= 1 && month <= 12 && day >= 1 &&
	       day <= days[month - 1] + (leap && month == 2);
}

/* "2026" and "2026-03" and no more, as Dublin Core has them. */
static bool is_coarse(const char *s, char out[11])
{
	int digits, month = 1, year = number_at(s, &digits), more = 0;

	if (digits != 4)
		return false;
	if (s[4] == '-')
		month = number_at(s + 5, &more);
	if (s[4] ? s[4] != '-' || more != 2 || s[7] : false)
		return false;
	if (!is_possible(year, month, 1))
		return false;
	snprintf(out, 11, more ? "%04d-%02d" : "%04d", year, month);
	return true;
}

static void put_date(char out[11], int year, int month, int day)
{
	char full[40];

	snprintf(full, sizeof full, "%04d-%02d-%02d", year, month, day == NO_DAY ? 0 : day);
	if (day == NO_DAY)
		full[7] = '\0';
	snprintf(out, 11, "%.10s", full);
}

bool date_read(const char *s, char out[11])
{
	struct written w = {0};
	struct buf folded;
	int year = 0, month = 0, day = 0;
	size_t len;
	bool known;

	s += strspn(s, " \t\r\n");
	for (len = strlen(s); len && strchr(" \t\r\n", s[len - 1]);)
		len--;
	if (len > WRITTEN_MAX)
		return false;
	buf_init(&folded, 16 * WRITTEN_MAX);
	text_fold(&folded, s, len);
	w.s = folded.bytes;
	known = is_coarse(w.s, out);
	if (!known) {
		take_all(&w);
		known = !w.bad && (w.month ? named : numbered)(&w, &year, &month, &day) &&
		        is_possible(year, month, day == NO_DAY ? 1 : day);
		if (known)
			put_date(out, year, month, day);
	}
	buf_done(&folded);
	return known;
}

/* Two numbers and one mark between them: a year and a month, whichever is plain from their
 * digits; of two short ones "3/17" begins with the month, "17-3" with the year. */
static bool is_month_typed(const char *s, char out[11])
{
	int digits[2], first = number_at(s, &digits[0]), second, year, month;
	char mark = s[digits[0]];

	if (!digits[0] || !mark || !strchr("/.- ", mark))
		return false;
	second = number_at(s + digits[0] + 1, &digits[1]);
	if (!digits[1] || s[digits[0] + 1 + digits[1]])
		return false;
	if (digits[0] == 4 || (digits[1] <= 2 && mark == '-')) {
		year = year_of(first, digits[0]);
		month = second;
	} else {
		year = year_of(second, digits[1]);
		month = first;
	}
	if (!is_possible(year, month, 1))
		return false;
	put_date(out, year, month, NO_DAY);
	return true;
}

bool date_typed(const char *s, char out[11])
{
	return is_month_typed(s, out) || date_read(s, out);
}
