/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/base/shown.h"

#include "model/base/utf8.h"

#include <string.h>
#include <unictype.h>

enum kind {
	STANDS,
	HIDDEN,    /* never put out */
	DIRECTION, /* palais' own may be such */
	NON_JOINER,
	JOINER,
	MONGOLIAN, /* chooses the form of the letter before it */
	VOWEL,     /* parts a Mongolian vowel from its word */
	VARIANT,   /* chooses a form of a letter or sign */
	PICTURE    /* a sign as text or as a picture */
};

/* In the order of the characters. */
static const struct {
	uint32_t from, to;
	enum kind kind;
} table[] = {
	{0x034f, 0x034f, HIDDEN},     /* combining grapheme joiner */
	{0x061c, 0x061c, HIDDEN},     /* Arabic letter mark */
	{0x115f, 0x1160, HIDDEN},     /* Hangul fillers */
	{0x180b, 0x180d, MONGOLIAN},  /* variation selectors */
	{0x180e, 0x180e, VOWEL},      /* vowel separator */
	{0x200b, 0x200b, HIDDEN},     /* zero width space: lines are broken by now */
	{0x200c, 0x200c, NON_JOINER}, /* */
	{0x200d, 0x200d, JOINER},     /* */
	{0x200e, 0x200f, DIRECTION},  /* marks from the left and from the right */
	{0x2060, 0x2064, HIDDEN},     /* word joiner, invisible operators */
	{0x3164, 0x3164, HIDDEN},     /* Hangul filler */
	{0xfe00, 0xfe0d, VARIANT},    /* variation selectors */
	{0xfe0e, 0xfe0f, PICTURE},    /* */
	{0xffa0, 0xffa0, HIDDEN},     /* half-width Hangul filler */
	{0x1bca0, 0x1bca3, HIDDEN},   /* format of shorthand */
	{0x1d173, 0x1d17a, HIDDEN},   /* format of music */
	{0xe0000, 0xe0fff, HIDDEN},   /* tags, further selectors */
};

static enum kind kind_of(uint32_t c)
{
	if (c < table[0].from)
		return STANDS;
	for (size_t i = 0; i < sizeof table / sizeof *table && c >= table[i].from; i++)
		if (c <= table[i].to)
			return table[i].kind;
	return STANDS;
}

bool shown_is_hidden(uint32_t c)
{
	return kind_of(c) == HIDDEN;
}

/* -- where a script needs them ------------------------------------------------------ */

struct range {
	uint32_t from, to;
};

static bool is_in(uint32_t c, const struct range *ranges, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (c >= ranges[i].from && c <= ranges[i].to)
			return true;
	return false;
}

#define IS_IN(c, ranges) is_in(c, ranges, sizeof(ranges) / sizeof *(ranges))

/* Letters that join, or that make one of several. */
static bool joins(uint32_t c)
{
	static const struct range ranges[] = {
		{0x0600, 0x08ff}, {0x0900, 0x0dff}, {0x1000, 0x109f},   {0x1780, 0x17ff},
		{0x1800, 0x18af}, {0x1a20, 0x1cff}, {0xa840, 0xa87f},   {0xaa60, 0xaaff},
		{0xfb50, 0xfdff}, {0xfe70, 0xfefc}, {0x10a00, 0x11fff},
	};

	return IS_IN(c, ranges);
}

static bool is_mongolian(uint32_t c)
{
	return c >= 0x1820 && c <= 0x18aa;
}

static bool is_picture(uint32_t c)
{
	static const struct range ranges[] = {
		{0xa9, 0xa9},     {0xae, 0xae},       {0x203c, 0x203c}, {0x2049, 0x2049},
		{0x20e3, 0x20e3}, {0x2122, 0x2122},   {0x2139, 0x2139}, {0x2190, 0x21ff},
		{0x2300, 0x23ff}, {0x2460, 0x24ff},   {0x25a0, 0x27bf}, {0x2900, 0x297f},
		{0x2b00, 0x2bff}, {0x3030, 0x3030},   {0x303d, 0x303d}, {0x3297, 0x3299},
		{0xfe0f, 0xfe0f}, {0x1f000, 0x1faff},
	};

	return IS_IN(c, ranges);
}

static bool has_variants(uint32_t c)
{
	static const struct range ranges[] = {{0x2190, 0x2bff}, {0x3000, 0x303f},
	                                      {0x3400, 0x9fff}, {0xf900, 0xfaff},
	                                      {0xff00, 0xff9f}, {0x20000, 0x3ffff}};

	return joins(c) || IS_IN(c, ranges);
}

/* Whether it stands between these two. */
static bool is_needed(enum kind kind, uint32_t before, uint32_t behind)
{
	switch (kind) {
	case NON_JOINER:
		return joins(before) && joins(behind);
	case JOINER:
		return joins(before) || joins(behind) || (is_picture(before) && is_picture(behind));
	case MONGOLIAN:
		return is_mongolian(before);
	case VOWEL:
		return is_mongolian(before) && is_mongolian(behind);
	case VARIANT:
		return has_variants(before);
	case PICTURE:
		return is_picture(before) || (before >= '0' && before <= '9') || before == '#' ||
		       before == '*';
	default:
		return false;
	}
}

static bool is_mark(uint32_t c)
{
	return c >= 0x300 && uc_is_general_category_withtable(c, UC_CATEGORY_MASK_M);
}

/* -- a text --------------------------------------------------------------------------- */

struct state {
	uint32_t before; /* the character that was put out last; 0 */
	unsigned marks;  /* on it */
};

/* Whether the character of n bytes at s is put out. */
static bool takes(struct state *st, uint32_t c, const char *next, size_t left, bool own)
{
	enum kind kind = kind_of(c);
	uint32_t behind = 0;
	bool stands = kind == STANDS || (kind == DIRECTION && own);

	if (!stands && kind > DIRECTION) {
		if (left)
			utf8_decode(next, left, &behind);
		stands = is_needed(kind, st->before, behind);
	}
	if (stands && is_mark(c))
		stands = st->marks++ < SHOWN_MARKS;
	else if (stands)
		st->marks = 0;
	if (stands)
		st->before = c;
	return stands;
}

/* The bytes that stand as they are, from s on; *n: of the one behind them that does not. */
static size_t standing(struct state *st, const char *s, size_t len, bool own, size_t *n)
{
	size_t i = 0;

	*n = 0;
	while (i < len) {
		size_t plain = utf8_plain(s + i, len - i);
		uint32_t c;

		if (plain) {
			i += plain;
			*st = (struct state){(unsigned char)s[i - 1], 0};
			continue;
		}
		*n = utf8_decode(s + i, len - i, &c);
		if (!takes(st, c, s + i + *n, len - i - *n, own))
			return i;
		i += *n;
		*n = 0;
	}
	return i;
}

void shown_add(struct buf *out, const char *s, size_t len, bool own)
{
	struct state st = {0, 0};

	while (len) {
		size_t n, stands = standing(&st, s, len, own, &n);

		buf_add(out, s, stands);
		s += stands + n;
		len -= stands + n;
	}
}

bool shown_has_marks(const char *own)
{
	return strstr(own, "\xe2\x80\x8e") || strstr(own, "\xe2\x80\x8f");
}

bool shown_is_all(const char *s, size_t len, bool own)
{
	struct state st = {0, 0};
	size_t n;

	return standing(&st, s, len, own, &n) == len;
}
