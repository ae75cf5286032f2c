/* SPDX-License-Identifier: ISC */
/* Lam-alef. Printed it is one sign. Many files name that sign by its two letters in the
 * order of reading, and put them so into a line that runs the other way: turned with
 * the line it becomes alef-lam, as the article is. Which of the two it was is told by
 * the letters around it: Arabic has no two alefs side by side, words seldom end so, and
 * so on; what is left goes by what is usual. */
#include "config.h"

#include "fetch/parse/pdf/pdf.h"
#include "model/base/utf8.h"

#include <string.h>

#define ALEF 0x627
#define ALEF_MADDA 0x622
#define ALEF_ABOVE 0x623
#define ALEF_BELOW 0x625
#define LAM 0x644
#define FATHATAN 0x64b
#define WORD_MOST 40

/* The letters around the pair, within its word; 0: none. */
struct around {
	uint32_t alef, before, before2, before3, after, after2;
	size_t place; /* letters of the word before the pair */
	bool prefix;  /* they are all such as are set before the article */
	bool tanwin;  /* the lam has it: only an alef carries it */
};

static bool is_mark(uint32_t c)
{
	return (c >= 0x64b && c <= 0x65f) || c == 0x670 || c == 0x640;
}

static bool is_letter(uint32_t c)
{
	return c >= 0x621 && c <= 0x64a && c != 0x640;
}

static bool is_alef(uint32_t c)
{
	return c == ALEF || c == ALEF_MADDA || c == ALEF_ABOVE || c == ALEF_BELOW;
}

/* Whether a letter is one of those in a text of two bytes each. */
static bool one_of(uint32_t c, const char *letters)
{
	const char two[3] = {(char)(0xc0 | (c >> 6)), (char)(0x80 | (c & 0x3f)), '\0'};

	for (; c && letters[0] && letters[1]; letters += 2)
		if (letters[0] == two[0] && letters[1] == two[1])
			return true;
	return false;
}

/* Between two letters: the letter before, and those after it with which the pair is
 * lam-alef. All others: it is, but at the end of a word and before the endings. */
static const struct {
	const char *before, *lam, *not_lam;
} pairs[] = {
	{"ب", NULL, "ي"},   {"ت", NULL, "ي"},   {"ث", NULL, "ث"},    {"ج", "تءن", NULL},
	{"ح", "لم", NULL},  {"خ", NULL, "ي"},   {"د", "عتلر", NULL}, {"ز", "زل", NULL},
	{"س", NULL, "يفك"}, {"ص", NULL, "ه"},   {"ط", "قعن", NULL},  {"غ", NULL, "ب"},
	{"ف", "تلح", NULL}, {"ق", "لتع", NULL}, {"ك", "تم", NULL},   {"م", "تئحذنء", NULL},
	{"و", NULL, "د"},   {"ن", "", NULL},
};

static bool by_pairs(const struct around *a)
{
	for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
		if (one_of(a->before, pairs[i].before))
			return pairs[i].lam ? one_of(a->after, pairs[i].lam)
			                    : !one_of(a->after, pairs[i].not_lam);
	return true;
}

/* Words that the pairs alone do not tell apart. */
static bool within(const struct around *a)
{
	if (one_of(a->before, "ث") && one_of(a->after, "ث"))
		return one_of(a->after2, "يو"); /* thirty, not third */
	if (one_of(a->before, "خ") && one_of(a->after, "ف"))
		return !one_of(a->before2, "م");
	if (one_of(a->before, "ص") && one_of(a->after, "ح"))
		return !one_of(a->before2, "م");
	if (one_of(a->before, "ط") && one_of(a->after, "ب"))
		return !a->before2 || one_of(a->before2, "ل");
	if (one_of(a->before, "ع") && one_of(a->after, "ج"))
		return !a->before2 || one_of(a->before2, "ل");
	if (one_of(a->before, "ع") && one_of(a->after, "م"))
		return one_of(a->before2, "إ") ||
		       (one_of(a->before2, "ل") && one_of(a->before3, "إ")) ||
		       one_of(a->after2, "ةا");
	if (one_of(a->before, "م") && one_of(a->after, "ي"))
		return one_of(a->after2, "ي");
	if (!a->after && one_of(a->before, "و"))
		return a->place == 1 || one_of(a->before2, "أ");
	if (!a->after)
		return one_of(a->before, "ضيهطؤئ");
	if (one_of(a->after, "ة"))
		return false;
	if (one_of(a->after, "ي") && !one_of(a->before, "هيو"))
		return false;
	return by_pairs(a);
}

static bool is_lam_alef(const struct around *a)
{
	if (a->tanwin || is_alef(a->before) || a->before == LAM)
		return true;
	if (a->alef == ALEF_MADDA)
		return false;
	if (a->alef == ALEF_ABOVE)
		return a->place == 0 || a->prefix ? !one_of(a->after, "فمحق") : false;
	if (a->alef == ALEF_BELOW)
		return a->place == 0 || a->prefix ? a->after && !one_of(a->after, "ىيحكها") : true;
	/* the negation; the letter's name */
	if (a->place == 0)
		return !a->after || (one_of(a->after, "م") && !a->after2);
	if (a->prefix)
		return !a->after || (one_of(a->after, "ي") && one_of(a->after2, "ةا"));
	return within(a);
}

/* -- in a line -------------------------------------------------------------------- */

/* The n-th letter from i on, marks left out, in one direction. */
static uint32_t letter_at(const struct pdf_chars *chars, size_t i, int step, int n)
{
	while (i < chars->count) {
		uint32_t c = chars->at[i].c;

		if (!is_letter(c) && !is_mark(c))
			return 0;
		if (is_letter(c) && --n == 0)
			return c;
		if (step < 0 && i == 0)
			return 0;
		i += (size_t)step;
	}
	return 0;
}

/* The letters of the word before i. */
static void look_back(const struct pdf_chars *chars, size_t i, struct around *a)
{
	a->prefix = true;
	while (i > 0 && a->place < WORD_MOST &&
	       (is_letter(chars->at[i - 1].c) || is_mark(chars->at[i - 1].c))) {
		i--;
		if (is_mark(chars->at[i].c))
			continue;
		a->place++;
		a->prefix = a->prefix && one_of(chars->at[i].c, "وفبك");
	}
	a->prefix = a->prefix && a->place > 0 && a->place < 3;
}

void pdf_lam_alef(struct pdf_chars *chars)
{
	for (size_t i = 0; i + 1 < chars->count; i++) {
		struct around a = {.alef = chars->at[i].c};
		struct pdf_char one = chars->at[i];

		if (!is_alef(a.alef) || chars->at[i + 1].c != LAM)
			continue;
		look_back(chars, i, &a);
		if (i > 0) {
			a.before = letter_at(chars, i - 1, -1, 1);
			a.before2 = letter_at(chars, i - 1, -1, 2);
			a.before3 = letter_at(chars, i - 1, -1, 3);
		}
		a.after = letter_at(chars, i + 2, 1, 1);
		a.after2 = letter_at(chars, i + 2, 1, 2);
		a.tanwin = i + 2 < chars->count && chars->at[i + 2].c == FATHATAN;
		if (is_lam_alef(&a)) {
			chars->at[i] = chars->at[i + 1];
			chars->at[i + 1] = one;
			i++;
		}
	}
}

/* -- what a file does --------------------------------------------------------------- */

/* Counts, over all runs as they stand from left to right: whether lam-alef is split as
 * told above, and whether brackets are named by their shape or by their meaning. */
void pdf_judge_arabic(struct pdf_file *file)
{
	size_t split = 0, whole = 0, shape = 0, meaning = 0, forms = 0;
	bool apart = pdf_turn_apart(file, &shape, &meaning);

	for (size_t r = 0; r < file->runs.count; r++) {
		const struct pdf_run *run = &file->runs.at[r];
		const char *s = pdf_run_text(file, run);
		uint32_t three[3] = {0};

		for (uint32_t i = 0; i < run->len;) {
			uint32_t c;

			i += (uint32_t)utf8_decode(s + i, run->len - i, &c);
			three[0] = three[1];
			three[1] = three[2];
			three[2] = c;
			split += three[0] == LAM && is_alef(three[1]) && c == ALEF;
			whole += is_alef(three[0]) && three[1] == LAM && c == ALEF &&
			         three[0] != ALEF;
			forms += c >= 0xfe70 && c <= 0xfefc;
			shape += (three[1] == '(' && c >= 0x620) || (three[1] >= 0x620 && c == ')');
			meaning +=
				(three[1] == ')' && c >= 0x620) || (three[1] >= 0x620 && c == '(');
		}
	}
	file->split = !apart && split > whole;
	file->mirror = shape > meaning || (shape == meaning && forms > 0);
}
