/* SPDX-License-Identifier: ISC */
/* What palais itself gives up once it has begun. */
#include "config.h"

#include "fetch/seal/internal.h"
#include "fetch/seal/seal.h"

#include <fcntl.h>
#include <unistd.h>

#ifdef HAVE_SYS_PRCTL_H
#include <sys/prctl.h>
#endif

#define GRANTS_MOST 64
#define LOADERS_MOST 8
#define LOADER_MAX 256

/* A build that counts its own lines writes what it counted beside its objects, at its end. */
extern void __gcov_dump(void) __attribute__((weak));

struct grants {
	struct grant at[GRANTS_MOST];
	size_t count;
};

static void add(struct grants *g, const char *path, uint64_t access)
{
	if (g->count < GRANTS_MOST)
		g->at[g->count++] = (struct grant){path, access};
}

/* A program that is a script starts whatever it likes: wrappers of some packages do. */
static bool is_script(const char *path)
{
	char head[2] = "";
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n = fd >= 0 ? read(fd, head, sizeof head) : -1;

	if (fd >= 0)
		close(fd);
	return n == sizeof head && head[0] == '#' && head[1] == '!';
}

int seal_own(const struct seal_own *own)
{
	char loaders[LOADERS_MOST][LOADER_MAX];
	struct grants grants = {.count = 0};
	unsigned left = LEFT_CONNECT | LEFT_READ | (own->any_file ? LEFT_FILES : 0);

#ifdef PR_SET_NO_NEW_PRIVS
	if (__gcov_dump || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
		return 0;
#endif
	/* where a helper's standard error goes, and a terminal that there is not */
	add(&grants, "/dev/null", FS_WRITE_FILE | FS_TRUNCATE);
	for (size_t i = 0; i < own->folder_count; i++)
		add(&grants, own->folders[i],
		    FS_WRITE_FILE | FS_TRUNCATE | FS_MAKE_FILE | FS_REMOVE_FILE);
	for (size_t i = 0; i < own->program_count; i++) {
		add(&grants, own->programs[i], FS_EXECUTE);
		if (is_script(own->programs[i]))
			left |= LEFT_PROGRAMS;
		if (i < LOADERS_MOST) {
			landlock_loader(own->programs[i], loaders[i], LOADER_MAX);
			add(&grants, loaders[i], FS_EXECUTE);
		}
	}
	return landlock_restrict(grants.at, grants.count, left);
}
