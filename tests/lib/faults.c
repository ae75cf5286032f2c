/* SPDX-License-Identifier: ISC */
/*
 * faults: the n-th call of a kind fails. A library to be preloaded: $FAULT_KIND is one of the
 * kinds below, $FAULT_AT the number of the call (0: none) that fails, with $FAULT_ALL each from
 * there on; at the end how many there were is written to $FAULT_COUNT. $FAULT_WHY: "quota", for
 * writes and syncs that a quota ends. Children that are given
 * another environment are spared.
 */
#undef _FILE_OFFSET_BITS /* or one name would be that of the other */
#undef _TIME_BITS
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#ifndef __GLIBC__
#define off64_t off_t
#define pread64 pread
#define pwrite64 pwrite
#define ftruncate64 ftruncate
#define open64 open
#define mmap64 mmap
#endif

enum kind { NONE, MEMORY, READ, WRITE, SYNC, RENAME, MAP, FORK, POLL, OPEN };

static const char *const names[] = {"none",   "malloc", "read", "write", "fsync",
                                    "rename", "mmap",   "fork", "poll",  "open"};
static enum kind kind;
static long at, count;
static bool all, running, quota;
static int count_fd = -1; /* opened before the program seals itself */
static pid_t owner;

__attribute__((constructor)) static void begin(void)
{
	const char *name = getenv("FAULT_KIND"), *number = getenv("FAULT_AT"),
		   *path = getenv("FAULT_COUNT");

	for (size_t i = 1; name && i < sizeof names / sizeof *names; i++)
		if (!strcmp(name, names[i]))
			kind = (enum kind)i;
	at = number ? atol(number) : 0;
	all = getenv("FAULT_ALL") != NULL;
	quota = getenv("FAULT_WHY") != NULL;
	if (path)
		count_fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	owner = getpid();
	running = true;
}

__attribute__((destructor)) static void end(void)
{
	if (owner != getpid() || count_fd < 0)
		return;
	running = false;
	dprintf(count_fd, "%ld\n", count);
}

static bool fails(enum kind what, int why)
{
	if (!running || what != kind || (++count != at && !(all && at && count > at)))
		return false;
	errno = quota ? EDQUOT : why;
	return true;
}

/* What the C library has beneath this one. */
#define REAL(name) \
	static __typeof__(name) *real; \
	if (!real) \
	real = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

/* -- memory: by the C library's own second names, for dlsym takes some itself -------- */

extern void *__libc_malloc(size_t), *__libc_calloc(size_t, size_t), *__libc_realloc(void *, size_t);

void *malloc(size_t size)
{
	return fails(MEMORY, ENOMEM) ? NULL : __libc_malloc(size);
}

void *calloc(size_t n, size_t size)
{
	return fails(MEMORY, ENOMEM) ? NULL : __libc_calloc(n, size);
}

void *realloc(void *p, size_t size)
{
	return fails(MEMORY, ENOMEM) ? NULL : __libc_realloc(p, size);
}

/* -- files ---------------------------------------------------------------------------- */

ssize_t read(int fd, void *to, size_t size)
{
	REAL(read);
	return fails(READ, EIO) ? -1 : real(fd, to, size);
}

ssize_t pread64(int fd, void *to, size_t size, off64_t where)
{
	REAL(pread64);
	return fails(READ, EIO) ? -1 : real(fd, to, size, where);
}

/* A quota ends what is written to files alone. */
static bool is_spared(int fd)
{
	struct stat st;

	return quota && (fstat(fd, &st) < 0 || !S_ISREG(st.st_mode));
}

ssize_t write(int fd, const void *from, size_t size)
{
	REAL(write);
	return !is_spared(fd) && fails(WRITE, ENOSPC) ? -1 : real(fd, from, size);
}

ssize_t pwrite64(int fd, const void *from, size_t size, off64_t where)
{
	REAL(pwrite64);
	return fails(WRITE, ENOSPC) ? -1 : real(fd, from, size, where);
}

int ftruncate64(int fd, off64_t size)
{
	REAL(ftruncate64);
	return fails(WRITE, EIO) ? -1 : real(fd, size);
}

int fsync(int fd)
{
	REAL(fsync);
	return fails(SYNC, EIO) ? -1 : real(fd);
}

int fdatasync(int fd)
{
	REAL(fdatasync);
	return fails(SYNC, EIO) ? -1 : real(fd);
}

int rename(const char *from, const char *to)
{
	REAL(rename);
	return fails(RENAME, EIO) ? -1 : real(from, to);
}

int link(const char *from, const char *to)
{
	REAL(link);
	return fails(RENAME, EIO) ? -1 : real(from, to);
}

int unlink(const char *path)
{
	REAL(unlink);
	return fails(RENAME, EIO) ? -1 : real(path);
}

#define MODE_OF(flags) \
	mode_t mode = 0; \
	if ((flags) & (O_CREAT | O_TMPFILE)) { \
		__builtin_va_list list; \
		__builtin_va_start(list, flags); \
		mode = __builtin_va_arg(list, mode_t); \
		__builtin_va_end(list); \
	}

int open64(const char *path, int flags, ...)
{
	MODE_OF(flags)
	REAL(open64);
	return fails(OPEN, EMFILE) ? -1 : real(path, flags, mode);
}

void *mmap64(void *where, size_t size, int protection, int flags, int fd, off64_t from)
{
	REAL(mmap64);
	return fails(MAP, ENOMEM) ? MAP_FAILED : real(where, size, protection, flags, fd, from);
}

/* glibc has these by two names. */
#ifdef __GLIBC__
ssize_t pread(int fd, void *to, size_t size, off_t where)
{
	return pread64(fd, to, size, where);
}

ssize_t pwrite(int fd, const void *from, size_t size, off_t where)
{
	return pwrite64(fd, from, size, where);
}

int ftruncate(int fd, off_t size)
{
	return ftruncate64(fd, size);
}

int open(const char *path, int flags, ...)
{
	MODE_OF(flags)
	return open64(path, flags, mode);
}

void *mmap(void *where, size_t size, int protection, int flags, int fd, off_t from)
{
	return mmap64(where, size, protection, flags, fd, from);
}
#endif

/* -- processes ------------------------------------------------------------------------- */

pid_t fork(void)
{
	REAL(fork);
	return fails(FORK, EAGAIN) ? -1 : real();
}

int posix_spawn(pid_t *pid, const char *path, const posix_spawn_file_actions_t *actions,
                const posix_spawnattr_t *attr, char *const argv[], char *const envp[])
{
	REAL(posix_spawn);
	return fails(FORK, EAGAIN) ? EAGAIN : real(pid, path, actions, attr, argv, envp);
}

int pipe2(int ends[2], int flags)
{
	REAL(pipe2);
	return fails(FORK, EMFILE) ? -1 : real(ends, flags);
}

int poll(struct pollfd *fds, nfds_t n, int timeout)
{
	REAL(poll);
	return fails(POLL, EINTR) ? -1 : real(fds, n, timeout);
}
