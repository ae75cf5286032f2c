/* SPDX-License-Identifier: ISC */
/* What is written onto an Arabic word: the article and the particles before it. Only before
 * words of some length, for a short one may begin with the same letters by nature: يان is no
 * form of بيان. */
#include "config.h"

#include "model/base/utf8.h"
#include "model/search/internal.h"
#include "model/store/vocabulary.h"

#include <stdio.h>
#include <string.h>

#define LONG_LEAST 4  /* letters of a word that any of them may stand before */
#define SHORT_LEAST 3 /* and of one that the article may */
#define WORD_MAX 160

static const char *const chains[] = {
	"ال", "و",   "ف",   "ب",   "ك",   "ل",   "وب",  "وك",   "ول",   "فب",   "فك",   "فل",
	"لل", "وال", "فال", "بال", "كال", "ولل", "فلل", "وبال", "وكال", "فبال", "فكال",
};
static const char *const short_chains[] = {"ال", "وال", "لل"};
/* Those with an article, which is taken off what was typed; the longest first. */
static const char *const articles[] = {
	"وبال", "وكال", "فبال", "فكال", "وال", "فال", "بال", "كال", "ولل", "فلل", "ال", "لل",
};

bool arabic_is(const char *word)
{
	uint32_t c;

	utf8_decode(word, strlen(word), &c);
	return c >= 0x620 && c < 0x700;
}

static size_t letters(const char *word)
{
	size_t n = 0;

	for (; *word; word++)
		n += ((unsigned char)*word & 0xc0) != 0x80;
	return n;
}

static bool begins_with(const char *word, const char *start)
{
	return !strncmp(word, start, strlen(start));
}

static bool ends_with(const char *word, const char *end)
{
	size_t n = strlen(word), m = strlen(end);

	return n > m && !strcmp(word + n - m, end);
}

struct base {
	const struct forms_from *from;
	struct forms *out;
	struct err *err;
};

static int64_t add(struct base *b, const char *before, const char *word)
{
	char form[WORD_MAX];
	int64_t rows;

	if (strlen(before) + strlen(word) >= sizeof form)
		return 0;
	memcpy(form, before, strlen(before));
	memcpy(form + strlen(before), word, strlen(word) + 1);
	if (forms_has(b->out, form, strlen(form)))
		return 0;
	rows = store_word_rows(b->from->store, b->from->table, form, b->err);
	if (rows > 0 && forms_add(b->out, form, strlen(form), rows) < 0)
		return err_set(b->err, ERR_FAILED, "out of memory");
	return rows;
}

/* The word with all that may stand before it. A word that begins with ل has two of them
 * behind لـ, not three. */
static int add_chains(struct base *b, const char *word)
{
	size_t n = letters(word);
	bool whole = n >= LONG_LEAST;
	size_t count =
		whole ? sizeof chains / sizeof *chains : sizeof short_chains / sizeof *short_chains;

	if (add(b, "", word) < 0)
		return -1;
	if (n < SHORT_LEAST)
		return 0;
	for (size_t i = 0; i < count; i++)
		if (add(b, whole ? chains[i] : short_chains[i], word) < 0)
			return -1;
	return !whole && begins_with(word, "ل") && add(b, "ل", word) < 0 ? -1 : 0;
}

/* Names of countries end in يا or ية, as one writes them; the UN does both. */
static int add_base(struct base *b, const char *word)
{
	char other[WORD_MAX];

	if (add_chains(b, word) < 0)
		return -1;
	if (letters(word) <= LONG_LEAST || strlen(word) >= sizeof other ||
	    (!ends_with(word, "يا") && !ends_with(word, "يه")))
		return 0;
	snprintf(other, sizeof other, "%.*s%s", (int)(strlen(word) - strlen("ا")), word,
	         ends_with(word, "يا") ? "ه" : "ا");
	return add_chains(b, other);
}

/* Behind لل a ل may have been left out: the word that the index has more of. */
static int add_behind_lam(struct base *b, const char *rest)
{
	char with[WORD_MAX];
	int64_t one, other;

	snprintf(with, sizeof with, "ل%.150s", rest);
	one = store_word_rows(b->from->store, b->from->table, with, b->err);
	other = one < 0 ? -1 : store_word_rows(b->from->store, b->from->table, rest, b->err);
	if (one < 0 || other < 0)
		return -1;
	return add_base(b, one > other ? with : rest);
}

int arabic_forms(const struct forms_from *from, const char *word, struct forms *out,
                 struct err *err)
{
	struct base b = {from, out, err};

	if (add_base(&b, word) < 0)
		return -1;
	for (size_t i = 0; i < sizeof articles / sizeof *articles; i++) {
		const char *rest = word + strlen(articles[i]);

		if (!begins_with(word, articles[i]))
			continue;
		if (letters(rest) < SHORT_LEAST)
			return 0;
		return ends_with(articles[i], "لل") || !strcmp(articles[i], "لل")
		               ? add_behind_lam(&b, rest)
		               : add_base(&b, rest);
	}
	return 0;
}
