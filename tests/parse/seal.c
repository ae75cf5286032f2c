/* SPDX-License-Identifier: ISC */
/*
 * seal: a child that is sealed must die, or be refused, when it opens, connects,
 * starts or signals anything. What this kernel lacks is said, and the layers that
 * remain are asserted.
 */
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
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static char new_path[120], there_path[120]; /* where TMPDIR says */

/* What a child does once sealed: 0 when it could, else what errno was. */
typedef int deed(void);

static int open_file(void)
{
	return open("/etc/passwd", O_RDONLY) < 0 ? errno : 0;
}

static int write_file(void)
{
	return open(new_path, O_WRONLY | O_CREAT, 0600) < 0 ? errno : 0;
}

static int make_socket(void)
{
	return socket(AF_INET, SOCK_STREAM, 0) < 0 ? errno : 0;
}

static int do_fork(void)
{
	pid_t pid = fork();
	if (pid == 0)
		_exit(0);
	return pid < 0 ? errno : 0;
}

static int do_exec(void)
{
	char *const argv[] = {(char *)"true", NULL};
	execv("/bin/true", argv);
	return errno;
}

static int do_kill(void)
{
	return kill(getppid(), 0) < 0 ? errno : 0;
}

static int map_code(void)
{
	void *p = mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	return p == MAP_FAILED ? errno : 0;
}

static int do_dup(void)
{
	return dup(1) < 0 ? errno : 0;
}

static int get_memory(void)
{
	char *p = malloc(4 << 20);
	if (!p)
		return ENOMEM;
	memset(p, 1, 4 << 20);
	p = realloc(p, 8 << 20);
	int result = p ? 0 : ENOMEM;
	free(p);
	return result;
}

static int write_pipe(void)
{
	return write(1, "", 0) < 0 ? errno : 0;
}

static int take_too_much(void)
{
	/* volatile: a compiler may leave out memory that is not used */
	void *volatile p = malloc((size_t)1 << 30);

	return p ? 0 : ENOMEM;
}

/* Programs and what they load may be read under the wider seal; nothing else. */
static int open_home(void)
{
	const char *home = getenv("HOME");

	return chdir(home && *home ? home : "/root") < 0 || open("secret", O_RDONLY) < 0 ? errno
	                                                                                 : 0;
}

static int append_file(void)
{
	return open(there_path, O_RDWR | O_APPEND) < 0 ? errno : 0;
}

static int open_library(void)
{
	return open("/usr/lib", O_RDONLY | O_DIRECTORY) < 0 ? errno : 0;
}

static int exec_library(void)
{
	char *const argv[] = {(char *)"sh", (char *)"-c", (char *)"exit 0", NULL};

	execv("/bin/sh", argv);
	return errno;
}

static int raise_limit(void)
{
	const struct rlimit more = {RLIM_INFINITY, RLIM_INFINITY};

	return setrlimit(RLIMIT_AS, &more) < 0 ? errno : 0;
}

/* NULL: the parser's seal. */
static int sealed_as(deed *what, const char *program, struct seal_layers *layers)
{
	int fds[2], status = 0;
	assert_int_equal(pipe(fds), 0);
	fflush(stdout);
	pid_t pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		struct err err;
		struct seal_layers mine;
		dup2(fds[1], 1);
		if ((program ? seal_pdf(&mine, program, &err) : seal_parse(&mine, &err)) < 0 ||
		    write(1, &mine, sizeof mine) != sizeof mine)
			_exit(255);
		_exit(what());
	}
	close(fds[1]);
	assert_int_equal(read(fds[0], layers, sizeof *layers), sizeof *layers);
	close(fds[0]);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return status;
}

/* The child's wait status; its layers through *layers. */
static int sealed(deed *what, struct seal_layers *layers)
{
	return sealed_as(what, NULL, layers);
}

static void assert_refused(deed *what, const char *name, bool other_layer)
{
	struct seal_layers layers;
	int status = sealed(what, &layers);
	if (layers.seccomp) {
		if (!WIFSIGNALED(status) || WTERMSIG(status) != SIGSYS)
			fail_msg("%s: status %#x, wanted SIGSYS", name, status);
	} else if (other_layer && (layers.rlimit || layers.landlock)) {
		printf("# %s: no seccomp here; the other layers are tested\n", name);
		if (!WIFEXITED(status) || WEXITSTATUS(status) == 0)
			fail_msg("%s: was possible", name);
	} else {
		printf("# %s: no seccomp here; nothing else forbids it\n", name);
	}
}

static void says_its_layers(void **state)
{
	struct seal_layers layers;
	(void)state;
	assert_int_equal(sealed(write_pipe, &layers), 0);
	printf("# rlimit %d, no-new-privs %d, landlock %d, seccomp %d\n", layers.rlimit,
	       layers.no_privs, layers.landlock, layers.seccomp);
	assert_true(layers.rlimit || layers.landlock || layers.seccomp || layers.emulated);
}

static void files(void **state)
{
	(void)state;
	assert_refused(open_file, "open", true);
	assert_refused(write_file, "open for writing", true);
	assert_refused(do_dup, "dup", true);
}

static void network(void **state)
{
	(void)state;
	assert_refused(make_socket, "socket", true);
}

static void processes(void **state)
{
	(void)state;
	/* Limits on processes do not bind root. */
	assert_refused(do_fork, "fork", geteuid() != 0);
	assert_refused(do_exec, "exec", true);
	assert_refused(do_kill, "kill", false);
	assert_refused(map_code, "executable memory", false);
}

static void work_goes_on(void **state)
{
	struct seal_layers layers;
	(void)state;
	assert_int_equal(sealed(get_memory, &layers), 0);
	assert_int_equal(sealed(write_pipe, &layers), 0);
}

/* -- the wider seal, for pdftohtml ---------------------------------------------------- */

enum by { BY_LANDLOCK = 1, BY_SECCOMP = 2 };

/* by: the layers of which each forbids it. */
static void assert_wide_refused(deed *what, const char *name, int by)
{
	struct seal_layers layers;
	int status = sealed_as(what, "/usr/bin/pdftohtml", &layers);
	bool forbidden =
		(by & BY_LANDLOCK && layers.landlock > 0) || (by & BY_SECCOMP && layers.seccomp);

	if (!forbidden)
		printf("# %s: no layer here forbids it\n", name);
	else if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
		fail_msg("%s: was possible", name);
}

static void wide_reads(void **state)
{
	char dir[100], path[120];
	struct seal_layers layers;
	FILE *there;

	(void)state;
	snprintf(dir, sizeof dir, "%.40s/palais-seal-home-XXXXXX", tmp_folder());
	assert_non_null(mkdtemp(dir));
	snprintf(path, sizeof path, "%s/secret", dir);
	there = fopen(path, "w");
	assert_non_null(there);
	fclose(there);
	setenv("HOME", dir, 1);
	assert_int_equal(open_home(), 0);
	assert_int_equal(chdir("/"), 0);
	assert_wide_refused(open_home, "a file of the home folder", BY_LANDLOCK);
	assert_wide_refused(open_file, "a file of /etc", BY_LANDLOCK);
	assert_int_equal(sealed_as(open_library, "/usr/bin/pdftohtml", &layers), 0);
	unlink(path);
	rmdir(dir);
}

static void wide_writes(void **state)
{
	FILE *there = fopen(there_path, "w");

	(void)state;
	assert_non_null(there);
	fclose(there);
	assert_wide_refused(write_file, "a new file", BY_LANDLOCK | BY_SECCOMP);
	assert_wide_refused(append_file, "a file that is there", BY_LANDLOCK | BY_SECCOMP);
	unlink(there_path);
}

static void wide_does(void **state)
{
	(void)state;
	assert_wide_refused(make_socket, "socket", BY_SECCOMP);
	assert_wide_refused(exec_library, "another program", BY_LANDLOCK);
	assert_wide_refused(raise_limit, "a wider limit", BY_SECCOMP);
	assert_wide_refused(do_fork, "fork", BY_SECCOMP);
}

static void memory_is_bounded(void **state)
{
	struct seal_layers layers;
	(void)state;
#ifdef PALAIS_ASAN
	printf("# no bound on memory under AddressSanitizer\n");
	(void)layers;
	(void)take_too_much;
#else
	int status = sealed(take_too_much, &layers);
	if (layers.rlimit)
		assert_true(WIFEXITED(status) && WEXITSTATUS(status) == ENOMEM);
#endif
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(says_its_layers), cmocka_unit_test(files),
		cmocka_unit_test(network),         cmocka_unit_test(processes),
		cmocka_unit_test(work_goes_on),    cmocka_unit_test(memory_is_bounded),
		cmocka_unit_test(wide_reads),      cmocka_unit_test(wide_writes),
		cmocka_unit_test(wide_does),
	};

	snprintf(new_path, sizeof new_path, "%.40s/palais-seal-%d", tmp_folder(), (int)getpid());
	snprintf(there_path, sizeof there_path, "%.90s-there", new_path);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
