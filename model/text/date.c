/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/text/date.h"

#include "model/base/buf.h"
#include "model/base/messages.h"
#include "model/text/locale.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct civil {
	int year, month, day; /* 0: not known */
};

static bool read_number(const char **s, int digits, int *n)
{
	*n = 0;
	for (int i = 0; i < digits; i++, (*s)++) {
		if (**s < '0' || **s > '9')
			return false;
		*n = *n * 10 + (**s - '0');
	}
	return true;
}

static bool read_civil(const char **s, struct civil *c)
{
	*c = (struct civil){0};
	if (!read_number(s, 4, &c->year))
		return false;
	if (**s == '-') {
		(*s)++;
		if (!read_number(s, 2, &c->month) || c->month > 12)
			return false;
		if (**s == '-') {
			(*s)++;
			if (!read_number(s, 2, &c->day) || c->day > 31)
				return false;
		}
	}
	if (**s == 'T' || **s == ' ')
		while (**s && **s != '/')
			(*s)++;
	return true;
}

/* The parts of a date that are known. */
static int parts_of(const struct civil *c)
{
	return LOCALE_YEAR | (c->month ? LOCALE_MONTH : 0) | (c->day ? LOCALE_DAY : 0);
}

/* At least so many digits. */
static void put_number(struct buf *out, int n, int least)
{
	char digits[12], *at = digits + sizeof digits;

	do
		*--at = (char)('0' + n % 10);
	while ((n /= 10) > 0 || digits + sizeof digits - at < least);
	buf_add(out, at, (size_t)(digits + sizeof digits - at));
}

/* A month that is too short to be abbreviated is written in full, and so in the form that
 * stands without a day: "мая 2025" is no month. */
static const char *month_name(const struct locale *u, int month, bool alone, bool brief)
{
	const char *full = u->months[month], *shorter = u->brief_months[month];

	if (brief && (!alone || strcmp(full, shorter) != 0))
		return shorter;
	return alone ? u->alone[month] : full;
}

/* One place of a pattern: "{d}" and its like. */
static void put_place(struct buf *out, const char *name, size_t len, const struct civil *c,
                      const struct locale *u, bool brief)
{
	int number = *name == 'd' ? c->day : c->month;

	if (len == 2)
		put_number(out, number, 2);
	else if (*name == 'y')
		put_number(out, c->year, 1);
	else if (*name == '1' || *name == 'd')
		put_number(out, c->day, 1);
	else
		buf_str(out, month_name(u, c->month - 1, *name == 'M', brief));
	if (*name == '1' && c->day == 1)
		buf_str(out, "er");
}

static void put_civil(struct buf *out, const struct civil *c, int parts, bool brief)
{
	const struct locale *u = locale_of(messages_index());
	const char *p = (brief ? &u->brief : &u->full)->patterns[parts];

	for (; p && *p; p++) {
		size_t n = 0;

		if (*p == '{') {
			while (p[n] && p[n] != '}')
				n++;
			put_place(out, p + 1, n - 1, c, u, brief);
			p += n;
		} else {
			buf_char(out, *p);
		}
	}
}

/* What both ends share is written once. */
static void put_range(struct buf *out, const struct civil *a, const struct civil *b, bool brief,
                      bool year)
{
	const struct locale *u = locale_of(messages_index());
	const struct locale_form *form = brief ? &u->brief : &u->full;
	int first = parts_of(a), last = parts_of(b), shared = 0;

	if (a->year == b->year && a->month && b->month)
		shared =
			LOCALE_YEAR | (a->month == b->month && a->day && b->day ? LOCALE_MONTH : 0);
	if (!year && (form->year_first ? first : last) != LOCALE_YEAR)
		*(form->year_first ? &first : &last) &= ~LOCALE_YEAR;
	if (form->year_first)
		last &= ~shared;
	else
		first &= ~shared;
	put_civil(out, a, first, brief);
	buf_str(out, form->to);
	put_civil(out, b, last, brief);
}

static bool put_date(struct buf *out, const char *iso, bool brief, bool year)
{
	const char *s = iso;
	struct civil a, b;
	int parts;

	if (!read_civil(&s, &a))
		return false;
	if (!*s) {
		parts = parts_of(&a);
		put_civil(out, &a, year || parts == LOCALE_YEAR ? parts : parts & ~LOCALE_YEAR,
		          brief);
		return true;
	}
	if (*s++ != '/' || !read_civil(&s, &b) || *s)
		return false;
	if (!memcmp(&a, &b, sizeof a))
		put_civil(out, &a, parts_of(&a), brief);
	else
		put_range(out, &a, &b, brief, year);
	return true;
}

static void print_date(const char *iso, bool brief, bool year, char *out, size_t size)
{
	struct buf b;
	const char *shown;
	size_t n;

	buf_init(&b, 400);
	shown = put_date(&b, iso, brief, year) ? b.bytes : iso;
	n = strnlen(shown, size - 1);
	memcpy(out, shown, n);
	out[n] = '\0';
	buf_done(&b);
}

void date_print(const char *iso, bool brief, char *out, size_t size)
{
	print_date(iso, brief, true, out, size);
}

void date_in_year(const char *iso, char *out, size_t size)
{
	print_date(iso, true, false, out, size);
}

/* -- ages ----------------------------------------------------------------- */

static const struct {
	int64_t seconds;
	const char *one, *many, *one_ago, *many_ago;
} units[] = {
	{31557600, NP_("%lld year", "%lld years"), NP_("%lld year ago", "%lld years ago")},
	{2629800, NP_("%lld month", "%lld months"), NP_("%lld month ago", "%lld months ago")},
	{86400, NP_("%lld day", "%lld days"), NP_("%lld day ago", "%lld days ago")},
	{3600, NP_("%lld hour", "%lld hours"), NP_("%lld hour ago", "%lld hours ago")},
	{60, NP_("%lld minute", "%lld minutes"), NP_("%lld minute ago", "%lld minutes ago")},
};

static void print_age(int64_t then, int64_t now, bool ago, char *out, size_t size)
{
	int64_t age = now > then ? now - then : 0;

	for (size_t i = 0; i < sizeof units / sizeof *units; i++)
		if (age >= units[i].seconds) {
			long long n = (long long)(age / units[i].seconds);

			snprintf(out, size,
			         messages_count(ago ? units[i].one_ago : units[i].one,
			                        ago ? units[i].many_ago : units[i].many, n),
			         n);
			return;
		}
	/* TRANSLATORS: an age of less than a minute */
	snprintf(out, size, "%s", _("now"));
}

void date_age(int64_t then, int64_t now, char *out, size_t size)
{
	print_age(then, now, false, out, size);
}

void date_ago(int64_t then, int64_t now, char *out, size_t size)
{
	print_age(then, now, true, out, size);
}

void date_time(int64_t when, char *out, size_t size)
{
	time_t t = (time_t)when;
	struct tm tm;

	if (!gmtime_r(&t, &tm) || !strftime(out, size, "%Y-%m-%d %H:%M", &tm))
		snprintf(out, size, "-");
}
