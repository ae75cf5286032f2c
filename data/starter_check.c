/* SPDX-License-Identifier: ISC */
/* Whether values of the tables are well-formed. */
#include "config.h"

#include "data/starter.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* Reads so many digits: their number, or -1. */
static int digits(const char **p, int count)
{
	int n = 0;

	for (; count; count--, ++*p) {
		if (!isdigit((unsigned char)**p))
			return -1;
		n = n * 10 + (**p - '0');
	}
	return n;
}

static bool one_date(const char **p)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	int year = digits(p, 4), month, day, most;

	if (year < 1900 || year > 2199)
		return false;
	if (**p != '-')
		return true;
	++*p;
	month = digits(p, 2);
	if (month < 1 || month > 12)
		return false;
	if (**p != '-')
		return true;
	++*p;
	day = digits(p, 2);
	most = days[month - 1] + (month == 2 && year % 4 == 0 && (year % 100 || year % 400 == 0));
	return day >= 1 && day <= most;
}

bool check_date(const char *s)
{
	const char *first = s;

	if (!one_date(&s))
		return false;
	if (*s == '/') {
		const char *second = ++s;

		return one_date(&s) && !*s && strncmp(first, second, strlen(second)) <= 0;
	}
	return !*s;
}

bool check_status(const char *s)
{
	static const char *const known[] = {"confirmed", "partly", "unconfirmed", "usual"};

	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (!strcmp(s, known[i]))
			return true;
	return false;
}

bool check_address(const char *s)
{
	if (strncmp(s, "http://", 7) != 0 && strncmp(s, "https://", 8) != 0)
		return false;
	return !strpbrk(s, " <>\"") && strchr(s, ':')[3];
}

bool check_letters(const char *s)
{
	const char *all = "ACEFRS"; /* those that may still come */

	for (;;) {
		const char *at = *s ? strchr(all, *s) : NULL;

		if (!at)
			return false;
		all = at + 1;
		if (!*++s)
			return true;
		if (*s++ != ' ')
			return false;
	}
}

bool check_vote(const char *s)
{
	if (!strcmp(s, "without vote"))
		return true;
	for (int i = 0; i < 3; i++) {
		if (!isdigit((unsigned char)*s))
			return false;
		s += strspn(s, "0123456789");
		if (i < 2 && *s++ != '-')
			return false;
	}
	return !*s;
}

/* A title that was cut somewhere on its way here is no title. */
bool check_title(const char *s)
{
	return *s && !strstr(s, "...") && !strstr(s, "…");
}

bool check_number(const char *s)
{
	size_t n = strspn(s, "0123456789");

	return n && n < 10 && !s[n] && atol(s) > 0;
}

bool check_count(const char *s)
{
	return !strcmp(s, "0") || check_number(s);
}
