/* SPDX-License-Identifier: ISC */
/* The language of a text. */
#include "config.h"

#include "model/base/buf.h"
#include "model/text/characters.h"
#include "tests/lib/check.h"

#include <string.h>

static void told_by_words(void **state)
{
	static const struct {
		const char *lang, *text;
	} cases[] = {
		{"en",
	         "The train was late again, and the man at the window said that it would be."},
		{"fr",
	         "Le train est en retard et personne ne sait pour quelle raison dans la gare."},
		{"es",
	         "El tren llega tarde y nadie sabe por qué, pero la gente no se va de la plaza."},
		{"de",
	         "Der Zug ist zu spät, und niemand weiß, warum das so ist, auch nicht der Mann."},
		{"it",
	         "Il treno è in ritardo e nessuno sa perché, ma la gente non va via dalla piazza "
	         "che è più bella con il sole."},
		{"pt", "O trem não chegou e as pessoas foram para a praça com os seus filhos, mais "
	               "uma vez."},
		{"ru",
	         "Поезд опаздывает, и на станции никто не знает, что это за причина и как быть."},
		{"uk",
	         "Поїзд запізнюється, і ніхто не знає, що це за причина та як бути з цим далі."},
		{"ar", "تأخر القطار مرة أخرى، ولم يعرف أحد في المحطة ما هو السبب على وجه التحديد."},
		/* clang-format off */
		{"fa", "قطار دوباره دیر کرد و هیچ کس در ایستگاه نمی‌دانست که این از چه بود و با چه."},
		/* clang-format on */
		{"zh", "火车又晚点了，车站里没有人知道原因。"},
		{"ja", "電車はまた遅れていて、駅の人はだれも理由を知らない。"},
		{"ko", "기차가 또 늦었고 역에 있는 사람은 아무도 이유를 모른다."},
		{"el", "Το τρένο άργησε πάλι και κανείς δεν ξέρει γιατί."},
		{"he", "הרכבת איחרה שוב ואיש בתחנה לא ידע מדוע."},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_string_equal(text_language(cases[i].text, strlen(cases[i].text)),
		                    cases[i].lang);
}

/* Words that Bulgarian has as well, and letters that it has not; and the other way round. */
static void told_by_letters(void **state)
{
	static const char russian[] =
		"1. Просит сторожей шлюзов провести от весны до осени встречи на мельнице, и до "
		"зимы на мосту, в порядке очереди, с 3 до 5 часов, от каждой деревни по двое;\n"
		"2. Постановляет до конца года на этих встречах рассмотреть сборы за лодки и за "
		"плоты, и до весны утвердить их при новых правилах;";
	static const char bulgarian[] =
		"1. Моли пазачите на шлюзовете да проведат от пролетта до есента срещи на "
		"мелницата и до зимата на моста, по ред, от 3 до 5 часа, от всяко село по двама;\n"
		"2. Решава до края на годината на тези срещи да се разгледат таксите за лодки и за "
		"салове, и до пролетта да са утвърдени при новите правила;";
	(void)state;
	assert_string_equal(text_language(russian, strlen(russian)), "ru");
	assert_string_equal(text_language(bulgarian, strlen(bulgarian)), "bg");
}

/* So many Russian names in a Bulgarian text of so many words. */
static void check_names(int names, int words, const char *want)
{
	struct buf text;
	buf_init(&text, 10000);
	for (int i = 0; i < names; i++)
		buf_str(&text, "Крым и ");
	for (int i = 0; i < words; i++)
		buf_str(&text, "и на за от до да се при ");
	assert_string_equal(text_language(text.bytes, text.len), want);
	buf_done(&text);
}

static void quoted_letters(void **state)
{
	(void)state;
	check_names(1, 14, "bg"); /* one letter of 229 */
	check_names(2, 20, "ru"); /* of 165 */
}

/* n times the words. */
static void check_declared(const char *declared, const char *words, int n, const char *want)
{
	struct buf text;
	buf_init(&text, 100000);
	for (int i = 0; i < n; i++) {
		buf_str(&text, words);
		buf_char(&text, ' ');
	}
	const char *got = text_language_declared(declared, text.bytes, text.len);
	if (strcmp(got, want) != 0)
		fail_msg("declared %s, %d × “%s”: %s, not %s", declared, n, words, got, want);
	buf_done(&text);
}

static void declared(void **state)
{
	(void)state;
	/* an official language, against another of its script: not, but for one of the six */
	check_declared("ru", "на за да се", 50, "ru");
	check_declared("en", "der die und ist", 50, "en");
	check_declared("ar", "این است که را", 50, "ar");
	check_declared("fr", "the and was that", 2, "en");
	check_declared("fr", "the and was that", 1, "fr");
	check_declared("fr", "the and", 3, "fr");
	check_declared("en-GB", "le les dans une", 2, "fr");
	check_declared("en-GB", "le les dans une", 1, "en");
	/* with twice as many words */
	check_declared("fr", "the and was that le les", 10, "en");
	check_declared("fr", "the and was that le les dans", 10, "fr");
	/* another script needs letters */
	check_declared("en", "на берегу стоит", 4, "ru");
	check_declared("en", "на берегу стоит", 3, "en");
	check_declared("en", "تصل القافلة إلى", 4, "ar");
	check_declared("zh", "the and was that", 10, "en");
	check_declared("en", "這是在的了", 8, "zh");
	check_declared("en", "这是在的了", 7, "en");
	/* any other yields to the text, unless that is short */
	check_declared("de", "the and was that", 12, "en");
	check_declared("de", "the and was that", 10, "de");
	check_declared("fil", "the and was that", 20, "en");
	check_declared("", "the and was that", 2, "en");
	/* a text that does not tell */
	check_declared("fr", "12 345", 5, "fr");
	check_declared("pt-BR", "12 345", 5, "pt-BR");
	check_declared("", "12 345", 5, "");
}

static void not_told(void **state)
{
	static const char *const texts[] = {"", "12,345 (67)", "A/80/241", "Ban Ki-moon", "…"};
	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		assert_string_equal(text_language(texts[i], strlen(texts[i])), "");
}

static void from_the_right(void **state)
{
	(void)state;
	assert_true(text_lang_is_rtl("ar"));
	assert_true(text_lang_is_rtl("ar-SY"));
	assert_true(text_lang_is_rtl("fa"));
	assert_false(text_lang_is_rtl("en"));
	assert_false(text_lang_is_rtl(""));
	assert_false(text_lang_is_rtl("arn"));
}

/* Broken bytes are no reason to read past the end. */
static void broken(void **state)
{
	static const char bytes[] = "\xd8\xa7\xd8\xff\xe4\xb8\xf0\x9f";
	(void)state;
	for (size_t n = 0; n < sizeof bytes; n++)
		assert_non_null(text_language(bytes, n));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(told_by_words),  cmocka_unit_test(told_by_letters),
		cmocka_unit_test(quoted_letters), cmocka_unit_test(declared),
		cmocka_unit_test(not_told),       cmocka_unit_test(from_the_right),
		cmocka_unit_test(broken),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
