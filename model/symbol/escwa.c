/* SPDX-License-Identifier: ISC */
/* What only symbols of ESCWA have: words in any case, blanks in them, clusters. */
#include "config.h"

#include "model/symbol/internal.h"
#include "model/symbol/numbers.inc"

#include <string.h>

/* Words by which ESCWA tells its papers, in letters of any case and some with a blank in
 * between ("TECHNICAL PAPER.2"); kept in capitals, without it. */
static const char *const escwa_parts[] = {NUMBERS_ESCWA_PART};

size_t symbol_escwa_part(const struct symbol_text *t, size_t i, struct symbol_out *o)
{
	size_t was = o->len;

	if (strncmp(o->s, "E/ESCWA/", 8) != 0)
		return i;
	for (size_t k = 0; k < sizeof escwa_parts / sizeof *escwa_parts; k++) {
		const char *word = escwa_parts[k];
		size_t end = i + strlen(word), next;
		bool fits = symbol_same(t, i, word, strlen(word)) &&
		            !symbol_is_alpha(symbol_char(t, end, &next));

		for (; fits && *word; word++)
			fits = *word == ' ' || symbol_put(o, symbol_upper(*word));
		if (fits)
			return end;
		o->len = was;
		o->s[was] = '\0';
	}
	return i;
}

size_t symbol_spaced_part(const char *s, const char **printed)
{
	if (!symbol_is_alpha(*s))
		return 0;
	for (size_t k = 0; k < sizeof escwa_parts / sizeof *escwa_parts; k++) {
		const char *word = escwa_parts[k];
		size_t n = 0;

		if (symbol_upper(*word) != *s || !strchr(word, ' '))
			continue;
		for (; *word && (*word == ' ' || symbol_upper(*word) == s[n]); word++)
			n += *word != ' ';
		*printed = escwa_parts[k];
		if (!*word)
			return n;
	}
	return 0;
}

/* "CL3" of ESCWA's clusters, whose number has no mark before it. */
bool symbol_escwa_cluster(const struct symbol_text *t, size_t i, const struct symbol_out *o)
{
	size_t next;

	return !strncmp(o->s, "E/ESCWA/", 8) && symbol_is_upper(o->s[o->len - 1]) &&
	       symbol_is_digit(symbol_char(t, i, &next));
}

/* "CL3.SEP/": letters, a number, and then letters to the component's end. */
bool symbol_escwa_unit(const struct symbol_text *t, size_t i, const char *part)
{
	size_t letters = strcspn(part, "0123456789"), n = 0, next;
	int c;

	if (letters < 2 || part[letters + strspn(part + letters, "0123456789")])
		return false;
	for (const char *s = part; s < part + letters; s++)
		if (!symbol_is_upper(*s))
			return false;
	while (symbol_is_upper(c = symbol_char(t, i, &next))) {
		i = next;
		n++;
	}
	return n >= 2 && c == '/';
}
