/* SPDX-License-Identifier: ISC */
/* Which files and ports, by the kernel's landlock. */
#include "config.h"

#include "fetch/seal/internal.h"

#include <fcntl.h>
#include <link.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

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

#define FS_OF_A_FILE (FS_EXECUTE | FS_WRITE_FILE | FS_READ_FILE | FS_TRUNCATE)
#define NET_BIND 1u
#define NET_BOTH 3u

static void grant_beneath(int ruleset, const char *path, uint64_t access)
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

int landlock_version(void)
{
	int version = (int)syscall(LANDLOCK_CREATE, NULL, 0, LANDLOCK_VERSION);

	return version < 1 ? 0 : version;
}

void landlock_loader(const char *program, char *out, size_t size)
{
	union {
		ElfW(Ehdr) head;
		char bytes[4096];
	} file;
	int fd = open(program, O_RDONLY | O_CLOEXEC);
	ssize_t n = fd >= 0 ? read(fd, file.bytes, sizeof file.bytes) : -1;

	*out = '\0';
	if (fd >= 0)
		close(fd);
	if (n < (ssize_t)sizeof file.head || memcmp(file.bytes, ELFMAG, SELFMAG) != 0)
		return;
	for (size_t i = 0; i < file.head.e_phnum; i++) {
		size_t at = file.head.e_phoff + i * sizeof(ElfW(Phdr));
		ElfW(Phdr) part;

		if (at > (size_t)n || sizeof part > (size_t)n - at)
			return;
		memcpy(&part, file.bytes + at, sizeof part);
		if (part.p_type != PT_INTERP || part.p_offset > (size_t)n ||
		    part.p_filesz > (size_t)n - part.p_offset || part.p_filesz >= size)
			continue;
		memcpy(out, file.bytes + part.p_offset, part.p_filesz);
		out[part.p_filesz] = '\0';
		return;
	}
}

/* What is handled of that which this kernel knows. */
static void leave(struct landlock_rights *rights, unsigned left)
{
	if (left & LEFT_CONNECT)
		rights->net &= NET_BIND;
	if (left & LEFT_READ)
		rights->fs &= ~(uint64_t)FS_READ;
	if (left & LEFT_FILES)
		rights->fs &= ~(uint64_t)FS_FILES;
	if (left & LEFT_PROGRAMS)
		rights->fs &= ~(uint64_t)FS_EXECUTE;
}

int landlock_restrict(const struct grant *grants, size_t count, unsigned left)
{
	static const struct {
		int version;
		size_t size;
		struct landlock_rights rights;
	} forms[] = {
		{6, 24, {0xffff, NET_BOTH, 3}}, {5, 16, {0xffff, NET_BOTH, 0}},
		{4, 16, {0x7fff, NET_BOTH, 0}}, {3, 8, {0x7fff, 0, 0}},
		{2, 8, {0x3fff, 0, 0}},         {1, 8, {0x1fff, 0, 0}},
	};
	int version = landlock_version();

	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		struct landlock_rights rights = forms[i].rights;
		int fd, result;

		if (version < forms[i].version)
			continue;
		leave(&rights, left);
		fd = (int)syscall(LANDLOCK_CREATE, &rights, forms[i].size, 0);
		if (fd < 0)
			return 0;
		/* a rule may grant nothing that is not handled */
		for (size_t g = 0; g < count; g++)
			grant_beneath(fd, grants[g].path, grants[g].access & rights.fs);
#ifdef PALAIS_COVERAGE /* counters of what is reached, and no other files */
		grant_beneath(fd, PALAIS_COVERAGE, (FS_FILES | FS_READ) & rights.fs);
#endif
		result = (int)syscall(LANDLOCK_RESTRICT, fd, 0);
		close(fd);
		return result == 0 ? version : 0;
	}
	return 0;
}
