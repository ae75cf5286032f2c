/* SPDX-License-Identifier: ISC */
/* Bidi: the cases of the Unicode Character Database, rows, joined forms. */
#include "config.h"

#include "model/text/bidi.h"
#include "model/text/characters.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define UCD "/usr/share/unicode/"
#define CASE_MOST 256

/* -- the database's cases ------------------------------------------------------ */

struct wanted {
	int levels[CASE_MOST], order[CASE_MOST]; /* -1: no level */
	size_t level_count, order_count;
};

struct tally {
	struct bidi *bidi;
	long cases, wrong;
	char first[400]; /* what was wrong first */
};

static size_t read_numbers(const char *s, int *out)
{
	size_t n = 0;

	while (*s && *s != ';' && *s != '\n') {
		s += strspn(s, " \t");
		if (*s == 'x') {
			out[n++] = -1;
			s++;
		} else if (*s >= '0' && *s <= '9') {
			char *end;

			out[n++] = (int)strtol(s, &end, 10);
			s = end;
		} else {
			break;
		}
	}
	return n;
}

/* Levels, and the order without those that have none. */
static bool agrees(const struct bidi *b, const struct wanted *w)
{
	const signed char *levels = bidi_levels(b);
	const int *order = bidi_order(b);
	size_t n = 0;

	for (size_t i = 0; i < w->level_count; i++)
		if (w->levels[i] >= 0 && levels[i] != w->levels[i])
			return false;
	for (size_t i = 0; i < w->level_count; i++)
		if (w->levels[order[i]] >= 0 && (n >= w->order_count || w->order[n++] != order[i]))
			return false;
	return n == w->order_count;
}

static void run_case(struct tally *t, const struct buf *text, enum bidi_base base,
                     const struct wanted *w, const char *line)
{
	size_t count;

	bidi_read(t->bidi, "", 0, BIDI_LTR); /* the same address is another text now */
	t->cases++;
	if (bidi_read(t->bidi, text->bytes, text->len, base) == 0 &&
	    bidi_row(t->bidi, 0, text->len, &count) && agrees(t->bidi, w))
		return;
	if (!t->wrong++)
		snprintf(t->first, sizeof t->first, "base %d: %.300s", base, line);
}

static void add_type(struct buf *text, const char *name, size_t len)
{
	static const struct {
		const char *name;
		uint32_t c;
	} types[] = {{"L", 'a'},      {"R", 0x5d0},    {"AL", 0x628},   {"EN", '0'},
	             {"ES", '+'},     {"ET", '#'},     {"AN", 0x660},   {"CS", ','},
	             {"B", 0x2029},   {"S", '\t'},     {"WS", ' '},     {"ON", '!'},
	             {"NSM", 0x300},  {"BN", 0xad},    {"LRE", 0x202a}, {"RLE", 0x202b},
	             {"PDF", 0x202c}, {"LRO", 0x202d}, {"RLO", 0x202e}, {"LRI", 0x2066},
	             {"RLI", 0x2067}, {"FSI", 0x2068}, {"PDI", 0x2069}};

	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (strlen(types[i].name) == len && !memcmp(types[i].name, name, len))
			buf_utf8(text, types[i].c);
}

static void type_line(struct tally *t, const char *line, const struct wanted *w)
{
	static const enum bidi_base bases[] = {BIDI_AUTO, BIDI_LTR, BIDI_RTL};
	struct buf text;
	const char *s = line, *semicolon = strchr(line, ';');
	int bits;

	if (!semicolon)
		return;
	bits = (int)strtol(semicolon + 1, NULL, 16);
	buf_init(&text, 4096);
	while (s < semicolon) {
		size_t n = strcspn(s, " ;");

		add_type(&text, s, n);
		s += n + (s[n] == ' ');
	}
	for (int i = 0; i < 3; i++)
		if (bits & 1 << i)
			run_case(t, &text, bases[i], w, line);
	buf_done(&text);
}

static void type_cases(struct tally *t, FILE *f)
{
	struct wanted w = {.level_count = 0};
	char line[4096];

	while (fgets(line, sizeof line, f)) {
		if (!strncmp(line, "@Levels:", 8))
			w.level_count = read_numbers(line + 8, w.levels);
		else if (!strncmp(line, "@Reorder:", 9))
			w.order_count = read_numbers(line + 9, w.order);
		else if (*line != '#' && *line != '@')
			type_line(t, line, &w);
	}
}

static void char_cases(struct tally *t, FILE *f)
{
	static const enum bidi_base bases[] = {BIDI_LTR, BIDI_RTL, BIDI_AUTO};
	char line[4096];

	while (fgets(line, sizeof line, f)) {
		struct wanted w;
		struct buf text;
		char *s = line, *field;

		if (*line == '#' || !strchr(line, ';'))
			continue;
		buf_init(&text, 4096);
		while (*s != ';')
			buf_utf8(&text, (unsigned)strtoul(s, &s, 16));
		field = strchr(strchr(s + 1, ';') + 1, ';') + 1;
		w.level_count = read_numbers(field, w.levels);
		w.order_count = read_numbers(strchr(field, ';') + 1, w.order);
		run_case(t, &text, bases[s[1] - '0'], &w, line);
		buf_done(&text);
	}
}

static void run_file(const char *name, void (*run)(struct tally *, FILE *))
{
	struct tally t = {.bidi = bidi_new()};
	char path[200];
	FILE *f;

	snprintf(path, sizeof path, UCD "%s", name);
	f = fopen(path, "r");
	if (!f) {
		snprintf(path, sizeof path, "gzip -dc " UCD "%.60s.gz 2>/dev/null", name);
		f = popen(path, "r");
	}
	if (f)
		run(&t, f);
	if (!t.cases)
		print_message("%s: not here (Debian's package unicode-data)\n", name);
	else
		print_message("%s: %ld cases, %ld wrong\n", name, t.cases, t.wrong);
	if (t.wrong)
		fail_msg("%s", t.first);
	bidi_free(t.bidi);
	if (f)
		fclose(f);
}

static void test_types(void **state)
{
	(void)state;
	run_file("BidiTest.txt", type_cases);
}

static void test_characters(void **state)
{
	(void)state;
	run_file("BidiCharacterTest.txt", char_cases);
}

/* -- rows ------------------------------------------------------------------------ */

/* What stands on the screen for bytes [from, to) of a paragraph. */
static void check_part(const char *s, size_t from, size_t to, enum bidi_base base, const char *want)
{
	struct bidi *b = bidi_new();
	struct buf got;
	size_t count;
	const struct bidi_cell *cells;

	buf_init(&got, 10000);
	assert_int_equal(bidi_read(b, s, strlen(s), base), 0);
	cells = bidi_row(b, from, to, &count);
	assert_non_null(cells);
	for (size_t i = 0; i < count; i++)
		buf_add(&got, bidi_shown(b) + cells[i].at, cells[i].len);
	assert_string_equal(got.bytes, want);
	buf_done(&got);
	bidi_free(b);
}

static void check(const char *s, enum bidi_base base, const char *want)
{
	check_part(s, 0, strlen(s), base, want);
}

static void test_order(void **state)
{
	(void)state;
	check("plain (text)", BIDI_AUTO, "plain (text)");
	check("אב (גד)", BIDI_AUTO, "(דג) בא");
	check("אב S/RES/2254 (2015) גד", BIDI_AUTO, "דג S/RES/2254 (2015) בא");
	check("אב 12,5 גד ١٢", BIDI_AUTO, "١٢ דג 12,5 בא");
	check("see אבג, then", BIDI_AUTO, "see גבא, then");
	check("אב https://un.org/a?b=1 גד", BIDI_AUTO, "דג https://un.org/a?b=1 בא");
	check("S/RES/1 אב", BIDI_RTL, "בא S/RES/1");
	/* a mark stays on its letter; guides do not show */
	check("ab\u200f\u05d0\u05b8\u05d1", BIDI_LTR, "ab\u05d1\u05d0\u05b8");
	check("a\u00a0b so\u00adft", BIDI_LTR, "a b soft");
}

/* What stands at the end of a symbol stays there. */
static void test_symbols(void **state)
{
	(void)state;
	check("אב A/79/6 (Part III) גד", BIDI_AUTO, "דג A/79/6 (Part III) בא");
	check("אב A/79/6 (Part II)/Add.1 גד", BIDI_AUTO, "דג A/79/6 (Part II)/Add.1 בא");
	check("אב (A/66/10 (SUPP)) גד", BIDI_AUTO, "דג (A/66/10 (SUPP)) בא");
	check("אב A/68/99/Rev.1* גד", BIDI_AUTO, "דג A/68/99/Rev.1* בא");
	check("אב (A/68/99/Rev.1**) גד", BIDI_AUTO, "דג (A/68/99/Rev.1**) בא");
	check("אב A/79/6 (Part III)*", BIDI_AUTO, "A/79/6 (Part III)* בא");
	check("A/68/99* אב", BIDI_RTL, "בא A/68/99*");
	check("A/79/6 (Part III)\u200f · \u200fאב", BIDI_RTL, "בא · A/79/6 (Part III)");
	/* a slash so far back is of no symbol */
	for (int far = 0; far < 2; far++) {
		char digits[100] = "", text[200], want[200];

		memset(digits, '1', 79 + (size_t)far);
		snprintf(text, sizeof text, "א A/%s*", digits);
		snprintf(want, sizeof want, far ? "*A/%s א" : "A/%s* א", digits);
		check(text, BIDI_RTL, want);
	}
	/* no symbol */
	check("אב Rev.1* גד", BIDI_AUTO, "דג *Rev.1 בא");
	check("אב 5* גד", BIDI_AUTO, "דג *5 בא");
	check("אב A/68/99 * גד", BIDI_AUTO, "דג * A/68/99 בא");
	check("אב A/68 99* גד", BIDI_AUTO, "דג *A/68 99 בא");
	check("אב* גד", BIDI_AUTO, "דג *בא");
}

/* Each row by the levels of the whole: the digits that end the first row belong to
 * words of the second, and the blank at a row's end falls away to its side. */
static void test_rows(void **state)
{
	static const char s[] = "אבג abc דהו";

	(void)state;
	check_part(s, 0, 10, BIDI_RTL, "abc גבא");
	check_part(s, 7, sizeof s - 1, BIDI_RTL, "והד abc");
	check_part(s, 0, 7, BIDI_RTL, " גבא");
	check_part(s, 3, 3, BIDI_RTL, "");
}

static void test_forms(void **state)
{
	(void)state;
	check("بيت", BIDI_AUTO, "\ufe96\ufef4\ufe91");
	check("سلام", BIDI_AUTO, "\ufee1\ufefc\ufeb3"); /* lam-alef after a letter */
	check("لا", BIDI_AUTO, "\ufefb");
	check("لأ لإ لآ", BIDI_AUTO, "\ufef5 \ufef9 \ufef7");
	/* with marks on both letters: one cell that has them all */
	check("لَاً", BIDI_AUTO, "\ufefb\u064e\u064b");
	check("ل\u200cا", BIDI_AUTO, "\ufe8d\ufedd"); /* kept apart */
	check("بـب", BIDI_AUTO, "\ufe90\u0640\ufe91");
	check("ومُدَّ", BIDI_AUTO, "\ufeaa\u064e\u0651\ufee3\u064f\ufeed");
}

/* Cells cover every byte once, and are as wide as what they show. */
static void test_cells(void **state)
{
	static const char *const parts[] = {"ل",  "ا", "\u064e", "ب",       " ", "a",
	                                    "1",  "(", ")",      "٣",       "أ", "\u200f",
	                                    "安", "ה", "\u00ad", "e\u0301", "-"};
	struct bidi *b = bidi_new();
	unsigned seed = 99;

	(void)state;
	for (int n = 0; n < 20000; n++) {
		struct buf s;
		size_t count, width = 0, covered = 0;
		const struct bidi_cell *cells;

		buf_init(&s, 1000);
		for (int k = 0; k < 3 + n % 12; k++) {
			seed = seed * 1103515245 + 12345;
			buf_str(&s, parts[(seed >> 16) % (sizeof parts / sizeof *parts)]);
		}
		bidi_read(b, "", 0, BIDI_LTR);
		assert_int_equal(bidi_read(b, s.bytes, s.len, (enum bidi_base)(n % 3)), 0);
		cells = bidi_row(b, 0, s.len, &count);
		for (size_t i = 0; i < count; i++) {
			width += cells[i].width;
			covered += cells[i].to - cells[i].from;
			assert_int_equal(cells[i].width,
			                 text_width(bidi_shown(b) + cells[i].at, cells[i].len));
		}
		for (size_t i = 0; i < s.len;) {
			size_t c = text_cluster(s.bytes + i, s.len - i);
			size_t alef = bidi_ligature(s.bytes + i, c, s.len - i);

			width -= alef ? 1 : text_cluster_width(s.bytes + i, c);
			i += c + alef;
		}
		assert_int_equal(width, 0);
		assert_true(covered <= s.len);
		buf_done(&s);
	}
	bidi_free(b);
}

/* A letter under more marks than anybody writes is one cell still. */
static void test_many_marks(void **state)
{
	struct bidi *b = bidi_new();
	struct buf s;
	size_t count;
	const struct bidi_cell *cells;

	(void)state;
	buf_init(&s, 1 << 20);
	buf_str(&s, "ب");
	for (int i = 0; i < 40000; i++)
		buf_str(&s, "\u064e");
	assert_int_equal(bidi_read(b, s.bytes, s.len, BIDI_AUTO), 0);
	cells = bidi_row(b, 0, s.len, &count);
	assert_int_equal(count, 1);
	assert_int_equal(cells[0].width, 1);
	assert_int_equal(cells[0].to, s.len);
	assert_true(cells[0].len > 2 && cells[0].len < 100);
	assert_int_equal(bidi_read(b, s.bytes, BIDI_LONGEST + 1, BIDI_AUTO), -1);
	bidi_free(b);
	buf_done(&s);
}

static void check_isolates(const char *s, const char *want)
{
	struct buf b;

	buf_init(&b, 1000);
	bidi_isolate(&b, s, strlen(s));
	assert_string_equal(b.bytes, want);
	buf_done(&b);
}

static void test_isolates(void **state)
{
	(void)state;
	check_isolates("plain: 12", "plain: 12");
	check_isolates("القرار 2254 (2015): not here", "\u2067القرار 2254 (2015)\u2069: not here");
	check_isolates("a ب b ت", "a \u2067ب\u2069 b \u2067ت\u2069");
	assert_true(bidi_is_needed("plain text, and القرار", 30));
	assert_true(bidi_is_needed("٢", 2));
	assert_false(bidi_is_needed("Résolution – Совет “x” 安理会", 44));
}

static void check_held(const char *s, const char *want)
{
	struct buf b;

	buf_init(&b, 1000);
	bidi_hold(&b, s);
	assert_string_equal(b.bytes, want);
	buf_done(&b);
}

/* As it is seen in a line from the right. */
static void check_turned(const char *s, const char *want)
{
	struct bidi *b = bidi_new();
	struct buf held, seen;
	const struct bidi_cell *cells;
	size_t count;

	buf_init(&held, 1000);
	buf_init(&seen, 1000);
	bidi_hold(&held, s);
	assert_int_equal(bidi_read(b, held.bytes, held.len, BIDI_RTL), 0);
	cells = bidi_row(b, 0, held.len, &count);
	for (size_t i = 0; i < count; i++)
		buf_add(&seen, bidi_shown(b) + cells[i].at, cells[i].len);
	assert_string_equal(seen.bytes, want);
	buf_done(&seen);
	buf_done(&held);
	bidi_free(b);
}

static void test_held(void **state)
{
	(void)state;
	check_held("في 2015-12-18", "في \u200e2015-12-18\u200f");
	check_held("2015-12-18 10:00 ثم", "\u200e2015-12-18 10:00\u200f ثم");
	check_held("12–3، 2,3-2,4.", "\u200e12–3\u200f، \u200e2,3-2,4\u200f.");
	check_held("(13-2-0) و83-11-62", "(\u200e13-2-0\u200f) و\u200e83-11-62\u200f");
	/* what is held already, numbers of one part, symbols and words */
	check_held("في \u200e2015-12-18\u200f", "في \u200e2015-12-18\u200f");
	check_held("25 - 26، -5، 3-", "25 - 26، -5، 3-");
	check_held("A/HRC/12-3 S-5-6 80-1/2 2015/18", "A/HRC/12-3 S-5-6 80-1/2 2015/18");
	check_held("01-05\u200e–\u200e2016-01-07", "\u200e01-05\u200e–\u200e2016-01-07\u200f");
	/* what for: a date, a vote and years stand as they are read, and the rest in its order */
	check_turned("ب 2015-12-18 10:00، 7", "7 ،2015-12-18 10:00 ﺏ");
	check_turned("ب 83-11-62 ت", "ﺕ 83-11-62 ﺏ");
	check_turned("ب 2012–2014 · 5", "5 · 2012–2014 ﺏ");
	check_turned("ب ‎03-03–2017-02-23", "03-03–2017-02-23 ﺏ");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_types),    cmocka_unit_test(test_characters),
		cmocka_unit_test(test_order),    cmocka_unit_test(test_rows),
		cmocka_unit_test(test_forms),    cmocka_unit_test(test_cells),
		cmocka_unit_test(test_isolates), cmocka_unit_test(test_many_marks),
		cmocka_unit_test(test_symbols),  cmocka_unit_test(test_held),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
