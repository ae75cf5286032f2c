/* SPDX-License-Identifier: ISC */
/* In which language a text is: by its script, and where several share one, by
 * the commonest words. */
#include "config.h"

#include "model/base/utf8.h"
#include "model/text/characters.h"
#include "model/text/languages.inc"
#include "model/text/word_hash.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

#define SAMPLE (8u << 10)

enum script {
	LATIN,
	ARABIC,
	CYRILLIC,
	HAN,
	KANA,
	HANGUL,
	GREEK,
	HEBREW,
	THAI,
	DEVANAGARI,
	BENGALI,
	GEORGIAN,
	ARMENIAN,
	AMHARIC,
	SCRIPTS
};

static const struct {
	uint32_t first, last;
	enum script script;
} ranges[] = {
	{0xc0, 0x24f, LATIN},     {0x370, 0x3ff, GREEK},      {0x400, 0x52f, CYRILLIC},
	{0x531, 0x58f, ARMENIAN}, {0x591, 0x5f4, HEBREW},     {0x600, 0x6ff, ARABIC},
	{0x750, 0x77f, ARABIC},   {0x900, 0x97f, DEVANAGARI}, {0x980, 0x9ff, BENGALI},
	{0xe01, 0xe5b, THAI},     {0x10a0, 0x10ff, GEORGIAN}, {0x1200, 0x137f, AMHARIC},
	{0x1e00, 0x1eff, LATIN},  {0x3040, 0x30ff, KANA},     {0x3400, 0x9fff, HAN},
	{0xac00, 0xd7a3, HANGUL}, {0xfb50, 0xfdff, ARABIC},   {0xfe70, 0xfefc, ARABIC},
};

/* What a script is, where one language is the rule. */
static const char *const by_script[SCRIPTS] = {
	[ARABIC] = "ar",     [CYRILLIC] = "ru", [HAN] = "zh",      [KANA] = "ja",
	[HANGUL] = "ko",     [GREEK] = "el",    [HEBREW] = "he",   [THAI] = "th",
	[DEVANAGARI] = "hi", [BENGALI] = "bn",  [GEORGIAN] = "ka", [ARMENIAN] = "hy",
	[AMHARIC] = "am",
};

/* Told apart by their commonest words. These need not be exclusive: the language with
 * the most hits wins. */
static const struct {
	char lang[4];
	enum script script;
} lists[] = {LANGUAGES_ALL};

#define LISTS (sizeof lists / sizeof *lists)

/* The words as a hash table, laid out when palais is built. */
static const char words[] = LANGUAGES_TEXT;
static const struct slot {
	uint32_t mask; /* the lists that the word is in */
	uint16_t at;   /* in words; 0: the place is free */
	uint8_t len;
} slots[WORD_SLOTS] = {LANGUAGES_SLOTS};

struct tally {
	size_t script[SCRIPTS];
	size_t hits[LISTS];
	size_t words;
};

/* The lists that a word is in. */
static uint32_t lists_of(const char *word, size_t len)
{
	for (uint32_t h = word_hash(word, len);; h = (h + 1) % WORD_SLOTS) {
		const struct slot *slot = &slots[h];

		if (!slot->at || (slot->len == len && !memcmp(words + slot->at, word, len)))
			return slot->mask;
	}
}

static enum script script_of(uint32_t c)
{
	if (c < 0x80)
		return (c | 32) >= 'a' && (c | 32) <= 'z' ? LATIN : SCRIPTS;
	for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
		if (c >= ranges[i].first && c <= ranges[i].last)
			return ranges[i].script;
	return SCRIPTS;
}

/* ASCII capitals are folded; others are rare among the commonest words. */
static void count_word(struct tally *t, const char *s, size_t len)
{
	char word[WORD_MOST];
	if (len == 0 || len > WORD_MOST)
		return;
	for (size_t i = 0; i < len; i++)
		word[i] = s[i] >= 'A' && s[i] <= 'Z' ? (char)(s[i] | 32) : s[i];
	t->words++;
	uint32_t mask = lists_of(word, len);
	for (size_t i = 0; mask; i++, mask >>= 1)
		t->hits[i] += mask & 1;
}

static void count(struct tally *t, const char *s, size_t len)
{
	size_t word = 0;
	enum script before = SCRIPTS;
	for (size_t i = 0; i < len;) {
		uint32_t c;
		size_t n = utf8_decode(s + i, len - i, &c);
		enum script script = script_of(c);
		if (script == SCRIPTS || (script != before && before != SCRIPTS)) {
			if (before != SCRIPTS && i > word)
				count_word(t, s + word, i - word);
			word = i;
		}
		if (script == SCRIPTS)
			word = i + n;
		else
			t->script[script]++;
		before = script;
		i += n;
	}
	if (before != SCRIPTS && len > word)
		count_word(t, s + word, len - word);
}

/* Letters that a language does not write. Their commonest words are much alike: these tell
 * a Russian resolution, which is all "на", "за" and "от", from a Bulgarian text. */
static const struct {
	char lang[4];
	const char *letters;
} unwritten[] = {
	{"bg", "ыэё"}, {"mk", "ыэёщъйяю"}, {"ru", "іїєўјљњћђџ"}, {"sr", "ыэёщъйяю"}, {"uk", "ыэёъ"},
};

/* One in so many letters is no quotation. */
#define UNWRITTEN_PART 200

/* Whether the text has too many letters that the language does not write. */
static bool is_unwritten(const char *lang, const char *s, size_t len, size_t letters)
{
	const char *none = NULL;
	size_t found = 0;

	for (size_t i = 0; i < sizeof unwritten / sizeof *unwritten; i++)
		if (!strcmp(unwritten[i].lang, lang))
			none = unwritten[i].letters;
	for (const char *c = none; c && *c; c += 2)
		for (const char *at = s; (at = memmem(at, (size_t)(s + len - at), c, 2)); at += 2)
			found++;
	return found * UNWRITTEN_PART > letters;
}

/* What a text is in, and how much says so. */
struct finding {
	const char *lang; /* "": it does not tell */
	enum script script;
	size_t letters; /* of the script */
	size_t hits;    /* words of the language's list */
	struct tally tally;
};

static enum script script_of_all(const struct tally *t, size_t *all)
{
	enum script best = LATIN;
	size_t top = 0;

	*all = 0;
	for (int i = 0; i < SCRIPTS; i++) {
		*all += t->script[i];
		/* A Han character says as much as a few letters. */
		size_t weight = i == HAN || i == KANA || i == HANGUL ? 3 : 1;
		if (t->script[i] * weight > top) {
			top = t->script[i] * weight;
			best = (enum script)i;
		}
	}
	return best == HAN && t->script[KANA] * 12 > t->script[HAN] ? KANA : best;
}

static void find(const char *s, size_t len, struct finding *f)
{
	size_t list = 0, all;

	*f = (struct finding){.lang = ""};
	len = len < SAMPLE ? len : SAMPLE;
	count(&f->tally, s, len);
	f->script = script_of_all(&f->tally, &all);
	f->letters = f->tally.script[f->script];
	if (all < 4)
		return;
	for (size_t i = 0; i < LISTS; i++)
		if (lists[i].script == f->script && f->tally.hits[i] > f->hits &&
		    !(f->script == CYRILLIC && is_unwritten(lists[i].lang, s, len, f->letters))) {
			f->hits = f->tally.hits[i];
			list = i;
		}
	if (by_script[f->script])
		f->lang = f->hits >= 3 ? lists[list].lang : by_script[f->script];
	else if (f->hits >= 2 && f->hits * 14 >= f->tally.words)
		f->lang = lists[list].lang; /* names and figures alone make none */
}

const char *text_language(const char *s, size_t len)
{
	struct finding f;

	find(s, len, &f);
	return f.lang;
}

/* -- what is declared ------------------------------------------------------------- */

/* The official language of a code, "en-GB" and the like; NULL. */
static const char *official(const char *code)
{
	static const char *const all[] = {"ar", "zh", "en", "fr", "ru", "es"};

	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (!strncasecmp(code, all[i], 2) &&
		    !strchr("abcdefghijklmnopqrstuvwxyz", code[2] | 32))
			return all[i];
	return NULL;
}

static enum script script_of_official(const char *lang)
{
	return !strcmp(lang, "ar")   ? ARABIC
	       : !strcmp(lang, "zh") ? HAN
	       : !strcmp(lang, "ru") ? CYRILLIC
	                             : LATIN;
}

/* In another script, so many letters; in the same, so many words, and twice as many as the
 * declared language has. */
#define OTHER_LETTERS 40
#define OTHER_WORDS 8

static bool is_strong(const struct finding *f, const char *declared)
{
	size_t hits = 0;

	if (f->script != script_of_official(declared))
		return f->letters >= OTHER_LETTERS;
	for (size_t i = 0; i < LISTS; i++)
		if (!strcmp(lists[i].lang, declared))
			hits = f->tally.hits[i];
	return official(f->lang) && f->hits >= OTHER_WORDS && f->hits >= 2 * hits;
}

/* So few bytes of text do not tell one language of a script from another. */
#define FEW_BYTES 200

const char *text_language_declared(const char *declared, const char *s, size_t len)
{
	struct finding f;
	const char *said = official(declared);

	find(s, len, &f);
	if (!*f.lang || (said && !strcmp(said, f.lang)))
		return said ? said : declared;
	if (said)
		return is_strong(&f, said) ? f.lang : said;
	if (*declared && len < FEW_BYTES && !text_lang_is_rtl(f.lang))
		return declared;
	return f.lang;
}

bool text_lang_is_rtl(const char *lang)
{
	static const char *const codes[] = {"ar", "he", "fa", "ur",  "yi",  "ps",
	                                    "sd", "ug", "dv", "ckb", "syr", "iw"};
	size_t n = strcspn(lang, "-_");
	for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
		if (strlen(codes[i]) == n && strncmp(codes[i], lang, n) == 0)
			return true;
	return false;
}
