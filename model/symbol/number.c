/* SPDX-License-Identifier: ISC */
/* Resolutions and meetings that are named by number. */
#include "config.h"

#include "model/symbol/internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool symbol_security_number(struct symbol_scan *scan, struct symbol_number *n, int year, size_t end,
                            struct symbol_match *m)
{
	int low, high, known = symbol_year_by(&scan->hints, n->a, &low, &high);
	unsigned flags;

	/* what has its very year needs no word before it */
	if (n->why == NO_EVIDENCE &&
	    (known != year || n->digits < 3 || symbol_unit_before(n->t, n->start)))
		return false;
	if (n->a == 0 || (known != year && symbol_whose(scan, n, end, &flags) == SYMBOL_OTHER_BODY))
		return false;
	memset(m, 0, sizeof *m);
	m->number = n->a;
	m->year = year;
	symbol_settle(m, &scan->hints);
	return symbol_put_item(scan, m, n, end, SYMBOL_SECURITY_COUNCIL);
}

/* "General Assembly resolution 194": A/RES/194(III). */
static void old_number(struct symbol_match *m, int number)
{
	static const char *const tens[] = {"", "X", "XX", "XXX"};
	static const char *const ones[] = {"",  "I",  "II",  "III",  "IV",
	                                   "V", "VI", "VII", "VIII", "IX"};
	int low, high, session = symbol_session(number, &low, &high);

	m->flags = session ? SYMBOL_YEAR_ADDED : SYMBOL_INCOMPLETE;
	if (session)
		snprintf(m->symbol, sizeof m->symbol, "A/RES/%d(%s%s)", number, tens[session / 10],
		         ones[session % 10]);
	else
		snprintf(m->symbol, sizeof m->symbol, "A/RES/%d", number);
}

/* A bracket at i that should hold a year and is damaged: "2249 (21967015)". */
static size_t damaged_year(const struct symbol_text *t, size_t i)
{
	size_t at = symbol_skip_spaces(t, i), next;
	int value, count;

	if (symbol_char(t, at, &next) != '(')
		return i;
	at = symbol_digits(t, next, &value, &count);
	return count > 4 && count < 12 && symbol_char(t, at, &next) == ')' ? next : i;
}

/* Whether a number of three or four digits follows that joiners lead to. */
static bool list_goes_on(const struct symbol_text *t, size_t i, bool with_year)
{
	size_t at = i, next;
	int value, count, year;
	bool word;

	while (at < t->len && at - i < 12 && !symbol_is_digit(symbol_char(t, at, &next)))
		at = next;
	next = symbol_digits(t, at, &value, &count);
	return count >= 3 && count <= 4 && symbol_joiner(t, i, at, &word) &&
	       (!with_year || symbol_bracket_year(t, next, &year) > next);
}

/* Whether a number like 2015 is more than a year here. */
static bool not_a_year(const struct symbol_scan *scan, const struct symbol_number *n)
{
	if (n->a < 1946 || n->a >= 2050)
		return true;
	if (n->why == LISTED)
		return n->word && scan->item_bare;
	return scan->security || scan->hints.body == SYMBOL_SECURITY_COUNCIL ||
	       (scan->plural && list_goes_on(n->t, n->end, false));
}

/* "resolution 2254", whose year is known or stands elsewhere. */
bool symbol_bare_number(struct symbol_scan *scan, struct symbol_number *n, size_t end,
                        struct symbol_match *m)
{
	int low, high, known = symbol_year_by(&scan->hints, n->a, &low, &high), year;
	bool strong;
	unsigned flags;
	enum symbol_body body;
	size_t year_end = damaged_year(n->t, end);
	bool damaged = year_end > end && known && n->digits > 2 &&
	               (n->why != NO_EVIDENCE || list_goes_on(n->t, year_end, true));

	if (n->digits < 3 || n->digits > 4 || (!damaged && n->why == NO_EVIDENCE))
		return false;
	body = symbol_whose(scan, n, end, &flags);
	if (body == SYMBOL_OTHER_BODY || body == SYMBOL_HUMAN_RIGHTS_COUNCIL ||
	    body == SYMBOL_ECOSOC)
		return false;
	if (!damaged && (!not_a_year(scan, n) ||
	                 (n->why == LISTED && (!scan->item_bare || !scan->plural || !known)) ||
	                 symbol_unit_after(n->t, end)))
		return false;
	if (!known && body != SYMBOL_SECURITY_COUNCIL && body != SYMBOL_GENERAL_ASSEMBLY)
		return false;
	memset(m, 0, sizeof *m);
	if (body == SYMBOL_GENERAL_ASSEMBLY && !flags && n->why == INTRODUCED) {
		old_number(m, n->a);
		return symbol_put_item(scan, m, n, end, body);
	}
	if (body == SYMBOL_GENERAL_ASSEMBLY && !known)
		return false;
	m->number = n->a;
	if (damaged) {
		end = year_end;
	} else if ((year = symbol_year_after(n->t, end, &year_end, &strong)) &&
	           (strong || !known || year == known)) {
		m->year = year;
		end = year_end;
	}
	symbol_settle(m, &scan->hints);
	symbol_put_item(scan, m, n, end, SYMBOL_SECURITY_COUNCIL);
	scan->item_bare = !damaged && (!m->year || (m->flags & SYMBOL_YEAR_ADDED));
	return true;
}

/* "217 A (III)", "377 (V)": before sessions stood in numbers. */
bool symbol_roman_number(struct symbol_scan *scan, struct symbol_number *n, size_t end,
                         struct symbol_match *m)
{
	struct symbol_out o = {m->symbol, 0};
	size_t at;
	int session, c = 0;
	unsigned flags;
	enum symbol_body body;
	bool ordinary;
	int low, high;

	memset(m, 0, sizeof *m);
	end = symbol_split_letter(n->t, end, &c);
	at = symbol_bracket_roman(n->t, end, &o, &session);
	if (at == end)
		return false;
	body = symbol_whose(scan, n, at, &flags);
	ordinary = !strchr(m->symbol, 'S');
	if (body == SYMBOL_OTHER_BODY || (n->why == NO_EVIDENCE && n->digits < 3))
		return false;
	if (body != SYMBOL_ECOSOC && body != SYMBOL_GENERAL_ASSEMBLY) {
		flags |= SYMBOL_ASSUMED;
		body = session <= 30 || !ordinary ? SYMBOL_GENERAL_ASSEMBLY : SYMBOL_ECOSOC;
	}
	if (session > (body == SYMBOL_ECOSOC ? 63 : 30) && ordinary)
		return false;
	symbol_session(n->a, &low, &high);
	if (body == SYMBOL_GENERAL_ASSEMBLY && ordinary && (session < low || session > high))
		return false;
	snprintf(m->near, sizeof m->near, "%.20s", m->symbol);
	snprintf(m->symbol, sizeof m->symbol, "%s/RES/%d%.1s%.20s",
	         body == SYMBOL_ECOSOC ? "E" : "A", n->a, c ? (char[]){(char)c, 0} : "", m->near);
	memset(m->near, 0, sizeof m->near);
	m->flags = flags;
	return symbol_put_item(scan, m, n, at, body);
}

/* -- meetings ----------------------------------------------------------- */

bool symbol_meeting(struct symbol_scan *scan, const struct symbol_number *n, struct symbol_match *m)
{
	bool own = scan->hints.body == SYMBOL_SECURITY_COUNCIL, council;

	if (!n->a || n->digits > 5 ||
	    (!symbol_meeting_after(n->t, n->end) &&
	     (symbol_goes_on(n->t, n->end) || !symbol_meeting_before(n->t, n->start))))
		return false;
	council = own || scan->body == SYMBOL_SECURITY_COUNCIL ||
	          symbol_body_after(n->t, n->end) == SYMBOL_SECURITY_COUNCIL;
	/* beyond three thousand only the Council's are counted, and those of a few
	 * committees */
	if (!council && (n->a < 3000 || (scan->others && !scan->security) || scan->hints.body))
		return false;
	memset(m, 0, sizeof *m);
	m->start = n->start;
	m->end = n->end;
	m->flags = SYMBOL_IMPLIED;
	snprintf(m->symbol, sizeof m->symbol, "S/PV.%d", n->a);
	return true;
}
