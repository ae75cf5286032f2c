/* SPDX-License-Identifier: ISC */
/* What stands in an attribute or a name, in the one form in which parsers take it. */
#include "config.h"

#include "fetch/parse/core/parser.h"

#include <stdlib.h>

int parse_number(const char *value, int least, int most, int otherwise)
{
	char *end;
	long n = value ? strtol(value, &end, 10) : 0;

	if (!value || end == value)
		return otherwise;
	return n < least ? least : n > most ? most : (int)n;
}
