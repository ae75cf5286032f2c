/* SPDX-License-Identifier: ISC */
/* Symbols that stand written: an opening, components between slashes, brackets. */
#include "config.h"

#include "model/symbol/internal.h"
#include "model/symbol/numbers.inc"
#include "model/symbol/series.inc"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/*
 * What may open a symbol, and what then may follow, by the UN's list of document
 * series symbols (ST/LIB/SER.B/5 and its successors, research.un.org/en/docs/
 * symbols) and its press releases (press.un.org). In `second`: "9" a number (of
 * sessions, documents) of `least` digits or more, "Y" a year, "*" anything in
 * capitals; other words are the component itself or, ending in a mark, how it
 * begins. `as`: under what name it is kept.
 */
static const struct series {
	const char *name, *as;
	int least;
	const char *second; /* "" of a press release */
} series[] = {SERIES_DOCUMENT SERIES_PRESS};

/* What stands between the prefix of a press release and its number: SG/SM/20548,
 * GA/SHC/4123. */
static const char *const services[] = {NUMBERS_PRESS_SERVICE};

/* Words that keep their small letters, and one that takes a space in print. */
static const char *const mixed[] = {NUMBERS_MIXED_CASE};

static const char *as_mixed(const char *word)
{
	for (size_t i = 0; i < sizeof mixed / sizeof *mixed; i++)
		if (!strcasecmp(word, mixed[i]))
			return mixed[i];
	return NULL;
}

/* "Part" or "Add" without its number ends no symbol. */
static bool is_bare_mixed(const char *part)
{
	return as_mixed(part) && strcmp(part, "Summary") != 0 && strcmp(part, "Agenda") != 0;
}

/* Where the component begins that ends the symbol so far. */
static const char *last_part(const struct symbol_out *o)
{
	const char *slash = strrchr(o->s, '/');

	return slash ? slash + 1 : o->s;
}

/* A run of letters at i that may stand in a component, put as it is kept; `i` when
 * it may not: words of running text have small letters. */
static size_t take_letters(const struct symbol_text *t, size_t i, bool any_case,
                           struct symbol_out *o)
{
	char word[16];
	size_t n = 0, at = i, next, was = o->len;
	bool small = false;
	const char *kept;
	int c;

	while (symbol_is_alpha(c = symbol_char(t, at, &next))) {
		if (n + 1 >= sizeof word)
			return i;
		small = small || (c >= 'a' && c <= 'z');
		word[n++] = (char)c;
		at = next;
	}
	word[n] = '\0';
	kept = as_mixed(word);
	if (c == SYMBOL_LETTER && small && !kept && !any_case)
		return i;
	if (kept) {
		if (symbol_put_all(o, kept))
			return at;
	} else if (!small || any_case || !strcasecmp(word, "res") || !strcasecmp(word, "prst") ||
	           !strcasecmp(word, "hrc") || !strcasecmp(word, "pv")) {
		for (kept = word; *kept && symbol_put(o, symbol_upper(*kept)); kept++)
			;
		if (!*kept)
			return at;
	}
	o->len = was;
	o->s[was] = '\0';
	return i;
}

/* Whether an opening stands at i, so that a hyphen before it joins two symbols
 * (A/70/1031-S/2016/762). */
static bool opening_at(const struct symbol_text *t, size_t i)
{
	size_t next;
	int c;

	while (symbol_is_alpha(c = symbol_char(t, i, &next)))
		i = next;
	return c == '/';
}

/* A letter or two behind digits (253A, 92a-b), when no word goes on there. */
static size_t take_suffix(const struct symbol_text *t, size_t i, struct symbol_out *o)
{
	size_t next, end;
	int c = symbol_char(t, i, &next), d;

	if (!symbol_is_alpha(c))
		return i;
	d = symbol_char(t, next, &end);
	if (symbol_is_alpha(d) || symbol_is_digit(d) || d == SYMBOL_LETTER ||
	    (d == '/' && !symbol_is_upper(c)))
		return i;
	return symbol_put(o, symbol_upper(c)) ? next : i;
}

/* A mark within a component, when the component goes on behind it. */
static size_t take_mark(const struct symbol_text *t, size_t i, char last, struct symbol_out *o)
{
	size_t next, end;
	int c = symbol_char(t, i, &next), d = symbol_char(t, next, &end);

	if (c == '.' && symbol_is_alpha(last)) {
		/* "Add. 1" */
		if (d == ' ' && last >= 'a' && symbol_is_digit(symbol_char(t, end, &(size_t){0})))
			return symbol_put(o, '.') ? end : i;
		return (symbol_is_digit(d) || symbol_is_upper(d)) && symbol_put(o, '.') ? next : i;
	}
	if (c == '.' && symbol_is_upper(d) && symbol_escwa_unit(t, next, last_part(o)))
		return symbol_put(o, '.') ? next : i;
	if (c == '-' && (symbol_is_digit(d) || (symbol_is_upper(d) && !opening_at(t, next))))
		return symbol_put(o, '-') ? next : i;
	return i;
}

/* A component: letters, digits, dots and hyphens. Its end, or i. */
static size_t take_component(const struct symbol_text *t, size_t i, bool any_case,
                             struct symbol_out *o)
{
	size_t at = i, next;

	for (;;) {
		int c = symbol_char(t, at, &next);
		size_t was = at;

		if (symbol_is_digit(c)) {
			while (symbol_is_digit(c) && symbol_put(o, c)) {
				at = next;
				c = symbol_char(t, at, &next);
			}
			at = take_suffix(t, at, o);
		} else if (symbol_is_alpha(c) && (at == i || !symbol_is_digit(o->s[o->len - 1]))) {
			at = symbol_escwa_part(t, at, o);
			if (at == was)
				at = take_letters(t, at, any_case, o);
		}
		if (at == was)
			break;
		was = at;
		at = take_mark(t, at, o->s[o->len - 1], o);
		if (at == was && !symbol_escwa_cluster(t, at, o))
			break;
	}
	/* a mark behind which nothing could be taken */
	while (o->len && at > i && !symbol_is_alpha(o->s[o->len - 1]) &&
	       !symbol_is_digit(o->s[o->len - 1])) {
		o->s[--o->len] = '\0';
		symbol_char_before(t, at, &at);
	}
	return at;
}

/* Whether a component must follow: nothing is named by S/RES or S/2015 alone. */
static bool unfinished(const struct symbol_out *o)
{
	const char *last = last_part(o);
	size_t digits = strspn(last, "0123456789");

	if (last == o->s || !strcmp(last, "RES") || !strcmp(last, "PRST") || !strcmp(last, "HRC") ||
	    !strcmp(last, "INF") || !strcmp(last, "DEC"))
		return true;
	return !last[digits] && last - o->s == 2 &&
	       (*o->s == 'A' ? digits <= 2 : digits == 4 && (*last == '1' || *last == '2'));
}

/* Past a slash behind a component to what follows it, or i. Spaces may stand
 * around it where the whole symbol is written so, or something must follow. */
static size_t take_slash(const struct symbol_text *t, size_t i, bool spaced,
                         const struct symbol_out *o)
{
	size_t at = i, next, after;
	bool wide;
	int c = symbol_char(t, at, &next);
	const char *last = last_part(o);

	if (c == ' ') {
		at = next;
		/* "S/RES 2254" */
		if (symbol_is_digit(symbol_char(t, at, &next)) &&
		    (!strcmp(last, "RES") || !strcmp(last, "PRST")))
			return at;
	}
	if (symbol_char(t, at, &next) != '/')
		return i;
	wide = at != i;
	at = next;
	if (symbol_char(t, at, &after) == ' ') {
		wide = true;
		at = after;
	}
	return wide && !spaced && !unfinished(o) ? i : at;
}

static bool second_fits(const struct series *s, const char *part)
{
	size_t digits = strspn(part, "0123456789"), len = strlen(part);
	const char *p = s->second;

	while (*p) {
		size_t n = strcspn(p, " ");

		if (*p == '9' && digits && (int)digits >= s->least && digits <= 5 &&
		    (!part[digits] || part[digits] == '-'))
			return true;
		if (*p == 'Y' && digits == 4 && !part[4] && (*part == '1' || *part == '2'))
			return true;
		if (*p == '*' && symbol_is_upper(*part))
			return true;
		if (symbol_is_alpha(*p) && len >= n && !strncmp(part, p, n) &&
		    (symbol_is_alpha(p[n - 1]) ? len == n : len > n))
			return true;
		p += n + (p[n] == ' ');
	}
	return false;
}

/* Whether what was taken names a document. */
static bool whole(const struct series *s, const char *symbol)
{
	const char *part = strchr(symbol, '/'), *last = strrchr(symbol, '/');
	int parts = 0;

	for (const char *p = symbol; (p = strchr(p, '/')); p++)
		parts++;
	if (!part || !part[1] || !strpbrk(symbol, "0123456789"))
		return false;
	if (!strpbrk(last, "0123456789") && strcmp(last, "/INF") != 0 && !strpbrk(last, "aeo") &&
	    !symbol_is_upper(last[1]))
		return false;
	if (parts == 1 && *s->name == 'A' && !s->name[1]) /* A/5217, before sessions */
		return strspn(part + 1, "0123456789") >= 4 && part[1] != '0' &&
		       !(part[1] == '2' && part[2] == '0') && !(part[1] == '1' && part[2] == '9');
	if (parts == 1 && *s->second && strlen(part + 1) < 3)
		return false;
	if (parts == 1 && !s->name[1]) /* S/2015 is a year alone */
		return !(strspn(part + 1, "0123456789") == 4 &&
		         (!strncmp(part + 1, "19", 2) || !strncmp(part + 1, "20", 2)));
	if (!strncmp(part, "/RES/", 5) && !strchr(part, '(') && *s->as == 'A')
		return parts > 2 || strspn(part + 5, "0123456789") > 2;
	if (!strcmp(s->as, "A") && symbol_is_digit(part[1]) &&
	    strspn(part + 1, "0123456789") <= 2 && atoi(part + 1) < 31)
		return false; /* sessions stand in symbols since the thirty-first */
	return true;
}

static size_t take_brackets(const struct symbol_text *t, size_t i, struct symbol_out *o, int *year)
{
	size_t was = o->len, end = i;
	int session, parts = 0;

	for (const char *p = o->s; *p; p++)
		parts += *p == '/';
	if (!strncmp(o->s, "S/RES/", 6))
		return symbol_bracket_year(t, i, year);
	if (parts == 2 && (!strncmp(o->s, "A/RES/", 6) || !strncmp(o->s, "E/RES/", 6) ||
	                   !strncmp(o->s, "A/DEC/", 6)))
		end = symbol_bracket_roman(t, i, o, &session);
	if (end == i) {
		o->len = was;
		o->s[was] = '\0';
		end = symbol_bracket_word(t, i, o);
	}
	return end;
}

/* " A" behind A/RES/66/253 and behind A/RES/217. */
static size_t take_split(const struct symbol_text *t, size_t i, struct symbol_out *o)
{
	char letters[4];
	size_t next;

	if (strncmp(o->s, "A/RES/", 6) != 0 || !symbol_is_digit(o->s[o->len - 1]))
		return i;
	next = symbol_split_letters(t, i, letters);
	return next > i && symbol_put_all(o, letters) ? next : i;
}

static bool take_press(const struct symbol_text *t, size_t i, const struct series *s,
                       struct symbol_out *o, size_t *end)
{
	for (int n = 0; n < 3; n++) {
		size_t was = o->len, at = take_component(t, i, false, o), next;
		const char *part = o->s + was;
		size_t digits = strspn(part, "0123456789");
		bool known = false;

		if (digits && !part[digits]) {
			*end = at;
			/* what has a service may have been numbered from one on */
			return digits <= 5 && ((int)digits >= s->least || (n && digits > 2));
		}
		for (size_t k = 0; at > i && k < sizeof services / sizeof *services; k++)
			known = known || !strcmp(part, services[k]);
		if (!known || symbol_char(t, at, &next) != '/' || !symbol_put(o, '/'))
			return false;
		i = next;
	}
	return false;
}

/* The components behind the opening, from the first on. */
static bool take_rest(const struct symbol_text *t, size_t at, bool spaced, bool any_case,
                      const struct series *s, struct symbol_match *m)
{
	struct symbol_out o = {m->symbol, strlen(m->symbol)};
	bool first = true;

	if (!*s->second) {
		symbol_put(&o, '/');
		if (spaced || !take_press(t, at, s, &o, &m->end))
			return false;
		at = take_slash(t, m->end, false, &o);
		if (at == m->end)
			return true;
		first = false;
	}
	for (;; first = false) {
		size_t was = o.len, end;

		if (!symbol_put(&o, '/'))
			break;
		end = take_component(t, at, any_case, &o);
		if (end == at || (first && !second_fits(s, o.s + was + 1)) ||
		    is_bare_mixed(o.s + was + 1) ||
		    (!s->second && strcspn(o.s + was + 1, "ved") > 4)) {
			o.len = was;
			o.s[was] = '\0';
			break;
		}
		m->end = take_brackets(t, take_split(t, end, &o), &o, &m->year);
		at = take_slash(t, m->end, spaced, &o);
		if (at == m->end)
			return whole(s, o.s);
	}
	return !first && whole(s, o.s);
}

/* The letters before a slash, in capitals, and where they begin; no letters when
 * they are not an opening. */
static size_t opening(const struct symbol_text *t, size_t from, size_t slash, char name[8],
                      bool *small)
{
	size_t at = slash, edge, next, n = 0;
	char back[8];
	int c = symbol_char_before(t, at, &edge);

	*small = false;
	*name = '\0';
	if (c == ' ' && edge > from)
		at = edge;
	while (at > from && symbol_is_alpha(c = symbol_char_before(t, at, &edge))) {
		if (n + 1 >= sizeof back)
			return at;
		*small = *small || c >= 'a';
		back[n++] = (char)symbol_upper(c);
		at = edge;
	}
	/* a hyphen may join two symbols */
	c = at > from ? symbol_char_before(t, at, &edge) : SYMBOL_NONE;
	/* nor does a full stop that belongs to what follows, as bidi text may have it */
	if (c == '.' && edge) {
		c = symbol_char_before(t, edge, &next);
		c = symbol_is_alpha(c) || symbol_is_digit(c) ? '.' : ' ';
	}
	if (symbol_is_digit(c) || (c > 0 && c < 0x80 && strchr("/._@=&", c)) ||
	    (c == '-' && edge != from))
		return at;
	for (size_t i = 0; i < n; i++)
		name[i] = back[n - 1 - i];
	name[n] = '\0';
	return at;
}

bool symbol_written(const struct symbol_text *t, size_t from, size_t slash, bool any_case,
                    struct symbol_match *m)
{
	char name[8] = "";
	bool small, spaced;
	size_t next, after;
	size_t start = opening(t, from, slash, name, &small);

	if (!*name)
		return false;
	symbol_char(t, slash, &next);
	spaced = symbol_char_before(t, slash, &(size_t){0}) == ' ';
	if (symbol_char(t, next, &after) == ' ') {
		next = after;
		spaced = true;
	}
	for (size_t i = 0; i < sizeof series / sizeof *series; i++) {
		if (*name != *series[i].name || strcmp(name, series[i].name) != 0)
			continue;
		if (!any_case && small && (name[1] || !*series[i].second))
			continue;
		memset(m, 0, sizeof *m);
		memcpy(m->symbol, series[i].as, strlen(series[i].as) + 1);
		m->start = start;
		if (!take_rest(t, next, spaced, any_case, &series[i], m))
			continue;
		/* in small letters only what nothing else is written like */
		if (small && !any_case && !strstr(m->symbol, "/RES/") &&
		    !strstr(m->symbol, "/PRST/"))
			continue;
		return true;
	}
	return false;
}
