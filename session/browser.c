/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "session/browser.h"

#include "model/base/messages.h"
#include "model/base/url.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

/* Where the shell finds its two pipes. */
#define SHELL_FROM 8
#define SHELL_TO 9

/* The first of several browsers, as the variable may name them; its words, then the address,
 * which no shell reads, and which is no option: it trusts palais no further than that. Keys that
 * end a browser on the terminal do not end who waits for it; one that stops it stops both. */
static const char waiting[] =
	"trap : INT QUIT; trap '' TSTP; set -f; b=${BROWSER%%:*}\n"
	"while IFS= read -r a <&8; do case $a in http://*|https://*)\n"
	"trap - TSTP; $b \"$a\" 8<&- 9>&-; s=$?; trap '' TSTP; echo $s >&9;;\n"
	"*) echo 1 >&9;; esac; done";

/* Both ends closed by what is started later, and out of the way of the shell's numbers. */
static int new_pipe(int p[2])
{
	if (pipe(p) < 0)
		return -1;
	for (int i = 0; i < 2; i++) {
		int high = fcntl(p[i], F_DUPFD_CLOEXEC, SHELL_TO + 1);

		close(p[i]);
		p[i] = high;
	}
	return p[0] < 0 || p[1] < 0 ? -1 : 0;
}

static void shut(int p[2])
{
	for (int i = 0; i < 2; i++)
		if (p[i] >= 0)
			close(p[i]);
}

void browser_start(struct browser *b)
{
	char *argv[] = {(char *)"sh", (char *)"-c", (char *)waiting, NULL};
	const char *command = getenv("BROWSER");
	int to[2] = {-1, -1}, from[2] = {-1, -1};
	posix_spawn_file_actions_t actions;

	*b = (struct browser){0, -1, -1};
	if (!command || !*command)
		return;
	if (new_pipe(to) == 0 && new_pipe(from) == 0) {
		posix_spawn_file_actions_init(&actions);
		posix_spawn_file_actions_adddup2(&actions, to[0], SHELL_FROM);
		posix_spawn_file_actions_adddup2(&actions, from[1], SHELL_TO);
		if (posix_spawn(&b->pid, "/bin/sh", &actions, NULL, argv, environ) != 0)
			b->pid = 0;
		posix_spawn_file_actions_destroy(&actions);
	}
	if (b->pid) {
		b->to = to[1];
		b->from = from[0];
		to[1] = from[0] = -1;
	}
	shut(to);
	shut(from);
}

void browser_stop(struct browser *b)
{
	if (!b->pid)
		return;
	close(b->to);
	close(b->from);
	while (waitpid(b->pid, NULL, 0) < 0 && errno == EINTR)
		continue;
	b->pid = 0;
}

bool browser_takes(const char *address)
{
	if (strncmp(address, "https://", 8) != 0 && strncmp(address, "http://", 7) != 0)
		return false;
	for (const char *c = address; *c; c++)
		if (*c <= ' ' || *c == 0x7f)
			return false;
	return true;
}

/* Until the shell says something, or is gone. */
static void wait_for_shell(int fd, const struct browser_watch *watch)
{
	struct pollfd fds[] = {{.fd = fd, .events = POLLIN}, {.fd = watch->fd, .events = POLLIN}};

	while (!fds[0].revents) {
		int ready = poll(fds, 2, -1);

		if (ready < 0 && errno != EINTR)
			return;
		if (ready > 0 && fds[1].revents)
			watch->woken(watch->payload);
	}
}

/* The line that the shell writes when the browser has ended: its exit status; -1. */
static int answer(int fd)
{
	char line[16];
	size_t n = 0;

	while (n + 1 < sizeof line) {
		ssize_t got = read(fd, line + n, 1);

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return -1;
		if (line[n] == '\n')
			break;
		n++;
	}
	line[n] = '\0';
	return atoi(line);
}

int browser_show(struct browser *b, const char *address, const struct browser_watch *watch,
                 struct err *err)
{
	struct sigaction ignore = {.sa_handler = SIG_IGN}, before;
	char line[URL_MAX + 2];
	int n, status = -1;

	if (!b->pid)
		return err_set(err, ERR_FAILED, "BROWSER is not set: %.900s", address);
	n = snprintf(line, sizeof line, "%s\n", address);
	if (!browser_takes(address) || n >= (int)sizeof line)
		return err_set(err, ERR_FAILED, "no address of the web here");
	/* the shell may be gone */
	sigaction(SIGPIPE, &ignore, &before);
	if (write(b->to, line, (size_t)n) == n) {
		wait_for_shell(b->from, watch);
		status = answer(b->from);
	}
	sigaction(SIGPIPE, &before, NULL);
	if (status < 0)
		return err_set(err, ERR_FAILED, "BROWSER: the shell that starts it is gone");
	if (status > 0)
		return err_set(err, ERR_FAILED, "BROWSER: exit status %d: %.900s", status, address);
	return 0;
}
