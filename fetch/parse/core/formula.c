/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "fetch/parse/core/formula.h"

#include "model/base/utf8.h"

#include <stdint.h>
#include <string.h>

/* Signs that bind less than a stroke does; those of arithmetic and relations. */
static bool is_operator(uint32_t c)
{
	return (c < 0x80 && c && strchr("+-*/=<>|;: ", (int)c)) || c == 0xb1 || c == 0xd7 ||
	       c == 0xf7 || c == 0xb7 || (c >= 0x2190 && c < 0x2300);
}

bool formula_is_compound(const char *utf8, size_t len)
{
	bool letters = false, digits = false, compound = false;

	for (size_t i = 0; i < len && !compound;) {
		uint32_t c;

		i += utf8_decode(utf8 + i, len - i, &c);
		digits |= c >= '0' && c <= '9';
		letters |= c >= 'A' && !is_operator(c);
		compound = is_operator(c) || (letters && digits);
	}
	return compound;
}
