/* Markers, dates and lines of the masthead, in six languages. */
#include "config.h"

#include "fetch/paper.h"

#include "tests/check.h"

#include <stdio.h>
#include <string.h>

static void markers(void **state)
{
	static const struct {
		const char *text;
		enum paper_kind kind;
		int value;
		const char *marker, *number, *rest;
	} cases[] = {
		{"14. The gauge", PAPER_NUMBER, 14, "14.", "14", "The gauge"},
		{"14\xc2\xa0"
	         "bis. The gauge",
	         PAPER_NUMBER, 14,
	         "14\xc2\xa0"
	         "bis.",
	         "14 bis", "The gauge"},
		{"3.14 The gauge", PAPER_NUMBER, 14, "3.14", "3.14", "The gauge"},
		{"3.14. The gauge", PAPER_NUMBER, 14, "3.14.", "3.14", "The gauge"},
		{"27.IV.14 The gauge", PAPER_NUMBER, 14, "27.IV.14", "27.IV.14", "The gauge"},
		{"٤ - النهر", PAPER_NUMBER, 4, "٤ -", "4", "النهر"},
		{"٤- النهر", PAPER_NUMBER, 4, "٤-", "4", "النهر"},
		{"12- النهر", PAPER_NUMBER, 12, "12-", "12", "النهر"},
		{"4–\tالنهر", PAPER_NUMBER, 4, "4–", "4", "النهر"},
		{"1) first", PAPER_NUMBER, 1, "1)", "1", "first"},
		{"(2) second", PAPER_NUMBER, 2, "(2)", "2", "second"},
		{"（一）河流", PAPER_NUMBER, 1, "（一）", "1", "河流"},
		{"(十二) 河流", PAPER_NUMBER, 12, "(十二)", "12", "河流"},
		{"三、河流", PAPER_NUMBER, 3, "三、", "3", "河流"},
		{"4．河流", PAPER_NUMBER, 4, "4．", "4", "河流"},
		{"(a) one", PAPER_LETTER, 1, "(a)", "", "one"},
		{"b) deux", PAPER_LETTER, 2, "b)", "", "deux"},
		{"в) три", PAPER_LETTER, 3, "в)", "", "три"},
		{"(ب) اثنان", PAPER_LETTER, 2, "(ب)", "", "اثنان"},
		{"(هـ) خمسة", PAPER_LETTER, 5, "(هـ)", "", "خمسة"},
		{"(aa) much later", PAPER_LETTER, 27, "(aa)", "", "much later"},
		{"(iii) three", PAPER_ROMAN, 3, "(iii)", "", "three"},
		{"IV. Rivers", PAPER_ROMAN, 4, "IV.", "", "Rivers"},
		{"B. Rivers", PAPER_LETTER, 2, "B.", "", "Rivers"},
		{"‘3’ ثالث", PAPER_NUMBER, 3, "‘3’", "3", "ثالث"},
		{"– a dash", PAPER_BULLET, 0, "–", "", "a dash"},
		{"• a dot", PAPER_BULLET, 0, "•", "", "a dot"},
		{"- a hyphen", PAPER_BULLET, 0, "-", "", "a hyphen"},
		{"\xef\x82\xb7 symbol", PAPER_BULLET, 0, "•", "", "symbol"},
		{"ثانيا - النهر", PAPER_OTHER, 2, "ثانيا -", "", "النهر"},
		{"ألف- النهر", PAPER_OTHER, 1, "ألف-", "", "النهر"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct paper_marker m;

		if (!paper_marker_read(cases[i].text, strlen(cases[i].text), &m))
			fail_msg("%s: no marker", cases[i].text);
		assert_string_equal(m.text, cases[i].marker);
		assert_string_equal(m.number, cases[i].number);
		assert_string_equal(cases[i].text + m.skip, cases[i].rest);
		assert_int_equal(m.kind, cases[i].kind);
		assert_int_equal(m.value, cases[i].value);
	}
}

static void no_markers(void **state)
{
	static const char *const cases[] = {
		"The gauge",   "14 gauges", "3.5million", "-5 degrees", "(see below)",
		"14-18 March", "e.g. so",   "(ford) by",  "",           "a",
		"i",           "2015/14",   "النهر",      "十分",
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct paper_marker m;

		if (paper_marker_read(cases[i], strlen(cases[i]), &m))
			fail_msg("%s: a marker", cases[i]);
		assert_int_equal(m.kind, PAPER_NONE);
	}
}

/* -1: none. */
static int takes(struct paper_sequence *q, const char *text, bool apart)
{
	struct paper_marker m;
	int level;

	if (!paper_marker_read(text, strlen(text), &m) ||
	    !paper_sequence_takes(q, &m, apart, &level))
		return -1;
	return level * 10 + (int)m.kind;
}

static void sequences(void **state)
{
	struct paper_sequence q = {0};

	(void)state;
	assert_int_equal(takes(&q, "1. One", false), PAPER_NUMBER);
	assert_int_equal(takes(&q, "2. Two", false), PAPER_NUMBER);
	assert_int_equal(takes(&q, "2015. And", false), -1);
	assert_int_equal(takes(&q, "V. Brook", false), -1);
	assert_int_equal(takes(&q, "(a) One", false), 10 + PAPER_LETTER);
	assert_int_equal(takes(&q, "(i) One", false), 20 + PAPER_ROMAN);
	assert_int_equal(takes(&q, "(ii) Two", false), 20 + PAPER_ROMAN);
	assert_int_equal(takes(&q, "(b) Two", false), 10 + PAPER_LETTER);
	for (const char *c = "cdefghij"; *c; c++)
		assert_int_equal(takes(&q, (char[]){'(', *c, ')', ' ', 'x', '\0'}, false),
		                 10 + PAPER_LETTER);
	assert_int_equal(takes(&q, "3. Three", false), PAPER_NUMBER);
	assert_int_equal(takes(&q, "3 bis. Three", false), PAPER_NUMBER);
	assert_int_equal(takes(&q, "(2099) of the year", false), -1);
	assert_int_equal(takes(&q, "(31) of them", false), -1);
	assert_int_equal(takes(&q, "I. One", false), PAPER_ROMAN);
	assert_int_equal(takes(&q, "A. First", false), PAPER_LETTER);
	assert_int_equal(takes(&q, "B. Second", false), PAPER_LETTER);
	assert_int_equal(takes(&q, "II. Two", false), PAPER_ROMAN);
	assert_int_equal(takes(&q, "٤ - النهر", false), PAPER_NUMBER);
	q = (struct paper_sequence){0};
	assert_int_equal(takes(&q, "3.5 per cent", false), -1);
	assert_int_equal(takes(&q, "3.1 One", true), PAPER_NUMBER);
	assert_int_equal(takes(&q, "3.2 Two", true), PAPER_NUMBER);
	assert_int_equal(takes(&q, "7.5 per cent", false), -1);
	assert_int_equal(takes(&q, "3.3 Three", true), PAPER_NUMBER);
}

static void dates(void **state)
{
	static const struct {
		const char *text, *iso;
		bool whole;
	} cases[] = {
		{"17 November 2025", "2025-11-17", true},
		{"1er février 2013", "2013-02-01", true},
		{"5 de abril de 2013", "2013-04-05", true},
		{"5 апреля 2013 года", "2013-04-05", true},
		{"15 мая 2013 года", "2013-05-15", true},
		{"٥ نيسان/أبريل ٢٠١٣", "2013-04-05", true},
		{"12 كانون الأول/ديسمبر 2013", "2013-12-12", true},
		{"2013年4月5日", "2013-04-05", true},
		{"Cold Quay, 25-28 June 2018", "2018-06-28", false},
		{"March 4, 1999", "1999-03-04", true},
		{"32 March 1999", "", false},
		{"4 Marching 1999", "", false},
		{"no date", "", false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		char iso[11];
		bool whole = false;
		bool found = paper_date(cases[i].text, strlen(cases[i].text), iso, &whole);

		if (strcmp(iso, cases[i].iso) != 0 || whole != cases[i].whole)
			fail_msg("%s: %s %d", cases[i].text, iso, whole);
		assert_int_equal(found, *iso != '\0');
	}
}

static void lines(void **state)
{
	static const struct {
		const char *text;
		enum paper_line_kind kind;
		const char *value;
	} cases[] = {
		{"United Nations", PAPER_ORGANIZATION, "United Nations"},
		{"Объединенных Наций", PAPER_TEXT, ""},
		{"Организация Объединенных Наций", PAPER_ORGANIZATION, NULL},
		{"الأمم المتحدة", PAPER_ORGANIZATION, NULL},
		{"联合国", PAPER_ORGANIZATION, NULL},
		{"Security Council", PAPER_BODY, "Security Council"},
		{"Assemblée générale", PAPER_BODY, "Assemblée générale"},
		{"Экономический и Социальный Совет", PAPER_BODY, NULL},
		{"الجمعية العامة", PAPER_BODY, NULL},
		{"安全理事会", PAPER_BODY, NULL},
		{"S/2099/14", PAPER_SYMBOL, "S/2099/14"},
		{"A/154/31–S/2099/14", PAPER_SYMBOL, "A/154/31 S/2099/14"},
		{"S/RES/4254 (2099)*", PAPER_SYMBOL, "S/RES/4254(2099)"},
		{"Distr.: General", PAPER_DISTRIBUTION, "General"},
		{"Distr. générale", PAPER_DISTRIBUTION, "générale"},
		{"Distr.", PAPER_DISTRIBUTION, ""},
		{"LIMITED", PAPER_DISTRIBUTION, "LIMITED"},
		{"17 November 2025", PAPER_DATE, "2025-11-17"},
		{"Original: English", PAPER_ORIGINAL, "English"},
		{"Original : anglais", PAPER_ORIGINAL, "anglais"},
		{"ORIGINAL: ENGLISH AND FRENCH", PAPER_ORIGINAL, "ENGLISH AND FRENCH"},
		{"ARABIC", PAPER_LANGUAGE, "ARABIC"},
		{"Seventy-ninth session", PAPER_SESSION, NULL},
		{"Soixante-dix-neuvième session", PAPER_SESSION, NULL},
		{"Septuagésimo noveno período de sesiones", PAPER_SESSION, NULL},
		{"Семьдесят девятая сессия", PAPER_SESSION, NULL},
		{"الدورة التاسعة والسبعون", PAPER_SESSION, NULL},
		{"第七十九届会议", PAPER_SESSION, NULL},
		{"Eightieth year", PAPER_SESSION, NULL},
		{"Agenda item 5 (a)", PAPER_AGENDA, NULL},
		{"Point 5 de l’ordre du jour", PAPER_AGENDA, NULL},
		{"Tema 5 del programa", PAPER_AGENDA, NULL},
		{"Пункт 5 повестки дня", PAPER_AGENDA, NULL},
		{"البند 5 من جدول الأعمال", PAPER_AGENDA, NULL},
		{"议程项目5", PAPER_AGENDA, NULL},
		{"9588th meeting", PAPER_MEETING, "9588"},
		{"9588e séance", PAPER_MEETING, "9588"},
		{"18-15257 (E) 170918", PAPER_JOB, "18-15257"},
		{"98-15257*** (E) 030498", PAPER_JOB, "98-15257"},
		{"98-15257", PAPER_JOB, "98-15257"},
		{"1815257 (E)", PAPER_JOB, "1815257"},
		{"GE.18-01234(E)", PAPER_JOB, "18-01234"},
		{"*1815257*", PAPER_BARCODE, "1815257"},
		{"Please recycle", PAPER_RECYCLE, ""},
		{"Please recycle ♲", PAPER_RECYCLE, ""},
		{"Merci de recycler", PAPER_RECYCLE, ""},
		{"Просьба отправить на вторичную переработку", PAPER_RECYCLE, ""},
		{"2/5", PAPER_PAGE, "2"},
		{"Page 3", PAPER_PAGE, "3"},
		{"- 14 -", PAPER_PAGE, "14"},
		{"2/5 18-15257", PAPER_PAGE, "2"},
		{"18-15257 3/5", PAPER_PAGE, "3"},
		{"The session", PAPER_TEXT, ""},
		{"The river rose by two fingers.", PAPER_TEXT, ""},
		{"Report of the Commission", PAPER_TEXT, ""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct paper_line line;

		paper_line_read(cases[i].text, strlen(cases[i].text), &line);
		if (line.kind != cases[i].kind)
			fail_msg("%s: %d (%s)", cases[i].text, line.kind, line.value);
		if (cases[i].value)
			assert_string_equal(line.value, cases[i].value);
		else
			assert_true(line.value[0]);
	}
}

static void annexes(void **state)
{
	static const struct {
		const char *text;
		int number;
	} cases[] = {
		{"Annex", 1},
		{"Annex II to the letter dated 4 May 2099 from the keeper", 2},
		{"Annex II", 2},
		{"ANNEX IV", 4},
		{"Annexe III", 3},
		{"Annex B", 2},
		{"Приложение II", 2},
		{"المرفق الثالث", 3},
		{"附件二", 2},
		{"附件", 1},
		{"Enclosure", 1},
		{"Anexo 2", 2},
		{"Annexes to the report", 0},
		{"Annexation", 0},
		{"The annex", 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		if (paper_annex(cases[i].text, strlen(cases[i].text)) != cases[i].number)
			fail_msg("%s: %d", cases[i].text,
			         paper_annex(cases[i].text, strlen(cases[i].text)));
}

static void line(struct paper_facts *facts, const char *s)
{
	paper_facts_line(facts, s, strlen(s));
}

static void facts(void **state)
{
	static const char sentence[] =
		"Adopted by the Security Council at its 9588th meeting, on 18 December 2099";
	static const char text[] = "The Council notes that the river was in its bed and that the "
				   "gauges of the quay have not been read by the keeper.";
	struct paper_facts f = {0};
	struct doc_maker *m = doc_maker_new(0);
	struct doc *doc;

	(void)state;
	line(&f, "S/RES/4254 (2099)");
	line(&f, "Security Council");
	line(&f, "Distr.");
	line(&f, "GENERAL");
	line(&f, "19 December 2099");
	line(&f, "ORIGINAL:");
	line(&f, "FRENCH");
	paper_facts_title(&f, "Resolution  4254", 16);
	paper_facts_title(&f, "(2099)", 6);
	paper_facts_text(&f, sentence, strlen(sentence));
	paper_facts_text(&f, text, strlen(text));
	paper_facts_write(&f, "pdf", "fr", m);
	doc = doc_finish(m, NULL);
	assert_string_equal(doc_fact(doc, "title"), "Resolution 4254 (2099)");
	assert_string_equal(doc_fact(doc, "symbol"), "S/RES/4254(2099)");
	assert_string_equal(doc_fact(doc, "body"), "Security Council");
	assert_string_equal(doc_fact(doc, "distribution"), "GENERAL");
	assert_string_equal(doc_fact(doc, "original"), "FRENCH");
	assert_string_equal(doc_fact(doc, "meeting"), "S/PV.9588");
	assert_string_equal(doc_fact(doc, "date"), "2099-12-18");
	assert_string_equal(doc_fact(doc, "language"), "en");
	assert_string_equal(doc_fact(doc, "format"), "pdf");
	assert_true(*doc_fact(doc, "language-note"));
	doc_free(doc);
}

/* -- parts ------------------------------------------------------------------ */

static void parts(void **state)
{
	static const struct {
		const char *line, *part; /* "" for none */
	} cases[] = {
		{"Part VI", "Part VI"},
		{"Section 25", "Section 25"},
		{"SECTION 25 Rivers", "SECTION 25"},
		{"Subprogramme 1. Gates", "Subprogramme 1"},
		{"Chapitre 25", "Chapitre 25"},
		{"Sección 4: Ríos", "Sección 4"},
		{"Подпрограмма 12", "Подпрограмма 12"},
		{"البرنامج الفرعي 2", "البرنامج الفرعي 2"},
		{"الباب ٢٥", "الباب ٢٥"},
		{"第25款", "第25款"},
		{"第三部分 河流", "第三部分"},
		{"次级方案1", "次级方案1"},
		{"Part", ""},
		{"Part of the plan", ""},
		{"Partition 4", ""},
		{"Section 4bis", ""},
		{"Part Vital", ""},
		{"Figure 4", ""},
		{"第25", ""},
		{"", ""},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		if (paper_part(cases[i].line, strlen(cases[i].line)) != strlen(cases[i].part))
			fail_msg("%s: %zu", cases[i].line,
			         paper_part(cases[i].line, strlen(cases[i].line)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(markers),   cmocka_unit_test(no_markers),
		cmocka_unit_test(sequences), cmocka_unit_test(dates),
		cmocka_unit_test(lines),     cmocka_unit_test(annexes),
		cmocka_unit_test(facts),     cmocka_unit_test(parts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
