/* SPDX-License-Identifier: ISC */
/* Symbols in running text (tests/model/symbols.tsv: a line is a case), typed, and in
 * addresses. */
#include "config.h"

#include "model/base/buf.h"
#include "model/symbol/internal.h"
#include "model/symbol/symbol.h"
#include "tests/lib/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void put(struct buf *got, const struct symbol_match *m)
{
	if (got->len)
		buf_char(got, ';');
	if (m->flags & SYMBOL_CLASH)
		buf_char(got, '!');
	if (m->flags & SYMBOL_AMBIGUOUS)
		buf_char(got, '?');
	buf_str(got, m->symbol);
}

static void scan_text(const char *text, const struct symbol_hints *hints, struct buf *got)
{
	struct symbol_scan scan;
	struct symbol_match m;
	size_t from = 0, len = strlen(text);

	symbol_scan(&scan, text, len, hints);
	while (symbol_next(&scan, &m)) {
		if (m.start < from || m.end <= m.start || m.end > len)
			fail_msg("%s: %zu to %zu", text, m.start, m.end);
		from = m.end;
		put(got, &m);
	}
}

static void test_table(void **state)
{
	const char *top = getenv("srcdir");
	char path[2048], *line = NULL;
	size_t cap = 0;
	int count = 0, failed = 0;
	ssize_t n;
	FILE *in;

	(void)state;
	snprintf(path, sizeof path, "%s/tests/model/symbols.tsv", top ? top : ".");
	in = fopen(path, "r");
	assert_non_null(in);
	while ((n = getline(&line, &cap, in)) > 0) {
		char *tab = strchr(line, '\t');
		struct buf got;

		if (*line == '#')
			continue;
		assert_non_null(tab);
		*tab++ = '\0';
		tab[strcspn(tab, "\n")] = '\0';
		buf_init(&got, 4000);
		scan_text(line, NULL, &got);
		if (strcmp(got.bytes, tab) != 0) {
			print_message("%s\n  want %s\n  got  %s\n", line, tab, got.bytes);
			failed++;
		}
		buf_done(&got);
		count++;
	}
	free(line);
	fclose(in);
	assert_int_equal(failed, 0);
	assert_true(count >= 120);
}

/* Each word of the table is found where it stands alone, in both cases of Latin letters, with
 * more behind it, and among others. */
static void check_word(const char *word)
{
	static const char *const behind[] = {"", " 2254", ", and so on and on"};
	char text[300];
	size_t end, at;

	for (size_t i = 0; i < sizeof behind / sizeof *behind; i++) {
		int n = snprintf(text, sizeof text, "- %s%s", word, behind[i]);
		const struct symbol_text t = {text, (size_t)n};

		for (int upper = 0; upper < 2; upper++) {
			at = 0;
			if (!symbol_next_word(&t, &at, t.len, &end) || at != 2)
				fail_msg("%s: not found", text);
			for (char *c = text; *c; c++)
				*c = (char)(*c >= 'a' && *c <= 'z' ? *c - 32 : *c);
		}
	}
}

static void test_words(void **state)
{
	const char *top = getenv("srcdir");
	char path[2048], *line = NULL;
	size_t cap = 0;
	int count = 0;
	FILE *in;

	(void)state;
	snprintf(path, sizeof path, "%s/data/words/symbols.tsv", top ? top : ".");
	in = fopen(path, "r");
	assert_non_null(in);
	while (getline(&line, &cap, in) > 0) {
		char *rest = line;

		strsep(&rest, "\t");
		if (*line == '#' || !rest || !count++)
			continue;
		check_word(strsep(&rest, "\t"));
	}
	free(line);
	fclose(in);
	assert_true(count > 200);
}

static void check_scan(const char *text, const struct symbol_hints *hints, const char *want)
{
	struct buf got;

	buf_init(&got, 4000);
	scan_text(text, hints, &got);
	assert_string_equal(got.bytes, want);
	buf_done(&got);
}

/* How far apart words and numbers may stand: with so many of the fill between them the
 * first is found, with one more the second. */
static void test_distances(void **state)
{
	static const struct {
		const char *before, *fill;
		int most;
		const char *after, *near, *far;
	} cases[] = {
		{"resolution", " ", 120, "2170", "S/RES/2170(2014)", ""},
		{"resolution 37/12", " ", 287, "A/HRC/RES/37/12", "A/HRC/RES/37/12;A/HRC/RES/37/12",
	         "?A/RES/37/12;A/HRC/RES/37/12"},
		{"A/HRC/RES/37/12", " ", 274, "resolution 37/12", "A/HRC/RES/37/12;A/HRC/RES/37/12",
	         "A/HRC/RES/37/12;?A/RES/37/12"},
		{"resolution 65/1 and", " ", 196, "68/182", "?A/RES/65/1;A/RES/68/182",
	         "?A/RES/65/1"},
		{"resolution 48/12 ", "of ", 51, "the Human Rights Council", "A/HRC/RES/48/12",
	         "?A/RES/48/12"},
		{"the African Union", " x", 24, " resolution 48/12", "", "?A/RES/48/12"},
		{"S/2012/90 and", " ", 15, "Add.1", "S/2012/90;S/2012/90/Add.1", "S/2012/90"},
		{"Security Council at its 7242nd, and", " ", 7, "7243rd meetings",
	         "S/PV.7242;S/PV.7243", "S/PV.7243"},
		{"resolution 37/1 on", " x", 42, " 5 March 2018", "A/HRC/RES/37/1", "?A/RES/37/1"},
		{"so 37/1 on", " ", 31, "5 March 2018", "A/HRC/RES/37/1", ""},
		{"resolution 37/1 of 5 March", " ", 55, "2018", "A/HRC/RES/37/1", "?A/RES/37/1"},
		{"the 2170 (20144),", " ", 11, "2178 (2014)", "S/RES/2170(2014);S/RES/2178(2014)",
	         "S/RES/2178(2014)"},
		{"Council decision 5/3,", " x", 144, " and 37/1 of 5 March 2018", "",
	         "A/HRC/RES/37/1"},
		{"resolutions were", " x", 296, ", 68/182", "A/RES/68/182", ""},
		{"在2018年", " ", 28, "3月5日第37/1号决议", "A/HRC/RES/37/1", "?A/RES/37/1"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		for (int more = 0; more < 2; more++) {
			struct buf text;

			buf_init(&text, 4000);
			buf_str(&text, cases[i].before);
			for (int k = 0; k < cases[i].most + more; k++)
				buf_str(&text, cases[i].fill);
			buf_str(&text, cases[i].after);
			check_scan(text.bytes, NULL, more ? cases[i].far : cases[i].near);
			buf_done(&text);
		}
	}
}

/* A number of something else is no resolution's. */
static void test_units(void **state)
{
	static const char *const units[] = {
		"dpi",      "ppi",  "px",   "p",     "pixels", "pixel", "people", "persons",
		"families", "m",    "km",   "cm",    "mm",     "hz",    "lines",  "x",
		"×",        "года", "году", "годов", "г",      "DPI",   "by 720", "par 720"};
	static const char *const none[] = {"and", "kmh", "by", "par lui"};
	char text[100];

	(void)state;
	for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
		snprintf(text, sizeof text, "a resolution of 1280 %s or so", units[i]);
		check_scan(text, NULL, "");
	}
	for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
		snprintf(text, sizeof text, "a resolution of 1280 %s or so", none[i]);
		check_scan(text, NULL, "S/RES/1280(1999)");
	}
}

static int year_of(void *payload, int number)
{
	return number == 9998 ? *(int *)payload : 0;
}

static void test_hints(void **state)
{
	int year = 2044;
	struct symbol_hints hints = {.year_of = year_of, .payload = &year};

	(void)state;
	check_scan("Security Council resolution 9998", &hints, "S/RES/9998(2044)");
	check_scan("resolution 9998 (2043)", &hints, "!S/RES/9998(2043)");
	check_scan("its resolution 48/12",
	           &(struct symbol_hints){SYMBOL_HUMAN_RIGHTS_COUNCIL, NULL, NULL, NULL},
	           "A/HRC/RES/48/12");
	check_scan("its resolution 48/12",
	           &(struct symbol_hints){SYMBOL_GENERAL_ASSEMBLY, NULL, NULL, NULL},
	           "A/RES/48/12");
	check_scan("at its 338th meeting",
	           &(struct symbol_hints){SYMBOL_SECURITY_COUNCIL, NULL, NULL, NULL}, "S/PV.338");
	assert_int_equal(symbol_body("S/PRST/2010/9"), SYMBOL_SECURITY_COUNCIL);
	assert_int_equal(symbol_body("A/HRC/40/12"), SYMBOL_HUMAN_RIGHTS_COUNCIL);
	assert_int_equal(symbol_body("A/68/99"), SYMBOL_GENERAL_ASSEMBLY);
	assert_int_equal(symbol_body(""), SYMBOL_NO_BODY);
}

static void check_flags(const char *text, unsigned flags, const char *near)
{
	struct symbol_scan scan;
	struct symbol_match m;

	symbol_scan(&scan, text, strlen(text), NULL);
	assert_true(symbol_next(&scan, &m));
	assert_int_equal(m.flags, flags);
	assert_string_equal(m.near, near);
}

static void test_flags(void **state)
{
	(void)state;
	check_flags("resolution 2170 (2014)", 0, "");
	check_flags("resolution 2170", SYMBOL_YEAR_ADDED, "");
	check_flags("S/RES/9998", SYMBOL_INCOMPLETE, "");
	check_flags("S/RES/9999", SYMBOL_INCOMPLETE, "");
	check_flags("S/RES/10000", 0, "");
	check_flags("resolution 1170 (2014)", SYMBOL_CLASH, "S/RES/2170(2014)");
	check_flags("resolution 2270 (2014)", SYMBOL_CLASH, "S/RES/2170(2014)");
	check_flags("S/RES/2170 (2015)", SYMBOL_CLASH, "S/RES/2170(2014)");
	check_flags("at the 7242nd meeting of the Security Council", SYMBOL_IMPLIED, "");
	check_flags("resolution A/68/182", SYMBOL_CORRECTED, "");
	check_flags("resolution 48/12", SYMBOL_ASSUMED | SYMBOL_AMBIGUOUS, "");
}

static void test_years(void **state)
{
	int low, high;

	(void)state;
	assert_int_equal(symbol_year(2254, &low, &high), 2015);
	assert_int_equal(symbol_year(1285, &low, &high), 2000);
	assert_int_equal(symbol_year(1284, &low, &high), 1999);
	/* between what is known of two years nothing is guessed */
	assert_int_equal(symbol_year(1146, &low, &high), 0);
	assert_int_equal(low, 1997);
	assert_int_equal(high, 1998);
	assert_int_equal(symbol_year(9999, &low, &high), 0);
	assert_int_equal(high, 9999);
	assert_int_equal(symbol_year(1, &low, &high), 0);
}

static void check_normal(const char *typed, const char *want)
{
	char got[SYMBOL_MAX] = "";

	if (symbol_normal(typed, got) != (want != NULL) || (want && strcmp(got, want) != 0))
		fail_msg("%s: “%s”", typed, got);
}

static void test_typed(void **state)
{
	(void)state;
	check_normal("a/res/68/182", "A/RES/68/182");
	check_normal("s/res/2170", "S/RES/2170(2014)");
	check_normal("S/RES/2170 (2014)", "S/RES/2170(2014)");
	check_normal(" S/PRST/2010/9* ", "S/PRST/2010/9");
	check_normal("s res 2170", "S/RES/2170(2014)");
	check_normal("res 2170", "S/RES/2170(2014)");
	check_normal("sc 2170", "S/RES/2170(2014)");
	check_normal("unscr 2170", "S/RES/2170(2014)");
	check_normal("a res 68 182", "A/RES/68/182");
	check_normal("res 68/182", "A/RES/68/182");
	check_normal("hrc res 24 16", "A/HRC/RES/24/16");
	check_normal("A/RES/64/10 B", "A/RES/64/10B");
	check_normal("s/pv.8123 (resumption 1)", "S/PV.8123(Resumption1)");
	check_normal("SC/13001", "SC/13001");
	check_normal("e/escwa/weir/2019/technical paper.2", "E/ESCWA/WEIR/2019/TECHNICALPAPER.2");
	check_normal("S/RES/٢١٧٠", "S/RES/2170(2014)");
	check_normal("ａ／ｒｅｓ／６８／１８２", "A/RES/68/182");
	check_normal("a/68/99/add.1", "A/68/99/Add.1");
	check_normal("2170", NULL);
	check_normal("68/182", NULL);
	check_normal("S/RES/2170 and more", NULL);
	check_normal("res ipsa", NULL);
	check_normal("pane:talks", NULL);
	check_normal("", NULL);
}

/* As readers speak of them; NULL: it is no symbol, and words to search for. */
static void test_spoken(void **state)
{
	static const char *const cases[][2] = {
		{"2170(2014)", "S/RES/2170(2014)"},
		{"2170 (2014)", "S/RES/2170(2014)"},
		{"SCR 2170", "S/RES/2170(2014)"},
		{"UNSCR2170", "S/RES/2170(2014)"},
		{"Res. 2170 (2014)", "S/RES/2170(2014)"},
		{"UN Security Council Resolution No. 2170", "S/RES/2170(2014)"},
		{"the resolution 2170 of the Security Council", "S/RES/2170(2014)"},
		{"résolution 2170 (2014) du Conseil de sécurité", "S/RES/2170(2014)"},
		{"resolución 68/182 de la Asamblea General", "A/RES/68/182"},
		{"Резолюция Совета Безопасности 2170 (2014)", "S/RES/2170(2014)"},
		{"рез. СБ 2170", "S/RES/2170(2014)"},
		{"рез. ГА 68/182", "A/RES/68/182"},
		{"قرار ٢١٧٠", "S/RES/2170(2014)"},
		{"القرار ٢١٧٠", "S/RES/2170(2014)"},
		{"وبالقرار ٢١٧٠", "S/RES/2170(2014)"},
		{"قرار مجلس الأمن ٢١٧٠ (٢٠١٤)", "S/RES/2170(2014)"},
		{"قرار الجمعية العامة ٦٨/١٨٢", "A/RES/68/182"},
		{"第2170号决议", "S/RES/2170(2014)"},
		{"安全理事会第2170(2014)号决议", "S/RES/2170(2014)"},
		{"安理会2170", "S/RES/2170(2014)"},
		{"大会第68/182号决议", "A/RES/68/182"},
		{"HRC resolution 37/12", "A/HRC/RES/37/12"},
		{"Human Rights Council resolution S-9/1", "A/HRC/RES/S-9/1"},
		{"ecosoc resolution 2003/4", "E/RES/2003/4"},
		{"prst 2010/9", "S/PRST/2010/9"},
		{"s pv 8123", "S/PV.8123"},
		/* two, another's, or other words beside it */
		{"resolutions 2170 and 2178", NULL},
		{"UNESCO resolution 37/12", NULL},
		{"resolution 2170 in the north", NULL},
		{"wells in 2170 (2014)", NULL},
		{"draft resolution 2170", NULL},
		{"2170", NULL},
		{"2170 (2013)", NULL},
		{"https://x.example/resolution 2170", NULL},
		{"", NULL},
	};
	char long_one[700];

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char got[SYMBOL_MAX] = "";

		if (symbol_typed(cases[i][0], got) != (cases[i][1] != NULL) ||
		    (cases[i][1] && strcmp(got, cases[i][1]) != 0))
			fail_msg("%s: “%s”", cases[i][0], got);
	}
	memset(long_one, ' ', sizeof long_one);
	memcpy(long_one, "res", 3);
	strcpy(long_one + 512 - 4, "2170");
	assert_true(symbol_typed(long_one, (char[SYMBOL_MAX]){""}));
	strcpy(long_one + 512 - 4, " 2170");
	assert_false(symbol_typed(long_one, (char[SYMBOL_MAX]){""}));
}

static void check_address(const char *url, const char *want, const char *language)
{
	char symbol[SYMBOL_MAX] = "", lang[4];
	bool found = symbol_of_address(url, symbol, lang);

	if (found != (want != NULL) ||
	    (want && (strcmp(symbol, want) != 0 || strcmp(lang, language) != 0)))
		fail_msg("%s: “%s” “%s”", url, symbol, lang);
}

static void test_addresses(void **state)
{
	(void)state;
	check_address("https://docs.un.org/en/S/RES/2170(2014)", "S/RES/2170(2014)", "en");
	check_address("https://docs.un.org/ar/A/res/68/182?direct=true", "A/RES/68/182", "ar");
	check_address("https://docs.un.org:443/fr/S/RES/2170%282014%29#p2", "S/RES/2170(2014)",
	              "fr");
	check_address("docs.un.org/S/2013/871", "S/2013/871", "");
	check_address("http://undocs.org/S/PRST/2010/9", "S/PRST/2010/9", "");
	check_address("https://www.undocs.org/zh/A/69/77/Add.1/", "A/69/77/Add.1", "zh");
	check_address("https://undocs.org/pdf?symbol=ru/A/69/77", NULL, "");
	check_address("https://undocs.org/pdf?symbol=A/CONF.199/20", "A/CONF.199/20", "");
	check_address("http://www.un.org/en/ga/search/view_doc.asp?symbol=A/69/77&Lang=S",
	              "A/69/77", "es");
	check_address("http://www.un.org/Docs/journal/asp/ws.asp?m=S/2013/871", "S/2013/871", "");
	check_address("http://daccess-ods.un.org/access.nsf/Get?Open&DS=S/2013/871&Lang=E",
	              "S/2013/871", "en");
	check_address("http://daccess-ods.un.org/access.nsf/Get?OpenAgent&DS=A/69/77&Lang=A",
	              "A/69/77", "ar");
	check_address("http://daccess-ods.un.org/access.nsf/GetFile?Open&amp;DS=A/69/"
	              "77&amp;Lang=F&amp;Type=DOC",
	              "A/69/77", "fr");
	check_address("https://documents.un.org/api/symbol/access?s=S/RES/2170(2014)&l=en&t=pdf",
	              "S/RES/2170(2014)", "en");
	check_address(
		"https://documents.un.org/api/symbol/access?s=S%2FPV.8123%28Resumption1%29&l=R",
		"S/PV.8123(Resumption1)", "ru");
	check_address("https://documents.un.org/doc/UNDOC/GEN/N13/111/22/PDF/N1311122.pdf", NULL,
	              "");
	check_address("http://daccess-dds-ny.un.org/doc/UNDOC/GEN/N13/111/22/PDF/"
	              "N1311122.pdf?OpenElement",
	              NULL, "");
	check_address("https://example.org/en/S/RES/2170(2014)", NULL, "");
	check_address("https://example.org/?u=https://docs.un.org/en/S/2013/871", NULL, "");
	check_address("https://docs.un.org/", NULL, "");
	check_address("S/2013/871", NULL, "");
}

static void check_print(const char *symbol, const char *want)
{
	char printed[SYMBOL_MAX + 8];

	symbol_print(symbol, printed, sizeof printed);
	assert_string_equal(printed, want);
}

static void test_parts(void **state)
{
	static const char *const wants[] = {"A/RES/92/254", "A/RES/92/254A", "A/RES/92/254B",
	                                    "A/RES/92/254C"};
	char part[SYMBOL_MAX];

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		assert_true(symbol_part("A/RES/92/254A-C", i, part));
		assert_string_equal(part, wants[i]);
	}
	assert_false(symbol_part("A/RES/92/254A-C", 4, part));
	assert_false(symbol_part("A/RES/92/254A", 0, part));
	assert_false(symbol_part("A/RES/92/254C-A", 0, part));
	assert_false(symbol_part("A/RES/ES-C", 0, part));
	assert_false(symbol_part("S/2099/254A-C", 0, part));
	assert_false(symbol_part("", 0, part));
	assert_true(symbol_normal("a/res/92/254 A to C", part));
	assert_string_equal(part, "A/RES/92/254A-C");
}

static void test_print(void **state)
{
	char served[SYMBOL_MAX];

	(void)state;
	check_print("S/RES/2170(2014)", "S/RES/2170 (2014)");
	check_print("S/PV.8123(Resumption1)", "S/PV.8123 (Resumption 1)");
	check_print("A/79/6(Sect.8)", "A/79/6 (Sect. 8)");
	check_print("A/RES/1803(XVII)", "A/RES/1803 (XVII)");
	check_print("A/68/99/Add.1", "A/68/99/Add.1");
	check_print("A/79/6(PartIII)", "A/79/6 (Part III)");
	check_print("A/79/6(PartII)/Add.1", "A/79/6 (Part II)/Add.1");
	check_print("E/ESCWA/WEIR/2019/TECHNICALPAPER.2", "E/ESCWA/WEIR/2019/TECHNICAL PAPER.2");
	symbol_served("E/ESCWA/WEIR/2019/TECHNICALPAPER.2", served, sizeof served);
	assert_string_equal(served, "E/ESCWA/WEIR/2019/TECHNICAL PAPER.2");
	symbol_served("S/PV.8123(Resumption1)", served, sizeof served);
	assert_string_equal(served, "S/PV.8123(Resumption1)");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_table),  cmocka_unit_test(test_distances),
		cmocka_unit_test(test_words),  cmocka_unit_test(test_units),
		cmocka_unit_test(test_hints),  cmocka_unit_test(test_flags),
		cmocka_unit_test(test_years),  cmocka_unit_test(test_typed),
		cmocka_unit_test(test_spoken), cmocka_unit_test(test_addresses),
		cmocka_unit_test(test_parts),  cmocka_unit_test(test_print),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
