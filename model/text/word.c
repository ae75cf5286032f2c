/* SPDX-License-Identifier: ISC */
/* Words: where one ends, for comparing texts. */
#include "config.h"

#include "model/base/utf8.h"
#include "model/text/characters.h"

#include <string.h>
#include <unictype.h>

/* What holds a word together where it stands between two of its letters or digits:
 * S/RES/2254, cease-fire, 3.5, d'accord; the Arabic points of numbers. */
static bool joins(uint32_t c)
{
	static const uint32_t joiners[] = {'\'',   '-',    '.',    '/',   ',',  0xb7,
	                                   0x2010, 0x2011, 0x2019, 0x66b, 0x66c};

	for (size_t i = 0; i < sizeof joiners / sizeof *joiners; i++)
		if (c == joiners[i])
			return true;
	return false;
}

static bool is_letter(uint32_t c)
{
	return uc_is_alnum(c) && !uc_is_property_ideographic(c);
}

/* The character at an offset, 0 behind the end. */
static uint32_t at(const char *s, size_t len, size_t offset)
{
	uint32_t c = 0;

	if (offset < len)
		utf8_decode(s + offset, len - offset, &c);
	return c;
}

size_t text_word(const char *s, size_t len, enum text_word *what)
{
	uint32_t c = at(s, len, 0);
	size_t n = text_cluster(s, len);

	if (uc_is_property_white_space(c)) {
		*what = TEXT_WORD_SPACE;
		while (n < len && uc_is_property_white_space(at(s, len, n)))
			n += text_cluster(s + n, len - n);
		return n;
	}
	*what = uc_is_alnum(c) ? TEXT_WORD_LETTERS : TEXT_WORD_SIGN;
	if (!is_letter(c))
		return n;
	while (n < len) {
		size_t one = text_cluster(s + n, len - n);

		if (joins(at(s, len, n)) && is_letter(at(s, len, n + one)))
			n += one;
		else if (!is_letter(at(s, len, n)))
			break;
		else
			n += one;
	}
	return n;
}
