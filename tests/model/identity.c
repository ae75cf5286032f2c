/* SPDX-License-Identifier: ISC */
/* By what a text bears a symbol: addresses, formats and mastheads on both sides of each
 * rule. */
#include "config.h"

#include "model/symbol/identity.h"
#include "tests/lib/check.h"

#include <stdio.h>
#include <string.h>

#define ODS "https://documents.un.org/doc/UNDOC/GEN/N14/1/pdf/a.pdf"
#define ASK "https://documents.un.org/api/symbol/access?s=A/45/189&l=en&t=pdf"
#define UNXML "https://raw.githubusercontent.com/UNxml/GAresolutions/main/71.xml"

/* `own` is what it calls itself, apart by blanks; `want` every symbol with how it was won. */
static const struct {
	const char *asked, *first, *url, *format, *own, *want;
} cases[] = {
	/* asked for by it */
	{"A/45/189", ASK, ODS, "pdf", "A/45/189", "A/45/189 asked;"},
	{"A/45/189", ASK, ODS, "pdf", "", "A/45/189 asked;"},
	{"A/45/189", ASK, ODS, "docx", "A/45/189 S/21322", "A/45/189 asked;S/21322 names;"},
	/* what is misread is no name */
	{"A/45/189", ASK, ODS, "pdf", "A/45/109", "A/45/189 asked;"},
	{"A/45/189/Add.1", ASK, ODS, "pdf", "A/45/189", "A/45/189/Add.1 asked;"},
	{"A/45/189", ASK, ODS, "pdf", "A/45/18", "A/45/189 asked;"},
	/* another one outright */
	{"A/45/189", ASK, ODS, "pdf", "A/45/200", "A/45/200 names;"},
	{"A/45/189", ASK, ODS, "pdf", "A/45/189/Add.1", "A/45/189/Add.1 names;"},
	/* not by every hop, from the last host, in a form that has a masthead */
	{"A/45/189", "http://documents.un.org/x", ODS, "pdf", "A/45/189", "A/45/189 ;"},
	{"A/45/189", ASK, "http://documents.un.org/x", "pdf", "A/45/189", "A/45/189 ;"},
	{"A/45/189", ASK, "https://blog.example/x", "pdf", "A/45/189", "A/45/189 ;"},
	{"A/45/189", "https://blog.example/x", ODS, "pdf", "", "A/45/189 asked;"},
	{"A/45/189", ASK, ODS, "html", "A/45/189", "A/45/189 ;"},
	{"A/45/189", ASK, ODS, "html", "", ""},
	{"A/45/189", ASK, ODS, "", "", "A/45/189 asked;"},
	{"", ODS, ODS, "", "A/45/189", "A/45/189 ;"},
	{"A/45/189", ASK, "https://documents.un.org:8443/x", "pdf", "", ""},
	{"A/45/189", ASK, "https://me@documents.un.org/x", "pdf", "", ""},
	{"A/45/189", ASK, "https://documents.un.org.example/x", "pdf", "", ""},
	/* named by the source */
	{"", ODS, ODS, "pdf", "A/45/189", "A/45/189 names;"},
	{"", "https://undocs.org/A/45/189", "https://undocs.org/A/45/189", "pdf", "",
         "A/45/189 names;"},
	{"", "https://docs.un.org/en/A/45/189", ODS, "pdf", "", "A/45/189 names;"},
	{"", ODS, ODS, "pdf", "", ""},
	{"", "https://digitallibrary.un.org/record/1/files/A.pdf",
         "https://digitallibrary.un.org/record/1/files/A.pdf", "pdf", "A/45/189",
         "A/45/189 names;"},
	{"", "https://digitallibrary.un.org/record/1", "https://digitallibrary.un.org/record/1",
         "pdf", "A/45/189", "A/45/189 ;"},
	{"", "https://digitallibrary.un.org/record/1/files/A.pdf",
         "https://digitallibrary.un.org/record/1/files/A.pdf", "marc", "A/45/189", "A/45/189 ;"},
	{"", UNXML, UNXML, "akn", "A/RES/71/248", "A/RES/71/248 names;"},
	{"", UNXML, UNXML, "pdf", "A/RES/71/248", "A/RES/71/248 ;"},
	{"", "https://raw.githubusercontent.com/a/UNxml/x.xml",
         "https://raw.githubusercontent.com/a/UNxml/x.xml", "akn", "A/RES/71/248",
         "A/RES/71/248 ;"},
	{"", "https://raw.githubusercontent.com/UNxmls/x.xml",
         "https://raw.githubusercontent.com/UNxmls/x.xml", "akn", "A/RES/71/248", "A/RES/71/248 ;"},
	/* press releases name themselves alone */
	{"", "https://press.un.org/en/2018/sgsm18858.doc.htm",
         "https://press.un.org/en/2018/sgsm18858.doc.htm", "html", "SG/SM/18858",
         "SG/SM/18858 names;"},
	{"", "https://press.un.org/en/x", "https://press.un.org/en/x", "html", "A/45/189",
         "A/45/189 ;"},
	{"", "https://press.un.org/en/x", "https://press.un.org/en/x", "html", "S/2015/1",
         "S/2015/1 ;"},
	{"", "https://press.un.org/en/x", "https://press.un.org/en/x", "pdf", "SG/SM/18858",
         "SG/SM/18858 ;"},
	/* these never name */
	{"", "https://news.un.org/a", "https://news.un.org/a", "html", "A/45/189", "A/45/189 ;"},
	{"", "https://reliefweb.int/a", "https://reliefweb.int/a", "pdf", "A/45/189", "A/45/189 ;"},
	/* a reader's file */
	{"", "", "", "pdf", "A/45/189 S/21322", "A/45/189 file;S/21322 file;"},
	{"", "", "", "akn", "A/RES/71/248", "A/RES/71/248 file;"},
	{"", "", "", "html", "A/45/189", "A/45/189 ;"},
	{"", "", "", "marc", "A/45/189", "A/45/189 ;"},
	{"", "", "", "pdf", "https://docs.un.org/en/A/45/189 nothing", ""},
};

static void judge(const struct identity_way *way, const char *own, char *out, size_t size)
{
	struct identity id = {.count = 0};
	char symbol[SYMBOL_MAX];
	size_t n;

	for (; *own; own += n + (own[n] == ' ')) {
		n = strcspn(own, " ");
		snprintf(symbol, sizeof symbol, "%.*s", (int)n, own);
		identity_add_own(&id, symbol);
	}
	identity_judge(&id, way);
	*out = '\0';
	for (size_t i = 0, at = 0; i < id.count; i++)
		at += (size_t)snprintf(out + at, size - at, "%s %s;", id.names[i].symbol,
		                       identity_word(id.names[i].won));
	assert_string_equal(identity_first(&id),
	                    id.count && id.names[0].won ? id.names[0].symbol : "");
}

static void test_cases(void **state)
{
	char got[400];

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct identity_way way = {.asked = cases[i].asked,
		                           .known = "",
		                           .first = cases[i].first,
		                           .url = cases[i].url,
		                           .format = cases[i].format,
		                           .bytes = ""};

		judge(&way, cases[i].own, got, sizeof got);
		if (strcmp(got, cases[i].want) != 0)
			fail_msg("case %zu (%s, %s): %s", i, cases[i].own, cases[i].url, got);
	}
}

/* What was found at an address before counts where it may still name. */
static void test_known(void **state)
{
	struct identity_way way = {.asked = "",
	                           .known = "A/45/189",
	                           .first = ODS,
	                           .url = ODS,
	                           .format = "pdf",
	                           .bytes = ""};
	char got[400];

	(void)state;
	judge(&way, "", got, sizeof got);
	assert_string_equal(got, "A/45/189 names;");
	judge(&way, "A/45/200", got, sizeof got);
	assert_string_equal(got, "A/45/200 names;");
	way.format = "html";
	judge(&way, "", got, sizeof got);
	assert_string_equal(got, "");
}

static void test_near(void **state)
{
	(void)state;
	assert_true(identity_is_near("A/45/189", "A/45/189"));
	assert_true(identity_is_near("A/45/189", "A/45/109"));
	assert_true(identity_is_near("A/45/189", "A/45/1189"));
	assert_true(identity_is_near("A/45/189", "A/45/18"));
	assert_true(identity_is_near("S/RES/2254(2015)", "S/RES/2254"));
	assert_true(identity_is_near("A/45/189/Add.1", "A/45/189"));
	assert_false(identity_is_near("A/45/189", "A/45/100"));
	assert_false(identity_is_near("A/45/189", "A/45/189/Add.1"));
	assert_false(identity_is_near("A/45/18999", "A/45/18"));
	assert_false(identity_is_near("A/45/189", ""));
}

static void test_words(void **state)
{
	(void)state;
	for (int i = IDENTITY_CLAIM; i <= IDENTITY_ASKED; i++)
		assert_int_equal(identity_read(identity_word((enum identity_won)i)), i);
	assert_int_equal(identity_read("anything"), IDENTITY_CLAIM);
}

static void test_sources(void **state)
{
	const char *keeper;
	bool by_symbol;

	(void)state;
	assert_true(identity_source(ODS, &by_symbol, &keeper));
	assert_true(by_symbol);
	assert_string_equal(keeper, "");
	assert_true(identity_source(UNXML, &by_symbol, &keeper));
	assert_false(by_symbol);
	assert_string_equal(keeper, "UNxml");
	assert_false(identity_source("https://blog.example/", &by_symbol, &keeper));
	assert_false(by_symbol);
	assert_string_equal(keeper, "");
	assert_true(identity_names(ODS, "A/45/189"));
	assert_true(identity_names("https://press.un.org/x", "SC/15000"));
	assert_false(identity_names("https://press.un.org/x", "S/2015/1"));
	assert_false(identity_names("http://documents.un.org/x", "A/45/189"));
	assert_false(identity_names("", "A/45/189"));
}

/* Bytes that the catalogue knows bear their symbol wherever they came from; a source's word
 * goes before that, and that before a file's masthead. */
static void test_bytes(void **state)
{
	static const struct {
		const char *first, *url, *own, *want;
	} known[] = {
		{"", "", "A/RES/71/248", "A/RES/71/248 bytes;"},
		{"", "", "A/RES/71/240", "A/RES/71/248 bytes;A/RES/71/240 file;"},
		{"http://blog.example/x", "http://blog.example/x", "", "A/RES/71/248 bytes;"},
		{"https://blog.example/x", "https://blog.example/x", "A/RES/71/240",
	         "A/RES/71/248 bytes;A/RES/71/240 ;"},
		{UNXML, UNXML, "A/RES/71/248", "A/RES/71/248 names;"},
	};
	char got[400];

	(void)state;
	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		struct identity_way way = {.asked = "",
		                           .known = "",
		                           .first = known[i].first,
		                           .url = known[i].url,
		                           .format = "akn",
		                           .bytes = "A/RES/71/248"};

		judge(&way, known[i].own, got, sizeof got);
		assert_string_equal(got, known[i].want);
	}
}

/* More symbols than there is room for are left out, and that is all. */
static void test_many(void **state)
{
	struct identity id = {.count = 0};
	char symbol[40];

	(void)state;
	for (int i = 0; i < 40; i++) {
		snprintf(symbol, sizeof symbol, "A/45/%d", 100 + i);
		identity_add_own(&id, symbol);
		identity_add_own(&id, symbol);
	}
	assert_int_equal(id.count, IDENTITY_MOST);
	assert_string_equal(id.names[IDENTITY_MOST - 1].symbol, "A/45/111");
}

/* What others have carried here bears what they say, and neither its addresses nor its
 * masthead win more. */
static void test_carried(void **state)
{
	struct identity_way way = {.asked = "A/45/189",
	                           .known = "A/45/189",
	                           .first = ODS,
	                           .url = ODS,
	                           .format = "pdf",
	                           .bytes = "",
	                           .carried = "A/45/200 S/21322"};
	char got[400];

	(void)state;
	judge(&way, "A/45/189", got, sizeof got);
	assert_string_equal(got, "A/45/200 carried;S/21322 carried;A/45/189 ;");
	way.carried = "";
	judge(&way, "A/45/189", got, sizeof got);
	assert_string_equal(got, "A/45/189 ;");
	/* nor where it says that it was a file */
	way.first = way.url = "";
	judge(&way, "A/45/189", got, sizeof got);
	assert_string_equal(got, "A/45/189 ;");
	way.carried = "A/45/189 nothing";
	way.bytes = "A/RES/71/248";
	judge(&way, "", got, sizeof got);
	assert_string_equal(got, "A/RES/71/248 bytes;A/45/189 carried;");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cases),   cmocka_unit_test(test_known),
		cmocka_unit_test(test_near),    cmocka_unit_test(test_words),
		cmocka_unit_test(test_sources), cmocka_unit_test(test_bytes),
		cmocka_unit_test(test_many),    cmocka_unit_test(test_carried),
	};

	return cmocka_run_group_tests_name("identity", tests, NULL, NULL);
}
