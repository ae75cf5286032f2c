/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "cli/pager.h"

#include <errno.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

pid_t pager_start(void)
{
	const char *command = getenv("PAGER");
	char *argv[] = {(char *)"sh", (char *)"-c", (char *)command, NULL};
	posix_spawn_file_actions_t actions;
	pid_t pid = 0;
	int p[2];

	if (!command || !*command || !isatty(STDOUT_FILENO) || pipe(p) < 0)
		return 0;
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, p[0], STDIN_FILENO);
	posix_spawn_file_actions_addclose(&actions, p[0]);
	posix_spawn_file_actions_addclose(&actions, p[1]);
	if (posix_spawn(&pid, "/bin/sh", &actions, NULL, argv, environ) != 0)
		pid = 0;
	posix_spawn_file_actions_destroy(&actions);
	close(p[0]);
	if (pid)
		dup2(p[1], STDOUT_FILENO);
	close(p[1]);
	return pid;
}

void pager_end(pid_t pager)
{
	if (!pager)
		return;
	fflush(stdout);
	close(STDOUT_FILENO);
	while (waitpid(pager, NULL, 0) < 0 && errno == EINTR)
		continue;
}
