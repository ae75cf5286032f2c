/* SPDX-License-Identifier: ISC */
/* Forms by stems. A term has lost the marks by which French and Spanish words are told apart,
 * so the words themselves are stemmed, as the store has kept their spelling. */
#include "config.h"

#include "model/base/utf8.h"
#include "model/search/internal.h"
#include "model/store/found.h"
#include "model/store/vocabulary.h"
#include "model/text/characters.h"
#include "model/text/stem.h"

#include <stdlib.h>
#include <string.h>

/* Letters that words with the same stem begin with: fewer, and any word would be looked at. */
#define SHARED_LEAST 3
/* Spellings of what was typed, each with a stem in each language. */
#define STEMS_MOST 8

struct stemming {
	const struct forms_from *from;
	struct forms *out;
	struct err *err;
	const char *term;
	enum stem_lang first, last;                   /* languages of its script */
	char stems[STEM_LANGS][STEMS_MOST][STEM_MAX]; /* of what was typed */
	size_t count[STEM_LANGS];
	char shared[STEM_MAX]; /* what all their words begin with, folded */
	struct forms others;   /* terms one of whose spellings has such a stem */
};

static bool has_stem(const struct stemming *s, enum stem_lang lang, const char *stem)
{
	for (size_t i = 0; i < s->count[lang]; i++)
		if (!strcmp(s->stems[lang][i], stem))
			return true;
	return false;
}

/* Whether a word has one of the stems, in the language of that. */
static bool is_form(const struct stemming *s, const char *word, size_t len)
{
	for (enum stem_lang l = s->first; l <= s->last; l++) {
		const char *stem = stems_of(s->from->stems, l, word, len);

		if (*stem && has_stem(s, l, stem))
			return true;
	}
	return false;
}

static void keep_shared(struct stemming *s, const char *stem, bool first)
{
	struct buf folded;
	size_t n = 0;

	buf_init(&folded, 1024);
	text_fold(&folded, stem, strlen(stem));
	if (first && folded.len < sizeof s->shared)
		memcpy(s->shared, folded.bytes, folded.len + 1);
	while (s->shared[n] && s->shared[n] == folded.bytes[n])
		n++;
	while (n && ((unsigned char)s->shared[n] & 0xc0) == 0x80)
		n--;
	s->shared[n] = '\0';
	buf_done(&folded);
}

static void add_stems(struct stemming *s, const char *word)
{
	for (enum stem_lang l = s->first; l <= s->last; l++) {
		const char *stem = stems_of(s->from->stems, l, word, strlen(word));
		bool first = !*s->shared && !s->count[s->first];

		if (!*stem || has_stem(s, l, stem) || s->count[l] == STEMS_MOST)
			continue;
		strcpy(s->stems[l][s->count[l]++], stem);
		keep_shared(s, stem, first);
	}
}

static int take_own_spelling(const char *term, const char *word, void *payload)
{
	struct stemming *s = payload;

	if (!strcmp(term, s->term))
		add_stems(s, word);
	return 0;
}

/* A stem may end otherwise than its words ("countri"): then they share one letter less. */
static bool drop_last(char *shared)
{
	size_t n = strlen(shared), letters = 0;

	for (const char *p = shared; *p; p++)
		letters += ((unsigned char)*p & 0xc0) != 0x80;
	if (letters > SHARED_LEAST) {
		do
			n--;
		while (n && ((unsigned char)shared[n] & 0xc0) == 0x80);
		shared[n] = '\0';
	}
	return letters >= SHARED_LEAST;
}

static int take_spelling(const char *term, const char *word, void *payload)
{
	struct stemming *s = payload;

	return is_form(s, word, strlen(word)) ? forms_add(&s->others, term, strlen(term), 0) : 0;
}

static int take_word(const char *word, size_t len, int64_t rows, void *payload)
{
	struct stemming *s = payload;

	if (len == strlen(s->term) && !memcmp(word, s->term, len))
		return 0;
	return forms_has(&s->others, word, len) || is_form(s, word, len)
	               ? forms_add(s->out, word, len, rows)
	               : 0;
}

static enum stem_lang language(const char *code, enum stem_lang otherwise)
{
	static const char *const codes[STEM_LANGS] = {"en", "fr", "es", "ru"};

	for (int i = 0; code && i < STEM_LANGS; i++)
		if (!strcmp(codes[i], code))
			return (enum stem_lang)i;
	return otherwise;
}

int stemmed_forms(const struct forms_from *from, const char *term, const char *typed,
                  struct forms *out, struct err *err)
{
	struct stemming *s = calloc(1, sizeof *s);
	uint32_t c;
	int rc = 0;

	if (!s)
		return err_set(err, ERR_FAILED, "out of memory");
	*s = (struct stemming){.from = from, .out = out, .err = err, .term = term};
	utf8_decode(term, strlen(term), &c);
	s->first = c >= 0x400 ? STEM_RU : STEM_EN;
	s->last = c >= 0x400 ? STEM_RU : STEM_ES;
	if (from->lang && c < 0x400)
		s->first = s->last = language(from->lang, STEM_EN);
	/* letters of another script, or a number, have no stem */
	if (c < 'a' || c >= 0x530)
		goto out;
	add_stems(s, typed);
	rc = store_each_spelling(from->store, term, take_own_spelling, s, err);
	if (rc == 0 && drop_last(s->shared)) {
		rc = store_each_spelling(from->store, s->shared, take_spelling, s, err);
		if (rc == 0)
			rc = store_each_word(from->store, from->table, s->shared, take_word, s,
			                     err);
	}
out:
	forms_done(&s->others);
	free(s);
	return rc;
}
