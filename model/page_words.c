/* Dates, ages and numbers in words. */
#include "config.h"

#include "model/page_int.h"

#include "model/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const months[] = {"",     "January", "February",  "March",   "April",
                                     "May",  "June",    "July",      "August",  "September",
                                     "October", "November", "December"};

struct day {
	int year, month, day; /* 0: not known */
};

/* Reads one date; returns what follows. */
static const char *read_day(const char *s, struct day *d)
{
	int n = 0;

	*d = (struct day){0};
	if (sscanf(s, "%4d-%2d-%2d%n", &d->year, &d->month, &d->day, &n) < 3 || !n) {
		d->day = 0;
		if (sscanf(s, "%4d-%2d%n", &d->year, &d->month, &n) < 2 || !n) {
			d->month = 0;
			if (sscanf(s, "%4d%n", &d->year, &n) < 1)
				n = (int)strlen(s);
		}
	}
	if (d->month < 0 || d->month > 12)
		d->month = 0;
	return s + n;
}

static void put_day(const struct day *d, bool in_full, bool month, bool year, char *out,
                    size_t size)
{
	char name[16] = "", number[8] = "", when[16] = "";

	if (month && d->month)
		snprintf(name, sizeof name, in_full ? "%s" : "%.3s", months[d->month]);
	if (d->day)
		snprintf(number, sizeof number, *name ? "%d " : "%d", d->day);
	if (year)
		snprintf(when, sizeof when, *number || *name ? " %d" : "%d", d->year);
	snprintf(out, size, "%s%s%s", number, name, when);
}

static void put_dates(const char *date, bool in_full, bool with_year, char *out, size_t size)
{
	struct day a, b;
	const char *rest = read_day(date, &a);
	char first[40], last[40];

	if (*rest != '/') {
		put_day(&a, in_full, true, with_year || !a.month, out, size);
		return;
	}
	read_day(rest + 1, &b);
	put_day(&a, in_full, a.month != b.month || a.year != b.year || !a.day,
	        a.year != b.year, first, sizeof first);
	put_day(&b, in_full, true, with_year || a.year != b.year, last, sizeof last);
	snprintf(out, size, "%s–%s", first, last);
}

void page_date(const char *date, bool in_full, char *out, size_t size)
{
	struct day a;
	size_t n;

	*out = 0;
	if (*date)
		put_dates(date, in_full, true, out, size);
	if (!in_full || strchr(date, '/') || !*date)
		return;
	read_day(date, &a);
	n = strlen(out);
	if (!a.day)
		snprintf(out + n, size - n, " (%s)",
		         a.month ? "the day is not known" : "day and month are not known");
}

void page_date_marker(const char *date, bool with_year, char *out, size_t size)
{
	char first[16];
	const char *slash;

	*out = 0;
	if (!*date)
		return;
	put_dates(date, false, with_year, out, size);
	slash = strchr(date, '/');
	if (!slash || text_width(out, strlen(out)) <= 16)
		return;
	snprintf(first, sizeof first, "%.*s", (int)(slash - date), date);
	put_dates(first, false, with_year, out, size);
	strncat(out, " …", size - strlen(out) - 1);
}

void page_range(const char *start, const char *end, char *out, size_t size)
{
	if (!*end || !strcmp(start, end))
		snprintf(out, size, "%s", start);
	else
		snprintf(out, size, "%s/%s", start, end);
}

void page_age(int64_t seconds, char *out, size_t size)
{
	static const struct {
		int64_t up_to, unit;
		const char *one, *many;
	} steps[] = {
		{90, 0, "just now", "just now"},
		{90 * 60, 60, "min", "min"},
		{36 * 3600, 3600, "h", "h"},
		{60 * 86400, 86400, "day", "days"},
		{730 * (int64_t)86400, 30 * 86400, "month", "months"},
		{INT64_MAX, 365 * (int64_t)86400, "year", "years"},
	};
	size_t i = 0;
	long n;

	if (seconds < 0) {
		snprintf(out, size, "in the future");
		return;
	}
	while (seconds >= steps[i].up_to)
		i++;
	if (!steps[i].unit) {
		snprintf(out, size, "%s", steps[i].one);
		return;
	}
	n = (long)((seconds + steps[i].unit / 2) / steps[i].unit);
	snprintf(out, size, "%ld %s", n, n == 1 ? steps[i].one : steps[i].many);
}

void page_long_number(const char *value, char *out, size_t size)
{
	size_t whole = strcspn(value, "."), n = 0;

	for (size_t i = 0; i < whole && n + 2 < size; i++) {
		if (i && (whole - i) % 3 == 0)
			out[n++] = ',';
		out[n++] = value[i];
	}
	out[n] = 0;
	strncat(out, value + whole, size - n - 1);
}

void page_short_number(const char *value, char *out, size_t size)
{
	double v = strtod(value, NULL);

	if (v >= 1e9)
		snprintf(out, size, "%.2f bn", v / 1e9);
	else if (v >= 1e5)
		snprintf(out, size, "%.1f M", v / 1e6);
	else
		page_long_number(value, out, size);
}

void page_size(int64_t bytes, char *out, size_t size)
{
	if (bytes < 1000)
		snprintf(out, size, "%d B", (int)bytes);
	else if (bytes < 1000000)
		snprintf(out, size, "%.1f KB", (double)bytes / 1e3);
	else
		snprintf(out, size, "%.1f MB", (double)bytes / 1e6);
}

void page_host(const char *url, char *out, size_t size)
{
	const char *p = strstr(url, "://");

	p = p ? p + 3 : url;
	if (!strncmp(p, "www.", 4))
		p += 4;
	snprintf(out, size, "%.*s", (int)strcspn(p, "/?#"), p);
}
