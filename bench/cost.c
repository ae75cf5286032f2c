/* SPDX-License-Identifier: ISC */
/*
 * cost: runs a command a number of times and prints what each run cost.
 *
 * usage: cost RUNS OUT COMMAND [ARG…]
 *
 * Standard output of the command goes to the file OUT, standard error to
 * /dev/null. One line a run: wall and CPU time in microseconds (the command and
 * all that it waited for), the largest resident size in KB, and the exit status.
 * A small program of its own: the resident size that the kernel tells of a child
 * is never less than that of the process that forked it.
 */
#include "config.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static long long microseconds(struct timeval t)
{
	return t.tv_sec * 1000000LL + t.tv_usec;
}

static long long now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000000LL + t.tv_nsec / 1000;
}

static void run(const char *out, char **command)
{
	int in = open("/dev/null", O_RDWR);
	int to = open(out, O_WRONLY | O_CREAT | O_TRUNC, 0644);

	if (in < 0 || to < 0 || dup2(in, 0) < 0 || dup2(to, 1) < 0 || dup2(in, 2) < 0)
		_exit(126);
	execvp(*command, command);
	_exit(127);
}

int main(int argc, char **argv)
{
	int runs = argc > 3 ? atoi(argv[1]) : 0;

	if (runs < 1) {
		fputs("usage: cost RUNS OUT COMMAND [ARG…]\n", stderr);
		return 2;
	}
	for (int i = 0; i < runs; i++) {
		long long began = now();
		struct rusage used;
		int status;
		pid_t pid = fork();

		if (pid == 0)
			run(argv[2], argv + 3);
		if (pid < 0 || wait4(pid, &status, 0, &used) < 0)
			return 1;
		printf("%lld %lld %ld %d\n", now() - began,
		       microseconds(used.ru_utime) + microseconds(used.ru_stime), used.ru_maxrss,
		       WIFEXITED(status) ? WEXITSTATUS(status) : 128);
		fflush(stdout);
	}
	return 0;
}
