/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/base/header.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

static const char *next_line(const char *line)
{
	line += strcspn(line, "\r\n");
	return line + strspn(line, "\r\n");
}

const char *header_find(const char *block, const char *name, const char *after, size_t *len)
{
	size_t n = strlen(name);

	for (const char *line = after ? next_line(after) : block; *line; line = next_line(line)) {
		if (strncasecmp(line, name, n) || line[n] != ':')
			continue;
		line += n + 1;
		line += strspn(line, " \t");
		*len = strcspn(line, "\r\n");
		while (*len && (line[*len - 1] == ' ' || line[*len - 1] == '\t'))
			--*len;
		return line;
	}
	return NULL;
}

/* Takes a number off the beginning; -1 when there is none that can be. */
static int64_t take_number(const char **at, size_t *left)
{
	const char *from = *at;
	int64_t v = 0;

	for (; *left && **at >= '0' && **at <= '9'; ++*at, --*left) {
		v = v * 10 + (**at - '0');
		if (v > HEADER_NUMBER_MOST)
			return -1;
	}
	return *at > from ? v : -1;
}

static bool take_sign(const char **at, size_t *left, char sign)
{
	if (!*left || **at != sign)
		return false;
	++*at;
	--*left;
	return true;
}

int64_t header_number(const char *block, const char *name)
{
	size_t len = 0;
	const char *value = header_find(block, name, NULL, &len);
	int64_t v = value ? take_number(&value, &len) : -1;

	return len ? -1 : v;
}

bool header_range(const char *value, size_t len, int64_t *first, int64_t *last, int64_t *total)
{
	if (len < 6 || strncasecmp(value, "bytes ", 6))
		return false;
	value += 6;
	len -= 6;
	*first = take_number(&value, &len);
	if (*first < 0 || !take_sign(&value, &len, '-'))
		return false;
	*last = take_number(&value, &len);
	if (*last < *first || !take_sign(&value, &len, '/'))
		return false;
	*total = -1;
	if (take_sign(&value, &len, '*'))
		return !len;
	*total = take_number(&value, &len);
	return !len && *total > *last;
}

int64_t header_whole_size(const char *block)
{
	int64_t first, last, total;
	size_t len;
	const char *value = header_find(block, "Content-Range", NULL, &len);

	if (!value)
		return header_number(block, "Content-Length");
	return header_range(value, len, &first, &last, &total) ? total : -1;
}

/* Days from 1970-01-01 to a day of the Gregorian calendar. */
static int64_t days_to(int year, int month, int day)
{
	int64_t y = month > 2 ? year : year - 1;
	int64_t m = month > 2 ? month - 3 : month + 9; /* from March: the leap day is last */

	return 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1 - 719468;
}

int64_t header_date(const char *s)
{
	static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	int day, year, hour, minute, second;
	char name[4], zone[4];
	const char *at, *comma = s ? strchr(s, ',') : NULL;

	if (!comma || sscanf(comma + 1, " %2d %3s %4d %2d:%2d:%2d %3s", &day, name, &year, &hour,
	                     &minute, &second, zone) != 7)
		return 0;
	at = strlen(name) == 3 ? strstr(months, name) : NULL;
	if (!at || (at - months) % 3 || strcmp(zone, "GMT") || day < 1 || day > 31 || year < 1970 ||
	    hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60)
		return 0;
	return days_to(year, (int)(at - months) / 3 + 1, day) * 86400 + hour * 3600 + minute * 60 +
	       second;
}
