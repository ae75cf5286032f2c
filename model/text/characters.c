/* SPDX-License-Identifier: ISC */
/* Characters: clusters, cells, line breaks. Decoding and cleaning are in utf8_clean.c,
 * folding is in text_fold.c, languages are in text_lang.c. */
#include "config.h"

#include "model/text/characters.h"

#include "model/base/shown.h"
#include "model/base/utf8.h"

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
	int w = shown_is_hidden(c) ? 0 : wcwidth((wchar_t)c);

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

		i += utf8_decode(s + i, len - i, &c);
		if (c == 0xad) /* a soft hyphen shows only where it breaks */
			continue;
		w += char_width(c);
	}
	return w;
}

size_t text_width(const char *s, size_t len)
{
	size_t i = utf8_plain(s, len), w = i;

	while (i < len) {
		unsigned cells;
		size_t n = is_plain((unsigned char)s[i]) ? 1 : lone(s + i, len - i, &cells);
		uint32_t c;

		if (n) {
			w += n == 1 ? 1 : cells;
			i += n;
			continue;
		}

		i += utf8_decode(s + i, len - i, &c);
		if (c != 0xad)
			w += char_width(c);
	}
	return w;
}

/* -- line breaks ---------------------------------------------------------- */

/* UAX 14 for the letters and signs of the six languages, at a fraction of what
 * the general algorithm costs, and the same whichever edition of it a library has. Beside
 * any other character the library is asked. Classes are those of the standard. */
enum lb {
	LB_UNKNOWN,
	LB_AL,
	LB_NU,
	LB_SP,
	LB_OP,
	LB_CL,
	LB_CP,
	LB_EX,
	LB_IS,
	LB_SY,
	LB_QU,
	LB_PR,
	LB_PO,
	LB_HY,
	LB_BA,
	LB_NL,
	LB_GL,
	LB_B2,
	LB_IN,
	LB_ID,
	LB_NS,
	LB_OW /* OP that is wide */,
	LB_CM
};

#define LB(x) (1u << LB_##x)

/* Of single bytes. */
static const unsigned char ascii_classes[256] = {
	['\n'] = LB_NL, [' '] = LB_SP, LB_EX, LB_QU, LB_AL, LB_PR, LB_PO, LB_AL, LB_QU, LB_OP,
	LB_CP,          LB_AL,         LB_PR, LB_IS, LB_HY, LB_IS, LB_SY, LB_NU, LB_NU, LB_NU,
	LB_NU,          LB_NU,         LB_NU, LB_NU, LB_NU, LB_NU, LB_NU, LB_IS, LB_IS, LB_AL,
	LB_AL,          LB_AL,         LB_EX, LB_AL, LB_AL, LB_AL, LB_AL, LB_AL, LB_AL, LB_AL,
	LB_AL,          LB_AL,         LB_AL, LB_AL, LB_AL, LB_AL, LB_AL, LB_AL, LB_AL, LB_AL,
	LB_AL,          LB_AL,         LB_AL, LB_AL, LB_AL, LB_AL, LB_AL, LB_AL, LB_AL, LB_AL,
	LB_OP,          LB_PR,         LB_CP, LB_AL, LB_AL, LB_AL, LB_AL, LB_AL, LB_AL, LB_AL,
	LB_AL,          LB_AL,         LB_AL, LB_AL, LB_AL, LB_AL, LB_AL, LB_AL, LB_AL, LB_AL,
	LB_AL,          LB_AL,         LB_AL, LB_AL, LB_AL, LB_AL, LB_AL, LB_AL, LB_AL, LB_AL,
	LB_AL,          LB_AL,         LB_OP, LB_BA, LB_CL, LB_AL};

static bool in_word(char c)
{
	unsigned class = ascii_classes[(unsigned char)c];

	return class == LB_AL || class == LB_NU;
}

/* U+0600 to U+06FF, by the two bytes that they are. */
static enum lb arabic_class(unsigned char a, unsigned char b)
{
	if (a == 0xd8)
		return b >= 0xa0                ? LB_AL
		       : b == 0x8c              ? LB_IS
		       : b == 0x9b || b == 0x9f ? LB_EX
		                                : LB_UNKNOWN;
	if (a == 0xd9) {
		if (b == 0xb0 || (b >= 0x8b && b <= 0x9f))
			return LB_CM;
		return (b >= 0xa0 && b <= 0xac) ? b == 0xaa ? LB_PO : LB_NU : LB_AL;
	}
	if (a == 0xda)
		return LB_AL;
	return b == 0x94 ? LB_EX : b <= 0x95 ? LB_AL : b >= 0xb0 && b <= 0xb9 ? LB_NU : LB_UNKNOWN;
}

/* U+2010 to U+203A, by the last of the three bytes that they are. */
static enum lb punctuation_class(unsigned char c)
{
	static const struct {
		unsigned char byte, class;
	} table[] = {{0x8e, LB_CM}, {0x8f, LB_CM}, {0x90, LB_BA}, {0x91, LB_GL}, {0x92, LB_BA},
	             {0x93, LB_BA}, {0x94, LB_B2}, {0x98, LB_QU}, {0x99, LB_QU}, {0x9a, LB_OP},
	             {0x9c, LB_QU}, {0x9d, LB_QU}, {0x9e, LB_OP}, {0xa6, LB_IN}, {0xaf, LB_GL},
	             {0xb9, LB_QU}, {0xba, LB_QU}};

	for (size_t i = 0; i < sizeof table / sizeof *table; i++)
		if (table[i].byte == c)
			return (enum lb)table[i].class;
	return LB_UNKNOWN;
}

/* Chinese: characters, U+3000 to U+3017, full-width forms. */
static enum lb wide_class(unsigned char a, unsigned char b, unsigned char c)
{
	static const unsigned char signs[] = {
		LB_BA,      LB_CL,      LB_CL, LB_UNKNOWN, LB_UNKNOWN, LB_UNKNOWN,
		LB_UNKNOWN, LB_UNKNOWN, LB_OW, LB_CL,      LB_OW,      LB_CL,
		LB_OW,      LB_CL,      LB_OW, LB_CL,      LB_OW,      LB_CL,
		LB_UNKNOWN, LB_UNKNOWN, LB_OW, LB_CL,      LB_OW,      LB_CL};

	if ((a == 0xe4 && b >= 0xb8) || (a > 0xe4 && a <= 0xe9))
		return LB_ID;
	if (a == 0xe3 && b == 0x80 && c < 0x80 + sizeof signs)
		return (enum lb)signs[c - 0x80];
	if (a != 0xef || b != 0xbc)
		return LB_UNKNOWN;
	return c == 0x8c || c == 0x8e || c == 0x89 ? LB_CL
	       : c == 0x88                         ? LB_OW
	       : c == 0x81 || c == 0x9f            ? LB_EX
	       : c == 0x9a || c == 0x9b            ? LB_NS
	                                           : LB_UNKNOWN;
}

/* The class of the character at s, and its bytes. */
static enum lb class_of(const char *s, size_t len, size_t *n)
{
	unsigned char a = (unsigned char)s[0], b = len > 1 ? (unsigned char)s[1] : 0;

	*n = 1;
	if (a < 0x80)
		return (enum lb)ascii_classes[a];
	*n = 2;
	if ((b & 0xc0) != 0x80)
		return LB_UNKNOWN;
	if (a >= 0xd8 && a <= 0xdb)
		return arabic_class(a, b);
	if (a == 0xd0 || a == 0xd1 || (a >= 0xc3 && a <= 0xc9))
		return LB_AL;
	if (a == 0xcc)
		return LB_CM;
	if (a == 0xc2)
		return b == 0xa0                ? LB_GL
		       : b == 0xad              ? LB_BA
		       : b == 0xb0              ? LB_PO
		       : b == 0xab || b == 0xbb ? LB_QU
		       : b == 0xa1 || b == 0xbf ? LB_OP
		                                : LB_UNKNOWN;
	*n = 3;
	if (len < 3 || ((unsigned char)s[2] & 0xc0) != 0x80)
		return LB_UNKNOWN;
	return a == 0xe2 ? b == 0x80 ? punctuation_class((unsigned char)s[2]) : LB_UNKNOWN
	                 : wide_class(a, b, (unsigned char)s[2]);
}

/* Before which classes a line may not break when these stand before them with
 * nothing between (LB12, LB13, LB14, LB17, LB19, LB21, LB23 to LB30). */
static const unsigned keeps[] = {
	[LB_AL] = LB(AL) | LB(NU) | LB(OP) | LB(PR) | LB(PO),
	[LB_NU] = LB(AL) | LB(NU) | LB(OP) | LB(PR) | LB(PO),
	[LB_OP] = ~0u,
	[LB_CL] = LB(PR) | LB(PO),
	[LB_CP] = LB(AL) | LB(NU) | LB(PR) | LB(PO),
	[LB_EX] = 0,
	[LB_IS] = LB(AL) | LB(NU),
	[LB_SY] = LB(NU),
	[LB_QU] = ~0u,
	[LB_PR] = LB(AL) | LB(NU) | LB(OP) | LB(OW) | LB(ID),
	[LB_PO] = LB(AL) | LB(NU) | LB(OP) | LB(OW),
	[LB_HY] = LB(NU),
	[LB_BA] = 0,
	[LB_SP] = 0,
	[LB_NL] = 0,
	[LB_GL] = ~0u,
	[LB_B2] = LB(B2),
	[LB_IN] = 0,
	[LB_ID] = LB(PO),
	[LB_NS] = 0,
	[LB_OW] = ~0u,
};

/* Whether a line may break between two characters; solid: the last that was no space. */
static char break_between(enum lb before, enum lb solid, enum lb c)
{
	const unsigned never = LB(SP) | LB(NL) | LB(CL) | LB(CP) | LB(EX) | LB(IS) | LB(SY);
	unsigned bit = 1u << c;

	if (before == LB_NL)
		return TEXT_BREAK_MUST;
	if (bit & never)
		return TEXT_BREAK_NOT;
	if (before == LB_SP)
		return solid == LB_OP || solid == LB_OW ||
		                       (solid == LB_QU && (c == LB_OP || c == LB_OW)) ||
		                       ((solid == LB_CL || solid == LB_CP) && c == LB_NS) ||
		                       (solid == LB_B2 && c == LB_B2)
		               ? TEXT_BREAK_NOT
		               : TEXT_BREAK_MAY;
	if (bit & (LB(QU) | LB(HY) | LB(BA) | LB(IN) | LB(NS)) || keeps[before] & bit)
		return TEXT_BREAK_NOT;
	if (c == LB_GL && before != LB_BA && before != LB_HY)
		return TEXT_BREAK_NOT;
	return TEXT_BREAK_MAY;
}

/* Bytes from `at` on, behind a letter or digit, that are more of them, also with one blank
 * between: all that most texts are. Letters and digits keep the same from breaking. */
static size_t plain_words(const char *s, size_t len, size_t at, char *marks)
{
	size_t i = at;

	for (;;) {
		while (i < len && in_word(s[i]))
			i++;
		if (i + 1 >= len || s[i] != ' ' || !in_word(s[i + 1]))
			return i - at;
		marks[i + 1] = TEXT_BREAK_MAY;
		i += 2;
	}
}

/* Marks a text of known characters; false when there is anything else in it. */
static bool known_breaks(const char *s, size_t len, char *marks)
{
	/* at the beginning nothing breaks */
	enum lb before = LB_SP, solid = LB_OP;
	size_t n;

	memset(marks, TEXT_BREAK_NOT, len);
	for (size_t i = 0; i < len; i += n) {
		enum lb c = class_of(s + i, len - i, &n);

		if (c == LB_UNKNOWN)
			return false;
		if (c == LB_CM) { /* of the letter before it, else a letter (LB9, LB10) */
			if (i && before != LB_SP && before != LB_NL)
				continue;
			c = LB_AL;
		}
		if (i)
			marks[i] = break_between(before, solid, c);
		before = c;
		if (c != LB_SP)
			solid = c;
		if (c == LB_AL || c == LB_NU)
			n += plain_words(s, len, i + n, marks);
	}
	return true;
}

/* The library's marks, and over them those between characters that are known. */
static void mixed_breaks(const char *s, size_t len, char *marks)
{
	enum lb before = LB_SP, solid = LB_OP;
	size_t n;

	u8_possible_linebreaks((const uint8_t *)s, len, "UTF-8", marks);
	for (size_t i = 0; i < len; i++)
		marks[i] = marks[i] == UC_BREAK_MANDATORY  ? TEXT_BREAK_MUST
		           : marks[i] == UC_BREAK_POSSIBLE ? TEXT_BREAK_MAY
		                                           : TEXT_BREAK_NOT;
	for (size_t i = 0; i < len; i += n) {
		enum lb c = class_of(s + i, len - i, &n);

		if (c == LB_UNKNOWN) {
			uint32_t letter;
			n = utf8_decode(s + i, len - i, &letter);
		}
		if (c == LB_CM) {
			if (i && before != LB_SP && before != LB_NL)
				continue;
			c = LB_AL;
		}
		if (i && c != LB_UNKNOWN && before != LB_UNKNOWN &&
		    !(before == LB_SP && solid == LB_UNKNOWN))
			marks[i] = break_between(before, solid, c);
		before = c;
		if (c != LB_SP)
			solid = c;
	}
}

static bool is_symbol_letter(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* A UN symbol is one word: S/RES/2254 does not break behind its strokes, as
 * "and/or" does. */
static void keep_symbols(const char *s, size_t len, char *marks)
{
	for (size_t i = 2; i < len; i++) {
		const char *stroke = memchr(s + i - 1, '/', len - i);

		if (!stroke)
			return;
		i = (size_t)(stroke - s) + 1;
		if (marks[i] == TEXT_BREAK_MAY && is_symbol_letter(s[i]) &&
		    is_symbol_letter(s[i - 2]))
			marks[i] = TEXT_BREAK_NOT;
	}
}

static bool is_letter(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static bool is_host_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* The name of a host is one word, "documents.un.org": a full stop between small letters ends no
 * sentence, and a hyphen in it would seem to be the row's. */
static void keep_hosts(const char *s, size_t len, char *marks)
{
	for (size_t i = 1; i + 1 < len; i++) {
		const char *stop = memchr(s + i, '.', len - i - 1);

		if (!stop)
			return;
		i = (size_t)(stop - s);
		if (!is_host_letter(s[i - 1]) || !is_host_letter(s[i + 1]))
			continue;
		marks[i + 1] = TEXT_BREAK_NOT;
		for (size_t k = i; k-- && (is_host_letter(s[k]) || s[k] == '-');)
			if (s[k] == '-')
				marks[k + 1] = TEXT_BREAK_NOT;
		for (size_t k = i + 1; k + 1 < len && (is_host_letter(s[k]) || s[k] == '-'); k++)
			if (s[k] == '-')
				marks[k + 1] = TEXT_BREAK_NOT;
	}
}

/* Whether a word begins before the byte at i: after a blank, an opening sign, or a mark of
 * direction behind either. */
static bool begins_word(const char *s, size_t i)
{
	if (i >= 3 && s[i - 3] == '\xe2' && s[i - 2] == '\x80' &&
	    (s[i - 1] == '\x8e' || s[i - 1] == '\x8f'))
		i -= 3;
	return i == 0 || strchr(" \n\t([`'\"", s[i - 1]);
}

/* Hyphens that begin a word are part of it, as in "-f text" and "--site FILE" (LB20a, which
 * younger editions have for one hyphen). */
static void keep_options(const char *s, size_t len, char *marks)
{
	for (size_t i = 0; i + 1 < len; i++) {
		const char *hyphen = memchr(s + i, '-', len - i - 1);
		size_t first;

		if (!hyphen)
			return;
		first = i = (size_t)(hyphen - s);
		while (i + 1 < len && s[i + 1] == '-')
			i++;
		if (i + 1 < len && marks[i + 1] == TEXT_BREAK_MAY && is_letter(s[i + 1]) &&
		    begins_word(s, first))
			marks[i + 1] = TEXT_BREAK_NOT;
	}
}

/* An address that is too long for a row breaks before what begins a part of it, not
 * behind its "https://" and not behind a hyphen, which would seem to be the row's. */
static void break_addresses(const char *s, size_t len, char *marks)
{
	for (size_t i = 3; i < len; i++) {
		const char *stroke = memchr(s + i - 1, '/', len - i);

		if (!stroke)
			return;
		i = (size_t)(stroke - s) + 1;
		if (s[i - 2] != '/' || s[i - 3] != ':')
			continue;
		marks[i] = marks[i] == TEXT_BREAK_MAY ? TEXT_BREAK_NOT : marks[i];
		for (i++; i < len && s[i] > ' ' && s[i] < 0x7f; i++) {
			if (strchr("?&#", s[i]))
				marks[i] = TEXT_BREAK_MAY;
			else if (strchr("?&#-", s[i - 1]) && marks[i] == TEXT_BREAK_MAY)
				marks[i] = TEXT_BREAK_NOT;
		}
	}
}

static void keep_whole(const char *s, size_t len, char *marks)
{
	keep_symbols(s, len, marks);
	keep_hosts(s, len, marks);
	keep_options(s, len, marks);
	break_addresses(s, len, marks);
}

void text_breaks(const char *s, size_t len, char *marks)
{
	if (!len)
		return;
	if (!known_breaks(s, len, marks))
		mixed_breaks(s, len, marks);
	keep_whole(s, len, marks);
}

int text_direction(const char *s, size_t len)
{
	size_t i = 0;

	while (i < len) {
		uint32_t c;

		i += utf8_decode(s + i, len - i, &c);
		/* the mark from the right is written where a line shall run so; its twin holds
		 * a stretch within a line */
		if ((c >= 0x590 && c <= 0x8ff && !(c >= 0x660 && c <= 0x66d)) ||
		    (c >= 0xfb1d && c <= 0xfdff) || (c >= 0xfe70 && c <= 0xfefc) || c == 0x200f)
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
