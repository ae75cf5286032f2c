/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/text/units.h"

#include "model/base/buf.h"
#include "model/base/messages.h"
#include "model/text/locale.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void units_number(const char *value, char *out, size_t size)
{
	const struct locale *u = locale_of(messages_index());
	size_t whole = strspn(value, "0123456789");
	struct buf b;

	buf_init(&b, 400);
	for (size_t i = 0; i < whole; i++) {
		if (i && (whole - i) % 3 == 0)
			buf_str(&b, u->thousands);
		buf_char(&b, value[i]);
	}
	if (value[whole] == '.' && value[whole + 1]) {
		buf_str(&b, u->decimal);
		whole++;
	}
	buf_str(&b, value + whole);
	snprintf(out, size, "%s", b.bytes);
	buf_done(&b);
}

/* With so many decimals, and no more than is needed to stand between words. */
static void print_decimals(double value, int decimals, char *out, size_t size)
{
	char digits[64];

	snprintf(digits, sizeof digits, "%.*f", decimals, value);
	units_number(digits, out, size);
}

void units_short_number(const char *value, char *out, size_t size)
{
	const struct locale *u = locale_of(messages_index());
	double v = strtod(value, NULL);
	char digits[80];

	for (size_t i = 0; i < sizeof u->scales / sizeof *u->scales; i++)
		if (v >= u->scales[i].from) {
			print_decimals(v / u->scales[i].unit, u->scales[i].decimals, digits,
			               sizeof digits);
			snprintf(out, size, "%s%s", digits, u->scales[i].name);
			return;
		}
	units_number(value, out, size);
}

void units_bytes(int64_t bytes, char *out, size_t size)
{
	char digits[80];

	if (bytes < 1000) {
		/* TRANSLATORS: bytes, thousands and millions of bytes */
		snprintf(out, size, _("%lld B"), (long long)bytes);
		return;
	}
	print_decimals((double)bytes / (bytes < 1000000 ? 1e3 : 1e6),
	               bytes < 100000 || bytes >= 1000000, digits, sizeof digits);
	snprintf(out, size, bytes < 1000000 ? _("%s KB") : _("%s MB"), digits);
}

double units_read_decimal(const char *s, const char **end)
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

int units_read_bytes(const char *text, uint64_t *bytes, struct err *err)
{
	const char *end;
	double value = units_read_decimal(text, &end);
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
