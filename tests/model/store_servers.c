/* SPDX-License-Identifier: ISC */
/* What servers said for good, and leases: two programs, and one that has died. */
#include "config.h"

#include "model/base/clock.h"
#include "model/store/lease.h"
#include "model/store/servers.h"
#include "tests/model/store_lib.h"

#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void set_now(const char *time)
{
	setenv("PALAIS_NOW", time, 1);
}

static void change(const struct folder *f, const char *sql)
{
	sqlite3 *db;

	assert_int_equal(sqlite3_open(f->store, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
}

static void test_moved(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);
	const char *old = "http://old.example/feed", *new = "https://new.example/feed";
	char *target;

	assert_int_equal(store_moved_get(s, old, &target, NULL), 0);
	assert_null(target);
	assert_int_equal(store_moved_set(s, old, new, NULL), 0);
	assert_int_equal(store_moved_get(s, old, &target, NULL), 1);
	assert_string_equal(target, new);
	free(target);
	assert_int_equal(store_moved_set(s, old, old, NULL), 0);
	assert_int_equal(store_moved_get(s, old, &target, NULL), 0);
	store_close(s);
}

static void test_pause_and_absent(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);
	int64_t now = clock_now();

	assert_int_equal(store_pause_get(s, "busy.example"), 0);
	assert_int_equal(store_pause_set(s, "busy.example", now + 30, NULL), 0);
	assert_int_equal(store_pause_get(s, "busy.example"), now + 30);
	set_now("2026-11-22T12:01:00");
	assert_int_equal(store_pause_get(s, "busy.example"), 0);

	assert_int_equal(store_absent_set(s, "A/RES/99/1 ar", now, NULL), 0);
	assert_int_equal(store_absent_get(s, "A/RES/99/1 ar"), now);
	assert_int_equal(store_absent_set(s, "A/RES/99/1 ar", 0, NULL), 0);
	assert_int_equal(store_absent_get(s, "A/RES/99/1 ar"), 0);
	store_close(s);
}

static void test_lease_of_this_program(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);
	struct store_lease_holder holder;

	assert_int_equal(store_lease_holder(s, "sync", &holder, NULL), 0);
	assert_int_equal(store_lease_take(s, "sync", 60, NULL), 1);
	assert_int_equal(store_lease_take(s, "sync", 60, NULL), 1); /* renewed */
	assert_int_equal(store_lease_holder(s, "sync", &holder, NULL), 1);
	assert_int_equal(holder.pid, getpid());
	assert_true(holder.here);
	assert_int_equal(holder.expires, clock_now() + 60);
	store_lease_give(s, "sync");
	assert_int_equal(store_lease_holder(s, "sync", &holder, NULL), 0);
	store_close(s);
}

/* A process that does its work when told, and then stays until it is killed. */
static pid_t start_holder(const struct folder *f, const char *name, int *answer)
{
	int fds[2];
	pid_t pid;

	assert_int_equal(pipe(fds), 0);
	pid = fork();
	assert_true(pid >= 0);
	if (!pid) {
		struct store *s = store_open(f->store, STORE_PERSONAL, NULL);
		char rc = s ? (char)('0' + store_lease_take(s, name, 600, NULL)) : 'x';

		if (write(fds[1], &rc, 1) != 1)
			_exit(1);
		for (;;)
			pause();
	}
	close(fds[1]);
	*answer = fds[0];
	return pid;
}

static char read_answer(int fd)
{
	char c = 0;

	assert_int_equal(read(fd, &c, 1), 1);
	close(fd);
	return c;
}

static void kill_it(pid_t pid)
{
	assert_int_equal(kill(pid, SIGKILL), 0);
	assert_int_equal(waitpid(pid, NULL, 0), pid);
}

static void test_lease_of_another_until_it_dies(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);
	struct store_lease_holder holder;
	int answer;
	pid_t other = start_holder(*state, "sync", &answer);

	assert_int_equal(read_answer(answer), '1');
	assert_int_equal(store_lease_take(s, "sync", 60, NULL), 0);
	assert_int_equal(store_lease_take(s, "prune", 60, NULL), 1);
	assert_int_equal(store_lease_holder(s, "sync", &holder, NULL), 1);
	assert_int_equal(holder.pid, other);
	store_lease_give(s, "sync"); /* not ours to give */
	assert_int_equal(store_lease_take(s, "sync", 60, NULL), 0);
	kill_it(other);
	assert_int_equal(store_lease_holder(s, "sync", &holder, NULL), 0);
	assert_int_equal(store_lease_take(s, "sync", 60, NULL), 1);
	store_close(s);
}

/* Killed, and nobody has asked after it: its number is still there. */
static void test_lease_of_one_that_nobody_waits_for(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);
	siginfo_t how;
	int answer;
	pid_t other = start_holder(*state, "sync", &answer);

	assert_int_equal(read_answer(answer), '1');
	assert_int_equal(store_lease_take(s, "sync", 60, NULL), 0);
	assert_int_equal(kill(other, SIGKILL), 0);
	assert_int_equal(waitid(P_PID, (id_t)other, &how, WEXITED | WNOWAIT), 0);
	assert_int_equal(kill(other, 0), 0);
	assert_int_equal(store_lease_take(s, "sync", 60, NULL), 1);
	assert_int_equal(waitpid(other, NULL, 0), other);
	store_close(s);
}

static void test_of_many_one_gets_it(void **state)
{
	enum { COUNT = 8 };
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);
	pid_t pids[COUNT];
	int answers[COUNT], got = 0;

	for (int i = 0; i < COUNT; i++)
		pids[i] = start_holder(*state, "sync", &answers[i]);
	for (int i = 0; i < COUNT; i++) {
		char c = read_answer(answers[i]);

		assert_true(c == '0' || c == '1');
		got += c == '1';
	}
	assert_int_equal(got, 1);
	for (int i = 0; i < COUNT; i++)
		kill_it(pids[i]);
	store_close(s);
}

static void test_lease_of_elsewhere(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);
	struct store_lease_holder holder;

	/* Another host's process cannot be looked at: its time has to be over. */
	assert_int_equal(store_lease_take(s, "sync", 60, NULL), 1);
	change(*state, "UPDATE lease SET host='elsewhere.example'");
	assert_int_equal(store_lease_take(s, "sync", 60, NULL), 0);
	assert_int_equal(store_lease_holder(s, "sync", &holder, NULL), 1);
	assert_false(holder.here);
	assert_string_equal(holder.host, "elsewhere.example");
	set_now("2026-11-22T12:02:00");
	assert_int_equal(store_lease_take(s, "sync", 60, NULL), 1);

	/* After a start of this host the same number is another process. */
	change(*state, "UPDATE lease SET boot='an earlier one'");
	assert_int_equal(store_lease_take(s, "sync", 60, NULL), 1);
	store_close(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, folder_set_up, folder_tear_down)
		T(test_moved),
		T(test_pause_and_absent),
		T(test_lease_of_this_program),
		T(test_lease_of_another_until_it_dies),
		T(test_lease_of_one_that_nobody_waits_for),
		T(test_of_many_one_gets_it),
		T(test_lease_of_elsewhere),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
