/* SPDX-License-Identifier: ISC */
/* The words around symbols, in the six languages and some others. */
#include "config.h"

#include "model/symbol/internal.h"
#include "model/symbol/numbers.inc"
#include "model/symbol/symbols.inc"

#include <string.h>

/* Where a word may stand. */
enum {
	WORD_AT_ANYWHERE,
	WORD_AT_START = 1,  /* no letter before it */
	WORD_AT_WHOLE = 3,  /* nor behind it */
	WORD_AT_ARABIC = 4, /* before it only و ف ب ك ل and the article */
	WORD_AT_ENDING = 8  /* the word's ending belongs to it */
};

/* By bytes, and where one begins another the longer first; Latin letters match both
 * cases. */
static const struct symbol_word words[] = {SYMBOLS_ALL};
static const uint16_t by_byte[] = {SYMBOLS_FIRST};
/* Which bytes stand second, third, fourth and sixth in those that a byte begins. */
static const struct behind {
	uint64_t bits[4];
} behind[] = {SYMBOLS_BEHIND};

/* -- letters ------------------------------------------------------------ */

/* Whether a letter of Latin, Cyrillic or Arabic writing stands at i. */
bool symbol_is_letter_at(const struct symbol_text *t, size_t i)
{
	unsigned char c = i < t->len ? (unsigned char)t->s[i] : 0;
	size_t next;

	if (symbol_is_alpha(c))
		return true;
	return c >= 0xc3 && c <= 0xdb && symbol_char(t, i, &next) == SYMBOL_LETTER &&
	       !(c == 0xd8 && next - i == 2 && (unsigned char)t->s[i + 1] == 0x9f);
}

bool symbol_letter_before(const struct symbol_text *t, size_t i)
{
	size_t at = i;

	if (!i)
		return false;
	do
		at--;
	while (at && i - at < 4 && ((unsigned char)t->s[at] & 0xc0) == 0x80);
	return symbol_is_letter_at(t, at);
}

/* Whether only letters that Arabic glues to a word stand before one at i. */
static bool arabic_start(const struct symbol_text *t, size_t i)
{
	static const char *const glued[] = {NUMBERS_GLUED};
	int left = 5;

	while (left-- && symbol_letter_before(t, i)) {
		bool known = false;

		for (size_t k = 0; k < sizeof glued / sizeof *glued; k++)
			known = known || (i >= 2 && !memcmp(t->s + i - 2, glued[k], 2));
		if (!known)
			return false;
		i -= 2;
	}
	return left >= 0;
}

bool symbol_same(const struct symbol_text *t, size_t i, const char *word, size_t n)
{
	if (n > t->len - i)
		return false;
	for (size_t k = 0; k < n; k++) {
		unsigned char c = (unsigned char)t->s[i + k];

		if ((unsigned char)word[k] != (c >= 'A' && c <= 'Z' ? c | 32 : c))
			return false;
	}
	return true;
}

size_t symbol_word_end(const struct symbol_text *t, size_t i)
{
	size_t next;

	while (symbol_is_letter_at(t, i)) {
		symbol_char(t, i, &next);
		i = next;
	}
	return i;
}

/* How a byte counts among what stands behind: the same in data/mkwords.c. */
static inline unsigned bit_of(char c)
{
	return (c & 0x80 ? (unsigned char)c : (unsigned char)c | 32u) & 63;
}

/* Whether one of the words may begin with c and go on as the text does behind i; of the few
 * that cannot be told here symbol_word_at says. */
static inline bool may_be_word(const struct symbol_text *t, size_t i, unsigned char c)
{
	const uint64_t *bits = behind[c].bits;
	const char *s = t->s + i;

	if (!(bits[0] >> bit_of(s[1]) & 1))
		return false;
	return t->len - i < 6 || ((bits[1] >> bit_of(s[2]) & 1) && (bits[2] >> bit_of(s[3]) & 1) &&
	                          (bits[3] >> bit_of(s[5]) & 1));
}

const struct symbol_word *symbol_word_at(const struct symbol_text *t, size_t i, size_t *end)
{
	unsigned char c = (unsigned char)t->s[i];
	size_t count;
	const struct symbol_word *w;

	if (c >= 'A' && c <= 'Z')
		c |= 32;
	w = words + by_byte[c];
	count = (size_t)(by_byte[c + 1] - by_byte[c]);
	/* most letters within words end here */
	if (!count || i + 1 >= t->len || !may_be_word(t, i, c) ||
	    (c < 0x80 && c != 'e' && symbol_letter_before(t, i)))
		return NULL;
	for (; count--; w++) {
		size_t n;

		if (((t->s[i + 1] ^ w->text[1]) & ~32) != 0)
			continue;
		n = strlen(w->text);
		if (!symbol_same(t, i, w->text, n) ||
		    ((w->where & WORD_AT_START) && symbol_letter_before(t, i)) ||
		    ((w->where & WORD_AT_WHOLE) == WORD_AT_WHOLE &&
		     symbol_is_letter_at(t, i + n)) ||
		    ((w->where & WORD_AT_ARABIC) && !arabic_start(t, i)))
			continue;
		*end = w->where & WORD_AT_ENDING ? symbol_word_end(t, i + n) : i + n;
		return w;
	}
	return NULL;
}

const struct symbol_word *symbol_next_word(const struct symbol_text *t, size_t *i, size_t to,
                                           size_t *end)
{
	bool letter = *i && symbol_is_alpha((unsigned char)t->s[*i - 1]);

	for (; *i < to; ++*i) {
		unsigned char c = (unsigned char)t->s[*i];
		const struct symbol_word *w;

		if (symbol_is_alpha(c)) {
			/* within a Latin word none of ours begins but "esolution", which languages
			 * put other letters before. Most bytes of most texts are such. */
			bool within = letter && ((c | 32) != 'e' || *i + 1 == t->len ||
			                         (t->s[*i + 1] | 32) != 's');

			letter = true;
			if (within)
				continue;
			c |= 32;
		} else {
			letter = false;
		}
		if (by_byte[c] == by_byte[c + 1] || *i + 1 >= t->len || !may_be_word(t, *i, c))
			continue;
		w = symbol_word_at(t, *i, end);
		if (w)
			return w;
	}
	return NULL;
}
