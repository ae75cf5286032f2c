/* SPDX-License-Identifier: ISC */
/*
 * seal_layers: each layer of the seal with the others switched off, so that none can be
 * lost behind the others; and that palais-parse itself has all that this kernel gives.
 */
#include "config.h"

#include "fetch/seal/seal.h"
#include "tests/lib/check.h"
#include "tests/lib/tmp.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#define LANDLOCK_CREATE 444
#define PROGRAM program_name
#define NOBODY 65534
#define URETPROBE 335
#define UPROBE 336
#define BROKEN 101 /* a pipe that nobody reads */

/* the seal lets that program be started whose name lies here */
static const char program_name[] = "/usr/bin/pdftohtml";

/* 0 when it could be done, else what errno was. */
typedef int deed(const char *dir);

struct place {
	char dir[100], file[130];
};

static struct seal_layers layers;

/* Whether a host is sealed first, and the child of it then. */
static bool hosted;

/* As under, for the grandchild's sake: its host hands its end on. */
static void be_host(deed *what, unsigned which, int out)
{
	struct seal_layers mine;
	int status = 0;
	struct err err;
	pid_t pid;

	if (seal_host_with(which, &err) < 0)
		_exit(255);
	pid = fork();
	if (pid == 0) {
		if (seal_hosted_with(&mine, which, &err) < 0 ||
		    write(out, &mine, sizeof mine) != sizeof mine)
			_exit(255);
		_exit(what("."));
	}
	while (pid > 0 && waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	/* by way of this one, whose own end it may not choose */
	if (write(out, &status, sizeof status) != sizeof status)
		_exit(255);
	_exit(0);
}

/* Does it in a child that has these layers: what it returned, or 1000 and the signal
 * that ended it. The layers that took effect are in `layers`. */
static int under(deed *what, const char *program, unsigned which, const struct place *p)
{
	int fds[2], status = 0;
	pid_t pid;

	assert_int_equal(pipe(fds), 0);
	fflush(stdout);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		struct err err;
		struct seal_layers mine;

		if (hosted && !program && chdir(p->dir) == 0)
			be_host(what, which, fds[1]);
		if (chdir(p->dir) < 0 || seal_with(&mine, program, which, &err) < 0 ||
		    write(fds[1], &mine, sizeof mine) != sizeof mine)
			_exit(255);
		_exit(what(p->dir));
	}
	close(fds[1]);
	if (read(fds[0], &layers, sizeof layers) != sizeof layers)
		memset(&layers, 0, sizeof layers);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	if (hosted && !program && read(fds[0], &status, sizeof status) != sizeof status)
		status = 255 << 8;
	close(fds[0]);
	return WIFSIGNALED(status) ? 1000 + WTERMSIG(status) : WEXITSTATUS(status);
}

/* -- deeds ------------------------------------------------------------------------ */

static int read_secret(const char *dir)
{
	(void)dir;
	return open("secret", O_RDONLY) < 0 ? errno : 0;
}

static int write_new(const char *dir)
{
	(void)dir;
	return open("new", O_WRONLY | O_CREAT, 0600) < 0 ? errno : 0;
}

static int write_there(const char *dir)
{
	(void)dir;
	return open("secret", O_WRONLY) < 0 ? errno : 0;
}

static int cut_there(const char *dir)
{
	(void)dir;
	return truncate("secret", 0) < 0 ? errno : 0;
}

static int make_folder(const char *dir)
{
	(void)dir;
	return mkdir("folder", 0700) < 0 ? errno : 0;
}

static int remove_there(const char *dir)
{
	(void)dir;
	return unlink("secret") < 0 ? errno : 0;
}

static int list_folder(const char *dir)
{
	return open(dir, O_RDONLY | O_DIRECTORY) < 0 ? errno : 0;
}

static int execute(const char *dir)
{
	char *const argv[] = {(char *)"true", NULL};

	(void)dir;
	execv("/bin/true", argv);
	return errno;
}

static int dial(const char *dir)
{
	struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(9)};
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	(void)dir;
	to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	return fd < 0 || connect(fd, (struct sockaddr *)&to, sizeof to) < 0 ? errno : 0;
}

static int listen_on(const char *dir)
{
	struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons(0)};
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	(void)dir;
	at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	return fd < 0 || bind(fd, (struct sockaddr *)&at, sizeof at) < 0 ? errno : 0;
}

static int signal_parent(const char *dir)
{
	(void)dir;
	return kill(getppid(), 0) < 0 ? errno : 0;
}

static int device_control(const char *dir)
{
	int fd = open("/dev/null", O_RDONLY);

	(void)dir;
	return fd < 0 ? errno : 0;
}

static int read_library(const char *dir)
{
	(void)dir;
	return open("/usr/lib", O_RDONLY | O_DIRECTORY) < 0 ? errno : 0;
}

static int read_names(const char *dir)
{
	(void)dir;
	return open("/etc/ld.so.cache", O_RDONLY) < 0 ? errno : 0;
}

static int write_library(const char *dir)
{
	(void)dir;
	return open("/usr/lib/palais-seal-test", O_WRONLY | O_CREAT, 0600) < 0 ? errno : 0;
}

static int read_program(const char *dir)
{
	(void)dir;
	return open(PROGRAM, O_RDONLY) < 0 ? errno : 0;
}

static int push_input(const char *dir)
{
	static char byte = 'x';

	(void)dir;
	return ioctl(STDIN_FILENO, TIOCSTI, &byte) < 0 ? errno : 0;
}

static int ask_terminal(const char *dir)
{
	struct termios how;
	int fds[2];

	(void)dir;
	return ioctl(open("secret", O_RDONLY), TCGETS, &how) < 0 ? errno : pipe(fds);
}

static int own_descriptor(const char *dir)
{
	(void)dir;
	return fcntl(STDOUT_FILENO, F_SETOWN, getppid()) < 0 ? errno : 0;
}

static int ask_descriptor(const char *dir)
{
	(void)dir;
	return fcntl(STDOUT_FILENO, F_GETFL) < 0 ? errno : 0;
}

/* The same letters elsewhere. */
static int execute_copy(const char *dir)
{
	char copy[] = "/usr/bin/pdftohtml";
	char *const argv[] = {copy, NULL};

	(void)dir;
	execv(copy, argv);
	return errno;
}

/* With arguments that end it at once, or the file is not there. */
static int execute_program(const char *dir)
{
	char *const argv[] = {(char *)program_name, (char *)"-v", NULL};

	(void)dir;
	close(STDERR_FILENO);
	execv(program_name, argv);
	return errno;
}

/* A program that lies among the libraries. */
#define LIBRARY "/lib/x86_64-linux-gnu/libc.so.6"
static int execute_library(const char *dir)
{
	char *const argv[] = {(char *)"libc", NULL};

	(void)dir;
	execv(LIBRARY, argv);
	return errno;
}

static int map_code(const char *dir)
{
	(void)dir;
	return mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) ==
	                       MAP_FAILED
	               ? errno
	               : 0;
}

/* -- limits ------------------------------------------------------------------------- */

static bool limit_is(int resource, rlim_t value)
{
	struct rlimit now;

	return getrlimit(resource, &now) == 0 && now.rlim_cur == value && now.rlim_max == value;
}

/* The first warning comes then, and one second after the last it is over. */
static bool time_is(rlim_t warned_at)
{
	struct rlimit time;

	return getrlimit(RLIMIT_CPU, &time) == 0 && time.rlim_cur == warned_at &&
	       time.rlim_max == SEAL_SECONDS + 1;
}

#ifndef PALAIS_ASAN
static bool can_have(size_t size)
{
	void *p = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (p == MAP_FAILED)
		return false;
	munmap(p, size);
	return true;
}
#endif

static int limits_hold(const char *dir)
{
	struct rlimit memory;

	(void)dir;
	if (!time_is(6) || !limit_is(RLIMIT_FSIZE, 0) || !limit_is(RLIMIT_CORE, 0) ||
	    !limit_is(RLIMIT_NPROC, 0) || !limit_is(RLIMIT_NOFILE, 0))
		return 1;
#ifndef PALAIS_ASAN
	/* with what is mapped, of which a tenth is in memory */
	if (getrlimit(RLIMIT_AS, &memory) < 0 || memory.rlim_cur < (rlim_t)200 << 20 ||
	    memory.rlim_cur > (rlim_t)330 << 20)
		return 2;
	/* and so much can be had */
	if (can_have((size_t)SEAL_MEGABYTES << 20) || !can_have((size_t)200 << 20))
		return 4;
#else
	(void)memory;
#endif
	return prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1 ? 0 : 3;
}

static int wide_limits_hold(const char *dir)
{
	(void)dir;
	return limit_is(RLIMIT_NOFILE, 32) && limit_is(RLIMIT_FSIZE, 0) &&
	                       limit_is(RLIMIT_NPROC, 0) && time_is(SEAL_SECONDS)
	               ? 0
	               : 1;
}

static int fork_as_nobody(const char *dir)
{
	pid_t pid;

	(void)dir;
	/* the limit on processes does not bind root */
	if (geteuid() == 0 && setresuid(NOBODY, NOBODY, NOBODY) < 0)
		return 0;
	pid = fork();
	if (pid == 0)
		_exit(0);
	return pid < 0 ? errno : 0;
}

static int grow_a_file(const char *dir)
{
	(void)dir;
	signal(SIGXFSZ, SIG_IGN);
	/* open before the seal, as no parser's is */
	return write(100, "x", 1) < 0 ? errno : 0;
}

static void limits_alone(void **state)
{
	const struct place *p = *state;
	int fd;

	if (under(limits_hold, NULL, SEAL_LIMITS, p) != 0 && layers.emulated)
		return;
	assert_int_equal(under(limits_hold, NULL, SEAL_LIMITS, p), 0);
	assert_true(layers.rlimit && !layers.landlock && !layers.seccomp);
	assert_int_equal(under(wide_limits_hold, PROGRAM, SEAL_LIMITS, p), 0);
	assert_int_equal(under(read_secret, NULL, SEAL_LIMITS, p), EMFILE);
	assert_int_equal(under(fork_as_nobody, NULL, SEAL_LIMITS, p), EAGAIN);
	fd = open(p->file, O_WRONLY | O_CLOEXEC);
	assert_int_equal(dup2(fd, 100), 100);
	close(fd);
	assert_int_equal(under(grow_a_file, NULL, SEAL_LIMITS, p), EFBIG);
	close(100);
}

/* -- landlock ----------------------------------------------------------------------- */

static int kernel_version(void)
{
	int version = (int)syscall(LANDLOCK_CREATE, NULL, 0, 1u);

	return version < 0 ? 0 : version;
}

static void landlock_alone(void **state)
{
	static const struct {
		deed *what;
		int version, want;
	} cases[] = {
		{read_secret, 1, EACCES}, {write_new, 1, EACCES},      {write_there, 1, EACCES},
		{make_folder, 1, EACCES}, {remove_there, 1, EACCES},   {list_folder, 1, EACCES},
		{execute, 1, EACCES},     {device_control, 1, EACCES}, {cut_there, 3, EACCES},
		{dial, 4, EACCES},        {listen_on, 4, EACCES},      {signal_parent, 6, EPERM},
	};
	const struct place *p = *state;
	int version = kernel_version();

	if (version == 0) {
		printf("# no landlock in this kernel\n");
		return;
	}
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		int got = under(cases[i].what, NULL, SEAL_LANDLOCK, p);

		assert_true(layers.landlock == version && !layers.rlimit && !layers.seccomp);
		if (version >= cases[i].version && got != cases[i].want)
			fail_msg("case %zu: %d", i, got);
	}
}

/* The wider one: what pdftohtml reads may be read, and nothing else. */
static void wide_landlock_alone(void **state)
{
	const struct place *p = *state;

	if (kernel_version() == 0 || access(PROGRAM, R_OK) < 0)
		return;
	assert_int_equal(under(read_secret, PROGRAM, SEAL_LANDLOCK, p), EACCES);
	assert_int_equal(under(write_new, PROGRAM, SEAL_LANDLOCK, p), EACCES);
	assert_int_equal(under(write_there, PROGRAM, SEAL_LANDLOCK, p), EACCES);
	assert_int_equal(under(remove_there, PROGRAM, SEAL_LANDLOCK, p), EACCES);
	assert_int_equal(under(execute, PROGRAM, SEAL_LANDLOCK, p), EACCES);
	if (access(LIBRARY, X_OK) == 0)
		assert_int_equal(under(execute_library, PROGRAM, SEAL_LANDLOCK, p), EACCES);
	assert_int_not_equal(under(execute_program, PROGRAM, SEAL_LANDLOCK, p), EACCES);
	assert_int_equal(under(write_library, PROGRAM, SEAL_LANDLOCK, p), EACCES);
	assert_int_equal(under(read_library, PROGRAM, SEAL_LANDLOCK, p), 0);
	assert_int_equal(under(read_program, PROGRAM, SEAL_LANDLOCK, p), 0);
	if (access("/etc/ld.so.cache", R_OK) == 0)
		assert_int_equal(under(read_names, PROGRAM, SEAL_LANDLOCK, p), 0);
}

/* -- the filter ---------------------------------------------------------------------- */

static long call_number;
static long call_third;

static int call(const char *dir)
{
	long result;

	(void)dir;
	result = syscall(call_number, -1L, 0L, call_third, 0L, 0L, 0L);
	return result < 0 ? errno : 0;
}

static int do_call(long number, long third, const char *program, const struct place *p)
{
	call_number = number;
	call_third = third;
	return under(call, program, SEAL_FILTER, p);
}

/* Not to be made to see whether it may be: probes that a tracer puts into a program, which newer
 * kernels let by, and the return from a signal that never came, which goes on wherever the stack
 * says (signal_returns makes that one). */
static bool has_no_meaning(long number)
{
	return number == UPROBE || number == URETPROBE || number == SYS_rt_sigreturn;
}

static void on_broken(int number)
{
	(void)number;
}

/* A signal of its own making, from whose handler it comes back. */
static int signal_returns(const char *dir)
{
	(void)dir;
	return write(BROKEN, "x", 1) < 0 ? errno : 0;
}

/* Before the seal, as what is sealed may not. */
static void break_a_pipe(void)
{
	int fds[2];

	assert_int_equal(pipe(fds), 0);
	assert_int_equal(dup2(fds[1], BROKEN), BROKEN);
	close(fds[0]);
	close(fds[1]);
	signal(SIGPIPE, on_broken);
}

static void forget_the_pipe(void)
{
	close(BROKEN);
	signal(SIGPIPE, SIG_DFL);
}

static bool is_one_of(long number, const long *list, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (list[i] == number)
			return true;
	return false;
}

/* Every call that there is, by its number. */
static void filter_alone(void **state)
{
	static const long allowed[] = {
		SYS_read,          SYS_write, SYS_brk,        SYS_munmap,    SYS_mremap,
		SYS_madvise,       SYS_futex, SYS_close,      SYS_getrandom, SYS_restart_syscall,
		SYS_clock_gettime, SYS_exit,  SYS_exit_group, SYS_mmap,      SYS_mprotect};
	const struct place *p = *state;

	do_call(SYS_read, 0, NULL, p);
	if (!layers.seccomp) {
		printf("# no filter here\n");
		return;
	}
	assert_true(!layers.rlimit && !layers.landlock);
	for (long number = 0; number < 480; number++) {
		if (has_no_meaning(number))
			continue;

		int got = do_call(number, 0, NULL, p);
		bool may = is_one_of(number, allowed, sizeof allowed / sizeof *allowed);

		if (may == (got == 1000 + SIGSYS))
			fail_msg("call %ld: %d", number, got);
	}
	break_a_pipe();
	assert_int_equal(under(signal_returns, NULL, SEAL_FILTER, p), EPIPE);
	forget_the_pipe();
	/* what is executable is never mapped */
	assert_int_equal(do_call(SYS_mmap, PROT_READ | PROT_EXEC, NULL, p), 1000 + SIGSYS);
	assert_int_equal(do_call(SYS_mprotect, PROT_READ | PROT_EXEC, NULL, p), 1000 + SIGSYS);
	assert_int_not_equal(do_call(SYS_mmap, PROT_READ | PROT_WRITE, NULL, p), 1000 + SIGSYS);
#ifdef __x86_64__
	/* the same calls under the numbers of another kind of program */
	assert_int_equal(do_call(0x40000000L | SYS_read, 0, NULL, p), 1000 + SIGSYS);
#endif
}

/* Those which change something outside, or begin something. */
static void wide_filter_alone(void **state)
{
	static const long refused[] = {SYS_socket,
	                               SYS_socketpair,
	                               SYS_connect,
	                               SYS_bind,
	                               SYS_listen,
	                               SYS_accept4,
	                               SYS_sendto,
	                               SYS_recvfrom,
	                               SYS_sendmsg,
	                               SYS_clone,
	                               SYS_execveat,
	                               SYS_kill,
	                               SYS_tgkill,
	                               SYS_ptrace,
	                               SYS_unlinkat,
	                               SYS_mkdirat,
	                               SYS_renameat2,
	                               SYS_linkat,
	                               SYS_symlinkat,
	                               SYS_fchmodat,
	                               SYS_fchownat,
	                               SYS_truncate,
	                               SYS_ftruncate,
	                               SYS_setuid,
	                               SYS_prctl,
	                               SYS_seccomp,
	                               SYS_bpf,
	                               SYS_mount,
	                               SYS_umount2,
	                               SYS_chroot,
	                               SYS_chdir,
	                               SYS_setsid,
	                               SYS_setpgid,
	                               SYS_memfd_create,
	                               SYS_userfaultfd,
	                               SYS_perf_event_open,
	                               SYS_keyctl,
	                               SYS_unshare,
	                               SYS_setns,
	                               SYS_process_vm_readv,
	                               SYS_process_vm_writev,
	                               SYS_io_uring_setup,
	                               SYS_pidfd_open,
	                               SYS_inotify_init1,
	                               SYS_utimensat,
	                               SYS_mknodat,
	                               SYS_fsync,
	                               SYS_setrlimit,
	                               SYS_reboot};
	const struct place *p = *state;

	do_call(SYS_read, 0, PROGRAM, p);
	if (!layers.seccomp) {
		printf("# no filter here\n");
		return;
	}
	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
		if (do_call(refused[i], 0, PROGRAM, p) != EPERM)
			fail_msg("call %ld: %d", refused[i], do_call(refused[i], 0, PROGRAM, p));
	assert_int_equal(under(write_new, PROGRAM, SEAL_FILTER, p), EPERM);
	assert_int_equal(under(write_there, PROGRAM, SEAL_FILTER, p), EPERM);
	assert_int_equal(under(read_secret, PROGRAM, SEAL_FILTER, p), 0);
	/* whether it is a terminal may be asked, and no terminal is given input */
	assert_int_equal(under(push_input, PROGRAM, SEAL_FILTER, p), EPERM);
	assert_int_equal(under(ask_terminal, PROGRAM, SEAL_FILTER, p), ENOTTY);
	assert_int_equal(under(own_descriptor, PROGRAM, SEAL_FILTER, p), EPERM);
	assert_int_equal(under(ask_descriptor, PROGRAM, SEAL_FILTER, p), 0);
	/* one program is started, by the one name */
	assert_int_equal(under(execute, PROGRAM, SEAL_FILTER, p), EPERM);
	assert_int_equal(under(execute_copy, PROGRAM, SEAL_FILTER, p), EPERM);
	assert_int_not_equal(under(execute_program, PROGRAM, SEAL_FILTER, p), EPERM);
	assert_int_equal(under(map_code, PROGRAM, SEAL_FILTER, p), EPERM);
	/* limits may be asked for, and not be set */
	assert_int_equal(do_call(SYS_prlimit64, 1, PROGRAM, p), EPERM);
	assert_int_not_equal(do_call(SYS_prlimit64, 0, PROGRAM, p), EPERM);
}

/* -- hosts ---------------------------------------------------------------------------- */

/* Layer by layer, a host's child has what a program of its own has. */
static void hosted_as_well(void **state)
{
	hosted = true;
	limits_alone(state);
	landlock_alone(state);
	filter_alone(state);
	hosted = false;
}

/* Does it in a child that has a host's layers. */
static int as_host(deed *what, unsigned which)
{
	int status = 0;
	pid_t pid;

	fflush(stdout);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		struct err err;

		_exit(seal_host_with(which, &err) < 0 ? 255 : what("/"));
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return WIFSIGNALED(status) ? 1000 + WTERMSIG(status) : WEXITSTATUS(status);
}

static int host_limits_hold(const char *dir)
{
	struct rlimit files, size, core;

	(void)dir;
	getrlimit(RLIMIT_NOFILE, &files);
	getrlimit(RLIMIT_FSIZE, &size);
	getrlimit(RLIMIT_CORE, &core);
	return files.rlim_max == 8 && !size.rlim_max && !core.rlim_max ? 0 : 1;
}

static int fork_other(const char *dir)
{
	(void)dir;
	return syscall(SYS_clone, CLONE_VM | SIGCHLD, 0, 0, 0, 0) < 0 ? errno : 0;
}

static int fork_one(const char *dir)
{
	pid_t pid = fork();

	(void)dir;
	if (pid == 0)
		_exit(0);
	return pid < 0 ? errno : 0;
}

/* It can have children, and little else. */
static void host_alone(void **state)
{
	static const long allowed[] = {
		SYS_recvmsg,
		SYS_sendto,
		SYS_ppoll,
		SYS_wait4,
		SYS_kill,
		SYS_read,
		SYS_write,
		SYS_close,
		SYS_close_range,
		SYS_dup3,
		SYS_getppid,
		SYS_prlimit64,
		SYS_seccomp,
		SYS_brk,
		SYS_munmap,
		SYS_mremap,
		SYS_madvise,
		SYS_futex,
		SYS_getrandom,
		SYS_gettid,
		SYS_set_robust_list,
		SYS_rseq,
		SYS_rt_sigprocmask,
		SYS_restart_syscall,
		SYS_clock_gettime,
		SYS_exit,
		SYS_exit_group,
		SYS_mmap,
		SYS_mprotect,
		444,
		446,
#ifdef SYS_dup2
		SYS_dup2,
#endif
	};

	(void)state;
	assert_int_equal(as_host(host_limits_hold, SEAL_LIMITS), 0);
	if (kernel_version())
		assert_int_equal(as_host(list_folder, SEAL_LANDLOCK), EACCES);
	call_number = SYS_getpid;
	if (as_host(call, SEAL_FILTER) != 1000 + SIGSYS) {
		printf("# no filter here\n");
		return;
	}
	for (call_number = 0; call_number < 480; call_number++) {
		bool may = is_one_of(call_number, allowed, sizeof allowed / sizeof *allowed);

		/* no time given, it would wait for ever */
		call_third = call_number == SYS_ppoll ? -1 : 0;
		if (has_no_meaning(call_number))
			continue;
		if (may == (as_host(call, SEAL_FILTER) == 1000 + SIGSYS))
			fail_msg("call %ld: %d", call_number, may);
	}
	break_a_pipe();
	assert_int_equal(as_host(signal_returns, SEAL_FILTER), EPIPE);
	forget_the_pipe();
	assert_int_equal(as_host(fork_one, SEAL_FILTER), 0);
	assert_int_equal(as_host(fork_other, SEAL_FILTER), 1000 + SIGSYS);
	call_number = SYS_mmap;
	call_third = PROT_READ | PROT_EXEC;
	assert_int_equal(as_host(call, SEAL_FILTER), 1000 + SIGSYS);
}

/* -- palais-parse ---------------------------------------------------------------------- */

/* It has every layer that this test could have. */
static void program_has_all(void **state)
{
	const struct place *p = *state;
	char said[400] = "", want[40];
	FILE *from = popen("./palais-parse --layers", "r");
	size_t n;

	assert_non_null(from);
	n = fread(said, 1, sizeof said - 1, from);
	said[n] = '\0';
	assert_int_equal(pclose(from), 0);
	under(list_folder, NULL, SEAL_ALL, p);
	if (layers.emulated)
		return;
	snprintf(want, sizeof want, "landlock %d\n", kernel_version());
	assert_non_null(strstr(said, kernel_version() ? want : "landlock no\n"));
	assert_non_null(strstr(said, "rlimit yes\n"));
	assert_non_null(strstr(said, "no-new-privs yes\n"));
	assert_non_null(strstr(said, layers.seccomp ? "seccomp yes\n" : "seccomp no\n"));
}

static int make(void **state)
{
	static struct place p;
	FILE *f;

	snprintf(p.dir, sizeof p.dir, "%.40s/palais-seal-XXXXXX", tmp_folder());
	if (!mkdtemp(p.dir))
		return -1;
	snprintf(p.file, sizeof p.file, "%s/secret", p.dir);
	f = fopen(p.file, "w");
	*state = &p;
	return f && fputs("secret\n", f) >= 0 && fclose(f) == 0 ? 0 : -1;
}

static int drop(void **state)
{
	struct place *p = *state;

	return unlink(p->file) | rmdir(p->dir);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(limits_alone),        cmocka_unit_test(landlock_alone),
		cmocka_unit_test(wide_landlock_alone), cmocka_unit_test(filter_alone),
		cmocka_unit_test(wide_filter_alone),   cmocka_unit_test(hosted_as_well),
		cmocka_unit_test(host_alone),          cmocka_unit_test(program_has_all),
	};

	return cmocka_run_group_tests(tests, make, drop);
}
