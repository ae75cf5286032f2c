#include "config.h"

#include "tui/version.h"

#include "model/store.h"
#include "tui/term.h"

#include <spawn.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

/* The child that is sealed tells, since it is its kernel's word that counts. It
 * may write to a pipe only. */
static void print_layers(const char *parse_path)
{
	char *argv[] = {(char *)"palais-parse", (char *)"--layers", NULL};
	posix_spawn_file_actions_t actions;
	char bytes[512];
	int p[2], rc;
	ssize_t n;
	pid_t pid;

	if (pipe(p) < 0)
		return;
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, p[1], STDOUT_FILENO);
	posix_spawn_file_actions_addclose(&actions, p[0]);
	posix_spawn_file_actions_addclose(&actions, p[1]);
	rc = posix_spawn(&pid, parse_path, &actions, NULL, argv, environ);
	posix_spawn_file_actions_destroy(&actions);
	close(p[1]);
	if (rc == 0) {
		while ((n = read(p[0], bytes, sizeof bytes)) > 0)
			fwrite(bytes, 1, (size_t)n, stdout);
		waitpid(pid, NULL, 0);
	} else {
		printf("%s: cannot be started\n", parse_path);
	}
	close(p[0]);
}

void version_print(const char *parse_path)
{
	printf("palais %s\n", PACKAGE_VERSION);
	printf("libraries: SQLite %s, %s\n", store_library(), term_library());
	printf("seal of the parser on this kernel:\n");
	print_layers(parse_path);
}
