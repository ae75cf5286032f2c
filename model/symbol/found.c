/* SPDX-License-Identifier: ISC */
/* What is found at a slash: written symbols, links. */
#include "config.h"

#include "model/symbol/internal.h"
#include "model/symbol/numbers.inc"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* -- written ones ------------------------------------------------------- */

static bool all_digits(const char *s, size_t most)
{
	size_t n = strspn(s, "0123456789");

	return n && n <= most && !s[n];
}

/* "resolution A/71/248" is A/RES/71/248: the same with RES in it. */
static void correct(struct symbol_scan *scan, const struct symbol_text *t, struct symbol_match *m)
{
	static const char *const heads[] = {"A/HRC/", "A/", "E/"};
	bool word;
	enum symbol_evidence e = symbol_why(scan, t, m->start, m->start, &word);
	char was[SYMBOL_MAX];

	if (scan->draft || (e != INTRODUCED && !(e == LISTED && scan->item_corrected)) ||
	    (m->start && t->s[m->start - 1] == '('))
		return;
	memcpy(was, m->symbol, sizeof was);
	for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
		size_t n = strlen(heads[i]);
		const char *rest = was + n, *slash;

		if (strncmp(was, heads[i], n) != 0)
			continue;
		slash = strchr(rest, '/');
		if (!slash || !all_digits(slash + 1, 3) ||
		    strspn(rest, "0123456789S-") != (size_t)(slash - rest))
			return;
		snprintf(m->symbol, sizeof m->symbol, "%sRES/%.40s", heads[i], rest);
		m->flags |= SYMBOL_CORRECTED;
		return;
	}
}

/* The number of S/RES/2254, also S/RES/2254/2015, and its year. */
static void settle_written(struct symbol_scan *scan, struct symbol_match *m)
{
	char *end;
	long number, second;
	int low, high;

	if (strncmp(m->symbol, "S/RES/", 6) != 0)
		return;
	number = strtol(m->symbol + 6, &end, 10);
	if (*end == '/' && all_digits(end + 1, 4)) {
		second = strtol(end + 1, NULL, 10);
		if (second >= 1946 &&
		    symbol_year_by(&scan->hints, (int)number, &low, &high) == second)
			m->year = (int)second;
		else if (symbol_year_by(&scan->hints, (int)second, &low, &high) == number)
			m->year = (int)number, number = second;
		else
			return;
		m->flags |= SYMBOL_CORRECTED;
	} else if (*end) {
		return;
	}
	m->number = (int)number;
	if (number > 0 && number < 10000)
		symbol_settle(m, &scan->hints);
}

/* "HRC resolution S/19-1": the marks are swapped. */
static bool swapped(struct symbol_scan *scan, const struct symbol_text *t, size_t slash,
                    struct symbol_match *m)
{
	struct symbol_number n = {.t = t};
	struct symbol_pair p = {.special = "S-"};
	size_t at, end;
	int count, c;
	unsigned flags;
	enum symbol_body body;

	if (symbol_char_before(t, slash, &n.start) != 'S' || n.start < scan->from ||
	    symbol_letter_before(t, n.start))
		return false;
	symbol_char(t, slash, &at);
	at = symbol_digits(t, at, &p.session, &count);
	c = symbol_char(t, at, &at);
	end = symbol_digits(t, at, &p.number, &n.digits);
	if (!count || count > 2 || c != '-' || !n.digits || n.digits > 2 || symbol_goes_on(t, end))
		return false;
	n.why = symbol_why(scan, t, n.start, end, &n.word);
	if (n.why != INTRODUCED && n.why != LISTED)
		return false;
	body = symbol_decide(&p, symbol_whose(scan, &n, end, &flags), &flags);
	if (!body)
		return false;
	memset(m, 0, sizeof *m);
	m->flags = flags | SYMBOL_CORRECTED;
	snprintf(m->symbol, sizeof m->symbol, "%s/S-%d/%d",
	         body == SYMBOL_HUMAN_RIGHTS_COUNCIL ? "A/HRC/RES" : "A/RES", p.session, p.number);
	return symbol_put_item(scan, m, &n, end, body);
}

bool symbol_slash_at(struct symbol_scan *scan, const struct symbol_text *t, size_t slash,
                     struct symbol_match *m)
{
	const char *res;

	if (!symbol_written(t, scan->from, slash, false, m)) {
		if (symbol_char_before(t, slash, &(size_t){0}) != 'S')
			return false;
		symbol_read_words(scan, t, slash);
		return swapped(scan, t, slash, m);
	}
	symbol_read_words(scan, t, m->start);
	if (*m->symbol == 'A' || *m->symbol == 'E')
		correct(scan, t, m);
	settle_written(scan, m);
	res = strstr(m->symbol, "/RES/");
	if (res) {
		scan->item_end = m->end;
		scan->item_body = symbol_body(m->symbol);
		scan->item_bare = false;
		scan->item_corrected = m->flags & SYMBOL_CORRECTED;
	}
	memcpy(scan->base, m->symbol, sizeof scan->base);
	scan->base_end = m->end;
	if (scan->seen < m->end)
		scan->seen = m->end;
	return true;
}

/* "S/2015/1046 and Add.1": the second is S/2015/1046/Add.1. */
bool symbol_addition(struct symbol_scan *scan, const struct symbol_text *t, struct symbol_match *m)
{
	static const char *const kinds[] = {NUMBERS_ADDITION};
	size_t at = scan->base_end, last = at + 20 < t->len ? at + 20 : t->len, end;
	int value, count;
	bool word;

	while (at < last && !(t->s[at] >= 'A' && t->s[at] <= 'Z'))
		at++;
	for (size_t k = 0; at < last && k < sizeof kinds / sizeof *kinds; k++) {
		size_t n = strlen(kinds[k]);

		if (n > t->len - at || memcmp(t->s + at, kinds[k], n) != 0 ||
		    at == scan->base_end || !symbol_joiner(t, scan->base_end, at, &word))
			continue;
		end = symbol_digits(t, symbol_skip_spaces(t, at + n), &value, &count);
		if (!count || count > 3 || strlen(scan->base) + 12 >= SYMBOL_MAX)
			continue;
		memset(m, 0, sizeof *m);
		snprintf(m->symbol, sizeof m->symbol, "%.60s/%s%d", scan->base, kinds[k], value);
		m->start = at;
		m->end = scan->base_end = end;
		m->flags = SYMBOL_ASSUMED;
		return true;
	}
	*scan->base = '\0';
	return false;
}

bool symbol_link_at(struct symbol_scan *scan, const struct symbol_text *t, size_t slash,
                    size_t *end, struct symbol_match *m)
{
	char url[600], lang[4];
	size_t start;

	if (!symbol_link(t, scan->from, slash, &start, end))
		return false;
	memset(m, 0, sizeof *m);
	if (*end - start >= sizeof url)
		return true;
	memcpy(url, t->s + start, *end - start);
	url[*end - start] = '\0';
	m->start = start;
	m->end = *end;
	if (!symbol_of_address(url, m->symbol, lang))
		*m->symbol = '\0';
	return true;
}
