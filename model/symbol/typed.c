/* SPDX-License-Identifier: ISC */
/* What readers type: a symbol, one for short, or a resolution as one speaks of it. */
#include "config.h"

#include "model/base/buf.h"
#include "model/symbol/internal.h"
#include "model/symbol/numbers.inc"
#include "model/symbol/typed.inc"
#include "model/text/characters.h"

#include <stdio.h>
#include <string.h>

#define TYPED_MAX 512 /* bytes */

static const char *const council[] = {TYPED_COUNCIL_RESOLUTION};
static const char *const assembly[] = {TYPED_ASSEMBLY_RESOLUTION};
static const char *const economic[] = {TYPED_ECONOMIC_RESOLUTION};
static const char *const rights[] = {TYPED_RIGHTS_RESOLUTION};
static const char *const statement[] = {TYPED_STATEMENT};
static const char *const record[] = {TYPED_RECORD};

/* What is typed for short: "s res 2254", "res 71/248". `parts`: how many numbers must
 * follow. */
static const struct form {
	const char *const *words;
	size_t count;
	const char *meant;
	int parts;
} forms[] = {
#define FORM(words, meant, parts) \
	{ \
		words, sizeof words / sizeof *(words), meant, parts \
	}
	FORM(council, "S/RES/", 1),    FORM(assembly, "A/RES/", 2),   FORM(economic, "E/RES/", 2),
	FORM(rights, "A/HRC/RES/", 2), FORM(statement, "S/PRST/", 2), FORM(record, "S/PV.", 1),
#undef FORM
};

/* The numbers at `rest` as a symbol of the form. */
static bool numbered(const struct form *f, const char *rest, char out[SYMBOL_MAX])
{
	char made[SYMBOL_MAX + 40];
	size_t a = strspn(rest, "0123456789"), b;

	b = a && rest[a] && strchr(" /", rest[a]) ? strspn(rest + a + 1, "0123456789") : 0;
	/* more digits are a press release's */
	if (!a || a > 5 || (f->parts == 2) != (b > 0) || (a == 5 && strcmp(f->meant, "S/PV.") != 0))
		return false;
	snprintf(made, sizeof made, "%s%.*s%s%.60s", f->meant, (int)a, rest, b ? "/" : "",
	         rest + a + (b > 0));
	return symbol_whole(made, out);
}

/* Folded as the words are, with one blank at a time and no marks at the end. */
static void fold(const char *typed, struct buf *out)
{
	struct buf folded;

	buf_init(&folded, 16 * TYPED_MAX);
	text_fold(&folded, typed, strlen(typed));
	for (size_t i = 0; i < folded.len; i++)
		if (folded.bytes[i] != ' ' || (out->len && out->bytes[out->len - 1] != ' '))
			buf_char(out, folded.bytes[i]);
	while (out->len && strchr(" *.,;", out->bytes[out->len - 1]))
		buf_cut(out, out->len - 1);
	buf_done(&folded);
}

bool symbol_short(const char *typed, char out[SYMBOL_MAX])
{
	struct buf s;
	bool found = false;

	if (strlen(typed) > TYPED_MAX)
		return false;
	buf_init(&s, 16 * TYPED_MAX);
	fold(typed, &s);
	for (size_t i = 0; !found && i < sizeof forms / sizeof *forms; i++)
		for (size_t k = 0; !found && k < forms[i].count; k++) {
			size_t n = strlen(forms[i].words[k]);

			found = !strncmp(s.bytes, forms[i].words[k], n) &&
			        numbered(&forms[i], s.bytes + n, out);
		}
	buf_done(&s);
	return found;
}

/* Letters before a word that the table has without them: the first, which may be great or
 * small, or what Arabic glues to it. */
#define GLUED_MOST 5

/* The end of a word at i by which resolutions and their bodies are named; i for none. */
static size_t past_word(const struct symbol_text *t, size_t i)
{
	static const char *const behind[] = {NUMBERS_RESOLUTION_BEHIND};
	size_t end, next, at = i, letters = symbol_word_end(t, i);
	int left = (unsigned char)t->s[i] >= 0xd8 ? GLUED_MOST : 2;

	do {
		const struct symbol_word *w = symbol_word_at(t, at, &end);

		if (w &&
		    (w->kind == WORD_BODY || w->kind == WORD_RESOLUTION || w->kind == WORD_COUNCIL))
			return end;
		symbol_char(t, at, &at);
	} while (--left && at < letters);
	for (size_t k = 0; k < sizeof behind / sizeof *behind; k++)
		if (symbol_same(t, i, behind[k], strlen(behind[k])))
			return i + strlen(behind[k]);
	if (letters > i && symbol_filler(t, i, letters))
		return letters;
	/* Chinese has no blanks */
	symbol_char(t, i, &next);
	return (unsigned char)t->s[i] >= 0xe2 && symbol_filler(t, i, next) ? next : i;
}

static bool only_such_words(const struct symbol_text *t, size_t from, size_t to)
{
	while (from < to) {
		size_t next, end;
		int c = symbol_char(t, from, &next);

		if (c > 0 && c < 0x80 && strchr(" .'\"#:-/(),*", c)) {
			from = next;
			continue;
		}
		end = past_word(t, from);
		if (end == from || end > to)
			return false;
		from = end;
	}
	return true;
}

/* As one speaks of it: "Security Council resolution 2254 (2015)", "第2254号决议": one
 * symbol, and nothing around it but such words. */
bool symbol_typed(const char *typed, char out[SYMBOL_MAX])
{
	const struct symbol_text t = {typed, strlen(typed)};
	struct symbol_scan scan;
	struct symbol_match m, more;

	if (symbol_normal(typed, out))
		return true;
	if (t.len > TYPED_MAX || strstr(typed, "://"))
		return false;
	symbol_scan(&scan, typed, t.len, NULL);
	if (!symbol_next(&scan, &m) || symbol_next(&scan, &more) ||
	    !only_such_words(&t, 0, m.start) || !only_such_words(&t, m.end, t.len))
		return false;
	memcpy(out, m.symbol, SYMBOL_MAX);
	return true;
}
