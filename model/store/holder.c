/* SPDX-License-Identifier: ISC */
/* Which process writes a store that we may not write now. */
#include "config.h"

#include "model/store/holder.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

/* SQLite's lock of writers, in the file beside a store with a log, and in a store without. */
#define LOG_BYTE 120
#define STORE_BYTE 0x40000001

/* By the kernel's list: a lock that we asked for ourselves, or a file that we closed, would take
 * locks of our own away. */
static long find(const struct stat *st, uint64_t byte)
{
	FILE *f = fopen("/proc/locks", "re");
	char line[300];
	long found = 0;

	while (f && !found && fgets(line, sizeof line, f)) {
		unsigned major, minor;
		uint64_t inode, from, to;
		char end[24];
		long pid;

		if (sscanf(line, "%*d: POSIX %*s WRITE %ld %x:%x:%" SCNu64 " %" SCNu64 " %23s",
		           &pid, &major, &minor, &inode, &from, end) != 6)
			continue;
		if (strcmp(end, "EOF") != 0 && sscanf(end, "%" SCNu64, &to) == 1 && to < byte)
			continue;
		if (inode == st->st_ino && major == major(st->st_dev) &&
		    minor == minor(st->st_dev) && from <= byte && pid > 0)
			found = pid;
	}
	if (f)
		fclose(f);
	return found;
}

static void name_of(long pid, char *out, size_t size)
{
	char path[60];
	FILE *f;

	*out = '\0';
	snprintf(path, sizeof path, "/proc/%ld/comm", pid);
	f = fopen(path, "re");
	if (f && fgets(out, (int)size, f))
		out[strcspn(out, "\n")] = '\0';
	if (f)
		fclose(f);
}

long store_holder(const char *path, char *name, size_t size)
{
	char beside[4200];
	struct stat st;
	long pid = 0;

	*name = '\0';
	if (snprintf(beside, sizeof beside, "%s-shm", path) < (int)sizeof beside &&
	    stat(beside, &st) == 0)
		pid = find(&st, LOG_BYTE);
	if (!pid && stat(path, &st) == 0)
		pid = find(&st, STORE_BYTE);
	if (pid)
		name_of(pid, name, size);
	return pid;
}
