/* SPDX-License-Identifier: ISC */
/* Markers, dates and lines of the masthead, in six languages. */
#include "config.h"

#include "fetch/parse/un/layout.h"
#include "fetch/parse/un/rich_text.h"
#include "tests/lib/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void markers(void **state)
{
	static const struct {
		const char *text;
		enum un_kind kind;
		int value;
		const char *marker, *number, *rest;
	} cases[] = {
		{"14. The gauge", UN_NUMBER, 14, "14.", "14", "The gauge"},
		{"14\xc2\xa0"
	         "bis. The gauge",
	         UN_NUMBER, 14,
	         "14\xc2\xa0"
	         "bis.",
	         "14 bis", "The gauge"},
		{"3.14 The gauge", UN_NUMBER, 14, "3.14", "3.14", "The gauge"},
		{"3.14. The gauge", UN_NUMBER, 14, "3.14.", "3.14", "The gauge"},
		{"27.IV.14 The gauge", UN_NUMBER, 14, "27.IV.14", "27.IV.14", "The gauge"},
		{"٤ - النهر", UN_NUMBER, 4, "٤ -", "4", "النهر"},
		{"٤- النهر", UN_NUMBER, 4, "٤-", "4", "النهر"},
		{"12- النهر", UN_NUMBER, 12, "12-", "12", "النهر"},
		{"4–\tالنهر", UN_NUMBER, 4, "4–", "4", "النهر"},
		{"1) first", UN_NUMBER, 1, "1)", "1", "first"},
		{"(2) second", UN_NUMBER, 2, "(2)", "2", "second"},
		{"（一）河流", UN_NUMBER, 1, "（一）", "1", "河流"},
		{"(十二) 河流", UN_NUMBER, 12, "(十二)", "12", "河流"},
		{"三、河流", UN_NUMBER, 3, "三、", "3", "河流"},
		{"4．河流", UN_NUMBER, 4, "4．", "4", "河流"},
		{"(a) one", UN_LETTER, 1, "(a)", "", "one"},
		{"b) deux", UN_LETTER, 2, "b)", "", "deux"},
		{"в) три", UN_LETTER, 3, "в)", "", "три"},
		{"(ب) اثنان", UN_LETTER, 2, "(ب)", "", "اثنان"},
		{"(هـ) خمسة", UN_LETTER, 5, "(هـ)", "", "خمسة"},
		{"(aa) much later", UN_LETTER, 27, "(aa)", "", "much later"},
		{"(iii) three", UN_ROMAN, 3, "(iii)", "", "three"},
		{"IV. Rivers", UN_ROMAN, 4, "IV.", "", "Rivers"},
		{"B. Rivers", UN_LETTER, 2, "B.", "", "Rivers"},
		{"‘3’ ثالث", UN_NUMBER, 3, "‘3’", "3", "ثالث"},
		{"– a dash", UN_BULLET, 0, "–", "", "a dash"},
		{"• a dot", UN_BULLET, 0, "•", "", "a dot"},
		{"- a hyphen", UN_BULLET, 0, "-", "", "a hyphen"},
		{"\xef\x82\xb7 symbol", UN_BULLET, 0, "•", "", "symbol"},
		{"ثانيا - النهر", UN_OTHER, 2, "ثانيا -", "", "النهر"},
		{"ألف- النهر", UN_OTHER, 1, "ألف-", "", "النهر"},
		/* the longest and the greatest there are */
		{"1234. The gauge", UN_NUMBER, 1234, "1234.", "1234", "The gauge"},
		{"(lxxxviii) x", UN_ROMAN, 88, "(lxxxviii)", "", "x"},
		{"(cxxxviii) x", UN_ROMAN, 138, "(cxxxviii)", "", "x"},
		{"(cl) x", UN_ROMAN, 150, "(cl)", "", "x"},
		{"九十九、河流", UN_NUMBER, 99, "九十九、", "99", "河流"},
		{"27.XVIII.14 x", UN_NUMBER, 14, "27.XVIII.14", "27.XVIII.14", "x"},
		{"1.2.3.4. x", UN_NUMBER, 4, "1.2.3.4.", "1.2.3.4", "x"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct un_marker m;

		if (!un_marker_read(cases[i].text, strlen(cases[i].text), &m))
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
		"The gauge",   "14 gauges",      "3.5million",   "-5 degrees", "(see below)",
		"14-18 March", "e.g. so",        "(ford) by",    "",           "a",
		"i",           "2015/14",        "النهر",        "十分",       "12345. The gauge",
		"(cli) x",     "27.XXVIII.14 x", "1.2.3.4.5. x", "(12345) x",  "(lxxxviiii) x",
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct un_marker m;

		if (un_marker_read(cases[i], strlen(cases[i]), &m))
			fail_msg("%s: a marker", cases[i]);
		assert_int_equal(m.kind, UN_NONE);
	}
}

/* -1: none. */
static int takes(struct un_sequence *q, const char *text, bool apart)
{
	struct un_marker m;
	int level;

	if (!un_marker_read(text, strlen(text), &m) || !un_sequence_takes(q, &m, apart, &level))
		return -1;
	return level * 10 + (int)m.kind;
}

static void sequences(void **state)
{
	struct un_sequence q = {0};

	(void)state;
	assert_int_equal(takes(&q, "1. One", false), UN_NUMBER);
	assert_int_equal(takes(&q, "2. Two", false), UN_NUMBER);
	assert_int_equal(takes(&q, "2015. And", false), -1);
	assert_int_equal(takes(&q, "V. Brook", false), -1);
	assert_int_equal(takes(&q, "(a) One", false), 10 + UN_LETTER);
	assert_int_equal(takes(&q, "(i) One", false), 20 + UN_ROMAN);
	assert_int_equal(takes(&q, "(ii) Two", false), 20 + UN_ROMAN);
	assert_int_equal(takes(&q, "(b) Two", false), 10 + UN_LETTER);
	for (const char *c = "cdefghij"; *c; c++)
		assert_int_equal(takes(&q, (char[]){'(', *c, ')', ' ', 'x', '\0'}, false),
		                 10 + UN_LETTER);
	assert_int_equal(takes(&q, "3. Three", false), UN_NUMBER);
	assert_int_equal(takes(&q, "3 bis. Three", false), UN_NUMBER);
	assert_int_equal(takes(&q, "(2099) of the year", false), -1);
	assert_int_equal(takes(&q, "(31) of them", false), -1);
	assert_int_equal(takes(&q, "I. One", false), UN_ROMAN);
	assert_int_equal(takes(&q, "A. First", false), UN_LETTER);
	assert_int_equal(takes(&q, "B. Second", false), UN_LETTER);
	assert_int_equal(takes(&q, "II. Two", false), UN_ROMAN);
	assert_int_equal(takes(&q, "٤ - النهر", false), UN_NUMBER);
	q = (struct un_sequence){0};
	assert_int_equal(takes(&q, "3.5 per cent", false), -1);
	assert_int_equal(takes(&q, "3.1 One", true), UN_NUMBER);
	assert_int_equal(takes(&q, "3.2 Two", true), UN_NUMBER);
	assert_int_equal(takes(&q, "7.5 per cent", false), -1);
	assert_int_equal(takes(&q, "3.3 Three", true), UN_NUMBER);
}

/* How far the next number may be from the last, in a sentence and set apart. */
static void sequence_limits(void **state)
{
	static const struct {
		int last;
		const char *text;
		bool apart, taken;
	} cases[] = {
		{7, "9. x", false, true},      {7, "10. x", false, false},
		{20, "40. x", true, true},     {20, "41. x", true, false},
		{40, "30. x", true, true},     {40, "31. x", true, false},
		{997, "999. x", false, true},  {998, "1000. x", false, false},
		{999, "1000. x", false, true}, {0, "(200) x", true, true},
		{0, "(201) x", true, false},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct un_sequence q = {.last = cases[i].last};

		if ((takes(&q, cases[i].text, cases[i].apart) >= 0) != cases[i].taken)
			fail_msg("%s behind %d", cases[i].text, cases[i].last);
	}
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
		bool found = un_date(cases[i].text, strlen(cases[i].text), iso, &whole);

		if (strcmp(iso, cases[i].iso) != 0 || whole != cases[i].whole)
			fail_msg("%s: %s %d", cases[i].text, iso, whole);
		assert_int_equal(found, *iso != '\0');
	}
}

static void lines(void **state)
{
	static const struct {
		const char *text;
		enum un_line_kind kind;
		const char *value;
	} cases[] = {
		{"United Nations", UN_ORGANIZATION, "United Nations"},
		{"Объединенных Наций", UN_TEXT, ""},
		{"Организация Объединенных Наций", UN_ORGANIZATION, NULL},
		{"الأمم المتحدة", UN_ORGANIZATION, NULL},
		{"联合国", UN_ORGANIZATION, NULL},
		{"Security Council", UN_BODY, "Security Council"},
		{"Assemblée générale", UN_BODY, "Assemblée générale"},
		{"Экономический и Социальный Совет", UN_BODY, NULL},
		{"الجمعية العامة", UN_BODY, NULL},
		{"安全理事会", UN_BODY, NULL},
		{"S/2099/14", UN_SYMBOL, "S/2099/14"},
		{"A/154/31–S/2099/14", UN_SYMBOL, "A/154/31 S/2099/14"},
		{"S/RES/4254 (2099)*", UN_SYMBOL, "S/RES/4254(2099)"},
		{"Distr.: General", UN_DISTRIBUTION, "General"},
		{"Distr. générale", UN_DISTRIBUTION, "générale"},
		{"Distr.", UN_DISTRIBUTION, ""},
		{"LIMITED", UN_DISTRIBUTION, "LIMITED"},
		{"17 November 2025", UN_DATE, "2025-11-17"},
		{"Original: English", UN_ORIGINAL, "English"},
		{"Original : anglais", UN_ORIGINAL, "anglais"},
		{"ORIGINAL: ENGLISH AND FRENCH", UN_ORIGINAL, "ENGLISH AND FRENCH"},
		{"ARABIC", UN_LANGUAGE, "ARABIC"},
		{"Seventy-ninth session", UN_SESSION, NULL},
		{"Soixante-dix-neuvième session", UN_SESSION, NULL},
		{"Septuagésimo noveno período de sesiones", UN_SESSION, NULL},
		{"Семьдесят девятая сессия", UN_SESSION, NULL},
		{"الدورة التاسعة والسبعون", UN_SESSION, NULL},
		{"第七十九届会议", UN_SESSION, NULL},
		{"Eightieth year", UN_SESSION, NULL},
		{"Agenda item 5 (a)", UN_AGENDA, NULL},
		{"Point 5 de l’ordre du jour", UN_AGENDA, NULL},
		{"Tema 5 del programa", UN_AGENDA, NULL},
		{"Пункт 5 повестки дня", UN_AGENDA, NULL},
		{"البند 5 من جدول الأعمال", UN_AGENDA, NULL},
		{"议程项目5", UN_AGENDA, NULL},
		{"9588th meeting", UN_MEETING, "9588"},
		{"9588e séance", UN_MEETING, "9588"},
		{"18-15257 (E) 170918", UN_JOB, "18-15257"},
		{"98-15257*** (E) 030498", UN_JOB, "98-15257"},
		{"98-15257", UN_JOB, "98-15257"},
		{"1815257 (E)", UN_JOB, "1815257"},
		{"GE.18-01234(E)", UN_JOB, "18-01234"},
		{"*1815257*", UN_BARCODE, "1815257"},
		{"Please recycle", UN_RECYCLE, ""},
		{"Please recycle ♲", UN_RECYCLE, ""},
		{"Merci de recycler", UN_RECYCLE, ""},
		{"Просьба отправить на вторичную переработку", UN_RECYCLE, ""},
		{"2/5", UN_PAGE, "2"},
		{"Page 3", UN_PAGE, "3"},
		{"- 14 -", UN_PAGE, "14"},
		{"2/5 18-15257", UN_PAGE, "2"},
		{"18-15257 3/5", UN_PAGE, "3"},
		{"The session", UN_TEXT, ""},
		{"The river rose by two fingers.", UN_TEXT, ""},
		{"Report of the Commission", UN_TEXT, ""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct un_line line;

		un_line_read(cases[i].text, strlen(cases[i].text), &line);
		if (line.kind != cases[i].kind)
			fail_msg("%s: %d (%s)", cases[i].text, line.kind, line.value);
		if (cases[i].value)
			assert_string_equal(line.value, cases[i].value);
		else
			assert_true(line.value[0]);
	}
}

/* before, the fill so many times, and after. The caller frees. */
static char *filled(const char *before, const char *fill, int times, const char *after)
{
	struct buf text;

	buf_init(&text, 10000);
	buf_str(&text, before);
	for (int i = 0; i < times; i++)
		buf_str(&text, fill);
	buf_str(&text, after);
	return buf_take(&text);
}

/* With so many of the fill, and no less, the line is of the first kind; with so many, and
 * no more, of the second. */
static void line_limits(void **state)
{
	static const struct {
		const char *before, *fill, *after;
		int least, most;
		enum un_line_kind kind;
	} cases[] = {
		{"Security Council", " ", "General Assembly", 1, 368, UN_BODY},
		{"Distr.: ", "x", "", 0, 51, UN_DISTRIBUTION},
		{"Original: ", "x", "", 0, 59, UN_ORIGINAL},
		{"A/81/6 (Sect. 13)/PART ", "A", "", 0, 25, UN_SYMBOL},
		{"A/81/6 (Sect. 13)/Pa", "r", "", 0, 13, UN_SYMBOL},
		{"A/81/6 (Sect. 13) ", "a", "", 0, 4, UN_SYMBOL},
		{"A/81/6 ", "A", "", 0, 11, UN_SYMBOL},
		{"A/81/6", "*", "", 0, 54, UN_SYMBOL},
		{"7", "a ", "periodo de sesiones", 0, 9, UN_SESSION},
		{"Seventy", "-", "ninth session", 0, 70, UN_SESSION},
		{"", "Seventy ", "session", 1, 5, UN_SESSION},
		{"第", "七", "届会议", 0, 6, UN_SESSION},
		{"Agenda item 5 ", "x", "", 0, 126, UN_AGENDA},
		{"Agenda item 5. ", "x", "", 0, 45, UN_AGENDA},
		{"7588th ", "a ", "meeting", 0, 6, UN_MEETING},
		{"7588th ", "a", " meeting", 0, 45, UN_MEETING},
		{"", "1", "th meeting", 1, 5, UN_MEETING},
		{"25-", "1", " (E)", 4, 6, UN_JOB},
		{"", "2", " (E)", 7, 9, UN_JOB},
		{"", "v", ".18-01234 (E)", 1, 3, UN_JOB},
		{"*", "1", "*", 7, 9, UN_BARCODE},
		{"*2518686* ", "x", "", 0, 30, UN_BARCODE},
		{"Please recycle ", "x", "", 0, 19, UN_RECYCLE},
		{"♻ ", "x", "", 0, 7, UN_RECYCLE},
		{"page ", "1", "", 1, 4, UN_PAGE},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		for (int n = cases[i].least - 1; n <= cases[i].most + 1; n++) {
			bool in = n >= cases[i].least && n <= cases[i].most;
			struct un_line line;

			if (n < 0)
				continue;
			char *text = filled(cases[i].before, cases[i].fill, n, cases[i].after);
			un_line_read(text, strlen(text), &line);
			if ((line.kind == cases[i].kind) != in)
				fail_msg("%s: %d", text, (int)line.kind);
			free(text);
		}
}

static int is_letter_line(const char *s, size_t len)
{
	return un_is_letter(s, len);
}

static int is_adoption_line(const char *s, size_t len)
{
	return un_is_adoption(s, len);
}

static int is_dated(const char *s, size_t len)
{
	char iso[11];

	return un_date(s, len, iso, NULL);
}

static int part_length(const char *s, size_t len)
{
	return (int)un_part(s, len);
}

/* What else is no more when it is so much longer: the answer with so many of the fill, and
 * with one more. */
static void other_limits(void **state)
{
	static const struct {
		int (*ask)(const char *, size_t);
		const char *before, *fill, *after;
		int most, near, far;
	} cases[] = {
		{is_letter_line, "Letter dated 4 March", " x", "", 290, 1, 0},
		{un_annex, "Annex", " ", "II", 73, 2, 0},
		{un_annex, "Annex II", " ", " to the letter", 58, 2, 0},
		{un_annex, "Annex II", " ", " to the letter dated 4 March 2013", 58, 2, 0},
		{un_annex, "Annex II", ".", "", 10, 2, 0},
		{un_annex, "Annex I", "I", "", 2, 3, 0},
		{is_adoption_line, "Adopted by the Council on 18 December 2015", " ", ".", 257, 1,
	         0},
		{is_adoption_line, "", "x", " adopted by the Council on 18 December 2015", 58, 1,
	         0},
		{is_dated, "", "x", " 18 December 2015", 4079, 1, 0},
		{part_length, "Part ", "1", "", 6, 11, 0},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		for (int more = 0; more < 2; more++) {
			char *text = filled(cases[i].before, cases[i].fill, cases[i].most + more,
			                    cases[i].after);

			assert_int_equal(cases[i].ask(text, strlen(text)),
			                 more ? cases[i].far : cases[i].near);
			free(text);
		}
}

/* What a text of so many bytes, behind so many others, says of its adoption. */
static void adopted(const char *meeting, size_t bytes, size_t before, const char *date,
                    const char *symbol)
{
	struct un_facts facts = {.symbol = "S/RES/2(2015)"};
	char *text = filled("Adopted by the Council at its ", meeting, 1,
	                    "th meeting, on 18 December 2015"),
	     *longer, *other = filled("", "x", (int)before, "");

	longer = filled(text, " ", bytes > strlen(text) ? (int)(bytes - strlen(text)) : 0, "");
	if (before)
		un_facts_text(&facts, other, before);
	un_facts_text(&facts, longer, strlen(longer));
	assert_string_equal(facts.date, date);
	assert_string_equal(facts.meeting, symbol);
	free(longer);
	free(other);
	free(text);
}

/* Only a short text at the head says when and where a resolution was adopted. */
static void adoption_limits(void **state)
{
	(void)state;
	adopted("7", 0, 0, "2015-12-18", "S/PV.7");
	adopted("75888", 0, 0, "2015-12-18", "S/PV.75888");
	adopted("758888", 0, 0, "2015-12-18", "S/PV.18");
	adopted("7588", 300, 0, "2015-12-18", "S/PV.7588");
	adopted("7588", 301, 0, "", "");
	adopted("7588", 100, 2898, "2015-12-18", "S/PV.7588");
	adopted("7588", 100, 2899, "", "");
}

/* The years of dates, and the days of months. */
static void date_limits(void **state)
{
	static const struct {
		const char *text, *iso;
	} cases[] = {
		{"18 December 1899", ""},
		{"18 December 1900", "1900-12-18"},
		{"18 December 2099", "2099-12-18"},
		{"18 December 2100", ""},
		{"1899年12月18日", ""},
		{"1900年12月18日", "1900-12-18"},
		{"2100年12月18日", ""},
		{"2015年13月18日", ""},
		{"31 December 2015", "2015-12-31"},
		{"32 December 2015", ""},
		{"30 April 2015", "2015-04-30"},
		{"31 April 2015", ""},
		{"29 February 2016", "2016-02-29"},
		{"30 February 2016", ""},
		{"018 December 2015", ""},
		{"18 December 02015", ""},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		char iso[11];

		un_date(cases[i].text, strlen(cases[i].text), iso, NULL);
		assert_string_equal(iso, cases[i].iso);
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
		if (un_annex(cases[i].text, strlen(cases[i].text)) != cases[i].number)
			fail_msg("%s: %d", cases[i].text,
			         un_annex(cases[i].text, strlen(cases[i].text)));
}

static void line(struct un_facts *facts, const char *s)
{
	un_facts_line(facts, s, strlen(s));
}

static void facts(void **state)
{
	static const char sentence[] =
		"Adopted by the Security Council at its 9588th meeting, on 18 December 2099";
	static const char text[] = "The Council notes that the river was in its bed and that the "
				   "gauges of the quay have not been read by the keeper.";
	struct un_facts f = {0};
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
	un_facts_title(&f, "Resolution  4254", 16);
	un_facts_title(&f, "(2099)", 6);
	un_facts_text(&f, sentence, strlen(sentence));
	un_facts_text(&f, text, strlen(text));
	un_facts_write(&f, "pdf", "fr", m);
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

/* A text says of itself when it was adopted; what it recalls was adopted on another day. */
static void adoptions(void **state)
{
	static const struct {
		const char *text;
		bool own;
	} cases[] = {
		{"Adopted by the Council at its 12th meeting, on 3 May 2016", true},
		{"Resolution 12 (2016), adopted by the Council on 3 May 2016", true},
		{"Резолюция 12 (2016), принятая Советом 3 мая 2016 года", true},
		{"Resolución 12 (2016), aprobada por el Consejo el 3 de mayo de 2016", true},
		{"القرار ١٢ (٢٠١٦), الذي اتخذه المجلس في 3 أيار/مايو 2016", true},
		{"Recalling the Plan for Locks, adopted by the Council on 3 May 2016", false},
		{"Напоминая о плане шлюзов, принятая Советом 3 мая 2016 года", false},
		{"The Council adopted the plan for all the locks of its rivers; adopted by 3 May "
	         "2016",
	         false},
		{"Adopted by the Council at its 12th meeting", false},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct un_facts facts = {0};
		size_t len = strlen(cases[i].text);
		if (un_is_adoption(cases[i].text, len) != cases[i].own)
			fail_msg("%s", cases[i].text);
		un_facts_text(&facts, cases[i].text, len);
		assert_string_equal(facts.date, cases[i].own ? "2016-05-03" : "");
	}
}

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
		if (un_part(cases[i].line, strlen(cases[i].line)) != strlen(cases[i].part))
			fail_msg("%s: %zu", cases[i].line,
			         un_part(cases[i].line, strlen(cases[i].line)));
}

static void check_span(const struct rich_text *p, size_t at, enum doc_span_kind kind,
                       const char *words)
{
	const struct rich_text_span *span = &p->spans.at[at];

	assert_true(at < p->spans.count);
	assert_int_equal(span->kind, kind);
	assert_int_equal(span->end - span->start, strlen(words));
	assert_memory_equal(p->text.bytes + span->start, words, strlen(words));
}

/* Struck out in two runs, one of them strong, and put in; what stands around keeps its
 * spans. */
static void marked_runs(void **state)
{
	struct rich_text p;

	(void)state;
	rich_text_init(&p);
	rich_text_str(&p, "The toll is ");
	uint32_t start = rich_text_here(&p);
	rich_text_str(&p, "two ");
	rich_text_mark(&p, DOC_DEL, start);
	start = rich_text_here(&p);
	rich_text_str(&p, "crowns");
	rich_text_span(&p, DOC_STRONG, start, NULL);
	rich_text_mark(&p, DOC_DEL, start);
	start = rich_text_here(&p);
	rich_text_str(&p, "three");
	rich_text_mark(&p, DOC_INS, start);
	rich_text_str(&p, " a boat");
	assert_string_equal(p.text.bytes, "The toll is [-two crowns-]{+three+} a boat");
	assert_int_equal(p.spans.count, 3);
	check_span(&p, 0, DOC_DEL, "[-two crowns-]");
	check_span(&p, 1, DOC_STRONG, "crowns");
	check_span(&p, 2, DOC_INS, "{+three+}");
	/* nothing is marked where there is nothing */
	rich_text_mark(&p, DOC_DEL, rich_text_here(&p));
	assert_int_equal(p.spans.count, 3);
	rich_text_done(&p);
}

static void raised_runs(void **state)
{
	struct rich_text p;

	(void)state;
	rich_text_init(&p);
	rich_text_str(&p, "holds 10");
	uint32_t start = rich_text_here(&p);
	rich_text_str(&p, "6");
	rich_text_span(&p, DOC_EM, start, NULL);
	rich_text_script(&p, TEXT_RAISED, start);
	rich_text_str(&p, " of CO");
	start = rich_text_here(&p);
	rich_text_str(&p, "2");
	rich_text_script(&p, TEXT_LOWERED, start);
	assert_string_equal(p.text.bytes, "holds 10⁶ of CO₂");
	check_span(&p, 0, DOC_EM, "⁶");
	rich_text_done(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(marked_runs), cmocka_unit_test(raised_runs),
		cmocka_unit_test(markers),     cmocka_unit_test(no_markers),
		cmocka_unit_test(sequences),   cmocka_unit_test(sequence_limits),
		cmocka_unit_test(dates),       cmocka_unit_test(lines),
		cmocka_unit_test(line_limits), cmocka_unit_test(other_limits),
		cmocka_unit_test(date_limits), cmocka_unit_test(adoption_limits),
		cmocka_unit_test(annexes),     cmocka_unit_test(facts),
		cmocka_unit_test(adoptions),   cmocka_unit_test(parts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
