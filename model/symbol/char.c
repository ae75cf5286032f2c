/* SPDX-License-Identifier: ISC */
/* Characters as a symbol sees them. */
#include "config.h"

#include "model/symbol/internal.h"

#include <string.h>

/* Bytes of the character that a lead byte opens. */
static size_t width(unsigned char c)
{
	return c < 0xc0 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;
}

static uint32_t decode(const unsigned char *s, size_t n)
{
	uint32_t c = n == 2 ? s[0] & 0x1f : n == 3 ? s[0] & 0x0f : s[0] & 0x07;

	for (size_t i = 1; i < n; i++)
		c = c << 6 | (s[i] & 0x3f);
	return c;
}

static const struct range {
	uint16_t first, last;
	int16_t as; /* that of the first; the others follow when `run`; 0: invisible */
	bool run;
} ranges[] = {
	{0x00a0, 0x00a0, ' ', false}, {0x00ad, 0x00ad, 0, false},   {0x060c, 0x060c, ',', false},
	{0x061b, 0x061b, ';', false}, {0x061c, 0x061c, 0, false},   {0x0660, 0x0669, '0', true},
	{0x06f0, 0x06f9, '0', true},  {0x2000, 0x200a, ' ', false}, {0x200b, 0x200f, 0, false},
	{0x2010, 0x2011, '-', true},  {0x202a, 0x202e, 0, false},   {0x202f, 0x202f, ' ', false},
	{0x2044, 0x2044, '/', false}, {0x2060, 0x2060, 0, false},   {0x2066, 0x2069, 0, false},
	{0x2215, 0x2215, '/', false}, {0x3000, 0x3000, ' ', false}, {0x3001, 0x3001, ',', false},
	{0xfeff, 0xfeff, 0, false},   {0xff08, 0xff08, '(', false}, {0xff09, 0xff09, ')', false},
	{0xff0a, 0xff0a, '*', false}, {0xff0c, 0xff0c, ',', false}, {0xff0d, 0xff0d, '-', false},
	{0xff0e, 0xff0e, '.', false}, {0xff0f, 0xff0f, '/', false}, {0xff10, 0xff19, '0', true},
	{0xff1b, 0xff1b, ';', false}, {0xff21, 0xff3a, 'A', true},  {0xff41, 0xff5a, 'a', true},
};

static int mapped(uint32_t c)
{
	/* most letters of most texts lie between the ranges */
	if ((c > 0xad && c < 0x60c) || (c > 0x61c && c < 0x660) || (c > 0x3001 && c < 0xfeff))
		return SYMBOL_LETTER;
	for (size_t i = 0; i < sizeof ranges / sizeof *ranges && ranges[i].first <= c; i++)
		if (c <= ranges[i].last) {
			if (!ranges[i].run || ranges[i].as == '-')
				return ranges[i].as;
			return ranges[i].as + (int)(c - ranges[i].first);
		}
	return SYMBOL_LETTER;
}

int symbol_char_other(const struct symbol_text *t, size_t i, size_t *edge)
{
	while (i < t->len) {
		unsigned char c = (unsigned char)t->s[i];
		size_t n = width(c);
		int as;

		if (c < 0x80) {
			*edge = i + 1;
			return c < 0x20 || c == 0x7f ? ' ' : c;
		}
		if (n > t->len - i)
			n = t->len - i;
		as = n == 1 || n > 3 ? SYMBOL_LETTER
		                     : mapped(decode((const unsigned char *)t->s + i, n));
		i += n;
		*edge = i;
		if (as)
			return as;
	}
	*edge = t->len;
	return SYMBOL_NONE;
}

int symbol_char_before(const struct symbol_text *t, size_t i, size_t *edge)
{
	while (i) {
		size_t at = i - 1, next;
		int as;

		while (at && i - at < 4 && ((unsigned char)t->s[at] & 0xc0) == 0x80)
			at--;
		as = symbol_char(&(struct symbol_text){t->s, i}, at, &next);
		*edge = at;
		if (as != SYMBOL_NONE)
			return as;
		i = at;
	}
	*edge = 0;
	return SYMBOL_NONE;
}

size_t symbol_skip_spaces(const struct symbol_text *t, size_t i)
{
	size_t next;

	while (symbol_char(t, i, &next) == ' ')
		i = next;
	return i;
}

size_t symbol_digits(const struct symbol_text *t, size_t i, int *value, int *count)
{
	size_t next;
	int c;

	*value = *count = 0;
	while (symbol_is_digit(c = symbol_char(t, i, &next))) {
		*value = *count < 6 ? *value * 10 + c - '0' : 999999;
		if (*count < 100)
			++*count;
		i = next;
	}
	return i;
}

bool symbol_put(struct symbol_out *o, int c)
{
	if (o->len + 1 >= SYMBOL_MAX)
		return false;
	o->s[o->len++] = (char)c;
	o->s[o->len] = '\0';
	return true;
}

bool symbol_put_all(struct symbol_out *o, const char *s)
{
	while (*s)
		if (!symbol_put(o, *s++))
			return false;
	return true;
}
