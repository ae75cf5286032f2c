/* SPDX-License-Identifier: ISC */
/* Resolutions in parts: A/RES/75/254A-C. */
#include "config.h"

#include "model/symbol/internal.h"

#include <string.h>

bool symbol_part(const char *symbol, size_t index, char out[SYMBOL_MAX])
{
	size_t n = strlen(symbol);
	char first, last;

	if (n < 5 || n >= SYMBOL_MAX || strncmp(symbol, "A/RES/", 6) != 0 || symbol[n - 2] != '-')
		return false;
	first = symbol[n - 3];
	last = symbol[n - 1];
	if (!symbol_is_upper(first) || !symbol_is_upper(last) || last <= first ||
	    !symbol_is_digit(symbol[n - 4]) || index > (size_t)(last - first) + 1)
		return false;
	memcpy(out, symbol, n - 3);
	out[n - 3] = index ? (char)(first + (int)index - 1) : '\0';
	out[n - 3 + (index > 0)] = '\0';
	return true;
}
