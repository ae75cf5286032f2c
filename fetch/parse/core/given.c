/* SPDX-License-Identifier: ISC */
/* What stands in an attribute or a name, in the one form in which parsers take it. */
#include "config.h"

#include "fetch/parse/core/parser.h"

#include <stdlib.h>
#include <string.h>

int parse_number(const char *value, int least, int most, int otherwise)
{
	char *end;
	long n = value ? strtol(value, &end, 10) : 0;

	if (!value || end == value)
		return otherwise;
	return n < least ? least : n > most ? most : (int)n;
}

const char *parse_name(const char *path)
{
	const char *slash = path ? strrchr(path, '/') : NULL;

	return slash ? slash + 1 : path ? path : "";
}
