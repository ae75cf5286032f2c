/* SPDX-License-Identifier: ISC */
/* What a budget lets be asked for: both sides of each of its numbers. */
#include "config.h"

#include "fetch/acquire/budget.h"
#include "tests/lib/check.h"

static void what_is_spent_and_set_aside_is_not_left(void **state)
{
	struct budget b = {.limit = 1000};

	(void)state;
	assert_int_equal(budget_left(&b, 0), 1000);
	budget_spend(&b, 400);
	assert_int_equal(budget_left(&b, 0), 600);
	assert_int_equal(budget_left(&b, 250), 350);
	assert_int_equal(budget_left(&b, 600), 0);
	assert_int_equal(budget_left(&b, 601), 0);
	budget_spend(&b, 600);
	assert_int_equal(b.overrun, 0);
	budget_spend(&b, 1);
	assert_int_equal(b.overrun, 1);
	assert_int_equal(budget_left(&b, 0), 0);
}

static void what_is_not_known_costs_what_is_usual(void **state)
{
	(void)state;
	assert_int_equal(budget_expected(JOB_QUEUED, 7), 7);
	assert_int_equal(budget_expected(JOB_WISH, 0), 40000);
	assert_int_equal(budget_expected(JOB_QUEUED, 0), 40000);
	assert_int_equal(budget_expected(JOB_FEED, 0), 12000);
	assert_int_equal(budget_expected(JOB_ARTICLE, 0), 25000);
	assert_int_equal(budget_expected(JOB_DOCUMENT, 0), 40000);
	assert_int_equal(budget_expected(JOB_ROBOTS, 0), 1500);
}

/* Twice what is expected, a window of bytes on their way at the least; and the heads. */
static void as_much_is_set_aside_as_may_come(void **state)
{
	(void)state;
	assert_int_equal(budget_aside(1), 32768 + 1200);
	assert_int_equal(budget_aside(16384), 32768 + 1200);
	assert_int_equal(budget_aside(16385), 32770 + 1200);
	assert_int_equal(budget_aside(40000), 80000 + 1200);
	assert_true(budget_holds(6200, 5000));
	assert_false(budget_holds(6199, 5000));
}

static void far_from_the_limit_they_run_side_by_side(void **state)
{
	const uint64_t far = 131072 + 2 * (80000 + 1200);

	(void)state;
	assert_int_equal(budget_fits(far, true, false, 40000), BUDGET_FITS);
	assert_int_equal(budget_fits(far - 1, false, false, 40000), BUDGET_NEAR);
	assert_int_equal(budget_fits(far - 1, true, false, 40000), BUDGET_LATER);
	/* one that was stopped has a limit of its own */
	assert_int_equal(budget_fits(far, false, true, 40000), BUDGET_NEAR);
	assert_int_equal(budget_fits(far, true, true, 40000), BUDGET_LATER);
}

static void too_little_is_not_worth_a_request(void **state)
{
	(void)state;
	assert_int_equal(budget_fits(2400, false, false, 1), BUDGET_NEAR);
	assert_int_equal(budget_fits(2399, false, false, 1), BUDGET_NOT);
	/* what others leave over is not known yet */
	assert_int_equal(budget_fits(2399, true, false, 1), BUDGET_LATER);
}

static void heads_are_part_of_a_limit(void **state)
{
	(void)state;
	assert_int_equal(budget_body(10000, 0), 9400);
	assert_int_equal(budget_body(10000, 9399), 1);
	assert_int_equal(budget_body(10000, 9400), 0);
	assert_int_equal(budget_body(10000, 20000), 0);
}

static void what_may_come_is_looked_at_in_time(void **state)
{
	(void)state;
	assert_int_equal(budget_ahead(900, 0, 5000), 900);
	assert_int_equal(budget_ahead(900, 100, 5000), 5800);
	assert_int_equal(budget_ahead(900, 100, 99), 900);
	assert_int_equal(budget_ahead(900, 100, -1), 900 + 32768);
	assert_int_equal(budget_ahead(900, 100, 0), 900 + 32768);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_spent_and_set_aside_is_not_left),
		cmocka_unit_test(what_is_not_known_costs_what_is_usual),
		cmocka_unit_test(as_much_is_set_aside_as_may_come),
		cmocka_unit_test(far_from_the_limit_they_run_side_by_side),
		cmocka_unit_test(too_little_is_not_worth_a_request),
		cmocka_unit_test(heads_are_part_of_a_limit),
		cmocka_unit_test(what_may_come_is_looked_at_in_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
