/* SPDX-License-Identifier: ISC */
/* One form, print, whose. */
#include "config.h"

#include "model/symbol/internal.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

enum symbol_body symbol_body(const char *symbol)
{
	static const struct {
		const char *head;
		enum symbol_body body;
	} heads[] = {
		{"A/HRC/", SYMBOL_HUMAN_RIGHTS_COUNCIL},
		{"E/CN.4/", SYMBOL_HUMAN_RIGHTS_COMMISSION},
		{"A/", SYMBOL_GENERAL_ASSEMBLY},
		{"S/", SYMBOL_SECURITY_COUNCIL},
		{"E/ESCWA/", SYMBOL_OTHER_BODY},
		{"E/", SYMBOL_ECOSOC},
	};

	for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
		if (!strncmp(symbol, heads[i].head, strlen(heads[i].head)))
			return heads[i].body;
	return *symbol ? SYMBOL_OTHER_BODY : SYMBOL_NO_BODY;
}

/* What was typed in plain characters, without marks at its ends. */
static size_t plain(const char *typed, char *out, size_t size)
{
	const struct symbol_text t = {typed, strlen(typed)};
	size_t n = 0, next;
	int c;

	for (size_t i = 0; (c = symbol_char(&t, i, &next)) != SYMBOL_NONE; i = next) {
		if (c == SYMBOL_LETTER || n + 1 >= size)
			return 0;
		if (c != ' ' || (n && out[n - 1] != ' '))
			out[n++] = (char)c;
	}
	while (n && strchr(" *.,;", out[n - 1]))
		n--;
	out[n] = '\0';
	return n;
}

/* A whole text that is a written symbol, in any case of letters. */
static bool whole(const char *s, size_t len, char out[SYMBOL_MAX])
{
	const struct symbol_text t = {s, len};
	const char *slash = memchr(s, '/', len);
	struct symbol_match m;
	char *end;

	if (!slash || !symbol_written(&t, 0, (size_t)(slash - s), true, &m) || m.start ||
	    m.end != len)
		return false;
	if (!strncmp(m.symbol, "S/RES/", 6)) {
		m.number = 0;
		for (end = m.symbol + 6; *end >= '0' && *end <= '9' && m.number < 10000; end++)
			m.number = m.number * 10 + *end - '0';
		if (!*end && m.number > 0 && m.number < 10000)
			symbol_settle(&m, &(struct symbol_hints){0});
	}
	memcpy(out, m.symbol, SYMBOL_MAX);
	return true;
}

/* What is typed for short: "s res 2254", "res 71/248", "unscr 2254". `digits`: how
 * a number must go on, 0: one of the Council's, 1: session and number. */
static bool shortly(const char *s, char out[SYMBOL_MAX])
{
	static const struct {
		const char *typed, *meant;
		int parts;
	} forms[] = {
		{"unsc resolution ", "S/RES/", 1},
		{"unsc res ", "S/RES/", 1},
		{"sc resolution ", "S/RES/", 1},
		{"sc res ", "S/RES/", 1},
		{"s res ", "S/RES/", 1},
		{"sres ", "S/RES/", 1},
		{"scr ", "S/RES/", 1},
		{"unscr ", "S/RES/", 1},
		{"unscr", "S/RES/", 1},
		{"unsc ", "S/RES/", 1},
		{"sc ", "S/RES/", 1},
		{"resolution ", "S/RES/", 1},
		{"res ", "S/RES/", 1},
		{"res. ", "S/RES/", 1},
		{"resolution ", "A/RES/", 2},
		{"res ", "A/RES/", 2},
		{"res. ", "A/RES/", 2},
		{"a res ", "A/RES/", 2},
		{"ares ", "A/RES/", 2},
		{"ga res ", "A/RES/", 2},
		{"ga resolution ", "A/RES/", 2},
		{"unga res ", "A/RES/", 2},
		{"unga ", "A/RES/", 2},
		{"ga ", "A/RES/", 2},
		{"e res ", "E/RES/", 2},
		{"a hrc res ", "A/HRC/RES/", 2},
		{"hrc res ", "A/HRC/RES/", 2},
		{"hrc ", "A/HRC/RES/", 2},
		{"s prst ", "S/PRST/", 2},
		{"prst ", "S/PRST/", 2},
		{"s pv ", "S/PV.", 1},
		{"s/pv ", "S/PV.", 1},
	};
	char made[SYMBOL_MAX + 40];

	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		size_t n = strlen(forms[i].typed), a, b;
		const char *rest = s + n;

		if (strncasecmp(s, forms[i].typed, n) != 0)
			continue;
		a = strspn(rest, "0123456789");
		b = a && rest[a] && strchr(" /", rest[a]) ? strspn(rest + a + 1, "0123456789") : 0;
		/* more digits are a press release's */
		if (!a || a > 5 || (forms[i].parts == 2) != (b > 0) ||
		    (a == 5 && strcmp(forms[i].meant, "S/PV.") != 0))
			continue;
		snprintf(made, sizeof made, "%s%.*s%s%.60s", forms[i].meant, (int)a, rest,
		         b ? "/" : "", rest + a + (b > 0));
		if (whole(made, strlen(made), out))
			return true;
	}
	return false;
}

bool symbol_normal(const char *typed, char out[SYMBOL_MAX])
{
	char text[512], lang[4];
	size_t len;

	if (symbol_of_address(typed, out, lang))
		return true;
	len = strstr(typed, "://") ? 0 : plain(typed, text, sizeof text);
	return len && (whole(text, len, out) || shortly(text, out));
}

/* A part that is printed with a blank, at p: its bytes there, printed to out; 0 for none. */
static size_t print_spaced(const char *symbol, const char *p, char *out, size_t *n, size_t size)
{
	const char *printed;
	size_t len = p > symbol && p[-1] == '/' ? symbol_spaced_part(p, &printed) : 0;

	if (!len || *n + strlen(printed) + 1 >= size)
		return 0;
	for (; *printed; printed++)
		out[(*n)++] = (char)symbol_upper(*printed);
	return len;
}

void symbol_served(const char *symbol, char *out, size_t size)
{
	size_t n = 0, spaced;

	for (const char *p = symbol; *p && n + 1 < size; p += spaced ? spaced : 1) {
		spaced = print_spaced(symbol, p, out, &n, size);
		if (!spaced)
			out[n++] = *p;
	}
	if (size)
		out[n] = '\0';
}

void symbol_print(const char *symbol, char *out, size_t size)
{
	size_t n = 0;
	bool in = false;

	for (const char *p = symbol; *p && n + 2 < size; p++) {
		bool word = p > symbol && p[-1] >= 'a' && p[-1] <= 'z';
		size_t spaced = print_spaced(symbol, p, out, &n, size);

		if (spaced) {
			p += spaced - 1;
			continue;
		}
		if (*p == '(' && p > symbol && p[-1] != ' ')
			out[n++] = ' ';
		/* "(Resumption 2)", "(Part I)", "(Sect. 13)" */
		else if (in && ((word && ((*p >= '0' && *p <= '9') || (*p >= 'A' && *p <= 'Z'))) ||
		                (p[-1] == '.' && *p >= '0' && *p <= '9')))
			out[n++] = ' ';
		in = *p == '(' || (in && *p != ')');
		out[n++] = *p;
	}
	if (size)
		out[n] = '\0';
}
