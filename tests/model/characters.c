/* SPDX-License-Identifier: ISC */
/* Characters: cleaning, clusters, cells, breaks, folding. */
#include "config.h"

#include "model/base/shown.h"
#include "model/base/utf8.h"
#include "model/text/characters.h"
#include "model/text/script.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unigbrk.h>
#include <unilbrk.h>
#include <unistring/version.h>
#include <wchar.h>

#include <cmocka.h>

static char *clean(const char *s, size_t len, bool newlines)
{
	struct buf b;

	buf_init(&b, 1 << 20);
	utf8_clean(&b, s, len, newlines);
	assert_int_equal(utf8_is_clean(s, len, newlines), b.len == len && !memcmp(b.bytes, s, len));
	assert_true(utf8_is_clean(b.bytes, b.len, newlines));
	return buf_take(&b);
}

static void check_clean(const char *s, const char *want)
{
	char *got = clean(s, strlen(s), false);

	assert_string_equal(got, want);
	free(got);
}

static void test_clean(void **state)
{
	(void)state;
	check_clean("plain text, no more", "plain text, no more");
	check_clean("a\033[31mb", "a␛[31mb");
	check_clean("a\tb\nc\rd", "a b cd");
	check_clean("bell\a del\177", "bell␇ del␡");
	check_clean("c1 \xc2\x9b"
	            "31m",
	            "c1 ␛31m");
	check_clean("rlo \u202egnirts\u202c!", "rlo gnirts!");
	check_clean("isolate \u2067x\u2069", "isolate x");
	check_clean("tag \U000e0041x bom \ufeffy", "tag x bom y");
	check_clean("private \ue000", "private \ufffd");
	check_clean("bad \xff\xc0\xaf \xe2\x82", "bad \ufffd\ufffd\ufffd \ufffd");
	check_clean("surrogate \xed\xa0\x80", "surrogate \ufffd");
	check_clean("soft\u00adhyphen nb\u00a0sp", "soft\u00adhyphen nb\u00a0sp");
	check_clean("الأمن 安理会 Безопасность", "الأمن 安理会 Безопасность");
}

/* Each character is clean where cleaning leaves it, whatever stands before and behind it. */
static void test_clean_each(void **state)
{
	static const char *const before[] = {"", "a", "the water in ", "مياه ", "水", "é"};

	(void)state;
	for (uint32_t c = 1; c < 0x110000; c += c < 0x3200 ? 1 : c < 0x10000 ? 7 : 251) {
		char bytes[8] = "";
		struct buf b, one;

		buf_init(&one, sizeof bytes);
		buf_utf8(&one, c);
		for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
			buf_init(&b, 100);
			buf_str(&b, before[i]);
			buf_add(&b, one.bytes, one.len);
			buf_str(&b, "the water");
			free(clean(b.bytes, b.len, c % 2));
			/* cut short, at the end and before another */
			for (size_t n = 1; n < one.len; n++) {
				buf_cut(&b, strlen(before[i]) + n);
				free(clean(b.bytes, b.len, false));
				buf_str(&b, "a river");
				free(clean(b.bytes, b.len, false));
			}
			buf_done(&b);
		}
		buf_done(&one);
	}
}

/* No byte below 0x20, no DEL and no C1 survives, wherever it stands. */
static void test_clean_every_control(void **state)
{
	(void)state;
	for (unsigned c = 0; c < 0xa0; c++) {
		struct buf b;
		char *got;

		if (c >= 0x20 && c < 0x7f)
			continue;
		buf_init(&b, 100);
		buf_str(&b, "x");
		if (c)
			buf_utf8(&b, c);
		else
			buf_char(&b, '\0');
		buf_str(&b, "y");
		got = clean(b.bytes, b.len, false);
		for (const unsigned char *p = (unsigned char *)got; *p; p++) {
			assert_true(*p >= 0x20 && *p != 0x7f);
			assert_false(*p == 0xc2 && p[1] < 0xa0);
		}
		assert_int_equal(got[strlen(got) - 1], 'y');
		free(got);
		buf_done(&b);
	}
}

static void test_width(void **state)
{
	(void)state;
	assert_int_equal(text_width("abc", 3), 3);
	assert_int_equal(text_width("安理会", 9), 6);
	assert_int_equal(text_width("e\u0301", 3), 1);
	assert_int_equal(text_width("soft\u00adly", 8), 6);
	assert_int_equal(text_cluster("e\u0301x", 4), 3);
}

/* The quick way for common letters agrees with the library: each character that is
 * assigned, alone and before one of each kind. */
static void test_quick_clusters(void **state)
{
	static const char *const after[] = {"",       "a",      "б",      "ب",      "安",
	                                    "\u0301", "\u064e", "\u200d", "\u200c", "\ufe0f",
	                                    " ",      "‘",      "\u00ad", "\u0903"};

	(void)state;
	for (uint32_t c = 0x80; c < 0xa000; c++)
		for (size_t k = 0; k < sizeof after / sizeof *after; k++) {
			struct buf b;
			const uint8_t *next;
			size_t first;
			int width = wcwidth((wchar_t)c);

			if (c >= 0xd800 && c < 0xe000)
				continue;
			buf_init(&b, 100);
			buf_utf8(&b, c);
			first = b.len;
			buf_str(&b, after[k]);
			next = u8_grapheme_next((const uint8_t *)b.bytes,
			                        (const uint8_t *)b.bytes + b.len);
			if (text_cluster(b.bytes, b.len) !=
			    (size_t)(next - (const uint8_t *)b.bytes))
				fail_msg("U+%04X before '%s'", c, after[k]);
			if (shown_is_hidden(c)) /* it is never put out */
				width = 0;
			if (width >= 0 && c != 0xad && text_width(b.bytes, first) != (size_t)width)
				fail_msg("U+%04X: %zu cells, not %d", c, text_width(b.bytes, first),
				         width);
			buf_done(&b);
		}
}

/* LB29, "e.g.": the library breaks after such a full stop, the standard does not. */
static bool is_full_stop(const char *s, size_t i)
{
	return strchr(",.:;", s[i - 1]) && strchr("abZ=@#&*^_`~<>", s[i]);
}

/* Where palais means to differ: a UN symbol is one word. */
static bool is_in_symbol(const char *s, size_t i)
{
	return i > 1 && s[i - 1] == '/' && strchr("Z0159", s[i]) && strchr("Z0159", s[i - 2]);
}

/* Whether the library's rules are of the edition of the standard that palais' own are of:
 * since its 1.2 they are of a later one. The sums below hold beside any of them. */
static bool same_edition(void)
{
	return _libunistring_version < 0x0102;
}

#define SUM_BEGIN 0xcbf29ce484222325u

static uint64_t sum_marks(uint64_t sum, const char *marks, size_t len)
{
	for (size_t i = 0; i < len; i++)
		sum = (sum ^ (unsigned char)marks[i]) * 0x100000001b3u;
	return sum;
}

/* And so is the name of a host, with its hyphens. */
static bool is_in_host(const char *s, size_t i)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789.-";
	size_t from = i;

	if (s[i - 1] != '-')
		return false;
	while (from && strchr(letters, s[from - 1]))
		from--;
	for (; s[from + 1] && strchr(letters, s[from + 1]); from++)
		if (s[from + 1] == '.' && !strchr(".-", s[from]) && s[from + 2] &&
		    strchr(letters, s[from + 2]))
			return true;
	return false;
}

/* And hyphens that begin a word are part of it. */
static bool is_in_option(const char *s, size_t i)
{
	char c = s[i];

	if (s[i - 1] != '-' || !((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')))
		return false;
	while (i && s[i - 1] == '-')
		i--;
	if (i >= 3 && (!memcmp(s + i - 3, "\u200f", 3) || !memcmp(s + i - 3, "\u200e", 3)))
		i -= 3;
	return i == 0 || strchr(" \t\n([`'\"", s[i - 1]);
}

/* The quick way for ASCII agrees with the library, text by random text. */
static void test_ascii_breaks(void **state)
{
	static const char letters[] = "aZb  0 19(){}[]!?\"'$%+,-./:;\\|<>=@#&*^_`~  ";
	unsigned seed = 12345;
	uint64_t sum = SUM_BEGIN;

	(void)state;
	for (int n = 0; n < 200000; n++) {
		char s[12] = "", fast[12], slow[12];
		size_t len = 2 + n % 9;

		for (size_t i = 0; i < len; i++) {
			seed = seed * 1103515245 + 12345;
			s[i] = letters[(seed >> 16) % (sizeof letters - 1)];
		}
		if (memmem(s, len, "://", 3)) /* an address has rules of its own */
			continue;
		text_breaks(s, len, fast);
		sum = sum_marks(sum, fast, len);
		u8_possible_linebreaks((const uint8_t *)s, len, "UTF-8", slow);
		for (size_t i = 1; i < len && same_edition(); i++)
			if (!is_full_stop(s, i) && !is_in_symbol(s, i) && !is_in_host(s, i) &&
			    !is_in_option(s, i) &&
			    (fast[i] == TEXT_BREAK_MAY) != (slow[i] == UC_BREAK_POSSIBLE))
				fail_msg("'%.*s' at %zu: %d, library %d", (int)len, s, i, fast[i],
				         slow[i]);
	}
	assert_int_equal(sum, 0xbb0866ce1c3a3e54);
}

/* A comma or full stop, with what marks it, before a letter: as in ASCII. */
static bool is_after_stop(const char *s, size_t i)
{
	static const char *const marks[] = {"\u200f", "\u064e", "\u0301"};

	for (size_t k = 0; k < 3; k++) {
		size_t n = strlen(marks[k]);

		if (i > n && !memcmp(s + i - n, marks[k], n)) {
			i -= n;
			k = (size_t)-1;
		}
	}
	return strchr(".,", s[i - 1]) || (i > 1 && !memcmp(s + i - 2, "،", 2));
}

/* The same for the letters and signs beyond ASCII. */
static void test_known_breaks(void **state)
{
	static const char *const parts[] = {
		"a",  "Z",  "é",  "ж",  "ب",      "لا",     "\u064e", "\u0301", "٣",
		"5",  " ",  " ",  "(",  ")",      "«",      "»",      "“",      "”",
		"’",  "–",  "—",  "…",  "\u00a0", "\u202f", "\u00ad", "\u2011", "،",
		"؟",  "؛",  "٪",  "٫",  "%",      "-",      "/",      ".",      ",",
		"!",  "„",  "¿",  "°",  "$",      "\u200f", "安",     "理",     "，",
		"。", "、", "（", "）", "《",     "》",     "：",     "？",     "\u3000"};
	unsigned seed = 4321;
	uint64_t sum = SUM_BEGIN;

	(void)state;
	for (int n = 0; n < 300000; n++) {
		struct buf b;
		char fast[80], slow[80];
		size_t len;

		buf_init(&b, 80);
		for (int k = 0; k < 2 + n % 9; k++) {
			seed = seed * 1103515245 + 12345;
			buf_str(&b, parts[(seed >> 16) % (sizeof parts / sizeof *parts)]);
		}
		text_breaks(b.bytes, b.len, fast);
		sum = sum_marks(sum, fast, b.len);
		u8_possible_linebreaks((const uint8_t *)b.bytes, b.len, "UTF-8", slow);
		for (size_t i = 1; i < b.len && same_edition(); i++) {
			/* the library lets a line end after an opening bracket and a blank when a
			 * mark stands on the blank, and between a closing bracket, a blank and a
			 * colon; LB10, LB14 and LB16 do not */
			if (b.bytes[i - 1] == ' ' && memchr("\xe2\xd9\xcc\xef", b.bytes[i], 4))
				continue;
			if (!is_after_stop(b.bytes, i) && !is_in_symbol(b.bytes, i) &&
			    !is_in_host(b.bytes, i) && !is_in_option(b.bytes, i) &&
			    (fast[i] == TEXT_BREAK_MAY) != (slow[i] == UC_BREAK_POSSIBLE))
				fail_msg("'%s' at %zu: %d, library %d", b.bytes, i, fast[i],
				         slow[i]);
		}
		/* what is not known changes nothing but beside itself */
		len = b.len;
		buf_str(&b, "\u2603");
		text_breaks(b.bytes, b.len, slow);
		if (memcmp(fast, slow, len) != 0)
			fail_msg("'%s' breaks otherwise than without its last character", b.bytes);
		buf_done(&b);
	}
	assert_int_equal(sum, 0x1a2dd0cf8b4c97d4);
}

static void test_symbols_stay_whole(void **state)
{
	static const char s[] = "see S/RES/2254 and/or A/71/L.48";
	char marks[sizeof s];

	(void)state;
	text_breaks(s, sizeof s - 1, marks);
	for (size_t i = 5; i < 14; i++)
		assert_int_equal(marks[i], TEXT_BREAK_NOT);
	assert_int_equal(marks[19], TEXT_BREAK_MAY); /* and/ or */
	for (size_t i = 23; i < sizeof s - 1; i++)
		assert_int_equal(marks[i], TEXT_BREAK_NOT);
}

/* As a line may break, with | before what may begin one. */
static void check_breaks(const char *s, const char *want)
{
	char marks[100], got[200];
	size_t n = 0, len = strlen(s);

	text_breaks(s, len, marks);
	for (size_t i = 0; i < len; i++) {
		if (marks[i] == TEXT_BREAK_MAY)
			got[n++] = '|';
		got[n++] = s[i];
	}
	got[n] = '\0';
	assert_string_equal(got, want);
}

static void test_options(void **state)
{
	(void)state;
	check_breaks("it opens with --site; -f text", "it |opens |with |--site; |-f |text");
	check_breaks("(--site) [-f] `-n` '-a' \"-b\"", "(--site) |[-f] |`-n` |'-a' |\"-b\"");
	check_breaks("a \u200e-f \u200f--site", "a |\u200e-f |\u200f--site");
	check_breaks("-f", "-f");
	check_breaks("to-day --a-b a--b -- c", "to-|day |--a-|b |a--|b |-- |c");
}

static void test_addresses(void **state)
{
	static const char s[] = "at https://a.example/b-c/dd?x=1&y=2#z now";
	(void)state;
	check_breaks(s, "at |https://a.example/|b-c/|dd|?x=1|&y=2|#z |now");
}

static void test_hosts(void **state)
{
	(void)state;
	check_breaks("of documents.un.org, now", "of |documents.un.org, |now");
	check_breaks("at www.a-b-c.example-host.org/x-y", "at |www.a-b-c.example-host.org/|x-|y");
	check_breaks("من press.example، ثم", "من |press.example، |ثم");
	check_breaks("well-known. Then", "well-|known. |Then");
	check_breaks("the end.The well-known", "the |end.The |well-|known");
	check_breaks(".a b.", ".a |b.");
}

static void check_fold(const char *a, const char *b)
{
	struct buf x, y;

	buf_init(&x, 1000);
	buf_init(&y, 1000);
	text_fold(&x, a, strlen(a));
	text_fold(&y, b, strlen(b));
	assert_string_equal(x.bytes, y.bytes);
	buf_done(&x);
	buf_done(&y);
}

static void test_fold(void **state)
{
	(void)state;
	check_fold("Résolution", "resolution");
	check_fold("الأمن", "الامن");
	check_fold("القـــرار ٢٢٥٤", "القرار 2254");
	check_fold("ПРЕКРАЩЕНИЕ", "прекращение");
	check_fold("ﬁnal", "final");
}

static void check_script(const char *before, enum text_script how, const char *s, const char *want)
{
	struct buf b;

	buf_init(&b, 1000);
	buf_str(&b, before);
	text_script(&b, how, s, strlen(s));
	assert_string_equal(b.bytes, want);
	buf_done(&b);
}

static void test_script(void **state)
{
	(void)state;
	check_script("10", TEXT_RAISED, "6", "10⁶");
	check_script("10", TEXT_RAISED, "−6", "10⁻⁶");
	check_script("in 2019", TEXT_RAISED, " 2 ", "in 2019²");
	check_script("CO", TEXT_LOWERED, "2", "CO₂");
	check_script("10", TEXT_RAISED, "n", "10ⁿ");
	check_script("e", TEXT_RAISED, "x+1", "eˣ⁺¹");
	check_script("10", TEXT_RAISED, "2.5", "10^2.5");
	check_script("١٠", TEXT_RAISED, "٩", "١٠^٩");
	check_script("T", TEXT_LOWERED, "dry air", "T_(dry air)");
	check_script("T", TEXT_LOWERED, "Q", "T_Q");
	/* endings as they are typed; a letter that calls a note is none */
	check_script("21", TEXT_RAISED, "st", "21st");
	check_script("1", TEXT_RAISED, "er", "1er");
	check_script("2", TEXT_RAISED, "e", "2e");
	check_script("M", TEXT_RAISED, "me", "Mme");
	check_script("n", TEXT_RAISED, "o", "no");
	check_script("x", TEXT_RAISED, "a", "xᵃ");
	check_script("the treaty", TEXT_RAISED, "a", "the treatyᵃ");
	check_script("the treaty", TEXT_RAISED, "ab", "the treatyᵃᵇ");
	check_script("Lock", TEXT_RAISED, "TM", "Lock™");
	check_script("Lock", TEXT_RAISED, "*", "Lock*");
	check_script("2019", TEXT_RAISED, "[3]", "2019[3]");
	check_script("2019", TEXT_RAISED, "(3)", "2019⁽³⁾");
	/* small print is neither */
	check_script("Tolls", TEXT_RAISED, "123456789012345678901234",
	             "Tolls¹²³⁴⁵⁶⁷⁸⁹⁰¹²³⁴⁵⁶⁷⁸⁹⁰¹²³⁴");
	check_script("Tolls", TEXT_RAISED, "are due at the lower lock.",
	             "Tolls are due at the lower lock.");
	check_script("", TEXT_RAISED, "  ", "");
}

/* -- eight bytes at once ---------------------------------------------------- */

static void json_of_one(const char *s, size_t len, unsigned char c, struct buf *out)
{
	buf_char(out, '"');
	for (size_t i = 0; i < len; i++) {
		if (s[i] == 'a')
			buf_char(out, 'a');
		else if (c == '\n')
			buf_str(out, "\\n");
		else if (c == '"' || c == '\\')
			buf_printf(out, "\\%c", c);
		else if (c < 0x20 || c == 0x7f)
			buf_printf(out, "\\u%04x", c);
		else
			buf_char(out, (char)c);
	}
	buf_char(out, '"');
}

/* Each byte at each place among plain ones, in texts of each length. */
static void test_direction(void **state)
{
	static const struct {
		const char *text;
		int direction;
	} cases[] = {
		{"", 0},           {"15-0-0 (2015)", 0}, {"a س", -1},         {"س a", 1},
		{"2015 س a", 1},   {"Я س", -1},          {"水 س", -1},        {"٣ a", -1},
		{"ﻻ a", 1},        {"\u200fa", 1},       {"\u200e2015 س", 1}, {"\u200ea", -1},
		{"15 \u200fa", 1}, {"a\u200f", -1},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		if (text_direction(cases[i].text, strlen(cases[i].text)) != cases[i].direction)
			fail_msg("%s", cases[i].text);
}

static void test_each_byte(void **state)
{
	char s[20];

	(void)state;
	for (int c = 0; c < 256; c++)
		for (size_t len = 1; len < sizeof s; len++)
			for (size_t at = 0; at < len; at++) {
				bool plain = c >= 0x20 && c < 0x7f;
				struct buf got, want;

				memset(s, 'a', len);
				s[at] = (char)c;
				assert_int_equal(utf8_plain(s, len), plain ? len : at);
				buf_init(&got, 400);
				buf_init(&want, 400);
				buf_json(&got, s, len);
				json_of_one(s, len, (unsigned char)c, &want);
				assert_int_equal(got.len, want.len);
				assert_memory_equal(got.bytes, want.bytes, want.len);
				buf_done(&got);
				buf_done(&want);
			}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_clean),        cmocka_unit_test(test_clean_every_control),
		cmocka_unit_test(test_width),        cmocka_unit_test(test_ascii_breaks),
		cmocka_unit_test(test_options),      cmocka_unit_test(test_addresses),
		cmocka_unit_test(test_hosts),        cmocka_unit_test(test_quick_clusters),
		cmocka_unit_test(test_known_breaks), cmocka_unit_test(test_fold),
		cmocka_unit_test(test_script),       cmocka_unit_test(test_symbols_stay_whole),
		cmocka_unit_test(test_direction),    cmocka_unit_test(test_each_byte),
		cmocka_unit_test(test_clean_each),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
