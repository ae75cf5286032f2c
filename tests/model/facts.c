/* SPDX-License-Identifier: ISC */
/* What facts can be judged by: their sources, lists of votes, tables that agree. */
#include "config.h"

#include "model/dossier/catalogue.h"
#include "model/dossier/tables.h"
#include "model/store/internal.h"
#include "model/store/schema.h"
#include "tests/lib/folder.h"

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
	if (!starter)
		fprintf(stderr, "%s\n", err.text);
	return starter ? 0 : -1;
}

static int close_starter(void **state)
{
	(void)state;
	store_close(starter);
	return 0;
}
struct tally {
	long y, n, a;
};

static int count_vote(const char *state, char vote, void *payload)
{
	struct tally *t = payload;

	assert_true(*state);
	*(vote == 'y' ? &t->y : vote == 'n' ? &t->n : &t->a) += 1;
	return 0;
}
/* A text does not cite what came after it. */
static void nobody_cites_the_future(void **state)
{
	struct folder f;

	(void)state;
	assert_int_equal(folder_make(&f), 0);
	folder_put(&f, "resolutions.tsv",
	           "symbol\tdate\ttitle\tagenda\tadoption\tvote\tmeeting\tdraft\tchapter7\tsyria\t"
	           "subjects\n"
	           "A/RES/78/147\t2023-12-19\tA\t\t\t\t\t\t\t0\t\n"
	           "S/RES/2254(2015)\t2015-12-18\tA\t\t\t\t\t\t\t0\t\n");
	folder_put(&f, "cites.tsv",
	           "symbol\tcites\n"
	           "A/RES/78/147\tA/RES/78/3;S/RES/2718(2023)\n");
	assert_int_equal(folder_build(&f), 0);
	folder_put(&f, "cites.tsv",
	           "symbol\tcites\n"
	           "A/RES/78/147\tA/RES/78/3;A/RES/79/8\n");
	assert_int_equal(folder_build(&f), 1);
	assert_non_null(strstr(f.said, "cites.tsv:2: is later than the text that cites it: "
	                               "'A/RES/79/8'"));
	folder_put(&f, "cites.tsv",
	           "symbol\tcites\n"
	           "S/RES/2254(2015)\tS/RES/2249(2015);S/RES/2268(2016)\n");
	assert_int_equal(folder_build(&f), 1);
	assert_non_null(strstr(f.said, "'S/RES/2268(2016)'"));
	folder_drop(&f);
}

static int keep_source(const struct dossier_row *r, void *payload)
{
	snprintf(payload, 200, "%s|%s|%s", r->at[BALLOT_SOURCE], r->at[BALLOT_STATUS],
	         r->source_kind);
	return 1;
}

/* -- sources ------------------------------------------------------------ */

static int keep_judged(const struct dossier_row *r, void *payload)
{
	size_t n = strlen(payload);

	snprintf((char *)payload + n, 600 - n, "%s,%s,%d;", r->source_kind, r->source_sort,
	         r->doubtful);
	return 0;
}

/* Rows of a source each, and what they are judged to be. */
static void sources_are_judged(void **state)
{
	static const char head[] =
		"id\tdate\tpane\tplace\ttitle\tdetail\tsymbols\tsource\tstatus\tkind\n";
	static const struct {
		const char *source, *want;
	} cases[] = {
		{"https://uploads.example/1", "other,upload,1;"},
		{"https://www.uploads.example/1", "other,upload,1;"},
		{"http://press.example/x", "press,,0;"},
		{"https://un.example/y", "UN page,,0;"},
		/* the best of several, in words and without http */
		{"https://uploads.example/1 ; https://press.example/x", "press,,0;"},
		{"read at press.example/x, and (uploads.example/2)", "press,,0;"},
		{"https://uploads.example/1, https://fair.example/1", "other,,0;"},
		{"https://fair.example/1, https://uploads.example/1", "other,,0;"},
		{"S/1999/1", "UN document,,0;"},
		{"S/1999/1 (uploads.example/2)", "UN document,,0;"},
		{"S/1999/1 as told at https://uploads.example/2", "UN document,,0;"},
		{"as told of S/1999/1 at https://uploads.example/2", "other,upload,1;"},
		/* words that a source begins with; the longest counts */
		{"Survey of 1999, page 4", "other official,,0;"},
		{"Survey", "other,essay,1;"},
		{"", ",,0;"},
	};
	static const struct {
		const char *source, *says;
	} bad[] = {
		{"https://nobody.example/", "no such host in hosts.tsv: 'nobody.example'"},
		{"heard say", "does not tell what kind of source this is: 'heard say'"},
	};
	struct folder f;
	struct err err = {0};
	char text[600];

	(void)state;
	assert_int_equal(folder_make(&f), 0);
	folder_put(&f, "documents.tsv",
	           "symbol\tbody\tdate\ttitle\ttype\tpane\tvote\tlanguages\turl\trecalls\tsource\t"
	           "status\tkey\n");
	folder_put(&f, "hosts.tsv",
	           "name\tkind\tsort\nuploads.example\tother\tupload\npress.example\tpress\t\n"
	           "un.example\tUN page\t\nfair.example\tother\t\nSurvey\tother\tessay\n"
	           "Survey of\tother official\t\n");
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct store *s;

		snprintf(text, sizeof text,
		         "%s1\t1999\triver\tHere\tA\tB\t\t%s\tconfirmed\tevent\n", head,
		         cases[i].source);
		folder_put(&f, "timeline.tsv", text);
		if (folder_build(&f) != 0)
			fail_msg("%s: %s", cases[i].source, f.said);
		s = store_open(f.store, STORE_STARTER, &err);
		assert_non_null(s);
		*text = 0;
		assert_int_equal(dossier_each(s, DOSSIER_EVENTS, NULL, keep_judged, text, &err), 0);
		if (strcmp(text, cases[i].want) != 0)
			fail_msg("'%s' is %s not %s", cases[i].source, text, cases[i].want);
		store_close(s);
	}
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		snprintf(text, sizeof text,
		         "%s1\t1999\triver\tHere\tA\tB\t\t%s\tconfirmed\tevent\n", head,
		         bad[i].source);
		folder_put(&f, "timeline.tsv", text);
		assert_int_equal(folder_build(&f), 1);
		if (!strstr(f.said, bad[i].says) || !strstr(f.said, "timeline.tsv:2: "))
			fail_msg("'%s' does not say '%s'", f.said, bad[i].says);
	}
	folder_drop(&f);
}

/* A store of the form before facts had sources for votes. */
static void an_older_store_is_brought_up_to_date(void **state)
{
	struct folder f;
	struct err err = {0};
	struct store *s;
	char said[200];
	sqlite3 *db;

	(void)state;
	assert_int_equal(folder_make(&f), 0);
	assert_int_equal(sqlite3_open(f.store, &db), SQLITE_OK);
	for (int v = 0; v < 2; v++)
		for (int i = 0; schema_steps[v][i]; i++)
			assert_int_equal(sqlite3_exec(db, schema_steps[v][i], NULL, NULL, NULL),
			                 SQLITE_OK);
	snprintf(said, sizeof said,
	         "INSERT INTO bookmark VALUES('S/1999/1','A letter',5); PRAGMA user_version=2; "
	         "PRAGMA application_id=%d",
	         SCHEMA_APPLICATION_ID);
	assert_int_equal(sqlite3_exec(db, said, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
	s = store_open(f.store, STORE_PERSONAL, &err);
	assert_non_null(s);
	assert_int_equal(catalogue_ballot_source(s, "S/1999/1", keep_source, said, &err), 0);
	store_close(s);
	/* what others read is compared with ours text for text */
	s = store_open(f.store, STORE_SITE, &err);
	if (!s)
		fail_msg("%s", err.text);
	store_close(s);
	folder_drop(&f);
}

/* A list of votes against what another table has. */
static void lists_of_votes_add_up(void **state)
{
	static const char documents[] =
		"symbol\tbody\tdate\ttitle\ttype\tpane\tvote\tlanguages\turl\trecalls\tsource\t"
		"status\tkey\n"
		"S/1998/1\tB\t1998\tA draft\tdraft\triver\t2-1-0\tE\t\t\tx\tpartly\t\n";
	static const char head[] = "symbol\tin_favour\tagainst\tabstaining\tsource\tstatus\n";
	struct folder f;
	char text[300];

	(void)state;
	assert_int_equal(folder_make(&f), 0);
	folder_put(&f, "documents.tsv", documents);
	snprintf(text, sizeof text, "%sS/1998/1\tX;Y\tZ\t\tx\tpartly\n", head);
	folder_put(&f, "votes_syria.tsv", text);
	assert_int_equal(folder_build(&f), 0);
	snprintf(text, sizeof text, "%sS/1998/1\tX;Y\t\tZ\tx\tpartly\n", head);
	folder_put(&f, "votes_syria.tsv", text);
	assert_int_equal(folder_build(&f), 1);
	assert_non_null(strstr(f.said, "votes_syria.tsv:2: states that voted are not as many as "
	                               "the vote has: '2-1-0'"));
	folder_drop(&f);
}

static int first_of(const char *symbol, char vote, void *payload)
{
	(void)vote;
	snprintf(payload, 200, "%s", symbol);
	return 1;
}

static void lists_of_votes_have_sources(void **state)
{
	char said[200] = "";
	struct err err = {0};
	struct tally t = {0};

	(void)state;
	assert_int_equal(catalogue_ballot(starter, "A/RES/71/248", count_vote, &t, &err), 1);
	assert_int_equal(t.y, 105);
	assert_int_equal(t.n, 15);
	assert_int_equal(t.a, 52);
	assert_int_equal(catalogue_ballot_source(starter, "S/2016/846", keep_source, said, &err),
	                 1);
	assert_string_equal(
		said, "https://press.un.org/en/2016/sc12545.doc.htm (SC/12545)|confirmed|UN page");
	assert_int_equal(catalogue_ballot_source(starter, "S/2016/1", keep_source, said, &err), 0);
	/* A draft of 2011 is not the last thing that a state voted on. */
	assert_int_equal(catalogue_votes_of(starter, "China", first_of, said, &err), 1);
	assert_string_equal(said, "S/RES/2824(2026)");
}

/* Each draft that was put to a vote and failed. */
static int has_a_list(const struct dossier_row *r, void *payload)
{
	struct tally t = {0};
	struct err err = {0};
	char vote[48];

	if (catalogue_ballot(starter, r->at[DOCUMENT_KEY], count_vote, &t, &err) != 1)
		fail_msg("%s: nobody knows who voted how", r->at[DOCUMENT_KEY]);
	snprintf(vote, sizeof vote, "%ld-%ld-%ld", t.y, t.n, t.a);
	assert_string_equal(vote, r->at[DOCUMENT_VOTE]);
	++*(long *)payload;
	return 0;
}

static void every_failed_draft_has_its_votes(void **state)
{
	struct dossier_query query = {.filter = "type=draft_vetoed,draft_not_adopted"};
	struct err err = {0};
	long drafts = 0;

	(void)state;
	assert_int_equal(
		dossier_each(starter, DOSSIER_DOCUMENTS, &query, has_a_list, &drafts, &err), 0);
	assert_int_equal(drafts, 27);
}
int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sources_are_judged),
		cmocka_unit_test(nobody_cites_the_future),
		cmocka_unit_test(an_older_store_is_brought_up_to_date),
		cmocka_unit_test(lists_of_votes_add_up),
		cmocka_unit_test(lists_of_votes_have_sources),
		cmocka_unit_test(every_failed_draft_has_its_votes),
	};

	return cmocka_run_group_tests(tests, open_starter, close_starter);
}
