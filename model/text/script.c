/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/text/script.h"

#include "model/base/utf8.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <unictype.h>

/* More than this is small print, and no power, formula or note. */
#define LONGEST 24

/* Sorted by the plain character; 0: Unicode has none. */
static const struct {
	uint32_t plain, raised, lowered;
} signs[] = {
	{'(', 0x207d, 0x208d},    {')', 0x207e, 0x208e},   {'+', 0x207a, 0x208a},
	{'-', 0x207b, 0x208b},    {'0', 0x2070, 0x2080},   {'1', 0xb9, 0x2081},
	{'2', 0xb2, 0x2082},      {'3', 0xb3, 0x2083},     {'4', 0x2074, 0x2084},
	{'5', 0x2075, 0x2085},    {'6', 0x2076, 0x2086},   {'7', 0x2077, 0x2087},
	{'8', 0x2078, 0x2088},    {'9', 0x2079, 0x2089},   {'=', 0x207c, 0x208c},
	{'a', 0x1d43, 0x2090},    {'b', 0x1d47, 0},        {'c', 0x1d9c, 0},
	{'d', 0x1d48, 0},         {'e', 0x1d49, 0x2091},   {'f', 0x1da0, 0},
	{'g', 0x1d4d, 0},         {'h', 0x2b0, 0x2095},    {'i', 0x2071, 0x1d62},
	{'j', 0x2b2, 0x2c7c},     {'k', 0x1d4f, 0x2096},   {'l', 0x2e1, 0x2097},
	{'m', 0x1d50, 0x2098},    {'n', 0x207f, 0x2099},   {'o', 0x1d52, 0x2092},
	{'p', 0x1d56, 0x209a},    {'r', 0x2b3, 0x1d63},    {'s', 0x2e2, 0x209b},
	{'t', 0x1d57, 0x209c},    {'u', 0x1d58, 0x1d64},   {'v', 0x1d5b, 0x1d65},
	{'w', 0x2b7, 0},          {'x', 0x2e3, 0x2093},    {'y', 0x2b8, 0},
	{'z', 0x1dbb, 0},         {0x3b2, 0x1d5d, 0x1d66}, {0x2013, 0x207b, 0x208b},
	{0x2212, 0x207b, 0x208b},
};

static uint32_t sign_of(enum text_script how, uint32_t c)
{
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (signs[i].plain == c)
			return how == TEXT_RAISED ? signs[i].raised : signs[i].lowered;
	return 0;
}

static bool is_letter(uint32_t c)
{
	return uc_is_general_category_withtable(c, UC_CATEGORY_MASK_L | UC_CATEGORY_MASK_M);
}

/* What a stretch is made of. */
struct made {
	size_t letters, numbers, others, spaces;
	bool signs; /* Unicode has all of them */
};

static struct made made_of(enum text_script how, const char *s, size_t len)
{
	struct made m = {.signs = true};

	for (size_t i = 0; i < len;) {
		uint32_t c;

		i += utf8_decode(s + i, len - i, &c);
		m.signs &= sign_of(how, c) != 0;
		if (c == ' ')
			m.spaces++;
		else if (is_letter(c))
			m.letters++;
		else if (uc_is_general_category_withtable(c, UC_CATEGORY_MASK_N))
			m.numbers++;
		else
			m.others++;
	}
	return m;
}

/* The character that a text ends with, and its letters since the last of another kind. */
static uint32_t last_of(const struct buf *out, size_t *letters)
{
	uint32_t last = 0, c;
	size_t i = out->len;

	*letters = 0;
	while (i > 0) {
		size_t end = i;

		while (i > 0 && end - i < 4 && ((unsigned char)out->bytes[--i] & 0xc0) == 0x80)
			continue;
		utf8_decode(out->bytes + i, end - i, &c);
		last = last ? last : c;
		if (!is_letter(c) || ++*letters > 2)
			break;
	}
	return last;
}

/* Letters after a number or a single letter: 1er, 21st, 2e, Mme, no; but xⁿ, 10ⁿ. */
static bool is_ending(const struct buf *out, const char *s, size_t len, const struct made *m)
{
	size_t letters;
	uint32_t last = last_of(out, &letters);
	bool number = uc_is_general_category_withtable(last, UC_CATEGORY_MASK_N);
	bool several = m->letters > 1 && (number || letters == 1);
	bool one = len == 1 && ((number && strchr("aeo", *s)) ||
	                        (letters == 1 && (last | 32) == 'n' && *s == 'o'));

	return m->letters > 0 && !m->numbers && !m->others && !m->spaces && (several || one);
}

static bool is_typed_so(const char *s, size_t len, const struct made *m)
{
	bool bracketed = *s == '[' && s[len - 1] == ']';

	return bracketed || (!m->letters && !m->numbers);
}

static void add_signs(struct buf *out, enum text_script how, const char *s, size_t len)
{
	for (size_t i = 0; i < len;) {
		uint32_t c;

		i += utf8_decode(s + i, len - i, &c);
		buf_utf8(out, sign_of(how, c));
	}
}

void text_script(struct buf *out, enum text_script how, const char *s, size_t len)
{
	struct made m;

	while (len > 0 && *s == ' ') {
		s++;
		len--;
	}
	while (len > 0 && s[len - 1] == ' ')
		len--;
	if (len == 0)
		return;
	m = made_of(how, s, len);
	if (len > LONGEST) {
		if (out->len > 0 && out->bytes[out->len - 1] != ' ')
			buf_char(out, ' ');
		buf_add(out, s, len);
	} else if (how == TEXT_RAISED &&
	           (len == 2 && (!memcmp(s, "TM", 2) || !memcmp(s, "SM", 2)))) {
		buf_str(out, *s == 'T' ? "™" : "℠");
	} else if (is_typed_so(s, len, &m) || (how == TEXT_RAISED && is_ending(out, s, len, &m))) {
		buf_add(out, s, len);
	} else if (m.signs) {
		add_signs(out, how, s, len);
	} else {
		buf_str(out, how == TEXT_RAISED ? "^" : "_");
		buf_str(out, m.spaces ? "(" : "");
		buf_add(out, s, len);
		buf_str(out, m.spaces ? ")" : "");
	}
}
