/* SPDX-License-Identifier: ISC */
/* Decoding, and what may not reach a terminal. */
#include "config.h"

#include "model/base/utf8.h"

#include <string.h>
#include <unictype.h>

#define REPLACEMENT 0xfffdu

size_t utf8_decode(const char *s, size_t len, uint32_t *c)
{
	const unsigned char *p = (const unsigned char *)s;
	uint32_t v, least;
	size_t n;

	if (p[0] < 0x80) {
		*c = p[0];
		return 1;
	}
	*c = REPLACEMENT;
	if (p[0] < 0xc2 || p[0] > 0xf4)
		return 1;
	n = p[0] < 0xe0 ? 2 : p[0] < 0xf0 ? 3 : 4;
	v = p[0] & (0xffu >> (n + 1));
	for (size_t i = 1; i < n; i++) {
		if (i >= len || (p[i] & 0xc0) != 0x80)
			return i;
		v = v << 6 | (p[i] & 0x3fu);
	}
	least = n == 2 ? 0x80 : n == 3 ? 0x800 : 0x10000;
	if (v >= least && v <= 0x10ffff && (v < 0xd800 || v > 0xdfff))
		*c = v;
	return n;
}

/* What becomes of a character: 0 it stands, -1 it is dropped, else what
 * stands in its place. */
static int32_t cleaned(uint32_t c, bool newlines)
{
	if (c < 0x20) {
		if (c == '\n')
			return newlines ? 0 : ' ';
		if (c == '\t')
			return ' ';
		return c == '\r' ? -1 : (int32_t)(0x2400 + c);
	}
	if (c < 0x7f)
		return 0;
	if (c == 0x7f)
		return 0x2421;
	if (c < 0xa0) /* C1; CSI and its kin deserve the same picture as ESC */
		return 0x241b;
	/* What Latin, Cyrillic, Arabic and Chinese texts are made of. */
	if (c < 0x378 || (c >= 0x400 && c < 0x52f) || (c >= 0x620 && c < 0x6dc) ||
	    (c >= 0x3001 && c < 0x3040) || (c >= 0x4e00 && c < 0x9ff0))
		return 0;
	if (c >= 0x2010 && c <= 0x2027)
		return 0;
	if (c == 0x2028 || c == 0x2029)
		return newlines ? '\n' : ' ';
	if ((c >= 0x202a && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) || c == 0xfeff ||
	    (c >= 0xfff9 && c <= 0xfffb) || (c >= 0xe0000 && c <= 0xe0fff))
		return -1;
	if (c == REPLACEMENT)
		return 0;
	if (uc_is_general_category_withtable(c, UC_CATEGORY_MASK_Cn | UC_CATEGORY_MASK_Co |
	                                                UC_CATEGORY_MASK_Cs))
		return (int32_t)REPLACEMENT;
	return 0;
}

/* Bytes of a character of those that most texts are made of, beside ASCII, which stand as they
 * are; 0: it has to be looked at. */
static size_t usual(const unsigned char *p, size_t len)
{
	if (len < 2 || (p[1] & 0xc0) != 0x80)
		return 0;
	/* Latin with signs, Cyrillic; Arabic */
	if ((p[0] >= 0xc3 && p[0] < 0xcd) || (p[0] >= 0xd0 && p[0] < 0xd4) ||
	    (p[0] == 0xd8 && p[1] >= 0xa0) || p[0] == 0xd9 || p[0] == 0xda)
		return 2;
	/* Chinese */
	if (len < 3 || (p[2] & 0xc0) != 0x80)
		return 0;
	return (p[0] == 0xe4 && p[1] >= 0xb8) || (p[0] >= 0xe5 && p[0] < 0xe9) ? 3 : 0;
}

/* Eight bytes at once: by far most of every text is such. */
size_t utf8_plain(const char *s, size_t len)
{
	const uint64_t ones = 0x0101010101010101u, high = 0x8080808080808080u;
	size_t i = 0;
	uint64_t w;

	for (; len - i >= sizeof w; i += sizeof w) {
		memcpy(&w, s + i, sizeof w);
		/* above 0x7f, under 0x20, or 0x7f */
		if ((w | (w - ones * 0x20) | (w + ones)) & high)
			break;
	}
	while (i < len && s[i] >= 0x20 && s[i] < 0x7f)
		i++;
	return i;
}

bool utf8_is_clean(const char *s, size_t len, bool newlines)
{
	size_t i = 0;

	while (i < len) {
		unsigned char b = (unsigned char)s[i];
		uint32_t c;
		size_t n;

		if (b >= 0x20 && b < 0x7f) {
			i += utf8_plain(s + i, len - i);
			continue;
		}
		n = usual((const unsigned char *)s + i, len - i);
		if (n || (b == '\n' && newlines)) {
			i += n ? n : 1;
			continue;
		}
		if (b < 0x80)
			return false;
		n = utf8_decode(s + i, len - i, &c);
		/* U+FFFD written as such is three bytes; fewer, or another lead: malformed */
		if (c == REPLACEMENT && (n != 3 || b != 0xef))
			return false;
		if (cleaned(c, newlines))
			return false;
		i += n;
	}
	return true;
}

void utf8_clean(struct buf *out, const char *s, size_t len, bool newlines)
{
	size_t i = 0, from = 0;

	while (i < len) {
		uint32_t c;
		size_t n;
		int32_t to;

		if (s[i] >= 0x20 && s[i] < 0x7f) {
			i += utf8_plain(s + i, len - i);
			continue;
		}
		n = utf8_decode(s + i, len - i, &c);
		to = cleaned(c, newlines);
		if (c == REPLACEMENT && !(n == 3 && !memcmp(s + i, "\xef\xbf\xbd", 3)))
			to = (int32_t)REPLACEMENT;
		if (to) {
			buf_add(out, s + from, i - from);
			if (to > 0)
				buf_utf8(out, (unsigned)to);
			from = i + n;
		}
		i += n;
	}
	buf_add(out, s + from, len - from);
}
