/* SPDX-License-Identifier: ISC */
/* What a reader types: read, with the forms that an index has, as FTS5 is asked it; or what is
 * said to be wrong with it. */
#include "config.h"

#include "model/search/question.h"
#include "model/store/vocabulary.h"
#include "model/text/stem.h"
#include "model/text/terms.h"
#include "tests/model/store_lib.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void put(struct store *s, const char *text)
{
	struct store_origin o = {.type = "text/html", .name = "a"};
	struct doc_maker *m = doc_maker_new(0);
	struct store_incoming *in = store_begin(s, &o, NULL);
	struct doc *doc;

	doc_begin(m, DOC_PARAGRAPH);
	doc_add_str(m, text);
	doc = doc_finish(m, NULL);
	assert_int_equal(store_add(in, text, strlen(text), NULL), 0);
	assert_true(store_commit(in, doc, true, 1, NULL) > 0);
	doc_free(doc);
}

/* What the texts below have is what forms are found among. "ferry" is common. */
static struct store *fill(void **state)
{
	static const char *const texts[] = {
		"ferry مساعدات refugee kill réfugiés",
		"ferry المساعدات refugees killed réfugiée",
		"ferry والمساعدات killing kills",
		"للمساعدات وبالمساعدات بمساعدات مساعدة",
		"بيان يان اليان ويان",
		"لجنة اللجنة للجنة جنة الجنة",
		"ألمانيا وألمانيا المانية",
		"беженцы беженцами бежевый российской российский",
		"naciones nación nacional",
		"country countries county",
		"叙利亚 难民",
		"lamp lamps",
		"لجنة",
	};
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		put(s, texts[i]);
	return s;
}

static void check(struct forms_from *from, const char *typed, const char *want)
{
	struct err err = {0};
	struct query *query = query_read(typed, &err);
	struct question q;

	if (!query) {
		if (strcmp(err.text, want) != 0)
			fail_msg("%s: “%s”, not “%s”", typed, err.text, want);
		assert_int_equal(err.code, ERR_USAGE);
		return;
	}
	assert_int_equal(question_make(&q, query, from, &err), 0);
	if (strcmp(q.all.expression.bytes, want) != 0)
		fail_msg("%s:\n  “%s”, not\n  “%s”", typed, q.all.expression.bytes, want);
	question_done(&q);
	query_free(query);
}

struct query_case {
	const char *typed, *want;
};

static void check_all(void **state, const struct query_case *cases, size_t count)
{
	struct store *s = fill(state);
	struct forms_from from = {.store = s, .table = MATCH_TEXTS, .stems = stems_new()};

	from.all = store_index_rows(s, MATCH_TEXTS, NULL);
	for (size_t i = 0; i < count; i++)
		check(&from, cases[i].typed, cases[i].want);
	stems_free(from.stems);
	store_close(s);
}

#define CHECK_ALL(cases) check_all(state, cases, sizeof(cases) / sizeof *(cases))

static void test_grammar(void **state)
{
	static const struct query_case cases[] = {
		{"lamp", "(\"lamp\" OR \"lamps\")"},
		{"Lamp, pier", "(\"lamp\" OR \"lamps\") AND (\"pier\")"},
		{"lamp AND pier", "(\"lamp\" OR \"lamps\") AND (\"pier\")"},
		{"\"Lamp\"", "(\"lamp\")"},
		{"“lamp at the pier”", "(\"lamp at the pier\")"},
		{"«lamp pier»", "(\"lamp pier\")"},
		{"lam*", "(\"lam\" *)"},
		{"lamp OR pier", "((\"lamp\" OR \"lamps\") OR (\"pier\"))"},
		{"lamp NOT pier", "((\"lamp\" OR \"lamps\") NOT (\"pier\"))"},
		{"lamp AND NOT pier", "((\"lamp\" OR \"lamps\") NOT (\"pier\"))"},
		{"pier quay OR dock", "(((\"pier\") AND (\"quay\")) OR (\"dock\"))"},
		{"pier (quay OR dock)", "(\"pier\") AND ((\"quay\") OR (\"dock\"))"},
		{"a NOT (b OR c)", "((\"a\") NOT ((\"b\") OR (\"c\")))"},
		{"S/RES/2254(2015)", "(\"s res 2254 2015\")"},
		{"S/RES/2254 (2015)", "(\"s res 2254\") AND (\"2015\")"},
		{"S/2015/10*", "(\"s 2015 10\" *)"},
		{"or and not", "(\"or\") AND (\"and\") AND (\"not\")"},
		{"pier – quay & dock", "(\"pier\") AND (\"quay\") AND (\"dock\")"},
		{"l’pier d'quay qu'dock", "(\"pier\") AND (\"quay\") AND (\"dock\")"},
		{"un'pier", "(\"un pier\")"},
		{"note: pier 12:30 https://x.example/y",
	         "(\"note\") AND (\"pier\") AND (\"12 30\") AND (\"https x example y\")"},
		{"lang:ar pier year:2015", "(\"pier\")"},
		{"lang:ar", ""},
		{"叙利亚", "(\"叙 利 亚\")"},
		{"难", "(\"难\")"},
		{"2019²", "(\"2019\")"},
	};

	CHECK_ALL(cases);
}

/* A word that more than a quarter of the texts have is not asked for beside others: it ranks;
 * alone it is asked for. */
static void test_common(void **state)
{
	static const struct query_case cases[] = {
		{"put", "(\"put\")"},
		{"ferry pier", "(\"ferry\") AND (\"pier\")"},
	};
	static const struct query_case more[] = {
		{"ferry pier", "(\"pier\") OR ((\"pier\") AND ((\"ferry\")))"},
		{"ferry", "(\"ferry\")"},
		{"ferry OR pier", "((\"ferry\") OR (\"pier\"))"},
		{"\"ferry\" pier quay",
	         "(\"pier\") AND (\"quay\") OR ((\"pier\") AND (\"quay\") AND "
	         "((\"ferry\")))"},
		{"\"ferry boat\" pier", "(\"ferry boat\") AND (\"pier\")"},
	};
	struct store *s;

	/* three of thirteen are less than a quarter */
	CHECK_ALL(cases);
	s = must_open(folder_store(state), STORE_PERSONAL);
	put(s, "one more ferry");
	for (size_t i = 0; i < sizeof more / sizeof *more; i++) {
		struct forms_from from = {.store = s, .table = MATCH_TEXTS};

		from.all = store_index_rows(s, MATCH_TEXTS, NULL);
		check(&from, more[i].typed, more[i].want);
	}
	store_close(s);
}

static void test_arabic(void **state)
{
	static const struct query_case cases[] = {
		{"مساعدات", "(\"مساعدات\" OR \"المساعدات\" OR \"بمساعدات\" OR \"للمساعدات\" OR "
	                    "\"والمساعدات\" OR \"وبالمساعدات\")"},
		{"والمساعدات", "(\"والمساعدات\" OR \"مساعدات\" OR \"المساعدات\" OR \"بمساعدات\" OR "
	                       "\"للمساعدات\" OR \"وبالمساعدات\")"},
		{"\"مساعدات\"", "(\"مساعدات\")"},
		/* three letters have the article alone, and less has nothing */
		{"يان", "(\"يان\" OR \"اليان\")"},
		{"بيان", "(\"بيان\")"},
		{"ان", "(\"ان\")"},
		/* لل hides a ل */
		{"للجنة", "(\"للجنه\" OR \"لجنه\" OR \"اللجنه\")"},
		{"لجنة", "(\"لجنه\" OR \"اللجنه\" OR \"للجنه\")"},
		{"ألمانيا", "(\"المانيا\" OR \"والمانيا\" OR \"المانيه\")"},
	};

	CHECK_ALL(cases);
}

static void test_stemmed(void **state)
{
	static const struct query_case cases[] = {
		{"killed", "(\"killed\" OR \"kill\" OR \"killing\" OR \"kills\")"},
		{"\"killed\"", "(\"killed\")"},
		{"countries", "(\"countries\" OR \"country\")"},
		/* without its marks as with them; refugee is no form in French, and réfugiée is
	         * none in English */
		{"réfugié", "(\"refugie\" OR \"refugies\" OR \"refugiee\")"},
		{"refugies", "(\"refugies\" OR \"refugiee\")"},
		{"беженец", "(\"беженец\")"},
		{"беженцев", "(\"беженцев\" OR \"беженцами\" OR \"беженцы\")"},
		{"Российская", "(\"россииская\" OR \"россиискии\" OR \"россиискои\")"},
		/* in English nacional has the same stem */
		{"naciones", "(\"naciones\" OR \"nacion\" OR \"nacional\")"},
		{"12345", "(\"12345\")"},
	};
	struct stems *stems = stems_new();

	if (!stems) {
		print_message("# stems are left out: libstemmer is not here\n");
		return;
	}
	stems_free(stems);
	CHECK_ALL(cases);
}

static void test_wrong(void **state)
{
	static const struct query_case cases[] = {
		{"", "search: no word to look for: "},
		{" – … ", "search: no word to look for:  – … "},
		{"\"pier", "search: a quotation mark is not closed: \"pier"},
		{"pier \"\"", "search: between quotation marks stands no word"},
		{"OR pier", "search: OR stands between two words"},
		{"pier OR", "search: OR stands between two words"},
		{"pier OR OR quay", "search: OR stands between two words"},
		{"pier AND", "search: AND stands between two words"},
		{"AND pier", "search: AND stands between two words"},
		{"NOT pier", "search: NOT stands between two words"},
		{"pier NOT", "search: NOT stands between two words"},
		{"lang:ar NOT pier", "search: NOT stands between two words"},
		{"(pier", "search: a bracket is not closed: (pier"},
		{"pier)", "search: a bracket that nothing opened: )"},
		{"*", "search: a star stands at the end of a word alone: refug*"},
		{"pi*er", "search: a star stands at the end of a word alone: refug*"},
		{"author:x", "search: author: there is no such filter; there are lang: type: year: "
	                     "pane: cites: body: in:"},
		{"lang:", "search: lang: what follows the colon is missing"},
		{"pier lang:de", "search: lang:de: one of ar zh en fr ru es"},
		{"pier year:15", "search: year:15: a year, or two with a hyphen: year:2012-2015"},
		{"pier year:4294969311",
	         "search: year:4294969311: a year, or two with a hyphen: year:2012-2015"},
		{"pier year:-4294965281-2015",
	         "search: year:-4294965281-2015: a year, or two with a hyphen: year:2012-2015"},
		{"pier year:2015-2012",
	         "search: year:2015-2012: a year, or two with a hyphen: year:2012-2015"},
		{"cites:pier",
	         "search: cites:pier: not the symbol of a UN document: cites:S/RES/2254"},
		{"in:drawers", "search: in:drawers: in:bookmarks is the one there is"},
		{"body:\"Security", "search: a quotation mark is not closed: body:\"Security"},
		{"body:\"\"", "search: body: what follows the colon is missing"},
		{"a b c d e f g h i j k l m n o p q r s t u v w x y z 1 2 3 4 5 6 7",
	         "search: more than 32 words"},
	};

	CHECK_ALL(cases);
}

static void test_long(void **state)
{
	char typed[2002];
	struct err err = {0};
	struct query *q;

	(void)state;
	memset(typed, 'a', 2001);
	typed[2001] = '\0';
	assert_null(query_read(typed, &err));
	assert_int_equal(err.code, ERR_USAGE);
	assert_string_equal(err.text, "search: more than 2000 bytes");
	typed[2000] = '\0';
	q = query_read(typed, &err);
	assert_non_null(q);
	query_free(q);
}

static void check_filter(const char *typed, enum query_filter_kind kind, const char *value)
{
	struct err err = {0};
	struct query *q = query_read(typed, &err);

	if (!q)
		fail_msg("%s: %s", typed, err.text);
	assert_int_equal(q->filter_count, 1);
	assert_int_equal(q->filters[0].kind, kind);
	assert_string_equal(q->filters[0].value, value);
	query_free(q);
}

static void test_filters(void **state)
{
	struct query *q;

	(void)state;
	check_filter("lang:A", FILTER_LANG, "ar");
	check_filter("type:resolution", FILTER_TYPE, "resolution");
	check_filter("body:\"Security Council\" pier", FILTER_BODY, "Security Council");
	check_filter("cites:S/RES/2254", FILTER_CITES, "S/RES/2254(2015)");
	check_filter("pane:iiim", FILTER_PANE, "iiim");
	check_filter("in:bookmarks", FILTER_IN, "bookmarks");
	q = query_read("pier year:2012-2015 (2)", NULL);
	assert_int_equal(q->filters[0].from, 2012);
	assert_int_equal(q->filters[0].to, 2015);
	assert_string_equal(q->plain, "pier  (2)");
	query_free(q);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_grammar, folder_set_up, folder_tear_down),
		cmocka_unit_test_setup_teardown(test_common, folder_set_up, folder_tear_down),
		cmocka_unit_test_setup_teardown(test_arabic, folder_set_up, folder_tear_down),
		cmocka_unit_test_setup_teardown(test_stemmed, folder_set_up, folder_tear_down),
		cmocka_unit_test_setup_teardown(test_wrong, folder_set_up, folder_tear_down),
		cmocka_unit_test(test_long),
		cmocka_unit_test(test_filters),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
