/* SPDX-License-Identifier: ISC */
/*
 * host: palais-parse as a host of children, a document each. What a child has is read in
 * /proc; their inputs stay open, so that they are there for as long as they are looked at.
 */
#include "config.h"

#include "fetch/wire/child.h"
#include "tests/lib/check.h"

#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef PALAIS_ASAN
#define CRASH SIGABRT /* the sanitizer makes an exit of the other */
#else
#define CRASH SIGSEGV
#endif
#define PROGRAM "./palais-parse"
#define MOST 8
#define LONG_MS 20000 /* none of these waits is seen to its end, unless something is wrong */
#define REST_MS 1000  /* longer than a busy machine takes from one answer to the next question */

static const char *const page[] = {"palais-parse", "--type", "text/html", NULL};
static const char *const layers[] = {"palais-parse", "--layers", NULL};

/* -- what is seen in /proc ------------------------------------------------------ */

static pid_t parent_of(pid_t pid)
{
	char path[40], line[300] = "", *at;
	FILE *f;

	snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
	f = fopen(path, "r");
	if (!f)
		return 0;
	at = fgets(line, sizeof line, f) ? strrchr(line, ')') : NULL;
	fclose(f);
	/* ") S 123 …" */
	return at && at[1] && at[2] && at[2] != 'Z' ? (pid_t)atoi(at + 4) : 0;
}

static size_t children_of(pid_t parent, pid_t *out)
{
	DIR *dir = opendir("/proc");
	struct dirent *entry;
	size_t n = 0;

	assert_non_null(dir);
	while ((entry = readdir(dir)) && n < MOST)
		if (atoi(entry->d_name) > 0 && parent_of(atoi(entry->d_name)) == parent)
			out[n++] = atoi(entry->d_name);
	closedir(dir);
	return n;
}

static pid_t only_child_of(pid_t parent)
{
	pid_t found[MOST];

	assert_int_equal(children_of(parent, found), 1);
	return found[0];
}

/* Waits for the end of a process that is not ours. */
static void wait_gone(pid_t pid)
{
	struct pollfd fd = {.fd = (int)syscall(SYS_pidfd_open, pid, 0), .events = POLLIN};

	if (fd.fd < 0)
		return;
	assert_int_equal(poll(&fd, 1, LONG_MS), 1);
	close(fd.fd);
}

/* What a descriptor of it is: "pipe:[123]"; "" when it has none of this number. */
static void descriptor(pid_t pid, int fd, char out[100])
{
	char path[60];
	ssize_t n;

	snprintf(path, sizeof path, "/proc/%d/fd/%d", (int)pid, fd);
	n = readlink(path, out, 99);
	out[n < 0 ? 0 : n] = '\0';
}

/* Where its program lies in memory. */
static void place_of(pid_t pid, char out[100])
{
	char path[40], line[400] = "";
	FILE *f;

	snprintf(path, sizeof path, "/proc/%d/maps", (int)pid);
	f = fopen(path, "r");
	assert_non_null(f);
	while (!strstr(line, "/palais-parse"))
		assert_non_null(fgets(line, sizeof line, f));
	fclose(f);
	snprintf(out, 100, "%.*s", (int)strcspn(line, " "), line);
}

/* -- asking ------------------------------------------------------------------------ */

static struct host *new_host(int rest_ms)
{
	struct host *h = host_new(PROGRAM, NULL, rest_ms);
	struct child first;
	struct err err;

	assert_non_null(h);
	/* the first is a program of its own */
	assert_int_equal(child_start(&first, h, PROGRAM, page, &err), 0);
	assert_null(first.host);
	assert_true(first.pid > 0);
	child_kill(&first);
	return h;
}

/* Until its host is ready, or has shown that it is none. */
static void until_started(struct child *child)
{
	struct pollfd fd = {.events = POLLIN};

	while ((fd.fd = child_waits(child)) >= 0) {
		assert_int_equal(poll(&fd, 1, LONG_MS), 1);
		child_go_on(child);
	}
	if (child_is_due(child))
		child_go_on(child);
}

static void ask(struct host *h, const char *const *argv, struct child *child)
{
	struct err err;

	assert_int_equal(child_start(child, h, PROGRAM, argv, &err), 0);
	until_started(child);
	assert_non_null(child->host);
	assert_int_equal(child->pid, 0);
}

/* Gives it all its input, and reads its output to the end. */
static void finish(struct child *child, const char *input, char *out, size_t size)
{
	struct pollfd fd = {.fd = child->out, .events = POLLIN};
	size_t len = 0;
	ssize_t n = 1;

	assert_int_equal(child_write(child, input, strlen(input)), strlen(input));
	child_close_in(child);
	while (n > 0 && poll(&fd, 1, LONG_MS) == 1) {
		n = read(child->out, out + len, size - 1 - len);
		len += n > 0 ? (size_t)n : 0;
	}
	assert_int_equal(n, 0);
	out[len] = '\0';
}

/* Until the child has descriptors of its own: then it has left its host behind. */
static void until_ready(struct child *child, pid_t pid)
{
	char now[100], want[100];
	struct stat st;
	int64_t tries = 0;

	assert_int_equal(fstat(child->in, &st), 0);
	snprintf(want, sizeof want, "pipe:[%lu]", (unsigned long)st.st_ino);
	do {
		descriptor(pid, 0, now);
		sched_yield();
	} while (strcmp(now, want) && ++tries < 10000000);
	assert_string_equal(now, want);
}

/* -- tests ---------------------------------------------------------------------------- */

static void test_a_document(void **state)
{
	struct host *h = new_host(LONG_MS);
	char hosted[8000], executed[8000];
	struct child child, alone;
	struct err err;
	bool killed;

	(void)state;
	for (int i = 0; i < 3; i++) {
		ask(h, page, &child);
		finish(&child, "<p>The gates are open.", hosted, sizeof hosted);
		assert_int_equal(child_reap(&child, &killed), 0);
		assert_false(killed);
		assert_int_equal(child_start(&alone, NULL, PROGRAM, page, &err), 0);
		finish(&alone, "<p>The gates are open.", executed, sizeof executed);
		child_leave(&alone);
		assert_non_null(strstr(hosted, "The gates are open."));
		assert_string_equal(hosted, executed);
	}
	assert_int_equal(only_child_of(getpid()) > 0, 1);
	host_free(h);
	assert_int_equal(children_of(getpid(), (pid_t[MOST]){0}), 0);
}

/* It says that it has the layers of a program of its own. */
static void test_the_seal(void **state)
{
	struct host *h = new_host(LONG_MS);
	char hosted[400], executed[400];
	struct child child;
	struct err err;

	(void)state;
	ask(h, layers, &child);
	finish(&child, "", hosted, sizeof hosted);
	assert_int_equal(child_reap(&child, NULL), 0);
	assert_int_equal(child_start(&child, NULL, PROGRAM, layers, &err), 0);
	finish(&child, "", executed, sizeof executed);
	child_leave(&child);
	assert_non_null(strstr(hosted, "seccomp"));
	assert_string_equal(hosted, executed);
	host_free(h);
}

/* Neither has a descriptor of the other, or of the host; nor the host one of theirs. */
static void test_nothing_is_shared(void **state)
{
	struct host *h = new_host(LONG_MS);
	struct child children[2];
	char its[3][100], other[100];
	pid_t host, pids[MOST];

	(void)state;
	ask(h, page, &children[0]);
	host = only_child_of(getpid());
	while (children_of(host, pids) < 1)
		sched_yield();
	until_ready(&children[0], pids[0]);
	ask(h, page, &children[1]);
	while (children_of(host, pids) < 2)
		sched_yield();
	until_ready(&children[1], pids[1]);
	for (int i = 0; i < 2; i++) {
		for (int fd = 0; fd < 3; fd++)
			descriptor(pids[i], fd, its[fd]);
		assert_string_equal(its[2], "/dev/null");
		/* 0 and 1 are pipes; no more are open */
		assert_true(!strncmp(its[0], "pipe:", 5) && !strncmp(its[1], "pipe:", 5));
		for (int fd = 3; fd < 64; fd++) {
			descriptor(pids[i], fd, other);
			assert_string_equal(other, "");
		}
		for (int fd = 0; fd < 64; fd++) {
			descriptor(pids[!i], fd, other);
			assert_string_not_equal(other, its[0]);
			assert_string_not_equal(other, its[1]);
			descriptor(host, fd, other);
			assert_string_not_equal(other, its[0]);
			assert_string_not_equal(other, its[1]);
		}
	}
	for (int i = 0; i < 2; i++)
		child_kill(&children[i]);
	host_free(h);
}

/* What a reader does not want any more is gone at once, and the host goes on. */
static void test_cancelled(void **state)
{
	struct host *h = new_host(LONG_MS);
	struct child child, next;
	char out[8000];
	pid_t host, pid;

	(void)state;
	ask(h, page, &child);
	host = only_child_of(getpid());
	while (!children_of(host, &pid))
		sched_yield();
	child_kill(&child);
	wait_gone(pid);
	ask(h, page, &next);
	assert_int_equal(only_child_of(getpid()), host);
	finish(&next, "<p>And then.", out, sizeof out);
	assert_int_equal(child_reap(&next, NULL), 0);
	host_free(h);
}

/* One that nobody listens to gives up; it was not led astray, and the host goes on. */
static void test_nobody_listens(void **state)
{
	struct host *h = new_host(LONG_MS);
	struct child child, next;
	pid_t host, pid;
	int status;

	(void)state;
	ask(h, page, &child);
	host = only_child_of(getpid());
	while (!children_of(host, &pid))
		sched_yield();
	until_ready(&child, pid);
	close(child.out);
	child.out = -1;
	assert_int_equal(child_write(&child, "<p>To the wall.", 15), 15);
	child_close_in(&child);
	status = child_reap(&child, NULL);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 1);
	ask(h, page, &next);
	assert_int_equal(only_child_of(getpid()), host);
	child_kill(&next);
	host_free(h);
}

/* More at once than a host has: what it does not take is a program of its own. */
static void test_many_at_once(void **state)
{
	struct host *h = new_host(LONG_MS);
	static struct child children[70];
	size_t hosted = 0;
	struct err err;

	(void)state;
	for (size_t i = 0; i < 70; i++) {
		assert_int_equal(child_start(&children[i], h, PROGRAM, page, &err), 0);
		until_started(&children[i]);
		hosted += children[i].host != NULL;
	}
	assert_int_equal(hosted, 64);
	for (size_t i = 0; i < 70; i++)
		child_kill(&children[i]);
	host_free(h);
}

/* A child that a signal has ended is reported so, and its host has no other: the next
 * document lies elsewhere in memory. */
static void test_a_crash(void **state)
{
	struct host *h = new_host(LONG_MS);
	struct child crashed, beside, next;
	char before[100], after[100], out[8000];
	pid_t host, second, pids[MOST];
	int status;

	(void)state;
	ask(h, page, &crashed);
	host = only_child_of(getpid());
	place_of(host, before);
	while (!children_of(host, pids))
		sched_yield();
	until_ready(&crashed, pids[0]);
	ask(h, page, &beside);
	while (children_of(host, &pids[1]) < 2)
		sched_yield();
	assert_int_equal(kill(pids[0], CRASH), 0);
	status = child_reap(&crashed, NULL);
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == CRASH);
	ask(h, page, &next);
	/* what was under way goes on, with a host that takes no more */
	assert_int_equal(children_of(getpid(), pids), 2);
	second = pids[0] == host ? pids[1] : pids[0];
	place_of(second, after);
	assert_string_not_equal(before, after);
	finish(&beside, "<p>All the same.", out, sizeof out);
	assert_non_null(strstr(out, "All the same."));
	assert_int_equal(child_reap(&beside, NULL), 0);
	wait_gone(host);
	finish(&next, "<p>Elsewhere.", out, sizeof out);
	assert_non_null(strstr(out, "Elsewhere."));
	assert_int_equal(child_reap(&next, NULL), 0);
	host_free(h);
}

/* What is asked while a child has just been ended by a signal is not taken, and becomes a
 * program of its own. */
static void test_refused(void **state)
{
	struct host *h = new_host(LONG_MS);
	struct child crashed, next;
	char out[8000];
	pid_t host, pid;
	struct err err;

	(void)state;
	ask(h, page, &crashed);
	host = only_child_of(getpid());
	while (!children_of(host, &pid))
		sched_yield();
	until_ready(&crashed, pid);
	/* it hears of the end and of the asking at once, and looks at the end first */
	assert_int_equal(kill(host, SIGSTOP), 0);
	assert_int_equal(kill(pid, CRASH), 0);
	wait_gone(pid);
	assert_int_equal(child_start(&next, h, PROGRAM, page, &err), 0);
	assert_true(child_waits(&next) >= 0);
	assert_int_equal(kill(host, SIGCONT), 0);
	until_started(&next);
	assert_null(next.host);
	finish(&next, "<p>Alone.", out, sizeof out);
	assert_non_null(strstr(out, "Alone."));
	assert_int_equal(child_reap(&next, NULL), 0);
	assert_true(WIFSIGNALED(child_reap(&crashed, NULL)));
	host_free(h);
}

/* Children die with their host; who waits for them hears that they are gone. */
static void test_the_host_dies(void **state)
{
	struct host *h = new_host(LONG_MS);
	struct child child, next;
	char out[8000];
	pid_t host, pid;
	int status;

	(void)state;
	ask(h, page, &child);
	host = only_child_of(getpid());
	while (!children_of(host, &pid))
		sched_yield();
	until_ready(&child, pid);
	assert_int_equal(kill(host, SIGKILL), 0);
	wait_gone(pid);
	status = child_reap(&child, NULL);
	assert_true(WIFSIGNALED(status));
	ask(h, page, &next);
	finish(&next, "<p>Anew.", out, sizeof out);
	assert_non_null(strstr(out, "Anew."));
	assert_int_equal(child_reap(&next, NULL), 0);
	host_free(h);
}

/* After a while in which nothing was asked it ends; the next asking has another. */
static void test_rest(void **state)
{
	struct host *h = new_host(REST_MS);
	struct child child;
	char out[8000];
	pid_t host;

	(void)state;
	ask(h, page, &child);
	host = only_child_of(getpid());
	finish(&child, "<p>One.", out, sizeof out);
	assert_int_equal(child_reap(&child, NULL), 0);
	wait_gone(host);
	ask(h, page, &child);
	finish(&child, "<p>Two.", out, sizeof out);
	assert_non_null(strstr(out, "Two."));
	assert_int_equal(child_reap(&child, NULL), 0);
	host_free(h);
}

/* Several are asked for before the host is there; one of them is not wanted any more. */
static void test_several_at_once(void **state)
{
	struct host *h = new_host(LONG_MS);
	struct child children[3];
	char out[8000];
	struct err err;

	(void)state;
	for (int i = 0; i < 3; i++)
		assert_int_equal(child_start(&children[i], h, PROGRAM, page, &err), 0);
	child_kill(&children[1]);
	until_started(&children[2]);
	until_started(&children[0]);
	for (int i = 0; i < 3; i += 2) {
		finish(&children[i], "<p>Patience.", out, sizeof out);
		assert_non_null(strstr(out, "Patience."));
		assert_int_equal(child_reap(&children[i], NULL), 0);
	}
	host_free(h);
}

/* A program that knows nothing of hosts: it is started for each, and not asked again. */
static void test_no_host(void **state)
{
	static const char *const argv[] = {"true", NULL};
	struct host *h = host_new("/bin/true", NULL, LONG_MS);
	struct child children[4];
	struct err err;

	(void)state;
	for (int i = 0; i < 4; i++)
		assert_int_equal(child_start(&children[i], h, "/bin/true", argv, &err), 0);
	for (int i = 1; i < 4; i++) {
		until_started(&children[i]);
		assert_null(children[i].host);
		assert_true(children[i].pid > 0);
	}
	for (int i = 0; i < 4; i++)
		assert_int_equal(child_reap(&children[i], NULL), 0);
	assert_int_equal(child_start(&children[0], h, "/bin/true", argv, &err), 0);
	assert_null(children[0].host);
	assert_int_equal(child_reap(&children[0], NULL), 0);
	host_free(h);
}

/* More words than a message holds: the program itself is started, which bounds none. */
static void test_too_long(void **state)
{
	struct host *h = new_host(LONG_MS);
	char *long_name = malloc(HOST_MESSAGE + 1);
	const char *const argv[] = {"palais-parse", "--name", long_name, NULL};
	struct child child;
	struct err err;

	(void)state;
	memset(long_name, 'x', HOST_MESSAGE);
	long_name[HOST_MESSAGE] = '\0';
	assert_int_equal(child_start(&child, h, PROGRAM, argv, &err), 0);
	assert_null(child.host);
	child_kill(&child);
	free(long_name);
	host_free(h);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_document),        cmocka_unit_test(test_the_seal),
		cmocka_unit_test(test_nothing_is_shared), cmocka_unit_test(test_cancelled),
		cmocka_unit_test(test_a_crash),           cmocka_unit_test(test_the_host_dies),
		cmocka_unit_test(test_nobody_listens),    cmocka_unit_test(test_many_at_once),
		cmocka_unit_test(test_refused),           cmocka_unit_test(test_several_at_once),
		cmocka_unit_test(test_no_host),           cmocka_unit_test(test_rest),
		cmocka_unit_test(test_too_long),
	};

	return cmocka_run_group_tests_name("host", tests, NULL, NULL);
}
