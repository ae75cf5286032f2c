#include "config.h"

#include "model/symbol.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What may open a symbol: the organs, bodies whose prefix hides the organ, and
 * press releases. Longer ones first where one begins another. */
static const char *const openings[] = {
	"A/",    "S/",    "E/",    "ST/",   "CRC/",   "CCPR/", "CEDAW/", "CERD/", "CAT/",
	"CMW/",  "CED/",  "CRPD/", "DP/",   "TD/",    "UNEP/", "HRI/",   "IDB/",  "UNW/",
	"DSG/",  "SG/",   "SC/",   "GA/",   "CS/",    "AG/",   "ECOSOC/", "HR/",  "L/",
};

static bool is_word(char c)
{
	return isalnum((unsigned char)c) || (unsigned char)c >= 0x80;
}

static size_t spaces(const char *s, size_t len, size_t i)
{
	size_t from = i;

	while (i < len) {
		if (s[i] == ' ')
			i++;
		else if (i + 1 < len && !memcmp(s + i, "\xc2\xa0", 2))
			i += 2;
		else
			break;
	}
	return i - from;
}

struct out {
	char *s;
	size_t len;
};

static bool put(struct out *o, char c)
{
	if (o->len + 1 >= SYMBOL_MAX)
		return false;
	o->s[o->len++] = c;
	o->s[o->len] = '\0';
	return true;
}

/* A component: letters, digits, dots and hyphens. Upper case but for the words
 * that the UN writes otherwise. */
static size_t take_component(const char *s, size_t len, size_t i, struct out *o)
{
	static const char *const mixed[] = {"Add.", "Corr.", "Rev.", "Sub.", "Amend.", "Summary"};
	size_t from = i, at = o->len;

	while (i < len && (isalnum((unsigned char)s[i]) ||
	                   ((s[i] == '.' || s[i] == '-') && i + 1 < len && i > from &&
	                    isalnum((unsigned char)s[i + 1])))) {
		if (!put(o, (char)toupper((unsigned char)s[i])))
			return from;
		i++;
	}
	for (size_t k = 0; k < sizeof mixed / sizeof *mixed; k++)
		if (o->len - at >= strlen(mixed[k]) &&
		    !strncasecmp(o->s + at, mixed[k], strlen(mixed[k])))
			memcpy(o->s + at, mixed[k], strlen(mixed[k]));
	return i;
}

/* "(2015)", "(Resumption 1)", "(XV)" after a symbol, with or without a space. */
static size_t take_bracket(const char *s, size_t len, size_t i, struct out *o, bool any)
{
	size_t at = i + spaces(s, len, i), from = at, n = o->len;

	if (at >= len || s[at] != '(')
		return i;
	if (!put(o, s[at++]))
		return i;
	while (at < len && s[at] != ')' && at - from < 20) {
		if (s[at] != ' ' && !put(o, s[at]))
			break;
		at++;
	}
	/* a year; a session in Roman; a resumption: but not "(Syria)" */
	if (at < len && s[at] == ')' && put(o, ')')) {
		const char *in = o->s + n + 1;
		size_t digits = strspn(in, "0123456789");

		if ((digits == 4 && in[4] == ')' && (in[0] == '1' || in[0] == '2')) ||
		    (any && (strspn(in, "IVXL-ES") == strlen(in) - 1 ||
		             !strncasecmp(in, "Resumption", 10))))
			return at + 1;
	}
	o->len = n;
	o->s[n] = '\0';
	return i;
}

static const char *opening_at(const char *s, size_t len, size_t i)
{
	if (i && (is_word(s[i - 1]) || s[i - 1] == '/' || s[i - 1] == '.'))
		return NULL;
	for (size_t k = 0; k < sizeof openings / sizeof *openings; k++) {
		size_t n = strlen(openings[k]) - 1, at = i + n;

		if (at >= len || strncasecmp(s + i, openings[k], n))
			continue;
		at += spaces(s, len, at);
		if (at < len && s[at] == '/')
			return openings[k];
	}
	return NULL;
}

static bool match_written(const char *s, size_t len, size_t i, struct symbol_match *m)
{
	const char *opening = opening_at(s, len, i);
	struct out o = {m->symbol, 0};
	size_t at;

	if (!opening)
		return false;
	m->start = i;
	at = i + strlen(opening) - 1;
	m->symbol[0] = '\0';
	for (const char *p = opening; p[1]; p++)
		put(&o, *p);
	for (;;) {
		size_t slash = at + spaces(s, len, at), next, end;

		if (slash >= len || s[slash] != '/')
			break;
		next = slash + 1 + spaces(s, len, slash + 1);
		if (next >= len || !isalnum((unsigned char)s[next]) || !put(&o, '/'))
			break;
		end = take_component(s, len, next, &o);
		if (end == next)
			break;
		at = take_bracket(s, len, end, &o, true);
	}
	m->end = at;
	/* at least one digit, and something after the opening */
	return strpbrk(m->symbol, "0123456789") && strchr(m->symbol, '/') &&
	       o.len > strlen(opening);
}

/* Length of a word for "resolution" that ends at i, or 0. */
static bool after_resolution(const char *s, size_t i)
{
	static const char *const words[] = {
		"resolution",   "resolutions", "résolution",  "résolutions", "resolución",
		"resoluciones", "резолюция",   "резолюции",   "резолюцию",   "резолюцией",
		"резолюций",    "القرار",      "قرار",        "القرارات",    "بالقرار",
		"第",           "unscr",       "res",
	};
	char low[32];
	size_t n;

	while (i && (s[i - 1] == ' ' || s[i - 1] == '.'))
		i--;
	for (size_t k = 0; k < sizeof words / sizeof *words; k++) {
		n = strlen(words[k]);
		if (i < n)
			continue;
		for (size_t j = 0; j < n; j++)
			low[j] = (char)((unsigned char)s[i - n + j] < 0x80
			                        ? tolower((unsigned char)s[i - n + j])
			                        : s[i - n + j]);
		if (!memcmp(low, words[k], n) && (i == n || !isalpha((unsigned char)s[i - n - 1])))
			return true;
	}
	return false;
}

/* A number after "resolution": 2254 (2015) is the Security Council's, 71/248 the
 * General Assembly's. */
static bool match_number(const char *s, size_t len, size_t i, struct symbol_match *m)
{
	size_t a = i, b;
	struct out o = {m->symbol, 0};
	char number[SYMBOL_MAX];

	while (a < len && isdigit((unsigned char)s[a]))
		a++;
	if (a == i || a - i > 4)
		return false;
	if (a < len && s[a] == '/') {
		b = a + 1;
		while (b < len && isdigit((unsigned char)s[b]))
			b++;
		if (b == a + 1 || b - a > 4 || a - i > 2)
			return false;
		snprintf(m->symbol, SYMBOL_MAX, "A/RES/%.*s", (int)(b - i), s + i);
		m->start = i;
		m->end = b;
		return true;
	}
	if (a - i < 2)
		return false;
	snprintf(number, sizeof number, "S/RES/%.*s", (int)(a - i), s + i);
	memcpy(m->symbol, number, strlen(number) + 1);
	o.len = strlen(number);
	b = take_bracket(s, len, a, &o, false);
	m->start = i;
	m->end = b;
	return b > a;
}

/* Numbers that follow one another: "2042 (2012), 2043 (2012) and 2118 (2013)". */
static bool joins(const char *s, size_t from, size_t to)
{
	static const char *const joiners[] = {",", "and", "et", "y", "и", "و", "、", "和", ";", "،"};

	while (from < to) {
		bool known = false;

		if (s[from] == ' ') {
			from++;
			continue;
		}
		for (size_t k = 0; k < sizeof joiners / sizeof *joiners; k++)
			if (strlen(joiners[k]) <= to - from &&
			    !memcmp(s + from, joiners[k], strlen(joiners[k]))) {
				from += strlen(joiners[k]);
				known = true;
				break;
			}
		if (!known)
			return false;
	}
	return true;
}

int symbol_next(const char *s, size_t len, size_t from, struct symbol_match *m)
{
	for (size_t i = from; i < len; i++) {
		unsigned char c = (unsigned char)s[i];

		if (isalpha(c) && match_written(s, len, i, m))
			return 1;
		if (isdigit(c) && (!i || !(is_word(s[i - 1]) && (unsigned char)s[i - 1] < 0x80)) &&
		    (!i || s[i - 1] != '/')) {
			bool in_list = false;

			/* the caller goes on at the end of the last match */
			if (from && i - from < 12 && joins(s, from, i) && from >= 2 &&
			    (s[from - 1] == ')' || isdigit((unsigned char)s[from - 1])))
				in_list = true;
			if ((in_list || after_resolution(s, i)) && match_number(s, len, i, m))
				return 1;
			while (i + 1 < len && isdigit((unsigned char)s[i + 1]))
				i++;
		}
	}
	return 0;
}

/* The part of an address in which a symbol stands, percent-decoded; NULL when it
 * is not one of the UN's addresses for documents. */
static const char *in_address(const char *url, char *plain, size_t size)
{
	static const char *const hosts[] = {"docs.un.org/", "undocs.org/", "www.undocs.org/"};
	const char *p = !strncmp(url, "https://", 8) ? url + 8
	                : !strncmp(url, "http://", 7) ? url + 7
	                                              : NULL;
	size_t n = 0;

	if (!p)
		return NULL;
	for (size_t i = 0;; i++) {
		if (i == sizeof hosts / sizeof *hosts)
			return NULL;
		if (!strncasecmp(p, hosts[i], strlen(hosts[i]))) {
			p += strlen(hosts[i]);
			break;
		}
	}
	if (isalpha((unsigned char)p[0]) && isalpha((unsigned char)p[1]) && p[2] == '/')
		p += 3;
	for (; *p && *p != '?' && *p != '#' && n + 1 < size; p++) {
		if (*p == '%' && isxdigit((unsigned char)p[1]) && isxdigit((unsigned char)p[2])) {
			char hex[3] = {p[1], p[2], 0};

			plain[n++] = (char)strtol(hex, NULL, 16);
			p += 2;
		} else {
			plain[n++] = *p;
		}
	}
	plain[n] = '\0';
	return plain;
}

bool symbol_normal(const char *typed, char out[SYMBOL_MAX])
{
	char plain[256];
	const char *s = strstr(typed, "://") ? in_address(typed, plain, sizeof plain) : typed;
	struct symbol_match m;
	size_t len, start;

	if (!s)
		return false;
	start = strspn(s, " ");
	len = strlen(s);
	while (len > start && (s[len - 1] == ' ' || s[len - 1] == '*'))
		len--;
	if (!symbol_next(s, len, start, &m) || m.start != start || m.end != len)
		return false;
	memcpy(out, m.symbol, SYMBOL_MAX);
	return true;
}

void symbol_print(const char *symbol, char *out, size_t size)
{
	size_t n = 0;

	for (const char *p = symbol; *p && n + 2 < size; p++) {
		if (*p == '(' && p > symbol && p[-1] != ' ')
			out[n++] = ' ';
		out[n++] = *p;
	}
	if (size)
		out[n] = '\0';
}
