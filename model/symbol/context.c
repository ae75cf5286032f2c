/* SPDX-License-Identifier: ISC */
/* Why a number is a resolution's, whose, and of which year. */
#include "config.h"

#include "model/symbol/internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* -- why a number is a resolution's ------------------------------------- */

/* From the end of an item past its date and the numbers of footnotes. */
static size_t past_date(const struct symbol_text *t, size_t at, size_t to)
{
	struct symbol_date d;

	if (symbol_date_after(t, at, &d) && d.end <= to)
		at = d.end;
	for (int left = 3; left--;) {
		size_t next = at, end;
		int value, count, c = symbol_char(t, next, &end);
		bool open = false;

		while (c == ' ' || c == ',' || (c == '(' && !open)) {
			open = open || c == '(';
			next = end;
			c = symbol_char(t, next, &end);
		}
		next = symbol_digits(t, next, &value, &count);
		if (!count || count > 2 || next >= to)
			break;
		c = symbol_char(t, next, &end);
		if (open ? c != ')' : c != ' ' && c != ',')
			break;
		at = open ? end : next;
	}
	return at;
}

enum symbol_evidence symbol_why(struct symbol_scan *scan, const struct symbol_text *t, size_t i,
                                size_t end, bool *word)
{
	*word = false;
	if (scan->word_at && scan->word_at <= i && i - scan->word_at <= 120 &&
	    scan->decision_at <= scan->word_at && symbol_filler(t, scan->word_at, i))
		return INTRODUCED;
	if (scan->item_end && i > scan->item_end && i - scan->item_end <= 200 &&
	    scan->decision_at <= scan->item_end &&
	    symbol_joiner(t, past_date(t, scan->item_end, i), i, word))
		return LISTED;
	if (scan->item_end && i == scan->item_end)
		return LISTED;
	if (symbol_char_before(t, i, &(size_t){0}) == '(')
		return NO_EVIDENCE;
	/* read once for all numbers of a list */
	if (end > scan->chinese_at || !scan->chinese_at)
		scan->chinese = symbol_chinese_after(t, end, &scan->chinese_at);
	return scan->chinese ? CHINESE : NO_EVIDENCE;
}

int symbol_year_by(const struct symbol_hints *hints, int number, int *low, int *high)
{
	int year = hints->year_of ? hints->year_of(hints->payload, number) : 0;

	if (year)
		return *low = *high = year;
	return symbol_year(number, low, high);
}

/* A number of one other digit that is of the year: 0 when there is none, or many. */
static int near_number(const struct symbol_hints *hints, int number, int year)
{
	int found = 0, low, high;

	for (int place = 1; place <= 1000; place *= 10)
		for (int digit = 0; digit < 10; digit++) {
			int other = number + (digit - number / place % 10) * place;

			if (other == number || other < 1 ||
			    symbol_year_by(hints, other, &low, &high) != year)
				continue;
			if (found)
				return 0;
			found = other;
		}
	return found;
}

void symbol_settle(struct symbol_match *m, const struct symbol_hints *hints)
{
	int low, high, known = symbol_year_by(hints, m->number, &low, &high), near;

	if (!m->year && known) {
		m->year = known;
		m->flags |= SYMBOL_YEAR_ADDED;
	}
	if (!m->year) {
		m->flags |= SYMBOL_INCOMPLETE;
		snprintf(m->symbol, sizeof m->symbol, "S/RES/%d", m->number);
		return;
	}
	snprintf(m->symbol, sizeof m->symbol, "S/RES/%d(%d)", m->number, m->year);
	if (m->year >= low && m->year <= high)
		return;
	m->flags |= SYMBOL_CLASH;
	near = near_number(hints, m->number, m->year);
	if (near)
		snprintf(m->near, sizeof m->near, "S/RES/%d(%d)", near, m->year);
	else if (known)
		snprintf(m->near, sizeof m->near, "S/RES/%d(%d)", m->number, known);
}

/* -- numbers ------------------------------------------------------------ */

/* Whether text goes on behind a number so that it is part of something else. */
bool symbol_goes_on(const struct symbol_text *t, size_t i)
{
	size_t next, after;
	int c = symbol_char(t, i, &next), d = symbol_char(t, next, &after);

	if (symbol_is_digit(c) || symbol_is_alpha(c) || c == '%' || c == '_')
		return true;
	if (c == '/' || c == '-')
		return symbol_is_digit(d) || symbol_is_alpha(d);
	if (c == '.' || c == ',' || c == ':')
		return symbol_is_digit(d) &&
		       (c != ',' || (after < t->len && i > 0 &&
		                     symbol_is_digit(symbol_char(t, after, &after)) &&
		                     symbol_is_digit(symbol_char(t, after, &after))));
	if (c == ' ' && d < 0x80)
		return d == '%' || ((d == 'x' || d == 'X') && symbol_char(t, after, &next) == ' ');
	return symbol_same(t, symbol_skip_spaces(t, i), "年", 3) ||
	       symbol_same(t, i, "\xc3\x97", 2);
}

bool symbol_put_item(struct symbol_scan *scan, struct symbol_match *m,
                     const struct symbol_number *n, size_t end, enum symbol_body body)
{
	m->start = n->start;
	m->end = end;
	scan->item_end = end;
	scan->item_body = body;
	scan->item_bare = scan->item_corrected = false;
	return true;
}

/* The body that words name for the number, other than by the list it is in. */
enum symbol_body symbol_whose(const struct symbol_scan *scan, const struct symbol_number *n,
                              size_t end, unsigned *flags)
{
	enum symbol_body after = symbol_body_after(n->t, end);
	bool near = scan->body_at && n->start - scan->body_at <= 60;

	*flags = 0;
	if (after)
		return after;
	if (scan->own && n->why != NO_EVIDENCE && scan->hints.body &&
	    scan->body_at <= scan->word_at)
		return scan->hints.body;
	if (n->why == LISTED && scan->body_at <= scan->item_end)
		return scan->item_body;
	if (scan->body_at && (near || scan->body != SYMBOL_OTHER_BODY)) {
		*flags = near ? 0 : SYMBOL_ASSUMED;
		return scan->body;
	}
	*flags = SYMBOL_ASSUMED;
	return scan->hints.body;
}
