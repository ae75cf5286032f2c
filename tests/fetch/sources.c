/* SPDX-License-Identifier: ISC */
/* Where a document is asked for, and in which order. */
#include "config.h"

#include "fetch/acquire/sources.h"
#include "model/store/servers.h"
#include "tests/lib/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define ACCESS "https://documents.un.org/api/symbol/access?s="
#define LISTING "https://api.github.com/repos/UNxml/"

static struct {
	struct stores *stores;
	struct acquire_config config;
	struct plan plan;
	char path[64];
} t;

static int set_up(void **state)
{
	struct stores_config stores = {.personal = t.path, .starter = "starter.store"};

	(void)state;
	snprintf(t.path, sizeof t.path, "sources-%ld.store", (long)getpid());
	t.stores = stores_open(&stores, NULL);
	if (!t.stores)
		return -1;
	t.config = (struct acquire_config){.stores = t.stores,
	                                   .store = stores_writable(t.stores, NULL)};
	return t.config.store ? 0 : -1;
}

static int tear_down(void **state)
{
	char command[300];

	(void)state;
	plan_done(&t.plan);
	stores_close(t.stores);
	snprintf(command, sizeof command, "rm -f '%s' '%s-wal' '%s-shm'", t.path, t.path, t.path);
	return system(command);
}

static void plan(const char *symbol, const char *lang, const char *sources)
{
	struct err err = {0};

	plan_done(&t.plan);
	t.config.sources = sources;
	if (sources_plan_symbol(&t.plan, &t.config, symbol, lang, &err) < 0)
		fail_msg("%s: %s", symbol, err.text);
}

static void assert_step(size_t at, enum step_kind kind, const char *url)
{
	assert_true(at < t.plan.count);
	assert_int_equal(t.plan.steps[at].kind, kind);
	assert_string_equal(t.plan.steps[at].url, url);
}

/* -- order -------------------------------------------------------------------- */

static void sources_come_in_the_order_that_is_asked_for(void **state)
{
	(void)state;
	plan("S/2031/77", "fr", NULL);
	assert_int_equal(t.plan.count, 3);
	assert_step(0, STEP_DOCX, ACCESS "S/2031/77&l=fr&t=docx");
	assert_step(1, STEP_PDF, ACCESS "S/2031/77&l=fr&t=pdf");
	assert_step(2, STEP_PDF, ACCESS "S/2031/77(OR)&l=fr&t=pdf");
	plan("S/2031/77", "fr", "pdf,docx");
	assert_int_equal(t.plan.count, 3);
	assert_step(0, STEP_PDF, ACCESS "S/2031/77&l=fr&t=pdf");
	assert_step(1, STEP_DOCX, ACCESS "S/2031/77&l=fr&t=docx");
	assert_step(2, STEP_DOCX, ACCESS "S/2031/77(OR)&l=fr&t=docx");
}

static void what_no_source_has_is_told(void **state)
{
	struct err err = {0};

	(void)state;
	t.config.sources = "akn";
	assert_int_equal(sources_plan_symbol(&t.plan, &t.config, "S/2031/77", "en", &err), -1);
	assert_non_null(strstr(err.text, "(akn)"));
	assert_int_equal(t.plan.count, 0);
}

static void a_known_path_saves_the_directory(void **state)
{
	(void)state;
	plan("S/RES/2254(2015)", "en", "akn");
	assert_int_equal(t.plan.count, 1);
	assert_step(0, STEP_AKN,
	            SOURCES_RAW "/SCresolutions/main/Pre-2020/2015/S_RES_2254_1522539E.xml");
	t.config.branch = "next";
	plan("S/RES/2254(2015)", "en", "akn");
	assert_step(0, STEP_AKN,
	            SOURCES_RAW "/SCresolutions/next/Pre-2020/2015/S_RES_2254_1522539E.xml");
	/* known in some languages alone: in others there is none */
	plan("A/RES/75/132", "en", "akn,pdf");
	assert_int_equal(t.plan.steps[0].kind, STEP_AKN);
	plan("A/RES/75/132", "fr", "akn,pdf");
	assert_int_equal(t.plan.steps[0].kind, STEP_PDF);
}

/* -- directories -------------------------------------------------------------- */

static void directories_are_of_the_years_that_lie_there(void **state)
{
	(void)state;
	plan("S/RES/9999(2020)", "en", "akn,pdf");
	assert_step(0, STEP_LISTING, LISTING "SCresolutions/contents/2020/English?ref=main");
	plan("S/RES/9999(2019)", "en", "akn,pdf");
	assert_int_equal(t.plan.steps[0].kind, STEP_PDF);
	plan("S/PRST/2031/99", "ar", "akn,pdf");
	assert_step(0, STEP_LISTING, LISTING "SCresolutions/contents/2031/Arabic?ref=main");
	plan("A/RES/75/9999", "zh", "akn,pdf");
	assert_step(0, STEP_LISTING, LISTING "GAresolutions/contents/75session/Chinese?ref=main");
	plan("A/RES/74/9999", "zh", "akn,pdf");
	assert_int_equal(t.plan.steps[0].kind, STEP_PDF);
	plan("A/RES/75/9999", "de", "akn,pdf");
	assert_int_equal(t.plan.steps[0].kind, STEP_PDF);
}

static char nowhere[] = "";

static struct doc *listing(const char *const *names, size_t count)
{
	struct doc_maker *m = doc_maker_new(0);

	for (size_t i = 0; i < count; i++) {
		doc_begin(m, DOC_PARAGRAPH);
		doc_add_link(m, names[i], names[i]);
	}
	return doc_finish(m, NULL);
}

/* Which of these a listing gives for a symbol; "" for none. */
static void assert_listed(const char *symbol, const char *lang, const char *expected)
{
	static const char *const names[] = {
		"https://x.example/S_RES-3200-3113E.pdf",
		"https://x.example/S_RES_3199%20(2031)-3112E.xml",
		"https://x.example/S_RES-3200-3113F.xml",
		"https://x.example/S_RES-3200-3113E.xml",
		"https://x.example/S_PRST_2031_7-E.xml",
		"https://x.example/80_12_E.xml",
		"https://x.example/80_121_E.xml",
	};
	struct answer a = {.outcome = ACQUIRE_NEW, .found = nowhere};

	a.doc = listing(names, sizeof names / sizeof *names);
	assert_non_null(a.doc);
	plan_done(&t.plan);
	t.plan.steps[0] = (struct step){STEP_LISTING, strdup("https://x.example/")};
	t.plan.count = 1;
	if (!*expected) {
		assert_false(sources_follow(&t.plan, 0, &a, symbol, lang));
		assert_int_equal(t.plan.count, 1);
	} else {
		assert_true(sources_follow(&t.plan, 0, &a, symbol, lang));
		assert_step(1, STEP_AKN, expected);
	}
	doc_free(a.doc);
}

static void a_listing_names_files_by_no_one_rule(void **state)
{
	(void)state;
	assert_listed("S/RES/3200(2031)", "en", "https://x.example/S_RES-3200-3113E.xml");
	assert_listed("S/RES/3200(2031)", "fr", "https://x.example/S_RES-3200-3113F.xml");
	assert_listed("S/RES/3200(2031)", "ar", "");
	assert_listed("S/RES/3199(2031)", "en", "https://x.example/S_RES_3199%20(2031)-3112E.xml");
	assert_listed("S/RES/7(2031)", "en", ""); /* that is a statement's number */
	assert_listed("S/PRST/2031/7", "en", "https://x.example/S_PRST_2031_7-E.xml");
	assert_listed("A/RES/80/12", "en", "https://x.example/80_12_E.xml");
	assert_listed("A/RES/80/121", "en", "https://x.example/80_121_E.xml");
	assert_listed("A/RES/12/80", "en", "");
}

/* -- what an answer leads to ---------------------------------------------------- */

static char upper[] = "https://documents.un.org/doc/UNDOC/GEN/N15/A.PDF?OpenElement",
	    lower[] = "https://documents.un.org/doc/undoc/gen/n15/a.pdf?openelement",
	    elsewhere[] = "https://documents.un.org/Error";

static void upper_case_is_tried_in_lower_case(void **state)
{
	struct answer a = {.outcome = ACQUIRE_ABSENT, .found = upper};

	(void)state;
	plan("S/2031/77", "fr", NULL);
	assert_true(sources_follow(&t.plan, 1, &a, "S/2031/77", "fr"));
	assert_int_equal(t.plan.count, 4);
	assert_step(2, STEP_LOWER, lower);
	assert_string_equal(sources_media(STEP_LOWER), "application/pdf");
	assert_null(sources_name(&t.plan.steps[2]));
	assert_null(sources_name(&t.plan.steps[3]));
	assert_string_equal(sources_name(&t.plan.steps[1]), "PDF");
	a.found = elsewhere;
	assert_false(sources_follow(&t.plan, 0, &a, "S/2031/77", "fr"));
	a.found = t.plan.steps[0].url;
	assert_false(sources_follow(&t.plan, 0, &a, "S/2031/77", "fr"));
}

static void what_has_moved_away_is_looked_for_where_it_was(void **state)
{
	struct answer a = {.outcome = ACQUIRE_ABSENT, .found = nowhere};
	const char *old = "https://press.example/old", *new = "https://press.example/new";

	(void)state;
	assert_int_equal(store_moved_set(t.config.store, old, new, NULL), 0);
	assert_int_equal(sources_plan_address(&t.plan, &t.config, old, false, NULL), 0);
	assert_int_equal(t.plan.count, 1);
	assert_step(0, STEP_WEB, new);
	a.outcome = ACQUIRE_REFUSED;
	assert_false(sources_follow(&t.plan, 0, &a, old, ""));
	a.outcome = ACQUIRE_ABSENT;
	assert_true(sources_follow(&t.plan, 0, &a, old, ""));
	assert_step(1, STEP_WEB, old);
	/* and no further */
	assert_false(sources_follow(&t.plan, 1, &a, old, ""));
}

/* Who asks by hand may know better than what a server has said once. */
static void what_has_moved_is_asked_for_by_hand_where_it_was(void **state)
{
	struct answer a = {.outcome = ACQUIRE_ABSENT, .found = nowhere};
	const char *old = "https://press.example/old", *new = "https://press.example/new";

	(void)state;
	assert_int_equal(store_moved_set(t.config.store, old, new, NULL), 0);
	assert_int_equal(sources_plan_address(&t.plan, &t.config, old, true, NULL), 0);
	assert_int_equal(t.plan.count, 2);
	assert_step(0, STEP_WEB, old);
	assert_step(1, STEP_WEB, new);
	assert_false(sources_follow(&t.plan, 0, &a, old, ""));
	assert_false(sources_follow(&t.plan, 1, &a, old, ""));
}

static void no_plan_grows_for_ever(void **state)
{
	struct answer a = {.outcome = ACQUIRE_ABSENT, .found = upper};

	(void)state;
	plan("S/2031/77", "fr", NULL);
	while (t.plan.count < PLAN_MAX)
		assert_true(sources_follow(&t.plan, 0, &a, "S/2031/77", "fr"));
	assert_false(sources_follow(&t.plan, 0, &a, "S/2031/77", "fr"));
	assert_int_equal(t.plan.count, 10);
}

static void orders_of_sources_are_checked(void **state)
{
	(void)state;
	assert_true(acquire_sources_valid("akn,docx,pdf"));
	assert_true(acquire_sources_valid("pdf"));
	assert_false(acquire_sources_valid(""));
	assert_false(acquire_sources_valid("pdf,"
	                                   "html"));
	assert_false(acquire_sources_valid("pd"));
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(sources_come_in_the_order_that_is_asked_for),
		TEST(what_no_source_has_is_told),
		TEST(a_known_path_saves_the_directory),
		TEST(directories_are_of_the_years_that_lie_there),
		TEST(a_listing_names_files_by_no_one_rule),
		TEST(upper_case_is_tried_in_lower_case),
		TEST(what_has_moved_away_is_looked_for_where_it_was),
		TEST(what_has_moved_is_asked_for_by_hand_where_it_was),
		TEST(no_plan_grows_for_ever),
		cmocka_unit_test(orders_of_sources_are_checked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
