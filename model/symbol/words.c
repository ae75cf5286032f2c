/* The words around symbols, in the six languages and some others. */
#include "config.h"

#include "model/symbol/internal.h"

#include <string.h>

enum {
	ANYWHERE,
	START = 1,  /* no letter before it */
	WHOLE = 3,  /* nor behind it */
	ARABIC = 4, /* before it only و ف ب ك ل and the article */
	ENDING = 8  /* the word's ending belongs to it */
};

#define R WORD_RESOLUTION, SYMBOL_NO_BODY
#define D WORD_DECISION, SYMBOL_NO_BODY
#define SC WORD_BODY, SYMBOL_SECURITY_COUNCIL
#define GA WORD_BODY, SYMBOL_GENERAL_ASSEMBLY
#define HRC WORD_BODY, SYMBOL_HUMAN_RIGHTS_COUNCIL
#define ES WORD_BODY, SYMBOL_ECOSOC
#define CHR WORD_BODY, SYMBOL_HUMAN_RIGHTS_COMMISSION
#define OTHER WORD_BODY, SYMBOL_OTHER_BODY
#define COUNCIL WORD_COUNCIL, SYMBOL_NO_BODY
#define COMMITTEE WORD_COMMITTEE, SYMBOL_NO_BODY
#define DRAFT WORD_DRAFT, SYMBOL_NO_BODY
#define OWN WORD_OWN, SYMBOL_NO_BODY

/* By first byte, and where one begins another the longer first; Latin letters match
 * both cases. */
static const struct symbol_word latin_a[] = {
	{"africa commission", OTHER, START},
	{"african commission", OTHER, START},
	{"african union", OTHER, START},
	{"arab league", OTHER, START},
	{"asamblea general", GA, START},
	{"asamblea parlamentaria", OTHER, START},
	{"asamblea", GA, START},
	{"assembly", GA, START},
	{"assemblée générale", GA, START},
	{"assemblée parlementaire", OTHER, START},
	{"assemblée", GA, START},
};
static const struct symbol_word latin_b[] = {
	{"board of governors", OTHER, START},
};
static const struct symbol_word latin_c[] = {
	{"comisión de derechos humanos", CHR, START},
	{"comisión", COMMITTEE, START},
	{"comité", COMMITTEE, START},
	{"commission des droits de l", CHR, START},
	{"commission on crime", OTHER, START},
	{"commission on human rights", CHR, START},
	{"commission on narcotic", OTHER, START},
	{"commission on the status", OTHER, START},
	{"commission", COMMITTEE, START},
	{"committee", COMMITTEE, START},
	{"conference of the parties", OTHER, START},
	{"congress", OTHER, START},
	{"conseil de l'europe", OTHER, START},
	{"conseil de l’europe", OTHER, START},
	{"conseil de sécurité", SC, START},
	{"conseil des droits", HRC, START},
	{"conseil économique et social", ES, START},
	{"conseil", COUNCIL, WHOLE},
	{"consejo de derechos", HRC, START},
	{"consejo de europa", OTHER, START},
	{"consejo de seguridad", SC, START},
	{"consejo económico y social", ES, START},
	{"consejo", COUNCIL, START},
	{"conselho de segurança", SC, START},
	{"council of europe", OTHER, START},
	{"council of the european", OTHER, START},
	{"council of the league", OTHER, START},
	{"council", COUNCIL, WHOLE},
};
static const struct symbol_word latin_d[] = {
	{"decision", D, START | ENDING},  {"decisi", D, START | ENDING},
	{"directive", D, START | ENDING}, {"draft resolution", DRAFT, START | ENDING},
	{"décision", D, START | ENDING},
};
static const struct symbol_word latin_e[] = {
	{"economic and social commission", OTHER, START},
	{"economic and social council", ES, START},
	{"economic commission", OTHER, START},
	{"ecosoc", ES, START},
	{"environment assembly", OTHER, START},
	{"esoluci", R, ENDING},
	{"esolution", R, ENDING},
	{"esoluzion", R, ENDING},
	{"esolução", R, ENDING},
	{"european council", OTHER, START},
	{"european parliament", OTHER, START},
	{"executive board", OTHER, START},
	{"executive committee", OTHER, START},
	{"executive council", OTHER, START},
};
static const struct symbol_word latin_g[] = {
	{"ga", GA, WHOLE},
	{"general assembly", GA, START},
	{"general conference", OTHER, START},
	{"generalversammlung", GA, START},
	{"governing council", OTHER, START},
};
static const struct symbol_word latin_h[] = {
	{"health assembly", OTHER, START},       {"house of representatives", OTHER, START},
	{"house resolution", OTHER, START},      {"hrc", HRC, WHOLE},
	{"human rights commission", CHR, START}, {"human rights committee", COMMITTEE, START},
	{"human rights council", HRC, START},
};
static const struct symbol_word latin_i[] = {
	{"iaea", OTHER, WHOLE},
	{"imo", OTHER, WHOLE},
	{"inter-american commission", OTHER, START},
	{"inter-parliamentary", OTHER, START},
	{"islamic cooperation", OTHER, START},
	{"its", OWN, WHOLE},
};
static const struct symbol_word latin_l[] = {
	{"landtag", OTHER, START},
	{"league of arab states", OTHER, START},
	{"ligue des états arabes", OTHER, START},
};
static const struct symbol_word latin_o[] = {
	{"opcw", OTHER, WHOLE},
};
static const struct symbol_word latin_p[] = {
	{"parlamento europeo", OTHER, START},     {"parlement européen", OTHER, START},
	{"parliamentary assembly", OTHER, START}, {"peace and security council", OTHER, START},
	{"projet de résolution", DRAFT, START},   {"proyecto de resolución", DRAFT, START},
};
static const struct symbol_word latin_r[] = {
	{"regulation", D, START | ENDING},
	{"res", R, WHOLE},
};
static const struct symbol_word latin_s[] = {
	{"sc", SC, WHOLE},   {"security council", SC, START},
	{"ses", OWN, WHOLE}, {"sicherheitsrat", SC, START},
	{"sus", OWN, WHOLE}, {"su", OWN, WHOLE},
};
static const struct symbol_word latin_u[] = {
	{"un security council", SC, START},
	{"unesco", OTHER, START},
	{"unga", GA, WHOLE},
	{"unhrc", HRC, WHOLE},
	{"unscr", R, START | ENDING},
	{"unsc", SC, WHOLE},
};
static const struct symbol_word latin_w[] = {
	{"world health", OTHER, START},
};
static const struct symbol_word latin_accented[] = {
	{"ésolution", R, ENDING},
	{"ÉSOLUTION", R, ENDING},
};
static const struct symbol_word cyrillic[] = {
	{"Ассамбле", GA, START},
	{"Безопасности", SC, START},
	{"ГА ООН", GA, START},
	{"Европейского парламента", OTHER, START},
	{"Европейского союза", OTHER, START},
	{"Комисси", COMMITTEE, START},
	{"Комитет", COMMITTEE, START},
	{"Конференции сторон", OTHER, START},
	{"Лиги арабских", OTHER, START},
	{"Парламентской ассамблеи", OTHER, START},
	{"РЕЗОЛЮЦИ", R, ENDING},
	{"СБ", SC, WHOLE},
	{"СПЧ", HRC, WHOLE},
	{"Совет по правам", HRC, START},
	{"Совета Европы", OTHER, START},
	{"Совета по правам", HRC, START},
	{"Совете по правам", HRC, START},
	{"Советом по правам", HRC, START},
	{"Совету по правам", HRC, START},
	{"ЭКОСОС", ES, START},
	{"ЮНЕСКО", OTHER, START},
	{"езолюци", R, ENDING},
	{"ешени", D, ENDING},
	{"омиссии по правам человека", CHR, ANYWHERE},
	{"омиссия по правам человека", CHR, ANYWHERE},
	{"оциального Совета", ES, ANYWHERE},
	{"оциальном Совете", ES, ANYWHERE},
	{"оциальному Совету", ES, ANYWHERE},
	{"оциальный Совет", ES, ANYWHERE},
	{"оциальным Советом", ES, ANYWHERE},
	{"проект резолюции", DRAFT, START},
	{"проекта резолюции", DRAFT, START},
};
static const struct symbol_word cyrillic_second[] = {
	{"свое", OWN, START | ENDING},
	{"свои", OWN, START | ENDING},
	{"свою", OWN, WHOLE},
};
static const struct symbol_word arabic[] = {
	{"البرلمان الأوروبي", OTHER, ANYWHERE},
	{"الجامعة العربية", OTHER, ANYWHERE},
	{"اللجنة", COMMITTEE, ANYWHERE},
	{"المجلس الأوروبي", OTHER, ANYWHERE},
	{"المجلس الاقتصادي", ES, ANYWHERE},
	{"المجلس التنفيذي", OTHER, ANYWHERE},
	{"المجلس", COUNCIL, ANYWHERE},
	{"اليونسكو", OTHER, ANYWHERE},
	{"جامعة الدول العربية", OTHER, ANYWHERE},
	{"جمعية العامة", GA, ANYWHERE},
	{"شورای امنیت", SC, ANYWHERE},
};
static const struct symbol_word arabic_second[] = {
	{"قرار", R, ARABIC | ENDING},         {"قطعنامه", R, ENDING},
	{"لجنة حقوق الإنسان", CHR, ANYWHERE}, {"لجنة", COMMITTEE, ANYWHERE},
	{"مجلس أوروبا", OTHER, ANYWHERE},     {"مجلس الأمن", SC, ANYWHERE},
	{"مجلس الامن", SC, ANYWHERE},         {"مجلس الجامعة", OTHER, ANYWHERE},
	{"مجلس حقوق", HRC, ANYWHERE},         {"مشروع القرار", DRAFT, ANYWHERE},
	{"مشروع قرار", DRAFT, ANYWHERE},      {"مقرر", D, ENDING},
};
static const struct symbol_word chinese_e4[] = {
	{"人权委员会", CHR, ANYWHERE},
	{"人权理事会", HRC, ANYWHERE},
	{"人權理事會", HRC, ANYWHERE},
};
static const struct symbol_word chinese_e5[] = {
	{"其", OWN, ANYWHERE},           {"决定", D, ANYWHERE},
	{"决议草案", DRAFT, ANYWHERE},   {"决议", R, ANYWHERE},
	{"執行理事會", OTHER, ANYWHERE}, {"大会", GA, ANYWHERE},
	{"大會", GA, ANYWHERE},          {"委员会", COMMITTEE, ANYWHERE},
	{"安全理事会", SC, ANYWHERE},    {"安全理事會", SC, ANYWHERE},
	{"安理会", SC, ANYWHERE},        {"安理會", SC, ANYWHERE},
};
static const struct symbol_word chinese_e6[] = {
	{"执行理事会", OTHER, ANYWHERE}, {"教科文组织", OTHER, ANYWHERE},
	{"欧洲议会", OTHER, ANYWHERE},   {"決定", D, ANYWHERE},
	{"決議", R, ANYWHERE},
};
static const struct symbol_word chinese_e7[] = {
	{"理事会", COUNCIL, ANYWHERE},      {"理事會", COUNCIL, ANYWHERE},
	{"經濟及社會理事會", ES, ANYWHERE}, {"经济及社会理事会", ES, ANYWHERE},
	{"经社理事会", ES, ANYWHERE},
};
static const struct symbol_word chinese_e8[] = {
	{"联大", GA, ANYWHERE},
};

#define LIST(words) \
	{ \
		words, sizeof words / sizeof *words \
	}
static const struct {
	const struct symbol_word *words;
	size_t count;
} by_byte[256] = {
	['a'] = LIST(latin_a),         ['b'] = LIST(latin_b),        ['c'] = LIST(latin_c),
	['d'] = LIST(latin_d),         ['e'] = LIST(latin_e),        ['g'] = LIST(latin_g),
	['h'] = LIST(latin_h),         ['i'] = LIST(latin_i),        ['l'] = LIST(latin_l),
	['o'] = LIST(latin_o),         ['p'] = LIST(latin_p),        ['r'] = LIST(latin_r),
	['s'] = LIST(latin_s),         ['u'] = LIST(latin_u),        ['w'] = LIST(latin_w),
	[0xc3] = LIST(latin_accented), [0xd0] = LIST(cyrillic),      [0xd1] = LIST(cyrillic_second),
	[0xd8] = LIST(arabic),         [0xd9] = LIST(arabic_second), [0xe4] = LIST(chinese_e4),
	[0xe5] = LIST(chinese_e5),     [0xe6] = LIST(chinese_e6),    [0xe7] = LIST(chinese_e7),
	[0xe8] = LIST(chinese_e8),
};

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
	static const char *const glued[] = {"و", "ف", "ب", "ك", "ل", "ا"};
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

const struct symbol_word *symbol_word_at(const struct symbol_text *t, size_t i, size_t *end)
{
	unsigned char c = (unsigned char)t->s[i];
	size_t count;
	const struct symbol_word *w;

	if (c >= 'A' && c <= 'Z')
		c |= 32;
	w = by_byte[c].words;
	count = by_byte[c].count;
	/* most letters within words end here */
	if (!count || (c < 0x80 && c != 'e' && symbol_letter_before(t, i)))
		return NULL;
	for (; count--; w++) {
		size_t n;

		if (i + 1 >= t->len || ((t->s[i + 1] ^ w->text[1]) & ~32) != 0)
			continue;
		n = strlen(w->text);
		if (!symbol_same(t, i, w->text, n) ||
		    ((w->where & START) && symbol_letter_before(t, i)) ||
		    ((w->where & WHOLE) == WHOLE && symbol_is_letter_at(t, i + n)) ||
		    ((w->where & ARABIC) && !arabic_start(t, i)))
			continue;
		*end = w->where & ENDING ? symbol_word_end(t, i + n) : i + n;
		return w;
	}
	return NULL;
}
