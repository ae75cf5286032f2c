/* SPDX-License-Identifier: ISC */
/* What is known of hosts: whether they answer, and how long what they say of robots counts. */
#include "config.h"

#include "fetch/acquire/hosts.h"
#include "model/store/servers.h"
#include "tests/lib/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define NOW 1790000000
#define DAY 86400
#define PAGE "https://press.example/a"
#define ROBOTS "https://press.example/robots.txt"

static struct {
	struct store *store;
	struct hosts hosts;
	char path[64];
} t;

static void clock_at(int64_t seconds)
{
	char now[40];

	snprintf(now, sizeof now, "%lld", (long long)seconds);
	setenv("PALAIS_NOW", now, 1);
}

static void begin_anew(void)
{
	hosts_done(&t.hosts);
	t.hosts = (struct hosts){.store = t.store};
}

static int set_up(void **state)
{
	(void)state;
	clock_at(NOW);
	snprintf(t.path, sizeof t.path, "hosts-%ld.store", (long)getpid());
	t.store = store_open(t.path, STORE_PERSONAL, NULL);
	t.hosts = (struct hosts){.store = t.store};
	return t.store ? 0 : -1;
}

static int tear_down(void **state)
{
	char command[300];

	(void)state;
	hosts_done(&t.hosts);
	store_close(t.store);
	snprintf(command, sizeof command, "rm -f '%s' '%s-wal' '%s-shm'", t.path, t.path, t.path);
	return system(command);
}

/* Puts a robots.txt into the store, as it comes now. */
static void keep(const char *lines)
{
	struct store_origin origin = {.key = ROBOTS, .url = ROBOTS, .asked = ROBOTS};
	struct store_incoming *in = store_begin(t.store, &origin, NULL);
	struct doc_maker *m = doc_maker_new(0);
	struct doc *doc;

	doc_begin(m, DOC_PRE);
	doc_add_str(m, lines);
	doc = doc_finish(m, NULL);
	assert_int_equal(store_add(in, lines, strlen(lines), NULL), 0);
	assert_true(store_commit(in, doc, true, ACQUIRE_PARSER, NULL) > 0);
	doc_free(doc);
}

static enum hosts_say ask(const char *url)
{
	struct err why = {0};
	enum hosts_say say = hosts_robots(&t.hosts, url, &why);

	assert_int_equal(why.code != ERR_NONE, say == HOSTS_SILENT);
	return say;
}

static void end(enum acquire_outcome outcome, int status, enum err_code code)
{
	struct err why = {.code = code};

	hosts_asked(&t.hosts, PAGE);
	assert_int_equal(ask(PAGE), HOSTS_WAIT);
	hosts_ended(&t.hosts, ROBOTS, hosts_robots_end(outcome, status, false), status, &why);
}

/* -- tests -------------------------------------------------------------------- */

static void hosts_that_do_not_answer_are_known_until_they_do(void **state)
{
	(void)state;
	assert_false(hosts_is_dead(&t.hosts, PAGE));
	hosts_note(&t.hosts, PAGE, false);
	assert_true(hosts_is_dead(&t.hosts, "https://press.example/b?c"));
	assert_false(hosts_is_dead(&t.hosts, "https://press.example.org/"));
	assert_false(hosts_is_dead(&t.hosts, "https://press.example:8443/"));
	hosts_note(&t.hosts, PAGE, true);
	assert_false(hosts_is_dead(&t.hosts, PAGE));
	hosts_note(&t.hosts, PAGE, false);
	hosts_forget(&t.hosts);
	assert_false(hosts_is_dead(&t.hosts, PAGE));
}

static void addresses_of_robots(void **state)
{
	char url[40], longer[] = "https://press.example.org/robots.txt";

	(void)state;
	assert_true(hosts_robots_url("https://press.example?q", url, sizeof url));
	assert_string_equal(url, ROBOTS);
	assert_false(hosts_robots_url(longer, url, sizeof longer - 1));
	assert_true(hosts_robots_url(longer, url, sizeof longer));
}

static void what_an_end_tells(void **state)
{
	static const struct {
		enum acquire_outcome outcome;
		int status;
		enum robots_end end;
	} cases[] = {
		{ACQUIRE_NEW, 200, ROBOTS_CAME},        {ACQUIRE_SAME, 304, ROBOTS_CAME},
		{ACQUIRE_UNREADABLE, 200, ROBOTS_NONE}, {ACQUIRE_REFUSED, 399, ROBOTS_FAILED},
		{ACQUIRE_REFUSED, 400, ROBOTS_NONE},    {ACQUIRE_ABSENT, 404, ROBOTS_NONE},
		{ACQUIRE_REFUSED, 499, ROBOTS_NONE},    {ACQUIRE_REFUSED, 500, ROBOTS_FAILED},
		{ACQUIRE_REFUSED, 429, ROBOTS_FAILED},  {ACQUIRE_FAILED, 0, ROBOTS_FAILED},
		{ACQUIRE_PART, 200, ROBOTS_FAILED},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_int_equal(hosts_robots_end(cases[i].outcome, cases[i].status, false),
		                 cases[i].end);
	assert_int_equal(hosts_robots_end(ACQUIRE_PART, 206, true), ROBOTS_LATER);
}

static void a_copy_counts_for_a_day(void **state)
{
	(void)state;
	assert_int_equal(ask(PAGE), HOSTS_ASK);
	keep("User-agent: *\nDisallow: /closed\n");
	clock_at(NOW + DAY - 1);
	assert_int_equal(ask(PAGE), HOSTS_ALLOW);
	assert_int_equal(ask("https://press.example/closed/1"), HOSTS_FORBID);
	begin_anew();
	clock_at(NOW + DAY);
	assert_int_equal(ask(PAGE), HOSTS_ASK);
	/* that there was none does as well */
	begin_anew();
	store_absent_set(t.store, ROBOTS, NOW + DAY, NULL);
	clock_at(NOW + 2 * DAY - 1);
	assert_int_equal(ask("https://press.example/closed/1"), HOSTS_ALLOW);
	begin_anew();
	clock_at(NOW + 2 * DAY);
	assert_int_equal(ask(PAGE), HOSTS_ASK);
}

static void and_for_a_month_while_there_is_no_other(void **state)
{
	(void)state;
	keep("User-agent: *\nDisallow: /closed\n");
	clock_at(NOW + 30 * DAY - 1);
	end(ACQUIRE_REFUSED, 500, ERR_FAILED);
	assert_int_equal(ask(PAGE), HOSTS_ALLOW);
	assert_int_equal(ask("https://press.example/closed/1"), HOSTS_FORBID);
	begin_anew();
	clock_at(NOW + 30 * DAY);
	end(ACQUIRE_REFUSED, 500, ERR_FAILED);
	assert_int_equal(ask(PAGE), HOSTS_FORBID);
	/* its trouble is asked about again when the network is another */
	hosts_forget(&t.hosts);
	assert_int_equal(ask(PAGE), HOSTS_ASK);
	end(ACQUIRE_FAILED, 0, ERR_NETWORK);
	assert_int_equal(ask(PAGE), HOSTS_SILENT);
}

static void the_end_of_asking_is_remembered(void **state)
{
	(void)state;
	end(ACQUIRE_ABSENT, 404, ERR_FAILED);
	assert_int_equal(ask(PAGE), HOSTS_ALLOW);
	assert_int_equal(store_absent_get(t.store, ROBOTS), NOW);
	keep("User-agent: *\nDisallow: /\n");
	begin_anew();
	store_absent_set(t.store, ROBOTS, 0, NULL);
	end(ACQUIRE_NEW, 200, ERR_NONE);
	assert_int_equal(ask(PAGE), HOSTS_FORBID);
	assert_int_equal(store_absent_get(t.store, ROBOTS), 0);
	/* a part of it is no answer, nor is one that was taken off the list */
	begin_anew();
	clock_at(NOW + 2 * DAY);
	hosts_asked(&t.hosts, PAGE);
	hosts_ended(&t.hosts, ROBOTS, ROBOTS_LATER, 206, &(struct err){0});
	assert_int_equal(ask(PAGE), HOSTS_ASK);
	hosts_asked(&t.hosts, PAGE);
	hosts_dropped(&t.hosts, ROBOTS);
	assert_int_equal(ask(PAGE), HOSTS_ASK);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(hosts_that_do_not_answer_are_known_until_they_do),
		cmocka_unit_test(addresses_of_robots),
		cmocka_unit_test(what_an_end_tells),
		TEST(a_copy_counts_for_a_day),
		TEST(and_for_a_month_while_there_is_no_other),
		TEST(the_end_of_asking_is_remembered),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
