/* SPDX-License-Identifier: ISC */
/* Markers before paragraphs: what looks like one, and what is one by its place. */
#include "config.h"

#include "fetch/parse/un/layout.h"
#include "fetch/parse/un/counts.inc"
#include "fetch/parse/un/parts.inc"
#include "model/base/utf8.h"

#include <stdio.h>
#include <string.h>

/* A cursor over the text. */
struct cursor {
	const char *s;
	size_t len, at;
};

static uint32_t peek(const struct cursor *c, size_t *bytes)
{
	uint32_t ch = 0;

	*bytes = 0;
	if (c->at < c->len)
		*bytes = utf8_decode(c->s + c->at, c->len - c->at, &ch);
	return ch;
}

static uint32_t peek_one(const struct cursor *c)
{
	size_t bytes;

	return peek(c, &bytes);
}

static bool take(struct cursor *c, uint32_t wanted)
{
	size_t bytes;

	if (peek(c, &bytes) != wanted || !bytes)
		return false;
	c->at += bytes;
	return true;
}

static bool take_one_of(struct cursor *c, const uint32_t *wanted)
{
	for (; *wanted; wanted++)
		if (take(c, *wanted))
			return true;
	return false;
}

static bool is_space(uint32_t c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == 0xa0 || c == 0x3000 ||
	       (c >= 0x2000 && c <= 0x200b) || c == 0x202f || c == 0x200e || c == 0x200f;
}

static size_t take_spaces(struct cursor *c)
{
	size_t bytes, before = c->at;

	while (is_space(peek(c, &bytes)) && bytes)
		c->at += bytes;
	return c->at - before;
}

static int digit(uint32_t c)
{
	if (c >= '0' && c <= '9')
		return (int)(c - '0');
	if (c >= 0x660 && c <= 0x669)
		return (int)(c - 0x660);
	if (c >= 0x6f0 && c <= 0x6f9)
		return (int)(c - 0x6f0);
	if (c >= 0xff10 && c <= 0xff19)
		return (int)(c - 0xff10);
	return -1;
}

/* At most four digits; -1 when there are none, or more. */
static int take_number(struct cursor *c)
{
	size_t bytes, count = 0;
	int value = 0;

	for (; digit(peek(c, &bytes)) >= 0; c->at += bytes)
		if (count++ < 5)
			value = value * 10 + digit(peek_one(c));
	return count > 0 && count < 5 ? value : -1;
}

/* -- letters -------------------------------------------------------------- */

/* The place of a letter in its alphabet as lists count it: without ё й ъ ы ь, and
 * in the old order of the Arabic letters. */
static const char *const alphabets[] = {
	"abcdefghijklmnopqrstuvwxyz",
	"абвгдежзиклмнопрстуфхцчшщэюя",
	"أبجدهوزحطيكلمنسعفصقرشتثخذضظغ",
};

static int letter_value(uint32_t c)
{
	if (c >= 'A' && c <= 'Z')
		c += 'a' - 'A';
	if (c >= 0x410 && c <= 0x42f)
		c += 0x20;
	if (c == 0x627 || c == 0x625) /* alef without hamza, or with it below */
		c = 0x623;
	for (size_t i = 0; i < sizeof alphabets / sizeof alphabets[0]; i++) {
		const char *s = alphabets[i];
		size_t len = strlen(s);
		int value = 1;

		for (uint32_t one; len > 0; value++) {
			size_t n = utf8_decode(s, len, &one);

			if (one == c)
				return value;
			s += n;
			len -= n;
		}
	}
	return 0;
}

static bool is_upper(uint32_t c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 0x410 && c <= 0x42f);
}

static int roman_digit(uint32_t c)
{
	switch (c | 0x20) {
	case 'i':
		return 1;
	case 'v':
		return 5;
	case 'x':
		return 10;
	case 'l':
		return 50;
	case 'c':
		return 100;
	}
	return 0;
}

static void write_roman(int value, char *out)
{
	static const struct {
		int value;
		const char *figure;
	} figures[] = {{100, "c"}, {90, "xc"}, {50, "l"}, {40, "xl"}, {10, "x"},
	               {9, "ix"},  {5, "v"},   {4, "iv"}, {1, "i"}};

	*out = '\0';
	for (size_t i = 0; i < sizeof figures / sizeof figures[0]; i++)
		for (; value >= figures[i].value; value -= figures[i].value)
			out = stpcpy(out, figures[i].figure);
}

/* The value of a well-formed Roman numeral up to 150, else 0. */
static int roman_value(const char *s, size_t len)
{
	int value = 0, largest = 0;
	char again[24];

	if (len == 0 || len > 8)
		return 0;
	for (size_t i = len; i-- > 0;) {
		int one = roman_digit((unsigned char)s[i]);

		if (!one)
			return 0;
		value += one < largest ? -one : one;
		largest = one > largest ? one : largest;
	}
	if (value <= 0 || value > 150)
		return 0;
	write_roman(value, again);
	if (strlen(again) != len)
		return 0;
	for (size_t i = 0; i < len; i++)
		if ((s[i] | 0x20) != again[i])
			return 0;
	return value;
}

static const char *const han_digits = "一二三四五六七八九十";

/* 一 to 九十九; 0 when there is none. */
static int take_han(struct cursor *c)
{
	int value = 0, unit = 0;
	bool any = false;

	for (;;) {
		size_t bytes, i = 0;
		uint32_t ch = peek(c, &bytes);
		uint32_t one = 0;

		for (; i < 10; i++) {
			utf8_decode(han_digits + i * 3, 3, &one);
			if (one == ch)
				break;
		}
		if (i == 10 || !bytes)
			break;
		if (i == 9) {
			value += (unit ? unit : 1) * 10;
			unit = 0;
		} else {
			unit = (int)i + 1;
		}
		any = true;
		c->at += bytes;
	}
	value += unit;
	return any && value < 100 ? value : 0;
}

/* -- reading ---------------------------------------------------------------- */

static const uint32_t open_brackets[] = {'(', 0xff08, '[', 0};
static const uint32_t close_brackets[] = {')', 0xff09, ']', 0};
static const uint32_t dots[] = {'.', 0xff0e, 0x3001, 0};
static const uint32_t dashes[] = {'-', 0x2013, 0x2014, 0x2012, 0x2212, 0x2010, 0x2011, 0};
/* The last five are of symbol fonts, which have no other name for their bullets. */
static const uint32_t bullets[] = {0x2022, 0xb7,   0x25cf, 0x25cb, 0x25aa, 0x25a0, 0x25ab,
                                   0x25a1, 0x2023, 0x2043, 0x25e6, 0x27a2, 0x2756, 0x25c6,
                                   0x25b6, 0x25ba, 0x2666, 0x2713, 0x2714, 0x30fb, 0x2219,
                                   0xf0b7, 0xf0a7, 0xf0d8, 0xf0fc, 0xf076, 0};

/* The text goes on after white space, or there is none. */
static bool set_end(const struct cursor *c, struct un_marker *m, bool tight)
{
	struct cursor after = *c;
	size_t gap = take_spaces(&after);

	if (!gap && after.at < after.len && !tight)
		return false;
	if (c->at >= sizeof m->text)
		return false;
	m->len = c->at;
	m->skip = after.at;
	memcpy(m->text, c->s, c->at);
	m->text[c->at] = '\0';
	return true;
}

static bool read_bullet(struct cursor c, struct un_marker *m)
{
	uint32_t ch = peek_one(&c);
	bool dash = take_one_of(&c, dashes);

	if (!dash && !take_one_of(&c, bullets))
		return false;
	if (!set_end(&c, m, !dash && ch != 0xb7))
		return false;
	m->kind = UN_BULLET;
	m->strict = true;
	if (ch >= 0xe000 && ch < 0xf900)
		memcpy(m->text, "•", sizeof "•");
	return true;
}

/* " bis", "-bis", " ter" after a number. */
static bool take_bis(struct cursor *c, const char **word)
{
	static const char *const words[] = {PARTS_BIS};
	struct cursor after = *c;

	take_spaces(&after);
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
		size_t n = strlen(words[i]);

		if (after.len - after.at < n || memcmp(after.s + after.at, words[i], n) != 0)
			continue;
		after.at += n;
		*c = after;
		/* the others are words for it */
		*word = (unsigned char)*words[i] < 0x80 ? words[i] : "bis";
		return true;
	}
	return false;
}

/* The Roman figure in 27.I.14, with its dot: its bytes, 0 when there is none. */
static size_t take_figure(struct cursor *c)
{
	size_t n = 0;

	while (c->at + n < c->len && n < 5 && strchr("IVX", c->s[c->at + n]) && c->s[c->at + n])
		n++;
	if (!n || c->at + n >= c->len || c->s[c->at + n] != '.' || !roman_value(c->s + c->at, n))
		return 0;
	c->at += n + 1;
	return n + 1;
}

/* "116– 119" goes on with a number. */
static bool is_range(struct cursor c)
{
	take_spaces(&c);
	return digit(peek_one(&c)) >= 0;
}

/* 29B.1: a section's letter, when a number follows. */
static bool take_section(struct cursor *c, char letter[2])
{
	struct cursor after = *c;
	uint32_t ch = peek_one(&after);

	if (ch < 'A' || ch > 'Z' || !take(&after, ch) || !take(&after, '.') ||
	    take_number(&after) < 0)
		return false;
	letter[0] = (char)ch;
	return take(c, ch);
}

/* 14. 14 bis. 14.1 27.I.14 29B.1 ٤ - 4- 1) 一、 */
static bool read_number(struct cursor c, struct un_marker *m)
{
	struct cursor more;
	const char *bis = NULL;
	int han = 0, value = take_number(&c), parts = 1;
	bool dotted = false, closed = false;
	char letter[2] = "";

	if (value < 0 && (value = han = take_han(&c)) == 0)
		return false;
	if (!han)
		(void)take_section(&c, letter);
	if (snprintf(m->number, sizeof m->number, "%d%s", value, letter) < 0)
		return false;
	for (more = c; !han && parts < 4 && take(&more, '.'); parts++) {
		size_t used = strlen(m->number), figure = take_figure(&more);
		int part = take_number(&more);

		if (part < 0)
			break;
		snprintf(m->number + used, sizeof m->number - used, ".%.*s%d", (int)figure,
		         more.s + c.at + 1, part);
		value = part;
		c = more;
	}
	if (take_bis(&c, &bis)) {
		size_t used = strlen(m->number);

		snprintf(m->number + used, sizeof m->number - used, " %s", bis);
	}
	more = c;
	take_spaces(&more);
	if (han ? take(&c, 0x3001) || take(&c, '.') : take_one_of(&c, dots)) {
		dotted = true;
	} else if (!han && take_one_of(&c, close_brackets)) {
		closed = true;
	} else if (!han && take_one_of(&more, dashes) && !is_range(more)) {
		c = more;
		take(&c, 0x640); /* a tatweel that lengthens the dash */
	} else if (parts < 2 && !bis) {
		return false;
	}
	/* "14.The" is a number as well, "14-18" none, and "3.5" alone hardly */
	if (!set_end(&c, m, han || (dotted && peek_one(&c) >= 0x80 && digit(peek_one(&c)) < 0)))
		return false;
	m->kind = UN_NUMBER;
	m->value = value;
	m->bracketed = closed;
	m->strict = bis || (!dotted && !closed && parts < 2) || han;
	return true;
}

/* What may stand in brackets: a letter (ه may have a tatweel), a Roman numeral, a
 * number; doubled letters go on after the alphabet's end: (aa) is the 27th. */
static bool read_inside(struct cursor *c, struct un_marker *m)
{
	size_t start = c->at, bytes;
	uint32_t first = peek(c, &bytes), next;
	int value = take_number(c);

	if (value < 0)
		value = take_han(c);
	if (value > 0) {
		m->kind = UN_NUMBER;
		m->value = value;
		snprintf(m->number, sizeof m->number, "%d", value);
		return true;
	}
	c->at = start;
	value = letter_value(first);
	if (!value)
		return false;
	c->at += bytes;
	take(c, 0x640);
	next = peek(c, &bytes);
	m->upper = is_upper(first);
	while (next && next < 0x80 && letter_value(next) && c->at - start < 8) {
		c->at += bytes;
		next = peek(c, &bytes);
	}
	m->roman = first < 0x80 ? roman_value(c->s + start, c->at - start) : 0;
	m->kind = UN_LETTER;
	m->value = value;
	if (first < 0x80 && c->at - start == 2 && c->s[start] == c->s[start + 1] && !m->roman)
		m->value = value + 26;
	else if (first < 0x80 && c->at - start > 1 && !m->roman)
		return false;
	else if (c->at - start > 1 && m->roman) {
		m->kind = UN_ROMAN;
		m->value = m->roman;
		m->roman = 0;
	}
	return true;
}

/* (a) a) (i) （一） ‘1’ A. IV. */
static bool read_letter(struct cursor c, struct un_marker *m)
{
	static const uint32_t quotes[] = {0x2018, 0x2019, 0x27, 0x201b, 0};
	bool opened = take_one_of(&c, open_brackets);
	bool quoted = !opened && take_one_of(&c, quotes);
	size_t start = c.at;

	if (!read_inside(&c, m) || (c.at - start == 0))
		return false;
	if (quoted ? take_one_of(&c, quotes) && m->kind == UN_NUMBER
	           : take_one_of(&c, close_brackets)) {
		m->bracketed = true;
		m->strict = opened || quoted;
		/* "(iv)。": Chinese sets no white space */
		return set_end(&c, m, opened && (m->value > 0 && peek_one(&c) >= 0x2e80));
	}
	if (opened || quoted || m->kind == UN_NUMBER)
		return false;
	if (take_one_of(&c, dots))
		return set_end(&c, m, false);
	/* أ - */
	take_spaces(&c);
	m->strict = true;
	return peek_one(&(struct cursor){c.s, c.len, start}) >= 0x600 && take_one_of(&c, dashes) &&
	       set_end(&c, m, false);
}

/* Arabic headings are counted in words, of two kinds. */
static bool read_word(struct cursor c, struct un_marker *m)
{
	static const struct {
		const char *word;
		int value;
	} words[] = {COUNTS_MARKER};
	/* marks of vowels may stand on the last letters */
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
		struct cursor after = c;
		size_t n = strlen(words[i].word), bytes;

		if (c.len < n || memcmp(c.s, words[i].word, n) != 0)
			continue;
		after.at = n;
		while (peek(&after, &bytes) >= 0x64b && peek_one(&after) <= 0x652)
			after.at += bytes;
		take_spaces(&after);
		if (!take_one_of(&after, dashes) && !take(&after, '.') && !take(&after, 0x640))
			continue;
		m->kind = UN_OTHER;
		m->upper = m->strict = true;
		m->value = words[i].value;
		return set_end(&after, m, true);
	}
	return false;
}

bool un_marker_read(const char *s, size_t len, struct un_marker *marker)
{
	static bool (*const readers[])(struct cursor, struct un_marker *) = {
		read_bullet, read_number, read_letter, read_word};
	const struct cursor start = {s, len, 0};

	for (size_t i = 0; i < sizeof readers / sizeof readers[0]; i++) {
		*marker = (struct un_marker){.kind = UN_NONE};
		if (readers[i](start, marker))
			return true;
	}
	*marker = (struct un_marker){.kind = UN_NONE};
	return false;
}

/* -- sequences ---------------------------------------------------------------- */

/* Markers of one form belong to one level. */
static void form_of(const struct un_marker *m, char out[8])
{
	uint32_t c = 0;

	if (m->kind == UN_BULLET) {
		snprintf(out, 8, "*%.4s", m->text);
		return;
	}
	utf8_decode(m->text, m->len, &c);
	out[0] = "-1aI*w"[m->kind];
	if (m->kind == UN_NUMBER && c >= 0x4e00 && c < 0xa000)
		out[0] = 'h';
	out[1] = m->bracketed ? ')' : '.';
	out[2] = m->bracketed && (c == '(' || c == 0xff08) ? '(' : m->strict ? '-' : '1';
	out[3] = m->upper ? 'A' : 'a';
	out[4] = '\0';
}

static struct un_level *level_find(struct un_sequence *q, const char *form)
{
	for (size_t i = q->depth; i-- > 0;)
		if (strcmp(q->levels[i].form, form) == 0)
			return &q->levels[i];
	return NULL;
}

/* A letter that is a Roman figure as well: (i) after (h) is a letter, and else a
 * figure; (v) after (iv) a figure; (c) with no (b) before it and (xcix) ... not. */
static void choose_roman(struct un_sequence *q, struct un_marker *m)
{
	struct un_marker figure = *m;
	char form[8];
	struct un_level *letters, *figures;

	if (m->kind != UN_LETTER || !m->roman)
		return;
	form_of(m, form);
	letters = level_find(q, form);
	figure.kind = UN_ROMAN;
	figure.value = m->roman;
	figure.roman = 0;
	form_of(&figure, form);
	figures = level_find(q, form);
	if (figures && figures->value + 1 == figure.value &&
	    !(letters && letters > figures && letters->value + 1 == m->value))
		*m = figure;
	else if (m->roman == 1 && !(letters && letters->value + 1 == m->value))
		*m = figure;
}

static void prefix_of(const struct un_marker *m, char out[24])
{
	const char *dot = strrchr(m->number, '.');
	size_t n = dot ? (size_t)(dot - m->number) + 1 : 0;

	memcpy(out, m->number, n);
	out[n] = '\0';
}

/* The run that the number goes on, or UN_RUNS: the last one with a number missing or two
 * alike, one before it with the very next. */
static size_t run_find(const struct un_sequence *q, const struct un_marker *m, const char *before)
{
	bool bis = strchr(m->number, ' ') != NULL;

	for (size_t i = 0; i < UN_RUNS; i++) {
		int step = m->value - q->runs[i].last;

		if (q->runs[i].last && strcmp(q->runs[i].before, before) == 0 &&
		    (step == 1 || (i == 0 && step == 2) || (bis && step == 0)))
			return i;
	}
	return UN_RUNS;
}

/* A number that goes on none begins a run of its own: the first of one, a sure one, or one
 * that is set apart and not far from the last. */
static bool begins_run(const struct un_sequence *q, const struct un_marker *m, const char *before,
                       bool set_apart)
{
	const struct un_run *run = &q->runs[0];
	bool same = strcmp(before, run->before) == 0;
	int step = m->value - run->last;

	return m->value == 1 || (m->strict && !*before) ||
	       (set_apart && (!run->last || (step > 0 && step <= 20) || !same || m->value <= 30));
}

/* A paragraph's number. "3.5 per cent": a decimal is followed by small letters, and is no
 * first one. */
static bool takes_number(struct un_sequence *q, const struct un_marker *m, bool set_apart)
{
	struct un_run run = {.last = m->value};
	size_t at;

	prefix_of(m, run.before);
	at = run_find(q, m, run.before);
	if (at == UN_RUNS && (m->value > 999 || !begins_run(q, m, run.before, set_apart) ||
	                      (*run.before && !set_apart)))
		return false;
	if (at < UN_RUNS && !set_apart && (m->value > 999 || *run.before) &&
	    m->value != q->runs[at].last + 1)
		return false;
	memmove(q->runs + 1, q->runs, (at < UN_RUNS ? at : UN_RUNS - 1) * sizeof *q->runs);
	q->runs[0] = run;
	q->depth = 0;
	return true;
}

/* A heading's letter or Roman figure: the first, in its turn, or set apart. "V. " at
 * the head of a sentence is a name's initial. */
static bool takes_heading(struct un_sequence *q, struct un_marker *m, bool set_apart)
{
	bool in_turn = m->value == q->headings[m->kind] + 1;

	if (m->kind == UN_LETTER && m->roman && !in_turn &&
	    (m->roman == 1 || m->roman == q->headings[UN_ROMAN] + 1)) {
		m->kind = UN_ROMAN;
		m->value = m->roman;
		m->roman = 0;
		in_turn = true;
	}
	if (!(m->value == 1 || m->strict || set_apart || in_turn))
		return false;
	q->headings[m->kind] = m->value;
	if (m->kind == UN_ROMAN)
		q->headings[UN_LETTER] = 0;
	q->depth = 0;
	return true;
}

bool un_sequence_takes(struct un_sequence *q, struct un_marker *m, bool set_apart, int *level)
{
	char form[8];
	struct un_level *found;

	*level = 0;
	if (m->kind == UN_NONE)
		return false;
	if (m->kind == UN_NUMBER && !m->bracketed)
		return takes_number(q, m, set_apart);
	if (m->upper && !m->bracketed)
		return takes_heading(q, m, set_apart);
	choose_roman(q, m);
	/* "a." and "1)" without an opening bracket may end a sentence's line, and "(12)" may
	 * be a year's or a note's */
	form_of(m, form);
	found = level_find(q, form);
	if (m->kind != UN_BULLET && (!m->strict || m->kind == UN_NUMBER) && !set_apart &&
	    m->value != 1 && !(found && m->value == found->value + 1))
		return false;
	/* "(2015)" is a year wherever it stands */
	if (m->kind == UN_NUMBER && m->value > 200)
		return false;
	if (!found) {
		if (q->depth == UN_DEPTH)
			q->depth--;
		found = &q->levels[q->depth++];
		snprintf(found->form, sizeof found->form, "%s", form);
	}
	found->value = m->value;
	q->depth = (size_t)(found - q->levels) + 1;
	*level = (int)q->depth;
	return true;
}

void un_sequence_inner(struct un_sequence *q, const char *s, size_t len)
{
	struct un_marker inner;
	int level;

	if (un_marker_read(s, len, &inner) && inner.bracketed && inner.strict && inner.value == 1)
		(void)un_sequence_takes(q, &inner, true, &level);
}

void un_sequence_break(struct un_sequence *q)
{
	q->depth = 0;
}
