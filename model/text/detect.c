/* In which language a text is: by its script, and where several share one, by
 * the commonest words. */
#include "config.h"

#include "model/base/utf8.h"
#include "model/text/characters.h"

#include <stdbool.h>
#include <string.h>

#define SAMPLE (8u << 10)
#define WORD_MAX 24

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

/* Words, a space on both sides of each. They need not be exclusive: the one
 * with the most hits wins. */
static const struct {
	const char *lang;
	enum script script;
	const char *words;
} lists[] = {
	{"en", LATIN,
         " the of and to in is that for it was with as on be by at this are from or "
         "which have has not an they their were been will would "},
	{"fr", LATIN,
         " le la les de des du et un une est que dans pour qui sur au aux par pas plus "
         "ce cette son ses avec il elle ne sont ont été "},
	{"es", LATIN,
         " el la los las de del y en que un una es por con para se su no al lo como "
         "más pero sus ha este esta son fue entre "},
	{"pt", LATIN,
         " o a os as de do da dos das e em que um uma para com não por mais no na se "
         "ao como foi são pela seu sua "},
	{"de", LATIN,
         " der die das und in den von zu mit ist des im nicht ein eine als auch auf für "
         "es an dem sich werden wird hat sind bei "},
	{"it", LATIN,
         " il la di che e in un una per con del della non sono le dei i gli si da al "
         "alla nel più come anche ha "},
	{"nl", LATIN,
         " de het een van en in is dat op te zijn voor met niet aan er om door ook die "
         "naar bij als maar wordt "},
	{"sv", LATIN,
         " och att det i en som på är av för med till den har de inte om ett han var "
         "jag från vi kan så "},
	{"da", LATIN,
         " og at det i en som på er af for med til den har de ikke om et han var jeg "
         "fra vi kan blev efter "},
	{"no", LATIN,
         " og at det i en som på er av for med til den har de ikke om et han var jeg "
         "fra vi kan ble etter "},
	{"fi", LATIN, " ja on ei se että oli hän mutta ovat kun myös joka sekä tai niin mukaan "},
	{"pl", LATIN, " i w na z się nie do to jest że o jak za od po przez dla są tym oraz ale "},
	{"cs", LATIN,
         " a v na se je že to s z o do i ve pro za by jsou jako podle byl jeho které "},
	{"sk", LATIN, " a v na sa je že to s z o do aj vo pre za by sú ako podľa bol jeho ktoré "},
	{"hu", LATIN, " a az és hogy nem egy is van ez meg csak már volt mint vagy még "},
	{"ro", LATIN, " și de în a la cu pe că nu o din care pentru un este mai sunt au fi "},
	{"tr", LATIN, " ve bir bu da de için ile olarak olan daha çok en ne gibi kadar sonra "},
	{"vi", LATIN, " và của là có các được cho không một với trong người những đã này "},
	{"id", LATIN, " yang dan di dari ini untuk dengan pada tidak dalam itu akan oleh juga "},
	{"sw", LATIN, " ya na wa kwa ni katika za la kuwa hiyo huo hii watu yake pia cha "},
	{"ar", ARABIC,
         " في من على إلى أن عن هذا هذه التي الذي ما لا مع كان وقد كما بين بعد قد و "
         "وفي ولا ومن إن كل أو ذلك "},
	{"fa", ARABIC, " و در به از که این را با است برای آن یک خود تا کرد بر هم نیز شد می های "},
	{"ur", ARABIC, " کے کی میں ہے کا اور سے کو نے پر ہیں یہ کہ بھی ایک کر اس "},
	{"ru", CYRILLIC,
         " и в на не что с по как это к из у за от его но для о же все был так "
         "также при "},
	{"uk", CYRILLIC, " і в на не що з та до за у як це від про є його для але також по при "},
	{"bg", CYRILLIC, " и в на не че с по като това за от се да са е му но при който до си "},
	{"sr", CYRILLIC, " и у на не да је се са за од су као што то који али из по би "},
};

#define LISTS (sizeof lists / sizeof *lists)
#define SLOTS 2048 /* three times the words of all lists */

/* The lists as a hash table of words, made anew for each text: 40 thousand
 * instructions, where looking through the lists costs that for every few words. */
struct slot {
	const char *word;
	uint32_t mask; /* the lists that it is in */
	uint8_t len;
};

struct tally {
	size_t script[SCRIPTS];
	size_t hits[LISTS];
	size_t words;
	struct slot slots[SLOTS];
};

static struct slot *find(struct tally *t, const char *word, size_t len)
{
	uint32_t h = 2166136261u;
	for (size_t i = 0; i < len; i++)
		h = (h ^ (unsigned char)word[i]) * 16777619u;
	h ^= h >> 13;
	for (;; h++) {
		struct slot *slot = &t->slots[h % SLOTS];
		if (!slot->word || (slot->len == len && memcmp(slot->word, word, len) == 0))
			return slot;
	}
}

static void fill(struct tally *t)
{
	for (size_t i = 0; i < LISTS; i++) {
		const char *s = lists[i].words + 1;
		while (*s) {
			size_t len = strcspn(s, " ");
			struct slot *slot = find(t, s, len);
			slot->word = s;
			slot->len = (uint8_t)len;
			slot->mask |= 1u << i;
			s += len + 1;
		}
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
	char word[WORD_MAX];
	if (len == 0 || len > WORD_MAX)
		return;
	for (size_t i = 0; i < len; i++)
		word[i] = s[i] >= 'A' && s[i] <= 'Z' ? (char)(s[i] | 32) : s[i];
	t->words++;
	uint32_t mask = find(t, word, len)->mask;
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

const char *text_language(const char *s, size_t len)
{
	struct tally t;
	enum script best = LATIN;
	size_t top = 0, list = 0, all = 0;
	memset(&t, 0, sizeof t);
	fill(&t);
	count(&t, s, len < SAMPLE ? len : SAMPLE);
	for (int i = 0; i < SCRIPTS; i++) {
		all += t.script[i];
		/* A Han character says as much as a few letters. */
		size_t weight = i == HAN || i == KANA || i == HANGUL ? 3 : 1;
		if (t.script[i] * weight > top) {
			top = t.script[i] * weight;
			best = (enum script)i;
		}
	}
	if (all < 4)
		return "";
	if (best == HAN && t.script[KANA] * 12 > t.script[HAN])
		best = KANA;
	top = 0;
	for (size_t i = 0; i < LISTS; i++)
		if (lists[i].script == best && t.hits[i] > top) {
			top = t.hits[i];
			list = i;
		}
	if (by_script[best])
		return top >= 3 ? lists[list].lang : by_script[best];
	/* Names and figures alone do not make a language. */
	return top >= 2 && top * 14 >= t.words ? lists[list].lang : "";
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
