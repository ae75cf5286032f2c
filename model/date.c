#include "config.h"

#include "model/date.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

static const char *const months[] = {"January",   "February", "March",    "April",
                                     "May",       "June",     "July",     "August",
                                     "September", "October",  "November", "December"};

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

static void print_civil(const struct civil *c, bool brief, bool month, bool year, char *out,
                        size_t size)
{
	size_t n = 0;

	out[0] = '\0';
	if (c->day)
		n += (size_t)snprintf(out, size, "%d", c->day);
	if (c->month && month && n < size)
		n += (size_t)snprintf(out + n, size - n, brief ? "%s%.3s" : "%s%s", n ? " " : "",
		                      months[c->month - 1]);
	if (year && n < size)
		snprintf(out + n, size - n, "%s%d", n ? " " : "", c->year);
}

void date_print(const char *iso, bool brief, char *out, size_t size)
{
	const char *s = iso;
	struct civil a, b;
	char first[40], last[40];

	snprintf(out, size, "%s", iso);
	if (!read_civil(&s, &a))
		return;
	if (!*s) {
		print_civil(&a, brief, true, true, out, size);
		return;
	}
	if (*s++ != '/' || !read_civil(&s, &b) || *s)
		return;
	print_civil(&a, brief, a.month != b.month || a.year != b.year || !a.day || !b.day,
	            a.year != b.year, first, sizeof first);
	print_civil(&b, brief, true, true, last, sizeof last);
	if (!*first)
		snprintf(out, size, "%s", last);
	else
		snprintf(out, size, "%s–%s", first, last);
}

void date_age(int64_t then, int64_t now, char *out, size_t size)
{
	static const struct {
		int64_t seconds;
		const char *one, *many;
	} units[] = {{31557600, "year", "years"}, {2629800, "month", "months"},
	             {86400, "day", "days"},      {3600, "hour", "hours"},
	             {60, "minute", "minutes"}};
	int64_t age = now > then ? now - then : 0;

	for (size_t i = 0; i < sizeof units / sizeof *units; i++)
		if (age >= units[i].seconds) {
			long long n = (long long)(age / units[i].seconds);

			snprintf(out, size, "%lld %s", n, n == 1 ? units[i].one : units[i].many);
			return;
		}
	snprintf(out, size, "now");
}

void date_time(int64_t when, char *out, size_t size)
{
	time_t t = (time_t)when;
	struct tm tm;

	if (!gmtime_r(&t, &tm) || !strftime(out, size, "%Y-%m-%d %H:%M", &tm))
		snprintf(out, size, "-");
}

void date_bytes(int64_t bytes, char *out, size_t size)
{
	if (bytes < 1000)
		snprintf(out, size, "%lld B", (long long)bytes);
	else if (bytes < 100000)
		snprintf(out, size, "%.1f KB", (double)bytes / 1000);
	else if (bytes < 1000000)
		snprintf(out, size, "%.0f KB", (double)bytes / 1000);
	else
		snprintf(out, size, "%.1f MB", (double)bytes / 1e6);
}
