/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "fetch/parse/core/formula.h"

#include "model/base/utf8.h"

#include <ctype.h>
#include <string.h>

/* Signs that bind less than a stroke does; those of arithmetic and relations. */
static bool is_operator(uint32_t c)
{
	return (c < 0x80 && c && strchr("+-*/=<>|;: ", (int)c)) || c == 0xb1 || c == 0xd7 ||
	       c == 0xf7 || c == 0xb7 || (c >= 0x2190 && c < 0x2300);
}

/* Whether one pair of brackets is around all of it. */
static bool is_bracketed(const char *utf8, size_t len)
{
	size_t open = 0, i = 0;

	for (; i < len && (i == 0 || open > 0); i++)
		open += utf8[i] == '(' ? 1 : utf8[i] == ')' && open > 0 ? SIZE_MAX : 0;
	return len > 1 && *utf8 == '(' && open == 0 && i == len;
}

bool formula_is_compound(const char *utf8, size_t len)
{
	bool letters = false, digits = false, compound = false;
	uint32_t c;

	if (len == 0 || utf8_decode(utf8, len, &c) == len || is_bracketed(utf8, len))
		return false;
	for (size_t i = 0; i < len && !compound;) {
		i += utf8_decode(utf8 + i, len - i, &c);
		digits |= c >= '0' && c <= '9';
		letters |= c >= 'A' && !is_operator(c);
		compound = is_operator(c) || (letters && digits);
	}
	return compound;
}

bool formula_runs_on(uint32_t c)
{
	bool root = c == 0x221a, mark = is_operator(c) || (c >= 0x2000 && c < 0x2070);

	return root || (c < 0x80 && isalnum((int)c)) || (c >= 0xc0 && !mark);
}

uint32_t formula_last(const char *utf8, size_t len)
{
	size_t i = len;
	uint32_t c;

	while (i > 0 && len - i < 4 && ((unsigned char)utf8[--i] & 0xc0) == 0x80)
		continue;
	utf8_decode(utf8 + i, len - i, &c);
	return c;
}
