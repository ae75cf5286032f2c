/* Dates, ages and numbers in words. */
#include "config.h"

#include "model/page_int.h"

#include "model/date.h"
#include "model/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* How many of year, month and day a date gives: 1 to 3; a range has 0. */
static int precision(const char *date)
{
	int n = 1;

	if (strchr(date, '/'))
		return 0;
	for (; *date; date++)
		n += *date == '-';
	return n;
}

void page_date(const char *date, bool in_full, char *out, size_t size)
{
	static const char *const unknown[] = {"", " (day and month are not known)",
	                                      " (the day is not known)", ""};
	int n = precision(date);

	*out = 0;
	if (!*date)
		return;
	date_print(date, !in_full, out, size);
	if (in_full && n < 4)
		strncat(out, unknown[n], size - strlen(out) - 1);
}

/* " 2017" at the end, where something stands before it. */
static void drop_year(char *text)
{
	size_t n = strlen(text);

	if (n > 5 && text[n - 5] == ' ')
		text[n - 5] = 0;
}

void page_date_marker(const char *date, bool with_year, char *out, size_t size)
{
	char first[16];

	page_date(date, false, out, size);
	if (!with_year)
		drop_year(out);
	if (precision(date) || text_width(out, strlen(out)) <= 16)
		return;
	snprintf(first, sizeof first, "%.*s", (int)strcspn(date, "/"), date);
	page_date(first, false, out, size);
	if (!with_year)
		drop_year(out);
	strncat(out, " …", size - strlen(out) - 1);
}

void page_range(const char *start, const char *end, char *out, size_t size)
{
	if (!*end || !strcmp(start, end))
		snprintf(out, size, "%s", start);
	else
		snprintf(out, size, "%s/%s", start, end);
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

void page_host(const char *url, char *out, size_t size)
{
	const char *p = strstr(url, "://");

	p = p ? p + 3 : url;
	if (!strncmp(p, "www.", 4))
		p += 4;
	snprintf(out, size, "%.*s", (int)strcspn(p, "/?#"), p);
}
