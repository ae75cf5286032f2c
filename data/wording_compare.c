/* SPDX-License-Identifier: ISC */
/* A text becomes what of it is no word: "18 December 2015" is 18, month 12 and 2015 in all six
 * languages, in whatever order. Two texts agree when these are the same, each as often. */
#include "config.h"

#include "data/wording_compare.h"

#include "model/base/lang.h"
#include "model/base/utf8.h"
#include "model/base/vec.h"
#include "model/text/locale.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What is no word: a number's value, a month, a mark, a symbol or an address. */
struct token {
	char text[160];
	double value; /* of a number not yet written into text */
	bool number;
	size_t start, end; /* bytes of the text */
};

struct tokens {
	struct token *at;
	size_t count, cap;
	int language; /* its place in lang_codes */
	const char *text;
};

/* Words and signs behind a number that make it greater; of two that begin alike the longer is
 * first. */
static const struct {
	const char *lang, *word;
	int zeros;
} scales[] = {
	{"en", "million", 6},  {"en", "billion", 9}, {"en", "bn", 9},
	{"fr", "milliard", 9}, {"fr", "million", 6}, {"es", "mil millones", 9},
	{"es", "millones", 6}, {"es", "millón", 6},  {"ru", "миллиард", 9},
	{"ru", "млрд", 9},     {"ru", "миллион", 6}, {"ru", "млн", 6},
	{"ar", "بليون", 9},    {"ar", "بلايين", 9},  {"ar", "مليار", 9},
	{"ar", "مليون", 6},    {"ar", "ملايين", 6},  {"zh", "十亿", 9},
	{"zh", "百万", 6},     {"zh", "亿", 8},      {"zh", "万", 4},
};

static bool starts(const char *s, const char *with)
{
	return !strncmp(s, with, strlen(with));
}

static struct token *add(struct tokens *t, size_t start, size_t end)
{
	struct token token = {.start = start, .end = end};

	if (vec_push(t, token) < 0)
		return NULL;
	return &t->at[t->count - 1];
}

static void add_text(struct tokens *t, const char *kind, size_t start, size_t end)
{
	struct token *token = add(t, start, end);

	if (token)
		snprintf(token->text, sizeof token->text, "%s%.*s", kind,
		         (int)(end - start < 150 ? end - start : 150), t->text + start);
}

/* -- addresses, marks and symbols ------------------------------------------- */

/* "](address)": to its closing bracket; symbols hold pairs of them. 0: none here. */
static size_t address_length(const char *s)
{
	size_t i = 2;

	if (!starts(s, "]("))
		return 0;
	for (int depth = 1; s[i] && s[i] != ' '; i++) {
		depth += (s[i] == '(') - (s[i] == ')');
		if (depth == 0)
			return i + 1;
	}
	return 0;
}

/* "S/RES/2254(2015)": begins with a capital, has a slash and a digit. 0: none here. */
static size_t symbol_length(const char *s)
{
	size_t n = isupper((unsigned char)*s) ? strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	                                                  "abcdefghijklmnopqrstuvwxyz"
	                                                  "0123456789/.-()")
	                                      : 0;

	for (int depth = 0, i = 0; i < (int)n; i++) {
		depth += (s[i] == '(') - (s[i] == ')');
		if (depth < 0)
			n = (size_t)i;
	}
	while (n && strchr(".-(", s[n - 1]))
		n--;
	return memchr(s, '/', n) && strcspn(s, "0123456789") < n ? n : 0;
}

/* -- numbers ----------------------------------------------------------------- */

/* Bytes of what stands between the thousands of a number, when three digits and no fourth
 * follow; else 0. */
static size_t thousands_length(const struct tokens *t, const char *s)
{
	static const char *const blanks[] = {"\u00a0", "\u202f"};
	size_t n = 0;

	for (size_t i = 0; i < sizeof blanks / sizeof *blanks; i++)
		if (starts(s, blanks[i]))
			n = strlen(blanks[i]);
	if (!n && (*s == ',' || *s == '.') && *s != *locale_of(t->language)->decimal)
		n = 1;
	return n && strspn(s + n, "0123456789") == 3 ? n : 0;
}

static size_t read_number(struct tokens *t, size_t at)
{
	const char *s = t->text;
	size_t start = at, n;
	double value = 0, unit = 1;
	struct token *token;

	for (;; at += n) {
		while (isdigit((unsigned char)s[at]))
			value = value * 10 + (s[at++] - '0');
		n = thousands_length(t, s + at);
		if (!n)
			break;
	}
	if (s[at] == *locale_of(t->language)->decimal && isdigit((unsigned char)s[at + 1]))
		for (at++; isdigit((unsigned char)s[at]); at++)
			value += (s[at] - '0') * (unit /= 10);
	if (t->language == lang_index("zh") && starts(s + at, "月")) {
		token = add(t, start, at);
		if (token)
			snprintf(token->text, sizeof token->text, "month %.0f", value);
		return at;
	}
	token = add(t, start, at);
	if (token) {
		token->value = value;
		token->number = true;
	}
	return at;
}

static int scale_after(const struct tokens *t, const struct token *number)
{
	const char *s = t->text + number->end;

	if (*s == ' ')
		s++;
	else if (starts(s, "\u00a0"))
		s += strlen("\u00a0");
	for (size_t i = 0; i < sizeof scales / sizeof *scales; i++)
		if (!strcmp(scales[i].lang, lang_codes[t->language]) && starts(s, scales[i].word))
			return scales[i].zeros;
	return 0;
}

/* Whether two numbers are the ends of a range, which share the word behind it. */
static bool is_range(const struct tokens *t, const struct token *a, const struct token *b)
{
	static const char *const signs[] = {"-", "–", "—", "至"};
	size_t n = b->start - a->end;

	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (n == strlen(signs[i]) && starts(t->text + a->end, signs[i]))
			return true;
	return false;
}

static void write_numbers(struct tokens *t)
{
	int zeros = 0;

	for (size_t i = t->count; i-- > 0;) {
		struct token *n = &t->at[i];

		if (!n->number)
			continue;
		if (i + 1 == t->count || !t->at[i + 1].number || !is_range(t, n, &t->at[i + 1]) ||
		    scale_after(t, n))
			zeros = scale_after(t, n);
		snprintf(n->text, sizeof n->text, "%.15g", n->value * pow(10, zeros));
	}
}

/* -- months ------------------------------------------------------------------ */

static void add_month(struct tokens *t, size_t start, size_t end, int month)
{
	struct token *token = add(t, start, end);

	if (token)
		snprintf(token->text, sizeof token->text, "month %d", month + 1);
}

/* Bytes of the letters that a text begins with. */
static size_t word_length(const char *s)
{
	size_t at = 0, n;
	uint32_t c;

	while (s[at]) {
		n = utf8_decode(s + at, strlen(s + at), &c);
		if (c < 0x80 && !isalpha((unsigned char)s[at]))
			break;
		if (c >= 0x80 && (c < 0xc0 || (c >= 0x2000 && c < 0x2070)))
			break;
		at += n;
	}
	return at;
}

/* Russian months have endings; the last letter of a name is one of them. */
static bool is_declined(const char *word, size_t len, const char *name)
{
	static const char *const endings[] = {"", "а", "у", "е", "ом", "ь", "я", "ю", "ем", "й"};
	size_t n = strlen(name) - strlen("а");

	if (len < n || strncmp(word, name, n) != 0)
		return false;
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
		if (len - n == strlen(endings[i]) && !strncmp(word + n, endings[i], len - n))
			return true;
	return false;
}

/* Whether this word is a month; the point behind one that is cut belongs to it. */
static bool is_month(const struct tokens *t, const char *word, size_t len, int month)
{
	const struct locale *l = locale_of(t->language);
	const char *full = l->months[month], *brief = l->brief_months[month];

	if (t->language == lang_index("ru") && is_declined(word, len, full))
		return true;
	if (len == strlen(full) && !strncmp(word, full, len))
		return true;
	return brief && strlen(brief) >= len && strlen(brief) <= len + 1 && starts(word, brief);
}

/* Words that are months. An English one is known by its capital. */
static void add_months_of_words(struct tokens *t)
{
	bool english = t->language == lang_index("en");
	size_t step;

	for (size_t at = 0; t->text[at]; at += step) {
		size_t len = word_length(t->text + at);
		char word[64];
		uint32_t c;

		step = len ? len : utf8_decode(t->text + at, strlen(t->text + at), &c);
		if (!len || len > sizeof word - 2)
			continue;
		snprintf(word, sizeof word, "%.*s", (int)len + 1, t->text + at);
		if (!english)
			*word = (char)tolower((unsigned char)*word);
		for (int m = 0; m < 12; m++)
			if (is_month(t, word, len, m)) {
				add_month(t, at, at + len, m);
				break;
			}
	}
}

/* Arabic ones have two names, always both, and letters glued before them. */
static void add_months_within(struct tokens *t)
{
	for (int m = 0; m < 12; m++) {
		const char *name = locale_of(t->language)->months[m];

		for (const char *s = t->text; (s = strstr(s, name)); s += strlen(name))
			add_month(t, (size_t)(s - t->text), (size_t)(s - t->text) + strlen(name),
			          m);
	}
}

/* -- a text, and two --------------------------------------------------------- */

static int by_text(const void *a, const void *b)
{
	const struct token *x = a, *y = b;

	return strcmp(x->text, y->text);
}

static void read_tokens(struct tokens *t, const char *lang, const char *text)
{
	size_t at = 0, n;

	*t = (struct tokens){.language = lang_index(lang), .text = text};
	while (text[at]) {
		bool begins = at == 0 || !isalnum((unsigned char)text[at - 1]);

		if ((n = address_length(text + at))) {
			add_text(t, "the address ", at + 2, at + n - 1);
		} else if (text[at] == '~') {
			add_text(t, "the mark ", at, at + (n = 1));
		} else if (begins && (n = symbol_length(text + at))) {
			add_text(t, "the symbol ", at, at + n);
		} else if (isdigit((unsigned char)text[at])) {
			n = read_number(t, at) - at;
		} else {
			n = 1;
		}
		at += n;
	}
	write_numbers(t);
	/* in Chinese they are numbers */
	if (!strcmp(lang, "ar"))
		add_months_within(t);
	else if (strcmp(lang, "zh") != 0)
		add_months_of_words(t);
	if (t->count)
		qsort(t->at, t->count, sizeof *t->at, by_text);
}

/* The Arabic-Indic digits are not those of UN texts. */
static bool has_foreign_digits(const char *s)
{
	for (; *s; s++)
		if ((unsigned char)s[0] == 0xd9 && (unsigned char)s[1] >= 0xa0 &&
		    (unsigned char)s[1] <= 0xa9)
			return true;
	return false;
}

bool wording_agrees(const char *lang, const char *english, const char *text, char *what,
                    size_t size)
{
	struct tokens a, b;
	size_t i = 0;
	int order = 0;

	read_tokens(&a, "en", english);
	read_tokens(&b, lang, text);
	while (order == 0 && (i < a.count || i < b.count)) {
		order = i >= a.count ? 1 : i >= b.count ? -1 : strcmp(a.at[i].text, b.at[i].text);
		i += order == 0;
	}
	if (order < 0)
		snprintf(what, size, "lacks %s of the English", a.at[i].text);
	else if (order > 0)
		snprintf(what, size, "has %s, which the English has not", b.at[i].text);
	else if (has_foreign_digits(text))
		snprintf(what, size, "has digits that are not 0 to 9");
	vec_done(&a);
	vec_done(&b);
	return order == 0 && !has_foreign_digits(text);
}
