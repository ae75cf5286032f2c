/* Characters: clusters, cells, line breaks. Decoding and cleaning are in text_clean.c,
 * folding is in text_fold.c, languages are in text_lang.c. */
#include "config.h"

#include "model/text.h"

#include <stdlib.h>
#include <string.h>
#include <unigbrk.h>
#include <unilbrk.h>
#include <uniwidth.h>
#include <wchar.h>

static bool is_plain(unsigned char b)
{
	return b >= 0x20 && b < 0x7f;
}

/* The bytes of a letter or sign that never joins another in a cluster and whose width
 * is the same everywhere: Latin, Cyrillic, Arabic, dashes and quotes (one cell), Chinese
 * (two). 0 when it is another character, for which the library is asked. */
static size_t lone(const char *s, size_t len, unsigned *cells)
{
	unsigned char a = (unsigned char)s[0], b = len > 1 ? (unsigned char)s[1] : 0;
	unsigned char c = len > 2 ? (unsigned char)s[2] : 0;

	*cells = 1;
	if (a < 0xe0) {
		if ((b & 0xc0) != 0x80)
			return 0;
		if ((a >= 0xc3 && a <= 0xcb) || a == 0xd0 || a == 0xd1 || a == 0xda ||
		    (a == 0xd8 && b >= 0xa0) || (a == 0xdb && b <= 0x95) ||
		    (a == 0xd9 && (b <= 0x8a || (b >= 0xa0 && b != 0xb0))))
			return 2;
		return 0;
	}
	if ((b & 0xc0) != 0x80 || (c & 0xc0) != 0x80)
		return 0;
	if (a == 0xe2 && b == 0x80 && c >= 0x90 && c <= 0xa7)
		return 3;
	*cells = 2;
	if ((a == 0xe4 && b >= 0xb8) || (a > 0xe4 && a < 0xe9) || (a == 0xe9 && b < 0xbf) ||
	    (a == 0xe3 && b == 0x80 && c > 0x80 && c < 0x92))
		return 3;
	return 0;
}

size_t text_cluster(const char *s, size_t len)
{
	const uint8_t *next;
	unsigned cells;
	size_t n;

	/* A plain letter before another, which is nearly always. */
	if (is_plain((unsigned char)s[0]) && (len == 1 || (unsigned char)s[1] < 0x80))
		return 1;
	n = is_plain((unsigned char)s[0]) ? 1 : lone(s, len, &cells);
	if (n && (n == len || is_plain((unsigned char)s[n]) || lone(s + n, len - n, &cells)))
		return n;
	next = u8_grapheme_next((const uint8_t *)s, (const uint8_t *)s + len);
	return next ? (size_t)(next - (const uint8_t *)s) : len;
}

static size_t char_width(uint32_t c)
{
	int w = wcwidth((wchar_t)c);

	/* A locale that does not know the character: by Unicode's own tables. */
	if (w < 0)
		w = uc_width(c, "UTF-8");
	return w < 0 ? 0 : (size_t)w;
}

size_t text_cluster_width(const char *s, size_t len)
{
	size_t i = 0, w = 0;
	unsigned cells;

	if (len == 1 && is_plain((unsigned char)s[0]))
		return 1;
	if (len < 4 && lone(s, len, &cells) == len)
		return cells;
	while (i < len) {
		uint32_t c;

		i += text_decode(s + i, len - i, &c);
		if (c == 0xad) /* a soft hyphen shows only where it breaks */
			continue;
		w += char_width(c);
	}
	return w;
}

size_t text_width(const char *s, size_t len)
{
	size_t i = 0, w = 0;

	while (i < len) {
		unsigned cells;
		size_t n = is_plain((unsigned char)s[i]) ? 1 : lone(s + i, len - i, &cells);
		uint32_t c;

		if (n) {
			w += n == 1 ? 1 : cells;
			i += n;
			continue;
		}

		i += text_decode(s + i, len - i, &c);
		if (c != 0xad)
			w += char_width(c);
	}
	return w;
}

/* -- line breaks ---------------------------------------------------------- */

/* UAX 14 for ASCII: nearly all the text of four of the six languages' punctuation
 * and of one language's words, at a tenth of what the general algorithm costs.
 * Classes are those of the standard. */
enum lb { LB_AL, LB_NU, LB_SP, LB_OP, LB_CL, LB_CP, LB_EX, LB_IS, LB_SY, LB_QU, LB_PR, LB_PO,
          LB_HY, LB_BA, LB_NL };

#define LB(x) (1u << LB_##x)

static enum lb ascii_class(unsigned char c)
{
	static const char marks[] = "!\"$%'()+,-./:;?[\\]{|}";
	static const unsigned char classes[] = {LB_EX, LB_QU, LB_PR, LB_PO, LB_QU, LB_OP, LB_CP,
	                                        LB_PR, LB_IS, LB_HY, LB_IS, LB_SY, LB_IS, LB_IS,
	                                        LB_EX, LB_OP, LB_PR, LB_CP, LB_OP, LB_BA, LB_CL};
	const char *at;

	if ((c | 0x20) >= 'a' && (c | 0x20) <= 'z')
		return LB_AL;
	if (c == ' ')
		return LB_SP;
	if (c >= '0' && c <= '9')
		return LB_NU;
	if (c == '\n')
		return LB_NL;
	at = strchr(marks, c);
	return at && c ? (enum lb)classes[at - marks] : LB_AL;
}

/* Before which classes a line may not break when these stand before them with
 * nothing between (LB13, LB14, LB19, LB21, LB23 to LB30). */
static const unsigned ascii_keeps[] = {
	[LB_AL] = LB(AL) | LB(NU) | LB(OP) | LB(PR) | LB(PO),
	[LB_NU] = LB(AL) | LB(NU) | LB(OP) | LB(PR) | LB(PO),
	[LB_OP] = ~0u,
	[LB_CL] = LB(PR) | LB(PO),
	[LB_CP] = LB(AL) | LB(NU) | LB(PR) | LB(PO),
	[LB_EX] = 0,
	[LB_IS] = LB(AL) | LB(NU),
	[LB_SY] = LB(NU),
	[LB_QU] = ~0u,
	[LB_PR] = LB(AL) | LB(NU) | LB(OP),
	[LB_PO] = LB(AL) | LB(NU) | LB(OP),
	[LB_HY] = LB(NU),
	[LB_BA] = 0,
	[LB_SP] = 0,
	[LB_NL] = 0,
};

/* Marks the run of ASCII at the beginning; false (and nothing done) when there
 * is anything else in the text. */
static bool ascii_breaks(const char *s, size_t len, char *marks)
{
	const unsigned never = LB(CL) | LB(CP) | LB(EX) | LB(IS) | LB(SY);
	/* solid: the last that was no space; at the beginning nothing breaks */
	enum lb before = LB_SP, solid = LB_OP;

	for (size_t i = 0; i < len; i++)
		if (!is_plain((unsigned char)s[i]) && s[i] != '\n')
			return false;
	for (size_t i = 0; i < len; i++) {
		enum lb c = ascii_class((unsigned char)s[i]);
		unsigned bit = 1u << c;
		char mark = TEXT_BREAK_NOT;

		if (i && before == LB_NL)
			mark = TEXT_BREAK_MUST;
		else if (!i || bit & (LB(SP) | LB(NL) | never))
			mark = TEXT_BREAK_NOT;
		else if (before == LB_SP)
			mark = solid == LB_OP || (solid == LB_QU && c == LB_OP) ? TEXT_BREAK_NOT
			                                                         : TEXT_BREAK_MAY;
		else if (!(bit & (LB(QU) | LB(HY) | LB(BA))) && !(ascii_keeps[before] & bit))
			mark = TEXT_BREAK_MAY;
		marks[i] = mark;
		before = c;
		if (c != LB_SP)
			solid = c;
	}
	return true;
}

static bool is_symbol_letter(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* A UN symbol is one word: S/RES/2254 does not break behind its strokes, as
 * "and/or" does. */
static void keep_symbols(const char *s, size_t len, char *marks)
{
	for (size_t i = 2; i < len; i++)
		if (s[i - 1] == '/' && marks[i] == TEXT_BREAK_MAY && is_symbol_letter(s[i]) &&
		    is_symbol_letter(s[i - 2]))
			marks[i] = TEXT_BREAK_NOT;
}

void text_breaks(const char *s, size_t len, char *marks)
{
	if (!len)
		return;
	if (ascii_breaks(s, len, marks)) {
		keep_symbols(s, len, marks);
		return;
	}
	u8_possible_linebreaks((const uint8_t *)s, len, "UTF-8", marks);
	for (size_t i = 0; i < len; i++)
		marks[i] = marks[i] == UC_BREAK_MANDATORY  ? TEXT_BREAK_MUST
		           : marks[i] == UC_BREAK_POSSIBLE ? TEXT_BREAK_MAY
		                                           : TEXT_BREAK_NOT;
	keep_symbols(s, len, marks);
}

int text_direction(const char *s, size_t len)
{
	size_t i = 0;

	while (i < len) {
		uint32_t c;

		i += text_decode(s + i, len - i, &c);
		if ((c >= 0x590 && c <= 0x8ff && !(c >= 0x660 && c <= 0x66d)) ||
		    (c >= 0xfb1d && c <= 0xfdff) || (c >= 0xfe70 && c <= 0xfefc))
			return 1;
		if ((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= 0xc0 && c < 0x2b0) ||
		    (c >= 0x370 && c < 0x590) || (c >= 0x3040 && c < 0xa000))
			return -1;
	}
	return 0;
}

bool text_starts_rtl(const char *s, size_t len)
{
	return text_direction(s, len) > 0;
}
