/* SPDX-License-Identifier: ISC */
/*
 * seal: each layer of palais-fetch's seal with the others switched off, so that none can be
 * lost behind the others; and that palais-fetch itself has all that this kernel gives.
 */
#include "config.h"

#include "fetch/seal/seal.h"
#include "tests/lib/check.h"
#include "tests/lib/tmp.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <linux/netlink.h>
#include <netdb.h>
#include <netinet/in.h>
#include <pthread.h>
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
#include <sys/un.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

/* 0 when it could be done, else what errno was. */
typedef int deed(void);

static struct seal_layers layers;
static char dir[100], secret[120], new_file[120], granted[120];

/* Does it in a child that has these layers: what it returned, or 1000 and the signal that
 * ended it. The layers that took effect are in `layers`. */
static int under(deed *what, unsigned which)
{
	const char *const files[] = {granted, NULL};
	int fds[2], status = 0;
	pid_t pid;

	assert_int_equal(pipe(fds), 0);
	fflush(stdout);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		struct seal_layers mine;
		struct err err;

		if (seal_fetch_with(&mine, files, which, &err) < 0 ||
		    write(fds[1], &mine, sizeof mine) != sizeof mine)
			_exit(255);
		_exit(what());
	}
	close(fds[1]);
	if (read(fds[0], &layers, sizeof layers) != sizeof layers)
		memset(&layers, 0, sizeof layers);
	close(fds[0]);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return WIFSIGNALED(status) ? 1000 + WTERMSIG(status) : WEXITSTATUS(status);
}

/* -- deeds ------------------------------------------------------------------------ */

static int open_for(const char *path, int how)
{
	return open(path, how, 0600) < 0 ? errno : 0;
}

static int read_secret(void)
{
	return open_for(secret, O_RDONLY);
}

static int read_passwords(void)
{
	return open_for("/etc/passwd", O_RDONLY);
}

static int read_processes(void)
{
	return open_for("/proc/self/environ", O_RDONLY);
}

static int read_granted(void)
{
	return open_for(granted, O_RDONLY);
}

static int write_granted(void)
{
	return open_for(granted, O_WRONLY);
}

static int write_new(void)
{
	return open_for(new_file, O_WRONLY | O_CREAT);
}

static int write_there(void)
{
	return open_for(secret, O_RDWR);
}

static int cut_there(void)
{
	return truncate(secret, 0) < 0 ? errno : 0;
}

static int remove_there(void)
{
	return unlink(secret) < 0 ? errno : 0;
}

static int make_folder(void)
{
	return mkdir(new_file, 0700) < 0 ? errno : 0;
}

static int list_folder(void)
{
	return open_for(dir, O_RDONLY | O_DIRECTORY);
}

static int open_terminal(void)
{
	return open_for("/dev/tty", O_RDONLY);
}

static int read_hosts(void)
{
	return open_for("/etc/hosts", O_RDONLY);
}

static int read_libraries(void)
{
	return open_for("/usr/lib", O_RDONLY | O_DIRECTORY);
}

static int execute(void)
{
	char *const argv[] = {(char *)"true", NULL};

	execv("/bin/true", argv);
	return errno;
}

/* What lies among the libraries is read, and not started either. */
static int execute_library(void)
{
	char *const argv[] = {(char *)"ld.so", NULL};

	execv("/lib64/ld-linux-x86-64.so.2", argv);
	return errno;
}

static int trace(void)
{
	return syscall(SYS_ptrace, 0, 0, 0, 0) < 0 ? errno : 0;
}

static int open_socket(int domain, int type, int protocol)
{
	return socket(domain, type, protocol) < 0 ? errno : 0;
}

static int socket_tcp(void)
{
	return open_socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, IPPROTO_TCP);
}

static int socket_udp6(void)
{
	return open_socket(AF_INET6, SOCK_DGRAM | SOCK_NONBLOCK, 0);
}

static int socket_raw(void)
{
	return open_socket(AF_INET, SOCK_RAW, IPPROTO_ICMP);
}

static int socket_route(void)
{
	return open_socket(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE);
}

static int socket_netlink(void)
{
	return open_socket(AF_NETLINK, SOCK_RAW, NETLINK_KOBJECT_UEVENT);
}

static int socket_unix(void)
{
	return open_socket(AF_UNIX, SOCK_STREAM, 0);
}

static int socket_packet(void)
{
	return open_socket(AF_PACKET, SOCK_RAW, 0);
}

static int pair_unix(void)
{
	int fds[2];

	return socketpair(AF_UNIX, SOCK_STREAM, 0, fds) < 0 ? errno : 0;
}

static int pair_other(void)
{
	int fds[2];

	return socketpair(AF_INET, SOCK_STREAM, 0, fds) < 0 ? errno : 0;
}

static int listen_on(void)
{
	struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	if (fd < 0 || bind(fd, (struct sockaddr *)&at, sizeof at) < 0)
		return errno;
	return listen(fd, 1) < 0 ? errno + 100 : 0;
}

static int dial(void)
{
	struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(9)};
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	return fd < 0 || connect(fd, (struct sockaddr *)&to, sizeof to) < 0 ? errno : 0;
}

static int signal_parent(void)
{
	return kill(getppid(), 0) < 0 ? errno : 0;
}

static int do_fork(void)
{
	/* past libc, which would make the newer call */
	long pid = syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0);

	if (pid == 0)
		_exit(0);
	return pid < 0 ? errno : 0;
}

static void *add_one(void *at)
{
	++*(int *)at;
	return NULL;
}

static int do_thread(void)
{
	pthread_t thread;
	int n = 0, rc = pthread_create(&thread, NULL, add_one, &n);

	return rc ? rc : pthread_join(thread, NULL) || n != 1;
}

static int find_name(void)
{
	struct addrinfo *found = NULL, hints = {.ai_socktype = SOCK_STREAM};
	int rc = getaddrinfo("localhost", "80", &hints, &found);

	if (!rc)
		freeaddrinfo(found);
	return rc ? 1 : 0;
}

static int map(int protection, int flags, int fd)
{
	return mmap(NULL, 4096, protection, flags, fd, 0) == MAP_FAILED ? errno : 0;
}

static int map_code(void)
{
	return map(PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1);
}

static int map_both(void)
{
	return map(PROT_WRITE | PROT_EXEC, MAP_PRIVATE, open("/proc/self/exe", O_RDONLY));
}

static int map_library(void)
{
	return map(PROT_READ | PROT_EXEC, MAP_PRIVATE, open("/proc/self/exe", O_RDONLY));
}

static int protect_code(void)
{
	void *at = mmap(NULL, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	return mprotect(at, 4096, PROT_READ | PROT_EXEC) < 0 ? errno : 0;
}

static int control(unsigned long what)
{
	static char byte = 'x';
	int fds[2];

	return pipe(fds) || ioctl(fds[0], what, &byte) < 0 ? errno : 0;
}

static int push_input(void)
{
	return control(TIOCSTI);
}

static int count_unread(void)
{
	int fds[2], n;

	return pipe(fds) || ioctl(fds[0], FIONREAD, &n) < 0 ? errno : 0;
}

static int take_signals(void)
{
	return fcntl(0, F_SETOWN, getppid()) < 0 ? errno : 0;
}

static int raise_limit(void)
{
	const struct rlimit more = {RLIM_INFINITY, RLIM_INFINITY};

	return setrlimit(RLIMIT_NOFILE, &more) < 0 ? errno : 0;
}

/* -- layers ------------------------------------------------------------------------- */

static bool limit_is(int resource, rlim_t value)
{
	struct rlimit now;

	return getrlimit(resource, &now) == 0 && now.rlim_cur == value && now.rlim_max == value;
}

static int limits_hold(void)
{
	struct rlimit memory;

	if (!limit_is(RLIMIT_CPU, 3600) || !limit_is(RLIMIT_FSIZE, 0) ||
	    !limit_is(RLIMIT_CORE, 0) || !limit_is(RLIMIT_NOFILE, 256))
		return 1;
#ifndef PALAIS_ASAN
	if (getrlimit(RLIMIT_AS, &memory) < 0 || memory.rlim_cur < (rlim_t)3 << 29 ||
	    memory.rlim_cur > (rlim_t)4 << 29)
		return 2;
#else
	(void)memory;
#endif
	return prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1 ? 0 : 3;
}

/* Nothing is left of what root may do. */
static int rights_gone(void)
{
	struct __user_cap_header_struct head = {.version = _LINUX_CAPABILITY_VERSION_3};
	struct __user_cap_data_struct now[_LINUX_CAPABILITY_U32S_3] = {{0}};

	if (syscall(SYS_capget, &head, now) < 0)
		return errno;
	for (int i = 0; i < _LINUX_CAPABILITY_U32S_3; i++)
		if (now[i].effective | now[i].permitted | now[i].inheritable)
			return 1;
	return 0;
}

static void limits_alone(void **state)
{
	(void)state;
	if (under(limits_hold, SEAL_LIMITS) != 0 && layers.emulated)
		return;
	assert_int_equal(under(limits_hold, SEAL_LIMITS), 0);
	assert_true(layers.rlimit && !layers.landlock && !layers.seccomp);
	assert_int_equal(under(rights_gone, SEAL_LIMITS), 0);
	assert_int_equal(under(raise_limit, SEAL_LIMITS), EPERM);
}

struct wanted {
	const char *name;
	deed *what;
	int version, want;
};

static void landlock_alone(void **state)
{
	static const struct wanted cases[] = {
		{"a file", read_secret, 1, EACCES},
		{"/etc/passwd", read_passwords, 1, EACCES},
		{"/proc", read_processes, 1, EACCES},
		{"the terminal", open_terminal, 1, EACCES},
		{"what was granted", read_granted, 1, 0},
		{"writing that", write_granted, 1, EACCES},
		{"a new file", write_new, 1, EACCES},
		{"a file that is there", write_there, 1, EACCES},
		{"cutting one", cut_there, 3, EACCES},
		{"removing one", remove_there, 1, EACCES},
		{"a new folder", make_folder, 1, EACCES},
		{"a list", list_folder, 1, EACCES},
		{"a program", execute, 1, EACCES},
		{"the loader", execute_library, 1, EACCES},
		{"libraries", read_libraries, 1, 0},
		{"/etc/hosts", read_hosts, 1, 0},
		{"a port of its own", listen_on, 4, EACCES},
		{"connecting", dial, 1, ECONNREFUSED},
		{"finding a name", find_name, 1, 0},
		{"a signal", signal_parent, 6, EPERM},
	};
	struct seal_layers kernel;

	(void)state;
	seal_kernel(&kernel);
	if (!kernel.landlock) {
		printf("# no landlock in this kernel\n");
		return;
	}
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		int got = under(cases[i].what, SEAL_LANDLOCK);

		assert_true(layers.landlock == kernel.landlock && !layers.rlimit &&
		            !layers.seccomp);
		if (cases[i].what == execute_library && got == ENOENT)
			continue;
		if (kernel.landlock >= cases[i].version && got != cases[i].want)
			fail_msg("%s: %d", cases[i].name, got);
	}
}

static void filter_alone(void **state)
{
	static const struct wanted cases[] = {
		{"reading", read_secret, 0, 0},
		{"a new file", write_new, 0, EPERM},
		{"a file that is there", write_there, 0, EPERM},
		{"cutting one", cut_there, 0, EPERM},
		{"removing one", remove_there, 0, EPERM},
		{"a new folder", make_folder, 0, EPERM},
		{"a program", execute, 0, EPERM},
		{"tracing", trace, 0, EPERM},
		{"TCP", socket_tcp, 0, 0},
		{"raw", socket_raw, 0, EPERM},
		{"routes", socket_route, 0, 0},
		{"other netlink", socket_netlink, 0, EPERM},
		{"other programs", socket_unix, 0, EPERM},
		{"packets", socket_packet, 0, EPERM},
		{"a pair", pair_unix, 0, 0},
		{"another pair", pair_other, 0, EPERM},
		{"listening", listen_on, 0, 100 + EPERM},
		{"connecting", dial, 0, ECONNREFUSED},
		{"a signal", signal_parent, 0, EPERM},
		{"a process", do_fork, 0, EPERM},
		{"a thread", do_thread, 0, 0},
		{"finding a name", find_name, 0, 0},
		{"code", map_code, 0, EPERM},
		{"code that is written", map_both, 0, EPERM},
		{"a library", map_library, 0, 0},
		{"memory as code", protect_code, 0, EPERM},
		{"input for a terminal", push_input, 0, EPERM},
		{"what is unread", count_unread, 0, 0},
		{"signals for others", take_signals, 0, EPERM},
		{"a wider limit", raise_limit, 0, EPERM},
	};

	(void)state;
	under(read_hosts, SEAL_FILTER);
	if (!layers.seccomp) {
		printf("# no filter here\n");
		return;
	}
	assert_true(!layers.rlimit && !layers.landlock);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		int got = under(cases[i].what, SEAL_FILTER);

		if (got != cases[i].want)
			fail_msg("%s: %d", cases[i].name, got);
	}
	/* a machine may lack the newer protocol: then that is why */
	assert_int_not_equal(under(socket_udp6, SEAL_FILTER), EPERM);
}

static long call_number;

static int call(void)
{
	return syscall(call_number, -1L, 0L, 0L, 0L, 0L, 0L) < 0 ? errno : 0;
}

/* Those which change something outside, or begin something. */
static void calls(void **state)
{
	static const long refused[] = {
		SYS_listen,
#ifdef SYS_accept /* i386 has the newer one alone */
		SYS_accept,
#endif
		SYS_accept4,
		SYS_execve,
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
		SYS_keyctl,
		SYS_perf_event_open,
		SYS_unshare,
		SYS_setns,
		SYS_capset,
		SYS_process_vm_readv,
		SYS_process_vm_writev,
		SYS_io_uring_setup,
		SYS_pidfd_open,
		SYS_inotify_init1,
		SYS_utimensat,
		SYS_mknodat,
		SYS_fsync,
		SYS_setrlimit,
		SYS_reboot,
		SYS_pidfd_getfd,
		SYS_dup3,
		SYS_openat2,
		SYS_copy_file_range,
		SYS_sched_setaffinity,
		SYS_setpriority,
	};

	(void)state;
	under(read_hosts, SEAL_FILTER);
	for (size_t i = 0; layers.seccomp && i < sizeof refused / sizeof *refused; i++) {
		call_number = refused[i];
		if (under(call, SEAL_FILTER) != EPERM)
			fail_msg("call %ld", refused[i]);
	}
}

/* A layer counts as missing where the kernel says so, and nowhere else: all tests of one pass
 * where it is. By the kernel's own numbers. */
static void kernel_is_asked(void **state)
{
	const long create_ruleset = 444;
	const unsigned int which_version = 1, kill_process = 0x80000000u;
	long landlock = syscall(create_ruleset, NULL, (size_t)0, which_version);
	struct seal_layers kernel;

	(void)state;
	seal_kernel(&kernel);
	assert_int_equal(kernel.landlock, landlock < 0 ? 0 : landlock);
#if (defined __x86_64__ || defined __aarch64__) && !defined PALAIS_ASAN && !defined PALAIS_COVERAGE
	assert_int_equal(kernel.seccomp, !syscall(SYS_seccomp, 2u, 0u, &kill_process));
#else
	(void)kill_process;
	assert_false(kernel.seccomp);
#endif
}

/* palais-fetch has every layer that this test could have. */
static void program_has_all(void **state)
{
	char said[400] = "", want[200];
	struct seal_layers kernel;
	FILE *from;
	size_t n;

	(void)state;
	seal_kernel(&kernel);
	if (kernel.emulated)
		return;
	from = popen("./palais-fetch --layers", "r");
	assert_non_null(from);
	n = fread(said, 1, sizeof said - 1, from);
	said[n] = '\0';
	assert_int_equal(pclose(from), 0);
	assert_true(seal_print(&kernel, want, sizeof want) > 0);
	assert_string_equal(said, want);
}

static int write_file(const char *path)
{
	FILE *f = fopen(path, "w");

	return f && fputs("secret\n", f) >= 0 && fclose(f) == 0 ? 0 : -1;
}

static int make(void **state)
{

	(void)state;
	snprintf(dir, sizeof dir, "%.40s/palais-seal-XXXXXX", tmp_folder());
	if (!mkdtemp(dir))
		return -1;
	snprintf(secret, sizeof secret, "%s/secret", dir);
	snprintf(new_file, sizeof new_file, "%s/new", dir);
	snprintf(granted, sizeof granted, "%s/granted", dir);
	return write_file(secret) | write_file(granted);
}

static int drop(void **state)
{
	(void)state;
	return unlink(secret) | unlink(granted) | rmdir(dir);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(limits_alone),    cmocka_unit_test(landlock_alone),
		cmocka_unit_test(filter_alone),    cmocka_unit_test(calls),
		cmocka_unit_test(kernel_is_asked), cmocka_unit_test(program_has_all),
	};

	return cmocka_run_group_tests_name("seal", tests, make, drop);
}
