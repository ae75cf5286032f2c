/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/store/swap.h"

#include "model/base/clock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <stdbool.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define NAMES_MOST 1000

static const char *const suffixes[] = {"-wal", "-shm"};

static char *with(const char *path, const char *suffix)
{
	char *name;

	return asprintf(&name, "%s%s", path, suffix) < 0 ? NULL : name;
}

static int failed(const char *path, struct err *err)
{
	return err_set(err, ERR_FAILED, "%s: %s", path, strerror(errno));
}

static void drop_beside(const char *path)
{
	for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++) {
		char *name = with(path, suffixes[i]);

		if (name)
			unlink(name);
		free(name);
	}
}

void swap_drop(const char *made)
{
	drop_beside(made);
	unlink(made);
}

char *swap_begin(const char *path, struct err *err)
{
	char *made = with(path, ".repairing");
	struct stat st;
	int fd;

	if (!made) {
		err_set(err, ERR_FAILED, "%s: out of memory", path);
		return NULL;
	}
	/* who reads the damaged one keeps others from it, so nobody is at work on this */
	swap_drop(made);
	fd = open(made, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd >= 0 && stat(path, &st) == 0 && fchmod(fd, st.st_mode & 0777) == 0 &&
	    (geteuid() != 0 || fchown(fd, st.st_uid, st.st_gid) == 0)) {
		close(fd);
		return made;
	}
	failed(made, err);
	if (fd >= 0) {
		close(fd);
		unlink(made);
	}
	free(made);
	return NULL;
}

static int flush(const char *path, int flags)
{
	int fd = open(path, flags | O_RDONLY | O_CLOEXEC);
	int rc = fd < 0 ? -1 : fsync(fd);

	if (fd >= 0)
		close(fd);
	return rc;
}

static void flush_folder(const char *path)
{
	char *folder = strdup(path), *slash = folder ? strrchr(folder, '/') : NULL;

	if (slash)
		*slash = '\0';
	flush(slash && *folder ? folder : slash ? "/" : ".", O_DIRECTORY);
	free(folder);
}

/* FILE.damaged-2026-11-30, or with a number behind it: a name that is not there yet, to which
 * the file is linked. Some file systems have no links: there it is moved. */
static char *keep(const char *path, struct err *err)
{
	time_t now = (time_t)clock_now();
	struct tm day;
	char date[32], *name = NULL;

	gmtime_r(&now, &day);
	strftime(date, sizeof date, "%Y-%m-%d", &day);
	for (int i = 1; i < NAMES_MOST; i++) {
		int n = i == 1 ? asprintf(&name, "%s.damaged-%s", path, date)
		               : asprintf(&name, "%s.damaged-%s-%d", path, date, i);

		if (n < 0)
			return NULL;
		if (link(path, name) == 0)
			return name;
		if (errno != EEXIST && access(name, F_OK) < 0 && rename(path, name) == 0)
			return name;
		if (errno != EEXIST && access(name, F_OK) < 0)
			break;
		free(name);
		name = NULL;
	}
	failed(path, err);
	free(name);
	return NULL;
}

/* A log must never stand beside a file that it is not of: it moves with its own. */
static int move_beside(const char *from, const char *to, struct err *err)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < sizeof suffixes / sizeof *suffixes; i++) {
		char *old = with(from, suffixes[i]), *new = with(to, suffixes[i]);

		if (!old || !new)
			rc = err_set(err, ERR_FAILED, "out of memory");
		else if (rename(old, new) < 0 && errno != ENOENT)
			rc = failed(old, err);
		free(old);
		free(new);
	}
	return rc;
}

/* What could not be written into the file at its end is in its log still. */
static bool has_log(const char *path)
{
	char *name = with(path, "-wal");
	struct stat st;
	bool has = !name || (stat(name, &st) == 0 && st.st_size > 0);

	free(name);
	return has;
}

int swap_end(const char *path, const char *made, char **kept, struct err *err)
{
	if (has_log(made)) {
		swap_drop(made);
		return err_set(err, ERR_DISK,
		               "%s: could not be written to its end: the store is as it was", made);
	}
	drop_beside(made);
	if (flush(made, 0) < 0)
		return failed(made, err);
	*kept = keep(path, err);
	if (!*kept || move_beside(path, *kept, err) < 0)
		return -1;
	if (rename(made, path) < 0)
		return failed(made, err);
	flush_folder(path);
	return 0;
}
