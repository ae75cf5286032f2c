/* SPDX-License-Identifier: ISC */
/* How palais ends when it is not asked to: a signal, a terminal that goes away, a fault; in a
 * terminal of its own (pty). */
#include "config.h"

#include "tests/tui/app_lib.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <locale.h>
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>
#include <cmocka.h>

#if defined __SANITIZE_ADDRESS__
#define FAULTS_ARE_REPORTED 1
#elif defined __has_feature
#if __has_feature(address_sanitizer)
#define FAULTS_ARE_REPORTED 1
#endif
#endif
#ifndef FAULTS_ARE_REPORTED
#define FAULTS_ARE_REPORTED 0
#endif

#define WATER "https://press.example/en/water.htm"
#define WAITS_MS 20000
#define SCREEN_BACK "\033[?1049l"

struct run {
	struct test_app app; /* for its folder and its store */
	int master, slave;   /* -1: closed */
	pid_t pid;
	struct termios before;
	struct buf said;
};

static int set_up(void **state)
{
	struct run *r = calloc(1, sizeof *r);
	char *doc;

	app_set_up(&r->app);
	doc = app_file("screens/water.doc");
	app_put(&r->app, WATER, doc, true);
	free(doc);
	buf_init(&r->said, 1 << 20);
	*state = r;
	return 0;
}

static int tear_down(void **state)
{
	struct run *r = *state;

	if (r->master >= 0)
		close(r->master);
	if (r->slave >= 0)
		close(r->slave);
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
}

/* What has come, until it holds the words. */
static void read_until(struct run *r, const char *words)
{
	struct pollfd fd = {.fd = r->master, .events = POLLIN};
	char bytes[4096];
	ssize_t n;

	while (!strstr(r->said.bytes, words)) {
		if (poll(&fd, 1, WAITS_MS) <= 0)
			fail_msg("nothing more comes, and no '%s': %s", words, r->said.bytes);
		n = read(r->master, bytes, sizeof bytes);
		if (n <= 0)
			fail_msg("the end, and no '%s': %s", words, r->said.bytes);
		buf_add(&r->said, bytes, (size_t)n);
	}
}

/* palais with the words; not the owner of its terminal, so that nobody tells it by a signal
 * when that goes away. */
static void start(struct run *r, const char *mirror, const char *what, const char *shows)
{
	open_pty(r);
	fflush(NULL);
	r->pid = fork();
	assert_true(r->pid >= 0);
	if (!r->pid) {
		setsid();
		/* whoever runs the tests may have it ignored */
		signal(SIGQUIT, SIG_DFL);
		for (int fd = 0; fd < 3; fd++)
			dup2(r->slave, fd);
		execl("./palais", "palais", "--no-config", "-l", "en", "-S", r->app.store,
		      mirror ? "--mirror" : "-o", mirror ? mirror : what, mirror ? what : NULL,
		      NULL);
		_exit(99);
	}
	read_until(r, shows);
}

static void type(struct run *r, const char *keys)
{
	assert_int_equal(write(r->master, keys, strlen(keys)), (long)strlen(keys));
}

/* Its end, which has to come by itself. */
static int ended(struct run *r)
{
	int status = 0;

	alarm(WAITS_MS / 1000);
	assert_int_equal(waitpid(r->pid, &status, 0), r->pid);
	alarm(0);
	return status;
}

/* The terminal is as it was: the last that came, and the line. */
static void check_given_back(struct run *r)
{
	struct termios now;
	size_t len = strlen(SCREEN_BACK);
	const char *last = NULL;

	close(r->slave); /* the one here: what is left to be read ends then */
	r->slave = open(ptsname(r->master), O_RDWR | O_NOCTTY | O_CLOEXEC);
	assert_int_equal(tcgetattr(r->slave, &now), 0);
	assert_int_equal(now.c_lflag, r->before.c_lflag);
	assert_int_equal(now.c_iflag, r->before.c_iflag);
	assert_int_equal(now.c_oflag, r->before.c_oflag);
	read_until(r, SCREEN_BACK);
	for (const char *at = strstr(r->said.bytes, SCREEN_BACK); at;
	     at = strstr(at + len, SCREEN_BACK))
		last = at;
	assert_non_null(last);
	assert_non_null(strstr(r->said.bytes, "\033[?2004l"));
	/* nothing is drawn behind it */
	assert_null(strstr(last, "Water"));
}

/* -- stopped, as a shell sees it -------------------------------------------------------- */

/* The shell of a terminal, who says by a byte that what it started has stopped (S) or ended (E),
 * and wakes it when a byte comes. */
static void be_shell(struct run *r, int say, int hear)
{
	int status = 0;
	char byte;

	close(r->master); /* whoever has the other end may go away */
	setsid();
	ioctl(r->slave, TIOCSCTTY, 0);
	signal(SIGTTOU, SIG_IGN);
	r->pid = fork();
	if (!r->pid) {
		setpgid(0, 0);
		tcsetpgrp(r->slave, getpgrp());
		for (int number = 1; number < NSIG; number++)
			signal(number, SIG_DFL);
		setenv("LINES", "10", 1); /* some say so, and it holds until the window says more */
		for (int fd = 0; fd < 3; fd++)
			dup2(r->slave, fd);
		execl("./palais", "palais", "--no-config", "-l", "en", "--metered", "-S",
		      r->app.store, NULL);
		_exit(99);
	}
	while (waitpid(r->pid, &status, WUNTRACED) == r->pid && WIFSTOPPED(status)) {
		if (write(say, "S", 1) != 1 || read(hear, &byte, 1) != 1)
			_exit(98);
		kill(-r->pid, SIGCONT);
	}
	byte = WIFEXITED(status) && !WEXITSTATUS(status) ? 'E' : 'F';
	_exit(write(say, &byte, 1) != 1);
}

static void must_hear(int fd, char want)
{
	struct pollfd said = {.fd = fd, .events = POLLIN};
	char byte;

	if (poll(&said, 1, WAITS_MS) <= 0)
		fail_msg("nothing is said, and %c was to be", want);
	assert_int_equal(read(fd, &byte, 1), 1);
	assert_int_equal(byte, want);
}

/* A program that reads a line of the terminal, in place of a browser. */
static void set_browser(struct run *r)
{
	char path[300], places[4000];
	FILE *f;

	snprintf(path, sizeof path, "%s/browse", r->app.folder);
	f = fopen(path, "we");
	assert_non_null(f);
	fputs("#!/bin/sh\necho the browser has it\nread line\necho \"$line came\"\n", f);
	assert_int_equal(fclose(f), 0);
	assert_int_equal(chmod(path, 0700), 0);
	/* $BROWSER is words: a folder with a blank in its name has no place there */
	snprintf(places, sizeof places, "%s:%s", r->app.folder, getenv("PATH"));
	setenv("PATH", places, 1);
	setenv("BROWSER", "browse", 1);
}

/* Ctrl-Z is for all that is on the terminal, and nobody stops once more for it afterwards. */
static void a_browser_stops_with_what_started_it(void **state)
{
	struct run *r = *state;
	int say[2], hear[2], status;
	pid_t shell;

	open_pty(r);
	set_browser(r);
	assert_int_equal(pipe(say), 0);
	assert_int_equal(pipe(hear), 0);
	fflush(NULL);
	shell = fork();
	assert_true(shell >= 0);
	if (!shell)
		be_shell(r, say[1], hear[0]);
	read_until(r, "The intra-Syrian talks");
	type(r, ":browser https://press.example/a\r");
	read_until(r, "the browser has it");
	type(r, "\x1a");
	must_hear(say[0], 'S');
	assert_int_equal(write(hear[1], "g", 1), 1);
	type(r, "words\n");
	read_until(r, "words came");
	read_until(r, "was in the browser: https://press.example/a");
	type(r, "Q");
	must_hear(say[0], 'E');
	assert_int_equal(waitpid(shell, &status, 0), shell);
	unsetenv("BROWSER");
	for (int i = 0; i < 2; i++) {
		close(say[i]);
		close(hear[i]);
	}
}

/* What another run prints. */
static char *palais_prints(struct run *r, const char *words)
{
	char command[400];
	struct buf b;
	FILE *f;
	int c;

	snprintf(command, sizeof command, "./palais --no-config -o -l en -S '%s' %s", r->app.store,
	         words);
	f = popen(command, "re");
	assert_non_null(f);
	buf_init(&b, 1 << 20);
	while ((c = fgetc(f)) != EOF)
		buf_char(&b, (char)c);
	assert_int_equal(pclose(f), 0);
	return buf_take(&b);
}

static void must_print(struct run *r, const char *words, const char *want)
{
	char *out = palais_prints(r, words);

	if (!strstr(out, want))
		fail_msg("%s: no '%s' in: %s", words, want, out);
	free(out);
}

/* Whether the place is the end of the document, when it is opened again. */
static void check_place(struct run *r)
{
	app_start(&r->app, TERM_BIDI_LOGICAL, 10, 80, "-o -l en " WATER);
	assert_false(app_shows(&r->app, "> Water for the eastern villages"));
	app_stop(&r->app);
}

static void by_signal(struct run *r, int number)
{
	int status;

	start(r, NULL, WATER, "villages");
	type(r, "G");
	read_until(r, " beside it");
	kill(r->pid, number);
	status = ended(r);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 128 + number);
	check_given_back(r);
	check_place(r);
}

static void a_signal_ends_it_and_the_status_tells_which(void **state)
{
	by_signal(*state, SIGTERM);
}

static void hanging_up_is_a_signal(void **state)
{
	by_signal(*state, SIGHUP);
}

static void a_terminal_that_goes_away_ends_it(void **state)
{
	struct run *r = *state;
	int status;

	start(r, NULL, WATER, "villages");
	type(r, "G");
	read_until(r, " beside it");
	close(r->slave);
	close(r->master);
	r->slave = r->master = -1;
	status = ended(r);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 128 + SIGHUP);
	check_place(r);
}

static void a_note_that_was_being_typed_is_kept(void **state)
{
	struct run *r = *state;

	start(r, NULL, WATER, "villages");
	type(r, "jjjjjjaAsk about the third station");
	read_until(r, "third statio");
	kill(r->pid, SIGHUP);
	ended(r);
	must_print(r, "-w 200 notes", "Ask about the third station");
}

/* Somebody who listens and never answers. */
static int silent_server(int *port)
{
	struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t len = sizeof at;
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	assert_int_equal(bind(fd, (struct sockaddr *)&at, sizeof at), 0);
	assert_int_equal(listen(fd, 5), 0);
	assert_int_equal(getsockname(fd, (struct sockaddr *)&at, &len), 0);
	*port = ntohs(at.sin_port);
	return fd;
}

static void what_was_asked_for_is_queued(void **state)
{
	struct run *r = *state;
	char mirror[80];
	int port, server = silent_server(&port);

	snprintf(mirror, sizeof mirror, "https://press.example/=http://127.0.0.1:%d/", port);
	start(r, mirror, "https://press.example/en/late.htm", "being fetched");
	kill(r->pid, SIGTERM);
	ended(r);
	close(server);
	must_print(r, "-f tsv list queue", "en/late.htm");
}

static void a_fault_gives_the_terminal_back(void **state)
{
	static const int numbers[] = {SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGQUIT};
	struct run *r = *state;

	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
		int status;

		buf_reset(&r->said);
		start(r, NULL, WATER, "villages");
		kill(r->pid, numbers[i]);
		status = ended(r);
		if (!FAULTS_ARE_REPORTED || numbers[i] == SIGQUIT) {
			assert_true(WIFSIGNALED(status));
			assert_int_equal(WTERMSIG(status), numbers[i]);
		}
		check_given_back(r);
		close(r->master);
		close(r->slave);
		r->slave = r->master = -1;
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_signal_ends_it_and_the_status_tells_which, set_up,
	                                        tear_down),
		cmocka_unit_test_setup_teardown(hanging_up_is_a_signal, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_terminal_that_goes_away_ends_it, set_up,
	                                        tear_down),
		cmocka_unit_test_setup_teardown(a_note_that_was_being_typed_is_kept, set_up,
	                                        tear_down),
		cmocka_unit_test_setup_teardown(what_was_asked_for_is_queued, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_browser_stops_with_what_started_it, set_up,
	                                        tear_down),
		cmocka_unit_test_setup_teardown(a_fault_gives_the_terminal_back, set_up, tear_down),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
