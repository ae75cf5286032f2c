/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "fetch/seal/seal.h"

#include "fetch/seal/internal.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifdef HAVE_SYS_PRCTL_H
#include <sys/prctl.h>
#endif

#define MEMORY_MORE ((rlim_t)3 << 29) /* bytes beyond what is mapped already */
#define CPU_SECONDS 60
#define FILES_MOST 32 /* open at once, for a program that loads libraries */
#define HOST_FILES 8  /* its socket, and the two of a child that is about to be */
#define FETCH_FILES 256
#define FETCH_CPU_SECONDS 3600
#define UNPACK_SECONDS 3600 /* it minds itself how much work a file is worth */

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
		if (getrlimit(limits[i].resource, &now) == 0 && now.rlim_max < both.rlim_max)
			both.rlim_cur = both.rlim_max = now.rlim_max;
		all &= setrlimit(limits[i].resource, &both) == 0;
	}
	return all;
}

static bool limit_set(rlim_t memory, rlim_t files, rlim_t seconds, bool writes)
{
	(void)memory;
	const struct limit limits[] = {
#ifndef PALAIS_ASAN /* its shadow alone is 16 TiB */
		{RLIMIT_AS, memory},
#endif
		{RLIMIT_CPU, seconds},  {RLIMIT_CORE, 0},  {RLIMIT_NPROC, 0},
		{RLIMIT_NOFILE, files}, {RLIMIT_FSIZE, 0},
	};

	return set_limits(limits, sizeof limits / sizeof *limits - writes);
}

/* Its children have the rest for themselves. */
static bool limit_set_host(void)
{
	const struct limit limits[] = {
		{RLIMIT_FSIZE, 0}, {RLIMIT_CORE, 0}, {RLIMIT_NOFILE, HOST_FILES}};

	return set_limits(limits, sizeof limits / sizeof *limits);
}

/* Threads count as processes of the reader's, and are not limited; a day's downloads take
 * minutes of CPU. */
static bool limit_set_fetch(rlim_t memory)
{
	(void)memory;
	const struct limit limits[] = {
#ifndef PALAIS_ASAN
		{RLIMIT_AS, memory},
#endif
		{RLIMIT_CPU, FETCH_CPU_SECONDS},
		{RLIMIT_FSIZE, 0},
		{RLIMIT_CORE, 0},
		{RLIMIT_NOFILE, FETCH_FILES},
	};

	return set_limits(limits, sizeof limits / sizeof *limits);
}

/* What root, or a program with file capabilities, may do beyond others. */
static bool drop_rights(void)
{
	struct __user_cap_header_struct head = {.version = _LINUX_CAPABILITY_VERSION_3};
	const struct __user_cap_data_struct none[_LINUX_CAPABILITY_U32S_3] = {{0}};

	return syscall(SYS_capset, &head, none) == 0;
}

/* valgrind hands the filter to the kernel, which then kills valgrind. It shows
 * by its preloaded library and by the missing vDSO. */
static bool is_emulated(void)
{
	const char *preload = getenv("LD_PRELOAD");
	return preload && strstr(preload, "vgpreload") && getauxval(AT_SYSINFO_EHDR) == 0;
}

/* -- profiles ------------------------------------------------------------- */

/* Where libraries lie: to be read, and mapped; no program of them is started. */
#define LIBRARIES(access) \
	{"/lib", (access)}, {"/lib64", (access)}, {"/usr/lib", (access)}, \
		{"/usr/lib64", (access)}, \
	{ \
		"/usr/local/lib", (access) \
	}

/* All that pdftohtml reads, besides its input: libraries, names of characters. It alone is
 * started, with its loader. */
static int restrict_pdf(const char *program)
{
	char loader[256];
	uint64_t code;

	landlock_loader(program, loader, sizeof loader);
	/* where it names none that we can find, any may be */
	code = *loader ? FS_READ : FS_READ | FS_EXECUTE;
	const struct grant grants[] = {
		LIBRARIES(code),
		{"/usr/share/poppler", FS_READ},
		{"/usr/share/zoneinfo", FS_READ},
		{"/etc/ld.so.cache", FS_READ},
		{"/etc/localtime", FS_READ},
		{program, FS_READ_FILE | FS_EXECUTE},
		{loader, FS_READ_FILE | FS_EXECUTE},
	};

	return landlock_restrict(grants, sizeof grants / sizeof *grants, 0);
}

/* What finding names takes (the files of libc and its modules), and certificates. */
static int restrict_fetch(const char *const *files)
{
	struct grant grants[40] = {
		LIBRARIES(FS_READ),
		{"/etc/ld.so.cache", FS_READ},
		{"/etc/resolv.conf", FS_READ},
		{"/etc/hosts", FS_READ},
		{"/etc/host.conf", FS_READ},
		{"/etc/nsswitch.conf", FS_READ},
		{"/etc/gai.conf", FS_READ},
		{"/etc/services", FS_READ},
		{"/etc/protocols", FS_READ},
		{"/run/systemd/resolve", FS_READ},
		{"/run/resolvconf", FS_READ},
		{"/run/NetworkManager", FS_READ},
		{"/etc/ssl/certs", FS_READ},
		{"/etc/ssl/openssl.cnf", FS_READ},
		{"/etc/ssl/cert.pem", FS_READ},
		{"/etc/pki/tls/certs", FS_READ},
		{"/etc/pki/tls/openssl.cnf", FS_READ},
		{"/etc/pki/ca-trust", FS_READ},
		{"/etc/ca-certificates", FS_READ},
		{"/etc/crypto-policies", FS_READ},
		{"/usr/share/ca-certificates", FS_READ},
		{"/usr/local/share/ca-certificates", FS_READ},
	};
	size_t count = 0, most = sizeof grants / sizeof *grants;

	while (grants[count].path)
		count++;
	for (; *files && count < most; files++)
		grants[count++] = (struct grant){*files, FS_READ};
	return landlock_restrict(grants, count, LEFT_CONNECT);
}

static void begin(struct seal_layers *layers)
{
	*layers = (struct seal_layers){.emulated = is_emulated()};
#ifdef PR_SET_NO_NEW_PRIVS
	layers->no_privs = prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0;
#endif
}

static int conclude(const struct seal_layers *layers, struct err *err)
{
	if (!layers->rlimit && !layers->landlock && !layers->seccomp && !layers->emulated)
		return err_set(err, ERR_FAILED, "seal: no layer of it took effect");
	return 0;
}

/* Whether a filter can be loaded: valgrind would hand it on to the kernel, for itself. */
static bool may_filter(const struct seal_layers *layers, unsigned which)
{
	return which & SEAL_FILTER && layers->no_privs && !layers->emulated;
}

static int seal_for(struct seal_layers *layers, const char *program, unsigned which, rlim_t seconds,
                    bool writes, struct err *err)
{
	/* The limits ask /proc how much is mapped, which landlock forbids; but they
	 * leave no room for landlock's descriptor. So it is made first. */
	rlim_t memory = mapped() + MEMORY_MORE;

	begin(layers);
	if (which & SEAL_LANDLOCK && layers->no_privs)
		layers->landlock = program ? restrict_pdf(program) : landlock_restrict(NULL, 0, 0);
	if (which & SEAL_LIMITS)
		layers->rlimit = limit_set(memory, program ? FILES_MOST : 0, seconds, writes);
	if (may_filter(layers, which))
		layers->seccomp = filter_set(program ? PROFILE_PDF : PROFILE_PARSE, program);
	return conclude(layers, err);
}

int seal_with(struct seal_layers *layers, const char *program, unsigned which, struct err *err)
{
	return seal_for(layers, program, which, CPU_SECONDS, false, err);
}

int seal_fetch_with(struct seal_layers *layers, const char *const *files, unsigned which,
                    struct err *err)
{
	rlim_t memory = mapped() + MEMORY_MORE;

	begin(layers);
	if (which & SEAL_LANDLOCK && layers->no_privs)
		layers->landlock = restrict_fetch(files);
	if (which & SEAL_LIMITS)
		layers->rlimit = limit_set_fetch(memory) && drop_rights();
	if (may_filter(layers, which))
		layers->seccomp = filter_set(PROFILE_FETCH, NULL);
	return conclude(layers, err);
}

int seal_fetch(struct seal_layers *layers, const char *const *files, struct err *err)
{
	return seal_fetch_with(layers, files, SEAL_ALL, err);
}

/* What a host has taken, and how much its children may map: they cannot ask any more. */
static struct seal_layers of_host;
static rlim_t hosted_memory;

int seal_host_with(unsigned which, struct err *err)
{
	begin(&of_host);
	hosted_memory = mapped() + MEMORY_MORE;
	if (which & SEAL_LANDLOCK && of_host.no_privs)
		of_host.landlock = landlock_restrict(NULL, 0, 0);
	if (which & SEAL_LIMITS)
		of_host.rlimit = limit_set_host();
	if (may_filter(&of_host, which))
		of_host.seccomp = filter_set(PROFILE_HOST, NULL);
	return conclude(&of_host, err);
}

int seal_hosted_with(struct seal_layers *layers, unsigned which, struct err *err)
{
	*layers = of_host;
	/* once more, for itself: its host and the others are outside now */
	if (which & SEAL_LANDLOCK && of_host.no_privs)
		layers->landlock = landlock_restrict(NULL, 0, 0);
	layers->rlimit = which & SEAL_LIMITS && limit_set(hosted_memory, 0, CPU_SECONDS, false);
	layers->seccomp = may_filter(&of_host, which) && filter_set(PROFILE_PARSE, NULL);
	return conclude(layers, err);
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

int seal_unpack(struct seal_layers *layers, bool writes, struct err *err)
{
	return seal_for(layers, NULL, SEAL_ALL, UNPACK_SECONDS, writes, err);
}

int seal_pdf(struct seal_layers *layers, const char *program, struct err *err)
{
	return seal_with(layers, program, SEAL_ALL, err);
}

/* -- what there is ------------------------------------------------------------ */

void seal_kernel(struct seal_layers *layers)
{
	*layers = (struct seal_layers){.rlimit = true,
	                               .no_privs = true,
	                               .landlock = landlock_version(),
	                               .seccomp = filter_known(),
	                               .emulated = is_emulated()};
}

int seal_print(const struct seal_layers *layers, char *out, size_t size)
{
	char landlock[16] = "no";

	if (layers->landlock)
		snprintf(landlock, sizeof landlock, "%d", layers->landlock);
	return snprintf(out, size, "rlimit %s\nno-new-privs %s\nlandlock %s\nseccomp %s\n",
	                layers->rlimit ? "yes" : "no", layers->no_privs ? "yes" : "no", landlock,
	                layers->seccomp ? "yes" : "no");
}
