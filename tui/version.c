/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "tui/version.h"

#include "fetch/seal/seal.h"
#include "model/base/messages.h"
#include "model/store/store.h"
#include "tui/term.h"

#include <spawn.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

/* What a helper says of itself: its libraries are not ours, and of the seal it is
 * the sealed one's word that counts. It may write to a pipe only. */
static void print_of(const char *path, const char *option)
{
	char *argv[] = {(char *)path, (char *)option, NULL};
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
	rc = posix_spawn(&pid, path, &actions, NULL, argv, environ);
	posix_spawn_file_actions_destroy(&actions);
	close(p[1]);
	fflush(stdout);
	if (rc == 0) {
		while ((n = read(p[0], bytes, sizeof bytes)) > 0)
			fwrite(bytes, 1, (size_t)n, stdout);
		waitpid(pid, NULL, 0);
	} else {
		printf(_("%s: cannot be started\n"), path);
	}
	close(p[0]);
}

const char *version_seal_lacks(const struct seal_layers *kernel)
{
	if (kernel->emulated || (kernel->landlock && kernel->seccomp))
		return NULL;
	if (kernel->seccomp)
		/* TRANSLATORS: Landlock, seccomp: layers of the Linux kernel that take rights
		 * from a program */
		return N_("no Landlock in this kernel: the helpers are sealed by less (--version)");
	if (kernel->landlock)
		return N_("no seccomp filter here: the helpers are sealed by less (--version)");
	return N_("neither Landlock nor seccomp here: the helpers have limits alone (--version)");
}

void version_print(const char *fetch_path, const char *parse_path)
{
	printf("palais %s\nSQLite %s\n%s\n", PACKAGE_VERSION, store_library(), term_library());
	print_of(fetch_path, "--version");
	puts(_("palais-fetch, and the layers of its seal on this kernel"));
	print_of(fetch_path, "--layers");
	puts(_("behind a proxy, which finds addresses itself, those near are known by name alone"));
	puts(_("palais-parse, and the layers of its seal on this kernel"));
	print_of(parse_path, "--layers");
}
