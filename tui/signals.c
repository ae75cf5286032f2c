/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "tui/signals.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

/* The one mutable global: a handler has no other way to reach the loop. */
static int ends[2] = {-1, -1};

static void on_signal(int number)
{
	char c = number == SIGWINCH  ? SIGNAL_RESIZE
	         : number == SIGINT  ? SIGNAL_INTERRUPT
	         : number == SIGTSTP ? SIGNAL_PAUSE
	         : number == SIGHUP  ? SIGNAL_HANG_UP
	                             : SIGNAL_END;
	int saved = errno;
	ssize_t n = write(ends[1], &c, 1);

	(void)n; /* a full pipe says enough */
	errno = saved;
}

/* Who started the program has no shell to stop it for; a restricted one has none either. */
static bool is_ignored(int number)
{
	struct sigaction now;

	return number == SIGTSTP && sigaction(number, NULL, &now) == 0 && now.sa_handler == SIG_IGN;
}

int signals_start(struct err *err)
{
	static const int numbers[] = {SIGWINCH, SIGINT, SIGTSTP, SIGTERM, SIGHUP};
	struct sigaction sa = {.sa_handler = on_signal, .sa_flags = SA_RESTART};

	if (pipe(ends) < 0)
		return err_set(err, ERR_FAILED, "pipe: %s", strerror(errno));
	for (int i = 0; i < 2; i++) {
		fcntl(ends[i], F_SETFL, O_NONBLOCK);
		fcntl(ends[i], F_SETFD, FD_CLOEXEC);
	}
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		if (!is_ignored(numbers[i]))
			sigaction(numbers[i], &sa, NULL);
	return 0;
}

void signals_stop(void)
{
	static const int numbers[] = {SIGWINCH, SIGINT, SIGTSTP, SIGTERM, SIGHUP};

	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		if (!is_ignored(numbers[i]))
			signal(numbers[i], SIG_DFL);
	for (int i = 0; i < 2; i++) {
		if (ends[i] >= 0)
			close(ends[i]);
		ends[i] = -1;
	}
}

/* Nothing stops a program that no shell would wake: the system sees to it. */
void signals_pause(void)
{
	struct sigaction own, before;

	sigemptyset(&own.sa_mask);
	own.sa_flags = 0;
	own.sa_handler = SIG_DFL;
	sigaction(SIGTSTP, &own, &before);
	raise(SIGTSTP);
	sigaction(SIGTSTP, &before, NULL);
}

int signals_fd(void)
{
	return ends[0];
}

enum signals_kind signals_next(void)
{
	char c;

	return read(ends[0], &c, 1) == 1 ? (enum signals_kind)c : SIGNAL_NONE;
}

int signals_away(void)
{
	int end = 0;

	for (enum signals_kind s = signals_next(); s; s = signals_next()) {
		if (s == SIGNAL_PAUSE)
			signals_pause();
		else if (s == SIGNAL_HANG_UP || s == SIGNAL_END)
			end = s == SIGNAL_END ? SIGTERM : SIGHUP;
	}
	return end;
}
