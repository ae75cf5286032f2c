/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/text/price.h"

#include "model/base/messages.h"
#include "model/text/units.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int price_read(const char *text, struct price *p, struct err *err)
{
	const char *end;
	double value = units_read_decimal(text, &end);
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
	char digits[40], value[80];

	*out = '\0';
	if (p->megabyte <= 0)
		return;
	snprintf(digits, sizeof digits, "%.2f", (double)bytes / 1e6 * p->megabyte);
	units_number(digits, value, sizeof value);
	snprintf(out, size, *p->unit ? "%s %s" : "%s", value, p->unit);
}
