#include "config.h"

#include "tui/version.h"

#include "model/store.h"
#include "tui/term.h"

#include <spawn.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

void version_print(const char *parse_path)
{
	char *argv[] = {(char *)"palais-parse", (char *)"--layers", NULL};
	pid_t pid;

	printf("palais %s\n", PACKAGE_VERSION);
	printf("libraries: SQLite %s, %s\n", store_library(), term_library());
	printf("seal:\n");
	fflush(stdout);
	/* the child that is sealed tells, since it is its kernel's word that counts */
	if (posix_spawn(&pid, parse_path, NULL, NULL, argv, environ) == 0)
		waitpid(pid, NULL, 0);
	else
		printf("  %s: cannot be started\n", parse_path);
}
