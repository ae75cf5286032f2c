/* SPDX-License-Identifier: ISC */
/* What an answer is worth. */
#include "config.h"

#include "fetch/acquire/judge.h"
#include "tests/lib/check.h"

#include <string.h>

static struct answer busy(int status)
{
	return (struct answer){.outcome = ACQUIRE_REFUSED, .status = status, .retry_after = -1};
}

static struct answer cut_at(int64_t bytes)
{
	return (struct answer){.outcome = ACQUIRE_PART,
	                       .status = 200,
	                       .retry_after = -1,
	                       .bytes = bytes,
	                       .err = {.code = ERR_NETWORK}};
}

static void these_are_busy(void **state)
{
	static const int statuses[] = {429, 502, 503, 504},
			 others[] = {202, 403, 428, 430, 500, 501, 505};
	struct answer a;

	(void)state;
	for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++) {
		a = busy(statuses[i]);
		assert_true(judge_is_busy(&a));
		a.outcome = ACQUIRE_FAILED;
		assert_false(judge_is_busy(&a));
	}
	for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
		a = busy(others[i]);
		assert_false(judge_is_busy(&a));
	}
}

static void a_busy_server_is_asked_four_times_ever_later(void **state)
{
	struct attempt t = {.patient = true}, spread = {.patient = true};
	struct answer a = busy(503);

	(void)state;
	assert_int_equal(judge_pause(&t, &a, 0, 0), 1000);
	assert_int_equal(judge_pause(&t, &a, 0, 0), 2000);
	assert_int_equal(judge_pause(&t, &a, 0, 0), 4000);
	assert_int_equal(judge_pause(&t, &a, 0, 0), -1);
	/* not the same for all, and longer by half at the most */
	for (uint64_t dice = 1; dice < 1000; dice++) {
		spread.tries = 0;
		assert_in_range(judge_pause(&spread, &a, 40, dice), 40, 60);
	}
	spread.tries = 0;
	assert_int_not_equal(judge_pause(&spread, &a, 1000, 1), 1000);
}

static void a_reader_who_waits_is_told_at_once(void **state)
{
	struct attempt wish = {.patient = false}, symbol = {.symbol = true};
	struct answer a = busy(503), gone = busy(403);

	(void)state;
	assert_int_equal(judge_pause(&wish, &a, 0, 0), -1);
	/* of a symbol there is one server after another: each is given its time */
	assert_int_equal(judge_pause(&symbol, &a, 0, 0), 1000);
	assert_int_equal(judge_pause(&symbol, &gone, 0, 0), -1);
	a = cut_at(100);
	assert_int_equal(judge_pause(&symbol, &a, 0, 0), -1);
}

static void the_pause_that_is_asked_for_is_made_up_to_a_minute(void **state)
{
	struct attempt t = {.patient = true};
	struct answer a = busy(429);

	(void)state;
	a.retry_after = 0;
	assert_int_equal(judge_pause(&t, &a, 0, 7), 0);
	a.retry_after = 60;
	assert_int_equal(judge_pause(&t, &a, 0, 7), 60000);
	a.retry_after = 61;
	assert_int_equal(judge_pause(&t, &a, 0, 7), -1);
	assert_int_equal(t.tries, 2);
}

static void a_line_that_breaks_is_tried_as_long_as_it_brings_more(void **state)
{
	struct attempt t = {.patient = true}, never = {.patient = true};
	struct answer a = cut_at(100), none = {.outcome = ACQUIRE_FAILED, .retry_after = -1};

	(void)state;
	for (int i = 1; i < 20; i++) {
		a = cut_at(100 * i);
		assert_int_equal(judge_pause(&t, &a, 0, 0), 1);
	}
	/* without a gain three times more, ever later; no answer counts as well */
	assert_int_equal(judge_pause(&t, &a, 0, 0), 2000);
	none.err.code = ERR_NETWORK;
	assert_int_equal(judge_pause(&t, &none, 0, 0), 4000);
	assert_int_equal(judge_pause(&t, &a, 0, 0), 8000);
	assert_int_equal(judge_pause(&t, &a, 0, 0), -1);
	/* one byte more is a gain */
	t.cuts = 3;
	a = cut_at(1901);
	assert_int_equal(judge_pause(&t, &a, 0, 0), 1);
	/* a limit is no broken line; nor is a server that never answered */
	a.limited = true;
	assert_int_equal(judge_pause(&t, &a, 0, 0), -1);
	assert_int_equal(judge_pause(&never, &none, 0, 0), -1);
	never.most = 1;
	assert_int_equal(judge_pause(&never, &none, 0, 0), 2000);
	never.cuts = 0;
	none.err.code = ERR_FAILED;
	assert_int_equal(judge_pause(&never, &none, 0, 0), -1);
}

static void the_next_source_is_asked_unless_this_one_had_it(void **state)
{
	static const struct {
		enum step_kind kind;
		enum acquire_outcome outcome;
		bool other;
		enum verdict verdict;
	} cases[] = {
		{STEP_WEB, ACQUIRE_NEW, false, VERDICT_END},
		{STEP_AKN, ACQUIRE_SAME, false, VERDICT_END},
		{STEP_AKN, ACQUIRE_NEW, true, VERDICT_NEXT},
		{STEP_DOCX, ACQUIRE_NEW, true, VERDICT_END},
		{STEP_LISTING, ACQUIRE_NEW, false, VERDICT_NEXT},
		{STEP_LISTING, ACQUIRE_PART, false, VERDICT_END},
		{STEP_DOCX, ACQUIRE_PART, false, VERDICT_END},
		{STEP_DOCX, ACQUIRE_UNKEPT, false, VERDICT_END},
		{STEP_DOCX, ACQUIRE_UNREADABLE, false, VERDICT_NEXT},
		{STEP_PDF, ACQUIRE_ABSENT, false, VERDICT_NEXT},
		{STEP_PDF, ACQUIRE_REFUSED, false, VERDICT_NEXT},
		{STEP_PDF, ACQUIRE_FAILED, false, VERDICT_NEXT},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct answer a = {.outcome = cases[i].outcome};

		assert_int_equal(judge_answer(cases[i].kind, &a, cases[i].other), cases[i].verdict);
	}
}

static char found[] = "https://a.example/";

static void put(struct result *r, enum step_kind kind, enum acquire_outcome outcome,
                const char *why, int64_t version)
{
	struct answer a = {.outcome = outcome, .found = found, .version = version};

	if (*why)
		err_set(&a.err, ERR_FAILED, "%s", why);
	judge_remember(r, kind, &a);
}

static void the_best_is_remembered(void **state)
{
	struct result r = {.version = 0};

	(void)state;
	/* a directory is nothing that was wanted */
	put(&r, STEP_LISTING, ACQUIRE_ABSENT, "no directory", 0);
	assert_string_equal(r.why.text, "");
	put(&r, STEP_DOCX, ACQUIRE_FAILED, "no answer", 0);
	assert_string_equal(r.why.text, "no answer");
	put(&r, STEP_PDF, ACQUIRE_FAILED, "none either", 0);
	assert_string_equal(r.why.text, "no answer");
	/* an answer is better than none, and the first one says more */
	put(&r, STEP_PDF, ACQUIRE_ABSENT, "not here", 0);
	assert_string_equal(r.why.text, "not here");
	put(&r, STEP_PDF, ACQUIRE_REFUSED, "not for you", 0);
	put(&r, STEP_PDF, ACQUIRE_FAILED, "no answer", 0);
	assert_string_equal(r.why.text, "not here");
	assert_int_equal(r.outcome, ACQUIRE_ABSENT);
	/* what was kept is better still */
	put(&r, STEP_PDF, ACQUIRE_UNREADABLE, "no document", 7);
	assert_int_equal(r.outcome, ACQUIRE_UNREADABLE);
	assert_int_equal(r.version, 7);
	put(&r, STEP_PDF, ACQUIRE_ABSENT, "not here", 0);
	assert_int_equal(r.outcome, ACQUIRE_UNREADABLE);
	assert_int_equal(r.version, 7);
	put(&r, STEP_PDF, ACQUIRE_NEW, "", 8);
	assert_int_equal(r.outcome, ACQUIRE_NEW);
	assert_int_equal(r.version, 8);
	assert_int_equal(r.why.code, ERR_NONE);
	assert_string_equal(r.found, found);
	put(&r, STEP_LISTING, ACQUIRE_PART, "cut", 0);
	assert_int_equal(r.outcome, ACQUIRE_PART);
}

static void a_job_ends_as(void **state)
{
	(void)state;
	assert_int_equal(judge_state(JOB_WISH, false, ACQUIRE_NEW, false), JOB_DONE);
	assert_int_equal(judge_state(JOB_FEED, false, ACQUIRE_SAME, false), JOB_DONE);
	assert_int_equal(judge_state(JOB_QUEUED, false, ACQUIRE_PART, true), JOB_HELD);
	assert_int_equal(judge_state(JOB_QUEUED, false, ACQUIRE_PART, false), JOB_FAILED);
	assert_int_equal(judge_state(JOB_DOCUMENT, true, ACQUIRE_ABSENT, false), JOB_NOWHERE);
	assert_int_equal(judge_state(JOB_DOCUMENT, false, ACQUIRE_ABSENT, false), JOB_FAILED);
	assert_int_equal(judge_state(JOB_ARTICLE, true, ACQUIRE_ABSENT, false), JOB_FAILED);
	assert_int_equal(judge_state(JOB_DOCUMENT, true, ACQUIRE_UNREADABLE, false), JOB_FAILED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(these_are_busy),
		cmocka_unit_test(a_busy_server_is_asked_four_times_ever_later),
		cmocka_unit_test(a_reader_who_waits_is_told_at_once),
		cmocka_unit_test(the_pause_that_is_asked_for_is_made_up_to_a_minute),
		cmocka_unit_test(a_line_that_breaks_is_tried_as_long_as_it_brings_more),
		cmocka_unit_test(the_next_source_is_asked_unless_this_one_had_it),
		cmocka_unit_test(the_best_is_remembered),
		cmocka_unit_test(a_job_ends_as),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
