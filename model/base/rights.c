/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/base/rights.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

extern char **environ;

/* What says in which characters, on which terminal and at what size text is shown. */
static bool is_harmless(const char *variable, size_t len)
{
	static const char *const names[] = {
		"LANG",        "LANGUAGE",        "LC_ALL",  "LC_CTYPE",     "LC_MESSAGES",
		"TERM",        "LINES",           "COLUMNS", "NO_COLOR",     "STY",
		"VTE_VERSION", "KONSOLE_VERSION", "MLTERM",  "TERM_PROGRAM",
	};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strlen(names[i]) == len && !memcmp(names[i], variable, len))
			return true;
	return false;
}

static void clean_environment(void)
{
	size_t kept = 0;

	if (!environ)
		return;
	for (size_t i = 0; environ[i]; i++)
		if (is_harmless(environ[i], strcspn(environ[i], "=")))
			environ[kept++] = environ[i];
	environ[kept] = NULL;
}

void rights_restrict(struct rights *r)
{
	const struct rlimit none = {0, 0};

	if (r->restricted)
		return;
	r->restricted = true;
	clean_environment();
	signal(SIGTSTP, SIG_IGN);
	setrlimit(RLIMIT_CORE, &none);
}

int rights_need(const struct rights *r, const char *what, struct err *err)
{
	if (!r->restricted)
		return 0;
	err_set(err, ERR_USAGE, "%.300s: not here: this palais is restricted", what);
	errno = 0;
	return -1;
}

/* -- the doors ---------------------------------------------------------------- */

static int fail(const char *path, struct err *err)
{
	int why = errno;

	err_set(err, ERR_FAILED, "%s: %s", path, strerror(why));
	errno = why;
	return -1;
}

int rights_open(const struct rights *r, const char *path, struct err *err)
{
	int fd;

	if (rights_need(r, path, err) < 0)
		return -1;
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	return fd < 0 ? fail(path, err) : fd;
}

/* A stream on a descriptor, which is closed when there is none. */
static FILE *stream(int fd, const char *mode, const char *path, struct err *err)
{
	FILE *f = fd < 0 ? NULL : fdopen(fd, mode);

	if (fd >= 0 && !f) {
		fail(path, err);
		close(fd);
	}
	return f;
}

FILE *rights_read_file(const struct rights *r, const char *path, struct err *err)
{
	return stream(rights_open(r, path, err), "r", path, err);
}

/* What is there and no file (a terminal, a pipe) cannot be lost by being written to. */
static bool is_file(const char *path)
{
	struct stat st;

	return stat(path, &st) < 0 || S_ISREG(st.st_mode);
}

static int stays(const char *path, struct err *err)
{
	return err_set(err, ERR_FAILED,
	               "%s: is there already, and stays as it is: --force writes over it", path);
}

FILE *rights_write_file(const struct rights *r, const char *path, enum rights_how how,
                        struct err *err)
{
	static const int flags[] = {
		[RIGHTS_NEW] = O_EXCL, [RIGHTS_OVER] = O_TRUNC, [RIGHTS_APPEND] = O_APPEND};
	const int always = O_WRONLY | O_CREAT | O_CLOEXEC | O_NOCTTY;
	int fd;

	if (rights_need(r, path, err) < 0)
		return NULL;
	fd = open(path, always | flags[how], 0666);
	if (fd < 0 && how == RIGHTS_NEW && errno == EEXIST) {
		if (is_file(path)) {
			stays(path, err);
			return NULL;
		}
		fd = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
	}
	if (fd < 0)
		fail(path, err);
	return stream(fd, how == RIGHTS_APPEND ? "a" : "w", path, err);
}

static int write_all(FILE *f, const struct buf *b)
{
	bool bad = fwrite(b->bytes, 1, b->len, f) != b->len || fflush(f) || fsync(fileno(f));
	int why = errno;

	fclose(f);
	errno = why;
	return bad ? -1 : 0;
}

/* Between the name of a file that is being written and the number of who writes it. */
#define PART_SUFFIX ".new-"

/* A terminal or a pipe has no bytes that could be lost, and none beside it to begin with. */
static int write_through(const struct rights *r, const char *path, const struct buf *b,
                         struct err *err)
{
	FILE *f = rights_write_file(r, path, RIGHTS_NEW, err);
	bool bad;

	if (!f)
		return -1;
	bad = fwrite(b->bytes, 1, b->len, f) != b->len;
	if (fclose(f) != 0 || bad)
		return fail(path, err);
	return 0;
}

/* Gives a file its name, unless another has it. Sticks have file systems without links. */
static int take_name(const char *part, const char *path)
{
	struct stat st;

	if (link(part, path) == 0)
		return 0;
	if (errno != EPERM && errno != EOPNOTSUPP && errno != ENOSYS)
		return -1;
	if (lstat(path, &st) == 0) {
		errno = EEXIST;
		return -1;
	}
	return rename(part, path);
}

/* What somebody who was killed while that file was made has left beside it. A process of
 * another machine that writes it just now is not known of, and neither is one that has no
 * right to be asked after: that one lives. */
static void sweep_parts(const char *path)
{
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
	char folder[RIGHTS_PART] = ".", part[RIGHTS_PART];
	size_t len = strlen(name);
	struct dirent *e;
	DIR *dir;

	if (slash)
		snprintf(folder, sizeof folder, "%.*s", (int)(slash - path) + 1, path);
	dir = opendir(folder);
	while (dir && (e = readdir(dir))) {
		pid_t pid;

		if (rights_part_name(e->d_name) != len || strncmp(e->d_name, name, len) != 0)
			continue;
		pid = (pid_t)strtol(e->d_name + len + strlen(PART_SUFFIX), NULL, 10);
		if (pid <= 0 || kill(pid, 0) == 0 || errno != ESRCH ||
		    snprintf(part, sizeof part, "%.*s%s", slash ? (int)(slash - path) + 1 : 0, path,
		             e->d_name) >= (int)sizeof part)
			continue;
		rights_drop_part(part);
	}
	if (dir)
		closedir(dir);
}

int rights_begin_part(const struct rights *r, const char *path, bool over, char part[RIGHTS_PART],
                      struct err *err)
{
	struct stat st;

	if (rights_need(r, path, err) < 0)
		return -1;
	if (!is_file(path))
		return err_set(err, ERR_FAILED, "%s: is there already, and is no file", path);
	if (!over && lstat(path, &st) == 0)
		return stays(path, err);
	if (snprintf(part, RIGHTS_PART, "%s" PART_SUFFIX "%ld", path, (long)getpid()) >=
	    RIGHTS_PART)
		return err_set(err, ERR_USAGE, "%.60s…: longer than any path may be", path);
	sweep_parts(path);
	return 0;
}

int rights_end_part(const char *part, const char *path, bool over, struct err *err)
{
	int fd = open(part, O_RDONLY | O_CLOEXEC), rc = fd < 0 ? -1 : fsync(fd), why = errno;

	if (fd >= 0)
		close(fd);
	errno = why;
	if (rc == 0)
		rc = over ? rename(part, path) : take_name(part, path);
	if (rc < 0)
		rc = errno == EEXIST ? stays(path, err) : fail(path, err);
	rights_drop_part(part);
	return rc;
}

size_t rights_part_name(const char *part)
{
	const char *at = strstr(part, PART_SUFFIX);
	size_t digits = at ? strspn(at + strlen(PART_SUFFIX), "0123456789") : 0;

	return digits && !at[strlen(PART_SUFFIX) + digits] ? (size_t)(at - part) : 0;
}

void rights_drop_part(const char *part)
{
	static const char *const suffixes[] = {"", "-journal", "-wal", "-shm"};
	char name[RIGHTS_PART + 10];

	for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++) {
		snprintf(name, sizeof name, "%s%s", part, suffixes[i]);
		unlink(name);
	}
}

int rights_write_whole(const struct rights *r, const char *path, bool over, const struct buf *b,
                       struct err *err)
{
	char part[RIGHTS_PART];
	FILE *f;
	int fd, rc;

	if (!is_file(path))
		return write_through(r, path, b, err);
	if (rights_begin_part(r, path, over, part, err) < 0)
		return -1;
	fd = open(part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	if (fd < 0)
		return fail(path, err);
	f = stream(fd, "w", path, err);
	if (f && write_all(f, b) == 0)
		return rights_end_part(part, path, over, err);
	rc = fail(path, err);
	rights_drop_part(part);
	return rc;
}
