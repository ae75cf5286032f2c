/* SPDX-License-Identifier: ISC */
/* The scan: slashes and digits are looked at; the words before them only then. */
#include "config.h"

#include "model/symbol/internal.h"
#include "model/symbol/numbers.inc"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void symbol_scan(struct symbol_scan *scan, const char *text, size_t len,
                 const struct symbol_hints *hints)
{
	memset(scan, 0, sizeof *scan);
	scan->text = text;
	scan->len = len;
	if (hints)
		scan->hints = *hints;
}

/* -- what has been said so far ------------------------------------------ */

static void named(struct symbol_scan *scan, enum symbol_body body, size_t end)
{
	scan->body = body;
	scan->body_at = end;
	if (body == SYMBOL_SECURITY_COUNCIL)
		scan->security = true;
	else
		scan->others = true;
	if (body != SYMBOL_GENERAL_ASSEMBLY && body != SYMBOL_OTHER_BODY)
		scan->council = body;
}

static bool is_plural(const struct symbol_text *t, size_t end)
{
	static const char *const endings[] = {NUMBERS_PLURAL};

	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
		size_t n = strlen(endings[i]);

		if (end >= n && !memcmp(t->s + end - n, endings[i], n))
			return true;
	}
	return false;
}

static void heed(struct symbol_scan *scan, const struct symbol_word *w, const struct symbol_text *t,
                 size_t start, size_t end)
{
	/* "S.Res. 242" is a parliament's */
	if (w->kind == WORD_RESOLUTION && start && t->s[start - 1] == '.')
		return;
	switch (w->kind) {
	case WORD_BODY:
		named(scan, w->body, end);
		/* "UNSC 2254" */
		if (symbol_same(t, start, "unsc", 4)) {
			scan->word_at = end;
			scan->draft = scan->plural = scan->own = false;
		}
		break;
	case WORD_COUNCIL:
		if (scan->council)
			named(scan, scan->council, end);
		break;
	case WORD_COMMITTEE:
		scan->committee_at = end;
		scan->others = true;
		break;
	case WORD_DRAFT:
	case WORD_RESOLUTION:
		/* "Commission resolution 5/1" */
		if (scan->committee_at && start - scan->committee_at <= 2)
			named(scan, SYMBOL_OTHER_BODY, scan->committee_at);
		if (symbol_same(t, start, "unscr", 5))
			named(scan, SYMBOL_SECURITY_COUNCIL, end);
		scan->word_at = end;
		scan->draft = w->kind == WORD_DRAFT;
		scan->plural = is_plural(t, end);
		scan->own =
			scan->own_at && start - scan->own_at <= 40 && scan->body_at <= scan->own_at;
		break;
	case WORD_DECISION:
		scan->decision_at = end;
		break;
	case WORD_OWN:
		scan->own_at = end;
		break;
	default:
		break;
	}
}

void symbol_read_words(struct symbol_scan *scan, const struct symbol_text *t, size_t to)
{
	const struct symbol_word *w;
	size_t end;

	while ((w = symbol_next_word(t, &scan->seen, to, &end))) {
		heed(scan, w, t, scan->seen, end);
		scan->seen = end;
	}
}

/* -- a run of digits ---------------------------------------------------- */

/* "S-" or "ES-" before i, at a word's beginning. */
static const char *special_before(const struct symbol_text *t, size_t i, size_t *start)
{
	static const struct {
		const char *written, *kept;
	} forms[] = {{"ES", "ES-"}, {"S", "S-"}, {"دإط", "ES-"}, {"دإ", "S-"}, {"دا", "S-"}};
	size_t at, edge;
	int c;

	if (symbol_char_before(t, i, &at) != '-')
		return "";
	for (size_t k = 0; k < sizeof forms / sizeof *forms; k++) {
		size_t n = strlen(forms[k].written);

		if (n > at || memcmp(t->s + at - n, forms[k].written, n) != 0)
			continue;
		c = symbol_char_before(t, at - n, &edge);
		if (symbol_is_alpha(c) || symbol_is_digit(c) || c == '/')
			return "";
		*start = at - n;
		return forms[k].kept;
	}
	return "";
}

/* Whether a number may begin at i, by what stands before it. */
static bool may_begin(const struct symbol_scan *scan, const struct symbol_text *t, size_t i)
{
	size_t edge, more;
	int c = symbol_char_before(t, i, &edge);

	if (i == scan->word_at || c == SYMBOL_NONE || i == scan->item_end)
		return true;
	if (c == '/')
		return edge == scan->item_end && scan->item_bare;
	if (c == '.' || c == ',' || c == ':')
		return !symbol_is_digit(symbol_char_before(t, edge, &more)) || c == ',';
	return !symbol_is_alpha(c) && !strchr("-_@$=+&?", c < 0x80 ? c : 'a');
}

static bool number_at(struct symbol_scan *scan, const struct symbol_text *t, size_t i, size_t end,
                      struct symbol_number *n, struct symbol_match *m)
{
	const char *special;
	size_t next;
	int c, year;

	/* the parts of Chinese dates */
	if (n->digits > 5 || t->s[i] == '0' || symbol_same(t, end, "年", 3) ||
	    symbol_same(t, end, "月", 3) || symbol_same(t, end, "日", 3))
		return false;
	symbol_read_words(scan, t, i);
	n->t = t;
	n->start = i;
	n->end = end;
	special = special_before(t, i, &n->start);
	if (*special ? n->start < scan->from : !may_begin(scan, t, i))
		return false;
	if (!*special && n->digits <= 5 && symbol_meeting(scan, n, m))
		return true;
	if (n->digits > 4)
		return false;
	c = symbol_char(t, end, &next);
	n->why = symbol_why(scan, t, n->start, end, &n->word);
	if (c == '/')
		return symbol_pair(scan, n, special, end, m);
	if (*special)
		return false;
	next = symbol_bracket_year(t, end, &year);
	if (next > end)
		return symbol_security_number(scan, n, year, next, m);
	if (symbol_roman_number(scan, n, end, m))
		return true;
	return !symbol_goes_on(t, end) && symbol_bare_number(scan, n, end, m);
}

/* -- the scan ----------------------------------------------------------- */

static bool done(struct symbol_scan *scan, struct symbol_match *m)
{
	scan->at = scan->from = m->end;
	return true;
}

/* The next byte that a digit or slash may begin with, of any script; or the end. */
static size_t next_looked_at(const struct symbol_text *t, size_t i)
{
	static const bool looked_at[256] = {
		['0'] = 1, ['1'] = 1,  ['2'] = 1,  ['3'] = 1,  ['4'] = 1,
		['5'] = 1, ['6'] = 1,  ['7'] = 1,  ['8'] = 1,  ['9'] = 1,
		['/'] = 1, [0xd9] = 1, [0xdb] = 1, [0xe2] = 1, [0xef] = 1,
	};
	const uint64_t ones = 0x0101010101010101, tops = 0x80 * ones;

	while (i < t->len) {
		size_t stop = i + 8 < t->len ? i + 8 : t->len;
		uint64_t s;

		/* eight at once of ASCII: at 0x2f, '/', the one sum has its top bit, at 0x3a, ':',
		 * behind the digits, the other as well */
		for (; i + 8 <= t->len; i += 8, stop = i + 8 < t->len ? i + 8 : t->len) {
			memcpy(&s, t->s + i, 8);
			if ((((s + 0x51 * ones) ^ (s + 0x46 * ones)) | s) & tops)
				break;
		}
		while (i < stop && !looked_at[(unsigned char)t->s[i]])
			i++;
		if (i < stop)
			return i;
	}
	return t->len;
}

/* A letter that begins as the digits of its script do. */
static bool is_arabic_letter(const struct symbol_text *t, size_t i)
{
	unsigned char c = (unsigned char)t->s[i], least = c == 0xd9 ? 0xa0 : 0xb0;
	unsigned char second = i + 1 < t->len ? (unsigned char)t->s[i + 1] : 0;

	return (c == 0xd9 || c == 0xdb) && (second & 0xc0) == 0x80 &&
	       (second < least || second > least + 9);
}

bool symbol_next(struct symbol_scan *scan, struct symbol_match *m)
{
	const struct symbol_text t = {scan->text, scan->len};
	size_t i = scan->at, end;

	if (*scan->base && symbol_addition(scan, &t, m))
		return done(scan, m);
	for (;;) {
		struct symbol_number n;
		int c;

		i = next_looked_at(&t, i);
		if (i == t.len)
			break;
		if (is_arabic_letter(&t, i)) {
			i += 2;
			continue;
		}
		n = (struct symbol_number){0};
		c = symbol_char(&(struct symbol_text){t.s, i + 4 < t.len ? i + 4 : t.len}, i, &end);
		if (c == '/') {
			size_t after;

			if (symbol_link_at(scan, &t, i, &after, m)) {
				if (*m->symbol)
					return done(scan, m);
				scan->from = end = after;
			} else if (symbol_slash_at(scan, &t, i, m)) {
				return done(scan, m);
			}
		} else if (symbol_is_digit(c)) {
			end = symbol_digits(&t, i, &n.a, &n.digits);
			if (number_at(scan, &t, i, end, &n, m))
				return done(scan, m);
		}
		i = end > i ? end : i + 1;
	}
	scan->at = t.len;
	return false;
}
