/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "tui/crash.h"

#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const int numbers[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGQUIT};
#define NUMBERS (sizeof numbers / sizeof *numbers)

/* A handler has no other way to what it needs: it may ask nothing of anyone. */
static struct {
	volatile sig_atomic_t on;
	int fd;
	char bytes[512];
	size_t len;
	bool has_line;
	struct termios line;
	struct sigaction before[NUMBERS];
	void *stack; /* of its own: the other may be what overflowed */
} watched;

static void give_back(void)
{
	size_t at = 0;

	while (at < watched.len) {
		ssize_t n = write(watched.fd, watched.bytes + at, watched.len - at);

		if (n <= 0 && errno != EINTR)
			break;
		at += n > 0 ? (size_t)n : 0;
	}
	if (watched.has_line)
		tcsetattr(watched.fd, TCSANOW, &watched.line);
}

static void on_fault(int number, siginfo_t *info, void *context)
{
	(void)context;
	if (watched.on) {
		watched.on = 0;
		give_back();
	}
	for (size_t i = 0; i < NUMBERS; i++)
		if (numbers[i] == number)
			sigaction(number, &watched.before[i], NULL);
	/* a fault happens again on the way back; what was sent has to be sent again */
	if (info->si_code <= 0 || number == SIGQUIT)
		raise(number);
}

void crash_watch(int fd, const struct buf *bytes, const struct termios *was)
{
	struct sigaction sa = {.sa_sigaction = on_fault, .sa_flags = SA_SIGINFO | SA_ONSTACK};
	stack_t stack = {.ss_size = 1 << 16};

	crash_rest();
	watched.fd = fd;
	watched.len = bytes->len <= sizeof watched.bytes ? bytes->len : 0;
	memcpy(watched.bytes, bytes->bytes, watched.len);
	watched.has_line = was != NULL;
	if (was)
		watched.line = *was;
	stack.ss_sp = watched.stack = malloc(stack.ss_size);
	if (stack.ss_sp)
		sigaltstack(&stack, NULL);
	for (size_t i = 0; i < NUMBERS; i++) {
		sigaction(numbers[i], &sa, &watched.before[i]);
		/* what is ignored ends nothing: the terminal stays ours */
		if (numbers[i] == SIGQUIT && watched.before[i].sa_handler == SIG_IGN)
			sigaction(numbers[i], &watched.before[i], NULL);
	}
	watched.on = 1;
}

void crash_rest(void)
{
	stack_t none = {.ss_flags = SS_DISABLE};

	if (!watched.on)
		return;
	watched.on = 0;
	for (size_t i = 0; i < NUMBERS; i++)
		sigaction(numbers[i], &watched.before[i], NULL);
	sigaltstack(&none, NULL);
	free(watched.stack);
	watched.stack = NULL;
}
