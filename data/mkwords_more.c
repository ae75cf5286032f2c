/* SPDX-License-Identifier: ISC */
/* Tables of words that are more than lists: months, and the commonest words. */
#include "config.h"

#include "data/mkwords.h"

#include "model/base/lang.h"
#include "model/text/word_hash.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* -- months -------------------------------------------------------------------- */

enum { MONTH, MONTH_LANGUAGE, MONTH_FORM, MONTH_WORD };

static int row_error(const struct tsv *t, const struct words_row *row, const char *what,
                     const char *value, struct err *err)
{
	struct tsv at = *t;

	at.at = row->at;
	return tsv_error(&at, err, what, value);
}

static const struct words_row *month_row(const struct words_rows *rows, int month,
                                         const char *language, const char *form)
{
	for (size_t i = 0; i < rows->count; i++)
		if (atoi(rows->at[i].field[MONTH]) == month &&
		    !strcmp(rows->at[i].field[MONTH_LANGUAGE], language) &&
		    !strcmp(rows->at[i].field[MONTH_FORM], form))
			return &rows->at[i];
	return NULL;
}

static int check_months(const struct words_rows *rows, const struct tsv *t, struct err *err)
{
	for (size_t i = 0; i < rows->count; i++) {
		const struct words_row *row = &rows->at[i];
		bool elsewhere = !strcmp(row->field[MONTH_FORM], "elsewhere");
		bool variant = elsewhere || !strcmp(row->field[MONTH_FORM], "variant");
		bool known = elsewhere;

		for (int k = 0; k < LANG_COUNT; k++)
			known = known || !strcmp(row->field[MONTH_LANGUAGE], lang_codes[k]);
		if (!known)
			return row_error(t, row, "not one of the six languages",
			                 row->field[MONTH_LANGUAGE], err);
		if (atoi(row->field[MONTH]) > 12)
			return row_error(t, row, "no month", row->field[MONTH], err);
		if (!variant && month_row(rows, atoi(row->field[MONTH]), row->field[MONTH_LANGUAGE],
		                          row->field[MONTH_FORM]) != row)
			return row_error(t, row, "a word that is there already",
			                 row->field[MONTH_WORD], err);
	}
	return 0;
}

/* A language's twelve names in one form; what has none of its own is as in full. */
static int write_names(const struct words_rows *rows, const char *language, const char *form,
                       const struct tsv *t, FILE *out, struct err *err)
{
	fputs("#define MONTHS_", out);
	for (const char *s = form; *s; s++)
		fputc(toupper((unsigned char)*s), out);
	fprintf(out, "_%s", language);
	for (int month = 1; month <= 12; month++) {
		const struct words_row *row = month_row(rows, month, language, form);

		if (!row)
			row = month_row(rows, month, language, "full");
		if (!row)
			return tsv_error(t, err, "a month has no full name in", language);
		fputs(" \\\n\t", out);
		words_string(out, row->field[MONTH_WORD]);
		fputc(',', out);
	}
	fputc('\n', out);
	return 0;
}

/* A name, folded, with its number; of two that are printed with a slash between them
 * each. Without the point of what is cut short, and not the numbers of Chinese. */
static int write_name(const struct words_row *row, const struct tsv *t, FILE *out, struct err *err)
{
	const char *s = row->field[MONTH_WORD];

	if (isdigit((unsigned char)*s))
		return 0;
	for (size_t n; *s; s += n + (s[n] == '/')) {
		char name[100], *folded;

		n = strcspn(s, "/");
		snprintf(name, sizeof name, "%.*s", (int)strcspn(s, "/."), s);
		folded = words_fold(name);
		if (!folded)
			return row_error(t, row, "out of memory", NULL, err);
		fputs(" \\\n\t{", out);
		words_string(out, folded);
		fprintf(out, ", %s},", row->field[MONTH]);
		free(folded);
	}
	return 0;
}

/* By which a month in a UN document's date is known. */
static bool is_in_papers(const struct words_row *row)
{
	return !strcmp(row->field[MONTH_FORM], "full") ||
	       !strcmp(row->field[MONTH_FORM], "variant");
}

int words_months(const struct words_rows *rows, const struct tsv *t, FILE *out, struct err *err)
{
	static const char *const forms[] = {"full", "alone", "brief"};

	if (check_months(rows, t, err) < 0)
		return -1;
	for (int k = 0; k < LANG_COUNT; k++)
		for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
			if (write_names(rows, lang_codes[k], forms[i], t, out, err) < 0)
				return -1;
	fputs("#define MONTHS_KNOWN", out);
	for (size_t i = 0; i < rows->count; i++)
		if (is_in_papers(&rows->at[i]) && write_name(&rows->at[i], t, out, err) < 0)
			return -1;
	fputs("\n#define MONTHS_WRITTEN", out);
	for (size_t i = 0; i < rows->count; i++)
		if (write_name(&rows->at[i], t, out, err) < 0)
			return -1;
	fputc('\n', out);
	return 0;
}

/* -- languages ----------------------------------------------------------------- */

enum { OF_LANGUAGE, OF_SCRIPT, COMMON_WORD };

#define LANGUAGES_MOST 32 /* bits of a mask */

struct slot {
	const char *word;
	size_t at; /* in the text of all words */
	uint32_t mask;
};

struct common {
	const struct words_row *of[LANGUAGES_MOST]; /* the first of each language */
	struct slot slots[WORD_SLOTS];
	int count;
	size_t words;
};

static int language_of(struct common *c, const struct words_row *row, const struct tsv *t,
                       struct err *err)
{
	int i = 0;

	while (i < c->count && strcmp(c->of[i]->field[OF_LANGUAGE], row->field[OF_LANGUAGE]) != 0)
		i++;
	if (i == LANGUAGES_MOST)
		return row_error(t, row, "more languages than are told apart", NULL, err);
	if (i == c->count)
		c->of[c->count++] = row;
	if (strcmp(c->of[i]->field[OF_SCRIPT], row->field[OF_SCRIPT]) != 0)
		return row_error(t, row, "the language has another script", row->field[OF_SCRIPT],
		                 err);
	return i;
}

static int take_common(struct common *c, const struct words_row *row, const struct tsv *t,
                       struct err *err)
{
	const char *word = row->field[COMMON_WORD];
	int language = language_of(c, row, t, err);
	uint32_t h = word_hash(word, strlen(word));

	if (language < 0)
		return -1;
	if (strlen(word) > WORD_MOST)
		return row_error(t, row, "too long", word, err);
	while (c->slots[h].word && strcmp(c->slots[h].word, word) != 0)
		h = (h + 1) % WORD_SLOTS;
	if (c->slots[h].mask & 1u << language)
		return row_error(t, row, "a word that is there already", word, err);
	if (!c->slots[h].word && ++c->words * 4 > WORD_SLOTS * 3)
		return row_error(t, row, "too many words", word, err);
	c->slots[h].word = word;
	c->slots[h].mask |= 1u << language;
	return 0;
}

/* The words stand in one text, from 1 on, and a slot says where. */
int words_languages(const struct words_rows *rows, const struct tsv *t, FILE *out, struct err *err)
{
	static struct common c;
	size_t at = 1;

	for (size_t i = 0; i < rows->count; i++)
		if (take_common(&c, &rows->at[i], t, err) < 0)
			return -1;
	fputs("#define LANGUAGES_ALL", out);
	for (int i = 0; i < c.count; i++) {
		fprintf(out, " \\\n\t{\"%s\", ", c.of[i]->field[OF_LANGUAGE]);
		for (const char *s = c.of[i]->field[OF_SCRIPT]; *s; s++)
			fputc(toupper((unsigned char)*s), out);
		fputs("},", out);
	}
	fputs("\n#define LANGUAGES_TEXT \\\n\t\" \"", out);
	for (size_t i = 0; i < WORD_SLOTS; i++) {
		if (!c.slots[i].word)
			continue;
		c.slots[i].at = at;
		at += strlen(c.slots[i].word);
		fputs(" \\\n\t", out);
		words_string(out, c.slots[i].word);
	}
	fputs("\n#define LANGUAGES_SLOTS", out);
	for (size_t i = 0; i < WORD_SLOTS; i++)
		if (c.slots[i].word)
			fprintf(out, " \\\n\t[%zu] = {0x%xu, %zu, %zu},", i,
			        (unsigned)c.slots[i].mask, c.slots[i].at, strlen(c.slots[i].word));
	fputc('\n', out);
	return 0;
}
