/* SPDX-License-Identifier: ISC */
/* Brackets and letters behind a number: (2015), (XXI), (Resumption 2), 66/253 A. */
#include "config.h"

#include "model/symbol/internal.h"
#include "model/symbol/numbers.inc"

#include <stdio.h>
#include <string.h>
#include <strings.h>

size_t symbol_bracket_year(const struct symbol_text *t, size_t i, int *year)
{
	size_t at = symbol_skip_spaces(t, i), next;
	int count, value;

	if (symbol_char(t, at, &next) != '(')
		return i;
	at = symbol_digits(t, symbol_skip_spaces(t, next), &value, &count);
	at = symbol_skip_spaces(t, at);
	if (count != 4 || value < 1946 || value > 2099 || symbol_char(t, at, &next) != ')')
		return i;
	*year = value;
	return next;
}

static int roman(const char *s)
{
	static const char letters[] = "IVXL";
	static const int values[] = {1, 5, 10, 50};
	int sum = 0, last = 0;

	for (size_t n = strlen(s); n; n--) {
		const char *p = strchr(letters, s[n - 1]);
		int v = p && *p ? values[p - letters] : 0;

		if (!v)
			return 0;
		sum += v < last ? -v : v;
		last = v > last ? v : last;
	}
	return sum;
}

/* What stands in a bracket at i, without its spaces: the end, or i. */
static size_t in_bracket(const struct symbol_text *t, size_t i, char *in, size_t size)
{
	size_t at, next, n = 0;
	int c;

	if (symbol_char(t, symbol_skip_spaces(t, i), &at) != '(')
		return i;
	while ((c = symbol_char(t, at, &next)) != ')') {
		if (c == SYMBOL_NONE || c == SYMBOL_LETTER || n + 1 >= size)
			return i;
		if (c != ' ')
			in[n++] = (char)c;
		at = next;
	}
	in[n] = '\0';
	return next;
}

/* "(د-21)": sessions in Arabic stand in digits, behind the word's letter. */
static size_t arabic_session(const struct symbol_text *t, size_t i, char *in, size_t size)
{
	static const struct {
		const char *written, *kept;
	} forms[] = {{"دإط", "ES-"}, {"دإ", "S-"}, {"د", ""}};
	static const char *const tens[] = {"", "X", "XX", "XXX"};
	static const char *const ones[] = {"",  "I",  "II",  "III",  "IV",
	                                   "V", "VI", "VII", "VIII", "IX"};
	size_t at, next;
	int value, count;

	if (symbol_char(t, symbol_skip_spaces(t, i), &at) != '(')
		return i;
	for (size_t k = 0; k < sizeof forms / sizeof *forms; k++) {
		size_t n = strlen(forms[k].written);

		if (!symbol_same(t, at, forms[k].written, n))
			continue;
		at = symbol_skip_spaces(t, at + n);
		if (symbol_char(t, at, &next) != '-')
			return i;
		at = symbol_digits(t, symbol_skip_spaces(t, next), &value, &count);
		if (!value || value > 39 || symbol_char(t, at, &next) != ')')
			return i;
		snprintf(in, size, "%s%s%s", forms[k].kept, tens[value / 10], ones[value % 10]);
		return next;
	}
	return i;
}

size_t symbol_bracket_roman(const struct symbol_text *t, size_t i, struct symbol_out *o,
                            int *session)
{
	char in[16];
	const char *digits = in;
	size_t end = in_bracket(t, i, in, sizeof in);

	if (end == i)
		end = arabic_session(t, i, in, sizeof in);
	if (end == i)
		return i;
	if (!strncmp(in, "ES-", 3))
		digits += 3;
	else if (!strncmp(in, "S-", 2))
		digits += 2;
	*session = roman(digits);
	if (!*session || !symbol_put(o, '(') || !symbol_put_all(o, in) || !symbol_put(o, ')'))
		return i;
	return end;
}

size_t symbol_bracket_word(const struct symbol_text *t, size_t i, struct symbol_out *o)
{
	static const char *const words[] = {NUMBERS_BRACKETED};
	char in[24];
	size_t end = in_bracket(t, i, in, sizeof in), was = o->len;

	for (size_t k = 0; end > i && k < sizeof words / sizeof *words; k++) {
		size_t len = strlen(words[k]);

		/* no words of running text: "(Partly ...)" */
		if (strncasecmp(in, words[k], len) != 0 ||
		    strspn(in + len, ".-0123456789ABCDEFGHIVXL") != strlen(in + len))
			continue;
		if (symbol_put(o, '(') && symbol_put_all(o, words[k]) &&
		    symbol_put_all(o, in + len) && symbol_put(o, ')'))
			return end;
	}
	o->len = was;
	o->s[was] = '\0';
	return i;
}

size_t symbol_split_letter(const struct symbol_text *t, size_t i, int *letter)
{
	static const struct {
		const char *written;
		unsigned char kept;
	} letters[] = {{"ألف", 'A'}, {"باء", 'B'}, {"جيم", 'C'}, {"دال", 'D'}, {"هاء", 'E'},
	               {"واو", 'F'}, {"А", 'A'},   {"В", 'B'},   {"С", 'C'},   {"Е", 'E'}};
	size_t at = symbol_skip_spaces(t, i), next, after, end;
	int c = symbol_char(t, at, &next), d;

	for (size_t k = 0; c == SYMBOL_LETTER && k < sizeof letters / sizeof *letters; k++) {
		size_t n = strlen(letters[k].written);

		if (symbol_same(t, at, letters[k].written, n)) {
			c = letters[k].kept;
			next = at + n;
		}
	}
	/* "66/253 A of", but no word and no initial of a name: "A Smith" */
	d = symbol_char(t, next, &after);
	if (d == '-' && symbol_is_upper(symbol_char(t, after, &end)) &&
	    !symbol_is_letter_at(t, end) && !symbol_is_digit(symbol_char(t, end, &after)))
		d = ' '; /* of the first part to the last */
	if (!symbol_is_upper(c) || symbol_is_alpha(d) || symbol_is_digit(d) ||
	    (d == SYMBOL_LETTER && symbol_is_letter_at(t, next)) ||
	    (d > 0 && d < 0x80 && strchr("/-'&", d)) ||
	    (d == ' ' && symbol_is_upper(symbol_char(t, after, &after))))
		return i;
	*letter = c;
	return next;
}

/* Whether from..to is a word or a mark for "from the one to the other". */
static bool is_range(const struct symbol_text *t, size_t from, size_t to)
{
	static const char *const words[] = {NUMBERS_RANGE};

	from = symbol_skip_spaces(t, from);
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		size_t n = strlen(words[i]);

		if (symbol_same(t, from, words[i], n) && symbol_skip_spaces(t, from + n) >= to)
			return true;
	}
	return false;
}

/* Arabic writes "and" as a part of the word. */
static bool is_glued(const struct symbol_text *t, size_t from, size_t to)
{
	static const char *const words[] = {NUMBERS_GLUED};

	from = symbol_skip_spaces(t, from);
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (from + strlen(words[i]) == to &&
		    symbol_same(t, from, words[i], strlen(words[i])))
			return true;
	return false;
}

/* Past what joins two letters: a word or a mark of range, or of a list; or i. */
static size_t letter_joint(const struct symbol_text *t, size_t i, bool *range)
{
	size_t at = i, next;

	for (int left = 12; left-- && at < t->len; at = next) {
		size_t end;
		int letter;
		bool word;

		symbol_char(t, at, &next);
		end = symbol_split_letter(t, next, &letter);
		if (end == next)
			continue;
		*range = is_range(t, i, next);
		if (*range || (symbol_joiner(t, i, next, &word) && next > i + 1) ||
		    is_glued(t, i, next))
			return next;
	}
	return i;
}

size_t symbol_split_letters(const struct symbol_text *t, size_t i, char out[4])
{
	int first, last, letter;
	size_t end = symbol_split_letter(t, i, &first);

	*out = '\0';
	if (end == i)
		return i;
	last = first;
	for (;;) {
		bool range = false;
		size_t at = letter_joint(t, end, &range), next;

		next = at > end ? symbol_split_letter(t, at, &letter) : at;
		if (next == at || (range ? letter <= last : letter != last + 1))
			break;
		last = letter;
		end = next;
	}
	out[0] = (char)first;
	out[1] = last > first ? '-' : '\0';
	out[2] = (char)last;
	out[3] = '\0';
	return end;
}
