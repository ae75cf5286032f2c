/* SPDX-License-Identifier: ISC */
/* Machine-readable texts and official titles: what the tables say comes back. */
#include "config.h"

#include "model/base/lang.h"
#include "model/dossier/catalogue.h"
#include "model/dossier/hashes.h"
#include "model/dossier/texts.h"
#include "tests/lib/folder.h"
#include "tests/lib/lines.h"

#include <ctype.h>
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

/* -- texts -------------------------------------------------------------- */

struct compare {
	struct lines lines;
	char symbol[100];
	bool more; /* a line is at hand */
	long rows;
};

static int text_like_line(const struct catalogue_text *t, void *payload)
{
	struct compare *c = payload;

	assert_true(c->more);
	assert_string_equal(c->symbol, c->lines.field[0]);
	assert_string_equal(t->lang, c->lines.field[1]);
	assert_string_equal(t->repo, c->lines.field[2]);
	assert_string_equal(t->path, c->lines.field[3]);
	assert_int_equal(t->bytes, atol(c->lines.field[4]));
	assert_string_equal(t->in_file, c->lines.field[5]);
	c->rows++;
	c->more = lines_next(&c->lines);
	return 0;
}

static void every_row_comes_back(void **state)
{
	struct compare c = {.rows = 0};
	struct err err = {0};

	(void)state;
	lines_open(&c.lines, "akn_paths.tsv");
	lines_next(&c.lines);
	c.more = lines_next(&c.lines);
	while (c.more) {
		long before = c.rows;

		snprintf(c.symbol, sizeof c.symbol, "%s", c.lines.field[0]);
		assert_int_equal(catalogue_texts(starter, c.symbol, text_like_line, &c, &err), 1);
		assert_true(c.rows > before);
		/* all of a symbol, and nothing of the next */
		assert_true(!c.more || strcmp(c.symbol, c.lines.field[0]) != 0);
	}
	assert_int_equal(c.rows, count_lines("akn_paths.tsv"));
	assert_true(c.rows > 15000);
	lines_close(&c.lines);
}

struct seen {
	int last, count, of[LANG_COUNT];
	int stop;
};

static int note_language(const struct catalogue_text *t, void *payload)
{
	struct seen *seen = payload;
	int i = 0;

	while (i < LANG_COUNT && strcmp(lang_codes[i], t->lang) != 0)
		i++;
	assert_true(i < LANG_COUNT && i >= seen->last);
	seen->last = i;
	seen->count++;
	if (!*t->in_file)
		seen->of[i] = 1;
	return seen->stop;
}

/* One file has all parts of a resolution: it is found by each and by the whole. */
static void parts_have_their_whole(void **state)
{
	static const struct {
		const char *symbol;
		bool found;
	} cases[] = {{"A/RES/75/101A-B", true}, {"A/RES/75/101", true},   {"A/RES/75/101A", true},
	             {"A/RES/75/101B", true},   {"A/RES/75/101C", false}, {"A/RES/75/10", true},
	             {"A/RES/75/254C", true},   {"A/RES/75/25A", false},  {"A/RES/75/254D", false}};
	struct err err = {0};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		char letters[16];

		assert_int_equal(catalogue_languages(starter, cases[i].symbol, letters,
		                                     sizeof letters, &err),
		                 0);
		if ((*letters != '\0') != cases[i].found)
			fail_msg("%s: '%s'", cases[i].symbol, letters);
	}
}

static void languages_are_those_of_the_texts(void **state)
{
	struct lines l;
	struct err err = {0};
	char letters[16], want[16], last[100] = "";

	(void)state;
	lines_open(&l, "akn_paths.tsv");
	lines_next(&l);
	while (lines_next(&l)) {
		struct seen seen = {0};
		size_t n = 0;

		if (!strcmp(last, l.field[0]))
			continue;
		snprintf(last, sizeof last, "%s", l.field[0]);
		assert_int_equal(catalogue_texts(starter, last, note_language, &seen, &err), 1);
		*want = 0;
		for (int i = 0; i < LANG_COUNT; i++)
			if (seen.of[i])
				n += (size_t)snprintf(want + n, sizeof want - n, "%s%c",
				                      n ? " " : "", lang_letters[i]);
		assert_int_equal(catalogue_languages(starter, last, letters, sizeof letters, &err),
		                 0);
		assert_string_equal(letters, want);
	}
	lines_close(&l);
	/* A buffer that is too small has whole letters. */
	assert_int_equal(catalogue_languages(starter, "A/RES/76/1", letters, 4, &err), 0);
	assert_string_equal(letters, "A C");
}

static void who_asks_may_stop(void **state)
{
	struct seen seen = {.stop = 1};
	struct err err = {0};

	(void)state;
	assert_int_equal(catalogue_texts(starter, "A/RES/76/1", note_language, &seen, &err), 1);
	assert_int_equal(seen.count, 1);
	seen = (struct seen){.stop = -1};
	assert_int_equal(catalogue_texts(starter, "A/RES/76/1", note_language, &seen, &err), -1);
}

static void an_unknown_symbol_has_nothing(void **state)
{
	static const char *const unknown[] = {"S/RES/99999(2199)", "", "S/RES/2254", "S/2012/522",
	                                      "A/RES/71/248'; --"};
	char out[CATALOGUE_TITLE_MAX];
	struct seen seen = {0};
	struct err err = {0};

	(void)state;
	for (size_t i = 0; i < sizeof unknown / sizeof *unknown; i++) {
		assert_int_equal(catalogue_texts(starter, unknown[i], note_language, &seen, &err),
		                 0);
		assert_int_equal(catalogue_languages(starter, unknown[i], out, sizeof out, &err),
		                 0);
		assert_string_equal(out, "");
		for (int l = 0; l < LANG_COUNT; l++)
			assert_int_equal(catalogue_title(starter, unknown[i], lang_codes[l], out,
			                                 sizeof out, &err),
			                 0);
	}
	assert_int_equal(seen.count, 0);
}

/* -- titles ------------------------------------------------------------- */

static int keep_title(const struct catalogue_entry *e, void *payload)
{
	snprintf(payload, CATALOGUE_TITLE_MAX, "%s", e->title);
	return 1;
}

static void titles_come_back_in_six_languages(void **state)
{
	struct lines l;
	struct err err = {0};
	char out[CATALOGUE_TITLE_MAX], catalogue[CATALOGUE_TITLE_MAX];
	long titles = 0;

	(void)state;
	lines_open(&l, "titles.tsv");
	lines_next(&l);
	while (lines_next(&l)) {
		*catalogue = 0;
		catalogue_entry(starter, l.field[0], keep_title, catalogue, &err);
		for (int i = 0; i < LANG_COUNT; i++) {
			const char *want = l.field[i + 1];

			if (!*want && !strcmp(lang_codes[i], "en"))
				want = catalogue;
			assert_int_equal(catalogue_title(starter, l.field[0], lang_codes[i], out,
			                                 sizeof out, &err),
			                 *want != 0);
			assert_string_equal(out, want);
			titles += *want != 0;
		}
	}
	lines_close(&l);
	assert_true(titles > 11000);
}

static void titles_without_a_row_of_their_own(void **state)
{
	char out[CATALOGUE_TITLE_MAX], want[CATALOGUE_TITLE_MAX] = "", cut[12];
	struct err err = {0};

	(void)state;
	assert_int_equal(catalogue_entry(starter, "A/RES/74/3", keep_title, want, &err), 1);
	assert_true(*want);
	assert_int_equal(catalogue_title(starter, "A/RES/74/3", "en", out, sizeof out, &err), 1);
	assert_string_equal(out, want);
	assert_int_equal(catalogue_title(starter, "A/RES/74/3", "fr", out, sizeof out, &err), 0);
	assert_int_equal(catalogue_title(starter, "A/RES/76/1", "de", out, sizeof out, &err), 0);
	/* A small buffer: whole characters of two bytes each. */
	assert_int_equal(catalogue_title(starter, "A/RES/76/119", "ru", cut, 12, &err), 1);
	assert_int_equal(strlen(cut), 10);
}

/* -- packing ------------------------------------------------------------ */

static void lists_pack_and_unpack(void **state)
{
	static const struct packed_text texts[] = {
		{1, 0, 52379, "A_RES_1_1-12345A.xml"},
		{2, 0, 0, "A_RES_1_1-12345C.xml"},
		{2, 3, 1539427, "x"},
		{900, 6, 127, "A_RES_1_1-12345C.xml"},
		{3, 0, 128, "A_RES_1_1-12345CC.xml"},
		{3, 0, 1, "A_RES_1_1-12345C.xml"},
	};
	struct packed_text before = {0}, t = {0};
	struct buf b;
	size_t at = 1, n = 0;

	(void)state;
	buf_init(&b, 1 << 12);
	buf_char(&b, 0);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		texts_pack(&b, &before, &texts[i]);
		before = texts[i];
	}
	for (; texts_unpack((unsigned char *)b.bytes, b.len, &at, &t); n++) {
		assert_int_equal(t.folder, texts[n].folder);
		assert_int_equal(t.in_file, texts[n].in_file);
		assert_int_equal(t.bytes, texts[n].bytes);
		assert_string_equal(t.name, texts[n].name);
	}
	assert_int_equal(n, sizeof texts / sizeof *texts);
	/* Cut anywhere, it ends early and reads nothing beyond. */
	for (size_t len = 1; len < b.len; len++) {
		unsigned char *copy = malloc(len);

		assert_non_null(copy);
		memcpy(copy, b.bytes, len);
		at = 1;
		memset(&t, 0, sizeof t);
		for (n = 0; texts_unpack(copy, len, &at, &t); n++)
			;
		assert_true(n < sizeof texts / sizeof *texts);
		free(copy);
	}
	buf_done(&b);
}

static void broken_lists_end(void **state)
{
	/* folder, bytes, same at start, same at end, middle, its bytes */
	static const unsigned char lists[][8] = {
		{0, 8, 1, 5, 0, 1, 'a'},                /* more of the name before than it has */
		{0, 8, 1, 0, 3, 1, 'a'},                /* the same at its end */
		{0, 8, 1, 0, 0, 200, 1, 'a'},           /* a longer name than the list */
		{0, 15, 1, 0, 0, 1, 'a'},               /* a seventh language */
		{0, 255, 255, 255, 255, 255, 255, 255}, /* a number without end */
	};

	(void)state;
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
		struct packed_text t = {0};
		size_t at = 1;

		assert_false(texts_unpack(lists[i], sizeof lists[i], &at, &t));
	}
}

/* -- hashes ------------------------------------------------------------- */

static void every_text_is_known_by_its_bytes(void **state)
{
	struct lines l;
	struct err err = {0};
	char symbol[SYMBOL_MAX], lang[HASH_LANG];
	long rows = 0, german = 0;

	(void)state;
	lines_open(&l, "akn_sha256.tsv");
	lines_next(&l);
	while (lines_next(&l)) {
		assert_int_equal(catalogue_by_hash(starter, l.field[2], symbol, lang, &err), 1);
		assert_string_equal(symbol, l.field[0]);
		assert_string_equal(lang, l.field[1]);
		german += !strcmp(lang, "de");
		/* as it may be written too; and with the last bit that is kept changed */
		if (rows++ % 100)
			continue;
		for (char *p = l.field[2]; *p; p++)
			*p = (char)toupper((unsigned char)*p);
		assert_int_equal(catalogue_by_hash(starter, l.field[2], symbol, lang, &err), 1);
		l.field[2][2 * HASH_KEPT - 1] ^= 1;
		assert_int_equal(catalogue_by_hash(starter, l.field[2], symbol, lang, &err), 0);
	}
	lines_close(&l);
	assert_true(rows > 15500 && german > 250);
	assert_int_equal(catalogue_by_hash(starter, "", symbol, lang, &err), 0);
	assert_int_equal(catalogue_by_hash(starter, "2cfe7fb5", symbol, lang, &err), 0);
}

/* -- what mkstarter refuses --------------------------------------------- */

#define PATHS "symbol\tlang\trepo\tpath\tbytes\tin_file\n"
#define HASHES "symbol\tlang\tsha256\n"
#define NIL "0000000000000000000000000000000000000000000000000000000000000000"
#define TITLES "symbol\tar\tzh\ten\tfr\tru\tes\n"
static const struct refusal {
	const char *file, *text, *says;
} refusals[] = {
	{"akn_paths.tsv", PATHS "S/RES/1 (1999)\ten\tR\ta/b.xml\t5\t\n",
         "akn_paths.tsv:2: not a symbol in canonical form: 'S/RES/1 (1999)'"},
	{"akn_paths.tsv", PATHS "S/RES/1(1999)\tde\tR\ta/b.xml\t5\t\n",
         "akn_paths.tsv:2: not one of the six languages: 'de'"},
	{"akn_paths.tsv", PATHS "S/RES/1(1999)\ten\tR/S\ta/b.xml\t5\t\n",
         "akn_paths.tsv:2: not the name of a repository: 'R/S'"},
	{"akn_paths.tsv", PATHS "S/RES/1(1999)\ten\tR\ta/../b.xml\t5\t\n",
         "akn_paths.tsv:2: not a path within a repository"},
	{"akn_paths.tsv", PATHS "S/RES/1(1999)\ten\tR\t/b.xml\t5\t\n",
         "akn_paths.tsv:2: not a path within a repository"},
	{"akn_paths.tsv", PATHS "S/RES/1(1999)\ten\tR\ta%20b/c.xml\t5\t\n",
         "akn_paths.tsv:2: not a path within a repository"},
	{"akn_paths.tsv", PATHS "S/RES/1(1999)\ten\tR\ta/b.xml\t-5\t\n",
         "akn_paths.tsv:2: not a number: '-5'"},
	{"akn_paths.tsv", PATHS "S/RES/1(1999)\ten\tR\ta/b.xml\t5\ten\n",
         "akn_paths.tsv:2: not another of the six languages: 'en'"},
	{"akn_paths.tsv",
         PATHS "S/RES/1(1999)\ten\tR\ta/b.xml\t5\t\nS/RES/1(1999)\tar\tR\tb/b.xml\t5\t\n",
         "akn_paths.tsv:3: languages stand in the order ar zh en fr ru es: 'ar'"},
	{"akn_paths.tsv",
         PATHS "S/RES/1(1999)\ten\tR\ta/b.xml\t5\t\nS/RES/1(1999)\ten\tR\ta/b.xml\t5\t\n",
         "akn_paths.tsv:3: duplicate key: 'a/b.xml'"},
	{"akn_paths.tsv",
         PATHS "S/RES/1(1999)\ten\tR\ta/b.xml\t5\t\nS/RES/2(1999)\tru\tR\ta/c.xml\t5\t\n",
         "akn_paths.tsv:3: a folder of two languages: 'R/a'"},
	{"akn_paths.tsv",
         PATHS "S/RES/1(1999)\ten\tR\ta/b.xml\t5\t\nS/RES/2(1999)\ten\tR\ta/c.xml\t5\t\n"
               "S/RES/1(1999)\ten\tR\ta/d.xml\t5\t\n",
         "akn_paths.tsv:4: its rows are not together: 'S/RES/1(1999)'"},
	{"akn_sha256.tsv", HASHES "S/RES/1(1999)\ten\t" NIL "0\n",
         "akn_sha256.tsv:2: not a SHA-256: '" NIL "0'"},
	{"akn_sha256.tsv", HASHES "S/RES/1(1999)\ten\tz" NIL "\n",
         "akn_sha256.tsv:2: not a SHA-256"},
	{"akn_sha256.tsv", HASHES "S/RES/1(1999)\tit\t" NIL "\n",
         "akn_sha256.tsv:2: not a language of texts: 'it'"},
	{"akn_sha256.tsv", HASHES "S/RES/1(1999)\ten\t" NIL "\nS/RES/2(1999)\ten\t" NIL "\n",
         "akn_sha256.tsv:3: duplicate key: 'S/RES/2(1999)'"},
	{"titles.tsv", TITLES "a/res/1/1\ta\tb\tc\td\te\tf\n",
         "titles.tsv:2: not a symbol in canonical form: 'a/res/1/1'"},
	{"titles.tsv", TITLES "A/RES/1/1\t\t\t\t\t\t\n",
         "titles.tsv:2: no title in any language: 'A/RES/1/1'"},
	{"titles.tsv", TITLES "A/RES/1/1\ta\tb\tc\td\te\tf\nA/RES/1/1\ta\tb\tc\td\te\tf\n",
         "titles.tsv:3: duplicate key: 'A/RES/1/1'"},
	{"titles.tsv", TITLES "A/RES/1/1\ta\tb\tc\td\te\n", "titles.tsv:2: 6 columns instead of 7"},
};

static void bad_tables_stop_the_build(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
		struct folder f;

		assert_int_equal(folder_make(&f), 0);
		folder_put(&f, refusals[i].file, refusals[i].text);
		if (folder_build(&f) != 1)
			fail_msg("%s: not refused: %s", refusals[i].text, f.said);
		if (!strstr(f.said, refusals[i].says))
			fail_msg("'%s' does not say '%s'", f.said, refusals[i].says);
		folder_drop(&f);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_row_comes_back),
		cmocka_unit_test(parts_have_their_whole),
		cmocka_unit_test(languages_are_those_of_the_texts),
		cmocka_unit_test(who_asks_may_stop),
		cmocka_unit_test(an_unknown_symbol_has_nothing),
		cmocka_unit_test(titles_come_back_in_six_languages),
		cmocka_unit_test(titles_without_a_row_of_their_own),
		cmocka_unit_test(lists_pack_and_unpack),
		cmocka_unit_test(broken_lists_end),
		cmocka_unit_test(every_text_is_known_by_its_bytes),
		cmocka_unit_test(bad_tables_stop_the_build),
	};

	return cmocka_run_group_tests(tests, open_starter, close_starter);
}
