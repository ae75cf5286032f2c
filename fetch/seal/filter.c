/* SPDX-License-Identifier: ISC */
/* Which system calls, by a filter of the kernel's seccomp. */
#include "config.h"

#include "fetch/seal/internal.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(HAVE_LINUX_SECCOMP_H) && defined(HAVE_LINUX_FILTER_H) && defined(HAVE_LINUX_AUDIT_H)
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#if defined(__x86_64__)
#define SEAL_ARCH AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define SEAL_ARCH AUDIT_ARCH_AARCH64
#endif
#endif

/* A sanitizer reads /proc and maps at will, and who counts what is reached opens and locks files:
 * under them the other layers remain. */
#if defined(SEAL_ARCH) && !defined(PALAIS_ASAN) && !defined(PALAIS_COVERAGE)

#define LOAD(field) \
	BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (unsigned)offsetof(struct seccomp_data, field))
/* The upper half of an argument; LOAD has the lower. */
#define LOAD_UPPER(field) \
	BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (unsigned)offsetof(struct seccomp_data, field) + 4)
#define RETURN(action) BPF_STMT(BPF_RET | BPF_K, (action))
#define REFUSE RETURN(SECCOMP_RET_ERRNO | EPERM)
#define IF(value, yes, no) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)(value), (yes), (no))
#define IF_SET(bits, yes, no) BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, (unsigned)(bits), (yes), (no))

/* The call: on to the next test when it is another one. */
#define ALLOW(name) ALLOW_NUMBER(SYS_##name)
#define ALLOW_NUMBER(number) IF(number, 0, 1), RETURN(SECCOMP_RET_ALLOW)
/* The call, when an argument is this: else the end. */
#define ALLOW_WITH(name, field, value) \
	IF(SYS_##name, 0, 4), LOAD(field), IF(value, 0, 1), RETURN(SECCOMP_RET_ALLOW), \
		RETURN(SECCOMP_RET_KILL_PROCESS)
/* The call, when an argument is one of so many, each an IS; then REFUSE. */
#define WITH(name, field, count) IF(SYS_##name, 0, 2 * (count) + 2), LOAD(field)
#define IS(value) ALLOW_NUMBER(value)

#define START LOAD(arch), IF(SEAL_ARCH, 1, 0), RETURN(SECCOMP_RET_KILL_PROCESS), LOAD(nr)

/* The end of a filter that kills: memory may be mapped and protected, and never be
 * executable. */
#define END_WITH_MEMORY \
	IF(SYS_mmap, 2, 0), IF(SYS_mprotect, 1, 0), RETURN(SECCOMP_RET_KILL_PROCESS), \
		LOAD(args[2]), IF_SET(PROT_EXEC, 0, 1), RETURN(SECCOMP_RET_KILL_PROCESS), \
		RETURN(SECCOMP_RET_ALLOW)

/* For programs that load libraries: what is executable comes from a file, and is not
 * written to. */
#define MAP_CODE_OF_FILES \
	IF(SYS_mmap, 0, 7), LOAD(args[2]), IF_SET(PROT_EXEC, 0, 4), IF_SET(PROT_WRITE, 2, 0), \
		LOAD(args[3]), IF_SET(MAP_ANONYMOUS, 0, 1), REFUSE, RETURN(SECCOMP_RET_ALLOW), \
		IF(SYS_mprotect, 0, 4), LOAD(args[2]), IF_SET(PROT_EXEC, 0, 1), REFUSE, \
		RETURN(SECCOMP_RET_ALLOW)

/* Limits may be asked for, not set. */
#define ASK_FOR_LIMITS \
	IF(SYS_prlimit64, 0, 6), LOAD(args[2]), IF(0, 0, 3), LOAD_UPPER(args[2]), IF(0, 0, 1), \
		RETURN(SECCOMP_RET_ALLOW), REFUSE

#define WRITES (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC)
/* Files are opened for reading alone. */
#ifdef SYS_open
#define OPEN_TO_READ \
	IF(SYS_open, 0, 4), LOAD(args[1]), IF_SET(WRITES, 0, 1), REFUSE, RETURN(SECCOMP_RET_ALLOW)
#define OLDER_CALLS \
	ALLOW(stat), ALLOW(lstat), ALLOW(access), ALLOW(readlink), ALLOW(arch_prctl), ALLOW(time), \
		OPEN_TO_READ
#else /* an architecture without them: nothing more */
#define OLDER_CALLS ALLOW(statx)
#endif

/* What every process does: memory, its descriptors, its end; the time, where the vDSO does not
 * answer. */
#define EVERYDAY \
	ALLOW(read), ALLOW(write), ALLOW(close), ALLOW(brk), ALLOW(munmap), ALLOW(mremap), \
		ALLOW(madvise), ALLOW(futex), ALLOW(getrandom), ALLOW(rt_sigreturn), \
		ALLOW(restart_syscall), ALLOW(clock_gettime), ALLOW(exit), ALLOW(exit_group)
/* How libc begins a thread or a process. */
#ifdef SYS_rseq
#define THREAD_START ALLOW(set_robust_list), ALLOW(rseq)
#else
#define THREAD_START ALLOW(set_robust_list)
#endif
/* What a program does beside that, with what it loads and reads: it looks at files and at
 * itself. */
#define OF_A_PROGRAM \
	ALLOW(readv), ALLOW(writev), ALLOW(pread64), ALLOW(lseek), ALLOW(fstat), \
		ALLOW(newfstatat), ALLOW(statx), ALLOW(getdents64), ALLOW(faccessat), \
		ALLOW(readlinkat), ALLOW(getcwd), ALLOW(dup), ALLOW(rt_sigaction), \
		ALLOW(rt_sigprocmask), ALLOW(sigaltstack), ALLOW(clock_getres), \
		ALLOW(gettimeofday), ALLOW(getrusage), ALLOW(getpid), ALLOW(gettid), \
		ALLOW(getuid), ALLOW(geteuid), ALLOW(getgid), ALLOW(getegid), ALLOW(uname), \
		ALLOW(sysinfo), ALLOW(sched_getaffinity), ALLOW(sched_yield), THREAD_START, \
		OLDER_CALLS

#define OPENAT_TO_READ_OR_END \
	IF(SYS_openat, 1, 0), REFUSE, LOAD(args[2]), IF_SET(WRITES, 0, 1), REFUSE, \
		RETURN(SECCOMP_RET_ALLOW)

#define DESCRIPTORS \
	WITH(fcntl, args[1], 6), IS(F_GETFD), IS(F_SETFD), IS(F_GETFL), IS(F_SETFL), IS(F_DUPFD), \
		IS(F_DUPFD_CLOEXEC), REFUSE

static bool load(const struct sock_filter *rules, size_t count)
{
	const struct sock_fprog program = {.len = (unsigned short)count,
	                                   .filter = (struct sock_filter *)rules};

	return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) == 0;
}

#define LOAD_RULES(rules) load(rules, sizeof(rules) / sizeof *(rules))

static bool set_parse(void)
{
	static const struct sock_filter rules[] = {
		START,
		EVERYDAY,
		END_WITH_MEMORY,
	};

	return LOAD_RULES(rules);
}

/* What a host needs: children that share nothing with it, two descriptors for each, and word
 * of their ends; and what it takes to seal them. */
#define CLONE_FORK (CLONE_CHILD_SETTID | CLONE_CHILD_CLEARTID | SIGCHLD) /* as fork does it */
static bool set_host(void)
{
	static const struct sock_filter rules[] = {
		START,
		EVERYDAY,
		ALLOW(recvmsg),
		ALLOW(sendto),
		ALLOW(ppoll),
		ALLOW(wait4),
		ALLOW(kill),
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
		ALLOW_NUMBER(444),
		ALLOW_NUMBER(446),
		ALLOW_WITH(prctl, args[0], PR_SET_PDEATHSIG),
		ALLOW_WITH(clone, args[0], CLONE_FORK),
		ALLOW(gettid),
		THREAD_START,
		ALLOW(rt_sigprocmask),
		END_WITH_MEMORY,
	};

	return LOAD_RULES(rules);
}

/* What a program needs that starts, loads libraries, and turns its standard input
 * into its standard output. It may ask whether that is a terminal, and no terminal
 * anything else; the one program may be started whose name lies where it does. Other calls
 * fail, as on a kernel that lacks them: not every libc asks for the same ones in vain. */
static bool set_pdf(const char *program)
{
	uint64_t name = (uint64_t)(uintptr_t)program;
	const struct sock_filter rules[] = {
		START,
		EVERYDAY,
		OF_A_PROGRAM,
		ALLOW(statfs),
		ALLOW(fstatfs),
		ALLOW(fadvise64),
		ALLOW(set_tid_address),
		WITH(ioctl, args[1], 1),
		IS(TCGETS),
		REFUSE,
		DESCRIPTORS,
		IF(SYS_execve, 0, 6),
		LOAD(args[0]),
		IF(name & UINT32_MAX, 0, 3),
		LOAD_UPPER(args[0]),
		IF(name >> 32, 0, 1),
		RETURN(SECCOMP_RET_ALLOW),
		REFUSE,
		MAP_CODE_OF_FILES,
		ASK_FOR_LIMITS,
		OPENAT_TO_READ_OR_END,
	};

	return LOAD_RULES(rules);
}

/* As pthread_create makes a thread, in glibc and in musl (which sets one more, long without
 * meaning). The newer call has its flags where no filter sees them: it is said to be unknown,
 * and libc takes the older one. */
#define CLONE_A_THREAD \
	(CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD | CLONE_SYSVSEM | \
	 CLONE_SETTLS | CLONE_PARENT_SETTID | CLONE_CHILD_CLEARTID)

/* Sockets of the internet, and to ask the kernel which addresses this machine has, as
 * getaddrinfo does; none to other programs of this machine. */
#define SOCKETS \
	IF(SYS_socket, 0, 16), LOAD(args[0]), IF(AF_NETLINK, 0, 4), LOAD(args[2]), IS(0), REFUSE, \
		IF(AF_INET, 2, 0), IF(AF_INET6, 1, 0), REFUSE, LOAD(args[1]), \
		BPF_STMT(BPF_ALU | BPF_AND | BPF_K, 0xf), IS(SOCK_STREAM), IS(SOCK_DGRAM), REFUSE

/* What palais-fetch needs: the internet, threads that find names, files to read. */
static bool set_fetch(void)
{
	static const struct sock_filter rules[] = {
		START,
		EVERYDAY,
		OF_A_PROGRAM,
		ALLOW(poll),
		ALLOW(ppoll),
		ALLOW(pselect6),
		ALLOW(epoll_create1),
		ALLOW(epoll_ctl),
		ALLOW(epoll_pwait),
		ALLOW(eventfd2),
		ALLOW(pipe2),
		ALLOW(connect),
		ALLOW(bind),
		ALLOW(getsockname),
		ALLOW(getpeername),
		ALLOW(setsockopt),
		ALLOW(getsockopt),
		ALLOW(shutdown),
		ALLOW(sendto),
		ALLOW(recvfrom),
		ALLOW(sendmsg),
		ALLOW(recvmsg),
		ALLOW(sendmmsg),
		ALLOW(recvmmsg),
		ALLOW(clock_nanosleep),
		ALLOW(nanosleep),
#ifdef SYS_membarrier
		ALLOW(membarrier),
#endif
#ifdef SYS_epoll_wait
		ALLOW(epoll_wait),
#endif
#ifdef SYS_select
		ALLOW(select),
#endif
#ifdef SYS_faccessat2
		ALLOW(faccessat2),
#endif
#ifdef SYS_clone3
		IF(SYS_clone3, 0, 1),
		RETURN(SECCOMP_RET_ERRNO | ENOSYS),
#endif
		WITH(clone, args[0], 2),
		IS(CLONE_A_THREAD),
		IS(CLONE_A_THREAD | CLONE_DETACHED),
		REFUSE,
		WITH(socketpair, args[0], 1),
		IS(AF_UNIX),
		REFUSE,
		SOCKETS,
		WITH(ioctl, args[1], 2),
		IS(FIONREAD),
		IS(FIONBIO),
		REFUSE,
		DESCRIPTORS,
		MAP_CODE_OF_FILES,
		ASK_FOR_LIMITS,
		OPENAT_TO_READ_OR_END,
	};

	return LOAD_RULES(rules);
}

bool filter_known(void)
{
	uint32_t action = SECCOMP_RET_KILL_PROCESS;

	return syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action) == 0;
}

bool filter_set(enum profile profile, const char *program)
{
	switch (profile) {
	case PROFILE_PARSE:
		return set_parse();
	case PROFILE_HOST:
		return set_host();
	case PROFILE_PDF:
		return set_pdf(program);
	case PROFILE_FETCH:
		return set_fetch();
	}
	return false;
}
#else
bool filter_known(void)
{
	return false;
}

bool filter_set(enum profile profile, const char *program)
{
	(void)profile;
	(void)program;
	return false;
}
#endif
