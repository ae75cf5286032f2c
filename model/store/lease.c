/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/store/lease.h"

#include "model/base/clock.h"
#include "model/store/internal.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* This process, as the table names one. */
struct self {
	char host[256];
	char boot[64]; /* of the running kernel: process ids count from anew after each start */
	int64_t pid;
};

/* The first line of what the kernel tells; "" where it does not. */
static void read_kernel(const char *path, char *out, size_t size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n = fd >= 0 ? read(fd, out, size - 1) : -1;

	if (fd >= 0)
		close(fd);
	out[n > 0 ? n : 0] = '\0';
	out[strcspn(out, "\n")] = '\0';
}

static struct self self_now(void)
{
	struct self self = {.pid = getpid()};

	if (gethostname(self.host, sizeof(self.host) - 1))
		self.host[0] = '\0';
	read_kernel("/proc/sys/kernel/random/boot_id", self.boot, sizeof(self.boot));
	return self;
}

/* A process that has ended keeps its number until its parent asks how, and where nobody does
 * (in a container whose first process is no init) for good. */
static bool process_has_ended(int64_t pid)
{
	char path[40], line[200];
	const char *state;

	snprintf(path, sizeof(path), "/proc/%lld/stat", (long long)pid);
	read_kernel(path, line, sizeof(line));
	/* its name may have any letters, brackets too */
	state = strrchr(line, ')');
	return state && (state[2] == 'Z' || state[2] == 'X');
}

static bool process_lives(int64_t pid)
{
	if (kill((pid_t)pid, 0) && errno != EPERM)
		return false;
	return !process_has_ended(pid);
}

/* Whether the row at hand still holds, and whether it is this process's. */
static bool row_holds(sqlite3_stmt *q, const struct self *self, bool *own)
{
	bool here = !strcmp(store_column(q, 0), self->host);
	bool boot = !strcmp(store_column(q, 1), self->boot);
	int64_t pid = sqlite3_column_int64(q, 2);

	*own = here && boot && pid == self->pid;
	if (sqlite3_column_int64(q, 3) <= clock_now())
		return false;
	return !here || (boot && process_lives(pid));
}

/* 1 with the row as the current one of *q, which the caller finalizes; 0, -1. */
static int find(struct store *s, const char *name, sqlite3_stmt **q, struct err *err)
{
	int rc;

	*q = store_prepare(s, "SELECT host, boot, pid, expires FROM lease WHERE name=?", err);
	if (!*q)
		return -1;
	store_bind(*q, 1, name);
	rc = sqlite3_step(*q);
	if (rc == SQLITE_ROW)
		return 1;
	if (rc != SQLITE_DONE)
		store_fail(s, err);
	sqlite3_finalize(*q);
	*q = NULL;
	return rc == SQLITE_DONE ? 0 : -1;
}

static int write_row(struct store *s, const char *name, const struct self *self, unsigned seconds,
                     struct err *err)
{
	sqlite3_stmt *q = store_prepare(s,
	                                "INSERT OR REPLACE INTO lease(name, host, boot, pid, "
	                                "expires) VALUES(?,?,?,?,?)",
	                                err);

	if (!q)
		return -1;
	store_bind(q, 1, name);
	store_bind(q, 2, self->host);
	store_bind(q, 3, self->boot);
	sqlite3_bind_int64(q, 4, self->pid);
	sqlite3_bind_int64(q, 5, clock_now() + (int64_t)seconds);
	return store_run(s, q, err);
}

static int take(struct store *s, const char *name, unsigned seconds, struct err *err)
{
	struct self self = self_now();
	sqlite3_stmt *q;
	bool own = false, holds = false;
	int rc = find(s, name, &q, err);

	if (rc < 0)
		return -1;
	if (rc) {
		holds = row_holds(q, &self, &own);
		sqlite3_finalize(q);
	}
	if (holds && !own)
		return 0;
	return write_row(s, name, &self, seconds, err) ? -1 : 1;
}

int store_lease_take(struct store *s, const char *name, unsigned seconds, struct err *err)
{
	bool nested = !sqlite3_get_autocommit(s->db);
	int rc;

	/* Reading and writing have to be one step, or two programs would both find it free. */
	if (!nested && store_exec(s, "BEGIN IMMEDIATE", err))
		return -1;
	rc = take(s, name, seconds, err);
	if (!nested && store_exec(s, rc > 0 ? "COMMIT" : "ROLLBACK", rc < 0 ? NULL : err))
		return -1;
	return rc;
}

void store_lease_give(struct store *s, const char *name)
{
	struct self self = self_now();
	sqlite3_stmt *q = store_prepare(
		s, "DELETE FROM lease WHERE name=? AND host=? AND boot=? AND pid=?", NULL);

	if (!q)
		return;
	store_bind(q, 1, name);
	store_bind(q, 2, self.host);
	store_bind(q, 3, self.boot);
	sqlite3_bind_int64(q, 4, self.pid);
	store_run(s, q, NULL);
}

int store_lease_holder(struct store *s, const char *name, struct store_lease_holder *holder,
                       struct err *err)
{
	struct self self = self_now();
	sqlite3_stmt *q;
	int rc = find(s, name, &q, err);

	*holder = (struct store_lease_holder){.pid = 0};
	if (rc <= 0)
		return rc;
	rc = row_holds(q, &self, &holder->own);
	snprintf(holder->host, sizeof(holder->host), "%s", store_column(q, 0));
	holder->pid = sqlite3_column_int64(q, 2);
	holder->here = !strcmp(holder->host, self.host);
	holder->expires = sqlite3_column_int64(q, 3);
	sqlite3_finalize(q);
	return rc;
}
