/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "fetch/wire/child.h"

#include "fetch/wire/told.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* A process that has closed its output is about to be gone; one that is not
 * after so long has something else in mind. */
#define MOMENT_MS 500

/* -- starting -------------------------------------------------------------- */

/* A pipe whose ends are not 0, 1 or 2, so that the child's dup2s cannot fall
 * over one another when the owner's own standard descriptors are closed. */
static int make_pipe(int ends[2])
{
	if (pipe2(ends, O_CLOEXEC))
		return -1;
	for (int i = 0; i < 2; i++) {
		int high;

		if (ends[i] > 2)
			continue;
		high = fcntl(ends[i], F_DUPFD_CLOEXEC, 3);
		close(ends[i]);
		ends[i] = high;
	}
	if (ends[0] >= 0 && ends[1] >= 0)
		return 0;
	for (int i = 0; i < 2; i++)
		if (ends[i] >= 0)
			close(ends[i]);
	return -1;
}

static void close_pipe(int ends[2])
{
	close(ends[0]);
	close(ends[1]);
}

int child_spawn(pid_t *pid, const char *path, const char *const *argv, int in, int out)
{
	posix_spawn_file_actions_t actions;
	char **environment = told_new(argv);
	char *const nothing[] = {(char *)argv[0], NULL};
	posix_spawnattr_t attr;
	sigset_t defaults, none;
	int rc;

	if (!environment)
		return ENOMEM;
	sigemptyset(&none);
	sigemptyset(&defaults);
	sigaddset(&defaults, SIGPIPE);
	sigaddset(&defaults, SIGINT);
	sigaddset(&defaults, SIGWINCH);
	posix_spawnattr_init(&attr);
	posix_spawnattr_setsigmask(&attr, &none);
	posix_spawnattr_setsigdefault(&attr, &defaults);
	/* A session of its own: Ctrl-C in the terminal is for the owner, who may only mean to
	 * stop one request, and the child has no terminal that it could open and write to.
	 * When the owner goes, so does the child's input. */
	posix_spawnattr_setflags(&attr, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF |
	                                        POSIX_SPAWN_SETSID);
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, in, STDIN_FILENO);
	posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
	posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
#ifdef HAVE_POSIX_SPAWN_FILE_ACTIONS_ADDCLOSEFROM_NP
	posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
#endif
	rc = posix_spawn(pid, path, &actions, &attr, nothing, environment);
	told_free(environment);
	posix_spawn_file_actions_destroy(&actions);
	posix_spawnattr_destroy(&attr);
	return rc;
}

int child_start(struct child *child, struct host *host, const char *path, const char *const *argv,
                struct err *err)
{
	int in[2], out[2], rc;

	*child = CHILD_NONE;
	if (make_pipe(in))
		return err_set(err, ERR_FAILED, "%s: no pipe: %s", path, strerror(errno));
	/* room for a page, so that the child can be fed before anybody waits for it */
	fcntl(in[1], F_SETPIPE_SZ, 1 << 18);
	if (make_pipe(out)) {
		close_pipe(in);
		return err_set(err, ERR_FAILED, "%s: no pipe: %s", path, strerror(errno));
	}
	if (host)
		child->host = host_ask(host, argv, in[0], out[1], &child->number);
	rc = child->host ? 0 : child_spawn(&child->pid, path, argv, in[0], out[1]);
	close(in[0]);
	close(out[1]);
	child->in = in[1];
	child->out = out[0];
	if (rc) {
		child->pid = 0;
		child_kill(child);
		return err_set(err, ERR_FAILED, "%s: cannot be started: %s", path, strerror(rc));
	}
	fcntl(child->in, F_SETFL, O_NONBLOCK);
	fcntl(child->out, F_SETFL, O_NONBLOCK);
	return 0;
}

/* -- waiting for a host ------------------------------------------------------ */

int child_waits(const struct child *child)
{
	return child->host ? host_waits(child->host, child->number) : -1;
}

bool child_is_due(const struct child *child)
{
	return child->host && host_is_refused(child->host, child->number);
}

void child_go_on(struct child *child)
{
	if ((child_waits(child) >= 0 || child_is_due(child)) &&
	    host_go_on(child->host, child->number, &child->pid))
		child->host = NULL;
}

/* -- writing ---------------------------------------------------------------- */

/* The owner may want SIGPIPE for its own output, so it is neither ignored nor
 * handled: it is held back for the time of the write, and if the write raised
 * it, taken off. */
ssize_t child_write(struct child *child, const void *bytes, size_t len)
{
	static const struct timespec at_once;
	sigset_t pipe_only, before, pending;
	ssize_t n;
	int why;

	if (child->in < 0) {
		errno = EPIPE;
		return -1;
	}
	sigemptyset(&pipe_only);
	sigaddset(&pipe_only, SIGPIPE);
	sigpending(&pending);
	pthread_sigmask(SIG_BLOCK, &pipe_only, &before);
	n = write(child->in, bytes, len);
	why = errno;
	if (n < 0 && why == EPIPE && !sigismember(&pending, SIGPIPE))
		sigtimedwait(&pipe_only, NULL, &at_once);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	errno = why;
	return n;
}

void child_close_in(struct child *child)
{
	if (child->in >= 0)
		close(child->in);
	child->in = -1;
}

/* -- ending ------------------------------------------------------------------ */

static void close_both(struct child *child)
{
	child_close_in(child);
	if (child->out >= 0)
		close(child->out);
	child->out = -1;
}

static int wait_for(pid_t pid, int flags, int *status)
{
	pid_t got;

	do
		got = waitpid(pid, status, flags);
	while (got < 0 && errno == EINTR);
	return got == pid ? 1 : (int)got;
}

void child_moment(pid_t pid)
{
#ifdef SYS_pidfd_open
	struct pollfd fd = {.fd = (int)syscall(SYS_pidfd_open, pid, 0), .events = POLLIN};

	if (fd.fd < 0)
		return;
	poll(&fd, 1, MOMENT_MS);
	close(fd.fd);
#else
	(void)pid;
#endif
}

/* As child_reap, of a host's child. */
static int reap_hosted(struct child *child, bool *killed)
{
	int status = SIGKILL;

	if (!host_wait(child->host, child->number, MOMENT_MS, &status)) {
		host_forget(child->host, child->number);
		if (killed)
			*killed = true;
	}
	child->host = NULL;
	return status;
}

int child_reap(struct child *child, bool *killed)
{
	int status = 0;

	close_both(child);
	if (killed)
		*killed = false;
	if (child->host)
		return reap_hosted(child, killed);
	if (!child->pid)
		return 0;
	if (!wait_for(child->pid, WNOHANG, &status)) {
		child_moment(child->pid);
		if (!wait_for(child->pid, WNOHANG, &status)) {
			kill(child->pid, SIGKILL);
			wait_for(child->pid, 0, &status);
			if (killed)
				*killed = true;
		}
	}
	child->pid = 0;
	return status;
}

void child_leave(struct child *child)
{
	if (!child->host) {
		child_reap(child, NULL);
		return;
	}
	close_both(child);
	host_leave(child->host, child->number);
	child->host = NULL;
}

void child_kill(struct child *child)
{
	int status;

	close_both(child);
	if (child->host)
		host_forget(child->host, child->number);
	child->host = NULL;
	if (!child->pid)
		return;
#ifdef PALAIS_COVERAGE /* what it has reached is told when it ends by itself */
	child_moment(child->pid);
#endif
	kill(child->pid, SIGKILL);
	wait_for(child->pid, 0, &status);
	child->pid = 0;
}

void child_explain(struct buf *out, int status)
{
	static const struct {
		int signal;
		const char *words;
	} known[] = {
		{SIGSYS, "it tried something that its seal forbids"},
		{SIGXCPU, "it used all the time that it was given"},
		{SIGSEGV, "it reached for memory that is not its own"},
		{SIGBUS, "it reached for memory that is not its own"},
		{SIGABRT, "it found itself in disorder"},
		{SIGKILL, "by the system or by someone"},
		{SIGTERM, "by someone"},
	};

	if (!WIFSIGNALED(status)) {
		buf_printf(out, "gave up with status %d", WEXITSTATUS(status));
		return;
	}
	buf_printf(out, "was ended by signal %d", WTERMSIG(status));
	for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
		if (known[i].signal == WTERMSIG(status))
			buf_printf(out, " (%s)", known[i].words);
}
