#include "config.h"

#include "model/price.h"

#include "model/date.h"
#include "model/words.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Decimals with a point, whatever the locale writes: *end behind them, or s itself. */
static double read_decimal(const char *s, const char **end)
{
	double value = 0, scale = 1;
	const char *p = s;

	for (; isdigit((unsigned char)*p); p++)
		value = value * 10 + (*p - '0');
	if (p != s && *p == '.' && isdigit((unsigned char)p[1]))
		for (p++; isdigit((unsigned char)*p); p++)
			value += (*p - '0') * (scale /= 10);
	*end = p;
	return value;
}

int price_read(const char *text, struct price *p, struct err *err)
{
	const char *end;
	double value = read_decimal(text, &end);
	size_t blanks = strspn(end, " \t"), len = strlen(end + blanks);

	if (end == text || value <= 0 || value > 1e6 || (len && !blanks) || len >= sizeof p->unit)
		return err_set(err, ERR_USAGE,
		               _("price %.60s: what a megabyte costs, such as \"3.50 USD\""), text);
	p->megabyte = value;
	snprintf(p->unit, sizeof p->unit, "%.15s", end + blanks);
	return 0;
}

void price_print(const struct price *p, int64_t bytes, char *out, size_t size)
{
	char digits[40], value[80], *point;

	*out = '\0';
	if (p->megabyte <= 0)
		return;
	snprintf(digits, sizeof digits, "%.2f", (double)bytes / 1e6 * p->megabyte);
	point = strchr(digits, ','); /* a locale's; that of the interface comes below */
	if (point)
		*point = '.';
	date_number(digits, value, sizeof value);
	snprintf(out, size, *p->unit ? "%s %s" : "%s", value, p->unit);
}

int price_read_bytes(const char *text, uint64_t *bytes, struct err *err)
{
	const char *end;
	double value = read_decimal(text, &end);
	double unit = 1;

	if (*end == 'k' || *end == 'K')
		unit = 1e3;
	else if (*end == 'm' || *end == 'M')
		unit = 1e6;
	else if (*end == 'g' || *end == 'G')
		unit = 1e9;
	if (unit > 1)
		end++;
	if (end != text && (*end == 'B' || *end == 'b'))
		end++;
	if (end == text || *end || value * unit > 1e15)
		return err_set(
			err, ERR_USAGE,
			_("--budget %.60s: a number of bytes, such as 500k or 2M; 0 for none"),
			text);
	*bytes = (uint64_t)(value * unit);
	return 0;
}
