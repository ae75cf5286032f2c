/* SPDX-License-Identifier: ISC */
/*
 * parse_doubt: text layers that lie, of five kinds, and texts that look odd and do not.
 */
#include "config.h"

#include "fetch/parse/un/doubt.h"
#include "tests/lib/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FIGURES (1u << UN_DOUBT_FIGURES)
#define LETTERS (1u << UN_DOUBT_LETTERS)
#define TABLE (1u << UN_DOUBT_TABLE)
#define MARKS (1u << UN_DOUBT_MARKS)
#define SPACES (1u << UN_DOUBT_SPACES)

static const char keepers[] = "The keepers of the twelve locks met on Monday and spoke of the "
			      "level of the water, of tolls "
			      "and of the ferry that has not run since the spring of last year. ";

/* A text `times` over, and one once behind it. */
static unsigned found(const char *text, unsigned times, const char *more, const char *language)
{
	struct un_doubt doubt = {.years = 0};

	for (unsigned i = 0; i < times; i++)
		un_doubt_text(&doubt, text, strlen(text));
	un_doubt_text(&doubt, more, strlen(more));
	return un_doubt_found(&doubt, language);
}

static void honest(void **state)
{
	static const char *const texts[] = {
		"In 2014 and in 2015, by 2030 and until 1999, 3500 boats and 4111 barges passed, "
		"see "
		"A/4096, A/4111, 4112, 4113 and 4114.",
		"The CO2 of H1N1, PM2.5 and the BBC's HQ in NYC; "
		"http://www.locks.example/xkcdqw/rhythms "
		"stretchthroughs Mr. Wszczyk of Brno, Krk and Vltava-on-the-Vlk.",
		"(a) A b c d e f g h of the river; 1 2 3 4 5 6 7 8 9 10 11 12 boats.",
		"Internationalization-minded non-governmental organizations (interparliamentary).",
	};

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
		assert_int_equal(found(keepers, 20, texts[i], "en"), 0);
}

/* Three years that are none are too many where there are no more of others; numbers that are
 * no years say nothing. */
static void figures(void **state)
{
	(void)state;
	assert_int_equal(found(keepers, 5, "in 7101, since 8101 and by 7105", "en"), FIGURES);
	assert_int_equal(found(keepers, 5, "in 7101, since 8101", "en"), 0);
	assert_int_equal(found(keepers, 5,
	                       "in 7101, since 8101 and by 7105; in 2014, in 2015, by 2016", "en"),
	                 0);
	assert_int_equal(
		found(keepers, 5, "in 7101, since 8101 and by 7105; in 2014, in 2015", "en"),
		FIGURES);
	/* turned round */
	assert_int_equal(found(keepers, 5, "4 May 2102, in 6102, June 7102", "en"), FIGURES);
	assert_int_equal(found(keepers, 5, "7101 boats, 8101 boats, 7105 boats", "en"), 0);
	assert_int_equal(found(keepers, 5, "في عام 7101 ولعام 8101 سنة 7105, سنة 8102", "en"),
	                 FIGURES);
}

static void letters(void **state)
{
	static const char salad[] =
		"Pgrmnrnt obsrvr of Plstm, fr,om tlie prmwnt offi~es, l1opinion "
		"clearly sent; ";

	(void)state;
	assert_int_equal(found(salad, 2, keepers, "en"), LETTERS);
	/* a share of the whole, and six at least */
	assert_int_equal(found(keepers, 15, salad, "en"), LETTERS);
	assert_int_equal(found(keepers, 21, salad, "en"), 0);
	assert_int_equal(found(keepers, 1, "prmwnt obsrvr fr,om Plstm l1opinion", "en"), 0);
	assert_int_equal(found(keepers, 1, "prmwnt obsrvr fr,om Plstm l1opinion offi~es", "en"),
	                 LETTERS);
}

/* Adds words that are all different, of an alphabet without the letter. */
static void add_words(struct un_doubt *doubt, const char *letters, unsigned count)
{
	char words[4000];
	size_t n = 0, all = strlen(letters);
	uint32_t state = 1;

	for (unsigned i = 0; i < count; i++) {
		for (size_t k = 0; k < 11; k++)
			words[n++] = letters[((state = state * 1103515245u + 12345u) >> 16) % all];
		words[n++] = ' ';
		if (n + 20 > sizeof words || i + 1 == count) {
			un_doubt_text(doubt, words, n);
			n = 0;
		}
	}
}

/* Whether a text of so many words of these letters is doubted. */
static unsigned of_letters(const char *letters, unsigned words, const char *language)
{
	struct un_doubt doubt = {.years = 0};

	add_words(&doubt, letters, words);
	return un_doubt_found(&doubt, language) & TABLE;
}

/* A letter that every text of the script has is printed as another; or no word can be said. */
static void table(void **state)
{
	static const char all[] = "etaoinshrdlucmfwypvbgk", none[] = "qtaoinshrdlucmfwypvbgk";

	(void)state;
	assert_int_equal(of_letters(none, 400, "en"), TABLE);
	assert_int_equal(of_letters(all, 400, "en"), 0);
	/* too short to tell; too much of the same */
	assert_int_equal(of_letters(none, 200, "en"), 0);
	assert_int_equal(
		found("a thrifty clan had a map of our island and a ship to sail on, a bay ", 80,
	              "", "en"),
		0);
	/* no language, and no vowels */
	assert_int_equal(of_letters("etjxqzshrdlpcmfwkpvbgk", 120, ""), TABLE);
	assert_int_equal(of_letters("etjxqzshrdlpcmfwkpvbgk", 60, ""), 0);
	assert_int_equal(of_letters("etjxqzshrdlpcmfwkpvbgk", 120, "en"), 0);
	assert_int_equal(of_letters("etaoinshrdlump", 120, ""), 0);
	assert_int_equal(found(keepers, 8, "", ""), 0);
}

static void marks(void **state)
{
	(void)state;
	assert_int_equal(found(keepers, 3,
	                       "\uf021\uf022 \ufffd\ufffd\ufffd \ufffd\ufffd\ufffd\ufffd\ufffd",
	                       "en"),
	                 MARKS);
	assert_int_equal(found(keepers, 3, "\ufffd\ufffd\ufffd", "en"), 0);
	assert_int_equal(found("rÃ©union crÃ©Ã©e Ã  la sÃ©ance ", 4, "", "fr"), MARKS);
	assert_int_equal(found("réunion créée à la séance ", 9, "", "fr"), 0);
}

static void spaces(void **state)
{
	(void)state;
	assert_int_equal(found("T h e k e e p e r s o f t h e l o c k s ", 5, "", "en") & SPACES,
	                 SPACES);
	assert_int_equal(
		found("Thekeepersofthelocksspokeofthewater andofthetollsandoftheferrythathasnot "
	              "run since the year ",
	              14, "", "en") &
			SPACES,
		SPACES);
	assert_int_equal(found(keepers, 5, "Thekeepersofthelocksspokeofthewater", "en"), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(honest), cmocka_unit_test(figures), cmocka_unit_test(letters),
		cmocka_unit_test(table),  cmocka_unit_test(marks),   cmocka_unit_test(spaces),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
