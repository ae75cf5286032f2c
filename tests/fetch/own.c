/* SPDX-License-Identifier: ISC */
/* What palais itself gives up: each deed that is forbidden is tried, and each that is not. */
#include "config.h"

#include "fetch/seal/seal.h"
#include "tests/lib/check.h"
#include "tests/lib/tmp.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

/* 0 when it could be done, else what errno was. */
typedef int deed(void);

static char dir[100], mine[120], other[120];

static const char *in(const char *folder, const char *name)
{
	static char path[200];

	snprintf(path, sizeof path, "%s/%s", folder, name);
	return path;
}

static int result(int rc)
{
	return rc < 0 ? errno : 0;
}

static int make_mine(void)
{
	return result(open(in(mine, "new"), O_WRONLY | O_CREAT | O_EXCL, 0600));
}

static int over_mine(void)
{
	return result(open(in(mine, "kept"), O_WRONLY | O_TRUNC));
}

static int move_mine(void)
{
	char from[200];

	snprintf(from, sizeof from, "%s", in(mine, "kept"));
	return result(rename(from, in(mine, "moved")));
}

static int remove_mine(void)
{
	return result(unlink(in(mine, "kept")));
}

static int link_mine(void)
{
	return result(symlink("/etc/passwd", in(mine, "link")));
}

static int fifo_mine(void)
{
	return result(mkfifo(in(mine, "fifo"), 0600));
}

static int socket_mine(void)
{
	struct sockaddr_un at = {.sun_family = AF_UNIX};

	snprintf(at.sun_path, sizeof at.sun_path, "%.90s/socket", mine);
	return result(bind(socket(AF_UNIX, SOCK_STREAM, 0), (struct sockaddr *)&at, sizeof at));
}

static int make_other(void)
{
	return result(open(in(other, "new"), O_WRONLY | O_CREAT | O_EXCL, 0600));
}

static int write_other(void)
{
	return result(open(in(other, "kept"), O_WRONLY));
}

static int append_other(void)
{
	return result(open(in(other, "kept"), O_WRONLY | O_APPEND));
}

static int cut_other(void)
{
	return result(truncate(in(other, "kept"), 0));
}

static int remove_other(void)
{
	return result(unlink(in(other, "kept")));
}

static int move_out(void)
{
	char from[200];

	snprintf(from, sizeof from, "%s", in(mine, "kept"));
	return result(rename(from, in(other, "moved")));
}

static int folder_other(void)
{
	return result(mkdir(in(other, "folder"), 0700));
}

static int folder_gone(void)
{
	return result(rmdir(in(other, "empty")));
}

static int link_other(void)
{
	return result(symlink("/etc/passwd", in(other, "link")));
}

static int read_other(void)
{
	return result(open(in(other, "kept"), O_RDONLY));
}

static int list_other(void)
{
	return result(open(other, O_RDONLY | O_DIRECTORY));
}

static int write_null(void)
{
	return result(open("/dev/null", O_WRONLY | O_TRUNC));
}

static int start(const char *program)
{
	char *const argv[] = {(char *)program, NULL};

	execv(program, argv);
	return errno;
}

static int start_true(void)
{
	return start("/bin/true");
}

static int start_false(void)
{
	return start("/bin/false") == EACCES ? EACCES : 0;
}

/* A program of its own making. */
static int start_mine(void)
{
	return start(in(mine, "program"));
}

static int signal_parent(void)
{
	return result(kill(getppid(), 0));
}

/* -- tries ------------------------------------------------------------------------ */

static void put(const char *path, mode_t mode)
{
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	fputs("#!/bin/true\n", f);
	assert_int_equal(fclose(f), 0);
	assert_int_equal(chmod(path, mode), 0);
}

static void furnish(void)
{
	char command[400];

	snprintf(command, sizeof command, "rm -rf '%s' '%s'", mine, other);
	assert_int_equal(system(command), 0);
	assert_int_equal(mkdir(mine, 0700) | mkdir(other, 0700), 0);
	put(in(mine, "kept"), 0600);
	put(in(mine, "program"), 0700);
	put(in(other, "kept"), 0600);
	assert_int_equal(mkdir(in(other, "empty"), 0700), 0);
}

/* Does it in a child that has sealed itself. */
static int under(deed *what, bool any_file)
{
	const char *const folders[] = {mine, "/nowhere"}, *const programs[] = {"/bin/true"};
	const struct seal_own own = {folders, 2, programs, 1, any_file};
	int status = 0;
	pid_t pid;

	furnish();
	fflush(stdout);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0)
		_exit(seal_own(&own) ? what() : 254);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 255;
}

static const struct {
	const char *name;
	deed *what;
	int version;        /* of landlock, from which on it is held */
	int want, any_file; /* errno, and errno where files may be written anywhere */
} cases[] = {
	{"a new file of ours", make_mine, 1, 0, 0},
	{"writing over one", over_mine, 1, 0, 0},
	{"moving one", move_mine, 1, 0, 0},
	{"removing one", remove_mine, 1, 0, 0},
	{"a link", link_mine, 1, EACCES, EACCES},
	{"a pipe", fifo_mine, 1, EACCES, EACCES},
	{"a socket", socket_mine, 1, EACCES, EACCES},
	{"a new file elsewhere", make_other, 1, EACCES, 0},
	{"one that is there", write_other, 1, EACCES, 0},
	{"its end", append_other, 1, EACCES, 0},
	{"cutting it", cut_other, 3, EACCES, 0},
	{"removing it", remove_other, 1, EACCES, 0},
	{"moving one there", move_out, 1, EACCES, EXDEV},
	{"a folder", folder_other, 1, EACCES, 0},
	{"removing one", folder_gone, 1, EACCES, EACCES},
	{"a link elsewhere", link_other, 1, EACCES, EACCES},
	{"reading", read_other, 1, 0, 0},
	{"a list", list_other, 1, 0, 0},
	{"/dev/null", write_null, 1, 0, 0},
	{"a program that may be started", start_true, 1, 0, 0},
	{"another", start_false, 1, EACCES, EACCES},
	{"one of ours", start_mine, 1, EACCES, EACCES},
	{"a signal", signal_parent, 6, EPERM, EPERM},
};

static void deeds(void **state)
{
	struct seal_layers kernel;

	(void)state;
	seal_kernel(&kernel);
	if (!kernel.landlock) {
		printf("# no landlock in this kernel\n");
		return;
	}
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		int got = under(cases[i].what, false), any = under(cases[i].what, true);

		if (kernel.landlock < cases[i].version)
			continue;
		if (got != cases[i].want)
			fail_msg("%s: %d", cases[i].name, got);
		/* across folders a kernel says either of two */
		if (any != cases[i].any_file && !(cases[i].what == move_out && any == 0))
			fail_msg("%s: %d where files are free", cases[i].name, any);
	}
}

/* What a script starts cannot be known; files stay as they were told. */
static void scripts(void **state)
{
	char program[200];
	const char *const programs[] = {program};
	const struct seal_own own = {NULL, 0, programs, 1, false};
	struct seal_layers kernel;
	int status = 0;
	pid_t pid;

	(void)state;
	seal_kernel(&kernel);
	if (!kernel.landlock)
		return;
	furnish();
	snprintf(program, sizeof program, "%s", in(mine, "program"));
	fflush(stdout);
	pid = fork();
	if (pid == 0)
		_exit(seal_own(&own) && make_other() == EACCES ? start(program) : 254);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
}

static int make(void **state)
{

	(void)state;
	snprintf(dir, sizeof dir, "%.40s/palais-own-XXXXXX", tmp_folder());
	if (!mkdtemp(dir))
		return -1;
	snprintf(mine, sizeof mine, "%s/mine", dir);
	snprintf(other, sizeof other, "%s/other", dir);
	return 0;
}

static int drop(void **state)
{
	char command[140];

	(void)state;
	snprintf(command, sizeof command, "rm -rf '%s'", dir);
	return system(command);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(deeds), cmocka_unit_test(scripts)};

	return cmocka_run_group_tests_name("own", tests, make, drop);
}
