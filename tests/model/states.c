/* SPDX-License-Identifier: ISC */
/* States: found by the words that readers type, and named in six languages. */
#include "config.h"

#include "model/base/lang.h"
#include "model/dossier/catalogue.h"
#include "model/dossier/states.h"
#include "tests/lib/folder.h"
#include "tests/lib/lines.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static struct store *starter;

static int open_starter(void **state)
{
	struct err err = {0};

	(void)state;
	starter = store_open("starter.store", STORE_STARTER, &err);
	return starter ? 0 : -1;
}

static int close_starter(void **state)
{
	(void)state;
	store_close(starter);
	return 0;
}

/* The key of today of a line of country_names.tsv. */
static const char *today(const struct lines *l)
{
	return *l->field[8] ? l->field[8] : l->field[0];
}

static void every_name_finds_its_state(void **state)
{
	struct lines l;
	struct err err = {0};
	char key[STATE_KEY_MAX], name[400];

	(void)state;
	lines_open(&l, "country_names.tsv");
	lines_next(&l);
	while (lines_next(&l)) {
		/* the key, six names, the code of three letters */
		for (int i = 0; i < 8; i++) {
			if (state_key(starter, l.field[i], key, sizeof key, &err) != 1)
				fail_msg("%s does not find %s", l.field[i], l.field[0]);
			assert_string_equal(key, today(&l));
		}
		for (int i = 0; i < LANG_COUNT; i++) {
			assert_int_equal(state_name(starter, l.field[0], lang_codes[i], name,
			                            sizeof name, &err),
			                 1);
			assert_string_equal(name, l.field[i + 1]);
		}
	}
	lines_close(&l);
	lines_open(&l, "states.tsv");
	lines_next(&l);
	while (lines_next(&l)) {
		if (state_key(starter, l.field[0], key, sizeof key, &err) != 1)
			fail_msg("%s does not find %s", l.field[0], l.field[1]);
		assert_string_equal(key, l.field[1]);
	}
	lines_close(&l);
}

static void words_are_taken_as_readers_type_them(void **state)
{
	static const struct {
		const char *word, *key;
	} words[] = {
		{"syria", "SYRIAN ARAB REPUBLIC"},
		{"SYRIA", "SYRIAN ARAB REPUBLIC"},
		{"  Syrian  arab", "SYRIAN ARAB REPUBLIC"},
		{"syr", "SYRIAN ARAB REPUBLIC"},
		{"Сирия", "SYRIAN ARAB REPUBLIC"},
		{"سوريا", "SYRIAN ARAB REPUBLIC"},
		{"叙利亚", "SYRIAN ARAB REPUBLIC"},
		{"russia", "RUSSIAN FEDERATION"},
		{"iran", "IRAN (ISLAMIC REPUBLIC OF)"},
		{"iran (islamic republic of)", "IRAN (ISLAMIC REPUBLIC OF)"},
		{"turkey", "TÜRKİYE"},
		{"Turkiye", "TÜRKİYE"},
		{"türkiye", "TÜRKİYE"},
		{"TÜRKİYE", "TÜRKİYE"},
		{"usa", "UNITED STATES"},
		{"U.S.A.", "UNITED STATES"},
		{"us", "UNITED STATES"},
		{"uk", "UNITED KINGDOM"},
		{"great britain", "UNITED KINGDOM"},
		{"dprk", "DEMOCRATIC PEOPLE'S REPUBLIC OF KOREA"},
		{"north korea", "DEMOCRATIC PEOPLE'S REPUBLIC OF KOREA"},
		{"South Korea", "REPUBLIC OF KOREA"},
		{"venezuela", "VENEZUELA (BOLIVARIAN REPUBLIC OF)"},
		{"bolivia", "BOLIVIA (PLURINATIONAL STATE OF)"},
		{"cote divoire", "CÔTE D'IVOIRE"},
		{"Côte d’Ivoire", "CÔTE D'IVOIRE"},
		{"ivory coast", "CÔTE D'IVOIRE"},
		{"guinea bissau", "GUINEA-BISSAU"},
		{"vietnam", "VIET NAM"},
		{"moldova", "REPUBLIC OF MOLDOVA"},
		{"herzegovina", "BOSNIA AND HERZEGOVINA"},
		{"leste", "TIMOR-LESTE"},
		{"libyan arab jamahiriya", "LIBYA"},
		/* beginnings that only one state has */
		{"germ", "GERMANY"},
		{"Алж", "ALGERIA"},
		{"afghan", "AFGHANISTAN"},
	};
	struct err err = {0};
	char key[STATE_KEY_MAX];

	(void)state;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		if (state_key(starter, words[i].word, key, sizeof key, &err) != 1)
			fail_msg("'%s' finds no state", words[i].word);
		assert_string_equal(key, words[i].key);
	}
}

/* -- candidates --------------------------------------------------------- */

static int note_state(const struct state_match *m, void *payload)
{
	size_t n = strlen(payload);

	snprintf((char *)payload + n, 1000 - n, "%d %s;", (int)m->fit, m->key);
	return 0;
}

static void candidates_are_listed(void **state)
{
	static const struct {
		const char *word;
		int found;
		const char *list;
	} words[] = {
		{"korea", 2, "2 DEMOCRATIC PEOPLE'S REPUBLIC OF KOREA;2 REPUBLIC OF KOREA;"},
		{"guinea", 1, /* Guinea Ecuatorial begins so */
	         "0 GUINEA;1 EQUATORIAL GUINEA;1 GUINEA-BISSAU;2 PAPUA NEW GUINEA;"},
		{"congo", 1, /* Congo-Kinshasa, a short form, too */
	         "0 CONGO;1 DEMOCRATIC REPUBLIC OF THE CONGO;"},
		{"slov", 2, "1 SLOVAKIA;1 SLOVENIA;"},
		{"atlantis", 0, ""},
		{"", 0, ""},
		{" .'-() ", 0, ""},
		{"%", 0, ""},
		{"_yria", 0, ""},
	};
	struct err err = {0};

	(void)state;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		char list[1000] = "", key[STATE_KEY_MAX];

		assert_int_equal(state_find(starter, words[i].word, note_state, list, &err),
		                 words[i].found);
		assert_string_equal(list, words[i].list);
		assert_int_equal(state_find(starter, words[i].word, NULL, NULL, &err),
		                 words[i].found);
		assert_int_equal(state_key(starter, words[i].word, key, sizeof key, &err),
		                 words[i].found);
		assert_int_equal(*key != 0, words[i].found == 1);
	}
}

static int stop_at_once(const struct state_match *m, void *payload)
{
	(void)m;
	++*(int *)payload;
	return 1;
}

static void who_asks_may_stop(void **state)
{
	struct err err = {0};
	int count = 0;
	char name[100], *lots = malloc(100001);

	(void)state;
	assert_int_equal(state_find(starter, "korea", stop_at_once, &count, &err), 2);
	assert_int_equal(count, 1);
	assert_int_equal(state_name(starter, "ATLANTIS", "en", name, sizeof name, &err), 0);
	assert_int_equal(state_name(starter, "JORDAN", "de", name, sizeof name, &err), 0);
	/* a word without end */
	assert_non_null(lots);
	memset(lots, 'a', 100000);
	lots[100000] = 0;
	assert_int_equal(state_find(starter, lots, NULL, NULL, &err), 0);
	free(lots);
}

/* -- votes -------------------------------------------------------------- */

static bool names_one(const char *list, const char *const *names)
{
	size_t len;

	for (; *list; list += len + (list[len] == ';')) {
		len = strcspn(list, ";");
		for (int i = 0; names[i]; i++)
			if (strlen(names[i]) == len && !memcmp(list, names[i], len))
				return true;
	}
	return false;
}

static int count_vote(const char *symbol, char vote, void *payload)
{
	long *counts = payload;

	assert_true(*symbol);
	counts[vote == 'y' ? 0 : vote == 'n' ? 1 : 2]++;
	return 0;
}

/* Whichever of its names the list of a vote has. */
static void votes_are_those_under_all_names(void **state)
{
	static const char *const names[] = {"TURKEY", "TURKIYE", "TÜRKİYE", NULL};
	static const char *const words[] = {"turkey", "Turkiye", "TUR", "Турция", NULL};
	struct lines l;
	struct err err = {0};
	long want[3] = {0};

	(void)state;
	lines_open(&l, "votes_syria.tsv");
	lines_next(&l);
	while (lines_next(&l))
		for (int i = 0; i < 3; i++)
			want[i] += names_one(l.field[i + 1], names);
	lines_close(&l);
	assert_true(want[0] + want[1] + want[2] > 50);
	for (int i = 0; words[i]; i++) {
		long got[3] = {0};

		assert_int_equal(catalogue_votes_of(starter, words[i], count_vote, got, &err), 1);
		assert_memory_equal(got, want, sizeof got);
	}
}

/* -- what mkstarter refuses --------------------------------------------- */

#define NAMES "key\tar\tzh\ten\tfr\tru\tes\tiso3\ttoday\tsource\tstatus\n"
#define ROW(key, code, today) key "\ta" key "\tb\tc\td\te\tf\t" code "\t" today "\tx\tusual\n"

static const struct refusal {
	const char *names, *file, *text, *says;
} refusals[] = {
	{NAMES ROW("RIVERLAND", "riv", ""), NULL, NULL,
         "country_names.tsv:2: not a code of three capitals: 'riv'"},
	{NAMES "RIVERLAND\ta\t\tc\td\te\tf\tRIV\t\tx\tusual\n", NULL, NULL,
         "country_names.tsv:2: a name is missing: 'zh'"},
	{NAMES ROW("RIVERLAND", "RIV", "") ROW("RIVERLAND", "RIV", ""), NULL, NULL,
         "country_names.tsv:3: duplicate key: 'RIVERLAND'"},
	{NAMES ROW("RIVERLAND", "RIV", "STREAMLAND"), NULL, NULL,
         "country_names.tsv:2: not the name of this state today: 'STREAMLAND'"},
	{NAMES ROW("RIVERLAND", "RIV", "HILLS") ROW("HILLS", "HIL", ""), NULL, NULL,
         "country_names.tsv:2: not the name of this state today: 'HILLS'"},
	{NAMES ROW("RIVERLAND", "RIV", ""), "states.tsv", "alias\tkey\nBanks\tHILLS\n",
         "states.tsv:2: no such state: 'HILLS'"},
	{NAMES ROW("RIVERLAND", "RIV", "") ROW("HILLS", "HIL", ""), "states.tsv",
         "alias\tkey\nBanks\tHILLS\nbanks!\tRIVERLAND\n",
         "states.tsv:3: a name of a state already: 'banks!'"},
	{NAMES ROW("RIVERLAND", "RIV", ""), "states.tsv", "alias\tkey\n...\tRIVERLAND\n",
         "states.tsv:2: not a name: '...'"},
	{NAMES ROW("RIVERLAND", "RIV", ""), "votes_syria.tsv",
         "symbol\tin_favour\tagainst\tabstaining\tsource\tstatus\nA/"
         "1\tRIVERLAND\tHILLS\t\tx\tpartly\n",
         "votes_syria.tsv:2: no such state in country_names.tsv: 'HILLS'"},
	{NAMES ROW("RIVERLAND", "RIV", "") ROW("BANKS", "RIV", "RIVERLAND"), "votes_syria.tsv",
         "symbol\tin_favour\tagainst\tabstaining\tsource\tstatus\nA/"
         "1\tRIVERLAND\tBANKS\t\tx\tpartly\n",
         "votes_syria.tsv:2: votes twice on one text: 'BANKS'"},
};

static void bad_tables_stop_the_build(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
		struct folder f;

		assert_int_equal(folder_make(&f), 0);
		folder_put(&f, "country_names.tsv", refusals[i].names);
		if (refusals[i].file)
			folder_put(&f, refusals[i].file, refusals[i].text);
		if (folder_build(&f) != 1)
			fail_msg("%s: not refused: %s", refusals[i].says, f.said);
		if (!strstr(f.said, refusals[i].says))
			fail_msg("'%s' does not say '%s'", f.said, refusals[i].says);
		folder_drop(&f);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_name_finds_its_state),
		cmocka_unit_test(words_are_taken_as_readers_type_them),
		cmocka_unit_test(candidates_are_listed),
		cmocka_unit_test(who_asks_may_stop),
		cmocka_unit_test(votes_are_those_under_all_names),
		cmocka_unit_test(bad_tables_stop_the_build),
	};

	return cmocka_run_group_tests(tests, open_starter, close_starter);
}
