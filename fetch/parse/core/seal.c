/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "fetch/parse/core/seal.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifdef HAVE_SYS_PRCTL_H
#include <sys/prctl.h>
#endif
#if defined(HAVE_LINUX_SECCOMP_H) && defined(HAVE_LINUX_FILTER_H) && defined(HAVE_LINUX_AUDIT_H)
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#define SEAL_BPF 1
#endif

#define MEMORY_MORE ((rlim_t)3 << 29) /* bytes beyond what is mapped already */
#define CPU_SECONDS 60
#define FILES_MOST 32 /* open at once, for a program that loads libraries */
#define HOST_FILES 8  /* its socket, and the two of a child that is about to be */

/* -- rlimits ------------------------------------------------------------- */

/* Bytes of address space in use: the libraries, and valgrind where it runs. */
static rlim_t mapped(void)
{
	char line[64] = "";
	int fd = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
	ssize_t n = fd >= 0 ? read(fd, line, sizeof line - 1) : -1;
	if (fd >= 0)
		close(fd);
	if (n <= 0)
		return (rlim_t)256 << 20;
	return (rlim_t)strtoull(line, NULL, 10) * (rlim_t)sysconf(_SC_PAGESIZE);
}

struct limit {
	int resource;
	rlim_t value;
};

/* Whether all took effect (under valgrind the one on files does not). */
static bool set_limits(const struct limit *limits, size_t count)
{
	bool all = true;

	for (size_t i = 0; i < count; i++) {
		struct rlimit both = {limits[i].value, limits[i].value};
		struct rlimit now;
		if (getrlimit((__rlimit_resource_t)limits[i].resource, &now) == 0 &&
		    now.rlim_max < both.rlim_max)
			both.rlim_cur = both.rlim_max = now.rlim_max;
		all &= setrlimit((__rlimit_resource_t)limits[i].resource, &both) == 0;
	}
	return all;
}

static bool limit_set(rlim_t memory, rlim_t files)
{
	(void)memory;
	const struct limit limits[] = {
#ifndef PALAIS_ASAN /* its shadow alone is 16 TiB */
		{RLIMIT_AS, memory},
#endif
		{RLIMIT_CPU, CPU_SECONDS}, {RLIMIT_FSIZE, 0},      {RLIMIT_CORE, 0},
		{RLIMIT_NPROC, 0},         {RLIMIT_NOFILE, files},
	};

	return set_limits(limits, sizeof limits / sizeof *limits);
}

/* Its children have the rest for themselves. */
static bool limit_set_host(void)
{
	const struct limit limits[] = {
		{RLIMIT_FSIZE, 0}, {RLIMIT_CORE, 0}, {RLIMIT_NOFILE, HOST_FILES}};

	return set_limits(limits, sizeof limits / sizeof *limits);
}

/* -- landlock ------------------------------------------------------------ */

/* The same numbers on every architecture; our own copy, since the headers of
 * an older system know fewer rights than the kernel may. */
#define LANDLOCK_CREATE 444
#define LANDLOCK_ADD 445
#define LANDLOCK_RESTRICT 446
#define LANDLOCK_VERSION 1u
#define LANDLOCK_BENEATH 1

struct landlock_rights {
	uint64_t fs, net, scoped;
};

/* What a rule grants beneath a path. */
struct landlock_beneath {
	uint64_t access;
	int32_t fd;
} __attribute__((packed));

#define FS_EXECUTE 1u
#define FS_READ_FILE 4u
#define FS_READ_DIR 8u
#define FS_OF_A_FILE (FS_EXECUTE | FS_READ_FILE)

/* A path that is not there is not granted, and that is well. */
static void landlock_grant(int ruleset, const char *path, uint64_t access)
{
	struct landlock_beneath rule = {access, open(path, O_PATH | O_CLOEXEC)};
	struct stat st;

	if (rule.fd < 0)
		return;
	if (fstat(rule.fd, &st) == 0 && !S_ISDIR(st.st_mode))
		rule.access &= FS_OF_A_FILE;
	(void)syscall(LANDLOCK_ADD, ruleset, LANDLOCK_BENEATH, &rule, 0);
	close(rule.fd);
}

/* All that pdftohtml reads, besides its input: libraries, names of characters. */
static void landlock_grant_pdf(int ruleset, const char *program)
{
	static const char *const code[] = {"/lib", "/lib64", "/usr/lib", "/usr/lib64",
	                                   "/usr/local/lib"};
	static const char *const data[] = {"/usr/share/poppler", "/usr/share/zoneinfo",
	                                   "/etc/ld.so.cache", "/etc/localtime"};

	for (size_t i = 0; i < sizeof code / sizeof *code; i++)
		landlock_grant(ruleset, code[i], FS_EXECUTE | FS_READ_FILE | FS_READ_DIR);
	for (size_t i = 0; i < sizeof data / sizeof *data; i++)
		landlock_grant(ruleset, data[i], FS_READ_FILE | FS_READ_DIR);
	landlock_grant(ruleset, program, FS_OF_A_FILE);
}

/* Every right that a version handles; none is granted but what the program needs,
 * if there is one. */
static int landlock_restrict(const char *program)
{
	static const struct {
		int version;
		size_t size;
		struct landlock_rights rights;
	} forms[] = {
		{6, 24, {0xffff, 3, 3}}, {5, 16, {0xffff, 3, 0}}, {4, 16, {0x7fff, 3, 0}},
		{3, 8, {0x7fff, 0, 0}},  {2, 8, {0x3fff, 0, 0}},  {1, 8, {0x1fff, 0, 0}},
	};
	int version = (int)syscall(LANDLOCK_CREATE, NULL, 0, LANDLOCK_VERSION);
	if (version < 1)
		return 0;
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		if (version < forms[i].version)
			continue;
		int fd = (int)syscall(LANDLOCK_CREATE, &forms[i].rights, forms[i].size, 0);
		if (fd < 0)
			return 0;
		if (program)
			landlock_grant_pdf(fd, program);
		int result = (int)syscall(LANDLOCK_RESTRICT, fd, 0);
		close(fd);
		return result == 0 ? version : 0;
	}
	return 0;
}

/* -- seccomp ------------------------------------------------------------- */

#if defined(SEAL_BPF) && !defined(PALAIS_ASAN)

#if defined(__x86_64__)
#define SEAL_ARCH AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define SEAL_ARCH AUDIT_ARCH_AARCH64
#endif

#ifdef SEAL_ARCH
#define LOAD(field) \
	BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (unsigned)offsetof(struct seccomp_data, field))
#define RETURN(action) BPF_STMT(BPF_RET | BPF_K, (action))
/* The call: on to the next test when it is another one. */
#define ALLOW(name) ALLOW_NUMBER(SYS_##name)
#define ALLOW_NUMBER(number) \
	BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (number), 0, 1), RETURN(SECCOMP_RET_ALLOW)

/* The call, when an argument (its lower half) is this: else the end. */
#define ALLOW_WITH(name, field, value) \
	BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_##name, 0, 4), LOAD(field), \
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)(value), 0, 1), \
		RETURN(SECCOMP_RET_ALLOW), RETURN(SECCOMP_RET_KILL_PROCESS)

static bool filter_set(void)
{
	static const struct sock_filter rules[] = {
		LOAD(arch),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SEAL_ARCH, 1, 0),
		RETURN(SECCOMP_RET_KILL_PROCESS),
		LOAD(nr),
		ALLOW(read),
		ALLOW(write),
		ALLOW(brk),
		ALLOW(munmap),
		ALLOW(mremap),
		ALLOW(madvise),
		ALLOW(futex),
		ALLOW(close),
		ALLOW(getrandom),
		ALLOW(rt_sigreturn),
		ALLOW(restart_syscall),
		ALLOW(clock_gettime), /* where the vDSO does not answer */
		ALLOW(exit),
		ALLOW(exit_group),
		/* Memory may be mapped and protected, and never be executable. */
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_mmap, 2, 0),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_mprotect, 1, 0),
		RETURN(SECCOMP_RET_KILL_PROCESS),
		LOAD(args[2]),
		BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, PROT_EXEC, 0, 1),
		RETURN(SECCOMP_RET_KILL_PROCESS),
		RETURN(SECCOMP_RET_ALLOW),
	};
	const struct sock_fprog program = {
		.len = sizeof rules / sizeof *rules,
		.filter = (struct sock_filter *)rules,
	};
	return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) == 0;
}

/* What a host needs: children that share nothing with it, two descriptors for each, and word
 * of their ends; and what it takes to seal them. */
#define CLONE_FORK (CLONE_CHILD_SETTID | CLONE_CHILD_CLEARTID | SIGCHLD) /* as fork does it */
static bool filter_set_host(void)
{
	static const struct sock_filter rules[] = {
		LOAD(arch),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SEAL_ARCH, 1, 0),
		RETURN(SECCOMP_RET_KILL_PROCESS),
		LOAD(nr),
		ALLOW(recvmsg),
		ALLOW(sendto),
		ALLOW(ppoll),
		ALLOW(wait4),
		ALLOW(kill),
		ALLOW(read),
		ALLOW(write),
		ALLOW(close),
#ifdef SYS_close_range
		ALLOW(close_range),
#endif
		ALLOW(dup3),
#ifdef SYS_dup2
		ALLOW(dup2),
#endif
		ALLOW(getppid),
		ALLOW(prlimit64),
		ALLOW(seccomp),
		ALLOW_NUMBER(LANDLOCK_CREATE),
		ALLOW_NUMBER(LANDLOCK_RESTRICT),
		ALLOW_WITH(prctl, args[0], PR_SET_PDEATHSIG),
		ALLOW_WITH(clone, args[0], CLONE_FORK),
		ALLOW(brk),
		ALLOW(munmap),
		ALLOW(mremap),
		ALLOW(madvise),
		ALLOW(futex),
		ALLOW(getrandom),
		ALLOW(gettid),
		ALLOW(set_robust_list),
#ifdef SYS_rseq
		ALLOW(rseq),
#endif
		ALLOW(rt_sigprocmask),
		ALLOW(rt_sigreturn),
		ALLOW(restart_syscall),
		ALLOW(clock_gettime),
		ALLOW(exit),
		ALLOW(exit_group),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_mmap, 2, 0),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_mprotect, 1, 0),
		RETURN(SECCOMP_RET_KILL_PROCESS),
		LOAD(args[2]),
		BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, PROT_EXEC, 0, 1),
		RETURN(SECCOMP_RET_KILL_PROCESS),
		RETURN(SECCOMP_RET_ALLOW),
	};
	const struct sock_fprog program = {
		.len = sizeof rules / sizeof *rules,
		.filter = (struct sock_filter *)rules,
	};
	return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) == 0;
}

/* What a program needs that starts, loads libraries, and turns its standard input
 * into its standard output. Files are opened for reading only. Other calls fail, as
 * on a kernel that lacks them: not every libc asks for the same ones in vain. */
static bool filter_set_wide(void)
{
	static const struct sock_filter rules[] = {
		LOAD(arch),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SEAL_ARCH, 1, 0),
		RETURN(SECCOMP_RET_KILL_PROCESS),
		LOAD(nr),
		ALLOW(read),
		ALLOW(write),
		ALLOW(readv),
		ALLOW(writev),
		ALLOW(pread64),
		ALLOW(lseek),
		ALLOW(close),
		ALLOW(fstat),
		ALLOW(newfstatat),
		ALLOW(statx),
		ALLOW(statfs),
		ALLOW(fstatfs),
		ALLOW(fadvise64),
		ALLOW(getdents64),
		ALLOW(fcntl),
		ALLOW(ioctl),
		ALLOW(dup),
		ALLOW(faccessat),
		ALLOW(readlinkat),
		ALLOW(getcwd),
		ALLOW(mmap),
		ALLOW(mprotect),
		ALLOW(munmap),
		ALLOW(mremap),
		ALLOW(madvise),
		ALLOW(brk),
		ALLOW(futex),
		ALLOW(getrandom),
		ALLOW(rt_sigaction),
		ALLOW(rt_sigprocmask),
		ALLOW(rt_sigreturn),
		ALLOW(sigaltstack),
		ALLOW(restart_syscall),
		ALLOW(clock_gettime),
		ALLOW(clock_getres),
		ALLOW(gettimeofday),
		ALLOW(getrusage),
		ALLOW(getpid),
		ALLOW(gettid),
		ALLOW(getuid),
		ALLOW(geteuid),
		ALLOW(getgid),
		ALLOW(getegid),
		ALLOW(uname),
		ALLOW(sysinfo),
		ALLOW(sched_getaffinity),
		ALLOW(sched_yield),
		ALLOW(set_tid_address),
		ALLOW(set_robust_list),
		ALLOW(execve),
		ALLOW(exit),
		ALLOW(exit_group),
#ifdef SYS_rseq
		ALLOW(rseq),
#endif
#ifdef __x86_64__
		ALLOW(stat),
		ALLOW(lstat),
		ALLOW(access),
		ALLOW(readlink),
		ALLOW(arch_prctl),
		ALLOW(time),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_open, 0, 4),
		LOAD(args[1]),
		BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, O_WRONLY | O_RDWR | O_CREAT | O_TRUNC, 0, 1),
		RETURN(SECCOMP_RET_ERRNO | EPERM),
		RETURN(SECCOMP_RET_ALLOW),
#endif
		/* limits may be asked for, not set */
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_prlimit64, 0, 6),
		LOAD(args[2]),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0, 0, 3),
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
	                 (unsigned)offsetof(struct seccomp_data, args[2]) + 4),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0, 0, 1),
		RETURN(SECCOMP_RET_ALLOW),
		RETURN(SECCOMP_RET_ERRNO | EPERM),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_openat, 1, 0),
		RETURN(SECCOMP_RET_ERRNO | EPERM),
		LOAD(args[2]),
		BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, O_WRONLY | O_RDWR | O_CREAT | O_TRUNC, 0, 1),
		RETURN(SECCOMP_RET_ERRNO | EPERM),
		RETURN(SECCOMP_RET_ALLOW),
	};
	const struct sock_fprog program = {
		.len = sizeof rules / sizeof *rules,
		.filter = (struct sock_filter *)rules,
	};
	return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) == 0;
}
#else
static bool filter_set(void)
{
	return false;
}

static bool filter_set_wide(void)
{
	return false;
}

static bool filter_set_host(void)
{
	return false;
}
#endif
#else
/* A sanitizer reads /proc and maps at will: the other layers remain. */
static bool filter_set(void)
{
	return false;
}

static bool filter_set_wide(void)
{
	return false;
}

static bool filter_set_host(void)
{
	return false;
}
#endif

/* valgrind hands the filter to the kernel, which then kills valgrind. It shows
 * by its preloaded library and by the missing vDSO. */
static bool is_emulated(void)
{
	const char *preload = getenv("LD_PRELOAD");
	return preload && strstr(preload, "vgpreload") && getauxval(AT_SYSINFO_EHDR) == 0;
}

int seal_with(struct seal_layers *layers, const char *program, unsigned which, struct err *err)
{
	*layers = (struct seal_layers){.emulated = is_emulated()};
#ifdef PR_SET_NO_NEW_PRIVS
	layers->no_privs = prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0;
#endif
	/* The limits ask /proc how much is mapped, which landlock forbids; but they
	 * leave no room for landlock's descriptor. So it is made first. */
	rlim_t memory = mapped() + MEMORY_MORE;
	if (which & SEAL_LANDLOCK && layers->no_privs)
		layers->landlock = landlock_restrict(program);
	if (which & SEAL_LIMITS)
		layers->rlimit = limit_set(memory, program ? FILES_MOST : 0);
	if (which & SEAL_FILTER && layers->no_privs && !layers->emulated)
		layers->seccomp = program ? filter_set_wide() : filter_set();
	if (!layers->rlimit && !layers->landlock && !layers->seccomp && !layers->emulated)
		return err_set(err, ERR_FAILED, "seal: no layer of it took effect");
	return 0;
}

/* What a host has taken, and how much its children may map: they cannot ask any more. */
static struct seal_layers of_host;
static rlim_t hosted_memory;

int seal_host_with(unsigned which, struct err *err)
{
	of_host = (struct seal_layers){.emulated = is_emulated()};
#ifdef PR_SET_NO_NEW_PRIVS
	of_host.no_privs = prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0;
#endif
	hosted_memory = mapped() + MEMORY_MORE;
	if (which & SEAL_LANDLOCK && of_host.no_privs)
		of_host.landlock = landlock_restrict(NULL);
	if (which & SEAL_LIMITS)
		of_host.rlimit = limit_set_host();
	if (which & SEAL_FILTER && of_host.no_privs && !of_host.emulated)
		of_host.seccomp = filter_set_host();
	if (!of_host.rlimit && !of_host.landlock && !of_host.seccomp && !of_host.emulated)
		return err_set(err, ERR_FAILED, "seal: no layer of it took effect");
	return 0;
}

int seal_hosted_with(struct seal_layers *layers, unsigned which, struct err *err)
{
	*layers = of_host;
	/* once more, for itself: its host and the others are outside now */
	if (which & SEAL_LANDLOCK && of_host.no_privs)
		layers->landlock = landlock_restrict(NULL);
	layers->rlimit = which & SEAL_LIMITS && limit_set(hosted_memory, 0);
	layers->seccomp =
		which & SEAL_FILTER && of_host.no_privs && !of_host.emulated && filter_set();
	if (!layers->rlimit && !layers->landlock && !layers->seccomp && !layers->emulated)
		return err_set(err, ERR_FAILED, "seal: no layer of it took effect");
	return 0;
}

int seal_host(struct err *err)
{
	return seal_host_with(SEAL_ALL, err);
}

int seal_hosted(struct seal_layers *layers, struct err *err)
{
	return seal_hosted_with(layers, SEAL_ALL, err);
}

/* Nothing but 0, 1 and 2 is open, and 2 leads nowhere. */
void seal_descriptors(void)
{
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);
	if (null >= 0)
		dup2(null, STDERR_FILENO);
	seal_close_others();
}

void seal_close_others(void)
{
#ifdef SYS_close_range
	if (syscall(SYS_close_range, 3u, ~0u, 0u) == 0)
		return;
#endif
	for (int fd = 3; fd < 1024; fd++)
		close(fd);
}

int seal_parse(struct seal_layers *layers, struct err *err)
{
	return seal_with(layers, NULL, SEAL_ALL, err);
}

int seal_pdf(struct seal_layers *layers, const char *program, struct err *err)
{
	return seal_with(layers, program, SEAL_ALL, err);
}
