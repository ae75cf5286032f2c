/* SPDX-License-Identifier: ISC */
/*
 * intruder: what a fault in palais would let somebody try. A library to be preloaded: as the
 * program ends, when all seals are closed, it tries to write each file of $INTRUDER_WRITES
 * and to start each program of $INTRUDER_STARTS (names with ':' between them), and says on
 * $INTRUDER_SAYS, a file that it has opened at the beginning, what came of each.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static int says = -1;
static char writes[2000], starts[2000];

static void keep(const char *name, char *out, size_t size)
{
	const char *value = getenv(name);

	snprintf(out, size, "%s", value ? value : "");
}

__attribute__((constructor)) static void begin(void)
{
	const char *path = getenv("INTRUDER_SAYS");

	if (!path)
		return;
	says = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
	keep("INTRUDER_WRITES", writes, sizeof writes);
	keep("INTRUDER_STARTS", starts, sizeof starts);
}

static void say(const char *what, const char *name, int why)
{
	dprintf(says, "%s %s: %s\n", what, name, why ? strerror(why) : "done");
}

static void try_write(const char *name)
{
	int fd = open(name, O_WRONLY | O_CREAT, 0600);

	say("write", name, fd < 0 ? errno : 0);
	if (fd >= 0)
		close(fd);
}

static void try_start(const char *name)
{
	int status = 0;
	pid_t pid = fork();

	if (pid == 0) {
		execl(name, name, (char *)NULL);
		_exit(errno);
	}
	waitpid(pid, &status, 0);
	say("start", name, WEXITSTATUS(status));
}

static void each(char *names, void (*deed)(const char *))
{
	char *rest = NULL;

	for (char *n = strtok_r(names, ":", &rest); n; n = strtok_r(NULL, ":", &rest))
		deed(n);
}

__attribute__((destructor)) static void end(void)
{
	if (says < 0)
		return;
	each(writes, try_write);
	each(starts, try_start);
}
