/* SPDX-License-Identifier: ISC */
/* The n-th call of a kind fails (tests/lib/faults.c) while palais has a terminal of its own (pty):
 * it ends as it is told to, or by itself with a word of it; never by a signal; and the terminal is
 * given back. $FAULTS_MOST: how many n of each kind are tried, evenly spaced; make soak tries
 * all. */
#include "config.h"

#include "tests/tui/app_lib.h"

#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>
#include <cmocka.h>

#define WATER "https://press.example/en/water.htm"
#define SCREEN_TAKEN "\033[?1049h"
#define SCREEN_BACK "\033[?1049l"
#define QUIET_MS 500
#define PATIENCE 60 /* times QUIET_MS */

struct run {
	struct test_app app; /* for its folder and its store */
	char counted[200];
	int master, slave;
	struct termios before;
	struct buf said;
	long calls; /* of the kind */
};

static int set_up(void **state)
{
	struct run *r = calloc(1, sizeof *r);
	char *doc;

	app_set_up(&r->app);
	doc = app_file("screens/water.doc");
	app_put(&r->app, WATER, doc, true);
	free(doc);
	snprintf(r->counted, sizeof r->counted, "%s.calls", r->app.store);
	buf_init(&r->said, 1 << 20);
	*state = r;
	return 0;
}

static int tear_down(void **state)
{
	struct run *r = *state;

	unlink(r->counted);
	buf_done(&r->said);
	app_tear_down(&r->app);
	free(r);
	return 0;
}

static void open_pty(struct run *r)
{
	struct winsize size = {.ws_row = 24, .ws_col = 80};

	r->master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
	assert_true(r->master >= 0);
	assert_int_equal(grantpt(r->master), 0);
	assert_int_equal(unlockpt(r->master), 0);
	r->slave = open(ptsname(r->master), O_RDWR | O_NOCTTY | O_CLOEXEC);
	assert_true(r->slave >= 0);
	assert_int_equal(ioctl(r->slave, TIOCSWINSZ, &size), 0);
	assert_int_equal(tcgetattr(r->slave, &r->before), 0);
	buf_reset(&r->said);
}

static pid_t start(struct run *r, const char *kind, long at)
{
	char here[PATH_MAX], preload[PATH_MAX + 20], number[24];
	pid_t pid;

	assert_non_null(getcwd(here, sizeof here));
	snprintf(preload, sizeof preload, "%s/tests/faults.so", here);
	snprintf(number, sizeof number, "%ld", at);
	open_pty(r);
	fflush(NULL);
	pid = fork();
	assert_true(pid >= 0);
	if (pid)
		return pid;
	setsid();
	for (int fd = 0; fd < 3; fd++)
		dup2(r->slave, fd);
	setenv("FAULT_KIND", kind, 1);
	setenv("FAULT_AT", number, 1);
	setenv("FAULT_COUNT", r->counted, 1);
	setenv("LD_PRELOAD", preload, 1);
	execl("./palais", "palais", "--no-config", "-l", "en", "-o", "-S", r->app.store, WATER,
	      NULL);
	_exit(99);
}

/* Reads what it says, and asks it to leave whenever it is quiet: its status. */
static int until_it_ends(struct run *r, pid_t pid)
{
	struct pollfd fd = {.fd = r->master, .events = POLLIN};
	char bytes[4096];
	int status = 0, patience = PATIENCE;
	bool asked = false;

	while (waitpid(pid, &status, WNOHANG) == 0) {
		ssize_t n = 0;

		if (poll(&fd, 1, QUIET_MS) > 0)
			n = read(r->master, bytes, sizeof bytes);
		if (n > 0)
			buf_add(&r->said, bytes, (size_t)n);
		if (n > 0 && (asked || !strstr(r->said.bytes, "? help")))
			continue;
		asked = true;
		(void)!write(r->master, "j\033[BQ", 5);
		if (n <= 0 && --patience == 0) {
			kill(pid, SIGKILL);
			waitpid(pid, &status, 0);
			fail_msg("it does not leave: %s", r->said.bytes);
		}
	}
	while (poll(&fd, 1, 0) > 0 && fd.revents & POLLIN) {
		ssize_t n = read(r->master, bytes, sizeof bytes);

		if (n <= 0)
			break;
		buf_add(&r->said, bytes, (size_t)n);
	}
	return status;
}

static const char *last_of(const char *s, const char *words)
{
	const char *last = NULL;

	for (; (s = strstr(s, words)); s++)
		last = s;
	return last;
}

static void try_one(struct run *r, const char *kind, long at)
{
	int status = until_it_ends(r, start(r, kind, at));
	const char *taken = last_of(r->said.bytes, SCREEN_TAKEN);
	struct termios now;

	/* a terminal that cannot be read has gone away */
	bool gone =
		!strcmp(kind, "read") && WIFEXITED(status) && WEXITSTATUS(status) == 128 + SIGHUP;

	if (!gone && (!WIFEXITED(status) || WEXITSTATUS(status) > 5))
		fail_msg("%s %ld: ended by %d", kind, at, status);
	if (at == 0 && (status || !taken))
		fail_msg("without a fault: status %d, and %s", status, r->said.bytes);
	/* the write that gives it back is the one that may fail */
	if (taken && strcmp(kind, "write") && !(last_of(taken, SCREEN_BACK)))
		fail_msg("%s %ld: the screen is not given back", kind, at);
	/* curses leaves by itself where it lacks memory for what it knows of the terminal */
	if (status && !gone && !strstr(r->said.bytes, "palais: ") &&
	    !strstr(r->said.bytes, "Out of memory"))
		fail_msg("%s %ld: status %d, and no word of it: %s", kind, at, WEXITSTATUS(status),
		         r->said.bytes);
	assert_int_equal(tcgetattr(r->slave, &now), 0);
	if (now.c_lflag != r->before.c_lflag || now.c_iflag != r->before.c_iflag ||
	    now.c_oflag != r->before.c_oflag)
		fail_msg("%s %ld: the line is not as it was", kind, at);
	close(r->master);
	close(r->slave);
}

static void try_kind(struct run *r, const char *kind)
{
	const char *most_text = getenv("FAULTS_MOST");
	long most = most_text ? atol(most_text) : 4, step;
	FILE *f;

	try_one(r, kind, 0);
	f = fopen(r->counted, "r");
	assert_true(f && fscanf(f, "%ld", &r->calls) == 1);
	fclose(f);
	step = r->calls > most ? r->calls / most : 1;
	for (long at = 1; at <= r->calls; at += step)
		try_one(r, kind, at);
}

static void test_a_call_fails(void **state)
{
	static const char *const kinds[] = {"malloc", "read", "write", "fsync", "rename",
	                                    "mmap",   "fork", "poll",  "open"};

#ifdef PALAIS_ASAN /* nothing can be preloaded there */
	(void)kinds;
	(void)state;
	(void)try_kind;
	return;
#endif
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		try_kind(*state, kinds[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_a_call_fails, set_up, tear_down),
	};

	setenv("TERM", "xterm", 1);
	return cmocka_run_group_tests_name("faults", tests, NULL, NULL);
}
