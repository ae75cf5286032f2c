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

bool symbol_whole(const char *s, char out[SYMBOL_MAX])
{
	return whole(s, strlen(s), out);
}

bool symbol_normal(const char *typed, char out[SYMBOL_MAX])
{
	char text[512], lang[4];
	size_t len;

	if (symbol_of_address(typed, out, lang))
		return true;
	len = strstr(typed, "://") ? 0 : plain(typed, text, sizeof text);
	return (len && whole(text, len, out)) ||
	       (!strstr(typed, "://") && symbol_short(typed, out));
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
