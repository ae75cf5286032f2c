/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "fetch/helpers/carry.h"

#include "fetch/wire/child.h"
#include "fetch/wire/unpacked.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

struct carry {
	pid_t pid;
	int fd; /* our end of its pipe */
	size_t used;
	char room[65536]; /* what it will be given at once: records are many small pieces */
};

static struct carry *start(const char *program, const char *how, int fd, bool reads,
                           struct err *err)
{
	const char *const argv[] = {"palais-carry", how, NULL};
	struct carry *c = calloc(1, sizeof *c);
	int ends[2], rc;

	if (!c || pipe2(ends, O_CLOEXEC) < 0) {
		err_set(err, ERR_FAILED, "%s: no pipe: %s", program, strerror(errno));
		free(c);
		return NULL;
	}
	fcntl(ends[0], F_SETPIPE_SZ, 1 << 18);
	rc = reads ? child_spawn(&c->pid, program, argv, fd, ends[1])
	           : child_spawn(&c->pid, program, argv, ends[0], fd);
	close(ends[reads]);
	c->fd = ends[!reads];
	if (!rc)
		return c;
	close(c->fd);
	free(c);
	err_set(err, ERR_FAILED, "%s: cannot be started: %s", program, strerror(rc));
	return NULL;
}

struct carry *carry_read(const char *program, int fd, struct err *err)
{
	return start(program, "read", fd, true, err);
}

struct carry *carry_pack(const char *program, int fd, struct err *err)
{
	return start(program, "pack", fd, false, err);
}

long carry_take(char *bytes, size_t room, void *carry, struct err *err)
{
	struct carry *c = carry;
	ssize_t n;

	do
		n = read(c->fd, bytes, room);
	while (n < 0 && errno == EINTR);
	return n < 0 ? err_set(err, ERR_FAILED, "palais-carry: %s", strerror(errno)) : n;
}

/* A child that has ended is no reason to end too. */
static ssize_t write_some(const struct carry *c, size_t at)
{
	struct child child = {.in = c->fd};
	ssize_t n;

	do
		n = child_write(&child, c->room + at, c->used - at);
	while (n < 0 && errno == EINTR);
	return n;
}

static int flush(struct carry *c, struct err *err)
{
	for (size_t at = 0; at < c->used;) {
		ssize_t n = write_some(c, at);

		if (n < 0)
			return err_set(err, ERR_FAILED, "palais-carry: %s", strerror(errno));
		at += (size_t)n;
	}
	c->used = 0;
	return 0;
}

int carry_put(const char *bytes, size_t len, void *carry, struct err *err)
{
	struct carry *c = carry;

	while (len) {
		size_t n = len < sizeof c->room - c->used ? len : sizeof c->room - c->used;

		memcpy(c->room + c->used, bytes, n);
		c->used += n;
		bytes += n;
		len -= n;
		if (c->used == sizeof c->room && flush(c, err) < 0)
			return -1;
	}
	return 0;
}

static const char *words_of(int status)
{
	switch (WIFEXITED(status) ? WEXITSTATUS(status) : 0) {
	case UNPACKED_SHORT:
		return "it is cut short";
	case UNPACKED_DAMAGED:
		return "it is damaged: it does not unpack";
	case UNPACKED_MEMORY:
		return "unpacking it would take more memory than it may";
	case UNPACKED_UNKNOWN:
		return "it is packed in a way that is not known here";
	case UNPACKED_MORE:
		return "something is behind its end";
	default:
		return NULL;
	}
}

static int wait_for(const struct carry *c)
{
	int status = 0;

	while (waitpid(c->pid, &status, 0) < 0 && errno == EINTR)
		continue;
	return status;
}

static int reap(struct carry *c, struct err *err)
{
	int status = wait_for(c);
	struct buf why;

	if (!status)
		return 0;
	if (words_of(status))
		return err_set(err, ERR_FAILED, "%s", words_of(status));
	buf_init(&why, 400);
	child_explain(&why, status);
	err_set(err, ERR_FAILED, "palais-carry: %s", why.bytes);
	buf_done(&why);
	return -1;
}

int carry_end(struct carry *c, struct err *err)
{
	int rc = flush(c, err);

	close(c->fd);
	if (reap(c, rc < 0 ? NULL : err) < 0)
		rc = -1;
	free(c);
	return rc;
}

void carry_fail(struct carry *c, struct err *err)
{
	const char *words;

	/* one that has more to write ends by that */
	close(c->fd);
	words = words_of(wait_for(c));
	/* what this side could not do is not the sender's */
	if (words && err->code != ERR_DISK && err->code != ERR_STORE)
		err_set(err, ERR_FAILED, "%s", words);
	free(c);
}

void carry_drop(struct carry *c)
{
	if (!c)
		return;
	kill(c->pid, SIGKILL);
	close(c->fd);
	reap(c, NULL);
	free(c);
}
