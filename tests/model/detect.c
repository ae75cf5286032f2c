/* SPDX-License-Identifier: ISC */
/* The language of a text. */
#include "config.h"

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
		cmocka_unit_test(told_by_words),
		cmocka_unit_test(not_told),
		cmocka_unit_test(from_the_right),
		cmocka_unit_test(broken),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
