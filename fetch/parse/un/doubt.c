/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "fetch/parse/un/doubt.h"

#include "fetch/parse/un/layout.h"
#include "fetch/parse/un/papers.inc"
#include "model/base/utf8.h"

#include <stdio.h>
#include <string.h>

/* From where on a kind is told. Shares are of a thousand. */
#define ODD_LEAST 3        /* years that are none, and more of them than of others */
#define BROKEN_LEAST 6     /* words */
#define BROKEN_SHARE 25    /* of the words */
#define TABLE_LETTERS 2500 /* of a script, among which each common letter is looked for */
#define TABLE_SHARE 3      /* of the letters that a common one has at least */
#define KINDS_LEAST 200    /* of words, so that a letter is not missing by chance */
#define WORDS_LETTERS 900  /* of a text whose language must be known by its words */
#define MARKS_LEAST 10
#define MARKS_SHARE 10
#define TOKENS_LEAST 60
#define SINGLES_SHARE 450
#define LONG_LEAST 5
#define LONG_SHARE 30
#define LONG_WORD 24 /* letters */

/* Where the letters of a script begin, and those that each of its languages has often. */
static const struct {
	uint32_t first, last;
	const char *common;
	const char *open; /* without which no word of any language in it is said */
	uint32_t least;   /* of which there are so many in a hundred at least */
} scripts[3] = {
	{'a', 'z', "eainsrtoldu", "aeiou", 28},
	{0x430, 0x44f, "оеаинтсрвлкмдпу", "аеиоуыэюя", 30},
	{0x621, 0x64a, "اليمونرتبعدةسفكقحش", "اويى", 16},
};

static uint32_t small(uint32_t c)
{
	if (c >= 'A' && c <= 'Z')
		return c + 0x20;
	return c >= 0x410 && c <= 0x42f ? c + 0x20 : c;
}

static int script_of(uint32_t c)
{
	for (int i = 0; i < 3; i++)
		if (small(c) >= scripts[i].first && small(c) <= scripts[i].last)
			return i;
	return -1;
}

static int digit_of(uint32_t c)
{
	if (c >= '0' && c <= '9')
		return (int)(c - '0');
	return c >= 0x660 && c <= 0x669 ? (int)(c - 0x660) : -1;
}

/* -- a word ------------------------------------------------------------------------- */

#define WORD_MOST 64

static bool is_open(int script, uint32_t c)
{
	const char *open = scripts[script].open;

	for (size_t i = 0, len = strlen(open); i < len;) {
		uint32_t one;

		i += utf8_decode(open + i, len - i, &one);
		if (one == small(c))
			return true;
	}
	return false;
}

/* What stands between two spaces, without the signs around it. */
struct word {
	uint32_t at[WORD_MOST];
	size_t count;
	bool cut; /* it is longer */
};

static void strip(struct word *w)
{
	size_t from = 0;

	while (w->count > 0 && script_of(w->at[w->count - 1]) < 0 &&
	       digit_of(w->at[w->count - 1]) < 0 && w->at[w->count - 1] < 0x250)
		w->count--;
	while (from < w->count && script_of(w->at[from]) < 0 && digit_of(w->at[from]) < 0 &&
	       w->at[from] < 0xc0)
		from++;
	memmove(w->at, w->at + from, (w->count - from) * sizeof w->at[0]);
	w->count -= from;
}

/* Whether a year stands behind the word: "in", "عام", the name of a month. */
static bool leads_to_year(const struct word *before)
{
	static const char *const words[] = {PAPERS_YEAR_WORD};
	struct buf plain, folded;
	char day[16 * WORD_MOST], iso[11];
	bool leads = false;

	buf_init(&plain, sizeof day);
	buf_init(&folded, sizeof day);
	for (size_t i = 0; i < before->count; i++)
		buf_utf8(&plain, before->at[i]);
	un_fold_line(&folded, plain.bytes, plain.len);
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		leads = leads || (folded.len && strcmp(folded.bytes, words[i]) == 0);
	snprintf(day, sizeof day, "1 %s 1999", plain.bytes);
	leads = leads || (plain.len && un_date(day, strlen(day), iso, NULL));
	buf_done(&plain);
	buf_done(&folded);
	return leads;
}

static void count_year(struct un_doubt *d, const struct word *w, const struct word *before)
{
	int year = 0, turned = 0, scale = 1;

	for (size_t i = 0; i < w->count; i++, scale *= 10) {
		int digit = digit_of(w->at[i]);

		if (digit < 0 || w->count != 4)
			return;
		year = year * 10 + digit;
		turned += digit * scale;
	}
	if (w->count != 4)
		return;
	if (!leads_to_year(before))
		return;
	d->years += year >= 1900 && year < 2100;
	d->odd += year >= 3000;
	d->turned += year >= 2100 && turned >= 1900 && turned < 2100;
}

static bool is_vowel(uint32_t c)
{
	return strchr("aeiouy", (int)small(c)) != NULL;
}

static bool is_latin(uint32_t c)
{
	return script_of(c) == 0;
}

/* Whether nobody writes it: a figure or a stop between small letters, a capital behind one,
 * five consonants in a row, no vowel. Names of documents, addresses and formulas are left. */
static bool is_broken(const struct word *w)
{
	size_t row = 0, vowels = 0, letters = 0, capitals = 0;
	bool odd = false;

	for (size_t i = 0; i < w->count; i++) {
		uint32_t c = w->at[i], before = i ? w->at[i - 1] : ' ';
		uint32_t after = i + 1 < w->count ? w->at[i + 1] : ' ';
		bool lower = c >= 'a' && c <= 'z';

		if (c >= 0xc0 || strchr("/@:_=-'", (int)c) || c == 0x2019)
			return false;
		letters += is_latin(c);
		capitals += c >= 'A' && c <= 'Z';
		vowels += is_latin(c) && is_vowel(c);
		row = is_latin(c) && !is_vowel(c) ? row + 1 : 0;
		odd = odd || row >= 6 || (row >= 5 && lower && capitals == 0);
		if (before >= 'a' && before <= 'z' && after >= 'a' && after <= 'z')
			odd = odd || (!is_latin(c) && c != '.') || (c >= 'A' && c <= 'Z' && i > 2);
	}
	if (letters < 4 || letters * 2 < w->count)
		return false;
	return odd || (vowels == 0 && capitals < 2);
}

/* A text that says the same again and again has few kinds of words. */
static void count_kind(struct un_doubt *d, const struct word *w)
{
	uint64_t hash = 14695981039346656037u;

	for (size_t i = 0; i < w->count; i++)
		hash = (hash ^ small(w->at[i])) * 1099511628211u;
	hash = (hash >> 20) % UN_DOUBT_SEEN;
	d->kinds += !(d->seen[hash / 64] >> hash % 64 & 1);
	d->seen[hash / 64] |= (uint64_t)1 << hash % 64;
}

static void count_word(struct un_doubt *d, struct word *w, const struct word *before)
{
	size_t letters = 0, latin = 0;
	bool plain = true;

	strip(w);
	if (!w->count)
		return;
	for (size_t i = 0; i < w->count; i++) {
		letters += script_of(w->at[i]) >= 0 || w->at[i] >= 0xc0;
		latin += is_latin(w->at[i]);
		plain = plain && !(w->at[i] < 0x80 && strchr("/@:._=-", (int)w->at[i])) &&
		        w->at[i] < 0x2e80;
	}
	count_year(d, w, before);
	if (letters == 0)
		return;
	count_kind(d, w);
	d->tokens++;
	d->singles += w->count == 1;
	d->long_ones += plain && (w->cut || letters > LONG_WORD);
	if (latin > 3) {
		d->words++;
		d->broken += is_broken(w);
	}
}

/* -- the text ------------------------------------------------------------------------- */

/* Of no alphabet: what a program puts where it knows no letter, a font's own signs, and what
 * UTF-8 looks like when it is taken for Latin-1. */
static bool is_mark(uint32_t c, uint32_t before)
{
	return c == 0xfffd || (c >= 0xe000 && c < 0xf8ff) ||
	       ((before == 0xc3 || before == 0xc2) && c >= 0x80 && c < 0xc0) ||
	       (before == 0xe2 && (c == 0x20ac || c == 0x80)) ||
	       ((before == 0xd8 || before == 0xd9 || before == 0xd0 || before == 0xd1) &&
	        c >= 0x80 && c < 0xc0);
}

void un_doubt_text(struct un_doubt *d, const char *s, size_t len)
{
	struct word word = {.count = 0}, last = {.count = 0};
	uint32_t c, before = 0;

	for (size_t i = 0; i < len; before = c) {
		int script;

		i += utf8_decode(s + i, len - i, &c);
		script = script_of(c);
		if (script >= 0) {
			d->script[script]++;
			d->letters[script][small(c) - scripts[script].first]++;
			d->open[script] += is_open(script, c);
		}
		if (c == ' ' || c == 0xa0 || c == '\n') {
			count_word(d, &word, &last);
			last = word;
			word.count = word.cut = 0;
			continue;
		}
		d->signs++;
		d->marks += is_mark(c, before);
		word.cut = word.cut || word.count == WORD_MOST;
		if (word.count < WORD_MOST)
			word.at[word.count++] = c;
	}
	count_word(d, &word, &last);
}

/* A letter that every text of the script has often is missing. */
static bool misses_letter(const struct un_doubt *d, int script)
{
	const char *common = scripts[script].common;

	if (d->script[script] < TABLE_LETTERS || d->kinds < KINDS_LEAST)
		return false;
	for (size_t i = 0, len = strlen(common); i < len;) {
		uint32_t c;

		i += utf8_decode(common + i, len - i, &c);
		if (d->letters[script][c - scripts[script].first] * 1000u <
		    TABLE_SHARE * d->script[script])
			return true;
	}
	return false;
}

unsigned un_doubt_found(const struct un_doubt *d, const char *language)
{
	uint32_t letters = d->script[0] + d->script[1] + d->script[2];
	unsigned found = 0;

	if ((d->odd >= ODD_LEAST && d->odd > d->years) ||
	    (d->turned >= ODD_LEAST && d->turned > d->years))
		found |= 1u << UN_DOUBT_FIGURES;
	if (d->broken >= BROKEN_LEAST && d->broken * 1000u >= BROKEN_SHARE * d->words)
		found |= 1u << UN_DOUBT_LETTERS;
	for (int script = 0; script < 3; script++)
		if (d->script[script] * 2 > letters && misses_letter(d, script))
			found |= 1u << UN_DOUBT_TABLE;
	for (int script = 0; script < 3 && !*language; script++)
		if (d->script[script] >= WORDS_LETTERS && d->script[script] * 2 > d->signs &&
		    d->open[script] * 100u < scripts[script].least * d->script[script])
			found |= 1u << UN_DOUBT_TABLE;
	if (d->marks >= MARKS_LEAST && d->marks * 1000u >= MARKS_SHARE * d->signs)
		found |= 1u << UN_DOUBT_MARKS;
	if (d->tokens >= TOKENS_LEAST && d->singles * 1000u >= SINGLES_SHARE * d->tokens)
		found |= 1u << UN_DOUBT_SPACES;
	if (d->long_ones >= LONG_LEAST && d->long_ones * 1000u >= LONG_SHARE * d->tokens)
		found |= 1u << UN_DOUBT_SPACES;
	return found;
}

const char *un_doubt_name(enum un_doubt_kind kind)
{
	static const char *const names[UN_DOUBT_KINDS] = {"figures", "letters", "table", "marks",
	                                                  "spaces"};

	return names[kind];
}
