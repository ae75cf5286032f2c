/* SPDX-License-Identifier: ISC */
/* What stands around a number: fillers, joiners, dates, meetings. */
#include "config.h"

#include "model/symbol/internal.h"
#include "model/symbol/numbers.inc"

#include <string.h>

/* What may stand between "resolution" and its number, beside names of bodies. */
static const char *const fillers[] = {NUMBERS_FILLER};

static const char *const joiners[] = {NUMBERS_JOINER};

/* The end of the longest of these words at i, which no letter follows; i when none
 * is. They are in the order of their bytes, of two that begin alike the longer first. */
static size_t one_of(const struct symbol_text *t, size_t i, const char *const *list, size_t count)
{
	unsigned char c = i < t->len ? (unsigned char)t->s[i] : 0;

	if (c >= 'A' && c <= 'Z')
		c |= 32;
	for (size_t k = 0; k < count; k++) {
		unsigned char first = (unsigned char)*list[k];
		size_t n;

		if (first < c)
			continue;
		if (first > c)
			break;
		n = strlen(list[k]);
		/* Chinese has no spaces */
		if (symbol_same(t, i, list[k], n) &&
		    (!symbol_is_letter_at(t, i + n) || first >= 0xe2))
			return i + n;
	}
	return i;
}

#define ONE_OF(t, i, list) one_of(t, i, list, sizeof list / sizeof *(list))

static bool is_mark(int c, const char *marks)
{
	return c > 0 && c < 0x80 && strchr(marks, c);
}

/* A quotation mark or dash of more than one byte. */
static bool is_quote(const struct symbol_text *t, size_t i)
{
	static const char *const quotes[] = {"«", "»", "“",  "”",  "‘", "’", "„",
	                                     "–", "—", "《", "》", "‹", "›"};

	if (i >= t->len ||
	    ((unsigned char)t->s[i] != 0xc2 && ((unsigned char)t->s[i] & 0xfe) != 0xe2))
		return false;
	for (size_t k = 0; k < sizeof quotes / sizeof *quotes; k++)
		if (symbol_same(t, i, quotes[k], strlen(quotes[k])))
			return true;
	return false;
}

/* Whether the word that ends at i is longer than one that a full stop shortens. */
static bool long_word(const struct symbol_text *t, size_t i)
{
	size_t edge, n = 0;

	for (; n < 5 && symbol_letter_before(t, i); n++, i = edge)
		symbol_char_before(t, i, &edge);
	return n == 5;
}

bool symbol_filler(const struct symbol_text *t, size_t from, size_t to)
{
	size_t at = long_word(t, from) ? from : to, at0 = from;

	while (from < to) {
		size_t next, end;
		int c = symbol_char(t, from, &next);
		const struct symbol_word *w;

		/* a comma of bidi text that belongs behind the number */
		if (c == ',' && from > at0 && next == to)
			return true;
		/* "No. 2254", but not the end of a sentence: "the resolution. 2254" */
		if (c == '.' && from == at)
			return false;
		if (is_mark(c, " .'\"#:-/()") || is_quote(t, from)) {
			from = next;
			continue;
		}
		end = ONE_OF(t, from, fillers);
		if (end == from && (w = symbol_word_at(t, from, &end)) && w->kind != WORD_BODY &&
		    w->kind != WORD_RESOLUTION && w->kind != WORD_COUNCIL)
			end = from;
		if (end == from)
			return false;
		from = end;
	}
	return from == to;
}

bool symbol_joiner(const struct symbol_text *t, size_t from, size_t to, bool *word)
{
	*word = false;
	while (from < to) {
		size_t next, end;
		int c = symbol_char(t, from, &next);

		if (is_mark(c, " ,;/\"'")) {
			from = next;
			continue;
		}
		end = ONE_OF(t, from, joiners);
		if (end == from)
			return false;
		*word = true;
		from = end;
	}
	return from == to;
}

/* Whether a word stands at i that begins a body's name and alone names none. */
static bool begins_body(const struct symbol_text *t, size_t i)
{
	static const char *const words[] = {NUMBERS_BODY_FIRST};

	for (size_t k = 0; k < sizeof words / sizeof *words; k++)
		if (symbol_same(t, i, words[k], strlen(words[k])))
			return true;
	return false;
}

enum symbol_body symbol_body_after(const struct symbol_text *t, size_t i)
{
	static const char *const connectors[] = {NUMBERS_CONNECTOR};
	static const char *const verbs[] = {NUMBERS_ADOPTING};
	size_t last = i + 160 < t->len ? i + 160 : t->len;
	bool open = false; /* behind "and", where something else may begin */

	while (i < last) {
		size_t next, end;
		int c = symbol_char(t, i, &next);
		const struct symbol_word *w;

		if ((c != SYMBOL_LETTER && !symbol_is_alpha(c)) || is_quote(t, i)) {
			if (c == SYMBOL_NONE || is_mark(c, ".;:"))
				return SYMBOL_NO_BODY;
			open = c == ',' || (open && !symbol_is_digit(c));
			i = next;
			continue;
		}
		w = symbol_word_at(t, i, &end);
		if (w && w->kind == WORD_BODY)
			return open ? SYMBOL_NO_BODY : w->body;
		if (w && w->kind == WORD_COMMITTEE)
			return open ? SYMBOL_NO_BODY : SYMBOL_OTHER_BODY;
		/* "Совета Безопасности": what names the body is the second word */
		if (begins_body(t, i)) {
			end = symbol_word_end(t, i);
		} else if ((end = ONE_OF(t, i, verbs)) > i) {
			open = false;
		} else if ((end = ONE_OF(t, i, joiners)) > i) {
			open = true;
		} else if ((end = ONE_OF(t, i, connectors)) == i) {
			/* the letter of a split resolution */
			if (!symbol_is_upper(c) || symbol_is_letter_at(t, next))
				return SYMBOL_NO_BODY;
			end = next;
		}
		i = end;
	}
	return SYMBOL_NO_BODY;
}

bool symbol_unit_after(const struct symbol_text *t, size_t i)
{
	static const char *const units[] = {NUMBERS_UNIT};
	static const char *const times[] = {NUMBERS_UNIT_OF_SIZE};
	size_t at = symbol_skip_spaces(t, i), next, end = ONE_OF(t, at, units);

	if (end > at)
		return true;
	for (size_t k = 0; k < sizeof times / sizeof *times; k++) {
		size_t n = strlen(times[k]);

		if (symbol_same(t, at, times[k], n))
			return symbol_is_digit(symbol_char(t, at + n, &next));
	}
	return false;
}

bool symbol_unit_before(const struct symbol_text *t, size_t i)
{
	size_t edge, n = 0;
	int c = symbol_char_before(t, i, &edge);

	if (c == ' ')
		i = edge;
	while (symbol_is_upper(c = symbol_char_before(t, i, &edge))) {
		i = edge;
		n++;
	}
	return n >= 2 && n <= 4 && !symbol_letter_before(t, i);
}

/* -- meetings ----------------------------------------------------------- */

/* An ordinal's ending at i: "th", "e", "ª", "-м"; i when there is none. */
static size_t ordinal(const struct symbol_text *t, size_t i)
{
	static const char *const endings[] = {NUMBERS_ORDINAL};

	return ONE_OF(t, i, endings);
}

bool symbol_meeting_after(const struct symbol_text *t, size_t i)
{
	static const char *const words[] = {NUMBERS_MEETING};
	static const char *const between[] = {NUMBERS_MEETING_KIND};
	size_t next = ordinal(t, i), end;
	int value, count, left = 4;
	bool word;

	if (next == i)
		return false;
	/* "7588th and 7589th meetings", "9000th (closed) meeting" */
	for (i = next; left--; i = end) {
		size_t at = symbol_skip_spaces(t, i), digit = at;

		if (is_mark(symbol_char(t, at, &next), "("))
			at = next;
		if (ONE_OF(t, at, words) > at)
			return true;
		end = ONE_OF(t, at, between);
		if (end > at) {
			if (is_mark(symbol_char(t, end, &next), ")"))
				end = next;
			continue;
		}
		while (digit < t->len && digit - at < 12 &&
		       !symbol_is_digit(symbol_char(t, digit, &next)))
			digit = next;
		if (!symbol_joiner(t, at, digit, &word))
			return false;
		next = symbol_digits(t, digit, &value, &count);
		end = ordinal(t, next);
		if (!count || end == next)
			return false;
	}
	return false;
}

bool symbol_meeting_before(const struct symbol_text *t, size_t i)
{
	static const char *const words[] = {NUMBERS_MEETING_BEFORE};
	static const char *const numbers[] = {NUMBERS_MEETING_NUMBER};
	size_t edge;
	int c;

	for (int left = 3; left--;) {
		size_t was = i;

		while (is_mark(c = symbol_char_before(t, i, &edge), " ("))
			i = edge;
		for (size_t k = 0; k < sizeof numbers / sizeof *numbers; k++) {
			size_t n = strlen(numbers[k]);

			if (i >= n && !memcmp(t->s + i - n, numbers[k], n))
				i -= n;
		}
		for (size_t k = 0; k < sizeof words / sizeof *words; k++) {
			size_t n = strlen(words[k]);

			if (i >= n && !memcmp(t->s + i - n, words[k], n))
				return true;
		}
		if (i == was)
			break;
	}
	return false;
}

bool symbol_chinese_after(const struct symbol_text *t, size_t i, size_t *stop)
{
	static const char *const ends[] = {NUMBERS_RESOLUTION_BEHIND};
	bool found = false;

	for (*stop = i; i < t->len; *stop = i) {
		size_t next, end;
		int c = symbol_char(t, i, &next);
		bool dated;

		/* nothing of Chinese begins so */
		if ((unsigned char)t->s[i] < 0x80) {
			if (is_mark(c, ".;:") || (symbol_is_alpha(c) && !symbol_is_upper(c)))
				break;
			i = next;
			continue;
		}
		dated = symbol_same(t, i, "年", 3) || symbol_same(t, i, "月", 3) ||
		        symbol_same(t, i, "日", 3);

		found = ONE_OF(t, i, ends) > i;
		if (found)
			break;
		if (c == SYMBOL_LETTER && !dated) {
			end = ONE_OF(t, i, joiners);
			if (end == i)
				break;
			next = end;
		} else if (is_mark(c, ".;:") || (symbol_is_alpha(c) && !symbol_is_upper(c))) {
			break;
		}
		i = next;
	}
	return found;
}

/* -- dates -------------------------------------------------------------- */

/* A year at i, also one to which the number of a footnote is glued (201727). */
static size_t year_at(const struct symbol_text *t, size_t i, int *year)
{
	size_t end = i;

	*year = 0;
	for (int n = 0; n < 4; n++) {
		size_t next;
		int c = symbol_char(t, end, &next);

		if (!symbol_is_digit(c))
			return i;
		*year = *year * 10 + c - '0';
		end = next;
	}
	return *year >= 1946 && *year < 2100 ? end : i;
}

bool symbol_date_after(const struct symbol_text *t, size_t i, struct symbol_date *d)
{
	size_t at = i, next, day, letters = 0;
	int value, count, c;

	/* words to the day, letters to the year */
	while (at - i < 90 && !symbol_is_digit(c = symbol_char(t, at, &next))) {
		if (c == SYMBOL_NONE || is_mark(c, ";:()/") ||
		    (c == '.' && symbol_char(t, next, &(size_t){0}) == ' '))
			return false;
		letters += c == SYMBOL_LETTER || symbol_is_alpha(c);
		at = next;
	}
	if (!letters || at - i >= 90)
		return false;
	d->near = at - i <= 34;
	for (size_t k = i; d->near && k < at; k = next)
		if (symbol_char(t, k, &next) == ',')
			d->near = false;
	day = symbol_digits(t, at, &value, &count);
	if (count > 2 || !value || value > 31)
		return false;
	for (at = day, letters = 0; !symbol_is_digit(c = symbol_char(t, at, &next)); at = next) {
		letters += c == SYMBOL_LETTER || symbol_is_alpha(c);
		if (at - day > 60 || c == SYMBOL_NONE || is_mark(c, ",;:()."))
			return false;
	}
	d->end = year_at(t, at, &d->year);
	return letters >= 3 && d->end > at;
}

bool symbol_date_before(const struct symbol_text *t, size_t i, struct symbol_date *d)
{
	size_t edge, from;
	int years = 0;

	/* 2011年12月19日第 */
	for (from = i; i - from < 40 && from; from = edge) {
		int c = symbol_char_before(t, from, &edge);

		if (symbol_same(t, edge, "年", 3)) {
			for (int n = 0; n < 4 && edge; n++)
				symbol_char_before(t, edge, &edge);
			d->end = i;
			d->near = true;
			years = year_at(t, edge, &d->year) > edge;
			break;
		}
		if (!symbol_is_digit(c) && c != ' ' && !symbol_same(t, edge, "月", 3) &&
		    !symbol_same(t, edge, "日", 3) && !symbol_same(t, edge, "第", 3))
			break;
	}
	return years > 0;
}

int symbol_year_after(const struct symbol_text *t, size_t i, size_t *end, bool *strong)
{
	static const char *const of[] = {NUMBERS_YEAR_OF};
	static const char *const in[] = {NUMBERS_YEAR_IN};
	size_t at = i, next;
	int year, c;

	while (is_mark(c = symbol_char(t, at, &next), " \"'(,") || is_quote(t, at))
		at = next;
	next = ONE_OF(t, at, of);
	*strong = next > at;
	if (next == at)
		next = ONE_OF(t, at, in);
	if (next == at)
		return 0;
	at = symbol_skip_spaces(t, next);
	next = year_at(t, at, &year);
	if (next == at || symbol_is_digit(symbol_char(t, next, &(size_t){0})))
		return 0;
	*end = next;
	return year;
}
